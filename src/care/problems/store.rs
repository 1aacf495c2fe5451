//! Statements on `problems`.

use diesel::prelude::*;

use super::model::{OVER, Problem};
use crate::care::record::{Stored as _, clinical_store, keep_version};
use crate::care::visits::VisitId;
use crate::gate::actor::AccountId;
use crate::held_rows;
use crate::kit::db::fixed::none_of;
use crate::kit::db::{Conn, Tx};
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
        .filter(none_of(problems::status, OVER.into_iter().chain(["entered_in_error"])))
        .order((problems::at.desc(), problems::id.desc()))
        .select(Problem::as_select())
        .load(conn)?;
    Ok(rows.into_iter().filter(Problem::is_in_force).collect())
}

/// Says that what was diagnosed at a visit should not be there; it stays, and what it said is kept. Answers those of it
/// that were in force, as they stood.
///
/// # Errors
/// What the database says.
pub fn void_of_visit(
    tx: &mut Tx<'_>,
    patient: PatientId,
    visit: VisitId,
    by: AccountId,
) -> Result<Vec<Problem>> {
    let rows: Vec<Problem> = problems::table
        .filter(problems::patient_id.eq(patient))
        .filter(problems::visit_id.eq(visit))
        .filter(problems::source_id.is_null())
        .filter(problems::category.eq("diagnosis"))
        .filter(problems::status.ne("entered_in_error"))
        .order(problems::id)
        .select(Problem::as_select())
        .load(tx.conn())?;
    for row in &rows {
        keep_version(tx, row, Some(patient), row.version, Some(by))?;
        let after =
            Problem { status: "entered_in_error".to_owned(), version: row.version + 1, ..row.clone() };
        after.replace(tx)?;
    }
    Ok(rows.into_iter().filter(Problem::is_in_force).collect())
}
