//! The one new entry that belongs to an emergency access: what was found and done, in the writer's words.
//!
//! - It is a visit of its own, of the setting *emergency*, signed with the writer's name by being saved.
//! - Each emergency access has one; writing it and noting that it is written are one transaction.
//! - It is never changed. Its author, as long as the patient is within their reach, or an admin voids it with a reason; it
//!   stays to be seen.

mod actions;
mod pages;
mod store;
mod voiding;

pub use actions::void;
pub use store::written_by;

use crate::care::visits::{Visit, VisitId};
use crate::gate::actor::AccountId;
use crate::kit::web::routes::Routes;
use crate::people::patients::{PatientId, record_path};

/// The setting of HL7's list of act codes that an entry is of.
pub const SETTING: &str = "EMER";

/// Where the entry is written.
pub fn path(patient: PatientId) -> String {
    format!("{}/emergency/entry", record_path(patient))
}

/// Where one says that an entry should not be there.
pub fn voiding_path(patient: PatientId, entry: VisitId) -> String {
    format!("{}/emergency/entries/{entry}/voiding", record_path(patient))
}

/// Whether a visit is an entry that was written here, and not a visit in an emergency room.
pub fn is_entry(visit: &Visit) -> bool {
    visit.class.as_deref() == Some(SETTING)
        && visit.source_id.is_none()
        && visit.recorded_by.is_some()
        && visit.appointment_id.is_none()
}

/// Whether an entry is for this person to void; `any` for who voids also what others wrote.
pub fn may_void(entry: &Visit, account: AccountId, any: bool) -> bool {
    any || entry.recorded_by == Some(account)
}

/// `/patients/{id}/emergency/entry` and what is done with an entry.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/patients/{id}/emergency/entry", pages::show)
        .post("/patients/{id}/emergency/entry", pages::submit)
        .get("/patients/{id}/emergency/entries/{entry}/voiding", voiding::ask)
        .post("/patients/{id}/emergency/entries/{entry}/voiding", voiding::void);
}
