//! What stands in a column, in words and classes.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::asked::Asked;
use super::grid::{Wanted, joined};
use super::model::closed::Closed;
use super::model::halves::Half;
use super::sheet::{Reader, Sheet};
use super::views::{ClosedView, FreeView, Link, SeenView};
use crate::diary::appointments::{self, Listed, Slot, Status, Wish, move_path, new_path, pick_path};
use crate::diary::hours::clock;
use crate::gate::access::permissions::{Permission, perm};
use crate::kit::when;
use crate::say;

/// An appointment.
pub fn seen(
    sheet: &Sheet,
    reader: &Reader,
    listed: &Listed,
    class: String,
    half: Half,
    whose: &str,
) -> SeenView {
    let one = &listed.appointment;
    let over = one.overbook_reason.is_some() && one.status.is_live();
    let removed = one.removed_on(sheet.kept_days, &sheet.zone);
    let status = match (one.status, over) {
        (Status::Cancelled, _) => {
            removed.map_or_else(String::new, |day| say!("diary-removed", date = short(day)))
        }
        (_, true) if one.status == Status::Booked => say!("diary-overbooked"),
        (Status::Arrived, _) => match one.arrived_at {
            Some(at) => say!("diary-arrived", time = clock(at.0, &sheet.zone)),
            None => say!(one.status.label_key()),
        },
        _ => say!(one.status.label_key()),
    };
    let narrow = half != Half::Whole;
    let about = if one.reason.is_empty() { say!(one.kind.label_key()) } else { one.reason.clone() };
    let came = if one.walk_in { say!("diary-walk-in") } else { String::new() };
    let what = match (narrow, one.status) {
        (true, _) | (_, Status::Cancelled) => status,
        _ => joined([came, about, status]),
    };
    let movable = reader.may(perm::AppointmentMove::ROW)
        && matches!(one.status, Status::Booked | Status::Arrived)
        && !appointments::is_own(&reader.who, one);
    SeenView {
        id: format!("a-{}", one.id),
        class: format!("{}{} {class}", one.status.class(), if over { " slot--over" } else { "" }),
        href: appointments::path(one.id),
        pick: if movable { pick_path(one.id) } else { String::new() },
        time: clock(one.starts_at, &sheet.zone),
        name: listed.name(),
        what,
        said: if one.status == Status::Cancelled {
            format!("{}. ", say!(Status::Cancelled.label_key()))
        } else {
            String::new()
        },
        whose: whose.to_owned(),
        glyph: match one.status {
            _ if over => "st-overbooked",
            Status::Booked => "",
            status => status.glyph(),
        },
        time_below: narrow && one.status != Status::Cancelled && !over,
    }
}

/// `20 Dec`
fn short(day: Date) -> String {
    day.strftime("%-d %b").to_string()
}

/// The address of a free time within the page.
pub fn free_id(slot: &Slot) -> String {
    let doctor = slot.doctor.to_string();
    let tail = doctor.rsplit('-').next().unwrap_or_default();
    format!("f-{tail}-{}", slot.starts_at.as_second() / 60)
}

/// A time that can be booked, or moved to.
pub fn offered(sheet: &Sheet, reader: &Reader, slot: &Slot, class: String, whose: &str) -> FreeView {
    let time = clock(slot.starts_at, &sheet.zone);
    let (href, said) = match &sheet.moving {
        Some(moving) => (
            Some(move_path(moving.appointment.id, slot)),
            say!("diary-move-to", whose = whose.to_owned(), time = time.clone()),
        ),
        None => (
            reader.may_book(slot.doctor).then(|| new_path(&Wish::slot(slot))),
            say!("diary-book", whose = whose.to_owned(), time = time.clone()),
        ),
    };
    FreeView { id: free_id(slot), class, said: if href.is_some() { said } else { String::new() }, href, time }
}

/// Time in which nobody can be booked, and why.
pub fn closed(sheet: &Sheet, reader: &Reader, one: &Wanted, why: &Closed, class: String) -> ClosedView {
    let time = |at: &Timestamp| clock(*at, &sheet.zone);
    let mut more = String::new();
    let mut link = None;
    let text = match why {
        Closed::Starts(at) => say!("diary-starts", time = time(at)),
        Closed::Back(at) => say!("diary-back", time = time(at)),
        Closed::Ends(at) => say!("diary-ends", time = time(at)),
        Closed::NoHours => say!("diary-no-hours"),
        Closed::Holiday(name) => say!("diary-holiday", name = name.clone()),
        Closed::Elsewhere(site, until) => {
            let name = sheet.sites.iter().find(|known| known.id == *site).map(|known| known.name.clone());
            say!("diary-elsewhere", site = name.unwrap_or_default(), time = time(until))
        }
        Closed::Leave(until, cover) => {
            if let Some(cover) = cover {
                more = say!("diary-covers", name = sheet.name(*cover).to_owned());
            }
            let left = sheet
                .on(one.day)
                .filter(|(_, listed)| listed.appointment.doctor_id == one.doctor)
                .filter(|(_, listed)| {
                    let one = &listed.appointment;
                    matches!(one.status, Status::Booked) && one.ends_at > sheet.now && one.starts_at < *until
                })
                .filter(|(_, listed)| {
                    let one = &listed.appointment;
                    sheet.calendar.leave_over(one.doctor_id, one.starts_at, one.ends_at).is_some()
                })
                .count();
            if left > 0 && reader.may(perm::AppointmentMove::ROW) {
                let asked =
                    Asked { doctor: Some(one.doctor), date: Some(one.day), moving: None, ..sheet.asked };
                link = Some(Link {
                    href: format!("{}&status=booked", asked.to("/diary/list")),
                    text: say!("diary-left-to-move", count = left),
                    current: false,
                });
            }
            say!("diary-leave", until = until_said(sheet, one.day, *until))
        }
    };
    ClosedView { class, text, more, link }
}

/// Until when leave lasts: a time on that day, or the last day of it.
fn until_said(sheet: &Sheet, day: Date, until: Timestamp) -> String {
    let local = until.to_zoned(sheet.zone.clone());
    if local.date() == day {
        return clock(until, &sheet.zone);
    }
    // Leave that ends at midnight lasts until the day before.
    let last = (until - SignedDuration::from_secs(1)).to_zoned(sheet.zone.clone()).date();
    if last == day { say!("diary-end-of-day") } else { when::named(last, sheet.today) }
}
