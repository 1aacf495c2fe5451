//! What whoever prescribes has decided, and how it is kept with what lies in a basket.

use serde_json::Value;

use crate::care::prescriptions::Prescription;
use crate::care::safety::{Checked, Verdict};
use crate::kit::id::Id;

/// What whoever prescribes has decided, knowing what speaks against it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Decision<'a> {
    /// The fingerprints of the findings that were shown, apart by spaces.
    pub seen: &'a str,
    /// Why it is written against a warning.
    pub reason: Option<&'a str>,
    /// Which of what is taken it takes the place of.
    pub replaces: &'a [Id<Prescription>],
}

impl Decision<'_> {
    /// Whether these findings were shown.
    pub fn has_seen(&self, found: &Checked) -> bool {
        let fingerprint = found.fingerprint();
        found.verdict() == Verdict::Clear || self.seen.split(' ').any(|seen| seen == fingerprint)
    }

    /// Whether it was decided on these findings.
    pub fn covers(&self, found: &Checked) -> bool {
        self.has_seen(found) && (found.verdict() != Verdict::Warns || self.reason.is_some())
    }
}

/// The field in which it is kept what an order is to take the place of.
const REPLACES: &str = "replaces";

/// The fields of an order, with what it is to take the place of.
pub fn with_replaces(mut fields: Value, replaces: &[Id<Prescription>]) -> Value {
    if let Some(all) = fields.as_object_mut().filter(|_| !replaces.is_empty()) {
        all.insert(REPLACES.to_owned(), Value::String(ids_said(replaces)));
    }
    fields
}

/// What an order whose fields were kept is to take the place of.
pub fn replaces_in(fields: &Value) -> Vec<Id<Prescription>> {
    ids_of(fields.get(REPLACES).and_then(Value::as_str).unwrap_or_default()).unwrap_or_default()
}

/// Several prescriptions in one word of a form.
pub fn ids_said(ids: &[Id<Prescription>]) -> String {
    ids.iter().map(Id::to_string).collect::<Vec<_>>().join(" ")
}

/// The prescriptions that a word of a form names; none when it names anything else.
pub fn ids_of(said: &str) -> Option<Vec<Id<Prescription>>> {
    said.split_whitespace().map(|id| id.parse().ok()).collect()
}
