//! Reports.

use crate::doors::fhir::imported::Report;
use crate::doors::fhir::r4;

use super::{At, NotTaken, all_words, joined, required, start, status, text, when};

pub(in crate::doors::fhir) fn report(from: r4::DiagnosticReport, at: &At<'_>) -> Result<Report, NotTaken> {
    Ok(Report {
        patient: at.patient(from.subject.as_ref())?,
        visit: at.link(from.encounter.as_ref(), "Encounter"),
        category: all_words(&from.category),
        code: required(from.code.as_ref())?,
        status: status(
            from.status.as_ref(),
            &[
                ("registered", "registered"),
                ("partial", "preliminary"),
                ("preliminary", "preliminary"),
                ("final", "final"),
                ("amended", "amended"),
                ("corrected", "corrected"),
                ("appended", "amended"),
                ("cancelled", "cancelled"),
                ("entered-in-error", "entered_in_error"),
                ("unknown", "unknown"),
            ],
        )?,
        effective: when(from.effective_date_time).or_else(|| start(from.effective_period.as_ref())),
        issued: when(from.issued),
        conclusion: joined(
            text(from.conclusion.as_ref()).into_iter().chain(all_words(&from.conclusion_code)),
            "\n",
        ),
        results: at.links(&from.result, "Observation"),
        performer: from.performer.iter().find_map(|one| at.link(Some(one), "Practitioner")),
    })
}
