//! Messages as files, for trials: what would have been sent can be looked at, and nobody gets it.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::kit::sending::{Accepted, Failure, Reason};

/// Writes one message; a message that is written again replaces itself.
pub(in crate::kit) async fn put(folder: PathBuf, name: String, bytes: Vec<u8>) -> Result<Accepted, Failure> {
    let written = tokio::task::spawn_blocking(move || write(&folder, &name, &bytes)).await;
    let failed = |words: String| Failure::said(Reason::Folder, words);
    written.map_err(|error| failed(error.to_string()))?.map_err(|error| failed(error.to_string()))?;
    Ok(Accepted { by: "the folder for trials".into() })
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    // Whole under its name, or not at all.
    let half = folder.join(format!(".{name}.part"));
    let mut file = std::fs::File::create(&half)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(half, folder.join(name))
}
