//! The clock on the wall of a site: from times as people write them to instants and back.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// The first instant of `day` at which the clock shows `minute` or later: of a time that comes twice the first, of one
/// that does not exist the moment the clock jumped over it.
pub fn instant(day: Date, minute: i32, zone: &TimeZone) -> Option<Timestamp> {
    let civil = civil(day, minute)?;
    let ambiguous = zone.to_ambiguous_timestamp(civil);
    match ambiguous.offset() {
        AmbiguousOffset::Gap { before, .. } => {
            let inside = before.to_timestamp(civil).ok()?;
            zone.preceding(inside.checked_add(SignedDuration::from_secs(1)).ok()?)
                .next()
                .map(|change| change.timestamp())
        }
        _ => ambiguous.earlier().ok(),
    }
}

/// As [`instant`], but of a time that comes twice the second: where hours end.
pub fn last_instant(day: Date, minute: i32, zone: &TimeZone) -> Option<Timestamp> {
    let civil = civil(day, minute)?;
    let ambiguous = zone.to_ambiguous_timestamp(civil);
    match ambiguous.offset() {
        AmbiguousOffset::Gap { .. } => instant(day, minute, zone),
        _ => ambiguous.later().ok(),
    }
}

fn civil(day: Date, minute: i32) -> Option<DateTime> {
    if minute == 1440 {
        return Some(day.tomorrow().ok()?.to_datetime(Time::midnight()));
    }
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    Some(day.to_datetime(Time::new(hour, minute, 0, 0).ok()?))
}

/// What the clock on the wall shows: `09:15`, and `02:15 CET` where that time comes twice.
pub fn clock(at: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned(zone.clone());
    let twice =
        matches!(zone.to_ambiguous_timestamp(local.datetime()).offset(), AmbiguousOffset::Fold { .. });
    local.strftime(if twice { "%H:%M %Z" } else { "%H:%M" }).to_string()
}

/// Minutes from midnight out of `9:15`, `09:15`, `0915`, `9.15` or `9`; `24:00` is the end of the day.
pub fn minute_of(typed: &str) -> Option<i32> {
    let typed = typed.trim();
    let (hours, minutes) = match typed.split_once([':', '.', 'h']) {
        Some((hours, "")) => (hours, "0"),
        Some(parts) => parts,
        None if typed.len() == 4 && typed.is_ascii() => typed.split_at(2),
        None => (typed, "0"),
    };
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(hours) || !digits(minutes) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let at = hours * 60 + minutes;
    (minutes < 60 && at <= 1440).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_type_them() {
        for (typed, minute) in [
            ("9", 540),
            ("9:15", 555),
            ("09:15", 555),
            ("0915", 555),
            ("9.15", 555),
            ("9h", 540),
            ("24:00", 1440),
        ] {
            assert_eq!(minute_of(typed), Some(minute), "{typed}");
        }
        for typed in ["", "25", "24:01", "9:60", "-1", "noon", "9:1x", "::", "９"] {
            assert_eq!(minute_of(typed), None, "{typed}");
        }
    }
}
