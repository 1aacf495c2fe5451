//! The first answers, and confirming what was imported.

use serde_json::json;
use uuid::Uuid;

use super::changing::{deed, subject, take_away};
use super::{ANSWERED, CONTRADICTED, STALE};
use crate::care::intake::model::kept::Kept;
use crate::care::intake::model::rows::{IntakeAnswer, Question};
use crate::care::intake::model::said::{Gone, Said};
use crate::care::intake::model::standing::By;
use crate::care::intake::store;
use crate::care::record::When;
use crate::kit::db::types::Utc;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::PatientId;

/// What somebody says about an entry that was there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is right.
    Right,
    /// It is not, or no longer.
    Gone(Gone),
}

/// What was answered to one question.
#[derive(Clone, Debug)]
pub struct Given {
    /// The question.
    pub question: Question,
    /// Whether the answer is "none".
    pub none: bool,
    /// New entries.
    pub said: Vec<Said>,
    /// What was said about entries that are on record: id, the version that was shown, the verdict.
    pub verdicts: Vec<(Uuid, i64, Verdict)>,
}

/// Keeps the first answers to some of the questions: all of them or none.
///
/// # Errors
/// [`Error::Broken`] with [`ANSWERED`] when one of them has been answered meanwhile, [`CONTRADICTED`] for a "none"
/// beside an entry in force, [`STALE`] when an entry is no longer as it was shown.
pub fn answer(tx: &mut Tx<'_>, patient: PatientId, given: &[Given], today: When, by: &By) -> Result<()> {
    let answered = store::answers(tx.conn(), patient)?;
    let mut told = Vec::new();
    for one in given {
        let word = one.question.as_str();
        let before = answered.iter().find(|answer| answer.question == word);
        if before.is_some_and(|answer| !answer.is_imported()) {
            return Err(Error::Broken(ANSWERED.to_owned()));
        }
        for (id, version, verdict) in &one.verdicts {
            judge(tx, patient, (*id, *version), *verdict, today, by)?;
        }
        for said in &one.said {
            let kept = Kept::fresh(one.question, patient, said, by, tx.now());
            store::insert(tx, &kept)?;
        }
        let in_force = count(tx, patient, one.question, today)?;
        if one.none == (in_force > 0) {
            return Err(Error::Broken(CONTRADICTED.to_owned()));
        }
        if one.question == Question::Allergies && !one.none {
            store::retire_statements(tx, patient, by)?;
        }
        let now = tx.now();
        let after = fresh_answer(patient, one.question, one.none, by, now);
        match before {
            Some(before) => store::put_answer(tx, before, &after)?,
            None if store::answer_once(tx, &after)? => {}
            None => return Err(Error::Broken(ANSWERED.to_owned())),
        }
        told.push(json!({ "question": word, "none": one.none, "entries": in_force }));
    }
    let questions: Vec<&str> = given.iter().map(|one| one.question.as_str()).collect();
    tx.record(
        Deed::new("intake.answered")
            .on("patient", patient)
            .about(patient.uuid())
            .with(json!({ "questions": questions, "answers": told })),
    );
    Ok(())
}

pub(super) fn fresh_answer(
    patient: PatientId,
    question: Question,
    none: bool,
    by: &By,
    now: jiff::Timestamp,
) -> IntakeAnswer {
    IntakeAnswer {
        id: Id::new(),
        patient_id: patient,
        question: question.as_str().to_owned(),
        none,
        answered_at: Utc(now),
        answered_by: by.account,
        answered_by_name: by.name.clone(),
        source_id: None,
        version: 1,
    }
}

/// How many entries of a question are in force.
pub(super) fn count(tx: &mut Tx<'_>, patient: PatientId, question: Question, today: When) -> Result<usize> {
    let in_force = store::in_force(tx.conn(), patient, today.at)?;
    Ok(in_force.iter().filter(|kept| kept.question() == question).count())
}

fn judge(
    tx: &mut Tx<'_>,
    patient: PatientId,
    (id, version): (Uuid, i64),
    verdict: Verdict,
    today: When,
    by: &By,
) -> Result<()> {
    let before = store::find(tx.conn(), patient, id)?;
    if before.version() != version || !before.is_in_force(today.at) {
        return Err(Error::Broken(STALE.to_owned()));
    }
    match verdict {
        Verdict::Right => vouch(tx, &before, by),
        Verdict::Gone(gone) => {
            take_away(tx, &before, gone, today, by)?;
            let detail = json!({ "why": gone.word() });
            tx.record(deed("intake.removed", &before).with(detail));
            Ok(())
        }
    }
}

/// Notes that an imported entry is right; one that was written or confirmed here needs no such word.
fn vouch(tx: &mut Tx<'_>, before: &Kept, by: &By) -> Result<()> {
    if !before.is_unconfirmed() {
        return Ok(());
    }
    let mut after = before.clone();
    after.confirm(by, tx.now());
    store::replace(tx, before, &after, by)
}

/// Confirms imported entries as they were shown: each a row's id and version. An answer "none" that contradicts them
/// is no longer the answer.
///
/// # Errors
/// [`Error::NotFound`] for an entry of somebody else's; [`Error::Broken`] with [`STALE`] when one is no longer as it
/// was shown.
pub fn confirm(
    tx: &mut Tx<'_>,
    patient: PatientId,
    shown: &[(Uuid, i64)],
    today: When,
    by: &By,
) -> Result<()> {
    let mut questions: Vec<Question> = Vec::new();
    for &(id, version) in shown {
        let before = store::find(tx.conn(), patient, id)?;
        if before.version() != version || !before.is_in_force(today.at) {
            return Err(Error::Broken(STALE.to_owned()));
        }
        vouch(tx, &before, by)?;
        if !questions.contains(&before.question()) {
            questions.push(before.question());
        }
        tx.record(Deed::new("intake.confirmed").on(subject(before.question()), id).about(patient.uuid()));
    }
    for question in questions {
        super::changing::no_longer_none(tx, patient, question, by)?;
    }
    Ok(())
}
