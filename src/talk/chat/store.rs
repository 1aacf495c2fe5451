//! The statements on conversations, messages and what hangs on them. Reads `accounts`, which lies below.

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

use super::model::{Address, Conversation, ConversationId, FileId, FileKind, Message, SentFile};
use crate::gate::access::model::Role;
use crate::gate::actor::AccountId;
use crate::kit::db::keyset::Place;
use crate::kit::db::trigrams::containing;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{accounts, conversation_members, conversations, message_files, messages};

/// One of two, as the other sees them.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// As they write it.
    pub name: String,
    /// What they are here.
    pub role: Role,
    /// Whether they still work here.
    pub active: bool,
}

/// One of somebody's conversations, for their list.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// Its identity.
    pub id: ConversationId,
    /// Where it is found.
    pub address: String,
    /// The other one.
    pub other: AccountId,
    /// The newest message: who wrote it, when, and its words.
    pub last: (AccountId, Timestamp, String),
}

type Shape = (ConversationId, String, AccountId, AccountId, i64, i64, i64);

macro_rules! shape {
    () => {
        (
            conversations::id,
            conversations::address,
            conversations::first_id,
            conversations::second_id,
            conversations::last_number,
            conversation_members::read_number,
            conversation_members::delivered_number,
        )
    };
}

fn conversation(me: AccountId, row: Shape) -> Result<Conversation> {
    let (id, address, first, second, last, read, delivered) = row;
    let other = if first == me { second } else { first };
    Ok(Conversation { id, address: address.parse().map_err(Error::bug)?, me, other, last, read, delivered })
}

/// The conversation of this address that somebody has.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or it is that of two others.
pub fn find(conn: &mut Conn, me: AccountId, address: &Address) -> Result<Conversation> {
    let row: Shape = conversations::table
        .inner_join(
            conversation_members::table.on(conversation_members::conversation_id.eq(conversations::id)),
        )
        .filter(conversations::address.eq(address.as_str().to_owned()))
        .filter(conversation_members::account_id.eq(me))
        .select(shape!())
        .first(conn)?;
    conversation(me, row)
}

/// Whether somebody is one of the two.
pub(super) fn has(conn: &mut Conn, of: AccountId, id: ConversationId) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(conversation_members::table.find((of, id)))).get_result(conn)?)
}

