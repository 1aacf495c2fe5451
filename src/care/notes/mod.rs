//! Notes: what somebody wrote about a patient (FHIR: Composition).
//!
//! - A note that is signed is never changed. One that should not be there is voided with a reason by whoever wrote it
//!   or by an admin, and stays to be seen as such.
//! - A restricted note is read by its author, by admins and under emergency access; to everybody else it is not there.
//!   What amends it is read by whoever reads it.
//! - Patients do not read notes.

mod model;
mod store;

pub use model::{DRAFT, FINAL, IN_ERROR, Kind, Note, NoteId, Readers, Voiding};
pub use store::{
    HeldNotes, Unsigned, Wanted, amendments, count_unsigned, drafts, drafts_by, find, hand_over, is_there,
    last_change, main_of_visit, of_patient, replace, signed, signed_paged, unsigned, version, void, write,
    written_by,
};
