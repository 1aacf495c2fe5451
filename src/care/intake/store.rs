//! Statements on `allergies`, `vaccines` and `intake_answers`.

use diesel::prelude::*;

use super::model::{Allergy, IntakeAnswer, Vaccine};
use crate::care::record::clinical_store;
use crate::held_rows;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::intake_answers;

clinical_store!(allergies, Allergy);
clinical_store!(vaccines, Vaccine);
held_rows!(HeldAllergies, allergies, history);
held_rows!(HeldVaccines, vaccines, history);
held_rows!(HeldIntakeAnswers, intake_answers, history);

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
