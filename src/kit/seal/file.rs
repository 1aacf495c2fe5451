//! The file that holds the key: made once, whole, and read by its owner alone.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::Key;

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
}
