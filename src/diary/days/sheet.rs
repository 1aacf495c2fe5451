//! What the diary knows of some days at a site: read at once, in a number of statements that does not grow with them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::asked::Asked;
use super::store::{self, Doctor};
use crate::diary::appointments::{self, Appointment, DiaryReach, Listed, Status, Taken, Window};
use crate::diary::hours::{self, Calendar, Open};
use crate::diary::rooms::{self, RoomId};
use crate::gate::access::employees;
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Permission, Row, perm};
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, Site, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::when;
use crate::people::patients::fold;

/// More appointments than any site has on the days that are shown at once.
const MOST: i64 = 5_000;

/// Who looks, and what they reach.
#[derive(Clone)]
pub struct Reader {
    /// Who it is.
    pub who: Arc<Identity>,
    /// Whose appointments they see.
    pub reach: DiaryReach,
    /// The present instant.
    pub now: Timestamp,
    /// For how many days a cancelled appointment is kept.
    pub kept_days: u16,
}

impl Reader {
    /// Whoever was let in.
    pub fn of<P>(may: &May<P>, desk: &Desk) -> Self {
        let now = desk.clock().now();
        Self {
            who: may.who.clone(),
            reach: DiaryReach::of(may, now),
            now,
            kept_days: desk.house().settings.cancelled_kept_days,
        }
    }

    /// Whether the contract grants them something.
    pub fn may(&self, row: &Row) -> bool {
        row.grant(self.who.role, self.who.duties) != Grant::No
    }

    /// Whether they may book anybody with everybody.
    pub fn books_for_all(&self) -> bool {
        perm::AppointmentBook::ROW.grant(self.who.role, self.who.duties) == Grant::All
    }

    /// Whether they may book with somebody: a doctor with nobody else.
    pub fn may_book(&self, with: AccountId) -> bool {
        match perm::AppointmentBook::ROW.grant(self.who.role, self.who.duties) {
            Grant::All => true,
            Grant::Relation => with == self.who.account,
            _ => false,
        }
    }
}

/// Some days at a site, as one reader sees them.
pub struct Sheet {
    /// What was asked for, with the site it was answered for.
    pub asked: Asked,
    /// Where.
    pub site: Site,
    /// Where else the reader can look.
    pub sites: Vec<Site>,
    /// The site's zone.
    pub zone: TimeZone,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Today, at the site.
    pub today: Date,
    /// The present instant.
    pub now: Timestamp,
    /// For how many days a cancelled appointment is kept.
    pub kept_days: u16,
    /// Whether the days lie outside what the reader may see at all.
    pub beyond: bool,
    /// Hours, leave, holidays.
    pub calendar: Calendar,
    /// The appointments within reach at this site, by time.
    pub listed: Vec<Listed>,
    /// Time of doctors that is taken, wherever they are.
    pub taken: Vec<Taken>,
    /// Time given at other sites.
    pub elsewhere: Vec<(AccountId, SiteId, Timestamp, Timestamp)>,
    /// Everybody who is named.
    pub doctors: HashMap<AccountId, Doctor>,
    /// Everybody who sees patients here, by name.
    pub here: Vec<AccountId>,
    /// Names of rooms.
    pub rooms: HashMap<RoomId, String>,
    /// The appointment that is being moved, and who it is for.
    pub moving: Option<Listed>,
}

/// The sites somebody can look at, and the one they look at: the one they ask for, one of their own, or the first.
/// A nurse sees those where they work and no others; none when there are none.
pub fn sites_for(
    conn: &mut Conn,
    reader: &Reader,
    asked: Option<SiteId>,
) -> Result<Option<(Site, Vec<Site>)>> {
    let bound = matches!(reader.reach, DiaryReach::SitesOf { .. });
    let mut sites = hospital::sites(conn)?;
    let own =
        if bound || asked.is_none() { employees::sites_of(conn, reader.who.account)? } else { Vec::new() };
    sites.retain(|site| (site.active || asked == Some(site.id)) && (!bound || own.contains(&site.id)));
    let chosen = sites
        .iter()
        .find(|site| asked == Some(site.id))
        .or_else(|| sites.iter().find(|site| own.contains(&site.id)))
        .or(sites.first())
        .cloned();
    Ok(chosen.map(|chosen| (chosen, sites)))
}

