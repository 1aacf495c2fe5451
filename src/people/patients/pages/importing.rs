//! Lists of others in the browser: the file, its columns, a trial, the import, the report.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::{HttpRequest, web};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::actions::{ImportOutcome, Order, Source};
use super::super::model::columns::{self, Column};
use super::super::model::field::Field;
use super::super::store::{self, Import, ImportId};
use super::super::views::importing::{
    ColumnChoice, ImportPage, ImportsPage, Listed, Progress, ProgressFragment,
};
use super::super::views::moment;
use super::editing::field_label;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::web::upload::{self, Limits, Received, Scratch};
use crate::say;

type Importer = May<perm::SettingsManage>;

const LARGEST: usize = 32 * 1024 * 1024;
const LIMITS: Limits = Limits { files: 1, each: LARGEST, all: LARGEST };
const SHOWN: i64 = 50;
/// Cells of a column shown beside its choice.
const SAMPLES: usize = 3;

fn path_of(id: ImportId) -> String {
    format!("/patients/import/{id}")
}

/// The way in, and earlier imports.
pub async fn show(_: Importer, desk: Desk) -> Result<Page> {
    Page::ok(&imports_page(&desk, desk.form()).await?)
}

async fn imports_page(desk: &Desk, form: Form) -> Result<ImportsPage> {
    let at = desk.clock().now();
    let listed = desk
        .read(move |conn| {
            let now = hospital::local_now(conn, at)?;
            let imports = store::imports(conn, SHOWN)?;
            Ok(imports
                .into_iter()
                .map(|one| Listed {
                    href: path_of(one.id),
                    state: state_in_words(&one, at),
                    at: moment(one.begun_at, &now),
                    taken: one.taken,
                    lines: one.lines,
                    name: one.file_name,
                })
                .collect())
        })
        .await?;
    Ok(ImportsPage { frame: desk.frame(), form, listed })
}

fn state_in_words(import: &Import, now: Timestamp) -> String {
    let state = import.state_at(now);
    let trial = import.dry_run && state == "waiting" && !import.report.is_null();
    let key = if trial { "tried" } else { state };
    say!(&format!("patients-import-state-{key}"))
}

/// Takes a file in; nothing is registered yet.
pub async fn receive(who: Importer, desk: Desk, request: HttpRequest, body: web::Payload) -> Result<Answer> {
    let id = ImportId::new();
    let folder = Scratch::new(desk.house().folder().join("uploads").join(id.to_string()));
    let sent = upload::receive(&request, body, &folder, LIMITS).await;
    let file = sent.as_ref().ok().and_then(|sent| sent.files.first()).cloned();
    let looked = aside(move || {
        let looked = file.map(|file| look(&file));
        drop(folder);
        looked.unwrap_or_else(|| Err(Error::Invalid(say!("patients-import-file-missing"))))
    })
    .await;
    let mut form = sent?.form;
    let Looked { source, headings, lines, bytes } = match looked {
        Ok(looked) => looked,
        Err(Error::Invalid(sentence)) => {
            form.refuse("file", sentence);
            let form = form.rekeyed(desk.form().key);
            return Ok(Page::invalid(&imports_page(&desk, form).await?)?.into());
        }
        Err(error) => return Err(error),
    };
    let mapping = mapping(&source.columns, &headings);
    let by = who.who.account;
    let reply = desk
        .submit(&who, &form, move |tx| {
            store::keep_file(tx, id, &source.name, &bytes, lines, mapping.clone(), by)?;
            tx.record(
                Deed::new("patient-list.received").on("patient-list", id).with(json!({ "lines": lines })),
            );
            Ok(Reply::to(path_of(id)))
        })
        .await?;
    Ok(reply.into())
}

/// A list that was received, and what it holds as far as one can see.
struct Looked {
    source: Source,
    headings: Vec<String>,
    lines: i64,
    bytes: Vec<u8>,
}

fn look(file: &Received) -> Result<Looked> {
    let bytes = std::fs::read(&file.path).map_err(Error::bug)?;
    let (source, headings) = Source::look(&bytes, &file.name)?;
    Ok(Looked { lines: source.count(&bytes), source, headings, bytes })
}

/// A list may have megabytes: it is looked at away from the threads that answer requests.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    web::block(work).await.map_err(Error::bug)?
}

fn mapping(columns: &[Column], headings: &[String]) -> Value {
    let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
    json!({ "columns": names, "headings": headings })
}

/// The columns to be chosen, how far it has come, or what came of it.
pub async fn show_one(_: Importer, desk: Desk, id: web::Path<String>) -> Result<Page> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    Page::ok(&import_page(&desk, id, desk.form()).await?)
}

/// How far it has come, for the page that asks every second.
pub async fn progress(_: Importer, desk: Desk, id: web::Path<String>) -> Result<Page> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    let import = desk.read(move |conn| store::import_of(conn, id)).await?;
    Page::ok(&ProgressFragment { progress: progress_of(&import, desk.clock().now()) })
}

