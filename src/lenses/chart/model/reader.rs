//! Moments as somebody here and now reads them.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::super::views::Moment;
use crate::care::record::{Precision, When};

/// Where and when somebody is reading.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Their time zone.
    pub zone: TimeZone,
    /// The present instant.
    pub now: Timestamp,
}

impl Reader {
    /// The date; the time of day instead when it is today's.
    pub fn moment(&self, when: When) -> Moment {
        if when.precision == Precision::Time && when.civil_date(&self.zone) == self.today() {
            let text = when.at.to_zoned(self.zone.clone()).strftime("%H:%M").to_string();
            return Moment { today: true, text };
        }
        Moment { today: false, text: when.shown_date(&self.zone) }
    }

    /// Date and time of day, as far as both are known.
    pub fn exact_moment(&self, when: When) -> Moment {
        let moment = self.moment(when);
        if moment.today { moment } else { Moment { today: false, text: when.shown(&self.zone) } }
    }

    /// The present moment on the clock here.
    pub fn here(&self) -> Zoned {
        self.now.to_zoned(self.zone.clone())
    }

    /// Today's date here.
    pub fn today(&self) -> jiff::civil::Date {
        self.here().date()
    }

    /// The start of today as dates without a time are kept, which is midnight UTC.
    pub fn start_of_today(&self) -> Timestamp {
        self.today().to_zoned(TimeZone::UTC).map_or(self.now, |midnight| midnight.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_a_time_is_never_today_at_an_hour() {
        let day = When::date(jiff::civil::date(2026, 11, 20), Precision::Day).unwrap();
        let moment = Reader { zone: TimeZone::UTC, now: "2026-11-20T09:00:00Z".parse().unwrap() }.moment(day);
        assert!(!moment.today && moment.text == "20-Nov-2026");
    }
}
