//! Vital signs measured here, and nursing notes.
//!
//! - What is measured in one go is a *round*: its values are rows of `observations` that one person wrote at one moment.
//! - A value that cannot be is refused, one that is unlikely is asked about, and kept as it is once somebody says that
//!   it is right. Values carry their unit and what is usual for adults; of children nothing is called high or low.
//! - The body mass index and the early warning score are computed from a round and kept with it, so that they read as
//!   they read on that day. See [`model::news2`] and [`model::bmi`] for where the rules come from.
//! - A round that should not be there is voided with a reason and stays to be seen. One that was signed with a visit is
//!   voided with it.

mod model;
mod store;
mod actions;
mod forms;
mod views;
mod pages;

pub use actions::{By, record, void_signed_with};
pub use forms::{FIELDS, Known, Read, read};
pub use model::news2::{News2, Risk};
pub use model::round::{Body, Round};
pub use model::{Mind, Oxygen, Vital, source};
pub use pages::{known, routes};
pub use store::{Shown, body, measured_since, rounds};
pub use views::{FieldView, RoundView, ValueView, fields, minds, oxygens, sources, typed_said, value};

use crate::people::patients::{PatientId, record_path};

/// The rounds and nursing notes of a patient.
pub fn path(patient: PatientId) -> String {
    format!("{}/vitals", record_path(patient))
}

/// The quick form.
pub fn new_path(patient: PatientId) -> String {
    format!("{}/new", path(patient))
}
