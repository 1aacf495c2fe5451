//! Letters a doctor signs and a patient takes along: sick notes and referrals.
//!
//! - What a letter says is fixed when it is written, names and numbers too, so that every print is the same paper.
//! - The first print is the letter; each later one says COPY. A letter that was voided says so, with the reason here
//!   and not on the paper, and stays in the list.
//! - A sick note names a diagnosis only when its writer puts one there: the employer has no business with it.
//! - A referral takes problems, medicines and allergies along as they stood when it was written: the list, with what was
//!   imported and nobody has confirmed marked so, or that somebody asked and there is nothing, or that nobody has asked.
//! - During a visit a letter lies in its basket first ([`basket`]): not written yet, to be changed and taken out, and
//!   written when the visit is signed, as the word of who signs it.

mod actions;
mod basket;
mod forms;
mod known;
mod model;
mod pages;
mod print;
mod said;
mod store;
mod views;

pub use actions::{void, write};
pub use basket::{LettersInBasket, put};
pub use model::{Content, Kind, Known, Letter, LetterId, Referral, SickNote, TakenAlong, Urgency};
pub use pages::routes;
pub use said::{facts, more, texts};
pub use store::{HeldLetters, Wanted, of_patient, of_visit, written_by};

use uuid::Uuid;

use crate::care::visits::VisitId;
use crate::people::patients::{PatientId, record_path};

/// The letters of a patient.
pub fn path(patient: PatientId) -> String {
    format!("{}/letters", record_path(patient))
}

/// Where one writes a letter.
fn new_path(patient: PatientId, kind: Kind) -> String {
    match kind {
        Kind::SickNote => format!("{}/sick-note", path(patient)),
        Kind::Referral => format!("{}/referral", path(patient)),
    }
}

/// Where one changes what lies in the basket of a visit.
fn item_path(patient: PatientId, visit: VisitId, kind: Kind, item: Uuid) -> String {
    format!("{}?visit={visit}&item={item}", new_path(patient, kind))
}

/// Where one says that a letter counts no longer.
fn voiding_path(patient: PatientId, letter: LetterId) -> String {
    format!("{}/{letter}/voiding", path(patient))
}

/// A letter on paper.
fn paper_path(patient: PatientId, letter: LetterId) -> String {
    format!("{}/{letter}/paper.pdf", path(patient))
}
