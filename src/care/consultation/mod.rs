//! The consultation: a visit with its note, written while the chart stays in view, and signed once.
//!
//! - A visit begins from an arrived appointment or from the chart. Its note is a draft until it is signed; what is typed
//!   is kept on the server while one types, and saved as a version by whoever saves it.
//! - Whoever saves over a version they have not seen is shown both.
//! - Signing happens once and whole: the note stands, its diagnoses and measurements become part of the record, what lies
//!   in the basket is signed, the appointment is completed. After that the note is never changed: it is amended, or
//!   voided with a reason, and all of it stays to be seen.
//! - A restricted note keeps its diagnoses to itself: they do not go into the list of problems, which everybody reads.
//!
//! Words: the *desk* is the page on which a note is written, the *basket* what other features sign with the visit.

mod model;
mod basket;
mod lying;
mod place;
mod actions;
mod forms;
mod on_appointments;
mod open_work;
mod said;
mod views;
mod pages;

pub use actions::{Shown, Signing, amend, save, sign, start, void};
pub use basket::{Adding, At, Basket, InBasket, Line};
pub use lying::CHANGED;
pub(crate) use lying::basket_store;
pub use model::Sections;
pub use on_appointments::VisitsOnAppointments;
pub use open_work::UnsignedNotes;
pub use pages::routes;
pub use place::{Found, Laid, Place, PlaceView, lying_named, open_visit};
pub use said::texts;

use crate::care::intake::Question;
use crate::care::visits::VisitId;
use crate::people::patients::{PatientId, record_path};

/// The desk of a visit whose note is a draft.
pub fn desk_path(patient: PatientId, visit: VisitId) -> String {
    format!("{}/visits/{visit}/desk", record_path(patient))
}

/// For how long the patient of a visit has been in consultation.
fn lasting_path(patient: PatientId, visit: VisitId) -> String {
    format!("{}/visits/{visit}/lasting", record_path(patient))
}

/// The note of a visit, once it is signed.
pub fn note_path(patient: PatientId, visit: VisitId) -> String {
    format!("{}/visits/{visit}/note", record_path(patient))
}

/// A visit on paper.
pub fn paper_path(patient: PatientId, visit: VisitId) -> String {
    format!("{}/visits/{visit}/visit.pdf", record_path(patient))
}

/// The tab of the chart that has all of a list which stands cut beside a note.
fn list_path(patient: PatientId, question: Question) -> String {
    let tab = match question {
        Question::Problems | Question::Allergies => "problems",
        Question::Medication => "medication",
        Question::Vaccines => "vaccines",
    };
    format!("{}/{tab}", record_path(patient))
}

/// Where a visit is begun from the chart.
pub fn new_path(patient: PatientId) -> String {
    format!("{}/visits/new", record_path(patient))
}
