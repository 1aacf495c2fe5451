//! The rows of `patient_looks`: whose records a person opened last.

use diesel::prelude::*;
use jiff::Timestamp;

use super::super::model::patient::{Hit, PatientId};
use super::search::of_ids;
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::schema::patient_looks;

/// How many a person's list keeps.
const KEPT: i64 = 20;

/// Notes that a person has opened a record; the oldest ones drop off their list.
///
/// # Errors
/// What the database says.
pub fn note_look(tx: &mut Tx<'_>, by: AccountId, of: PatientId) -> Result<()> {
    let now = tx.now();
    let known = diesel::update(patient_looks::table.find((by, of)))
        .set(patient_looks::at.eq(Utc(now)))
        .execute(tx.conn())?;
    if known > 0 {
        return Ok(());
    }
    diesel::insert_into(patient_looks::table)
        .values((
            patient_looks::account_id.eq(by),
            patient_looks::patient_id.eq(of),
            patient_looks::at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    let oldest: Option<Timestamp> = patient_looks::table
        .filter(patient_looks::account_id.eq(by))
        .order(patient_looks::at.desc())
        .select(patient_looks::at)
        .offset(KEPT)
        .first(tx.conn())
        .optional()?;
    if let Some(oldest) = oldest {
        let old = patient_looks::table
            .filter(patient_looks::account_id.eq(by))
            .filter(patient_looks::at.le(Utc(oldest)));
        diesel::delete(old).execute(tx.conn())?;
    }
    Ok(())
}

/// Whether a look of this person at this record has been on file since then.
pub(in super::super) fn has_looked(
    conn: &mut Conn,
    by: AccountId,
    of: PatientId,
    since: Timestamp,
) -> Result<bool> {
    let at: Option<Timestamp> =
        patient_looks::table.find((by, of)).select(patient_looks::at).first(conn).optional()?;
    Ok(at.is_some_and(|at| at >= since))
}

/// The records a person opened last and can still reach, newest first.
///
/// # Errors
/// What the database says.
pub fn recent(conn: &mut Conn, reach: &Reach, by: AccountId, limit: usize) -> Result<Vec<(Hit, Timestamp)>> {
    let looks: Vec<(PatientId, Timestamp)> = patient_looks::table
        .filter(patient_looks::account_id.eq(by))
        .order(patient_looks::at.desc())
        .select((patient_looks::patient_id, patient_looks::at))
        .limit(KEPT)
        .load(conn)?;
    let ids: Vec<PatientId> = looks.iter().map(|(id, _)| *id).collect();
    let mut hits = of_ids(conn, reach, &ids)?;
    hits.retain(|hit| !hit.archived);
    Ok(looks
        .into_iter()
        .filter_map(|(id, at)| hits.iter().find(|hit| hit.id == id).map(|hit| (hit.clone(), at)))
        .take(limit)
        .collect())
}
