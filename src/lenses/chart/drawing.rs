//! Vital signs as drawings with their readings beside them.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::model::{
    DIASTOLIC, PRESSURE, PULSE, Reader, SYSTOLIC, TEMPERATURE, WEIGHT, number, range, short_number, unit,
};
use super::store::{Measured, ObservationRow, PartRow};
use super::views::{Drawing, Reading};
use crate::care::record::{Precision, When};
use crate::kit::chart_svg::{Band, LineChart, Point, Series, Svg};
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

/// The keys of blood pressure, as panels and as single values.
pub fn pressure_keys() -> Vec<&'static str> {
    PRESSURE.into_iter().chain([SYSTOLIC, DIASTOLIC]).collect()
}

/// The newest reading of blood pressure, however it was kept.
pub fn newest_pressure(rows: &[ObservationRow]) -> Option<&ObservationRow> {
    let keys = pressure_keys();
    rows.iter().filter(|row| keys.contains(&row.test_key.as_str())).max_by_key(|row| (row.at, row.id))
}

/// A reading of one moment: one value, or two.
#[derive(Clone, Debug)]
struct Sample {
    when: When,
    first: Option<Measured>,
    second: Option<Measured>,
}

/// Blood pressure; nothing when none was ever measured.
pub fn pressure(
    reader: &Reader,
    rows: &[ObservationRow],
    parts: &HashMap<Uuid, Vec<PartRow>>,
    href: String,
) -> Option<Drawing> {
    let mut at: BTreeMap<(Timestamp, Uuid), Sample> = BTreeMap::new();
    for row in rows {
        if PRESSURE.contains(&row.test_key.as_str()) {
            let of = parts.get(&row.id);
            let part = |key| of?.iter().find(|part| part.test_key == key).map(|part| part.measured.clone());
            let sample = Sample { when: row.when(), first: part(SYSTOLIC), second: part(DIASTOLIC) };
            at.insert((row.at, row.id), sample);
        } else if row.test_key == SYSTOLIC || row.test_key == DIASTOLIC {
            // Two single values of one instant are one reading.
            let sample = at.entry((row.at, Uuid::nil())).or_insert(Sample {
                when: row.when(),
                first: None,
                second: None,
            });
            let side = if row.test_key == SYSTOLIC { &mut sample.first } else { &mut sample.second };
            *side = Some(row.measured.clone());
        }
    }
    let samples: Vec<Sample> =
        at.into_values().filter(|sample| sample.first.is_some() || sample.second.is_some()).collect();
    draw(reader, "pressure", "chart-pressure", &samples, true, href)
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
        let samples: Vec<Sample> = mine
            .iter()
            .map(|row| Sample { when: row.when(), first: Some(row.measured.clone()), second: None })
            .collect();
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
    let samples: Vec<Sample> = rows
        .iter()
        .map(|row| Sample { when: row.when(), first: Some(row.measured.clone()), second: None })
        .collect();
    line_chart(reader, "test", name, &samples, false).draw()
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
    let svg = line_chart(reader, id, &say!(name), samples, pair).draw()?;
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

fn band(measured: &Measured) -> Option<Band> {
    let band = Band { low: measured.range_low, high: measured.range_high };
    (band.low.is_some() || band.high.is_some()).then_some(band)
}

fn line_chart(reader: &Reader, id: &str, name: &str, samples: &[Sample], pair: bool) -> LineChart {
    let series = |side: fn(&Sample) -> Option<&Measured>| Series {
        points: samples
            .iter()
            .filter_map(|sample| Point::new(seconds(sample.when.at), side(sample)?.value?))
            .collect(),
        last: samples.iter().rev().find_map(|sample| side(sample)).map(number).unwrap_or_default(),
    };
    let first = series(|sample| sample.first.as_ref());
    let values: Vec<f64> = samples.iter().filter_map(|sample| sample.first.as_ref()?.value).collect();
    let band = samples.last().and_then(|sample| band(sample.first.as_ref()?));
    LineChart {
        id: format!("{id}-drawing"),
        title: title(reader, name, samples),
        desc: description(&values, band, &first.last),
        second: pair.then(|| series(|sample| sample.second.as_ref())),
        first,
        band,
        labels: samples
            .iter()
            .map(|sample| (seconds(sample.when.at), label(reader, sample.when, samples)))
            .collect(),
        small: !pair,
    }
}

/// Seconds fit a float exactly for a hundred million years.
#[expect(clippy::cast_precision_loss, reason = "seconds since 1970 need far fewer than 52 bits")]
fn seconds(at: Timestamp) -> f64 {
    at.as_second() as f64
}

fn title(reader: &Reader, name: &str, samples: &[Sample]) -> String {
    let day = |sample: Option<&Sample>| {
        sample.map(|sample| sample.when.shown_date(&reader.zone)).unwrap_or_default()
    };
    let count = i64::try_from(samples.len()).unwrap_or(i64::MAX);
    say!(
        "chart-drawing-title",
        name = name.to_owned(),
        count = count,
        from = day(samples.first()),
        until = day(samples.last())
    )
}

fn description(values: &[f64], band: Option<Band>, last: &str) -> String {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let outside = band.map_or(0, |band| values.iter().filter(|value| !band.holds(**value)).count());
    let (low, high, last) = (short_number(low), short_number(high), last.to_owned());
    if outside == 0 {
        say!("chart-drawing-steady", last = last, low = low, high = high)
    } else {
        let outside = i64::try_from(outside).unwrap_or(i64::MAX);
        say!("chart-drawing-outside", last = last, low = low, high = high, outside = outside)
    }
}

/// Years, months or days, whichever tells the readings apart; today by its name.
fn label(reader: &Reader, when: When, samples: &[Sample]) -> String {
    let date = when.civil_date(&reader.zone);
    if date == reader.today() {
        return say!("chart-today");
    }
    let ends = (samples.first(), samples.last());
    let days = match ends {
        (Some(first), Some(last)) => {
            let zone: &TimeZone = &reader.zone;
            (last.when.civil_date(zone) - first.when.civil_date(zone)).get_days()
        }
        _ => 0,
    };
    let form = if days > 3 * 365 || when.precision == Precision::Year {
        "%Y"
    } else if days > 90 {
        "%b %Y"
    } else {
        "%d %b"
    };
    date.strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

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
