//! Vaccines and procedures.

use crate::doors::fhir::imported::{Procedure, Vaccine};
use crate::doors::fhir::r4;

use super::problem::age;
use super::{
    At, NotTaken, all_words, amount, end, end_after, joined, notes, required, start, status, text, when,
    words,
};

pub(in crate::doors::fhir) fn vaccine(from: r4::Immunization, at: &At<'_>) -> Result<Vaccine, NotTaken> {
    Ok(Vaccine {
        patient: at.patient(from.patient.as_ref())?,
        visit: at.link(from.encounter.as_ref(), "Encounter"),
        code: required(from.vaccine_code.as_ref())?,
        status: status(
            from.status.as_ref(),
            &[("completed", "completed"), ("not-done", "not_done"), ("entered-in-error", "entered_in_error")],
        )?,
        status_reason: words(from.status_reason.as_ref()),
        given: when(from.occurrence_date_time),
        given_text: text(from.occurrence_string.as_ref()),
        lot: text(from.lot_number.as_ref()),
        dose_number: from.protocol_applied.iter().find_map(|protocol| {
            protocol
                .dose_number_positive_int
                .map(|number| number.to_string())
                .or_else(|| text(protocol.dose_number_string.as_ref()))
        }),
        dose: amount(from.dose_quantity.as_ref()),
        site: words(from.site.as_ref()),
        route: words(from.route.as_ref()),
        recorded: when(from.recorded),
        performer: from.performer.iter().find_map(|one| at.link(one.actor.as_ref(), "Practitioner")),
        note: notes(&from.note),
    })
}

pub(in crate::doors::fhir) fn procedure(from: r4::Procedure, at: &At<'_>) -> Result<Procedure, NotTaken> {
    let (reason, problem) = at.reason(&from.reason_code, &from.reason_reference);
    let performed = when(from.performed_date_time).or_else(|| start(from.performed_period.as_ref()));
    let complications = all_words(&from.complication).map(|words| format!("Complications: {words}"));
    Ok(Procedure {
        patient: at.patient(from.subject.as_ref())?,
        visit: at.link(from.encounter.as_ref(), "Encounter"),
        code: required(from.code.as_ref())?,
        status: status(
            from.status.as_ref(),
            &[
                ("preparation", "preparation"),
                ("in-progress", "in_progress"),
                ("not-done", "not_done"),
                ("on-hold", "on_hold"),
                ("stopped", "stopped"),
                ("completed", "completed"),
                ("entered-in-error", "entered_in_error"),
                ("unknown", "unknown"),
            ],
        )?,
        status_reason: words(from.status_reason.as_ref()),
        performed,
        performed_text: text(from.performed_string.as_ref()).or_else(|| age(from.performed_age.as_ref())),
        ended: end_after(performed, end(from.performed_period.as_ref())),
        performer: from.performer.iter().find_map(|one| at.link(one.actor.as_ref(), "Practitioner")),
        reason,
        problem,
        body_site: all_words(&from.body_site),
        outcome: words(from.outcome.as_ref()),
        note: joined(notes(&from.note).into_iter().chain(complications), "\n"),
    })
}
