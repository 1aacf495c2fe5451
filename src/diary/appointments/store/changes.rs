//! The history of appointments: the one place where everything that happens to one passes.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::Bool;
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use super::super::entry::DiaryReach;
use super::super::live;
use super::super::model::{Appointment, AppointmentId, Change};
use super::super::removal::Freed;
use super::taken::LONGEST;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::fixed::fixed;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::Result;
use crate::schema::appointment_changes;

/// What histories call that somebody asked for it.
pub const ASKED: &str = "requested";

/// Puts on file what happened to an appointment, in its history and in the audit trail. `before` is how it was;
/// `deed` is what the audit trail calls it.
///
/// # Errors
/// What the database says.
pub fn note(
    tx: &mut Tx<'_>,
    before: &Appointment,
    by: AccountId,
    what: &'static str,
    deed: Deed,
    reason: &str,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(appointment_changes::table)
        .values((
            appointment_changes::id.eq(AnyId(Uuid::now_v7())),
            appointment_changes::appointment_id.eq(before.id),
            appointment_changes::at.eq(Utc(now)),
            appointment_changes::by_id.eq(by),
            appointment_changes::what.eq(what),
            appointment_changes::from_status.eq(before.status.as_str()),
            appointment_changes::from_starts_at.eq(Utc(before.starts_at)),
            appointment_changes::from_ends_at.eq(Utc(before.ends_at)),
            appointment_changes::from_doctor_id.eq(before.doctor_id),
            appointment_changes::from_room_id.eq(before.room_id),
            appointment_changes::reason.eq(reason),
            appointment_changes::from_site_id.eq(before.site_id),
        ))
        .execute(tx.conn())?;
    live::hint(tx, before)?;
    tx.record(
        deed.on("appointment", before.id)
            .about(before.patient_id.uuid())
            .with(json!({ "doctor": before.doctor_id, "at": before.starts_at })),
    );
    Ok(())
}

/// Keeps in its history when an appointment was asked for, and by whom, where nothing says so yet: whoever gives it is
/// the one who books it.
///
/// # Errors
/// What the database says.
pub fn note_asked(tx: &mut Tx<'_>, asked: &Appointment) -> Result<()> {
    if changes(tx.conn(), asked.id)?.iter().any(|change| change.what == ASKED) {
        return Ok(());
    }
    diesel::insert_into(appointment_changes::table)
        .values((
            appointment_changes::id.eq(AnyId(Uuid::now_v7())),
            appointment_changes::appointment_id.eq(asked.id),
            appointment_changes::at.eq(Utc(asked.booked_at)),
            appointment_changes::by_id.eq(asked.booked_by),
            appointment_changes::what.eq(ASKED),
            appointment_changes::from_status.eq(asked.status.as_str()),
            appointment_changes::from_starts_at.eq(Utc(asked.starts_at)),
            appointment_changes::from_ends_at.eq(Utc(asked.ends_at)),
            appointment_changes::from_doctor_id.eq(asked.doctor_id),
            appointment_changes::from_room_id.eq(asked.room_id),
            appointment_changes::reason.eq(""),
            appointment_changes::from_site_id.eq(asked.site_id),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// What happened to an appointment, the oldest first.
///
/// # Errors
/// What the database says.
pub fn changes(conn: &mut Conn, of: AppointmentId) -> Result<Vec<Change>> {
    Ok(appointment_changes::table
        .filter(appointment_changes::appointment_id.eq(of))
        .order((appointment_changes::at, appointment_changes::id))
        .select(Change::as_select())
        .load(conn)?)
}

/// The times at a site that appointments were moved away from and that are still to come, by time; those of one doctor
/// for who sees no others.
///
/// # Errors
/// What the database says.
pub fn moved_away(
    conn: &mut Conn,
    reach: &DiaryReach,
    site: SiteId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Freed>> {
    let mut query = appointment_changes::table
        .filter(fixed::<Bool>("appointment_changes.what = 'moved'"))
        .filter(appointment_changes::from_site_id.eq(site))
        .filter(appointment_changes::from_starts_at.gt(Utc(from - LONGEST)))
        .filter(appointment_changes::from_starts_at.lt(Utc(to)))
        .filter(appointment_changes::from_ends_at.gt(Utc(from)))
        .into_boxed();
    match reach {
        DiaryReach::Everything => {}
        DiaryReach::Doctor(doctor) => query = query.filter(appointment_changes::from_doctor_id.eq(*doctor)),
        DiaryReach::SitesOf { .. } | DiaryReach::Nothing => return Ok(Vec::new()),
    }
    let rows: Vec<(AccountId, Timestamp, Timestamp)> = query
        .order((appointment_changes::from_starts_at, appointment_changes::id))
        .select((
            appointment_changes::from_doctor_id,
            appointment_changes::from_starts_at,
            appointment_changes::from_ends_at,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|(doctor, from, to)| Freed { doctor, site, from, to }).collect())
}

/// The last thing that happened to each of these appointments.
///
/// # Errors
/// What the database says.
pub fn last_changes(conn: &mut Conn, of: &[AppointmentId]) -> Result<HashMap<AppointmentId, Change>> {
    let rows: Vec<(AppointmentId, Change)> = appointment_changes::table
        .filter(appointment_changes::appointment_id.eq_any(of.to_vec()))
        .order((appointment_changes::at, appointment_changes::id))
        .select((appointment_changes::appointment_id, Change::as_select()))
        .load(conn)?;
    // Later ones take the place of earlier ones.
    Ok(rows.into_iter().collect())
}

/// The last thing that happened to an appointment.
///
/// # Errors
/// What the database says.
pub fn last_change(conn: &mut Conn, of: AppointmentId) -> Result<Option<Change>> {
    Ok(appointment_changes::table
        .filter(appointment_changes::appointment_id.eq(of))
        .order((appointment_changes::at.desc(), appointment_changes::id.desc()))
        .select(Change::as_select())
        .first(conn)
        .optional()?)
}
