//! Plans and goals.

use serde::Serialize;

use super::Link;
use crate::care::record::{Concept, When};

/// What a plan is to reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Goal {
    /// Whose.
    pub patient: Link,
    /// Status in our words.
    pub status: &'static str,
    /// How far it has come.
    pub achievement: Option<String>,
    /// What.
    pub description: Concept,
    /// Since when.
    pub starts: Option<When>,
    /// By when.
    pub due: Option<When>,
    /// To which value, in words.
    pub target: Option<String>,
    /// Remarks.
    pub note: Option<String>,
}

/// What is planned for the patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// For whom.
    pub patient: Link,
    /// During which visit.
    pub visit: Option<Link>,
    /// What kind of plan.
    pub category: Option<Concept>,
    /// Its title.
    pub title: Option<String>,
    /// In words.
    pub description: Option<String>,
    /// Status in our words.
    pub status: &'static str,
    /// `proposal`, `plan`, `order`, `option`.
    pub intent: &'static str,
    /// From.
    pub starts: Option<When>,
    /// Until.
    pub ends: Option<When>,
    /// When it was written down.
    pub recorded: Option<When>,
    /// Who made it.
    pub author: Option<Link>,
    /// Why, in words.
    pub reason: Option<String>,
    /// For which problems.
    pub problems: Vec<Link>,
    /// What it is to reach.
    pub goals: Vec<Link>,
    /// Its steps, in order.
    pub steps: Vec<PlanStep>,
    /// Remarks.
    pub note: Option<String>,
}

/// A step of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanStep {
    /// What.
    pub code: Concept,
    /// Status in our words.
    pub status: &'static str,
    /// More words.
    pub description: Option<String>,
    /// When, in words.
    pub scheduled: Option<String>,
    /// From.
    pub starts: Option<When>,
    /// Until.
    pub ends: Option<When>,
}
