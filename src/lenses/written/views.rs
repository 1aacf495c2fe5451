//! What the templates get: plain values, times in the hospital's zone.

use askama::Template;

use crate::kit::text::filters;
use crate::kit::web::frame::Frame;

/// One entry of the list.
pub struct LineView {
    pub href: String,
    pub at: String,
    pub kind: &'static str,
    pub what: String,
    pub patient: String,
    pub mrn: String,
    pub is_draft: bool,
    pub is_void: bool,
}

/// `/written`
#[derive(Template)]
#[template(path = "lenses/written/list.html")]
pub struct ListPage {
    pub frame: Frame,
    pub path: &'static str,
    /// Value, catalogue key and whether it is chosen.
    pub kinds: Vec<(&'static str, &'static str, bool)>,
    pub lines: Vec<LineView>,
    pub shown: String,
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// `/written/{kind}/{id}`
#[derive(Template)]
#[template(path = "lenses/written/entry.html")]
pub struct EntryPage {
    pub frame: Frame,
    pub path: &'static str,
    pub what: String,
    pub at: String,
    pub name: String,
    pub born: String,
    pub mrn: String,
    /// Where the record is, for whom it is within reach.
    pub record: Option<String>,
    pub is_draft: bool,
    /// Why it counts no longer; "" while it does.
    pub void: String,
    pub texts: Vec<(String, String)>,
}
