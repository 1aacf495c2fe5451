//! How passwords are kept and checked: Argon2id, away from the workers.
//!
//! Every check costs the same, whether the account exists or not; a hash that is weaker than what
//! would be made today is replaced when its owner signs in.

use std::{sync::Arc, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use super::password::{MAX, Password};

/// What a hash costs: 19 MiB, two passes, one lane unless a test asks for less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// What passwords are kept with.
    pub const PROMISED: Self = Self { memory: 19 * 1024, passes: 2 };
}

/// What checking a password found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Not this account's password, or there is no such account.
    Wrong,
    /// The right one; kept at a lower cost than today's when `stale`, so hash it anew.
    Right {
        /// Whether the kept hash is weaker than what would be made today.
        stale: bool,
    },
}

/// Why there is no hash and no verdict.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// Too many sign-ins at once: answered with 503 and Retry-After.
    #[error("too many passwords are being checked at this moment")]
    Busy,
    /// The kept hash is not one of ours, or the machine is out of memory or randomness.
    #[error("password hashing failed: {0}")]
    Failed(String),
}

impl From<argon2::password_hash::Error> for HashError {
    fn from(error: argon2::password_hash::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<argon2::Error> for HashError {
    fn from(error: argon2::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Hashes and checks passwords away from the workers, few at a time.
///
/// The permit travels into the hashing task: whoever hangs up early does not make room for another
/// 19 MiB beside the one still running. Those who wait do so for five seconds at most, and only so
/// many of them; everybody else hears [`HashError::Busy`] at once.
#[derive(Debug, Clone)]
pub struct Hasher {
    cost: Cost,
    /// A hash nobody's password has, so that unknown people take as long as known ones.
    dummy: Arc<str>,
    running: Arc<Semaphore>,
    places: Arc<Semaphore>,
    patience: Duration,
}

impl Hasher {
    /// How long anybody waits for a turn.
    pub const PATIENCE: Duration = Duration::from_secs(5);
    /// How many may be waiting or hashing at one moment.
    pub const PLACES: usize = 256;

    /// As promised: min(cores, 4) at a time.
    pub fn new(cost: Cost) -> Result<Self, HashError> {
        let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
        Self::with_limits(cost, cores.min(4), Self::PLACES, Self::PATIENCE)
    }

    /// With limits of one's own.
    pub fn with_limits(
        cost: Cost,
        at_once: usize,
        places: usize,
        patience: Duration,
    ) -> Result<Self, HashError> {
        // The same cost as a real one; its output is arbitrary, so nothing ever matches it.
        let dummy = PasswordHash::new(&format!(
            "$argon2id$v=19$m={},t={},p=1$d2FyZGJvb2tkdW1teXNhbHQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            cost.memory, cost.passes
        ))
        .map_err(|error| HashError::Failed(error.to_string()))?
        .to_string();
        argon(cost)?;
        Ok(Self {
            cost,
            dummy: dummy.into(),
            running: Arc::new(Semaphore::new(at_once.max(1))),
            places: Arc::new(Semaphore::new(places.max(1))),
            patience,
        })
    }

    /// Hashes on a blocking thread, in turn.
    pub async fn hash(&self, password: Password) -> Result<String, HashError> {
        let this = self.clone();
        self.in_turn(move || this.hash_now(&password)).await
    }

    /// Checks on a blocking thread, in turn. `kept` is `None` for unknown and disabled accounts,
    /// which then take as long as a wrong password.
    pub async fn verify(&self, password: Password, kept: Option<String>) -> Result<Verdict, HashError> {
        let this = self.clone();
        self.in_turn(move || this.verify_now(&password, kept.as_deref())).await
    }

    /// Hashes here and now: for the command line, which has nobody to keep waiting.
    pub fn hash_now(&self, password: &Password) -> Result<String, HashError> {
        let hash: PasswordHash = argon(self.cost)?.hash_password(password.reveal().as_bytes())?;
        Ok(hash.to_string())
    }

    /// Checks here and now.
    pub fn verify_now(&self, password: &Password, kept: Option<&str>) -> Result<Verdict, HashError> {
        // Longer than anything that was ever accepted: wrong, but not sooner than the others.
        let kept = kept.filter(|_| password.characters() <= MAX);
        let text: &str = kept.unwrap_or(&self.dummy);
        let hash = PasswordHash::new(text).map_err(|error| HashError::Failed(error.to_string()))?;
        let typed: String = password.reveal().chars().take(MAX).collect();
        match argon(self.cost)?.verify_password(typed.as_bytes(), &hash) {
            Ok(()) if kept.is_some() => Ok(Verdict::Right { stale: self.needs_rehash(text) }),
            Ok(()) | Err(argon2::password_hash::Error::PasswordInvalid) => Ok(Verdict::Wrong),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether a kept hash is weaker than what [`Hasher::hash`] would make today.
    pub fn needs_rehash(&self, kept: &str) -> bool {
        let Ok(hash) = PasswordHash::new(kept) else {
            return true;
        };
        let Ok(params) = Params::try_from(&hash) else {
            return true;
        };
        hash.algorithm.as_str() != Algorithm::Argon2id.as_str()
            || hash.version != Some(u32::from(Version::V0x13))
            || params.m_cost() < self.cost.memory
            || params.t_cost() < self.cost.passes
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, HashError> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| HashError::Busy)?;
        let turn = tokio::time::timeout(self.patience, Arc::clone(&self.running).acquire_owned())
            .await
            .map_err(|_| HashError::Busy)?
            .map_err(|_| HashError::Busy)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop((turn, place));
            done
        })
        .await
        .map_err(|error| HashError::Failed(error.to_string()))?
    }
}

fn argon(cost: Cost) -> Result<Argon2<'static>, HashError> {
    let params = Params::new(cost.memory, cost.passes, 1, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost { memory: 64, passes: 1 };

    #[test]
    fn the_promised_cost_stands_in_the_hash() {
        let hasher = Hasher::new(Cost::PROMISED).unwrap();
        let kept = hasher.hash_now(&Password::new("tuesday kettles")).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(!hasher.needs_rehash(&kept));
        assert!(!hasher.needs_rehash(&hasher.dummy), "the dummy costs what a real one costs");
        assert_eq!(
            hasher.verify_now(&Password::new("tuesday kettles"), Some(&kept)).unwrap(),
            Verdict::Right { stale: false }
        );
        assert_eq!(hasher.verify_now(&Password::new("tuesday kettle"), Some(&kept)).unwrap(), Verdict::Wrong);
    }

    #[test]
    fn a_weaker_hash_is_right_but_stale() {
        let weak = Hasher::new(CHEAP).unwrap();
        let strong = Hasher::new(Cost { memory: 128, passes: 1 }).unwrap();
        let password = Password::new("tuesday kettles");
        let kept = weak.hash_now(&password).unwrap();
        assert_eq!(strong.verify_now(&password, Some(&kept)).unwrap(), Verdict::Right { stale: true });
        assert_eq!(weak.verify_now(&password, Some(&kept)).unwrap(), Verdict::Right { stale: false });
        assert!(strong.needs_rehash("not a hash"));
    }

    #[test]
    fn nobody_has_the_dummys_password() {
        let hasher = Hasher::new(CHEAP).unwrap();
        assert_eq!(hasher.verify_now(&Password::new(""), None).unwrap(), Verdict::Wrong);
        assert_eq!(hasher.verify_now(&Password::new("tuesday kettles"), None).unwrap(), Verdict::Wrong);
    }

    #[test]
    fn what_is_too_long_is_wrong_even_if_its_beginning_is_right() {
        let hasher = Hasher::new(CHEAP).unwrap();
        let longest = "k".repeat(MAX);
        let kept = hasher.hash_now(&Password::new(&longest)).unwrap();
        assert_eq!(
            hasher.verify_now(&Password::new(&longest), Some(&kept)).unwrap(),
            Verdict::Right { stale: false }
        );
        assert_eq!(
            hasher.verify_now(&Password::new(&format!("{longest}k")), Some(&kept)).unwrap(),
            Verdict::Wrong
        );
    }

    #[test]
    fn composed_and_decomposed_letters_are_one_password() {
        let hasher = Hasher::new(CHEAP).unwrap();
        let kept = hasher.hash_now(&Password::new("Fl\u{fc}geltasse am Montag")).unwrap();
        assert_eq!(
            hasher.verify_now(&Password::new("Flu\u{308}geltasse am Montag"), Some(&kept)).unwrap(),
            Verdict::Right { stale: false }
        );
    }

    #[test]
    fn a_broken_hash_is_an_error_and_not_a_wrong_password() {
        let hasher = Hasher::new(CHEAP).unwrap();
        assert!(matches!(hasher.verify_now(&Password::new("x"), Some("rubbish")), Err(HashError::Failed(_))));
    }

    #[tokio::test]
    async fn whoever_waits_too_long_or_finds_no_place_hears_busy() {
        let hasher = Hasher::with_limits(CHEAP, 1, 2, Duration::from_millis(20)).unwrap();
        let (release, held) = std::sync::mpsc::channel::<()>();
        let first = tokio::spawn({
            let hasher = hasher.clone();
            async move { hasher.in_turn(move || held.recv().map_err(|e| HashError::Failed(e.to_string()))).await }
        });
        while hasher.running.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let waiting = tokio::spawn({
            let hasher = hasher.clone();
            async move { hasher.hash(Password::new("tuesday kettles")).await }
        });
        while hasher.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let no_place = hasher.hash(Password::new("tuesday kettles")).await;
        assert!(matches!(no_place, Err(HashError::Busy)));
        assert!(matches!(waiting.await.unwrap(), Err(HashError::Busy)));
        release.send(()).unwrap();
        first.await.unwrap().unwrap();
        hasher.hash(Password::new("tuesday kettles")).await.unwrap();
    }

    #[tokio::test]
    async fn hanging_up_does_not_free_the_turn_of_a_hash_still_running() {
        let hasher = Hasher::with_limits(CHEAP, 1, 2, Duration::from_millis(20)).unwrap();
        let (release, held) = std::sync::mpsc::channel::<()>();
        let first = tokio::spawn({
            let hasher = hasher.clone();
            async move { hasher.in_turn(move || held.recv().map_err(|e| HashError::Failed(e.to_string()))).await }
        });
        while hasher.running.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled());
        assert!(matches!(hasher.hash(Password::new("tuesday kettles")).await, Err(HashError::Busy)));
        release.send(()).unwrap();
        while hasher.running.available_permits() == 0 {
            tokio::task::yield_now().await;
        }
        hasher.hash(Password::new("tuesday kettles")).await.unwrap();
    }
}
