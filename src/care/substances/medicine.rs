//! A medicine as far as it can be told what is in it.

use std::collections::BTreeSet;

use super::lists::{BY_NAME, SUBSTANCES, Substance};
use super::text::{named_in, parts, phrases};
use crate::care::record::Concept;
use crate::people::patients::fold;

/// The address of the code system ATC.
pub const ATC: &str = "http://www.whocc.no/atc";

/// A medicine as far as it can be told what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Medicine {
    /// As it is written.
    pub name: String,
    /// The substances that are known in it.
    pub substances: Vec<&'static Substance>,
    /// Its codes in ATC: those it carries, and those of its substances.
    pub atc: Vec<String>,
    /// What it is compared by.
    pub keys: BTreeSet<String>,
    /// Whether it is a mixture with a part that names no known substance.
    is_partly_known: bool,
}

impl Medicine {
    /// Reads what a record or a form calls a medicine.
    pub fn of(concept: &Concept) -> Self {
        let code =
            concept.code_in(ATC).map(|code| code.trim().to_ascii_uppercase()).filter(|code| is_atc(code));
        let texts = format!("{} {}", concept.text, concept.display.as_deref().unwrap_or_default());
        let mut substances = named_in(&texts);
        if let Some(code) = &code {
            let of_code = SUBSTANCES.iter().filter(|one| one.atc.contains(code));
            substances.extend(of_code.filter(|one| !substances.contains(one)).collect::<Vec<_>>());
        }
        let of_mixtures =
            substances.iter().flat_map(|one| &one.of).filter_map(|name| BY_NAME.get(name.as_str()));
        substances.extend(of_mixtures.copied().filter(|one| !substances.contains(one)).collect::<Vec<_>>());
        let mut atc: Vec<String> = code.into_iter().collect();
        for code in substances.iter().flat_map(|one| &one.atc) {
            if !atc.contains(code) {
                atc.push(code.clone());
            }
        }
        let mut keys: BTreeSet<String> =
            phrases(&texts).iter().map(|phrase| format!("name:{phrase}")).collect();
        keys.extend(substances.iter().flat_map(|one| &one.names).map(|name| format!("name:{name}")));
        for code in &atc {
            keys.extend((1..=code.len()).filter_map(|end| code.get(..end)).map(|part| format!("atc:{part}")));
        }
        let is_partly_known =
            [Some(&concept.text), concept.display.as_ref()].into_iter().flatten().any(|text| {
                let parts = parts(text);
                let known = parts.iter().filter(|part| !named_in(part).is_empty()).count();
                // What names nothing known is told by its code, or not at all.
                known > 0 && known < parts.len()
            });
        Self { name: concept.shown().to_owned(), substances, atc, keys, is_partly_known }
    }

    /// Whether it is known of what it is made, all of it.
    pub fn is_known(&self) -> bool {
        !self.substances.is_empty() && !self.is_partly_known
    }

    /// A substance that both contain, or their common code.
    pub fn shares(&self, other: &Self) -> Option<String> {
        let substance = self.substances.iter().find(|one| other.substances.contains(one));
        let code = || self.atc.iter().find(|code| code.len() == 7 && other.atc.contains(code));
        substance.map(|one| one.name.clone()).or_else(|| code().cloned())
    }

    /// A substance that both contain, or the name both have: whoever takes both takes something twice.
    pub fn doubles(&self, other: &Self) -> Option<String> {
        let same_name = || (fold(&other.name) == fold(&self.name)).then(|| other.name.clone());
        self.shares(other).or_else(same_name)
    }
}

/// `J01CA04`, or the beginning of such a code that ends with a level.
pub fn is_atc(code: &str) -> bool {
    let pattern = "XddXXdd";
    matches!(code.len(), 1 | 3 | 4 | 5 | 7)
        && code.chars().zip(pattern.chars()).all(|(c, kind)| match kind {
            'd' => c.is_ascii_digit(),
            _ => c.is_ascii_uppercase(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_mixture_each_part_must_be_known() {
        let known = |text: &str| Medicine::of(&Concept::text(text)).is_known();
        for text in [
            "Amoxicillin 500 mg, capsules",
            "Amoxicillin/clavulanic acid 875/125 mg",
            "Paracetamol 325 MG / oxycodone hydrochloride 10 MG Oral Tablet",
            "Hydrocortisone 10 MG/ML Topical Cream",
            "120 ACTUAT fluticasone propionate 0.044 MG/ACTUAT Metered Dose Inhaler",
            "24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet",
        ] {
            assert!(known(text), "{text}: {:?}", parts(text));
        }
        for text in ["Amoxicillin + Hausmischung", "Ramipril with something new", "Ramipril/Xyzol 5 mg"] {
            assert!(!known(text), "{text}: {:?}", parts(text));
        }
    }

    #[test]
    fn a_mixture_is_all_that_is_in_it() {
        let of = |text: &str| Medicine::of(&Concept::text(text));
        for (text, part) in [
            ("Co-trimoxazole 960 mg", "Trimethoprim"),
            ("Codeine and paracetamol", "Acetaminophen 500 mg"),
            ("co-codamol", "Codeine"),
            ("Lopinavir / ritonavir", "Ritonavir"),
        ] {
            assert!(of(text).is_known() && of(text).shares(&of(part)).is_some(), "{text}");
        }
        let mut coded = Concept::text("Filmtabletten");
        (coded.system, coded.code) = (Some(ATC.into()), Some("J01CR02".into()));
        assert!(Medicine::of(&coded).shares(&of("Amoxicillin")).is_some());
    }

    #[test]
    fn a_medicine_knows_its_codes() {
        let of = |text: &str| Medicine::of(&Concept::text(text));
        let amoxicillin = of("Amoxicillin 500 mg");
        assert!(amoxicillin.is_known() && amoxicillin.keys.contains("atc:J01C"));
        let mut coded = Concept::text("Kapsel");
        (coded.system, coded.code) = (Some(ATC.into()), Some("j01ca04".into()));
        assert_eq!(Medicine::of(&coded).shares(&amoxicillin).as_deref(), Some("amoxicillin"));
        coded.code = Some("nonsense".into());
        assert!(!Medicine::of(&coded).is_known());
        assert!(!of("Tropfen").is_known());
        coded.code = Some("J01C".into());
        assert!(!Medicine::of(&coded).is_known(), "a class is no substance");
        assert_eq!(of("Amlodipine").shares(&amoxicillin), None);
    }
}
