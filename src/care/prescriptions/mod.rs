//! Prescriptions (FHIR: MedicationRequest) and medicines that somebody says they take (MedicationStatement).

mod model;
mod store;

pub use model::Prescription;
pub use store::{HeldPrescriptions, current};
