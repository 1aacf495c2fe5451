//! The whole history in one line, newest first, whatever kind it is of: each table is asked for its own next rows, and
//! the newest of all of them are the page.

use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use jiff::Timestamp;
use uuid::Uuid;

use super::IN_ERROR;
use super::visits::shown;
use crate::care::letters::{self, Letter, Wanted};
use crate::care::notes::{self, Note, Readers};
use crate::care::record::{Precision, When};
use crate::care::visits::VisitId;
use crate::kit::db::fixed::fixed;
use crate::kit::db::keyset::{Listed, Place, Placed, Side, paged};
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, MultiBackend};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::say;
use crate::schema::{
    allergies, observations, plans, prescriptions, problems, procedures, reports, vaccines, visits,
};

/// The most rows of a table that are read for words in them.
const MOST_WITH_WORDS: i64 = 5_000;

/// What an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A visit.
    Visit,
    /// A problem began.
    Problem,
    /// An allergy is known since.
    Allergy,
    /// A medicine was prescribed, or taken since.
    Medicine,
    /// A vaccine was given.
    Vaccine,
    /// Something was done.
    Procedure,
    /// Results were reported together.
    Report,
    /// A plan began.
    Plan,
    /// A note was written.
    Note,
    /// A letter was written.
    Letter,
    /// A single value.
    Result,
}

impl EventKind {
    /// All kinds with their word in an address, in the order of the filter.
    pub const ALL: [(&'static str, Self); 11] = [
        ("visits", Self::Visit),
        ("problems", Self::Problem),
        ("allergies", Self::Allergy),
        ("medication", Self::Medicine),
        ("vaccines", Self::Vaccine),
        ("procedures", Self::Procedure),
        ("reports", Self::Report),
        ("plans", Self::Plan),
        ("notes", Self::Note),
        ("letters", Self::Letter),
        ("values", Self::Result),
    ];

    /// The kind called so in an address.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == word).map(|(_, kind)| kind)
    }
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    pub kind: EventKind,
    pub id: Uuid,
    pub when: When,
    pub name: String,
    pub author: Option<String>,
    /// What more is to be said in a line: a reason, a dose, a value, what a note says.
    pub detail: Option<String>,
    /// The visit it belongs to, where that matters.
    pub visit: Option<VisitId>,
    /// Whether it was voided, with the reason, and stays to be seen as such.
    pub voided: Option<String>,
}

impl Event {
    fn says(&self, folded: &str) -> bool {
        [Some(&self.name), self.author.as_ref(), self.detail.as_ref()]
            .into_iter()
            .flatten()
            .any(|text| text.to_lowercase().contains(folded))
    }
}

impl Placed for Event {
    fn place(&self) -> Place {
        Place { at: self.when.at, id: self.id }
    }
}

/// What a timeline is narrowed to; all unset is everything but single values.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Only this kind.
    pub kind: Option<EventKind>,
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// Before this one.
    pub until: Option<Timestamp>,
    /// With these words in it, in lower case.
    pub text: String,
}

impl EventFilter {
    fn wants(&self, kind: EventKind) -> bool {
        self.kind.map_or(kind != EventKind::Result, |only| only == kind)
    }
}

type Row = (Uuid, Timestamp, String, Option<String>, String, Option<String>, Option<String>, Option<String>);

/// The next rows of one table, as events of one kind; `$kept` are those that are shown, `$void` why one
/// of them was voided.
macro_rules! events {
    ($into:ident, $table:ident, $kind:expr, $detail:expr, $conn:ident, $patient:ident, $filter:ident, $side:ident, $limit:ident) => {
        let (kept, none) = ($table::status.ne(IN_ERROR), fixed::<Nullable<Text>>("CAST(NULL AS text)"));
        events!($into, $table, $kind, $detail, (kept, none), $conn, $patient, $filter, $side, $limit);
    };
    ($into:ident, $table:ident, $kind:expr, $detail:expr, ($kept:expr, $void:expr), $conn:ident, $patient:ident, $filter:ident, $side:ident, $limit:ident) => {
        if $filter.wants($kind) {
            let mut query = $table::table
                .filter($table::patient_id.eq($patient))
                .filter($kept)
                .select((
                    $table::id,
                    $table::at,
                    $table::at_precision,
                    $table::code_display,
                    $table::code_text,
                    $table::author,
                    $detail,
                    $void,
                ))
                .limit($limit)
                .into_boxed::<MultiBackend>();
            if let Some(from) = $filter.from {
                query = query.filter($table::at.ge(Utc(from)));
            }
            if let Some(until) = $filter.until {
                query = query.filter($table::at.lt(Utc(until)));
            }
            let rows: Vec<Row> = paged!(query, $table, $side).load($conn)?;
            $into.extend(rows.into_iter().map(|row| event($kind, row)));
        }
    };
}

