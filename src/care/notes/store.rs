//! Statements on `notes`.

use diesel::prelude::*;

use super::model::{IN_ERROR, Note, NoteId, Readers, Voiding};
use crate::care::record::{Stored as _, clinical_store, keep_version};
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
    kind: super::Kind,
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
        query = query.filter(notes::restricted.eq(false).or(notes::recorded_by.eq(account)));
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
    let is_readable = match readers {
        Readers::Everything => true,
        Readers::Author(account) => !note.restricted || note.is_by(account),
        Readers::Nobody => false,
    };
    if is_readable { Ok(note) } else { Err(Error::NotFound) }
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
