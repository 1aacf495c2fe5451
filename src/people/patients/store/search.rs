//! Lists and search: every statement carries the reach.
//!
//! A search looks where the best hits are first and stops as soon as it has enough: names that begin with what was
//! typed, then whole words, then beginnings of words, then any part. Each step reads a bounded number of rows.

use diesel::prelude::*;
use jiff::civil::Date;

use super::super::model::birth::Birth;
use super::super::model::death::Death;
use super::super::model::mrn::Mrn;
use super::super::model::patient::{Hit, PatientId};
use super::super::model::query::{Needle, Query, Reading, score, trigrams};
use super::super::model::sex::Sex;
use super::record::survivor_of;
use crate::gate::access::reach::{Reach, reached, within};
use crate::kit::db::Conn;
use crate::kit::db::trigrams::{Part, Trigrams};
use crate::kit::db::types::{AnyId, Day};
use crate::kit::error::Result;
use crate::schema::{patient_phones, patients};

const INDEX: Trigrams =
    Trigrams { table: "patients", column: "search_key", key: "serial", index: "patients_by_trigram" };

/// How many rows of the index one step may look at.
const CANDIDATES: i64 = 2_000;
/// How many rows one step may read.
const ROWS: i64 = 200;
/// Above so many rows of the index it is cheaper to walk through a narrow reach instead.
const COMMON: i64 = 1_000;

/// Which records are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Archived {
    /// Those in use.
    #[default]
    Hidden,
    /// The archived ones as well.
    Shown,
}

/// What a search found, best first.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// At most as many as were asked for.
    pub hits: Vec<Hit>,
    /// Whether there are more.
    pub more: bool,
}

/// Where a page of the list begins.
#[derive(Debug, Clone)]
pub struct After {
    /// Sort key of the last row of the page before.
    pub sort_key: String,
    /// Its id.
    pub id: PatientId,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = patients)]
struct Row {
    id: PatientId,
    mrn: String,
    family_name: String,
    given_names: String,
    birth_date: Option<Date>,
    birth_precision: String,
    sex: String,
    deceased: bool,
    died_on: Option<Date>,
    town: Option<String>,
    national_id: Option<String>,
    archived_at: Option<jiff::Timestamp>,
    sort_key: String,
    search_key: String,
}

/// Everybody within reach by name, one page; one row more than `limit` says that there are more.
///
/// # Errors
/// What the database says.
pub fn list(
    conn: &mut Conn,
    reach: &Reach,
    archived: Archived,
    after: Option<&After>,
    limit: i64,
) -> Result<Vec<Hit>> {
    let mut rows = select(reach, archived).order((patients::sort_key, patients::id)).limit(limit);
    if let Some(After { sort_key, id }) = after {
        // The first half lets the index find the place, the second one decides among namesakes.
        rows = rows
            .filter(patients::sort_key.ge(sort_key.clone()))
            .filter(patients::sort_key.gt(sort_key.clone()).or(patients::id.gt(*id)));
    }
    let rows = rows.load(conn)?;
    with_phones(conn, rows)
}

/// Where in the list a record within reach stands; none for one that is not, or was never issued.
///
/// # Errors
/// What the database says.
pub fn place_of(conn: &mut Conn, reach: &Reach, id: PatientId) -> Result<Option<After>> {
    let key: Option<String> = patients::table
        .filter(patients::id.eq(id))
        .filter(within(reach))
        .select(patients::sort_key)
        .first(conn)
        .optional()?;
    Ok(key.map(|sort_key| After { sort_key, id }))
}

/// Records of these ids that are within reach, in no order.
///
/// # Errors
/// What the database says.
pub fn of_ids(conn: &mut Conn, reach: &Reach, ids: &[PatientId]) -> Result<Vec<Hit>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = select_few(reach, Archived::Shown).filter(patients::id.eq_any(ids.to_vec()));
    let rows = rows.load(conn)?;
    with_phones(conn, rows)
}

