//! Writes a bundle into the record, inside one transaction.
//!
//! - A resource is known again by (source, type, original id). The same content is skipped; changed content becomes a
//!   new version, and what the row said before is kept; what staff have changed here is left alone and reported.
//! - References are followed within the bundle and to earlier imports. A reference that leads nowhere yet is
//!   remembered in the hash, so that the same resource is completed once the other one is there.

mod clinical;
mod finding;
mod people;
mod plans;
mod results;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::json;

use super::imported::{ImportedBundle, Item, Original};
use super::report::{Conflict, Report};
use crate::care::record::{Known, Origin, Stored, keep_version};
use crate::gate::actor::AccountId;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;
use crate::kit::text::Sentence;
use crate::people::patients::PatientId;
use finding::Finder;

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
    let mut writing = Writing {
        finder: Finder::new(source),
        by,
        report: Report { files: 1, ..Report::default() },
        touched: BTreeMap::new(),
    };
    for ((kind, reason), count) in &bundle.not_taken {
        writing.report.leave(kind, reason, *count as u64);
    }
    writing.directory(tx, &bundle.directory)?;
    writing.patients(tx, &bundle.patients)?;
    writing.visits(tx, &bundle.visits)?;
    writing.problems(tx, &bundle.problems)?;
    writing.allergies(tx, &bundle.allergies)?;
    writing.vaccines(tx, &bundle.vaccines)?;
    writing.prescriptions(tx, &bundle.prescriptions)?;
    writing.observations(tx, &bundle.observations)?;
    writing.procedures(tx, &bundle.procedures)?;
    writing.reports(tx, &bundle.reports)?;
    writing.goals(tx, &bundle.goals)?;
    writing.plans(tx, &bundle.plans)?;
    for (patient, (created, updated)) in &writing.touched {
        let detail = json!({ "created": created, "updated": updated });
        tx.record(Deed::new("record.imported").on("patient", patient).about(patient.uuid()).with(detail));
    }
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

impl Writing<'_> {
    /// Brings one row up to date; `hash` covers what the sender said and how much of it could be followed.
    fn put<R: Stored, T>(
        &mut self,
        tx: &mut Tx<'_>,
        item: &Item<T>,
        origin: &Origin,
        patient: Option<PatientId>,
        mut row: R,
    ) -> Result<(Written, R)> {
        let kind = item.original.kind.as_str();
        let Some(Known { id, version, hash, edited_here }) = R::known(tx.conn(), origin)? else {
            row.insert(tx)?;
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
        let before = R::load(tx.conn(), id)?;
        keep_version(tx, &before, patient, version, self.by)?;
        row.becomes(id, version + 1);
        row.replace(tx)?;
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
