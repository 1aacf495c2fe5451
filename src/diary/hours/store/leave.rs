//! The statements on `leaves`.

use diesel::prelude::*;
use jiff::Timestamp;

use super::super::HOURS;
use super::super::model::{Leave, LeaveId};
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::leaves;

/// A doctor's leave that ends after `since`, by time.
///
/// # Errors
/// What the database says.
pub fn leaves_of(conn: &mut Conn, doctor: AccountId, since: Timestamp) -> Result<Vec<Leave>> {
    Ok(leaves::table
        .filter(leaves::doctor_id.eq(doctor))
        .filter(leaves::ends_at.gt(Utc(since)))
        .order((leaves::starts_at, leaves::id))
        .select(Leave::as_select())
        .load(conn)?)
}

/// One leave of a doctor.
///
/// # Errors
/// [`Error::NotFound`].
pub fn leave(conn: &mut Conn, doctor: AccountId, id: LeaveId) -> Result<Leave> {
    Ok(leaves::table.find(id).filter(leaves::doctor_id.eq(doctor)).select(Leave::as_select()).first(conn)?)
}

/// Adds leave; the caller records the deed.
///
/// # Errors
/// What the database says.
pub fn add_leave(tx: &mut Tx<'_>, new: &Leave, by: AccountId) -> Result<()> {
    HOURS.hint(tx);
    let now = tx.now();
    diesel::insert_into(leaves::table)
        .values((
            leaves::id.eq(new.id),
            leaves::doctor_id.eq(new.doctor_id),
            leaves::starts_at.eq(Utc(new.starts_at)),
            leaves::ends_at.eq(Utc(new.ends_at)),
            leaves::note.eq(&new.note),
            leaves::cover_id.eq(new.cover_id),
            leaves::made_by.eq(by),
            leaves::made_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Names who covers a leave, or nobody; the caller records the deed.
///
/// # Errors
/// [`Error::NotFound`] when there is no such leave any more.
pub fn set_cover(tx: &mut Tx<'_>, id: LeaveId, cover: Option<AccountId>) -> Result<()> {
    HOURS.hint(tx);
    let set = diesel::update(leaves::table.find(id)).set(leaves::cover_id.eq(cover)).execute(tx.conn())?;
    if set == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Takes leave back.
///
/// # Errors
/// [`Error::NotFound`] when the doctor has no such leave.
pub fn remove_leave(tx: &mut Tx<'_>, doctor: AccountId, id: LeaveId) -> Result<()> {
    HOURS.hint(tx);
    let gone =
        diesel::delete(leaves::table.find(id).filter(leaves::doctor_id.eq(doctor))).execute(tx.conn())?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}
