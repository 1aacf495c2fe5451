//! What pages show of the outbox: never the words of a message.

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

use super::super::model::{Channel, DeliveryId, Shown, State};
use crate::gate::actor::AccountId;
use crate::kit::db::Conn;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::error::Result;
use crate::kit::sending::Reason;
use crate::schema::{deliveries, delivery_attempts};

/// One message as lists show it.
#[derive(Clone, Debug, Queryable)]
pub struct Listed {
    pub id: DeliveryId,
    pub kind: String,
    pub channel: String,
    pub to_name: String,
    pub to_address: String,
    pub phone: String,
    pub patient: Option<Uuid>,
    pub caused_by: Option<AccountId>,
    pub subject: String,
    pub state: String,
    pub reason: Option<String>,
    /// What the other side said; of a message that was sent, who took it.
    pub said: String,
    pub tries: i32,
    pub created_at: Timestamp,
    pub due_at: Timestamp,
    pub not_after: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub call_outcome: Option<String>,
    pub called_at: Option<Timestamp>,
    pub called_by_name: Option<String>,
}

/// As `call_outcome` says that somebody has called and reached them.
pub(super) const REACHED: &str = "reached";

impl Listed {
    /// Whether somebody has called those it did not reach.
    pub fn is_reached(&self) -> bool {
        self.call_outcome.as_deref() == Some(REACHED)
    }

    /// How it stands.
    pub fn state(&self) -> State {
        State::of_word(&self.state).unwrap_or(State::Failed)
    }

    /// Whether trying it again by hand is of any use at `now`.
    pub fn may_be_retried(&self, now: Timestamp) -> bool {
        self.state().may_be_retried()
            && self.reason.as_deref() != Some(Reason::CalledOff.word())
            && self.channel != Channel::Call.word()
            && self.not_after.is_none_or(|end| end > now)
    }
}

macro_rules! listed {
    () => {
        deliveries::table.select((
            deliveries::id,
            deliveries::kind,
            deliveries::channel,
            deliveries::to_name,
            deliveries::to_address,
            deliveries::phone,
            deliveries::patient_id,
            deliveries::caused_by,
            deliveries::subject,
            deliveries::state,
            deliveries::reason,
            deliveries::said,
            deliveries::tries,
            deliveries::created_at,
            deliveries::due_at,
            deliveries::not_after,
            deliveries::ended_at,
            deliveries::call_outcome,
            deliveries::called_at,
            deliveries::called_by_name,
        ))
    };
}

/// What a list is narrowed to; all unset is everything.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only what stands so.
    pub shown: Option<Shown>,
    /// When today began.
    pub midnight: Timestamp,
    /// Only what travels by this.
    pub channel: Option<Channel>,
    /// Only what comes after this line, newest first.
    pub after: Option<(Timestamp, DeliveryId)>,
}

/// The outbox, newest first.
pub fn list(conn: &mut Conn, filter: &Filter, most: i64) -> Result<Vec<Listed>> {
    let mut query =
        listed!().order((deliveries::created_at.desc(), deliveries::id.desc())).limit(most).into_boxed();
    let waits = || deliveries::state.eq(State::Queued.word());
    query = match filter.shown {
        None => query,
        Some(Shown::Untried) => query.filter(waits().and(deliveries::tries.eq(0))),
        Some(Shown::Trying) => {
            query.filter(deliveries::state.eq(State::Sending.word()).or(waits().and(deliveries::tries.gt(0))))
        }
        Some(Shown::Failed) => query.filter(deliveries::state.eq(State::Failed.word())),
        Some(Shown::GivenUp) => query.filter(deliveries::state.eq(State::GivenUp.word())),
        Some(Shown::Sent) => query.filter(deliveries::state.eq(State::Sent.word())),
        Some(Shown::SentToday) => query
            .filter(deliveries::state.eq(State::Sent.word()))
            .filter(deliveries::ended_at.ge(Some(Utc(filter.midnight)))),
    };
    if let Some(channel) = filter.channel {
        query = query.filter(deliveries::channel.eq(channel.word()));
    }
    if let Some((at, id)) = filter.after {
        query = query
            .filter(deliveries::created_at.le(Utc(at)))
            .filter(deliveries::created_at.lt(Utc(at)).or(deliveries::id.lt(id)));
    }
    Ok(query.load(conn)?)
}

/// One of them.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`].
pub fn find(conn: &mut Conn, id: DeliveryId) -> Result<Listed> {
    Ok(listed!().filter(deliveries::id.eq(id)).first(conn)?)
}

/// Those that are about these things, the newest first.
pub fn about(conn: &mut Conn, things: &[Uuid]) -> Result<Vec<(Uuid, Listed)>> {
    let things: Vec<Option<AnyId>> = things.iter().copied().map(|thing| Some(AnyId(thing))).collect();
    let wanted = deliveries::table.filter(deliveries::about_id.eq_any(things));
    let keys: Vec<(DeliveryId, Option<Uuid>)> =
        wanted.clone().select((deliveries::id, deliveries::about_id)).load(conn)?;
    let about: HashMap<DeliveryId, Uuid> =
        keys.into_iter().filter_map(|(id, thing)| Some((id, thing?))).collect();
    let ids: Vec<DeliveryId> = about.keys().copied().collect();
    let rows: Vec<Listed> =
        listed!().filter(deliveries::id.eq_any(ids)).order(deliveries::id.desc()).load(conn)?;
    Ok(rows.into_iter().filter_map(|one| Some((*about.get(&one.id)?, one))).collect())
}

