//! Passwords: what is accepted.
//!
//! - Length decides, not composition: fifteen characters alone, eight beside a second factor, up to
//!   256. Counted in characters after NFC, so that the same word typed on two keyboards is one word.
//! - A password on the list of common ones, or one of those written two or three times in a row, is
//!   refused; the list is matched whole, never as a part of something longer.
//! - So is one that mainly consists of what everybody knows about the person: hospital, e-mail, name.
//!
//! How it is kept: [`super::hasher`].

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// Fewest characters of a password that stands alone.
pub const MIN_ALONE: usize = 15;
/// Fewest characters of a password beside a second factor.
pub const MIN_WITH_SECOND_FACTOR: usize = 8;
/// Most characters that are ever hashed; longer is refused, never cut silently.
pub const MAX: usize = 256;

/// Sorted by bytes, one a line; `common_passwords/VENDOR.md` says where it comes from.
static COMMON: &str = include_str!("common_passwords/list.txt");

/// A password as typed, in NFC. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Takes what was typed, as it is but for Unicode normalisation: no trimming, no change of case.
    pub fn new(typed: &str) -> Self {
        Self(typed.nfc().collect())
    }

    /// Length as the rule counts it.
    pub fn characters(&self) -> usize {
        self.0.chars().count()
    }

    /// For the hasher alone.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// What everybody knows about the person who chooses: none of it makes a password.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// Name of the hospital.
    pub hospital: &'a str,
    /// The person's e-mail address.
    pub email: &'a str,
    /// The person's name.
    pub name: &'a str,
}

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Fewer characters than the rule asks for.
    #[error("a password needs at least {min} characters")]
    TooShort {
        /// The fewest characters that would do.
        min: usize,
    },
    /// More characters than are ever hashed.
    #[error("a password has at most {MAX} characters")]
    TooLong,
    /// On the list of common passwords, or one of them repeated.
    #[error("this password is on the list of common passwords")]
    Common,
    /// Made of the hospital's name, the person's e-mail address or name.
    #[error("this password is mainly made of the hospital's name, the e-mail address or the person's name")]
    Context,
}

/// Judges a password that somebody wants to set.
pub fn judge(password: &Password, second_factor: bool, context: &Context<'_>) -> Result<(), Refusal> {
    let min = if second_factor { MIN_WITH_SECOND_FACTOR } else { MIN_ALONE };
    let length = password.characters();
    if length < min {
        return Err(Refusal::TooShort { min });
    }
    if length > MAX {
        return Err(Refusal::TooLong);
    }
    let lower = password.0.to_lowercase();
    if is_common(&lower) || is_common_repeated(&lower) {
        return Err(Refusal::Common);
    }
    if is_mainly_context(&lower, context) {
        return Err(Refusal::Context);
    }
    Ok(())
}

