//! One doctor's hours, leave and holidays, and what is to be moved.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::listed;
use crate::diary::appointments::DiaryReach;
use crate::diary::feeds;
use crate::diary::hours::{self, Doctor, ExtraHours, Holiday, HoursOf, WeeklyHours};
use crate::diary::leave::{self, Standing, ToMove, Told, zones_of};
use crate::diary::rooms::{self, Room, RoomId};
use crate::diary::timetable::views::{DoctorPage, ExtraRow, Feed, LeaveRow, WeeklyRow};
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::desk::Desk;
use crate::gate::hospital::{self, Site, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::say;

/// How far ahead public holidays are shown.
const HOLIDAYS: i32 = 12;

pub async fn show(key: HoursOf<perm::HoursView>, desk: Desk) -> Result<Page> {
    let (doctor, now) = (key.doctor.clone(), desk.clock().now());
    let (reach, own) = (DiaryReach::of(&key.may, now), key.is_own());
    let found = desk.read(move |conn| Found::load(conn, &doctor, &reach, own, now)).await?;
    let who = &key.may.who;
    let may_edit = perm::HoursEdit::ROW.grant(who.role, who.duties) != Grant::No;
    let path = hours::path(key.doctor.id);
    let to_move = listed(found.to_move, now);
    let words = Words { sites: &found.sites, rooms: &found.rooms, today: found.today };
    Page::ok(&DoctorPage {
        frame: desk.frame(),
        name: key.doctor.name.clone(),
        about: key.doctor.profile.specialties.join(", "),
        list: (key.may.grant == Grant::All).then_some("/hours"),
        edit: may_edit.then(|| path.clone()),
        not_bookable: not_bookable(&key.doctor),
        weekly: words.weekly(&found.weekly, &path),
        extra: found.extra.iter().map(|one| words.extra(one, &path)).collect(),
        leaves: found.leaves.into_iter().map(|told| leave_row(told, &found.zone)).collect(),
        holidays: words.holidays(&found.holidays, &found.worked_at),
        to_move: to_move.count,
        moves: to_move.rows,
        more: to_move.more,
        feed: own.then(|| Feed {
            action: feeds::path(key.doctor.id),
            since: found.feed.map(|at| when::full(at, &found.zone)),
        }),
        form: desk.form(),
    })
}

fn not_bookable(doctor: &Doctor) -> Option<String> {
    if doctor.can_be_booked() {
        None
    } else if doctor.active {
        Some(say!("timetable-sees-nobody"))
    } else {
        Some(say!("timetable-has-left"))
    }
}

/// All that stands on the page.
struct Found {
    sites: Vec<Site>,
    rooms: Vec<Room>,
    worked_at: Vec<SiteId>,
    weekly: Vec<WeeklyHours>,
    extra: Vec<ExtraHours>,
    leaves: Vec<Told>,
    holidays: Vec<Holiday>,
    to_move: Vec<ToMove>,
    feed: Option<Timestamp>,
    zone: TimeZone,
    today: Date,
}

impl Found {
    fn load(conn: &mut Conn, doctor: &Doctor, reach: &DiaryReach, own: bool, now: Timestamp) -> Result<Self> {
        let zones = zones_of(conn, doctor.id, now)?;
        let zone = when::zone(zones.first().map_or("UTC", String::as_str));
        let today = now.to_zoned(zone.clone()).date();
        let weekly = hours::weekly_of(conn, doctor.id, today)?;
        let extra = hours::extra_of(conn, doctor.id, today)?;
        let mut worked_at: Vec<SiteId> = weekly.iter().map(|one| one.site_id).collect();
        worked_at.extend(extra.iter().map(|one| one.site_id));
        let leaves = hours::leaves_of(conn, doctor.id, now)?;
        let until = today.saturating_add(Span::new().months(HOLIDAYS));
        let mut holidays = hours::holidays(conn, today)?;
        holidays.retain(|one| one.day <= until);
        Ok(Self {
            sites: hospital::sites(conn)?,
            rooms: rooms::of_all_sites(conn)?,
            worked_at,
            leaves: leave::told(conn, &leaves, now)?,
            to_move: Standing::load(conn, reach, doctor.id, now)?.to_move(),
            feed: if own { feeds::made_at(conn, doctor.id)? } else { None },
            weekly,
            extra,
            holidays,
            zone,
            today,
        })
    }
}

/// Turns hours into rows.
struct Words<'a> {
    sites: &'a [Site],
    rooms: &'a [Room],
    today: Date,
}

