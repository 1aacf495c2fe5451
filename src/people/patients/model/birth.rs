//! When somebody was born, as exactly as it is known, and how old that makes them.

use super::dates::{self, clinical, short_month};
use super::fold::fold;
use jiff::Unit;
use jiff::civil::Date;
use std::fmt;

/// A birth date with what is known of it. Half-known dates come from other systems, estimated ones
/// from "about 40".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Birth {
    /// The day.
    Day(Date),
    /// Month and year; the date is the first of the month.
    Month(Date),
    /// The year; the date is its first day.
    Year(Date),
    /// An estimated age, kept as the first day of the year it points to.
    About(Date),
    /// Nothing at all.
    NotKnown,
}

/// An age in the unit that is used at that age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// The first four weeks.
    Days(i32),
    /// To three months.
    Weeks(i32),
    /// To two years.
    Months(i32),
    /// From then on.
    Years(i32),
}

impl Birth {
    /// From an age in years estimated today.
    pub fn estimated(years: i16, today: Date) -> Option<Birth> {
        if !(0..=130).contains(&years) {
            return None;
        }
        Date::new(today.year() - years, 1, 1).ok().map(Birth::About)
    }

    /// What a form field says: a day in any usual form, `Mar-1984`, `1984`, or `~1984`.
    pub fn parse(text: &str, today: Date) -> Option<Birth> {
        if let Some(day) = dates::parse(text, today) {
            return Some(Birth::Day(day));
        }
        let text = text.trim();
        let year = |text: &str| {
            let year = fold(text);
            (year.len() == 4).then(|| year.parse().ok()).flatten().and_then(|y| Date::new(y, 1, 1).ok())
        };
        if let Some(about) = text.strip_prefix('~') {
            return year(about).map(Birth::About);
        }
        if let Some(year) = year(text) {
            return Some(Birth::Year(year));
        }
        dates::parse(&format!("1 {text}"), today).map(Birth::Month)
    }

    /// From the two columns it is kept in.
    pub fn of_columns(date: Option<Date>, precision: &str) -> Birth {
        match (date, precision) {
            (Some(date), "day") => Birth::Day(date),
            (Some(date), "month") => Birth::Month(date),
            (Some(date), "year") => Birth::Year(date),
            (Some(date), "about") => Birth::About(date),
            _ => Birth::NotKnown,
        }
    }

