//! What is still to come, or waits already: of a doctor who leaves, of two records that become one, at a site.

use diesel::prelude::*;
use jiff::Timestamp;

use super::super::model::Appointment;
use super::super::model::status::Status;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::Conn;
use crate::kit::db::fixed::one_of;
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::{accounts, appointments, patients, sites};

/// What has not begun.
const AHEAD: [&str; 3] = [Status::Requested.as_str(), Status::Booked.as_str(), Status::Arrived.as_str()];

/// One appointment of a doctor, in the words of a list.
#[derive(Queryable)]
pub struct AheadOf {
    /// When it begins.
    pub at: Timestamp,
    /// The patient's family name.
    pub family: String,
    /// Their given names.
    pub given: String,
    /// The site's name.
    pub place: String,
    /// Its time zone.
    pub time_zone: String,
    /// What it is about.
    pub about: String,
}

/// One open appointment of a patient, as a refusal names it.
#[derive(Queryable)]
pub struct OpenOf {
    /// Whose.
    pub patient: PatientId,
    /// From.
    pub from: Timestamp,
    /// To.
    pub to: Timestamp,
    /// With whom.
    pub doctor: String,
    /// The time zone of its site.
    pub time_zone: String,
}

/// How many a doctor has ahead.
///
/// # Errors
/// What the database says.
pub fn count_ahead_of(conn: &mut Conn, doctor: AccountId, now: Timestamp) -> Result<i64> {
    Ok(appointments::table
        .filter(appointments::doctor_id.eq(doctor))
        .filter(one_of(appointments::status, AHEAD))
        .filter(appointments::ends_at.gt(Utc(now)))
        .count()
        .get_result(conn)?)
}

/// How many are ahead at a site.
///
/// # Errors
/// What the database says.
pub fn count_ahead_at(conn: &mut Conn, site: SiteId, now: Timestamp) -> Result<i64> {
    Ok(appointments::table
        .filter(appointments::site_id.eq(site))
        .filter(one_of(appointments::status, AHEAD))
        .filter(appointments::ends_at.gt(Utc(now)))
        .count()
        .get_result(conn)?)
}

/// The next of those a doctor has ahead, by time, in words.
///
/// # Errors
/// What the database says.
pub fn list_ahead_of(conn: &mut Conn, doctor: AccountId, now: Timestamp, limit: i64) -> Result<Vec<AheadOf>> {
    Ok(appointments::table
        .inner_join(patients::table.on(patients::id.eq(appointments::patient_id)))
        .inner_join(sites::table.on(sites::id.eq(appointments::site_id)))
        .filter(appointments::doctor_id.eq(doctor))
        .filter(one_of(appointments::status, AHEAD))
        .filter(appointments::ends_at.gt(Utc(now)))
        .order((appointments::starts_at, appointments::id))
        .limit(limit)
        .select((
            appointments::starts_at,
            patients::family_name,
            patients::given_names,
            sites::name,
            sites::time_zone,
            appointments::reason,
        ))
        .load(conn)?)
}

/// All that a doctor has ahead, by time.
///
/// # Errors
/// What the database says.
pub fn ahead_of(conn: &mut Conn, doctor: AccountId, now: Timestamp) -> Result<Vec<Appointment>> {
    Ok(appointments::table
        .filter(appointments::doctor_id.eq(doctor))
        .filter(one_of(appointments::status, AHEAD))
        .filter(appointments::ends_at.gt(Utc(now)))
        .order((appointments::starts_at, appointments::id))
        .select(Appointment::as_select())
        .load(conn)?)
}

/// The open appointments of these patients, by time.
///
/// # Errors
/// What the database says.
pub fn open_of(conn: &mut Conn, patients: [PatientId; 2]) -> Result<Vec<OpenOf>> {
    Ok(appointments::table
        .inner_join(accounts::table.on(accounts::id.eq(appointments::doctor_id)))
        .inner_join(sites::table.on(sites::id.eq(appointments::site_id)))
        .filter(appointments::patient_id.eq_any(patients))
        .filter(one_of(appointments::status, Status::OPEN.map(Status::as_str)))
        .order((appointments::starts_at, appointments::id))
        .select((
            appointments::patient_id,
            appointments::starts_at,
            appointments::ends_at,
            accounts::name,
            sites::time_zone,
        ))
        .load(conn)?)
}
