//! What the pages about sites show, as plain values.

use askama::Template;

use super::beside::Fact;
use crate::kit::text::filters;
use crate::kit::web::compare::Versions;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;

#[derive(Template)]
#[template(path = "diary/sites/list.html")]
pub(super) struct ListPage {
    pub frame: Frame,
    pub rows: Vec<Row>,
}

pub(super) struct Row {
    pub href: String,
    pub name: String,
    pub address: String,
    pub phone: String,
    pub time_zone: String,
    pub clock: String,
    pub people: i64,
    pub open: bool,
}

/// A site with its form, or the form of a new one.
#[derive(Template)]
#[template(path = "diary/sites/page.html")]
pub(super) struct SitePage {
    pub frame: Frame,
    pub form: Form,
    pub zones: Vec<(String, String)>,
    pub saved: Option<Saved>,
}

pub(super) struct Saved {
    pub name: String,
    pub action: String,
    pub version: i64,
    pub open: bool,
    pub facts: Vec<Fact>,
}

#[derive(Template)]
#[template(path = "diary/sites/close.html")]
pub(super) struct ClosePage {
    pub frame: Frame,
    pub form: Form,
    pub title: String,
    pub action: String,
    pub facts: Vec<Fact>,
}

#[derive(Template)]
#[template(path = "diary/sites/conflict.html")]
pub(super) struct ConflictPage {
    pub frame: Frame,
    pub form: Form,
    pub name: String,
    pub versions: Versions,
}
