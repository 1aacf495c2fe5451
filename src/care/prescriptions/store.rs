//! Statements on `prescriptions`.

use diesel::prelude::*;
use jiff::Timestamp;

use super::model::{ORDER, OVER, Prescription};
use crate::care::record::clinical_store;
use crate::gate::actor::AccountId;
use crate::held_rows;
use crate::kit::db::Conn;
use crate::kit::db::fixed::none_of;
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::schema::prescriptions;

clinical_store!(prescriptions, Prescription);
held_rows!(HeldPrescriptions, prescriptions, history);

/// What a patient takes on the day that begins at `today`, newest first.
///
/// # Errors
/// What the database says.
pub fn current(conn: &mut Conn, patient: PatientId, today: Timestamp) -> Result<Vec<Prescription>> {
    Ok(prescriptions::table
        .filter(prescriptions::patient_id.eq(patient))
        .filter(none_of(prescriptions::status, OVER.into_iter().chain(["entered_in_error"])))
        .filter(prescriptions::ends_at.is_null().or(prescriptions::ends_at.ge(Utc(today))))
        .order((prescriptions::at.desc(), prescriptions::id.desc()))
        .select(Prescription::as_select())
        .load(conn)?)
}

/// A prescription that this person wrote.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`] when they wrote none of this id.
pub fn written_by(conn: &mut Conn, account: AccountId, id: Id<Prescription>) -> Result<Prescription> {
    Ok(prescriptions::table
        .filter(prescriptions::id.eq(id))
        .filter(prescriptions::recorded_by.eq(account))
        .filter(prescriptions::intent.eq(ORDER))
        .select(Prescription::as_select())
        .first(conn)?)
}