    /// The word kept beside the date.
    pub fn precision(self) -> &'static str {
        match self {
            Birth::Day(_) => "day",
            Birth::Month(_) => "month",
            Birth::Year(_) => "year",
            Birth::About(_) => "about",
            Birth::NotKnown => "unknown",
        }
    }

    /// The date kept, exact or not.
    pub fn date(self) -> Option<Date> {
        match self {
            Birth::Day(date) | Birth::Month(date) | Birth::Year(date) | Birth::About(date) => Some(date),
            Birth::NotKnown => None,
        }
    }

    /// The day, when that is known.
    pub fn day(self) -> Option<Date> {
        match self {
            Birth::Day(date) => Some(date),
            _ => None,
        }
    }

    /// The age on a day; none before birth.
    pub fn age(self, on: Date) -> Option<Age> {
        let born = self.date()?;
        if on < born {
            return None;
        }
        if !matches!(self, Birth::Day(_)) {
            return Some(Age::Years(i32::from(on.year() - born.year())));
        }
        let days = born.until(on).ok()?.get_days();
        let whole = born.until((Unit::Month, on)).ok()?.get_months();
        Some(match (days, whole) {
            (0..=27, _) => Age::Days(days),
            (_, 0..=2) => Age::Weeks(days / 7),
            (_, 3..=23) => Age::Months(whole),
            _ => Age::Years(whole / 12),
        })
    }

    /// `14-Mar-1984 (42y)`; nothing when not known. The day is today, or that of death.
    pub fn with_age(self, on: Date) -> Option<String> {
        let about = if matches!(self, Birth::Day(_)) { "" } else { "~" };
        Some(match self.age(on) {
            Some(age) => format!("{} ({about}{age})", self.text()?),
            None => self.text()?,
        })
    }

    /// `14-Mar-1984`, `Mar-1984`, `1984` or `~1984`.
    pub fn text(self) -> Option<String> {
        match self {
            Birth::Day(date) => Some(clinical(date)),
            Birth::Month(date) => Some(format!("{}-{:04}", short_month(date.month()), date.year())),
            Birth::Year(date) => Some(format!("{:04}", date.year())),
            Birth::About(date) => Some(format!("~{:04}", date.year())),
            Birth::NotKnown => None,
        }
    }
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Age::Days(n) => write!(f, "{n}d"),
            Age::Weeks(n) => write!(f, "{n}w"),
            Age::Months(n) => write!(f, "{n}m"),
            Age::Years(n) => write!(f, "{n}y"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn ages_turn_over_on_the_birthday() {
        let born = Birth::Day(date(1984, 3, 14));
        for (on, age) in [
            (date(2026, 3, 13), "41y"),
            (date(2026, 3, 14), "42y"),
            (date(1984, 3, 14), "0d"),
            (date(1984, 4, 10), "27d"),
            (date(1984, 4, 11), "4w"),
            (date(1984, 6, 13), "13w"),
            (date(1984, 6, 14), "3m"),
            (date(1986, 3, 13), "23m"),
            (date(1986, 3, 14), "2y"),
        ] {
            assert_eq!(born.age(on).unwrap().to_string(), age, "{on}");
        }
        assert_eq!(born.age(date(1984, 3, 13)), None);
    }

    #[test]
    fn leap_day_children_have_birthdays() {
        let born = Birth::Day(date(2020, 2, 29));
        assert_eq!(born.age(date(2024, 2, 28)), Some(Age::Years(3)));
        assert_eq!(born.age(date(2024, 2, 29)), Some(Age::Years(4)));
        assert_eq!(born.age(date(2025, 3, 1)), Some(Age::Years(5)));
    }

    #[test]
    fn what_is_half_known_says_so() {
        let today = date(2026, 11, 20);
        assert_eq!(Birth::Day(date(1984, 3, 14)).with_age(today).unwrap(), "14-Mar-1984 (42y)");
        assert_eq!(Birth::Month(date(1984, 3, 1)).with_age(today).unwrap(), "Mar-1984 (~42y)");
        assert_eq!(Birth::Year(date(1984, 1, 1)).with_age(today).unwrap(), "1984 (~42y)");
        assert_eq!(Birth::estimated(40, today).unwrap().with_age(today).unwrap(), "~1986 (~40y)");
        assert_eq!(Birth::NotKnown.with_age(today), None);
        assert_eq!(Birth::estimated(131, today), None);
    }

    proptest! {
        #[test]
        fn columns_round_trip(days in 0..40_000_i64, kind in 0..5) {
            let day = date(1920, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let birth = match kind {
                0 => Birth::Day(day),
                1 => Birth::Month(day),
                2 => Birth::Year(day),
                3 => Birth::About(day),
                _ => Birth::NotKnown,
            };
            prop_assert_eq!(Birth::of_columns(birth.date(), birth.precision()), birth);
        }

        #[test]
        fn nobody_grows_younger(days in 0..40_000_i64) {
            let born = Birth::Day(date(1920, 2, 29));
            let on = date(1920, 2, 29).checked_add(jiff::Span::new().days(days)).unwrap();
            let later = on.tomorrow().unwrap();
            let months = |age: Age| match age {
                Age::Days(_) | Age::Weeks(_) => 0,
                Age::Months(m) => m,
                Age::Years(y) => y * 12,
            };
            prop_assert!(months(born.age(on).unwrap()) <= months(born.age(later).unwrap()));
        }
    }
}
