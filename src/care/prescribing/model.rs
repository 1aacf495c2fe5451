//! A prescription before it is written, and the code on its paper.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use crate::care::record::Concept;
use crate::care::safety::Checked;
use crate::care::substances::{ATC, Medicine};
use crate::kit::seal::Key;
use crate::say;

macro_rules! words {
    ($(#[$about:meta])* $name:ident, $prefix:literal { $($(#[$each:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$each])* $variant,)* }

        impl $name {
            /// All of them, in the order they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word in forms.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// From its word.
            pub fn of_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }

            /// What it is called.
            pub fn words(self) -> String {
                say!(&format!($prefix, self.as_str()))
            }

            /// The one that is called so.
            pub fn of_words(words: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.words() == words)
            }
        }
    };
}

words! {
    /// How a medicine is taken.
    Route, "prescribing-route-{}" {
        /// By mouth.
        Oral "oral",
        /// Under the tongue.
        Sublingual "sublingual",
        /// Breathed in.
        Inhaled "inhaled",
        /// Into the nose.
        Nasal "nasal",
        /// Into the eye.
        Eye "eye",
        /// Into the ear.
        Ear "ear",
        /// On the skin.
        Skin "skin",
        /// As a plaster.
        Transdermal "transdermal",
        /// Into the rectum.
        Rectal "rectal",
        /// Into the vagina.
        Vaginal "vaginal",
        /// Under the skin.
        Subcutaneous "subcutaneous",
        /// Into a muscle.
        Intramuscular "intramuscular",
        /// Into a vein.
        Intravenous "intravenous",
    }
}

words! {
    /// How often.
    Frequency, "prescribing-frequency-{}" {
        /// In the morning.
        Morning "morning",
        /// In the evening.
        Evening "evening",
        /// At bedtime.
        Bedtime "bedtime",
        /// Once a day.
        Once "once",
        /// Twice a day.
        Twice "twice",
        /// Three times a day.
        Thrice "thrice",
        /// Four times a day.
        FourTimes "four-times",
        /// Every four hours.
        EveryFour "every-four",
        /// Every six hours.
        EverySix "every-six",
        /// Every eight hours.
        EveryEight "every-eight",
        /// Once a week.
        Weekly "weekly",
        /// A single dose.
        Single "single",
        /// As the instructions say.
        Other "other",
    }
}

/// What is prescribed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The medicine, best by its substance.
    pub drug: String,
    /// `500 mg`
    pub strength: Option<String>,
    /// `capsules`
    pub form: Option<String>,
    /// `1 capsule`
    pub dose: String,
    /// How.
    pub route: Route,
    /// How often.
    pub frequency: Frequency,
    /// Only when needed.
    pub as_needed: bool,
    /// For so many days; none until further notice.
    pub days: Option<i16>,
    /// How much to hand out.
    pub quantity: String,
    /// How many times again.
    pub repeats: i32,
    /// Against what.
    pub reason: Option<String>,
    /// What the patient and the pharmacy shall know.
    pub instructions: Option<String>,
}

impl Order {
    /// `Amoxicillin 500 mg, capsules`
    pub fn medicine(&self) -> String {
        let mut text = self.drug.clone();
        if let Some(strength) = &self.strength {
            text = format!("{text} {strength}");
        }
        match &self.form {
            Some(form) => format!("{text}, {form}"),
            None => text,
        }
    }

    /// What the record keeps of the medicine: the text, and the ATC code of its substance where there is only one.
    pub fn concept(&self) -> Concept {
        let mut concept = Concept::text(self.medicine());
        let medicine = Medicine::of(&concept);
        if let ([substance], [code]) = (medicine.substances.as_slice(), medicine.atc.as_slice())
            && substance.atc.contains(code)
        {
            concept.system = Some(ATC.to_owned());
            concept.code = Some(code.clone());
        }
        concept
    }

    /// For how long, in words.
    pub fn duration(&self) -> Option<String> {
        self.days.map(|days| say!("prescribing-days", count = i64::from(days)))
    }

    /// How it is taken, in one line.
    pub fn dosage(&self) -> String {
        let often = match self.frequency {
            Frequency::Other => String::new(),
            known => known.words(),
        };
        let needed = if self.as_needed { say!("prescribing-as-needed") } else { String::new() };
        [
            Some(self.dose.clone()),
            Some(often),
            Some(needed),
            Some(self.route.words()),
            self.duration(),
            self.instructions.clone(),
        ]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
    }

