//! From what is kept to what is shown: values, units, flags, ranges, dates. Pure rules, tested at the foot.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::store::{Measured, ObservationRow, PartRow};
use super::views::{Flag, Moment, ResultRow};
use crate::care::record::{Precision, When};
use crate::say;

/// LOINC's code of systolic pressure, as a test key.
pub const SYSTOLIC: &str = "http://loinc.org|8480-6";
/// LOINC's code of diastolic pressure.
pub const DIASTOLIC: &str = "http://loinc.org|8462-4";
/// The panels that hold both.
pub const PRESSURE: [&str; 2] = ["http://loinc.org|85354-9", "http://loinc.org|55284-4"];
/// Heart rate.
pub const PULSE: [&str; 2] = ["http://loinc.org|8867-4", "http://loinc.org|8893-0"];
/// Body weight.
pub const WEIGHT: [&str; 2] = ["http://loinc.org|29463-7", "http://loinc.org|3141-9"];
/// Body temperature, however it was taken.
pub const TEMPERATURE: [&str; 5] = [
    "http://loinc.org|8310-5",
    "http://loinc.org|8331-1",
    "http://loinc.org|8328-7",
    "http://loinc.org|8332-9",
    "http://loinc.org|8333-7",
];

/// Where and when somebody is reading.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Their time zone.
    pub zone: TimeZone,
    /// The present instant.
    pub now: Timestamp,
}

impl Reader {
    /// The date; the time of day instead when it is today's.
    pub fn moment(&self, when: When) -> Moment {
        if when.precision == Precision::Time && when.civil_date(&self.zone) == self.today() {
            let text = when.at.to_zoned(self.zone.clone()).strftime("%H:%M").to_string();
            return Moment { today: true, text };
        }
        Moment { today: false, text: when.shown_date(&self.zone) }
    }

    /// Date and time of day, as far as both are known.
    pub fn exact_moment(&self, when: When) -> Moment {
        let moment = self.moment(when);
        if moment.today { moment } else { Moment { today: false, text: when.shown(&self.zone) } }
    }

    /// Today's date here.
    pub fn today(&self) -> jiff::civil::Date {
        self.now.to_zoned(self.zone.clone()).date()
    }

    /// The start of today as dates without a time are kept, which is midnight UTC.
    pub fn start_of_today(&self) -> Timestamp {
        self.today().to_zoned(TimeZone::UTC).map_or(self.now, |midnight| midnight.timestamp())
    }
}

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
fn words(measured: &Measured) -> String {
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
fn loudness(flag: Option<Flag>) -> u8 {
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

/// One row of a table of results; `href` leads to all values of the test.
fn row(name: String, measured: &Measured, at: Moment, by: String, href: String) -> ResultRow {
    let value = number(measured);
    let wordy = value.is_empty();
    ResultRow {
        name,
        href,
        value: if wordy { words(measured) } else { value },
        unit: unit(measured),
        wordy,
        flag: flag(measured),
        range: range(measured),
        at,
        by,
    }
}

/// The rows of one measurement: one, or one for each of its parts. Blood pressure stays together: `148/92`.
pub fn result_rows(reader: &Reader, found: &ObservationRow, parts: &[PartRow], href: &str) -> Vec<ResultRow> {
    let at = reader.moment(found.when());
    let by = found.author.clone().unwrap_or_default();
    if parts.is_empty() {
        return vec![row(found.name().to_owned(), &found.measured, at, by, href.to_owned())];
    }
    if let Some(both) = pressure(found, parts) {
        return vec![ResultRow { at, by, href: href.to_owned(), ..both }];
    }
    parts
        .iter()
        .map(|part| {
            let name = format!("{}: {}", found.name(), part.name());
            row(name, &part.measured, at.clone(), by.clone(), href.to_owned())
        })
        .collect()
}

fn pressure(found: &ObservationRow, parts: &[PartRow]) -> Option<ResultRow> {
    let part = |key| parts.iter().find(|part| part.test_key == key).map(|part| &part.measured);
    let (upper, lower) = (part(SYSTOLIC)?, part(DIASTOLIC)?);
    if parts.len() > 2 {
        return None;
    }
    let flags = [flag(upper), flag(lower)];
    let range = match (upper.range_low, upper.range_high, lower.range_low, lower.range_high) {
        (None, Some(upper), None, Some(lower)) => {
            say!("chart-range-below", high = format!("{}/{}", short_number(upper), short_number(lower)))
        }
        (None, None, None, None) => String::new(),
        _ => format!("{} / {}", range(upper), range(lower)),
    };
    Some(ResultRow {
        name: found.name().to_owned(),
        value: format!("{}/{}", number(upper), number(lower)),
        unit: unit(upper),
        flag: flags.into_iter().max_by_key(|flag| loudness(*flag)).flatten(),
        range,
        ..ResultRow::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn measured(value: f64, written: &str, unit: &str) -> Measured {
        Measured {
            kind: "quantity".into(),
            value: Some(value),
            written: Some(written.into()),
            unit: Some(unit.into()),
            ..Measured::default()
        }
    }

    fn observation(measured: Measured) -> ObservationRow {
        ObservationRow {
            id: Uuid::nil(),
            at: "2026-11-20T08:33:00Z".parse().unwrap(),
            at_precision: "time".into(),
            category: "vital_signs".into(),
            test_key: PRESSURE[0].into(),
            code_display: Some("Blood pressure panel with all children optional".into()),
            code_text: "Blood pressure".into(),
            author: None,
            measured,
        }
    }

    fn part(key: &str, value: f64, high: Option<f64>) -> PartRow {
        PartRow {
            observation_id: Uuid::nil(),
            test_key: key.into(),
            code_display: None,
            code_text: "part".into(),
            measured: Measured { range_high: high, ..measured(value, &value.to_string(), "mm[Hg]") },
        }
    }

    fn reader() -> Reader {
        Reader { zone: TimeZone::get("Europe/Berlin").unwrap(), now: "2026-11-20T09:00:00Z".parse().unwrap() }
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

    #[test]
    fn blood_pressure_stays_one_row_with_its_louder_flag() {
        let rows = result_rows(
            &reader(),
            &observation(Measured { kind: "none".into(), ..Measured::default() }),
            &[part(DIASTOLIC, 92.0, Some(90.0)), part(SYSTOLIC, 138.0, Some(140.0))],
            "/x",
        );
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (rows[0].name.as_str(), rows[0].value.as_str(), rows[0].unit.as_str()),
            ("Blood pressure", "138/92", "mmHg")
        );
        assert_eq!(rows[0].flag.unwrap().word, "chart-flag-high");
        assert!(rows[0].at.today && rows[0].at.text == "09:33");
    }

    #[test]
    fn other_panels_show_each_part() {
        let rows = result_rows(
            &reader(),
            &observation(Measured::default()),
            &[part("a", 1.0, None), part("b", 2.0, None)],
            "",
        );
        assert_eq!(
            rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(),
            ["Blood pressure: part", "Blood pressure: part"]
        );
    }

    #[test]
    fn an_answer_in_words_takes_the_room_of_the_number() {
        let smoker =
            Measured { kind: "coded".into(), display: Some("Never smoker".into()), ..Measured::default() };
        let rows = result_rows(&reader(), &observation(smoker), &[], "");
        assert!(rows[0].wordy && rows[0].value == "Never smoker");
    }

    #[test]
    fn a_day_without_a_time_is_never_today_at_an_hour() {
        let day = When::date(jiff::civil::date(2026, 11, 20), Precision::Day).unwrap();
        let moment = reader().moment(day);
        assert!(!moment.today && moment.text == "20-Nov-2026");
    }
}
