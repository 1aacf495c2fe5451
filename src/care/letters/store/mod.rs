//! The statements on `letters` and `basket_letters`.

pub mod lying;

use diesel::prelude::*;
use jiff::Timestamp;
use serde_json::Value;

use super::model::{Content, Letter, LetterId, Voided};
use crate::care::visits::VisitId;
use crate::gate::actor::AccountId;
use crate::held_rows;
use crate::kit::db::keyset::{Side, paged};
use crate::kit::db::types::{Doc, Utc};
use crate::kit::db::{Conn, MultiBackend, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;
use crate::say;
use crate::schema::letters;

held_rows!(HeldLetters, letters, history);

type Row = (
    (LetterId, Value, Timestamp, AccountId, String, String, Option<VisitId>, Option<Timestamp>),
    (Option<Timestamp>, Option<String>, Option<String>),
);

macro_rules! columns {
    () => {
        (
            (
                letters::id,
                letters::content,
                letters::written_at,
                letters::written_by,
                letters::written_by_name,
                letters::licence,
                letters::visit_id,
                letters::printed_at,
            ),
            (letters::voided_at, letters::voided_by_name, letters::void_reason),
        )
    };
}

fn letter((row, (voided_at, voided_by, reason)): Row) -> Result<Letter> {
    let (id, content, written_at, written_by, written_by_name, licence, visit, printed_at) = row;
    let content: Content = serde_json::from_value(content).map_err(Error::bug)?;
    let voided = voided_at.map(|at| Voided {
        at,
        by: voided_by.unwrap_or_default(),
        reason: reason.unwrap_or_default(),
    });
    Ok(Letter { id, content, written_at, written_by, written_by_name, licence, visit, printed_at, voided })
}

/// Keeps a new letter.
///
/// # Errors
/// What the database says.
pub fn insert(
    tx: &mut Tx<'_>,
    patient: PatientId,
    visit: Option<VisitId>,
    content: &Content,
    (by, name): (AccountId, &str),
    licence: &str,
) -> Result<LetterId> {
    let (id, now) = (LetterId::new(), tx.now());
    diesel::insert_into(letters::table)
        .values((
            letters::id.eq(id),
            letters::patient_id.eq(patient),
            letters::kind.eq(content.kind().word()),
            letters::content.eq(Doc(serde_json::to_value(content).map_err(Error::bug)?)),
            letters::written_at.eq(Utc(now)),
            letters::written_by.eq(by),
            letters::written_by_name.eq(name),
            letters::licence.eq(licence),
            letters::visit_id.eq(visit),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Which letters of a patient are wanted; all of them unless it says more.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Written then or later.
    pub from: Option<Timestamp>,
    /// Written before.
    pub until: Option<Timestamp>,
    /// On this side of a place.
    pub side: Side,
}

/// At most so many letters of a patient, newest first, or oldest first on the newer side of a place.
///
/// # Errors
/// What the database says.
pub fn of_patient(conn: &mut Conn, patient: PatientId, wanted: Wanted, most: i64) -> Result<Vec<Letter>> {
    let mut query = letters::table
        .filter(letters::patient_id.eq(patient))
        .select(columns!())
        .limit(most)
        .into_boxed::<MultiBackend>();
    if let Some(from) = wanted.from {
        query = query.filter(letters::written_at.ge(Utc(from)));
    }
    if let Some(until) = wanted.until {
        query = query.filter(letters::written_at.lt(Utc(until)));
    }
    let rows: Vec<Row> = paged!(query, (letters::written_at, letters::id), wanted.side).load(conn)?;
    rows.into_iter().map(letter).collect()
}

/// The letters that were signed with a visit of this patient, in the order they were written.
///
/// # Errors
/// What the database says.
pub fn of_visit(conn: &mut Conn, patient: PatientId, visit: VisitId) -> Result<Vec<Letter>> {
    let rows: Vec<Row> = letters::table
        .filter(letters::patient_id.eq(patient))
        .filter(letters::visit_id.eq(visit))
        .order((letters::written_at, letters::id))
        .select(columns!())
        .load(conn)?;
    rows.into_iter().map(letter).collect()
}

/// One letter of this patient.
///
/// # Errors
/// [`Error::NotFound`] when none of the patient's letters has this id.
pub fn find(conn: &mut Conn, patient: PatientId, id: LetterId) -> Result<Letter> {
    letter(letters::table.find(id).filter(letters::patient_id.eq(patient)).select(columns!()).first(conn)?)
}

/// A letter that this person wrote, and whom it is about.
///
/// # Errors
/// [`Error::NotFound`] when they wrote none of this id.
pub fn written_by(conn: &mut Conn, account: AccountId, id: LetterId) -> Result<(PatientId, Letter)> {
    let (patient, row): (PatientId, Row) = letters::table
        .find(id)
        .filter(letters::written_by.eq(account))
        .select((letters::patient_id, columns!()))
        .first(conn)?;
    Ok((patient, letter(row)?))
}

/// Notes that it is printed, and answers whether for the first time.
///
/// # Errors
/// What the database says.
pub fn note_print(tx: &mut Tx<'_>, id: LetterId) -> Result<bool> {
    let now = tx.now();
    let noted = diesel::update(letters::table.find(id).filter(letters::printed_at.is_null()))
        .set(letters::printed_at.eq(Some(Utc(now))))
        .execute(tx.conn())?;
    Ok(noted == 1)
}

/// Voids a letter.
///
/// # Errors
/// [`Error::Conflict`] when it is voided already.
pub fn void(tx: &mut Tx<'_>, id: LetterId, (by, name): (AccountId, &str), reason: &str) -> Result<()> {
    let now = tx.now();
    let voided = diesel::update(letters::table.find(id).filter(letters::voided_at.is_null()))
        .set((
            letters::voided_at.eq(Some(Utc(now))),
            letters::voided_by.eq(Some(by)),
            letters::voided_by_name.eq(Some(name)),
            letters::void_reason.eq(Some(reason)),
        ))
        .execute(tx.conn())?;
    if voided == 1 { Ok(()) } else { Err(Error::Conflict(say!("letters-voided-before"))) }
}
