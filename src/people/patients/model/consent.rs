//! Whether somebody wants messages, by what, and where to.

use super::details::Details;

/// By what somebody has agreed to get messages about their appointments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// They do not want any, or were not asked.
    None,
    /// By mail.
    Mail,
    /// By text message.
    Text,
}

impl Consent {
    /// All answers.
    pub const ALL: [Self; 3] = [Self::None, Self::Mail, Self::Text];

    /// As the database keeps it; also the end of its catalogue key.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Mail => "mail",
            Self::Text => "text",
        }
    }

    /// The answer of this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// Where messages go to, if there is such a way to this patient.
    pub fn way(self, details: &Details) -> Option<Way> {
        match self {
            Self::None => None,
            Self::Mail => details.email.clone().map(Way::Mail),
            Self::Text => details.phones.first().map(|phone| Way::Text(phone.number.clone())),
        }
    }
}

/// Where messages to somebody go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// To this mail address.
    Mail(String),
    /// To this number.
    Text(String),
}

/// Somebody who gets messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reachable {
    /// What they are called.
    pub name: String,
    /// Where messages go.
    pub way: Way,
    /// Where they are called; "" when no number is known.
    pub phone: String,
}

/// How somebody is told something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contact {
    /// By a message, as they agreed.
    Message(Reachable),
    /// By a call: they have not agreed to messages, or there is no such way to them.
    Call {
        /// What they are called.
        name: String,
        /// Their number; "" when none is known.
        phone: String,
    },
    /// Not at all: the record is archived or merged into another, or they have died.
    Nobody,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_back_and_said() {
        for consent in Consent::ALL {
            assert_eq!(Consent::of_word(consent.word()), Some(consent));
            assert!(crate::kit::text::has(&format!("consent-{}", consent.word())), "{consent:?}");
        }
    }
}
