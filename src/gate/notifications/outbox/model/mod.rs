//! What a message to somebody is, and the rules of trying.

mod shown;

pub use shown::Shown;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::letter::{Letter, TextBody};
use crate::gate::actor::AccountId;
use crate::kit::id::Id;
use crate::kit::sending::{Failure, Reason};

/// Marks the ids of deliveries.
#[derive(Debug)]
pub struct Delivery;
/// The id of one message to one person.
pub type DeliveryId = Id<Delivery>;

/// How long whoever tries a message has it for themselves. Longer than any try may take.
pub(super) const LEASE: SignedDuration = SignedDuration::from_secs(120);
/// How often what passes is tried before it is given up.
pub const MOST_TRIES: i32 = 8;
/// Minutes between one try and the next: 22 hours and a half in all.
const DELAYS: [i64; MOST_TRIES as usize - 1] = [1, 5, 15, 60, 180, 360, 720];
/// Days for which it is kept that a message was sent, or was not.
pub const KEPT_DAYS: i64 = 90;

/// By what a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Mail.
    Mail,
    /// A text message to a telephone.
    Text,
    /// Somebody here calls them: nothing may be written to them.
    Call,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mail, Self::Text, Self::Call];
    /// Those that the house sends by itself.
    pub(super) const SENT: [Self; 2] = [Self::Mail, Self::Text];

    /// As the database keeps it; also the end of its catalogue key.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Text => "text",
            Self::Call => "call",
        }
    }

    /// The channel of this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// How a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It waits to be tried, for the first time or again.
    Queued,
    /// Somebody tries it at this moment.
    Sending,
    /// The other side has taken it.
    Sent,
    /// It cannot be sent as things are.
    Failed,
    /// It was tried as often as it is worth, or is past its time.
    GivenUp,
}

impl State {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Queued, Self::Sending, Self::Failed, Self::GivenUp, Self::Sent];

    /// As the database keeps it; also the end of its catalogue key.
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::GivenUp => "given-up",
        }
    }

    /// The state of this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// Whether somebody may have it tried again by hand.
    pub fn may_be_retried(self) -> bool {
        matches!(self, Self::Failed | Self::GivenUp)
    }
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An appointment was booked.
    Booked,
    /// An appointment is at another time or place.
    Moved,
    /// An appointment is off.
    Cancelled,
    /// An appointment is near.
    Reminder,
    /// A link for a new password, asked for by oneself.
    Password,
    /// A link for the first password.
    Invitation,
    /// A link that proves an address.
    Address,
    /// A code that proves a number.
    Phone,
    /// Something that matters for somebody's account was changed.
    Security,
    /// Something somebody is notified of in the house as well.
    Notification,
    /// Something that somebody wrote to a patient by hand.
    ByHand,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Booked,
        Self::Moved,
        Self::Cancelled,
        Self::Reminder,
        Self::Password,
        Self::Invitation,
        Self::Address,
        Self::Phone,
        Self::Security,
        Self::Notification,
        Self::ByHand,
    ];

    /// As the database keeps it; also the end of its catalogue key.
    pub fn word(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Moved => "moved",
            Self::Cancelled => "cancelled",
            Self::Reminder => "reminder",
            Self::Password => "password",
            Self::Invitation => "invitation",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::Security => "security",
            Self::Notification => "notification",
            Self::ByHand => "by-hand",
        }
    }
}

impl Kind {
    /// Whether it goes to a patient only as they have agreed, and to where they are now.
    pub(super) fn is_as_agreed(word: &str) -> bool {
        [Self::Booked, Self::Moved, Self::Cancelled, Self::Reminder, Self::ByHand]
            .iter()
            .any(|kind| kind.word() == word)
    }
}

/// To whom a message goes.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// What they are called.
    pub name: String,
    /// Their record, when it goes to them as a patient.
    pub patient: Option<Uuid>,
    /// Their account, when it goes to them as somebody who signs in.
    pub account: Option<AccountId>,
    /// Where they are called when the message does not reach them; "" when nobody knows.
    pub phone: String,
}

/// One message, as whatever causes it writes it.
#[derive(Clone, Debug)]
pub struct Message {
    /// What it is about.
    pub kind: Kind,
    /// To whom.
    pub to: Recipient,
    /// By what, where to, and the words.
    pub via: Via,
    /// The thing it is about, such as an appointment, by which it can be called off.
    pub about: Option<Uuid>,
    /// Written once for all time under this key, if it has one.
    pub once: Option<String>,
    /// From when on it is of no use any more.
    pub not_after: Option<Timestamp>,
    /// Who caused it, when it was a person.
    pub caused_by: Option<AccountId>,
}

