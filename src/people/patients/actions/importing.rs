//! Somebody else's list of patients, line by line.
//!
//! A line is taken, refused with what is wrong, or left out because the person is probably here already; so the same
//! list can be read twice. Every hundred lines are one transaction,
//! which also says how far the list was read.

use std::io::Read;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::super::model::columns::{self, Column};
use super::super::model::details::Details;
use super::super::model::field::Field;
use super::super::model::fold::tidy;
use super::super::model::problem::Problem;
use super::super::store;
use super::registering::enter;
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Db, Permit, Tx};
use crate::kit::error::{Error, Result};
use crate::say;

/// Lines in one transaction.
const BATCH: usize = 100;
/// How many lines a report names one by one.
const NAMED: usize = 1_000;

/// A list and how to read it.
#[derive(Debug, Clone)]
pub struct Source {
    /// What the columns hold.
    pub columns: Vec<Column>,
    /// The sign between cells.
    pub delimiter: u8,
    /// Only look.
    pub dry_run: bool,
    /// Take those too who are probably here already.
    pub with_duplicates: bool,
    /// What the audit trail calls it.
    pub name: String,
    /// Who hands it in.
    pub by: Option<AccountId>,
}

/// What became of the lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportOutcome {
    /// Lines read.
    pub seen: u64,
    /// Patients registered, or that would be.
    pub taken: u64,
    /// Lines with something wrong.
    pub refused: u64,
    /// Lines left out because of a probable duplicate.
    pub duplicates: u64,
    /// The first thousand lines that were not taken.
    pub lines: Vec<LineReport>,
}

/// Why a line was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineReport {
    /// Its number in the file, the heading being 1.
    pub line: u64,
    /// The field that is wrong, by name; none for the line as a whole.
    pub field: Option<String>,
    /// The sentence.
    pub reason: String,
}

impl ImportOutcome {
    fn count(&mut self, report: NotTaken) {
        self.seen += 1;
        match &report {
            None => self.taken += 1,
            Some((true, _)) => self.duplicates += 1,
            Some((false, _)) => self.refused += 1,
        }
        if let Some((_, report)) = report
            && self.lines.len() < NAMED
        {
            self.lines.push(report);
        }
    }
}

impl Source {
    /// Looks at the beginning of a list: its delimiter, its headings and what they probably hold.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is not a list in UTF-8 with a heading.
    pub fn look(bytes: &[u8], name: &str) -> Result<(Source, Vec<String>)> {
        let text = std::str::from_utf8(strip_mark(bytes))
            .map_err(|_| Error::Invalid(say!("patients-import-not-utf8")))?;
        let first = text.lines().next().unwrap_or_default();
        let delimiter = columns::delimiter(first);
        let mut reader = reader(text.as_bytes(), delimiter);
        let headings: Vec<String> = reader
            .headers()
            .map_err(|_| Error::Invalid(say!("patients-import-no-headings")))?
            .iter()
            .map(tidy)
            .collect();
        if headings.iter().all(|heading| heading.trim().is_empty()) || headings.len() > 200 {
            return Err(Error::Invalid(say!("patients-import-no-headings")));
        }
        let columns = columns::guess_all(&headings);
        let source = Source {
            columns,
            delimiter,
            dry_run: true,
            with_duplicates: false,
            name: name.to_owned(),
            by: None,
        };
        Ok((source, headings))
    }

    /// How many lines follow the heading.
    pub fn count(&self, bytes: &[u8]) -> i64 {
        let mut lines = reader(strip_mark(bytes), self.delimiter);
        i64::try_from(lines.records().count()).unwrap_or(i64::MAX)
    }

    /// The first lines, for showing what is in the columns.
    pub fn samples(&self, bytes: &[u8], lines: usize) -> Vec<Vec<String>> {
        let mut from = reader(strip_mark(bytes), self.delimiter);
        let read = from.records().take(lines).flatten();
        read.map(|line| line.iter().map(|cell| cell.chars().take(40).collect()).collect()).collect()
    }

    /// Which required fields no column holds.
    pub fn missing(&self) -> Vec<Field> {
        let has = |field| self.columns.contains(&Column::Field(field));
        let named = has(Field::Family) || has(Field::Given) || self.columns.contains(&Column::WholeName);
        let mut missing = Vec::new();
        if !named {
            missing.push(Field::Family);
        }
        if !has(Field::Born) && !has(Field::Age) {
            missing.push(Field::Born);
        }
        if !has(Field::Sex) {
            missing.push(Field::Sex);
        }
        missing
    }
}

