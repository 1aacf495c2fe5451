//! Plans and their goals.

use crate::care::record::{Concept, When};
use crate::doors::fhir::imported::{Goal, Plan, PlanStep};
use crate::doors::fhir::r4;

use super::{
    At, NotTaken, amount, concept, end, end_after, joined, known, notes, required, span, start, status, text,
    when, words,
};

/// Statuses of the steps of a plan.
const STEPS: &[(&str, &str)] = &[
    ("not-started", "not_started"),
    ("scheduled", "scheduled"),
    ("in-progress", "in_progress"),
    ("on-hold", "on_hold"),
    ("completed", "completed"),
    ("cancelled", "cancelled"),
    ("stopped", "stopped"),
    ("unknown", "unknown"),
    ("entered-in-error", "entered_in_error"),
];

pub(in crate::doors::fhir) fn plan(from: r4::CarePlan, at: &At<'_>) -> Result<Plan, NotTaken> {
    let starts = start(from.period.as_ref());
    let mut steps = Vec::with_capacity(from.activity.len());
    for activity in &from.activity {
        steps.extend(step(activity, at)?);
    }
    let categories: Vec<Concept> = from.category.iter().filter_map(|one| concept(Some(one))).collect();
    let category = categories.iter().find(|one| !is_profile_tag(one)).or(categories.first()).cloned();
    let (reason, _) = at.reason(&[], &from.addresses);
    let plan = Plan {
        patient: at.patient(from.subject.as_ref())?,
        visit: at.link(from.encounter.as_ref(), "Encounter"),
        category,
        title: text(from.title.as_ref()),
        description: text(from.description.as_ref()),
        status: status(
            from.status.as_ref(),
            &[
                ("draft", "draft"),
                ("active", "active"),
                ("on-hold", "on_hold"),
                ("revoked", "cancelled"),
                ("completed", "completed"),
                ("entered-in-error", "entered_in_error"),
                ("unknown", "unknown"),
            ],
        )?,
        intent: known(
            "intent",
            text(from.intent.as_ref()).as_deref(),
            &[("proposal", "proposal"), ("plan", "plan"), ("order", "order"), ("option", "option")],
            "plan",
        )?,
        starts,
        ends: end_after(starts, end(from.period.as_ref())),
        recorded: when(from.created),
        author: at.link(from.author.as_ref(), "Practitioner"),
        reason,
        problems: at.links(&from.addresses, "Condition"),
        goals: at.links(&from.goal, "Goal"),
        steps,
        note: notes(&from.note),
    };
    if plan.category.is_none() && plan.title.is_none() && plan.description.is_none() && plan.steps.is_empty()
    {
        return Err(NotTaken::because("import-reason-no-plan"));
    }
    Ok(plan)
}

/// US Core marks every plan as `assess-plan`, which says nothing to a reader.
fn is_profile_tag(category: &Concept) -> bool {
    category.code.as_deref() == Some("assess-plan")
}

fn step(activity: &r4::CarePlanActivity, at: &At<'_>) -> Result<Option<PlanStep>, NotTaken> {
    let Some(detail) = &activity.detail else {
        let link = at.link(activity.reference.as_ref(), "ServiceRequest");
        let words = link.and_then(|link| at.links.words(&link));
        return Ok(words.map(|words| PlanStep {
            code: Concept::text(words),
            status: "unknown",
            description: None,
            scheduled: None,
            starts: None,
            ends: None,
        }));
    };
    let description = text(detail.description.as_ref());
    let Some(code) = concept(detail.code.as_ref()).or_else(|| description.clone().map(Concept::text)) else {
        return Ok(None);
    };
    let starts = start(detail.scheduled_period.as_ref());
    Ok(Some(PlanStep {
        status: known("step", text(detail.status.as_ref()).as_deref(), STEPS, "unknown")?,
        description: description.filter(|words| *words != code.text),
        code,
        scheduled: text(detail.scheduled_string.as_ref()),
        starts,
        ends: end_after(starts, end(detail.scheduled_period.as_ref())),
    }))
}

pub(in crate::doors::fhir) fn goal(from: r4::Goal, at: &At<'_>) -> Result<Goal, NotTaken> {
    let target = joined(from.target.iter().filter_map(aim), "; ");
    let due: Option<When> = from.target.iter().find_map(|target| when(target.due_date));
    Ok(Goal {
        patient: at.patient(from.subject.as_ref())?,
        status: status(
            from.lifecycle_status.as_ref(),
            &[
                ("proposed", "proposed"),
                ("planned", "planned"),
                ("accepted", "accepted"),
                ("active", "active"),
                ("on-hold", "on_hold"),
                ("completed", "completed"),
                ("cancelled", "cancelled"),
                ("entered-in-error", "entered_in_error"),
                ("rejected", "rejected"),
            ],
        )?,
        achievement: words(from.achievement_status.as_ref()),
        description: required(from.description.as_ref())?,
        starts: when(from.start_date),
        due,
        target,
        note: notes(&from.note),
    })
}

fn aim(target: &r4::GoalTarget) -> Option<String> {
    let value = amount(target.detail_quantity.as_ref())
        .or_else(|| span(target.detail_range.as_ref()))
        .or_else(|| text(target.detail_string.as_ref()))?;
    Some(match words(target.measure.as_ref()) {
        Some(measure) => format!("{measure}: {value}"),
        None => value,
    })
}
