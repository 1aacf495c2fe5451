//! What a bundle holds, in the hospital's words and without ids of ours.
//!
//! These structs are also what the content hash is taken over: the same content gives the same
//! hash, whatever else the sender changes in fields that we do not take.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::kit::text::Sentence;

mod clinical;
mod people;
mod plan;
mod result;

pub use clinical::*;
pub use people::*;
pub use plan::*;
pub use result::*;

/// The identity of a resource at its sender.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Original {
    /// The sender's base address, where its references are absolute.
    pub base: Option<String>,
    /// The FHIR resource type.
    pub kind: String,
    /// The sender's id.
    pub id: String,
}

/// A reference, as far as it can be followed without the database.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Link {
    /// The resource it names.
    pub target: Option<Original>,
    /// The identifier it names instead, as (system, value).
    pub identifier: Option<(String, String)>,
    /// The sender's words for it.
    pub display: Option<String>,
}

/// One resource that is taken.
#[derive(Debug, Clone)]
pub struct Item<T> {
    /// Its place in the bundle, counted from 0.
    pub entry: usize,
    /// Who it is at the sender.
    pub original: Original,
    /// SHA-256 over what is taken of it.
    pub hash: String,
    /// What it says.
    pub value: T,
}

/// The longest text of one resource that is taken, in characters: some forty printed pages.
pub(super) const LONGEST_TEXT: usize = 100_000;

impl<T: Serialize> Item<T> {
    /// None when a text of it is longer than [`LONGEST_TEXT`].
    pub(super) fn new(entry: usize, original: Original, value: T) -> Result<Option<Self>, serde_json::Error> {
        let json = serde_json::to_vec(&value)?;
        if longest_text(&json) > LONGEST_TEXT {
            return Ok(None);
        }
        let hash = hex::encode(Sha256::digest(json));
        Ok(Some(Self { entry, original, hash, value }))
    }
}

/// How many characters the longest text in JSON of our own has.
fn longest_text(json: &[u8]) -> usize {
    let (mut longest, mut length) = (0, 0);
    let (mut is_text, mut is_escape) = (false, false);
    for byte in json {
        match byte {
            _ if is_escape => is_escape = false,
            b'"' => {
                longest = longest.max(length);
                (is_text, length) = (!is_text, 0);
            }
            b'\\' => {
                is_escape = true;
                length += 1;
            }
            // The later bytes of a character.
            0x80..=0xbf => {}
            _ => length += usize::from(is_text),
        }
    }
    longest
}

/// A whole bundle, ready to be written.
#[derive(Debug, Clone, Default)]
pub struct ImportedBundle {
    /// People and places named by the record; never accounts.
    pub directory: Vec<Item<DirectoryEntry>>,
    /// Patients.
    pub patients: Vec<Item<Patient>>,
    /// Visits.
    pub visits: Vec<Item<Visit>>,
    /// Problems and diagnoses.
    pub problems: Vec<Item<Problem>>,
    /// Allergies.
    pub allergies: Vec<Item<Allergy>>,
    /// Vaccines.
    pub vaccines: Vec<Item<Vaccine>>,
    /// Prescriptions, and medicines somebody says they take.
    pub prescriptions: Vec<Item<Prescription>>,
    /// Measurements and results.
    pub observations: Vec<Item<Observation>>,
    /// Procedures.
    pub procedures: Vec<Item<Procedure>>,
    /// Reports.
    pub reports: Vec<Item<Report>>,
    /// Goals of plans.
    pub goals: Vec<Item<Goal>>,
    /// Plans.
    pub plans: Vec<Item<Plan>>,
    /// How many were not taken, by resource type and reason.
    pub not_taken: BTreeMap<(String, Sentence), usize>,
}

impl ImportedBundle {
    /// How many resources are taken.
    pub fn len(&self) -> usize {
        self.directory.len()
            + self.patients.len()
            + self.visits.len()
            + self.problems.len()
            + self.allergies.len()
            + self.vaccines.len()
            + self.prescriptions.len()
            + self.observations.len()
            + self.procedures.len()
            + self.reports.len()
            + self.goals.len()
            + self.plans.len()
    }

    /// Whether nothing at all is taken.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_as_long_as_their_characters() {
        let of = |texts: &[&str]| longest_text(&serde_json::to_vec(texts).unwrap());
        assert_eq!(of(&[]), 0);
        assert_eq!(of(&["", "abc", "ab"]), 3);
        assert_eq!(of(&["a\"b\\\n", "日本語", "Łódź"]), 5);
        assert_eq!(longest_text(br#"{"a": 123456789, "b": {"cd": ["e\\"], "f": null}}"#), 2);
    }
}
