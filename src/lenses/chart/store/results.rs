//! Results and vital signs: the newest value of each test, all values of one test, what was measured at a visit.

use std::collections::HashMap;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use jiff::Timestamp;
use uuid::Uuid;

use super::IN_ERROR;
use super::visits::shown;
use crate::care::record::{Precision, When};
use crate::kit::db::keyset::{Listed, Place, Placed, Side, paged};
use crate::kit::db::types::{AnyId, Uid};
use crate::kit::db::{Conn, MultiBackend};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::{observation_parts, observations};

/// A test of one patient, as its address names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// `laboratory`, `vital_signs` …
    pub category: String,
    /// Code system and code, or the text where there is no code.
    pub key: String,
}

/// A measurement, result or answer.
#[derive(Clone, Debug, Queryable)]
pub struct ObservationRow {
    pub id: Uuid,
    pub at: Timestamp,
    pub at_precision: String,
    pub category: String,
    pub test_key: String,
    pub code_display: Option<String>,
    pub code_text: String,
    pub author: Option<String>,
    pub measured: Measured,
}

/// A value as it was given.
#[derive(Clone, Debug, Default, Queryable)]
pub struct Measured {
    pub kind: String,
    pub value: Option<f64>,
    pub written: Option<String>,
    pub comparator: Option<String>,
    pub unit: Option<String>,
    pub display: Option<String>,
    pub text: Option<String>,
    pub range_low: Option<f64>,
    pub range_high: Option<f64>,
    pub range_text: Option<String>,
    pub interpretation: Option<String>,
}

/// One part of a measurement that has several, such as systolic pressure.
#[derive(Clone, Debug, Queryable)]
pub struct PartRow {
    pub observation_id: Uuid,
    pub test_key: String,
    pub code_display: Option<String>,
    pub code_text: String,
    pub measured: Measured,
}

impl ObservationRow {
    /// What was measured: the sender's short text where it has one, since codings are long-winded.
    pub fn name(&self) -> &str {
        short(self.code_display.as_deref(), &self.code_text)
    }

    /// When.
    pub fn when(&self) -> When {
        When { at: self.at, precision: Precision::from_word(&self.at_precision) }
    }

    /// The test it is a value of.
    pub fn test(&self) -> Test {
        Test { category: self.category.clone(), key: self.test_key.clone() }
    }
}

impl PartRow {
    /// What this part is.
    pub fn name(&self) -> &str {
        short(self.code_display.as_deref(), &self.code_text)
    }
}

fn short<'a>(display: Option<&'a str>, text: &'a str) -> &'a str {
    let words = shown(display, text);
    if !text.trim().is_empty() && text.len() < words.len() { text } else { words }
}

impl Placed for ObservationRow {
    fn place(&self) -> Place {
        Place { at: self.at, id: self.id }
    }
}

macro_rules! measured_columns {
    ($table:ident) => {
        (
            $table::value_kind,
            $table::value,
            $table::value_written,
            $table::comparator,
            $table::unit,
            $table::value_display,
            $table::value_text,
            $table::range_low,
            $table::range_high,
            $table::range_text,
            $table::interpretation,
        )
    };
}

macro_rules! observation_columns {
    () => {
        (
            observations::id,
            observations::at,
            observations::at_precision,
            observations::category,
            observations::test_key,
            observations::code_display,
            observations::code_text,
            observations::author,
            measured_columns!(observations),
        )
    };
}

/// The newest value of each test, in any order.
///
/// The inner query steps through the tests in the index `observations_by_test`, one seek for each, so that it takes
/// as long as there are tests and not values.
pub fn newest_of_each_test(conn: &mut Conn, patient: PatientId) -> Result<Vec<ObservationRow>> {
    let newest = sql::<Bool>(
        "observations.id IN (\
         WITH RECURSIVE categories (category) AS (\
         SELECT min(o.category) FROM observations o WHERE o.patient_id = ",
    )
    .bind::<Uid, _>(patient)
    .sql(
        " UNION ALL SELECT (SELECT min(o.category) FROM observations o \
         WHERE o.category > categories.category AND o.patient_id = ",
    )
    .bind::<Uid, _>(patient)
    .sql(
        ") FROM categories WHERE categories.category IS NOT NULL), \
         tests (category, test_key) AS (\
         SELECT categories.category, (SELECT min(o.test_key) FROM observations o \
         WHERE o.category = categories.category AND o.patient_id = ",
    )
    .bind::<Uid, _>(patient)
    .sql(
        ") FROM categories WHERE categories.category IS NOT NULL \
         UNION ALL SELECT tests.category, (SELECT min(o.test_key) FROM observations o \
         WHERE o.category = tests.category AND o.test_key > tests.test_key AND o.patient_id = ",
    )
    .bind::<Uid, _>(patient)
    .sql(
        ") FROM tests WHERE tests.test_key IS NOT NULL) \
         SELECT (SELECT o.id FROM observations o WHERE o.category = tests.category \
         AND o.test_key = tests.test_key AND o.status <> 'entered_in_error' AND o.patient_id = ",
    )
    .bind::<Uid, _>(patient)
    .sql(" ORDER BY o.at DESC, o.id DESC LIMIT 1) FROM tests WHERE tests.test_key IS NOT NULL)");
    Ok(observations::table.filter(newest).select(observation_columns!()).load(conn)?)
}

