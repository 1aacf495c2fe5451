//! The verbs: book what was asked for, and move what is booked.

use jiff::tz::TimeZone;

use super::entry::Booker;
use super::forms::Order;
use crate::diary::appointments::{self, Appointment, AppointmentId, DiaryReach, Several, rules};
use crate::diary::waiting::{self, WaitingId};
use crate::gate::access::reach::Reach;
use crate::gate::hospital;
use crate::kit::db::Tx;
use crate::kit::error::{Error, Result};
use crate::kit::when;
use crate::people::patients::{self, PatientId};

/// Books for a patient who is still within reach, and ends their wait if they were on the list.
///
/// # Errors
/// [`Error::NotFound`] when the patient is out of reach; [`Error::Broken`] with one of [`rules`] or
/// [`waiting::CLOSED`].
pub fn book(
    tx: &mut Tx<'_>,
    booker: Booker,
    reach: &Reach,
    patient: PatientId,
    order: &Order,
    waiting: Option<WaitingId>,
) -> Result<(AppointmentId, Several)> {
    if !booker.may_book_with(order.chosen.doctor) || !booker.may_book_kind(order.kind) {
        return Err(Error::Broken(rules::NOT_BOOKABLE.to_owned()));
    }
    let patient = patients::find(tx.conn(), reach, patient)?;
    let booking = order.of(patient.id);
    let (made, several) = match order.repeat {
        Some(repeat) => {
            let zone = zone(tx, order)?;
            appointments::book_series(tx, booker.by, &booking, repeat, &zone)?
        }
        None => (appointments::book(tx, booker.by, &booking)?, Several::default()),
    };
    if let Some(waiting) = waiting {
        waiting::close_as_booked(tx, waiting, patient.id, made)?;
    }
    Ok((made, several))
}

/// The zone of the site that was chosen.
fn zone(tx: &mut Tx<'_>, order: &Order) -> Result<TimeZone> {
    let site = hospital::sites(tx.conn())?.into_iter().find(|site| site.id == order.chosen.site);
    Ok(site.map_or(TimeZone::UTC, |site| when::zone(&site.time_zone)))
}

/// Gives what a patient who is still within reach asked for, at the time that was chosen.
///
/// # Errors
/// [`Error::NotFound`] when the patient is out of reach; [`Error::Broken`] with one of [`rules`].
pub fn confirm(
    tx: &mut Tx<'_>,
    booker: Booker,
    reach: &Reach,
    before: &Appointment,
    order: &Order,
) -> Result<()> {
    if !booker.may_book_with(order.chosen.doctor) || !booker.may_book_kind(order.kind) {
        return Err(Error::Broken(rules::NOT_BOOKABLE.to_owned()));
    }
    let patient = patients::find(tx.conn(), reach, before.patient_id)?;
    appointments::confirm(tx, booker.by, before, &order.of(patient.id))
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

/// Moves an appointment and those of its series that follow, each by as much.
///
/// # Errors
/// As [`move_to`], for this one; those for which there is no room stay and are named.
pub fn move_following(
    tx: &mut Tx<'_>,
    booker: Booker,
    reach: &DiaryReach,
    before: &Appointment,
    order: &Order,
) -> Result<Several> {
    if !booker.may_book_with(order.chosen.doctor) {
        return Err(Error::Broken(rules::NOT_BOOKABLE.to_owned()));
    }
    let zone = zone(tx, order)?;
    appointments::move_following(tx, booker.by, reach, before, &order.of(before.patient_id), &zone)
}
