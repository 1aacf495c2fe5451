//! What a patient is found by: one line of folded words, and one to sort by.
//!
//! In the search key two spaces stand before every word. The index holds every three characters in
//! a row, so `␠␠m` finds words that begin with m and `␠ma` those with ma, which plain
//! trigrams cannot. A name of two Han or Hangul characters has no three in a row either: each such
//! character also stands as a word of its own, and family and given name stand once together.

use super::birth::Birth;
use super::fold::{Custom, fold, fold_by, is_cjk};
use super::phone::digits;

/// Longest search key kept: no field can crowd the others out of an index entry.
const LONGEST: usize = 2_000;
/// Longest sort key: PostgreSQL refuses index entries above 2,700 bytes.
const LONGEST_SORT: usize = 400;

/// Everything that finds a patient.
#[derive(Debug, Clone, Default)]
pub struct Findable<'a> {
    /// Family name.
    pub family: &'a str,
    /// Given names.
    pub given: &'a str,
    /// The name they go by.
    pub preferred: &'a str,
    /// The eight digits of their own number and of the records merged into theirs.
    pub mrns: &'a [String],
    /// Phones as typed.
    pub phones: &'a [String],
    /// National id as typed.
    pub national_id: &'a str,
    /// Number in the register used before this one.
    pub former_number: &'a str,
    /// Birth date; only the year goes in, the day has an index of its own.
    pub birth: Option<Birth>,
}

/// Family name then given names, folded: the order of lists.
pub fn sort_key(family: &str, given: &str) -> String {
    let mut key = fold(&format!("{family} {given}"));
    truncate(&mut key, LONGEST_SORT);
    key
}

/// A national id, however it is punctuated.
pub fn national_id_key(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The line that search looks into.
pub fn search_key(of: &Findable<'_>) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut add = |word: &str| {
        if !word.is_empty() && !words.iter().any(|w| w == word) {
            words.push(word.to_owned());
        }
    };
    for mrn in of.mrns {
        add(mrn);
    }
    for name in [of.family, of.given, of.preferred] {
        fold(name).split(' ').for_each(&mut add);
    }
    let joined = fold(of.family).replace(' ', "") + &fold(of.given).replace(' ', "");
    if joined.chars().any(is_cjk) {
        add(&joined);
    }
    for name in [of.family, of.given, of.preferred] {
        fold_by(name, Custom::Spelled).split(' ').for_each(&mut add);
        let mut one = [0; 4];
        fold(name).chars().filter(|&c| is_cjk(c)).for_each(|c| add(c.encode_utf8(&mut one)));
    }
    add(&national_id_key(of.national_id));
    fold(of.former_number).split(' ').for_each(&mut add);
    for phone in of.phones {
        add(&digits(phone));
    }
    if let Some(date) = of.birth.and_then(Birth::date) {
        add(&format!("{:04}", date.year()));
    }
    let mut key = String::new();
    for word in &words {
        key.push_str("  ");
        key.push_str(word);
    }
    truncate(&mut key, LONGEST);
    key.push_str("  ");
    key
}

fn truncate(text: &mut String, most: usize) {
    if let Some((at, _)) = text.char_indices().nth(most) {
        text.truncate(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn holds_every_way_in() {
        let key = search_key(&Findable {
            family: "Đorđević",
            given: "Ana Marija",
            preferred: "Anka",
            mrns: &["41722958".into(), "11864027".into()],
            phones: &["+381 64 555-0182".into()],
            national_id: "1403984-71.0006",
            former_number: "A 17/3",
            birth: Some(Birth::Day(date(1984, 3, 14))),
        });
        for word in [
            "dordevic",
            "djordjevic",
            "ana",
            "marija",
            "anka",
            "41722958",
            "11864027",
            "381645550182",
            "1403984710006",
            "17",
            "1984",
        ] {
            assert!(key.contains(&format!("  {word}  ")), "{word} in {key}");
        }
        assert!(!key.contains("0314"));
    }

    #[test]
    fn two_characters_are_a_name() {
        let key = search_key(&Findable { family: "王", given: "小芳", ..Findable::default() });
        assert_eq!(key, "  王  小芳  王小芳  小  芳  ");
    }

    #[test]
    fn lists_sort_by_family_name_without_marks() {
        assert_eq!(sort_key("Marković-Ana", "Luka"), "markovic ana luka");
        assert_eq!(sort_key("", "Ana"), "ana");
        assert_eq!(sort_key(&"x".repeat(5_000), "y").chars().count(), LONGEST_SORT);
    }

    proptest! {
        #[test]
        fn keys_are_bounded_and_clean(family in any::<String>(), given in any::<String>()) {
            let key = search_key(&Findable { family: &family, given: &given, ..Findable::default() });
            prop_assert!(key.chars().count() <= LONGEST + 2);
            prop_assert!(!key.contains('\0'));
            prop_assert!(key.starts_with("  ") && key.ends_with("  "));
        }
    }
}
