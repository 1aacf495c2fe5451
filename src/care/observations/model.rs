//! Measurements and results as they are kept.

use diesel::prelude::*;
use serde::Serialize;

use crate::care::record::clinical_row;
use crate::care::visits::VisitId;
use crate::kit::db::types::Utc;
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::schema::observation_parts;

clinical_row! {
    /// A measurement, a result, an answer. `at` is when it was true.
    Observation in observations {
        /// During which visit.
        visit_id: Option<VisitId>,
        /// `vital_signs`, `laboratory`, `survey`, `social_history` …
        category: String,
        /// What is comparable with what: `system|code`, or the folded text.
        test_key: String,
        /// `quantity`, `coded`, `text`, `absent` or `none`.
        value_kind: String,
        /// The number, to compare and draw.
        value: Option<f64>,
        /// The number exactly as written.
        value_written: Option<String>,
        /// `<`, `<=`, `>=` or `>`.
        comparator: Option<String>,
        /// The unit as written.
        unit: Option<String>,
        /// The unit's UCUM code.
        unit_code: Option<String>,
        /// The code system of a coded answer.
        value_system: Option<String>,
        /// The code of a coded answer.
        value_code: Option<String>,
        /// The system's words for it.
        value_display: Option<String>,
        /// The answer in words, or why there is none.
        value_text: Option<String>,
        /// Low end of what is usual.
        range_low: Option<f64>,
        /// High end of what is usual.
        range_high: Option<f64>,
        /// What is usual, as written.
        range_text: Option<String>,
        /// H, L, HH, LL, N, A …
        interpretation: Option<String>,
        /// When it was made available.
        issued_at: Option<Utc>,
    }
}

/// One of several values of an observation, such as systolic.
#[derive(Clone, Debug, PartialEq, Serialize, Queryable, Selectable, Insertable)]
#[diesel(table_name = observation_parts, treat_none_as_default_value = false)]
pub struct ObservationPart {
    /// Our id.
    pub id: Id<ObservationPart>,
    /// Of which observation.
    pub observation_id: Id<Observation>,
    /// Its place among the parts, from 0.
    pub position: i32,
    /// Whose.
    pub patient_id: PatientId,
    /// What is comparable with what.
    pub test_key: String,
    /// The code system.
    pub code_system: Option<String>,
    /// The code.
    pub code: Option<String>,
    /// The system's words for the code.
    pub code_display: Option<String>,
    /// The text as written.
    pub code_text: String,
    /// `quantity`, `coded`, `text`, `absent` or `none`.
    pub value_kind: String,
    /// The number, to compare and draw.
    pub value: Option<f64>,
    /// The number exactly as written.
    pub value_written: Option<String>,
    /// `<`, `<=`, `>=` or `>`.
    pub comparator: Option<String>,
    /// The unit as written.
    pub unit: Option<String>,
    /// The unit's UCUM code.
    pub unit_code: Option<String>,
    /// The code system of a coded answer.
    pub value_system: Option<String>,
    /// The code of a coded answer.
    pub value_code: Option<String>,
    /// The system's words for it.
    pub value_display: Option<String>,
    /// The answer in words, or why there is none.
    pub value_text: Option<String>,
    /// Low end of what is usual.
    pub range_low: Option<f64>,
    /// High end of what is usual.
    pub range_high: Option<f64>,
    /// What is usual, as written.
    pub range_text: Option<String>,
    /// H, L, HH, LL, N, A …
    pub interpretation: Option<String>,
}

/// What is comparable with what: the code, or without one the text regardless of case and spacing.
pub fn test_key(system: Option<&str>, code: Option<&str>, text: &str) -> String {
    let key = match code {
        Some(code) => format!("{}|{code}", system.unwrap_or_default()),
        None => text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(),
    };
    key.chars().take(LONGEST_KEY).collect()
}

/// The key is indexed, and an index has its limits.
const LONGEST_KEY: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_known_by_its_code_or_its_words() {
        assert_eq!(test_key(Some("http://loinc.org"), Some("2339-0"), "Glucose"), "http://loinc.org|2339-0");
        assert_eq!(test_key(None, None, " Blood  Sugar "), test_key(None, None, "blood sugar"));
    }
}
