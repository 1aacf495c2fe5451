//! One key outside the database, and what is signed with it.
//!
//! Whoever holds a copy of the database, but not the key file beside it, can neither forge a form's
//! token nor rewrite the audit trail. Each use has a key of its own, derived by its label, so that
//! what was signed for one purpose is worth nothing for another.

mod file;

use std::fmt;

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq;

pub use file::{KeyFile, KeyFileError};

use crate::kit::error::Error;

/// Bytes of the nonce before what is concealed.
const NONCE: usize = 12;

/// 256 bits that sign. Never printed.
#[derive(Clone)]
pub struct Key([u8; 32]);

/// A signature: HMAC-SHA-256. Compared in constant time.
#[derive(Clone, Copy)]
pub struct Mac([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// From bytes already at hand.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A new one from the system's generator.
    pub fn generate() -> Self {
        Self(rand::random())
    }

    /// The key for one purpose ("csrf", "audit"): one round of HKDF's expansion.
    pub fn derive(&self, label: &str) -> Self {
        Self(self.mac(&[b"wardbook key", label.as_bytes()]).0)
    }

    /// Signs several values at once. Each goes in with its length, so that ("ab", "c") and
    /// ("a", "bc") differ.
    pub fn mac(&self, parts: &[&[u8]]) -> Mac {
        let mut mac = self.start();
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        Mac(mac.finalize().into_bytes().into())
    }

    /// Whether `mac` was made with this key over these values.
    pub fn verify(&self, parts: &[&[u8]], mac: &Mac) -> bool {
        self.mac(parts) == *mac
    }

    /// Hides a secret that has to be kept, bound to what it belongs to (AES-256-GCM).
    ///
    /// # Errors
    /// [`Error::Bug`] when it is larger than any secret.
    pub fn conceal(&self, secret: &[u8], belongs_to: &[u8]) -> Result<Vec<u8>, Error> {
        let nonce: [u8; NONCE] = rand::random();
        let sealed = Aes256Gcm::new(&self.0.into())
            .encrypt(Nonce::from_slice(&nonce), Payload { msg: secret, aad: belongs_to })
            .map_err(Error::bug)?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// The secret that was hidden; none when the key, the owner or a single bit is another.
    pub fn reveal(&self, concealed: &[u8], belongs_to: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = concealed.split_at_checked(NONCE)?;
        Aes256Gcm::new(&self.0.into())
            .decrypt(Nonce::from_slice(nonce), Payload { msg: sealed, aad: belongs_to })
            .ok()
    }

    fn start(&self) -> Hmac<Sha256> {
        // HMAC fills a short key up to the hash's block with zeros; done here, it cannot fail.
        let mut block = [0_u8; 64];
        block[..32].copy_from_slice(&self.0);
        Hmac::new(&block.into())
    }
}

impl Mac {
    /// As kept in the database.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// For keeping in the database.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// As sixty-four hexadecimal digits.
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }

    /// From sixty-four hexadecimal digits as [`Mac::to_hex`] writes them; anything else is none of ours. A signature
    /// that could be spelt in two ways would be two to whoever remembers which were used.
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.bytes().any(|digit| digit.is_ascii_uppercase()) {
            return None;
        }
        let mut bytes = [0_u8; 32];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }
}

impl PartialEq for Mac {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Mac {}

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A form's token is a secret as long as its session lives.
        f.write_str("Mac(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_hmac_sha_256() {
        // RFC 4231, case 2, whose key is shorter than the block as ours is; ours has 32 bytes, so
        // its own zeros stand at the end of the vector's.
        let mut bytes = [0_u8; 32];
        bytes[..4].copy_from_slice(b"Jefe");
        let mut mac = Key::from_bytes(bytes).start();
        mac.update(b"what do ya want for nothing?");
        assert_eq!(
            hex::encode(mac.finalize().into_bytes()),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn labels_part_keys_and_lengths_part_values() {
        let key = Key::generate();
        let signed = key.derive("csrf").mac(&[b"ab", b"c"]);
        assert!(key.derive("csrf").verify(&[b"ab", b"c"], &signed));
        assert!(!key.derive("csrf").verify(&[b"a", b"bc"], &signed));
        assert!(!key.derive("csrf").verify(&[b"abc"], &signed));
        assert!(!key.derive("audit").verify(&[b"ab", b"c"], &signed));
        assert!(!Key::generate().derive("csrf").verify(&[b"ab", b"c"], &signed));
    }

    #[test]
    fn what_is_concealed_is_revealed_to_its_owner_alone() {
        let key = Key::generate();
        let kept = key.conceal(b"a secret", b"Ines").unwrap();
        assert_eq!(key.reveal(&kept, b"Ines").as_deref(), Some(&b"a secret"[..]));
        assert_eq!(key.reveal(&kept, b"Rada"), None);
        assert_eq!(key.derive("other").reveal(&kept, b"Ines"), None);
        for bit in 0..kept.len() * 8 {
            let mut bent = kept.clone();
            bent[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(key.reveal(&bent, b"Ines"), None);
        }
        assert_eq!(key.reveal(&kept[..11], b"Ines"), None);
        assert_ne!(kept, key.conceal(b"a secret", b"Ines").unwrap());
    }

    #[test]
    fn signatures_travel_as_hex() {
        let signed = Key::generate().mac(&[b"x"]);
        assert_eq!(Mac::from_hex(&signed.to_hex()), Some(signed));
        assert_eq!(Mac::from_hex(""), None);
        assert_eq!(Mac::from_hex(&"g".repeat(64)), None);
        assert_eq!(Mac::from_hex(&format!("{}00", signed.to_hex())), None);
        let capitals = Key::from_bytes([7; 32]).mac(&[b"x"]).to_hex().to_uppercase();
        assert_eq!(Mac::from_hex(&capitals), None, "spelt in one way alone");
    }

    #[test]
    fn neither_keys_nor_signatures_are_printed() {
        let key = Key::generate();
        assert_eq!(format!("{key:?} {:?}", key.mac(&[b"x"])), "Key(…) Mac(…)");
    }

    proptest! {
        #[test]
        fn only_what_was_signed_verifies(a in proptest::collection::vec(any::<u8>(), 0..80), b in proptest::collection::vec(any::<u8>(), 0..80)) {
            let key = Key::from_bytes([9; 32]);
            let signed = key.mac(&[&a]);
            prop_assert!(key.verify(&[&a], &signed));
            prop_assert_eq!(key.verify(&[&b], &signed), a == b);
        }
    }
}
