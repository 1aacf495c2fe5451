//! Why a whole file is refused: always with its place.

/// A file that cannot be taken; nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Larger than the limit; found out before it is read.
    #[error("the file is larger than {} MB", limit / 1_000_000)]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The file system said no.
    #[error("the file could not be read: {0}")]
    Unreadable(String),
    /// Not text.
    #[error("byte {0} is not UTF-8 text")]
    NotText(usize),
    /// Not a bundle, or not one of a kind that holds records.
    #[error("{0}")]
    NotABundle(String),
    /// Something in it is wrong.
    #[error("{place}: {why}")]
    Wrong {
        /// `line 3, column 5` or `entry[12].resource.onsetDateTime`.
        place: String,
        /// What is wrong there.
        why: String,
    },
}

/// Turns serde's words into ours: its line and column stand in the place, or mean nothing.
pub(super) fn wrong(place: String, error: &serde_json::Error) -> Refusal {
    let said = error.to_string();
    let why = said.rfind(" at line ").map_or(said.as_str(), |end| &said[..end]);
    Refusal::Wrong { place, why: why.chars().take(200).collect() }
}
