//! FHIR R4 resources about what was measured or reported.

use serde::Deserialize;

use super::{
    Annotation, CodeableConcept, Extension, Moment, Period, Quantity, Range, Ratio, Reference, Text,
};

/// A measurement, a result, an answer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Observation {
    pub status: Option<Text>,
    pub category: Vec<CodeableConcept>,
    pub code: Option<CodeableConcept>,
    pub subject: Option<Reference>,
    pub encounter: Option<Reference>,
    pub effective_date_time: Option<Moment>,
    pub effective_period: Option<Period>,
    pub effective_instant: Option<Moment>,
    pub issued: Option<Moment>,
    pub performer: Vec<Reference>,
    pub value_quantity: Option<Quantity>,
    pub value_codeable_concept: Option<CodeableConcept>,
    pub value_string: Option<Text>,
    pub value_boolean: Option<bool>,
    pub value_integer: Option<i32>,
    pub value_range: Option<Range>,
    pub value_ratio: Option<Ratio>,
    pub value_time: Option<Text>,
    pub value_date_time: Option<Moment>,
    pub value_period: Option<Period>,
    pub note: Vec<Annotation>,
    pub reference_range: Vec<ReferenceRange>,
    pub interpretation: Vec<CodeableConcept>,
    pub data_absent_reason: Option<CodeableConcept>,
    pub component: Vec<ObservationComponent>,
    pub modifier_extension: Vec<Extension>,
}

/// One of several values, such as systolic.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ObservationComponent {
    pub code: Option<CodeableConcept>,
    pub value_quantity: Option<Quantity>,
    pub value_codeable_concept: Option<CodeableConcept>,
    pub value_string: Option<Text>,
    pub value_boolean: Option<bool>,
    pub value_integer: Option<i32>,
    pub value_range: Option<Range>,
    pub value_ratio: Option<Ratio>,
    pub value_time: Option<Text>,
    pub value_date_time: Option<Moment>,
    pub value_period: Option<Period>,
    pub data_absent_reason: Option<CodeableConcept>,
    pub interpretation: Vec<CodeableConcept>,
    pub reference_range: Vec<ReferenceRange>,
}

/// What is usual.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ReferenceRange {
    pub low: Option<Quantity>,
    pub high: Option<Quantity>,
    #[serde(rename = "type")]
    pub type_: Option<CodeableConcept>,
    pub text: Option<Text>,
}

/// Results that were reported together.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DiagnosticReport {
    pub status: Option<Text>,
    pub category: Vec<CodeableConcept>,
    pub code: Option<CodeableConcept>,
    pub subject: Option<Reference>,
    pub encounter: Option<Reference>,
    pub effective_date_time: Option<Moment>,
    pub effective_period: Option<Period>,
    pub issued: Option<Moment>,
    pub performer: Vec<Reference>,
    pub result: Vec<Reference>,
    pub conclusion: Option<Text>,
    pub conclusion_code: Vec<CodeableConcept>,
    pub modifier_extension: Vec<Extension>,
}
