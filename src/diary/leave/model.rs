//! From when to when, and why an appointment cannot stay where it is.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::diary::appointments::{Appointment, Status};
use crate::diary::hours::{self, Calendar};

/// What waits for its time: it can still be moved.
pub const WAITING: [Status; 3] = [Status::Requested, Status::Booked, Status::Arrived];

/// A stretch of time as people say it: whole days, or from one time to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// From this minute of it; none for the whole day.
    pub from_minute: Option<i32>,
    /// Last day.
    pub to: Date,
    /// To this minute of it; none for the whole day.
    pub to_minute: Option<i32>,
}

impl Period {
    /// The instants between which it lies, on the clock of `zone`; none when it ends before it begins.
    pub fn instants(&self, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
        let from = hours::instant(self.from, self.from_minute.unwrap_or(0), zone)?;
        let to = match self.to_minute {
            Some(minute) => hours::last_instant(self.to, minute, zone)?,
            // The night before the next day, even where that day begins at one.
            None => hours::instant(self.to, 1440, zone)?,
        };
        (from < to).then_some((from, to))
    }
}

/// Two instants as [`Period`]s are said: whole days without times.
pub fn said(from: Timestamp, to: Timestamp, zone: &TimeZone) -> String {
    let (first, last) = (from.to_zoned(zone.clone()), to.to_zoned(zone.clone()));
    let begins_day = |at: &jiff::Zoned| {
        hours::instant(at.date(), 0, zone).is_some_and(|midnight| midnight == at.timestamp())
    };
    let day = |date: Date| {
        let weekday = i32::from(date.weekday().to_monday_one_offset());
        format!("{} {}", hours::short_day(weekday), crate::kit::when::day(date))
    };
    if begins_day(&first) && begins_day(&last) {
        let last = last.date().yesterday().unwrap_or(last.date());
        return if last == first.date() {
            day(last)
        } else {
            format!("{} – {}", day(first.date()), day(last))
        };
    }
    let time = |at: Timestamp| hours::clock(at, zone);
    if first.date() == last.date() {
        format!("{} {}–{}", day(first.date()), time(from), time(to))
    } else {
        format!("{} {} – {} {}", day(first.date()), time(from), day(last.date()), time(to))
    }
}

/// Why an appointment cannot stay where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The doctor is on leave then.
    Leave,
    /// The doctor has no hours then.
    Hours,
}

/// Why an appointment is to be moved; none when it can stay, or is no longer waiting for its time. `zone` is its site's,
/// and `calendar` holds its day. One that was overbooked on purpose may lie outside the hours, never in leave.
pub fn why(appointment: &Appointment, calendar: &Calendar, zone: &TimeZone) -> Option<Why> {
    if !WAITING.contains(&appointment.status) {
        return None;
    }
    let (from, to) = (appointment.starts_at, appointment.ends_at);
    if calendar.leave_over(appointment.doctor_id, from, to).is_some() {
        return Some(Why::Leave);
    }
    if appointment.overbook_reason.is_some() {
        return None;
    }
    let day = from.to_zoned(zone.clone()).date();
    // Hours that lie side by side are one stretch to an appointment.
    let mut covered = from;
    let mut open: Vec<_> = calendar
        .open(day, appointment.site_id, zone)
        .into_iter()
        .filter(|open| open.doctor == appointment.doctor_id)
        .collect();
    open.sort_by_key(|open| open.from);
    for stretch in open {
        if stretch.from <= covered && covered < stretch.to {
            covered = stretch.to;
        }
    }
    (covered < to).then_some(Why::Hours)
}

/// The longest leave.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(2 * 366 * 24);

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::kit::when;

    fn whole(from: Date, to: Date) -> Period {
        Period { from, from_minute: None, to, to_minute: None }
    }

    #[test]
    fn whole_days_are_whole_through_a_change_of_the_clocks() {
        let berlin = when::zone("Europe/Berlin");
        for (day, length) in [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 20), 24)] {
            let (from, to) = whole(day, day).instants(&berlin).unwrap();
            assert_eq!(to.duration_since(from), SignedDuration::from_hours(length), "{day}");
            assert_eq!(said(from, to, &berlin).matches(' ').count(), 1, "{}", said(from, to, &berlin));
        }
        assert_eq!(whole(date(2026, 11, 21), date(2026, 11, 20)).instants(&berlin), None);
    }

    #[test]
    fn it_is_said_as_it_was_entered() {
        let berlin = when::zone("Europe/Berlin");
        let day = |day| date(2026, 11, day);
        let words = |period: Period| {
            let (from, to) = period.instants(&berlin).unwrap();
            said(from, to, &berlin)
        };
        assert_eq!(words(whole(day(23), day(27))), "Mon 23-Nov-2026 – Fri 27-Nov-2026");
        let morning = Period { from_minute: Some(540), to_minute: Some(720), ..whole(day(23), day(23)) };
        assert_eq!(words(morning), "Mon 23-Nov-2026 09:00–12:00");
        let from_noon = Period { from_minute: Some(720), ..whole(day(23), day(24)) };
        assert_eq!(words(from_noon), "Mon 23-Nov-2026 12:00 – Wed 25-Nov-2026 00:00");
        let backwards = Period { from_minute: Some(720), to_minute: Some(540), ..whole(day(23), day(23)) };
        assert_eq!(backwards.instants(&berlin), None);
    }
}
