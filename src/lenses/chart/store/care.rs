//! Procedures, reports and plans.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

use super::IN_ERROR;
use super::visits::shown;
use crate::care::record::{Precision, When};
use crate::kit::db::keyset::{Listed, Place, Placed, Side, paged};
use crate::kit::db::types::AnyId;
use crate::kit::db::{Conn, MultiBackend};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::{goals, plan_goals, plan_steps, plans, procedures, report_results, reports};

/// Something done to the patient.
#[derive(Clone, Debug, Queryable)]
pub struct ProcedureRow {
    pub id: Uuid,
    pub at: Timestamp,
    pub at_precision: String,
    pub status: String,
    pub code_display: Option<String>,
    pub code_text: String,
    pub author: Option<String>,
    pub performed_text: Option<String>,
    pub reason: Option<String>,
    pub outcome: Option<String>,
}

impl ProcedureRow {
    /// What was done, in the coding's words.
    pub fn name(&self) -> &str {
        shown(self.code_display.as_deref(), &self.code_text)
    }

    /// When.
    pub fn when(&self) -> When {
        When { at: self.at, precision: Precision::from_word(&self.at_precision) }
    }
}

impl Placed for ProcedureRow {
    fn place(&self) -> Place {
        Place { at: self.at, id: self.id }
    }
}

/// A page of the procedures, newest first.
pub fn procedures(
    conn: &mut Conn,
    patient: PatientId,
    side: Side,
    size: usize,
) -> Result<Listed<ProcedureRow>> {
    let query = procedures::table
        .filter(procedures::patient_id.eq(patient))
        .filter(procedures::status.ne(IN_ERROR))
        .select((
            procedures::id,
            procedures::at,
            procedures::at_precision,
            procedures::status,
            procedures::code_display,
            procedures::code_text,
            procedures::author,
            procedures::performed_text,
            procedures::reason,
            procedures::outcome,
        ))
        .limit(i64::try_from(size + 1).unwrap_or(i64::MAX))
        .into_boxed::<MultiBackend>();
    Ok(Listed::cut(paged!(query, procedures, side).load(conn)?, size, side))
}

/// Results that were reported together.
#[derive(Clone, Debug)]
pub struct ReportRow {
    pub name: String,
    pub when: When,
    pub conclusion: Option<String>,
    /// How many results belong to it.
    pub results: i64,
}

/// The newest reports.
pub fn reports(conn: &mut Conn, patient: PatientId, most: i64) -> Result<Vec<ReportRow>> {
    type Row = (Uuid, Timestamp, String, Option<String>, String, Option<String>);
    let rows: Vec<Row> = reports::table
        .filter(reports::patient_id.eq(patient))
        .filter(reports::status.ne(IN_ERROR))
        .order((reports::at.desc(), reports::id.desc()))
        .select((
            reports::id,
            reports::at,
            reports::at_precision,
            reports::code_display,
            reports::code_text,
            reports::conclusion,
        ))
        .limit(most)
        .load(conn)?;
    let counted: HashMap<Uuid, i64> = report_results::table
        .filter(report_results::report_id.eq_any(rows.iter().map(|row| AnyId(row.0))))
        .group_by(report_results::report_id)
        .select((report_results::report_id, count_star()))
        .load::<(Uuid, i64)>(conn)?
        .into_iter()
        .collect();
    Ok(rows
        .into_iter()
        .map(|(id, at, precision, display, text, conclusion)| ReportRow {
            name: shown(display.as_deref(), &text).to_owned(),
            when: When { at, precision: Precision::from_word(&precision) },
            conclusion,
            results: counted.get(&id).copied().unwrap_or(0),
        })
        .collect())
}

/// A treatment plan.
#[derive(Clone, Debug)]
pub struct PlanRow {
    pub name: String,
    pub status: String,
    pub since: When,
    pub until: Option<When>,
    pub goals: Vec<GoalRow>,
    pub steps: Vec<StepRow>,
}

/// What a plan is to reach.
#[derive(Clone, Debug)]
pub struct GoalRow {
    pub name: String,
    pub target: Option<String>,
}

