//! `wardbook import interactions FILE`: pairs of medicines that harm each other.

use std::path::PathBuf;
use std::process::ExitCode;

use sha2::Digest as _;

use super::{open_installation, operator, say};
use crate::care::interactions::{self, PairFile};
use crate::kit::config::Settings;
use crate::kit::error::{Error, Result};

#[derive(Debug, clap::Args)]
pub(super) struct Interactions {
    /// A CSV file in UTF-8; docs/medicines.md names its columns.
    file: PathBuf,
    /// What the list is called. Without it, the file's name without its ending.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Only say what would be done.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn import(settings: Settings, wish: &Interactions) -> Result<ExitCode> {
    let house = open_installation(settings)?;
    let shown = wish.file.display();
    let bytes = std::fs::read(&wish.file)
        .map_err(|error| Error::Conflict(format!("{shown} cannot be read: {error}.")))?;
    let file = PairFile::read(&bytes)
        .map_err(|why| Error::Conflict(format!("Nothing of {shown} was taken: {why}.")))?;
    let part = |part: Option<&std::ffi::OsStr>| part.map(|name| name.to_string_lossy().into_owned());
    let file_name = part(wish.file.file_name()).unwrap_or_default();
    let name = wish.name.clone().or_else(|| part(wish.file.file_stem())).unwrap_or_default();
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(Error::Conflict("A list has a name of at most 100 characters.".into()));
    }
    let pairs = file.pairs.len();
    if wish.dry_run {
        say(&format!("Dry run: nothing was changed. {pairs} pairs would be loaded as {name}.\n"));
        return Ok(ExitCode::SUCCESS);
    }
    let digest = hex::encode(sha2::Sha256::digest(&bytes));
    let called = name.clone();
    let gone = house.db.write_now(&operator(&house), move |tx| {
        interactions::load(tx, &called, &file, &file_name, &digest)
    })?;
    say(&format!("{pairs} pairs were loaded as {name}, in the place of {gone}.\n"));
    Ok(ExitCode::SUCCESS)
}
