//! Procedures: what was done to the patient.

mod model;
mod store;

pub use model::Procedure;
pub use store::HeldProcedures;
