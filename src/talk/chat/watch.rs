//! Who may hear that something was said, and that somebody writes: the two, and nobody else.

use jiff::Timestamp;

use super::model::ConversationId;
use super::store;
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Permission as _, perm};
use crate::gate::actor::AccountId;
use crate::gate::live::Watch;
use crate::kit::db::{Conn, Topic};
use crate::kit::error::Result;

const CONVERSATION: &str = "conversation";
const INBOX: &str = "inbox";
const TYPING: &str = "typing";

/// What is said in a conversation, and how far it has got.
pub(super) fn conversation_topic(id: ConversationId) -> Topic {
    Topic::of(CONVERSATION, id)
}

/// The list of somebody's conversations.
pub(super) fn inbox_topic(of: AccountId) -> Topic {
    Topic::of(INBOX, of)
}

/// That somebody writes at this moment. It is told and stored nowhere.
pub(super) fn typing_topic(id: ConversationId, who: AccountId) -> Topic {
    Topic::of(TYPING, format_args!("{id}/{who}"))
}

fn may_talk(who: &Identity) -> bool {
    perm::ChatStaff::ROW.grant(who.role, who.duties) != Grant::No
}

/// Answers for conversations.
pub struct ConversationWatch;

impl Watch for ConversationWatch {
    fn kind(&self) -> &'static str {
        CONVERSATION
    }

    fn may(&self, conn: &mut Conn, who: &Identity, about: &str, _: Timestamp) -> Result<bool> {
        match about.parse() {
            Ok(id) if may_talk(who) => store::has(conn, who.account, id),
            _ => Ok(false),
        }
    }
}

/// Answers for lists of conversations: one's own.
pub struct InboxWatch;

impl Watch for InboxWatch {
    fn kind(&self) -> &'static str {
        INBOX
    }

    fn may(&self, _: &mut Conn, who: &Identity, about: &str, _: Timestamp) -> Result<bool> {
        Ok(may_talk(who) && about.parse() == Ok(who.account))
    }
}

/// Answers for who writes at this moment.
pub struct TypingWatch;

impl Watch for TypingWatch {
    fn kind(&self) -> &'static str {
        TYPING
    }

    fn may(&self, conn: &mut Conn, who: &Identity, about: &str, _: Timestamp) -> Result<bool> {
        let Some((id, writer)) = about.split_once('/') else { return Ok(false) };
        let (Ok(id), Ok(writer)) = (id.parse::<ConversationId>(), writer.parse::<AccountId>()) else {
            return Ok(false);
        };
        Ok(may_talk(who) && store::has(conn, who.account, id)? && store::has(conn, writer, id)?)
    }
}
