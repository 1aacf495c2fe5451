//! When patients were here last and when they come next.

use diesel::prelude::*;
use jiff::Timestamp;

use super::super::model::AppointmentId;
use super::super::model::status::Status;
use crate::gate::actor::AccountId;
use crate::kit::db::Conn;
use crate::kit::db::fixed::one_of;
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::people::patients::{LastSeen, PatientId};
use crate::schema::{accounts, appointments, patients};

/// When each of these patients was here last, and with whom.
///
/// # Errors
/// What the database says.
pub fn last_seen(conn: &mut Conn, of: &[PatientId]) -> Result<Vec<LastSeen>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    // From the newest back to the first that counts, so that of a history of years a row or two are read. No two of one
    // patient begin at the same moment.
    let newest = appointments::table
        .filter(appointments::patient_id.eq(patients::id))
        .filter(one_of(appointments::status, ["arrived", "in_consultation", "completed"]))
        .order(appointments::starts_at.desc())
        .select(appointments::id)
        .limit(1)
        .single_value();
    let newest: Vec<Option<AppointmentId>> =
        patients::table.filter(patients::id.eq_any(of.to_vec())).select(newest).load(conn)?;
    let rows: Vec<(PatientId, Timestamp, String)> = appointments::table
        .inner_join(accounts::table.on(accounts::id.eq(appointments::doctor_id)))
        .filter(appointments::id.eq_any(newest.into_iter().flatten().collect::<Vec<_>>()))
        .select((appointments::patient_id, appointments::starts_at, accounts::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(patient, at, doctor)| LastSeen { patient, at, doctor }).collect())
}

/// A patient's next appointment from now on, with the name of the doctor.
///
/// # Errors
/// What the database says.
pub fn next_of(conn: &mut Conn, of: PatientId, now: Timestamp) -> Result<Option<(Timestamp, String)>> {
    Ok(appointments::table
        .inner_join(accounts::table.on(accounts::id.eq(appointments::doctor_id)))
        .filter(appointments::patient_id.eq(of))
        .filter(appointments::status.eq("booked"))
        .filter(appointments::starts_at.ge(Utc(now)))
        .order(appointments::starts_at)
        .select((appointments::starts_at, accounts::name))
        .first(conn)
        .optional()?)
}

/// Whom a patient saw last, or is to see; none when they have never had an appointment that counts.
///
/// # Errors
/// What the database says.
pub fn last_doctor(conn: &mut Conn, of: PatientId) -> Result<Option<AccountId>> {
    Ok(appointments::table
        .filter(appointments::patient_id.eq(of))
        .filter(one_of(appointments::status, Status::LIVE.map(Status::as_str)))
        .order((appointments::starts_at.desc(), appointments::id))
        .select(appointments::doctor_id)
        .first(conn)
        .optional()?)
}

/// The doctors in relation with a patient, in no order.
///
/// # Errors
/// What the database says.
pub fn doctors_of(conn: &mut Conn, of: PatientId) -> Result<Vec<AccountId>> {
    Ok(appointments::table
        .filter(appointments::patient_id.eq(of))
        .filter(one_of(appointments::status, Status::LIVE.map(Status::as_str)))
        .select(appointments::doctor_id)
        .distinct()
        .load(conn)?)
}
