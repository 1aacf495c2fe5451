//! How much there is of everything, in one statement.

use diesel::prelude::*;
use diesel::sql_types::Bool;
use jiff::Timestamp;

use super::IN_ERROR;
use super::medication::WITHDRAWN;
use crate::care::prescriptions::OVER as MEDICATION_OVER;
use crate::care::problems::{OVER, REFUTED};
use crate::kit::db::Conn;
use crate::kit::db::fixed::{fixed, one_of};
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::{prescriptions, problems, procedures, vaccines, visits};

/// How much there is; the same rows that the tabs list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub visits: i64,
    pub problems_active: i64,
    pub problems_past: i64,
    pub medication_current: i64,
    pub medication_past: i64,
    pub medication_void: i64,
    pub vaccines: i64,
    pub procedures: i64,
}

/// Counts one patient's entries.
pub fn counts(conn: &mut Conn, patient: PatientId, today: Timestamp) -> Result<Counts> {
    let visits = visits::table
        .filter(visits::patient_id.eq(patient))
        .filter(visits::status.ne(IN_ERROR).or(visits::voided_at.is_not_null()))
        .count()
        .single_value();
    let all_problems = problems::table
        .filter(problems::patient_id.eq(patient))
        .filter(problems::status.ne(IN_ERROR))
        .count()
        .single_value();
    let past_problems = problems::table
        .filter(problems::patient_id.eq(patient))
        .filter(problems::status.ne(IN_ERROR))
        .filter(one_of(problems::status, OVER).or(problems::certainty.eq(REFUTED)))
        .count()
        .single_value();
    let all_medication = prescriptions::table
        .filter(prescriptions::patient_id.eq(patient))
        .filter(prescriptions::status.ne(IN_ERROR))
        .count()
        .single_value();
    let past_medication = prescriptions::table
        .filter(prescriptions::patient_id.eq(patient))
        .filter(prescriptions::status.ne(IN_ERROR))
        .filter(
            one_of(prescriptions::status, MEDICATION_OVER)
                .or(prescriptions::ends_at.is_not_null().and(prescriptions::ends_at.lt(Utc(today)))),
        )
        .count()
        .single_value();
    let void_medication = prescriptions::table
        .filter(prescriptions::patient_id.eq(patient))
        .filter(prescriptions::status.eq(IN_ERROR))
        .filter(fixed::<Bool>(WITHDRAWN))
        .count()
        .single_value();
    let vaccines = vaccines::table
        .filter(vaccines::patient_id.eq(patient))
        .filter(vaccines::status.ne(IN_ERROR))
        .count()
        .single_value();
    let procedures = procedures::table
        .filter(procedures::patient_id.eq(patient))
        .filter(procedures::status.ne(IN_ERROR))
        .count()
        .single_value();
    type Few = (Option<i64>, Option<i64>, Option<i64>);
    type Row = (Few, Few, (Option<i64>, Option<i64>));
    let (found, of_medication, (vaccines, procedures)): Row = diesel::select((
        (visits, all_problems, past_problems),
        (all_medication, past_medication, void_medication),
        (vaccines, procedures),
    ))
    .get_result(conn)?;
    let (visits, problems, problems_past) = found;
    let (medication, medication_past, medication_void) = of_medication;
    let (problems_past, medication_past) = (problems_past.unwrap_or(0), medication_past.unwrap_or(0));
    Ok(Counts {
        visits: visits.unwrap_or(0),
        problems_active: problems.unwrap_or(0) - problems_past,
        problems_past,
        medication_current: medication.unwrap_or(0) - medication_past,
        medication_past,
        medication_void: medication_void.unwrap_or(0),
        vaccines: vaccines.unwrap_or(0),
        procedures: procedures.unwrap_or(0),
    })
}
