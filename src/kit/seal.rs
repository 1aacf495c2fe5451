//! One key outside the database, and what is signed with it.
//!
//! Whoever holds a copy of the database, but not the key file beside it, can neither forge a form's
//! token nor rewrite the audit trail. Each use has a key of its own, derived by its label, so that
//! what was signed for one purpose is worth nothing for another.

use std::{
    fmt, fs,
    io::{self, Write},
    path::Path,
};

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq;

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

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// The file cannot be read or written.
    #[error("the key file {path} cannot be used: {cause}")]
    Io {
        /// Which file.
        path: String,
        /// What the system said.
        cause: io::Error,
    },
    /// There is a file, and it is not a key. Overwriting it would make everything signed so far
    /// look forged, so nothing is done.
    #[error(
        "{path} is not a key: it should hold 64 hexadecimal digits. Bring the right file back, or move this one away to start with a new key"
    )]
    NotAKey {
        /// Which file.
        path: String,
    },
}

/// A key with what is to be said about its file.
#[derive(Debug)]
pub struct KeyFile {
    /// The key.
    pub key: Key,
    /// It has just been made: the moment to say where it lies and that backups do not hold it.
    pub created: bool,
    /// Others on this machine can read it: said in words at start, not refused, since secrets that
    /// a container mounts look like this.
    pub open_to_others: bool,
}

impl KeyFile {
    /// Reads the key at `path`, or makes one that only its owner can read. Two processes that start
    /// together end with the same key.
    pub fn load_or_create(path: &Path) -> Result<Self, KeyFileError> {
        let failed = |cause| KeyFileError::Io { path: path.display().to_string(), cause };
        match fs::read_to_string(path) {
            Ok(text) => Self::read(path, &text),
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => {
                let created = create(path, &Key::generate()).map_err(failed)?;
                let text = fs::read_to_string(path).map_err(failed)?;
                Ok(Self { created, ..Self::read(path, &text)? })
            }
            Err(garbled) if garbled.kind() == io::ErrorKind::InvalidData => {
                Err(KeyFileError::NotAKey { path: path.display().to_string() })
            }
            Err(cause) => Err(failed(cause)),
        }
    }

    fn read(path: &Path, text: &str) -> Result<Self, KeyFileError> {
        let mut bytes = [0_u8; 32];
        hex::decode_to_slice(text.trim(), &mut bytes)
            .map_err(|_| KeyFileError::NotAKey { path: path.display().to_string() })?;
        let open_to_others = open_to_others(path)
            .map_err(|cause| KeyFileError::Io { path: path.display().to_string(), cause })?;
        Ok(Self { key: Key(bytes), created: false, open_to_others })
    }
}

/// Writes the key beside its place, then links it there: the file is whole or it is not. Says
/// whether this call made it; somebody else's is left alone.
fn create(path: &Path, key: &Key) -> io::Result<bool> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let draft = folder.join(format!(".key-{:016x}", rand::random::<u64>()));
    let linked = write_whole(&draft, key).and_then(|()| match fs::hard_link(&draft, path) {
        Ok(()) => Ok(true),
        Err(taken) if taken.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    });
    let removed = fs::remove_file(&draft);
    let created = linked?;
    removed?;
    sync_folder(folder)?;
    Ok(created)
}

fn write_whole(path: &Path, key: &Key) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{}", hex::encode(key.0))?;
    file.sync_all()
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn open_to_others(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn open_to_others(_path: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::PathBuf;

    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            let path = std::env::temp_dir().join(format!("wardbook-seal-{:016x}", rand::random::<u64>()));
            fs::create_dir(&path).unwrap();
            Self(path)
        }

        fn key(&self) -> PathBuf {
            self.0.join("wardbook.key")
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

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
    fn the_file_is_made_once_and_read_ever_after() {
        let folder = Folder::new();
        let made = KeyFile::load_or_create(&folder.key()).unwrap();
        assert!(made.created && !made.open_to_others);
        let read = KeyFile::load_or_create(&folder.key()).unwrap();
        assert!(!read.created);
        assert_eq!(made.key.0, read.key.0);
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "no draft is left behind");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_it_and_an_open_one_is_reported() {
        use std::os::unix::fs::PermissionsExt;
        let folder = Folder::new();
        KeyFile::load_or_create(&folder.key()).unwrap();
        assert_eq!(fs::metadata(folder.key()).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(folder.key(), fs::Permissions::from_mode(0o644)).unwrap();
        assert!(KeyFile::load_or_create(&folder.key()).unwrap().open_to_others);
    }

    #[test]
    fn what_is_no_key_is_refused_and_left_alone() {
        let folder = Folder::new();
        for rubbish in [&b""[..], b"abc", &[0xff; 40]] {
            fs::write(folder.key(), rubbish).unwrap();
            let refused = KeyFile::load_or_create(&folder.key());
            assert!(matches!(refused, Err(KeyFileError::NotAKey { .. })), "{rubbish:?}");
            assert_eq!(fs::read(folder.key()).unwrap(), rubbish);
        }
    }

    #[test]
    fn a_missing_folder_is_an_error_in_words() {
        let folder = Folder::new();
        let refused = KeyFile::load_or_create(&folder.0.join("nowhere/wardbook.key")).unwrap_err();
        assert!(refused.to_string().starts_with("the key file "), "{refused}");
    }

    #[test]
    fn processes_that_start_together_agree_on_one_key() {
        let folder = Folder::new();
        let path = folder.key();
        let keys: Vec<KeyFile> = std::thread::scope(|scope| {
            let starting: Vec<_> =
                (0..16).map(|_| scope.spawn(|| KeyFile::load_or_create(&path).unwrap())).collect();
            starting.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|file| file.key.0 == keys[0].key.0));
        assert_eq!(keys.iter().filter(|file| file.created).count(), 1);
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
