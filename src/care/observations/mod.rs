//! Measurements, results and answers (FHIR: Observation): vital signs, laboratory, surveys.
//!
//! - A number is kept twice: as written, since `7.0` says more than `7`, and as a number to compare and draw.
//! - Blood pressure and its like have their values in parts.

mod model;
mod store;

pub use model::{Observation, ObservationPart, Value, test_key};
pub use store::{
    HeldObservationParts, HeldObservations, belong_to, last_vital, parts_of, results_since, set_parts,
    vitals_measured_since, vitals_written_at, vitals_written_here,
};
