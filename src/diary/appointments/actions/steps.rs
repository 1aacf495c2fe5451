//! Steps in the life of an appointment, and undoing the last one.

use jiff::Timestamp;

use super::super::confirming::{self, Confirmed};
use super::super::model::status::{Status, Step, UNDO_TAKEN};
use super::super::model::{Appointment, Change, rules};
use super::super::{store, telling};
use super::asked_for;
use super::booking::MOVED;
use crate::diary::hours::{self, Leave};
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::kit::db::types::Utc;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::when;

/// Takes a step. `reason` is kept where the step says why.
///
/// # Errors
/// [`Error::Broken`] with [`rules::WRONG_STEP`], [`rules::CHANGED`], the rule of a step that comes too soon, or, for
/// one that is brought back, any of [`rules`] that a booking keeps. Confirming is [`confirm`](super::confirm)'s.
pub fn take(tx: &mut Tx<'_>, by: AccountId, before: &Appointment, step: Step, reason: &str) -> Result<()> {
    let to = step.from(before.status).ok_or_else(|| Error::Broken(rules::WRONG_STEP.to_owned()))?;
    if let Some(rule) = too_soon(tx, before, step)? {
        return Err(Error::Broken(rule.to_owned()));
    }
    let to = match step {
        // What is given is chosen and checked like a booking.
        Step::Confirm => return Err(Error::Broken(rules::WRONG_STEP.to_owned())),
        Step::BringBack => asked_for::back_to(tx, before)?,
        _ => to,
    };
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
        Step::Confirm | Step::BringBack | Step::PutRight | Step::NoShow => {}
    }
    settle(&mut after);
    store::put(tx, &after)?;
    store::note(tx, before, by, step.word(), deed(step), reason)?;
    if (step, to) != (Step::BringBack, Status::Requested) {
        telling::stepped(tx, by, before, step)?;
    }
    match step {
        Step::Cancel => confirming::confirm(tx, by, &after, Confirmed::Cancelled),
        Step::BringBack if to == Status::Booked => confirming::confirm(tx, by, &after, Confirmed::Returned),
        _ => Ok(()),
    }
}

/// The rule that a step would break now because it comes too soon.
fn too_soon(tx: &mut Tx<'_>, before: &Appointment, step: Step) -> Result<Option<&'static str>> {
    // Only these two ask for the time, and so for the clock of the site.
    if !matches!(step, Step::Arrive | Step::NoShow) {
        return Ok(None);
    }
    let zone = when::zone(&hospital::site(tx.conn(), before.site_id)?.time_zone);
    Ok(before.too_soon_for(step, &zone, tx.now()))
}

/// Closes an appointment whose time has passed and that nobody closed: it took place. When they came and when the
/// doctor began is left as it is known, since nobody noted it; `reason` says that it was closed afterwards.
///
/// # Errors
/// [`Error::Broken`] with [`rules::WRONG_STEP`] when it is not open or has not begun yet, or [`rules::CHANGED`].
pub fn close(tx: &mut Tx<'_>, by: AccountId, before: &Appointment, reason: &str) -> Result<()> {
    if !before.status.is_open() || before.starts_at > tx.now() {
        return Err(Error::Broken(rules::WRONG_STEP.to_owned()));
    }
    let after = Appointment { status: Status::Completed, ..before.clone() };
    store::put(tx, &after)?;
    store::note(tx, before, by, Step::Complete.word(), deed(Step::Complete), reason)
}

/// Undoes what happened last, if it was a quick step or a move of the same person a moment ago.
///
/// # Errors
/// [`Error::Broken`] with [`rules::WRONG_STEP`] when there is nothing to undo any more, [`rules::CHANGED`], or, for a
/// move, the rule that keeps it from where it was.
pub fn undo(tx: &mut Tx<'_>, by: AccountId, before: &Appointment) -> Result<()> {
    let now = tx.now();
    let last = store::last_change(tx.conn(), before.id)?
        .filter(|last| undoable(last, by, now))
        .ok_or_else(|| Error::Broken(rules::WRONG_STEP.to_owned()))?;
    if last.what == MOVED {
        return move_back(tx, by, before, &last);
    }
    let mut after = Appointment { status: last.from_status, ..before.clone() };
    settle(&mut after);
    store::put(tx, &after)?;
    store::note(tx, before, by, "undone", Deed::new("appointment.undone"), "")?;
    telling::undone(tx, before)
}

/// Whether what happened last can be undone by this person now.
pub fn undoable(last: &Change, by: AccountId, now: Timestamp) -> bool {
    let quick = Step::ALL.into_iter().any(|step| step.is_quick() && step.word() == last.what);
    let moved = last.what == MOVED && last.from_site_id.is_some();
    (quick || moved) && last.by_id == Some(by) && now.duration_since(last.at) <= UNDO_TAKEN
}

/// Puts a moved appointment where it was, if nobody has taken that meanwhile. A reason it was overbooked for does not
/// come back: what needed one is moved by hand.
fn move_back(tx: &mut Tx<'_>, by: AccountId, before: &Appointment, last: &Change) -> Result<()> {
    let site = last.from_site_id.ok_or_else(|| Error::Broken(rules::WRONG_STEP.to_owned()))?;
    tx.line_up(&[last.from_doctor_id.uuid(), before.patient_id.uuid()])?;
    let after = Appointment {
        doctor_id: last.from_doctor_id,
        site_id: site,
        room_id: last.from_room_id,
        starts_at: last.from_starts_at,
        ends_at: last.from_ends_at,
        overbook_reason: None,
        ..before.clone()
    };
    can_come_back(tx, &after)?;
    store::put(tx, &after)?;
    store::forget_slip(tx, after.id)?;
    store::note(tx, before, by, "moved-back", Deed::new("appointment.moved-back"), "")?;
    telling::undone(tx, before)?;
    confirming::confirm_move(tx, by, before, &after)
}

/// Whether one that is still to come can be on again as far as people and leave decide it: what was true when it was
/// booked may have changed since.
fn can_come_back(tx: &mut Tx<'_>, before: &Appointment) -> Result<()> {
    let broken = |rule: &str| Err(Error::Broken(rule.to_owned()));
    let now = tx.now();
    if before.ends_at <= now {
        return Ok(());
    }
    if store::bookable(tx.conn(), before.doctor_id)?.is_none() {
        return broken(rules::NOT_BOOKABLE);
    }
    if !store::patient_is_open(tx.conn(), before.patient_id)? {
        return broken(rules::PATIENT_CLOSED);
    }
    let away = hours::leaves_of(tx.conn(), before.doctor_id, now)?;
    let meets = |leave: &Leave| leave.starts_at < before.ends_at && before.starts_at < leave.ends_at;
    if away.iter().any(meets) { broken(rules::ON_LEAVE) } else { Ok(()) }
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

pub(super) fn deed(step: Step) -> Deed {
    match step {
        Step::Confirm => Deed::new("appointment.confirmed"),
        Step::Arrive => Deed::new("appointment.arrived"),
        Step::Start => Deed::new("appointment.started"),
        Step::Complete => Deed::new("appointment.completed"),
        Step::NoShow => Deed::new("appointment.no-show"),
        Step::Cancel => Deed::new("appointment.cancelled"),
        Step::BringBack => Deed::new("appointment.brought-back"),
        Step::PutRight => Deed::new("appointment.put-right"),
    }
}
