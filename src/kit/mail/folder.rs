//! Messages as files, for trials: what would have been sent can be looked at, and nobody gets it.

use std::path::PathBuf;

use crate::kit::files::write_whole;
use crate::kit::sending::{Accepted, Failure, Reason};

/// Writes one message; a message that is written again replaces itself.
pub(in crate::kit) async fn put(folder: PathBuf, name: String, bytes: Vec<u8>) -> Result<Accepted, Failure> {
    let written = tokio::task::spawn_blocking(move || write_whole(&folder, &name, &bytes)).await;
    let failed = |words: String| Failure::said(Reason::Folder, words);
    written.map_err(|error| failed(error.to_string()))?.map_err(|error| failed(error.to_string()))?;
    Ok(Accepted { by: "the folder for trials".into() })
}
