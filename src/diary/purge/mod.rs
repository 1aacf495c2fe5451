//! Removing what was cancelled long ago, by schedule and by command.
//!
//! - Only cancelled appointments are removed, those that were so for the days of `WARDBOOK_CANCELLED_KEPT_DAYS`, in
//!   small transactions; the audit trail keeps that they were.
//! - A clock that jumped removes nothing: when the last run lies ahead of now, or more than a week back, the run only
//!   says so, until an admin says that the clock is right.
//! - It never runs twice at once, on however many servers.

mod model;
mod store;

pub use model::{Clock, judge};

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::json;

use crate::diary::appointments::{self, Dependants};
use crate::kit::db::{Conn, Db, Deed, Permit};
use crate::kit::error::Result;

/// Appointments removed in one transaction: others wait for it on the embedded database.
const AT_ONCE: i64 = 100;

/// How a run went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// It went through.
    Done {
        /// How many appointments are gone.
        removed: u64,
        /// How many were kept, by what is on them.
        kept: BTreeMap<String, u64>,
    },
    /// The clock jumped: nothing was done.
    Refused(Clock),
    /// Another process is at it: nothing was done here.
    Busy,
}

/// Removes what is due. `clock_is_right` is an admin's word for it that a clock that seems to have jumped has not.
///
/// # Errors
/// What the database says; what was removed before stays removed.
pub fn run(
    db: &Db,
    permit: &impl Permit,
    on: &Dependants,
    kept_days: u16,
    clock_is_right: bool,
) -> Result<Run> {
    let Some(alone) = db.alone("purge")? else { return Ok(Run::Busy) };
    let clock = db.write_now(permit, move |tx| {
        let now = tx.now();
        let clock = judge(store::mark(tx.conn())?, now);
        if clock.has_jumped() && clock_is_right {
            tx.record(Deed::new("settings.clock-confirmed").with(json!({ "clock": clock.word() })));
        } else {
            tx.nothing_to_record("when a job ran last is nobody's deed");
        }
        if !clock.has_jumped() || clock_is_right {
            store::set_mark(tx, now)?;
        }
        Ok(clock)
    })?;
    if clock.has_jumped() && !clock_is_right {
        return Ok(Run::Refused(clock));
    }
    let (mut removed, mut kept, mut after) = (0, BTreeMap::<String, u64>::new(), None);
    loop {
        let (on, from) = (on.clone(), after);
        let done = db.write_now(permit, move |tx| {
            let done = appointments::remove_cancelled(tx, &on, kept_days, from, AT_ONCE)?;
            if done.removed == 0 {
                tx.nothing_to_record("nothing was removed");
            }
            Ok(done)
        })?;
        removed += done.removed;
        for why in done.kept {
            *kept.entry(why).or_default() += 1;
        }
        after = done.next;
        if after.is_none() {
            break;
        }
    }
    drop(alone);
    Ok(Run::Done { removed, kept })
}

/// When the last run was, and whether the clock has jumped since.
///
/// # Errors
/// What the database says.
pub fn standing(conn: &mut Conn, now: Timestamp) -> Result<(Option<Timestamp>, Clock)> {
    let mark = store::mark(conn)?;
    Ok((mark, judge(mark, now)))
}
