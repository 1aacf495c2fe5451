//! Prescriptions (FHIR: MedicationRequest) and medicines that somebody says they take (MedicationStatement).

mod model;
mod store;

pub use model::{ORDER, OVER, Prescription};
pub use store::{HeldPrescriptions, current, written_by};
