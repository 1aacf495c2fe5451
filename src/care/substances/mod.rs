//! What medicines are made of: a small shipped list of substances with their ATC codes, of classes that allergies are
//! known by, and of allergens that are no medicine.
//!
//! - Names and codes are facts of WHO's ATC classification (whocc.no); older codes stay beside newer ones, since records
//!   name either. That penicillins, cephalosporins and carbapenems may cross-react: Romano et al., Journal of Asthma and
//!   Allergy 2021;14:31–46, <https://doi.org/10.2147/JAA.S242061>. `docs/medicines.md` says what the lists are for.
//! - A text names a substance when all words of one of its names stand in it one after the other. Nothing is guessed: a
//!   brand or a misspelled name is not known, and whoever asks is told so. Of a mixture each part must be known.
//!
//! Words: a *key* is what two sides are compared by, `name:` and a folded name or `atc:` and the beginning of a code.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::care::record::Concept;
use crate::people::patients::fold;

/// The address of the code system ATC.
pub const ATC: &str = "http://www.whocc.no/atc";

/// No name of a substance has more words.
const MOST_WORDS: usize = 4;
/// Of a longer text only the beginning is looked at.
const LONGEST: usize = 400;

/// A substance.
#[derive(Debug, PartialEq, Eq)]
pub struct Substance {
    /// Its name.
    pub name: String,
    names: Vec<String>,
    /// Its codes in ATC.
    pub atc: Vec<String>,
    /// What it is a mixture of, if it is one.
    of: Vec<String>,
}

/// A class of substances that allergies are known by.
#[derive(Debug, PartialEq, Eq)]
pub struct Class {
    /// What it is called.
    pub name: String,
    words: Vec<String>,
    atc: Vec<String>,
    related: Vec<String>,
}

impl Class {
    /// Whether one of these codes belongs to it.
    pub fn holds(&self, codes: &[String]) -> bool {
        codes.iter().any(|code| self.atc.iter().any(|beginning| code.starts_with(beginning.as_str())))
    }

    /// The classes that may cross-react with it.
    pub fn related(&self) -> impl Iterator<Item = &'static Self> + '_ {
        CLASSES.iter().filter(|other| {
            let word = other.name.split(' ').next().unwrap_or_default();
            self.related.iter().any(|name| name == word)
        })
    }
}

/// All classes.
pub fn classes() -> &'static [Class] {
    &CLASSES
}

static CLASSES: LazyLock<Vec<Class>> = LazyLock::new(|| {
    let list = |cell: &str, sign: char| -> Vec<String> {
        cell.split(sign).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    rows(include_str!("classes.csv"))
        .map(|[name, words, atc, related]: [String; 4]| Class {
            words: list(&words, '|').iter().map(|word| fold(word)).collect(),
            atc: list(&atc, ' '),
            related: list(&related, ' '),
            name,
        })
        .collect()
});

static SUBSTANCES: LazyLock<Vec<Substance>> = LazyLock::new(|| {
    let single = rows(include_str!("substances.csv"))
        .map(|[name, also, atc]: [String; 3]| [name, also, atc, String::new()]);
    let mut all: Vec<Substance> = single
        .chain(rows(include_str!("mixtures.csv")))
        .map(|[name, also, atc, of]: [String; 4]| Substance {
            names: std::iter::once(name.as_str())
                .chain(also.split('|'))
                .map(fold)
                .filter(|name| !name.is_empty())
                .collect(),
            atc: atc.split_whitespace().map(str::to_owned).collect(),
            of: of.split('|').map(fold).filter(|name| !name.is_empty()).collect(),
            name,
        })
        .collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
});

static BY_NAME: LazyLock<HashMap<&'static str, &'static Substance>> = LazyLock::new(|| {
    SUBSTANCES.iter().flat_map(|one| one.names.iter().map(move |name| (name.as_str(), one))).collect()
});

static OTHERS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| lines(include_str!("others.txt")));

static ADDED: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| lines(include_str!("added.txt")));

static DOSES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| lines(include_str!("doses.txt")));

fn lines(text: &'static str) -> BTreeSet<&'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
}

fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [String; N]> {
    let reader = csv::Reader::from_reader(text.as_bytes());
    reader.into_records().filter_map(|row| {
        let cells: Vec<String> = row.ok()?.iter().map(str::to_owned).collect();
        cells.try_into().ok()
    })
}

/// Runs of one to four words of a text, the longer ones first.
fn phrases(text: &str) -> Vec<String> {
    let text: String = text.chars().take(LONGEST).collect();
    let folded = fold(&text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    (1..=MOST_WORDS).rev().flat_map(|length| words.windows(length).map(|run| run.join(" "))).collect()
}

/// The substances a text names. A name inside a longer one that is known does not count: penicillin V is no unknown
/// penicillin.
pub fn named_in(text: &str) -> Vec<&'static Substance> {
    let mut found: Vec<(&'static Substance, String)> = Vec::new();
    for phrase in phrases(text) {
        let Some(&substance) = BY_NAME.get(phrase.as_str()) else { continue };
        let inside = found.iter().any(|(_, longer)| format!(" {longer} ").contains(&format!(" {phrase} ")));
        if !inside && !found.iter().any(|(known, _)| *known == substance) {
            found.push((substance, phrase));
        }
    }
    found.into_iter().map(|(substance, _)| substance).collect()
}

/// The classes a text names, and whether it names anything that is no medicine.
pub fn classes_in(text: &str) -> Vec<&'static Class> {
    let phrases = phrases(text);
    CLASSES.iter().filter(|class| class.words.iter().any(|word| phrases.contains(word))).collect()
}