    /// The last day, when it begins on this one.
    pub fn last_day(&self, first: Date) -> Option<Date> {
        first.checked_add((i64::from(self.days?) - 1).days()).ok()
    }
}

/// What only a prescription written here has.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// `500 mg`
    pub strength: Option<String>,
    /// `capsules`
    pub form: Option<String>,
    /// The prescriber's licence number then.
    pub licence: String,
    /// What the check found.
    pub found: Checked,
    /// Why it was written against a warning.
    pub overridden: Option<String>,
    /// When it was first printed.
    pub printed_at: Option<Timestamp>,
    /// Why it was stopped.
    pub stop_reason: Option<String>,
    /// That it is void.
    pub voided: Option<Voided>,
}

/// Who said that a prescription should not be there, when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voided {
    /// When.
    pub at: Timestamp,
    /// Their name.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// Letters and digits that are not taken for each other.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 5 bits each: 80 bits are not guessed.
const LENGTH: usize = 16;

/// The code on the paper of a prescription: `7KQF-2M9D-XH4T-0B3W`.
pub fn paper_code(key: &Key, prescription: uuid::Uuid) -> String {
    let mac = key.derive("prescription papers").mac(&[prescription.as_bytes()]);
    let letters = mac.as_bytes().iter().take(LENGTH).map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    letters
        .enumerate()
        .flat_map(|(at, letter)| (at > 0 && at % 4 == 0).then_some('-').into_iter().chain([letter]))
        .collect()
}

/// What is kept of a code; none for what cannot be one. Typed letters that look like digits are taken for them.
pub fn code_hash(typed: &str) -> Option<Vec<u8>> {
    use sha2::Digest as _;
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let good = code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte));
    good.then(|| sha2::Sha256::digest(code.as_bytes()).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn order() -> Order {
        Order {
            drug: "Ramipril".into(),
            strength: Some("5 mg".into()),
            form: Some("tablets".into()),
            dose: "1 tablet".into(),
            route: Route::Oral,
            frequency: Frequency::Morning,
            as_needed: false,
            days: Some(7),
            quantity: "7".into(),
            repeats: 0,
            reason: None,
            instructions: None,
        }
    }

    #[test]
    fn an_order_is_said_in_one_line_and_coded_by_its_substance() {
        assert_eq!(order().medicine(), "Ramipril 5 mg, tablets");
        assert_eq!(order().dosage(), "1 tablet, in the morning, by mouth, for 7 days");
        assert_eq!(order().concept().code.as_deref(), Some("C09AA05"));
        let mixed = Order { drug: "Aspirin".into(), ..order() };
        assert_eq!(mixed.concept().code, None, "one of two codes would be a guess");
        assert_eq!(order().last_day(date(2026, 11, 20)), Some(date(2026, 11, 26)));
        assert_eq!(Order { days: None, ..order() }.last_day(date(2026, 11, 20)), None);
    }

    #[test]
    fn every_word_of_a_form_has_its_sentence() {
        for route in Route::ALL {
            assert_eq!(Route::of_word(route.as_str()), Some(*route));
            assert_eq!(Route::of_words(&route.words()), Some(*route));
        }
        for often in Frequency::ALL {
            assert_eq!(Frequency::of_words(&often.words()), Some(*often));
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let key = Key::from_bytes([7; 32]);
        let (one, other) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
        let code = paper_code(&key, one);
        assert_eq!((code.len(), code.matches('-').count()), (19, 3));
        assert_ne!(code, paper_code(&key, other));
        assert_ne!(code, paper_code(&Key::from_bytes([8; 32]), one));
        let hash = code_hash(&code);
        assert!(hash.is_some());
        assert_eq!(code_hash(&code.to_lowercase().replace('-', " ")), hash);
        assert_eq!(code_hash(&code.replace('0', "o").replace('1', "l")), hash);
        for wrong in ["", "1234", "7KQF-2M9D-XH4T-0B3", "7KQF-2M9D-XH4T-0B3U!"] {
            assert_eq!(code_hash(wrong), None, "{wrong}");
        }
    }
}
