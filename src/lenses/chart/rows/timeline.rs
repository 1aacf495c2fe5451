//! Events of the timeline as the templates show them.

use crate::lenses::chart::model::Reader;
use crate::lenses::chart::paths;
use crate::lenses::chart::store::{Event, EventKind};
use crate::lenses::chart::views::{EventItem, Paths};

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
        EventKind::Result => "chart-event-value",
    }
}

/// One event, which leads to where it is kept.
pub fn event(reader: &Reader, tabs: &Paths, patient: &str, event: &Event) -> EventItem {
    let href = match event.kind {
        EventKind::Visit => paths::visit(patient, event.id),
        EventKind::Problem | EventKind::Allergy => tabs.problems.clone(),
        EventKind::Medicine => tabs.medication.clone(),
        EventKind::Vaccine => tabs.vaccines.clone(),
        EventKind::Procedure | EventKind::Report | EventKind::Plan => tabs.care.clone(),
        EventKind::Result => tabs.results.clone(),
    };
    EventItem {
        at: reader.moment(event.when),
        kind: event_kind(event.kind),
        is_visit: event.kind == EventKind::Visit,
        name: event.name.clone(),
        who: event.author.clone().unwrap_or_default(),
        detail: event.detail.clone().unwrap_or_default(),
        href,
    }
}