/// Reads `days` days from the one asked for on, or from the Monday before it for a whole week; none when the reader
/// works at no site.
///
/// # Errors
/// What the database says.
pub fn load(conn: &mut Conn, reader: &Reader, asked: Asked, week: bool) -> Result<Option<Sheet>> {
    let moving = moving(conn, reader, asked.moving)?;
    let moved = moving.as_ref().map(|one| &one.appointment);
    let wanted = asked.site.or(moved.map(|one| one.site_id));
    let Some((site, sites)) = sites_for(conn, reader, wanted)? else { return Ok(None) };
    let zone = when::zone(&site.time_zone);
    let today = reader.now.to_zoned(zone.clone()).date();
    // A move begins where and when the appointment is.
    let its_day = moved.map(|one| one.starts_at.to_zoned(zone.clone()).date().max(today));
    let asked = Asked { date: asked.date.or(its_day), ..asked };
    let day = asked.date.unwrap_or(today);
    let (first, last) = if week { week_of(day) } else { (day, day) };
    let me = match &reader.reach {
        DiaryReach::Doctor(me) => Some(*me),
        _ => None,
    };
    // Whoever sees their own column only has nobody to choose.
    let asked = Asked { site: Some(site.id), doctor: asked.doctor.filter(|_| me.is_none()), ..asked };
    let mine = me.map(|me| vec![me]);
    let calendar = hours::calendar(conn, Some(site.id), mine.as_deref(), first, last)?;
    let mut wherever: Vec<AccountId> =
        days(first, last).flat_map(|day| with_hours(&calendar, day, site.id)).collect();
    wherever.sort_unstable();
    wherever.dedup();
    let (from, to) = (midnight(first, &zone)?, midnight(last.tomorrow().map_err(Error::bug)?, &zone)?);
    let window = Window {
        from,
        to,
        site: Some(site.id),
        wherever: wherever.clone(),
        doctors: asked.doctor.map(|doctor| vec![doctor]),
        ..Window::default()
    };
    let found = appointments::listed(conn, &reader.reach, &window, MOST)?;
    let (beyond, mut taken) = match &reader.reach {
        // Those a nurse does not see take time all the same.
        DiaryReach::SitesOf { from: since, to: until, .. } => {
            (to <= *since || from >= *until, appointments::taken(conn, &wherever, from, to)?)
        }
        _ => (false, found.iter().filter_map(|one| takes(&one.appointment)).collect()),
    };
    // Whoever sees all of a site has seen who holds its rooms.
    if asked.doctor.is_some() || !matches!(reader.reach, DiaryReach::Everything) {
        let known = asked.doctor.map_or(wherever.clone(), |doctor| vec![doctor]);
        taken.extend(appointments::rooms_taken(conn, &rooms_of(&calendar), &known, from, to)?);
    }
    let (listed, others): (Vec<Listed>, Vec<Listed>) =
        found.into_iter().partition(|one| one.appointment.site_id == site.id);
    let elsewhere = others
        .iter()
        .map(|one| &one.appointment)
        .filter(|one| one.status.is_live())
        .map(|one| (one.doctor_id, one.site_id, one.starts_at, one.ends_at))
        .collect();

    let mut named: BTreeSet<AccountId> = listed.iter().map(|one| one.appointment.doctor_id).collect();
    named.extend(calendar.weekly.iter().map(|one| one.doctor_id));
    named.extend(calendar.extra.iter().map(|one| one.doctor_id));
    named.extend(asked.doctor);
    named.extend(me);
    let mut here: Vec<AccountId> = named.iter().copied().collect();
    named.extend(calendar.leaves.iter().filter_map(|leave| leave.cover_id));
    named.extend(moving.iter().map(|one| one.appointment.doctor_id));
    let doctors = store::doctors(conn, named.into_iter().collect())?;
    here.retain(|id| doctors.contains_key(id));
    here.sort_by_cached_key(|id| (order_of(&doctors, *id), *id));
    let in_rooms =
        !rooms_of(&calendar).is_empty() || listed.iter().any(|one| one.appointment.room_id.is_some());
    let rooms = if in_rooms { rooms::of_all_sites(conn)? } else { Vec::new() };
    Ok(Some(Sheet {
        asked,
        site,
        sites,
        zone,
        first,
        last,
        today,
        now: reader.now,
        kept_days: reader.kept_days,
        beyond,
        calendar,
        listed,
        taken,
        elsewhere,
        doctors,
        here,
        rooms: rooms.into_iter().map(|room| (room.id, room.name)).collect(),
        moving,
    }))
}

impl Sheet {
    /// When patients can be booked on a day.
    pub fn open(&self, day: Date) -> Vec<Open> {
        self.calendar.open(day, self.site.id, &self.zone)
    }

    /// Who has a column on a day: those with hours, whether or not leave or a holiday takes them, and those with
    /// appointments; by name.
    pub fn columns(&self, day: Date) -> Vec<AccountId> {
        let mut there: BTreeSet<AccountId> =
            with_hours(&self.calendar, day, self.site.id).into_iter().collect();
        there.extend(self.on(day).map(|(_, one)| one.appointment.doctor_id));
        let asked = self.asked.doctor;
        self.here
            .iter()
            .copied()
            .filter(|id| there.contains(id) || asked == Some(*id))
            .filter(|id| asked.is_none_or(|asked| asked == *id))
            .collect()
    }

