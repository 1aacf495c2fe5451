//! Runs an import: file by file, each in a transaction of its own, with a row that says how far it has come.

use std::sync::Arc;

use serde_json::json;

use super::bundle::{read_bundle, read_file};
use super::files::ImportFile;
use super::imported::ImportedBundle;
use super::report::{Refused, Report};
use super::store::{self, ImportRun};
use super::write::{Rehearsal, rehearse_bundle, write_bundle};
use crate::gate::actor::AccountId;
use crate::kit::db::{Db, Deed, Permit, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::text::Sentence;

/// What is to be imported.
#[derive(Clone, Debug)]
pub struct Order {
    /// The row that says how far it has come.
    pub run: Id<ImportRun>,
    /// In this order.
    pub files: Vec<ImportFile>,
    /// The sender's name; without it the sender's addresses give it.
    pub source: Option<String>,
    /// Only say what would be done.
    pub dry_run: bool,
    /// Who asked for it, when it is a person.
    pub by: Option<AccountId>,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Files that are done.
    pub files: usize,
    /// Resources in them.
    pub resources: u64,
}

/// Makes the row of an import, before it runs.
///
/// # Errors
/// What the database says.
pub fn announce(tx: &mut Tx<'_>, order: &Order, label: &str) -> Result<()> {
    store::start_run(tx, order.run, label, order.dry_run, order.files.len(), order.by)?;
    let detail = json!({ "files": order.files.len(), "dry_run": order.dry_run });
    tx.record(Deed::new("import.started").on("import", order.run).with(detail));
    Ok(())
}

/// Runs an announced import to its end. A broken file is refused and leaves nothing; the others are taken.
///
/// # Errors
/// What the database says; the run is then marked as failed, and what was imported until then stays.
pub fn run(
    db: &Db,
    permit: &impl Permit,
    order: &Order,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report> {
    let mut report = Report { dry_run: order.dry_run, ..Report::default() };
    let mut rehearsal = order.dry_run.then(Rehearsal::default);
    for (index, file) in order.files.iter().enumerate() {
        match take(db, permit, order, file, index + 1, &report, rehearsal.as_mut()) {
            Ok(next) => report = next,
            Err(error) => {
                end(db, permit, order, "failed", &report)?;
                return Err(error);
            }
        }
        progress(Progress { files: index + 1, resources: report.total().total() });
    }
    end(db, permit, order, "finished", &report)?;
    Ok(report)
}

fn end(db: &Db, permit: &impl Permit, order: &Order, status: &'static str, report: &Report) -> Result<()> {
    let (id, report) = (order.run, report.clone());
    db.write_now(permit, move |tx| {
        store::end_run(tx, id, status, &report)?;
        let total = report.total();
        let detail = json!({
            "status": status, "files": report.files, "refused": report.refused.len(), "created": total.created,
            "updated": total.updated, "unchanged": total.skipped, "conflicts": total.conflicts,
            "not_taken": total.not_taken, "dry_run": report.dry_run,
        });
        tx.record(Deed::new("import.ended").on("import", id).with(detail));
        Ok(())
    })
}

/// Takes one file, and answers the report of all files until now.
fn take(
    db: &Db,
    permit: &impl Permit,
    order: &Order,
    file: &ImportFile,
    done: usize,
    before: &Report,
    rehearsal: Option<&mut Rehearsal>,
) -> Result<Report> {
    let refused = |place: Option<Sentence>, reason: Sentence| {
        let mut report = before.clone();
        report.refused.push(Refused { file: file.name.clone(), place, reason });
        report
    };
    let bundle = match read_file(&file.path).and_then(|json| read_bundle(&json)) {
        Ok(bundle) => bundle,
        Err(refusal) => return advance(db, permit, order, done, refused(refusal.place(), refusal.reason())),
    };
    if let Some(rehearsal) = rehearsal {
        let (now, source) = (db.clock().now(), order.source.as_deref());
        let of_this = db.read_now(|conn| rehearse_bundle(conn, now, rehearsal, &bundle, source))?;
        let mut report = before.clone();
        report.join(of_this);
        return advance(db, permit, order, done, report);
    }
    match write(db, permit, order, bundle, done, before) {
        Ok(report) => Ok(report),
        // What a rule of the database does not let in is the file's fault, not the run's.
        Err(Error::Broken(rule)) => advance(
            db,
            permit,
            order,
            done,
            refused(None, Sentence::of("import-refusal-rule").with("rule", rule)),
        ),
        Err(Error::Conflict(sentence)) => advance(
            db,
            permit,
            order,
            done,
            refused(None, Sentence::of("import-refusal-said").with("said", sentence)),
        ),
        Err(error) => Err(error),
    }
}

fn write(
    db: &Db,
    permit: &impl Permit,
    order: &Order,
    bundle: ImportedBundle,
    done: usize,
    before: &Report,
) -> Result<Report> {
    let bundle = Arc::new(bundle);
    let (order, before) = (order.clone(), before.clone());
    db.write_now(permit, move |tx| {
        let of_this = write_bundle(tx, &bundle, order.source.as_deref(), order.by)?;
        let total = of_this.total();
        let detail = json!({
            "file": done, "created": total.created, "updated": total.updated, "unchanged": total.skipped,
            "conflicts": total.conflicts, "not_taken": total.not_taken,
        });
        tx.record(Deed::new("import.file-taken").on("import", order.run).with(detail));
        let mut report = before.clone();
        report.join(of_this);
        store::advance_run(tx, order.run, done, &report)?;
        Ok(report)
    })
}

fn advance(db: &Db, permit: &impl Permit, order: &Order, done: usize, report: Report) -> Result<Report> {
    let id = order.run;
    db.write_now(permit, move |tx| {
        tx.nothing_to_record("only how far it has come; what was done is recorded with it");
        store::advance_run(tx, id, done, &report)?;
        Ok(report.clone())
    })
}
