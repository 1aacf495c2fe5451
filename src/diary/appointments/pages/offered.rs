//! What the page of an appointment offers to its reader: nobody sees a button that would refuse them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::super::model::Appointment;
use super::super::model::status::{Kind, Status, Step};
use super::super::path;
use super::super::views::QuickStep;
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Permission, Row, perm};
use crate::gate::desk::Desk;
use crate::say;

/// Whether somebody may give this appointment that was asked for: as they may book it.
fn may_give(who: &Identity, one: &Appointment, within: bool) -> bool {
    let grant = perm::AppointmentBook::ROW.grant(who.role, who.duties);
    grant == Grant::All || (within && one.kind == Kind::FollowUp && one.doctor_id == who.account)
}

/// Whether somebody may put a mistake right: whoever may take the step that was one.
pub(super) fn may_correct(who: &Identity, status: Status) -> bool {
    let row = match status {
        Status::Arrived => perm::AppointmentCheckIn::ROW,
        Status::InConsultation | Status::Completed => perm::AppointmentRun::ROW,
        Status::NoShow => perm::AppointmentNoShow::ROW,
        Status::Requested | Status::Booked | Status::Cancelled => return false,
    };
    row.grant(who.role, who.duties) != Grant::No
}

/// The steps one click takes, the one that is next in the life of an appointment last; `within` says whether the
/// patient is within reach of the reader. What comes too soon is not offered.
pub(super) fn steps(
    desk: &Desk,
    who: &Identity,
    appointment: &Appointment,
    within: bool,
    zone: &TimeZone,
    now: Timestamp,
) -> Vec<QuickStep> {
    let may = |row: &Row| row.grant(who.role, who.duties) != Grant::No;
    let can = |step: Step| {
        step.from(appointment.status).is_some() && appointment.too_soon_for(step, zone, now).is_none()
    };
    let step = |step: Step, row: &Row, name: &str, key: &str, glyph, primary| {
        (can(step) && may(row)).then(|| QuickStep {
            action: format!("{}/{name}", path(appointment.id)),
            label: say!(key),
            glyph,
            key: desk.form().key,
            primary,
        })
    };
    [
        step(
            Step::Confirm,
            perm::AppointmentBook::ROW,
            "confirmation",
            "appointments-do-confirm",
            "check",
            true,
        )
        .filter(|_| appointment.ends_at > now && may_give(who, appointment, within)),
        step(
            Step::NoShow,
            perm::AppointmentNoShow::ROW,
            "no-show",
            "appointments-do-no-show",
            "st-noshow",
            false,
        ),
        step(
            Step::Arrive,
            perm::AppointmentCheckIn::ROW,
            "arrival",
            "appointments-do-arrive",
            "st-arrived",
            true,
        ),
        step(
            Step::Start,
            perm::AppointmentRun::ROW,
            "consultation",
            "appointments-do-start",
            "st-consult",
            true,
        ),
        step(
            Step::Complete,
            perm::AppointmentRun::ROW,
            "completion",
            "appointments-do-complete",
            "st-completed",
            true,
        ),
        step(
            Step::BringBack,
            perm::AppointmentMove::ROW,
            "return",
            "appointments-do-bring-back",
            "undo",
            true,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
