//! Vital signs as drawings with their readings beside them.

use std::collections::HashMap;

use uuid::Uuid;

use super::model::Reader;
use super::store::{ObservationRow, PartRow};
use super::views::{Drawing, Reading};
use crate::care::observations::{
    PULSE, Sample, TEMPERATURE, WEIGHT, band, line_chart, number, pressure_keys, pressure_samples, range,
    unit,
};
use crate::kit::chart_svg::Svg;
use crate::say;

/// How many readings a drawing shows; older ones are on the page of the test.
pub const READINGS: u32 = 60;
/// How many of them stand in the table beside it.
const BESIDE: usize = 12;

/// Every key that the drawings are made of.
pub fn all_keys() -> Vec<&'static str> {
    let mut keys = pressure_keys();
    keys.extend(PULSE.into_iter().chain(WEIGHT).chain(TEMPERATURE));
    keys
}

/// The newest reading of blood pressure, however it was kept.
pub fn newest_pressure(rows: &[ObservationRow]) -> Option<&ObservationRow> {
    let keys = pressure_keys();
    rows.iter().filter(|row| keys.contains(&row.test_key.as_str())).max_by_key(|row| (row.at, row.id))
}

/// Blood pressure; nothing when none was ever measured.
pub fn pressure(
    reader: &Reader,
    rows: &[ObservationRow],
    parts: &HashMap<Uuid, Vec<PartRow>>,
    href: String,
) -> Option<Drawing> {
    draw(reader, "pressure", "chart-pressure", &pressure_samples(rows, parts), true, href)
}

/// Pulse, weight and temperature, as far as they were measured.
pub fn others(
    reader: &Reader,
    rows: &[ObservationRow],
    href: impl Fn(&ObservationRow) -> String,
) -> Vec<Drawing> {
    let single = |id, name, keys: &[&str]| {
        let mut mine: Vec<&ObservationRow> =
            rows.iter().filter(|row| keys.contains(&row.test_key.as_str())).collect();
        mine.sort_by_key(|row| (row.at, row.id));
        let samples: Vec<Sample> = mine.iter().map(|row| Sample::of(row)).collect();
        let href = mine.last().map(|row| href(row)).unwrap_or_default();
        draw(reader, id, name, &samples, false, href)
    };
    [
        single("pulse", "chart-pulse", &PULSE),
        single("weight", "chart-weight", &WEIGHT),
        single("temperature", "chart-temperature", &TEMPERATURE),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The values of one test over time; nothing when they are words, or fewer than two.
pub fn of_test(reader: &Reader, name: &str, rows: &[ObservationRow]) -> Option<Svg> {
    let mut rows: Vec<&ObservationRow> = rows.iter().filter(|row| row.measured.value.is_some()).collect();
    if rows.len() < 2 {
        return None;
    }
    rows.sort_by_key(|row| (row.at, row.id));
    let samples: Vec<Sample> = rows.iter().map(|row| Sample::of(row)).collect();
    line_chart(&reader.here(), ("test", name), &samples, false, true).draw()
}

fn draw(
    reader: &Reader,
    id: &'static str,
    name: &'static str,
    samples: &[Sample],
    pair: bool,
    href: String,
) -> Option<Drawing> {
    let newest = samples.last()?;
    let measured = newest.first.as_ref().or(newest.second.as_ref())?;
    let svg = line_chart(&reader.here(), (id, &say!(name)), samples, pair, !pair).draw()?;
    let rows = samples.iter().rev().take(BESIDE).map(|sample| {
        let mut values = vec![sample.first.as_ref().map(number).unwrap_or_default()];
        if pair {
            values.push(sample.second.as_ref().map(number).unwrap_or_default());
        }
        Reading { at: reader.moment(sample.when), values }
    });
    Some(Drawing {
        id,
        name,
        unit: unit(measured),
        pair,
        shaded: newest.first.as_ref().filter(|first| band(first).is_some()).map(range).unwrap_or_default(),
        svg,
        rows: rows.collect(),
        href,
    })
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::super::store::Measured;
    use super::*;
    use crate::care::observations::{DIASTOLIC, SYSTOLIC};

    fn reader() -> Reader {
        Reader { zone: TimeZone::UTC, now: "2026-11-20T12:00:00Z".parse().unwrap() }
    }

    fn reading(key: &str, at: &str, value: f64) -> ObservationRow {
        ObservationRow {
            id: Uuid::now_v7(),
            at: at.parse().unwrap(),
            at_precision: "time".into(),
            category: "vital_signs".into(),
            test_key: key.into(),
            code_display: None,
            code_text: "x".into(),
            author: None,
            measured: Measured {
                kind: "quantity".into(),
                value: Some(value),
                written: Some(value.to_string()),
                ..Measured::default()
            },
        }
    }

    #[test]
    fn single_values_of_one_instant_are_one_reading() {
        let rows = [
            reading(SYSTOLIC, "2026-11-20T08:00:00Z", 120.0),
            reading(DIASTOLIC, "2026-11-20T08:00:00Z", 80.0),
            reading(SYSTOLIC, "2026-10-20T08:00:00Z", 130.0),
        ];
        let drawing = pressure(&reader(), &rows, &HashMap::new(), String::new()).unwrap();
        let values: Vec<_> = drawing.rows.iter().map(|row| row.values.join("/")).collect();
        assert_eq!(values, ["120/80", "130/"]);
        assert!(drawing.rows[0].at.today);
    }

    #[test]
    fn what_was_never_measured_is_not_drawn() {
        assert!(pressure(&reader(), &[], &HashMap::new(), String::new()).is_none());
        assert!(others(&reader(), &[], |_| String::new()).is_empty());
    }

    #[test]
    fn temperatures_are_one_drawing_however_they_were_taken() {
        let rows = [
            reading(TEMPERATURE[1], "2026-11-19T08:00:00Z", 37.0),
            reading(TEMPERATURE[0], "2026-11-18T08:00:00Z", 38.5),
        ];
        let drawings = others(&reader(), &rows, |row| row.test_key.clone());
        assert_eq!(drawings.len(), 1);
        assert_eq!(drawings[0].rows.len(), 2);
        assert_eq!(drawings[0].href, TEMPERATURE[1]);
    }

    #[test]
    fn a_test_in_words_is_not_drawn() {
        let mut rows =
            vec![reading("a", "2026-11-19T08:00:00Z", 1.0), reading("a", "2026-11-18T08:00:00Z", 2.0)];
        assert!(of_test(&reader(), "A", &rows).is_some());
        rows[0].measured.value = None;
        assert!(of_test(&reader(), "A", &rows).is_none());
    }
}
