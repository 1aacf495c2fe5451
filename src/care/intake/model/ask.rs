//! A correction that somebody asks for.

use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use super::rows::Question;
use super::said::{Gone, Said};
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::schema::intake_requests;

/// A correction that was asked for, as it is kept.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = intake_requests)]
pub struct Request {
    /// Our id.
    pub id: RequestId,
    /// Whose record it is about.
    pub patient_id: PatientId,
    /// Which question.
    pub question: String,
    /// `add`, `change` or `remove`.
    pub kind: String,
    /// Which entry; none for a new one.
    pub entry_id: Option<Uuid>,
    /// The version that whoever asked was looking at.
    pub entry_version: Option<i64>,
    /// What it said then.
    pub before: Option<Value>,
    /// What it should say.
    pub after: Option<Value>,
    /// Why it should go.
    pub gone: Option<String>,
    /// Why they ask.
    pub reason: String,
    /// When they asked.
    pub asked_at: Utc,
    /// Who asked.
    pub asked_by: Option<AccountId>,
    /// Their name.
    pub asked_by_name: String,
    /// `accepted` or `declined`; none while it is open.
    pub decision: Option<String>,
    /// When that was decided.
    pub decided_at: Option<Utc>,
    /// Who decided.
    pub decided_by: Option<AccountId>,
    /// Their name.
    pub decided_by_name: Option<String>,
    /// What they said to it.
    pub word: Option<String>,
}

/// The identity of a request.
pub type RequestId = Id<Request>;

/// What a request is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Another entry.
    Add(Said),
    /// The entry should say something else.
    Change {
        /// Which entry.
        entry: Uuid,
        /// Its version when it was looked at.
        version: i64,
        /// What it said then.
        before: Said,
        /// What it should say.
        after: Said,
    },
    /// The entry should go.
    Remove {
        /// Which entry.
        entry: Uuid,
        /// Its version when it was looked at.
        version: i64,
        /// What it said then.
        before: Said,
        /// Why.
        gone: Gone,
    },
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It became the edit.
    Accepted,
    /// Nothing was changed.
    Declined,
}

impl Decision {
    /// As it is kept and sent.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }

    /// From its word.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Accepted, Self::Declined].into_iter().find(|decision| decision.word() == word)
    }
}

impl Asked {
    /// As it is kept.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Add(_) => "add",
            Self::Change { .. } => "change",
            Self::Remove { .. } => "remove",
        }
    }

    /// The entry it is about.
    pub fn entry(&self) -> Option<(Uuid, i64)> {
        match self {
            Self::Add(_) => None,
            Self::Change { entry, version, .. } | Self::Remove { entry, version, .. } => {
                Some((*entry, *version))
            }
        }
    }
}

impl Request {
    /// The question it is about.
    ///
    /// # Errors
    /// [`Error::Bug`] for a word that no version of ours writes.
    pub fn about(&self) -> Result<Question> {
        Question::of_word(&self.question).ok_or_else(|| Error::bug("a question nobody asks"))
    }

    /// What it is for.
    ///
    /// # Errors
    /// [`Error::Bug`] for a row that no version of ours writes.
    pub fn asked(&self) -> Result<Asked> {
        let said = |value: &Option<Value>| -> Result<Said> {
            let value = value.clone().ok_or_else(|| Error::bug("a request without its content"))?;
            serde_json::from_value(value).map_err(Error::bug)
        };
        let entry = || self.entry_id.ok_or_else(|| Error::bug("a request without its entry"));
        let version = self.entry_version.unwrap_or_default();
        match self.kind.as_str() {
            "add" => Ok(Asked::Add(said(&self.after)?)),
            "change" => Ok(Asked::Change {
                entry: entry()?,
                version,
                before: said(&self.before)?,
                after: said(&self.after)?,
            }),
            _ => Ok(Asked::Remove {
                entry: entry()?,
                version,
                before: said(&self.before)?,
                gone: self
                    .gone
                    .as_deref()
                    .and_then(Gone::of_word)
                    .ok_or_else(|| Error::bug("a request to remove without why"))?,
            }),
        }
    }

    /// Whether it waits for a decision.
    pub fn is_open(&self) -> bool {
        self.decision.is_none()
    }
}
