//! What stood in the record at the end of a day: rows that were written by then, in the words they had then.
//!
//! A row was written when it says so, or, where nobody says, when it was true. What it said on that day is its present
//! version, or the oldest one that was replaced after that day; the rows that belong to it are kept with each version.

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::care::intake::{self, Allergy, IntakeAnswer, Vaccine};
use crate::care::letters::{self, Letter, Wanted};
use crate::care::notes::{Note, Readers};
use crate::care::observations::{Observation, PartRow, parts_with};
use crate::care::plans::{Goal, Plan, PlanGoal, PlanStep};
use crate::care::prescriptions::Prescription;
use crate::care::problems::Problem;
use crate::care::procedures::Procedure;
use crate::care::record::{Stored, replaced_of};
use crate::care::reports::Report;
use crate::care::visits::Visit;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, MultiBackend};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;
use crate::schema::{
    allergies, goals, notes, observations, plan_goals, plan_steps, plans, prescriptions, problems,
    procedures, reports, vaccines, visits,
};

/// The most rows of a kind, the newest of them, and the most later changes that are taken back.
const MOST: i64 = 5_000;

/// A row in the words it had on a day.
#[derive(Clone, Debug)]
pub struct Then {
    /// What it said, column by column.
    pub content: Value,
    /// Whether it was marked as an error since.
    pub is_in_error_now: bool,
}

/// The record on a day, by what the rows are.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub allergies: Vec<Then>,
    pub problems: Vec<Then>,
    pub prescriptions: Vec<Then>,
    pub vaccines: Vec<Then>,
    pub visits: Vec<Then>,
    pub procedures: Vec<Then>,
    pub observations: Vec<Then>,
    pub reports: Vec<Then>,
    /// Each with its `steps`, and its `goals` by their ids.
    pub plans: Vec<Then>,
    pub goals: Vec<Then>,
    pub notes: Vec<Then>,
    pub letters: Vec<Letter>,
    /// What was answered to the four questions by then.
    pub answers: Vec<IntakeAnswer>,
    /// What those observations that have parts were made of.
    pub parts: HashMap<Uuid, Vec<PartRow>>,
}

/// The rows of a table that were written before an instant, newest first, [`MOST`] of them at most.
macro_rules! written {
    ($table:ident, $row:ty, $conn:ident, $patient:ident, $end:ident) => {{
        let rows: Vec<$row> = $table::table
            .filter($table::patient_id.eq($patient))
            .filter(
                $table::recorded_at
                    .is_null()
                    .and($table::at.lt(Utc($end)))
                    .or($table::recorded_at.assume_not_null().lt(Utc($end))),
            )
            .order(($table::at.desc(), $table::id.desc()))
            .select(<$row>::as_select())
            .limit(MOST)
            .into_boxed::<MultiBackend>()
            .load($conn)?;
        rows
    }};
}

