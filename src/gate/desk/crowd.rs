//! How often somebody who has not signed in may ask.
//!
//! Sixty requests at once, then one a second, per address; whoever has a session is not counted. A tally is forgotten
//! as soon as it says nothing any more, and there are never more than [`MOST`] of them: whoever comes while so many
//! are busy shares one with all other newcomers.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::kit::clock::Clock;
use crate::kit::error::{Error, Result};

/// Requests per address and minute.
const A_MINUTE: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Tallies kept at once: some hundred kilobytes, and more anonymous requests a second than one machine answers.
const MOST: usize = 10_000;
/// Whose tally those share that come when there is no room for another.
const NEWCOMERS: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

/// The tallies of all addresses that have asked of late.
pub(super) struct Crowd {
    tallies: RateLimiter<IpAddr, HashMapStateStore<IpAddr>, Running, NoOpMiddleware<Duration>>,
    clock: Running,
}

#[derive(Clone)]
struct Running(Clock);

impl clock::Clock for Running {
    type Instant = Duration;
    fn now(&self) -> Duration {
        self.0.running()
    }
}

impl Crowd {
    pub(super) fn new(clock: Clock) -> Self {
        let clock = Running(clock);
        let quota = Quota::per_minute(A_MINUTE);
        Self { tallies: RateLimiter::hashmap_with_clock(quota, clock.clone()), clock }
    }

    /// Counts one request.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the time after which the next one is answered.
    pub(super) fn count(&self, address: IpAddr) -> Result<()> {
        use clock::Clock as _;
        if self.tallies.len() >= MOST {
            self.tallies.retain_recent();
        }
        let key = if self.tallies.len() >= MOST { NEWCOMERS } else { network(address) };
        self.tallies.check_key(&key).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            // Whole seconds, upwards: whoever comes back at the second that was told is let in.
            Error::TooMany(Duration::from_secs(wait.as_secs() + u64::from(wait.subsec_nanos() > 0)))
        })
    }
}

/// Whom an address stands for: providers give a whole /64 of version 6 to one line.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    fn crowd() -> (Crowd, Clock) {
        let clock = Clock::set("2026-11-20T07:05:00Z".parse().unwrap());
        (Crowd::new(clock.clone()), clock)
    }

    fn refused(crowd: &Crowd, address: &str) -> Option<u64> {
        match crowd.count(address.parse().unwrap()) {
            Ok(()) => None,
            Err(Error::TooMany(wait)) => Some(wait.as_secs()),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn sixty_at_once_then_one_a_second() {
        let (crowd, clock) = crowd();
        assert!((0..60).all(|_| refused(&crowd, "192.0.2.1").is_none()));
        assert_eq!(refused(&crowd, "192.0.2.1"), Some(1));
        assert_eq!(refused(&crowd, "192.0.2.2"), None, "another address");
        clock.advance(SignedDuration::from_secs(1));
        assert_eq!(refused(&crowd, "192.0.2.1"), None);
        assert_eq!(refused(&crowd, "192.0.2.1"), Some(1));
        clock.advance(SignedDuration::from_mins(1));
        assert!((0..60).all(|_| refused(&crowd, "192.0.2.1").is_none()));
    }

    #[test]
    fn one_line_has_one_tally_whatever_addresses_it_uses() {
        let (crowd, _) = crowd();
        assert!((0..60).all(|n| refused(&crowd, &format!("2001:db8:1:2::{n:x}")).is_none()));
        assert_eq!(refused(&crowd, "2001:db8:1:2:ffff::1"), Some(1));
        assert_eq!(refused(&crowd, "2001:db8:1:3::1"), None);
        assert!((0..60).all(|_| refused(&crowd, "192.0.2.1").is_none()));
        assert_eq!(refused(&crowd, "::ffff:192.0.2.1"), Some(1), "version 4 in the clothes of version 6");
    }

    #[test]
    fn however_many_come_the_memory_is_bounded() {
        let (crowd, clock) = crowd();
        let from = |n: usize| IpAddr::V4(Ipv4Addr::from_bits(0x0A00_0000 + u32::try_from(n).unwrap()));
        for n in 0..MOST + 60 {
            assert!(crowd.count(from(n)).is_ok(), "{n}");
        }
        assert!(crowd.count(from(MOST + 60)).is_err(), "newcomers share a tally");
        assert!(crowd.tallies.len() <= MOST + 1);
        clock.advance(SignedDuration::from_mins(2));
        assert!(crowd.count(from(MOST + 60)).is_ok());
        assert_eq!(crowd.tallies.len(), 1, "what says nothing any more is forgotten");
    }
}
