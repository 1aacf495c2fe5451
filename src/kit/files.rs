//! Files that people attach, on disk: sealed under an id, behind one door.
//!
//! - What lies there is worth nothing without the key of the installation, and not under another name either: each is
//!   bound to its id.
//! - A file is whole under its name or not there. It is written before the row that names it is committed, so one
//!   without a row is possible and of no use; [`Files::ids`] finds those.
//! - Several servers of one hospital need the same folder.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use uuid::Uuid;

use super::error::{Error, Result};
use super::seal::Key;

/// The folder and its key.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
    key: Key,
}

impl Files {
    /// Of an installation. The folder is made when something is put into it.
    pub fn new(folder: PathBuf, root: &Key) -> Self {
        Self { folder, key: root.derive("files") }
    }

    /// Puts a file there, for good when this returns.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it cannot be written.
    pub fn put(&self, id: Uuid, bytes: &[u8]) -> Result<()> {
        let sealed = self.key.conceal(bytes, id.as_bytes())?;
        let failed = |error: std::io::Error| {
            tracing::error!(%error, "a file that was sent cannot be kept in {}", self.folder.display());
            Error::Unavailable("a file cannot be kept")
        };
        let path = self.path(id);
        let folder = path.parent().unwrap_or(&self.folder);
        write_whole(folder, &id.simple().to_string(), &sealed).map_err(failed)
    }

    /// What a file holds.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it is not there, though it was put there once, or is not what was put there.
    pub fn get(&self, id: Uuid) -> Result<Vec<u8>> {
        let gone = |why: String| {
            tracing::error!("the file {id} cannot be read in {}: {why}", self.folder.display());
            Error::Unavailable("a file cannot be read")
        };
        let sealed = std::fs::read(self.path(id)).map_err(|error| gone(error.to_string()))?;
        self.key.reveal(&sealed, id.as_bytes()).ok_or_else(|| gone("it is not what was put there".into()))
    }

    /// Removes a file, if it is there.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it stays.
    pub fn remove(&self, id: Uuid) -> Result<()> {
        match std::fs::remove_file(self.path(id)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(Error::Unavailable("a file cannot be removed"))
            }
            _ => Ok(()),
        }
    }

    /// All that were put there so long ago or earlier.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the folder cannot be read.
    pub fn ids(&self, age: Duration) -> Result<Vec<Uuid>> {
        let unreadable = |_| Error::Unavailable("the folder of files cannot be read");
        let shelves = match std::fs::read_dir(&self.folder) {
            Ok(shelves) => shelves,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unreadable(error)),
        };
        let mut ids = Vec::new();
        for shelf in shelves {
            for entry in std::fs::read_dir(shelf.map_err(unreadable)?.path()).map_err(unreadable)? {
                let entry = entry.map_err(unreadable)?;
                let Ok(id) = Uuid::try_parse(&entry.file_name().to_string_lossy()) else { continue };
                let changed = entry.metadata().and_then(|about| about.modified()).map_err(unreadable)?;
                // A time to come is that of a clock that was set back.
                if changed.elapsed().unwrap_or_default() >= age {
                    ids.push(id);
                }
            }
        }
        Ok(ids)
    }

    /// The end of an id is random, its beginning the time: files of one day are spread over all shelves.
    fn path(&self, id: Uuid) -> PathBuf {
        let name = id.simple().to_string();
        self.folder.join(&name[30..]).join(name)
    }
}

/// Writes a file into a folder, which is made if need be: whole under its name, for good, or not at all.
///
/// # Errors
/// What the system says.
pub(in crate::kit) fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let half = folder.join(format!(".{name}.part"));
    let mut file = std::fs::File::create(&half)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(half, folder.join(name))?;
    #[cfg(unix)]
    std::fs::File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch() -> PathBuf {
        std::env::temp_dir().join(format!("wardbook-files-{:016x}", rand::random::<u64>()))
    }

    #[test]
    fn what_lies_there_is_sealed_and_bound_to_its_name() {
        let folder = scratch();
        let root = Key::generate();
        let files = Files::new(folder.clone(), &root);
        let (id, other) = (Uuid::now_v7(), Uuid::now_v7());
        assert!(files.ids(Duration::ZERO).unwrap().is_empty());
        files.put(id, b"readings of November").unwrap();
        assert_eq!(files.get(id).unwrap(), b"readings of November");
        assert_eq!(files.ids(Duration::ZERO).unwrap(), [id]);
        assert!(files.ids(Duration::from_secs(60)).unwrap().is_empty());
        let path = files.path(id);
        let kept = std::fs::read(&path).unwrap();
        assert!(!kept.windows(8).any(|part| part == b"readings"), "sealed");
        std::fs::create_dir_all(files.path(other).parent().unwrap()).unwrap();
        std::fs::write(files.path(other), &kept).unwrap();
        assert!(matches!(files.get(other), Err(Error::Unavailable(_))), "under another name");
        let foreign = Files::new(folder.clone(), &Key::generate());
        assert!(matches!(foreign.get(id), Err(Error::Unavailable(_))), "with another key");
        let mut spoilt = kept;
        *spoilt.last_mut().unwrap() ^= 1;
        std::fs::write(path, spoilt).unwrap();
        assert!(matches!(files.get(id), Err(Error::Unavailable(_))), "one bit");
        files.remove(id).unwrap();
        files.remove(id).unwrap();
        assert!(matches!(files.get(id), Err(Error::Unavailable(_))), "gone");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn where_nothing_can_be_written_nothing_is_half_written() {
        let folder = scratch();
        std::fs::write(&folder, "a file where a folder should be").unwrap();
        let files = Files::new(folder.clone(), &Key::generate());
        assert!(matches!(files.put(Uuid::now_v7(), b"x"), Err(Error::Unavailable(_))));
        std::fs::remove_file(folder).unwrap();
    }
}
