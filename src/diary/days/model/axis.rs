//! Rows of five minutes: where instants stand in a column.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::diary::hours::clock;

/// Minutes of a row.
const ROW: i64 = 5;
/// Rows of an hour.
const ROWS: i32 = 12;
/// Hours the style sheet knows: the longest day there is.
const MOST_HOURS: i64 = 25;

/// How instants become rows.
#[derive(Clone, Debug)]
enum Scale {
    /// By the time that passes: a day of 23 hours has 23 hours, one of 25 has one of them twice.
    Passing(Timestamp),
    /// By what the clock on the wall shows on a day, in minutes from midnight: days beside each other stay in line.
    Wall(Date, i64),
}

/// The hours of a column.
#[derive(Clone, Debug)]
pub struct Axis {
    scale: Scale,
    zone: TimeZone,
    hours: i32,
}

/// A label in the gutter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// In which row it begins.
    pub row: i32,
    /// `09:00`, or `:30`.
    pub text: String,
    /// A whole hour.
    pub hour: bool,
}

impl Axis {
    /// The whole hours around `from` to `to`, as time passes.
    pub fn passing(from: Timestamp, to: Timestamp, zone: &TimeZone) -> Self {
        let local = from.to_zoned(zone.clone());
        let past = i64::from(local.minute()) * 60 + i64::from(local.second());
        let first = from - SignedDuration::from_secs(past);
        let hours = (to.duration_since(first).as_secs() + 3599) / 3600;
        Self { scale: Scale::Passing(first), zone: zone.clone(), hours: within(hours) }
    }

    /// The whole hours around two times of a day, both in minutes from midnight, as the clock shows them.
    pub fn wall(day: Date, from: i64, to: i64, zone: &TimeZone) -> Self {
        let first = from.div_euclid(60) * 60;
        Self { scale: Scale::Wall(day, first), zone: zone.clone(), hours: within((to - first + 59) / 60) }
    }

    /// How many hours are shown.
    pub fn hours(&self) -> i32 {
        self.hours
    }

    /// The first instant shown; of one by the clock, as far as there is such an instant.
    pub fn from(&self) -> Timestamp {
        match &self.scale {
            Scale::Passing(first) => *first,
            Scale::Wall(day, minute) => crate::diary::hours::instant(*day, as_minute(*minute), &self.zone)
                .unwrap_or(Timestamp::UNIX_EPOCH),
        }
    }

    /// The instant at which what is shown ends.
    pub fn to(&self) -> Timestamp {
        match &self.scale {
            Scale::Passing(first) => *first + SignedDuration::from_hours(i64::from(self.hours)),
            Scale::Wall(day, minute) => {
                let last = (*minute + 60 * i64::from(self.hours)).min(1440);
                crate::diary::hours::instant(*day, as_minute(last), &self.zone).unwrap_or_else(|| self.from())
            }
        }
    }

    /// The row in which an instant lies and the number of rows up to another one, both cut to what is shown; none
    /// when nothing of it is shown.
    pub fn place(&self, from: Timestamp, to: Timestamp) -> Option<(i32, i32)> {
        let rows = self.hours * ROWS;
        let (from, to) = (self.minutes(from), self.minutes(to));
        let begins = i32::try_from(from.div_euclid(ROW)).ok()?.clamp(0, rows);
        let ends = i32::try_from((to + ROW - 1).div_euclid(ROW)).ok()?.clamp(0, rows);
        // What is shorter than a row still takes one.
        let span = if begins < rows && to > 0 { (ends - begins).max(1) } else { 0 };
        (span > 0).then_some((begins, span))
    }

    /// The row of an instant; none outside what is shown.
    pub fn row(&self, at: Timestamp) -> Option<i32> {
        let row = i32::try_from(self.minutes(at).div_euclid(ROW)).ok()?;
        (0..self.hours * ROWS).contains(&row).then_some(row)
    }

    /// The labels in the gutter; a half hour within a quarter of an hour of `now` makes room for it.
    pub fn ticks(&self, now: Option<Timestamp>) -> Vec<Tick> {
        let mut ticks = Vec::new();
        for hour in 0..self.hours {
            let at = hour * ROWS;
            ticks.push(Tick { row: at, text: self.hour_text(hour), hour: true });
            let half = i64::from(hour) * 60 + 30;
            let near = now.is_some_and(|now| (self.minutes(now) - half).abs() < 15);
            if !near {
                ticks.push(Tick { row: at + ROWS / 2, text: ":30".to_owned(), hour: false });
            }
        }
        ticks
    }

    fn hour_text(&self, hour: i32) -> String {
        match &self.scale {
            Scale::Passing(first) => clock(*first + SignedDuration::from_hours(i64::from(hour)), &self.zone),
            Scale::Wall(_, minute) => format!("{:02}:00", (minute / 60 + i64::from(hour)) % 24),
        }
    }