/// What stood in a patient's record just before an instant, as far as these eyes may read it.
pub fn as_of(conn: &mut Conn, patient: PatientId, readers: Readers, end: Timestamp) -> Result<Rows> {
    let kinds = [
        Allergy::KIND,
        Problem::KIND,
        Prescription::KIND,
        Vaccine::KIND,
        Visit::KIND,
        Procedure::KIND,
        Observation::KIND,
        Report::KIND,
        Plan::KIND,
        Goal::KIND,
        Note::KIND,
        "intake_answers",
    ];
    let mut then: HashMap<Uuid, Value> = HashMap::new();
    // Newest first: the last one kept is the oldest that was replaced after that day.
    for version in replaced_of(conn, patient, &kinds, MOST)? {
        if version.at >= end {
            then.insert(version.row, version.content);
        }
    }
    let noted = readers.among(written!(notes, Note, conn, patient, end));
    // A letter never changes but by being voided, which says when.
    let until_then = Wanted { until: Some(end), ..Wanted::default() };
    let mut letters = letters::of_patient(conn, patient, until_then, MOST)?;
    letters.retain(|letter| letter.voided.as_ref().is_none_or(|voided| voided.at >= end));
    let measured = written!(observations, Observation, conn, patient, end);
    let whole = measured.iter().filter(|row| row.value_kind == "none").map(|row| AnyId(row.id.uuid()));
    let made = written!(plans, Plan, conn, patient, end);
    Ok(Rows {
        notes: back(noted, &mut then)?,
        letters,
        answers: answered(conn, patient, end, &mut then)?,
        parts: parts_with(conn, whole.collect())?,
        observations: back(measured, &mut then)?,
        allergies: back(written!(allergies, Allergy, conn, patient, end), &mut then)?,
        problems: back(written!(problems, Problem, conn, patient, end), &mut then)?,
        prescriptions: back(written!(prescriptions, Prescription, conn, patient, end), &mut then)?,
        vaccines: back(written!(vaccines, Vaccine, conn, patient, end), &mut then)?,
        visits: back(written!(visits, Visit, conn, patient, end), &mut then)?,
        procedures: back(written!(procedures, Procedure, conn, patient, end), &mut then)?,
        reports: back(written!(reports, Report, conn, patient, end), &mut then)?,
        goals: back(written!(goals, Goal, conn, patient, end), &mut then)?,
        plans: planned(conn, made, &mut then)?,
    })
}

/// Gives each row the words it had.
fn back<R: Stored>(rows: Vec<R>, then: &mut HashMap<Uuid, Value>) -> Result<Vec<Then>> {
    rows.into_iter()
        .map(|row| {
            let now = serde_json::to_value(&row).map_err(Error::bug)?;
            let is_in_error_now = now.get("status").and_then(Value::as_str) == Some(super::IN_ERROR);
            let content = then.remove(&row.uuid()).unwrap_or(now);
            Ok(Then { content, is_in_error_now })
        })
        .collect()
}

/// The answers that had been given before an instant, each as it was then.
fn answered(
    conn: &mut Conn,
    patient: PatientId,
    end: Timestamp,
    then: &mut HashMap<Uuid, Value>,
) -> Result<Vec<IntakeAnswer>> {
    let mut answers = intake::answers(conn, patient)?;
    for answer in &mut answers {
        let before = then.remove(&answer.id.uuid());
        if let Some(before) = before.as_ref().and_then(IntakeAnswer::of_kept) {
            *answer = before;
        }
    }
    answers.retain(|answer| answer.answered_at.0 < end);
    Ok(answers)
}

/// Plans with the steps and goals that they had.
fn planned(conn: &mut Conn, rows: Vec<Plan>, then: &mut HashMap<Uuid, Value>) -> Result<Vec<Then>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = || rows.iter().map(|plan| AnyId(plan.id.uuid()));
    let steps: Vec<PlanStep> = plan_steps::table
        .filter(plan_steps::plan_id.eq_any(ids()))
        .order((plan_steps::plan_id, plan_steps::position))
        .select(PlanStep::as_select())
        .load(conn)?;
    let goals: Vec<PlanGoal> = plan_goals::table
        .filter(plan_goals::plan_id.eq_any(ids()))
        .order((plan_goals::plan_id, plan_goals::position))
        .select(PlanGoal::as_select())
        .load(conn)?;
    let mut plans = back(rows, then)?;
    belong(&mut plans, "steps", &steps, |step| step.plan_id.uuid())?;
    belong(&mut plans, "goals", &goals, |goal| goal.plan_id.uuid())?;
    Ok(plans)
}

/// Puts what belongs to a row beside its columns, where no version of that day has it.
fn belong<R: Serialize>(to: &mut [Then], name: &str, rows: &[R], of: impl Fn(&R) -> Uuid) -> Result<()> {
    for row in to.iter_mut().filter(|row| row.content.get(name).is_none()) {
        let id: Option<Uuid> = row.content.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let own: Vec<&R> = rows.iter().filter(|one| Some(of(one)) == id).collect();
        row.content[name] = serde_json::to_value(own).map_err(Error::bug)?;
    }
    Ok(())
}
