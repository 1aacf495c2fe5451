//! Results and vital signs: the newest value of each test, all values of one test, what was measured at a visit.

use diesel::prelude::*;
use diesel::sql_types::Bool;
use uuid::Uuid;

use super::IN_ERROR;
use crate::care::observations::{ObservationRow, observation_columns};
use crate::kit::db::fixed::fixed;
use crate::kit::db::keyset::{Listed, Side, paged};
use crate::kit::db::types::{AnyId, Uid};
use crate::kit::db::{Conn, MultiBackend};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::observations;

/// A test of one patient, as its address names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// `laboratory`, `vital_signs` …
    pub category: String,
    /// Code system and code, or the text where there is no code.
    pub key: String,
}

impl Test {
    /// The one that this is a value of.
    pub fn of(row: &ObservationRow) -> Self {
        Self { category: row.category.clone(), key: row.test_key.clone() }
    }
}

/// The newest value of each test, in any order.
///
/// The inner query steps through the tests in the index `observations_by_test`, one seek for each, so that it takes
/// as long as there are tests and not values.
pub fn newest_of_each_test(conn: &mut Conn, patient: PatientId) -> Result<Vec<ObservationRow>> {
    let newest = fixed::<Bool>(
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
