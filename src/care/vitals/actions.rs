//! The verbs: writing a round down, and saying that one should not be there.

use serde_json::json;
use uuid::Uuid;

use super::model::round::{Body, Round};
use super::store;
use crate::care::notes::{Note, Voiding};
use crate::care::observations::{self, Observation, ObservationPart, set_parts};
use crate::care::record::{Stored as _, When, keep_version};
use crate::care::visits::VisitId;
use crate::diary::appointments;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;

const IN_ERROR: &str = "entered_in_error";

/// Who measured.
#[derive(Clone, Debug)]
pub struct By {
    /// Their account.
    pub account: AccountId,
    /// The name they sign with.
    pub name: String,
}

/// Writes a round down, as part of a visit if there is one. An empty one writes nothing.
///
/// # Errors
/// What the database says.
pub fn record(
    tx: &mut Tx<'_>,
    patient: PatientId,
    visit: Option<VisitId>,
    round: &Round,
    body: Body,
    by: &By,
) -> Result<()> {
    if round.is_empty() {
        return Ok(());
    }
    let now = tx.now();
    let rows = round.rows(patient, When::instant(round.at.unwrap_or(now)), body);
    let mut names = Vec::new();
    for (mut row, parts) in rows {
        row.visit_id = visit;
        row.author = Some(by.name.clone());
        row.recorded_by = Some(by.account);
        row.recorded_at = Some(Utc(now));
        row.insert(tx)?;
        let parts: Vec<ObservationPart> = parts;
        set_parts(tx, row.id, &parts)?;
        names.push(row.test_key);
    }
    let detail = json!({ "tests": names });
    appointments::hint_of(tx, patient)?;
    tx.record(Deed::new("vitals.recorded").on("patient", patient).about(patient.uuid()).with(detail));
    Ok(())
}

/// Says that a round should not be there: all its rows stay, with the reason. One that is void stays as it was voided
/// first.
///
/// # Errors
/// [`Error::NotFound`] when it is not this patient's, or somebody else measured it and the person may void only their
/// own.
pub fn void(tx: &mut Tx<'_>, patient: PatientId, id: Uuid, voiding: &Voiding) -> Result<()> {
    let rows = store::round_of(tx.conn(), patient, id)?;
    let own = rows.iter().all(|row| row.recorded_by == Some(voiding.by));
    if rows.is_empty() || (!own && !voiding.any) {
        return Err(Error::NotFound);
    }
    withdraw(tx, patient, &rows, voiding)?;
    tx.record(Deed::new("vitals.voided").on("vitals", id).about(patient.uuid()));
    Ok(())
}

/// Says that what was signed with a note should not be there: the round of its desk. What was measured before, by
/// whomever, stays; what is void already stays as it was voided first.
///
/// # Errors
/// What the database says.
pub fn void_signed_with(tx: &mut Tx<'_>, note: &Note, voiding: &Voiding) -> Result<()> {
    let (Some(by), Some(at), Some(visit)) = (note.signed_by, note.signed_at, note.visit_id) else {
        return Ok(());
    };
    let patient = note.patient_id;
    let mut rows = observations::vitals_written_at(tx.conn(), patient, by, at.0)?;
    rows.retain(|row| row.visit_id == Some(visit) && row.status != IN_ERROR);
    let Some(first) = rows.first().map(|row| row.id) else { return Ok(()) };
    withdraw(tx, patient, &rows, voiding)?;
    tx.record(Deed::new("vitals.voided").on("vitals", first).about(patient.uuid()));
    Ok(())
}

fn withdraw(tx: &mut Tx<'_>, patient: PatientId, rows: &[Observation], voiding: &Voiding) -> Result<()> {
    for row in rows.iter().filter(|row| row.status != IN_ERROR) {
        keep_version(tx, row, Some(patient), row.version, Some(voiding.by))?;
        let mut after = row.clone();
        after.status = IN_ERROR.to_owned();
        after.note = Some(voiding.reason.clone());
        after.version += 1;
        after.replace(tx)?;
    }
    appointments::hint_of(tx, patient)
}
