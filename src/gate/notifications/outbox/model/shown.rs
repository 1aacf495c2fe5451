//! What the outbox's list is narrowed to.

/// What a list of the outbox can be narrowed to: what each of its figures counts, and all that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Waits for its first try.
    Untried,
    /// Waits to be tried again, or is being tried.
    Trying,
    /// Has failed.
    Failed,
    /// Was given up.
    GivenUp,
    /// Was sent.
    Sent,
    /// Was sent since midnight.
    SentToday,
}

impl Shown {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Untried, Self::Trying, Self::Failed, Self::GivenUp, Self::SentToday, Self::Sent];

    /// As it stands in an address; also the end of its catalogue key.
    pub fn word(self) -> &'static str {
        match self {
            Self::Untried => "queued",
            Self::Trying => "trying",
            Self::Failed => "failed",
            Self::GivenUp => "given-up",
            Self::Sent => "sent",
            Self::SentToday => "sent-today",
        }
    }

    /// The one of this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
