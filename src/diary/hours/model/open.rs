//! The time of a day in which patients can be booked.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::clock::{instant, last_instant};
use super::entries::{ExtraHours, Holiday, Leave, WeeklyHours};
use crate::diary::rooms::RoomId;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;

/// A stretch of real time in which a doctor can be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Who.
    pub doctor: AccountId,
    /// Where.
    pub site: SiteId,
    /// In which room, if any.
    pub room: Option<RoomId>,
    /// From.
    pub from: Timestamp,
    /// To.
    pub to: Timestamp,
    /// Where the first slot of the whole span began: slots keep their places when leave takes the beginning away.
    pub grid: Timestamp,
    /// Length of a slot in minutes.
    pub slot_minutes: i32,
}

impl Open {
    /// The length of a slot.
    pub fn slot(&self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.slot_minutes))
    }

    /// Where slots begin that have room for `length` within the stretch.
    pub fn starts(&self, length: SignedDuration) -> impl Iterator<Item = Timestamp> + '_ {
        let slot = self.slot().as_secs().max(60);
        let late = (self.from.duration_since(self.grid).as_secs()).max(0);
        let first = self.grid + SignedDuration::from_secs((late + slot - 1) / slot * slot);
        std::iter::successors(Some(first), move |at| at.checked_add(SignedDuration::from_secs(slot)).ok())
            .take_while(move |at| *at + length <= self.to)
    }

    /// Whether `from` to `to` lies within.
    pub fn holds(&self, from: Timestamp, to: Timestamp) -> bool {
        self.from <= from && to <= self.to
    }
}

/// The stretches of one day at one site in which these doctors can be booked, by doctor and time. `zone` is the site's;
/// hours of other sites are left out, leave is whoever's it is.
pub fn open_on(
    day: Date,
    site: SiteId,
    zone: &TimeZone,
    weekly: &[WeeklyHours],
    extra: &[ExtraHours],
    holidays: &[Holiday],
    leaves: &[Leave],
) -> Vec<Open> {
    let weekday = i32::from(day.weekday().to_monday_one_offset());
    let closed = holidays.iter().any(|one| one.day == day && one.site_id.is_none_or(|at| at == site));
    let regular = weekly
        .iter()
        .filter(|_| !closed)
        .filter(|one| one.site_id == site && one.weekday == weekday)
        .filter(|one| one.valid_from <= day && one.valid_to.is_none_or(|last| day <= last))
        .map(|one| (one.doctor_id, one.room_id, one.starts_minute, one.ends_minute, one.slot_minutes));
    let besides = extra
        .iter()
        .filter(|one| one.site_id == site && one.day == day)
        .map(|one| (one.doctor_id, one.room_id, one.starts_minute, one.ends_minute, one.slot_minutes));
    let mut open: Vec<Open> = regular
        .chain(besides)
        .filter_map(|(doctor, room, starts, ends, slot_minutes)| {
            let (from, to) = (instant(day, starts, zone)?, last_instant(day, ends, zone)?);
            (from < to).then_some(Open { doctor, site, room, from, to, grid: from, slot_minutes })
        })
        .flat_map(|open| without_leave(open, leaves))
        .collect();
    open.sort_by_key(|one| (one.doctor, one.from, one.to));
    open
}

/// What is left of a stretch when its doctor's leave is taken out.
fn without_leave(open: Open, leaves: &[Leave]) -> Vec<Open> {
    let doctor = open.doctor;
    leaves
        .iter()
        .filter(|leave| leave.doctor_id == doctor)
        .fold(vec![open], |left, leave| left.into_iter().flat_map(|one| around(one, leave)).collect())
}

