//! Changing entries after the first answers: at once, and with what they said before kept.

use serde_json::json;
use uuid::Uuid;

use super::answering::{count, fresh_answer};
use super::{ELSEWHERE, GONE, STALE};
use crate::care::intake::model::kept::Kept;
use crate::care::intake::model::rows::{IntakeAnswer, Question};
use crate::care::intake::model::said::{Gone, Part, Said};
use crate::care::intake::model::standing::By;
use crate::care::intake::store;
use crate::care::record::When;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;

/// Adds an entry. A question that was answered with "none" is so no longer; one that nobody has asked stays unasked.
///
/// # Errors
/// What the database says.
pub fn add(tx: &mut Tx<'_>, patient: PatientId, question: Question, said: &Said, by: &By) -> Result<Uuid> {
    let kept = Kept::fresh(question, patient, said, by, tx.now());
    store::insert(tx, &kept)?;
    no_longer_none(tx, patient, question, by)?;
    tx.record(deed("intake.added", &kept));
    Ok(kept.id())
}

/// Makes an entry say something else in these fields.
///
/// # Errors
/// [`Error::NotFound`] when it is not this patient's; [`Error::Broken`] with [`GONE`], [`ELSEWHERE`], or [`STALE`]
/// when it is no longer of the version that was shown.
pub fn change(
    tx: &mut Tx<'_>,
    patient: PatientId,
    (id, version): (Uuid, i64),
    parts: &[Part],
    said: &Said,
    today: When,
    by: &By,
) -> Result<()> {
    let before = open(tx, patient, id, version, today)?;
    if !before.is_writable() {
        return Err(Error::Broken(ELSEWHERE.to_owned()));
    }
    if parts.is_empty() {
        tx.nothing_to_record("the entry was saved as it was");
        return Ok(());
    }
    let mut after = before.clone();
    after.apply(parts, said);
    after.becomes_next(by, tx.now());
    store::replace(tx, &before, &after, by)?;
    let fields: Vec<&str> = parts.iter().map(|part| part.name()).collect();
    tx.record(deed("intake.changed", &before).with(json!({ "fields": fields })));
    Ok(())
}

/// Takes an entry away. `last` says whether it was shown as the last one: then the answer becomes "none".
///
/// # Errors
/// As [`change`]; [`STALE`] also when it is the last one now and was not, or the other way round.
pub fn remove(
    tx: &mut Tx<'_>,
    patient: PatientId,
    (id, version): (Uuid, i64),
    gone: Gone,
    last: bool,
    today: When,
    by: &By,
) -> Result<()> {
    let before = open(tx, patient, id, version, today)?;
    take_away(tx, &before, gone, today, by)?;
    let question = before.question();
    let answered = answer_to(tx, patient, question)?;
    let left = count(tx, patient, question, today)?;
    if last != (left == 0) {
        return Err(Error::Broken(STALE.to_owned()));
    }
    if let Some(answer) = answered.filter(|answer| left == 0 && !answer.none) {
        let after = fresh_answer(patient, question, true, by, tx.now());
        store::put_answer(tx, &answer, &after)?;
    }
    tx.record(deed("intake.removed", &before).with(json!({ "why": gone.word() })));
    Ok(())
}

/// An entry that counts, of the version that was shown.
fn open(tx: &mut Tx<'_>, patient: PatientId, id: Uuid, version: i64, today: When) -> Result<Kept> {
    let kept = store::find(tx.conn(), patient, id)?;
    if !kept.is_in_force(today.at) {
        return Err(Error::Broken(GONE.to_owned()));
    }
    if kept.version() != version {
        return Err(Error::Broken(STALE.to_owned()));
    }
    Ok(kept)
}

pub(super) fn take_away(tx: &mut Tx<'_>, before: &Kept, gone: Gone, today: When, by: &By) -> Result<()> {
    if !before.ways_to_go().contains(&gone) {
        return Err(Error::Broken(ELSEWHERE.to_owned()));
    }
    let mut after = before.clone();
    after.withdraw(gone, today);
    after.becomes_next(by, tx.now());
    store::replace(tx, before, &after, by)
}

/// An answer "none" beside an entry is kept as what was said before.
pub(super) fn no_longer_none(tx: &mut Tx<'_>, patient: PatientId, question: Question, by: &By) -> Result<()> {
    if question == Question::Allergies {
        store::retire_statements(tx, patient, by)?;
    }
    if let Some(answer) = answer_to(tx, patient, question)?.filter(|answer| answer.none) {
        let after = fresh_answer(patient, question, false, by, tx.now());
        store::put_answer(tx, &answer, &after)?;
    }
    Ok(())
}

fn answer_to(tx: &mut Tx<'_>, patient: PatientId, question: Question) -> Result<Option<IntakeAnswer>> {
    let answers = store::answers(tx.conn(), patient)?;
    Ok(answers.into_iter().find(|answer| answer.question == question.as_str()))
}

/// What the audit trail calls an entry of a question.
pub(super) fn subject(question: Question) -> &'static str {
    match question {
        Question::Vaccines => "vaccine",
        Question::Problems => "problem",
        Question::Allergies => "allergy",
        Question::Medication => "prescription",
    }
}

pub(super) fn deed(verb: &'static str, kept: &Kept) -> Deed {
    Deed::new(verb).on(subject(kept.question()), kept.id()).about(kept.patient().uuid())
}
