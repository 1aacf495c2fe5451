//! Steps in the life of an appointment, and undoing the last one.

use jiff::Timestamp;

use super::super::model::status::{Status, Step, UNDO_TAKEN};
use super::super::model::{Appointment, Change, rules};
use super::super::store;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};

/// Takes a step. `reason` is kept where the step says why.
///
/// # Errors
/// [`Error::Broken`] with [`rules::WRONG_STEP`], [`rules::CHANGED`], or, for one that is brought back, a rule of
/// overlap.
pub fn take(tx: &mut Tx<'_>, by: AccountId, before: &Appointment, step: Step, reason: &str) -> Result<()> {
    let to = step.from(before.status).ok_or_else(|| Error::Broken(rules::WRONG_STEP.to_owned()))?;
    let now = Some(Utc(tx.now()));
    let mut after = Appointment { status: to, ..before.clone() };
    match step {
        Step::Arrive => after.arrived_at = now,
        Step::Start => after.started_at = now,
        Step::Complete => after.ended_at = now,
        Step::Cancel => {
            after.cancelled_at = now;
            after.cancelled_by = Some(by);
            reason.clone_into(&mut after.cancel_reason);
        }
        Step::BringBack | Step::PutRight | Step::NoShow => {}
    }
    settle(&mut after);
    store::put(tx, &after)?;
    store::note(tx, before, by, step.word(), deed(step), reason)
}

/// Undoes the last step, if it was a quick one of the same person a moment ago.
///
/// # Errors
/// [`Error::Broken`] with [`rules::WRONG_STEP`] when there is nothing to undo any more, or [`rules::CHANGED`].
pub fn undo(tx: &mut Tx<'_>, by: AccountId, before: &Appointment) -> Result<()> {
    let now = tx.now();
    let last = store::last_change(tx.conn(), before.id)?
        .filter(|last| undoable(last, by, now))
        .ok_or_else(|| Error::Broken(rules::WRONG_STEP.to_owned()))?;
    let mut after = Appointment { status: last.from_status, ..before.clone() };
    settle(&mut after);
    store::put(tx, &after)?;
    store::note(tx, before, by, "undone", Deed::new("appointment.undone"), "")
}

/// Whether what happened last can be undone by this person now.
pub fn undoable(last: &Change, by: AccountId, now: Timestamp) -> bool {
    let quick = Step::ALL.into_iter().any(|step| step.is_quick() && step.word() == last.what);
    quick && last.by_id == Some(by) && now.duration_since(last.at) <= UNDO_TAKEN
}

/// Takes back the times that do not belong to where the appointment now stands.
fn settle(after: &mut Appointment) {
    if matches!(after.status, Status::Booked | Status::Requested) {
        after.arrived_at = None;
    }
    if matches!(after.status, Status::Booked | Status::Arrived) {
        after.started_at = None;
    }
    if after.status != Status::Completed {
        after.ended_at = None;
    }
    if after.status != Status::Cancelled {
        after.cancelled_at = None;
        after.cancelled_by = None;
        after.cancel_reason.clear();
    }
}

fn deed(step: Step) -> Deed {
    match step {
        Step::Arrive => Deed::new("appointment.arrived"),
        Step::Start => Deed::new("appointment.started"),
        Step::Complete => Deed::new("appointment.completed"),
        Step::NoShow => Deed::new("appointment.no-show"),
        Step::Cancel => Deed::new("appointment.cancelled"),
        Step::BringBack => Deed::new("appointment.brought-back"),
        Step::PutRight => Deed::new("appointment.put-right"),
    }
}
