//! The statements on `deliveries` and `delivery_attempts`.

mod listed;
mod recalled;
mod tries;

use std::collections::HashSet;

use diesel::prelude::*;
use uuid::Uuid;

use super::letter::Content;
use super::model::{Channel, DeliveryId, KEPT_DAYS, Message, State};
use crate::gate::access::links::LinkId;
use crate::gate::actor::AccountId;
use crate::kit::db::types::{AnyId, Doc, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::sending::Reason;
use crate::schema::deliveries;

pub(super) use listed::{Attempt, Filter, Listed, about, attempts, calls, find, list};
pub use listed::{Standing, Tally, standing, tallies};
pub(super) use recalled::recall;
pub(super) use tries::{
    Job, is_anything_due, not_after, note_again, note_ended, note_sent, readdress, release, take,
};

/// Whether a message was written under this key before.
pub(super) fn is_written(conn: &mut Conn, once: &str) -> Result<bool> {
    let found: Option<DeliveryId> = deliveries::table
        .filter(deliveries::once_key.eq(once))
        .select(deliveries::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Which of these keys a message was written under before.
///
/// # Errors
/// What the database says.
pub fn written(conn: &mut Conn, keys: &[String]) -> Result<HashSet<String>> {
    let mut written = HashSet::new();
    for some in keys.chunks(500) {
        let some: Vec<Option<String>> = deliveries::table
            .filter(deliveries::once_key.eq_any(some.to_vec()))
            .select(deliveries::once_key)
            .load(conn)?;
        written.extend(some.into_iter().flatten());
    }
    Ok(written)
}

/// What is written of a message besides what it says of itself.
pub(super) struct New<'a> {
    pub channel: Channel,
    pub address: &'a str,
    pub subject: &'a str,
    /// The words; none when somebody has to call.
    pub content: Option<&'a Content>,
    pub link: Option<LinkId>,
    /// When it leaves at the earliest.
    pub due: jiff::Timestamp,
}

/// Writes a message.
pub(super) fn insert(tx: &mut Tx<'_>, message: &Message, new: &New<'_>) -> Result<DeliveryId> {
    let (id, now) = (DeliveryId::new(), tx.now());
    let content = new.content.map(serde_json::to_value).transpose().map_err(Error::bug)?;
    let is_call = content.is_none();
    let state = if is_call { State::Failed } else { State::Queued };
    diesel::insert_into(deliveries::table)
        .values((
            deliveries::id.eq(id),
            deliveries::kind.eq(message.kind.word()),
            deliveries::channel.eq(new.channel.word()),
            deliveries::to_name.eq(&message.to.name),
            deliveries::to_address.eq(new.address),
            deliveries::phone.eq(&message.to.phone),
            deliveries::patient_id.eq(message.to.patient.map(AnyId)),
            deliveries::account_id.eq(message.to.account),
            deliveries::about_id.eq(message.about.map(AnyId)),
            deliveries::caused_by.eq(message.caused_by),
            deliveries::once_key.eq(&message.once),
            deliveries::message_id.eq(format!("{id}@outbox.wardbook")),
            deliveries::subject.eq(new.subject),
            deliveries::content.eq(content.map(Doc)),
            deliveries::link_id.eq(new.link),
            deliveries::state.eq(state.word()),
            deliveries::reason.eq(is_call.then_some(Reason::NoWay.word())),
            deliveries::ended_at.eq(is_call.then_some(Utc(now))),
            deliveries::created_at.eq(Utc(now)),
            deliveries::due_at.eq(Utc(new.due)),
            deliveries::not_after.eq(message.not_after.map(Utc)),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Gives up what has not left about a thing, and answers how many messages that were. What never left may be written
/// again under its key. What is being tried at this moment leaves with that try or not at all.
pub(super) fn call_off(tx: &mut Tx<'_>, about: Uuid) -> Result<usize> {
    let now = tx.now();
    let of_it = || deliveries::table.filter(deliveries::about_id.eq(Some(AnyId(about))));
    let ended = diesel::update(
        of_it()
            .filter(deliveries::state.eq_any([
                State::Queued.word(),
                State::Failed.word(),
                State::GivenUp.word(),
            ]))
            .filter(deliveries::reason.is_null().or(deliveries::reason.ne(Reason::CalledOff.word()))),
    )
    .set((
        deliveries::state.eq(State::GivenUp.word()),
        deliveries::reason.eq(Some(Reason::CalledOff.word())),
        deliveries::said.eq(""),
        deliveries::once_key.eq(None::<&str>),
        deliveries::ended_at.eq(Some(Utc(now))),
    ))
    .execute(tx.conn())?;
    let last_try = diesel::update(
        of_it()
            .filter(deliveries::state.eq(State::Sending.word()))
            .filter(deliveries::not_after.is_null().or(deliveries::not_after.gt(Utc(now)))),
    )
    .set(deliveries::not_after.eq(Some(Utc(now))))
    .execute(tx.conn())?;
    Ok(ended + last_try)
}

/// What is put back into the queue.
macro_rules! put_back {
    ($tx:ident, $rows:expr) => {{
        let now = $tx.now();
        diesel::update(
            $rows
                .filter(deliveries::state.eq_any([State::Failed.word(), State::GivenUp.word()]))
                .filter(deliveries::content.is_not_null())
                .filter(deliveries::reason.is_null().or(deliveries::reason.ne(Reason::CalledOff.word())))
                .filter(deliveries::not_after.is_null().or(deliveries::not_after.gt(Utc(now)))),
        )
        .set((
            deliveries::state.eq(State::Queued.word()),
            deliveries::spent.eq(0),
            deliveries::due_at.eq(Utc(now)),
            deliveries::ended_at.eq(None::<Utc>),
        ))
        .execute($tx.conn())?
    }};
}

/// Has one tried again that has failed or was given up, if that is of any use; answers whether it is.
pub(super) fn retry(tx: &mut Tx<'_>, id: DeliveryId) -> Result<bool> {
    Ok(put_back!(tx, deliveries::table.filter(deliveries::id.eq(id))) == 1)
}

/// The same for all about a thing, and how many they are.
pub(super) fn retry_about(tx: &mut Tx<'_>, about: Uuid) -> Result<usize> {
    Ok(put_back!(tx, deliveries::table.filter(deliveries::about_id.eq(Some(AnyId(about))))))
}

/// The same for all, and how many they are.
pub(super) fn retry_all(tx: &mut Tx<'_>) -> Result<usize> {
    Ok(put_back!(tx, deliveries::table))
}

/// Notes how a call went; a later one replaces it.
pub(super) fn note_call(
    tx: &mut Tx<'_>,
    id: DeliveryId,
    (by, name): (AccountId, &str),
    reached: bool,
) -> Result<()> {
    let now = tx.now();
    let noted = diesel::update(
        deliveries::table
            .filter(deliveries::id.eq(id))
            .filter(deliveries::patient_id.is_not_null())
            .filter(deliveries::state.eq_any([State::Failed.word(), State::GivenUp.word()])),
    )
    .set((
        deliveries::call_outcome.eq(Some(if reached { listed::REACHED } else { "no-answer" })),
        deliveries::called_at.eq(Some(Utc(now))),
        deliveries::called_by.eq(Some(by)),
        deliveries::called_by_name.eq(Some(name)),
    ))
    .execute(tx.conn())?;
    if noted == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Forgets what ended long ago.
pub(super) fn forget_old(tx: &mut Tx<'_>) -> Result<usize> {
    let before =
        tx.now().saturating_sub(jiff::SignedDuration::from_hours(24 * KEPT_DAYS)).map_err(Error::bug)?;
    Ok(diesel::delete(
        deliveries::table
            .filter(deliveries::state.eq_any([
                State::Sent.word(),
                State::Failed.word(),
                State::GivenUp.word(),
            ]))
            .filter(deliveries::ended_at.lt(Utc(before))),
    )
    .execute(tx.conn())?)
}
