//! Visits: in the timeline, and each on its own page.

use crate::care::letters::Letter;
use crate::care::record::{Precision, When};
use crate::kit::when;
use crate::lenses::chart::model::Reader;
use crate::lenses::chart::paths;
use crate::lenses::chart::store::{self, Found, VisitKind};
use crate::lenses::chart::views::{Line, VisitItem, VisitPart};
use crate::say;

/// How many lines of what was found a visit shows in the timeline.
const FOUND: usize = 4;

pub fn visit(reader: &Reader, patient: &str, row: &store::VisitRow, found: Option<&Found>) -> VisitItem {
    let kind = VisitKind::of_class(row.class.as_deref());
    let names = found.map(|found| {
        [&found.problems, &found.procedures, &found.prescriptions]
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone())
    });
    let mut found: Vec<String> = names.into_iter().flatten().collect();
    // The reason is often the diagnosis once more.
    found.retain(|name| name != row.reason() && name != row.title());
    found.dedup();
    if found.len() > FOUND {
        let more = i64::try_from(found.len() - FOUND + 1).unwrap_or(i64::MAX);
        found.truncate(FOUND - 1);
        found.push(say!("chart-and-more", count = more));
    }
    let title = row.title();
    VisitItem {
        href: paths::visit(patient, row.id),
        title: if title.trim().is_empty() { say!("chart-visit") } else { title.to_owned() },
        class: kind_word(kind),
        family: match (row.status.as_str(), kind) {
            ("arrived" | "in_progress", _) => "is-key",
            (_, Some(VisitKind::Emergency)) => "is-danger",
            _ => "",
        },
        reason: if row.reason() == title { String::new() } else { row.reason().to_owned() },
        found,
        who: row.author.clone().unwrap_or_default(),
        at: reader.moment(row.when()),
        until: String::new(),
        voided: row.voided().map(|(_, _, reason)| void(reason)),
    }
}

/// Catalogue key of a kind of visit.
pub fn kind_word(kind: Option<VisitKind>) -> &'static str {
    match kind {
        None => "",
        Some(VisitKind::Ambulatory) => "chart-kind-ambulatory",
        Some(VisitKind::Emergency) => "chart-kind-emergency",
        Some(VisitKind::Inpatient) => "chart-kind-inpatient",
        Some(VisitKind::Virtual) => "chart-kind-virtual",
        Some(VisitKind::Home) => "chart-kind-home",
        Some(VisitKind::Other) => "chart-kind-other",
    }
}

/// The page of one visit: when exactly, and what is known of it.
pub fn whole_visit(
    reader: &Reader,
    patient: &str,
    row: &store::VisitRow,
    source: Option<&str>,
) -> (VisitItem, Vec<(&'static str, String)>) {
    let mut item = visit(reader, patient, row, None);
    item.at = reader.exact_moment(row.when());
    item.voided = row.voided().map(|(at, by, reason)| {
        let at = when::said(at, reader.now, &reader.zone);
        say!("chart-visit-voided", at = at, by = by, reason = reason)
    });
    item.until = row.ended().map(|ended| until(reader, row.when(), ended)).unwrap_or_default();
    let kind = item.class;
    let texts = [
        ("chart-visit-who", row.author.clone()),
        ("chart-visit-where", row.place.clone()),
        ("chart-visit-class", (!kind.is_empty()).then(|| say!(kind))),
        ("chart-visit-reason", Some(row.reason().to_owned())),
        ("chart-visit-status", visit_status(&row.status).map(|key| say!(key))),
        ("chart-visit-discharge", row.discharge.clone()),
        ("chart-visit-note", row.note.clone()),
        ("chart-visit-source", source.map(|source| say!("chart-visit-imported", source = source.to_owned()))),
    ];
    let facts = texts
        .into_iter()
        .filter_map(|(key, text)| Some((key, text.filter(|text| !text.trim().is_empty())?)))
        .collect();
    (item, facts)
}

/// A finished visit says nothing.
fn visit_status(status: &str) -> Option<&'static str> {
    match status {
        "planned" => Some("chart-status-planned"),
        "arrived" => Some("chart-status-arrived"),
        "in_progress" => Some("chart-status-in-progress"),
        "cancelled" => Some("chart-status-cancelled"),
        _ => None,
    }
}

/// Only the time when it ended on the same day.
fn until(reader: &Reader, began: When, ended: When) -> String {
    if ended.precision == Precision::Time && began.civil_date(&reader.zone) == ended.civil_date(&reader.zone)
    {
        return ended.at.to_zoned(reader.zone.clone()).strftime("%H:%M").to_string();
    }
    ended.shown(&reader.zone)
}

pub fn visit_parts(found: Found, letters: &[Letter]) -> Vec<VisitPart> {
    let lines = |pairs: Vec<(String, Option<String>)>| -> Vec<Line> {
        let line =
            |(name, more): (_, Option<String>)| Line { name, more: more.unwrap_or_default(), voided: None };
        pairs.into_iter().map(line).collect()
    };
    let mut prescribed = lines(found.prescriptions);
    prescribed.extend(found.voided.into_iter().map(|(name, reason)| Line {
        name,
        voided: reason.map(void),
        ..Line::default()
    }));
    [
        VisitPart { id: "found", word: "chart-problems", lines: lines(found.problems) },
        VisitPart { id: "done", word: "chart-procedures", lines: lines(found.procedures) },
        VisitPart { id: "prescribed", word: "chart-medication", lines: prescribed },
        VisitPart { id: "letters", word: "chart-tab-letters", lines: letters.iter().map(letter).collect() },
    ]
    .into_iter()
    .filter(|part| !part.lines.is_empty())
    .collect()
}

fn letter(letter: &Letter) -> Line {
    let name = say!(letter.content.kind().label_key());
    let voided = letter.voided.as_ref().map(|voided| void(voided.reason.clone()));
    Line { name, more: letter.content.about(), voided }
}

fn void(reason: String) -> String {
    say!("chart-event-voided", reason = reason)
}
