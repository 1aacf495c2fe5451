//! Statements on `intake_answers`, and what allergies and vaccines share with every clinical table.

use diesel::prelude::*;
use uuid::Uuid;

use crate::care::intake::model::rows::{Allergy, IntakeAnswer, Vaccine};
use crate::care::record::{clinical_store, keep_content};
use crate::held_rows;
use crate::kit::db::types::AnyId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::{HeldRows, PatientId};
use crate::schema::intake_answers;

clinical_store!(allergies, Allergy);
clinical_store!(vaccines, Vaccine);
held_rows!(HeldAllergies, allergies, history);
held_rows!(HeldVaccines, vaccines, history);

/// What was answered to the four questions.
///
/// # Errors
/// What the database says.
pub fn answers(conn: &mut Conn, patient: PatientId) -> Result<Vec<IntakeAnswer>> {
    Ok(intake_answers::table
        .filter(intake_answers::patient_id.eq(patient))
        .order(intake_answers::question)
        .select(IntakeAnswer::as_select())
        .load(conn)?)
}

/// Keeps the first answer to a question; a question that has one keeps it.
///
/// # Errors
/// What the database says.
pub fn answer_once(tx: &mut Tx<'_>, answer: &IntakeAnswer) -> Result<bool> {
    let answered: bool = diesel::select(diesel::dsl::exists(
        intake_answers::table
            .filter(intake_answers::patient_id.eq(answer.patient_id))
            .filter(intake_answers::question.eq(&answer.question)),
    ))
    .get_result(tx.conn())?;
    if !answered {
        diesel::insert_into(intake_answers::table).values(answer).execute(tx.conn())?;
    }
    Ok(!answered)
}

/// Puts an answer in the place of the one there was, which is kept; its version is counted here.
///
/// # Errors
/// [`Error::NotFound`] when somebody else has changed it since `before` was read; what the database says.
pub fn put_answer(tx: &mut Tx<'_>, before: &IntakeAnswer, after: &IntakeAnswer) -> Result<()> {
    let content = serde_json::to_value(before).map_err(Error::bug)?;
    keep_content(
        tx,
        "intake_answers",
        before.id.uuid(),
        Some(before.patient_id),
        before.version,
        content,
        after.answered_by,
    )?;
    let after = IntakeAnswer { id: before.id, version: before.version + 1, ..after.clone() };
    let changed = diesel::update(
        intake_answers::table
            .filter(intake_answers::id.eq(before.id))
            .filter(intake_answers::version.eq(before.version)),
    )
    .set(&after)
    .execute(tx.conn())?;
    if changed == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// The rows of `intake_answers` that a patient holds. A question has one answer: where two records become one, that of
/// the survivor stands, and the other stays with the record that was merged away.
#[derive(Debug)]
pub struct HeldIntakeAnswers;

impl HeldRows for HeldIntakeAnswers {
    fn table(&self) -> &'static str {
        "intake_answers"
    }

    fn is_history(&self) -> bool {
        true
    }

    fn count(&self, conn: &mut Conn, of: PatientId) -> Result<i64> {
        Ok(intake_answers::table.filter(intake_answers::patient_id.eq(of)).count().get_result(conn)?)
    }

    fn hand_over(&self, tx: &mut Tx<'_>, from: PatientId, to: PatientId) -> Result<Vec<String>> {
        let answered: Vec<String> =
            answers(tx.conn(), to)?.into_iter().map(|answer| answer.question).collect();
        let mut moved = Vec::new();
        for answer in answers(tx.conn(), from)? {
            if !answered.contains(&answer.question) {
                give(tx, answer.id.uuid(), to)?;
                moved.push(answer.id.to_string());
            }
        }
        Ok(moved)
    }

    fn hand_back(&self, tx: &mut Tx<'_>, ids: &[String], to: PatientId) -> Result<()> {
        for id in ids.iter().filter_map(|id| id.parse::<Uuid>().ok()) {
            give(tx, id, to)?;
        }
        Ok(())
    }

    fn clear(&self, tx: &mut Tx<'_>, of: PatientId) -> Result<()> {
        diesel::delete(intake_answers::table.filter(intake_answers::patient_id.eq(of))).execute(tx.conn())?;
        Ok(())
    }
}

fn give(tx: &mut Tx<'_>, id: Uuid, to: PatientId) -> Result<()> {
    diesel::update(intake_answers::table.filter(intake_answers::id.eq(AnyId(id))))
        .set(intake_answers::patient_id.eq(to))
        .execute(tx.conn())?;
    Ok(())
}
