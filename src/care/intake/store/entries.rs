//! The entries of the questions, whichever table keeps them.

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::answers::answers;
use crate::care::intake::model::history::{self, Change, KINDS};
use crate::care::intake::model::kept::{Kept, each};
use crate::care::intake::model::rows::{Allergy, Question, Vaccine, answer_to};
use crate::care::intake::model::standing::{By, Entry, Standing};
use crate::care::record::{Replaced, Stored, keep_version, replaced_of, source_names};
use crate::care::{prescriptions, problems};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;
use crate::schema::{allergies, vaccines};

/// How the four questions stand for a patient, in the order they are asked. `today` is the first instant of the day.
///
/// # Errors
/// What the database says.
pub fn standing(conn: &mut Conn, patient: PatientId, today: Timestamp) -> Result<Vec<Standing>> {
    let answers = answers(conn, patient)?;
    let kept = in_force(conn, patient, today)?;
    let sources =
        if kept.iter().any(|entry| entry.source().is_some()) { source_names(conn)? } else { Vec::new() };
    let mut entries: Vec<Entry> = kept
        .into_iter()
        .map(|kept| {
            let source = kept.source().and_then(|id| sources.iter().find(|(known, _)| *known == id));
            Entry { source: source.map(|(_, name)| name.clone()), kept }
        })
        .collect();
    Ok(Question::ALL
        .into_iter()
        .map(|question| {
            let (of_this, rest) =
                std::mem::take(&mut entries).into_iter().partition(|entry| entry.kept.question() == question);
            entries = rest;
            Standing { question, answer: answer_to(&answers, question).cloned(), entries: of_this }
        })
        .collect())
}

/// Everything that counts for the questions, newest first in each.
///
/// # Errors
/// What the database says.
pub fn in_force(conn: &mut Conn, patient: PatientId, today: Timestamp) -> Result<Vec<Kept>> {
    let given: Vec<Vaccine> = vaccines::table
        .filter(vaccines::patient_id.eq(patient))
        .filter(vaccines::status.eq("completed"))
        .order((vaccines::at.desc(), vaccines::id.desc()))
        .select(Vaccine::as_select())
        .load(conn)?;
    let allergies = allergies_of(conn, patient)?;
    let problems = problems::in_force(conn, patient)?;
    let medicines = prescriptions::current(conn, patient, today)?;
    Ok(given
        .into_iter()
        .map(Kept::Vaccine)
        .chain(problems.into_iter().map(Kept::Problem))
        .chain(allergies.into_iter().filter(|row| row.is_in_force() && !row.says_none()).map(Kept::Allergy))
        .chain(medicines.into_iter().map(Kept::Medicine))
        .collect())
}

fn allergies_of(conn: &mut Conn, patient: PatientId) -> Result<Vec<Allergy>> {
    Ok(allergies::table
        .filter(allergies::patient_id.eq(patient))
        .filter(allergies::status.ne("entered_in_error"))
        .order((allergies::at.desc(), allergies::id.desc()))
        .select(Allergy::as_select())
        .load(conn)?)
}

/// The allergies of a patient that count, and statements that there are none, newest first.
///
/// # Errors
/// What the database says.
pub fn allergies_in_force(conn: &mut Conn, patient: PatientId) -> Result<Vec<Allergy>> {
    let mut rows = allergies_of(conn, patient)?;
    rows.retain(Allergy::is_in_force);
    Ok(rows)
}

/// An entry of this patient.
///
/// # Errors
/// [`Error::NotFound`] when none of the patient's rows has this id.
pub fn find(conn: &mut Conn, patient: PatientId, id: Uuid) -> Result<Kept> {
    for question in [Question::Allergies, Question::Medication, Question::Problems, Question::Vaccines] {
        match load(conn, question, id) {
            Ok(kept) if kept.patient() == patient => return Ok(kept),
            Ok(_) | Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::NotFound)
}

fn load(conn: &mut Conn, question: Question, id: Uuid) -> Result<Kept> {
    Ok(match question {
        Question::Vaccines => Kept::Vaccine(Vaccine::load(conn, id)?),
        Question::Allergies => Kept::Allergy(Allergy::load(conn, id)?),
        Question::Problems => Kept::Problem(problems::Problem::load(conn, id)?),
        Question::Medication => Kept::Medicine(prescriptions::Prescription::load(conn, id)?),
    })
}

/// Writes a new entry.
///
/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, kept: &Kept) -> Result<()> {
    each!(kept, row => row.insert(tx))
}

/// Puts what an entry says now in the place of what it said, which is kept when the version has changed.
///
/// # Errors
/// What the database says.
pub fn replace(tx: &mut Tx<'_>, before: &Kept, after: &Kept, by: &By) -> Result<()> {
    if after.version() != before.version() {
        each!(before, row => keep_version(tx, row, Some(row.patient_id), row.version, by.account))?;
    }
    each!(after, row => row.replace(tx))
}

/// Where an allergy was found, a row that says there is none is over.
///
/// # Errors
/// What the database says.
pub fn retire_statements(tx: &mut Tx<'_>, patient: PatientId, by: &By) -> Result<()> {
    for row in allergies_of(tx.conn(), patient)? {
        if !row.says_none() || row.status != "active" {
            continue;
        }
        let before = Kept::Allergy(row.clone());
        let mut after = Kept::Allergy(Allergy { status: "resolved".to_owned(), ..row });
        after.becomes_next(by, tx.now());
        replace(tx, &before, &after, by)?;
    }
    Ok(())
}

/// What the rows behind these versions say now, column by column.
fn current(conn: &mut Conn, patient: PatientId, versions: &[Replaced]) -> Result<HashMap<Uuid, Value>> {
    let mut found = HashMap::new();
    for answer in answers(conn, patient)? {
        found.insert(answer.id.uuid(), serde_json::to_value(&answer).map_err(Error::bug)?);
    }
    let of_kind = |kind: &str| -> Vec<Uuid> {
        versions.iter().filter(|version| version.kind == kind).map(|version| version.row).collect()
    };
    keep_current::<Vaccine>(conn, &of_kind("vaccines"), &mut found)?;
    keep_current::<Allergy>(conn, &of_kind("allergies"), &mut found)?;
    keep_current::<problems::Problem>(conn, &of_kind("problems"), &mut found)?;
    keep_current::<prescriptions::Prescription>(conn, &of_kind("prescriptions"), &mut found)?;
    Ok(found)
}

fn keep_current<R: Stored>(conn: &mut Conn, ids: &[Uuid], found: &mut HashMap<Uuid, Value>) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    for row in R::load_many(conn, ids)? {
        found.insert(row.uuid(), serde_json::to_value(&row).map_err(Error::bug)?);
    }
    Ok(())
}

/// The newest changes of a patient's answers and entries, newest first.
///
/// # Errors
/// What the database says.
pub fn history(conn: &mut Conn, patient: PatientId, most: i64) -> Result<Vec<Change>> {
    let versions = replaced_of(conn, patient, &KINDS, most)?;
    let current = current(conn, patient, &versions)?;
    Ok(history::changes(&versions, &current))
}

/// What one entry said before, the newest first.
///
/// # Errors
/// What the database says.
pub fn versions(conn: &mut Conn, patient: PatientId, id: Uuid) -> Result<Vec<Replaced>> {
    let mut all = replaced_of(conn, patient, &KINDS, 500)?;
    all.retain(|version| version.row == id);
    Ok(all)
}