/// Writes down how far a list was read, in the transaction that takes the lines.
pub type Noting = Arc<dyn Fn(&mut Tx<'_>, &ImportOutcome) -> Result<()> + Send + Sync>;

/// Reads the whole list. `noting` is asked in every transaction, and `progress` hears of it afterwards.
///
/// # Errors
/// What the database or `noting` says; lines read before stay.
pub fn import_lines(
    db: &Db,
    permit: &impl Permit,
    source: &Source,
    bytes: &[u8],
    today: Date,
    noting: &Noting,
    mut progress: impl FnMut(&ImportOutcome),
) -> Result<ImportOutcome> {
    let mut outcome = ImportOutcome::default();
    let mut reader = reader(strip_mark(bytes), source.delimiter);
    let mut lines = reader.records();
    loop {
        let mut batch: Vec<Line> = Vec::new();
        for line in lines.by_ref().take(BATCH) {
            let number = outcome.seen + batch.len() as u64 + 2;
            batch.push(match line {
                Ok(cells) => parse(source, &cells, number, today).map(|details| (number, details)),
                Err(_) => {
                    Err(LineReport { line: number, field: None, reason: say!("patients-import-broken-line") })
                }
            });
        }
        if batch.is_empty() {
            return Ok(outcome);
        }
        let tried = if source.dry_run {
            Some(db.read_now(|conn| {
                batch.iter().map(|line| judge(conn, source, line, today)).collect::<Result<Vec<_>>>()
            })?)
        } else {
            None
        };
        let (source, noting, before) = (source.clone(), noting.clone(), outcome);
        outcome = db.write_now(permit, move |tx| {
            tx.nothing_to_record("lines that were not taken leave no trace");
            let mut outcome = before.clone();
            match &tried {
                Some(tried) => tried.iter().for_each(|report| outcome.count(report.clone())),
                None => {
                    for line in &batch {
                        let report = match (judge(tx.conn(), &source, line, today)?, line) {
                            (None, Ok((number, details))) => take(tx, &source, details, *number)?,
                            (report, _) => report,
                        };
                        outcome.count(report);
                    }
                }
            }
            noting(tx, &outcome)?;
            Ok(outcome)
        })?;
        progress(&outcome);
    }
}

/// A line with its number, or what is wrong with it.
type Line = Result<(u64, Details), LineReport>;
/// None for a line that is taken; whether a duplicate is what kept it from that.
type NotTaken = Option<(bool, LineReport)>;

/// One line in its own savepoint, so that a taken national id costs this line only.
fn take(tx: &mut Tx<'_>, source: &Source, details: &Details, line: u64) -> Result<NotTaken> {
    match tx.savepoint(|tx| enter(tx, details, &source.name, source.by)) {
        Ok(_) => Ok(None),
        Err(error) if error.breaks("patients_national_id_key_key") => {
            let field = Some(Field::NationalId.name().to_owned());
            Ok(Some((true, LineReport { line, field, reason: say!("patients-national-id-taken") })))
        }
        Err(error) => Err(error),
    }
}

/// What speaks against taking a line.
fn judge(conn: &mut Conn, source: &Source, line: &Line, today: Date) -> Result<NotTaken> {
    let (line, details) = match line {
        Ok((line, details)) => (*line, details),
        Err(report) => return Ok(Some((false, report.clone()))),
    };
    if source.with_duplicates {
        return Ok(None);
    }
    let alike = store::resembling(conn, details, None, today)?.probable;
    Ok(alike.first().map(|alike| {
        let reason = say!("patients-import-known", mrn = alike.hit.shown_mrn());
        (true, LineReport { line, field: None, reason })
    }))
}

fn parse(source: &Source, cells: &csv::StringRecord, line: u64, today: Date) -> Result<Details, LineReport> {
    let sheet = columns::sheet(&source.columns, cells.iter());
    Details::parse(&sheet, today).map_err(|problems| {
        let (field, problem) = problems.first().copied().unwrap_or((Field::Family, Problem::NameMissing));
        LineReport { line, field: Some(field.name().to_owned()), reason: sentence(problem) }
    })
}

/// A problem in words.
pub fn sentence(problem: Problem) -> String {
    let key = format!("patients-problem-{}", problem.key());
    match problem {
        Problem::TooLong(max) => say!(&key, max = i64::try_from(max).unwrap_or(0)),
        _ => say!(&key),
    }
}

fn strip_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

fn reader<R: Read>(from: R, delimiter: u8) -> csv::Reader<R> {
    csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(from)
}
