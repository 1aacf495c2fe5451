//! What the pages about rooms show, as plain values.

use askama::Template;

use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;

/// The rooms of every site, and beside them the one that is being added or changed.
#[derive(Template)]
#[template(path = "diary/rooms/page.html")]
pub(super) struct RoomsPage {
    pub frame: Frame,
    pub total: usize,
    pub sites: Vec<SiteRooms>,
    pub panel: Option<Panel>,
}

pub(super) struct SiteRooms {
    pub id: String,
    pub name: String,
    pub note: String,
    pub rows: Vec<Row>,
}

pub(super) struct Row {
    pub chosen: bool,
    pub href: String,
    pub name: String,
    pub active: bool,
}

pub(super) struct Panel {
    pub title: String,
    pub action: String,
    pub version: Option<i64>,
    pub form: Form,
    /// Where a new room may be; empty for one that has its place.
    pub sites: Vec<(String, String)>,
    pub active: bool,
    /// What somebody else made of the room meanwhile.
    pub meanwhile: Option<String>,
}
