//! The one new entry that belongs to an emergency access: what was found and done, in the writer's words.
//!
//! - It is a visit of its own, of the setting *emergency*, signed with the writer's name by being saved.
//! - Each emergency access has one; writing it and noting that it is written are one transaction.

mod actions;
mod pages;
mod store;

pub use store::written_by;

use crate::kit::web::routes::Routes;
use crate::people::patients::{PatientId, record_path};

/// The setting of HL7's list of act codes that an entry is of.
pub const SETTING: &str = "EMER";

/// Where the entry is written.
pub fn path(patient: PatientId) -> String {
    format!("{}/emergency/entry", record_path(patient))
}

/// `/patients/{id}/emergency/entry`.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/patients/{id}/emergency/entry", pages::show)
        .post("/patients/{id}/emergency/entry", pages::submit);
}
