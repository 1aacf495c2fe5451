//! Appointments that belong together, some weeks apart. Each remains an appointment of its own: what cannot be had for
//! one of them is left as it is and said.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::super::entry::DiaryReach;
use super::super::model::series::later;
use super::super::model::status::{Status, Step};
use super::super::model::{Appointment, AppointmentId, Booking, rules};
use super::super::store;
use super::booking::MOVED;
use super::{By, book, move_to, take, undo};
use crate::gate::actor::AccountId;
use crate::kit::db::Tx;
use crate::kit::error::{Error, Result};

/// How often something is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Every so many weeks.
    pub weeks: i32,
    /// So many times in all.
    pub times: i32,
}

/// What became of several appointments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Several {
    /// How many it was done for.
    pub done: usize,
    /// The days for which it could not be.
    pub missed: Vec<Date>,
    /// Whether one of them lay where it needed a reason: it does not go back there without one.
    pub overbooked: bool,
}

/// Books the same again every so many weeks, at the same time on the clock of the site. The first one must be free, or
/// say why it lies where it does; that reason is its alone, and of the others those are left out that are not free.
///
/// # Errors
/// As [`book`], for the first one.
pub fn book_series(
    tx: &mut Tx<'_>,
    by: By,
    booking: &Booking,
    repeat: Repeat,
    zone: &TimeZone,
) -> Result<(AppointmentId, Several)> {
    let series = store::put_series(tx, repeat.weeks, by.account)?;
    let first = Booking { series: Some(series), ..booking.clone() };
    let made = book(tx, by, &first)?;
    let plain = Booking { overbook_reason: None, ..first };
    let mut several = Several { done: 1, ..Several::default() };
    for turn in 1..repeat.times {
        let days = i64::from(repeat.weeks) * 7 * i64::from(turn);
        let (day, times) = later((plain.starts_at, plain.ends_at), days, zone)?;
        let Some((starts_at, ends_at)) = times else {
            several.missed.push(day);
            continue;
        };
        let one = Booking { starts_at, ends_at, ..plain.clone() };
        note(&mut several, day, tx.savepoint(|tx| book(tx, by, &one).map(|_| ())))?;
    }
    Ok((made, several))
}

/// Moves an appointment and those of its series that follow, each by as many days and to the same time on the clock.
/// This one must find room, or say why it lies where it does; of the others those stay that find none.
///
/// # Errors
/// As [`move_to`], for this one.
pub fn move_following(
    tx: &mut Tx<'_>,
    by: By,
    reach: &DiaryReach,
    before: &Appointment,
    wanted: &Booking,
    zone: &TimeZone,
) -> Result<Several> {
    let mut all = following(tx, reach, before)?;
    all.push(before.clone());
    all.sort_by_key(|one| one.starts_at);
    // Whoever makes room goes first.
    if wanted.starts_at > before.starts_at {
        all.reverse();
    }
    let (then, now) = (day_of(before.starts_at, zone), day_of(wanted.starts_at, zone));
    let apart = then.until(now).map_err(Error::bug)?;
    let mut several =
        Several { overbooked: all.iter().any(|one| one.overbook_reason.is_some()), ..Several::default() };
    for one in all {
        if one.id == before.id {
            move_to(tx, by, before, wanted)?;
            several.done += 1;
            continue;
        }
        let day = day_of(one.starts_at, zone).checked_add(apart).map_err(Error::bug)?;
        let days = i64::from(now.until(day).map_err(Error::bug)?.get_days());
        let (_, times) = later((wanted.starts_at, wanted.ends_at), days, zone)?;
        let Some((starts_at, ends_at)) = times else {
            several.missed.push(day_of(one.starts_at, zone));
            continue;
        };
        let to = Booking { starts_at, ends_at, overbook_reason: None, ..wanted.clone() };
        note(&mut several, day_of(one.starts_at, zone), tx.savepoint(|tx| move_to(tx, by, &one, &to)))?;
    }
    several.missed.sort_unstable();
    Ok(several)
}

/// Takes back that an appointment was moved with those of its series that follow: all that were moved with it, or none.
///
/// # Errors
/// As [`undo`] for each of them.
pub fn undo_series(
    tx: &mut Tx<'_>,
    by: AccountId,
    reach: &DiaryReach,
    before: &Appointment,
) -> Result<usize> {
    let series = before.series_id.ok_or_else(|| Error::Broken(rules::WRONG_STEP.to_owned()))?;
    let rows = store::of_series(tx.conn(), reach, series)?;
    let ids: Vec<AppointmentId> = rows.iter().map(|one| one.id).chain([before.id]).collect();
    let mut last = store::last_changes(tx.conn(), &ids)?;
    last.retain(|_, change| change.what == MOVED);
    let moved_at = last.get(&before.id).map(|change| change.at);
    let moved_with_it = |one: Appointment| {
        let change = last.get(&one.id).filter(|last| Some(last.at) == moved_at && last.by_id == Some(by))?;
        Some((change.from_starts_at, one))
    };
    let mut all: Vec<(Timestamp, Appointment)> = rows.into_iter().filter_map(moved_with_it).collect();
    // Whoever makes room goes first.
    all.sort_by_key(|(_, one)| one.starts_at);
    if all.iter().any(|(then, one)| one.id == before.id && *then > one.starts_at) {
        all.reverse();
    }
    if all.is_empty() {
        return Err(Error::Broken(rules::WRONG_STEP.to_owned()));
    }
    for (_, one) in &all {
        // What was shown of the one is what is taken back.
        undo(tx, by, if one.id == before.id { before } else { one })?;
    }
    Ok(all.len())
}

/// Calls an appointment off, and those of its series that follow; answers how many.
///
/// # Errors
/// As [`take`].
pub fn cancel_following(
    tx: &mut Tx<'_>,
    by: AccountId,
    reach: &DiaryReach,
    before: &Appointment,
    reason: &str,
) -> Result<usize> {
    let others = following(tx, reach, before)?;
    take(tx, by, before, Step::Cancel, reason)?;
    for one in &others {
        take(tx, by, one, Step::Cancel, reason)?;
    }
    Ok(1 + others.len())
}

/// The others of a series that are still expected after this one.
fn following(tx: &mut Tx<'_>, reach: &DiaryReach, of: &Appointment) -> Result<Vec<Appointment>> {
    let Some(series) = of.series_id else { return Ok(Vec::new()) };
    let mut all = store::of_series(tx.conn(), reach, series)?;
    all.retain(|one| one.id != of.id && one.starts_at >= of.starts_at && one.status == Status::Booked);
    Ok(all)
}

fn day_of(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned(zone.clone()).date()
}

/// Counts what was done, and notes the day for which it could not be.
fn note(several: &mut Several, day: Date, done: Result<()>) -> Result<()> {
    match done {
        Ok(()) => several.done += 1,
        Err(Error::Broken(rule)) if rules::TAKEN.contains(&rule.as_str()) || rule == rules::OUTSIDE_HOURS => {
            several.missed.push(day);
        }
        Err(error) => return Err(error),
    }
    Ok(())
}
