//! The files of an installation are its owner's alone.

use std::path::{Path, PathBuf};

/// Lets whatever this process makes from now on be its owner's alone, wherever that is.
pub fn keep_to_oneself() {
    #[cfg(unix)]
    {
        use rustix::fs::Mode;
        rustix::process::umask(Mode::RWXG | Mode::RWXO);
    }
}

/// What lies in a folder, holds anything, and can be opened by others on this machine. They must be able to enter the
/// folder for that; what this process cannot enter is not looked into.
///
/// # Errors
/// When the folder cannot be read.
#[cfg(unix)]
pub fn open_to_others(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    use std::os::unix::fs::PermissionsExt as _;
    let is_open = |about: &std::fs::Metadata| about.permissions().mode() & 0o077 != 0;
    let mut found = Vec::new();
    if !is_open(&std::fs::metadata(folder)?) {
        return Ok(found);
    }
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        // A link's own permissions say nothing, and where it leads may have gone.
        let Ok(about) = std::fs::metadata(&path) else { continue };
        if about.is_file() && about.len() > 0 && is_open(&about) {
            found.push(path);
        } else if entry.file_type()?.is_dir() {
            found.extend(open_to_others(&path).unwrap_or_default());
        }
    }
    found.sort();
    Ok(found)
}

/// Elsewhere than on Unix the folder's own rules decide.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn open_to_others(_: &Path) -> std::io::Result<Vec<PathBuf>> {
    Ok(Vec::new())
}

/// What to say of files that are open to others.
pub fn in_words(folder: &Path, open: &[PathBuf]) -> Option<String> {
    let first = open.first()?;
    let more = match open.len() - 1 {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    Some(format!(
        "{}{more} can be opened by others on this machine; run chmod -R go= {}",
        first.display(),
        folder.display()
    ))
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn allow(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn what_is_open_is_found_wherever_others_can_enter() {
        let folder = std::env::temp_dir().join(format!("wardbook-private-{:016x}", rand::random::<u64>()));
        let inner = folder.join("uploads/1");
        fs::create_dir_all(&inner).unwrap();
        for (name, content) in [("wardbook.db", "x"), ("closed", "x"), ("empty", ""), ("uploads/1/0", "x")] {
            fs::write(folder.join(name), content).unwrap();
            allow(&folder.join(name), if name == "closed" { 0o600 } else { 0o640 });
        }
        for path in [&folder, &folder.join("uploads"), &inner] {
            allow(path, 0o755);
        }
        let names = || -> Vec<String> {
            let open = open_to_others(&folder).unwrap();
            open.iter().map(|path| path.strip_prefix(&folder).unwrap().display().to_string()).collect()
        };
        assert_eq!(names(), ["uploads/1/0", "wardbook.db"]);
        let said = in_words(&folder, &open_to_others(&folder).unwrap()).unwrap();
        assert!(said.contains("uploads/1/0 and 1 more can be opened by others"), "{said}");
        allow(&folder.join("uploads"), 0o700);
        assert_eq!(names(), ["wardbook.db"]);
        allow(&folder, 0o700);
        assert!(names().is_empty() && in_words(&folder, &[]).is_none());
        fs::remove_dir_all(&folder).unwrap();
    }
}
