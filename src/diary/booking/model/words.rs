//! Times as people say them at the desk.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::diary::hours::clock;
use crate::kit::when;
use crate::say;

/// "Friday 20 November 2026, today": beside every field with a date.
pub fn day_in_full(day: Date, today: Date) -> String {
    let words = when::named_in_full(day);
    match near(day, today) {
        Some(key) => say!(key, day = words),
        None => words,
    }
}

fn near(day: Date, today: Date) -> Option<&'static str> {
    match day.since(today).ok()?.get_days() {
        0 => Some("booking-day-today"),
        1 => Some("booking-day-tomorrow"),
        _ => None,
    }
}

/// "11:00 today", "09:15 tomorrow", "Mon 23 Nov, 10:15".
pub fn short(at: Timestamp, zone: &TimeZone, now: Timestamp) -> String {
    let (day, time) = (at.to_zoned(zone.clone()).date(), clock(at, zone));
    let today = now.to_zoned(zone.clone()).date();
    if day == today {
        say!("booking-time-today", time = time)
    } else if Some(day) == today.tomorrow().ok() {
        say!("booking-time-tomorrow", time = time)
    } else {
        let form = if day.year() == today.year() { "%a %-d %b" } else { "%a %-d %b %Y" };
        say!("booking-time-day", day = day.strftime(form).to_string(), time = time)
    }
}

/// How far one time is from another: "45 min later", "15 min earlier", "same time" on another day, "2 h later".
pub fn distance(at: Timestamp, from: Timestamp, zone: &TimeZone) -> String {
    let (there, here) = (at.to_zoned(zone.clone()), from.to_zoned(zone.clone()));
    if there.time() == here.time() {
        return say!("booking-same-time");
    }
    if there.date() != here.date() {
        return say!("booking-another-day");
    }
    let apart = at.duration_since(from);
    let minutes = apart.abs().as_mins();
    let length = length(minutes);
    if apart > SignedDuration::ZERO {
        say!("booking-later", length = length)
    } else {
        say!("booking-earlier", length = length)
    }
}

/// "15 min", "1 h", "1 h 30 min".
pub fn length(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => say!("booking-minutes", minutes = rest),
        (hours, 0) => say!("booking-hours", hours = hours),
        (hours, rest) => say!("booking-hours-minutes", hours = hours, minutes = rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::when::zone;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn near_days_have_names_of_their_own() {
        let berlin = zone("Europe/Berlin");
        let now = at("2026-11-20T08:41:00Z");
        for (when, words) in [
            ("2026-11-20T10:00:00Z", "11:00 today"),
            ("2026-11-20T23:30:00Z", "00:30 tomorrow"),
            ("2026-11-23T09:15:00Z", "Mon 23 Nov, 10:15"),
            ("2027-01-04T09:15:00Z", "Mon 4 Jan 2027, 10:15"),
            ("2026-11-19T09:15:00Z", "Thu 19 Nov, 10:15"),
        ] {
            assert_eq!(short(at(when), &berlin, now), words);
        }
        let today = jiff::civil::date(2026, 11, 20);
        assert_eq!(day_in_full(today, today), "Friday 20 November 2026, today");
        assert_eq!(day_in_full(jiff::civil::date(2026, 11, 22), today), "Sunday 22 November 2026");
    }

    #[test]
    fn distances_are_said_as_the_desk_says_them() {
        let berlin = zone("Europe/Berlin");
        let wanted = at("2026-10-23T08:15:00Z");
        for (when, words) in [
            ("2026-10-23T09:00:00Z", "45 min later"),
            ("2026-10-23T08:00:00Z", "15 min earlier"),
            ("2026-10-23T10:45:00Z", "2 h 30 min later"),
            // The clocks change in between: the wall shows the same.
            ("2026-10-26T09:15:00Z", "same time"),
            ("2026-10-24T09:15:00Z", "another day"),
        ] {
            assert_eq!(distance(at(when), wanted, &berlin), words);
        }
    }
}
