//! Visits, newest first; and one by itself.

use jiff::tz::TimeZone;

use super::{narrow, table, wide};
use crate::care::visits::Visit;
use crate::kit::pdf::isolate;
use crate::lenses::record_pdf::model::{Body, Cell, Row, Section, Written};
use crate::lenses::record_pdf::store::Kept;
use crate::lenses::record_pdf::words::{joined, not_blank, when, word};
use crate::say;

pub(super) fn visits(kept: &Kept, zone: &TimeZone) -> Section {
    let rows = kept.visits.iter().map(|visit| {
        let ended = when(visit.ends_at, visit.ends_precision.as_deref()).map(|when| when.shown(zone));
        let began = visit.when().shown(zone);
        let ended = ended.filter(|ended| !ended.is_empty() && *ended != began);
        let why = Cell::maybe(visit.reason()).below(visit.reason_text.as_deref());
        let finished = visit.status == "finished";
        Row {
            cells: vec![
                Cell::of(began).below(ended.map(|ended| say!("record-pdf-until-date", date = ended))),
                Cell::of(visit.shown())
                    .strong()
                    .below(Some(&visit.code_text))
                    .below(visit.class.as_deref().map(setting))
                    .below(visit.note.as_deref()),
                why,
                Cell::of(visit.author.clone().unwrap_or_default()).below(visit.place.as_deref()),
                Cell::of(if finished { String::new() } else { word(&visit.status) })
                    .below(visit.discharge.as_deref()),
            ],
            past: visit.status == "cancelled",
            marked: false,
        }
    });
    let columns = vec![
        narrow("record-pdf-when", 32.0),
        wide("record-pdf-visit", 2.4),
        wide("record-pdf-reason", 2.0),
        wide("record-pdf-with", 2.0),
        narrow("record-pdf-outcome", 24.0),
    ];
    table("record-pdf-visits", None, columns, rows.collect())
}

/// What is known of one visit.
pub(super) fn facts(visit: &Visit, zone: &TimeZone) -> Section {
    let until = when(visit.ends_at, visit.ends_precision.as_deref()).map(|when| when.shown(zone));
    let facts = [
        ("record-pdf-when", Some(visit.when().shown(zone))),
        ("record-pdf-until", until),
        ("record-pdf-visit", Some(isolate(visit.shown()))),
        ("record-pdf-setting", visit.class.as_deref().map(setting)),
        ("record-pdf-reason", visit.reason().map(isolate)),
        ("record-pdf-with", visit.author.as_deref().map(isolate)),
        ("record-pdf-place", visit.place.as_deref().map(isolate)),
        ("record-pdf-status", (visit.status != "finished").then(|| word(&visit.status))),
        ("record-pdf-outcome", visit.discharge.as_deref().map(isolate)),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(key, value)| value.filter(|value| !value.is_empty()).map(|value| (say!(key), value)))
        .collect();
    Section { title: say!("record-pdf-visit"), remark: None, body: Body::Facts(facts) }
}

/// The text of a visit that has no note of its own, such as an emergency entry.
pub(super) fn text(visit: &Visit, zone: &TimeZone) -> Option<Section> {
    let text = not_blank(visit.note.as_deref())?;
    let written = Written {
        title: joined([Some(visit.when().shown(zone)), visit.author.as_deref().map(isolate)]),
        remarks: Vec::new(),
        texts: vec![(String::new(), text)],
    };
    Some(Section { title: say!("record-pdf-visit-text"), remark: None, body: Body::Written(vec![written]) })
}

/// The setting in words, from HL7's code.
fn setting(code: &str) -> String {
    match code {
        "AMB" => say!("record-pdf-setting-ambulatory"),
        "EMER" => say!("record-pdf-setting-emergency"),
        "IMP" | "ACUTE" | "NONAC" => say!("record-pdf-setting-inpatient"),
        "HH" => say!("record-pdf-setting-home"),
        "VR" => say!("record-pdf-setting-virtual"),
        _ => String::new(),
    }
}
