//! What the pages about templates show, and a template's questions and answers for the pages of notes.

use askama::Template;
use jiff::civil::Date;

use super::model::{Answer, Asks, Beyond, Edition, Field, Wrong};
use crate::kit::error::Result;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::say;

/// A question as the form of a note shows it.
#[derive(Clone, Debug)]
pub struct AskedView {
    /// The name of its field.
    pub name: String,
    /// The question.
    pub label: String,
    /// The unit of a number.
    pub unit: String,
    /// What is offered, "nothing chosen" first; empty unless it is a choice.
    pub options: Vec<(String, String)>,
    /// Whether it asks for a number, a text or a date.
    pub kind: &'static str,
    /// What is usual, in words; "" where nothing is said about it.
    pub usual: String,
}

/// The questions of an edition for a form.
///
/// # Errors
/// As [`Edition::asks`].
pub fn asked(edition: &Edition) -> Result<Vec<AskedView>> {
    Ok(edition.asks()?.into_iter().map(view).collect())
}

fn view(field: Field) -> AskedView {
    let name = field.name();
    let plain = AskedView {
        name,
        label: field.label,
        unit: String::new(),
        options: Vec::new(),
        kind: "text",
        usual: String::new(),
    };
    match field.asks {
        Asks::Number { unit, low, high } => {
            let usual = match (low, high) {
                (Some(low), Some(high)) => {
                    say!("templates-usual", low = low.to_string(), high = high.to_string())
                }
                (Some(low), None) => say!("templates-usual-from", low = low.to_string()),
                (None, Some(high)) => say!("templates-usual-to", high = high.to_string()),
                (None, None) => String::new(),
            };
            AskedView { unit, usual, kind: "number", ..plain }
        }
        Asks::Choice { options } => {
            let nothing = (String::new(), say!("templates-not-chosen"));
            let options = std::iter::once(nothing).chain(options.into_iter().map(|one| (one.clone(), one)));
            AskedView { options: options.collect(), kind: "choice", ..plain }
        }
        Asks::Text => plain,
        Asks::Date => AskedView { kind: "date", ..plain },
    }
}

/// The answers to an edition out of the form of a note, as they were typed; questions that nobody answered are left out.
///
/// # Errors
/// As [`Edition::asks`].
pub fn answers(edition: &Edition, form: &Form) -> Result<Vec<Answer>> {
    let fields = edition.asks()?.into_iter();
    let answers = fields.map(|field| Answer { value: form.raw(&field.name()).trim().to_owned(), field });
    Ok(answers.filter(|answer| !answer.value.is_empty()).collect())
}

/// The same answers as a signed note keeps them. What cannot be read is refused at its field.
pub fn refused(answers: Vec<Answer>, form: &mut Form, today: Date) -> Vec<Answer> {
    let mut read = Vec::new();
    for answer in answers {
        match answer.field.read(&answer.value, today) {
            Ok(answer) => read.push(answer),
            Err(wrong) => {
                let words = match wrong {
                    Wrong::Number => say!("templates-wrong-number"),
                    Wrong::Choice => say!("templates-wrong-choice"),
                    Wrong::Date => say!("templates-wrong-date"),
                };
                form.refuse(&answer.field.name(), words);
            }
        }
    }
    read
}

impl Answer {
    /// Question and answer on one line, with what is unusual about it.
    pub fn said(&self) -> String {
        let (question, answer) = (self.field.label.clone(), self.shown());
        match self.beyond() {
            None => say!("templates-said", question = question, answer = answer),
            Some(Beyond::Below(limit)) => {
                say!("templates-said-low", question = question, answer = answer, limit = limit.to_string())
            }
            Some(Beyond::Above(limit)) => {
                say!("templates-said-high", question = question, answer = answer, limit = limit.to_string())
            }
        }
    }
}

/// `/note-templates`
#[derive(Template)]
#[template(path = "care/templates/list.html")]
pub(super) struct ListPage {
    pub frame: Frame,
    pub rows: Vec<Row>,
}

/// One template in the list.
pub(super) struct Row {
    pub href: String,
    pub name: String,
    pub specialty: String,
    pub fields: usize,
    pub version: i64,
    pub is_retired: bool,
}

/// `/note-templates/new`, `/note-templates/{id}`
#[derive(Template)]
#[template(path = "care/templates/form.html")]
pub(super) struct FormPage {
    pub frame: Frame,
    pub form: Form,
    pub title: String,
    pub action: String,
    /// The version that was shown; none of a new one.
    pub version: Option<i64>,
    pub is_retired: bool,
    pub rows: Vec<RowView>,
    pub kinds: Vec<(&'static str, String)>,
    /// Specialties of the house, to choose from.
    pub specialties: Vec<String>,
    /// That somebody saved it meanwhile; "" for nothing.
    pub meanwhile: String,
    /// What it asks since then, question by question; empty when nobody saved it meanwhile.
    pub theirs: Vec<(String, String)>,
}

/// A question in words: what it is called, and what it asks for.
pub(super) fn question(field: &Field) -> (String, String) {
    let (kind, more) = match &field.asks {
        Asks::Number { unit, low, high } => {
            let bound = |bound: &Option<f64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
            let range = [bound(low), bound(high)].join(" – ");
            let range = if low.is_none() && high.is_none() { String::new() } else { range };
            ("number", [range, unit.clone()].join(" ").trim().to_owned())
        }
        Asks::Choice { options } => ("choice", options.join(" / ")),
        Asks::Text => ("text", String::new()),
        Asks::Date => ("date", String::new()),
    };
    let said = [say!(&format!("templates-kind-{kind}")), more];
    (field.label.clone(), said.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(": "))
}

/// One row of questions: the names of its fields.
pub(super) struct RowView {
    pub number: usize,
    pub place: usize,
    pub key: String,
    pub label: String,
    pub kind: String,
    pub unit: String,
    pub low: String,
    pub high: String,
    pub options: String,
}
