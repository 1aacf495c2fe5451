//! The rows of `patient_imports`: lists of others, from their arrival to the report.

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::gate::actor::AccountId;
use crate::kit::db::types::{Doc, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::schema::patient_imports;

/// The id of an import.
pub type ImportId = Id<Import>;

/// After this long without coming further a run is taken to have ended with its server.
const SILENCE: SignedDuration = SignedDuration::from_mins(2);

/// An import as it is kept, without the file.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = patient_imports)]
pub struct Import {
    /// Its identity.
    pub id: ImportId,
    /// The file's name on the sender's machine.
    pub file_name: String,
    /// Column names, in the order of the file.
    pub mapping: Value,
    /// `waiting`, `running`, `done` or `stopped`.
    pub state: String,
    /// Whether the last run was a dry one.
    pub dry_run: bool,
    /// Lines in the file.
    pub lines: i64,
    /// Lines read in the last run.
    pub seen: i64,
    /// Patients registered, or that would be.
    pub taken: i64,
    /// What was not taken and why.
    pub report: Value,
    /// When the file came.
    pub begun_at: Timestamp,
    /// When the last run came further.
    pub advanced_at: Option<Timestamp>,
}

impl Import {
    /// What has become of it, as far as anybody can tell at `now`: a run that says nothing any more has stopped.
    pub fn state_at(&self, now: Timestamp) -> &str {
        let is_silent = self.advanced_at.is_none_or(|at| now.duration_since(at) >= SILENCE);
        if self.state == "running" && is_silent { "stopped" } else { &self.state }
    }
}

/// Keeps a file that arrived.
pub(in super::super) fn keep_file(
    tx: &mut Tx<'_>,
    id: ImportId,
    file_name: &str,
    content: &[u8],
    lines: i64,
    mapping: Value,
    by: AccountId,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(patient_imports::table)
        .values((
            patient_imports::id.eq(id),
            patient_imports::file_name.eq(file_name),
            patient_imports::content.eq(Some(content)),
            patient_imports::mapping.eq(Doc(mapping)),
            patient_imports::state.eq("waiting"),
            patient_imports::lines.eq(lines),
            patient_imports::report.eq(Doc(Value::Null)),
            patient_imports::begun_at.eq(Utc(now)),
            patient_imports::begun_by.eq(by),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// An import by its id.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`] when there is none.
pub fn import_of(conn: &mut Conn, id: ImportId) -> Result<Import> {
    Ok(patient_imports::table.find(id).select(Import::as_select()).first(conn)?)
}

/// The file of an import, while it is kept.
pub(in super::super) fn file_of(conn: &mut Conn, id: ImportId) -> Result<Option<Vec<u8>>> {
    Ok(patient_imports::table.find(id).select(patient_imports::content).first(conn)?)
}

/// The latest imports.
///
/// # Errors
/// What the database says.
pub fn imports(conn: &mut Conn, limit: i64) -> Result<Vec<Import>> {
    Ok(patient_imports::table
        .order((patient_imports::begun_at.desc(), patient_imports::id.desc()))
        .select(Import::as_select())
        .limit(limit)
        .load(conn)?)
}

/// Starts a run, unless one is under way or the file was taken already.
pub(in super::super) fn start_run(
    tx: &mut Tx<'_>,
    id: ImportId,
    mapping: Value,
    dry_run: bool,
) -> Result<bool> {
    let now = tx.now();
    if !matches!(import_of(tx.conn(), id)?.state_at(now), "waiting" | "stopped") {
        return Ok(false);
    }
    diesel::update(patient_imports::table.find(id))
        .set((
            patient_imports::state.eq("running"),
            patient_imports::mapping.eq(Doc(mapping)),
            patient_imports::dry_run.eq(dry_run),
            patient_imports::seen.eq(0),
            patient_imports::taken.eq(0),
            patient_imports::refused.eq(0),
            patient_imports::report.eq(Doc(Value::Null)),
            patient_imports::advanced_at.eq(Some(Utc(now))),
        ))
        .execute(tx.conn())?;
    Ok(true)
}

/// Says of a run that it ended before its time; what it has taken stays taken.
pub(in super::super) fn stop_run(tx: &mut Tx<'_>, id: ImportId) -> Result<()> {
    let now = tx.now();
    diesel::update(patient_imports::table.find(id).filter(patient_imports::state.eq("running")))
        .set((patient_imports::state.eq("stopped"), patient_imports::ended_at.eq(Some(Utc(now)))))
        .execute(tx.conn())?;
    Ok(())
}

/// Says the same of every run that has ended with its server: all there are when this server is the only one
/// (`alone`), those that say nothing any more otherwise. Answers how many it were.
///
/// # Errors
/// What the database says.
pub fn stop_lost_runs(tx: &mut Tx<'_>, alone: bool) -> Result<usize> {
    let now = tx.now();
    let running: Vec<Import> = patient_imports::table
        .filter(patient_imports::state.eq("running"))
        .select(Import::as_select())
        .load(tx.conn())?;
    let lost: Vec<&Import> =
        running.iter().filter(|import| alone || import.state_at(now) == "stopped").collect();
    for import in &lost {
        stop_run(tx, import.id)?;
    }
    Ok(lost.len())
}

/// After this long a list that was sent and not taken is forgotten, or, when some of it was taken, its file is.
const WAITING: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Forgets lists that nobody went on with for a week: they hold what they say of people and are of no use any more.
///
/// # Errors
/// What the database says.
pub fn forget_waiting(tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
    let before = Utc(now.saturating_sub(WAITING).map_err(Error::bug)?);
    let is_old = || {
        let quiet = patient_imports::advanced_at.is_null().or(patient_imports::advanced_at.lt(before));
        patient_imports::begun_at.lt(before).and(quiet)
    };
    let waiting = patient_imports::state.eq("waiting");
    diesel::delete(patient_imports::table.filter(waiting).filter(is_old())).execute(tx.conn())?;
    let stopped = patient_imports::state.eq("stopped").and(patient_imports::content.is_not_null());
    diesel::update(patient_imports::table.filter(stopped).filter(is_old()))
        .set(patient_imports::content.eq(None::<Vec<u8>>))
        .execute(tx.conn())?;
    Ok(())
}

/// How far a run has come.
pub(in super::super) struct Standing {
    pub seen: i64,
    pub taken: i64,
    pub refused: i64,
    pub report: Value,
    /// The state it is in after this.
    pub state: &'static str,
}

/// Writes down how far a run has come; the file goes when it was taken for good.
///
/// # Errors
/// [`Error::NotFound`] when the run is not under way any more.
pub(in super::super) fn note_standing(tx: &mut Tx<'_>, id: ImportId, at: &Standing) -> Result<()> {
    let now = tx.now();
    let noted = diesel::update(patient_imports::table.find(id).filter(patient_imports::state.eq("running")))
        .set((
            patient_imports::seen.eq(at.seen),
            patient_imports::taken.eq(at.taken),
            patient_imports::refused.eq(at.refused),
            patient_imports::report.eq(Doc(at.report.clone())),
            patient_imports::state.eq(at.state),
            patient_imports::advanced_at.eq(Some(Utc(now))),
            patient_imports::ended_at.eq((at.state != "running").then_some(Utc(now))),
        ))
        .execute(tx.conn())?;
    if noted == 0 {
        return Err(Error::NotFound);
    }
    if at.state == "done" {
        diesel::update(patient_imports::table.find(id))
            .set(patient_imports::content.eq(None::<Vec<u8>>))
            .execute(tx.conn())?;
    }
    Ok(())
}