/// A step of a plan.
#[derive(Clone, Debug)]
pub struct StepRow {
    pub name: String,
    pub status: String,
}

/// The newest plans with their goals and steps: four statements for all of them.
pub fn plans(conn: &mut Conn, patient: PatientId, most: i64) -> Result<Vec<PlanRow>> {
    type Row = (
        Uuid,
        Timestamp,
        String,
        String,
        Option<String>,
        String,
        Option<String>,
        Option<Timestamp>,
        Option<String>,
    );
    let rows: Vec<Row> = plans::table
        .filter(plans::patient_id.eq(patient))
        .filter(plans::status.ne(IN_ERROR))
        .order((plans::at.desc(), plans::id.desc()))
        .select((
            plans::id,
            plans::at,
            plans::at_precision,
            plans::status,
            plans::code_display,
            plans::code_text,
            plans::title,
            plans::ends_at,
            plans::ends_precision,
        ))
        .limit(most)
        .load(conn)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<AnyId> = rows.iter().map(|row| AnyId(row.0)).collect();
    let mut steps = steps_of(conn, &ids)?;
    let mut goals = goals_of(conn, &ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, at, precision, status, display, text, title, ends_at, ends_precision)| PlanRow {
            name: title
                .filter(|title| !title.trim().is_empty())
                .unwrap_or_else(|| shown(display.as_deref(), &text).to_owned()),
            status,
            since: When { at, precision: Precision::from_word(&precision) },
            until: ends_at.map(|at| When {
                at,
                precision: ends_precision.as_deref().map_or(Precision::Time, Precision::from_word),
            }),
            goals: goals.remove(&id).unwrap_or_default(),
            steps: steps.remove(&id).unwrap_or_default(),
        })
        .collect())
}

fn steps_of(conn: &mut Conn, plans: &[AnyId]) -> Result<HashMap<Uuid, Vec<StepRow>>> {
    type Row = (Uuid, Option<String>, String, String);
    let rows: Vec<Row> = plan_steps::table
        .filter(plan_steps::plan_id.eq_any(plans.iter().copied()))
        .filter(plan_steps::status.ne(IN_ERROR))
        .order((plan_steps::plan_id, plan_steps::position))
        .select((plan_steps::plan_id, plan_steps::code_display, plan_steps::code_text, plan_steps::status))
        .load(conn)?;
    let mut steps: HashMap<Uuid, Vec<StepRow>> = HashMap::new();
    for (plan, display, text, status) in rows {
        let name = shown(display.as_deref(), &text).to_owned();
        steps.entry(plan).or_default().push(StepRow { name, status });
    }
    Ok(steps)
}

fn goals_of(conn: &mut Conn, plans: &[AnyId]) -> Result<HashMap<Uuid, Vec<GoalRow>>> {
    let links: Vec<(Uuid, Uuid)> = plan_goals::table
        .filter(plan_goals::plan_id.eq_any(plans.iter().copied()))
        .order((plan_goals::plan_id, plan_goals::position))
        .select((plan_goals::plan_id, plan_goals::goal_id))
        .load(conn)?;
    let mut found: HashMap<Uuid, Vec<GoalRow>> = HashMap::new();
    if links.is_empty() {
        return Ok(found);
    }
    type Row = (Uuid, Option<String>, String, Option<String>);
    let rows: Vec<Row> = goals::table
        .filter(goals::id.eq_any(links.iter().map(|(_, goal)| AnyId(*goal))))
        .filter(goals::status.ne(IN_ERROR))
        .select((goals::id, goals::code_display, goals::code_text, goals::target))
        .load(conn)?;
    let known: HashMap<Uuid, GoalRow> = rows
        .into_iter()
        .map(|(id, display, text, target)| {
            (id, GoalRow { name: shown(display.as_deref(), &text).to_owned(), target })
        })
        .collect();
    for (plan, goal) in links {
        if let Some(goal) = known.get(&goal) {
            found.entry(plan).or_default().push(goal.clone());
        }
    }
    Ok(found)
}
