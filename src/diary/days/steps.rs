//! The next step in the life of an appointment, as one click on a page of the diary.

use super::sheet::Reader;
use super::views::StepView;
use crate::diary::appointments::{Appointment, Status, is_own, path};
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::desk::Desk;
use crate::say;

/// The step that is next, for whoever may take it.
pub fn next(desk: &Desk, reader: &Reader, one: &Appointment) -> Option<StepView> {
    let (step, word, may) = match one.status {
        Status::Booked => ("arrival", "appointments-do-arrive", reader.may(perm::AppointmentCheckIn::ROW)),
        Status::Arrived => ("consultation", "appointments-do-start", reader.may(perm::AppointmentRun::ROW)),
        Status::InConsultation => {
            ("completion", "appointments-do-complete", reader.may(perm::AppointmentRun::ROW))
        }
        Status::Requested | Status::Completed | Status::NoShow | Status::Cancelled => return None,
    };
    (may && !is_own(&reader.who, one)).then(|| StepView {
        action: format!("{}/{step}", path(one.id)),
        word: say!(word),
        key: desk.form().key,
    })
}
