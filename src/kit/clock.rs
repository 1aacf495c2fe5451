//! The only place that reads the system's time, so that tests can set it.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp, Unit};

/// Where "now" comes from. Cloning gives another hand on the same clock.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Set(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `at` until it is moved with [`Clock::advance`].
    pub fn set(at: Timestamp) -> Self {
        Self(Source::Set(Arc::new(Mutex::new(whole_micros(at)))))
    }

    /// The present instant, cut to microseconds, which is what both databases keep.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => whole_micros(Timestamp::now()),
            Source::Set(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// How long it has been running: never goes back, whatever is done to the time of day. For measuring waits.
    pub fn running(&self) -> Duration {
        static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
        match &self.0 {
            Source::System => BEGAN.elapsed(),
            Source::Set(_) => Duration::try_from(self.now().as_duration()).unwrap_or_default(),
        }
    }

    /// Moves a set clock on; the system's clock takes no orders.
    pub fn advance(&self, by: SignedDuration) {
        if let Source::Set(at) = &self.0 {
            let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
            *at = at.saturating_add(by).unwrap_or(*at);
        }
    }
}

fn whole_micros(at: Timestamp) -> Timestamp {
    let cut = jiff::TimestampRound::new().smallest(Unit::Microsecond).mode(jiff::RoundMode::Trunc);
    at.round(cut).unwrap_or(at)
}
