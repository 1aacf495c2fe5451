//! What a server that was killed has left behind.

use std::path::Path;
use std::time::Duration;

/// Removes all that lies in a folder and was not touched for so long; answers how much it was. A folder that is not
/// there holds nothing.
///
/// # Errors
/// When the folder cannot be read, or something in it cannot be removed.
pub fn clear(folder: &Path, untouched: Duration) -> std::io::Result<usize> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let mut cleared = 0;
    for entry in entries {
        let entry = entry?;
        let about = entry.metadata()?;
        // A time to come is that of a clock that was set back.
        let age = about.modified()?.elapsed().unwrap_or_default();
        if age < untouched {
            continue;
        }
        if about.is_dir() {
            std::fs::remove_dir_all(entry.path())?;
        } else {
            std::fs::remove_file(entry.path())?;
        }
        cleared += 1;
    }
    Ok(cleared)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_what_nobody_touched_for_long_enough_goes() {
        let folder = std::env::temp_dir().join(format!("wardbook-leftovers-{:016x}", rand::random::<u64>()));
        assert_eq!(clear(&folder, Duration::ZERO).unwrap(), 0, "no folder");
        fs::create_dir_all(folder.join("1")).unwrap();
        fs::write(folder.join("1/0"), "a list of patients").unwrap();
        fs::write(folder.join("2"), "a photo").unwrap();
        assert_eq!(clear(&folder, Duration::from_secs(3600)).unwrap(), 0);
        assert!(folder.join("1/0").exists());
        assert_eq!(clear(&folder, Duration::ZERO).unwrap(), 2);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        fs::remove_dir_all(&folder).unwrap();
    }
}
