//! Notes: what somebody wrote about a patient (FHIR: Composition).
//!
//! - A note that is signed is never changed. One that should not be there is voided with a reason by whoever wrote it
//!   or by an admin, and stays to be seen as such.
//! - A restricted note is read by its author and by admins; to everybody else it is not there.
//! - Patients do not read notes.

mod model;
mod store;

pub use model::{Kind, Note, NoteId, Readers, Voiding};
pub use store::{HeldNotes, find, of_patient, void, write};
