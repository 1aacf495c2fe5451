//! The grid: columns of doctors or days beside each other.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::cells::{closed, free_id, offered, seen};
use super::model::axis::Axis;
use super::model::column::{Column, Given, Piece, What, column};
use super::model::halves::Half;
use super::sheet::{Reader, Sheet};
use super::views::{ColumnView, Grid, Link, NowView, SlotView, TickView};
use crate::diary::appointments::{Slot, free};
use crate::diary::hours::{Leave, Open, clock};
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::when;
use crate::say;

/// What is shown when nobody has hours: nine hours of a working day.
const USUAL: (i8, i8) = (8, 17);

/// One column that is to be drawn.
pub struct Wanted {
    /// Whose.
    pub doctor: AccountId,
    /// On which day.
    pub day: Date,
    /// What can be booked then.
    pub free: Vec<Slot>,
    /// When patients can be booked then.
    pub open: Vec<Open>,
}

/// The times of a day that can be booked with each of some doctors: every slot, or, while an appointment is moved,
/// every place it fits into.
pub fn wanted(sheet: &Sheet, day: Date, doctors: &[AccountId]) -> Vec<Wanted> {
    let length =
        sheet.moving.as_ref().map(|one| one.appointment.ends_at.duration_since(one.appointment.starts_at));
    let open = sheet.open(day);
    let mut slots: HashMap<AccountId, Vec<Slot>> = HashMap::new();
    for slot in free(&open, &sheet.busy(), length, sheet.now) {
        slots.entry(slot.doctor).or_default().push(slot);
    }
    doctors
        .iter()
        .map(|doctor| Wanted {
            doctor: *doctor,
            day,
            free: slots.remove(doctor).unwrap_or_default(),
            open: open.iter().filter(|one| one.doctor == *doctor).cloned().collect(),
        })
        .collect()
}

/// From when to when a day is shown: all its hours and appointments.
pub fn bounds(sheet: &Sheet, day: Date, wanted: &[Wanted]) -> (Timestamp, Timestamp) {
    let shown = |doctor: AccountId| wanted.iter().any(|one| one.doctor == doctor && one.day == day);
    let seen = sheet
        .on(day)
        .map(|(_, one)| &one.appointment)
        .filter(|one| shown(one.doctor_id))
        .map(|one| (one.starts_at, one.ends_at));
    let open =
        wanted.iter().filter(|one| one.day == day).flat_map(|one| &one.open).map(|one| (one.from, one.to));
    let (mut from, mut to) = (Timestamp::MAX, Timestamp::MIN);
    for (begins, ends) in seen.chain(open) {
        (from, to) = (from.min(begins), to.max(ends));
    }
    let at = |hour| {
        let wall = day.at(hour, 0, 0, 0).to_zoned(sheet.zone.clone());
        wall.map_or(Timestamp::UNIX_EPOCH, |at| at.timestamp())
    };
    if from >= to {
        return (at(USUAL.0), at(USUAL.1));
    }
    // What began the day before, or ends on the next, is cut at midnight.
    let midnight = |day: Date| super::sheet::midnight(day, &sheet.zone).unwrap_or(from);
    (from.max(midnight(day)), to.min(day.tomorrow().map_or(to, midnight)))
}

/// Draws columns beside each other; all share `axis_of(day)`'s rows.
pub fn grid(
    sheet: &Sheet,
    reader: &Reader,
    wanted: &[Wanted],
    axis_of: impl Fn(Date) -> Axis,
    label: String,
    head: impl Fn(&Wanted) -> (String, Option<String>, String),
) -> Grid {
    let first = axis_of(wanted.first().map_or(sheet.first, |one| one.day));
    let mut shortest = i64::from(u16::MAX);
    let columns = wanted
        .iter()
        .enumerate()
        .map(|(place, one)| {
            let axis = axis_of(one.day);
            let made = made(sheet, one, &axis);
            shortest = shortest
                .min(made.pieces.iter().filter_map(|piece| minutes(sheet, piece)).min().unwrap_or(60));
            let (name, href, about) = head(one);
            drawn(sheet, reader, one, &made, place + 1, (name, href, about))
        })
        .collect();
    let now = wanted
        .iter()
        .any(|one| one.day == sheet.today)
        .then(|| axis_of(sheet.today).row(sheet.now))
        .flatten()
        .map(|row| NowView { row, time: clock(sheet.now, &sheet.zone) });
    let near = (now.is_some() && first_is_today(sheet, wanted)).then_some(sheet.now);
    // A short slot needs taller rows to hold a line of text.
    let tall = match shortest {
        ..=7 => " agenda--5",
        8..=12 => " agenda--10",
        _ => "",
    };
    Grid {
        class: format!("n{} h{}{tall}", wanted.len().clamp(1, 12), first.hours()),
        label,
        columns,
        ticks: first
            .ticks(near)
            .into_iter()
            .map(|tick| TickView { row: tick.row, text: tick.text, hour: tick.hour })
            .collect(),
        now,
    }
}

