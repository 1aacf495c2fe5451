//! Statements on `visits`.

use diesel::prelude::*;
use jiff::Timestamp;

use super::model::{Visit, VisitId};
use crate::care::record::{Stored as _, clinical_store, keep_version};
use crate::diary::appointments::AppointmentId;
use crate::gate::actor::AccountId;
use crate::held_rows;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::visits;

clinical_store!(visits, Visit);
held_rows!(HeldVisits, visits, history);

/// A visit of this patient.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`] when there is none.
pub fn find(conn: &mut Conn, patient: PatientId, id: VisitId) -> Result<Visit> {
    Ok(visits::table
        .filter(visits::id.eq(id))
        .filter(visits::patient_id.eq(patient))
        .select(Visit::as_select())
        .first(conn)?)
}

/// The visit of an appointment, if it has one; one that was begun by mistake is none.
///
/// # Errors
/// What the database says.
pub fn of_appointment(conn: &mut Conn, appointment: AppointmentId) -> Result<Option<Visit>> {
    Ok(visits::table
        .filter(visits::appointment_id.eq(appointment))
        .filter(visits::status.ne("entered_in_error"))
        .select(Visit::as_select())
        .first(conn)
        .optional()?)
}

/// The visit of this patient that goes on, if one was begun here since then: the newest of several.
///
/// # Errors
/// What the database says.
pub fn going_on_since(conn: &mut Conn, patient: PatientId, since: Timestamp) -> Result<Option<VisitId>> {
    Ok(visits::table
        .filter(visits::patient_id.eq(patient))
        .filter(visits::at.ge(Utc(since)))
        .filter(visits::status.eq("in_progress"))
        .filter(visits::source_id.is_null())
        .order((visits::at.desc(), visits::id.desc()))
        .select(visits::id)
        .first(conn)
        .optional()?)
}

/// Which of these appointments a visit was ever begun at.
///
/// # Errors
/// What the database says.
pub fn among_appointments(conn: &mut Conn, of: &[AppointmentId]) -> Result<Vec<AppointmentId>> {
    let found: Vec<Option<AppointmentId>> = visits::table
        .filter(visits::appointment_id.eq_any(of.iter().copied().map(Some)))
        .select(visits::appointment_id)
        .distinct()
        .load(conn)?;
    Ok(found.into_iter().flatten().collect())
}

/// Makes a visit say something else; what it said is kept.
///
/// # Errors
/// What the database says.
pub fn replace(tx: &mut Tx<'_>, before: &Visit, after: &Visit, by: AccountId) -> Result<()> {
    keep_version(tx, before, Some(before.patient_id), before.version, Some(by))?;
    after.replace(tx)
}
