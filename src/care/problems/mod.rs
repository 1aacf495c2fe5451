//! Problems and diagnoses (FHIR: Condition).
//!
//! - `at` is the onset, or when it was recorded if the onset is not known; `at_precision` says which.
//! - A diagnosis belongs to a visit; a problem stays until it is resolved.

mod model;
mod store;

pub use model::{OVER, Problem, ProblemId, REFUTED, is_over};
pub use store::{HeldProblems, in_force, void_of_visit};
