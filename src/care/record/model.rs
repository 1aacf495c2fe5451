//! The values that every clinical row is made of.

use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::kit::db::types::Doc;

/// One code of one code system, with the system's words for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Coding {
    /// The code system's address, such as `http://snomed.info/sct`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The code within that system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The system's words for the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

/// What something is: a code from a code system, the system's words for it, and the text as written.
///
/// The text is never empty; the code may be missing, since people write free text. Codes of further systems for the
/// same thing are kept beside the one that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Concept {
    /// The code system's address, such as `http://snomed.info/sct`.
    pub system: Option<String>,
    /// The code within that system.
    pub code: Option<String>,
    /// The system's words for the code.
    pub display: Option<String>,
    /// The text as it was written.
    pub text: String,
    /// Further codings of the same thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Coding>,
}

impl Concept {
    /// Free text without a code.
    pub fn text(text: impl Into<String>) -> Self {
        Self { system: None, code: None, display: None, text: text.into(), others: Vec::new() }
    }

    /// The code of this thing in a code system, if it has one there.
    pub fn code_in(&self, system: &str) -> Option<&str> {
        let own = (self.system.as_deref(), self.code.as_deref());
        let others = self.others.iter().map(|other| (other.system.as_deref(), other.code.as_deref()));
        std::iter::once(own).chain(others).find_map(|(of, code)| code.filter(|_| of == Some(system)))
    }

    /// The further codings as a column keeps them.
    pub fn others_kept(&self) -> Option<Doc> {
        let list = serde_json::to_value(&self.others).ok()?;
        (!self.others.is_empty()).then_some(Doc(list))
    }

    /// What to show: the coding's words, or else the text as written.
    pub fn shown(&self) -> &str {
        self.display.as_deref().filter(|words| !words.trim().is_empty()).unwrap_or(&self.text)
    }
}

/// How exactly a moment is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// A calendar day, the same in every time zone.
    Day,
    /// An instant.
    Time,
    /// Not known at all: the instant beside it only says when it was recorded, so that it sorts.
    Unknown,
}

impl Precision {
    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Time => "time",
            Self::Unknown => "unknown",
        }
    }

    /// Reads the stored word; anything else is a bare instant.
    pub fn from_word(word: &str) -> Self {
        match word {
            "year" => Self::Year,
            "month" => Self::Month,
            "day" => Self::Day,
            "unknown" => Self::Unknown,
            _ => Self::Time,
        }
    }
}

/// When something was true, as exactly as it is known.
///
/// Years, months and days have no time zone: they are kept as midnight UTC of their first day, so
/// that they sort, and are shown by their precision without conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct When {
    /// The instant, or the start of the year, month or day.
    pub at: Timestamp,
    /// How much of it is known.
    pub precision: Precision,
}

impl When {
    /// An exact instant.
    pub fn instant(at: Timestamp) -> Self {
        Self { at, precision: Precision::Time }
    }

    /// A calendar date known to the given precision.
    pub fn date(date: civil::Date, precision: Precision) -> Result<Self, jiff::Error> {
        Ok(Self { at: date.to_zoned(TimeZone::UTC)?.timestamp(), precision })
    }

    /// The calendar date: of the day itself, or of the instant as seen in `zone`.
    pub fn civil_date(&self, zone: &TimeZone) -> civil::Date {
        let zone = if self.precision == Precision::Time { zone.clone() } else { TimeZone::UTC };
        self.at.to_zoned(zone).date()
    }

    /// `14-Mar-1984`, `Mar-1984`, `1984`; instants as their date in `zone`; empty when not known.
    pub fn shown_date(&self, zone: &TimeZone) -> String {
        let date = self.civil_date(zone);
        match self.precision {
            Precision::Year => date.strftime("%Y").to_string(),
            Precision::Month => date.strftime("%b-%Y").to_string(),
            Precision::Day | Precision::Time => date.strftime("%d-%b-%Y").to_string(),
            Precision::Unknown => String::new(),
        }
    }

    /// As [`When::shown_date`], with the time of day where it is known.
    pub fn shown(&self, zone: &TimeZone) -> String {
        if self.precision == Precision::Time {
            self.at.to_zoned(zone.clone()).strftime("%d-%b-%Y %H:%M").to_string()
        } else {
            self.shown_date(zone)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_stays_that_day_in_every_zone() {
        let when = When::date(civil::date(1984, 3, 14), Precision::Day).unwrap();
        for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"] {
            assert_eq!(when.shown(&TimeZone::get(zone).unwrap()), "14-Mar-1984");
        }
    }

    #[test]
    fn an_instant_is_shown_in_the_zone() {
        let when = When::instant("2026-11-20T23:30:00Z".parse().unwrap());
        assert_eq!(when.shown(&TimeZone::get("Europe/Zagreb").unwrap()), "21-Nov-2026 00:30");
    }

    #[test]
    fn partial_dates_show_what_is_known() {
        let when = When::date(civil::date(2015, 1, 1), Precision::Year).unwrap();
        assert_eq!(when.shown(&TimeZone::UTC), "2015");
        let when = When::date(civil::date(2015, 2, 1), Precision::Month).unwrap();
        assert_eq!(when.shown(&TimeZone::UTC), "Feb-2015");
    }

    #[test]
    fn the_coding_is_shown_before_the_text() {
        let mut concept = Concept::text("high blood pressure");
        assert_eq!(concept.shown(), "high blood pressure");
        concept.display = Some("Hypertension".into());
        assert_eq!(concept.shown(), "Hypertension");
        concept.display = Some(" ".into());
        assert_eq!(concept.shown(), "high blood pressure");
    }
}
