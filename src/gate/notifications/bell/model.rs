//! What somebody can be told of, and when they want to be left alone.

use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp, Zoned};
use serde_json::Value;
use uuid::Uuid;

use crate::gate::access::model::Role;
use crate::gate::actor::AccountId;
use crate::kit::id::Id;

/// Marks the ids of notifications.
#[derive(Debug)]
pub struct Ring;
/// The id of a notification. Later ones sort after earlier ones.
pub type NotificationId = Id<Ring>;

/// What is chosen and filtered together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Appointments booked, moved, called off.
    Appointments,
    /// Patients who have come.
    Arrivals,
    /// Requests that wait for a decision.
    Requests,
    /// Emergency accesses.
    Emergencies,
    /// What stands on the board.
    Notices,
    /// What somebody sent by hand.
    ByHand,
    /// Messages of colleagues.
    Messages,
}

impl Group {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Appointments,
        Self::Arrivals,
        Self::Requests,
        Self::Emergencies,
        Self::Notices,
        Self::Messages,
        Self::ByHand,
    ];

    /// As the database keeps it; also the end of its catalogue key.
    pub fn word(self) -> &'static str {
        match self {
            Self::Appointments => "appointments",
            Self::Arrivals => "arrivals",
            Self::Requests => "requests",
            Self::Emergencies => "emergencies",
            Self::Notices => "notices",
            Self::ByHand => "by-hand",
            Self::Messages => "messages",
        }
    }

    /// The group of this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// Whether somebody of this role is ever told of it: what they can choose and filter by.
    pub fn concerns(self, role: Role) -> bool {
        match self {
            Self::Appointments | Self::Arrivals | Self::Requests => {
                matches!(role, Role::Admin | Role::Doctor)
            }
            Self::Emergencies => role == Role::Admin,
            Self::Notices | Self::Messages | Self::ByHand => role != Role::Patient,
        }
    }

    /// Whether it rings whatever was chosen, at any hour.
    pub fn always_rings(self) -> bool {
        self == Self::Emergencies
    }
}

/// One kind of thing that happens. The feature that knows the thing makes it, and tells it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Unique name, `noun.past-tense`.
    pub code: &'static str,
    /// What it is chosen and filtered with.
    pub group: Group,
}

/// Something happened that others should know.
#[derive(Clone, Debug)]
pub struct News {
    /// What.
    pub kind: Kind,
    /// The thing it happened to, as its feature knows it.
    pub subject: Uuid,
    /// Who did it; nobody is told of their own deeds.
    pub by: Option<AccountId>,
    /// What the thing itself does not say any more, such as when it was before: ids and times, never names.
    pub facts: Value,
}

/// How somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// In the house.
    Bell,
    /// By mail besides, which says that there is something and not what.
    Mail,
    /// By text message besides, in the same way.
    Text,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bell, Self::Mail, Self::Text];

    /// As the database keeps it; also the end of its catalogue key.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bell => "bell",
            Self::Mail => "mail",
            Self::Text => "text",
        }
    }

    /// What holds for whoever has chosen nothing.
    pub fn is_usual(self) -> bool {
        self == Self::Bell
    }
}

/// From when to when somebody wants to be left alone, on the clock of the hospital; over midnight where the end comes
/// before the begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// Minutes from midnight at which it begins.
    pub from: i32,
    /// Minutes from midnight at which it is over.
    pub to: i32,
}

impl Quiet {
    /// Between two times of day; none when they are the same.
    pub fn between(from: Time, to: Time) -> Option<Self> {
        let minutes = |time: Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
        let quiet = Self { from: minutes(from), to: minutes(to) };
        (quiet.from != quiet.to).then_some(quiet)
    }

    /// `22:00`
    pub fn said(minute: i32) -> String {
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }

    /// When it is over, if it holds at this moment.
    pub fn over_at(self, now: &Zoned) -> Option<Timestamp> {
        let minute = i32::from(now.hour()) * 60 + i32::from(now.minute());
        let holds = if self.from < self.to {
            (self.from..self.to).contains(&minute)
        } else {
            minute >= self.from || minute < self.to
        };
        if !holds {
            return None;
        }
        let day = if self.to > minute { now.date() } else { now.date().tomorrow().ok()? };
        let hour = i8::try_from(self.to / 60).ok()?;
        let minute = i8::try_from(self.to % 60).ok()?;
        let end = day.at(hour, minute, 0, 0).to_zoned(now.time_zone().clone()).ok()?.timestamp();
        // In the hour that a clock goes through twice, the end may lie behind: then it is over shortly.
        Some(end.max(now.timestamp() + SignedDuration::from_mins(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Zoned {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_night_is_quiet_over_midnight() {
        let night = Quiet { from: 22 * 60, to: 6 * 60 + 30 };
        let end = |text: &str| night.over_at(&at(text)).map(|at| at.to_string());
        assert_eq!(end("2026-11-20T21:59:00+01:00[Europe/Berlin]"), None);
        assert_eq!(end("2026-11-20T22:00:00+01:00[Europe/Berlin]").as_deref(), Some("2026-11-21T05:30:00Z"));
        assert_eq!(end("2026-11-21T06:29:00+01:00[Europe/Berlin]").as_deref(), Some("2026-11-21T05:30:00Z"));
        assert_eq!(end("2026-11-21T06:30:00+01:00[Europe/Berlin]"), None);
    }

    #[test]
    fn a_noon_is_quiet_within_a_day_and_the_end_is_the_clocks() {
        let noon = Quiet { from: 12 * 60, to: 13 * 60 };
        assert_eq!(noon.over_at(&at("2026-11-20T11:59:00+01:00[Europe/Berlin]")), None);
        assert!(noon.over_at(&at("2026-11-20T12:59:00+01:00[Europe/Berlin]")).is_some());
        // The night the clock goes back: three o'clock comes twice, half past six once.
        let night = Quiet { from: 22 * 60, to: 6 * 60 };
        let end = night.over_at(&at("2026-10-24T23:00:00+02:00[Europe/Berlin]")).map(|at| at.to_string());
        assert_eq!(end.as_deref(), Some("2026-10-25T05:00:00Z"));
    }

    #[test]
    fn no_time_at_all_is_not_quiet_for_ever() {
        let noon = Time::constant(12, 0, 0, 0);
        assert_eq!(Quiet::between(noon, noon), None);
        assert_eq!(Quiet::said(6 * 60 + 5), "06:05");
    }

    #[test]
    fn words_lead_back_to_groups() {
        for group in Group::ALL {
            assert_eq!(Group::of_word(group.word()), Some(group));
            assert!(!group.concerns(Role::Patient), "{group:?}");
            assert!(group.concerns(Role::Admin), "{group:?}");
        }
        assert_eq!(Group::of_word("everything"), None);
    }
}
