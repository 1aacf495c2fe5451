//! Events of the timeline as the templates show them.

use crate::care::{consultation, vitals};
use crate::lenses::chart::model::Reader;
use crate::lenses::chart::paths;
use crate::lenses::chart::store::{Event, EventKind};
use crate::lenses::chart::views::{EventItem, Paths};
use crate::people::patients::PatientId;
use crate::say;

/// The catalogue key of a kind's name.
pub fn event_kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Visit => "chart-event-visit",
        EventKind::Problem => "chart-event-problem",
        EventKind::Allergy => "chart-event-allergy",
        EventKind::Medicine => "chart-event-medicine",
        EventKind::Vaccine => "chart-event-vaccine",
        EventKind::Procedure => "chart-event-procedure",
        EventKind::Report => "chart-event-report",
        EventKind::Plan => "chart-event-plan",
        EventKind::Note => "chart-event-note",
        EventKind::Letter => "chart-event-letter",
        EventKind::Result => "chart-event-value",
    }
}

/// One event, which leads to where it is kept.
pub fn event(reader: &Reader, tabs: &Paths, patient: PatientId, event: &Event) -> EventItem {
    let id = patient.to_string();
    let href = match event.kind {
        EventKind::Visit => paths::visit(&id, event.id),
        EventKind::Problem | EventKind::Allergy => tabs.problems.clone(),
        EventKind::Medicine => tabs.medication.clone(),
        EventKind::Vaccine => tabs.vaccines.clone(),
        EventKind::Procedure | EventKind::Report | EventKind::Plan => tabs.care.clone(),
        EventKind::Note => match event.visit {
            Some(visit) => consultation::note_path(patient, visit),
            None => vitals::path(patient),
        },
        EventKind::Letter => tabs.letters.clone(),
        EventKind::Result => tabs.results.clone(),
    };
    EventItem {
        at: reader.moment(event.when),
        kind: event_kind(event.kind),
        is_visit: event.kind == EventKind::Visit,
        name: event.name.clone(),
        who: event.author.clone().unwrap_or_default(),
        detail: super::begun(event.detail.as_deref().unwrap_or_default()),
        voided: event.voided.clone().map(|reason| say!("chart-event-voided", reason = reason)),
        href,
    }
}
