//! Hiding a record, removing one without history, and asking for it.

use serde_json::json;

use super::super::model::patient::Patient;
use super::super::record_path;
use super::super::store::{self, HeldRows};
use super::super::telling;
use crate::gate::access::drafts;
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::say;

/// Hides a record from search; everything in it stays.
///
/// # Errors
/// What the database says.
pub fn archive(tx: &mut Tx<'_>, patient: &Patient, reason: &str, by: Option<AccountId>) -> Result<()> {
    if patient.archived_at.is_some() || patient.merged_into.is_some() {
        return Err(Error::Conflict(say!("patients-archived-before")));
    }
    store::set_archived(tx, patient, Some(reason))?;
    store::decide_requests(tx, patient.id, "archived", by)?;
    tx.record(Deed::new("patient.archived").on("patient", patient.id).about(patient.id.uuid()));
    Ok(())
}

/// Shows an archived record again.
///
/// # Errors
/// What the database says.
pub fn restore(tx: &mut Tx<'_>, patient: &Patient) -> Result<()> {
    store::set_archived(tx, patient, None)?;
    tx.record(Deed::new("patient.restored").on("patient", patient.id).about(patient.id.uuid()));
    Ok(())
}

/// Whether nothing would be lost with the record but what was typed at its registration.
///
/// # Errors
/// What the database says.
pub fn can_be_removed(conn: &mut Conn, patient: &Patient, held: &[&dyn HeldRows]) -> Result<bool> {
    if patient.merged_into.is_some() || store::is_tied(conn, patient.id)? {
        return Ok(false);
    }
    for rows in held.iter().filter(|rows| rows.is_history()) {
        if rows.count(conn, patient.id)? > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Removes a record without history; the audit trail keeps that it was there.
///
/// # Errors
/// [`Error::Conflict`] when there is history: such a record is archived.
pub fn remove_for_good(tx: &mut Tx<'_>, patient: &Patient, held: &[&dyn HeldRows]) -> Result<()> {
    if !can_be_removed(tx.conn(), patient, held)? {
        return Err(Error::Conflict(say!("patients-has-history")));
    }
    for rows in held.iter().filter(|rows| !rows.is_history()) {
        rows.clear(tx, patient.id)?;
    }
    store::remove(tx, patient)?;
    drafts::discard_below(tx, &record_path(patient.id))?;
    let detail = json!({ "mrn": patient.mrn });
    tx.record(Deed::new("patient.removed").on("patient", patient.id).about(patient.id.uuid()).with(detail));
    Ok(())
}

/// Asks an admin to remove or archive a record.
///
/// # Errors
/// What the database says.
pub fn ask_for_removal(
    tx: &mut Tx<'_>,
    patient: &Patient,
    reason: &str,
    by: Option<AccountId>,
) -> Result<()> {
    store::ask_removal(tx, patient, reason, by)?;
    telling::asked(tx, by, patient)?;
    tx.record(Deed::new("patient.removal-asked").on("patient", patient.id).about(patient.id.uuid()));
    Ok(())
}

/// Leaves a record as it is although its removal was asked for.
///
/// # Errors
/// [`Error::NotFound`] when nobody has asked.
pub fn decline_removal(tx: &mut Tx<'_>, patient: &Patient, by: Option<AccountId>) -> Result<()> {
    if store::decide_requests(tx, patient.id, "declined", by)? == 0 {
        return Err(Error::NotFound);
    }
    tx.record(Deed::new("patient.removal-declined").on("patient", patient.id).about(patient.id.uuid()));
    Ok(())
}
