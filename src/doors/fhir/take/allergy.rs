//! Allergies and intolerances.

use crate::doors::fhir::imported::Allergy;
use crate::doors::fhir::r4;

use super::problem::{CERTAINTIES, age};
use super::{At, NotTaken, all_words, code_of, joined, known, notes, required, span, start, text, when};

pub(in crate::doors::fhir) fn allergy(
    from: r4::AllergyIntolerance,
    at: &At<'_>,
) -> Result<Allergy, NotTaken> {
    let verification = code_of(from.verification_status.as_ref());
    let certainty = known("verification", verification.as_deref(), CERTAINTIES, None)?;
    let clinical = known(
        "clinical",
        code_of(from.clinical_status.as_ref()).as_deref(),
        &[("active", "active"), ("inactive", "inactive"), ("resolved", "resolved")],
        "unknown",
    )?;
    let in_error = verification.as_deref() == Some("entered-in-error");
    let worst = from
        .reaction
        .iter()
        .map(|reaction| {
            known(
                "severity",
                text(reaction.severity.as_ref()).as_deref(),
                &[("mild", 1), ("moderate", 2), ("severe", 3)],
                0,
            )
        })
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .max();
    Ok(Allergy {
        patient: at.patient(from.patient.as_ref())?,
        visit: at.link(from.encounter.as_ref(), "Encounter"),
        kind: known(
            "type",
            text(from.type_.as_ref()).as_deref(),
            &[("allergy", Some("allergy")), ("intolerance", Some("intolerance"))],
            None,
        )?,
        category: joined(from.category.iter().filter_map(|category| text(Some(category))), ", "),
        criticality: known(
            "criticality",
            text(from.criticality.as_ref()).as_deref(),
            &[("low", Some("low")), ("high", Some("high")), ("unable-to-assess", Some("unknown"))],
            None,
        )?,
        code: required(from.code.as_ref())?,
        status: if in_error { "entered_in_error" } else { clinical },
        certainty,
        reaction: joined(
            from.reaction
                .iter()
                .filter_map(|one| all_words(&one.manifestation).or_else(|| text(one.description.as_ref()))),
            "; ",
        ),
        severity: match worst {
            Some(1) => Some("mild"),
            Some(2) => Some("moderate"),
            Some(3) => Some("severe"),
            _ => None,
        },
        onset: when(from.onset_date_time).or_else(|| start(from.onset_period.as_ref())),
        onset_text: text(from.onset_string.as_ref())
            .or_else(|| age(from.onset_age.as_ref()))
            .or_else(|| span(from.onset_range.as_ref())),
        last: when(from.last_occurrence),
        recorded: when(from.recorded_date),
        author: at
            .link(from.recorder.as_ref(), "Practitioner")
            .or_else(|| at.link(from.asserter.as_ref(), "Practitioner")),
        note: notes(&from.note),
    })
}
