//! One server per installation of the embedded database.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use super::error::{Error, Result};

/// Held for as long as it lives; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the open file is the lock")] File);

/// Takes the exclusive lock of the installation in `folder`.
///
/// # Errors
/// [`Error::Conflict`] when another process holds it, and when the folder cannot be written.
pub fn take(folder: &Path) -> Result<Lock> {
    let path = folder.join("wardbook.lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| Error::Conflict(format!("{} cannot be opened: {error}.", path.display())))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(Error::Conflict(format!(
            "Another Wardbook is running on {}. Stop it first, or choose another folder with WARDBOOK_DATA.",
            folder.display()
        ))),
        Err(TryLockError::Error(error)) => {
            Err(Error::Conflict(format!("{} cannot be locked: {error}.", path.display())))
        }
    }
}
