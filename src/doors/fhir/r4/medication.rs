//! FHIR R4 resources about medicines.

use serde::Deserialize;

use super::{
    Annotation, CodeableConcept, Decimal, Extension, Moment, Period, Quantity, Range, Ratio, Reference, Text,
};

/// A prescription.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MedicationRequest {
    pub status: Option<Text>,
    pub intent: Option<Text>,
    pub medication_codeable_concept: Option<CodeableConcept>,
    pub medication_reference: Option<Reference>,
    pub subject: Option<Reference>,
    pub encounter: Option<Reference>,
    pub authored_on: Option<Moment>,
    pub requester: Option<Reference>,
    pub reason_code: Vec<CodeableConcept>,
    pub reason_reference: Vec<Reference>,
    pub note: Vec<Annotation>,
    pub dosage_instruction: Vec<Dosage>,
    pub dispense_request: Option<DispenseRequest>,
    pub do_not_perform: Option<bool>,
    pub contained: Vec<Contained>,
    pub modifier_extension: Vec<Extension>,
}

/// How much to hand out, and how often again.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DispenseRequest {
    pub number_of_repeats_allowed: Option<u32>,
    pub quantity: Option<Quantity>,
    pub expected_supply_duration: Option<Quantity>,
    pub validity_period: Option<Period>,
}

/// How a medicine is taken.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Dosage {
    pub text: Option<Text>,
    pub patient_instruction: Option<Text>,
    pub additional_instruction: Vec<CodeableConcept>,
    pub timing: Option<Timing>,
    pub as_needed_boolean: Option<bool>,
    pub as_needed_codeable_concept: Option<CodeableConcept>,
    pub route: Option<CodeableConcept>,
    pub dose_and_rate: Vec<DoseAndRate>,
}

/// How much at a time.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DoseAndRate {
    pub dose_quantity: Option<Quantity>,
    pub dose_range: Option<Range>,
    pub rate_quantity: Option<Quantity>,
    pub rate_ratio: Option<Ratio>,
}

/// When something happens, repeatedly.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Timing {
    pub repeat: Option<TimingRepeat>,
    pub code: Option<CodeableConcept>,
}

/// How often.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TimingRepeat {
    pub bounds_duration: Option<Quantity>,
    pub bounds_period: Option<Period>,
    pub frequency: Option<u32>,
    pub frequency_max: Option<u32>,
    pub period: Option<Decimal>,
    pub period_max: Option<Decimal>,
    pub period_unit: Option<Text>,
    pub when: Vec<Text>,
    pub time_of_day: Vec<Text>,
}

/// A medicine somebody says they take.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MedicationStatement {
    pub status: Option<Text>,
    pub medication_codeable_concept: Option<CodeableConcept>,
    pub medication_reference: Option<Reference>,
    pub subject: Option<Reference>,
    pub context: Option<Reference>,
    pub effective_date_time: Option<Moment>,
    pub effective_period: Option<Period>,
    pub date_asserted: Option<Moment>,
    pub information_source: Option<Reference>,
    pub reason_code: Vec<CodeableConcept>,
    pub reason_reference: Vec<Reference>,
    pub note: Vec<Annotation>,
    pub dosage: Vec<Dosage>,
    pub contained: Vec<Contained>,
    pub modifier_extension: Vec<Extension>,
}

/// A resource inside another; only medicines are of interest.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Contained {
    pub id: Option<Text>,
    pub code: Option<CodeableConcept>,
}
