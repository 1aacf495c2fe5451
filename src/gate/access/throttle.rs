//! How long one waits between sign-ins that failed.
//!
//! Only failures count. An account, known or not, waits 1, 3, 5, 10 seconds and then twice as long
//! each time, fifteen minutes at most: a stranger slows a person down and never locks them out for
//! good. An address may fail thirty times, since a whole hospital may sit behind one; from then on it
//! has one try every ten seconds.
//!
//! **Forgetting**: a tally drops by one for every half hour (account) or minute (address) without a
//! failure, which is slower than its longest wait, so waiting patiently never makes guessing
//! cheaper. A sign-in that succeeds clears the account's tally and leaves the address's alone, or
//! whoever owns one account could guess at all others.
//!
//! **Racing tries**: charge the tally ([`Tally::failed`]) before the password is checked and in the
//! same transaction that asked [`Policy::ask`]; give it back when the password was right. Otherwise a
//! hundred requests at once all see the tally of the first.

use jiff::{SignedDuration, Timestamp};

/// Failures so far, as kept in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many failures count at `last`.
    pub count: u32,
    /// When the last one happened; nothing before the first.
    pub last: Option<Timestamp>,
}

/// May one try now?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Allowed,
    /// Not yet: 429, and the password stays unchecked.
    Wait {
        /// Whole seconds for `Retry-After`, at least one.
        seconds: u32,
    },
}

/// The figures of one kind of tally.
#[derive(Debug, Clone, Copy)]
pub struct Policy {
    /// Seconds to wait after so many failures.
    wait: fn(u32) -> u32,
    /// Quiet seconds after which one failure is forgotten.
    forget: u32,
}

/// Longest wait of an account.
pub const LONGEST_WAIT: u32 = 15 * 60;

/// Per account, known or not.
pub const ACCOUNT: Policy = Policy { wait: account_wait, forget: 30 * 60 };

/// Per address.
pub const ADDRESS: Policy = Policy { wait: address_wait, forget: 60 };

/// Per mail address, known or not, for requests that send mail to it: five, and then one every twelve minutes, which
/// makes five an hour.
pub const MAIL: Policy = Policy { wait: |asked| if asked < 5 { 0 } else { 12 * 60 }, forget: 12 * 60 };

/// Per address that such requests come from: thirty, and then one every two minutes, since a whole hospital may sit
/// behind one.
pub const MAIL_FROM: Policy = Policy { wait: |asked| if asked < 30 { 0 } else { 2 * 60 }, forget: 2 * 60 };

fn account_wait(failures: u32) -> u32 {
    match failures {
        0 => 0,
        1 => 1,
        2 => 3,
        3 => 5,
        more => 10_u32.saturating_mul(2_u32.saturating_pow(more - 4)).min(LONGEST_WAIT),
    }
}

fn address_wait(failures: u32) -> u32 {
    if failures < 30 { 0 } else { 10 }
}

impl Policy {
    /// May somebody with this tally try at `now`?
    pub fn ask(&self, tally: Tally, now: Timestamp) -> Answer {
        let Some(last) = tally.last else {
            return Answer::Allowed;
        };
        let wait = SignedDuration::from_secs(i64::from((self.wait)(self.counted(tally, now))));
        // A clock set back must not turn seconds into hours.
        let passed = now.duration_since(last).max(SignedDuration::ZERO);
        let left = wait - passed;
        if left <= SignedDuration::ZERO {
            return Answer::Allowed;
        }
        let whole = left.as_secs() + i64::from(left.subsec_nanos() > 0);
        Answer::Wait { seconds: u32::try_from(whole).unwrap_or(LONGEST_WAIT).max(1) }
    }

    /// The tally after one more failure at `now`.
    pub fn failed(&self, tally: Tally, now: Timestamp) -> Tally {
        Tally {
            count: self.counted(tally, now).saturating_add(1),
            // A clock set back keeps the later time, or the same failure would be forgotten twice.
            last: tally.last.max(Some(now)),
        }
    }

    /// The tally of failures at these times, the oldest first, with none cleared in between.
    pub fn tally(&self, failures: impl IntoIterator<Item = Timestamp>) -> Tally {
        failures.into_iter().fold(Tally::default(), |tally, at| self.failed(tally, at))
    }

    /// Whether nothing is left to remember, so that the row can go.
    pub fn is_forgotten(&self, tally: Tally, now: Timestamp) -> bool {
        self.counted(tally, now) == 0
    }

