//! Plans with their steps and goals.

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;

use super::{narrow, table, wide};
use crate::care::plans::{Goal, Plan};
use crate::lenses::record_pdf::model::{Cell, Row, Section};
use crate::lenses::record_pdf::store::Kept;
use crate::lenses::record_pdf::words::{date, joined, not_blank, when, word};
use crate::say;

pub(super) fn plans(kept: &Kept, zone: &TimeZone) -> Section {
    let goals: HashMap<_, &Goal> = kept.goals.iter().map(|goal| (goal.id, goal)).collect();
    let mut told = HashSet::new();
    let mut rows: Vec<Row> = Vec::new();
    for plan in &kept.plans {
        let of_plan = kept.plan_goals.iter().filter(|link| link.plan_id == plan.id);
        let of_plan: Vec<&Goal> = of_plan.filter_map(|link| goals.get(&link.goal_id).copied()).collect();
        told.extend(of_plan.iter().map(|goal| goal.id));
        rows.push(row_of(kept, plan, &of_plan, zone));
    }
    for goal in kept.goals.iter().filter(|goal| !told.contains(&goal.id)) {
        rows.push(lone_goal(goal, zone));
    }
    let columns = vec![
        wide("record-pdf-plan", 2.6),
        wide("record-pdf-steps", 3.4),
        narrow("record-pdf-since", 22.0),
        narrow("record-pdf-until", 22.0),
        narrow("record-pdf-status", 22.0),
    ];
    table("record-pdf-plans", None, columns, rows)
}

fn row_of(kept: &Kept, plan: &Plan, goals: &[&Goal], zone: &TimeZone) -> Row {
    let over = !matches!(plan.status.as_str(), "active" | "draft" | "on_hold");
    let title = not_blank(plan.title.as_deref()).unwrap_or_else(|| plan.shown().to_owned());
    let name = Cell::of(title)
        .below(Some(plan.shown()))
        .below(Some(&plan.code_text))
        .below(plan.description.as_deref())
        .below(not_blank(plan.reason.as_deref()).map(|why| say!("record-pdf-for", reason = why)))
        .below(plan.note.as_deref());
    let steps = kept.steps.iter().filter(|step| step.plan_id == plan.id).map(|step| {
        let shown = not_blank(step.code_display.as_deref()).unwrap_or_else(|| step.code_text.clone());
        let written = not_blank(Some(&step.code_text)).filter(|text| !text.eq_ignore_ascii_case(&shown));
        let details = joined([
            written,
            Some(word(&step.status)),
            step.scheduled.clone(),
            date(when(step.starts_at, step.starts_precision.as_deref()), zone),
            step.description.clone(),
        ]);
        format!("{shown} ({details})")
    });
    let steps: Vec<String> = steps.collect();
    let mut contents = Cell::of(steps.join("\n"));
    for goal in goals {
        contents = contents.below(Some(say!("record-pdf-goal", goal = goal_words(goal, zone))));
    }
    Row {
        cells: vec![
            if over { name } else { name.strong() },
            contents,
            Cell::maybe(date(Some(plan.when()), zone)),
            Cell::maybe(date(when(plan.ends_at, plan.ends_precision.as_deref()), zone)),
            Cell::of(word(&plan.status)),
        ],
        past: over,
        marked: false,
    }
}

fn lone_goal(goal: &Goal, zone: &TimeZone) -> Row {
    Row {
        cells: vec![
            Cell::of(say!("record-pdf-goal", goal = goal_words(goal, zone))).below(goal.note.as_deref()),
            Cell::default(),
            Cell::maybe(date(Some(goal.when()), zone)),
            Cell::maybe(date(when(goal.due_at, goal.due_precision.as_deref()), zone)),
            Cell::of(word(&goal.status)),
        ],
        past: false,
        marked: false,
    }
}

fn goal_words(goal: &Goal, zone: &TimeZone) -> String {
    let due = date(when(goal.due_at, goal.due_precision.as_deref()), zone);
    joined([
        Some(goal.shown().to_owned()),
        goal.target.clone(),
        goal.achievement.as_deref().map(word),
        due.map(|due| say!("record-pdf-until-date", date = due)),
    ])
}
