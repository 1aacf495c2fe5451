//! How a question stands for one patient.

use jiff::Timestamp;
use uuid::Uuid;

use super::kept::Kept;
use super::rows::{IntakeAnswer, Question};
use super::said::Said;
use crate::gate::actor::AccountId;

/// Who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// Their account; none for a part of the program.
    pub account: Option<AccountId>,
    /// The name they sign with.
    pub name: String,
}

/// One line of an answer.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The row.
    pub(in crate::care::intake) kept: Kept,
    /// The sender's name, for what was imported.
    pub source: Option<String>,
}

impl Entry {
    /// The row's id.
    pub fn id(&self) -> Uuid {
        self.kept.id()
    }

    /// Which question it answers.
    pub fn question(&self) -> Question {
        self.kept.question()
    }

    /// Counts changes, from 1.
    pub fn version(&self) -> i64 {
        self.kept.version()
    }

    /// What it says.
    pub fn said(&self) -> Said {
        self.kept.said()
    }

    /// The words somebody gave instead of a date.
    pub fn since_words(&self) -> Option<&str> {
        self.kept.since_words()
    }

    /// What tells it from others of its list: its code, or else its name.
    pub fn kind(&self) -> String {
        self.kept.code().map_or_else(|| self.said().what.to_lowercase(), str::to_owned)
    }

    /// Whether it came from elsewhere and nobody here has confirmed it.
    pub fn is_unconfirmed(&self) -> bool {
        self.kept.is_unconfirmed()
    }
}

/// A question with what is on record for it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The question.
    pub question: Question,
    /// Who answered it, and when; none when nobody has.
    pub answer: Option<IntakeAnswer>,
    /// What counts now, newest first.
    pub entries: Vec<Entry>,
}

impl Standing {
    /// Whether somebody here has still to ask: an answer that only an import brought does not count.
    pub fn is_open(&self) -> bool {
        self.answer.as_ref().is_none_or(IntakeAnswer::is_imported)
    }

    /// Whether the answer in force is "none": somebody said so, and nothing on record says otherwise.
    pub fn says_none(&self) -> bool {
        self.entries.is_empty() && self.answer.as_ref().is_some_and(|answer| answer.none)
    }

    /// How many entries nobody here has confirmed.
    pub fn unconfirmed(&self) -> usize {
        self.entries.iter().filter(|entry| entry.is_unconfirmed()).count()
    }

    /// When it was answered, if it was.
    pub fn answered_at(&self) -> Option<Timestamp> {
        self.answer.as_ref().map(|answer| answer.answered_at.0)
    }
}

/// The first of each kind with the number of all of that kind, in the order they come in: with the newest first, the
/// newest dose of each vaccine.
pub fn newest_of_each<T>(rows: &[T], kind: impl Fn(&T) -> String) -> Vec<(&T, usize)> {
    let mut kinds: Vec<(String, &T, usize)> = Vec::new();
    for row in rows {
        let kind = kind(row);
        match kinds.iter_mut().find(|(known, ..)| *known == kind) {
            Some((_, _, count)) => *count += 1,
            None => kinds.push((kind, row, 1)),
        }
    }
    kinds.into_iter().map(|(_, row, count)| (row, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::db::types::Utc;
    use crate::kit::id::Id;
    use crate::people::patients::PatientId;

    fn answer(none: bool, imported: bool) -> IntakeAnswer {
        IntakeAnswer {
            id: Id::new(),
            patient_id: PatientId::new(),
            question: "allergies".into(),
            none,
            answered_at: Utc(Timestamp::UNIX_EPOCH),
            answered_by: None,
            answered_by_name: String::new(),
            source_id: imported.then(Id::new),
            version: 1,
        }
    }

    #[test]
    fn blank_is_not_none_and_an_imported_none_is_still_to_be_asked() {
        let standing = |answer| Standing { question: Question::Allergies, answer, entries: Vec::new() };
        let unasked = standing(None);
        assert!(unasked.is_open() && !unasked.says_none());
        let imported = standing(Some(answer(true, true)));
        assert!(imported.is_open() && imported.says_none());
        let none = standing(Some(answer(true, false)));
        assert!(!none.is_open() && none.says_none());
        let some = standing(Some(answer(false, false)));
        assert!(!some.is_open() && !some.says_none());
    }
}
