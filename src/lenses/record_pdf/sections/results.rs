//! Vital signs, results and reports.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::{narrow, number, table, wide};
use crate::care::observations::{Observation, ObservationPart};
use crate::kit::pdf::{Align, Width};
use crate::lenses::record_pdf::model::{Cell, Column, Row, Section};
use crate::lenses::record_pdf::store::Kept;
use crate::lenses::record_pdf::words::{
    not_blank, number as number_in_words, short, unit as unit_in_words, when, word,
};
use crate::say;

/// The sections of measurements: vital signs, laboratory, and everything else.
pub(super) fn observations(kept: &Kept, zone: &TimeZone) -> Vec<Section> {
    let mut parts: HashMap<_, Vec<&ObservationPart>> = HashMap::new();
    for part in &kept.parts {
        parts.entry(part.observation_id).or_default().push(part);
    }
    let none = Vec::new();
    let section = |title: &str, belongs: &dyn Fn(&str) -> bool| {
        let rows = kept
            .observations
            .iter()
            .filter(|observation| belongs(&observation.category.replace('_', "-")))
            .flat_map(|observation| rows_of(observation, parts.get(&observation.id).unwrap_or(&none), zone))
            .collect();
        table(title, None, columns(), rows)
    };
    let other = |category: &str| !matches!(category, "vital-signs" | "laboratory");
    let mut sections = vec![
        section("record-pdf-vitals", &|category| category == "vital-signs"),
        section("record-pdf-laboratory", &|category| category == "laboratory"),
    ];
    if kept.observations.iter().any(|observation| other(&observation.category.replace('_', "-"))) {
        sections.push(section("record-pdf-other-results", &other));
    }
    sections
}

fn columns() -> Vec<Column> {
    vec![
        narrow("record-pdf-when", 31.0),
        wide("record-pdf-test", 3.0),
        Column { head: say!("record-pdf-value"), width: Width::Share(1.2), align: Align::Right },
        narrow("record-pdf-unit", 21.0),
        number("record-pdf-range", 27.0),
        narrow("record-pdf-flag", 19.0),
    ]
}

/// An observation; each of its parts stands on a line of its own.
fn rows_of(observation: &Observation, parts: &[&ObservationPart], zone: &TimeZone) -> Vec<Row> {
    let taken = observation.when().shown(zone);
    let name = Cell::of(observation.shown()).below(Some(&observation.code_text));
    let preliminary = (!matches!(observation.status.as_str(), "final" | "amended" | "corrected"))
        .then(|| word(&observation.status));
    let whole = Measured::of(observation);
    let mut rows = Vec::new();
    if parts.is_empty() || whole.has_value() {
        let name = name.clone().below(preliminary.as_deref()).below(observation.note.as_deref());
        rows.push(row_of(&taken, name, &whole));
    }
    for (index, part) in parts.iter().enumerate() {
        let shown = not_blank(part.code_display.as_deref()).unwrap_or_else(|| part.code_text.clone());
        let mut cell = Cell::of(shown).below(Some(&part.code_text)).below(Some(observation.shown()));
        if index == 0 {
            cell = cell.below(preliminary.as_deref()).below(observation.note.as_deref());
        }
        rows.push(row_of(&taken, cell, &Measured::part(part)));
    }
    rows
}

fn row_of(taken: &str, name: Cell, measured: &Measured<'_>) -> Row {
    let flag = measured.flag();
    let marked = flag.is_some();
    let value = Cell::of(measured.value());
    Row {
        cells: vec![
            Cell::of(taken),
            name,
            if marked { value.strong() } else { value },
            Cell::of(measured.unit.map(unit_in_words).unwrap_or_default()),
            Cell::of(measured.range()),
            Cell::maybe(flag).strong(),
        ],
        past: false,
        marked,
    }
}

/// A value with its range, of a whole observation or of a part.
struct Measured<'a> {
    number: Option<f64>,
    written: Option<&'a str>,
    comparator: Option<&'a str>,
    unit: Option<&'a str>,
    words: Option<&'a str>,
    coded: Option<&'a str>,
    low: Option<f64>,
    high: Option<f64>,
    range: Option<&'a str>,
    interpretation: Option<&'a str>,
}

macro_rules! measured {
    ($row:expr) => {
        Measured {
            number: $row.value,
            written: $row.value_written.as_deref(),
            comparator: $row.comparator.as_deref(),
            unit: $row.unit.as_deref(),
            words: $row.value_text.as_deref(),
            coded: $row.value_display.as_deref(),
            low: $row.range_low,
            high: $row.range_high,
            range: $row.range_text.as_deref(),
            interpretation: $row.interpretation.as_deref(),
        }
    };
}

impl<'a> Measured<'a> {
    fn of(row: &'a Observation) -> Self {
        measured!(row)
    }

    fn part(row: &'a ObservationPart) -> Self {
        measured!(row.value)
    }

    fn has_value(&self) -> bool {
        !self.value().is_empty()
    }

