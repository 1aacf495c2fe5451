//! FHIR R4 resources about what is planned.

use serde::Deserialize;

use super::{Annotation, CodeableConcept, Extension, Moment, Period, Quantity, Range, Reference, Text};

/// What is planned for the patient.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CarePlan {
    pub status: Option<Text>,
    pub intent: Option<Text>,
    pub category: Vec<CodeableConcept>,
    pub title: Option<Text>,
    pub description: Option<Text>,
    pub subject: Option<Reference>,
    pub encounter: Option<Reference>,
    pub period: Option<Period>,
    pub created: Option<Moment>,
    pub author: Option<Reference>,
    pub addresses: Vec<Reference>,
    pub goal: Vec<Reference>,
    pub activity: Vec<CarePlanActivity>,
    pub note: Vec<Annotation>,
    pub modifier_extension: Vec<Extension>,
}

/// A step of a plan.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CarePlanActivity {
    pub reference: Option<Reference>,
    pub detail: Option<CarePlanActivityDetail>,
}

/// The step in words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CarePlanActivityDetail {
    pub code: Option<CodeableConcept>,
    pub status: Option<Text>,
    pub description: Option<Text>,
    pub scheduled_period: Option<Period>,
    pub scheduled_string: Option<Text>,
}

/// What a plan is to reach.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Goal {
    pub lifecycle_status: Option<Text>,
    pub achievement_status: Option<CodeableConcept>,
    pub description: Option<CodeableConcept>,
    pub subject: Option<Reference>,
    pub start_date: Option<Moment>,
    pub target: Vec<GoalTarget>,
    pub note: Vec<Annotation>,
    pub modifier_extension: Vec<Extension>,
}

/// By when, and to which value.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GoalTarget {
    pub measure: Option<CodeableConcept>,
    pub detail_quantity: Option<Quantity>,
    pub detail_range: Option<Range>,
    pub detail_string: Option<Text>,
    pub due_date: Option<Moment>,
}
