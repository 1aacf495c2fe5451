//! Statements on `observations` and `observation_parts`.

mod readings;

use diesel::prelude::*;
use jiff::Timestamp;

use super::model::{Observation, ObservationPart};
use crate::care::record::{Belongings, clinical_store};
use crate::care::visits::VisitId;
use crate::gate::actor::AccountId;
use crate::held_rows;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::schema::{observation_parts, observations};

pub(crate) use readings::{measured_columns, observation_columns};
pub use readings::{parts_of_rows, parts_with, vital_readings};

clinical_store!(observations, Observation, parts);
held_rows!(HeldObservations, observations, history);
held_rows!(HeldObservationParts, observation_parts, history);

/// The parts of an observation, as its history keeps them.
fn parts(conn: &mut Conn, observation: Id<Observation>) -> Result<Belongings> {
    let rows: Vec<ObservationPart> = observation_parts::table
        .filter(observation_parts::observation_id.eq(observation))
        .order(observation_parts::position)
        .select(ObservationPart::as_select())
        .load(conn)?;
    Ok(vec![("parts", serde_json::to_value(rows).map_err(Error::bug)?)])
}

/// Writes the parts of an observation in place of those it has.
///
/// # Errors
/// What the database says.
pub fn set_parts(tx: &mut Tx<'_>, observation_id: Id<Observation>, rows: &[ObservationPart]) -> Result<()> {
    diesel::delete(observation_parts::table.filter(observation_parts::observation_id.eq(observation_id)))
        .execute(tx.conn())?;
    for row in rows {
        diesel::insert_into(observation_parts::table).values(row).execute(tx.conn())?;
    }
    Ok(())
}

/// The last value of a vital sign that stands, if there is one.
///
/// # Errors
/// What the database says.
pub fn last_vital(conn: &mut Conn, patient: PatientId, test_key: &str) -> Result<Option<Observation>> {
    Ok(observations::table
        .filter(observations::patient_id.eq(patient))
        .filter(observations::category.eq("vital_signs"))
        .filter(observations::test_key.eq(test_key))
        .filter(observations::status.ne("entered_in_error"))
        .order((observations::at.desc(), observations::id.desc()))
        .select(Observation::as_select())
        .first(conn)
        .optional()?)
}

/// When vital signs of each of these patients were measured here last, of those measured since an instant that stand.
///
/// # Errors
/// What the database says.
pub fn vitals_measured_since(
    conn: &mut Conn,
    of: &[PatientId],
    since: Timestamp,
) -> Result<Vec<(PatientId, Timestamp)>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(PatientId, Option<Timestamp>)> = observations::table
        .filter(observations::patient_id.eq_any(of.to_vec()))
        .filter(observations::category.eq("vital_signs"))
        .filter(observations::at.ge(Utc(since)))
        .filter(observations::status.ne("entered_in_error"))
        .filter(observations::source_id.is_null())
        .filter(observations::recorded_by.is_not_null())
        .group_by(observations::patient_id)
        .select((observations::patient_id, diesel::dsl::max(observations::at)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(patient, at)| Some((patient, at?))).collect())
}

/// The vital signs of a patient that somebody here wrote down, also what was voided since, newest first.
///
/// # Errors
/// What the database says.
pub fn vitals_written_here(conn: &mut Conn, patient: PatientId, most: i64) -> Result<Vec<Observation>> {
    Ok(observations::table
        .filter(observations::patient_id.eq(patient))
        .filter(observations::category.eq("vital_signs"))
        .filter(observations::source_id.is_null())
        .filter(observations::recorded_by.is_not_null())
        .order((observations::at.desc(), observations::id))
        .limit(most)
        .select(Observation::as_select())
        .load(conn)?)
}

/// What one person wrote down at one moment as vital signs of a patient, in the order it was written.
///
/// # Errors
/// What the database says.
pub fn vitals_written_at(
    conn: &mut Conn,
    patient: PatientId,
    by: AccountId,
    recorded_at: Timestamp,
) -> Result<Vec<Observation>> {
    Ok(observations::table
        .filter(observations::patient_id.eq(patient))
        .filter(observations::category.eq("vital_signs"))
        .filter(observations::source_id.is_null())
        .filter(observations::recorded_by.eq(by))
        .filter(observations::recorded_at.eq(Utc(recorded_at)))
        .order(observations::id)
        .select(Observation::as_select())
        .load(conn)?)
}

/// The parts of these observations, each in its order.
///
/// # Errors
/// What the database says.
pub fn parts_of(conn: &mut Conn, of: &[Id<Observation>]) -> Result<Vec<ObservationPart>> {
    Ok(observation_parts::table
        .filter(observation_parts::observation_id.eq_any(of.iter().copied()))
        .order((observation_parts::observation_id, observation_parts::position))
        .select(ObservationPart::as_select())
        .load(conn)?)
}

/// Results of the laboratory since an instant that stand, newest first.
///
/// # Errors
/// What the database says.
pub fn results_since(
    conn: &mut Conn,
    patient: PatientId,
    since: Timestamp,
    most: i64,
) -> Result<Vec<Observation>> {
    Ok(observations::table
        .filter(observations::patient_id.eq(patient))
        .filter(observations::category.eq("laboratory"))
        .filter(observations::status.ne("entered_in_error"))
        .filter(observations::at.ge(Utc(since)))
        .order((observations::at.desc(), observations::id.desc()))
        .limit(most)
        .select(Observation::as_select())
        .load(conn)?)
}

/// Makes what was measured here in a stretch of time part of a visit, as far as it is part of none.
///
/// # Errors
/// What the database says.
pub fn belong_to(
    tx: &mut Tx<'_>,
    patient: PatientId,
    visit: VisitId,
    since: Timestamp,
    until: Timestamp,
) -> Result<()> {
    let free = observations::table
        .filter(observations::patient_id.eq(patient))
        .filter(observations::category.eq("vital_signs"))
        .filter(observations::source_id.is_null())
        .filter(observations::recorded_by.is_not_null())
        .filter(observations::visit_id.is_null())
        .filter(observations::at.between(Utc(since), Utc(until)));
    diesel::update(free).set(observations::visit_id.eq(visit)).execute(tx.conn())?;
    Ok(())
}

/// Frees what was measured for a visit that should not have been begun: another one may take it.
///
/// # Errors
/// What the database says.
pub fn free_of(tx: &mut Tx<'_>, patient: PatientId, visit: VisitId) -> Result<()> {
    let of_visit = observations::table
        .filter(observations::patient_id.eq(patient))
        .filter(observations::visit_id.eq(visit))
        .filter(observations::source_id.is_null());
    diesel::update(of_visit).set(observations::visit_id.eq(None::<VisitId>)).execute(tx.conn())?;
    Ok(())
}
