//! The record of a day as lines to read: what was in force then. Pure rules, tested at the foot.

mod lines;

use jiff::Timestamp;
use serde_json::Value;

use self::lines::{letter, line, plan, values};
use super::model::Reader;
use super::store::{Rows, Then};
use super::views::{ThenLine, ThenPart};
use crate::care::intake::{self, NONE_KNOWN, Question};
use crate::care::prescriptions;
use crate::care::problems::{REFUTED, is_over};
use crate::care::record::{Precision, When};
use crate::say;

/// The parts of the page, by what a reader looks for first, each with all its lines. `start` and `end` are the first and
/// the last instant of the day.
pub fn parts(reader: &Reader, rows: &Rows, start: Timestamp, end: Timestamp) -> [Vec<ThenPart>; 2] {
    let part = |id, word, lines: Vec<ThenLine>| ThenPart {
        id,
        word,
        empty: say!("chart-then-nothing"),
        lines,
        more: 0,
        all: String::new(),
    };
    let asked = |id, word, question, lines: Vec<ThenLine>| ThenPart {
        empty: why_empty(reader, rows, question),
        ..part(id, word, lines)
    };
    let lines = |rows: &[Then], is_shown: &dyn Fn(&Value) -> bool, detail: &[&str]| -> Vec<ThenLine> {
        standing(rows).filter(|row| is_shown(&row.content)).map(|row| line(reader, row, detail)).collect()
    };
    let happened = |content: &Value| when(content, "at", "at_precision").is_some_and(|when| when.at < end);
    let visits = lines(&rows.visits, &happened, &["author", "reason_display", "reason_text"]);
    let is_signed = |row: &Value| happened(row) && text(row, "status") != Some("preliminary");
    let said = ["author", "body", "complaint", "findings", "assessment", "plan", "follow_up"];
    let notes = lines(&rows.notes, &is_signed, &said);
    let vaccinated = |row: &Value| happened(row) && text(row, "status") == Some("completed");
    let allergies = lines(&rows.allergies, &|row| is_allergy(row), &["reaction", "severity"]);
    let problems = lines(&rows.problems, &|row| is_problem(row, end), &["note"]);
    let medication = lines(&rows.prescriptions, &|row| is_taken(row, start, end), &["dosage"]);
    let vaccines = lines(&rows.vaccines, &vaccinated, &["dose"]);
    let plans = standing(&rows.plans).map(|row| plan(reader, &rows.goals, row)).collect();
    [
        vec![
            asked("allergies", "chart-allergies", Question::Allergies, allergies),
            asked("problems", "chart-problems", Question::Problems, problems),
            asked("medication", "chart-medication", Question::Medication, medication),
            part("results", "chart-results", values(reader, rows, end)),
            part("reports", "chart-reports", lines(&rows.reports, &happened, &["conclusion"])),
        ],
        vec![
            part("visits", "chart-visits", visits),
            part("notes", "chart-notes", notes),
            part(
                "letters",
                "chart-tab-letters",
                rows.letters.iter().map(|one| letter(reader, one)).collect(),
            ),
            part("plans", "chart-plans", plans),
            part("procedures", "chart-procedures", lines(&rows.procedures, &happened, &["outcome"])),
            asked("vaccines", "chart-vaccines", Question::Vaccines, vaccines),
        ],
    ]
}

/// Those that nobody had called an error by then.
fn standing(rows: &[Then]) -> impl Iterator<Item = &Then> {
    rows.iter().filter(|row| text(&row.content, "status") != Some("entered_in_error"))
}

/// Why a list of that day is empty, by the answer that stood then: an answer "none" is one, and a row may say that there
/// is no allergy.
fn why_empty(reader: &Reader, rows: &Rows, question: Question) -> String {
    let answer = intake::answer_to(&rows.answers, question);
    if let (None, Question::Allergies) = (answer, question)
        && let Some(row) = standing(&rows.allergies).find(|row| is_in_force(&row.content))
    {
        let day = when(&row.content, "at", "at_precision").map(|when| when.shown_date(&reader.zone));
        return match day.filter(|day| !day.is_empty()) {
            Some(day) => say!("intake-empty-no-allergies", asked = say!("intake-was-asked-on", date = day)),
            None => say!("chart-allergies-asked-none"),
        };
    }
    match answer {
        Some(_) => intake::why_empty(question, answer, &reader.zone),
        None => say!("chart-then-not-asked"),
    }
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

/// Whether it counted: an allergy, or the statement that there is none.
fn is_in_force(content: &Value) -> bool {
    !matches!(text(content, "status"), Some("inactive" | "resolved"))
        && text(content, "certainty") != Some("refuted")
}

fn is_allergy(content: &Value) -> bool {
    let others = content.get("other_codings").and_then(Value::as_array).into_iter().flatten();
    let mut codes = std::iter::once(content).chain(others).filter_map(|coding| text(coding, "code"));
    is_in_force(content) && !codes.any(|code| NONE_KNOWN.contains(&code))
}

/// What nobody called over was still there, "unknown" too; a problem that was over by then in the words of that day was
/// there still when its end lies later.
fn is_problem(content: &Value, end: Timestamp) -> bool {
    let began = when(content, "at", "at_precision");
    let is_begun = began.is_none_or(|began| began.precision == Precision::Unknown || began.at < end);
    let certainty = text(content, "certainty");
    let is_going = !is_over(text(content, "status").unwrap_or_default(), certainty)
        || when(content, "ended_at", "ended_precision").is_some_and(|over| over.at >= end);
    is_begun && is_going && certainty != Some(REFUTED)
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
        None => !prescriptions::OVER.contains(&status),
    };
    is_begun && is_going && status != "draft"
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
        assert!(is_problem(&problem("unknown", None), end), "nobody said that it is over");
        assert!(is_problem(&json!({ "at": "2020-01-01T00:00:00Z" }), end), "without a status");
        assert!(!is_problem(&problem("remission", None), end));
        let refuted = json!({ "at": "2020-01-01T00:00:00Z", "status": "active", "certainty": "refuted" });
        assert!(!is_problem(&refuted, end));
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
        let beside = json!({ "code": "1", "status": "active", "other_codings": [{ "code": NONE_KNOWN[0] }] });
        assert!(!is_allergy(&beside), "said in another system's code");
    }
}
