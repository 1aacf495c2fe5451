//! Statements on `notes`.

mod paged;
mod unsigned;

pub use paged::{Wanted, paged as signed_paged};
pub use unsigned::{Unsigned, count_unsigned, drafts_by, hand_over, unsigned};

use diesel::prelude::*;
use jiff::Timestamp;
use serde_json::Value;

use super::model::{IN_ERROR, Kind, Note, NoteId, Readers, Voiding};
use crate::care::record::{Stored as _, clinical_store, keep_version, replaced_of};
use crate::care::visits::VisitId;
use crate::gate::actor::AccountId;
use crate::held_rows;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, MultiBackend, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;
use crate::schema::notes;

clinical_store!(notes, Note);
held_rows!(HeldNotes, notes, history);

/// Writes a new note.
///
/// # Errors
/// What the database says.
pub fn write(tx: &mut Tx<'_>, note: &Note) -> Result<()> {
    note.insert(tx)
}

/// The notes of one kind of a patient that these eyes may read, voided ones too, newest first.
///
/// # Errors
/// What the database says.
pub fn of_patient(
    conn: &mut Conn,
    patient: PatientId,
    kind: Kind,
    readers: Readers,
    most: i64,
) -> Result<Vec<Note>> {
    if readers == Readers::Nobody {
        return Ok(Vec::new());
    }
    let mut query = notes::table
        .filter(notes::patient_id.eq(patient))
        .filter(notes::kind.eq(kind.as_str()))
        .order((notes::at.desc(), notes::id.desc()))
        .limit(most)
        .select(Note::as_select())
        .into_boxed::<MultiBackend>();
    if let Readers::Author(account) = readers {
        let own = notes::recorded_by.eq(account).or(notes::signed_by.eq(account));
        query = query.filter(notes::restricted.eq(false).or(own));
    }
    Ok(query.load(conn)?)
}

/// A note of this patient that these eyes may read.
///
/// # Errors
/// [`Error::NotFound`] when there is none for them.
pub fn find(conn: &mut Conn, patient: PatientId, id: NoteId, readers: Readers) -> Result<Note> {
    let note: Note = notes::table
        .filter(notes::id.eq(id))
        .filter(notes::patient_id.eq(patient))
        .select(Note::as_select())
        .first(conn)?;
    if readers.may_read(&note) { Ok(note) } else { Err(Error::NotFound) }
}

/// A note that this person wrote or signed, whoever it is about.
///
/// # Errors
/// [`Error::NotFound`] when they wrote none of this id.
pub fn written_by(conn: &mut Conn, account: AccountId, id: NoteId) -> Result<Note> {
    Ok(notes::table
        .filter(notes::id.eq(id))
        .filter(notes::recorded_by.eq(account).or(notes::signed_by.eq(account)))
        .select(Note::as_select())
        .first(conn)?)
}

/// All that was ever signed about a patient and that these eyes may read, what was voided since too, newest first. What
/// amends a note is read by whoever reads the note.
///
/// # Errors
/// What the database says.
pub fn signed(conn: &mut Conn, patient: PatientId, readers: Readers) -> Result<Vec<Note>> {
    if readers == Readers::Nobody {
        return Ok(Vec::new());
    }
    let all: Vec<Note> = notes::table
        .filter(notes::patient_id.eq(patient))
        .filter(notes::kind.ne(Kind::Consultation.as_str()).or(notes::signed_at.is_not_null()))
        .order((notes::at.desc(), notes::id.desc()))
        .select(Note::as_select())
        .load(conn)?;
    Ok(readers.among(all))
}

/// Says that a note should not be there. It stays, with the reason.
///
/// # Errors
/// [`Error::NotFound`] when somebody else wrote it and the person may void only their own; [`Error::Conflict`] is not
/// raised: one that is void already stays as it was voided first.
pub fn void(tx: &mut Tx<'_>, note: &Note, voiding: &Voiding) -> Result<()> {
    if !voiding.any && !note.is_by(voiding.by) {
        return Err(Error::NotFound);
    }
    if note.is_void() {
        return Ok(());
    }
    keep_version(tx, note, Some(note.patient_id), note.version, Some(voiding.by))?;
    let after = Note {
        status: IN_ERROR.to_owned(),
        voided_at: Some(Utc(tx.now())),
        voided_by: Some(voiding.by),
        voided_by_name: Some(voiding.name.clone()),
        void_reason: Some(voiding.reason.clone()),
        version: note.version + 1,
        ..note.clone()
    };
    after.replace(tx)
}

