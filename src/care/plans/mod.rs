//! Plans (FHIR: CarePlan) with their steps, and goals.

mod model;
mod store;

pub use model::{Goal, Plan, PlanGoal, PlanStep};
pub use store::{HeldGoals, HeldPlans, set_goals, set_steps};
