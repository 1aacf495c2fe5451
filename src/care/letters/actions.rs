//! What is done with letters: one transaction each, with its line in the audit trail.

use serde_json::json;

use super::model::{Content, Letter, LetterId};
use super::store;
use crate::care::visits::VisitId;
use crate::gate::actor::AccountId;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::people::staff;

/// Writes a letter, signed with the writer's name and licence as they are now, by itself or as part of a visit.
///
/// # Errors
/// What the database says.
pub fn write(
    tx: &mut Tx<'_>,
    patient: PatientId,
    visit: Option<VisitId>,
    content: &Content,
    by: (AccountId, &str),
) -> Result<LetterId> {
    let licence = staff::profile(tx.conn(), by.0)?.map(|profile| profile.licence).unwrap_or_default();
    let id = store::insert(tx, patient, visit, content, by, &licence)?;
    tx.record(
        Deed::new("record.letter-written")
            .on("letter", id)
            .about(patient.uuid())
            .with(json!({ "letter": content.kind().word() })),
    );
    Ok(id)
}

/// Notes a print, and answers whether it is the first.
///
/// # Errors
/// What the database says.
pub fn print(tx: &mut Tx<'_>, patient: PatientId, letter: &Letter) -> Result<bool> {
    let is_first = store::note_print(tx, letter.id)?;
    tx.record(
        Deed::new("record.letter-printed")
            .on("letter", letter.id)
            .about(patient.uuid())
            .with(json!({ "letter": letter.content.kind().word(), "copy": !is_first })),
    );
    Ok(is_first)
}

/// Voids a letter.
///
/// # Errors
/// [`crate::kit::error::Error::Conflict`] when it is voided already.
pub fn void(
    tx: &mut Tx<'_>,
    patient: PatientId,
    id: LetterId,
    by: (AccountId, &str),
    reason: &str,
) -> Result<()> {
    store::void(tx, id, by, reason)?;
    tx.record(Deed::new("record.letter-voided").on("letter", id).about(patient.uuid()));
    Ok(())
}
