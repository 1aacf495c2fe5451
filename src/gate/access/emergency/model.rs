//! An emergency access, as the gate sees it and as it is reviewed.

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::gate::actor::AccountId;
use crate::kit::id::Id;

/// For how long a record is open.
pub const MINUTES: i64 = 60;

/// The id of an emergency access.
pub type EmergencyId = Id<Emergency>;

/// One that is open at this moment. Only the store makes one, so whoever holds it has looked.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Emergency {
    id: EmergencyId,
    account: AccountId,
    patient: Uuid,
    until: Timestamp,
    entry_at: Option<Timestamp>,
}

impl Emergency {
    /// Its identity.
    pub fn id(&self) -> EmergencyId {
        self.id
    }

    /// Who opened the record.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// Whose record it opens.
    pub fn patient(&self) -> Uuid {
        self.patient
    }

    /// When it was opened.
    pub fn opened_at(&self) -> Timestamp {
        self.until.saturating_sub(Self::length()).unwrap_or(self.until)
    }

    /// Until when, unless it is ended before.
    pub fn until(&self) -> Timestamp {
        self.until
    }

    /// Whether the one new entry is still to be written.
    pub fn has_entry_left(&self) -> bool {
        self.entry_at.is_none()
    }

    /// Minutes left, the one that has begun too.
    pub fn minutes_left(&self, now: Timestamp) -> i64 {
        let seconds = self.until.duration_since(now).as_secs().max(0);
        seconds.saturating_add(59) / 60
    }

    /// How long one lasts.
    pub(super) fn length() -> SignedDuration {
        SignedDuration::from_mins(MINUTES)
    }
}

/// How somebody is at a record while an emergency access of theirs is open on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Under {
    /// The emergency access.
    pub open: Emergency,
    /// Whether it alone brings the record within reach.
    pub alone: bool,
}

/// What the review found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There was need for it.
    Justified,
    /// There was none; what follows is for the hospital to decide.
    Unjustified,
}

impl Verdict {
    /// Both, the usual one first.
    pub const ALL: [Self; 2] = [Self::Justified, Self::Unjustified];

    /// As it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Justified => "justified",
            Self::Unjustified => "unjustified",
        }
    }

    /// Reads a word as it is kept.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }
}

/// One line of the queue.
#[derive(Clone, Debug, Queryable)]
pub struct Listed {
    /// Its identity.
    pub id: EmergencyId,
    /// Who opened the record.
    pub account: AccountId,
    /// Their name now.
    pub name: String,
    /// Whose record it was.
    pub patient: Uuid,
    /// Why, in their words.
    pub reason: String,
    /// From when.
    pub opened_at: Timestamp,
    /// Until when at most.
    pub ends_at: Timestamp,
    /// When it was ended before its time.
    pub ended_at: Option<Timestamp>,
    /// When the one new entry was written.
    pub entry_at: Option<Timestamp>,
    /// What the review found, as it is kept; none while it waits.
    pub verdict: Option<String>,
    /// When it was reviewed.
    pub reviewed_at: Option<Timestamp>,
    /// The name of who reviewed it, as it was then.
    pub reviewed_by_name: Option<String>,
    /// What they wrote about it.
    pub remark: Option<String>,
}

impl Listed {
    /// When it was over, or will be.
    pub fn over_at(&self) -> Timestamp {
        self.ended_at.unwrap_or(self.ends_at)
    }

    /// Whether it waits for a review.
    pub fn is_waiting(&self) -> bool {
        self.reviewed_at.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minute_that_has_begun_counts() {
        let opened: Timestamp = "2026-11-20T07:05:00Z".parse().unwrap();
        let open = Emergency {
            id: EmergencyId::new(),
            account: AccountId::new(),
            patient: Uuid::now_v7(),
            until: opened + Emergency::length(),
            entry_at: None,
        };
        for (second, left) in [(0, 60), (1, 60), (60, 59), (3_599, 1), (3_600, 0), (4_000, 0)] {
            assert_eq!(open.minutes_left(opened + SignedDuration::from_secs(second)), left, "{second}");
        }
    }

    #[test]
    fn verdicts_are_kept_as_words() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::of_word(verdict.word()), Some(verdict));
        }
        assert_eq!(Verdict::of_word("perhaps"), None);
    }
}
