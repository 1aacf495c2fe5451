//! Instants in words: "Today 09:33", "Yesterday 22:14", "12-Nov-2026 16:02", in a place's own zone.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::say;

/// An instant as lists show it.
pub fn said(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned(zone.clone());
    let today = now.to_zoned(zone.clone()).date();
    let time = local.strftime("%H:%M").to_string();
    if local.date() == today {
        say!("when-today", time = time)
    } else if Some(local.date()) == today.yesterday().ok() {
        say!("when-yesterday", time = time)
    } else {
        format!("{} {time}", day(local.date()))
    }
}

/// An instant in full, whatever day it is: "12-Nov-2026 16:02".
pub fn full(at: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned(zone.clone());
    format!("{} {}", day(local.date()), local.strftime("%H:%M"))
}

/// A day with its month in letters, so that it is read the same everywhere: "12-Nov-2026".
pub fn day(date: Date) -> String {
    date.strftime("%d-%b-%Y").to_string()
}

/// A day by its name, as a diary says it: "Friday 20 November"; with the year when it is another one than `today`'s.
pub fn named(date: Date, today: Date) -> String {
    let form = if date.year() == today.year() { "%A %-d %B" } else { "%A %-d %B %Y" };
    date.strftime(form).to_string()
}

/// A day by its name, in full: "Friday 20 November 2026".
pub fn named_in_full(date: Date) -> String {
    date.strftime("%A %-d %B %Y").to_string()
}

/// The zone of this name; UTC when the zone database has lost it.
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn days_end_at_the_places_own_midnight() {
        let berlin = zone("Europe/Berlin");
        let now = at("2026-11-20T08:45:00Z");
        assert_eq!(said(at("2026-11-20T08:33:00Z"), now, &berlin), "Today 09:33");
        assert_eq!(said(at("2026-11-19T23:05:00Z"), now, &berlin), "Today 00:05");
        assert_eq!(said(at("2026-11-19T22:59:00Z"), now, &berlin), "Yesterday 23:59");
        assert_eq!(said(at("2026-11-12T15:02:00Z"), now, &berlin), "12-Nov-2026 16:02");
        assert_eq!(said(at("2026-11-21T08:00:00Z"), now, &berlin), "21-Nov-2026 09:00");
    }

    #[test]
    fn days_by_name_say_the_year_when_it_is_another_one() {
        let today = jiff::civil::date(2026, 11, 20);
        assert_eq!(named(today, today), "Friday 20 November");
        assert_eq!(named(jiff::civil::date(2027, 1, 4), today), "Monday 4 January 2027");
        assert_eq!(named_in_full(today), "Friday 20 November 2026");
    }

    #[test]
    fn an_unknown_zone_is_utc() {
        assert_eq!(full(at("2026-11-20T08:45:00Z"), &zone("Europe/Atlantis")), "20-Nov-2026 08:45");
    }
}