/// Whether a text names an allergen that is no medicine.
pub fn names_another_thing(text: &str) -> bool {
    phrases(text).iter().any(|phrase| OTHERS.contains(phrase.as_str()))
}

/// Whether a text names something that medicines are made with beside what is in their name, such as egg.
pub fn is_added_to_medicines(text: &str) -> bool {
    phrases(text).iter().any(|phrase| ADDED.contains(phrase.as_str()))
}

/// What a text is about, one by one: a mixture, or several things in one line. Numbers, units and forms are no part.
pub fn parts(text: &str) -> Vec<String> {
    let text: String = text.chars().take(LONGEST).collect();
    let apart = text.replace(['+', '/', '&', ';', '\n'], "\u{1f}");
    let says_something = |words: &[&str]| {
        words
            .iter()
            .any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2 && !DOSES.contains(word))
    };
    let mut found = Vec::new();
    for piece in apart.split('\u{1f}') {
        let folded = fold(piece);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let pieces = words.split(|word| matches!(*word, "and" | "with" | "plus" | "or"));
        found.extend(pieces.filter(|words| says_something(words)).map(|words| words.join(" ")));
    }
    found
}

/// The first substances whose name, or another name, begins with what was typed; then those that have it inside.
pub fn beginning_with(typed: &str, most: usize) -> Vec<&'static Substance> {
    let typed = fold(typed.trim());
    if typed.is_empty() {
        return Vec::new();
    }
    let begins = |one: &&Substance| one.names.iter().any(|name| name.starts_with(&typed));
    let holds = |one: &&Substance| !begins(one) && one.names.iter().any(|name| name.contains(&typed));
    SUBSTANCES.iter().filter(begins).chain(SUBSTANCES.iter().filter(holds)).take(most).collect()
}

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

    fn names(text: &str) -> Vec<&'static str> {
        named_in(text).into_iter().map(|one| one.name.as_str()).collect()
    }

    #[test]
    fn the_shipped_lists_are_whole() {
        let lines = |text: &str| text.lines().count() - 1;
        let all = lines(include_str!("substances.csv")) + lines(include_str!("mixtures.csv"));
        assert_eq!(SUBSTANCES.len(), all, "every line is read");
        assert_eq!(CLASSES.len() + 1, include_str!("classes.csv").lines().count(), "every line is read");
        let mut known = HashMap::new();
        for one in SUBSTANCES.iter() {
            assert!(
                !one.atc.is_empty() && one.atc.iter().all(|code| code.len() == 7 && is_atc(code)),
                "{one:?}"
            );
            for name in &one.names {
                assert!(known.insert(name, &one.name).is_none(), "{name} is two substances");
                assert!(name.split(' ').count() <= MOST_WORDS, "{name}");
            }
        }
        for part in SUBSTANCES.iter().flat_map(|one| &one.of) {
            assert!(BY_NAME.contains_key(part.as_str()), "{part}");
        }
        for class in classes() {
            assert!(class.atc.iter().all(|code| is_atc(code)), "{class:?}");
            assert_eq!(class.related().count(), class.related.len(), "{class:?}");
        }
    }

    #[test]
    fn substances_are_found_in_what_is_written() {
        assert_eq!(names("Amoxicillin 500 mg"), ["amoxicillin"]);
        assert_eq!(names("Amoxicillin/clavulanic acid 875/125"), ["clavulanic acid", "amoxicillin"]);
        assert_eq!(names("ASPIRIN"), ["acetylsalicylic acid"]);
        assert_eq!(names("Insulin glargine 100 IU"), ["insulin glargine"], "not insulin of any kind");
        assert_eq!(names("Augmentin"), [""; 0], "a brand is not guessed");
        assert_eq!(names("amoxicilin"), [""; 0], "nor is a misspelled name");
        assert_eq!(names("Warfarinum"), [""; 0]);
    }

    #[test]
    fn allergens_are_classes_substances_or_other_things() {
        let class = |text: &str| classes_in(text).first().map(|class| class.name.as_str());
        assert_eq!(class("Allergy to penicillin"), Some("penicillins"));
        assert_eq!(class("Sulfa drugs"), Some("sulfonamide antibiotics"));
        assert_eq!(class("Latex"), None);
        for text in ["Latex allergy", "House dust mite allergy", "Bee venom", "nuts"] {
            assert!(names_another_thing(text) && !is_added_to_medicines(text), "{text}");
        }
        assert!(is_added_to_medicines("Allergy to eggs"), "some vaccines are made with it");
        assert!(ADDED.is_disjoint(&OTHERS));
    }

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

    #[test]
    fn the_beginning_of_a_name_leads() {
        let found: Vec<&str> = beginning_with("para", 5).into_iter().map(|one| one.name.as_str()).collect();
        assert_eq!(found.first(), Some(&"paracetamol"));
        assert!(beginning_with(" ", 5).is_empty());
    }
}
