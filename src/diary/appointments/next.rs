//! When doctors can be booked next.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::model::slots::{Slot, free};
use super::store;
use crate::diary::hours;
use crate::diary::rooms::RoomId;
use crate::gate::actor::AccountId;
use crate::gate::hospital::{self, Site, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::when;

/// How far ahead a free time is looked for, in days.
pub const LOOKED_AHEAD: i64 = 91;
/// What is taken is asked for in parts, since most doctors have a free time within the first.
const PARTS: [(i64, i64); 3] = [(0, 13), (14, 41), (42, LOOKED_AHEAD)];

/// The next free time from `now` on of each of these doctors at each open site where they have one within
/// [`LOOKED_AHEAD`] days, by time. `length` is that of a slot of their hours when none is said. The number of statements
/// does not grow with the number of doctors.
///
/// # Errors
/// What the database says.
pub fn next_free(
    conn: &mut Conn,
    doctors: &[AccountId],
    length: Option<SignedDuration>,
    now: Timestamp,
) -> Result<Vec<Slot>> {
    let sites: Vec<(Site, TimeZone)> = hospital::sites(conn)?
        .into_iter()
        .filter(|site| site.active)
        .map(|site| {
            let zone = when::zone(&site.time_zone);
            (site, zone)
        })
        .collect();
    if doctors.is_empty() || sites.is_empty() {
        return Ok(Vec::new());
    }
    // Somewhere it may still be yesterday, or tomorrow already.
    let today = now.to_zoned(TimeZone::UTC).date().yesterday().map_err(Error::bug)?;
    let calendar = hours::calendar(conn, None, Some(doctors), today, day(today, LOOKED_AHEAD + 1)?)?;
    let mut looked_for: Vec<(AccountId, SiteId)> = calendar
        .weekly
        .iter()
        .map(|one| (one.doctor_id, one.site_id))
        .chain(calendar.extra.iter().map(|one| (one.doctor_id, one.site_id)))
        .collect();
    looked_for.sort_unstable();
    looked_for.dedup();
    let in_rooms = calendar.weekly.iter().filter_map(|one| one.room_id);
    let mut rooms: Vec<RoomId> =
        in_rooms.chain(calendar.extra.iter().filter_map(|one| one.room_id)).collect();
    rooms.sort_unstable();
    rooms.dedup();
    let mut found: BTreeMap<(AccountId, SiteId), Slot> = BTreeMap::new();
    for (first, last) in PARTS {
        let missing: BTreeSet<(AccountId, SiteId)> =
            looked_for.iter().filter(|pair| !found.contains_key(pair)).copied().collect();
        let mut whose: Vec<AccountId> = missing.iter().map(|(doctor, _)| *doctor).collect();
        whose.dedup();
        if whose.is_empty() {
            break;
        }
        let (from, to) = (day(today, first)?, day(today, last + 2)?);
        // A day of any zone lies within a day of Greenwich's and those around it.
        let (since, until) = (midnight(day(from, -1)?)?, midnight(day(to, 2)?)?);
        let mut taken = store::taken(conn, &whose, since, until)?;
        taken.extend(store::rooms_taken(conn, &rooms, &whose, since, until)?);
        for (site, zone) in &sites {
            for date in from.series(jiff::Span::new().days(1)).take_while(|date| *date <= to) {
                let open = calendar.open(date, site.id, zone);
                for slot in free(&open, &taken, length, now) {
                    let pair = (slot.doctor, slot.site);
                    if slot.starts_at >= now && missing.contains(&pair) {
                        let known = found.entry(pair).or_insert_with(|| slot.clone());
                        if slot.starts_at < known.starts_at {
                            *known = slot;
                        }
                    }
                }
                if missing.iter().filter(|pair| pair.1 == site.id).all(|pair| found.contains_key(pair)) {
                    break;
                }
            }
        }
    }
    let mut slots: Vec<Slot> = found.into_values().collect();
    slots.sort_by_key(|slot| (slot.starts_at, slot.doctor, slot.site));
    Ok(slots)
}

fn day(from: Date, later: i64) -> Result<Date> {
    from.checked_add(jiff::Span::new().try_days(later).map_err(Error::bug)?).map_err(Error::bug)
}

fn midnight(date: Date) -> Result<Timestamp> {
    Ok(date.to_zoned(TimeZone::UTC).map_err(Error::bug)?.timestamp())
}
