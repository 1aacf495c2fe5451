//! The medical record on paper.
//!
//! - The patient's identity, the state of what is known about allergies, who printed it when, and "page x of y" stand
//!   on every page; every print is in the audit trail before it is answered.
//! - All problems and allergies stand in it; what is resolved, inactive or refuted says so. Only what was entered in
//!   error is left out, and counted.
//! - A coded entry stands under the coding's words, with the text as written below it where that differs.
//! - Notes stand in it as they were signed, with what amends them; a restricted one only for its author and admins.
//!
//! Reads the tables of `care`, never writes them.

mod gather;
pub mod model;
mod pages;
mod sections;
mod sheet;
mod store;
mod words;

pub use sheet::set;

use crate::kit::web::routes::Routes;
use crate::people::patients::PatientId;

/// `/patients/{id}/record.pdf`, and one visit of it.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/patients/{id}/record.pdf", pages::print)
        .get("/patients/{id}/visits/{visit}/visit.pdf", pages::print_visit);
}

/// The address of a patient's printed record.
pub fn path(patient: PatientId) -> String {
    format!("/patients/{patient}/record.pdf")
}
