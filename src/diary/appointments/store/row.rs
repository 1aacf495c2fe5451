//! Appointments one by one.

use diesel::prelude::*;

use super::super::entry::DiaryReach;
use super::super::live;
use super::super::model::{Appointment, AppointmentId, Series, rules};
use super::listed::within_diary;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::schema::{appointment_series, appointments};

crate::held_rows!(HeldAppointments, appointments, history, crate::diary::appointments::merging::obstacle);

/// One appointment within reach.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or none within reach.
pub fn find(conn: &mut Conn, reach: &DiaryReach, id: AppointmentId) -> Result<Appointment> {
    Ok(appointments::table
        .filter(appointments::id.eq(id))
        .filter(within_diary(reach))
        .select(Appointment::as_select())
        .first(conn)?)
}

/// Writes a new appointment down as it is; the caller records what happened.
///
/// # Errors
/// [`Error::Broken`] with one of [`rules`].
pub fn insert(tx: &mut Tx<'_>, new: &Appointment) -> Result<()> {
    diesel::insert_into(appointments::table).values(new.clone()).execute(tx.conn())?;
    live::hint(tx, new)
}

/// Keeps an appointment as it now is, if it is still at the version it was read at; counts the change.
///
/// # Errors
/// [`Error::Broken`] with [`rules::CHANGED`] or a rule of overlap.
pub fn put(tx: &mut Tx<'_>, now: &Appointment) -> Result<()> {
    let kept = diesel::update(appointments::table.find(now.id).filter(appointments::version.eq(now.version)))
        .set(Appointment { version: now.version + 1, ..now.clone() })
        .execute(tx.conn())?;
    if kept == 1 { live::hint(tx, now) } else { Err(Error::Broken(rules::CHANGED.to_owned())) }
}

/// Notes that the slip of an appointment is printed; answers whether it is the first one that says this time.
///
/// # Errors
/// What the database says.
pub fn note_slip(tx: &mut Tx<'_>, id: AppointmentId) -> Result<bool> {
    let now = tx.now();
    let first = diesel::update(appointments::table.find(id).filter(appointments::slip_printed_at.is_null()))
        .set(appointments::slip_printed_at.eq(Utc(now)))
        .execute(tx.conn())?;
    Ok(first == 1)
}

/// The slip that was printed says another time or another doctor than the appointment has now.
///
/// # Errors
/// What the database says.
pub fn forget_slip(tx: &mut Tx<'_>, id: AppointmentId) -> Result<()> {
    diesel::update(appointments::table.find(id).filter(appointments::slip_printed_at.is_not_null()))
        .set(appointments::slip_printed_at.eq(None::<Utc>))
        .execute(tx.conn())?;
    Ok(())
}

/// Begins a series of appointments so many weeks apart.
///
/// # Errors
/// What the database says.
pub fn put_series(tx: &mut Tx<'_>, every_weeks: i32, by: AccountId) -> Result<Id<Series>> {
    let (id, now) = (Id::new(), tx.now());
    diesel::insert_into(appointment_series::table)
        .values((
            appointment_series::id.eq(id),
            appointment_series::every_weeks.eq(every_weeks),
            appointment_series::made_by.eq(by),
            appointment_series::made_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// The appointments of a series that are within reach, by time.
///
/// # Errors
/// What the database says.
pub fn of_series(conn: &mut Conn, reach: &DiaryReach, series: Id<Series>) -> Result<Vec<Appointment>> {
    Ok(appointments::table
        .filter(appointments::series_id.eq(series))
        .filter(within_diary(reach))
        .order((appointments::starts_at, appointments::id))
        .select(Appointment::as_select())
        .load(conn)?)
}

/// Every how many weeks the appointments of a series come.
///
/// # Errors
/// What the database says.
pub fn every_weeks(conn: &mut Conn, series: Id<Series>) -> Result<i32> {
    Ok(appointment_series::table.find(series).select(appointment_series::every_weeks).first(conn)?)
}
