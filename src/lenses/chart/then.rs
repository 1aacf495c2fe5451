//! The record of a day as lines to read: what was in force then. Pure rules, tested at the foot.

use jiff::Timestamp;
use serde_json::Value;

use super::model::Reader;
use super::rows::begun;
use super::store::{Rows, Then};
use super::views::{ThenLine, ThenPart};
use crate::care::intake::NONE_KNOWN;
use crate::care::letters::Letter;
use crate::care::observations::{number, short_number, unit};
use crate::care::problems::REFUTED;
use crate::care::record::{Precision, When};
use crate::say;

/// The most lines of visits, procedures and values.
const MOST: usize = 20;
const OVER: [&str; 3] = ["cancelled", "completed", "stopped"];

/// The parts of the page, by what a reader looks for first. `start` and `end` are the first and the last instant of
/// the day.
pub fn parts(reader: &Reader, rows: &Rows, start: Timestamp, end: Timestamp) -> [Vec<ThenPart>; 2] {
    let part = |id, word, lines: Vec<ThenLine>| ThenPart { id, word, lines };
    let lines = |rows: &[Then], is_shown: &dyn Fn(&Value) -> bool, detail: &[&str]| -> Vec<ThenLine> {
        rows.iter()
            .filter(|row| text(&row.content, "status") != Some("entered_in_error"))
            .filter(|row| is_shown(&row.content))
            .map(|row| line(reader, row, detail))
            .collect()
    };
    let happened = |content: &Value| when(content, "at", "at_precision").is_some_and(|when| when.at < end);
    let mut visits = lines(&rows.visits, &happened, &["author", "reason_display", "reason_text"]);
    let is_signed = |row: &Value| happened(row) && text(row, "status") != Some("preliminary");
    let mut notes = lines(
        &rows.notes,
        &is_signed,
        &["author", "body", "complaint", "findings", "assessment", "plan", "follow_up"],
    );
    let letters = rows.letters.iter().take(MOST).map(|one| letter(reader, one)).collect();
    let mut procedures = lines(&rows.procedures, &happened, &["outcome"]);
    visits.truncate(MOST);
    procedures.truncate(MOST);
    notes.truncate(MOST);
    let vaccinated = |row: &Value| happened(row) && text(row, "status") == Some("completed");
    let allergies = lines(&rows.allergies, &|row| is_allergy(row), &["reaction", "severity"]);
    let problems = lines(&rows.problems, &|row| is_problem(row, end), &["note"]);
    let medication = lines(&rows.prescriptions, &|row| is_taken(row, start, end), &["dosage"]);
    let vaccines = lines(&rows.vaccines, &vaccinated, &["dose"]);
    [
        vec![
            part("allergies", "chart-allergies", allergies),
            part("problems", "chart-problems", problems),
            part("medication", "chart-medication", medication),
            part("results", "chart-results", values(reader, rows, end)),
        ],
        vec![
            part("visits", "chart-visits", visits),
            part("notes", "chart-notes", notes),
            part("letters", "chart-tab-letters", letters),
            part("procedures", "chart-procedures", procedures),
            part("vaccines", "chart-vaccines", vaccines),
        ],
    ]
}

fn text<'a>(content: &'a Value, name: &str) -> Option<&'a str> {
    content.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

fn when(content: &Value, at: &str, precision: &str) -> Option<When> {
    let at = text(content, at)?.parse().ok()?;
    let precision = text(content, precision).map_or(Precision::Time, Precision::from_word);
    Some(When { at, precision })
}

fn name(content: &Value) -> String {
    text(content, "code_display").or_else(|| text(content, "code_text")).unwrap_or_default().to_owned()
}

