//! Merges: which record went into which, and what it takes to undo it.

use diesel::prelude::*;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::super::model::field::Sheet;
use super::super::model::patient::{Patient, PatientId};
use super::numbers::refresh_keys;
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::gate::audit::Stretch;
use crate::kit::db::types::{AnyId, Doc, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{accounts, patient_merges, patients};

#[derive(Queryable, Selectable)]
#[diesel(table_name = patient_merges)]
struct Row {
    id: Uuid,
    survivor_id: PatientId,
    absorbed_id: PatientId,
    reason: String,
    moved: Value,
    survivor_before: Value,
    survivor_after: Value,
    merged_at: Timestamp,
}

/// A merge as it was made.
#[derive(Debug, Clone)]
pub struct Merge {
    /// Its identity.
    pub id: Uuid,
    /// The record that stayed.
    pub survivor: PatientId,
    /// The record that went into it.
    pub absorbed: PatientId,
    /// Why whoever merged was sure.
    pub reason: String,
    /// Which rows changed hands, by table.
    pub moved: Value,
    /// The survivor's sheet before.
    pub before: Sheet,
    /// The survivor's sheet after.
    pub after: Sheet,
    /// When.
    pub at: Timestamp,
    /// The name of who merged.
    pub by: Option<String>,
}

/// What a merge is recorded with.
pub(in super::super) struct NewMerge<'a> {
    pub survivor: PatientId,
    pub absorbed: &'a Patient,
    pub reason: &'a str,
    pub moved: Value,
    pub before: &'a Sheet,
    pub after: &'a Sheet,
    pub by: Option<AccountId>,
}

/// Marks the absorbed record and keeps what undoing takes.
///
/// # Errors
/// [`Error::NotFound`] when somebody changed, merged or archived that record since it was read.
pub(in super::super) fn record_merge(tx: &mut Tx<'_>, merge: &NewMerge<'_>) -> Result<()> {
    let now = tx.now();
    let as_read = patients::table
        .filter(patients::id.eq(merge.absorbed.id))
        .filter(patients::version.eq(merge.absorbed.version))
        .filter(patients::merged_into.is_null())
        .filter(patients::archived_at.is_null());
    let marked = diesel::update(as_read)
        .set((
            patients::merged_into.eq(merge.survivor),
            patients::version.eq(patients::version + 1),
            patients::changed_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    if marked == 0 {
        return Err(Error::NotFound);
    }
    diesel::insert_into(patient_merges::table)
        .values((
            patient_merges::id.eq(AnyId(Uuid::now_v7())),
            patient_merges::survivor_id.eq(merge.survivor),
            patient_merges::absorbed_id.eq(merge.absorbed.id),
            patient_merges::reason.eq(merge.reason),
            patient_merges::moved.eq(Doc(merge.moved.clone())),
            patient_merges::survivor_before.eq(Doc(merge.before.to_json())),
            patient_merges::survivor_after.eq(Doc(merge.after.to_json())),
            patient_merges::merged_at.eq(Utc(now)),
            patient_merges::merged_by.eq(merge.by),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Gives the absorbed record its own life back and closes the merge.
pub(in super::super) fn record_undoing(tx: &mut Tx<'_>, merge: &Merge, by: Option<AccountId>) -> Result<()> {
    let now = tx.now();
    diesel::update(patients::table.find(merge.absorbed))
        .set((
            patients::merged_into.eq(None::<PatientId>),
            patients::version.eq(patients::version + 1),
            patients::changed_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    let closed = diesel::update(
        patient_merges::table
            .filter(patient_merges::id.eq(AnyId(merge.id)))
            .filter(patient_merges::undone_at.is_null()),
    )
    .set((patient_merges::undone_at.eq(Some(Utc(now))), patient_merges::undone_by.eq(by)))
    .execute(tx.conn())?;
    if closed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Lets the numbers of the absorbed record be found, or no longer be found, at the survivor.
pub(in super::super) fn refresh_numbers(tx: &mut Tx<'_>, survivor: PatientId) -> Result<Patient> {
    let house = Reach::whole_house("numbers follow a merge wherever the records are");
    let patient = super::record::find(tx.conn(), &house, survivor)?;
    refresh_keys(tx, &patient)?;
    Ok(patient)
}

/// The merges into a record that stand, newest first.
///
/// # Errors
/// What the database says.
pub fn merges_into(conn: &mut Conn, survivor: PatientId) -> Result<Vec<Merge>> {
    let rows: Vec<(Row, Option<String>)> = patient_merges::table
        .left_join(accounts::table.on(accounts::id.nullable().eq(patient_merges::merged_by)))
        .filter(patient_merges::survivor_id.eq(survivor))
        .filter(patient_merges::undone_at.is_null())
        .order((patient_merges::merged_at.desc(), patient_merges::id.desc()))
        .select((Row::as_select(), accounts::name.nullable()))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(row, by)| Merge {
            id: row.id,
            survivor: row.survivor_id,
            absorbed: row.absorbed_id,
            reason: row.reason,
            moved: row.moved,
            before: Sheet::of_json(&row.survivor_before),
            after: Sheet::of_json(&row.survivor_after),
            at: row.merged_at,
            by,
        })
        .collect())
}

/// A record and all that went into it, by way of others too; itself first.
pub(super) fn gathered_in(conn: &mut Conn, record: PatientId) -> Result<Vec<PatientId>> {
    let mut within = vec![record];
    let mut next = 0;
    while let Some(survivor) = within.get(next).copied() {
        next += 1;
        let absorbed: Vec<PatientId> = patients::table
            .filter(patients::merged_into.eq(survivor))
            .order(patients::id)
            .select(patients::id)
            .load(conn)?;
        within.extend(absorbed);
    }
    Ok(within)
}

/// Whose trails say who has seen what is in a record: its own, those of the records that went into it, and, for the
/// time a merge stood that was undone since, that of the record it had gone into.
///
/// # Errors
/// What the database says.
pub fn trails_of(conn: &mut Conn, record: PatientId) -> Result<Vec<Stretch>> {
    let within = gathered_in(conn, record)?;
    let lent: Vec<(PatientId, Timestamp, Option<Timestamp>)> = patient_merges::table
        .filter(patient_merges::absorbed_id.eq_any(within.clone()))
        .filter(patient_merges::undone_at.is_not_null())
        .order((patient_merges::merged_at, patient_merges::id))
        .select((patient_merges::survivor_id, patient_merges::merged_at, patient_merges::undone_at))
        .load(conn)?;
    let own = within.iter().map(|of| Stretch { patient: of.uuid(), during: None });
    let lent = lent
        .into_iter()
        .map(|(of, from, until)| Stretch { patient: of.uuid(), during: until.map(|until| (from, until)) });
    Ok(own.chain(lent).collect())
}
