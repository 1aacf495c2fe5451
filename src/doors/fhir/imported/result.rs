//! Measurements and reports.

use serde::Serialize;

use super::Link;
use crate::care::record::{Concept, When};

/// A value with its unit, its code or its words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Measured {
    /// `quantity`, `coded`, `text`, `absent` or `none`.
    pub kind: &'static str,
    /// The number exactly as written.
    pub number: Option<String>,
    /// `<`, `<=`, `>=` or `>`.
    pub comparator: Option<String>,
    /// The unit as written.
    pub unit: Option<String>,
    /// The unit's UCUM code.
    pub unit_code: Option<String>,
    /// The coded answer.
    pub concept: Option<Concept>,
    /// The answer in words, or why there is none.
    pub text: Option<String>,
    /// Low end of what is usual.
    pub range_low: Option<String>,
    /// High end of what is usual.
    pub range_high: Option<String>,
    /// What is usual, in words.
    pub range_text: Option<String>,
    /// The interpretation's code: H, L, HH, LL, N, A …
    pub interpretation: Option<String>,
}

/// A measurement, a result, an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Observation {
    /// Whose.
    pub patient: Link,
    /// During which visit.
    pub visit: Option<Link>,
    /// `vital_signs`, `laboratory`, `imaging`, `survey`, `social_history`, `exam`, `procedure`, `therapy`, `activity` or `other`.
    pub category: &'static str,
    /// What was measured.
    pub code: Concept,
    /// Status in our words.
    pub status: &'static str,
    /// When it was true.
    pub effective: Option<When>,
    /// When it was made available.
    pub issued: Option<When>,
    /// The value.
    pub value: Measured,
    /// Values of its parts.
    pub parts: Vec<(Concept, Measured)>,
    /// Who measured.
    pub performer: Option<Link>,
    /// Remarks.
    pub note: Option<String>,
}

/// Results that were reported together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whose.
    pub patient: Link,
    /// During which visit.
    pub visit: Option<Link>,
    /// Which kind of report, in words.
    pub category: Option<String>,
    /// What.
    pub code: Concept,
    /// Status in our words.
    pub status: &'static str,
    /// When it was true.
    pub effective: Option<When>,
    /// When it was issued.
    pub issued: Option<When>,
    /// What it says.
    pub conclusion: Option<String>,
    /// Its results.
    pub results: Vec<Link>,
    /// Who reported.
    pub performer: Option<Link>,
}
