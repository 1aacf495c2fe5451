//! Labels and wristbands: who somebody is, with the record number as a barcode, in exact millimetres.
//!
//! - Whoever may print the record may print these; every print is in the audit trail before it is answered.
//! - The barcode holds the eight digits of the number, which the search understands from a scanner.
//! - A name is made smaller until it fits; it is never cut.
//! - What paper lies in the printer beside a browser, that browser remembers.

mod pages;
mod paper;
mod sheet;
mod size;

use crate::kit::web::routes::Routes;

/// `/patients/{id}/labels`, and the papers it prints.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/patients/{id}/labels", paper::show)
        .get("/patients/{id}/label.pdf", pages::label)
        .get("/patients/{id}/wristband.pdf", pages::wristband);
}
