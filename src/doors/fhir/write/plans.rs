//! Plans with their steps, and goals.

use super::clinical::from_origin;
use super::ledger::Ledger;
use super::rows::{at, instant, precision};
use super::{Writing, Written};
use crate::care::plans::{Goal, Plan, PlanGoal, PlanStep, set_goals, set_steps};
use crate::care::record::Concept;
use crate::doors::fhir::imported::{self as from, Item};
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::kit::id::Id;

impl Writing<'_> {
    pub(super) fn goals(&mut self, to: &mut Ledger<'_, '_>, items: &[Item<from::Goal>]) -> Result<()> {
        for item in items {
            let goal = &item.value;
            let Some(patient) = self.whose(to, item, &goal.patient)? else { continue };
            let when = at(goal.starts, None, to.now());
            let mut row = Goal::new(patient, when, goal.status, goal.description.clone());
            row.achievement = goal.achievement.clone();
            row.due_at = instant(goal.due);
            row.due_precision = precision(goal.due);
            row.target = goal.target.clone();
            row.note = goal.note.clone();
            let origin = self.finder.origin(to, item)?;
            from_origin!(row, origin);
            let (_, row) = self.put(to, item, &origin, Some(patient), row)?;
            self.finder.keep_row(&item.original, &row);
        }
        Ok(())
    }

    pub(super) fn plans(&mut self, to: &mut Ledger<'_, '_>, items: &[Item<from::Plan>]) -> Result<()> {
        for item in items {
            let plan = &item.value;
            let Some(patient) = self.whose(to, item, &plan.patient)? else { continue };
            let words =
                plan.title.clone().or_else(|| plan.description.clone()).unwrap_or_else(|| "Plan".to_owned());
            let code = plan.category.clone().unwrap_or_else(|| Concept::text(words));
            let when = at(plan.starts, plan.recorded, to.now());
            let mut row = Plan::new(patient, when, plan.status, code);
            row.visit_id = self.visit(to, plan.visit.as_ref())?;
            row.problem_id = self.problem(to, plan.problems.first())?;
            (row.author_id, row.author) = self.finder.somebody(to, plan.author.as_ref())?;
            row.title = plan.title.clone();
            row.description = plan.description.clone();
            row.intent = plan.intent.to_owned();
            row.ends_at = instant(plan.ends);
            row.ends_precision = precision(plan.ends);
            row.reason = plan.reason.clone();
            row.recorded_at = instant(plan.recorded);
            row.note = plan.note.clone();
            let mut goals = Vec::with_capacity(plan.goals.len());
            for link in &plan.goals {
                goals.extend(self.finder.row::<Goal>(to, Some(link))?);
            }
            let origin = self.finder.origin(to, item)?;
            from_origin!(row, origin);
            let (written, row) = self.put(to, item, &origin, Some(patient), row)?;
            if written == Written::Fresh
                && let Some(tx) = to.tx()
            {
                set_steps(tx, row.id, &steps(row.id, &plan.steps))?;
                let goals: Vec<PlanGoal> = goals
                    .into_iter()
                    .zip(0..)
                    .map(|(goal, position)| PlanGoal { plan_id: row.id, position, goal_id: goal.into() })
                    .collect();
                set_goals(tx, row.id, &goals)?;
            }
        }
        Ok(())
    }
}

fn steps(plan: Id<Plan>, steps: &[from::PlanStep]) -> Vec<PlanStep> {
    steps
        .iter()
        .zip(0..)
        .map(|(step, position)| PlanStep {
            description: step.description.clone(),
            scheduled: step.scheduled.clone(),
            starts_at: step.starts.map(|when| Utc(when.at)),
            starts_precision: precision(step.starts),
            ends_at: step.ends.map(|when| Utc(when.at)),
            ends_precision: precision(step.ends),
            ..PlanStep::new(plan, position, step.code.clone(), step.status)
        })
        .collect()
}
