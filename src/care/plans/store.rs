//! Statements on `plans`, `plan_steps`, `goals` and `plan_goals`.

use diesel::prelude::*;

use super::model::{Goal, Plan, PlanGoal, PlanStep};
use crate::care::record::clinical_store;
use crate::held_rows;
use crate::kit::db::Tx;
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::schema::{plan_goals, plan_steps};

clinical_store!(plans, Plan);
clinical_store!(goals, Goal);
held_rows!(HeldPlans, plans, history);
held_rows!(HeldGoals, goals, history);

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
