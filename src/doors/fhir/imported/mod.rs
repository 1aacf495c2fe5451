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

impl<T: Serialize> Item<T> {
    pub(super) fn new(entry: usize, original: Original, value: T) -> Result<Self, serde_json::Error> {
        let hash = hex::encode(Sha256::digest(serde_json::to_vec(&value)?));
        Ok(Self { entry, original, hash, value })
    }
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
