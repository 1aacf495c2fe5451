//! Vital signs, results and reports.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::{narrow, number, table, wide};
use crate::care::observations::{
    self, Flag, Measured, Observation, ObservationPart, number as shown_number, short_number, unit, words,
};
use crate::kit::pdf::{Align, Width};
use crate::lenses::record_pdf::model::{Cell, Column, Row, Section};
use crate::lenses::record_pdf::store::Kept;
use crate::lenses::record_pdf::words::{not_blank, when, word};
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
    if parts.is_empty() || !value(&whole).is_empty() {
        let name = name.clone().below(preliminary.as_deref()).below(observation.note.as_deref());
        rows.push(row_of(&taken, name, &whole));
    }
    for (index, part) in parts.iter().enumerate() {
        let shown = not_blank(part.code_display.as_deref()).unwrap_or_else(|| part.code_text.clone());
        let mut cell = Cell::of(shown).below(Some(&part.code_text)).below(Some(observation.shown()));
        if index == 0 {
            cell = cell.below(preliminary.as_deref()).below(observation.note.as_deref());
        }
        rows.push(row_of(&taken, cell, &Measured::of_part(part)));
    }
    rows
}

fn row_of(taken: &str, name: Cell, measured: &Measured) -> Row {
    let flag = flag(measured);
    let marked = flag.is_some();
    let value = Cell::of(value(measured));
    Row {
        cells: vec![
            Cell::of(taken),
            name,
            if marked { value.strong() } else { value },
            Cell::of(unit(measured)),
            Cell::of(range(measured)),
            Cell::maybe(flag).strong(),
        ],
        past: false,
        marked,
    }
}

/// The number, or else the answer in words.
fn value(measured: &Measured) -> String {
    let number = shown_number(measured);
    if number.is_empty() { words(measured) } else { number }
}

fn range(measured: &Measured) -> String {
    match (&measured.range_text, measured.range_low, measured.range_high) {
        (Some(words), _, _) if !words.trim().is_empty() => words.clone(),
        (_, Some(low), Some(high)) => format!("{} – {}", short_number(low), short_number(high)),
        (_, Some(low), None) => format!("≥ {}", short_number(low)),
        (_, None, Some(high)) => format!("≤ {}", short_number(high)),
        (_, None, None) => String::new(),
    }
}

/// What is out of the ordinary, in words; a word of whoever measured it that is in no list stays as it is.
fn flag(measured: &Measured) -> Option<String> {
    let said = measured.interpretation.as_deref().filter(|word| !word.trim().is_empty());
    match said.filter(|word| Flag::said(Some(word)).is_none()) {
        Some(word) => Some(word.to_owned()),
        None => observations::flag(measured).map(|flag| say!(flag.word)),
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

    fn measured() -> Measured {
        Measured {
            value: Some(7.1),
            written: Some("7.10".into()),
            unit: Some("mmol/L".into()),
            range_low: Some(3.9),
            range_high: Some(5.6),
            ..Measured::default()
        }
    }

    fn said(word: &str) -> Measured {
        Measured { interpretation: Some(word.into()), ..measured() }
    }

    #[test]
    fn a_number_stands_as_written_with_its_comparator() {
        assert_eq!(value(&measured()), "7.10");
        assert_eq!(value(&Measured { comparator: Some("<=".into()), ..measured() }), "≤ 7.10");
        let answer = Measured { display: Some("Never smoker".into()), ..Measured::default() };
        assert_eq!(value(&answer), "Never smoker");
    }

    #[test]
    fn the_sender_flags_first_and_then_the_range() {
        assert_eq!(flag(&measured()), Some(say!("observations-high")));
        assert_eq!(flag(&said("N")), None);
        assert_eq!(flag(&Measured { value: Some(4.0), ..measured() }), None);
        assert_eq!(flag(&said("LL")), Some(say!("observations-very-low")));
        assert_eq!(flag(&said("W")), Some("W".to_owned()));
    }

    #[test]
    fn a_range_may_be_open_on_one_side() {
        assert_eq!(range(&measured()), "3.9 – 5.6");
        assert_eq!(range(&Measured { range_low: None, ..measured() }), "≤ 5.6");
        assert_eq!(range(&Measured { range_text: Some("negative".into()), ..measured() }), "negative");
    }
}
