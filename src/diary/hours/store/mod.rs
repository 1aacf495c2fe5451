//! The statements on `working_hours` and `extra_hours`. What decides about bookings reads from `rooms` whether one is
//! still used.

mod holiday;
mod leave;

pub use holiday::{add_holiday, holiday, holidays, remove_holiday};
pub use leave::{add_leave, leave, leaves_of, remove_leave, set_cover};

use diesel::prelude::*;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::HOURS;
use super::model::{ExtraHours, Holiday, Leave, Open, WeeklyHours, open_on};
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::types::{Day, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::schema::{extra_hours, holidays, leaves, rooms, working_hours};

/// What decides when patients can be booked in some days.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// Spans of the week.
    pub weekly: Vec<WeeklyHours>,
    /// Hours of single days.
    pub extra: Vec<ExtraHours>,
    /// Public holidays.
    pub holidays: Vec<Holiday>,
    /// Leave.
    pub leaves: Vec<Leave>,
}

impl Calendar {
    /// The stretches of one day at one site in which patients can be booked, by doctor and time.
    pub fn open(&self, day: Date, site: SiteId, zone: &TimeZone) -> Vec<Open> {
        open_on(day, site, zone, &self.weekly, &self.extra, &self.holidays, &self.leaves)
    }

    /// The leave of a doctor that lies over some time.
    pub fn leave_over(&self, doctor: AccountId, from: Timestamp, to: Timestamp) -> Option<&Leave> {
        self.leaves.iter().find(|one| one.doctor_id == doctor && one.starts_at < to && from < one.ends_at)
    }
}

/// Loads what decides the days `from` to `to`, in four statements. `site` or `doctors` narrow it. Hours in a room that
/// was closed are hours in no room.
///
/// # Errors
/// What the database says.
pub fn calendar(
    conn: &mut Conn,
    site: Option<SiteId>,
    doctors: Option<&[AccountId]>,
    from: Date,
    to: Date,
) -> Result<Calendar> {
    let mut weekly = working_hours::table
        .left_join(rooms::table.on(rooms::id.nullable().eq(working_hours::room_id)))
        .filter(working_hours::valid_from.le(Day(to)))
        .filter(working_hours::valid_to.is_null().or(working_hours::valid_to.ge(Day(from))))
        .select((WeeklyHours::as_select(), rooms::active.nullable()))
        .into_boxed();
    let mut extra = extra_hours::table
        .left_join(rooms::table.on(rooms::id.nullable().eq(extra_hours::room_id)))
        .filter(extra_hours::day.between(Day(from), Day(to)))
        .select((ExtraHours::as_select(), rooms::active.nullable()))
        .into_boxed();
    // A day of any zone lies within a day of Greenwich's and the half days around it.
    let window = (from.to_zoned(TimeZone::UTC), to.to_zoned(TimeZone::UTC));
    let (first, last) =
        (window.0.map_err(Error::bug)?.timestamp(), window.1.map_err(Error::bug)?.timestamp());
    let mut away = leaves::table
        .filter(leaves::ends_at.gt(Utc(first - SignedDuration::from_hours(24))))
        .filter(leaves::starts_at.lt(Utc(last + SignedDuration::from_hours(48))))
        .select(Leave::as_select())
        .into_boxed();
    if let Some(site) = site {
        weekly = weekly.filter(working_hours::site_id.eq(site));
        extra = extra.filter(extra_hours::site_id.eq(site));
    }
    if let Some(doctors) = doctors {
        weekly = weekly.filter(working_hours::doctor_id.eq_any(doctors.to_vec()));
        extra = extra.filter(extra_hours::doctor_id.eq_any(doctors.to_vec()));
        away = away.filter(leaves::doctor_id.eq_any(doctors.to_vec()));
    }
    let weekly: Vec<(WeeklyHours, Option<bool>)> = weekly.load(conn)?;
    let extra: Vec<(ExtraHours, Option<bool>)> = extra.load(conn)?;
    Ok(Calendar {
        weekly: weekly
            .into_iter()
            .map(|(one, used)| WeeklyHours { room_id: one.room_id.filter(|_| used == Some(true)), ..one })
            .collect(),
        extra: extra
            .into_iter()
            .map(|(one, used)| ExtraHours { room_id: one.room_id.filter(|_| used == Some(true)), ..one })
            .collect(),
        holidays: holidays::table
            .filter(holidays::day.between(Day(from), Day(to)))
            .select(Holiday::as_select())
            .load(conn)?,
        leaves: away.order((leaves::starts_at, leaves::id)).load(conn)?,
    })
}

/// A doctor's spans of the week that hold on `since` or later, by weekday and time.
///
/// # Errors
/// What the database says.
pub fn weekly_of(conn: &mut Conn, doctor: AccountId, since: Date) -> Result<Vec<WeeklyHours>> {
    Ok(working_hours::table
        .filter(working_hours::doctor_id.eq(doctor))
        .filter(working_hours::valid_to.is_null().or(working_hours::valid_to.ge(Day(since))))
        .order((
            working_hours::weekday,
            working_hours::starts_minute,
            working_hours::valid_from,
            working_hours::id,
        ))
        .select(WeeklyHours::as_select())
        .load(conn)?)
}

