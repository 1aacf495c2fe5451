//! Removing cancelled appointments with their history.

use diesel::prelude::*;
use jiff::Timestamp;

use super::super::model::{Appointment, AppointmentId};
use super::super::removal::Cursor;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{appointment_changes, appointments};

/// The first `limit` appointments behind `after` that were cancelled at `until` or before, in that order.
///
/// # Errors
/// What the database says.
pub fn cancelled_until(
    conn: &mut Conn,
    until: Timestamp,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Appointment>> {
    let mut query = appointments::table
        .filter(appointments::status.eq("cancelled"))
        .filter(appointments::cancelled_at.le(Utc(until)))
        .into_boxed();
    if let Some((at, id)) = after {
        query = query.filter(
            appointments::cancelled_at
                .gt(Utc(at))
                .or(appointments::cancelled_at.eq(Utc(at)).and(appointments::id.gt(id))),
        );
    }
    Ok(query
        .order((appointments::cancelled_at, appointments::id))
        .limit(limit)
        .select(Appointment::as_select())
        .load(conn)?)
}

/// Removes a cancelled appointment with its history.
///
/// # Errors
/// [`Error::NotFound`] when it is not cancelled any more; [`Error::Broken`] when something leads to it.
pub fn remove(tx: &mut Tx<'_>, id: AppointmentId) -> Result<()> {
    diesel::delete(appointment_changes::table.filter(appointment_changes::appointment_id.eq(id)))
        .execute(tx.conn())?;
    let gone = diesel::delete(appointments::table.find(id).filter(appointments::status.eq("cancelled")))
        .execute(tx.conn())?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}
