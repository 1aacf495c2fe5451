//! What becomes of a message that is handed to somebody else's machine: taken, or not, and whether to try again.

use std::fmt;

/// How many characters of another machine's answer are kept.
const KEPT: usize = 300;

/// It was taken: from here on it is the other side's to deliver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Who took it, such as `mail.hospital.example`.
    pub by: String,
}

/// It was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kept it.
    pub reason: Reason,
    /// What the other side said, in its own words; it may name the address. "" when it said nothing.
    pub said: String,
}

/// How somebody may be written to at this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WayTo {
    /// By mail, to this address.
    Mail(String),
    /// By text message, to this number.
    Text(String),
    /// Not at all: they are called.
    Call,
    /// Neither written to nor called.
    Nobody,
}

/// What keeps a message from being taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing is set up that could send it.
    NotSetUp,
    /// The address is none, or nobody has it.
    Address,
    /// The other side will not take it, whenever it is asked.
    Refused,
    /// Name and password are not those the other side knows.
    SignIn,
    /// The certificate is not one that this machine trusts, or there is no TLS where it is demanded.
    Tls,
    /// The other side asks to try later.
    Busy,
    /// Nobody answers there.
    Unreachable,
    /// It took too long.
    TimedOut,
    /// It could not be written where it was to be kept.
    Folder,
    /// The program ended while it was being sent: nobody knows whether it was taken.
    Interrupted,
    /// What it is about is over.
    TooLate,
    /// What it is about is not so any more.
    CalledOff,
    /// There is no way by which anything may be written to them.
    NoWay,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::NotSetUp,
        Self::Address,
        Self::Refused,
        Self::SignIn,
        Self::Tls,
        Self::Busy,
        Self::Unreachable,
        Self::TimedOut,
        Self::Folder,
        Self::Interrupted,
        Self::TooLate,
        Self::CalledOff,
        Self::NoWay,
    ];

    /// As the database keeps it; also the end of its catalogue key.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotSetUp => "not-set-up",
            Self::Address => "address",
            Self::Refused => "refused",
            Self::SignIn => "sign-in",
            Self::Tls => "tls",
            Self::Busy => "busy",
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed-out",
            Self::Folder => "folder",
            Self::Interrupted => "interrupted",
            Self::TooLate => "too-late",
            Self::CalledOff => "called-off",
            Self::NoWay => "no-way",
        }
    }

    /// The reason of this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }

    /// Whether the same message may be taken a while later as it is. A name, a password or a certificate is put right in
    /// the settings, and what waited leaves then.
    pub fn passes(self) -> bool {
        match self {
            Self::Busy
            | Self::Unreachable
            | Self::TimedOut
            | Self::Tls
            | Self::SignIn
            | Self::Folder
            | Self::Interrupted => true,
            Self::NotSetUp
            | Self::Address
            | Self::Refused
            | Self::TooLate
            | Self::CalledOff
            | Self::NoWay => false,
        }
    }
}

impl Failure {
    /// A failure of which the other side said nothing.
    pub fn of(reason: Reason) -> Self {
        Self { reason, said: String::new() }
    }

    /// A failure with the other side's words, cut to what is worth keeping and freed of what is not seen.
    pub fn said(reason: Reason, words: impl fmt::Display) -> Self {
        let words: String = words.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        Self { reason, said: words.chars().filter(|c| !c.is_control()).take(KEPT).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_word_and_a_sentence() {
        for reason in Reason::ALL {
            assert_eq!(Reason::of_word(reason.word()), Some(reason));
            assert!(crate::kit::text::has(&format!("outbox-reason-{}", reason.word())), "{}", reason.word());
        }
        assert_eq!(Reason::of_word("other"), None);
    }

    #[test]
    fn words_of_strangers_are_kept_short_and_in_one_line() {
        let failure = Failure::said(Reason::Refused, format!("550 no\r\nsuch\u{7} user {}", "x".repeat(900)));
        assert!(failure.said.starts_with("550 no such user x"));
        assert_eq!(failure.said.chars().count(), 300);
    }
}
