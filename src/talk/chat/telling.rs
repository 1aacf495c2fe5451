//! The bell tells once that somebody has written, until the conversation is looked at.

use std::collections::HashMap;

use serde_json::Value;

use super::model::{Conversation, ConversationId};
use super::{path, store};
use crate::gate::live::bell_topic;
use crate::gate::notifications::bell::{
    Group, Kind, News, Notification, NotificationId, Reader, Teller, Told, awaits, ring, settle, tell,
};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::say;

const WRITTEN: Kind = Kind { code: "message.written", group: Group::Messages };

/// Tells the other one of the message of this number, unless they have been told and have not looked yet. Their open
/// pages ask all the same, which is how it is known that they have got it. By mail and text message they are told of the
/// first that comes while they are away, and of no other until they have looked.
pub(super) fn told(tx: &mut Tx<'_>, of: &Conversation, number: i64) -> Result<()> {
    if awaits(tx.conn(), WRITTEN, of.id.uuid(), of.other)? {
        tx.hint(bell_topic(of.other));
        return Ok(());
    }
    let news = News { kind: WRITTEN, subject: of.id.uuid(), by: Some(of.me), facts: Value::Null };
    let now = tx.now();
    let tell = if store::is_first_away(tx.conn(), of, number, now)? { tell } else { ring };
    tell(tx, &news, &[of.other]).map(|_| ())
}

/// They have looked.
pub(super) fn settled(tx: &mut Tx<'_>, of: &Conversation) -> Result<()> {
    settle(tx, WRITTEN, of.id.uuid(), of.me)
}

/// Puts messages into words: who wrote, and nothing of what.
pub struct MessageTeller;

impl Teller for MessageTeller {
    fn kinds(&self) -> &'static [&'static str] {
        &[WRITTEN.code]
    }

    fn tell(
        &self,
        conn: &mut Conn,
        reader: &Reader,
        some: &[&Notification],
    ) -> Result<HashMap<NotificationId, Told>> {
        let ids: Vec<ConversationId> = some.iter().map(|one| one.subject_id.into()).collect();
        let found = store::of_ids(conn, reader.who.account, &ids)?;
        let others: Vec<_> = found.iter().map(|one| one.other).collect();
        let people = store::people(conn, &others)?;
        let unread = store::unread(conn, reader.who.account, &ids)?;
        let told = |one: &&Notification| {
            let conversation = found.iter().find(|known| known.id.uuid() == one.subject_id)?;
            let name = people.get(&conversation.other)?.name.clone();
            let words = Told {
                title: say!("chat-told", name = name),
                sub: match unread.get(&conversation.id) {
                    Some(count) => say!("chat-told-unread", count = *count),
                    None => String::new(),
                },
                href: Some(path(&conversation.address)),
                glyph: "message",
                family: "",
            };
            Some((one.id, words))
        };
        Ok(some.iter().filter_map(told).collect())
    }
}
