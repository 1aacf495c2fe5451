//! What the templates show, as plain values.

use askama::Template;

use crate::kit::marked::Block;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;

/// One notice on the board.
pub(super) struct Line {
    pub id: String,
    pub href: String,
    pub title: String,
    pub blocks: Vec<Block>,
    pub from: String,
    /// For whom, in words.
    pub audience: String,
    /// Until when, or from when; "" when there is nothing to say.
    pub days: String,
    pub pinned: bool,
    /// Whether the reader has not said that they have read it.
    pub is_new: bool,
    pub read: String,
    /// Where they say it; none for who is not addressed.
    pub confirm: Option<String>,
    /// What they say it of.
    pub version: i64,
    /// The key of the form in which they say it.
    pub key: String,
    /// How many of how many have read it, for who writes notices.
    pub count: String,
}

/// `/notices`
#[derive(Template)]
#[template(path = "talk/notices/board.html")]
pub(super) struct Board {
    pub frame: Frame,
    pub lines: Vec<Line>,
    /// What is not up today, for who writes notices.
    pub others: Vec<Line>,
    pub may_write: bool,
}

/// Somebody whom it addresses.
pub(super) struct Person {
    pub name: String,
    pub role: String,
    pub read: String,
}

/// One notice, with who has read it for who writes notices.
#[derive(Template)]
#[template(path = "talk/notices/notice.html")]
pub(super) struct NoticePage {
    pub frame: Frame,
    pub line: Line,
    pub people: Option<Vec<Person>>,
    /// Where it is changed, while it is there.
    pub edit: Option<String>,
    pub withdraw: Option<String>,
    pub down: String,
    /// That it was changed since the reader had it before them.
    pub problem: String,
    pub key: String,
}

/// The form of a notice.
#[derive(Template)]
#[template(path = "talk/notices/form.html")]
pub(super) struct FormPage {
    pub frame: Frame,
    pub form: Form,
    pub title: String,
    pub action: String,
    pub cancel: String,
    pub save: String,
    pub from_words: String,
    pub until_words: String,
    pub roles: Vec<(String, String)>,
    pub sites: Vec<(String, String)>,
    /// That somebody else changed it meanwhile.
    pub problem: String,
}
