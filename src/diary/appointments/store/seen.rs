//! When patients were here last and when they come next.

use diesel::prelude::*;
use jiff::Timestamp;

use crate::gate::actor::AccountId;
use crate::kit::db::Conn;
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::people::patients::{LastSeen, PatientId};
use crate::schema::{accounts, appointments};

/// When each of these patients was here last, and with whom.
///
/// # Errors
/// What the database says.
pub fn last_seen(conn: &mut Conn, of: &[PatientId]) -> Result<Vec<LastSeen>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let seen = ["arrived", "in_consultation", "completed"];
    let latest: Vec<(PatientId, Option<Timestamp>)> = appointments::table
        .filter(appointments::patient_id.eq_any(of.to_vec()))
        .filter(appointments::status.eq_any(seen))
        .group_by(appointments::patient_id)
        .select((appointments::patient_id, diesel::dsl::max(appointments::starts_at)))
        .load(conn)?;
    let times: Vec<Utc> = latest.iter().filter_map(|(_, at)| at.map(Utc)).collect();
    let rows: Vec<(PatientId, Timestamp, String)> = appointments::table
        .inner_join(accounts::table.on(accounts::id.eq(appointments::doctor_id)))
        .filter(appointments::patient_id.eq_any(of.to_vec()))
        .filter(appointments::status.eq_any(seen))
        .filter(appointments::starts_at.eq_any(times))
        .select((appointments::patient_id, appointments::starts_at, accounts::name))
        .load(conn)?;
    // Another patient's last time may be one of this one's earlier times.
    Ok(rows
        .into_iter()
        .filter(|(patient, at, _)| latest.contains(&(*patient, Some(*at))))
        .map(|(patient, at, doctor)| LastSeen { patient, at, doctor })
        .collect())
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
        .filter(appointments::status.eq_any(["booked", "arrived", "in_consultation", "completed"]))
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
        .filter(appointments::status.eq_any(["booked", "arrived", "in_consultation", "completed"]))
        .select(appointments::doctor_id)
        .distinct()
        .load(conn)?)
}
