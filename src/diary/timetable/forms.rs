//! What was typed about hours, read or refused field by field.

use jiff::civil::Date;

use crate::diary::hours::{self, ExtraHours, WeeklyHours};
use crate::diary::rooms::{Room, RoomId};
use crate::gate::actor::AccountId;
use crate::gate::hospital::{Site, SiteId};
use crate::kit::id::Id;
use crate::kit::web::form::Form;
use crate::kit::when;
use crate::people::staff::SLOTS;
use crate::say;

/// What the forms offer and are read against: open sites and rooms that are used.
#[derive(Clone, Debug)]
pub(super) struct Offered {
    pub sites: Vec<Site>,
    pub rooms: Vec<Room>,
}

/// Where and when in a day, as every form about hours asks it.
struct Span {
    site: SiteId,
    room: Option<RoomId>,
    starts: i32,
    ends: i32,
    slot: i32,
}

/// The name of the box for a day of the week.
pub(super) fn day_field(weekday: i32) -> String {
    format!("day-{weekday}")
}

/// New hours of the week, one for each day that was ticked.
pub(super) fn read_new_weekly(
    form: &mut Form,
    offered: &Offered,
    doctor: AccountId,
    today: Date,
) -> Option<Vec<WeeklyHours>> {
    let days: Vec<i32> = (1..=7).filter(|day| form.ticked(&day_field(*day))).collect();
    if days.is_empty() {
        form.refuse(&day_field(1), say!("timetable-error-days"));
    }
    let span = span(form, offered);
    let valid = valid(form, today);
    let (span, (valid_from, valid_to)) = (span?, valid?);
    let made = |weekday| WeeklyHours {
        id: Id::new(),
        doctor_id: doctor,
        site_id: span.site,
        room_id: span.room,
        weekday,
        starts_minute: span.starts,
        ends_minute: span.ends,
        slot_minutes: span.slot,
        valid_from,
        valid_to,
    };
    form.is_valid().then(|| days.into_iter().map(made).collect())
}

/// Hours that stand in place of `old` from a day on.
pub(super) fn read_changed_weekly(
    form: &mut Form,
    offered: &Offered,
    old: &WeeklyHours,
    today: Date,
) -> Option<WeeklyHours> {
    let weekday = form.raw("weekday").parse().ok().filter(|day| (1..=7).contains(day));
    if weekday.is_none() {
        form.refuse("weekday", say!("timetable-error-days"));
    }
    let span = span(form, offered);
    let valid = valid(form, today);
    let (span, (valid_from, valid_to)) = (span?, valid?);
    // What was is not rewritten; hours that have not begun may be changed altogether.
    let earliest = if old.valid_from > today { old.valid_from } else { today };
    if valid_from < earliest {
        form.refuse("valid-from", say!("timetable-error-change-past", day = when::day(earliest)));
    }
    form.is_valid().then_some(WeeklyHours {
        id: Id::new(),
        site_id: span.site,
        room_id: span.room,
        weekday: weekday?,
        starts_minute: span.starts,
        ends_minute: span.ends,
        slot_minutes: span.slot,
        valid_from,
        valid_to,
        doctor_id: old.doctor_id,
    })
}

/// The last day of hours that end.
pub(super) fn read_last_day(form: &mut Form, of: &WeeklyHours, today: Date) -> Option<Date> {
    let last = hours::require_day(form, "last", today)?;
    if last < today.yesterday().unwrap_or(today) {
        form.refuse("last", say!("timetable-error-end-past"));
    }
    if let Some(known) = of.valid_to.filter(|known| last > *known) {
        form.refuse("last", say!("timetable-error-end-later", day = when::day(known)));
    }
    form.is_valid().then_some(last)
}

/// Hours of one day.
pub(super) fn read_extra(
    form: &mut Form,
    offered: &Offered,
    doctor: AccountId,
    today: Date,
) -> Option<ExtraHours> {
    let day = hours::require_day(form, "day", today);
    if day.is_some_and(|day| day < today) {
        form.refuse("day", say!("timetable-error-day-past"));
    }
    let span = span(form, offered);
    let (day, span) = (day?, span?);
    form.is_valid().then_some(ExtraHours {
        id: Id::new(),
        doctor_id: doctor,
        site_id: span.site,
        room_id: span.room,
        day,
        starts_minute: span.starts,
        ends_minute: span.ends,
        slot_minutes: span.slot,
    })
}

fn span(form: &mut Form, offered: &Offered) -> Option<Span> {
    let chosen: Option<SiteId> = form.raw("site").parse().ok();
    let site = chosen.filter(|id| offered.sites.iter().any(|site| site.id == *id));
    if site.is_none() {
        form.refuse("site", say!("timetable-error-site"));
    }
    let starts = hours::require_minute(form, "from");
    let ends = hours::require_minute(form, "to");
    let slot = form.raw("slot").parse().ok().filter(|minutes| SLOTS.contains(minutes));
    if slot.is_none() {
        form.refuse("slot", say!("timetable-error-slot"));
    }
    let room = room(form, offered, site);
    let (starts, ends, slot) = (starts?, ends?, slot?);
    if ends <= starts {
        form.refuse("to", say!("timetable-error-order"));
    } else if ends - starts < slot {
        form.refuse("to", say!("timetable-error-short", minutes = slot));
    }
    Some(Span { site: site?, room: room.ok()?, starts, ends, slot })
}

/// The room, if one was chosen; an error stands in the form when it cannot be that one.
fn room(form: &mut Form, offered: &Offered, site: Option<SiteId>) -> Result<Option<RoomId>, ()> {
    if form.raw("room").is_empty() {
        return Ok(None);
    }
    let chosen: Option<RoomId> = form.raw("room").parse().ok();
    let found = offered.rooms.iter().find(|room| Some(room.id) == chosen);
    match (found, site) {
        (Some(room), Some(site)) if room.site_id == site => Ok(Some(room.id)),
        (Some(_), None) => Err(()),
        (Some(_), Some(_)) => {
            form.refuse("room", say!("timetable-error-room-elsewhere"));
            Err(())
        }
        (None, _) => {
            form.refuse("room", say!("timetable-error-room"));
            Err(())
        }
    }
}

fn valid(form: &mut Form, today: Date) -> Option<(Date, Option<Date>)> {
    let from = hours::require_day(form, "valid-from", today);
    let to = hours::read_day(form, "valid-to", today);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        form.refuse("valid-to", say!("timetable-error-valid-order"));
    }
    Some((from?, to))
}

/// The values of weekly hours as their form shows them.
pub(super) fn values(of: &WeeklyHours, valid_from: Date) -> Vec<(&'static str, String)> {
    vec![
        ("weekday", of.weekday.to_string()),
        ("site", of.site_id.to_string()),
        ("from", hours::time_of(of.starts_minute)),
        ("to", hours::time_of(of.ends_minute)),
        ("slot", of.slot_minutes.to_string()),
        ("room", of.room_id.map(|id| id.to_string()).unwrap_or_default()),
        ("valid-from", when::day(valid_from)),
        ("valid-to", of.valid_to.map(when::day).unwrap_or_default()),
    ]
}
