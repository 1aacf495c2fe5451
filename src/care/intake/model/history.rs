//! What was said before: each change of an answer or an entry, with who, when, before and after.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::rows::Question;
use super::said::{Said, Severity};
use crate::care::record::{Precision, Replaced, When};

/// The names of the tables whose versions are the history of the questions.
pub const KINDS: [&str; 5] = ["vaccines", "problems", "allergies", "prescriptions", "intake_answers"];

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The question it is about.
    pub question: Question,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it; none for an import.
    pub by: Option<String>,
    /// What it said before.
    pub before: Told,
    /// What it said from then on.
    pub after: Told,
}

/// What a version says.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// An entry.
    Said(Said),
    /// An entry that counts no longer, by the word of its status.
    Gone(String),
    /// An answer: "none", or not.
    Answer(bool),
}

/// The changes behind these versions, in their order. `current` holds what each row says now.
pub fn changes(versions: &[Replaced], current: &HashMap<Uuid, Value>) -> Vec<Change> {
    versions
        .iter()
        .filter_map(|version| {
            let next = versions
                .iter()
                .find(|other| other.row == version.row && other.version == version.version + 1)
                .map(|other| &other.content)
                .or_else(|| current.get(&version.row))?;
            let question = question_of(&version.kind, &version.content)?;
            let (before, after) = (told(&version.kind, &version.content), told(&version.kind, next));
            (before != after).then_some(Change {
                question,
                at: version.at,
                by: version.by.clone(),
                before,
                after,
            })
        })
        .collect()
}

fn question_of(kind: &str, content: &Value) -> Option<Question> {
    match kind {
        "vaccines" => Some(Question::Vaccines),
        "problems" => Some(Question::Problems),
        "allergies" => Some(Question::Allergies),
        "prescriptions" => Some(Question::Medication),
        _ => content.get("question").and_then(Value::as_str).and_then(Question::of_word),
    }
}

fn told(kind: &str, content: &Value) -> Told {
    if kind == "intake_answers" {
        return Told::Answer(content.get("none").and_then(Value::as_bool).unwrap_or_default());
    }
    match text(content, "status").as_deref() {
        Some(
            status @ ("entered_in_error" | "resolved" | "stopped" | "inactive" | "remission" | "completed"
            | "cancelled"),
        ) if kind != "vaccines" || status != "completed" => Told::Gone(status.to_owned()),
        _ => Told::Said(said_of(content)),
    }
}

/// What a row's columns say.
fn said_of(content: &Value) -> Said {
    let when = |at: &str, precision: &str| -> Option<When> {
        let precision = text(content, precision).map_or(Precision::Time, |word| Precision::from_word(&word));
        let at = text(content, at)?.parse().ok()?;
        (precision != Precision::Unknown).then_some(When { at, precision })
    };
    Said {
        what: text(content, "code_display").or_else(|| text(content, "code_text")).unwrap_or_default(),
        since: when("starts_at", "starts_precision").or_else(|| when("at", "at_precision")),
        dosage: text(content, "dosage"),
        reaction: text(content, "reaction"),
        severity: text(content, "severity").as_deref().and_then(Severity::of_word),
        note: text(content, "note"),
    }
}

fn text(content: &Value, name: &str) -> Option<String> {
    content.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn version(row: Uuid, number: i64, kind: &str, content: Value) -> Replaced {
        Replaced {
            kind: kind.into(),
            row,
            version: number,
            content,
            at: Timestamp::UNIX_EPOCH,
            by: Some("Dr Who Changed".into()),
        }
    }

    #[test]
    fn each_change_knows_what_came_after_it() {
        let row = Uuid::from_u128(1);
        let entry = |name: &str, status: &str| json!({ "code_text": name, "status": status, "at": "2019-01-01T00:00:00Z", "at_precision": "year" });
        let versions = [
            version(row, 2, "allergies", entry("Penicillin V", "active")),
            version(row, 1, "allergies", entry("Penicillin", "active")),
        ];
        let current = HashMap::from([(row, entry("Penicillin V", "entered_in_error"))]);
        let found = changes(&versions, &current);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].after, Told::Gone("entered_in_error".into()));
        let Told::Said(before) = &found[1].before else { panic!("an entry") };
        let Told::Said(after) = &found[1].after else { panic!("an entry") };
        assert_eq!((before.what.as_str(), after.what.as_str()), ("Penicillin", "Penicillin V"));
        assert_eq!(before.since.unwrap().precision, Precision::Year);
    }

    #[test]
    fn an_answer_that_was_none_says_so() {
        let row = Uuid::from_u128(2);
        let versions = [version(row, 1, "intake_answers", json!({ "question": "allergies", "none": true }))];
        let current = HashMap::from([(row, json!({ "question": "allergies", "none": false }))]);
        let found = changes(&versions, &current);
        assert_eq!((&found[0].before, &found[0].after), (&Told::Answer(true), &Told::Answer(false)));
        assert_eq!(found[0].question, Question::Allergies);
    }
}
