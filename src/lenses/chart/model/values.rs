//! One measured value: its number, unit, flag and range.

use super::super::store::Measured;
use super::super::views::Flag;
use crate::say;

/// A number as it is read: as written, unless it has more digits than anybody measures.
pub fn number(measured: &Measured) -> String {
    let written = match (&measured.written, measured.value) {
        (Some(written), Some(value)) if decimals(written) > 3 => short_number(value),
        (Some(written), _) => written.clone(),
        (None, Some(value)) => short_number(value),
        (None, None) => String::new(),
    };
    match measured.comparator.as_deref() {
        Some(comparator) => format!("{comparator} {written}"),
        None => written,
    }
}

fn decimals(written: &str) -> usize {
    written.split_once('.').map_or(0, |(_, digits)| digits.len())
}

/// Four digits that count, no trailing zeros.
pub fn short_number(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs().log10().floor().clamp(-12.0, 12.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=15")]
    let digits = (3.0 - magnitude).clamp(0.0, 15.0) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A unit as one writes it; UCUM's spelling is for machines.
pub fn unit(measured: &Measured) -> String {
    let unit = measured.unit.as_deref().unwrap_or_default().trim();
    match unit {
        "Cel" => return "°C".to_owned(),
        "mm[Hg]" => return "mmHg".to_owned(),
        "1" | "{score}" | "{count}" => return String::new(),
        _ => {}
    }
    let mut text = unit
        .replace("10*3/", "10³/")
        .replace("10*6/", "10⁶/")
        .replace("10*9/", "10⁹/")
        .replace("10*12/", "10¹²/")
        .replace("_m2", " m²")
        .replace(['{', '}'], "");
    if let Some(rest) = text.strip_suffix("/m2") {
        text = format!("{rest}/m²");
    }
    if let Some(rest) = text.strip_suffix("/uL") {
        text = format!("{rest}/µL");
    }
    text
}

/// The answer in words, where it is not a number.
pub(super) fn words(measured: &Measured) -> String {
    let words = measured.display.as_deref().filter(|words| !words.trim().is_empty());
    words.or(measured.text.as_deref()).unwrap_or_default().to_owned()
}

/// The flag: what the laboratory says, or else what the reference range says.
pub fn flag(measured: &Measured) -> Option<Flag> {
    const fn flag(family: &'static str, glyph: &'static str, word: &'static str, strong: bool) -> Flag {
        Flag { family, glyph, word, strong }
    }
    const HIGH: Flag = flag("is-warn", "high", "chart-flag-high", false);
    const VERY_HIGH: Flag = flag("is-danger", "high", "chart-flag-very-high", true);
    const LOW: Flag = flag("is-info", "low", "chart-flag-low", false);
    const VERY_LOW: Flag = flag("is-danger", "low", "chart-flag-very-low", true);
    const ABNORMAL: Flag = flag("is-warn", "", "chart-flag-abnormal", false);
    const VERY_ABNORMAL: Flag = flag("is-danger", "", "chart-flag-very-abnormal", true);
    match measured.interpretation.as_deref() {
        Some("H" | "HU" | ">") => return Some(HIGH),
        Some("HH") => return Some(VERY_HIGH),
        Some("L" | "LU" | "<") => return Some(LOW),
        Some("LL") => return Some(VERY_LOW),
        Some("A") => return Some(ABNORMAL),
        Some("AA") => return Some(VERY_ABNORMAL),
        Some("N") => return None,
        _ => {}
    }
    let value = measured.value?;
    if measured.range_high.is_some_and(|high| value > high) {
        Some(HIGH)
    } else if measured.range_low.is_some_and(|low| value < low) {
        Some(LOW)
    } else {
        None
    }
}

/// How loud a flag is, to choose among those of several parts.
pub(super) fn loudness(flag: Option<Flag>) -> u8 {
    match flag {
        Some(flag) if flag.strong => 2,
        Some(_) => 1,
        None => 0,
    }
}

/// The reference range in words.
pub fn range(measured: &Measured) -> String {
    match (measured.range_low, measured.range_high) {
        (Some(low), Some(high)) => {
            say!("chart-range-between", low = short_number(low), high = short_number(high))
        }
        (None, Some(high)) => say!("chart-range-below", high = short_number(high)),
        (Some(low), None) => say!("chart-range-above", low = short_number(low)),
        (None, None) => measured.range_text.clone().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(value: f64, written: &str, unit: &str) -> Measured {
        Measured {
            kind: "quantity".into(),
            value: Some(value),
            written: Some(written.into()),
            unit: Some(unit.into()),
            ..Measured::default()
        }
    }

    #[test]
    fn numbers_stay_as_written_unless_nobody_measures_so_finely() {
        for (written, shown) in [
            ("7.0", "7.0"),
            ("140", "140"),
            ("0.125", "0.125"),
            ("176.14991271437884", "176.1"),
            ("9.94166", "9.942"),
        ] {
            assert_eq!(number(&measured(written.parse().unwrap(), written, "")), shown);
        }
        assert_eq!(short_number(0.0), "0");
        assert_eq!(short_number(123_456.7), "123457");
        assert_eq!(short_number(f64::NAN), "");
        let below = Measured { comparator: Some("<".into()), ..measured(0.5, "0.5", "") };
        assert_eq!(number(&below), "< 0.5");
    }

    #[test]
    fn units_read_as_people_write_them() {
        for (ucum, shown) in [
            ("Cel", "°C"),
            ("mm[Hg]", "mmHg"),
            ("kg/m2", "kg/m²"),
            ("10*3/uL", "10³/µL"),
            ("{score}", ""),
            ("mL/min/{1.73_m2}", "mL/min/1.73 m²"),
            ("mmol/L", "mmol/L"),
        ] {
            assert_eq!(unit(&measured(1.0, "1", ucum)), shown);
        }
    }

    #[test]
    fn the_laboratory_s_word_goes_before_the_range() {
        let high = Measured { range_high: Some(5.1), ..measured(5.9, "5.9", "mmol/L") };
        assert_eq!(flag(&high).unwrap().word, "chart-flag-high");
        let very = Measured { interpretation: Some("HH".into()), ..high.clone() };
        assert!(flag(&very).unwrap().strong);
        let normal = Measured { interpretation: Some("N".into()), ..high };
        assert_eq!(flag(&normal), None);
        let edge = Measured { range_low: Some(3.5), range_high: Some(5.1), ..measured(5.1, "5.1", "") };
        assert_eq!(flag(&edge), None);
        assert_eq!(flag(&measured(5.0, "5", "")), None);
    }
}
