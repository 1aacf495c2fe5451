//! Statements on notes that nobody has signed yet; joins `patients`, `visits` and `accounts` for names.

use diesel::prelude::*;
use jiff::Timestamp;

use super::replace;
use crate::care::notes::model::{DRAFT, Note, NoteId};
use crate::care::visits::VisitId;
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::people::patients::{PatientId, is_reached, list_name};
use crate::schema::{accounts, notes, patients, visits};

/// A note that somebody has not signed yet, for a list.
#[derive(Clone, Debug)]
pub struct Unsigned {
    /// The note.
    pub id: NoteId,
    /// When the visit began.
    pub at: Timestamp,
    /// Whom it is about: `Marković, Ana`.
    pub patient: String,
    /// The patient.
    pub patient_id: PatientId,
    /// The visit.
    pub visit_id: Option<VisitId>,
    /// What kind of visit.
    pub visit: String,
}

/// How many notes somebody has not signed yet.
///
/// # Errors
/// What the database says.
pub fn count_unsigned(conn: &mut Conn, whose: AccountId) -> Result<i64> {
    Ok(notes::table
        .filter(notes::recorded_by.eq(whose))
        .filter(notes::status.eq(DRAFT))
        .count()
        .get_result(conn)?)
}

/// The notes somebody has not signed yet, the oldest first.
///
/// # Errors
/// What the database says.
pub fn unsigned(conn: &mut Conn, whose: AccountId, most: i64) -> Result<Vec<Unsigned>> {
    type Row = (NoteId, Timestamp, PatientId, Option<VisitId>, String, String, Option<String>);
    let rows: Vec<Row> = notes::table
        .inner_join(patients::table.on(patients::id.eq(notes::patient_id)))
        .left_join(visits::table.on(notes::visit_id.eq(visits::id.nullable())))
        .filter(notes::recorded_by.eq(whose))
        .filter(notes::status.eq(DRAFT))
        .order((notes::at, notes::id))
        .limit(most)
        .select((
            notes::id,
            notes::at,
            notes::patient_id,
            notes::visit_id,
            patients::family_name,
            patients::given_names,
            visits::code_text.nullable(),
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, at, patient_id, visit_id, family, given, visit)| Unsigned {
            id,
            at,
            patient: list_name(&family, &given),
            patient_id,
            visit_id,
            visit: visit.unwrap_or_default(),
        })
        .collect())
}

/// The notes about a patient that somebody has not signed yet, the newest first.
///
/// # Errors
/// What the database says.
pub fn drafts_by(conn: &mut Conn, patient: PatientId, whose: AccountId) -> Result<Vec<Note>> {
    Ok(notes::table
        .filter(notes::patient_id.eq(patient))
        .filter(notes::recorded_by.eq(whose))
        .filter(notes::status.eq(DRAFT))
        .order((notes::at.desc(), notes::id.desc()))
        .select(Note::as_select())
        .load(conn)?)
}

/// Gives the unsigned notes of somebody to a colleague, who becomes their author; who was it before is kept. `reach` is the
/// colleague's: notes of patients beyond it stay. Answers which were given, and how many stayed.
///
/// # Errors
/// What the database says.
pub fn hand_over(
    tx: &mut Tx<'_>,
    by: AccountId,
    from: AccountId,
    (to, reach): (AccountId, &Reach),
) -> Result<(Vec<Note>, usize)> {
    let name: String = accounts::table.filter(accounts::id.eq(to)).select(accounts::name).first(tx.conn())?;
    let drafts: Vec<Note> = notes::table
        .filter(notes::recorded_by.eq(from))
        .filter(notes::status.eq(DRAFT))
        .select(Note::as_select())
        .load(tx.conn())?;
    let (mut given, mut stayed) = (Vec::new(), 0);
    for before in drafts {
        if !is_reached(tx.conn(), reach, before.patient_id)? {
            stayed += 1;
            continue;
        }
        let after = Note {
            recorded_by: Some(to),
            author: Some(name.clone()),
            version: before.version + 1,
            ..before.clone()
        };
        replace(tx, &before, &after, by)?;
        given.push(before);
    }
    Ok((given, stayed))
}
