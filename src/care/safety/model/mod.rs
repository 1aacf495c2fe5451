//! The rules of the check, without a database.

mod allergens;
mod findings;

use crate::care::interactions::{Conflict, Consulted};
use crate::care::substances::{Medicine, is_added_to_medicines};

use allergens::{is_known, touches};
pub use findings::{Checked, Gap, How, Verdict, Warning};

/// An allergy on record.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// To what, as far as it is known what that is.
    pub allergen: Medicine,
    /// `food`, `medication`, `environment` or `biologic`, where anybody said.
    pub category: Option<String>,
    /// What happened, and how bad it was.
    pub detail: String,
    /// Whether the reaction was severe or the risk is called high.
    pub grave: bool,
}

/// What the proposed medicine is compared with.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// Whether anybody has asked for allergies.
    pub allergies_asked: bool,
    /// The allergies in force.
    pub allergies: Vec<Recorded>,
    /// Whether anybody has asked for medicines.
    pub medicines_asked: bool,
    /// What is taken now.
    pub taken: Vec<Medicine>,
    /// The pairs between the proposed medicine and those, by their place.
    pub conflicts: Vec<Conflict>,
    /// Which lists of pairs were looked into.
    pub consulted: Consulted,
}

/// Compares a medicine with what is known of a patient.
pub fn judge(proposed: &Medicine, with: &Compared) -> Checked {
    let mut warnings = Vec::new();
    let mut gaps = Vec::new();
    if !proposed.is_known() {
        gaps.push(Gap::Medicine { name: proposed.name.clone() });
    }
    if !with.allergies_asked && with.allergies.is_empty() {
        gaps.push(Gap::AllergiesNotAsked);
    }
    for allergy in &with.allergies {
        let name = || allergy.allergen.name.clone();
        if let Some(how) = touches(proposed, &allergy.allergen) {
            let (detail, grave) = (allergy.detail.clone(), allergy.grave);
            warnings.push(Warning::Allergy { to: name(), how, detail, grave });
        }
        if is_added_to_medicines(&allergy.allergen.name) {
            gaps.push(Gap::Added { name: name() });
        } else if !is_known(allergy) {
            gaps.push(Gap::Allergy { name: name() });
        }
    }
    if !with.medicines_asked {
        gaps.push(Gap::MedicinesNotAsked);
    }
    for (at, other) in with.taken.iter().enumerate() {
        if let Some(substance) = proposed.doubles(other) {
            warnings.push(Warning::Duplicate { of: other.name.clone(), substance });
        }
        // A medicine that must not be combined with its like is not to be taken twice either: that is said already.
        let is_same = !proposed.substances.is_empty() && proposed.substances == other.substances;
        let conflicts = with.conflicts.iter().filter(|conflict| conflict.with == at && !is_same);
        warnings.extend(conflicts.map(|conflict| Warning::Interaction {
            with: other.name.clone(),
            severity: conflict.severity.as_str().to_owned(),
            effect: conflict.effect.clone(),
            advice: conflict.advice.clone(),
            source: conflict.source.clone(),
        }));
        if !other.is_known() {
            gaps.push(Gap::Taken { name: other.name.clone() });
        }
    }
    if !with.taken.is_empty() && !with.consulted.is_full() {
        gaps.push(Gap::NoInteractionList);
    }
    warnings.sort_by_key(rank);
    Checked { warnings, gaps, allergies: with.allergies.len(), medicines: with.taken.len() }
}

