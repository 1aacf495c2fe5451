//! Who has a message on lease, and what became of each try.

use diesel::dsl::exists;
use diesel::prelude::*;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::super::model::{Channel, DeliveryId, LEASE, MOST_TRIES, State};
use crate::gate::access::links::LinkId;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::sending::{Failure, Reason};
use crate::schema::{deliveries, delivery_attempts};

/// A message that somebody has on lease.
#[derive(Clone, Debug, Queryable)]
pub struct Job {
    pub id: DeliveryId,
    pub kind: String,
    pub to_name: String,
    pub to_address: String,
    pub patient: Option<Uuid>,
    pub message_id: String,
    pub subject: String,
    pub content: Option<Value>,
    pub link: Option<LinkId>,
    pub created_at: Timestamp,
    pub not_after: Option<Timestamp>,
    /// Which try this is, of all there were.
    pub tries: i32,
    /// Which try this is since it was queued or retried by hand.
    pub spent: i32,
}

/// Whether anything waits to be tried now.
pub fn is_anything_due(conn: &mut Conn, now: Timestamp) -> Result<bool> {
    let queued = deliveries::table
        .filter(deliveries::state.eq(State::Queued.word()))
        .filter(deliveries::due_at.le(Utc(now)));
    let lost = deliveries::table
        .filter(deliveries::state.eq(State::Sending.word()))
        .filter(deliveries::lease_until.le(Utc(now)));
    let is_queued: bool = diesel::select(exists(queued)).get_result(conn)?;
    Ok(is_queued || diesel::select(exists(lost)).get_result(conn)?)
}

/// Takes what is due, the longest due first, and notes that a try of each begins.
pub fn take(tx: &mut Tx<'_>, owner: Uuid, channel: Channel, most: i64) -> Result<Vec<Job>> {
    let now = tx.now();
    let until = now.checked_add(LEASE).map_err(Error::bug)?;
    free_lost(tx, now)?;
    let due: Vec<DeliveryId> = deliveries::table
        .filter(deliveries::state.eq(State::Queued.word()))
        .filter(deliveries::channel.eq(channel.word()))
        .filter(deliveries::due_at.le(Utc(now)))
        .order((deliveries::due_at, deliveries::id))
        .limit(most)
        .select(deliveries::id)
        .load(tx.conn())?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    diesel::update(
        deliveries::table
            .filter(deliveries::id.eq_any(due.clone()))
            .filter(deliveries::state.eq(State::Queued.word())),
    )
    .set((
        deliveries::state.eq(State::Sending.word()),
        deliveries::lease_owner.eq(Some(AnyId(owner))),
        deliveries::lease_until.eq(Some(Utc(until))),
        deliveries::tries.eq(deliveries::tries + 1),
        deliveries::spent.eq(deliveries::spent + 1),
    ))
    .execute(tx.conn())?;
    let jobs: Vec<Job> = deliveries::table
        .filter(deliveries::id.eq_any(due))
        .filter(deliveries::lease_owner.eq(Some(AnyId(owner))))
        .order((deliveries::due_at, deliveries::id))
        .select((
            deliveries::id,
            deliveries::kind,
            deliveries::to_name,
            deliveries::to_address,
            deliveries::patient_id,
            deliveries::message_id,
            deliveries::subject,
            deliveries::content,
            deliveries::link_id,
            deliveries::created_at,
            deliveries::not_after,
            deliveries::tries,
            deliveries::spent,
        ))
        .load(tx.conn())?;
    for job in &jobs {
        diesel::insert_into(delivery_attempts::table)
            .values((
                delivery_attempts::id.eq(AnyId(Uuid::now_v7())),
                delivery_attempts::delivery_id.eq(job.id),
                delivery_attempts::number.eq(job.tries),
                delivery_attempts::began_at.eq(Utc(now)),
            ))
            .execute(tx.conn())?;
    }
    Ok(jobs)
}

/// Frees what is on a lease that has run out: its process died, and nobody knows whether the other side took it.
fn free_lost(tx: &mut Tx<'_>, now: Timestamp) -> Result<usize> {
    let lost: Vec<DeliveryId> = deliveries::table
        .filter(deliveries::state.eq(State::Sending.word()))
        .filter(deliveries::lease_until.le(Utc(now)))
        .select(deliveries::id)
        .load(tx.conn())?;
    for id in &lost {
        free(tx, *id, now)?;
    }
    Ok(lost.len())
}

/// Frees everything that is on lease, whoever has it: for a server that is the only one there is.
pub fn release(tx: &mut Tx<'_>) -> Result<usize> {
    let now = tx.now();
    let held: Vec<DeliveryId> = deliveries::table
        .filter(deliveries::state.eq(State::Sending.word()))
        .select(deliveries::id)
        .load(tx.conn())?;
    for id in &held {
        free(tx, *id, now)?;
    }
    Ok(held.len())
}

