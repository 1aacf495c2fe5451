//! Commands that bring content in and give it out.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};

use super::{open_installation, operator, say};
use crate::doors::canonical;
use crate::doors::fhir::{self, ImportReport, NotTaken, Order};
use crate::kit::config::Settings;
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Import {
    /// Take FHIR R4 bundles (transaction, collection, searchset) of another system. Safe to repeat.
    Fhir(Fhir),
    /// Register the patients of a CSV list. Those who are probably here already are left out, so it is safe to repeat.
    Patients(super::import_patients::Patients),
    /// Load a list of codes for diagnoses as its publisher gives it out. Safe to repeat; a newer edition sets aside the
    /// codes it no longer has.
    Codes(super::import_codes::Codes),
    /// Load a list of pairs of medicines that harm each other, in the place of the one that was loaded under its name.
    Interactions(super::import_interactions::Interactions),
}

#[derive(Debug, clap::Args)]
pub(super) struct Fhir {
    /// Files, and folders with *.json in them.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The sender's name. Without it the sender's own addresses are its name. Give one when two senders number their
    /// records alike.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Only say what would be done, and keep nothing.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Export {
    /// Print all content as one JSON object that is the same for two databases with the same content.
    Canonical,
}

pub(super) fn import(settings: Settings, what: Import) -> Result<ExitCode> {
    match what {
        Import::Fhir(fhir) => import_fhir(settings, fhir),
        Import::Patients(list) => super::import_patients::import(settings, list),
        Import::Codes(list) => super::import_codes::import(settings, &list),
        Import::Interactions(list) => super::import_interactions::import(settings, &list),
    }
}

fn import_fhir(settings: Settings, fhir: Fhir) -> Result<ExitCode> {
    let house = open_installation(settings)?;
    if house.db.read_now(crate::gate::hospital::find)?.is_none() {
        return Err(Error::Conflict(
            "There is no hospital in this database yet. Run wardbook setup first.".into(),
        ));
    }
    let source = fhir.source.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    if source.as_ref().is_some_and(|name| name.chars().count() > 200) {
        return Err(Error::Conflict("The sender's name is longer than 200 characters.".into()));
    }
    let files = fhir::collect(&fhir.paths)
        .map_err(|error| Error::Conflict(format!("The files cannot be read: {error}.")))?;
    if files.is_empty() {
        return Err(Error::Conflict("There is no .json file in there.".into()));
    }
    let order = Order { run: Id::new(), files, source, dry_run: fhir.dry_run, by: None };
    let permit = operator(&house);
    let announced = order.clone();
    house.db.write_now(&permit, move |tx| fhir::announce(tx, &announced, "command line"))?;
    let bar = progress_bar(order.files.len());
    let report = fhir::run(&house.db, &permit, &order, &mut |progress| {
        bar.set_position(progress.files as u64);
        bar.set_message(format!("{} resources", progress.resources));
    });
    bar.finish_and_clear();
    let report = report?;
    say(&in_words(&report));
    Ok(if report.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(super) fn export(settings: Settings, Export::Canonical: Export) -> Result<()> {
    let house = open_installation(settings)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    house.db.read_now(|conn| canonical::export(conn, &mut out))?;
    out.flush().map_err(|_| Error::Unavailable("the output cannot be written"))
}

/// A bar for people at a terminal; nothing for scripts.
fn progress_bar(files: usize) -> ProgressBar {
    if files < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} files, {msg}, {eta} left") {
        bar.set_style(style);
    }
    bar
}

/// The report as a table and lists, in the words of its page.
fn in_words(report: &ImportReport) -> String {
    let mut text = String::new();
    let mut line = |words: &str| {
        text.push_str(words.trim_end());
        text.push('\n');
    };
    if report.dry_run {
        line(&format!("{} {}", catalogue("import-dry-notice"), catalogue("import-dry-why")));
    }
    line(&crate::say!("import-files-read", files = report.files, refused = report.refused.len() as u64));
    let heads =
        ["import-created", "import-updated", "import-skipped", "import-conflicts", "import-not-taken"];
    let row = |name: &str, cells: [String; 5]| {
        let cells: String = cells.iter().map(|cell| format!("{cell:>11}")).collect();
        format!("{name:24}{cells}")
    };
    line(&row("", heads.map(catalogue)));
    let total = report.total();
    let all = catalogue("import-total");
    let counts = report.counts.iter().map(|(kind, counts)| (kind.as_str(), counts));
    for (kind, counts) in counts.chain([(all.as_str(), &total)]) {
        let cells = [counts.created, counts.updated, counts.skipped, counts.conflicts, counts.not_taken];
        line(&row(kind, cells.map(|count| count.to_string())));
    }
    let mut list = |title: &str, note: &str, lines: Vec<String>| {
        if lines.is_empty() {
            return;
        }
        let note = if note.is_empty() { String::new() } else { format!(", {}", catalogue(note)) };
        line(&format!("\n{}{note}:", catalogue(title)));
        lines.iter().for_each(|one| line(&format!("  {one}")));
    };
    let counted = |lines: &[NotTaken]| -> Vec<String> {
        lines.iter().map(|one| format!("{:6}  {}: {}", one.count, one.kind, one.reason)).collect()
    };
    list("import-left", "", counted(&report.not_taken));
    list("import-remarks", "", counted(&report.remarks));
    let conflicts = report.conflicts.iter();
    list(
        "import-conflict-list",
        "import-conflict-note",
        conflicts.map(|one| format!("{} {}: {}", one.kind, one.original_id, one.reason)).collect(),
    );
    let duplicates = report.duplicates.iter();
    list(
        "import-duplicates",
        "import-duplicates-note",
        duplicates.map(|one| format!("{} – {}", one.newcomer, one.other)).collect(),
    );
    let refused = report.refused.iter().map(|one| match &one.place {
        Some(place) => format!("{}, {place}: {}", one.file, one.reason),
        None => format!("{}: {}", one.file, one.reason),
    });
    list("import-refused", "import-refused-note", refused.collect());
    text
}

fn catalogue(key: &str) -> String {
    crate::say!(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doors::fhir::{Counts, Refused};
    use crate::kit::text::Sentence;

    #[test]
    fn the_report_names_counts_reasons_and_places() {
        let mut report = ImportReport { files: 2, ..ImportReport::default() };
        report.counts.insert("Patient".into(), Counts { created: 3, not_taken: 1, ..Counts::default() });
        report.not_taken.push(NotTaken {
            kind: "Patient".into(),
            reason: Sentence::of("import-reason-no-name"),
            count: 1,
        });
        report.refused.push(Refused {
            file: "a.json".into(),
            place: Some(Sentence::of("import-place-line").with("line", 1).with("column", 2)),
            reason: Sentence::of("import-wrong-json"),
        });
        let text = in_words(&report);
        for part in [
            "2 files were taken, 1 refused.",
            "1  Patient: It has no name",
            "a.json, line 1, column 2: This is not valid JSON",
        ] {
            assert!(text.contains(part), "{text}");
        }
        assert!(!text.contains("Probably the same person"));
    }
}
