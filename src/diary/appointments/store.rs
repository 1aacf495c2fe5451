//! The statements on `appointments`. Lists join `accounts` for the names of doctors.

use diesel::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::people::patients::{LastSeen, PatientId};
use crate::schema::{accounts, appointments};

crate::held_rows!(HeldAppointments, appointments, history);

/// What is written down of an appointment.
#[derive(Clone, Debug)]
pub struct NewAppointment {
    /// Who comes.
    pub patient: PatientId,
    /// To whom.
    pub doctor: AccountId,
    /// Where.
    pub site: SiteId,
    /// From.
    pub starts_at: Timestamp,
    /// To.
    pub ends_at: Timestamp,
    /// `requested`, `booked`, `arrived`, `in_consultation`, `completed`, `cancelled` or `no_show`.
    pub status: &'static str,
    /// `new`, `follow_up` or `video`.
    pub kind: &'static str,
    /// Why.
    pub reason: String,
    /// Who booked it.
    pub booked_by: Option<AccountId>,
}

/// Writes an appointment down; the caller records the deed.
///
/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, new: &NewAppointment) -> Result<Uuid> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    diesel::insert_into(appointments::table)
        .values((
            appointments::id.eq(AnyId(id)),
            appointments::patient_id.eq(new.patient),
            appointments::doctor_id.eq(new.doctor),
            appointments::site_id.eq(new.site),
            appointments::starts_at.eq(Utc(new.starts_at)),
            appointments::ends_at.eq(Utc(new.ends_at)),
            appointments::status.eq(new.status),
            appointments::kind.eq(new.kind),
            appointments::reason.eq(&new.reason),
            appointments::booked_by.eq(new.booked_by),
            appointments::booked_at.eq(Utc(now)),
            appointments::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

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
