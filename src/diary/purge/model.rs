//! Whether the clock can be believed.

use jiff::{SignedDuration, Timestamp};

/// The longest time between two runs that is not taken for a jump: a server runs one every hour.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How far two servers' clocks may lie apart; the one behind then sees a last run that lies ahead.
const APART: SignedDuration = SignedDuration::from_mins(5);

/// What the last run says about the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Nothing speaks against it.
    Right,
    /// The last run lies ahead.
    WentBack {
        /// The last run.
        last: Timestamp,
        /// Now, as the clock says.
        now: Timestamp,
    },
    /// The last run lies more than a week back.
    WentAhead {
        /// The last run.
        last: Timestamp,
        /// Now, as the clock says.
        now: Timestamp,
    },
}

impl Clock {
    /// Whether nothing may be removed by it.
    pub fn has_jumped(self) -> bool {
        self != Self::Right
    }

    /// What the audit trail calls it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::WentBack { .. } => "went back",
            Self::WentAhead { .. } => "went ahead",
        }
    }
}

/// Compares now with the last run; before the first one nothing speaks against the clock.
pub fn judge(last: Option<Timestamp>, now: Timestamp) -> Clock {
    let Some(last) = last else { return Clock::Right };
    let passed = now.duration_since(last);
    if passed < -APART {
        Clock::WentBack { last, now }
    } else if passed > LONGEST {
        Clock::WentAhead { last, now }
    } else {
        Clock::Right
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_without_a_run_or_a_run_to_come_is_a_jump() {
        let now: Timestamp = "2026-11-20T07:05:00Z".parse().unwrap();
        let ago = |hours: i64, minutes: i64| {
            judge(Some(now - SignedDuration::from_mins(60 * hours + minutes)), now)
        };
        assert_eq!(judge(None, now), Clock::Right);
        for (hours, minutes) in [(0, 0), (1, 0), (7 * 24, 0), (0, -5)] {
            assert_eq!(ago(hours, minutes), Clock::Right, "{hours}:{minutes}");
        }
        assert!(matches!(ago(7 * 24, 1), Clock::WentAhead { .. }));
        assert!(matches!(ago(24 * 365 * 10, 0), Clock::WentAhead { .. }));
        assert!(matches!(ago(0, -6), Clock::WentBack { .. }));
        assert!(matches!(ago(-24 * 365, 0), Clock::WentBack { .. }));
    }
}
