//! Rows of a table of results.

use super::super::store::{Measured, ObservationRow, PartRow};
use super::super::views::{Moment, ResultRow};
use super::Reader;
use crate::care::observations::{
    DIASTOLIC, SYSTOLIC, flag, loudness, number, range, short_number, unit, words,
};
use crate::say;

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
            say!(
                "observations-range-below",
                high = format!("{}/{}", short_number(upper), short_number(lower))
            )
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
    use jiff::tz::TimeZone;
    use uuid::Uuid;

    use super::*;
    use crate::care::observations::PRESSURE;

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
            measured: Measured {
                range_high: high,
                kind: "quantity".into(),
                value: Some(value),
                unit: Some("mm[Hg]".into()),
                ..Measured::default()
            },
        }
    }

    fn reader() -> Reader {
        Reader { zone: TimeZone::get("Europe/Berlin").unwrap(), now: "2026-11-20T09:00:00Z".parse().unwrap() }
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
        assert_eq!(rows[0].flag.unwrap().word, "observations-high");
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
}
