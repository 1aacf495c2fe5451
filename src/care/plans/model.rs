//! Plans, their steps and goals as they are kept.

use diesel::prelude::*;
use serde::Serialize;

use crate::care::problems::ProblemId;
use crate::care::record::{Concept, clinical_row};
use crate::care::visits::VisitId;
use crate::kit::db::types::{Doc, Utc};
use crate::kit::id::Id;
use crate::schema::{plan_goals, plan_steps};

clinical_row! {
    /// What is planned for the patient. `at` is its start, the code its kind.
    Plan in plans {
        /// During which visit.
        visit_id: Option<VisitId>,
        /// Its title.
        title: Option<String>,
        /// In words.
        description: Option<String>,
        /// `plan`, `order`, `proposal` or `option`.
        intent: String,
        /// Until when.
        ends_at: Option<Utc>,
        /// How exactly that is known.
        ends_precision: Option<String>,
        /// Why, in words.
        reason: Option<String>,
        /// For which problem.
        problem_id: Option<ProblemId>,
    }
}

clinical_row! {
    /// What a plan is to reach. `at` is its start, the code and text what is to be reached.
    Goal in goals {
        /// How far it has come.
        achievement: Option<String>,
        /// By when.
        due_at: Option<Utc>,
        /// How exactly that is known.
        due_precision: Option<String>,
        /// To which value, in words.
        target: Option<String>,
    }
}

/// A step of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_steps, treat_none_as_default_value = false)]
pub struct PlanStep {
    /// Of which plan.
    pub plan_id: Id<Plan>,
    /// Its place in the plan, from 0.
    pub position: i32,
    /// The code system.
    pub code_system: Option<String>,
    /// The code.
    pub code: Option<String>,
    /// The system's words for the code.
    pub code_display: Option<String>,
    /// The text as written.
    pub code_text: String,
    /// Further codings of the same thing.
    pub other_codings: Option<Doc>,
    /// Its status.
    pub status: String,
    /// More words.
    pub description: Option<String>,
    /// When, in words.
    pub scheduled: Option<String>,
    /// From when.
    pub starts_at: Option<Utc>,
    /// How exactly that is known.
    pub starts_precision: Option<String>,
    /// Until when.
    pub ends_at: Option<Utc>,
    /// How exactly that is known.
    pub ends_precision: Option<String>,
}

impl PlanStep {
    /// The step at `position`, from 0, of a plan, with nothing but what every step has.
    pub fn new(plan: Id<Plan>, position: i32, code: Concept, status: &str) -> Self {
        Self {
            plan_id: plan,
            position,
            other_codings: code.others_kept(),
            code_system: code.system,
            code: code.code,
            code_display: code.display,
            code_text: code.text,
            status: status.to_owned(),
            description: None,
            scheduled: None,
            starts_at: None,
            starts_precision: None,
            ends_at: None,
            ends_precision: None,
        }
    }
}

/// A goal that a plan is to reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_goals)]
pub struct PlanGoal {
    /// Which plan.
    pub plan_id: Id<Plan>,
    /// Its place in the plan, from 0.
    pub position: i32,
    /// Which goal.
    pub goal_id: Id<Goal>,
}
