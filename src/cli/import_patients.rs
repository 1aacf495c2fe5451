//! `wardbook import patients FILE`: somebody else's list of patients.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use super::{open_installation, operator, say};
use crate::gate::hospital;
use crate::kit::config::Settings;
use crate::kit::error::{Error, Result};
use crate::people::patients::{Column, ImportOutcome, Noting, Source, import_lines};

#[derive(Debug, clap::Args)]
pub(super) struct Patients {
    /// A CSV file in UTF-8 with a line of headings.
    file: PathBuf,
    /// What the columns hold, in the order of the file, separated by commas: family, given, whole-name, born, age,
    /// sex, phone, email, street, town, national-id, former-number, note, skip … Without it the headings are guessed.
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    columns: Vec<String>,
    /// Only say what would be done.
    #[arg(long)]
    dry_run: bool,
    /// Take those too who are probably here already.
    #[arg(long)]
    with_duplicates: bool,
}

pub(super) fn import(settings: Settings, wish: Patients) -> Result<ExitCode> {
    let house = open_installation(settings)?;
    if house.db.read_now(hospital::find)?.is_none() {
        return Err(Error::Conflict(
            "There is no hospital in this database yet. Run wardbook setup first.".into(),
        ));
    }
    let bytes = std::fs::read(&wish.file)
        .map_err(|error| Error::Conflict(format!("{} cannot be read: {error}.", wish.file.display())))?;
    let name = wish.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (mut source, headings) = Source::look(&bytes, &name)?;
    if !wish.columns.is_empty() {
        source.columns = columns(&wish.columns, headings.len())?;
    }
    source.dry_run = wish.dry_run;
    source.with_duplicates = wish.with_duplicates;
    say(&read_as(&headings, &source.columns));
    if let Some(field) = source.missing().first() {
        return Err(Error::Conflict(format!(
            "No column holds this: {}. Name the columns with --columns.",
            field.name()
        )));
    }
    let at = house.db.clock().now();
    let today = house.db.read_now(|conn| hospital::local_now(conn, at))?.date();
    let bar = progress_bar(u64::try_from(source.count(&bytes)).unwrap_or(0));
    let noting: Noting = Arc::new(|_, _| Ok(()));
    let outcome = import_lines(&house.db, &operator(&house), &source, &bytes, today, &noting, |so_far| {
        bar.set_position(so_far.seen);
    });
    bar.finish_and_clear();
    let outcome = outcome?;
    say(&in_words(&outcome, source.dry_run));
    Ok(if outcome.refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn columns(names: &[String], headings: usize) -> Result<Vec<Column>> {
    if names.len() != headings {
        return Err(Error::Conflict(format!(
            "The file has {headings} columns, and --columns names {}.",
            names.len()
        )));
    }
    names
        .iter()
        .map(|name| {
            Column::of_name(name.trim())
                .ok_or_else(|| Error::Conflict(format!("No column is called {name}.")))
        })
        .collect()
}

fn read_as(headings: &[String], columns: &[Column]) -> String {
    let mut text = String::from("The columns are read as:\n");
    for (heading, column) in headings.iter().zip(columns) {
        text.push_str(&format!("  {heading}: {}\n", column.name()));
    }
    text
}

fn in_words(outcome: &ImportOutcome, dry_run: bool) -> String {
    let mut text = String::new();
    if dry_run {
        text.push_str("Dry run: nobody was registered. This is what would be done.\n");
    }
    text.push_str(&format!(
        "{} lines were read: {} registered, {} refused, {} probably here already.\n",
        outcome.seen, outcome.taken, outcome.refused, outcome.duplicates
    ));
    for line in &outcome.lines {
        let field = line.field.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
        text.push_str(&format!("  line {}: {field}{}\n", line.line, line.reason));
    }
    text
}

/// A bar for people at a terminal; nothing for scripts.
fn progress_bar(lines: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(lines);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} lines, {eta} left") {
        bar.set_style(style);
    }
    bar
}
