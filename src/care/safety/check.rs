//! The check of one medicine for one patient, with what is on record at this moment.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::model::{Checked, Compared, Recorded, judge};
use crate::care::intake::{self, Gravity, Question};
use crate::care::interactions;
use crate::care::prescriptions::{self, Prescription};
use crate::care::record::{Coding, Concept};
use crate::care::substances::Medicine;
use crate::kit::db::Conn;
use crate::kit::db::types::Doc;
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::people::patients::PatientId;

/// What is about to change of what a patient takes.
#[derive(Clone, Debug, Default)]
pub struct Changing {
    /// What is about to be prescribed with the medicine, newest first.
    pub beside: Vec<Medicine>,
    /// What ends with that.
    pub leaving: Vec<Id<Prescription>>,
}

/// Compares a medicine with a patient's allergies and with what they take on the day that begins at `today`, once what is
/// about to change has changed.
///
/// # Errors
/// What the database says: a check that cannot be made is an error, never an answer.
pub fn check(
    conn: &mut Conn,
    patient: PatientId,
    proposed: &Medicine,
    today: Timestamp,
    changing: Changing,
) -> Result<Checked> {
    let answers = intake::answers(conn, patient)?;
    let asked = |question: Question| answers.iter().any(|answer| answer.question == question.as_str());
    let allergies = intake::allergies_in_force(conn, patient)?;
    let statements = allergies.iter().any(intake::Allergy::says_none);
    let on_record = prescriptions::current(conn, patient, today)?
        .into_iter()
        .filter(|row| !changing.leaving.contains(&row.id))
        .map(|row| Medicine::of(&row.concept()));
    let taken: Vec<Medicine> = changing.beside.into_iter().chain(on_record).collect();
    let others: Vec<BTreeSet<String>> = taken.iter().map(|one| one.keys.clone()).collect();
    let (conflicts, consulted) = interactions::between(conn, &proposed.keys, &others)?;
    let compared = Compared {
        allergies_asked: asked(Question::Allergies) || statements,
        allergies: allergies.into_iter().filter(|row| !row.says_none()).map(recorded).collect(),
        medicines_asked: asked(Question::Medication),
        taken,
        conflicts,
        consulted: Some(consulted),
    };
    Ok(judge(proposed, &compared))
}

fn recorded(row: intake::Allergy) -> Recorded {
    let detail =
        [row.reaction.clone(), row.severity.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    Recorded {
        grave: row.gravity() >= Gravity::HighRisk,
        category: row.category,
        detail,
        allergen: medicine(
            &row.code_text,
            row.code_system,
            row.code,
            row.code_display,
            row.other_codings.as_ref(),
        ),
    }
}

fn medicine(
    text: &str,
    system: Option<String>,
    code: Option<String>,
    display: Option<String>,
    others: Option<&Doc>,
) -> Medicine {
    // Codings that cannot be read are none that could be compared; the text beside them is.
    let others: Vec<Coding> =
        others.and_then(|list| serde_json::from_value(list.0.clone()).ok()).unwrap_or_default();
    Medicine::of(&Concept { system, code, display, others, ..Concept::text(text) })
}
