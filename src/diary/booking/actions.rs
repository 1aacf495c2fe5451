//! The one verb: book what was asked for.

use super::entry::Booker;
use super::forms::Order;
use crate::diary::appointments::{self, AppointmentId, rules};
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
