//! What came of a check, in words.

use super::model::{Checked, Gap, How, Verdict, Warning};
use crate::people::patients::fold;
use crate::say;

/// What came of a check, as pages show it.
#[derive(Clone, Debug)]
pub struct CheckView {
    /// Whether something speaks against it.
    pub warns: bool,
    /// Whether an allergy does.
    pub allergy: bool,
    /// Whether nothing does and all could be checked.
    pub clear: bool,
    /// What was compared.
    pub compared: String,
    /// What speaks against it: what, and how.
    pub warnings: Vec<(String, String)>,
    /// What could not be checked.
    pub gaps: Vec<String>,
}

impl CheckView {
    /// The words for what was found.
    pub fn of(checked: &Checked) -> Self {
        Self {
            warns: checked.verdict() == Verdict::Warns,
            allergy: checked.warnings.iter().any(|warning| matches!(warning, Warning::Allergy { .. })),
            clear: checked.verdict() == Verdict::Clear,
            compared: say!("safety-compared", allergies = checked.allergies, medicines = checked.medicines),
            warnings: checked.warnings.iter().map(warning_words).collect(),
            gaps: checked.gaps.iter().map(gap_words).collect(),
        }
    }
}

/// What speaks against a medicine: what, and how.
pub fn warning_words(warning: &Warning) -> (String, String) {
    match warning {
        Warning::Allergy { to, how, detail, .. } => {
            let why = match how {
                How::Substance => say!("safety-allergy-substance"),
                How::Class { class } => say!("safety-allergy-class", class = class.clone()),
                How::Related { class, of } => {
                    say!("safety-allergy-related", class = class.clone(), of = of.clone())
                }
            };
            let happened = if detail.is_empty() {
                String::new()
            } else {
                say!("safety-happened", detail = detail.clone())
            };
            // What is recorded as “Allergy to penicillin” says itself what it is.
            let says_so = ["allerg", "intoleran"].iter().any(|word| fold(to).contains(word));
            let key = if says_so { "safety-allergy-itself" } else { "safety-allergy" };
            (say!(key, to = to.clone()), join(&[why, happened]))
        }
        Warning::Duplicate { of, substance } => (
            say!("safety-duplicate", of = of.clone()),
            say!("safety-duplicate-why", substance = substance.clone()),
        ),
        Warning::Interaction { with, severity, effect, advice, source } => {
            let what = say!(&format!("safety-interaction-{severity}"), with = with.clone());
            let source = if source.is_empty() {
                String::new()
            } else {
                say!("safety-source", source = source.clone())
            };
            (what, join(&[effect.clone(), advice.clone(), source]))
        }
    }
}

/// What could not be checked, and why.
pub fn gap_words(gap: &Gap) -> String {
    match gap {
        Gap::Medicine { name } => say!("safety-gap-medicine", name = name.clone()),
        Gap::AllergiesNotAsked => say!("safety-gap-allergies-not-asked"),
        Gap::Allergy { name } => say!("safety-gap-allergy", name = name.clone()),
        Gap::Added { name } => say!("safety-gap-added", name = name.clone()),
        Gap::MedicinesNotAsked => say!("safety-gap-medicines-not-asked"),
        Gap::Taken { name } => say!("safety-gap-taken", name = name.clone()),
        Gap::NoInteractionList => say!("safety-gap-no-list"),
    }
}

fn join(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}
