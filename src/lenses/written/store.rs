//! Statements: one person's entries, newest first, each table along an index by its author; joins `patients` for names.

use diesel::prelude::*;
use jiff::{Timestamp, Zoned};
use uuid::Uuid;

use super::kind::Kind;
use crate::care::letters;
use crate::care::notes::{self, DRAFT, Note};
use crate::care::prescriptions::{self, ORDER, Prescription};
use crate::care::record::{Precision, When};
use crate::care::visits::Visit;
use crate::care::{consultation, emergency_entry, prescribing};
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::kit::db::keyset::{Listed, Place, Placed, Side, paged};
use crate::kit::db::{Conn, MultiBackend};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::{self, Hit, PatientId, list_name, shown_mrn};
use crate::say;
use crate::schema::{
    letters as letter_rows, notes as note_rows, patients as patient_rows, prescriptions as prescription_rows,
    visits as visit_rows,
};

/// One entry of the list.
pub struct Line {
    pub kind: Kind,
    pub id: Uuid,
    pub when: When,
    /// `Progress note`, `Sick note`, `Amoxicillin 500 mg`
    pub what: String,
    pub is_draft: bool,
    pub is_void: bool,
    /// `Marković, Ana`
    pub patient: String,
    pub mrn: String,
}

impl Placed for Line {
    fn place(&self) -> Place {
        Place { at: self.when.at, id: self.id }
    }
}

type Row = (Uuid, Timestamp, String, Option<String>, String, String, String, String, String);

fn line(kind: Kind, row: Row) -> Line {
    let (id, at, precision, display, text, status, family, given, mrn) = row;
    Line {
        kind,
        id,
        when: true_at(at, &precision),
        what: display.filter(|words| !words.is_empty()).unwrap_or(text),
        is_draft: status == DRAFT,
        is_void: status == notes::IN_ERROR,
        patient: list_name(&family, &given),
        mrn: shown_mrn(&mrn),
    }
}

/// The next rows of one clinical table that are somebody's.
macro_rules! entries {
    ($into:ident, $kind:expr, $table:ident, $mine:expr, $conn:ident, $side:ident, $limit:ident) => {{
        let query = $table::table
            .inner_join(patient_rows::table.on(patient_rows::id.eq($table::patient_id)))
            .filter($mine)
            .select((
                $table::id,
                $table::at,
                $table::at_precision,
                $table::code_display,
                $table::code_text,
                $table::status,
                patient_rows::family_name,
                patient_rows::given_names,
                patient_rows::mrn,
            ))
            .limit($limit)
            .into_boxed::<MultiBackend>();
        let rows: Vec<Row> = paged!(query, $table, $side).load($conn)?;
        $into.extend(rows.into_iter().map(|row| line($kind, row)));
    }};
}

/// A page of what this person wrote, of one kind or of all.
pub fn written(
    conn: &mut Conn,
    account: AccountId,
    only: Option<Kind>,
    side: Side,
    size: usize,
) -> Result<Listed<Line>> {
    let wants = |kind| only.is_none_or(|only| only == kind);
    let limit = i64::try_from(size + 1).unwrap_or(i64::MAX);
    let mut found: Vec<Line> = Vec::new();
    if wants(Kind::Note) {
        // What was discarded before anybody signed it was never anybody's word.
        let kept = || {
            note_rows::status
                .ne(notes::IN_ERROR)
                .or(note_rows::kind.ne(notes::Kind::Consultation.as_str()))
                .or(note_rows::signed_at.is_not_null())
        };
        let recorded = note_rows::recorded_by.eq(account).and(kept());
        entries!(found, Kind::Note, note_rows, recorded, conn, side, limit);
        let signed = note_rows::signed_by.eq(account).and(note_rows::recorded_by.ne(account));
        entries!(found, Kind::Note, note_rows, signed, conn, side, limit);
    }
    if wants(Kind::Prescription) {
        let ordered = prescription_rows::recorded_by.eq(account).and(prescription_rows::intent.eq(ORDER));
        entries!(found, Kind::Prescription, prescription_rows, ordered, conn, side, limit);
    }
    if wants(Kind::Emergency) {
        let entered = visit_rows::recorded_by.eq(account).and(visit_rows::class.eq(emergency_entry::SETTING));
        entries!(found, Kind::Emergency, visit_rows, entered, conn, side, limit);
    }
    if wants(Kind::Letter) {
        found.extend(letters_of(conn, account, side, limit)?);
    }
    found.sort_by_key(|line| (line.when.at, line.id));
    if !matches!(side, Side::Newer(_)) {
        found.reverse();
    }
    Ok(Listed::cut(found, size, side))
}