/// By what a message travels, and what is in it.
#[derive(Clone, Debug)]
pub enum Via {
    /// Mail.
    Mail {
        /// The address.
        address: String,
        /// The words.
        letter: Letter,
    },
    /// A text message.
    Text {
        /// The number as the person gave it.
        number: String,
        /// The words.
        body: TextBody,
    },
    /// Nothing may be written to them: it is on the call list from the beginning.
    Call {
        /// What lists call it.
        subject: String,
    },
}

/// What becomes of a message after a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// It is tried again then.
    Again(Timestamp),
    /// It has failed.
    Failed,
    /// It is given up.
    GivenUp,
}

/// What follows from a try that failed, the `spent`th since it was queued or retried by hand. `jitter` is between 0 and
/// 1, so that what failed together does not come back together.
pub(super) fn after_failure(
    failure: &Failure,
    spent: i32,
    now: Timestamp,
    not_after: Option<Timestamp>,
    jitter: f64,
) -> Next {
    if matches!(failure.reason, Reason::TooLate | Reason::CalledOff) {
        return Next::GivenUp;
    }
    if !failure.reason.passes() {
        return Next::Failed;
    }
    let Some(delay) = usize::try_from(spent - 1).ok().and_then(|at| DELAYS.get(at)) else {
        return Next::GivenUp;
    };
    let most = SignedDuration::from_mins(*delay);
    let due = now.saturating_add(most + most.mul_f64(jitter.clamp(0.0, 1.0) / 10.0)).unwrap_or(now);
    if not_after.is_some_and(|end| due >= end) { Next::GivenUp } else { Next::Again(due) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn now() -> Timestamp {
        "2026-11-20T07:05:00Z".parse().unwrap()
    }

    fn after(reason: Reason, spent: i32) -> Next {
        after_failure(&Failure::of(reason), spent, now(), None, 0.0)
    }

    #[test]
    fn words_are_read_back_and_said() {
        for state in State::ALL {
            assert_eq!(State::of_word(state.word()), Some(state));
            assert!(crate::kit::text::has(&format!("outbox-state-{}", state.word())), "{state:?}");
        }
        for shown in Shown::ALL {
            assert_eq!(Shown::of_word(shown.word()), Some(shown));
            assert!(crate::kit::text::has(&format!("outbox-shown-{}", shown.word())), "{shown:?}");
        }
        for channel in Channel::ALL {
            assert_eq!(Channel::of_word(channel.word()), Some(channel));
            assert!(crate::kit::text::has(&format!("outbox-channel-{}", channel.word())), "{channel:?}");
        }
        for kind in Kind::ALL {
            assert!(crate::kit::text::has(&format!("outbox-kind-{}", kind.word())), "{kind:?}");
        }
    }

    #[test]
    fn what_passes_is_tried_eight_times_in_about_a_day() {
        let mut waited = SignedDuration::ZERO;
        for spent in 1..MOST_TRIES {
            let Next::Again(due) = after(Reason::Unreachable, spent) else { panic!("again after {spent}") };
            waited += due.duration_since(now());
        }
        assert_eq!(after(Reason::Unreachable, MOST_TRIES), Next::GivenUp);
        assert!((20..=24).contains(&waited.as_hours()), "{waited}");
    }

    #[test]
    fn what_does_not_pass_has_failed_at_once() {
        for reason in [Reason::NotSetUp, Reason::Address, Reason::Refused, Reason::NoWay] {
            assert_eq!(after(reason, 1), Next::Failed, "{reason:?}");
        }
        for reason in [Reason::TooLate, Reason::CalledOff] {
            assert_eq!(after(reason, 1), Next::GivenUp, "{reason:?}");
        }
    }

    #[test]
    fn nothing_is_tried_past_its_time() {
        let end = now() + SignedDuration::from_secs(90);
        let next = |spent| after_failure(&Failure::of(Reason::Busy), spent, now(), Some(end), 0.0);
        assert_eq!(next(1), Next::Again(now() + SignedDuration::from_mins(1)));
        assert_eq!(next(2), Next::GivenUp);
    }

    proptest! {
        #[test]
        fn delays_grow_whatever_the_jitter(spent in 1..MOST_TRIES - 1, a in 0.0..=1.0_f64, b in 0.0..=1.0_f64) {
            let due = |spent, jitter| match after_failure(&Failure::of(Reason::Busy), spent, now(), None, jitter) {
                Next::Again(due) => due,
                _ => now(),
            };
            prop_assert!(due(spent, a) > now());
            prop_assert!(due(spent, a) < due(spent + 1, b));
        }

        #[test]
        fn any_figures_are_taken(spent in any::<i32>(), jitter in any::<f64>()) {
            after_failure(&Failure::of(Reason::Busy), spent, now(), None, jitter);
        }
    }
}