    /// The appointments of a day with their places in the list: those that have part of it.
    pub fn on(&self, day: Date) -> impl Iterator<Item = (usize, &Listed)> {
        let begins = midnight(day, &self.zone).unwrap_or(Timestamp::MAX);
        let ends = day.tomorrow().ok().and_then(|next| midnight(next, &self.zone).ok());
        let ends = ends.unwrap_or(Timestamp::MIN);
        self.listed
            .iter()
            .enumerate()
            .filter(move |(_, one)| one.appointment.starts_at < ends && begins < one.appointment.ends_at)
    }

    /// What a day is closed for, if it is.
    pub fn holiday(&self, day: Date) -> Option<&str> {
        let closed =
            |one: &&hours::Holiday| one.day == day && one.site_id.is_none_or(|at| at == self.site.id);
        self.calendar.holidays.iter().find(closed).map(|one| one.name.as_str())
    }

    /// The name of somebody; "" for nobody that is known.
    pub fn name(&self, doctor: AccountId) -> &str {
        self.doctors.get(&doctor).map_or("", |doctor| doctor.name.as_str())
    }

    /// The time that stands in the way of a booking; what is being moved makes room for itself.
    pub fn busy(&self) -> Vec<Taken> {
        let own = self.moving.as_ref().and_then(|one| takes(&one.appointment));
        self.taken.iter().filter(|taken| Some(**taken) != own).copied().collect()
    }
}

/// The appointment that is to be moved, when the reader may move it and it can be moved.
fn moving(
    conn: &mut Conn,
    reader: &Reader,
    asked: Option<appointments::AppointmentId>,
) -> Result<Option<Listed>> {
    let Some(id) = asked.filter(|_| reader.may(perm::AppointmentMove::ROW)) else { return Ok(None) };
    let found = match appointments::listed_one(conn, &reader.reach, id) {
        Err(Error::NotFound) => return Ok(None),
        found => found?,
    };
    let movable = matches!(found.appointment.status, Status::Booked | Status::Arrived);
    Ok(movable.then_some(found))
}

fn takes(one: &Appointment) -> Option<Taken> {
    one.status.is_live().then(|| Taken::by(one))
}

/// The rooms that hours are in.
fn rooms_of(calendar: &Calendar) -> Vec<RoomId> {
    let extra = calendar.extra.iter().filter_map(|one| one.room_id);
    calendar.weekly.iter().filter_map(|one| one.room_id).chain(extra).collect()
}

/// Who has hours on a day at a site, whatever takes them away.
fn with_hours(calendar: &Calendar, day: Date, site: SiteId) -> Vec<AccountId> {
    let weekday = i32::from(day.weekday().to_monday_one_offset());
    let weekly = calendar
        .weekly
        .iter()
        .filter(|one| one.site_id == site && one.weekday == weekday)
        .filter(|one| one.valid_from <= day && one.valid_to.is_none_or(|last| day <= last))
        .map(|one| one.doctor_id);
    let extra =
        calendar.extra.iter().filter(|one| one.site_id == site && one.day == day).map(|one| one.doctor_id);
    weekly.chain(extra).collect()
}

/// Names are ordered by their last word, as a house looks people up.
fn order_of(doctors: &HashMap<AccountId, Doctor>, id: AccountId) -> String {
    let folded = doctors.get(&id).map(|doctor| fold(&doctor.name)).unwrap_or_default();
    let last = folded.split_whitespace().next_back().unwrap_or_default();
    format!("{last} {folded}")
}

/// Monday to Sunday around a day.
pub fn week_of(day: Date) -> (Date, Date) {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    let monday = day.saturating_sub(Span::new().days(back));
    (monday, monday.saturating_add(Span::new().days(6)))
}

/// The days from `first` to `last`.
pub fn days(first: Date, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), move |day| day.tomorrow().ok().filter(|next| *next <= last))
}

/// When a day begins in a zone, also where midnight is jumped over.
pub fn midnight(day: Date, zone: &TimeZone) -> Result<Timestamp> {
    Ok(day.to_zoned(zone.clone()).map_err(Error::bug)?.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_week_begins_on_monday() {
        for day in [date(2026, 11, 16), date(2026, 11, 20), date(2026, 11, 22)] {
            assert_eq!(week_of(day), (date(2026, 11, 16), date(2026, 11, 22)));
        }
        assert_eq!(days(date(2026, 11, 16), date(2026, 11, 22)).count(), 7);
    }
}