/// A page of the values of one test.
pub fn of_test(
    conn: &mut Conn,
    patient: PatientId,
    test: &Test,
    side: Side,
    size: usize,
) -> Result<Listed<ObservationRow>> {
    let query = observations::table
        .filter(observations::patient_id.eq(patient))
        .filter(observations::category.eq(test.category.clone()))
        .filter(observations::test_key.eq(test.key.clone()))
        .filter(observations::status.ne(IN_ERROR))
        .select(observation_columns!())
        .limit(i64::try_from(size + 1).unwrap_or(i64::MAX))
        .into_boxed::<MultiBackend>();
    Ok(Listed::cut(paged!(query, observations, side).load(conn)?, size, side))
}

/// What was measured at one visit.
pub fn of_visit(conn: &mut Conn, patient: PatientId, visit: Uuid, most: i64) -> Result<Vec<ObservationRow>> {
    Ok(observations::table
        .filter(observations::visit_id.eq(AnyId(visit)))
        .filter(observations::patient_id.eq(patient))
        .filter(observations::status.ne(IN_ERROR))
        .order((observations::at.desc(), observations::id.desc()))
        .select(observation_columns!())
        .limit(most)
        .load(conn)?)
}

/// The newest readings of each of these vital signs, newest first, at least `most` of each where there are as many:
/// one statement for all of them, which begins in the index where the last wanted reading of each stands.
///
/// The keys are constants of the chart and are written into the statement, since their number varies.
pub fn vital_readings(
    conn: &mut Conn,
    patient: PatientId,
    keys: &[&'static str],
    most: u32,
) -> Result<Vec<ObservationRow>> {
    let keys: Vec<String> = keys.iter().map(|key| format!("('{}')", key.replace('\'', "''"))).collect();
    let newest = sql::<Bool>(&format!(
        "observations.id IN (WITH wanted (test_key) AS (VALUES {}) \
         SELECT o.id FROM wanted CROSS JOIN observations o WHERE o.category = 'vital_signs' \
         AND o.test_key = wanted.test_key AND o.status <> 'entered_in_error' AND o.patient_id = ",
        keys.join(", ")
    ))
    .bind::<Uid, _>(patient)
    .sql(
        " AND o.at >= (SELECT min(newest.at) FROM (SELECT n.at FROM observations n \
         WHERE n.category = 'vital_signs' AND n.test_key = wanted.test_key AND n.patient_id = ",
    )
    .bind::<Uid, _>(patient)
    .sql(&format!(" ORDER BY n.at DESC LIMIT {most}) AS newest))"));
    Ok(observations::table
        .filter(newest)
        .order((observations::at.desc(), observations::id.desc()))
        .select(observation_columns!())
        .load(conn)?)
}

/// The parts of those of these measurements that have any.
pub fn parts_of<'a>(
    conn: &mut Conn,
    rows: impl IntoIterator<Item = &'a ObservationRow>,
) -> Result<HashMap<Uuid, Vec<PartRow>>> {
    parts_with(
        conn,
        rows.into_iter().filter(|row| row.measured.kind == "none").map(|row| AnyId(row.id)).collect(),
    )
}

/// The parts of the measurements of these ids.
pub(super) fn parts_with(conn: &mut Conn, whole: Vec<AnyId>) -> Result<HashMap<Uuid, Vec<PartRow>>> {
    let mut parts: HashMap<Uuid, Vec<PartRow>> = HashMap::new();
    if whole.is_empty() {
        return Ok(parts);
    }
    let found: Vec<PartRow> = observation_parts::table
        .filter(observation_parts::observation_id.eq_any(whole))
        .order((observation_parts::observation_id, observation_parts::position))
        .select((
            observation_parts::observation_id,
            observation_parts::test_key,
            observation_parts::code_display,
            observation_parts::code_text,
            measured_columns!(observation_parts),
        ))
        .load(conn)?;
    for part in found {
        parts.entry(part.observation_id).or_default().push(part);
    }
    Ok(parts)
}
