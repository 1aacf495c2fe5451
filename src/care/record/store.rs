//! Statements on `import_sources` and `record_versions`; joins `accounts` to name who changed a row.

use diesel::prelude::*;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::row::Stored;
use crate::gate::actor::AccountId;
use crate::held_rows;
use crate::kit::db::types::{AnyId, Doc, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::schema::{accounts, import_sources, record_versions};

held_rows!(HeldRecordVersions, record_versions, history);

/// Somebody who sends us records.
#[derive(Debug)]
pub struct ImportSource;

/// The source of that name, if there is one.
///
/// # Errors
/// What the database says.
pub fn find_source(conn: &mut Conn, name: &str) -> Result<Option<Id<ImportSource>>> {
    Ok(import_sources::table
        .filter(import_sources::name.eq(name))
        .select(import_sources::id)
        .first(conn)
        .optional()?)
}

/// The source of that name; a new one if there is none yet.
///
/// # Errors
/// What the database says.
pub fn source_named(tx: &mut Tx<'_>, name: &str) -> Result<Id<ImportSource>> {
    if let Some(id) = find_source(tx.conn(), name)? {
        return Ok(id);
    }
    let id = Id::new();
    let now = tx.now();
    diesel::insert_into(import_sources::table)
        .values((
            import_sources::id.eq(id),
            import_sources::name.eq(name),
            import_sources::created_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Keeps what a row and the rows that belong to it say now, before they are changed.
///
/// # Errors
/// What the database says.
pub fn keep_version<R: Stored>(
    tx: &mut Tx<'_>,
    row: &R,
    patient: Option<PatientId>,
    version: i64,
    by: Option<AccountId>,
) -> Result<()> {
    let mut content = serde_json::to_value(row).map_err(Error::bug)?;
    for (what, rows) in R::belongings(tx.conn(), row.uuid())? {
        content[what] = rows;
    }
    keep_content(tx, R::KIND, row.uuid(), patient, version, content, by)
}

/// [`keep_version`] for rows of other shapes; `kind` is the name of their table.
///
/// # Errors
/// What the database says.
pub fn keep_content(
    tx: &mut Tx<'_>,
    kind: &str,
    row: Uuid,
    patient: Option<PatientId>,
    version: i64,
    content: Value,
    by: Option<AccountId>,
) -> Result<()> {
    let hash = content.get("content_hash").and_then(Value::as_str).map(str::to_owned);
    let now = tx.now();
    diesel::insert_into(record_versions::table)
        .values((
            record_versions::id.eq(AnyId(Uuid::now_v7())),
            record_versions::kind.eq(kind),
            record_versions::row_id.eq(AnyId(row)),
            record_versions::patient_id.eq(patient),
            record_versions::version.eq(version),
            record_versions::content.eq(Doc(content)),
            record_versions::content_hash.eq(hash),
            record_versions::replaced_at.eq(Utc(now)),
            record_versions::replaced_by.eq(by),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Whether an earlier version of the row was what this hash says.
///
/// # Errors
/// What the database says.
pub fn said_before(conn: &mut Conn, row: Uuid, hash: &str) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(
        record_versions::table
            .filter(record_versions::row_id.eq(AnyId(row)))
            .filter(record_versions::content_hash.eq(hash)),
    ))
    .get_result(conn)?)
}

/// What a row said before it was changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Replaced {
    /// The name of its table.
    pub kind: String,
    /// The row.
    pub row: Uuid,
    /// The version that was replaced.
    pub version: i64,
    /// What it said, column by column.
    pub content: Value,
    /// When it was replaced.
    pub at: Timestamp,
    /// Who replaced it; none for a part of the program.
    pub by: Option<String>,
}

/// The newest replaced versions of a patient's rows in these tables, newest first.
///
/// # Errors
/// What the database says.
pub fn replaced_of(conn: &mut Conn, patient: PatientId, kinds: &[&str], most: i64) -> Result<Vec<Replaced>> {
    type Row = (String, Uuid, i64, Value, Timestamp, Option<String>);
    let rows: Vec<Row> = record_versions::table
        .left_join(accounts::table.on(record_versions::replaced_by.eq(accounts::id.nullable())))
        .filter(record_versions::patient_id.eq(patient))
        .filter(record_versions::kind.eq_any(kinds.iter().copied()))
        .order((record_versions::replaced_at.desc(), record_versions::id.desc()))
        .select((
            record_versions::kind,
            record_versions::row_id,
            record_versions::version,
            record_versions::content,
            record_versions::replaced_at,
            accounts::name.nullable(),
        ))
        .limit(most)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(kind, row, version, content, at, by)| Replaced { kind, row, version, content, at, by })
        .collect())
}

/// The names of all senders.
///
/// # Errors
/// What the database says.
pub fn source_names(conn: &mut Conn) -> Result<Vec<(Id<ImportSource>, String)>> {
    Ok(import_sources::table.select((import_sources::id, import_sources::name)).load(conn)?)
}
