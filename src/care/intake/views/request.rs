//! Corrections that were asked for, and changes that were made.

use super::entry::{detail, gone_words, label, words};
use super::question::title;
use super::{Reader, Rights};
use crate::care::intake::model::ask::{Asked, Request};
use crate::care::intake::model::history::{Change, Told};
use crate::care::intake::model::kept::Kept;
use crate::care::intake::model::said::{Part, Said};
use crate::kit::error::Result;
use crate::say;

/// A field before, now and as it is asked for.
pub struct Difference {
    pub label: String,
    pub before: String,
    /// What it says now, where that has changed since.
    pub now: Option<String>,
    pub after: String,
}

/// A correction that was asked for.
pub struct RequestView {
    pub id: String,
    pub title: String,
    pub what: String,
    pub differences: Vec<Difference>,
    pub removal: String,
    pub is_addition: bool,
    pub reason: String,
    pub asked: String,
    pub decided: Option<String>,
    pub accepted: bool,
    pub word: String,
    pub action: String,
    pub key: String,
    pub version: Option<i64>,
    /// Accepting takes the last entry away.
    pub last: bool,
    /// It can only be declined: the entry has gone.
    pub is_void: bool,
    pub may_decide: bool,
    /// What was typed for a decision that was refused, and why.
    pub typed: String,
    pub wrong: Option<String>,
}

impl RequestView {
    /// `now` is the entry as it is on record, when it is still in force; `last` whether it is its question's only one.
    pub fn of(
        request: &Request,
        now: Option<&Kept>,
        last: bool,
        reader: &Reader,
        rights: Rights,
        path: &str,
        key: String,
    ) -> Result<Self> {
        let question = request.about()?;
        let asked = request.asked()?;
        let current = now.map(Kept::said);
        let part_words = |said: &Said, part: Part| words(part, &said.text(part, &reader.zone));
        let (what, differences, removal) = match &asked {
            Asked::Add(after) => {
                let rows = Part::of(question)
                    .iter()
                    .filter(|part| !after.text(**part, &reader.zone).is_empty())
                    .map(|&part| Difference {
                        label: label(question, part),
                        before: String::new(),
                        now: None,
                        after: part_words(after, part),
                    })
                    .collect();
                (after.what.clone(), rows, String::new())
            }
            Asked::Change { before, after, .. } => {
                let rows = after
                    .differences(before, question, &reader.zone)
                    .into_iter()
                    .map(|part| Difference {
                        label: label(question, part),
                        before: part_words(before, part),
                        now: current
                            .as_ref()
                            .map(|now| part_words(now, part))
                            .filter(|now| request.is_open() && *now != part_words(before, part)),
                        after: part_words(after, part),
                    })
                    .collect();
                (before.what.clone(), rows, String::new())
            }
            Asked::Remove { before, gone, .. } => {
                (before.what.clone(), Vec::new(), gone_words(question, *gone))
            }
        };
        let decided = request.decided_at.map(|at| {
            let who = request.decided_by_name.clone().unwrap_or_default();
            say!("intake-decided", who = who, at = reader.moment(at.0))
        });
        let needs_entry = asked.entry().is_some();
        Ok(Self {
            id: request.id.to_string(),
            title: request_title(request)?,
            what,
            differences,
            removal,
            is_addition: !needs_entry,
            reason: request.reason.clone(),
            asked: say!(
                "intake-asked-by",
                who = request.asked_by_name.clone(),
                at = reader.moment(request.asked_at.0)
            ),
            decided,
            accepted: request.decision.as_deref() == Some("accepted"),
            word: request.word.clone().unwrap_or_default(),
            action: format!("{path}/requests/{}/decision", request.id),
            key,
            version: now.map(Kept::version),
            last: last && matches!(asked, Asked::Remove { .. }),
            is_void: needs_entry && now.is_none(),
            may_decide: rights.decide && request.is_open(),
            typed: String::new(),
            wrong: None,
        })
    }
}

/// What is asked for, in a few words.
///
/// # Errors
/// As [`Request::asked`].
pub fn request_title(request: &Request) -> Result<String> {
    Ok(say!(&format!("intake-request-{}-{}", request.asked()?.kind(), request.about()?.as_str())))
}

/// The entry it is about.
///
/// # Errors
/// As [`Request::asked`].
pub fn request_what(request: &Request) -> Result<String> {
    Ok(match request.asked()? {
        Asked::Add(said) => said.what,
        Asked::Change { before, .. } | Asked::Remove { before, .. } => before.what,
    })
}

/// A change in the history.
pub struct ChangeView {
    pub at: String,
    pub by: String,
    pub title: String,
    pub before: String,
    pub after: String,
}

impl ChangeView {
    pub fn of(change: &Change, reader: &Reader) -> Self {
        let told = |told: &Told| match told {
            Told::Answer(true) => say!(&format!("intake-none-{}", change.question.as_str())),
            Told::Answer(false) => say!("intake-told-some"),
            Told::Gone(status) if status == "entered_in_error" => say!("intake-told-error"),
            Told::Gone(_) => say!("intake-told-over"),
            Told::Said(said) => line(said, reader),
        };
        Self {
            at: reader.moment(change.at),
            by: change.by.clone().unwrap_or_else(|| say!("intake-by-import")),
            title: title(change.question),
            before: told(&change.before),
            after: told(&change.after),
        }
    }
}

/// All of an entry in one line.
fn line(said: &Said, reader: &Reader) -> String {
    let since = said.since.map(|when| when.shown_date(&reader.zone)).unwrap_or_default();
    [said.what.clone(), detail(said), since, said.note.clone().unwrap_or_default()]
        .into_iter()
        .filter(|text| !text.trim().is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}
