//! Emergency access as people meet it: asking for it, ending it, and the queue in which each one is reviewed.
//!
//! - A record is asked for by its whole number, never by a name: nobody looks here who might be a patient. That one
//!   asked is on file, and what is shown before it opens is what tells two people apart.
//! - Reason and password open it; whoever reaches the record anyway is told so first.
//! - The queue is for admins, who can switch emergency access off there.
//!
//! The rules and the rows are the gate's ([`crate::gate::access::emergency`]).

mod actions;
mod entry;
mod pages;
mod store;
mod telling;
mod views;

pub use actions::{end, open, review};
pub use entry::BreakGlass;
pub use store::HeldEmergencyAccesses;
pub use telling::{EmergencyTeller, told};

use crate::kit::web::routes::Routes;
use crate::people::patients::{PatientId, record_path};

/// Where a record is asked for.
const PATH: &str = "/emergency";
/// Where admins review.
pub const REVIEWS_PATH: &str = "/emergency-reviews";

/// Where one's emergency access to a record is ended.
pub fn end_path(patient: PatientId) -> String {
    format!("{}/emergency/end", record_path(patient))
}

/// `/emergency`, `/emergency-reviews`, and the end of one.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get(PATH, pages::opening::show)
        .post(PATH, pages::opening::submit)
        .post("/patients/{id}/emergency/end", pages::opening::end)
        .get(REVIEWS_PATH, pages::reviewing::list)
        .post("/emergency-reviews/switch", pages::reviewing::switch)
        .get("/emergency-reviews/{access}", pages::reviewing::show)
        .post("/emergency-reviews/{access}/end", pages::reviewing::end)
        .post("/emergency-reviews/{access}", pages::reviewing::submit);
}
