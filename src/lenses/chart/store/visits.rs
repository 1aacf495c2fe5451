//! Visits, and what was found and done at them.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use jiff::Timestamp;
use uuid::Uuid;

use super::IN_ERROR;
use crate::care::record::{Precision, When};
use crate::kit::db::fixed::fixed;
use crate::kit::db::keyset::{Listed, Place, Placed, Side, paged};
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, MultiBackend};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::{import_sources, prescriptions, problems, procedures, visits};

/// A visit as it is listed.
#[derive(Clone, Debug, Queryable)]
pub struct VisitRow {
    pub id: Uuid,
    pub at: Timestamp,
    pub at_precision: String,
    pub status: String,
    pub code_display: Option<String>,
    pub code_text: String,
    pub author: Option<String>,
    pub class: Option<String>,
    pub ends_at: Option<Timestamp>,
    pub ends_precision: Option<String>,
    pub reason_display: Option<String>,
    pub reason_text: Option<String>,
    pub place: Option<String>,
    pub discharge: Option<String>,
    pub note: Option<String>,
    pub source_id: Option<Uuid>,
    pub voided: (Option<Timestamp>, Option<String>, Option<String>),
}

impl VisitRow {
    /// When it began.
    pub fn when(&self) -> When {
        When { at: self.at, precision: Precision::from_word(&self.at_precision) }
    }

    /// When, by whom and why it was voided.
    pub fn voided(&self) -> Option<(Timestamp, String, String)> {
        let (at, by, reason) = self.voided.clone();
        Some((at?, by.unwrap_or_default(), reason.unwrap_or_default()))
    }

    /// When it ended.
    pub fn ended(&self) -> Option<When> {
        let precision = self.ends_precision.as_deref().map_or(Precision::Time, Precision::from_word);
        self.ends_at.map(|at| When { at, precision })
    }

    /// What kind of visit, in the coding's words.
    pub fn title(&self) -> &str {
        shown(self.code_display.as_deref(), &self.code_text)
    }

    /// Why, in the coding's words.
    pub fn reason(&self) -> &str {
        shown(self.reason_display.as_deref(), self.reason_text.as_deref().unwrap_or_default())
    }

    fn says(&self, folded: &str) -> bool {
        let author = self.author.as_deref().unwrap_or_default();
        [self.title(), self.code_text.as_str(), self.reason(), author]
            .iter()
            .any(|text| text.to_lowercase().contains(folded))
    }
}

impl Placed for VisitRow {
    fn place(&self) -> Place {
        Place { at: self.at, id: self.id }
    }
}

/// The coding's words, or else the text as written.
pub(super) fn shown<'a>(display: Option<&'a str>, text: &'a str) -> &'a str {
    display.filter(|words| !words.trim().is_empty()).unwrap_or(text)
}

/// Where a visit took place, by the codes other systems use for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitKind {
    /// Came and went.
    Ambulatory,
    /// Emergency.
    Emergency,
    /// Stayed in a bed.
    Inpatient,
    /// Video or phone.
    Virtual,
    /// At home.
    Home,
    /// Anything else.
    Other,
}

impl VisitKind {
    /// All kinds with their word in an address, in the order of the filter.
    pub const ALL: [(&'static str, Self); 6] = [
        ("ambulatory", Self::Ambulatory),
        ("emergency", Self::Emergency),
        ("inpatient", Self::Inpatient),
        ("virtual", Self::Virtual),
        ("home", Self::Home),
        ("other", Self::Other),
    ];

    /// The kind called so in an address.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == word).map(|(_, kind)| kind)
    }

    /// The kind of a setting's code.
    pub fn of_class(class: Option<&str>) -> Option<Self> {
        let class = class?;
        let found = Self::ALL.into_iter().find(|(_, kind)| kind.classes().contains(&class));
        Some(found.map_or(Self::Other, |(_, kind)| kind))
    }

    const fn classes(self) -> &'static [&'static str] {
        match self {
            Self::Ambulatory => &["AMB", "SS", "ambulatory", "outpatient", "wellness", "urgentcare"],
            Self::Emergency => &["EMER", "emergency"],
            Self::Inpatient => &["IMP", "ACUTE", "NONAC", "OBSENC", "inpatient"],
            Self::Virtual => &["VR", "virtual"],
            Self::Home => &["HH", "home"],
            Self::Other => &[],
        }
    }
}

/// What the timeline is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct VisitFilter {
    /// Where.
    pub kind: Option<VisitKind>,
    /// Not before this instant.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// Words that occur in it, in lower case; empty for all.
    pub text: String,
}

const BATCH: usize = 500;

/// A page of the visits that match, newest first.
pub fn visits(
    conn: &mut Conn,
    patient: PatientId,
    filter: &VisitFilter,
    side: Side,
    size: usize,
) -> Result<Listed<VisitRow>> {
    if filter.text.is_empty() {
        let rows = batch(conn, patient, filter, side, size + 1)?;
        return Ok(Listed::cut(rows, size, side));
    }
    // Letters beyond ASCII have no lower case in SQLite, so words are sought here, batch by batch.
    let mut found = Vec::new();
    let mut from = side;
    loop {
        let rows = batch(conn, patient, filter, from, BATCH)?;
        let next = rows.last().map(Placed::place);
        let full = rows.len() == BATCH;
        found.extend(rows.into_iter().filter(|row| row.says(&filter.text)));
        match next {
            Some(place) if full && found.len() <= size => {
                from = if matches!(side, Side::Newer(_)) { Side::Newer(place) } else { Side::Older(place) };
            }
            _ => return Ok(Listed::cut(found, size, side)),
        }
    }
}

