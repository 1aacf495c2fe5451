//! What can go wrong, named by what the visitor should experience.

use std::time::Duration;

use diesel::result::{DatabaseErrorKind, Error as Diesel};

/// The answer to anything that could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, or no longer.
    #[error("sign-in needed")]
    SignIn,
    /// The person's role may never do this; `missing` is the catalogue key of the right.
    #[error("forbidden: {missing}")]
    Forbidden {
        /// Catalogue key that names the missing right.
        missing: &'static str,
    },
    /// There is no such thing, or none within reach: the two look alike.
    #[error("not found")]
    NotFound,
    /// What was sent cannot be used; the sentence says why, in the reader's language.
    #[error("bad input")]
    Invalid(String),
    /// Somebody or something was faster; the sentence says what.
    #[error("conflict")]
    Conflict(String),
    /// A database rule refused the row. Features turn the ones they know into words.
    #[error("broken rule: {0}")]
    Broken(String),
    /// More than `limit` bytes were sent.
    #[error("too large")]
    TooLarge(usize),
    /// Too early; try again after this long.
    #[error("too many tries")]
    TooMany(Duration),
    /// A part is down or overloaded; nothing was done.
    #[error("unavailable: {0}")]
    Unavailable(&'static str),
    /// Our fault. The visitor sees a reference number and nothing else.
    #[error("bug: {0}")]
    Bug(String),
}

/// The result of nearly everything.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A mistake of ours, with what is known of it for the log.
    pub fn bug(cause: impl std::fmt::Display) -> Self {
        Self::Bug(cause.to_string())
    }

    /// Whether the database refused a row for breaking the rule of this name.
    pub fn breaks(&self, rule: &str) -> bool {
        matches!(self, Self::Broken(name) if name == rule)
    }
}

impl From<Diesel> for Error {
    fn from(error: Diesel) -> Self {
        match error {
            Diesel::NotFound => Self::NotFound,
            Diesel::DatabaseError(
                DatabaseErrorKind::UniqueViolation
                | DatabaseErrorKind::ForeignKeyViolation
                | DatabaseErrorKind::CheckViolation
                | DatabaseErrorKind::ExclusionViolation
                | DatabaseErrorKind::RestrictViolation,
                ref info,
            ) => Self::Broken(crate::kit::db::dialect::rule_name(info.as_ref())),
            Diesel::DatabaseError(ref kind, ref info) => crate::kit::db::dialect::known(kind)
                .unwrap_or_else(|| crate::kit::db::dialect::unknown(info.as_ref())),
            Diesel::BrokenTransactionManager => Self::Unavailable("the database connection broke"),
            other => Self::bug(other),
        }
    }
}
