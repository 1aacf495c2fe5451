//! What a code is, what was typed to find one, and which hit is the better one.

pub mod file;
mod order;
mod table;
mod tree;

use crate::care::record::Concept;
use crate::kit::id::Id;
use crate::people::patients::{Needle, fold};

/// A classification that codes are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Diagnoses: WHO's ICD-10 or a national edition of it.
    Icd10,
}

impl List {
    /// All there are.
    pub const ALL: [Self; 1] = [Self::Icd10];

    /// The word on the command line and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Icd10 => "icd10",
        }
    }

    /// From its word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.as_str() == word)
    }
}

/// A code of a list.
#[derive(Debug)]
pub struct Code;

/// The identity of a code.
pub type CodeId = Id<Code>;

/// A code that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Our id.
    pub id: CodeId,
    /// The address of the code system.
    pub system: String,
    /// The code as it is written, such as `J03.9`.
    pub code: String,
    /// The list's words for it.
    pub text: String,
    /// Whether no finer codes lie below it.
    pub leaf: bool,
    /// Whether the edition in force has it.
    pub active: bool,
    /// Whether it is among the favourites of who asks.
    pub favourite: bool,
}

impl Hit {
    /// What a record keeps of it.
    pub fn concept(&self) -> Concept {
        Concept {
            system: Some(self.system.clone()),
            code: Some(self.code.clone()),
            display: Some(self.text.clone()),
            ..Concept::text(self.text.clone())
        }
    }
}

/// A code as it is compared: its letters and digits alone, in lower case.
pub fn key(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// What search looks into: the code and the words, each between two spaces.
pub fn search_key(code: &str, text: &str) -> String {
    let mut key = format!("  {}", self::key(code));
    for word in fold(text).split(' ').filter(|word| !word.is_empty()) {
        key.push_str("  ");
        key.push_str(word);
    }
    key + "  "
}

/// More of it is not looked at.
const LONGEST: usize = 120;
/// Nobody needs more words to find a code.
const MOST_WORDS: usize = 10;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The beginning of a code, if all of it reads like one.
    pub code: Option<String>,
    /// Its words.
    pub needles: Vec<Needle>,
}

impl Typed {
    /// Understands a text.
    pub fn parse(text: &str) -> Self {
        let text: String = text.trim().chars().take(LONGEST).collect();
        let whole = key(&text);
        let code = (looks_like_code(&whole) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.'))
            .then_some(whole);
        let words = text.split_whitespace().flat_map(|word| {
            let as_key = key(word);
            if word.contains('.') && looks_like_code(&as_key) {
                vec![as_key]
            } else {
                fold(word).split(' ').filter(|part| !part.is_empty()).map(str::to_owned).collect()
            }
        });
        let mut needles: Vec<Needle> = Vec::new();
        for text in words {
            let starts_word = text.chars().count() < 3;
            let needle = Needle { text, starts_word };
            if !needles.contains(&needle) && needles.len() < MOST_WORDS {
                needles.push(needle);
            }
        }
        Self { code, needles }
    }

    /// Whether nothing was typed that one could look for.
    pub fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// Whether every word begins a word of it.
    pub fn fits(&self, search_key: &str) -> bool {
        self.needles.iter().all(|needle| search_key.contains(&needle.as_word_start()))
    }

    /// How well a code fits: the exact code first, then whole words before beginnings before middles, and words that
    /// the text begins with.
    pub fn score(&self, code_key: &str, search_key: &str, leaf: bool) -> u32 {
        let words = search_key.trim_start().split_once("  ").map_or("", |(_, words)| words);
        let mut points = u32::from(leaf);
        if let Some(code) = &self.code {
            points += if code == code_key { 200 } else { 100 * u32::from(code_key.starts_with(code)) };
        }
        for needle in &self.needles {
            let start = needle.as_word_start();
            points += if search_key.contains(&needle.as_whole_word()) {
                12
            } else if search_key.contains(&start) {
                8
            } else {
                2
            };
            points += 3 * u32::from(words.starts_with(&needle.text));
        }
        points
    }
}

/// A letter and digits, then letters or digits: the beginning of a code of these classifications.
fn looks_like_code(key: &str) -> bool {
    let mut chars = key.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.next().is_some_and(|c| c.is_ascii_digit())
        && key.len() <= 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_with_and_without_its_dot() {
        for text in ["J03.9", "j039", " J03.9 "] {
            assert_eq!(Typed::parse(text).code.as_deref(), Some("j039"), "{text}");
        }
        for text in ["asthma", "J03.9 acute", "type 2", "b", ""] {
            assert_eq!(Typed::parse(text).code, None, "{text}");
        }
        assert!(Typed::parse(" ,; ").is_empty());
    }

    #[test]
    fn code_and_words_are_found_together_whatever_their_order_and_marks() {
        let key = search_key("J03.9", "Acute tonsillitis, unspecified");
        assert_eq!(key, "  j039  acute  tonsillitis  unspecified  ");
        for text in ["tons acu", "J03.9 acute", "ÁCUTE", "j03"] {
            assert!(Typed::parse(text).fits(&key), "{text}");
        }
        assert!(!Typed::parse("onsill").fits(&key));
    }

    #[test]
    fn the_exact_code_leads_and_whole_words_come_before_beginnings() {
        let score = |typed: &str, code: &str, text: &str| {
            Typed::parse(typed).score(&key(code), &search_key(code, text), true)
        };
        assert!(score("I10", "I10", "Essential hypertension") > score("I10", "I10.1", "Malignant"));
        let whole = score("asthma", "J45", "Asthma");
        assert!(whole > score("asthma", "J82", "Eosinophilic asthma"));
        assert!(score("asth", "J82", "Eosinophilic asthma") > score("asth", "X", "Myasthenia"));
    }
}
