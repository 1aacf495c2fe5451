//! One measured value: its number, unit, flag and range.

use super::Measured;
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
        Some("<=") => format!("≤ {written}"),
        Some(">=") => format!("≥ {written}"),
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
pub fn words(measured: &Measured) -> String {
    let words = measured.display.as_deref().filter(|words| !words.trim().is_empty());
    words.or(measured.text.as_deref()).unwrap_or_default().to_owned()
}

/// High, low, abnormal: colour, glyph and word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The class of its colour.
    pub family: &'static str,
    /// Its icon; "" for none.
    pub glyph: &'static str,
    /// The catalogue key of its word.
    pub word: &'static str,
    /// Whether it must not be overlooked.
    pub strong: bool,
}

impl Flag {
    const HIGH: Self = Self::new("is-warn", "high", "observations-high", false);
    const VERY_HIGH: Self = Self::new("is-danger", "high", "observations-very-high", true);
    const LOW: Self = Self::new("is-info", "low", "observations-low", false);
    const VERY_LOW: Self = Self::new("is-danger", "low", "observations-very-low", true);
    const ABNORMAL: Self = Self::new("is-warn", "", "observations-abnormal", false);
    const VERY_ABNORMAL: Self = Self::new("is-danger", "", "observations-very-abnormal", true);

    const fn new(family: &'static str, glyph: &'static str, word: &'static str, strong: bool) -> Self {
        Self { family, glyph, word, strong }
    }

    /// What whoever measured it says, as HL7's codes of interpretation put it: a flag, or that there is none; nothing
    /// when the word is not one of those that every system knows.
    pub fn said(interpretation: Option<&str>) -> Option<Option<Self>> {
        Some(match interpretation? {
            "N" | "NEG" | "IND" | "S" => None,
            "H" | "HU" | ">" => Some(Self::HIGH),
            "HH" => Some(Self::VERY_HIGH),
            "L" | "LU" | "<" => Some(Self::LOW),
            "LL" => Some(Self::VERY_LOW),
            "A" | "POS" | "R" => Some(Self::ABNORMAL),
            "AA" => Some(Self::VERY_ABNORMAL),
            _ => return None,
        })
    }

    /// What whoever measured it says, or else what the reference range says of the number.
    pub fn of(
        interpretation: Option<&str>,
        value: Option<f64>,
        low: Option<f64>,
        high: Option<f64>,
    ) -> Option<Self> {
        Self::said(interpretation).unwrap_or_else(|| Self::by_range(value, low, high))
    }

    /// Whether it is more than usual.
    pub fn is_high(self) -> bool {
        self == Self::HIGH || self == Self::VERY_HIGH
    }

    fn by_range(value: Option<f64>, low: Option<f64>, high: Option<f64>) -> Option<Self> {
        let value = value?;
        if high.is_some_and(|high| value > high) {
            return Some(Self::HIGH);
        }
        low.is_some_and(|low| value < low).then_some(Self::LOW)
    }
}

/// The flag of a value.
pub fn flag(measured: &Measured) -> Option<Flag> {
    let (low, high) = (measured.range_low, measured.range_high);
    Flag::of(measured.interpretation.as_deref(), measured.value, low, high)
}

/// How loud a flag is, to choose among those of several parts.
pub fn loudness(flag: Option<Flag>) -> u8 {
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
            say!("observations-range-between", low = short_number(low), high = short_number(high))
        }
        (None, Some(high)) => say!("observations-range-below", high = short_number(high)),
        (Some(low), None) => say!("observations-range-above", low = short_number(low)),
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
        for (value, shown) in [
            (0.0, "0"),
            (0.380_275, "0.3803"),
            (1_234.567_8, "1235"),
            (-37.033_79, "-37.03"),
            (99.999_99, "100"),
        ] {
            assert_eq!(short_number(value), shown);
        }
        assert_eq!(short_number(123_456.7), "123457");
        assert_eq!(short_number(f64::NAN), "");
        let below = Measured { comparator: Some("<".into()), ..measured(0.5, "0.5", "") };
        assert_eq!(number(&below), "< 0.5");
        assert_eq!(number(&Measured { comparator: Some("<=".into()), ..below }), "≤ 0.5");
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
        assert_eq!(flag(&high).unwrap().word, "observations-high");
        let very = Measured { interpretation: Some("HH".into()), ..high.clone() };
        assert!(flag(&very).unwrap().strong);
        let normal = Measured { interpretation: Some("N".into()), ..high.clone() };
        assert_eq!(flag(&normal), None);
        let odd = Measured { interpretation: Some("W".into()), ..high.clone() };
        assert_eq!(flag(&odd).unwrap().word, "observations-high", "a word that says nothing of high or low");
        let edge = Measured { range_low: Some(3.5), range_high: Some(5.1), ..measured(5.1, "5.1", "") };
        assert_eq!(flag(&edge), None);
        assert_eq!(flag(&measured(5.0, "5", "")), None);
    }
}
