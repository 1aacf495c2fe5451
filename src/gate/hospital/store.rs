//! The statements on `hospital`.

use diesel::prelude::*;

use super::model::{Hospital, NewHospital};
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::hospital;

/// The hospital; none before set-up.
///
/// # Errors
/// What the database says.
pub fn find(conn: &mut Conn) -> Result<Option<Hospital>> {
    Ok(hospital::table.select(Hospital::as_select()).first(conn).optional()?)
}

/// Makes the hospital. There can be only one.
///
/// # Errors
/// [`Error::Broken`] when there is one already.
pub fn create(tx: &mut Tx<'_>, new: &NewHospital) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(hospital::table)
        .values((
            hospital::id.eq(1),
            hospital::name.eq(&new.name),
            hospital::address.eq(&new.address),
            hospital::time_zone.eq(&new.time_zone),
            hospital::currency.eq(&new.currency),
            hospital::demonstration.eq(&new.demonstration),
            hospital::created_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Marks the hospital as a demonstration made from `what`; a real one cannot become one.
///
/// # Errors
/// [`Error::NotFound`] when there is no demonstration here.
pub fn mark(tx: &mut Tx<'_>, what: &str) -> Result<()> {
    let marked = diesel::update(hospital::table.filter(hospital::demonstration.is_not_null()))
        .set(hospital::demonstration.eq(Some(what)))
        .execute(tx.conn())?;
    if marked == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Says accounts of which roles must have a second factor.
///
/// # Errors
/// What the database says.
pub fn require_second_factor(tx: &mut Tx<'_>, roles: &[&str]) -> Result<()> {
    diesel::update(hospital::table.find(1))
        .set((hospital::second_factor_roles.eq(roles.join(",")), hospital::version.eq(hospital::version + 1)))
        .execute(tx.conn())?;
    Ok(())
}

/// Says whether doctors and nurses may open a record in an emergency; the caller records the deed.
///
/// # Errors
/// What the database says.
pub fn allow_emergency_access(tx: &mut Tx<'_>, allowed: bool) -> Result<()> {
    diesel::update(hospital::table.find(1))
        .set((hospital::emergency_access.eq(allowed), hospital::version.eq(hospital::version + 1)))
        .execute(tx.conn())?;
    Ok(())
}

/// What calendar and clock on the hospital's wall say at an instant; UTC before set-up.
///
/// # Errors
/// What the database says.
pub fn local_now(conn: &mut Conn, now: jiff::Timestamp) -> Result<jiff::Zoned> {
    let zone: Option<String> = hospital::table.select(hospital::time_zone).first(conn).optional()?;
    let zone = zone.and_then(|name| jiff::tz::TimeZone::get(&name).ok()).unwrap_or(jiff::tz::TimeZone::UTC);
    Ok(now.to_zoned(zone))
}
