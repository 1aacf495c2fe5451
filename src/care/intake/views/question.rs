//! A question as it stands, and the rows to write new entries into.

use super::entry::{EntryView, label};
use super::{Reader, Rights};
use crate::care::intake::forms::{row_field, rows_field, rows_shown};
use crate::care::intake::model::rows::Question;
use crate::care::intake::model::said::{Part, Severity};
use crate::care::intake::model::standing::Standing;
use crate::kit::web::form::Form;
use crate::say;

/// A field of a row in a form.
pub struct FieldView {
    pub part: &'static str,
    pub name: String,
    pub label: String,
    /// Columns of the grid.
    pub width: &'static str,
    /// The row to write in next.
    pub first: bool,
}

/// A row in a form.
pub struct RowView {
    pub number: usize,
    pub fields: Vec<FieldView>,
}

/// The rows for new entries of a question.
pub struct RowsView {
    pub question: &'static str,
    pub title: String,
    pub count_name: String,
    pub count: usize,
    pub rows: Vec<RowView>,
    pub more: String,
    pub severities: Vec<(&'static str, String)>,
}

impl RowsView {
    pub fn of(form: &Form, question: Question) -> Self {
        let count = rows_shown(form, question);
        let added = form.raw("add") == question.as_str();
        Self {
            question: question.as_str(),
            title: title(question),
            count_name: rows_field(question),
            count,
            rows: (0..count)
                .map(|n| RowView {
                    number: n + 1,
                    fields: fields(question, |part| row_field(question, n, part), added && n + 1 == count),
                })
                .collect(),
            more: say!(&format!("intake-more-{}", question.as_str())),
            severities: severities(),
        }
    }
}

/// The fields of one entry.
pub fn fields(question: Question, name: impl Fn(Part) -> String, focus: bool) -> Vec<FieldView> {
    Part::of(question)
        .iter()
        .map(|&part| FieldView {
            part: part.name(),
            name: name(part),
            label: label(question, part),
            width: match (question, part) {
                (Question::Allergies, Part::Note) => "w4",
                (Question::Medication, Part::Note) => "w6",
                _ => "w2",
            },
            first: focus && part == Part::What,
        })
        .collect()
}

pub fn severities() -> Vec<(&'static str, String)> {
    std::iter::once(("", say!("intake-severity-unknown")))
        .chain(Severity::ALL.map(|one| (one.word(), say!(&format!("intake-severity-{}", one.word())))))
        .collect()
}

pub fn title(question: Question) -> String {
    say!(&format!("intake-title-{}", question.as_str()))
}

/// A question as it stands.
pub struct QuestionView {
    pub name: &'static str,
    pub title: String,
    pub ask: String,
    pub hint: String,
    /// Answered by whom, when; or that nobody has.
    pub answered: String,
    pub is_asked: bool,
    pub says_none: bool,
    pub none_words: String,
    pub entries: Vec<EntryView>,
    pub unconfirmed: usize,
    pub options: Vec<(&'static str, String)>,
    /// To write new entries into.
    pub rows: Option<RowsView>,
    pub add_href: Option<String>,
    pub confirm_key: String,
    /// Typed by the reader while somebody else answered.
    pub typed_none: bool,
}

impl QuestionView {
    pub fn of(
        standing: &Standing,
        reader: &Reader,
        rights: Rights,
        path: &str,
        keys: &mut dyn FnMut() -> String,
    ) -> Self {
        let question = standing.question;
        let name = question.as_str();
        let may_change = rights.decide || rights.ask;
        let entries = standing
            .entries
            .iter()
            .map(|entry| {
                let href = may_change.then(|| format!("{path}/entries/{}", entry.kept.id()));
                EntryView::of(entry, reader, href, keys)
            })
            .collect();
        let answered = match &standing.answer {
            None => say!("intake-not-asked"),
            Some(answer) => {
                let at = reader.day(answer.answered_at.0);
                let who = answer.answered_by_name.clone();
                match (answer.is_imported(), who.is_empty()) {
                    (true, true) => say!("intake-imported-answer", at = at),
                    (true, false) => say!("intake-imported-answer-by", who = who, at = at),
                    (false, _) => say!("intake-answered", who = who, at = at),
                }
            }
        };
        Self {
            name,
            title: title(question),
            ask: say!(&format!("intake-ask-{name}")),
            hint: say!(&format!("intake-hint-{name}")),
            answered,
            is_asked: standing.answer.is_some(),
            says_none: standing.says_none(),
            none_words: say!(&format!("intake-none-{name}")),
            entries,
            unconfirmed: standing.unconfirmed(),
            options: vec![
                ("some", say!(&format!("intake-choose-some-{name}"))),
                ("none", say!(&format!("intake-choose-none-{name}"))),
            ],
            rows: None,
            add_href: may_change.then(|| format!("{path}/entries/new?question={name}")),
            confirm_key: keys(),
            typed_none: false,
        }
    }
}
