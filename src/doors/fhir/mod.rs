//! The FHIR R4 door: bundles of another system come in here.
//!
//! - Reading knows nothing of the database: a bundle becomes plain values in the hospital's words, or is refused with
//!   its place. Writing is one transaction a bundle.
//! - FHIR's words stand in here and nowhere else; `docs/glossary.md` pairs them with ours.

mod bundle;
mod files;
mod imported;
mod links;
mod pages;
mod r4;
mod refusal;
mod report;
mod run;
mod store;
mod take;
mod views;
mod write;

#[cfg(test)]
mod bundle_tests;

pub use bundle::{LARGEST_FILE, read_bundle, read_file, read_file_up_to};
pub use files::{ImportFile, collect};
pub use imported::*;
pub use refusal::{Place, Refusal};
pub use report::{Conflict, Counts, Duplicate, NotTaken, Party, Refused, Report as ImportReport};
pub use run::{Order, Progress, announce, run};
pub use store::{HeldImportItems, HeldImportedPatients, ImportRun, Run};
pub use write::{Rehearsal, rehearse_bundle, write_bundle};

use crate::kit::web::routes::Routes;

/// The pages on which an admin imports.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get(pages::PAGE, pages::show)
        .post(pages::PAGE, pages::start)
        .get("/import/{id}", pages::show_run)
        .get("/import/{id}/progress", pages::progress);
}
