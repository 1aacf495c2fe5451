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
        // A doctor gives follow-ups to their own patients: the page of the appointment knows whose patient it is.
        Status::Requested => {
            ("confirmation", "appointments-do-confirm", reader.books_for_all() && one.ends_at > reader.now)
        }
        Status::Completed | Status::NoShow | Status::Cancelled => return None,
    };
    (may && !is_own(&reader.who, one)).then(|| step_of(desk, one, step, word))
}

/// Saying that somebody did not come, for whoever may.
pub fn missed(desk: &Desk, reader: &Reader, one: &Appointment) -> Option<StepView> {
    let may = one.status == Status::Booked && reader.may(perm::AppointmentNoShow::ROW);
    (may && !is_own(&reader.who, one)).then(|| step_of(desk, one, "no-show", "diary-open-no-show"))
}

/// A step of an appointment that this word names.
pub fn step_of(desk: &Desk, one: &Appointment, step: &str, word: &str) -> StepView {
    StepView { action: format!("{}/{step}", path(one.id)), word: say!(word), key: desk.form().key }
}