/// Whether a lower-case password stands on the list, as a whole line.
fn is_common(lower: &str) -> bool {
    let list = COMMON.as_bytes();
    let wanted = lower.as_bytes();
    // The range always begins and ends at a line's border.
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = list[low..middle].iter().rposition(|&b| b == b'\n').map_or(low, |at| low + at + 1);
        let end = list[middle..high].iter().position(|&b| b == b'\n').map_or(high, |at| middle + at);
        match list[start..end].cmp(wanted) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = (end + 1).min(high),
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

/// "passwordpassword": a listed word written two or three times is as easily guessed as once.
fn is_common_repeated(lower: &str) -> bool {
    [2, 3].into_iter().any(|times| {
        lower.len().is_multiple_of(times)
            && lower
                .get(..lower.len() / times)
                .is_some_and(|unit| is_common(unit) && unit.repeat(times) == lower)
    })
}

/// More than half of the letters come from context words, and what is left over would not do as a
/// password by itself.
fn is_mainly_context(lower: &str, context: &Context<'_>) -> bool {
    let password = letters(lower);
    let total = password.chars().count();
    let mut rest = password;
    for word in context_words(context) {
        rest = rest.replace(&word, "");
    }
    let left = rest.chars().count();
    let covered = total - left;
    covered * 2 > total && (left < MIN_WITH_SECOND_FACTOR || is_common(&rest))
}

/// The context as lower-case letters and digits: whole and in words, the longest first, so that
/// the hospital's full name is taken out before one word of it.
fn context_words(context: &Context<'_>) -> Vec<String> {
    let local_part = context.email.split('@').next().unwrap_or_default();
    let wholes = [context.hospital, context.email, local_part, context.name, "wardbook"];
    let mut words: Vec<String> = wholes
        .iter()
        .flat_map(|whole| whole.split(|c: char| !c.is_alphanumeric()).chain([*whole]))
        .map(|word| letters(&word.nfc().collect::<String>().to_lowercase()))
        .filter(|word| word.chars().count() >= 3)
        .collect();
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FALK: Context<'static> =
        Context { hospital: "Lindenhof Hospital", email: "ines.falk@lindenhof.example", name: "Ines Falk" };

    fn alone(password: &str) -> Result<(), Refusal> {
        judge(&Password::new(password), false, &FALK)
    }

    fn beside_a_second_factor(password: &str) -> Result<(), Refusal> {
        judge(&Password::new(password), true, &FALK)
    }

    #[test]
    fn length_decides_by_characters_not_bytes() {
        assert_eq!(alone("tuesday kettle"), Err(Refusal::TooShort { min: 15 }));
        assert_eq!(alone("tuesday kettles"), Ok(()));
        assert_eq!(alone("чайник вторник"), Err(Refusal::TooShort { min: 15 }));
        assert_eq!(beside_a_second_factor("kettles"), Err(Refusal::TooShort { min: 8 }));
        assert_eq!(beside_a_second_factor("kettle7q"), Ok(()));
        assert_eq!(alone(&"kettle 7 ".repeat(8)), Ok(()));
        assert_eq!(alone(&"ж".repeat(256)), Ok(()));
        assert_eq!(alone(&"ж".repeat(257)), Err(Refusal::TooLong));
    }

    #[test]
    fn no_rule_about_composition() {
        assert_eq!(alone("only small letters here"), Ok(()));
        assert_eq!(alone("               x"), Ok(()));
    }

    #[test]
    fn the_list_is_sorted_lower_case_and_free_of_short_entries() {
        let lines: Vec<&str> = COMMON.lines().collect();
        assert!(lines.len() > 16_000);
        assert!(lines.is_sorted_by(|a, b| a.as_bytes() < b.as_bytes()));
        assert!(lines.iter().all(|line| line.len() >= 8 && line.to_lowercase() == *line));
    }

    #[test]
    fn every_listed_password_is_found_and_its_neighbours_are_not() {
        for line in COMMON.lines() {
            assert!(is_common(line), "{line}");
            assert!(!is_common(&format!("{line}~")), "{line}~");
        }
        for absent in ["", "\n", "!", "zzzzzzzzzzzzzzzzz", "~~~~~~~~~~~~", "password\n12345678"] {
            assert!(!is_common(absent), "{absent:?}");
        }
    }

    #[test]
    fn common_passwords_are_refused_whole_and_in_any_case() {
        assert_eq!(alone("1Q2w3e4r5t6y7u8i9o0p"), Err(Refusal::Common));
        assert_eq!(alone("1234567890qwertyuiop"), Err(Refusal::Common));
        assert_eq!(beside_a_second_factor("PassWord"), Err(Refusal::Common));
        assert_eq!(beside_a_second_factor("password~kettle"), Ok(()));
        assert_eq!(alone("the password is a kettle"), Ok(()));
    }

    #[test]
    fn a_common_password_written_twice_is_still_common() {
        assert_eq!(alone("passwordpassword"), Err(Refusal::Common));
        assert_eq!(alone("Iloveyou1Iloveyou1"), Err(Refusal::Common));
        assert_eq!(alone("123456781234567812345678"), Err(Refusal::Common));
    }

    #[test]
    fn context_words_make_no_password() {
        for known in [
            "ines.falk@lindenhof.example",
            "Lindenhof-Hospital",
            "LindenhofHospital2026!",
            "Ines Falk, Lindenhof",
            "falkinesfalkines",
            "lindenhof12345678",
            "wardbookwardbook",
        ] {
            assert_eq!(alone(known), Err(Refusal::Context), "{known}");
        }
        assert_eq!(beside_a_second_factor("InesFalk"), Err(Refusal::Context));
        assert_eq!(alone("a kettle at lindenhof boils slowly"), Ok(()));
    }

    #[test]
    fn an_empty_context_refuses_nothing() {
        assert_eq!(judge(&Password::new("tuesday kettles"), false, &Context::default()), Ok(()));
    }

    #[test]
    fn passwords_are_not_printed() {
        assert_eq!(format!("{:?}", Password::new("tuesday kettles")), "Password(…)");
    }

    proptest! {
        #[test]
        fn any_text_is_judged_and_length_comes_first(typed in any::<String>(), hospital in any::<String>(), email in any::<String>(), name in any::<String>()) {
            let context = Context { hospital: &hospital, email: &email, name: &name };
            let password = Password::new(&typed);
            let verdict = judge(&password, true, &context);
            let short = password.characters() < MIN_WITH_SECOND_FACTOR;
            prop_assert_eq!(verdict == Err(Refusal::TooShort { min: MIN_WITH_SECOND_FACTOR }), short);
        }

        #[test]
        fn random_words_are_accepted(typed in "[a-z]{15,64}") {
            prop_assert_eq!(judge(&Password::new(&typed), false, &Context::default()), Ok(()));
        }

        #[test]
        fn the_list_answers_as_a_plain_search_does(wanted in "[a-z0-9]{8,9}") {
            prop_assert_eq!(is_common(&wanted), COMMON.lines().any(|line| line == wanted));
        }
    }
}