fn first_is_today(sheet: &Sheet, wanted: &[Wanted]) -> bool {
    wanted.first().is_some_and(|one| one.day == sheet.today)
}

/// The minutes of a piece that holds text.
fn minutes(sheet: &Sheet, piece: &Piece) -> Option<i64> {
    match &piece.what {
        What::Seen(place) => {
            let one = &sheet.listed[*place].appointment;
            Some(one.ends_at.duration_since(one.starts_at).as_mins())
        }
        What::Free(slot) => Some(slot.ends_at.duration_since(slot.starts_at).as_mins()),
        What::Closed(_) => None,
    }
}

fn made(sheet: &Sheet, one: &Wanted, axis: &Axis) -> Column {
    let seen: Vec<_> = sheet
        .on(one.day)
        .filter(|(_, listed)| listed.appointment.doctor_id == one.doctor)
        .map(|(place, listed)| (place, &listed.appointment))
        .collect();
    let leaves: Vec<&Leave> =
        sheet.calendar.leaves.iter().filter(|leave| leave.doctor_id == one.doctor).collect();
    let elsewhere: Vec<(SiteId, Timestamp, Timestamp)> = sheet
        .elsewhere
        .iter()
        .filter(|(doctor, _, from, to)| *doctor == one.doctor && *from < axis.to() && axis.from() < *to)
        .map(|(_, site, from, to)| (*site, *from, *to))
        .collect();
    let step = one.open.iter().map(Open::slot).min();
    column(&Given {
        axis,
        open: &one.open,
        leaves: &leaves,
        holiday: sheet.holiday(one.day),
        seen: &seen,
        elsewhere: &elsewhere,
        free: &one.free,
        drawn: sheet.moving.as_ref().and(step),
    })
}

fn drawn(
    sheet: &Sheet,
    reader: &Reader,
    one: &Wanted,
    made: &Column,
    number: usize,
    (name, href, about): (String, Option<String>, String),
) -> ColumnView {
    let whose = format!("{}, {}", sheet.name(one.doctor), when::named(one.day, sheet.today));
    let slots = made
        .pieces
        .iter()
        .map(|piece| {
            let class = format!("c{number} r{} s{}{}", piece.row, piece.span, half(piece.half));
            match &piece.what {
                What::Seen(place) => {
                    SlotView::Seen(seen(sheet, reader, &sheet.listed[*place], class, piece.half, &whose))
                }
                What::Free(slot) => SlotView::Free(offered(sheet, reader, slot, class, &whose)),
                What::Closed(why) => SlotView::Closed(closed(sheet, reader, one, why, class)),
            }
        })
        .collect();
    let free = (made.free > 0).then(|| Link {
        href: one.free.first().map(|slot| format!("#{}", free_id(slot))).unwrap_or_default(),
        text: say!("diary-free-count", count = made.free),
        current: false,
    });
    let note = match (made.until, free.is_some()) {
        (Some(until), _) => say!("diary-until", time = clock(until, &sheet.zone)),
        (None, false) if !one.open.is_empty() && one.open.iter().any(|open| open.to > sheet.now) => {
            say!("diary-full")
        }
        _ => String::new(),
    };
    let about = match made.hidden {
        0 => about,
        hidden => joined([about, say!("diary-hidden", count = hidden)]),
    };
    ColumnView { number, name, href, about, free: free.filter(|_| made.until.is_none()), note, slots }
}

fn half(half: Half) -> &'static str {
    match half {
        Half::Whole => "",
        Half::First => " half-1",
        Half::Second => " half-2",
    }
}

/// `a · b`, of what is said.
pub fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
