//! One column of the diary: what stands in it, where, and how it shares the room.

use jiff::Timestamp;

use super::axis::Axis;
use super::closed::{Closed, closed};
use super::halves::{Half, Rank, Wish, share};
use crate::diary::appointments::{Appointment, Slot, Status};
use crate::diary::hours::{Leave, Open};
use crate::gate::hospital::SiteId;

/// Everything that is known of one doctor (or one day of a doctor) at one site.
#[derive(Debug)]
pub struct Given<'a> {
    /// The hours that are shown.
    pub axis: &'a Axis,
    /// When patients can be booked.
    pub open: &'a [Open],
    /// Leave.
    pub leaves: &'a [&'a Leave],
    /// What the day is closed for.
    pub holiday: Option<&'a str>,
    /// Appointments of this site, with their place in the reader's list.
    pub seen: &'a [(usize, &'a Appointment)],
    /// Time given at other sites.
    pub elsewhere: &'a [(SiteId, Timestamp, Timestamp)],
    /// Times that can be booked, with the end of the row they stand in.
    pub free: &'a [Slot],
    /// How long a free time is drawn; none is as long as it is. Targets of a move overlap each other.
    pub drawn: Option<jiff::SignedDuration>,
}

/// What stands somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// An appointment, by its place in the reader's list.
    Seen(usize),
    /// A time that can be booked.
    Free(Slot),
    /// Hatched.
    Closed(Closed),
}

/// Something with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub what: What,
    /// In which row it begins.
    pub row: i32,
    /// How many rows it takes.
    pub span: i32,
    /// How it shares the column.
    pub half: Half,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What stands in it, in the order of time.
    pub pieces: Vec<Piece>,
    /// How many times are free.
    pub free: usize,
    /// How many that are off found no room.
    pub hidden: usize,
    /// When leave cuts the hours short: until when the doctor is here.
    pub until: Option<Timestamp>,
}

/// Places everything.
pub fn column(given: &Given<'_>) -> Column {
    let mut pieces: Vec<(Timestamp, Piece)> = Vec::new();
    for (from, to, closed) in closed(given) {
        if let Some((row, span)) = given.axis.place(from, to) {
            pieces.push((from, Piece { what: What::Closed(closed), row, span, half: Half::Whole }));
        }
    }
    let mut asked: Vec<(What, Wish)> = Vec::new();
    for slot in given.free {
        let to = given.drawn.map_or(slot.ends_at, |drawn| (slot.starts_at + drawn).min(slot.ends_at));
        asked.push((What::Free(slot.clone()), Wish { from: slot.starts_at, to, rank: Rank::Free }));
    }
    for (place, one) in given.seen {
        let wish = Wish { from: one.starts_at, to: one.ends_at, rank: rank(one) };
        asked.push((What::Seen(*place), wish));
    }
    let wishes: Vec<Wish> = asked.iter().map(|(_, wish)| *wish).collect();
    let mut hidden = 0;
    for ((what, wish), half) in asked.into_iter().zip(share(&wishes)) {
        let Some(half) = half else {
            hidden += 1;
            continue;
        };
        if let Some((row, span)) = given.axis.place(wish.from, wish.to) {
            pieces.push((wish.from, Piece { what, row, span, half }));
        }
    }
    // What is hatched lies under what stands in it.
    pieces.sort_by_key(|(from, piece)| {
        let over = !matches!(piece.what, What::Closed(_));
        (*from, over, piece.half == Half::Second, piece.row)
    });
    let cut = given.open.last().map(|open| open.to);
    Column {
        pieces: pieces.into_iter().map(|(_, piece)| piece).collect(),
        free: given.free.len(),
        hidden,
        until: cut.filter(|end| given.leaves.iter().any(|leave| leave.starts_at == *end)),
    }
}

