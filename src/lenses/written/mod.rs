//! What somebody wrote: their notes, letters and prescriptions, whoever they are about (rule 3 of the contract).
//!
//! - Authors keep reading what they wrote after the patient is out of their reach, and nothing else of the record: who it
//!   is about is said by name, date of birth and record number.
//! - Each entry that is read so is on file first, as a look at the patient's record.
//! - Nothing is changed here; whoever may still write goes to the record.

mod kind;
mod pages;
mod store;
mod views;

pub use kind::Kind;

use uuid::Uuid;

use crate::kit::web::routes::Routes;

/// The list.
pub const PATH: &str = "/written";

/// One entry.
pub fn path(kind: Kind, id: Uuid) -> String {
    format!("{PATH}/{}/{id}", kind.word())
}

/// `/written`.
pub fn routes(routes: &mut Routes<'_>) {
    routes.get(PATH, pages::list).get("/written/{kind}/{id}", pages::show);
}
