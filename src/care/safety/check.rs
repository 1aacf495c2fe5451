//! The check of one medicine for one patient, with what is on record at this moment.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::model::{Checked, Compared, Recorded, judge};
use crate::care::intake::{self, Gravity, Question};
use crate::care::interactions::{self, Consulted};
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

/// What stands in a patient's record that a medicine is compared with: read once, for as many medicines as are looked over.
#[derive(Clone, Debug)]
pub struct OnRecord {
    allergies_asked: bool,
    allergies: Vec<Recorded>,
    medicines_asked: bool,
    taken: Vec<(Id<Prescription>, Medicine)>,
    consulted: Consulted,
}

impl OnRecord {
    /// Reads it, with what is taken on the day that begins at `today`.
    ///
    /// # Errors
    /// What the database says: a check that cannot be made is an error, never an answer.
    pub fn load(conn: &mut Conn, patient: PatientId, today: Timestamp) -> Result<Self> {
        let answers = intake::answers(conn, patient)?;
        let asked = |question: Question| answers.iter().any(|answer| answer.question == question.as_str());
        let allergies = intake::allergies_in_force(conn, patient)?;
        let statements = allergies.iter().any(intake::Allergy::says_none);
        let taken = prescriptions::current(conn, patient, today)?;
        Ok(Self {
            allergies_asked: asked(Question::Allergies) || statements,
            allergies: allergies.into_iter().filter(|row| !row.says_none()).map(recorded).collect(),
            medicines_asked: asked(Question::Medication),
            taken: taken.iter().map(|row| (row.id, Medicine::of(&row.concept()))).collect(),
            consulted: interactions::consulted(conn)?,
        })
    }

    /// Compares a medicine with it, once what is about to change has changed.
    ///
    /// # Errors
    /// As [`OnRecord::load`].
    pub fn check(&self, conn: &mut Conn, proposed: &Medicine, changing: &Changing) -> Result<Checked> {
        let staying = self.taken.iter().filter(|(id, _)| !changing.leaving.contains(id));
        let taken: Vec<Medicine> =
            changing.beside.iter().chain(staying.map(|(_, medicine)| medicine)).cloned().collect();
        let others: Vec<BTreeSet<String>> = taken.iter().map(|one| one.keys.clone()).collect();
        let conflicts = interactions::between(conn, &proposed.keys, &others)?;
        let compared = Compared {
            allergies_asked: self.allergies_asked,
            allergies: self.allergies.clone(),
            medicines_asked: self.medicines_asked,
            taken,
            conflicts,
            consulted: self.consulted.clone(),
        };
        Ok(judge(proposed, &compared))
    }
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
