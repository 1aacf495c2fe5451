//! The statements on messages and on what hangs on them.

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

use super::super::model::{ConversationId, FileId, FileKind, Message, SentFile};
use crate::gate::actor::AccountId;
use crate::kit::db::trigrams::containing;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{conversation_members, conversations, message_files, messages};

/// Stores a message under the next number of its conversation; answers the number. Others who write to it wait for the
/// row, so numbers have no gaps, and whoever sees one sees all before it.
pub(in crate::talk::chat) fn insert(
    tx: &mut Tx<'_>,
    id: ConversationId,
    sender: AccountId,
    at: Timestamp,
    (body, folded): (&str, &str),
    files: &[SentFile],
) -> Result<i64> {
    let number: i64 = diesel::update(conversations::table.find(id))
        .set((
            conversations::last_number.eq(conversations::last_number + 1),
            conversations::last_at.eq(Utc(at)),
        ))
        .returning(conversations::last_number)
        .get_result(tx.conn())?;
    diesel::insert_into(messages::table)
        .values((
            messages::conversation_id.eq(id),
            messages::number.eq(number),
            messages::sender_id.eq(sender),
            messages::sent_at.eq(Utc(at)),
            messages::body.eq(body),
            messages::folded.eq(folded),
        ))
        .execute(tx.conn())?;
    for file in files {
        diesel::insert_into(message_files::table)
            .values((
                message_files::id.eq(file.id),
                message_files::conversation_id.eq(id),
                message_files::number.eq(number),
                message_files::name.eq(&file.name),
                message_files::kind.eq(file.kind.word()),
                message_files::size.eq(file.size),
            ))
            .execute(tx.conn())?;
    }
    Ok(number)
}

/// Which messages are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// The newest.
    Newest,
    /// Those before this number.
    Before(i64),
    /// Those around this number.
    Around(i64),
}

/// At most `most` messages of a conversation, in their order.
///
/// # Errors
/// What the database says.
pub fn messages(conn: &mut Conn, of: ConversationId, window: Window, most: i64) -> Result<Vec<Message>> {
    type Row = (i64, AccountId, Timestamp, String);
    let end = match window {
        Window::Newest => i64::MAX,
        Window::Before(number) => number,
        Window::Around(number) => number.saturating_add(most / 2),
    };
    let mut rows: Vec<Row> = messages::table
        .filter(messages::conversation_id.eq(of))
        .filter(messages::number.lt(end))
        .order(messages::number.desc())
        .select((messages::number, messages::sender_id, messages::sent_at, messages::body))
        .limit(most)
        .load(conn)?;
    rows.reverse();
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(Vec::new()) };
    let mut files = files_of(conn, of, first.0, last.0)?;
    Ok(rows
        .into_iter()
        .map(|(number, sender, sent_at, body)| Message {
            number,
            sender,
            sent_at,
            body,
            files: files.remove(&number).unwrap_or_default(),
        })
        .collect())
}

fn files_of(
    conn: &mut Conn,
    of: ConversationId,
    first: i64,
    last: i64,
) -> Result<HashMap<i64, Vec<SentFile>>> {
    type Row = (i64, FileId, String, String, i64);
    let rows: Vec<Row> = message_files::table
        .filter(message_files::conversation_id.eq(of))
        .filter(message_files::number.between(first, last))
        .order((message_files::number, message_files::id))
        .select((
            message_files::number,
            message_files::id,
            message_files::name,
            message_files::kind,
            message_files::size,
        ))
        .load(conn)?;
    let mut files: HashMap<i64, Vec<SentFile>> = HashMap::new();
    for (number, id, name, kind, size) in rows {
        files.entry(number).or_default().push(SentFile { id, name, kind: kind_of(&kind)?, size });
    }
    Ok(files)
}

fn kind_of(word: &str) -> Result<FileKind> {
    FileKind::of_word(word).ok_or_else(|| Error::bug("an unknown kind of file"))
}

/// A file of a conversation.
pub(in crate::talk::chat) fn file(conn: &mut Conn, of: ConversationId, id: FileId) -> Result<SentFile> {
    let (name, kind, size): (String, String, i64) = message_files::table
        .find(id)
        .filter(message_files::conversation_id.eq(of))
        .select((message_files::name, message_files::kind, message_files::size))
        .first(conn)?;
    Ok(SentFile { id, name, kind: kind_of(&kind)?, size })
}

/// Those of these files that hang on no message.
pub(in crate::talk::chat) fn strays(conn: &mut Conn, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut strays = Vec::new();
    // Fewer than either database takes in one statement.
    for some in ids.chunks(500) {
        let asked: Vec<AnyId> = some.iter().copied().map(AnyId).collect();
        let known: Vec<FileId> = message_files::table
            .filter(message_files::id.eq_any(asked))
            .select(message_files::id)
            .load(conn)?;
        strays.extend(some.iter().filter(|id| !known.iter().any(|one| one.uuid() == **id)));
    }
    Ok(strays)
}

/// A message that a search found.
#[derive(Clone, Debug)]
pub(in crate::talk::chat) struct Found {
    pub address: String,
    pub other: AccountId,
    pub number: i64,
    pub sender: AccountId,
    pub sent_at: Timestamp,
    pub body: String,
}

/// The newest messages of somebody's conversations, or of one of them, whose words hold all of these.
pub(in crate::talk::chat) fn search(
    conn: &mut Conn,
    me: AccountId,
    within: Option<ConversationId>,
    words: &[String],
    most: i64,
) -> Result<Vec<Found>> {
    type Row = (String, AccountId, AccountId, i64, AccountId, Timestamp, String);
    let mut query = conversation_members::table
        .inner_join(conversations::table.on(conversations::id.eq(conversation_members::conversation_id)))
        .inner_join(messages::table.on(messages::conversation_id.eq(conversations::id)))
        .filter(conversation_members::account_id.eq(me))
        .order((messages::sent_at.desc(), messages::conversation_id, messages::number.desc()))
        .select((
            conversations::address,
            conversations::first_id,
            conversations::second_id,
            messages::number,
            messages::sender_id,
            messages::sent_at,
            messages::body,
        ))
        .limit(most)
        .into_boxed();
    if let Some(id) = within {
        query = query.filter(conversations::id.eq(id));
    }
    for word in words {
        query = query.filter(messages::folded.like(containing(word)).escape('\\'));
    }
    let rows: Vec<Row> = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(address, first, second, number, sender, sent_at, body)| Found {
            address,
            other: if first == me { second } else { first },
            number,
            sender,
            sent_at,
            body,
        })
        .collect())
}
