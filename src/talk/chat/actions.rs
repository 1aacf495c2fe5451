//! What is done in conversations: each inside a transaction.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use super::model::{Address, Conversation, SentFile, rules};
use super::{store, telling, watch};
use crate::gate::access::employees;
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Db, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::files::Files;
use crate::people::staff;

/// The conversation of two, begun if they have none.
///
/// # Errors
/// [`Error::NotFound`] when the other one is no employee; [`Error::Broken`] by [`rules::GONE`] when they work here no
/// more, by [`rules::ONESELF`], and by [`rules::BEGUN`] when they have begun one at the same moment.
pub fn start(tx: &mut Tx<'_>, me: AccountId, other: AccountId) -> Result<Address> {
    if !employees::employee(tx.conn(), other)?.active {
        return Err(Error::Broken(rules::GONE.into()));
    }
    if me == other {
        return Err(Error::Broken(rules::ONESELF.into()));
    }
    let (address, is_new) = store::of_two(tx, me, other)?;
    if is_new {
        tx.record(Deed::new("conversation.begun").on("account", other));
    } else {
        tx.nothing_to_record("they have had it before");
    }
    Ok(address)
}

/// Stores a message and lets the other one know; answers its number.
///
/// # Errors
/// [`Error::Broken`] by [`rules::GONE`] when the other one works here no more.
pub fn send(tx: &mut Tx<'_>, to: &Conversation, body: &str, files: &[SentFile]) -> Result<i64> {
    let other = store::people(tx.conn(), &[to.other])?;
    if !other.get(&to.other).is_some_and(|person| person.active) {
        return Err(Error::Broken(rules::GONE.into()));
    }
    let now = tx.now();
    let number = store::insert(tx, to.id, to.me, now, (body, &staff::folded(body)), files)?;
    telling::told(tx, to, number)?;
    tx.hint(watch::conversation_topic(to.id));
    tx.hint(watch::inbox_topic(to.me));
    tx.hint(watch::inbox_topic(to.other));
    let facts = json!({ "number": number, "files": files.len() });
    tx.record(Deed::new("conversation.message-sent").on("conversation", to.id).with(facts));
    Ok(number)
}

/// Something that was said before this database knew of it.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Who said it.
    pub from: AccountId,
    /// To whom.
    pub to: AccountId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: &'a str,
    /// Whether the other one has read it.
    pub is_read: bool,
}

/// Takes down what was said before; the caller records that.
///
/// # Errors
/// What the database says.
pub fn recall(tx: &mut Tx<'_>, said: &Said<'_>) -> Result<()> {
    let (address, _) = store::of_two(tx, said.from, said.to)?;
    let conversation = store::find(tx.conn(), said.from, &address)?;
    let words = (said.text, staff::folded(said.text));
    let number = store::insert(tx, conversation.id, said.from, said.at, (words.0, &words.1), &[])?;
    if said.is_read {
        store::mark_read(tx, conversation.id, said.to, number)?;
    } else {
        telling::told(tx, &conversation, number)?;
    }
    Ok(())
}

/// Notes that somebody has it before them, up to `number`.
pub(super) fn read(tx: &mut Tx<'_>, of: &Conversation, number: i64) -> Result<()> {
    tx.nothing_to_record("the conversation itself says up to where it was read");
    store::mark_seen(tx, of.id, of.me)?;
    if store::mark_read(tx, of.id, of.me, number)? {
        telling::settled(tx, of)?;
        tx.hint(watch::conversation_topic(of.id));
        tx.hint(watch::inbox_topic(of.me));
    }
    Ok(())
}

/// Notes that a page of somebody has been told what there is for them.
///
/// # Errors
/// What the database says.
pub fn delivered(tx: &mut Tx<'_>, of: AccountId) -> Result<()> {
    tx.nothing_to_record("the conversation itself says how far it has got");
    for (id, number) in store::undelivered(tx.conn(), of)? {
        if store::mark_delivered(tx, id, of, number)? {
            tx.hint(watch::conversation_topic(id));
        }
    }
    Ok(())
}

/// Whether anything waits to be noted by [`delivered`].
///
/// # Errors
/// What the database says.
pub fn is_undelivered(conn: &mut Conn, of: AccountId) -> Result<bool> {
    Ok(!store::undelivered(conn, of)?.is_empty())
}

/// Hints that somebody writes.
pub(super) fn typing(tx: &mut Tx<'_>, of: &Conversation) {
    tx.nothing_to_record("that somebody writes is stored nowhere");
    tx.hint(watch::typing_topic(of.id, of.me));
}

/// Files that were sent with a message which was never stored are kept no longer than this.
const STRAY: Duration = Duration::from_secs(3600);

/// Removes files that hang on no message; answers how many.
///
/// # Errors
/// What the database or the disk says.
pub fn remove_strays(db: &Db, files: &Files) -> Result<usize> {
    let ids = files.ids(STRAY)?;
    let strays: Vec<Uuid> = db.read_now(move |conn| store::strays(conn, &ids))?;
    for id in &strays {
        files.remove(*id)?;
    }
    Ok(strays.len())
}
