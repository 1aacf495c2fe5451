//! Visits.

use crate::doors::fhir::imported::{Link, Visit};
use crate::doors::fhir::r4;

use super::{At, NotTaken, concept, end, end_after, start, status, text, words};
use crate::care::record::Concept;

pub(in crate::doors::fhir) fn visit(from: r4::Encounter, at: &At<'_>) -> Result<Visit, NotTaken> {
    let status = status(
        from.status.as_ref(),
        &[
            ("planned", "planned"),
            ("arrived", "arrived"),
            ("triaged", "arrived"),
            ("in-progress", "in_progress"),
            ("onleave", "in_progress"),
            ("finished", "finished"),
            ("cancelled", "cancelled"),
            ("entered-in-error", "entered_in_error"),
            ("unknown", "unknown"),
        ],
    )?;
    let starts = start(from.period.as_ref());
    let reason = concept(from.reason_code.first()).or_else(|| {
        let (words, _) = at.reason(&[], &from.reason_reference);
        words.map(Concept::text)
    });
    Ok(Visit {
        patient: at.patient(from.subject.as_ref())?,
        status,
        class: from.class.as_ref().and_then(|class| text(class.code.as_ref())),
        kind: concept(from.type_.first()),
        reason,
        starts,
        ends: end_after(starts, end(from.period.as_ref())),
        practitioner: from
            .participant
            .iter()
            .filter_map(|participant| at.link(participant.individual.as_ref(), "Practitioner"))
            .find(is_staff),
        organisation: at.link(from.service_provider.as_ref(), "Organization"),
        discharge: from.hospitalization.as_ref().and_then(|stay| words(stay.discharge_disposition.as_ref())),
    })
}

fn is_staff(link: &Link) -> bool {
    link.target.as_ref().is_none_or(|target| target.kind.starts_with("Practitioner"))
}
