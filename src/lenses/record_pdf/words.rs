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

/// A number as it is read: as written, unless it has more digits than anybody measures.
pub fn number(written: Option<&str>, value: Option<f64>) -> Option<String> {
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, digits)| digits.len());
    match (written, value) {
        (Some(written), Some(value)) if decimals(written) > 3 => Some(short(value)),
        (Some(written), _) => Some(written.to_owned()),
        (None, value) => value.map(short),
    }
}

/// Four digits that count, no trailing zeros.
pub fn short(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let decimals = (0..=12).find(|digits| value.abs() * 10_f64.powi(*digits) >= 999.5).unwrap_or(12);
    let text = format!("{value:.*}", usize::try_from(decimals).unwrap_or(0));
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A unit as people write it; UCUM's spelling is for machines.
pub fn unit(unit: &str) -> String {
    match unit.trim() {
        "Cel" => return "°C".into(),
        "mm[Hg]" => return "mmHg".into(),
        "1" | "{score}" | "{count}" => return String::new(),
        _ => {}
    }
    let powers =
        [("10*3/", "10³/"), ("10*6/", "10⁶/"), ("10*9/", "10⁹/"), ("10*12/", "10¹²/"), ("_m2", " m²")];
    let mut text = unit.trim().replace(['{', '}'], "");
    for (code, sign) in powers {
        text = text.replace(code, sign);
    }
    for (code, sign) in [("/m2", "/m²"), ("/uL", "/µL")] {
        if let Some(rest) = text.strip_suffix(code) {
            text = format!("{rest}{sign}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_count() {
        assert_eq!(number(Some("85.99240561982744"), Some(85.992_405_619_827_44)), Some("85.99".into()));
        assert_eq!(number(Some("7.10"), Some(7.1)), Some("7.10".into()));
        for (value, shown) in [
            (126.629_880_212_294_72, "126.6"),
            (0.380_275, "0.3803"),
            (1_234.567_8, "1235"),
            (173.0, "173"),
            (-37.033_79, "-37.03"),
            (99.999_99, "100"),
            (0.0, "0"),
        ] {
            assert_eq!(short(value), shown);
        }
    }

    #[test]
    fn units_are_as_people_write_them() {
        assert_eq!(unit("mm[Hg]"), "mmHg");
        assert_eq!(unit("10*3/uL"), "10³/µL");
        assert_eq!(unit("kg/m2"), "kg/m²");
        assert_eq!(unit("{score}"), "");
        assert_eq!(unit("mmol/L"), "mmol/L");
    }

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
