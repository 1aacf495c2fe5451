//! FHIR R4 resources of the clinical record: visits, problems, allergies, vaccines, procedures.

use serde::Deserialize;

use super::{
    Annotation, CodeableConcept, Coding, Extension, Moment, Period, Quantity, Range, Reference, Text,
};

/// A visit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Encounter {
    pub status: Option<Text>,
    pub class: Option<Coding>,
    #[serde(rename = "type")]
    pub type_: Vec<CodeableConcept>,
    pub subject: Option<Reference>,
    pub participant: Vec<EncounterParticipant>,
    pub period: Option<Period>,
    pub reason_code: Vec<CodeableConcept>,
    pub reason_reference: Vec<Reference>,
    pub hospitalization: Option<Hospitalization>,
    pub service_provider: Option<Reference>,
    pub modifier_extension: Vec<Extension>,
}

/// Who took part in a visit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EncounterParticipant {
    pub individual: Option<Reference>,
}

/// How a stay ended.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Hospitalization {
    pub discharge_disposition: Option<CodeableConcept>,
}

/// A problem or diagnosis.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Condition {
    pub clinical_status: Option<CodeableConcept>,
    pub verification_status: Option<CodeableConcept>,
    pub category: Vec<CodeableConcept>,
    pub severity: Option<CodeableConcept>,
    pub code: Option<CodeableConcept>,
    pub body_site: Vec<CodeableConcept>,
    pub subject: Option<Reference>,
    pub encounter: Option<Reference>,
    pub onset_date_time: Option<Moment>,
    pub onset_age: Option<Quantity>,
    pub onset_period: Option<Period>,
    pub onset_range: Option<Range>,
    pub onset_string: Option<Text>,
    pub abatement_date_time: Option<Moment>,
    pub abatement_age: Option<Quantity>,
    pub abatement_period: Option<Period>,
    pub abatement_range: Option<Range>,
    pub abatement_string: Option<Text>,
    pub recorded_date: Option<Moment>,
    pub recorder: Option<Reference>,
    pub asserter: Option<Reference>,
    pub note: Vec<Annotation>,
    pub modifier_extension: Vec<Extension>,
}

/// An allergy or intolerance.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AllergyIntolerance {
    pub clinical_status: Option<CodeableConcept>,
    pub verification_status: Option<CodeableConcept>,
    #[serde(rename = "type")]
    pub type_: Option<Text>,
    pub category: Vec<Text>,
    pub criticality: Option<Text>,
    pub code: Option<CodeableConcept>,
    pub patient: Option<Reference>,
    pub encounter: Option<Reference>,
    pub onset_date_time: Option<Moment>,
    pub onset_age: Option<Quantity>,
    pub onset_period: Option<Period>,
    pub onset_range: Option<Range>,
    pub onset_string: Option<Text>,
    pub recorded_date: Option<Moment>,
    pub recorder: Option<Reference>,
    pub asserter: Option<Reference>,
    pub last_occurrence: Option<Moment>,
    pub note: Vec<Annotation>,
    pub reaction: Vec<AllergyReaction>,
    pub modifier_extension: Vec<Extension>,
}

/// What happened on contact.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AllergyReaction {
    pub manifestation: Vec<CodeableConcept>,
    pub description: Option<Text>,
    pub severity: Option<Text>,
}

/// A vaccine given, or not given.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Immunization {
    pub status: Option<Text>,
    pub status_reason: Option<CodeableConcept>,
    pub vaccine_code: Option<CodeableConcept>,
    pub patient: Option<Reference>,
    pub encounter: Option<Reference>,
    pub occurrence_date_time: Option<Moment>,
    pub occurrence_string: Option<Text>,
    pub recorded: Option<Moment>,
    pub primary_source: Option<bool>,
    pub lot_number: Option<Text>,
    pub site: Option<CodeableConcept>,
    pub route: Option<CodeableConcept>,
    pub dose_quantity: Option<Quantity>,
    pub performer: Vec<Performer>,
    pub note: Vec<Annotation>,
    pub protocol_applied: Vec<ImmunizationProtocol>,
    pub modifier_extension: Vec<Extension>,
}

/// Who did it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Performer {
    pub actor: Option<Reference>,
}

/// Which dose of a series.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ImmunizationProtocol {
    pub dose_number_positive_int: Option<u32>,
    pub dose_number_string: Option<Text>,
}

/// Something done to the patient.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Procedure {
    pub status: Option<Text>,
    pub status_reason: Option<CodeableConcept>,
    pub code: Option<CodeableConcept>,
    pub subject: Option<Reference>,
    pub encounter: Option<Reference>,
    pub performed_date_time: Option<Moment>,
    pub performed_period: Option<Period>,
    pub performed_string: Option<Text>,
    pub performed_age: Option<Quantity>,
    pub performer: Vec<Performer>,
    pub reason_code: Vec<CodeableConcept>,
    pub reason_reference: Vec<Reference>,
    pub body_site: Vec<CodeableConcept>,
    pub outcome: Option<CodeableConcept>,
    pub complication: Vec<CodeableConcept>,
    pub note: Vec<Annotation>,
    pub modifier_extension: Vec<Extension>,
}