async fn import_page(desk: &Desk, id: ImportId, form: Form) -> Result<ImportPage> {
    let now = desk.clock().now();
    let (import, file) =
        desk.read(move |conn| Ok((store::import_of(conn, id)?, store::file_of(conn, id)?))).await?;
    let headings = texts(&import.mapping, "headings");
    let names = texts(&import.mapping, "columns");
    let may_start = matches!(import.state_at(now), "waiting" | "stopped") && file.is_some();
    let samples = match file {
        Some(bytes) => aside(move || Ok(Source::look(&bytes, "")?.0.samples(&bytes, SAMPLES))).await?,
        None => Vec::new(),
    };
    let choices = headings
        .into_iter()
        .enumerate()
        .map(|(at, heading)| {
            let name = format!("column-{at}");
            let chosen = if form.raw(&name).is_empty() {
                names.get(at).cloned().unwrap_or_default()
            } else {
                form.raw(&name).to_owned()
            };
            let samples: Vec<String> = samples.iter().filter_map(|row| row.get(at).cloned()).collect();
            ColumnChoice { name, heading, chosen, samples: samples.join(" · ") }
        })
        .collect();
    Ok(ImportPage {
        frame: desk.frame(),
        href: path_of(id),
        name: import.file_name.clone(),
        form,
        choices,
        options: Column::all().map(|column| (column.name(), column_label(column))).collect(),
        may_start,
        progress: progress_of(&import, now),
    })
}

fn column_label(column: Column) -> String {
    match column {
        Column::Field(field) => field_label(field),
        Column::WholeName => say!("patients-import-whole-name"),
        Column::Skip => say!("patients-import-skip"),
    }
}

fn texts(mapping: &Value, key: &str) -> Vec<String> {
    let list = mapping.get(key).and_then(Value::as_array).into_iter().flatten();
    list.map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
}

fn progress_of(import: &Import, now: Timestamp) -> Progress {
    let state = import.state_at(now);
    let outcome: Option<ImportOutcome> = serde_json::from_value(import.report.clone()).ok();
    let lines = outcome.iter().flat_map(|outcome| &outcome.lines);
    let not_taken = lines
        .map(|line| {
            let field = line.field.as_deref().and_then(Field::of_name);
            (line.line, field.map(field_label).unwrap_or_default(), line.reason.clone())
        })
        .collect();
    Progress {
        id: import.id.to_string(),
        href: format!("{}/progress", path_of(import.id)),
        is_running: state == "running",
        stopped: match state {
            "stopped" if import.dry_run => say!("patients-import-stopped-trial"),
            "stopped" => say!("patients-import-stopped-taken", taken = import.taken),
            _ => String::new(),
        },
        state: state_in_words(import, now),
        was_trial: import.dry_run,
        lines: import.lines,
        seen: import.seen,
        not_taken,
        outcome: outcome.filter(|_| import.seen > 0),
    }
}

/// Starts a trial or the import itself, beside the server.
pub async fn start(who: Importer, desk: Desk, id: web::Path<String>, mut form: Form) -> Result<Answer> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    let (import, file) =
        desk.read(move |conn| Ok((store::import_of(conn, id)?, store::file_of(conn, id)?))).await?;
    let Some(bytes) = file else { return Err(Error::Conflict(say!("patients-import-over"))) };
    let name = import.file_name.clone();
    let (mut source, headings, bytes) = aside(move || {
        let (source, headings) = Source::look(&bytes, &name)?;
        Ok((source, headings, bytes))
    })
    .await?;
    source.columns = (0..headings.len())
        .map(|at| Column::of_name(form.raw(&format!("column-{at}"))).unwrap_or(Column::Skip))
        .collect();
    source.dry_run = form.raw("do") != "import";
    source.by = Some(who.who.account);
    source.with_duplicates = form.ticked("with-duplicates");
    for field in source.missing() {
        form.refuse("", say!("patients-import-column-missing", field = field_label(field)));
    }
    if let Some(twice) = columns::twice(&source.columns) {
        form.refuse("", say!("patients-import-column-twice", field = column_label(twice)));
    }
    if !form.is_valid() {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&import_page(&desk, id, form).await?)?.into());
    }
    let (mapping, dry_run) = (mapping(&source.columns, &headings), source.dry_run);
    let started = Arc::new(AtomicBool::new(false));
    let mark = started.clone();
    let reply = desk
        .submit(&who, &form, move |tx| {
            if !store::start_run(tx, id, mapping.clone(), dry_run)? {
                return Err(Error::Conflict(say!("patients-import-over")));
            }
            let verb = if dry_run { "patient-list.tried" } else { "patient-list.imported" };
            tx.record(Deed::new(verb).on("patient-list", id));
            mark.store(true, Ordering::SeqCst);
            Ok(Reply::to(path_of(id)))
        })
        .await?;
    // The same form sent twice leads to the run that is already under way.
    if started.load(Ordering::SeqCst) {
        let order = Order { id, source, bytes };
        order.begin(desk.house().db.clone(), who.actor().clone())?;
    }
    Ok(reply.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_label() {
        for column in Column::all() {
            let label = column_label(column);
            assert!(!label.starts_with("patients-"), "{label}");
        }
        assert!(!Field::ALL.map(field_label).iter().any(|label| label.starts_with("patients-")));
    }
}