/// Those to patients that did not arrive, are of use still, and about which nobody has been reached: the longest
/// waiting first.
pub fn calls(conn: &mut Conn, now: Timestamp, most: i64) -> Result<Vec<Listed>> {
    Ok(listed!()
        .filter(deliveries::patient_id.is_not_null())
        .filter(deliveries::state.eq_any([State::Failed.word(), State::GivenUp.word()]))
        .filter(deliveries::call_outcome.is_null().or(deliveries::call_outcome.ne(REACHED)))
        .filter(deliveries::reason.is_null().or(deliveries::reason.ne(Reason::CalledOff.word())))
        .filter(deliveries::not_after.is_null().or(deliveries::not_after.gt(Utc(now))))
        .order((deliveries::ended_at, deliveries::id))
        .limit(most)
        .load(conn)?)
}

/// One try.
#[derive(Clone, Debug, Queryable)]
pub struct Attempt {
    pub number: i32,
    pub began_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    pub outcome: Option<String>,
    pub reason: Option<String>,
    pub said: String,
}

/// All tries of one message, the latest first.
pub fn attempts(conn: &mut Conn, id: DeliveryId) -> Result<Vec<Attempt>> {
    Ok(delivery_attempts::table
        .filter(delivery_attempts::delivery_id.eq(id))
        .order(delivery_attempts::number.desc())
        .select((
            delivery_attempts::number,
            delivery_attempts::began_at,
            delivery_attempts::ended_at,
            delivery_attempts::outcome,
            delivery_attempts::reason,
            delivery_attempts::said,
        ))
        .load(conn)?)
}

/// How the messages about one thing stand, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The other side has taken them.
    pub sent: i64,
    /// They wait, or are being tried.
    pub waiting: i64,
    /// They did not arrive, and nobody has reached those they are for.
    pub failed: i64,
    /// They did not arrive, but somebody has called.
    pub called: i64,
}

/// How the messages about each of these things stand; nothing of what is forgotten already.
///
/// # Errors
/// What the database says.
pub fn tallies(conn: &mut Conn, things: &[Uuid]) -> Result<HashMap<Uuid, Tally>> {
    let things: Vec<Option<AnyId>> = things.iter().copied().map(|thing| Some(AnyId(thing))).collect();
    let rows: Vec<(Option<Uuid>, String, Option<String>, i64)> = deliveries::table
        .filter(deliveries::about_id.eq_any(things))
        .group_by((deliveries::about_id, deliveries::state, deliveries::call_outcome))
        .select((
            deliveries::about_id,
            deliveries::state,
            deliveries::call_outcome,
            diesel::dsl::count_star(),
        ))
        .load(conn)?;
    let mut tallies: HashMap<Uuid, Tally> = HashMap::new();
    for (thing, state, outcome, count) in rows {
        let Some(thing) = thing else { continue };
        let tally = tallies.entry(thing).or_default();
        match State::of_word(&state) {
            Some(State::Sent) => tally.sent += count,
            Some(State::Queued | State::Sending) => tally.waiting += count,
            _ if outcome.as_deref() == Some(REACHED) => tally.called += count,
            _ => tally.failed += count,
        }
    }
    Ok(tallies)
}

/// How the outbox stands, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Wait for their first try.
    pub queued: i64,
    /// Wait to be tried again, or are being tried.
    pub trying: i64,
    /// Have failed.
    pub failed: i64,
    /// Were given up.
    pub given_up: i64,
    /// Were sent since an instant.
    pub sent: i64,
    /// When the one that waits longest was due.
    pub waits_since: Option<Timestamp>,
}

/// How the outbox stands, with what was sent from `since` on.
///
/// # Errors
/// What the database says.
pub fn standing(conn: &mut Conn, since: Timestamp) -> Result<Standing> {
    let open: Vec<(String, i64)> = deliveries::table
        .filter(deliveries::state.ne(State::Sent.word()))
        .group_by(deliveries::state)
        .select((deliveries::state, diesel::dsl::count_star()))
        .load(conn)?;
    let untried: i64 = deliveries::table
        .filter(deliveries::state.eq(State::Queued.word()))
        .filter(deliveries::tries.eq(0))
        .count()
        .get_result(conn)?;
    let mut standing = Standing {
        sent: deliveries::table
            .filter(deliveries::state.eq(State::Sent.word()))
            .filter(deliveries::ended_at.ge(Utc(since)))
            .count()
            .get_result(conn)?,
        waits_since: deliveries::table
            .filter(deliveries::state.eq(State::Queued.word()))
            .select(diesel::dsl::min(deliveries::due_at))
            .first(conn)?,
        ..Standing::default()
    };
    standing.queued = untried;
    standing.trying = -untried;
    for (state, count) in open {
        match State::of_word(&state) {
            Some(State::Queued | State::Sending) => standing.trying += count,
            Some(State::Failed) => standing.failed += count,
            Some(State::GivenUp) => standing.given_up += count,
            _ => {}
        }
    }
    Ok(standing)
}