/// The best `limit` hits of a search.
///
/// # Errors
/// What the database says.
pub fn search(
    conn: &mut Conn,
    reach: &Reach,
    archived: Archived,
    query: &Query,
    limit: usize,
) -> Result<Found> {
    let mut search = Search { conn, reach, archived, enough: limit + 1, rows: Vec::new() };
    for reading in &query.readings {
        match reading {
            Reading::Number(mrn) => search.by_number(*mrn)?,
            Reading::Born(days, needles) => search.by_birth(days, needles)?,
            Reading::Parts(needles) => search.by_parts(needles)?,
        }
    }
    let Search { rows, .. } = search;
    let more = rows.len() > limit;
    let hits = with_phones(conn, rows.into_iter().take(limit).collect())?;
    Ok(Found { hits, more })
}

struct Search<'a> {
    conn: &'a mut Conn,
    reach: &'a Reach,
    archived: Archived,
    enough: usize,
    rows: Vec<Row>,
}

impl Search<'_> {
    fn is_done(&self) -> bool {
        self.rows.len() >= self.enough
    }

    /// Adds rows that are not there yet, best first.
    fn take(&mut self, mut rows: Vec<Row>, needles: &[Needle]) {
        rows.retain(|row| !self.rows.iter().any(|known| known.id == row.id));
        rows.sort_by_cached_key(|row| {
            let points = score(needles, &row.search_key, &row.sort_key);
            (std::cmp::Reverse(points), row.sort_key.clone(), row.birth_date)
        });
        self.rows.extend(rows);
    }

    fn by_number(&mut self, mrn: Mrn) -> Result<()> {
        let id: Option<PatientId> = patients::table
            .filter(patients::mrn.eq(mrn.digits()))
            .select(patients::id)
            .first(self.conn)
            .optional()?;
        if let Some(id) = id {
            let survivor = survivor_of(self.conn, id)?;
            // A number that was scanned finds archived records too: the wristband is real.
            let rows =
                select_few(self.reach, Archived::Shown).filter(patients::id.eq(survivor)).load(self.conn)?;
            self.take(rows, &[]);
        }
        Ok(())
    }

    fn by_birth(&mut self, days: &[Date], needles: &[Needle]) -> Result<()> {
        let days: Vec<Day> = days.iter().map(|&day| Day(day)).collect();
        let rows = select_few(self.reach, self.archived)
            .filter(patients::birth_date.eq_any(days))
            .filter(INDEX.contains_slowly(self.conn, &parts(needles, Needle::pattern)))
            .limit(ROWS)
            .load(self.conn)?;
        self.take(rows, needles);
        Ok(())
    }

    fn by_parts(&mut self, needles: &[Needle]) -> Result<()> {
        if self.is_done() {
            return Ok(());
        }
        if !self.reach.is_everybody() {
            return self.by_parts_within(needles);
        }
        for beginning in beginnings(needles) {
            let rows = select(self.reach, self.archived)
                .filter(patients::sort_key.ge(beginning.clone()))
                .filter(patients::sort_key.lt(format!("{beginning}\u{10FFFF}")))
                .order((patients::sort_key, patients::id))
                .limit(i64::try_from(self.enough).unwrap_or(ROWS))
                .load(self.conn)?;
            self.take(rows, needles);
        }
        let ways: [fn(&Needle) -> String; 3] = [Needle::as_whole_word, as_word_start, Needle::pattern];
        for way in ways {
            if self.is_done() {
                return Ok(());
            }
            let rows = select(self.reach, self.archived)
                .filter(INDEX.contains(self.conn, &parts(needles, way), CANDIDATES))
                .limit(ROWS)
                .load(self.conn)?;
            self.take(rows, needles);
        }
        Ok(())
    }

    /// For a reach that is not everybody: what is rare in the index is looked up there, what is common is looked for
    /// among those within reach, which are thousands at most.
    fn by_parts_within(&mut self, needles: &[Needle]) -> Result<()> {
        let parts = parts(needles, Needle::pattern);
        let rows = if INDEX.is_common(self.conn, &parts, COMMON)? {
            select(self.reach, self.archived).filter(INDEX.contains_slowly(self.conn, &parts))
        } else {
            select_few(self.reach, self.archived).filter(INDEX.contains(self.conn, &parts, CANDIDATES))
        };
        let rows = rows.limit(2 * ROWS).load(self.conn)?;
        self.take(rows, needles);
        Ok(())
    }
}

