//! A patient whom a form or a query names, where the record is no key of the address.

use super::entry::{is_own, refusal};
use super::model::patient::{Patient, PatientId};
use super::store;
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Grant, Permission};
use crate::gate::desk::{Desk, May};
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};

/// The patient of an id that was sent, within reach of who was let in; merged records give their survivor. Out of reach
/// and never issued are refused alike, and so is one's own record to an employee whose right is not a patient's too; the
/// refusal is on file.
///
/// # Errors
/// [`Error::NotFound`]; what the database says.
pub async fn named<P: Permission>(may: &May<P>, desk: &Desk, asked: &str) -> Result<Patient> {
    let found = match asked.parse::<PatientId>() {
        Ok(id) => {
            let reach = may.reach.clone();
            desk.read(move |conn| store::find_survivor(conn, &reach, id)).await
        }
        Err(_) => Err(Error::NotFound),
    };
    let found = found.and_then(|patient| {
        let as_patient = P::ROW.grant(Role::Patient, may.who.duties);
        let is_refused = is_own(&may.who, &patient) && as_patient == Grant::No;
        if is_refused { Err(Error::NotFound) } else { Ok(patient) }
    });
    if matches!(found, Err(Error::NotFound)) {
        let deed = refusal::<P>(asked);
        desk.record(may, deed).await?;
    }
    found
}

/// Puts on file that somebody looked at who a patient is, before the page shows it.
///
/// # Errors
/// What the database says; nothing may be shown then.
pub async fn note_opened<P: Permission>(may: &May<P>, desk: &Desk, patient: PatientId) -> Result<()> {
    let account = may.who.account;
    desk.write(may, move |tx| {
        store::note_look(tx, account, patient)?;
        tx.record(Deed::new("patient.opened").on("patient", patient).about(patient.uuid()));
        Ok(())
    })
    .await
}
