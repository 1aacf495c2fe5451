//! The clinical record: what is known about a patient, and what was done.
//!
//! Its tables follow FHIR R4's resources in shape, under the hospital's words. What every row has in
//! common stands in [`record`].

pub mod record;
pub mod directory;
pub mod codes;
pub mod visits;
pub mod problems;
pub mod prescriptions;
pub mod substances;
pub mod interactions;
pub mod intake;
pub mod safety;
pub mod observations;
pub mod procedures;
pub mod reports;
pub mod plans;
pub mod templates;
pub mod notes;
pub mod vitals;
pub mod consultation;
pub mod emergency_entry;
pub mod letters;
pub mod prescribing;
