//! What the templates show, as plain values.

use askama::Template;

use crate::kit::marked::Span;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;

/// One of somebody's conversations.
pub(super) struct Line {
    pub id: String,
    pub href: String,
    pub initials: String,
    pub name: String,
    /// The newest words, on one line.
    pub words: String,
    pub at: String,
    pub unread: i64,
    pub current: bool,
}

/// The list of conversations beside one of them, or by itself.
pub(super) struct List {
    /// The address it refreshes itself by.
    pub refresh: String,
    /// What it listens to.
    pub topics: String,
    pub lines: Vec<Line>,
    pub older: Option<String>,
}

/// `/messages`
#[derive(Template)]
#[template(path = "talk/chat/list.html")]
pub(super) struct ListPage {
    pub frame: Frame,
    pub list: List,
}

/// Its part that refreshes itself.
#[derive(Template)]
#[template(path = "talk/chat/_list.html")]
pub(super) struct ListFragment {
    pub list: List,
}

/// What stands in a conversation, from top to bottom.
pub(super) enum Entry {
    /// A day.
    Day(String),
    /// What follows is new.
    New,
    /// A message.
    Message(Said),
}

/// One message.
pub(super) struct Said {
    pub id: String,
    pub mine: bool,
    /// The words with the addresses among them.
    pub spans: Vec<Span>,
    pub files: Vec<Hung>,
    /// When, and what has become of it; "" where the next one goes on.
    pub meta: String,
}

/// A file on a message.
pub(super) struct Hung {
    pub href: String,
    pub name: String,
    pub size: String,
    pub glyph: &'static str,
}

/// What was said.
pub(super) struct Log {
    pub label: String,
    /// The address it refreshes itself by; none where older messages are looked at.
    pub refresh: Option<String>,
    pub topics: String,
    pub entries: Vec<Entry>,
    pub earlier: Option<String>,
    /// Back to the newest.
    pub newest: Option<String>,
}

/// `/messages/{address}`
#[derive(Template)]
#[template(path = "talk/chat/conversation.html", blocks = ["log"])]
pub(super) struct ConversationPage {
    pub frame: Frame,
    pub list: List,
    pub name: String,
    pub initials: String,
    /// What they are, and whether they are here.
    pub about: String,
    /// They do not work here any more.
    pub gone: bool,
    pub log: Log,
    pub form: Form,
    pub action: String,
    /// Told while the other one writes.
    pub typing: String,
    pub search: String,
}

/// Somebody who can be written to.
pub(super) struct Colleague {
    pub id: String,
    pub name: String,
    pub role: String,
    pub about: String,
}

/// `/messages/new`
#[derive(Template)]
#[template(path = "talk/chat/people.html")]
pub(super) struct PeoplePage {
    pub frame: Frame,
    pub q: String,
    pub people: Vec<Colleague>,
    pub more: bool,
}

/// A message that a search found.
pub(super) struct Hit {
    pub href: String,
    pub name: String,
    pub words: String,
    pub at: String,
    pub mine: bool,
}

/// `/messages/search`
#[derive(Template)]
#[template(path = "talk/chat/search.html")]
pub(super) struct SearchPage {
    pub frame: Frame,
    pub q: String,
    /// The address of the one conversation that is searched; "" for all.
    pub within: String,
    /// With whom that is.
    pub with: String,
    /// Where one came from.
    pub back: String,
    /// Nothing before something was asked.
    pub hits: Option<Vec<Hit>>,
    pub more: bool,
}
