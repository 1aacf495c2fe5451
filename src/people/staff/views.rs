//! What the pages about employees show, as plain values.

use askama::Template;

use crate::kit::text::filters;
use crate::kit::web::compare::Versions;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;

/// A choice of a select: value and text.
pub(super) type Choice = (String, String);

/// The list, and beside it the employee who is being edited or made.
#[derive(Template)]
#[template(path = "people/staff/page.html")]
pub(super) struct StaffPage {
    pub frame: Frame,
    pub list: List,
    pub panel: Option<Panel>,
}

pub(super) struct List {
    pub total: usize,
    pub q: String,
    pub role: String,
    pub roles: Vec<Choice>,
    pub site: String,
    pub sites: Vec<Choice>,
    pub state: String,
    pub states: Vec<Choice>,
    pub rows: Vec<Row>,
    pub shown: String,
    pub first: Option<String>,
    pub more: Option<String>,
}

pub(super) struct Row {
    pub chosen: bool,
    pub href: String,
    pub name: String,
    pub email: String,
    pub role: String,
    pub place: String,
    pub seen: String,
    pub family: &'static str,
    pub glyph: &'static str,
    pub state: String,
}

pub(super) struct Panel {
    pub id: Option<String>,
    pub title: String,
    pub close: String,
    pub action: String,
    pub version: Option<i64>,
    pub form: Form,
    pub roles: Vec<Choice>,
    pub role_note: String,
    pub sites: Vec<Choice>,
    pub slots: Vec<Choice>,
    pub fee_label: String,
    pub save: String,
    pub active: bool,
    pub own: bool,
    pub sessions: usize,
    pub leaving: String,
}

#[derive(Template)]
#[template(path = "people/staff/conflict.html")]
pub(super) struct ConflictPage {
    pub frame: Frame,
    pub name: String,
    pub form: Form,
    pub versions: Versions,
}

#[derive(Template)]
#[template(path = "people/staff/reset.html")]
pub(super) struct ResetPage {
    pub frame: Frame,
    pub title: String,
    pub name: String,
    pub action: String,
    pub back: String,
    pub form: Form,
    pub has_factor: bool,
}

#[derive(Template)]
#[template(path = "people/staff/invitation.html")]
pub(super) struct InvitationPage {
    pub frame: Frame,
    pub title: String,
    pub name: String,
    pub address: String,
    pub email: String,
    /// Whether a link went to that address as well.
    pub by_mail: bool,
    pub password: String,
    pub until: String,
    pub back: String,
}

#[derive(Template)]
#[template(path = "people/staff/disable.html")]
pub(super) struct DisablePage {
    pub frame: Frame,
    pub title: String,
    pub action: String,
    pub back: String,
    pub form: Form,
    pub open: String,
    pub pieces: Vec<PieceRow>,
    /// What not everybody can take, kind by kind.
    pub bounds: Vec<String>,
    pub more: Option<String>,
    pub colleagues: Vec<Choice>,
    pub confirm: String,
}

pub(super) struct PieceRow {
    pub when: String,
    pub who: String,
    pub place: String,
    pub about: String,
}

#[derive(Template)]
#[template(path = "people/staff/directory.html")]
pub(super) struct DirectoryPage {
    pub frame: Frame,
    pub q: String,
    pub rows: Vec<DirectoryRow>,
    pub shown: String,
    pub more: Option<String>,
}

pub(super) struct DirectoryRow {
    pub name: String,
    pub role: String,
    pub specialties: String,
    pub sites: String,
}

#[derive(Template)]
#[template(path = "people/staff/rules.html")]
pub(super) struct RulesPage {
    pub frame: Frame,
    pub form: Form,
    pub roles: Vec<Choice>,
}
