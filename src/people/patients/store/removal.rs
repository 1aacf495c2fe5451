//! Archiving, removing, and asking for either.

use diesel::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

use super::super::REMOVALS;
use super::super::model::patient::{Patient, PatientId};
use crate::gate::actor::AccountId;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::schema::{
    accounts, patient_looks, patient_merges, patient_phones, patient_photos, patient_removal_requests,
    patient_versions, patients,
};

/// A request that nobody has decided yet.
#[derive(Debug, Clone)]
pub struct RemovalRequest {
    /// Its identity.
    pub id: Uuid,
    /// Whose record.
    pub patient: PatientId,
    /// Why.
    pub reason: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// The name of who asked.
    pub asked_by: Option<String>,
}

/// Hides a record from search, or, without a reason, shows it again.
pub(in super::super) fn set_archived(tx: &mut Tx<'_>, of: &Patient, reason: Option<&str>) -> Result<()> {
    let now = tx.now();
    diesel::update(patients::table.find(of.id))
        .set((
            patients::archived_at.eq(reason.map(|_| Utc(now))),
            patients::archive_reason.eq(reason),
            patients::version.eq(patients::version + 1),
            patients::changed_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Whether a record was ever part of a merge or belongs to an account: then it is archived, never removed.
pub(in super::super) fn is_tied(conn: &mut Conn, of: PatientId) -> Result<bool> {
    let merges: i64 = patient_merges::table
        .filter(patient_merges::survivor_id.eq(of).or(patient_merges::absorbed_id.eq(of)))
        .count()
        .get_result(conn)?;
    let accounts: i64 =
        accounts::table.filter(accounts::patient_id.eq(Some(AnyId(of.uuid())))).count().get_result(conn)?;
    Ok(merges + accounts > 0)
}

/// Removes a record and all that is only about it as a person.
///
/// # Errors
/// [`crate::kit::error::Error::Broken`] when anything else still names it.
pub(in super::super) fn remove(tx: &mut Tx<'_>, of: &Patient) -> Result<()> {
    let id = of.id;
    diesel::delete(patient_looks::table.filter(patient_looks::patient_id.eq(id))).execute(tx.conn())?;
    diesel::delete(patient_phones::table.filter(patient_phones::patient_id.eq(id))).execute(tx.conn())?;
    diesel::delete(patient_photos::table.filter(patient_photos::patient_id.eq(id))).execute(tx.conn())?;
    diesel::delete(patient_versions::table.filter(patient_versions::patient_id.eq(id))).execute(tx.conn())?;
    diesel::delete(patient_removal_requests::table.filter(patient_removal_requests::patient_id.eq(id)))
        .execute(tx.conn())?;
    diesel::delete(patients::table.find(id)).execute(tx.conn())?;
    Ok(())
}

/// Asks for a record to be removed or archived.
pub(in super::super) fn ask_removal(
    tx: &mut Tx<'_>,
    of: &Patient,
    reason: &str,
    by: Option<AccountId>,
) -> Result<()> {
    REMOVALS.hint(tx);
    let now = tx.now();
    diesel::insert_into(patient_removal_requests::table)
        .values((
            patient_removal_requests::id.eq(AnyId(Uuid::now_v7())),
            patient_removal_requests::patient_id.eq(of.id),
            patient_removal_requests::reason.eq(reason),
            patient_removal_requests::asked_at.eq(Utc(now)),
            patient_removal_requests::asked_by.eq(by),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Answers every open request about a record.
pub(in super::super) fn decide_requests(
    tx: &mut Tx<'_>,
    of: PatientId,
    decision: &str,
    by: Option<AccountId>,
) -> Result<usize> {
    REMOVALS.hint(tx);
    let now = tx.now();
    let open = patient_removal_requests::table
        .filter(patient_removal_requests::patient_id.eq(of))
        .filter(patient_removal_requests::decided_at.is_null());
    Ok(diesel::update(open)
        .set((
            patient_removal_requests::decision.eq(decision),
            patient_removal_requests::decided_at.eq(Some(Utc(now))),
            patient_removal_requests::decided_by.eq(by),
        ))
        .execute(tx.conn())?)
}

/// How many requests wait for a decision.
///
/// # Errors
/// What the database says.
pub fn count_open_requests(conn: &mut Conn) -> Result<i64> {
    Ok(patient_removal_requests::table
        .filter(patient_removal_requests::decided_at.is_null())
        .count()
        .get_result(conn)?)
}

/// Requests that wait for a decision, oldest first; of one patient or of all.
///
/// # Errors
/// What the database says.
pub fn open_requests(conn: &mut Conn, of: Option<PatientId>, limit: i64) -> Result<Vec<RemovalRequest>> {
    let mut open = patient_removal_requests::table
        .left_join(accounts::table.on(accounts::id.nullable().eq(patient_removal_requests::asked_by)))
        .filter(patient_removal_requests::decided_at.is_null())
        .order((patient_removal_requests::asked_at, patient_removal_requests::id))
        .select((
            patient_removal_requests::id,
            patient_removal_requests::patient_id,
            patient_removal_requests::reason,
            patient_removal_requests::asked_at,
            accounts::name.nullable(),
        ))
        .limit(limit)
        .into_boxed();
    if let Some(patient) = of {
        open = open.filter(patient_removal_requests::patient_id.eq(patient));
    }
    let rows: Vec<(Uuid, PatientId, String, Timestamp, Option<String>)> = open.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, patient, reason, asked_at, asked_by)| RemovalRequest {
            id,
            patient,
            reason,
            asked_at,
            asked_by,
        })
        .collect())
}