fn rank(one: &Appointment) -> Rank {
    match one.status {
        Status::Cancelled | Status::NoShow | Status::Requested => Rank::Off,
        _ if one.overbook_reason.is_some() => Rank::Over,
        _ => Rank::Taken,
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::diary::appointments::{Booking, Kind};
    use crate::diary::hours::LeaveId;
    use crate::gate::actor::AccountId;
    use crate::people::patients::PatientId;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-20T{text}:00Z").parse().unwrap()
    }

    fn axis() -> Axis {
        Axis::passing(at("08:00"), at("17:00"), &TimeZone::UTC)
    }

    fn open(from: &str, to: &str) -> Open {
        let (doctor, site) = (AccountId::new(), SiteId::new());
        Open { doctor, site, room: None, from: at(from), to: at(to), grid: at(from), slot_minutes: 30 }
    }

    fn nothing(axis: &Axis) -> Given<'_> {
        Given {
            axis,
            open: &[],
            leaves: &[],
            holiday: None,
            seen: &[],
            elsewhere: &[],
            free: &[],
            drawn: None,
        }
    }

    fn hatched(column: &Column) -> Vec<(i32, i32, Closed)> {
        let closed = |piece: &Piece| match &piece.what {
            What::Closed(closed) => Some((piece.row, piece.span, closed.clone())),
            _ => None,
        };
        column.pieces.iter().filter_map(closed).collect()
    }

    fn leave(from: &str, to: &str) -> Leave {
        Leave {
            id: LeaveId::new(),
            doctor_id: AccountId::new(),
            starts_at: at(from),
            ends_at: to.parse().unwrap(),
            note: String::new(),
            cover_id: None,
        }
    }

    fn booked(from: &str, minutes: i64, status: Status) -> Appointment {
        Booking {
            patient: PatientId::new(),
            doctor: AccountId::new(),
            site: SiteId::new(),
            room: None,
            starts_at: at(from),
            ends_at: at(from) + SignedDuration::from_mins(minutes),
            kind: Kind::FollowUp,
            reason: String::new(),
            notes: String::new(),
            walk_in: false,
            overbook_reason: None,
            series: None,
        }
        .made(status, None, at("07:00"))
    }

    #[test]
    fn what_lies_around_the_hours_says_when_they_are() {
        let axis = axis();
        let open = [open("09:00", "12:00"), open("13:00", "16:00")];
        let column = column(&Given { open: &open, ..nothing(&axis) });
        assert_eq!(
            hatched(&column),
            [
                (0, 12, Closed::Starts(at("09:00"))),
                (48, 12, Closed::Back(at("13:00"))),
                (96, 12, Closed::Ends(at("16:00"))),
            ]
        );
        assert_eq!(column.until, None);
    }

    #[test]
    fn a_day_without_hours_and_a_holiday_say_so() {
        let axis = axis();
        assert_eq!(hatched(&column(&nothing(&axis))), [(0, 108, Closed::NoHours)]);
        let feast = Given { holiday: Some("Christmas Day"), ..nothing(&axis) };
        assert_eq!(hatched(&column(&feast)), [(0, 108, Closed::Holiday("Christmas Day".into()))]);
    }

    #[test]
    fn leave_says_until_when_and_cuts_the_hours_short() {
        let axis = axis();
        let open = [open("08:00", "10:30")];
        let leave = leave("10:30", "2026-11-29T23:00:00Z");
        let column = column(&Given { open: &open, leaves: &[&leave], ..nothing(&axis) });
        assert_eq!(hatched(&column), [(30, 78, Closed::Leave(leave.ends_at, None))]);
        assert_eq!(column.until, Some(at("10:30")));
    }

    #[test]
    fn time_at_another_site_is_no_gap() {
        let axis = axis();
        let open = [open("08:00", "12:00")];
        let there = SiteId::new();
        let elsewhere = [(there, at("13:00"), at("14:00"))];
        let column = column(&Given { open: &open, elsewhere: &elsewhere, ..nothing(&axis) });
        assert_eq!(
            hatched(&column),
            [
                (48, 12, Closed::Ends(at("12:00"))),
                (60, 12, Closed::Elsewhere(there, at("14:00"))),
                (72, 36, Closed::Ends(at("12:00"))),
            ]
        );
    }

    #[test]
    fn an_appointment_outside_the_hours_lies_over_what_is_hatched() {
        let axis = axis();
        let one = booked("08:00", 30, Status::Booked);
        let column = column(&Given { seen: &[(0, &one)], ..nothing(&axis) });
        let order: Vec<bool> =
            column.pieces.iter().map(|piece| matches!(piece.what, What::Closed(_))).collect();
        assert_eq!(order, [true, false]);
    }

    #[test]
    fn free_time_and_what_is_off_share_and_the_rest_is_counted() {
        let axis = axis();
        let open = [open("08:00", "17:00")];
        let free = Slot {
            doctor: open[0].doctor,
            site: open[0].site,
            room: None,
            starts_at: at("10:00"),
            ends_at: at("10:30"),
        };
        let (off, off_too) = (booked("10:00", 30, Status::Cancelled), booked("10:00", 30, Status::NoShow));
        let seen = [(0, &off), (1, &off_too)];
        let column =
            column(&Given { open: &open, seen: &seen, free: std::slice::from_ref(&free), ..nothing(&axis) });
        assert_eq!((column.free, column.hidden, column.pieces.len()), (1, 1, 2));
        assert_eq!(column.pieces[0].what, What::Free(free));
        assert_eq!(column.pieces[0].half, Half::First);
        assert_eq!((&column.pieces[1].what, column.pieces[1].half), (&What::Seen(0), Half::Second));
    }

    #[test]
    fn targets_of_a_move_are_drawn_no_longer_than_the_rows_between_them() {
        let axis = axis();
        let slot = |from, to| Slot {
            doctor: AccountId::new(),
            site: SiteId::new(),
            room: None,
            starts_at: at(from),
            ends_at: at(to),
        };
        let free = [slot("10:00", "11:00"), slot("10:30", "11:30")];
        let drawn = Some(SignedDuration::from_mins(30));
        let column = column(&Given { open: &[open("08:00", "17:00")], free: &free, drawn, ..nothing(&axis) });
        let places: Vec<(i32, i32, Half)> =
            column.pieces.iter().map(|piece| (piece.row, piece.span, piece.half)).collect();
        assert_eq!(places, [(24, 6, Half::Whole), (30, 6, Half::Whole)]);
    }
}
