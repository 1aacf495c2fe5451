//! The verbs: book what was asked for, and move what is booked.

use super::entry::Booker;
use super::forms::Order;
use crate::diary::appointments::{self, Appointment, AppointmentId, rules};
use crate::gate::access::reach::Reach;
use crate::kit::db::Tx;
use crate::kit::error::{Error, Result};
use crate::people::patients::{self, PatientId};

/// Books for a patient who is still within reach.
///
/// # Errors
/// [`Error::NotFound`] when the patient is out of reach; [`Error::Broken`] with one of [`rules`].
pub fn book(
    tx: &mut Tx<'_>,
    booker: Booker,
    reach: &Reach,
    patient: PatientId,
    order: &Order,
) -> Result<AppointmentId> {
    if !booker.may_book_with(order.chosen.doctor) || !booker.may_book_kind(order.kind) {
        return Err(Error::Broken(rules::NOT_BOOKABLE.to_owned()));
    }
    let patient = patients::find(tx.conn(), reach, patient)?;
    appointments::book(tx, booker.by, &order.of(patient.id))
}

/// Moves an appointment to the time that was chosen, if it is still as it was when that was shown.
///
/// # Errors
/// [`Error::Broken`] with one of [`rules`].
pub fn move_to(tx: &mut Tx<'_>, booker: Booker, before: &Appointment, order: &Order) -> Result<()> {
    if !booker.may_book_with(order.chosen.doctor) {
        return Err(Error::Broken(rules::NOT_BOOKABLE.to_owned()));
    }
    appointments::move_to(tx, booker.by, before, &order.of(before.patient_id))
}
