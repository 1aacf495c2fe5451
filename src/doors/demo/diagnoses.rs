//! A few codes for diagnoses, so that the demonstration finds something as one types; a hospital loads a whole list.

use sha2::Digest as _;

use crate::care::codes::{self, CodeFile, List, Source};
use crate::kit::db::{Db, Permit};
use crate::kit::error::{Error, Result};

const FILE: &[u8] = include_bytes!("diagnoses.csv");

/// Loads them as a file of a publisher is loaded.
pub(super) fn load(db: &Db, permit: &impl Permit) -> Result<()> {
    let file = CodeFile::read(FILE).map_err(Error::bug)?;
    let source = Source {
        system: file.system.clone(),
        edition: "A few for the demonstration".to_owned(),
        file_name: "diagnoses.csv".to_owned(),
        digest: hex::encode(sha2::Sha256::digest(FILE)),
        codes: i64::try_from(file.entries.len()).unwrap_or(i64::MAX),
    };
    let plan = db.read_now(move |conn| codes::plan(conn, List::Icd10, &file, false))?;
    codes::load(db, permit, List::Icd10, &plan, &source, |_| ())?;
    Ok(())
}
