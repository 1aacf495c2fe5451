//! What was typed.

use sha2::{Digest as _, Sha256};

use super::model::{By, Words};
use crate::gate::access::employees::Employee;
use crate::kit::web::form::Form;
use crate::people::patients::{Contact, PatientId};

pub(super) const SUBJECT: usize = 80;
pub(super) const BODY: usize = 600;

/// What is to be said; what is wrong with it stands in the form.
pub(super) fn words(form: &mut Form) -> Option<Words> {
    let subject = form.name("subject", SUBJECT, "sendings-subject-missing");
    let body = form.required("body", BODY, "sendings-body-missing");
    Some(Words { subject: subject?, body: body? })
}

/// Stands for exactly these people: whoever sends has seen them.
pub(super) fn mark(people: &[Employee]) -> String {
    let parts = people.iter().map(|one| one.id.uuid().into_bytes().to_vec());
    digest(parts)
}

/// Stands for exactly these patients, told in these ways.
pub(super) fn mark_of_patients(patients: &[(PatientId, Contact)]) -> String {
    let mut ways: Vec<(PatientId, &str)> =
        patients.iter().map(|(id, contact)| (*id, By::of(contact).map_or("", By::word))).collect();
    ways.sort_unstable();
    digest(ways.into_iter().map(|(id, way)| [id.uuid().as_bytes(), way.as_bytes()].concat()))
}

fn digest(parts: impl Iterator<Item = Vec<u8>>) -> String {
    let mut digest = Sha256::new();
    parts.for_each(|part| digest.update(part));
    hex::encode(digest.finalize())
}
