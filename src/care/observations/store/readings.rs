//! The statements that read measurements as pages show them.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use uuid::Uuid;

use super::super::model::{ObservationRow, PartRow};
use crate::kit::db::Conn;
use crate::kit::db::fixed::fixed;
use crate::kit::db::types::{AnyId, Uid};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::{observation_parts, observations};

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

/// The columns of an [`ObservationRow`].
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
            $crate::care::observations::measured_columns!(observations),
        )
    };
}

pub(crate) use {measured_columns, observation_columns};

/// The newest readings of each of these vital signs, newest first, at least `most` of each where there are as many:
/// one statement for all of them, which begins in the index where the last wanted reading of each stands.
///
/// The keys are constants and are written into the statement, since their number varies.
///
/// # Errors
/// What the database says.
pub fn vital_readings(
    conn: &mut Conn,
    patient: PatientId,
    keys: &[&'static str],
    most: u32,
) -> Result<Vec<ObservationRow>> {
    let mut wanted = fixed::<Bool>("observations.id IN (WITH wanted (test_key) AS (VALUES ");
    for (place, key) in keys.iter().enumerate() {
        wanted = wanted.sql(if place == 0 { "('" } else { ", ('" }).sql(key).sql("')");
    }
    let newest = wanted
        .sql(
            ") SELECT o.id FROM wanted CROSS JOIN observations o WHERE o.category = 'vital_signs' \
             AND o.test_key = wanted.test_key AND o.status <> 'entered_in_error' AND o.patient_id = ",
        )
        .bind::<Uid, _>(patient)
        .sql(
            " AND o.at >= (SELECT min(newest.at) FROM (SELECT n.at FROM observations n \
         WHERE n.category = 'vital_signs' AND n.test_key = wanted.test_key AND n.patient_id = ",
        )
        .bind::<Uid, _>(patient)
        .sql(" ORDER BY n.at DESC LIMIT ")
        .bind::<BigInt, _>(i64::from(most))
        .sql(") AS newest))");
    Ok(observations::table
        .filter(newest)
        .order((observations::at.desc(), observations::id.desc()))
        .select(observation_columns!())
        .load(conn)?)
}

/// The parts of those of these measurements that have any.
///
/// # Errors
/// What the database says.
pub fn parts_of_rows<'a>(
    conn: &mut Conn,
    rows: impl IntoIterator<Item = &'a ObservationRow>,
) -> Result<HashMap<Uuid, Vec<PartRow>>> {
    parts_with(
        conn,
        rows.into_iter().filter(|row| row.measured.kind == "none").map(|row| AnyId(row.id)).collect(),
    )
}

/// The parts of the measurements of these ids.
///
/// # Errors
/// What the database says.
pub fn parts_with(conn: &mut Conn, whole: Vec<AnyId>) -> Result<HashMap<Uuid, Vec<PartRow>>> {
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
