//! What is done with hours: one transaction each.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;

use super::model::clash::{Stretch, clash};
use super::model::edit::{self, Edit};
use crate::diary::appointments::DiaryReach;
use crate::diary::hours::{self, ExtraHours, Holiday, WeeklyHours};
use crate::diary::leave::Standing;
use crate::gate::actor::AccountId;
use crate::gate::hospital::{self, Site, SiteId};
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::when;
use crate::say;

/// Broken when another number of appointments would lie outside than whoever changes the hours was shown.
pub(super) const UNACKNOWLEDGED: &str = "hours_unacknowledged";

/// Adds hours of the week, all of them or none.
///
/// # Errors
/// [`Error::Conflict`] in words when they would overlap others of the doctor.
pub(super) fn add_weekly(tx: &mut Tx<'_>, new: &[WeeklyHours], today: Date) -> Result<()> {
    for one in new {
        let known = Known::load(tx.conn(), one.doctor_id, today)?;
        known.refuse_clash_of_weekly(one, today)?;
        hours::add_weekly(tx, one)?;
        tx.record(Deed::new("hours.added").on("hours", one.id).with(facts(one)));
    }
    Ok(())
}

/// Adds hours of one day.
///
/// # Errors
/// [`Error::Conflict`] in words when they would overlap others of the doctor.
pub(super) fn add_extra(tx: &mut Tx<'_>, new: &ExtraHours, today: Date) -> Result<()> {
    let known = Known::load(tx.conn(), new.doctor_id, today)?;
    known.refuse_clash_of_extra(new, today)?;
    hours::add_extra(tx, new)?;
    tx.record(Deed::new("hours.extra-added").on("hours", new.id).with(json!({
        "doctor": new.doctor_id,
        "day": new.day,
        "time": hours::span(new.starts_minute, new.ends_minute),
    })));
    Ok(())
}

/// Makes a change that takes hours away. `shown` is the number of appointments that would lie outside, as whoever
/// changes the hours was shown it.
///
/// # Errors
/// [`Error::Broken`] with [`UNACKNOWLEDGED`]; [`Error::Conflict`] in words when new hours would overlap others;
/// [`Error::NotFound`] when the hours are gone.
pub(super) fn make(tx: &mut Tx<'_>, doctor: AccountId, edit: &Edit, shown: usize, today: Date) -> Result<()> {
    let now = tx.now();
    let standing = Standing::load(tx.conn(), &DiaryReach::Doctor(doctor), doctor, now)?;
    if standing.newly_to_move(&edit.applied(&standing.calendar)).len() != shown {
        return Err(Error::Broken(UNACKNOWLEDGED.to_owned()));
    }
    match edit {
        Edit::End(id, last) => {
            hours::end_weekly(tx, doctor, *id, *last)?;
            tx.record(Deed::new("hours.ended").on("hours", *id).with(json!({
                "doctor": doctor,
                "last": last,
                "to_move": shown,
            })));
        }
        Edit::Replace(id, from, new) => {
            hours::weekly(tx.conn(), doctor, *id)?;
            let mut known = Known::load(tx.conn(), doctor, today)?;
            let last = from.yesterday().map_err(Error::bug)?;
            edit::end(&mut known.weekly, *id, last);
            known.refuse_clash_of_weekly(new, today)?;
            hours::end_weekly(tx, doctor, *id, last)?;
            hours::add_weekly(tx, new)?;
            let mut facts = facts(new);
            facts["to_move"] = shown.into();
            tx.record(Deed::new("hours.changed").on("hours", new.id).with(facts));
        }
        Edit::RemoveExtra(id) => {
            let gone = hours::extra_hours(tx.conn(), doctor, *id)?;
            hours::remove_extra(tx, doctor, *id)?;
            tx.record(Deed::new("hours.extra-removed").on("hours", *id).with(json!({
                "doctor": doctor,
                "day": gone.day,
                "to_move": shown,
            })));
        }
    }
    Ok(())
}

/// Adds public holidays, all of them or none.
///
/// # Errors
/// [`Error::Conflict`] in words when a day is a public holiday there already.
pub(super) fn add_holidays(tx: &mut Tx<'_>, new: &[(Date, String)], site: Option<SiteId>) -> Result<()> {
    let Some(first) = new.iter().map(|(day, _)| *day).min() else { return Ok(()) };
    for (day, name) in new {
        let known = hours::holidays(tx.conn(), first)?;
        let there = known
            .iter()
            .find(|one| one.day == *day && (one.site_id.is_none() || site.is_none() || one.site_id == site));
        if let Some(there) = there {
            let sentence = say!("holidays-error-twice", day = when::day(*day), name = there.name.clone());
            return Err(Error::Conflict(sentence));
        }
        hours::add_holiday(tx, *day, name, site)?;
        tx.record(Deed::new("holiday.added").with(json!({ "day": day, "name": name, "site": site })));
    }
    Ok(())
}

