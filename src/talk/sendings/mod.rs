//! Sending by hand: what somebody writes to people who work here, or to patients.
//!
//! - Admins write to a person, a role or everybody at a site, and see who that is before it is sent; it rings like
//!   anything else that people are told of, as each has chosen.
//! - Reception and admins write to a patient, by the way that patient has agreed to; it goes through the outbox, and what
//!   does not arrive is on the call list. Nothing clinical leaves the house: the form says so where it is written.
//! - The same to all patients of a list of the diary at once, each once, after seeing how many they are and how each is
//!   told. Whom nothing may be written to is on the call list.
//! - Who sent what, to whom and when is kept; whoever sent it sees what became of it.

mod actions;
mod forms;
mod model;
mod pages;
mod store;
mod telling;
mod views;

pub use actions::{Recalled, recall};
pub use store::{HeldSendingPatients, HeldSendings};
pub use telling::SendingTeller;

use model::SendingId;

use crate::kit::web::routes::Routes;
use crate::people::patients::{PatientId, messages_path};

/// What was sent.
pub const PATH: &str = "/sendings";

/// One that was sent.
fn path(id: SendingId) -> String {
    format!("{PATH}/{id}")
}

/// Where something is written to a patient.
pub fn patient_path(id: PatientId) -> String {
    format!("{}/new", messages_path(id))
}

/// Where something is written to the patients of a list of the diary, named in the words of an address.
pub fn patients_path(list: &str) -> String {
    format!("{PATH}/patients?{list}")
}

/// `/sendings` and what is below it, and the form of a patient.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get(PATH, pages::reading::list)
        .get("/sendings/new", pages::staff::new)
        .post(PATH, pages::staff::send)
        .get("/sendings/patients", pages::several::new)
        .post("/sendings/patients", pages::several::send)
        .get("/sendings/{sending}", pages::reading::show)
        .post("/sendings/{sending}/retry", pages::reading::retry)
        .get("/patients/{id}/messages/new", pages::patient::new)
        .post("/patients/{id}/messages/new", pages::patient::send);
}
