//! What stands in the way of a booking, and who can be booked.

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};

use super::super::model::AppointmentId;
use super::super::model::slots::Taken;
use super::super::model::status::Status;
use crate::diary::rooms::RoomId;
use crate::gate::actor::AccountId;
use crate::kit::db::Conn;
use crate::kit::db::fixed::one_of;
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::{accounts, appointments, patients, staff_profiles};

/// No appointment is longer; the database holds it.
pub(super) const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// Who, where, from, to, and how it stands: a row of what is taken.
type Row = (AccountId, Option<RoomId>, Timestamp, Timestamp, String);

/// What is over holds no room any more.
fn taken_of((doctor, room, from, to, status): Row) -> Taken {
    Taken { doctor, room: room.filter(|_| Status::from(status).is_open()), from, to }
}

/// The time of these doctors that is taken between two instants.
///
/// # Errors
/// What the database says.
pub fn taken(conn: &mut Conn, doctors: &[AccountId], from: Timestamp, to: Timestamp) -> Result<Vec<Taken>> {
    let rows: Vec<Row> = appointments::table
        .filter(appointments::doctor_id.eq_any(doctors.to_vec()))
        .filter(appointments::starts_at.gt(Utc(from - LONGEST)))
        .filter(appointments::starts_at.lt(Utc(to)))
        .filter(appointments::ends_at.gt(Utc(from)))
        .filter(one_of(appointments::status, Status::LIVE.map(Status::as_str)))
        .select((
            appointments::doctor_id,
            appointments::room_id,
            appointments::starts_at,
            appointments::ends_at,
            appointments::status,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(taken_of).collect())
}

/// The time for which others than these doctors hold one of these rooms, between two instants; asks nothing where there
/// is no room.
///
/// # Errors
/// What the database says.
pub fn rooms_taken(
    conn: &mut Conn,
    rooms: &[RoomId],
    but_by: &[AccountId],
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Taken>> {
    if rooms.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = appointments::table
        .filter(appointments::room_id.assume_not_null().eq_any(rooms.to_vec()))
        .filter(appointments::doctor_id.ne_all(but_by.to_vec()))
        .filter(appointments::starts_at.gt(Utc(from - LONGEST)))
        .filter(appointments::starts_at.lt(Utc(to)))
        .filter(appointments::ends_at.gt(Utc(from)))
        .filter(one_of(appointments::status, Status::OPEN.map(Status::as_str)))
        .select((
            appointments::doctor_id,
            appointments::room_id,
            appointments::starts_at,
            appointments::ends_at,
            appointments::status,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(taken_of).collect())
}

/// When a patient is expected or is there, between two instants; `but` is left out.
///
/// # Errors
/// What the database says.
pub fn patient_taken(
    conn: &mut Conn,
    patient: PatientId,
    but: Option<AppointmentId>,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<(Timestamp, Timestamp)>> {
    let open = appointments::table
        .filter(appointments::patient_id.eq(patient))
        .filter(appointments::starts_at.gt(Utc(from - LONGEST)))
        .filter(appointments::starts_at.lt(Utc(to)))
        .filter(appointments::ends_at.gt(Utc(from)))
        .filter(one_of(appointments::status, Status::OPEN.map(Status::as_str)))
        .select((appointments::id, appointments::starts_at, appointments::ends_at));
    let rows: Vec<(AppointmentId, Timestamp, Timestamp)> = open.load(conn)?;
    Ok(rows.into_iter().filter(|row| Some(row.0) != but).map(|(_, from, to)| (from, to)).collect())
}

/// When each of these patients is expected or is there, between two instants.
///
/// # Errors
/// What the database says.
pub fn patients_taken(
    conn: &mut Conn,
    patients: &[PatientId],
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<(PatientId, Timestamp, Timestamp)>> {
    if patients.is_empty() {
        return Ok(Vec::new());
    }
    Ok(appointments::table
        .filter(appointments::patient_id.eq_any(patients.to_vec()))
        .filter(appointments::starts_at.gt(Utc(from - LONGEST)))
        .filter(appointments::starts_at.lt(Utc(to)))
        .filter(appointments::ends_at.gt(Utc(from)))
        .filter(one_of(appointments::status, Status::OPEN.map(Status::as_str)))
        .select((appointments::patient_id, appointments::starts_at, appointments::ends_at))
        .load(conn)?)
}

/// Somebody who can be booked.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Bookable {
    /// Who.
    pub id: AccountId,
    /// As they write it.
    pub name: String,
    /// Length of a slot in minutes, where hours say nothing else.
    pub slot_minutes: i32,
    /// Whether reception may overbook them.
    pub overbookable: bool,
}

/// Everybody who can be booked, by name.
///
/// # Errors
/// What the database says.
pub fn bookable_doctors(conn: &mut Conn) -> Result<Vec<Bookable>> {
    Ok(staff_profiles::table
        .inner_join(accounts::table.on(accounts::id.eq(staff_profiles::account_id)))
        .filter(staff_profiles::sees_patients.eq(true))
        .filter(accounts::active.eq(true))
        .order((accounts::name, accounts::id))
        .select((accounts::id, accounts::name, staff_profiles::slot_minutes, staff_profiles::overbookable))
        .load(conn)?)
}

/// One who can be booked; none when they see no patients or have left.
///
/// # Errors
/// What the database says.
pub fn bookable(conn: &mut Conn, doctor: AccountId) -> Result<Option<Bookable>> {
    Ok(staff_profiles::table
        .inner_join(accounts::table.on(accounts::id.eq(staff_profiles::account_id)))
        .filter(staff_profiles::account_id.eq(doctor))
        .filter(staff_profiles::sees_patients.eq(true))
        .filter(accounts::active.eq(true))
        .select((accounts::id, accounts::name, staff_profiles::slot_minutes, staff_profiles::overbookable))
        .first(conn)
        .optional()?)
}

/// Whether a patient can be booked: not archived, not merged into another record, not dead.
///
/// # Errors
/// What the database says.
pub fn patient_is_open(conn: &mut Conn, patient: PatientId) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(
        patients::table
            .filter(patients::id.eq(patient))
            .filter(patients::archived_at.is_null())
            .filter(patients::merged_into.is_null())
            .filter(patients::deceased.eq(false)),
    ))
    .get_result(conn)?)
}
