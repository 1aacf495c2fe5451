//! Saying that a prescription should not be there: by itself, or with the visit it was signed with.
//!
//! It is not taken, counts for no check and begins no other one; it stays to be seen with who voided it, when and why. What
//! it has replaced stands again.

use super::replacing;
use super::store;
use crate::care::notes::Voiding;
use crate::care::prescriptions::Prescription;
use crate::care::record::{Stored as _, keep_version};
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::say;

const IN_ERROR: &str = "entered_in_error";

/// Whether it was voided, here or where it came from.
pub fn is_void(row: &Prescription) -> bool {
    row.status == IN_ERROR
}

/// Voids a prescription that was written here.
///
/// # Errors
/// [`Error::NotFound`] when it is not this patient's, or somebody else wrote it and the person may void only their own;
/// [`Error::Conflict`] when it is void already.
pub fn void(tx: &mut Tx<'_>, patient: PatientId, id: Id<Prescription>, voiding: &Voiding) -> Result<()> {
    let row = Prescription::load(tx.conn(), id.uuid())?;
    let may = voiding.any || row.recorded_by == Some(voiding.by);
    if row.patient_id != patient || !may || store::find(tx.conn(), id)?.is_none() {
        return Err(Error::NotFound);
    }
    if is_void(&row) {
        return Err(Error::Conflict(say!("prescribing-voided-before")));
    }
    withdraw(tx, row, voiding)
}

/// Voids a prescription of whomever, since what it belongs to is void.
///
/// # Errors
/// What the database says.
pub(super) fn withdraw(tx: &mut Tx<'_>, row: Prescription, voiding: &Voiding) -> Result<()> {
    let (id, patient) = (row.id, row.patient_id);
    keep_version(tx, &row, Some(patient), row.version, Some(voiding.by))?;
    let after = Prescription { status: IN_ERROR.to_owned(), version: row.version + 1, ..row };
    after.replace(tx)?;
    store::note_void(tx, id, voiding)?;
    replacing::reinstate(tx, id, voiding.by)?;
    tx.record(Deed::new("prescription.voided").on("prescription", id).about(patient.uuid()));
    Ok(())
}
