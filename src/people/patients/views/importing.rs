//! Lists of others.

use askama::Template;

use super::super::actions::ImportOutcome;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;

/// An earlier import.
pub struct Listed {
    pub href: String,
    pub name: String,
    pub state: String,
    pub at: String,
    pub taken: i64,
    pub lines: i64,
}

/// `/patients/import`
#[derive(Template)]
#[template(path = "people/patients/imports.html")]
pub struct ImportsPage {
    pub frame: Frame,
    pub form: Form,
    pub listed: Vec<Listed>,
}

/// What a column holds.
pub struct ColumnChoice {
    pub name: String,
    pub heading: String,
    pub chosen: String,
    pub samples: String,
}

/// How far an import has come.
pub struct Progress {
    pub id: String,
    pub href: String,
    pub is_running: bool,
    /// What to do about a run that ended before its time; "" for any other.
    pub stopped: String,
    pub state: String,
    pub was_trial: bool,
    pub lines: i64,
    pub seen: i64,
    /// Line, field, reason.
    pub not_taken: Vec<(u64, String, String)>,
    pub outcome: Option<ImportOutcome>,
}

/// `/patients/import/{id}`
#[derive(Template)]
#[template(path = "people/patients/import.html")]
pub struct ImportPage {
    pub frame: Frame,
    pub href: String,
    pub name: String,
    pub form: Form,
    pub choices: Vec<ColumnChoice>,
    pub options: Vec<(&'static str, String)>,
    pub may_start: bool,
    pub progress: Progress,
}

/// The part that asks again.
#[derive(Template)]
#[template(path = "people/patients/_progress.html")]
pub struct ProgressFragment {
    pub progress: Progress,
}
