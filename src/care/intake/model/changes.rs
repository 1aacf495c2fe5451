//! How an entry is changed: what is said anew, taken out of force, confirmed.

use jiff::Timestamp;

use super::kept::{Kept, each};
use super::said::{Gone, Part, Said};
use super::standing::By;
use crate::care::record::{Precision, When};
use crate::kit::db::types::Utc;

impl Kept {
    /// Makes these fields say what `said` says. A name that was written anew loses its code, which was that of the
    /// old name.
    pub fn apply(&mut self, parts: &[Part], said: &Said) {
        for part in parts {
            match part {
                Part::What => each!(self, row => {
                    (row.code_system, row.code, row.code_display) = (None, None, None);
                    row.other_codings = None;
                    row.code_text.clone_from(&said.what);
                }),
                Part::Note => each!(self, row => row.note.clone_from(&said.note)),
                Part::Since => self.set_since(said.since),
                Part::Dosage => {
                    if let Self::Medicine(row) = self {
                        row.dosage.clone_from(&said.dosage);
                    }
                }
                Part::Reaction => {
                    if let Self::Allergy(row) = self {
                        row.reaction.clone_from(&said.reaction);
                    }
                }
                Part::Severity => {
                    if let Self::Allergy(row) = self {
                        row.severity = said.severity.map(|severity| severity.word().to_owned());
                    }
                }
            }
        }
    }

    fn set_since(&mut self, since: Option<When>) {
        if let Self::Medicine(row) = self {
            row.starts_at = since.map(|when| Utc(when.at));
            row.starts_precision = since.map(|when| when.precision.as_str().to_owned());
            // A statement has no other date; a prescription keeps the one it was written on.
            if row.intent != "statement" {
                return;
            }
        }
        each!(self, row => {
            row.at = since.map_or(row.at, |when| Utc(when.at));
            row.at_precision = since.map_or(Precision::Unknown, |when| when.precision).as_str().to_owned();
        });
        match self {
            Self::Vaccine(row) => row.given_text = None,
            Self::Problem(row) => row.onset_text = None,
            Self::Allergy(row) => row.onset_text = None,
            Self::Medicine(_) => {}
        }
    }

    /// Takes it out of force, as of `today`.
    pub fn withdraw(&mut self, gone: Gone, today: When) {
        let day = (Some(Utc(today.at)), Some(today.precision.as_str().to_owned()));
        match (self, gone) {
            (kept, Gone::Error) => each!(kept, row => "entered_in_error".clone_into(&mut row.status)),
            (Self::Vaccine(row), Gone::Over) => "entered_in_error".clone_into(&mut row.status),
            (Self::Allergy(row), Gone::Over) => "resolved".clone_into(&mut row.status),
            (Self::Problem(row), Gone::Over) => {
                "resolved".clone_into(&mut row.status);
                (row.ended_at, row.ended_precision) = day;
            }
            (Self::Medicine(row), Gone::Over) => {
                "stopped".clone_into(&mut row.status);
                (row.ends_at, row.ends_precision) = day;
            }
        }
    }

    /// Notes that somebody here says that it is right.
    pub fn confirm(&mut self, by: &By, now: Timestamp) {
        each!(self, row => {
            row.confirmed_at = Some(Utc(now));
            row.confirmed_by = by.account;
            row.confirmed_by_name = Some(by.name.clone());
        });
    }

    /// Makes it the next version, changed by somebody here; what was imported is theirs to answer for from now on.
    pub fn becomes_next(&mut self, by: &By, now: Timestamp) {
        each!(self, row => {
            row.version += 1;
            row.edited_here = row.source_id.is_some();
        });
        if self.source().is_some() {
            self.confirm(by, now);
        }
    }
}
