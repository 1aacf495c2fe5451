//! `wardbook import codes icd10 FILE`: a list of codes as its publisher gives it out.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use sha2::Digest as _;

use super::{open_installation, operator, say};
use crate::care::codes::{self, CodeFile, List, Loaded};
use crate::kit::config::Settings;
use crate::kit::error::{Error, Result};

#[derive(Debug, clap::Args)]
pub(super) struct Codes {
    /// Which list: icd10.
    list: String,
    /// The file. ICD-10-CM's order file, list of codes or tabular XML; WHO's ClaML or codes.txt; or a CSV file with the
    /// headings code and text.
    file: PathBuf,
    /// What the edition is called. Without it, as the file says, or the file's name.
    #[arg(long, value_name = "NAME")]
    edition: Option<String>,
    /// Take the file although it has fewer than half of the codes in force.
    #[arg(long)]
    replace: bool,
    /// Only say what would be done.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn import(settings: Settings, wish: &Codes) -> Result<ExitCode> {
    let list = List::of_word(&wish.list).ok_or_else(|| {
        let known = List::ALL.map(List::as_str).join(", ");
        Error::Conflict(format!("No list is called {}. There is: {known}.", wish.list))
    })?;
    let house = open_installation(settings)?;
    let shown = wish.file.display();
    let bytes = std::fs::read(&wish.file)
        .map_err(|error| Error::Conflict(format!("{shown} cannot be read: {error}.")))?;
    let file = CodeFile::read(&bytes)
        .map_err(|why| Error::Conflict(format!("Nothing of {shown} was taken: {why}.")))?;
    let file_name = wish.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let edition = wish.edition.clone().or_else(|| file.edition.clone()).unwrap_or_else(|| file_name.clone());
    let source = codes::Source {
        system: file.system.clone(),
        edition,
        file_name,
        digest: hex::encode(sha2::Sha256::digest(&bytes)),
        codes: i64::try_from(file.entries.len()).unwrap_or(i64::MAX),
    };
    let replace = wish.replace;
    let entries = file.entries.len();
    let plan = house.db.read_now(move |conn| codes::plan(conn, list, &file, replace))?;
    if wish.dry_run {
        say(&format!(
            "Dry run: nothing was changed. This is what would be done.\n{}",
            in_words(entries, plan.counts())
        ));
        return Ok(ExitCode::SUCCESS);
    }
    let counts = plan.counts();
    let bar = progress_bar(counts.added + counts.changed + counts.dropped);
    let loaded = codes::load(&house.db, &operator(&house), list, &plan, &source, |done| {
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    say(&in_words(entries, loaded?));
    Ok(ExitCode::SUCCESS)
}

fn in_words(entries: usize, loaded: Loaded) -> String {
    let Loaded { added, changed, dropped, same } = loaded;
    format!(
        "{entries} codes were read: {added} new, {changed} changed, {dropped} set aside, {same} as before.\n"
    )
}

/// A bar for people at a terminal; nothing for scripts.
fn progress_bar(codes: usize) -> ProgressBar {
    if codes == 0 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(codes as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} codes, {eta} left") {
        bar.set_style(style);
    }
    bar
}