/// Everybody's spans of the week that hold on `since` or later, by doctor, weekday and time.
///
/// # Errors
/// What the database says.
pub fn weekly_of_all(conn: &mut Conn, since: Date) -> Result<Vec<WeeklyHours>> {
    Ok(working_hours::table
        .filter(working_hours::valid_to.is_null().or(working_hours::valid_to.ge(Day(since))))
        .order((
            working_hours::doctor_id,
            working_hours::weekday,
            working_hours::starts_minute,
            working_hours::valid_from,
            working_hours::id,
        ))
        .select(WeeklyHours::as_select())
        .load(conn)?)
}

/// One span of a doctor's week.
///
/// # Errors
/// [`Error::NotFound`].
pub fn weekly(conn: &mut Conn, doctor: AccountId, id: Id<WeeklyHours>) -> Result<WeeklyHours> {
    Ok(working_hours::table
        .find(id)
        .filter(working_hours::doctor_id.eq(doctor))
        .select(WeeklyHours::as_select())
        .first(conn)?)
}

/// Adds a span of the week; the caller has checked that it overlaps none, and records the deed.
///
/// # Errors
/// What the database says.
pub fn add_weekly(tx: &mut Tx<'_>, new: &WeeklyHours) -> Result<()> {
    HOURS.hint(tx);
    diesel::insert_into(working_hours::table)
        .values((
            working_hours::id.eq(new.id),
            working_hours::doctor_id.eq(new.doctor_id),
            working_hours::site_id.eq(new.site_id),
            working_hours::room_id.eq(new.room_id),
            working_hours::weekday.eq(new.weekday),
            working_hours::starts_minute.eq(new.starts_minute),
            working_hours::ends_minute.eq(new.ends_minute),
            working_hours::slot_minutes.eq(new.slot_minutes),
            working_hours::valid_from.eq(Day(new.valid_from)),
            working_hours::valid_to.eq(new.valid_to.map(Day)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends a span of the week with `last` as its last day; one that would then never have held goes altogether.
///
/// # Errors
/// [`Error::NotFound`] when the doctor has no such span.
pub fn end_weekly(tx: &mut Tx<'_>, doctor: AccountId, id: Id<WeeklyHours>, last: Date) -> Result<()> {
    HOURS.hint(tx);
    let of_doctor = working_hours::table.find(id).filter(working_hours::doctor_id.eq(doctor));
    let gone =
        diesel::delete(of_doctor.filter(working_hours::valid_from.gt(Day(last)))).execute(tx.conn())?;
    let of_doctor = working_hours::table.find(id).filter(working_hours::doctor_id.eq(doctor));
    let ended =
        diesel::update(of_doctor).set(working_hours::valid_to.eq(Some(Day(last)))).execute(tx.conn())?;
    if gone + ended == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Adds hours of one day; the caller has checked that they overlap none, and records the deed.
///
/// # Errors
/// What the database says.
pub fn add_extra(tx: &mut Tx<'_>, new: &ExtraHours) -> Result<()> {
    HOURS.hint(tx);
    diesel::insert_into(extra_hours::table)
        .values((
            extra_hours::id.eq(new.id),
            extra_hours::doctor_id.eq(new.doctor_id),
            extra_hours::site_id.eq(new.site_id),
            extra_hours::room_id.eq(new.room_id),
            extra_hours::day.eq(Day(new.day)),
            extra_hours::starts_minute.eq(new.starts_minute),
            extra_hours::ends_minute.eq(new.ends_minute),
            extra_hours::slot_minutes.eq(new.slot_minutes),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// A doctor's extra hours on `since` or later, by day and time.
///
/// # Errors
/// What the database says.
pub fn extra_of(conn: &mut Conn, doctor: AccountId, since: Date) -> Result<Vec<ExtraHours>> {
    Ok(extra_hours::table
        .filter(extra_hours::doctor_id.eq(doctor))
        .filter(extra_hours::day.ge(Day(since)))
        .order((extra_hours::day, extra_hours::starts_minute, extra_hours::id))
        .select(ExtraHours::as_select())
        .load(conn)?)
}

/// One doctor's extra hours of one day.
///
/// # Errors
/// [`Error::NotFound`].
pub fn extra_hours(conn: &mut Conn, doctor: AccountId, id: Id<ExtraHours>) -> Result<ExtraHours> {
    Ok(extra_hours::table
        .find(id)
        .filter(extra_hours::doctor_id.eq(doctor))
        .select(ExtraHours::as_select())
        .first(conn)?)
}

/// Takes extra hours back.
///
/// # Errors
/// [`Error::NotFound`] when the doctor has no such hours.
pub fn remove_extra(tx: &mut Tx<'_>, doctor: AccountId, id: Id<ExtraHours>) -> Result<()> {
    HOURS.hint(tx);
    let gone = diesel::delete(extra_hours::table.find(id).filter(extra_hours::doctor_id.eq(doctor)))
        .execute(tx.conn())?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}
