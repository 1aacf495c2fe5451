//! A note as it is kept, and who may read it.

use std::collections::HashSet;

use crate::care::record::{Concept, When, clinical_row};
use crate::care::templates::EditionId;
use crate::care::visits::VisitId;
use crate::gate::access::model::{Identity, Role};
use crate::gate::actor::AccountId;
use crate::kit::db::types::{Doc, Utc};
use crate::kit::id::Id;
use crate::people::patients::{Patient, PatientId, is_own};

clinical_row! {
    /// A note. `at` is the moment it is about; its code says what kind of document it is.
    Note in notes {
        /// During which visit.
        visit_id: Option<VisitId>,
        /// `nursing`, `consultation` or `amendment`.
        kind: String,
        /// The text, where it has no sections.
        body: Option<String>,
        /// Whether only its author, admins and emergency access read it.
        restricted: bool,
        /// When it was voided.
        voided_at: Option<Utc>,
        /// By whom.
        voided_by: Option<AccountId>,
        /// Their name.
        voided_by_name: Option<String>,
        /// Why.
        void_reason: Option<String>,
        /// The signed note that it amends.
        amends_id: Option<NoteId>,
        /// Why they came.
        complaint: Option<String>,
        /// What was found.
        findings: Option<String>,
        /// What it is thought to be.
        assessment: Option<String>,
        /// What is to be done.
        plan: Option<String>,
        /// When and why they come again.
        follow_up: Option<String>,
        /// What was diagnosed, as a list of concepts.
        diagnoses: Option<Doc>,
        /// What was typed as measured, until it is signed.
        measured: Option<Doc>,
        /// When it was signed.
        signed_at: Option<Utc>,
        /// By whom.
        signed_by: Option<AccountId>,
        /// Their name.
        signed_by_name: Option<String>,
        /// The template that it is written with.
        edition_id: Option<EditionId>,
        /// The answers to its questions, each with its question.
        answers: Option<Doc>,
    }
}

/// The identity of a note.
pub type NoteId = Id<Note>;

/// What kind of note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of a nurse's round.
    Nursing,
    /// Of a visit.
    Consultation,
    /// What a signed note lacked, or what was wrong with it.
    Amendment,
}

impl Kind {
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nursing => "nursing",
            Self::Consultation => "consultation",
            Self::Amendment => "amendment",
        }
    }

    /// What kind of document it is, by its LOINC code.
    fn code(self) -> Concept {
        let (code, words) = match self {
            Self::Nursing => ("34746-8", "Nurse note"),
            Self::Consultation => ("11506-3", "Progress note"),
            Self::Amendment => ("55107-7", "Addendum"),
        };
        Concept {
            system: Some("http://loinc.org".to_owned()),
            code: Some(code.to_owned()),
            display: Some(words.to_owned()),
            ..Concept::text(words)
        }
    }
}

/// Notes that are written still.
pub const DRAFT: &str = "preliminary";
/// Notes that stand.
pub const FINAL: &str = "final";
/// Notes that should not be there.
pub const IN_ERROR: &str = "entered_in_error";

impl Note {
    /// A note that stands from the moment it is written.
    pub fn standing(kind: Kind, patient: PatientId, when: When) -> Self {
        Self { kind: kind.as_str().to_owned(), ..Self::new(patient, when, FINAL, kind.code()) }
    }

    /// A note that is written still.
    pub fn draft(kind: Kind, patient: PatientId, when: When) -> Self {
        Self { kind: kind.as_str().to_owned(), ..Self::new(patient, when, DRAFT, kind.code()) }
    }

    /// Whether it is written still.
    pub fn is_draft(&self) -> bool {
        self.status == DRAFT
    }

    /// Whether it is signed and nobody voided it.
    pub fn is_standing(&self) -> bool {
        self.status == FINAL
    }

    /// Whether somebody said that it should not be there.
    pub fn is_void(&self) -> bool {
        self.status == IN_ERROR
    }

    /// Whether this person wrote or signed it.
    pub fn is_by(&self, account: AccountId) -> bool {
        self.recorded_by == Some(account) || self.signed_by == Some(account)
    }
}

/// Whose eyes a list of notes is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// All of them are shown.
    Everything,
    /// Restricted ones only if this person wrote them.
    Author(AccountId),
    /// None are shown.
    Nobody,
}

impl Readers {
    /// Whether a note is for these eyes.
    pub fn may_read(self, note: &Note) -> bool {
        match self {
            Self::Everything => true,
            Self::Author(account) => !note.restricted || note.is_by(account),
            Self::Nobody => false,
        }
    }

    /// Those of a patient's notes that are for these eyes. What amends a note is read by whoever reads the note, whoever
    /// wrote it.
    pub fn among(self, mut notes: Vec<Note>) -> Vec<Note> {
        let read: HashSet<NoteId> = notes
            .iter()
            .filter(|note| note.amends_id.is_none() && self.may_read(note))
            .map(|note| note.id)
            .collect();
        notes.retain(|note| read.contains(&note.amends_id.unwrap_or(note.id)));
        notes
    }

    /// What somebody may read of a patient's notes: admins and whoever has opened the record in an emergency
    /// everything, patients nothing, an employee's rights never apply to a record of their own.
    pub fn of(who: &Identity, patient: &Patient) -> Self {
        if is_own(who, patient) { Self::Nobody } else { Self::of_others(who) }
    }

    /// The same, of a patient who is known to be somebody else.
    pub fn of_others(who: &Identity) -> Self {
        match who.role {
            Role::Patient => Self::Nobody,
            Role::Admin => Self::Everything,
            _ if who.emergency.is_some() => Self::Everything,
            Role::Doctor | Role::Nurse | Role::Receptionist => Self::Author(who.account),
        }
    }
}

/// Who says that something should not be there, and why.
#[derive(Clone, Debug)]
pub struct Voiding {
    /// Their account.
    pub by: AccountId,
    /// Their name.
    pub name: String,
    /// Whether they may do so with what others wrote.
    pub any: bool,
    /// Why.
    pub reason: String,
}
