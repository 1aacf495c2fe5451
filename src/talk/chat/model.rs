//! Conversations as values, and the rules of what is shown of them.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::gate::actor::AccountId;
use crate::kit::id::Id;

/// Names of the rules that a message can break.
pub mod rules {
    /// The other one does not work here any more.
    pub const GONE: &str = "conversations_gone";
    /// Somebody else began the conversation of the same two at the same moment.
    pub const BEGUN: &str = "conversations_pair_key";
    /// Nobody writes to themselves.
    pub const ONESELF: &str = "conversations_pair_in_order";
}

/// Marks the ids of conversations.
#[derive(Debug)]
pub struct Two;
/// The id of a conversation.
pub type ConversationId = Id<Two>;

/// Marks the ids of files.
#[derive(Debug)]
pub struct Paper;
/// The id of a file on a message.
pub type FileId = Id<Paper>;

/// Random bytes of an address.
const RANDOM: usize = 20;

/// Where a conversation is found: 160 random bits in URL-safe base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// A new one.
    pub fn random() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; RANDOM]>()))
    }

    /// As it stands in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// That is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no address of a conversation")]
pub struct NoAddress;

impl FromStr for Address {
    type Err = NoAddress;
    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| NoAddress)?;
        if bytes.len() == RANDOM { Ok(Self(text.to_owned())) } else { Err(NoAddress) }
    }
}

/// A conversation as one of the two has it.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Its identity.
    pub id: ConversationId,
    /// Where it is found.
    pub address: Address,
    /// Who has it.
    pub me: AccountId,
    /// The other one.
    pub other: AccountId,
    /// The number of the newest message; 0 before the first.
    pub last: i64,
    /// Up to where `me` has read.
    pub read: i64,
    /// When `me` last had it before them.
    pub seen_at: Option<Timestamp>,
}

/// Whoever had a conversation before them so lately is sent nothing about it.
const JUST_SEEN: SignedDuration = SignedDuration::from_mins(5);
/// That somebody still has it before them is noted again after this.
const NOTED: SignedDuration = SignedDuration::from_mins(1);

/// From when on somebody who was last there at `seen_at` is away; none for whoever was never there.
pub fn away_since(seen_at: Option<Timestamp>) -> Option<Timestamp> {
    seen_at.map(|at| at.saturating_add(JUST_SEEN).unwrap_or(at))
}

/// Whether it is to be noted that they are there.
pub fn is_worth_noting(seen_at: Option<Timestamp>, now: Timestamp) -> bool {
    seen_at.is_none_or(|at| now.duration_since(at) >= NOTED)
}

/// What has become of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It is stored.
    Sent,
    /// A page of the other one has fetched it.
    Delivered,
    /// The other one had it before them.
    Read,
}

impl Reached {
    /// Of the message of this number, where the other one has got up to `delivered` and read up to `read`.
    pub fn of(number: i64, delivered: i64, read: i64) -> Self {
        if number <= read {
            Self::Read
        } else if number <= delivered {
            Self::Delivered
        } else {
            Self::Sent
        }
    }

    /// The end of its catalogue key.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
        }
    }
}

/// One message.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its place in the conversation, from 1 on.
    pub number: i64,
    /// Who wrote it.
    pub sender: AccountId,
    /// When it was stored.
    pub sent_at: Timestamp,
    /// The words; may be empty where there are files.
    pub body: String,
    /// What hangs on it, in the order in which it was sent.
    pub files: Vec<SentFile>,
}

/// A file on a message; the content lies under its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentFile {
    /// Its identity.
    pub id: FileId,
    /// As it was called where it came from.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How large, in bytes.
    pub size: i64,
}

/// What can hang on a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A picture.
    Png,
    /// A picture.
    Jpeg,
    /// A picture.
    Webp,
    /// Pages.
    Pdf,
}

impl FileKind {
    /// As the database keeps it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
        }
    }

    /// The kind of this word.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Png, Self::Jpeg, Self::Webp, Self::Pdf].into_iter().find(|kind| kind.word() == word)
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
        }
    }

    /// Whether names of such files end like this.
    pub fn is_called(self, end: &str) -> bool {
        end.eq_ignore_ascii_case(self.word()) || (self == Self::Jpeg && end.eq_ignore_ascii_case("jpg"))
    }

    /// Whether a browser shows it in a page.
    pub fn is_picture(self) -> bool {
        self != Self::Pdf
    }
}

/// Two messages of one person belong together when no more time lies between them.
const TOGETHER: SignedDuration = SignedDuration::from_mins(5);

/// Whether `next` goes on with what `one` said: under one time, on one day.
pub fn goes_on(one: &Message, next: &Message, zone: &TimeZone) -> bool {
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    one.sender == next.sender
        && next.sent_at.duration_since(one.sent_at) <= TOGETHER
        && day(one.sent_at) == day(next.sent_at)
}

/// A size as people say it: `84 KB`, `1.2 MB`.
pub fn size_said(bytes: i64) -> String {
    const KILO: i64 = 1000;
    match bytes {
        ..KILO => format!("{bytes} B"),
        KILO..1_000_000 => format!("{} KB", (bytes + KILO / 2) / KILO),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_of_one_shape_and_never_the_same() {
        let (one, other) = (Address::random(), Address::random());
        assert_ne!(one, other);
        assert_eq!(one.to_string().len(), 27);
        assert_eq!(one.as_str().parse(), Ok(one.clone()));
        let longer = format!("{one}A");
        for no in ["", "list", "new", "search", "../..", &one.as_str()[..26], &longer] {
            assert_eq!(no.parse::<Address>(), Err(NoAddress), "{no}");
        }
    }

    #[test]
    fn what_is_read_was_delivered_and_what_was_delivered_was_sent() {
        for (number, right) in [(3, Reached::Read), (4, Reached::Delivered), (5, Reached::Sent)] {
            assert_eq!(Reached::of(number, 4, 3), right);
        }
    }

    #[test]
    fn one_person_goes_on_for_five_minutes_and_never_over_midnight() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let (ana, ben) = (AccountId::new(), AccountId::new());
        let said = |sender, at: &str| Message {
            number: 1,
            sender,
            sent_at: at.parse().unwrap(),
            body: "x".into(),
            files: Vec::new(),
        };
        let first = said(ana, "2026-11-20T22:58:00Z");
        assert!(goes_on(&first, &said(ana, "2026-11-20T22:59:59Z"), &zone));
        assert!(!goes_on(&first, &said(ana, "2026-11-20T23:00:00Z"), &zone), "another day in Berlin");
        assert!(!goes_on(&first, &said(ben, "2026-11-20T22:59:00Z"), &zone));
        let noon = said(ana, "2026-11-20T11:00:00Z");
        assert!(goes_on(&noon, &said(ana, "2026-11-20T11:05:00Z"), &zone));
        assert!(!goes_on(&noon, &said(ana, "2026-11-20T11:05:01Z"), &zone));
    }

    #[test]
    fn sizes_are_said_as_people_say_them() {
        for (bytes, said) in
            [(0, "0 B"), (999, "999 B"), (84_400, "84 KB"), (999_400, "999 KB"), (1_250_000, "1.2 MB")]
        {
            assert_eq!(size_said(bytes), said);
        }
    }
}
