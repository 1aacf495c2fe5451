//! Whether and when somebody died.

use super::dates;
use jiff::civil::Date;

/// Whether and when somebody died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Death {
    /// Not that anybody here knows.
    No,
    /// On that day.
    On(Date),
    /// The day is not known.
    DayNotKnown,
}

impl Death {
    /// Written in the field when the day is not known; `yes` is read the same.
    pub const DAY_NOT_KNOWN: &str = "day not known";

    /// From the two columns it is kept in.
    pub fn of_columns(deceased: bool, on: Option<Date>) -> Death {
        match (deceased, on) {
            (false, _) => Death::No,
            (true, Some(day)) => Death::On(day),
            (true, None) => Death::DayNotKnown,
        }
    }

    /// The day, when there is one and it is known.
    pub fn day(self) -> Option<Date> {
        match self {
            Death::On(day) => Some(day),
            _ => None,
        }
    }

    /// As it stands in the field.
    pub(super) fn text(self) -> String {
        match self {
            Death::No => String::new(),
            Death::On(day) => dates::clinical(day),
            Death::DayNotKnown => Death::DAY_NOT_KNOWN.to_owned(),
        }
    }
}
