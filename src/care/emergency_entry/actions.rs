//! Writing the entry: one transaction with its line in the audit trail.

use super::SETTING;
use crate::care::record::{Concept, Precision, Stored as _, When};
use crate::care::visits::Visit;
use crate::gate::access::emergency::{self, Emergency};
use crate::gate::access::model::Identity;
use crate::kit::db::types::Utc;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;
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
