//! The secret of a feed, and what a feed says.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

/// How far back a feed goes.
pub(super) const BACK: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How far ahead a feed goes.
pub(super) const AHEAD: SignedDuration = SignedDuration::from_hours(60 * 24);

/// What the address of a feed ends in: 256 random bits.
#[derive(Clone)]
pub(super) struct Secret(String);

impl Secret {
    /// A fresh one.
    pub(super) fn new() -> Self {
        Self(BASE64.encode(rand::random::<[u8; 32]>()))
    }

    /// Out of an address, when it has the shape of one.
    pub(super) fn read(text: &str) -> Option<Self> {
        let whole = BASE64.decode(text).is_ok_and(|bytes| bytes.len() == 32);
        whole.then(|| Self(text.to_owned()))
    }

    /// As it stands in the address.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub(super) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

/// From when to when a feed tells at `now`.
pub(super) fn window(now: Timestamp) -> (Timestamp, Timestamp) {
    (now.saturating_sub(BACK).unwrap_or(now), now.saturating_add(AHEAD).unwrap_or(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_only_their_shape_is_read() {
        let (one, other) = (Secret::new(), Secret::new());
        assert_ne!(one.reveal(), other.reveal());
        assert_eq!(Secret::read(one.reveal()).map(|read| read.hash()), Some(one.hash()));
        for text in ["", "abc", "../../etc/passwd", &one.reveal()[1..], &format!("{}=", one.reveal())] {
            assert!(Secret::read(text).is_none(), "{text}");
        }
    }
}
