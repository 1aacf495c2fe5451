//! Measurements and results as they are kept, as they are read, and what is said of them.

mod reading;
mod values;

use diesel::prelude::*;
use serde::Serialize;

use crate::care::record::{Concept, clinical_row};
use crate::care::visits::VisitId;
use crate::kit::db::types::{Doc, Utc};
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::schema::observation_parts;

pub use reading::{Measured, ObservationRow, PartRow};
pub use values::{Flag, flag, loudness, number, range, short_number, unit, words};

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
        /// Further codings of the answer.
        value_other_codings: Option<Doc>,
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

/// What was measured or answered: the columns that an observation and its parts share.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Queryable, Selectable, Insertable)]
#[diesel(table_name = observation_parts, treat_none_as_default_value = false)]
pub struct Value {
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
    /// Further codings of the answer.
    pub value_other_codings: Option<Doc>,
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

impl Observation {
    /// The observation with this value.
    pub fn holding(self, value: Value) -> Self {
        Self {
            value_kind: value.value_kind,
            value: value.value,
            value_written: value.value_written,
            comparator: value.comparator,
            unit: value.unit,
            unit_code: value.unit_code,
            value_system: value.value_system,
            value_code: value.value_code,
            value_display: value.value_display,
            value_other_codings: value.value_other_codings,
            value_text: value.value_text,
            range_low: value.range_low,
            range_high: value.range_high,
            range_text: value.range_text,
            interpretation: value.interpretation,
            ..self
        }
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
    /// Further codings of the same thing.
    pub other_codings: Option<Doc>,
    /// Its value.
    #[diesel(embed)]
    #[serde(flatten)]
    pub value: Value,
}

impl ObservationPart {
    /// The part at `position`, from 0, of an observation.
    pub fn new(whole: &Observation, position: i32, code: Concept, value: Value) -> Self {
        Self {
            id: Id::new(),
            observation_id: whole.id,
            position,
            patient_id: whole.patient_id,
            test_key: test_key(&code),
            other_codings: code.others_kept(),
            code_system: code.system,
            code: code.code,
            code_display: code.display,
            code_text: code.text,
            value,
        }
    }
}

/// What is comparable with what: the code of LOINC where there is one, or else the code, or without one the text
/// regardless of case and spacing.
pub fn test_key(of: &Concept) -> String {
    let key = match (of.code_in(LOINC), &of.code) {
        (Some(code), _) => format!("{LOINC}|{code}"),
        (None, Some(code)) => format!("{}|{code}", of.system.as_deref().unwrap_or_default()),
        (None, None) => of.text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(),
    };
    key.chars().take(LONGEST_KEY).collect()
}

/// Laboratories number their tests each in their own way; this is what they have in common.
const LOINC: &str = "http://loinc.org";

/// The key is indexed, and an index has its limits.
const LONGEST_KEY: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::record::Coding;

    fn coding(system: &str, code: &str) -> Coding {
        Coding { system: Some(system.into()), code: Some(code.into()), display: None }
    }

    fn coded(own: Coding, others: Vec<Coding>) -> Concept {
        Concept { system: own.system, code: own.code, others, ..Concept::text("Glucose") }
    }

    #[test]
    fn a_test_is_known_by_its_code_or_its_words() {
        let loinc = coding("http://loinc.org", "2339-0");
        assert_eq!(test_key(&coded(loinc.clone(), Vec::new())), "http://loinc.org|2339-0");
        assert_eq!(test_key(&Concept::text(" Blood  Sugar ")), test_key(&Concept::text("blood sugar")));
    }

    #[test]
    fn a_laboratory_s_own_number_does_not_hide_what_the_test_is() {
        let (loinc, own) = (coding("http://loinc.org", "2339-0"), coding("urn:lab", "GLU"));
        assert_eq!(test_key(&coded(own.clone(), vec![loinc])), "http://loinc.org|2339-0");
        assert_eq!(test_key(&coded(own, Vec::new())), "urn:lab|GLU");
    }
}
