//! The four questions of the first visit: vaccines received, chronic illnesses, allergies, current medication.
//!
//! - They are asked once in a lifetime, per patient. What was answered to a question, by whom and when, is a row of
//!   [`IntakeAnswer`]; the entries are rows of the clinical tables: allergies and vaccines (FHIR: AllergyIntolerance,
//!   Immunization) are kept here, illnesses in `problems`, medicines in `prescriptions`.
//! - Blank is not "none": a question without an answer was not asked, and "none" is an answer somebody gave. While an
//!   entry is in force nobody can answer "none".
//! - What an import brings is marked as imported until somebody here confirms it. It answers nothing by itself.
//! - After that, who may decide changes an entry at once, and what it said before is kept; everybody else asks, with a
//!   reason, and who may decide accepts or declines.
//!
//! Words: an *entry* is one line of an answer, *said* is what it says, *gone* is why one is taken away.

mod model;
mod said;
mod store;
mod actions;
mod telling;
mod forms;
mod views;
mod pages;

pub use actions::{Given, Ruling, Verdict, add, answer, ask, change, confirm, decide, remove};
pub use model::ask::{Asked, Decision, Request, RequestId};
pub use model::rows::{Allergy, Gravity, IntakeAnswer, NONE_KNOWN, Question, Vaccine, answer_to};
pub use model::said::{Gone, Part, Said, Severity};
pub use model::standing::{By, Entry, Standing, newest_of_each};
pub use pages::routes;
pub use said::{asked, beside, why_empty};
pub use store::{
    HeldAllergies, HeldIntakeAnswers, HeldIntakeRequests, HeldVaccines, allergies_in_force, answer_once,
    answers, open_requests, open_requests_of, standing,
};

pub use telling::CORRECTION_TELLER;

use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::live::Matter;
use crate::people::patients::{PatientId, record_path};

/// Corrections that wait for a decision.
pub const CORRECTIONS: Matter = Matter { kind: "corrections", rights: &[perm::IntakeDecide::ROW] };

/// The page of a patient's four questions.
pub fn path(patient: PatientId) -> String {
    format!("{}/intake", record_path(patient))
}

/// The list of all corrections that wait for a decision.
pub const REQUESTS_PATH: &str = "/intake-requests";
