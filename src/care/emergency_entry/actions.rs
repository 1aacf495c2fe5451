//! Writing the entry and voiding it: one transaction each, with its line in the audit trail.

use super::{SETTING, is_entry, may_void};
use crate::care::notes::Voiding;
use crate::care::record::{Concept, Precision, Stored as _, When};
use crate::care::visits::{self, Visit, VisitId};
use crate::gate::access::emergency::{self, Emergency};
use crate::gate::access::model::Identity;
use crate::kit::db::types::Utc;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;
use crate::say;

/// Writes the entry that an emergency access allows.
///
/// # Errors
/// [`crate::kit::error::Error::Broken`] by [`emergency::ENTRY_WRITTEN`] when it is written already.
pub fn write(
    tx: &mut Tx<'_>,
    patient: PatientId,
    open: &Emergency,
    who: &Identity,
    text: &str,
) -> Result<()> {
    emergency::note_entry(tx, open)?;
    let now = tx.now();
    let when = When { at: now, precision: Precision::Time };
    let visit = Visit {
        class: Some(SETTING.to_owned()),
        ends_at: Some(Utc(now)),
        ends_precision: Some(Precision::Time.as_str().to_owned()),
        author: Some(who.name.clone()),
        note: Some(text.to_owned()),
        recorded_at: Some(Utc(now)),
        recorded_by: Some(who.account),
        ..Visit::new(patient, when, "finished", Concept::text(say!("emergency-entry-title")))
    };
    visit.insert(tx)?;
    tx.record(Deed::new("emergency.written").on("visit", visit.id).about(patient.uuid()));
    Ok(())
}

/// Says that an entry should not be there; it stays to be seen, with who says so and why.
///
/// # Errors
/// [`Error::NotFound`] when there is none of this id, or somebody else wrote it and the person may void only their own;
/// [`Error::Conflict`] when it is void already.
pub fn void(tx: &mut Tx<'_>, patient: PatientId, id: VisitId, voiding: &Voiding) -> Result<()> {
    let before = visits::find(tx.conn(), patient, id)?;
    if !is_entry(&before) || !may_void(&before, voiding.by, voiding.any) {
        return Err(Error::NotFound);
    }
    if before.voided_at.is_some() {
        return Err(Error::Conflict(say!("emergency-entry-voided-before")));
    }
    let after = Visit {
        status: "entered_in_error".to_owned(),
        voided_at: Some(Utc(tx.now())),
        voided_by: Some(voiding.by),
        voided_by_name: Some(voiding.name.clone()),
        void_reason: Some(voiding.reason.clone()),
        version: before.version + 1,
        ..before.clone()
    };
    visits::replace(tx, &before, &after, voiding.by)?;
    tx.record(Deed::new("visit.voided").on("visit", id).about(patient.uuid()));
    Ok(())
}
