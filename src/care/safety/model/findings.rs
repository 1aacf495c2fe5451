//! What a check finds.

use serde::{Deserialize, Serialize};

/// How a medicine touches an allergy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum How {
    /// It is what they are allergic to.
    Substance,
    /// It belongs to the same class.
    Class {
        /// Its name.
        class: String,
    },
    /// It belongs to a class that may cross-react.
    Related {
        /// The class of the medicine.
        class: String,
        /// The class of the allergy.
        of: String,
    },
}

/// What speaks against a medicine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Warning {
    /// An allergy.
    Allergy {
        /// To what, as it is recorded.
        to: String,
        /// How the medicine touches it.
        how: How,
        /// What happened.
        detail: String,
        /// Whether the reaction was severe or the risk is called high.
        grave: bool,
    },
    /// The patient takes it already.
    Duplicate {
        /// What they take.
        of: String,
        /// The substance both contain.
        substance: String,
    },
    /// It does harm together with something the patient takes.
    Interaction {
        /// What they take.
        with: String,
        /// `severe`, `moderate` or `minor`.
        severity: String,
        /// What happens.
        effect: String,
        /// What to do.
        advice: String,
        /// Who says so.
        source: String,
    },
}

/// What could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "gap")]
pub enum Gap {
    /// It is not known what is in the proposed medicine.
    Medicine {
        /// As it is written.
        name: String,
    },
    /// Nobody has asked for allergies.
    AllergiesNotAsked,
    /// It is not known what an allergy is to.
    Allergy {
        /// As it is recorded.
        name: String,
    },
    /// Some medicines are made with what an allergy is to.
    Added {
        /// As it is recorded.
        name: String,
    },
    /// Nobody has asked what they take.
    MedicinesNotAsked,
    /// It is not known what is in something they take.
    Taken {
        /// As it is recorded.
        name: String,
    },
    /// No list of interactions was loaded: only the shipped severe pairs were looked into.
    NoInteractionList,
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// What speaks against it, the gravest first.
    pub warnings: Vec<Warning>,
    /// What could not be checked.
    pub gaps: Vec<Gap>,
    /// With how many allergies it was compared.
    pub allergies: usize,
    /// With how many medicines it was compared.
    pub medicines: usize,
}

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Something speaks against it.
    Warns,
    /// Nothing does, and all could be checked.
    Clear,
    /// Nothing that is known does, but not all could be checked.
    CouldNotCheck,
}

impl Verdict {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warns => "warns",
            Self::Clear => "clear",
            Self::CouldNotCheck => "could_not_check",
        }
    }
}

impl Checked {
    /// The answer.
    pub fn verdict(&self) -> Verdict {
        match (self.warnings.is_empty(), self.gaps.is_empty()) {
            (false, _) => Verdict::Warns,
            (true, true) => Verdict::Clear,
            (true, false) => Verdict::CouldNotCheck,
        }
    }

    /// The same for the same findings: a decision is about what was shown, and no longer when something was added.
    pub fn fingerprint(&self) -> String {
        use sha2::Digest as _;
        let told = serde_json::to_vec(&(&self.warnings, &self.gaps)).unwrap_or_default();
        let hash = sha2::Sha256::digest(&told);
        hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect()
    }
}