fn event(kind: EventKind, (id, at, precision, display, text, author, detail, voided): Row) -> Event {
    let when = When { at, precision: Precision::from_word(&precision) };
    Event {
        kind,
        id,
        when,
        name: shown(display.as_deref(), &text).to_owned(),
        author,
        detail,
        visit: None,
        voided,
    }
}

/// The next notes that these eyes may read. What nobody has signed is no event; what was voided is one.
fn notes_written(
    conn: &mut Conn,
    patient: PatientId,
    readers: Readers,
    filter: &EventFilter,
    side: Side,
    limit: i64,
) -> Result<Vec<Event>> {
    if !filter.wants(EventKind::Note) {
        return Ok(Vec::new());
    }
    let wanted = notes::Wanted { from: filter.from, until: filter.until, side };
    Ok(notes::signed_paged(conn, patient, readers, wanted, limit)?.into_iter().map(note_event).collect())
}

fn note_event(note: Note) -> Event {
    let texts = [&note.body, &note.complaint, &note.findings, &note.assessment, &note.plan, &note.follow_up];
    let texts = texts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ");
    let voided = note.is_void().then(|| note.void_reason.clone().unwrap_or_default());
    Event {
        kind: EventKind::Note,
        id: note.id.uuid(),
        when: When { at: note.at.0, precision: Precision::from_word(&note.at_precision) },
        name: shown(note.code_display.as_deref(), &note.code_text).to_owned(),
        visit: note.visit_id,
        detail: (!texts.is_empty()).then_some(texts),
        author: note.author,
        voided,
    }
}

fn letters_written(
    conn: &mut Conn,
    patient: PatientId,
    filter: &EventFilter,
    side: Side,
    limit: i64,
) -> Result<Vec<Event>> {
    if !filter.wants(EventKind::Letter) {
        return Ok(Vec::new());
    }
    let wanted = Wanted { from: filter.from, until: filter.until, side };
    Ok(letters::of_patient(conn, patient, wanted, limit)?.into_iter().map(letter_event).collect())
}

fn letter_event(letter: Letter) -> Event {
    Event {
        kind: EventKind::Letter,
        id: letter.id.uuid(),
        when: When::instant(letter.written_at),
        name: say!(letter.content.kind().label_key()),
        author: Some(letter.written_by_name),
        detail: Some(letter.content.about()),
        visit: None,
        voided: letter.voided.map(|voided| voided.reason),
    }
}

/// A page of what happened, newest first, as far as these eyes may read it.
pub fn timeline(
    conn: &mut Conn,
    patient: PatientId,
    readers: Readers,
    filter: &EventFilter,
    side: Side,
    size: usize,
) -> Result<Listed<Event>> {
    let one_more = i64::try_from(size + 1).unwrap_or(i64::MAX);
    let limit = if filter.text.is_empty() { one_more } else { MOST_WITH_WORDS };
    let mut found: Vec<Event> = Vec::new();
    let reason = fixed::<Nullable<Text>>("coalesce(visits.reason_display, visits.reason_text)");
    let kept = visits::status.ne(IN_ERROR).or(visits::voided_at.is_not_null());
    let void = visits::void_reason;
    events!(found, visits, EventKind::Visit, reason, (kept, void), conn, patient, filter, side, limit);
    events!(found, problems, EventKind::Problem, problems::note, conn, patient, filter, side, limit);
    events!(found, allergies, EventKind::Allergy, allergies::reaction, conn, patient, filter, side, limit);
    let dosage = prescriptions::dosage;
    let void = fixed::<Nullable<Text>>(
        "(SELECT i.void_reason FROM issued_prescriptions i WHERE i.prescription_id = prescriptions.id)",
    );
    let kept = prescriptions::status.ne(IN_ERROR).or(void.clone().is_not_null());
    events!(
        found,
        prescriptions,
        EventKind::Medicine,
        dosage,
        (kept, void),
        conn,
        patient,
        filter,
        side,
        limit
    );
    events!(found, vaccines, EventKind::Vaccine, vaccines::dose, conn, patient, filter, side, limit);
    let outcome = procedures::outcome;
    events!(found, procedures, EventKind::Procedure, outcome, conn, patient, filter, side, limit);
    events!(found, reports, EventKind::Report, reports::conclusion, conn, patient, filter, side, limit);
    events!(found, plans, EventKind::Plan, plans::description, conn, patient, filter, side, limit);
    let value = fixed::<Nullable<Text>>(
        "coalesce(observations.value_written || coalesce(' ' || observations.unit, ''), \
         observations.value_display, observations.value_text)",
    );
    events!(found, observations, EventKind::Result, value, conn, patient, filter, side, limit);
    found.extend(notes_written(conn, patient, readers, filter, side, limit)?);
    found.extend(letters_written(conn, patient, filter, side, limit)?);
    found.retain(|event| filter.text.is_empty() || event.says(&filter.text));
    found.sort_by_key(|event| (event.when.at, event.id));
    if !matches!(side, Side::Newer(_)) {
        found.reverse();
    }
    Ok(Listed::cut(found, size, side))
}
