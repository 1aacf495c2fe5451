//! The rows of `patient_versions`: what records said before.

use diesel::prelude::*;
use jiff::Timestamp;

use super::super::model::field::Sheet;
use super::super::model::patient::Patient;
use crate::gate::actor::AccountId;
use crate::kit::db::types::{Doc, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::schema::{accounts, patient_versions};

/// Keeps what a record says, before something else is written over it.
pub(super) fn keep_version(tx: &mut Tx<'_>, before: &Patient, by: Option<AccountId>) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(patient_versions::table)
        .values((
            patient_versions::patient_id.eq(before.id),
            patient_versions::version.eq(before.version),
            patient_versions::sheet.eq(Doc(before.details.sheet().to_json())),
            patient_versions::replaced_at.eq(Utc(now)),
            patient_versions::replaced_by.eq(by),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The sheet as it was in an earlier version, with who replaced it when.
#[derive(Debug, Clone)]
pub struct Replaced {
    /// The sheet.
    pub sheet: Sheet,
    /// When it was replaced.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<AccountId>,
}

/// An earlier version of a record within reach.
///
/// # Errors
/// What the database says.
pub fn earlier(conn: &mut Conn, of: &Patient, version: i64) -> Result<Option<Replaced>> {
    let row: Option<(serde_json::Value, Timestamp, Option<AccountId>)> = patient_versions::table
        .find((of.id, version))
        .select((patient_versions::sheet, patient_versions::replaced_at, patient_versions::replaced_by))
        .first(conn)
        .optional()?;
    Ok(row.map(|(sheet, at, by)| Replaced { sheet: Sheet::of_json(&sheet), at, by }))
}

/// The name of who saved the present version, when a person did.
///
/// # Errors
/// What the database says.
pub fn last_saved(conn: &mut Conn, of: &Patient) -> Result<Option<String>> {
    Ok(patient_versions::table
        .inner_join(accounts::table.on(accounts::id.nullable().eq(patient_versions::replaced_by)))
        .filter(patient_versions::patient_id.eq(of.id))
        .filter(patient_versions::version.eq(of.version - 1))
        .select(accounts::name)
        .first(conn)
        .optional()?)
}
