//! Measurements as they are read: the columns that pages show and drawings are made of.

use diesel::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

use super::{Observation, ObservationPart};
use crate::care::record::{Precision, When};
use crate::kit::db::keyset::{Place, Placed};

/// A measurement, result or answer.
#[derive(Clone, Debug, Queryable)]
pub struct ObservationRow {
    /// Our id.
    pub id: Uuid,
    /// When it was true.
    pub at: Timestamp,
    /// How exactly that is known.
    pub at_precision: String,
    /// `vital_signs`, `laboratory`, `survey`, `social_history` …
    pub category: String,
    /// What is comparable with what.
    pub test_key: String,
    /// The system's words for its code.
    pub code_display: Option<String>,
    /// The text as written.
    pub code_text: String,
    /// Who measured it or wrote it down.
    pub author: Option<String>,
    /// How much.
    pub measured: Measured,
}

/// A value as it was given.
#[derive(Clone, Debug, Default, Queryable)]
pub struct Measured {
    /// `quantity`, `coded`, `text`, `absent` or `none`.
    pub kind: String,
    /// The number, to compare and draw.
    pub value: Option<f64>,
    /// The number exactly as written.
    pub written: Option<String>,
    /// `<`, `<=`, `>=` or `>`.
    pub comparator: Option<String>,
    /// The unit as written.
    pub unit: Option<String>,
    /// The words for a coded answer.
    pub display: Option<String>,
    /// The answer in words.
    pub text: Option<String>,
    /// Low end of what is usual.
    pub range_low: Option<f64>,
    /// High end of what is usual.
    pub range_high: Option<f64>,
    /// What is usual, as written.
    pub range_text: Option<String>,
    /// H, L, HH, LL, N, A …
    pub interpretation: Option<String>,
}

macro_rules! measured {
    ($row:expr) => {
        Measured {
            kind: $row.value_kind.clone(),
            value: $row.value,
            written: $row.value_written.clone(),
            comparator: $row.comparator.clone(),
            unit: $row.unit.clone(),
            display: $row.value_display.clone(),
            text: $row.value_text.clone(),
            range_low: $row.range_low,
            range_high: $row.range_high,
            range_text: $row.range_text.clone(),
            interpretation: $row.interpretation.clone(),
        }
    };
}

impl Measured {
    /// What a row holds.
    pub fn of(row: &Observation) -> Self {
        measured!(row)
    }

    /// What a part of a row holds.
    pub fn of_part(part: &ObservationPart) -> Self {
        measured!(part.value)
    }
}

/// One part of a measurement that has several, such as systolic pressure.
#[derive(Clone, Debug, Queryable)]
pub struct PartRow {
    /// Of which measurement.
    pub observation_id: Uuid,
    /// What is comparable with what.
    pub test_key: String,
    /// The system's words for its code.
    pub code_display: Option<String>,
    /// The text as written.
    pub code_text: String,
    /// How much.
    pub measured: Measured,
}

impl ObservationRow {
    /// What was measured: the sender's short text where it has one, since codings are long-winded.
    pub fn name(&self) -> &str {
        short(self.code_display.as_deref(), &self.code_text)
    }

    /// When.
    pub fn when(&self) -> When {
        When { at: self.at, precision: Precision::from_word(&self.at_precision) }
    }
}

impl PartRow {
    /// What this part is.
    pub fn name(&self) -> &str {
        short(self.code_display.as_deref(), &self.code_text)
    }
}

fn short<'a>(display: Option<&'a str>, text: &'a str) -> &'a str {
    let words = display.filter(|words| !words.trim().is_empty()).unwrap_or(text);
    if !text.trim().is_empty() && text.len() < words.len() { text } else { words }
}

impl Placed for ObservationRow {
    fn place(&self) -> Place {
        Place { at: self.at, id: self.id }
    }
}
