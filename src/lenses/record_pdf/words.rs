//! Kept values in words for paper.

use jiff::tz::TimeZone;

use crate::care::record::{Precision, When};
use crate::kit::db::types::Utc;
use crate::kit::text;

/// A word of a fixed list, such as a status: the catalogue's word for it, or the word itself made readable.
pub fn word(value: &str) -> String {
    let key = format!("record-pdf-word-{}", value.to_lowercase().replace([' ', '_'], "-"));
    if text::has(&key) {
        return text::t(&key);
    }
    let readable = value.replace(['-', '_'], " ");
    let mut letters = readable.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The words of those values that are there, separated by commas.
pub fn joined<const N: usize>(values: [Option<String>; N]) -> String {
    values.into_iter().flatten().filter(|value| !value.trim().is_empty()).collect::<Vec<_>>().join(", ")
}

/// An end that may not be there, by the precision kept beside it.
pub fn when(at: Option<Utc>, precision: Option<&str>) -> Option<When> {
    at.map(|Utc(at)| When { at, precision: Precision::from_word(precision.unwrap_or_default()) })
}

/// A date that may not be there.
pub fn date(when: Option<When>, zone: &TimeZone) -> Option<String> {
    when.map(|when| when.shown_date(zone)).filter(|words| !words.is_empty())
}

/// What is said of an entry below its name: the text as written, and remarks.
pub fn not_blank(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_from_the_catalogue_or_are_made_readable() {
        assert_eq!(word("active"), "Active");
        assert_eq!(word("some_new-status"), "Some new status");
        assert_eq!(word(""), "");
    }

    #[test]
    fn only_what_is_there_is_joined() {
        assert_eq!(joined([Some("a".into()), None, Some(" ".into()), Some("b".into())]), "a, b");
    }
}
