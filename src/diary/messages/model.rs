//! What a site writes, as a value.

use jiff::{SignedDuration, Timestamp};

/// The most hours before an appointment at which somebody is reminded: a week.
pub const MOST_HOURS: i32 = 168;

/// What a site writes to patients who agreed to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Whether booking, moving and calling off is confirmed.
    pub confirms: bool,
    /// Hours before the appointment of the first reminder; none for no such.
    pub first_hours: Option<i32>,
    /// The same of the second one, which is nearer.
    pub second_hours: Option<i32>,
    /// Counts its changes; 0 before the first.
    pub version: i64,
}

/// Which of the two reminders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The earlier one.
    First,
    /// The nearer one.
    Second,
}

impl Turn {
    /// Part of the key under which it is written once.
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }
}

impl Rules {
    /// From how long before an appointment on there may be something to write.
    pub fn longest(&self) -> SignedDuration {
        let hours = self.first_hours.into_iter().chain(self.second_hours).max().unwrap_or(0);
        SignedDuration::from_hours(i64::from(hours))
    }

    /// Which reminder of an appointment is due at `now`, if one is. Of two that are, after a while in which nobody was
    /// there to write, the nearer one alone; none that would have been due when the appointment was booked, or moved
    /// there, since that was confirmed then: `told_at` is the later of the two; none from the start on.
    pub fn due(&self, starts_at: Timestamp, told_at: Timestamp, now: Timestamp) -> Option<Turn> {
        if now >= starts_at {
            return None;
        }
        let is_due = |hours: i32| {
            let at = starts_at
                .saturating_sub(SignedDuration::from_hours(i64::from(hours)))
                .unwrap_or(Timestamp::MIN);
            (at <= now, at > told_at)
        };
        let turns = [(Turn::Second, self.second_hours), (Turn::First, self.first_hours)];
        let nearest = turns.into_iter().find_map(|(turn, hours)| {
            let (is_reached, is_news) = is_due(hours?);
            is_reached.then_some((turn, is_news))
        });
        nearest.and_then(|(turn, is_news)| is_news.then_some(turn))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULES: Rules = Rules { confirms: true, first_hours: Some(24), second_hours: Some(2), version: 1 };

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_and_two_hours_before() {
        let (starts, booked) = (at("2026-11-23T09:00:00Z"), at("2026-11-10T09:00:00Z"));
        for (now, turn) in [
            ("2026-11-22T08:59:59Z", None),
            ("2026-11-22T09:00:00Z", Some(Turn::First)),
            ("2026-11-23T06:59:59Z", Some(Turn::First)),
            ("2026-11-23T07:00:00Z", Some(Turn::Second)),
            ("2026-11-23T08:59:59Z", Some(Turn::Second)),
            ("2026-11-23T09:00:00Z", None),
            ("2026-12-23T09:00:00Z", None),
        ] {
            assert_eq!(RULES.due(starts, booked, at(now)), turn, "{now}");
        }
    }

    #[test]
    fn what_was_just_booked_was_just_confirmed() {
        let (starts, booked) = (at("2026-11-23T09:00:00Z"), at("2026-11-22T18:00:00Z"));
        assert_eq!(RULES.due(starts, booked, at("2026-11-22T19:00:00Z")), None);
        assert_eq!(RULES.due(starts, booked, at("2026-11-23T07:30:00Z")), Some(Turn::Second));
        let late = at("2026-11-23T08:00:00Z");
        assert_eq!(RULES.due(starts, late, at("2026-11-23T08:30:00Z")), None);
    }

    #[test]
    fn a_site_may_want_one_or_none() {
        let (starts, booked) = (at("2026-11-23T09:00:00Z"), at("2026-11-10T09:00:00Z"));
        let one = Rules { second_hours: None, ..RULES };
        assert_eq!(one.due(starts, booked, at("2026-11-23T08:30:00Z")), Some(Turn::First));
        let none = Rules { first_hours: None, ..one };
        assert_eq!(none.due(starts, booked, at("2026-11-23T08:30:00Z")), None);
        assert_eq!(none.longest(), SignedDuration::ZERO);
    }

    proptest! {
        #[test]
        fn never_from_the_start_on(first in 1..=MOST_HOURS, second in 1..=MOST_HOURS, late in 0_i64..1_000_000) {
            let rules = Rules { first_hours: Some(first), second_hours: Some(second), ..RULES };
            let starts = at("2026-11-23T09:00:00Z");
            let now = starts + SignedDuration::from_secs(late);
            prop_assert_eq!(rules.due(starts, at("2026-01-01T00:00:00Z"), now), None);
        }
    }
}
