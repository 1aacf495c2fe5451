//! What was asked for and is given, and what was called off and is on again: both are checked like a booking.

use super::super::confirming::{self, Confirmed};
use super::super::model::status::{Status, Step};
use super::super::model::{Appointment, Booking, rules};
use super::super::{store, telling};
use super::By;
use super::booking::{check, possible, room, within_hours};
use super::steps::deed;
use crate::kit::db::Tx;
use crate::kit::error::{Error, Result};

/// Gives what was asked for, at the time that was asked for or another one that was chosen instead. From then on it is
/// an appointment like one that was booked now.
///
/// # Errors
/// [`Error::Broken`] with one of [`rules`]; [`rules::WRONG_STEP`] when it is not asked for any more.
pub fn confirm(tx: &mut Tx<'_>, by: By, before: &Appointment, wanted: &Booking) -> Result<()> {
    let status = Step::Confirm.from(before.status);
    let status = status.ok_or_else(|| Error::Broken(rules::WRONG_STEP.to_owned()))?;
    tx.line_up(&[wanted.doctor.uuid(), before.patient_id.uuid()])?;
    let now = tx.now();
    let open = check(tx.conn(), by, wanted, now)?;
    let given = Appointment {
        status,
        doctor_id: wanted.doctor,
        site_id: wanted.site,
        room_id: room(wanted, open.as_ref()),
        starts_at: wanted.starts_at,
        ends_at: wanted.ends_at,
        overbook_reason: wanted.overbook_reason.clone(),
        booked_by: Some(by.account),
        booked_at: now,
        ..before.clone()
    };
    store::put(tx, &given)?;
    store::note_asked(tx, before)?;
    let why = wanted.overbook_reason.as_deref().unwrap_or_default();
    store::note(tx, before, by.account, Step::Confirm.word(), deed(Step::Confirm), why)?;
    telling::booked(tx, by.account, &given)?;
    confirming::confirm(tx, by.account, &given, Confirmed::Booked)
}

/// Where one that was called off stands when it is brought back. What takes time again must still be possible, as far
/// as it is to come: what was true when it was booked may have changed since.
pub(super) fn back_to(tx: &mut Tx<'_>, before: &Appointment) -> Result<Status> {
    let cancelled = Step::Cancel.word();
    let changes = store::changes(tx.conn(), before.id)?;
    let held = changes.iter().rev().find(|change| change.what == cancelled).map(|change| change.from_status);
    let to = Step::back_to(held);
    let now = tx.now();
    if to == Status::Booked && before.ends_at > now {
        tx.line_up(&[before.doctor_id.uuid(), before.patient_id.uuid()])?;
        let wanted = before.wanted();
        let (_, open) = possible(tx.conn(), &wanted, now)?;
        within_hours(&wanted, open)?;
    }
    Ok(to)
}