fn line(reader: &Reader, row: &Then, detail: &[&str]) -> ThenLine {
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

fn letter(reader: &Reader, letter: &Letter) -> ThenLine {
    ThenLine {
        name: say!(letter.content.kind().label_key()),
        detail: begun(&format!("{}, {}", letter.written_by_name, letter.content.about())),
        on: When::instant(letter.written_at).shown_date(&reader.zone),
        later: if letter.voided.is_some() { say!("chart-then-error") } else { String::new() },
    }
}

fn is_allergy(content: &Value) -> bool {
    let none = text(content, "code").is_some_and(|code| NONE_KNOWN.contains(&code));
    !none
        && !matches!(text(content, "status"), Some("inactive" | "resolved"))
        && text(content, "certainty") != Some("refuted")
}

/// A problem that is over today was still there when its end lies later.
fn is_problem(content: &Value, end: Timestamp) -> bool {
    let began = when(content, "at", "at_precision");
    let is_begun = began.is_none_or(|began| began.precision == Precision::Unknown || began.at < end);
    let is_going = match text(content, "status") {
        Some("active" | "recurrence" | "relapse") => true,
        _ => when(content, "ended_at", "ended_precision").is_some_and(|over| over.at >= end),
    };
    is_begun && is_going && text(content, "certainty") != Some(REFUTED)
}

/// What was stopped later was taken until then.
fn is_taken(content: &Value, start: Timestamp, end: Timestamp) -> bool {
    let began =
        when(content, "starts_at", "starts_precision").or_else(|| when(content, "at", "at_precision"));
    let over = when(content, "ends_at", "ends_precision");
    let status = text(content, "status").unwrap_or_default();
    let is_begun = began.is_none_or(|began| began.precision == Precision::Unknown || began.at < end);
    let is_going = match over {
        Some(over) => over.at >= start && status != "cancelled",
        None => !OVER.contains(&status),
    };
    is_begun && is_going && status != "draft"
}

/// The newest value of each test.
fn values(reader: &Reader, found: &Rows, end: Timestamp) -> Vec<ThenLine> {
    let mut seen: Vec<String> = Vec::new();
    let mut lines = Vec::new();
    for row in
        found.observations.iter().filter(|row| text(&row.content, "status") != Some("entered_in_error"))
    {
        let content = &row.content;
        let key = text(content, "test_key").unwrap_or_default().to_owned();
        if when(content, "at", "at_precision").is_none_or(|when| when.at >= end) || seen.contains(&key) {
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
        seen.push(key);
        lines.push(ThenLine { detail: value.trim().to_owned(), ..line(reader, row, &[]) });
        if lines.len() == MOST {
            break;
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn what_ended_later_was_in_force() {
        let (start, end) = (at("2024-03-01T00:00:00Z"), at("2024-03-02T00:00:00Z"));
        let problem = |status: &str, over: Option<&str>| json!({ "at": "2020-01-01T00:00:00Z", "at_precision": "day", "status": status, "ended_at": over });
        assert!(is_problem(&problem("active", None), end));
        assert!(is_problem(&problem("resolved", Some("2025-01-01T00:00:00Z")), end));
        assert!(!is_problem(&problem("resolved", Some("2023-01-01T00:00:00Z")), end));
        assert!(!is_problem(&problem("resolved", None), end));
        let medicine = |status: &str, from: &str, over: Option<&str>| json!({ "at": from, "starts_at": from, "status": status, "ends_at": over });
        let began = "2024-02-01T00:00:00Z";
        assert!(is_taken(&medicine("active", began, None), start, end));
        assert!(
            is_taken(&medicine("stopped", began, Some("2024-03-01T00:00:00Z")), start, end),
            "its last day"
        );
        assert!(!is_taken(&medicine("stopped", began, Some("2024-02-29T00:00:00Z")), start, end));
        assert!(!is_taken(&medicine("stopped", began, None), start, end));
        assert!(!is_taken(&medicine("cancelled", began, Some("2025-02-29T00:00:00Z")), start, end));
        assert!(!is_taken(&medicine("active", "2024-03-05T00:00:00Z", None), start, end), "not yet");
    }

    #[test]
    fn an_answer_none_is_no_allergy() {
        let row = |code: &str| json!({ "code": code, "status": "active" });
        assert!(is_allergy(&row("91936005")));
        assert!(NONE_KNOWN.iter().all(|code| !is_allergy(&row(code))));
    }
}