fn rank(warning: &Warning) -> u8 {
    match warning {
        Warning::Allergy { grave: true, .. } => 0,
        Warning::Allergy { .. } => 1,
        Warning::Interaction { severity, .. } => match severity.as_str() {
            "severe" => 2,
            "moderate" => 4,
            _ => 5,
        },
        Warning::Duplicate { .. } => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::interactions::Severity;
    use crate::care::record::Concept;

    fn medicine(name: &str) -> Medicine {
        Medicine::of(&Concept::text(name))
    }

    fn allergy(name: &str) -> Recorded {
        Recorded { allergen: medicine(name), category: None, detail: String::new(), grave: false }
    }

    fn full() -> Compared {
        Compared {
            allergies_asked: true,
            medicines_asked: true,
            consulted: Consulted { lists: vec!["test".into()] },
            ..Compared::default()
        }
    }

    fn how(drug: &str, to: &str) -> Option<How> {
        let with = Compared { allergies: vec![allergy(to)], ..full() };
        judge(&medicine(drug), &with).warnings.into_iter().find_map(|warning| match warning {
            Warning::Allergy { how, .. } => Some(how),
            _ => None,
        })
    }

    #[test]
    fn an_allergy_is_met_by_substance_class_and_cross_reaction() {
        let class = |name: &str| Some(How::Class { class: name.into() });
        assert_eq!(how("Amoxicillin 500 mg", "Amoxicillin"), Some(How::Substance));
        assert_eq!(how("Amoxicillin 500 mg", "Allergy to penicillin"), class("penicillins"));
        assert_eq!(how("Amoxicillin 500 mg", "Ampicillin"), class("penicillins"));
        assert_eq!(how("Ibuprofen", "Aspirin"), class("non-steroidal anti-inflammatory drugs"));
        assert_eq!(how("Sulfamethoxazole", "Sulfa"), class("sulfonamide antibiotics"));
        assert!(matches!(how("Cefuroxime", "Penicillin"), Some(How::Related { .. })));
        assert_eq!(how("Clarithromycin", "Penicillin"), None);
        assert_eq!(how("Furosemide", "Sulfa"), None, "no sulfonamide antibiotic");
        assert_eq!(how("Augmentin 1 g", "augmentin"), Some(How::Substance), "a brand by its own name");
    }

    #[test]
    fn an_allergy_coded_as_a_class_is_met_by_all_of_it() {
        let mut concept = Concept::text("Makrolide");
        (concept.system, concept.code) = (Some(crate::care::substances::ATC.into()), Some("J01F".into()));
        let coded = Recorded { allergen: Medicine::of(&concept), ..allergy("") };
        let with = Compared { allergies: vec![coded], ..full() };
        assert_eq!(judge(&medicine("Clarithromycin"), &with).warnings.len(), 1);
        assert_eq!(judge(&medicine("Amoxicillin"), &with).verdict(), Verdict::Clear);
    }

    #[test]
    fn all_known_and_nothing_against_it_is_clear() {
        let with =
            Compared { allergies: vec![allergy("Latex")], taken: vec![medicine("Ramipril 5 mg")], ..full() };
        let checked = judge(&medicine("Amoxicillin"), &with);
        assert_eq!((checked.verdict(), checked.allergies, checked.medicines), (Verdict::Clear, 1, 1));
        assert_eq!(judge(&medicine("Amoxicillin"), &full()).verdict(), Verdict::Clear);
    }

    #[test]
    fn what_is_not_known_is_said() {
        let gap = |drug: &str, with: Compared| judge(&medicine(drug), &with).gaps;
        assert_eq!(gap("Tropfen", full()), [Gap::Medicine { name: "Tropfen".into() }]);
        assert_eq!(
            gap("Ramipril", Compared { allergies_asked: false, ..full() }),
            [Gap::AllergiesNotAsked],
            "nobody asked"
        );
        assert_eq!(gap("Ramipril", Compared { medicines_asked: false, ..full() }), [Gap::MedicinesNotAsked]);
        let with = Compared { allergies: vec![allergy("the white tablets")], ..full() };
        assert_eq!(gap("Ramipril", with), [Gap::Allergy { name: "the white tablets".into() }]);
        let food = |name: &str| Recorded { category: Some("food".into()), ..allergy(name) };
        assert_eq!(gap("Ramipril", Compared { allergies: vec![food("Chickpeas")], ..full() }), []);
        let with = Compared { allergies: vec![food("Egg")], ..full() };
        assert_eq!(gap("Ramipril", with), [Gap::Added { name: "Egg".into() }]);
        let with = Compared { allergies: vec![allergy("Penicillin (rash), Bactrim")], ..full() };
        assert_eq!(gap("Ramipril", with).len(), 1, "half of it is not known");
        let with = Compared { allergies: vec![allergy("Severe allergy to penicillin, rash")], ..full() };
        assert_eq!(gap("Ramipril", with), []);
        let with = Compared { taken: vec![medicine("water tablets")], ..full() };
        assert_eq!(gap("Ramipril", with), [Gap::Taken { name: "water tablets".into() }]);
        let with = Compared { taken: vec![medicine("Metformin")], consulted: Consulted::default(), ..full() };
        assert_eq!(gap("Ramipril", with), [Gap::NoInteractionList]);
        let nothing = judge(&medicine("Ramipril"), &Compared::default());
        assert_eq!(nothing.verdict(), Verdict::CouldNotCheck);
    }

    #[test]
    fn duplicates_are_found_whatever_they_are_called() {
        let duplicate = |drug: &str, other: &str| {
            let with = Compared { taken: vec![medicine(other)], ..full() };
            judge(&medicine(drug), &with).warnings
        };
        let twice = Compared {
            taken: vec![medicine("Amiodarone")],
            conflicts: vec![Conflict {
                with: 0,
                severity: Severity::Severe,
                effect: "e".into(),
                advice: String::new(),
                source: String::new(),
            }],
            ..full()
        };
        assert_eq!(judge(&medicine("Amiodarone 200 mg"), &twice).warnings.len(), 1, "said once");
        assert!(matches!(&duplicate("Paracetamol 1 g", "Acetaminophen 500 mg")[..],
            [Warning::Duplicate { substance, .. }] if substance == "paracetamol"));
        assert_eq!(duplicate("Hausmischung", "hausmischung").len(), 1, "the same unknown thing");
        assert!(duplicate("Paracetamol", "Ibuprofen").is_empty());
    }

    #[test]
    fn the_gravest_leads_and_a_warning_does_not_hide_a_gap() {
        let grave = Recorded { grave: true, ..allergy("Penicillin") };
        let conflict = Conflict {
            with: 1,
            severity: Severity::Moderate,
            effect: "e".into(),
            advice: String::new(),
            source: String::new(),
        };
        let with = Compared {
            allergies: vec![allergy("Ampicillin"), grave, allergy("something")],
            taken: vec![medicine("Amoxicillin"), medicine("Warfarin")],
            conflicts: vec![conflict],
            ..full()
        };
        let checked = judge(&medicine("Amoxicillin"), &with);
        assert_eq!(checked.verdict(), Verdict::Warns);
        assert_eq!(checked.warnings.iter().map(rank).collect::<Vec<_>>(), [0, 1, 3, 4]);
        assert_eq!(checked.gaps.len(), 1);
        assert_ne!(checked.fingerprint(), judge(&medicine("Amoxicillin"), &full()).fingerprint());
        let told = serde_json::to_value(&checked).unwrap();
        assert_eq!(serde_json::from_value::<Checked>(told).unwrap(), checked, "as it is kept");
    }
}
