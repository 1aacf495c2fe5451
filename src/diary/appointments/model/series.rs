//! The same time again, some days later.

use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Span, Timestamp};

use crate::kit::error::{Error, Result};

/// The same times of the clock so many days later, and which day that is; no times on a day whose clock jumps over the
/// first of them.
///
/// # Errors
/// Never for a day of the calendar that people use.
pub fn later(
    (from, to): (Timestamp, Timestamp),
    days: i64,
    zone: &TimeZone,
) -> Result<(Date, Option<(Timestamp, Timestamp)>)> {
    let length = to.duration_since(from);
    let days = Span::new().try_days(days).map_err(Error::bug)?;
    let there = from.to_zoned(zone.clone()).datetime().checked_add(days).map_err(Error::bug)?;
    let ambiguous = zone.to_ambiguous_timestamp(there);
    if matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. }) {
        return Ok((there.date(), None));
    }
    let starts_at = ambiguous.compatible().map_err(Error::bug)?;
    Ok((there.date(), Some((starts_at, starts_at + length))))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_clock_shows_the_same_and_a_time_it_jumps_over_is_none() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        for (from, to, then) in [
            // Ten o'clock on both sides of the change, two weeks later and two weeks back.
            ("2027-03-15T09:00:00Z", 14, (date(2027, 3, 29), Some("2027-03-29T08:00:00Z"))),
            ("2027-03-29T08:00:00Z", -14, (date(2027, 3, 15), Some("2027-03-15T09:00:00Z"))),
            // Half past two does not come on the day on which the clocks go forward, and comes twice when they go back.
            ("2027-03-21T01:30:00Z", 7, (date(2027, 3, 28), None)),
            ("2027-03-21T01:30:00Z", 14, (date(2027, 4, 4), Some("2027-04-04T00:30:00Z"))),
            ("2027-10-24T00:30:00Z", 7, (date(2027, 10, 31), Some("2027-10-31T00:30:00Z"))),
        ] {
            let length = jiff::SignedDuration::from_mins(15);
            let found = later((at(from), at(from) + length), to, &berlin).unwrap();
            assert_eq!(found, (then.0, then.1.map(|then| (at(then), at(then) + length))), "{from}");
        }
    }
}