/// The conversation of two, which is begun when they have none; answers where it is found.
pub(super) fn of_two(tx: &mut Tx<'_>, me: AccountId, other: AccountId) -> Result<(Address, bool)> {
    let (first, second) = if me < other { (me, other) } else { (other, me) };
    let known = |tx: &mut Tx<'_>| -> Result<Option<String>> {
        Ok(conversations::table
            .filter(conversations::first_id.eq(first))
            .filter(conversations::second_id.eq(second))
            .select(conversations::address)
            .first(tx.conn())
            .optional()?)
    };
    if let Some(address) = known(tx)? {
        return Ok((address.parse().map_err(Error::bug)?, false));
    }
    let (id, address, now) = (ConversationId::new(), Address::random(), tx.now());
    diesel::insert_into(conversations::table)
        .values((
            conversations::id.eq(id),
            conversations::address.eq(address.as_str()),
            conversations::first_id.eq(first),
            conversations::second_id.eq(second),
            conversations::last_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    for one in [first, second] {
        diesel::insert_into(conversation_members::table)
            .values((conversation_members::conversation_id.eq(id), conversation_members::account_id.eq(one)))
            .execute(tx.conn())?;
    }
    Ok((address, true))
}

/// Stores a message under the next number of its conversation; answers the number. Others who write to it wait for the
/// row, so numbers have no gaps, and whoever sees one sees all before it.
pub(super) fn insert(
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
pub(super) fn file(conn: &mut Conn, of: ConversationId, id: FileId) -> Result<SentFile> {
    let (name, kind, size): (String, String, i64) = message_files::table
        .find(id)
        .filter(message_files::conversation_id.eq(of))
        .select((message_files::name, message_files::kind, message_files::size))
        .first(conn)?;
    Ok(SentFile { id, name, kind: kind_of(&kind)?, size })
}

/// Those of these files that hang on no message.
pub(super) fn strays(conn: &mut Conn, ids: &[Uuid]) -> Result<Vec<Uuid>> {
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

/// How far the other one of a conversation has got: delivered, read.
pub(super) fn reached(conn: &mut Conn, of: &Conversation) -> Result<(i64, i64)> {
    Ok(conversation_members::table
        .find((of.other, of.id))
        .select((conversation_members::delivered_number, conversation_members::read_number))
        .first(conn)?)
}

/// Notes that somebody had all up to `number` before them.
pub(super) fn mark_read(tx: &mut Tx<'_>, id: ConversationId, of: AccountId, number: i64) -> Result<bool> {
    let behind =
        conversation_members::table.find((of, id)).filter(conversation_members::read_number.lt(number));
    let read = diesel::update(behind)
        .set((
            conversation_members::read_number.eq(number),
            // A later one may have been delivered already.
            conversation_members::delivered_number.eq(diesel::dsl::case_when(
                conversation_members::delivered_number.gt(number),
                conversation_members::delivered_number,
            )
            .otherwise(number)),
        ))
        .execute(tx.conn())?;
    Ok(read == 1)
}

/// The conversations with messages that have not got to somebody yet, and up to where they go.
pub(super) fn undelivered(conn: &mut Conn, of: AccountId) -> Result<Vec<(ConversationId, i64)>> {
    Ok(conversation_members::table
        .inner_join(conversations::table.on(conversations::id.eq(conversation_members::conversation_id)))
        .inner_join(
            messages::table.on(messages::conversation_id
                .eq(conversations::id)
                .and(messages::number.eq(conversations::last_number))),
        )
        .filter(conversation_members::account_id.eq(of))
        .filter(conversation_members::delivered_number.lt(conversations::last_number))
        // Whoever has answered had the conversation before them.
        .filter(messages::sender_id.ne(of))
        .select((conversations::id, conversations::last_number))
        .load(conn)?)
}

/// Notes that all up to `number` has got to somebody.
pub(super) fn mark_delivered(
    tx: &mut Tx<'_>,
    id: ConversationId,
    of: AccountId,
    number: i64,
) -> Result<bool> {
    let behind =
        conversation_members::table.find((of, id)).filter(conversation_members::delivered_number.lt(number));
    let got =
        diesel::update(behind).set(conversation_members::delivered_number.eq(number)).execute(tx.conn())?;
    Ok(got == 1)
}

/// Somebody's conversations in which anything was said, the newest first.
pub(super) fn list(conn: &mut Conn, me: AccountId, before: Option<Place>, most: i64) -> Result<Vec<Listed>> {
    type Row = (ConversationId, String, AccountId, AccountId, AccountId, Timestamp, String);
    let mut query = conversation_members::table
        .inner_join(conversations::table.on(conversations::id.eq(conversation_members::conversation_id)))
        .inner_join(
            messages::table.on(messages::conversation_id
                .eq(conversations::id)
                .and(messages::number.eq(conversations::last_number))),
        )
        .filter(conversation_members::account_id.eq(me))
        .order((conversations::last_at.desc(), conversations::id.desc()))
        .select((
            conversations::id,
            conversations::address,
            conversations::first_id,
            conversations::second_id,
            messages::sender_id,
            messages::sent_at,
            messages::body,
        ))
        .limit(most)
        .into_boxed();
    if let Some(place) = before {
        query = query.filter(
            conversations::last_at
                .lt(Utc(place.at))
                .or(conversations::last_at.eq(Utc(place.at)).and(conversations::id.lt(AnyId(place.id)))),
        );
    }
    let rows: Vec<Row> = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, address, first, second, sender, at, body)| Listed {
            id,
            address,
            other: if first == me { second } else { first },
            last: (sender, at, body),
        })
        .collect())
}

/// How many messages of others somebody has not read, by conversation.
pub(super) fn unread(
    conn: &mut Conn,
    me: AccountId,
    of: &[ConversationId],
) -> Result<HashMap<ConversationId, i64>> {
    let rows: Vec<(ConversationId, i64)> = conversation_members::table
        .inner_join(
            messages::table.on(messages::conversation_id
                .eq(conversation_members::conversation_id)
                .and(messages::number.gt(conversation_members::read_number))),
        )
        .filter(conversation_members::account_id.eq(me))
        .filter(conversation_members::conversation_id.eq_any(of.to_vec()))
        .filter(messages::sender_id.ne(me))
        .group_by(conversation_members::conversation_id)
        .select((conversation_members::conversation_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Who these people are.
pub(super) fn people(conn: &mut Conn, ids: &[AccountId]) -> Result<HashMap<AccountId, Person>> {
    let rows: Vec<(AccountId, String, String, bool)> = accounts::table
        .filter(accounts::id.eq_any(ids.to_vec()))
        .select((accounts::id, accounts::name, accounts::role, accounts::active))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, name, role, active)| {
            let role: Role = role.parse().map_err(Error::bug)?;
            Ok((id, Person { name, role, active: active && role != Role::Patient }))
        })
        .collect()
}

/// A message that a search found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub address: String,
    pub other: AccountId,
    pub number: i64,
    pub sender: AccountId,
    pub sent_at: Timestamp,
    pub body: String,
}

/// The newest messages of somebody's conversations, or of one of them, whose words hold all of these.
pub(super) fn search(
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

/// Those of these conversations that somebody has.
pub(super) fn of_ids(conn: &mut Conn, me: AccountId, ids: &[ConversationId]) -> Result<Vec<Conversation>> {
    let rows: Vec<Shape> = conversations::table
        .inner_join(
            conversation_members::table.on(conversation_members::conversation_id.eq(conversations::id)),
        )
        .filter(conversations::id.eq_any(ids.to_vec()))
        .filter(conversation_members::account_id.eq(me))
        .select(shape!())
        .load(conn)?;
    rows.into_iter().map(|row| conversation(me, row)).collect()
}
