//! The list in words.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::grid::{joined, wanted};
use super::sheet::{Reader, Sheet};
use super::sought::Sought;
use super::steps;
use super::views::{LineView, RowView};
use crate::diary::appointments::{self, Listed, Slot, Status, Wish, new_path};
use crate::diary::hours::clock;
use crate::gate::desk::Desk;
use crate::kit::when;
use crate::say;

/// What comes first of what is at the same time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Free,
    Now,
    One,
}

/// A day: what is over is folded away, the present is marked, and every hour says what is free in it.
pub fn of_day(
    desk: &Desk,
    reader: &Reader,
    sheet: &Sheet,
    sought: &Sought,
    found: &[&Listed],
) -> Vec<LineView> {
    let is_today = sheet.first == sheet.today;
    let plain = !sought.is_narrowed();
    let begun = hour_of(sheet, sheet.now);
    let is_over = |one: &Listed| {
        let one = &one.appointment;
        hour_of(sheet, one.starts_at) < begun && !one.status.is_open()
    };
    let fold = is_today && plain && !sought.earlier;
    let over: Vec<&&Listed> = found.iter().filter(|one| fold && is_over(one)).collect();
    let mut lines: Vec<(Timestamp, Rank, LineView)> = found
        .iter()
        .filter(|one| !(fold && is_over(one)))
        .map(|one| (one.appointment.starts_at, Rank::One, LineView::One(row(desk, reader, sheet, one))))
        .collect();
    if plain {
        let free = wanted(sheet, sheet.first, &sheet.columns(sheet.first));
        let slots = free.iter().flat_map(|one| &one.free).filter(|slot| reader.may_book(slot.doctor));
        lines.extend(by_hour(sheet, slots));
    }
    if is_today && plain {
        let now = LineView::Now(clock(sheet.now, &sheet.zone));
        lines.push((sheet.now, Rank::Now, now));
    }
    lines.sort_by_key(|(at, rank, _)| (*at, *rank));
    let mut lines: Vec<LineView> = lines.into_iter().map(|(_, _, line)| line).collect();
    if let (Some(first), Some(_)) = (over.first(), over.last()) {
        let words = say!(
            "diary-list-earlier",
            from = clock(first.appointment.starts_at, &sheet.zone),
            to = clock(begun, &sheet.zone),
            count = over.len()
        );
        let all = Sought { earlier: true, ..sought.clone() };
        lines.insert(0, LineView::Earlier(words, all.path()));
    }
    lines
}

/// What is asked for on a day and can be given by the reader.
pub fn to_confirm(desk: &Desk, reader: &Reader, sheet: &Sheet) -> Vec<RowView> {
    let asked = sheet.on(sheet.first).filter(|(_, one)| one.appointment.status == Status::Requested);
    asked.map(|(_, one)| row(desk, reader, sheet, one)).filter(|row| row.step.is_some()).collect()
}

/// More than one day: a heading for each.
pub fn of_days(desk: &Desk, reader: &Reader, sheet: &Sheet, found: &[&Listed]) -> Vec<LineView> {
    let mut lines = Vec::with_capacity(found.len() + 8);
    let mut day: Option<Date> = None;
    for one in found {
        let its = one.appointment.starts_at.to_zoned(sheet.zone.clone()).date();
        if day != Some(its) {
            lines.push(LineView::Day(when::named(its, sheet.today)));
            day = Some(its);
        }
        lines.push(LineView::One(row(desk, reader, sheet, one)));
    }
    lines
}

/// What is free in each hour, with the first time of it.
fn by_hour<'a>(
    sheet: &Sheet,
    slots: impl Iterator<Item = &'a Slot>,
) -> impl Iterator<Item = (Timestamp, Rank, LineView)> {
    let mut hours: BTreeMap<Timestamp, Vec<&Slot>> = BTreeMap::new();
    for slot in slots {
        hours.entry(hour_of(sheet, slot.starts_at)).or_default().push(slot);
    }
    hours.into_iter().filter_map(|(hour, mut slots)| {
        slots.sort_by_key(|slot| (slot.starts_at, slot.doctor));
        let first = *slots.first()?;
        let until = clock(hour + jiff::SignedDuration::from_hours(1), &sheet.zone);
        let since = clock(first.starts_at, &sheet.zone);
        let words = say!("diary-list-free", count = slots.len(), until = until.clone());
        let said = say!("diary-list-book", from = since.clone(), to = until);
        Some((first.starts_at, Rank::Free, LineView::Free(since, words, new_path(&Wish::slot(first)), said)))
    })
}

/// The beginning of the hour in which an instant lies, on the clock of the site.
fn hour_of(sheet: &Sheet, at: Timestamp) -> Timestamp {
    let local = at.to_zoned(sheet.zone.clone());
    let past = i64::from(local.minute()) * 60 + i64::from(local.second());
    at - jiff::SignedDuration::new(past, local.subsec_nanosecond())
}

fn row(desk: &Desk, reader: &Reader, sheet: &Sheet, listed: &Listed) -> RowView {
    let one = &listed.appointment;
    let day = one.starts_at.to_zoned(sheet.zone.clone()).date();
    let about = if one.reason.is_empty() { say!(one.kind.label_key()) } else { one.reason.clone() };
    let came = if one.walk_in { say!("diary-walk-in") } else { String::new() };
    let over = if one.overbook_reason.is_some() && one.status.is_live() {
        say!("diary-overbooked")
    } else {
        String::new()
    };
    let removed = one.removed_on(sheet.kept_days, &sheet.zone);
    let removed = removed
        .map_or_else(String::new, |day| say!("diary-list-removed", date = when::named(day, sheet.today)));
    let status = match (one.status, one.arrived_at) {
        (Status::Arrived, Some(at)) => say!("diary-arrived", time = clock(at.0, &sheet.zone)),
        (status, _) => say!(status.label_key()),
    };
    RowView {
        id: format!("a-{}", one.id),
        href: appointments::path(one.id),
        time: clock(one.starts_at, &sheet.zone),
        name: listed.name(),
        off: matches!(one.status, Status::Cancelled | Status::NoShow),
        about: joined([sheet.name(one.doctor_id).to_owned(), came, about, over, removed]),
        family: one.status.class(),
        glyph: one.status.glyph(),
        status,
        // Nobody has come, or been seen, on another day than today; what is asked for is given on any.
        step: (day == sheet.today || one.status == Status::Requested)
            .then(|| steps::next(desk, reader, one))
            .flatten(),
    }
}
