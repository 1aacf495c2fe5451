//! The four questions, as they were asked: allergies one by one, the rest by what is known.

use super::super::history::*;
use super::super::{chronicle, staff};
use super::{Writers, day, signed, written};
use crate::care::intake::{self, IntakeAnswer, Question};
use crate::care::record::Stored as _;
use crate::kit::db::Tx;
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::people::patients::PatientId;

/// Writes the allergies and the answers to all four questions.
pub(super) fn ask(tx: &mut Tx<'_>, writers: &Writers<'_>, patient: PatientId, past: &History) -> Result<()> {
    let nurse = staff::first_of(staff::Post::Nurse);
    let (none, asked) = match &past.allergies {
        Allergies::NotRecorded => return Ok(()),
        Allergies::NoneKnown(asked) => (true, *asked),
        Allergies::Known(list, asked) => {
            for allergy in list {
                let row = signed!(
                    writers,
                    nurse,
                    intake::Allergy {
                        kind: Some("allergy".to_owned()),
                        category: Some(
                            match allergy.kind {
                                AllergyKind::Medication => "medication",
                                AllergyKind::Food => "food",
                                AllergyKind::Environment => "environment",
                            }
                            .to_owned()
                        ),
                        criticality: Some(if allergy.high_risk { "high" } else { "low" }.to_owned()),
                        certainty: Some("confirmed".to_owned()),
                        reaction: allergy.reaction.map(|reaction| reaction.display.to_owned()),
                        severity: Some(
                            match allergy.severity {
                                Severity::Mild => "mild",
                                Severity::Moderate => "moderate",
                                Severity::Severe => "severe",
                            }
                            .to_owned()
                        ),
                        ..intake::Allergy::new(
                            patient,
                            day(allergy.since)?,
                            if allergy.inactive { "inactive" } else { "active" },
                            written(allergy.code, allergy.text),
                        )
                    }
                );
                row.insert(tx)?;
            }
            (false, *asked)
        }
    };
    // Whoever asked about allergies asked the other questions with them.
    for question in Question::ALL {
        let answer = IntakeAnswer {
            id: Id::new(),
            patient_id: patient,
            question: question.as_str().to_owned(),
            none: match question {
                Question::Allergies => none,
                Question::Vaccines => past.vaccines.is_empty(),
                Question::Problems => past.problems.iter().all(|problem| problem.resolved.is_some()),
                Question::Medication => past.medications.iter().all(|medication| medication.until.is_some()),
            },
            answered_at: writers.instant(chronicle::at(asked, 9, 30))?,
            answered_by: writers.account(nurse),
            answered_by_name: writers.name(nurse).unwrap_or_default(),
            source_id: None,
            version: 1,
        };
        intake::answer_once(tx, &answer)?;
    }
    Ok(())
}
