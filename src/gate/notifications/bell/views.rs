//! What the templates show, as plain values.

use askama::Template;

use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;

/// `/notifications`
#[derive(Template)]
#[template(path = "gate/notifications/list.html", blocks = ["refreshed"])]
pub(super) struct ListPage {
    pub frame: Frame,
    /// The address it refreshes itself by.
    pub refresh: String,
    /// Where forms lead back to.
    pub here: String,
    pub filters: Vec<Filter>,
    pub lines: Vec<Line>,
    /// The newest that is shown, up to which all are marked.
    pub newest: String,
    /// What stands in place of the list.
    pub empty: (String, String),
    pub newer: Option<String>,
    pub older: Option<String>,
    pub choices: Vec<Choice>,
    pub form: Form,
    /// Whether mail is set up here.
    pub mail: bool,
    pub texts: Texts,
}

/// Whether somebody can be sent text messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Texts {
    /// They can.
    On,
    /// Nothing is set up that sends them.
    Off,
    /// They have given no number.
    NoNumber,
}

impl ListPage {
    pub fn takes_texts(&self) -> bool {
        self.texts == Texts::On
    }

    pub fn lacks_number(&self) -> bool {
        self.texts == Texts::NoNumber
    }
}

/// What the list can be narrowed to.
pub(super) struct Filter {
    pub href: String,
    pub word: String,
    pub current: bool,
}

/// One notification.
pub(super) struct Line {
    pub id: String,
    pub path: String,
    pub title: String,
    pub sub: String,
    pub at: String,
    pub glyph: &'static str,
    pub family: &'static str,
    pub is_new: bool,
    pub can_open: bool,
}

/// What somebody can choose about a group.
pub(super) struct Choice {
    pub word: &'static str,
    pub label: String,
    pub bell: bool,
    pub mail: bool,
    pub text: bool,
    /// It rings whatever is chosen.
    pub fixed: bool,
}

/// The bell of the header, alone.
#[derive(Template)]
#[template(path = "layouts/_bell.html")]
pub(super) struct Bell {
    pub frame: Frame,
}