/// What is left of a stretch before and after a leave; all of it when the two do not meet.
fn around(open: Open, leave: &Leave) -> Vec<Open> {
    if leave.ends_at <= open.from || open.to <= leave.starts_at {
        return vec![open];
    }
    let before = Open { to: leave.starts_at, ..open.clone() };
    let after = Open { from: leave.ends_at, ..open };
    [before, after].into_iter().filter(|part| part.from < part.to).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{LeaveId, clock};
    use super::*;
    use crate::kit::id::Id;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    fn hours(doctor: AccountId, site: SiteId, day: Date, starts: i32, ends: i32, slot: i32) -> WeeklyHours {
        WeeklyHours {
            id: Id::new(),
            doctor_id: doctor,
            site_id: site,
            room_id: None,
            weekday: i32::from(day.weekday().to_monday_one_offset()),
            starts_minute: starts,
            ends_minute: ends,
            slot_minutes: slot,
            valid_from: date(2020, 1, 1),
            valid_to: None,
        }
    }

    fn shown(day: Date, zone: &TimeZone, starts: i32, ends: i32, leaves: &[Leave]) -> Vec<String> {
        let (doctor, site) = (AccountId::new(), SiteId::new());
        let leaves: Vec<Leave> =
            leaves.iter().map(|leave| Leave { doctor_id: doctor, ..leave.clone() }).collect();
        open_on(day, site, zone, &[hours(doctor, site, day, starts, ends, 30)], &[], &[], &leaves)
            .iter()
            .flat_map(|open| open.starts(open.slot()).map(|at| clock(at, zone)).collect::<Vec<_>>())
            .collect()
    }

    fn leave(from: &str, to: &str) -> Leave {
        Leave {
            id: LeaveId::new(),
            doctor_id: AccountId::new(),
            starts_at: from.parse().unwrap(),
            ends_at: to.parse().unwrap(),
            note: String::new(),
            cover_id: None,
        }
    }

    #[test]
    fn nine_stays_nine_through_a_change_of_the_clocks() {
        for (name, before, after) in [
            ("Europe/Berlin", date(2026, 3, 23), date(2026, 3, 30)),
            ("Europe/Berlin", date(2026, 10, 19), date(2026, 10, 26)),
            ("America/New_York", date(2026, 3, 2), date(2026, 3, 9)),
            ("America/New_York", date(2026, 10, 26), date(2026, 11, 2)),
        ] {
            let zone = zone(name);
            for day in [before, after] {
                assert_eq!(shown(day, &zone, 540, 600, &[]), ["09:00", "09:30"], "{name} {day}");
            }
        }
    }

    #[test]
    fn an_hour_that_does_not_exist_is_not_offered() {
        for (name, day) in [("Europe/Berlin", date(2026, 3, 29)), ("America/New_York", date(2026, 3, 8))] {
            let zone = zone(name);
            let all = shown(day, &zone, 60, 300, &[]);
            assert!(!all.iter().any(|at| at.starts_with("02:")), "{name} {all:?}");
            assert_eq!(shown(day, &zone, 0, 1440, &[]).len(), 46, "a day of 23 hours in {name}");
        }
        assert_eq!(
            shown(date(2026, 3, 29), &zone("Europe/Berlin"), 60, 240, &[]),
            ["01:00", "01:30", "03:00", "03:30"]
        );
        // Hours that begin inside the gap begin when it ends.
        assert_eq!(shown(date(2026, 3, 29), &zone("Europe/Berlin"), 150, 210, &[]), ["03:00"]);
        // Hours that lie inside it altogether are none.
        assert!(shown(date(2026, 3, 29), &zone("Europe/Berlin"), 130, 170, &[]).is_empty());
    }

    #[test]
    fn an_hour_that_comes_twice_is_offered_twice_and_told_apart() {
        let berlin = zone("Europe/Berlin");
        assert_eq!(
            shown(date(2026, 10, 25), &berlin, 90, 210, &[]),
            ["01:30", "02:00 CEST", "02:30 CEST", "02:00 CET", "02:30 CET", "03:00"]
        );
        assert_eq!(shown(date(2026, 10, 25), &berlin, 0, 1440, &[]).len(), 50, "a day of 25 hours");
        assert_eq!(shown(date(2026, 11, 1), &zone("America/New_York"), 0, 1440, &[]).len(), 50);
    }

    #[test]
    fn leave_takes_time_out_and_slots_keep_their_places() {
        let utc = TimeZone::UTC;
        let day = date(2026, 11, 20);
        let middle = leave("2026-11-20T09:10:00Z", "2026-11-20T10:00:00Z");
        assert_eq!(shown(day, &utc, 540, 660, &[middle]), ["10:00", "10:30"]);
        let beginning = leave("2026-11-20T00:00:00Z", "2026-11-20T09:40:00Z");
        assert_eq!(shown(day, &utc, 540, 660, &[beginning]), ["10:00", "10:30"]);
        let all = leave("2026-11-19T00:00:00Z", "2026-11-22T00:00:00Z");
        assert!(shown(day, &utc, 540, 660, &[all]).is_empty());
        let elsewhere = leave("2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z");
        assert_eq!(shown(day, &utc, 540, 660, &[elsewhere]).len(), 4);
        let two = [
            leave("2026-11-20T09:00:00Z", "2026-11-20T09:30:00Z"),
            leave("2026-11-20T10:30:00Z", "2026-11-20T11:00:00Z"),
        ];
        assert_eq!(shown(day, &utc, 540, 660, &two), ["09:30", "10:00"]);
    }

    #[test]
    fn holidays_close_weekly_hours_and_extra_hours_stand() {
        let (doctor, site, other) = (AccountId::new(), SiteId::new(), SiteId::new());
        let day = date(2026, 12, 25);
        let weekly = [hours(doctor, site, day, 540, 600, 20)];
        let extra = [ExtraHours {
            id: Id::new(),
            doctor_id: doctor,
            site_id: site,
            room_id: None,
            day,
            starts_minute: 660,
            ends_minute: 700,
            slot_minutes: 20,
        }];
        let holiday = |site_id| Holiday { id: Id::new(), day, name: "Christmas".into(), site_id };
        let count =
            |holidays: &[Holiday]| open_on(day, site, &TimeZone::UTC, &weekly, &extra, holidays, &[]).len();
        assert_eq!(count(&[]), 2);
        assert_eq!(count(&[holiday(None)]), 1);
        assert_eq!(count(&[holiday(Some(site))]), 1);
        assert_eq!(count(&[holiday(Some(other))]), 2);
    }

    #[test]
    fn hours_hold_from_a_day_to_a_day() {
        let (doctor, site) = (AccountId::new(), SiteId::new());
        let monday = date(2026, 11, 16);
        let one = WeeklyHours {
            valid_from: date(2026, 11, 16),
            valid_to: Some(date(2026, 11, 23)),
            ..hours(doctor, site, monday, 540, 600, 15)
        };
        let open = |day| open_on(day, site, &TimeZone::UTC, std::slice::from_ref(&one), &[], &[], &[]).len();
        assert_eq!(open(date(2026, 11, 9)), 0);
        assert_eq!(open(monday), 1);
        assert_eq!(open(date(2026, 11, 17)), 0);
        assert_eq!(open(date(2026, 11, 23)), 1);
        assert_eq!(open(date(2026, 11, 30)), 0);
    }

    proptest::proptest! {
        /// Whatever the zone, the day, the hours and the leave: slots lie within the stretch and never overlap.
        #[test]
        fn slots_lie_within_and_apart(
            zone_at in 0..4_usize,
            day in 0..1200_i32,
            starts in 0..1380_i32,
            length in 15..600_i32,
            slot in 5..60_i32,
            leave_from in -300..1500_i64,
            leave_length in 1..400_i64,
        ) {
            let zone = zone(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"][zone_at]);
            let day = date(2025, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
            let (doctor, site) = (AccountId::new(), SiteId::new());
            let weekly = [hours(doctor, site, day, starts, (starts + length).min(1440), slot)];
            let midnight = instant(day, 0, &zone).unwrap();
            let leave = Leave {
                doctor_id: doctor,
                starts_at: midnight + SignedDuration::from_mins(leave_from),
                ends_at: midnight + SignedDuration::from_mins(leave_from + leave_length),
                ..leave("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")
            };
            let mut last = None;
            for open in open_on(day, site, &zone, &weekly, &[], &[], std::slice::from_ref(&leave)) {
                proptest::prop_assert!(open.from < open.to);
                for at in open.starts(open.slot()) {
                    let ends = at + open.slot();
                    proptest::prop_assert!(open.holds(at, ends));
                    proptest::prop_assert!(ends <= leave.starts_at || leave.ends_at <= at);
                    proptest::prop_assert!(last.is_none_or(|last| last <= at));
                    last = Some(ends);
                }
            }
        }
    }
}
