//! Loading a list of pairs.

use serde_json::json;

use super::model::PairFile;
use super::store;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;

/// Puts a list in the place of the one that was loaded under its name, in one transaction: no check ever meets half of a
/// list. Answers how many pairs went.
///
/// # Errors
/// What the database says.
pub fn load(tx: &mut Tx<'_>, name: &str, file: &PairFile, file_name: &str, digest: &str) -> Result<usize> {
    let gone = store::remove_list(tx, name)?;
    store::insert_list(tx, name, file_name, digest, file.pairs.len())?;
    for pair in &file.pairs {
        store::insert(tx, name, pair)?;
    }
    tx.record(Deed::new("import.interactions-loaded").on("interaction-list", name).with(json!({
        "file": file_name,
        "sha256": digest,
        "pairs": file.pairs.len(),
        "before": gone,
    })));
    Ok(gone)
}
