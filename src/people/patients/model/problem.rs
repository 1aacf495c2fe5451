//! What can be wrong with a sheet.

use super::field::Field;

/// Why a field cannot be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// A name is needed.
    NameMissing,
    /// Birth date or estimated age is needed.
    BirthMissing,
    /// One of the sexes has to be chosen.
    SexMissing,
    /// Birth date and estimated age contradict each other.
    BirthTwice,
    /// More characters than that.
    TooLong(usize),
    /// No such day.
    NotADate,
    /// A day that has not come.
    InFuture,
    /// More than 130 years ago.
    TooLongAgo,
    /// An age is a number from 0 to 130.
    NotAnAge,
    /// Not a phone number.
    NotAPhone,
    /// Not an e-mail address.
    NotAnEmail,
    /// The part after the @ is missing.
    EmailUnfinished,
    /// Not one of the choices.
    NotAChoice,
    /// Died before being born.
    BeforeBirth,
}

impl Problem {
    /// Its message in the catalogue, without the feature's prefix.
    pub fn key(self) -> &'static str {
        match self {
            Problem::NameMissing => "name-missing",
            Problem::BirthMissing => "birth-missing",
            Problem::SexMissing => "sex-missing",
            Problem::BirthTwice => "birth-twice",
            Problem::TooLong(_) => "too-long",
            Problem::NotADate => "not-a-date",
            Problem::InFuture => "in-future",
            Problem::TooLongAgo => "too-long-ago",
            Problem::NotAnAge => "not-an-age",
            Problem::NotAPhone => "not-a-phone",
            Problem::NotAnEmail => "not-an-email",
            Problem::EmailUnfinished => "email-unfinished",
            Problem::NotAChoice => "not-a-choice",
            Problem::BeforeBirth => "before-birth",
        }
    }
}

/// What is wrong, by field, in the order of the form.
pub type Problems = Vec<(Field, Problem)>;
