//! What the pages of imports show.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::pages::{LIMITS, path_of, progress_path_of};
use super::report::{Counts, NotTaken, Report};
use super::store::Run;
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::say;

#[derive(Template)]
#[template(path = "doors/fhir/page.html")]
pub(super) struct ImportPage {
    frame: Frame,
    form: Form,
    files_hint: String,
    runs: Vec<RunLine>,
}

struct RunLine {
    href: String,
    when: String,
    label: String,
    status: String,
    family: &'static str,
    glyph: &'static str,
    files: i64,
    resources: i64,
}

impl ImportPage {
    pub(super) fn new(frame: Frame, form: Form, runs: Vec<Run>, zone: Option<&str>, now: Timestamp) -> Self {
        let files_hint = say!("import-files-hint", files = LIMITS.files, megabytes = LIMITS.each / 1_000_000);
        let runs = runs.into_iter().map(|run| RunLine::of(run, zone, now)).collect();
        Self { frame, form, files_hint, runs }
    }
}

impl RunLine {
    fn of(run: Run, zone: Option<&str>, now: Timestamp) -> Self {
        let (family, glyph, status) = match &run {
            run if run.is_running(now) => ("is-consult", "st-consult", say!("import-running")),
            run if run.is_failed(now) => ("is-danger", "alert", say!("import-failed")),
            run if run.dry_run => ("is-booked", "st-completed", say!("import-dry")),
            _ => ("is-completed", "st-completed", say!("import-finished")),
        };
        Self {
            href: path_of(run.id),
            when: in_zone(run.started_at, zone),
            label: label(&run),
            status,
            family,
            glyph,
            files: run.files,
            resources: run.resources_done,
        }
    }
}

fn label(run: &Run) -> String {
    if run.label == "command line" { say!("import-by-command-line") } else { run.label.clone() }
}

fn in_zone(at: Timestamp, zone: Option<&str>) -> String {
    let zone = zone.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).strftime("%d-%b-%Y %H:%M").to_string()
}

/// An import with its report.
pub(super) struct RunView {
    id: String,
    href: String,
    progress_href: String,
    when: String,
    is_running: bool,
    is_failed: bool,
    files: i64,
    files_done: i64,
    progress: String,
    report: Report,
}

impl RunView {
    pub(super) fn new(run: Run, zone: Option<&str>, now: Timestamp) -> Result<Self> {
        Ok(Self {
            id: format!("import-{}", run.id),
            href: path_of(run.id),
            progress_href: progress_path_of(run.id),
            when: in_zone(run.started_at, zone),
            is_running: run.is_running(now),
            is_failed: run.is_failed(now),
            files: run.files,
            files_done: run.files_done,
            progress: say!(
                "import-progress",
                done = run.files_done,
                files = run.files,
                resources = run.resources_done
            ),
            report: serde_json::from_value(run.report).map_err(Error::bug)?,
        })
    }
}

type Rows = Vec<(String, Counts)>;
type Lists = Vec<(&'static str, String, String, Vec<NotTaken>)>;

fn rows(report: &Report) -> Rows {
    report.counts.iter().map(|(kind, counts)| (kind.clone(), *counts)).collect()
}

fn lists(report: &Report) -> Lists {
    let left = ("left", say!("import-left"), say!("import-left-note"), report.not_taken.clone());
    let remarks = ("remarks", say!("import-remarks"), String::new(), report.remarks.clone());
    [left, remarks].into_iter().filter(|(_, _, _, list)| !list.is_empty()).collect()
}

#[derive(Template)]
#[template(path = "doors/fhir/run.html")]
pub(super) struct RunPage {
    frame: Frame,
    title: String,
    run: RunView,
    report: Report,
    rows: Rows,
    total: Counts,
    lists: Lists,
}

impl RunPage {
    pub(super) fn new(frame: Frame, run: RunView) -> Self {
        let title = say!("import-run-title", when = run.when.clone());
        let report = run.report.clone();
        Self { frame, title, rows: rows(&report), total: report.total(), lists: lists(&report), report, run }
    }
}

#[derive(Template)]
#[template(path = "doors/fhir/_run.html")]
pub(super) struct Fragment {
    run: RunView,
    report: Report,
    rows: Rows,
    total: Counts,
    lists: Lists,
}

impl Fragment {
    pub(super) fn new(run: RunView) -> Self {
        let report = run.report.clone();
        Self { rows: rows(&report), total: report.total(), lists: lists(&report), report, run }
    }
}
