//! FHIR R4 resources about people and organisations.

use serde::Deserialize;

use super::{Address, CodeableConcept, ContactPoint, Extension, HumanName, Identifier, Moment, Text};

/// The person the record is about.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Patient {
    pub identifier: Vec<Identifier>,
    pub name: Vec<HumanName>,
    pub telecom: Vec<ContactPoint>,
    pub gender: Option<Text>,
    pub birth_date: Option<Moment>,
    pub deceased_boolean: Option<bool>,
    pub deceased_date_time: Option<Moment>,
    pub address: Vec<Address>,
    pub marital_status: Option<CodeableConcept>,
    pub communication: Vec<Communication>,
    pub contact: Vec<PatientContact>,
    pub modifier_extension: Vec<Extension>,
}

/// A language somebody speaks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Communication {
    pub language: Option<CodeableConcept>,
    pub preferred: Option<bool>,
}

/// Next of kin and the like.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PatientContact {
    pub relationship: Vec<CodeableConcept>,
    pub name: Option<HumanName>,
    pub telecom: Vec<ContactPoint>,
}

/// Somebody who gives care elsewhere.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Practitioner {
    pub identifier: Vec<Identifier>,
    pub active: Option<bool>,
    pub name: Vec<HumanName>,
    pub telecom: Vec<ContactPoint>,
    pub address: Vec<Address>,
    pub modifier_extension: Vec<Extension>,
}

/// A hospital or practice elsewhere.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Organization {
    pub identifier: Vec<Identifier>,
    pub active: Option<bool>,
    pub name: Option<Text>,
    pub telecom: Vec<ContactPoint>,
    pub address: Vec<Address>,
    pub modifier_extension: Vec<Extension>,
}
