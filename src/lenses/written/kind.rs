//! What kinds of things somebody writes.

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A note of a visit or of a round, or an amendment.
    Note,
    /// The entry of an emergency access.
    Emergency,
    /// A sick note or a referral.
    Letter,
    /// A prescription.
    Prescription,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Note, Self::Letter, Self::Prescription, Self::Emergency];

    /// As it stands in an address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "notes",
            Self::Emergency => "emergency",
            Self::Letter => "letters",
            Self::Prescription => "prescriptions",
        }
    }

    /// The kind called so in an address.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What the audit trail calls it.
    pub const fn subject(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Emergency => "visit",
            Self::Letter => "letter",
            Self::Prescription => "prescription",
        }
    }
}
