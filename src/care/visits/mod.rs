//! Visits (FHIR: Encounter).
//!
//! - `at` is when the visit began. An imported visit gives nobody a relation to the patient; only appointments do.

mod model;
mod store;

pub use model::{Visit, VisitId};
pub use store::{HeldVisits, among_appointments, find, going_on_since, of_appointment, replace};
