//! What a patient says about messages.

use serde_json::json;

use super::super::model::consent::Consent;
use super::super::model::patient::PatientId;
use super::super::store;
use crate::gate::actor::AccountId;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;

/// Keeps whether somebody wants messages about their appointments, and by what.
///
/// # Errors
/// What the database says.
pub fn agree(tx: &mut Tx<'_>, patient: PatientId, by: AccountId, answer: Consent) -> Result<()> {
    store::keep_consent(tx, patient, by, answer)?;
    tx.record(
        Deed::new("patient.messages-set")
            .on("patient", patient)
            .about(patient.uuid())
            .with(json!({ "way": answer.word() })),
    );
    Ok(())
}
