//! Labels and wristbands: who somebody is, with the record number as a barcode, in exact millimetres.
//!
//! - Whoever may print the record may print these; every print is in the audit trail before it is answered.
//! - The barcode holds the eight digits of the number, which the search understands from a scanner.
//! - A name is made smaller until it fits; it is never cut.

mod pages;
mod sheet;
mod size;

use crate::kit::web::routes::Routes;
use crate::people::patients::PatientId;

/// `/patients/{id}/label.pdf` and `/patients/{id}/wristband.pdf`.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/patients/{id}/label.pdf", pages::label)
        .get("/patients/{id}/wristband.pdf", pages::wristband);
}

/// The address of a patient's label.
pub fn label_path(patient: PatientId) -> String {
    format!("/patients/{patient}/label.pdf")
}

/// The address of a patient's wristband.
pub fn wristband_path(patient: PatientId) -> String {
    format!("/patients/{patient}/wristband.pdf")
}
