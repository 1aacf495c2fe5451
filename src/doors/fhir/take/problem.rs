//! Problems and diagnoses.

use crate::doors::fhir::imported::Problem;
use crate::doors::fhir::r4;

use super::{
    At, NotTaken, all_words, amount, code_of, end, end_after, known, notes, required, span, start, text,
    when, words,
};

/// How sure somebody is; entered in error is a status with us.
pub(super) const CERTAINTIES: &[(&str, Option<&str>)] = &[
    ("unconfirmed", Some("unconfirmed")),
    ("provisional", Some("provisional")),
    ("differential", Some("differential")),
    ("confirmed", Some("confirmed")),
    ("refuted", Some("refuted")),
    ("entered-in-error", None),
];

pub(in crate::doors::fhir) fn problem(from: r4::Condition, at: &At<'_>) -> Result<Problem, NotTaken> {
    let verification = code_of(from.verification_status.as_ref());
    let certainty = known("verification", verification.as_deref(), CERTAINTIES, None)?;
    let clinical = known(
        "clinical",
        code_of(from.clinical_status.as_ref()).as_deref(),
        &[
            ("active", "active"),
            ("recurrence", "recurrence"),
            ("relapse", "relapse"),
            ("inactive", "inactive"),
            ("remission", "remission"),
            ("resolved", "resolved"),
        ],
        "unknown",
    )?;
    let in_error = verification.as_deref() == Some("entered-in-error");
    let onset = when(from.onset_date_time).or_else(|| start(from.onset_period.as_ref()));
    let ended = when(from.abatement_date_time)
        .or_else(|| end(from.abatement_period.as_ref()))
        .or_else(|| end(from.onset_period.as_ref()));
    let is_diagnosis = from
        .category
        .iter()
        .any(|category| code_of(Some(category)).as_deref() == Some("encounter-diagnosis"));
    Ok(Problem {
        patient: at.patient(from.subject.as_ref())?,
        visit: at.link(from.encounter.as_ref(), "Encounter"),
        category: if is_diagnosis { "diagnosis" } else { "problem" },
        code: required(from.code.as_ref())?,
        status: if in_error { "entered_in_error" } else { clinical },
        certainty,
        severity: words(from.severity.as_ref()),
        body_site: all_words(&from.body_site),
        onset,
        onset_text: text(from.onset_string.as_ref())
            .or_else(|| age(from.onset_age.as_ref()))
            .or_else(|| span(from.onset_range.as_ref())),
        ended: end_after(onset, ended),
        ended_text: text(from.abatement_string.as_ref())
            .or_else(|| age(from.abatement_age.as_ref()))
            .or_else(|| span(from.abatement_range.as_ref())),
        recorded: when(from.recorded_date),
        author: at
            .link(from.recorder.as_ref(), "Practitioner")
            .or_else(|| at.link(from.asserter.as_ref(), "Practitioner")),
        note: notes(&from.note),
    })
}

/// `at 42 years`: FHIR writes ages in UCUM's `a`, `mo`, `wk`, `d`.
pub(super) fn age(quantity: Option<&r4::Quantity>) -> Option<String> {
    let quantity = quantity?;
    let value = quantity.value.as_ref()?;
    let unit = match text(quantity.code.as_ref()).as_deref() {
        Some("a") => "years",
        Some("mo") => "months",
        Some("wk") => "weeks",
        Some("d") => "days",
        _ => return amount(Some(quantity)).map(|amount| format!("at {amount}")),
    };
    Some(format!("at {value} {unit}"))
}
