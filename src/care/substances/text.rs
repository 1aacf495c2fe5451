//! What a text names.

use super::lists::{ADDED, BY_NAME, CLASSES, Class, DOSES, OTHERS, SUBSTANCES, Substance};
use crate::people::patients::fold;

/// No name of a substance has more words.
pub(super) const MOST_WORDS: usize = 4;
/// Of a longer text only the beginning is looked at.
const LONGEST: usize = 400;

/// Runs of one to four words of a text, the longer ones first.
pub(super) fn phrases(text: &str) -> Vec<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&'static str> {
        named_in(text).into_iter().map(|one| one.name.as_str()).collect()
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
    fn the_beginning_of_a_name_leads() {
        let found: Vec<&str> = beginning_with("para", 5).into_iter().map(|one| one.name.as_str()).collect();
        assert_eq!(found.first(), Some(&"paracetamol"));
        assert!(beginning_with(" ", 5).is_empty());
    }
}
