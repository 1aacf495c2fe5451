//! Asking for a correction, and deciding on it.

use jiff::tz::TimeZone;
use serde_json::json;

use super::changing::{add, change, remove};
use super::{DECIDED, ELSEWHERE, GONE, STALE};
use crate::care::intake::model::ask::{Asked, Decision, RequestId};
use crate::care::intake::model::rows::Question;
use crate::care::intake::model::standing::By;
use crate::care::intake::{store, telling};
use crate::care::record::When;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;

/// Asks for a correction; nothing of the record changes.
///
/// # Errors
/// [`Error::NotFound`] when the entry is not this patient's; [`Error::Broken`] with [`GONE`] when it no longer counts,
/// [`ELSEWHERE`] when what is asked for is not decided here.
pub fn ask(
    tx: &mut Tx<'_>,
    patient: PatientId,
    question: Question,
    asked: &Asked,
    reason: &str,
    today: When,
    by: &By,
) -> Result<RequestId> {
    if let Some((entry, _)) = asked.entry() {
        let kept = store::find(tx.conn(), patient, entry)?;
        if kept.question() != question {
            return Err(Error::NotFound);
        }
        if !kept.is_in_force(today.at) {
            return Err(Error::Broken(GONE.to_owned()));
        }
        let is_decided_here = match asked {
            Asked::Remove { gone, .. } => kept.ways_to_go().contains(gone),
            Asked::Add(_) | Asked::Change { .. } => kept.is_writable(),
        };
        if !is_decided_here {
            return Err(Error::Broken(ELSEWHERE.to_owned()));
        }
    }
    let id = store::insert_request(tx, patient, question, asked, reason, by)?;
    telling::asked(tx, by.account, patient)?;
    let detail = json!({ "question": question.as_str(), "kind": asked.kind() });
    tx.record(Deed::new("intake.asked").on("intake-request", id).about(patient.uuid()).with(detail));
    Ok(id)
}

/// A decision, and what whoever decides was looking at.
#[derive(Clone, Debug)]
pub struct Ruling {
    /// Whether the request becomes the edit.
    pub decision: Decision,
    /// A word to whoever asked.
    pub word: Option<String>,
    /// The version of the entry that was shown; none for a new one.
    pub version: Option<i64>,
    /// Whether it was shown that accepting takes the last entry away, so that the answer becomes "none".
    pub last: bool,
}

/// Accepts a request, which becomes the edit, or declines it. Only the fields that were asked about are changed: what
/// somebody else changed meanwhile stays.
///
/// # Errors
/// [`Error::NotFound`] when it is not this patient's; [`Error::Broken`] with [`DECIDED`] when somebody was faster, and
/// as [`change`] and [`remove`].
pub fn decide(
    tx: &mut Tx<'_>,
    patient: PatientId,
    request: RequestId,
    ruling: &Ruling,
    today: When,
    by: &By,
) -> Result<()> {
    let request = store::find_request(tx.conn(), patient, request)?;
    if !request.is_open() {
        return Err(Error::Broken(DECIDED.to_owned()));
    }
    let question = request.about()?;
    if ruling.decision == Decision::Accepted {
        let version = || ruling.version.ok_or_else(|| Error::Broken(STALE.to_owned()));
        match request.asked()? {
            Asked::Add(said) => {
                add(tx, patient, question, &said, by)?;
            }
            Asked::Change { entry, before, after, .. } => {
                // What was not asked about is the same to the letter in both, so no zone can tell them apart.
                let parts = after.differences(&before, question, &TimeZone::UTC);
                change(tx, patient, (entry, version()?), &parts, &after, today, by)?;
            }
            Asked::Remove { entry, gone, .. } => {
                remove(tx, patient, (entry, version()?), gone, ruling.last, today, by)?;
            }
        }
    }
    store::decide(tx, request.id, ruling.decision, ruling.word.as_deref(), by).map_err(
        |error| match error {
            Error::NotFound => Error::Broken(DECIDED.to_owned()),
            other => other,
        },
    )?;
    let verb = match ruling.decision {
        Decision::Accepted => "intake.accepted",
        Decision::Declined => "intake.declined",
    };
    let detail = json!({ "question": question.as_str(), "kind": request.kind });
    tx.record(Deed::new(verb).on("intake-request", request.id).about(patient.uuid()).with(detail));
    Ok(())
}

/// Whether an error means that the page no longer shows what is so.
pub fn is_stale(error: &Error) -> bool {
    [STALE, GONE, DECIDED].into_iter().any(|rule| error.breaks(rule))
}
