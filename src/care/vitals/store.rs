//! Reads what was measured, through the facade of `observations`: this feature has no table of its own.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::model::Vital;
use super::model::round::Body;
use crate::care::observations::{self, Observation, ObservationPart};
use crate::care::record::{Stored as _, replaced_of};
use crate::gate::actor::AccountId;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::people::patients::{Age, Birth, PatientId};

/// A round as it is kept.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The first of its rows, by which it is addressed.
    pub id: Uuid,
    /// Its rows with their parts, in the order they were written.
    pub rows: Vec<(Observation, Vec<ObservationPart>)>,
    /// Who wrote it.
    pub by: AccountId,
    /// When and by whom it was voided.
    pub voided: Option<(Timestamp, Option<String>)>,
}

impl Shown {
    /// When it was measured.
    pub fn at(&self) -> Option<Timestamp> {
        self.rows.first().map(|(row, _)| row.at.0)
    }
}

/// The newest rounds of a patient, of so many values at most.
///
/// # Errors
/// What the database says.
pub fn rounds(conn: &mut Conn, patient: PatientId, most: i64) -> Result<Vec<Shown>> {
    let rows = observations::vitals_written_here(conn, patient, most)?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut parts: HashMap<_, Vec<ObservationPart>> = HashMap::new();
    for part in observations::parts_of(conn, &ids)? {
        parts.entry(part.observation_id).or_default().push(part);
    }
    let any_void = rows.iter().any(|row| row.status == "entered_in_error");
    let replaced =
        if any_void { replaced_of(conn, patient, &[Observation::KIND], most)? } else { Vec::new() };
    let mut found: Vec<Shown> = Vec::new();
    for row in rows {
        let (Some(by), Some(recorded)) = (row.recorded_by, row.recorded_at) else { continue };
        let parts = parts.remove(&row.id).unwrap_or_default();
        let same = |shown: &&mut Shown| {
            shown.by == by && shown.rows.first().is_some_and(|(first, _)| first.recorded_at == Some(recorded))
        };
        if let Some(shown) = found.iter_mut().find(same) {
            shown.rows.push((row, parts));
            continue;
        }
        let id = row.id.uuid();
        let voided = (row.status == "entered_in_error")
            .then(|| replaced.iter().find(|one| one.row == id).map(|one| (one.at, one.by.clone())))
            .flatten();
        found.push(Shown { id, rows: vec![(row, parts)], by, voided });
    }
    Ok(found)
}

/// The rows of the round that this one belongs to.
///
/// # Errors
/// [`Error::NotFound`] when it is no vital sign of this patient that was measured here.
pub fn round_of(conn: &mut Conn, patient: PatientId, id: Uuid) -> Result<Vec<Observation>> {
    let row = Observation::load(conn, id)?;
    let is_ours = row.patient_id == patient && row.source_id.is_none() && row.category == "vital_signs";
    match (row.recorded_by.filter(|_| is_ours), row.recorded_at) {
        (Some(by), Some(at)) => observations::vitals_written_at(conn, patient, by, at.0),
        _ => Err(Error::NotFound),
    }
}

/// When each of these patients was measured last, of what was measured since an instant and stands.
///
/// # Errors
/// What the database says.
pub fn measured_since(
    conn: &mut Conn,
    of: &[PatientId],
    since: Timestamp,
) -> Result<Vec<(PatientId, Timestamp)>> {
    observations::vitals_measured_since(conn, of, since)
}

/// What has to be known of a patient to read their values.
///
/// # Errors
/// What the database says.
pub fn body(conn: &mut Conn, patient: PatientId, birth: Birth, today: Date) -> Result<Body> {
    let years = birth.age(today).map(|age| match age {
        Age::Years(years) => years,
        _ => 0,
    });
    let key = format!("http://loinc.org|{}", Vital::Height.facts().loinc);
    let height = observations::last_vital(conn, patient, &key)?.and_then(|row| row.value);
    Ok(Body { years, height })
}
