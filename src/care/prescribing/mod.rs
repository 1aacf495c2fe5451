//! Writing prescriptions: one medicine at a time, compared with what is on record, printed with a code that anybody who
//! holds the paper can check.
//!
//! - What the check found is shown before anything is written, and is asked for again inside the transaction that writes.
//!   Going on against a warning needs a reason and one's password. What was found, and the reason, are kept with the
//!   prescription and shown with it.
//! - Of what is taken already the new one is given instead, which ends the old one, or as well ([`replacing`]).
//! - During a visit it lies in the basket first ([`basket`]): checked when it is put in, when it is shown and when the visit
//!   is signed, which issues it.
//! - A prescription is a row of `prescriptions`; what only those written here have is an [`Issue`] beside it.
//! - It is never changed: it is stopped, or voided where it should not be there ([`voiding`]), with a reason, and another
//!   one is written. "As last time" begins one with what an
//!   earlier one says; a favourite is one's own beginning.
//! - The code on the paper is made from the installation's key, and only its hash is kept: whoever reads the database cannot
//!   print a prescription that would be found genuine.
//!
//! Words: the *sheet* is what was typed, an *order* what it means.

mod model;
mod decision;
mod store;
mod replacing;
mod actions;
mod voiding;
mod basket;
mod forms;
mod said;
mod views;
mod print;
mod pages;

pub use actions::{Prescriber, issue, look_over, stop};
pub use basket::{PrescriptionsInBasket, around, put};
pub use decision::Decision;
pub use forms::{FIELDS, order_in, order_of, values};
pub use model::{Frequency, Issue, Order, Route, Voided};
pub use pages::routes;
pub use replacing::doubled;
pub use said::{facts, status};
pub use store::{Beside, beside};
pub use voiding::void;

use crate::kit::id::Id;
use crate::people::patients::{PatientId, record_path};

use uuid::Uuid;

use crate::care::prescriptions::Prescription;
use crate::care::visits::VisitId;

/// Where one writes a prescription for a patient.
pub fn new_path(patient: PatientId) -> String {
    format!("{}/prescriptions/new", record_path(patient))
}

/// Where one changes what lies in the basket of a visit.
fn item_path(patient: PatientId, visit: VisitId, item: Uuid) -> String {
    format!("{}?visit={visit}&item={item}", new_path(patient))
}

/// The page of a prescription.
pub fn path(patient: PatientId, prescription: Id<Prescription>) -> String {
    format!("{}/prescriptions/{prescription}", record_path(patient))
}

/// The paper of a prescription.
fn paper_path(patient: PatientId, prescription: Id<Prescription>) -> String {
    format!("{}/paper.pdf", path(patient, prescription))
}

/// Where one says that a prescription should not be there.
fn voiding_path(patient: PatientId, prescription: Id<Prescription>) -> String {
    format!("{}/voiding", path(patient, prescription))
}

/// Where anybody checks the code of a printed prescription.
pub const VERIFY_PATH: &str = "/verify";
