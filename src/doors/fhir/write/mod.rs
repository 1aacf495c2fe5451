//! Writes a bundle into the record, inside one transaction.
//!
//! - A resource is known again by (source, type, original id). The same content is skipped; changed content becomes a
//!   new version, and what the row said before is kept; what staff have changed here is left alone and reported.
//! - References are followed within the bundle and to earlier imports. A reference that leads nowhere yet is
//!   remembered in the hash, so that the same resource is completed once the other one is there.

mod clinical;
mod finding;
mod ledger;
mod people;
mod plans;
mod rehearsal;
mod results;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::json;

use super::imported::{ImportedBundle, Item, Original};
use super::report::{Conflict, Report};
use crate::care::record::{Known, Origin, Stored};
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::Result;
use crate::kit::text::Sentence;
use crate::people::patients::PatientId;
use finding::Finder;
use ledger::Ledger;
pub use rehearsal::Rehearsal;

/// Writes all of a bundle and says what was done. `source` names the sender; without it the sender's base address
/// does.
///
/// # Errors
/// What the database says; then nothing of the bundle is kept.
pub fn write_bundle(
    tx: &mut Tx<'_>,
    bundle: &ImportedBundle,
    source: Option<&str>,
    by: Option<AccountId>,
) -> Result<Report> {
    let mut writing = Writing::new(source, by);
    writing.all(&mut Ledger::Record(tx), bundle)?;
    for (patient, (created, updated)) in &writing.touched {
        let detail = json!({ "created": created, "updated": updated });
        tx.record(Deed::new("record.imported").on("patient", patient).about(patient.uuid()).with(detail));
    }
    Ok(writing.report)
}

/// Says what [`write_bundle`] would do after the bundles that `rehearsal` has seen, and writes nothing.
///
/// # Errors
/// What the database says.
pub fn rehearse_bundle(
    conn: &mut Conn,
    now: Timestamp,
    rehearsal: &mut Rehearsal,
    bundle: &ImportedBundle,
    source: Option<&str>,
) -> Result<Report> {
    let mut writing = Writing::new(source, None);
    writing.all(&mut Ledger::Rehearsal(conn, now, rehearsal), bundle)?;
    Ok(writing.report)
}

struct Writing<'a> {
    finder: Finder<'a>,
    by: Option<AccountId>,
    report: Report,
    /// How much was created and updated in whose record.
    touched: BTreeMap<PatientId, (u64, u64)>,
}

/// What became of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// Its row was written: the rows that belong to it must be, too.
    Fresh,
    /// Its row was left as it is.
    Left,
}

impl<'a> Writing<'a> {
    fn new(source: Option<&'a str>, by: Option<AccountId>) -> Self {
        Self {
            finder: Finder::new(source),
            by,
            report: Report { files: 1, ..Report::default() },
            touched: BTreeMap::new(),
        }
    }

    fn all(&mut self, to: &mut Ledger<'_, '_>, bundle: &ImportedBundle) -> Result<()> {
        for ((kind, reason), count) in &bundle.not_taken {
            self.report.leave(kind, reason, *count as u64);
        }
        self.directory(to, &bundle.directory)?;
        self.patients(to, &bundle.patients)?;
        self.visits(to, &bundle.visits)?;
        self.problems(to, &bundle.problems)?;
        self.allergies(to, &bundle.allergies)?;
        self.vaccines(to, &bundle.vaccines)?;
        self.prescriptions(to, &bundle.prescriptions)?;
        self.observations(to, &bundle.observations)?;
        self.procedures(to, &bundle.procedures)?;
        self.reports(to, &bundle.reports)?;
        self.goals(to, &bundle.goals)?;
        self.plans(to, &bundle.plans)
    }

    /// Brings one row up to date; `hash` covers what the sender said and how much of it could be followed.
    fn put<R: Stored, T>(
        &mut self,
        to: &mut Ledger<'_, '_>,
        item: &Item<T>,
        origin: &Origin,
        patient: Option<PatientId>,
        mut row: R,
    ) -> Result<(Written, R)> {
        let kind = item.original.kind.as_str();
        let Some(Known { id, version, hash, edited_here }) = to.known::<R>(origin)? else {
            to.insert(origin, &row)?;
            self.report.count(kind, |counts| counts.created += 1);
            if let Some(patient) = patient {
                self.touched.entry(patient).or_default().0 += 1;
            }
            return Ok((Written::Fresh, row));
        };
        row.becomes(id, version);
        if hash.as_deref() == Some(&origin.hash) {
            self.report.count(kind, |counts| counts.skipped += 1);
            return Ok((Written::Left, row));
        }
        if edited_here {
            self.conflict(kind, &item.original, "import-reason-changed-here");
            return Ok((Written::Left, row));
        }
        row.becomes(id, version + 1);
        to.replace(origin, &row, patient, version + 1, self.by)?;
        self.report.count(kind, |counts| counts.updated += 1);
        if let Some(patient) = patient {
            self.touched.entry(patient).or_default().1 += 1;
        }
        Ok((Written::Fresh, row))
    }

    /// `reason` is a key of the catalogue.
    fn conflict(&mut self, kind: &str, original: &Original, reason: &str) {
        self.report.count(kind, |counts| counts.conflicts += 1);
        self.report.conflicts.push(Conflict {
            kind: kind.to_owned(),
            original_id: original.id.clone(),
            reason: Sentence::of(reason),
        });
    }
}