    fn value(&self) -> String {
        match number_in_words(self.written, self.number) {
            Some(number) => format!("{}{number}", self.comparator.map(sign).unwrap_or_default()),
            None => self.coded.or(self.words).unwrap_or_default().to_owned(),
        }
    }

    fn range(&self) -> String {
        match (self.range, self.low, self.high) {
            (Some(words), _, _) if !words.trim().is_empty() => words.to_owned(),
            (_, Some(low), Some(high)) => format!("{} – {}", short(low), short(high)),
            (_, Some(low), None) => format!("≥ {}", short(low)),
            (_, None, Some(high)) => format!("≤ {}", short(high)),
            (_, None, None) => String::new(),
        }
    }

    /// What is out of the ordinary: as whoever measured it says, or else by the range.
    fn flag(&self) -> Option<String> {
        let key = match self.interpretation {
            Some("N" | "NEG" | "IND" | "S") => return None,
            Some("HH") => "record-pdf-flag-very-high",
            Some("LL") => "record-pdf-flag-very-low",
            Some("H" | "HU" | ">") => "record-pdf-flag-high",
            Some("L" | "LU" | "<") => "record-pdf-flag-low",
            Some("A" | "AA" | "POS" | "R") => "record-pdf-flag-abnormal",
            Some(other) if !other.trim().is_empty() => return Some(other.to_owned()),
            _ => match (self.number?, self.low, self.high) {
                (number, Some(low), _) if number < low => "record-pdf-flag-low",
                (number, _, Some(high)) if number > high => "record-pdf-flag-high",
                _ => return None,
            },
        };
        Some(say!(key))
    }
}

fn sign(comparator: &str) -> &str {
    match comparator {
        "<=" => "≤ ",
        ">=" => "≥ ",
        "<" => "< ",
        ">" => "> ",
        other => other,
    }
}

pub(super) fn reports(kept: &Kept, zone: &TimeZone) -> Section {
    let names: HashMap<_, &str> = kept.observations.iter().map(|one| (one.id, one.shown())).collect();
    let mut results: HashMap<_, Vec<&str>> = HashMap::new();
    for result in &kept.report_results {
        let known = result.observation_id.and_then(|id| names.get(&id).copied());
        if let Some(name) = result.display.as_deref().or(known) {
            results.entry(result.report_id).or_default().push(name);
        }
    }
    let rows = kept.reports.iter().map(|report| {
        let issued = report.issued_at.and_then(|at| when(Some(at), None)).map(|when| when.shown_date(zone));
        let held = results.get(&report.id).map(|names| names.join("; "));
        Row {
            cells: vec![
                Cell::of(report.when().shown(zone))
                    .below(issued.map(|issued| say!("record-pdf-issued", date = issued))),
                Cell::of(report.shown())
                    .strong()
                    .below(Some(&report.code_text))
                    .below(report.category.as_deref()),
                Cell::of(report.conclusion.clone().unwrap_or_default())
                    .below(report.note.as_deref())
                    .below(held),
                Cell::of(report.author.clone().unwrap_or_default()),
                Cell::of(word(&report.status)),
            ],
            past: report.status == "cancelled",
            marked: false,
        }
    });
    let columns = vec![
        narrow("record-pdf-when", 32.0),
        wide("record-pdf-report", 2.0),
        wide("record-pdf-conclusion", 4.0),
        wide("record-pdf-author", 1.4),
        narrow("record-pdf-status", 20.0),
    ];
    table("record-pdf-reports", None, columns, rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured() -> Measured<'static> {
        Measured {
            number: Some(7.1),
            written: Some("7.10"),
            comparator: None,
            unit: Some("mmol/L"),
            words: None,
            coded: None,
            low: Some(3.9),
            high: Some(5.6),
            range: None,
            interpretation: None,
        }
    }

    #[test]
    fn a_number_stands_as_written_with_its_comparator() {
        assert_eq!(measured().value(), "7.10");
        assert_eq!(Measured { comparator: Some("<="), ..measured() }.value(), "≤ 7.10");
        let answer = Measured { number: None, written: None, coded: Some("Never smoker"), ..measured() };
        assert_eq!(answer.value(), "Never smoker");
    }

    #[test]
    fn the_sender_flags_first_and_then_the_range() {
        assert_eq!(measured().flag(), Some(say!("record-pdf-flag-high")));
        assert_eq!(Measured { interpretation: Some("N"), ..measured() }.flag(), None);
        assert_eq!(Measured { number: Some(4.0), ..measured() }.flag(), None);
        let very_low = Measured { interpretation: Some("LL"), ..measured() };
        assert_eq!(very_low.flag(), Some(say!("record-pdf-flag-very-low")));
    }

    #[test]
    fn a_range_may_be_open_on_one_side() {
        assert_eq!(measured().range(), "3.9 – 5.6");
        assert_eq!(Measured { low: None, ..measured() }.range(), "≤ 5.6");
        assert_eq!(Measured { range: Some("negative"), ..measured() }.range(), "negative");
    }
}
