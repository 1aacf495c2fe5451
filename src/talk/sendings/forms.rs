//! What was typed.

use sha2::{Digest as _, Sha256};

use super::model::Words;
use crate::gate::access::employees::Employee;
use crate::kit::web::form::Form;

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
    let mut digest = Sha256::new();
    for one in people {
        digest.update(one.id.uuid().as_bytes());
    }
    hex::encode(digest.finalize())
}