/// The note of a visit, whoever may read it: for what happens to it, not for showing it.
///
/// # Errors
/// [`Error::NotFound`] when the visit has none, or is not this patient's.
pub fn main_of_visit(conn: &mut Conn, patient: PatientId, visit: VisitId) -> Result<Note> {
    Ok(notes::table
        .filter(notes::visit_id.eq(visit))
        .filter(notes::patient_id.eq(patient))
        .filter(notes::kind.eq(Kind::Consultation.as_str()))
        .select(Note::as_select())
        .first(conn)?)
}

/// Whether a visit has a note that was signed, and that these eyes may read; it may be void since.
///
/// # Errors
/// What the database says.
pub fn is_there(conn: &mut Conn, patient: PatientId, visit: VisitId, readers: Readers) -> Result<bool> {
    match main_of_visit(conn, patient, visit) {
        Ok(note) if note.signed_at.is_none() => Ok(false),
        Ok(note) => match find(conn, patient, note.id, readers) {
            Ok(_) => Ok(true),
            Err(Error::NotFound) => Ok(false),
            Err(error) => Err(error),
        },
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What amends a note, in the order it was written: whoever may read the note reads all of it.
///
/// # Errors
/// What the database says.
pub fn amendments(conn: &mut Conn, note: &Note) -> Result<Vec<Note>> {
    Ok(notes::table
        .filter(notes::patient_id.eq(note.patient_id))
        .filter(notes::kind.eq(Kind::Amendment.as_str()))
        .filter(notes::amends_id.eq(note.id))
        .order((notes::at, notes::id))
        .select(Note::as_select())
        .load(conn)?)
}

/// The drafts of a patient's visits that these eyes may read, newest first.
///
/// # Errors
/// What the database says.
pub fn drafts(conn: &mut Conn, patient: PatientId, readers: Readers) -> Result<Vec<Note>> {
    let mut found = of_patient(conn, patient, Kind::Consultation, readers, 100)?;
    found.retain(Note::is_draft);
    Ok(found)
}

/// Makes a note say something else; what it said is kept.
///
/// # Errors
/// What the database says.
pub fn replace(tx: &mut Tx<'_>, before: &Note, after: &Note, by: AccountId) -> Result<()> {
    keep_version(tx, before, Some(before.patient_id), before.version, Some(by))?;
    after.replace(tx)
}

/// How far back the versions of a patient's notes are looked through.
const VERSIONS: i64 = 1000;

/// What a note said at one version, as far as it is kept: its texts and documents.
///
/// # Errors
/// What the database says.
pub fn version(conn: &mut Conn, patient: PatientId, note: NoteId, version: i64) -> Result<Option<Note>> {
    let now: Note = notes::table.filter(notes::id.eq(note)).select(Note::as_select()).first(conn)?;
    if now.version == version {
        return Ok(Some(now));
    }
    let all = replaced_of(conn, patient, &[Note::KIND], VERSIONS)?;
    let kept = all.into_iter().find(|one| one.row == note.uuid() && one.version == version);
    Ok(kept.map(|kept| {
        let text = |name: &str| kept.content.get(name).and_then(Value::as_str).map(str::to_owned);
        let document = |name: &str| {
            kept.content.get(name).filter(|value| value.is_object()).cloned().map(crate::kit::db::types::Doc)
        };
        Note {
            complaint: text("complaint"),
            findings: text("findings"),
            assessment: text("assessment"),
            plan: text("plan"),
            follow_up: text("follow_up"),
            diagnoses: document("diagnoses"),
            measured: document("measured"),
            answers: document("answers"),
            restricted: kept.content.get("restricted").and_then(Value::as_bool).unwrap_or_default(),
            version,
            ..now
        }
    }))
}

/// When a note was last changed, and by whom.
///
/// # Errors
/// What the database says.
pub fn last_change(
    conn: &mut Conn,
    patient: PatientId,
    note: NoteId,
) -> Result<Option<(Timestamp, Option<String>)>> {
    let all = replaced_of(conn, patient, &[Note::KIND], VERSIONS)?;
    Ok(all.into_iter().find(|one| one.row == note.uuid()).map(|one| (one.at, one.by)))
}
