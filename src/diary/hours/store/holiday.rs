//! The statements on `holidays`.

use diesel::prelude::*;
use jiff::civil::Date;

use super::super::HOURS;
use super::super::model::Holiday;
use crate::gate::hospital::SiteId;
use crate::kit::db::types::Day;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::schema::holidays;

/// Public holidays from `since` on, by day.
///
/// # Errors
/// What the database says.
pub fn holidays(conn: &mut Conn, since: Date) -> Result<Vec<Holiday>> {
    Ok(holidays::table
        .filter(holidays::day.ge(Day(since)))
        .order((holidays::day, holidays::id))
        .select(Holiday::as_select())
        .load(conn)?)
}

/// One public holiday.
///
/// # Errors
/// [`Error::NotFound`].
pub fn holiday(conn: &mut Conn, id: Id<Holiday>) -> Result<Holiday> {
    Ok(holidays::table.find(id).select(Holiday::as_select()).first(conn)?)
}

/// Adds a public holiday; the caller records the deed.
///
/// # Errors
/// What the database says.
pub fn add_holiday(tx: &mut Tx<'_>, day: Date, name: &str, site: Option<SiteId>) -> Result<()> {
    HOURS.hint(tx);
    diesel::insert_into(holidays::table)
        .values((
            holidays::id.eq(Id::<Holiday>::new()),
            holidays::day.eq(Day(day)),
            holidays::name.eq(name),
            holidays::site_id.eq(site),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes a public holiday back.
///
/// # Errors
/// [`Error::NotFound`].
pub fn remove_holiday(tx: &mut Tx<'_>, id: Id<Holiday>) -> Result<()> {
    HOURS.hint(tx);
    let gone = diesel::delete(holidays::table.find(id)).execute(tx.conn())?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}