    /// Minutes from the first one shown.
    fn minutes(&self, at: Timestamp) -> i64 {
        match &self.scale {
            Scale::Passing(first) => at.duration_since(*first).as_secs().div_euclid(60),
            Scale::Wall(day, first) => {
                let local = at.to_zoned(self.zone.clone());
                let minute = i64::from(local.hour()) * 60 + i64::from(local.minute());
                let days = i64::from(day.until(local.date()).map_or(0, |span| span.get_days()));
                days * 1440 + minute - first
            }
        }
    }
}

fn within(hours: i64) -> i32 {
    i32::try_from(hours.clamp(1, MOST_HOURS)).unwrap_or(1)
}

fn as_minute(minute: i64) -> i32 {
    i32::try_from(minute.clamp(0, 1440)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn berlin() -> TimeZone {
        TimeZone::get("Europe/Berlin").unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn hours(axis: &Axis) -> Vec<String> {
        axis.ticks(None).into_iter().filter(|tick| tick.hour).map(|tick| tick.text).collect()
    }

    #[test]
    fn a_day_begins_at_the_whole_hour_and_ends_at_one() {
        // 08:15 to 16:40 in Berlin.
        let axis = Axis::passing(at("2026-11-20T07:15:00Z"), at("2026-11-20T15:40:00Z"), &berlin());
        assert_eq!((axis.hours(), axis.from()), (9, at("2026-11-20T07:00:00Z")));
        assert_eq!(axis.to(), at("2026-11-20T16:00:00Z"));
        assert_eq!(hours(&axis)[..2], ["08:00", "09:00"]);
        assert_eq!(axis.place(at("2026-11-20T07:15:00Z"), at("2026-11-20T07:30:00Z")), Some((3, 3)));
        // What is not on a row of five minutes keeps all of its time.
        assert_eq!(axis.place(at("2026-11-20T07:17:00Z"), at("2026-11-20T07:33:00Z")), Some((3, 4)));
        // What reaches beyond is cut, what lies outside is not shown.
        assert_eq!(axis.place(at("2026-11-20T06:00:00Z"), at("2026-11-20T07:10:00Z")), Some((0, 2)));
        assert_eq!(axis.place(at("2026-11-20T15:50:00Z"), at("2026-11-20T18:00:00Z")), Some((106, 2)));
        assert_eq!(axis.place(at("2026-11-20T16:00:00Z"), at("2026-11-20T18:00:00Z")), None);
        assert_eq!(axis.place(at("2026-11-20T05:00:00Z"), at("2026-11-20T07:00:00Z")), None);
    }

    #[test]
    fn now_takes_the_place_of_a_half_hour_near_it() {
        let axis = Axis::passing(at("2026-11-20T07:00:00Z"), at("2026-11-20T10:00:00Z"), &berlin());
        let halves = |now| -> Vec<i32> {
            axis.ticks(Some(at(now))).iter().filter(|tick| !tick.hour).map(|tick| tick.row).collect()
        };
        assert_eq!(halves("2026-11-20T08:41:00Z"), [6, 30]);
        assert_eq!(halves("2026-11-20T08:00:00Z"), [6, 18, 30]);
        assert_eq!(axis.row(at("2026-11-20T08:41:00Z")), Some(20));
        assert_eq!(axis.row(at("2026-11-20T10:00:00Z")), None);
        assert_eq!(axis.row(at("2026-11-20T06:59:59Z")), None);
    }

    #[test]
    fn days_of_23_and_25_hours_have_as_many() {
        let zone = berlin();
        let spring = Axis::passing(at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z"), &zone);
        assert_eq!(spring.hours(), 23);
        assert_eq!(hours(&spring)[..4], ["00:00", "01:00", "03:00", "04:00"]);
        let autumn = Axis::passing(at("2026-10-24T22:00:00Z"), at("2026-10-25T23:00:00Z"), &zone);
        assert_eq!(autumn.hours(), 25);
        assert_eq!(hours(&autumn)[..5], ["00:00", "01:00", "02:00 CEST", "02:00 CET", "03:00"]);
    }

    #[test]
    fn days_beside_each_other_stay_in_line_through_a_change_of_the_clocks() {
        let zone = berlin();
        for day in [date(2026, 10, 24), date(2026, 10, 25), date(2026, 10, 26)] {
            let axis = Axis::wall(day, 9 * 60 + 15, 17 * 60, &zone);
            assert_eq!((axis.hours(), hours(&axis)[0].as_str()), (8, "09:00"));
            let ten = day.at(10, 0, 0, 0).to_zoned(zone.clone()).unwrap().timestamp();
            let end = ten + SignedDuration::from_mins(30);
            assert_eq!(axis.place(ten, end), Some((12, 6)), "{day}");
            assert_eq!(axis.from(), ten - SignedDuration::from_hours(1), "{day}");
        }
        let whole = Axis::wall(date(2026, 10, 25), 0, 1440, &zone);
        assert_eq!(whole.hours(), 24);
        let midnight = at("2026-10-25T23:00:00Z");
        assert_eq!(whole.place(midnight - SignedDuration::from_mins(30), midnight), Some((282, 6)));
        assert_eq!(whole.to(), midnight);
    }
}
