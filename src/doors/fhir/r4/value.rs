//! FHIR's primitive values, checked while they are read so that a refusal names its place.

use std::fmt;

use jiff::{Timestamp, civil};
use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;

use crate::care::record::{Precision, When};
use crate::doors::fhir::refusal::{Carried, not_the_kind};
use crate::kit::text::Sentence;

/// A string without NUL, which no text column can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(pub String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        if text.contains('\0') {
            return Err(de::Error::custom(Carried(Sentence::of("import-wrong-nul"))));
        }
        Ok(Self(text))
    }
}

/// A decimal exactly as it was written, since `7.0` says more than `7`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal(pub String);

/// More digits than any measurement has; a longer one is refused.
const DECIMAL_DIGITS: usize = 64;

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        let written = raw.get();
        let is_number = written.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        if !is_number {
            return Err(de::Error::custom(Carried(not_the_kind("number", kind_of(written)))));
        }
        if written.len() > DECIMAL_DIGITS {
            return Err(de::Error::custom(Carried(Sentence::of("import-wrong-digits"))));
        }
        if !written.parse::<f64>().is_ok_and(f64::is_finite) {
            let too_large = Sentence::of("import-wrong-too-large").with("number", written);
            return Err(de::Error::custom(Carried(too_large)));
        }
        Ok(Self(written.to_owned()))
    }
}

fn kind_of(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'"') => "text",
        Some(b'{') => "object",
        Some(b'[') => "list",
        Some(b't' | b'f') => "truth",
        _ => "nothing",
    }
}

/// A FHIR `date`, `dateTime` or `instant`: a year, a month, a day, or an instant with its offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment(pub When);

/// Years outside this range are slips of the pen; they would also break the fixed-width column.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=9990;

impl Moment {
    /// Reads one of FHIR's four forms.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(written: &str) -> Result<Self, Sentence> {
        const NOT_A_DATE: &str = "import-wrong-date";
        const NO_SUCH_DATE: &str = "import-wrong-no-such-date";
        const OUT_OF_RANGE: &str = "import-wrong-date-range";
        let wrong = |key| Sentence::of(key).with("written", written.chars().take(60).collect::<String>());
        if !written.is_ascii() {
            return Err(wrong(NOT_A_DATE));
        }
        let shape: String =
            written.chars().take(20).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let whole = |text: &str| -> Result<civil::Date, Sentence> {
            let date: civil::Date = text.parse().map_err(|_| wrong(NO_SUCH_DATE))?;
            if YEARS.contains(&date.year()) { Ok(date) } else { Err(wrong(OUT_OF_RANGE)) }
        };
        let dated = |text: String, precision| {
            When::date(whole(&text)?, precision).map(Self).map_err(|_| wrong(OUT_OF_RANGE))
        };
        match shape.as_str() {
            "0000" => dated(format!("{written}-01-01"), Precision::Year),
            "0000-00" => dated(format!("{written}-01"), Precision::Month),
            "0000-00-00" => dated(written.to_owned(), Precision::Day),
            time if time.starts_with("0000-00-00T00:00") => {
                whole(&written[..10])?;
                let clock = &written[11..];
                let has_offset = clock.ends_with('Z') || clock.contains(['+', '-']);
                if !has_offset {
                    return Err(wrong("import-wrong-no-offset"));
                }
                let at: Timestamp = written.parse().map_err(|_| wrong("import-wrong-no-such-time"))?;
                Ok(Self(When::instant(microseconds(at))))
            }
            _ => Err(wrong(NOT_A_DATE)),
        }
    }
}

/// Both databases keep microseconds; the same instant must hash the same before and after.
fn microseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(|why| de::Error::custom(Carried(why)))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    fn shown(written: &str) -> String {
        Moment::parse(written).map(|m| m.0.shown(&TimeZone::UTC)).unwrap_or_else(|e| e.to_string())
    }

    #[test]
    fn the_four_forms_of_a_date() {
        assert_eq!(shown("2015"), "2015");
        assert_eq!(shown("2015-02"), "Feb-2015");
        assert_eq!(shown("2015-02-07"), "07-Feb-2015");
        assert_eq!(shown("2015-02-07T13:28:17.239+02:00"), "07-Feb-2015 11:28");
        assert_eq!(shown("2015-02-07T13:28:17Z"), "07-Feb-2015 13:28");
    }

    #[test]
    fn dates_that_do_not_exist_are_refused_in_words() {
        assert_eq!(shown("2019-02-30"), "There is no date “2019-02-30”");
        assert_eq!(shown("2019-13"), "There is no date “2019-13”");
        assert_eq!(shown("2019-02-29T10:00:00Z"), "There is no date “2019-02-29T10:00:00Z”");
        assert_eq!(shown("2019-02-28T25:00:00Z"), "There is no time “2019-02-28T25:00:00Z”");
        assert_eq!(
            shown("2019-02-28T10:00:00"),
            "“2019-02-28T10:00:00” is a time without its offset from UTC"
        );
        assert_eq!(shown("0000"), "The date “0000” is out of range");
        assert_eq!(shown(""), "“” is not a date");
        assert_eq!(shown("yesterday"), "“yesterday” is not a date");
        assert_eq!(shown("２０１９"), "“２０１９” is not a date");
    }

    #[test]
    fn decimals_keep_what_was_written() {
        for written in ["7", "7.0", "-0.50", "1e3", "82.59668180566527"] {
            assert_eq!(serde_json::from_str::<Decimal>(written).unwrap().0, written);
        }
        for wrong in ["\"7\"", "true", "{}", "1e999"] {
            assert!(serde_json::from_str::<Decimal>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_text_with_nul_is_refused() {
        assert!(serde_json::from_str::<Text>("\"a\\u0000b\"").is_err());
        assert_eq!(serde_json::from_str::<Text>("\"a b\"").unwrap().0, "a b");
    }
}
