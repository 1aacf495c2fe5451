//! Statements on `imported_patients`, `import_runs` and `import_items`.

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use uuid::Uuid;

use super::report::Report;
use crate::care::record::ImportSource;
use crate::gate::actor::AccountId;
use crate::held_rows;
use crate::kit::db::types::{AnyId, Doc, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::schema::{import_items, import_runs, imported_patients};

held_rows!(HeldImportItems, import_items, passing);
held_rows!(HeldImportedPatients, imported_patients, passing);

/// What is here of a sender's patient.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = imported_patients)]
pub(super) struct KnownPatient {
    pub patient_id: PatientId,
    pub content_hash: String,
    /// The patient's version when the import last wrote it; another one means that staff have edited it.
    pub patient_version: i64,
    pub version: i64,
}

pub(super) fn patient_of(
    conn: &mut Conn,
    source: Id<ImportSource>,
    original_id: &str,
) -> Result<Option<KnownPatient>> {
    Ok(imported_patients::table
        .filter(imported_patients::source_id.eq(source))
        .filter(imported_patients::original_id.eq(original_id))
        .select(KnownPatient::as_select())
        .first(conn)
        .optional()?)
}

pub(super) fn add_patient(
    tx: &mut Tx<'_>,
    source: Id<ImportSource>,
    original_id: &str,
    known: &KnownPatient,
) -> Result<()> {
    diesel::insert_into(imported_patients::table)
        .values((
            imported_patients::id.eq(AnyId(Uuid::now_v7())),
            imported_patients::source_id.eq(source),
            imported_patients::original_id.eq(original_id),
            known,
        ))
        .execute(tx.conn())?;
    Ok(())
}

pub(super) fn change_patient(
    tx: &mut Tx<'_>,
    source: Id<ImportSource>,
    original_id: &str,
    known: &KnownPatient,
) -> Result<()> {
    diesel::update(
        imported_patients::table
            .filter(imported_patients::source_id.eq(source))
            .filter(imported_patients::original_id.eq(original_id)),
    )
    .set(known)
    .execute(tx.conn())?;
    Ok(())
}

/// An import, running or done.
#[derive(Debug)]
pub struct ImportRun;

/// After this long without coming further an import is taken to have ended with its server.
const SILENCE: SignedDuration = SignedDuration::from_mins(10);

/// An import as its page shows it.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = import_runs)]
pub struct Run {
    /// Which.
    pub id: Id<ImportRun>,
    /// `running`, `finished` or `failed`.
    pub status: String,
    /// Nothing was kept.
    pub dry_run: bool,
    /// What was imported, in words.
    pub label: String,
    /// Since when.
    pub started_at: Timestamp,
    /// When it last came further.
    pub advanced_at: Timestamp,
    /// How many files there are.
    pub files: i64,
    /// How many of them are done.
    pub files_done: i64,
    /// How many resources the finished files held.
    pub resources_done: i64,
    /// What it did so far.
    pub report: Value,
}

impl Run {
    /// Whether it is still under way, as far as anybody can tell.
    pub(super) fn is_running(&self, now: Timestamp) -> bool {
        self.status == "running" && now.duration_since(self.advanced_at) < SILENCE
    }

    /// Whether it ended before its time.
    pub(super) fn is_failed(&self, now: Timestamp) -> bool {
        self.status == "failed" || (self.status == "running" && !self.is_running(now))
    }
}

pub(super) fn start_run(
    tx: &mut Tx<'_>,
    id: Id<ImportRun>,
    label: &str,
    dry_run: bool,
    files: usize,
    by: Option<AccountId>,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(import_runs::table)
        .values((
            import_runs::id.eq(id),
            import_runs::status.eq("running"),
            import_runs::dry_run.eq(dry_run),
            import_runs::label.eq(label),
            import_runs::started_at.eq(Utc(now)),
            import_runs::advanced_at.eq(Utc(now)),
            import_runs::started_by.eq(by),
            import_runs::files.eq(i64::try_from(files).unwrap_or(i64::MAX)),
            import_runs::files_done.eq(0),
            import_runs::resources_done.eq(0),
            import_runs::report.eq(Doc(document(&Report::default())?)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

pub(super) fn advance_run(
    tx: &mut Tx<'_>,
    id: Id<ImportRun>,
    files_done: usize,
    report: &Report,
) -> Result<()> {
    let now = tx.now();
    diesel::update(import_runs::table.filter(import_runs::id.eq(id)))
        .set((
            import_runs::advanced_at.eq(Utc(now)),
            import_runs::files_done.eq(i64::try_from(files_done).unwrap_or(i64::MAX)),
            import_runs::resources_done.eq(i64::try_from(report.total().total()).unwrap_or(i64::MAX)),
            import_runs::report.eq(Doc(document(report)?)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

pub(super) fn end_run(tx: &mut Tx<'_>, id: Id<ImportRun>, status: &str, report: &Report) -> Result<()> {
    let now = tx.now();
    diesel::update(import_runs::table.filter(import_runs::id.eq(id)))
        .set((
            import_runs::status.eq(status),
            import_runs::ended_at.eq(Utc(now)),
            import_runs::resources_done.eq(i64::try_from(report.total().total()).unwrap_or(i64::MAX)),
            import_runs::report.eq(Doc(document(report)?)),
        ))
        .execute(tx.conn())?;
    for duplicate in &report.duplicates {
        let (Some(newcomer), Some(other)) = (&duplicate.newcomer.id, &duplicate.other.id) else { continue };
        let id_of = |text: &str| text.parse::<Uuid>().map(AnyId).map_err(Error::bug);
        diesel::insert_into(import_items::table)
            .values((
                import_items::id.eq(AnyId(Uuid::now_v7())),
                import_items::run_id.eq(id),
                import_items::kind.eq("duplicate"),
                import_items::file.eq(""),
                import_items::patient_id.eq(id_of(newcomer)?),
                import_items::other_patient_id.eq(id_of(other)?),
                import_items::reason.eq(""),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

pub(super) fn run(conn: &mut Conn, id: Id<ImportRun>) -> Result<Option<Run>> {
    Ok(import_runs::table.filter(import_runs::id.eq(id)).select(Run::as_select()).first(conn).optional()?)
}

pub(super) fn latest_runs(conn: &mut Conn, most: i64) -> Result<Vec<Run>> {
    Ok(import_runs::table
        .order((import_runs::started_at.desc(), import_runs::id.desc()))
        .select(Run::as_select())
        .limit(most)
        .load(conn)?)
}

fn document(report: &Report) -> Result<Value> {
    serde_json::to_value(report).map_err(Error::bug)
}
