//! Statements on `problems`.

use diesel::prelude::*;

use super::model::{OVER, Problem};
use crate::care::record::clinical_store;
use crate::held_rows;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::problems;

clinical_store!(problems, Problem);
held_rows!(HeldProblems, problems, history);

/// The problems of a patient that nobody called over or a mistake, newest first.
///
/// # Errors
/// What the database says.
pub fn in_force(conn: &mut Conn, patient: PatientId) -> Result<Vec<Problem>> {
    let rows: Vec<Problem> = problems::table
        .filter(problems::patient_id.eq(patient))
        .filter(problems::status.ne_all(OVER.into_iter().chain(["entered_in_error"])))
        .order((problems::at.desc(), problems::id.desc()))
        .select(Problem::as_select())
        .load(conn)?;
    Ok(rows.into_iter().filter(Problem::is_in_force).collect())
}
