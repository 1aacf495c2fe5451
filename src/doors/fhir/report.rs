//! What an import did, by resource type; kept with its run and printed at its end.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::kit::text::Sentence;
use crate::people::patients::PatientId;
use crate::say;

/// How many resources of one type went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// New here.
    pub created: u64,
    /// Changed since the last import, and brought up to date.
    pub updated: u64,
    /// The same as the last time.
    pub skipped: u64,
    /// Changed at the sender and changed here: left alone and reported.
    pub conflicts: u64,
    /// Left out, for one of the reasons in the report.
    pub not_taken: u64,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.created += other.created;
        self.updated += other.updated;
        self.skipped += other.skipped;
        self.conflicts += other.conflicts;
        self.not_taken += other.not_taken;
    }

    /// All of them.
    pub fn total(&self) -> u64 {
        self.created + self.updated + self.skipped + self.conflicts + self.not_taken
    }
}

/// Why resources of one type were left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotTaken {
    /// Resource type.
    pub kind: String,
    /// In words.
    pub reason: Sentence,
    /// How many.
    pub count: u64,
}

/// A file of which nothing was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Its name.
    pub file: String,
    /// Where in it, if that is one place.
    pub place: Option<Sentence>,
    /// Why.
    pub reason: Sentence,
}

/// A resource that was changed at the sender and here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Resource type.
    pub kind: String,
    /// The sender's id.
    pub original_id: String,
    /// In words.
    pub reason: Sentence,
}

/// A patient who came in beside somebody very like them, to be merged by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// Who came in.
    pub newcomer: Party,
    /// Whom they are very like.
    pub other: Party,
}

/// A patient in a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Their id here; nothing where a dry run did not take them in.
    pub id: Option<String>,
    /// Their record number here, or the sender's.
    pub number: String,
}

impl Party {
    pub(super) fn here(id: PatientId, mrn: String) -> Self {
        Self { id: Some(id.to_string()), number: mrn }
    }

    pub(super) fn sent(original_id: &str) -> Self {
        Self { id: None, number: original_id.to_owned() }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.id {
            Some(_) => to.write_str(&self.number),
            None => to.write_str(&say!("import-sent-as", number = self.number.clone())),
        }
    }
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Nothing was kept; it only says what would be done.
    pub dry_run: bool,
    /// Files that were taken.
    pub files: u64,
    /// By resource type.
    pub counts: BTreeMap<String, Counts>,
    /// What was left out and why.
    pub not_taken: Vec<NotTaken>,
    /// Files of which nothing was kept.
    pub refused: Vec<Refused>,
    /// Changed there and here.
    pub conflicts: Vec<Conflict>,
    /// To be merged by a person.
    pub duplicates: Vec<Duplicate>,
    /// Things that were taken, with something to know about them.
    pub remarks: Vec<NotTaken>,
}

impl Report {
    /// Counts one resource of a type.
    pub(super) fn count(&mut self, kind: &str, with: impl FnOnce(&mut Counts)) {
        with(self.counts.entry(kind.to_owned()).or_default());
    }

    /// Counts resources that are left out.
    pub(super) fn leave(&mut self, kind: &str, reason: &Sentence, count: u64) {
        self.count(kind, |counts| counts.not_taken += count);
        add(&mut self.not_taken, kind, reason, count);
    }

    /// Says something about a resource that was taken; `key` is one of the catalogue.
    pub(super) fn remark(&mut self, kind: &str, key: &str) {
        add(&mut self.remarks, kind, &Sentence::of(key), 1);
    }

    /// Adds what another file's import did.
    pub fn join(&mut self, other: Self) {
        self.files += other.files;
        for (kind, counts) in other.counts {
            self.counts.entry(kind).or_default().add(counts);
        }
        for left in other.not_taken {
            add(&mut self.not_taken, &left.kind, &left.reason, left.count);
        }
        for remark in other.remarks {
            add(&mut self.remarks, &remark.kind, &remark.reason, remark.count);
        }
        self.refused.extend(other.refused);
        self.conflicts.extend(other.conflicts);
        self.duplicates.extend(other.duplicates);
    }

    /// The sum over all resource types.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        for counts in self.counts.values() {
            total.add(*counts);
        }
        total
    }

    /// Whether the import changed anything.
    pub fn changed_something(&self) -> bool {
        let total = self.total();
        total.created + total.updated > 0
    }
}

fn add(list: &mut Vec<NotTaken>, kind: &str, reason: &Sentence, count: u64) {
    match list.iter_mut().find(|one| one.kind == kind && one.reason == *reason) {
        Some(one) => one.count += count,
        None => list.push(NotTaken { kind: kind.to_owned(), reason: reason.clone(), count }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_add_up() {
        let mut one = Report { files: 1, ..Report::default() };
        one.count("Patient", |counts| counts.created += 1);
        let bills = Sentence::of("import-reason-bills");
        one.leave("Claim", &bills, 2);
        let mut other = one.clone();
        other.count("Patient", |counts| counts.skipped += 1);
        one.join(other);
        assert_eq!(one.files, 2);
        assert_eq!(one.counts["Patient"], Counts { created: 2, skipped: 1, ..Counts::default() });
        assert_eq!(one.not_taken, [NotTaken { kind: "Claim".into(), reason: bills, count: 4 }]);
        assert_eq!(one.total().total(), 7);
    }
}