type Rows<'a> = patients::BoxedQuery<
    'a,
    crate::kit::db::MultiBackend,
    diesel::dsl::SqlTypeOf<diesel::dsl::AsSelect<Row, crate::kit::db::MultiBackend>>,
>;

/// Rows within reach, for when most of the reach is asked for or walked through.
fn select<'a>(reach: &Reach, archived: Archived) -> Rows<'a> {
    let rows = everybody(archived);
    if reach.is_everybody() { rows } else { rows.filter(reached(reach)) }
}

/// The same, for when something else leaves only a few rows to ask of each whether it is within reach: a reach of thousands
/// is not read for them.
fn select_few<'a>(reach: &Reach, archived: Archived) -> Rows<'a> {
    let rows = everybody(archived);
    if reach.is_everybody() { rows } else { rows.filter(within(reach)) }
}

fn everybody<'a>(archived: Archived) -> Rows<'a> {
    let rows = patients::table.select(Row::as_select()).filter(patients::merged_into.is_null()).into_boxed();
    match archived {
        Archived::Hidden => rows.filter(patients::archived_at.is_null()),
        Archived::Shown => rows,
    }
}

fn parts(needles: &[Needle], way: fn(&Needle) -> String) -> Vec<Part> {
    needles
        .iter()
        .map(|needle| {
            let text = way(needle);
            Part { grams: trigrams(&text), text }
        })
        .collect()
}

/// Numbers are known by their last digits at least as often as by their first.
fn as_word_start(needle: &Needle) -> String {
    if needle.is_number() { needle.pattern() } else { needle.as_word_start() }
}

/// What a sort key may begin with: the needles in every order, for as many as a name has parts.
fn beginnings(needles: &[Needle]) -> Vec<String> {
    let words: Vec<&str> = needles.iter().map(|needle| needle.text.as_str()).collect();
    if needles.iter().any(Needle::is_number) {
        return Vec::new();
    }
    match words.as_slice() {
        [one] => vec![format!("{one} "), (*one).to_owned()],
        [a, b] => vec![format!("{a} {b}"), format!("{b} {a}")],
        [a, b, c] => [[a, b, c], [c, a, b], [b, c, a], [a, c, b], [b, a, c], [c, b, a]]
            .iter()
            .map(|[x, y, z]| format!("{x} {y} {z}"))
            .collect(),
        _ => Vec::new(),
    }
}

fn with_phones(conn: &mut Conn, rows: Vec<Row>) -> Result<Vec<Hit>> {
    let ids: Vec<AnyId> = rows.iter().map(|row| AnyId(row.id.uuid())).collect();
    let mut phones: Vec<(PatientId, String)> = Vec::new();
    if !ids.is_empty() {
        phones = patient_phones::table
            .filter(patient_phones::patient_id.eq_any(ids))
            .order((patient_phones::patient_id, patient_phones::position))
            .select((patient_phones::patient_id, patient_phones::number))
            .load(conn)?;
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let own = phones.iter().filter(|(id, _)| *id == row.id).map(|(_, number)| number.clone());
            Hit {
                phones: own.collect(),
                id: row.id,
                mrn: row.mrn,
                family: row.family_name,
                given: row.given_names,
                birth: Birth::of_columns(row.birth_date, &row.birth_precision),
                sex: Sex::of_code(&row.sex).unwrap_or(Sex::Unknown),
                death: Death::of_columns(row.deceased, row.died_on),
                town: row.town,
                national_id: row.national_id,
                archived: row.archived_at.is_some(),
                sort_key: row.sort_key,
                search_key: row.search_key,
            }
        })
        .collect())
}
