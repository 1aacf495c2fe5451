//! The verbs on the list. Each is part of one transaction.

use jiff::civil::Date;

use super::model::{Waiting, WaitingId};
use super::store;
use crate::diary::appointments::AppointmentId;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;
use crate::people::staff::SpecialtyId;

/// Broken when somebody is booked from the list who waits no more.
pub const CLOSED: &str = "waiting_entries_closed";

/// Whom to put on the list, and what they wait for.
#[derive(Clone, Debug)]
pub struct New {
    /// Who.
    pub patient: PatientId,
    /// For this doctor only.
    pub doctor: Option<AccountId>,
    /// For anybody of this specialty.
    pub specialty: Option<SpecialtyId>,
    /// At this site only.
    pub site: Option<SiteId>,
    /// From this day on.
    pub earliest: Date,
    /// Until this day.
    pub latest: Option<Date>,
    /// For so many minutes.
    pub minutes: i32,
    /// Why they come.
    pub reason: String,
}

/// Puts somebody on the list.
///
/// # Errors
/// What the database says.
pub fn add(tx: &mut Tx<'_>, new: &New, by: AccountId) -> Result<WaitingId> {
    let id = WaitingId::new();
    store::insert(tx, id, new, by)?;
    tx.record(Deed::new("waiting.added").on("waiting", id).about(new.patient.uuid()));
    Ok(id)
}

/// Takes somebody off the list.
///
/// # Errors
/// [`Error::Broken`] with [`CLOSED`] when they wait no more.
pub(super) fn withdraw(tx: &mut Tx<'_>, one: &Waiting) -> Result<()> {
    if !store::close(tx, one.id, one.patient_id, "withdrawn", None)? {
        return Err(Error::Broken(CLOSED.to_owned()));
    }
    tx.record(Deed::new("waiting.withdrawn").on("waiting", one.id).about(one.patient_id.uuid()));
    Ok(())
}

/// Puts somebody back who was taken off the list.
///
/// # Errors
/// [`Error::Broken`] with [`CLOSED`] when they were not, or were booked.
pub(super) fn bring_back(tx: &mut Tx<'_>, one: &Waiting) -> Result<()> {
    if !store::reopen(tx, one.id)? {
        return Err(Error::Broken(CLOSED.to_owned()));
    }
    tx.record(Deed::new("waiting.returned").on("waiting", one.id).about(one.patient_id.uuid()));
    Ok(())
}

/// Ends the wait of a patient who has just been booked.
///
/// # Errors
/// [`Error::Broken`] with [`CLOSED`] when they wait no more: somebody else may have booked them already.
pub fn close_as_booked(
    tx: &mut Tx<'_>,
    id: WaitingId,
    patient: PatientId,
    made: AppointmentId,
) -> Result<()> {
    if !store::close(tx, id, patient, "booked", Some(made))? {
        return Err(Error::Broken(CLOSED.to_owned()));
    }
    tx.record(Deed::new("waiting.booked").on("waiting", id).about(patient.uuid()));
    Ok(())
}