fn letters_of(conn: &mut Conn, account: AccountId, side: Side, limit: i64) -> Result<Vec<Line>> {
    type Row = (Uuid, Timestamp, String, Option<Timestamp>, String, String, String);
    let query = letter_rows::table
        .inner_join(patient_rows::table.on(patient_rows::id.eq(letter_rows::patient_id)))
        .filter(letter_rows::written_by.eq(account))
        .select((
            letter_rows::id,
            letter_rows::written_at,
            letter_rows::kind,
            letter_rows::voided_at,
            patient_rows::family_name,
            patient_rows::given_names,
            patient_rows::mrn,
        ))
        .limit(limit)
        .into_boxed::<MultiBackend>();
    let rows: Vec<Row> = paged!(query, (letter_rows::written_at, letter_rows::id), side).load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, at, kind, voided, family, given, mrn)| Line {
            kind: Kind::Letter,
            id,
            when: When::instant(at),
            what: letters::Kind::from_word(&kind).map(|kind| say!(kind.label_key())).unwrap_or_default(),
            is_draft: false,
            is_void: voided.is_some(),
            patient: list_name(&family, &given),
            mrn: shown_mrn(&mrn),
        })
        .collect())
}

/// One entry, in words.
pub struct Entry {
    pub patient: Hit,
    pub when: When,
    pub what: String,
    /// Label and words.
    pub texts: Vec<(String, String)>,
    pub is_draft: bool,
    /// Why it counts no longer, if so; "" where nobody said.
    pub void: Option<String>,
}

/// What this person wrote, with whom it is about, whether within reach or not.
///
/// # Errors
/// [`Error::NotFound`] when they wrote nothing of this id.
pub fn find(conn: &mut Conn, account: AccountId, kind: Kind, id: Uuid, here: &Zoned) -> Result<Entry> {
    let (patient, entry): (PatientId, _) = match kind {
        Kind::Note => of_note(notes::written_by(conn, account, Id::from(id))?)?,
        Kind::Emergency => of_entry(emergency_entry::written_by(conn, account, Id::from(id))?),
        Kind::Letter => {
            let (patient, letter) = letters::written_by(conn, account, Id::from(id))?;
            let mut texts = letters::facts(&letter.content);
            texts.extend(letters::texts(&letter.content));
            let what = say!(letter.content.kind().label_key());
            (
                patient,
                (
                    When::instant(letter.written_at),
                    what,
                    texts,
                    false,
                    letter.voided.map(|voided| voided.reason),
                ),
            )
        }
        Kind::Prescription => {
            let said = prescribing::beside(conn, &[id])?.remove(&id).and_then(|said| said.voided);
            let row = prescriptions::written_by(conn, account, Id::from(id))?;
            of_prescription(row, said.map(|voided| voided.reason), here)?
        }
    };
    let everybody = Reach::whole_house("authors keep reading what they wrote");
    let patient = patients::of_ids(conn, &everybody, &[patient])?.pop().ok_or(Error::NotFound)?;
    let (when, what, texts, is_draft, void) = entry;
    Ok(Entry { patient, when, what, texts, is_draft, void })
}

type Words = (When, String, Vec<(String, String)>, bool, Option<String>);

fn true_at(at: Timestamp, precision: &str) -> When {
    When { at, precision: Precision::from_word(precision) }
}

fn of_note(note: Note) -> Result<(PatientId, Words)> {
    let mut texts = consultation::texts(&note)?;
    texts.extend(note.body.clone().map(|body| (say!("written-text"), body)));
    let what = note.code_display.clone().unwrap_or_else(|| note.code_text.clone());
    let void = note.is_void().then(|| note.void_reason.clone().unwrap_or_default());
    Ok((note.patient_id, (true_at(note.at.0, &note.at_precision), what, texts, note.is_draft(), void)))
}

fn of_entry(visit: Visit) -> (PatientId, Words) {
    let texts = visit.note.clone().map(|words| (say!("written-text"), words)).into_iter().collect();
    let void = visit.voided_at.map(|_| visit.void_reason.clone().unwrap_or_default());
    let when = true_at(visit.at.0, &visit.at_precision);
    (visit.patient_id, (when, visit.shown().to_owned(), texts, false, void))
}

fn of_prescription(row: Prescription, voided: Option<String>, here: &Zoned) -> Result<(PatientId, Words)> {
    let today = When::date(here.date(), Precision::Day).map_err(Error::bug)?;
    let texts = prescribing::facts(&row, here.time_zone());
    let (in_force, status) = prescribing::status(&row, today.at);
    let void = (!in_force).then_some(match voided {
        Some(reason) => format!("{status}: {reason}"),
        None => status,
    });
    Ok((row.patient_id, (true_at(row.at.0, &row.at_precision), row.shown().to_owned(), texts, false, void)))
}
