//! Letters a doctor signs and a patient takes along: sick notes and referrals.
//!
//! - What a letter says is fixed when it is written, names and numbers too, so that every print is the same paper.
//! - The first print is the letter; each later one says COPY. A letter that was voided says so, with the reason here
//!   and not on the paper, and stays in the list.
//! - A sick note names a diagnosis only when its writer puts one there: the employer has no business with it.
//! - A referral takes problems, medicines and allergies along as they stood when it was written.

mod actions;
mod forms;
mod model;
mod pages;
mod print;
mod said;
mod store;
mod views;

pub use actions::{void, write};
pub use model::{Content, Kind, Known, Letter, LetterId, Referral, SickNote, Urgency};
pub use said::{facts, texts};
pub use store::{HeldLetters, of_patient, written_by};

use crate::kit::web::routes::Routes;
use crate::people::patients::{PatientId, record_path};

/// The letters of a patient.
pub fn path(patient: PatientId) -> String {
    format!("{}/letters", record_path(patient))
}

/// `/patients/{id}/letters` and what is below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/patients/{id}/letters", pages::list)
        .get("/patients/{id}/letters/sick-note", pages::show_sick_note)
        .post("/patients/{id}/letters/sick-note", pages::write_sick_note)
        .get("/patients/{id}/letters/referral", pages::show_referral)
        .post("/patients/{id}/letters/referral", pages::write_referral)
        .get("/patients/{id}/letters/{letter}/paper.pdf", pages::print)
        .get("/patients/{id}/letters/{letter}/voiding", pages::ask_to_void)
        .post("/patients/{id}/letters/{letter}/voiding", pages::void);
}
