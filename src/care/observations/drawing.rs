//! Vital signs and results over time, as line charts.

use std::collections::{BTreeMap, HashMap};

use jiff::{Timestamp, Zoned};
use uuid::Uuid;

use super::model::{Flag, Measured, ObservationRow, PartRow, flag, number, short_number};
use crate::care::record::{Precision, When};
use crate::kit::chart_svg::{Band, LineChart, Point, Series};
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

/// The keys of blood pressure, as panels and as single values.
pub fn pressure_keys() -> Vec<&'static str> {
    PRESSURE.into_iter().chain([SYSTOLIC, DIASTOLIC]).collect()
}

/// A reading of one moment: one value, or two.
#[derive(Clone, Debug)]
pub struct Sample {
    /// When it was taken.
    pub when: When,
    /// The value, or the upper of two.
    pub first: Option<Measured>,
    /// The lower of two.
    pub second: Option<Measured>,
}

impl Sample {
    /// A reading of one value.
    pub fn of(row: &ObservationRow) -> Self {
        Self { when: row.when(), first: Some(row.measured.clone()), second: None }
    }
}

/// Readings of blood pressure, oldest first, however they were kept: systolic and diastolic.
pub fn pressure_samples(rows: &[ObservationRow], parts: &HashMap<Uuid, Vec<PartRow>>) -> Vec<Sample> {
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
    at.into_values().filter(|sample| sample.first.is_some() || sample.second.is_some()).collect()
}

/// How many of the newest readings, in a row, are more than usual.
pub fn high_in_a_row(samples: &[Sample]) -> usize {
    let is_high = |measured: &Measured| flag(measured).is_some_and(Flag::is_high);
    samples.iter().rev().take_while(|sample| sample.first.iter().chain(&sample.second).any(is_high)).count()
}

/// What is usual of a value; none when nobody says.
pub fn band(measured: &Measured) -> Option<Band> {
    let band = Band { low: measured.range_low, high: measured.range_high };
    (band.low.is_some() || band.high.is_some()).then_some(band)
}

/// Readings, oldest first, as a chart for somebody who reads it `here`. `id` is its own on the page; of a `pair` both values
/// are drawn, in a low chart when it is `small`.
pub fn line_chart(
    here: &Zoned,
    (id, name): (&str, &str),
    samples: &[Sample],
    pair: bool,
    small: bool,
) -> LineChart {
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
        title: title(here, name, samples),
        desc: description(&values, band, &first.last),
        second: pair.then(|| series(|sample| sample.second.as_ref())),
        first,
        band,
        labels: samples
            .iter()
            .map(|sample| (seconds(sample.when.at), label(here, sample.when, samples)))
            .collect(),
        small,
    }
}

/// Seconds fit a float exactly for a hundred million years.
#[expect(clippy::cast_precision_loss, reason = "seconds since 1970 need far fewer than 52 bits")]
fn seconds(at: Timestamp) -> f64 {
    at.as_second() as f64
}

fn title(here: &Zoned, name: &str, samples: &[Sample]) -> String {
    let day = |sample: Option<&Sample>| {
        sample.map(|sample| sample.when.shown_date(here.time_zone())).unwrap_or_default()
    };
    let count = i64::try_from(samples.len()).unwrap_or(i64::MAX);
    say!(
        "observations-drawing",
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
        say!("observations-steady", last = last, low = low, high = high)
    } else {
        let outside = i64::try_from(outside).unwrap_or(i64::MAX);
        say!("observations-outside", last = last, low = low, high = high, outside = outside)
    }
}

/// Years, months or days, whichever tells the readings apart; today by its name.
fn label(here: &Zoned, when: When, samples: &[Sample]) -> String {
    let date = when.civil_date(here.time_zone());
    if date == here.date() {
        return say!("observations-today");
    }
    let ends = (samples.first(), samples.last());
    let days = match ends {
        (Some(first), Some(last)) => {
            let zone = here.time_zone();
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

    fn sample(upper: f64, lower: f64) -> Sample {
        let measured = |value, high| {
            Some(Measured { value: Some(value), range_high: Some(high), ..Measured::default() })
        };
        let when = When::instant("2026-11-20T08:00:00Z".parse().unwrap());
        Sample { when, first: measured(upper, 140.0), second: measured(lower, 90.0) }
    }

    #[test]
    fn what_is_high_in_a_row_is_counted_from_the_newest_and_either_value_counts() {
        let samples = [(150.0, 80.0), (130.0, 80.0), (141.0, 80.0), (120.0, 91.0)];
        let samples: Vec<Sample> = samples.into_iter().map(|(upper, lower)| sample(upper, lower)).collect();
        assert_eq!(high_in_a_row(&samples), 2);
        assert_eq!(high_in_a_row(&samples[..2]), 0);
    }
}
