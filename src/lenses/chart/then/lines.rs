//! The rows of a day, each as a line.

use std::collections::HashSet;

use jiff::Timestamp;
use serde_json::Value;

use super::{name, standing, text, when};
use crate::care::letters::Letter;
use crate::care::observations::{number, short_number, unit};
use crate::care::record::When;
use crate::lenses::chart::model::Reader;
use crate::lenses::chart::rows::{begun, plan_status};
use crate::lenses::chart::store::{Rows, Then};
use crate::lenses::chart::views::ThenLine;
use crate::say;

pub(super) fn line(reader: &Reader, row: &Then, detail: &[&str]) -> ThenLine {
    let content = &row.content;
    let mut details: Vec<&str> = detail.iter().filter_map(|name| text(content, name)).collect();
    details.dedup();
    let since =
        when(content, "starts_at", "starts_precision").or_else(|| when(content, "at", "at_precision"));
    ThenLine {
        name: name(content),
        detail: begun(&details.join(", ")),
        on: since.map(|since| since.shown_date(&reader.zone)).unwrap_or_default(),
        later: if row.is_in_error_now { say!("chart-then-error") } else { String::new() },
    }
}

pub(super) fn letter(reader: &Reader, letter: &Letter) -> ThenLine {
    ThenLine {
        name: say!(letter.content.kind().label_key()),
        detail: begun(&format!("{}, {}", letter.written_by_name, letter.content.about())),
        on: When::instant(letter.written_at).shown_date(&reader.zone),
        later: if letter.voided.is_some() { say!("chart-then-error") } else { String::new() },
    }
}

/// A plan with how it stood, its goals and its steps.
pub(super) fn plan(reader: &Reader, goals: &[Then], row: &Then) -> ThenLine {
    let belonging = |name: &str| row.content.get(name).and_then(Value::as_array).into_iter().flatten();
    let status = |content: &Value| say!(plan_status(text(content, "status").unwrap_or_default()));
    let wanted = belonging("goals").filter_map(|link| {
        let id = text(link, "goal_id")?;
        let goal = standing(goals).find(|goal| text(&goal.content, "id") == Some(id))?;
        let target = text(&goal.content, "target").map(|target| format!(" ({target})")).unwrap_or_default();
        Some(format!("{}: {}{target}", say!("chart-goal"), name(&goal.content)))
    });
    let steps = belonging("steps")
        .filter(|step| text(step, "status") != Some("entered_in_error"))
        .map(|step| format!("{} ({})", name(step), status(step)));
    let details: Vec<String> = std::iter::once(status(&row.content)).chain(wanted).chain(steps).collect();
    let titled = text(&row.content, "title").map(str::to_owned);
    let line = line(reader, row, &[]);
    ThenLine { name: titled.unwrap_or(line.name), detail: begun(&details.join(" · ")), ..line }
}

/// The newest value of each test.
pub(super) fn values(reader: &Reader, found: &Rows, end: Timestamp) -> Vec<ThenLine> {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut lines = Vec::new();
    for row in standing(&found.observations) {
        let content = &row.content;
        let key = text(content, "test_key").unwrap_or_default();
        if when(content, "at", "at_precision").is_none_or(|when| when.at >= end) || seen.contains(key) {
            continue;
        }
        let number = content.get("value").and_then(Value::as_f64).map(short_number);
        let value = text(content, "value_written")
            .map(str::to_owned)
            .or(number)
            .map(|value| format!("{value} {}", text(content, "unit").unwrap_or_default()))
            .or_else(|| text(content, "value_display").map(str::to_owned))
            .or_else(|| text(content, "value_text").map(str::to_owned));
        let Some(value) = value.or_else(|| composed(found, content)) else { continue };
        seen.insert(key);
        lines.push(ThenLine { detail: value.trim().to_owned(), ..line(reader, row, &[]) });
    }
    lines
}

/// A measurement of several parts in a line: "Systolic 128 mmHg, diastolic 82 mmHg".
fn composed(found: &Rows, content: &Value) -> Option<String> {
    let parts = found.parts.get(&text(content, "id")?.parse().ok()?)?;
    let said = parts.iter().map(|part| {
        let (value, unit) = (number(&part.measured), unit(&part.measured));
        format!("{} {value} {unit}", part.name()).trim().to_owned()
    });
    Some(said.collect::<Vec<_>>().join(", "))
}