fn batch(
    conn: &mut Conn,
    patient: PatientId,
    filter: &VisitFilter,
    side: Side,
    size: usize,
) -> Result<Vec<VisitRow>> {
    let mut query = visits::table
        .filter(visits::patient_id.eq(patient))
        .filter(visits::status.ne(IN_ERROR).or(visits::voided_at.is_not_null()))
        .select(columns())
        .into_boxed::<MultiBackend>();
    if let Some(kind) = filter.kind {
        query = if kind == VisitKind::Other {
            let named: Vec<&str> =
                VisitKind::ALL.iter().flat_map(|(_, kind)| kind.classes()).copied().collect();
            query.filter(visits::class.is_null().or(visits::class.ne_all(named)))
        } else {
            query.filter(visits::class.eq_any(kind.classes()))
        };
    }
    if let Some(from) = filter.from {
        query = query.filter(visits::at.ge(Utc(from)));
    }
    if let Some(until) = filter.until {
        query = query.filter(visits::at.lt(Utc(until)));
    }
    let query = paged!(query, visits, side);
    Ok(query.limit(i64::try_from(size).unwrap_or(i64::MAX)).load(conn)?)
}

type VisitColumns = (
    visits::id,
    visits::at,
    visits::at_precision,
    visits::status,
    visits::code_display,
    visits::code_text,
    visits::author,
    visits::class,
    visits::ends_at,
    visits::ends_precision,
    visits::reason_display,
    visits::reason_text,
    visits::place,
    visits::discharge,
    visits::note,
    visits::source_id,
    (visits::voided_at, visits::voided_by_name, visits::void_reason),
);

const fn columns() -> VisitColumns {
    (
        visits::id,
        visits::at,
        visits::at_precision,
        visits::status,
        visits::code_display,
        visits::code_text,
        visits::author,
        visits::class,
        visits::ends_at,
        visits::ends_precision,
        visits::reason_display,
        visits::reason_text,
        visits::place,
        visits::discharge,
        visits::note,
        visits::source_id,
        (visits::voided_at, visits::voided_by_name, visits::void_reason),
    )
}

/// One visit of this patient, with the name of the system it was imported from.
pub fn visit(conn: &mut Conn, patient: PatientId, id: Uuid) -> Result<(VisitRow, Option<String>)> {
    let visit: VisitRow = visits::table
        .filter(visits::patient_id.eq(patient))
        .filter(visits::id.eq(AnyId(id)))
        .filter(visits::status.ne(IN_ERROR).or(visits::voided_at.is_not_null()))
        .select(columns())
        .first(conn)?;
    let source = match visit.source_id {
        Some(source) => import_sources::table
            .filter(import_sources::id.eq(AnyId(source)))
            .select(import_sources::name)
            .first(conn)
            .optional()?,
        None => None,
    };
    Ok((visit, source))
}

/// What was found and done at one visit, as words.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Problems and diagnoses with their codes.
    pub problems: Vec<(String, Option<String>)>,
    /// Procedures with their outcome.
    pub procedures: Vec<(String, Option<String>)>,
    /// Prescriptions with their dosage.
    pub prescriptions: Vec<(String, Option<String>)>,
    /// Those that were voided, with the reason.
    pub voided: Vec<(String, Option<String>)>,
}

type FoundRow = (Option<Uuid>, Option<String>, String, Option<String>);

/// What was found and done at these visits: three statements for all of them together.
pub fn found_at(conn: &mut Conn, patient: PatientId, ids: &[Uuid]) -> Result<HashMap<Uuid, Found>> {
    let mut found: HashMap<Uuid, Found> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    macro_rules! at_visits {
        ($table:ident, $more:expr, $into:ident) => {{
            let rows: Vec<FoundRow> = $table::table
                .filter($table::visit_id.eq_any(ids.iter().copied().map(AnyId)))
                .filter($table::patient_id.eq(patient))
                .filter($table::status.ne(IN_ERROR))
                .order(($table::at, $table::id))
                .select(($table::visit_id, $table::code_display, $table::code_text, $more))
                .load(conn)?;
            for (visit, display, text, more) in rows {
                if let Some(visit) = visit {
                    let words = shown(display.as_deref(), &text).to_owned();
                    found.entry(visit).or_default().$into.push((words, more));
                }
            }
        }};
    }
    at_visits!(problems, problems::code, problems);
    at_visits!(procedures, procedures::outcome, procedures);
    let void = fixed::<Nullable<Text>>(
        "(SELECT i.void_reason FROM issued_prescriptions i WHERE i.prescription_id = prescriptions.id)",
    );
    let rows: Vec<(FoundRow, Option<String>)> = prescriptions::table
        .filter(prescriptions::visit_id.eq_any(ids.iter().copied().map(AnyId)))
        .filter(prescriptions::patient_id.eq(patient))
        .filter(prescriptions::status.ne(IN_ERROR).or(void.clone().is_not_null()))
        .order((prescriptions::at, prescriptions::id))
        .select((
            (
                prescriptions::visit_id,
                prescriptions::code_display,
                prescriptions::code_text,
                prescriptions::dosage,
            ),
            void,
        ))
        .load(conn)?;
    for ((visit, display, text, dosage), void) in rows {
        let (Some(visit), words) = (visit, shown(display.as_deref(), &text).to_owned()) else { continue };
        let found = found.entry(visit).or_default();
        match void {
            Some(reason) => found.voided.push((words, Some(reason))),
            None => found.prescriptions.push((words, dosage)),
        }
    }
    Ok(found)
}