fn free(tx: &mut Tx<'_>, id: DeliveryId, now: Timestamp) -> Result<()> {
    diesel::update(
        delivery_attempts::table
            .filter(delivery_attempts::delivery_id.eq(id))
            .filter(delivery_attempts::outcome.is_null()),
    )
    .set((
        delivery_attempts::outcome.eq(Some("lost")),
        delivery_attempts::reason.eq(Some(Reason::Interrupted.word())),
        delivery_attempts::ended_at.eq(Some(Utc(now))),
    ))
    .execute(tx.conn())?;
    // Whatever ends the process each time must not do so for ever.
    let over = deliveries::table.filter(deliveries::id.eq(id)).filter(deliveries::spent.ge(MOST_TRIES));
    diesel::update(over)
        .set((
            deliveries::state.eq(State::GivenUp.word()),
            deliveries::reason.eq(Some(Reason::Interrupted.word())),
            deliveries::lease_owner.eq(None::<AnyId>),
            deliveries::lease_until.eq(None::<Utc>),
            deliveries::ended_at.eq(Some(Utc(now))),
        ))
        .execute(tx.conn())?;
    let again = deliveries::table.filter(deliveries::id.eq(id)).filter(deliveries::spent.lt(MOST_TRIES));
    diesel::update(again)
        .set((
            deliveries::state.eq(State::Queued.word()),
            deliveries::reason.eq(Some(Reason::Interrupted.word())),
            deliveries::lease_owner.eq(None::<AnyId>),
            deliveries::lease_until.eq(None::<Utc>),
            deliveries::due_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Notes that the other side took it, whoever has it on lease now: it is out of the house. Its words are not kept.
/// Answers whether that was news.
pub fn note_sent(tx: &mut Tx<'_>, job: &Job, by: &str) -> Result<bool> {
    let now = tx.now();
    end_attempt(tx, job, "sent", None, by)?;
    let noted = diesel::update(
        deliveries::table.filter(deliveries::id.eq(job.id)).filter(deliveries::state.ne(State::Sent.word())),
    )
    .set((
        deliveries::state.eq(State::Sent.word()),
        deliveries::content.eq(None::<crate::kit::db::types::Doc>),
        deliveries::reason.eq(None::<&str>),
        deliveries::said.eq(by),
        deliveries::lease_owner.eq(None::<AnyId>),
        deliveries::lease_until.eq(None::<Utc>),
        deliveries::ended_at.eq(Some(Utc(now))),
    ))
    .execute(tx.conn())?;
    Ok(noted == 1)
}

/// Notes that it is tried again at `due`, if this process still has it.
pub fn note_again(
    tx: &mut Tx<'_>,
    job: &Job,
    owner: Uuid,
    failure: &Failure,
    due: Timestamp,
) -> Result<bool> {
    end_attempt(tx, job, "later", Some(failure.reason), &failure.said)?;
    let noted = diesel::update(on_lease(job, owner))
        .set((
            deliveries::state.eq(State::Queued.word()),
            deliveries::reason.eq(Some(failure.reason.word())),
            deliveries::said.eq(&failure.said),
            deliveries::lease_owner.eq(None::<AnyId>),
            deliveries::lease_until.eq(None::<Utc>),
            deliveries::due_at.eq(Utc(due)),
        ))
        .execute(tx.conn())?;
    Ok(noted == 1)
}

/// From when on it is of no use, as that stands now: it may have been called off while it was being tried.
pub fn not_after(conn: &mut Conn, id: DeliveryId) -> Result<Option<Timestamp>> {
    Ok(deliveries::table.find(id).select(deliveries::not_after).first(conn)?)
}

/// Notes where it goes now.
pub fn readdress(tx: &mut Tx<'_>, id: DeliveryId, address: &str) -> Result<()> {
    let one = deliveries::table.find(id).filter(deliveries::to_address.ne(address));
    diesel::update(one).set(deliveries::to_address.eq(address)).execute(tx.conn())?;
    Ok(())
}

/// Notes that it has failed or is given up, if this process still has it.
pub fn note_ended(tx: &mut Tx<'_>, job: &Job, owner: Uuid, failure: &Failure, state: State) -> Result<bool> {
    let now = tx.now();
    end_attempt(tx, job, "failed", Some(failure.reason), &failure.said)?;
    if failure.reason == Reason::CalledOff {
        // It never left: what is so again may be written again.
        diesel::update(on_lease(job, owner)).set(deliveries::once_key.eq(None::<&str>)).execute(tx.conn())?;
    }
    let noted = diesel::update(on_lease(job, owner))
        .set((
            deliveries::state.eq(state.word()),
            deliveries::reason.eq(Some(failure.reason.word())),
            deliveries::said.eq(&failure.said),
            deliveries::lease_owner.eq(None::<AnyId>),
            deliveries::lease_until.eq(None::<Utc>),
            deliveries::ended_at.eq(Some(Utc(now))),
        ))
        .execute(tx.conn())?;
    Ok(noted == 1)
}

#[diesel::dsl::auto_type]
fn on_lease(job: &Job, owner: Uuid) -> _ {
    let id: DeliveryId = job.id;
    let owner: AnyId = AnyId(owner);
    deliveries::table.filter(deliveries::id.eq(id)).filter(deliveries::lease_owner.eq(owner))
}

fn end_attempt(tx: &mut Tx<'_>, job: &Job, outcome: &str, reason: Option<Reason>, said: &str) -> Result<()> {
    let now = tx.now();
    diesel::update(
        delivery_attempts::table
            .filter(delivery_attempts::delivery_id.eq(job.id))
            .filter(delivery_attempts::number.eq(job.tries)),
    )
    .set((
        delivery_attempts::outcome.eq(Some(outcome)),
        delivery_attempts::reason.eq(reason.map(Reason::word)),
        delivery_attempts::said.eq(said),
        delivery_attempts::ended_at.eq(Some(Utc(now))),
    ))
    .execute(tx.conn())?;
    Ok(())
}