    fn counted(&self, tally: Tally, now: Timestamp) -> u32 {
        let Some(last) = tally.last else { return 0 };
        let quiet = now.duration_since(last).as_secs().max(0) / i64::from(self.forget);
        tally.count.saturating_sub(u32::try_from(quiet).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    fn account(count: u32) -> Tally {
        Tally { count, last: Some(at(0)) }
    }

    #[test]
    fn an_account_waits_1_3_5_10_seconds_and_15_minutes_at_most() {
        let waits: Vec<Answer> = (1..=12).map(|n| ACCOUNT.ask(account(n), at(0))).collect();
        let expected: Vec<Answer> = [1, 3, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
            .map(|seconds| Answer::Wait { seconds })
            .to_vec();
        assert_eq!(waits, expected);
        assert_eq!(ACCOUNT.ask(account(u32::MAX), at(0)), Answer::Wait { seconds: 900 });
    }

    #[test]
    fn nobody_waits_before_the_first_failure() {
        assert_eq!(ACCOUNT.ask(Tally::default(), at(0)), Answer::Allowed);
        assert_eq!(ADDRESS.ask(Tally::default(), at(0)), Answer::Allowed);
    }

    #[test]
    fn the_wait_ends_on_the_second_and_is_told_in_whole_seconds() {
        assert_eq!(ACCOUNT.ask(account(3), at(4)), Answer::Wait { seconds: 1 });
        assert_eq!(ACCOUNT.ask(account(3), at(5)), Answer::Allowed);
        let almost = at(5) - SignedDuration::from_millis(1);
        assert_eq!(ACCOUNT.ask(account(3), almost), Answer::Wait { seconds: 1 });
    }

    #[test]
    fn an_address_fails_thirty_times_before_it_waits_ten_seconds() {
        assert_eq!(ADDRESS.ask(ADDRESS.tally((0..29).map(at)), at(28)), Answer::Allowed);
        let thirty = ADDRESS.tally((0..30).map(at));
        assert_eq!(ADDRESS.ask(thirty, at(29)), Answer::Wait { seconds: 10 });
        assert_eq!(ADDRESS.ask(thirty, at(39)), Answer::Allowed);
        let next = ADDRESS.failed(thirty, at(39));
        assert_eq!(ADDRESS.ask(next, at(39)), Answer::Wait { seconds: 10 });
    }

    #[test]
    fn five_mails_an_hour() {
        let mut tally = Tally::default();
        let mut sent = 0;
        for second in 0..7200 {
            if MAIL.ask(tally, at(second)) == Answer::Allowed {
                tally = MAIL.failed(tally, at(second));
                sent += 1;
            }
        }
        assert!((10..=15).contains(&sent), "{sent} in two hours");
        assert_eq!(MAIL.ask(MAIL.tally((0..5).map(at)), at(4)), Answer::Wait { seconds: 720 });
    }

    #[test]
    fn quiet_half_hours_forget_one_failure_each() {
        let four = account(4);
        assert!(!ACCOUNT.is_forgotten(four, at(4 * 1800 - 1)));
        assert!(ACCOUNT.is_forgotten(four, at(4 * 1800)));
        assert_eq!(ACCOUNT.failed(four, at(2 * 1800)).count, 3);
        assert_eq!(ACCOUNT.failed(four, at(10 * 1800)).count, 1);
    }

    #[test]
    fn a_clock_set_back_waits_no_longer_than_the_figure() {
        assert_eq!(ACCOUNT.ask(account(4), at(-86_400)), Answer::Wait { seconds: 10 });
        let tally = ACCOUNT.failed(account(4), at(-86_400));
        assert_eq!(tally, Tally { count: 5, last: Some(at(0)) });
    }

    #[test]
    fn patient_guessing_gets_four_tries_an_hour() {
        let mut tally = Tally::default();
        let mut now = 0;
        let mut tries_in_the_second_day = 0;
        while now < 2 * 86_400 {
            tally = ACCOUNT.failed(tally, at(now));
            if now >= 86_400 {
                tries_in_the_second_day += 1;
            }
            now += match ACCOUNT.ask(tally, at(now)) {
                Answer::Allowed => 1,
                Answer::Wait { seconds } => i64::from(seconds),
            };
        }
        assert!(tries_in_the_second_day <= 97, "{tries_in_the_second_day}");
    }

    proptest! {
        #[test]
        fn more_failures_never_wait_less(count in 0_u32..200, later in 0_i64..100_000) {
            for policy in [ACCOUNT, ADDRESS] {
                prop_assert!((policy.wait)(count) <= (policy.wait)(count + 1));
                let one = Tally { count, last: Some(at(0)) };
                let more = Tally { count: count + 1, last: Some(at(0)) };
                prop_assert!(policy.counted(one, at(later)) <= policy.counted(more, at(later)));
            }
        }

        #[test]
        fn nobody_waits_past_fifteen_minutes_from_now(times in proptest::collection::vec(-100_000_i64..100_000, 0..80), now in -200_000_i64..200_000) {
            for policy in [ACCOUNT, ADDRESS] {
                match policy.ask(policy.tally(times.iter().copied().map(at)), at(now)) {
                    Answer::Allowed => {}
                    Answer::Wait { seconds } => prop_assert!((1..=LONGEST_WAIT).contains(&seconds)),
                }
            }
        }

        #[test]
        fn after_the_told_wait_one_may_try(count in 1_u32..60, passed in 0_i64..2_000) {
            for policy in [ACCOUNT, ADDRESS] {
                let tally = Tally { count, last: Some(at(0)) };
                if let Answer::Wait { seconds } = policy.ask(tally, at(passed)) {
                    prop_assert_eq!(policy.ask(tally, at(passed + i64::from(seconds))), Answer::Allowed);
                }
            }
        }

        #[test]
        fn forgetting_is_slower_than_waiting(count in 1_u32..60) {
            // Whoever tries the moment it is allowed is never given a failure back.
            let tally = Tally { count, last: Some(at(0)) };
            let wait = i64::from((ACCOUNT.wait)(count));
            prop_assert_eq!(ACCOUNT.failed(tally, at(wait)).count, count + 1);
        }

        #[test]
        fn any_times_are_taken(times in proptest::collection::vec(any::<i32>(), 0..40)) {
            let tally = ACCOUNT.tally(times.iter().map(|&s| at(i64::from(s))));
            prop_assert!(tally.count as usize <= times.len());
        }
    }
}
