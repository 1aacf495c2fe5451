//! Statements on `plans`, `plan_steps`, `goals` and `plan_goals`.

use diesel::prelude::*;

use super::model::{Goal, Plan, PlanGoal, PlanStep};
use crate::care::record::{Belongings, clinical_store};
use crate::held_rows;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::schema::{plan_goals, plan_steps};

clinical_store!(plans, Plan, steps_and_goals);
clinical_store!(goals, Goal);
held_rows!(HeldPlans, plans, history);
held_rows!(HeldGoals, goals, history);

/// The steps and goals of a plan, as its history keeps them.
fn steps_and_goals(conn: &mut Conn, plan: Id<Plan>) -> Result<Belongings> {
    let steps: Vec<PlanStep> = plan_steps::table
        .filter(plan_steps::plan_id.eq(plan))
        .order(plan_steps::position)
        .select(PlanStep::as_select())
        .load(conn)?;
    let goals: Vec<PlanGoal> = plan_goals::table
        .filter(plan_goals::plan_id.eq(plan))
        .order(plan_goals::position)
        .select(PlanGoal::as_select())
        .load(conn)?;
    let (steps, goals) = (serde_json::to_value(steps), serde_json::to_value(goals));
    Ok(vec![("steps", steps.map_err(Error::bug)?), ("goals", goals.map_err(Error::bug)?)])
}

/// Writes the steps of a plan in place of those it has.
///
/// # Errors
/// What the database says.
pub fn set_steps(tx: &mut Tx<'_>, plan_id: Id<Plan>, rows: &[PlanStep]) -> Result<()> {
    diesel::delete(plan_steps::table.filter(plan_steps::plan_id.eq(plan_id))).execute(tx.conn())?;
    for row in rows {
        diesel::insert_into(plan_steps::table).values(row).execute(tx.conn())?;
    }
    Ok(())
}

/// Writes the goals of a plan in place of those it has.
///
/// # Errors
/// What the database says.
pub fn set_goals(tx: &mut Tx<'_>, plan_id: Id<Plan>, rows: &[PlanGoal]) -> Result<()> {
    diesel::delete(plan_goals::table.filter(plan_goals::plan_id.eq(plan_id))).execute(tx.conn())?;
    for row in rows {
        diesel::insert_into(plan_goals::table).values(row).execute(tx.conn())?;
    }
    Ok(())
}