/// Takes a public holiday back: weekly hours hold again that day.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] in words when a doctor has extra hours that day that would overlap them.
pub(super) fn remove_holiday(tx: &mut Tx<'_>, id: Id<Holiday>, today: Date) -> Result<()> {
    let holiday = hours::holiday(tx.conn(), id)?;
    let calendar = hours::calendar(tx.conn(), None, None, holiday.day, holiday.day)?;
    let zones = zones(tx.conn())?;
    let rest: Vec<Holiday> = calendar.holidays.iter().filter(|one| one.id != id).cloned().collect();
    for extra in calendar.extra.iter().filter(|extra| extra.day == holiday.day) {
        let Some((_, zone)) = of(&zones, extra.site_id) else { continue };
        let stands = Stretch::extra(extra, zone);
        let again = calendar.weekly.iter().filter(|one| one.doctor_id == extra.doctor_id).any(|one| {
            of(&zones, one.site_id).is_some_and(|(_, zone)| {
                let weekly = Stretch::weekly(one, zone);
                clash(&stands, &weekly, &rest, today).is_some()
                    && clash(&stands, &weekly, &calendar.holidays, today).is_none()
            })
        });
        if again {
            let span = hours::span(extra.starts_minute, extra.ends_minute);
            return Err(Error::Conflict(say!(
                "holidays-error-extra",
                day = when::day(holiday.day),
                time = span
            )));
        }
    }
    hours::remove_holiday(tx, id)?;
    tx.record(Deed::new("holiday.removed").with(json!({
        "day": holiday.day,
        "name": holiday.name,
        "site": holiday.site_id,
    })));
    Ok(())
}

fn facts(of: &WeeklyHours) -> serde_json::Value {
    json!({
        "doctor": of.doctor_id,
        "weekday": of.weekday,
        "time": hours::span(of.starts_minute, of.ends_minute),
        "from": of.valid_from,
        "until": of.valid_to,
    })
}

type Zones = Vec<(Site, TimeZone)>;

fn zones(conn: &mut Conn) -> Result<Zones> {
    let with_zone = |site: Site| {
        let zone = when::zone(&site.time_zone);
        (site, zone)
    };
    Ok(hospital::sites(conn)?.into_iter().map(with_zone).collect())
}

fn of(zones: &Zones, site: SiteId) -> Option<(String, TimeZone)> {
    zones.iter().find(|(known, _)| known.id == site).map(|(site, zone)| (site.name.clone(), zone.clone()))
}

/// All that a doctor's new hours could overlap.
struct Known {
    weekly: Vec<WeeklyHours>,
    extra: Vec<ExtraHours>,
    holidays: Vec<Holiday>,
    zones: Zones,
}

impl Known {
    fn load(conn: &mut Conn, doctor: AccountId, today: Date) -> Result<Self> {
        // Elsewhere it may still be the day before.
        let since = today.yesterday().unwrap_or(today);
        Ok(Self {
            weekly: hours::weekly_of(conn, doctor, since)?,
            extra: hours::extra_of(conn, doctor, since)?,
            holidays: hours::holidays(conn, since)?,
            zones: zones(conn)?,
        })
    }

    fn refuse_clash_of_weekly(&self, new: &WeeklyHours, today: Date) -> Result<()> {
        let (_, zone) = of(&self.zones, new.site_id).ok_or(Error::NotFound)?;
        let name = |day: String| format!("{day} {}", hours::span(new.starts_minute, new.ends_minute));
        self.refuse(&Stretch::weekly(new, zone), &name(hours::day_name(new.weekday)), today)
    }

    fn refuse_clash_of_extra(&self, new: &ExtraHours, today: Date) -> Result<()> {
        let (_, zone) = of(&self.zones, new.site_id).ok_or(Error::NotFound)?;
        let name = format!("{} {}", when::day(new.day), hours::span(new.starts_minute, new.ends_minute));
        self.refuse(&Stretch::extra(new, zone), &name, today)
    }

    fn refuse(&self, new: &Stretch, name: &str, today: Date) -> Result<()> {
        let others = self
            .weekly
            .iter()
            .filter_map(|one| {
                let (site, zone) = of(&self.zones, one.site_id)?;
                let when = hours::day_name(one.weekday);
                Some((
                    Stretch::weekly(one, zone),
                    when,
                    hours::span(one.starts_minute, one.ends_minute),
                    site,
                ))
            })
            .chain(self.extra.iter().filter_map(|one| {
                let (site, zone) = of(&self.zones, one.site_id)?;
                let when = when::day(one.day);
                Some((Stretch::extra(one, zone), when, hours::span(one.starts_minute, one.ends_minute), site))
            }));
        for (other, when, span, site) in others {
            if let Some(day) = clash(new, &other, &self.holidays, today) {
                let there = if other.zone == new.zone {
                    format!("{when} {span}")
                } else {
                    format!("{when} {span} ({})", other.zone.iana_name().unwrap_or("UTC"))
                };
                return Err(Error::Conflict(say!(
                    "timetable-error-clash",
                    new = name.to_owned(),
                    there = there,
                    site = site,
                    first = when::day(day)
                )));
            }
        }
        Ok(())
    }
}
