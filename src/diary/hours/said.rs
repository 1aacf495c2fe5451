//! Hours in words.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::model::{WeeklyHours, clock};
use crate::gate::hospital::SiteId;
use crate::kit::when;
use crate::say;

/// The name of a day of the week; 1 is Monday.
pub fn day_name(weekday: i32) -> String {
    say!(&format!("hours-day-{weekday}"))
}

/// `Mon`; 1 is Monday.
pub fn short_day(weekday: i32) -> String {
    say!(&format!("hours-short-{weekday}"))
}

/// `09:15`; the end of the day is `24:00`.
pub fn time_of(minute: i32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// `09:15–12:00`
pub fn span(starts: i32, ends: i32) -> String {
    format!("{}–{}", time_of(starts), time_of(ends))
}

/// An instant to come: "Today 09:15", "Tomorrow 09:15", "Mon 23-Nov-2026 09:15".
pub fn ahead(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (day, today) = (at.to_zoned(zone.clone()).date(), now.to_zoned(zone.clone()).date());
    let time = clock(at, zone);
    if day == today {
        say!("when-today", time = time)
    } else if Some(day) == today.tomorrow().ok() {
        say!("hours-tomorrow", time = time)
    } else {
        let weekday = short_day(i32::from(day.weekday().to_monday_one_offset()));
        format!("{weekday} {} {time}", when::day(day))
    }
}

/// A line of a doctor's week: some days with the same spans at the same site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// Where.
    pub site: SiteId,
    /// `Mon–Fri`, or `Mon, Wed`.
    pub days: String,
    /// `08:00–12:00, 13:00–16:00`
    pub times: String,
    /// First day on which it holds, when that is to come.
    pub from: Option<Date>,
    /// Last day on which it holds, if there is one.
    pub until: Option<Date>,
}

/// One doctor's week in as few lines as it takes: days of the same spans stand together.
pub fn glance(weekly: &[WeeklyHours], today: Date) -> Vec<Glance> {
    type Key = (Option<Date>, Option<Date>, SiteId);
    let key = |one: &WeeklyHours| -> Key {
        (Some(one.valid_from).filter(|from| *from > today), one.valid_to, one.site_id)
    };
    let mut keys: Vec<Key> = weekly.iter().map(key).collect();
    keys.sort_by_key(|(from, until, site)| (*from, until.is_none(), *until, *site));
    keys.dedup();
    let mut lines = Vec::new();
    for key_here in keys {
        let times = |weekday: i32| -> Vec<String> {
            let mut spans: Vec<(i32, i32)> = weekly
                .iter()
                .filter(|one| one.weekday == weekday && key(one) == key_here)
                .map(|one| (one.starts_minute, one.ends_minute))
                .collect();
            spans.sort_unstable();
            spans.into_iter().map(|(starts, ends)| span(starts, ends)).collect()
        };
        let mut groups: Vec<(Vec<i32>, Vec<String>)> = Vec::new();
        for weekday in 1..=7 {
            let here = times(weekday);
            match groups.iter_mut().find(|(_, known)| *known == here) {
                _ if here.is_empty() => {}
                Some((days, _)) => days.push(weekday),
                None => groups.push((vec![weekday], here)),
            }
        }
        lines.extend(groups.into_iter().map(|(days, times)| Glance {
            site: key_here.2,
            days: day_run(&days),
            times: times.join(", "),
            from: key_here.0,
            until: key_here.1,
        }));
    }
    lines
}

/// `Mon–Wed, Fri` out of days in order.
fn day_run(days: &[i32]) -> String {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *day => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let words: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => short_day(first),
            1 => format!("{}, {}", short_day(first), short_day(last)),
            _ => format!("{}–{}", short_day(first), short_day(last)),
        })
        .collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::gate::actor::AccountId;
    use crate::kit::id::Id;

    fn hours(site: SiteId, weekday: i32, starts: i32, ends: i32) -> WeeklyHours {
        WeeklyHours {
            id: Id::new(),
            doctor_id: AccountId::new(),
            site_id: site,
            room_id: None,
            weekday,
            starts_minute: starts,
            ends_minute: ends,
            slot_minutes: 15,
            valid_from: date(2026, 1, 1),
            valid_to: None,
        }
    }

    fn lines(weekly: &[WeeklyHours]) -> Vec<String> {
        glance(weekly, date(2026, 11, 20))
            .into_iter()
            .map(|one| format!("{} {}", one.days, one.times))
            .collect()
    }

    #[test]
    fn days_of_the_same_spans_stand_together() {
        let site = SiteId::new();
        let mut week: Vec<WeeklyHours> =
            (1..=5).flat_map(|day| [hours(site, day, 780, 960), hours(site, day, 480, 720)]).collect();
        assert_eq!(lines(&week), ["Mon–Fri 08:00–12:00, 13:00–16:00"]);
        week.retain(|one| !(one.weekday == 3 && one.starts_minute == 780));
        assert_eq!(lines(&week), ["Mon, Tue, Thu, Fri 08:00–12:00, 13:00–16:00", "Wed 08:00–12:00"]);
        assert_eq!(lines(&[hours(site, 7, 0, 1440)]), ["Sun 00:00–24:00"]);
        assert!(lines(&[]).is_empty());
    }

    #[test]
    fn another_site_or_another_time_of_the_year_is_another_line() {
        let (site, other) = (SiteId::new(), SiteId::new());
        let later = WeeklyHours { valid_from: date(2027, 1, 4), ..hours(site, 1, 600, 720) };
        let ending = WeeklyHours { valid_to: Some(date(2026, 12, 31)), ..hours(site, 1, 480, 600) };
        let found = glance(&[later, ending, hours(other, 2, 480, 600)], date(2026, 11, 20));
        let told: Vec<_> = found.iter().map(|one| (one.site, one.from, one.until)).collect();
        assert_eq!(
            told,
            [
                (site, None, Some(date(2026, 12, 31))),
                (other, None, None),
                (site, Some(date(2027, 1, 4)), None),
            ]
        );
    }

    #[test]
    fn what_is_to_come_is_said_as_people_say_it() {
        let zone = when::zone("Europe/Berlin");
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2026-11-20T07:05:00Z");
        for (text, words) in [
            ("2026-11-20T08:15:00Z", "Today 09:15"),
            ("2026-11-20T23:15:00Z", "Tomorrow 00:15"),
            ("2026-11-23T08:15:00Z", "Mon 23-Nov-2026 09:15"),
        ] {
            assert_eq!(ahead(at(text), now, &zone), words);
        }
    }
}