impl Words<'_> {
    fn site(&self, id: SiteId) -> String {
        self.sites.iter().find(|site| site.id == id).map(|site| site.name.clone()).unwrap_or_default()
    }

    fn room(&self, id: Option<RoomId>) -> String {
        match self.rooms.iter().find(|room| Some(room.id) == id) {
            Some(room) if room.active => room.name.clone(),
            Some(room) => say!("timetable-room-closed", name = room.name.clone()),
            None => String::new(),
        }
    }

    fn weekly(&self, weekly: &[WeeklyHours], path: &str) -> Vec<WeeklyRow> {
        let mut last_day = 0;
        weekly
            .iter()
            .map(|one| {
                let day = if one.weekday == last_day { String::new() } else { hours::day_name(one.weekday) };
                last_day = one.weekday;
                let time = hours::span(one.starts_minute, one.ends_minute);
                WeeklyRow {
                    day,
                    said: format!("{} {time}", hours::day_name(one.weekday)),
                    time,
                    site: self.site(one.site_id),
                    room: self.room(one.room_id),
                    slot: say!("timetable-slot", minutes = one.slot_minutes),
                    valid: valid(one.valid_from, one.valid_to, self.today),
                    href: format!("{path}/weekly/{}", one.id),
                }
            })
            .collect()
    }

    fn extra(&self, one: &ExtraHours, path: &str) -> ExtraRow {
        let weekday = i32::from(one.day.weekday().to_monday_one_offset());
        ExtraRow {
            day: format!("{} {}", hours::short_day(weekday), when::day(one.day)),
            time: hours::span(one.starts_minute, one.ends_minute),
            site: self.site(one.site_id),
            room: self.room(one.room_id),
            slot: say!("timetable-slot", minutes = one.slot_minutes),
            href: format!("{path}/extra/{}/removal", one.id),
        }
    }

    /// Days that close hours of theirs, with what they are called and, unless it is everywhere, where.
    fn holidays(&self, holidays: &[Holiday], worked_at: &[SiteId]) -> Vec<(String, String)> {
        holidays
            .iter()
            .filter(|one| one.site_id.is_none_or(|site| worked_at.contains(&site)))
            .map(|one| {
                let weekday = i32::from(one.day.weekday().to_monday_one_offset());
                let place = one.site_id.map(|site| format!(" ({})", self.site(site))).unwrap_or_default();
                let day = format!("{} {}", hours::short_day(weekday), when::day(one.day));
                (day, format!("{}{place}", one.name))
            })
            .collect()
    }
}

/// From when and until when, where that is not simply always.
pub(super) fn valid(from: Date, to: Option<Date>, today: Date) -> String {
    match (from > today, to) {
        (false, None) => String::new(),
        (true, None) => say!("timetable-from", from = when::day(from)),
        (false, Some(to)) => say!("timetable-until", until = when::day(to)),
        (true, Some(to)) => say!("timetable-from-until", from = when::day(from), until = when::day(to)),
    }
}

fn leave_row(told: Told, zone: &TimeZone) -> LeaveRow {
    LeaveRow {
        said: leave::said(told.leave.starts_at, told.leave.ends_at, zone),
        cover: told.cover.unwrap_or_else(|| say!("leave-nobody")),
        note: told.leave.note.clone(),
        to_move: told.to_move,
        href: leave::path(told.leave.doctor_id, told.leave.id),
    }
}
