//! What the templates of the four questions get: plain values, dates in the reader's zone.

mod entry;
mod question;
mod request;

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub use entry::{gone_words, label, recorded, words};
pub use question::{FieldView, QuestionView, RowsView, fields, severities, title};
pub use request::{ChangeView, RequestView, request_title, request_what};

use crate::kit::text::filters;
use crate::kit::web::compare::Versions;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::when;
use crate::people::patients::{AllergyZone, Banner, Tab};

/// Where and when somebody is reading.
#[derive(Clone, Debug)]
pub struct Reader {
    pub zone: TimeZone,
    pub now: Timestamp,
}

impl Reader {
    pub fn moment(&self, at: Timestamp) -> String {
        when::said(at, self.now, &self.zone)
    }

    pub fn day(&self, at: Timestamp) -> String {
        when::day(at.to_zoned(self.zone.clone()).date())
    }
}

/// What the reader may do.
#[derive(Clone, Copy, Debug)]
pub struct Rights {
    pub answer: bool,
    pub ask: bool,
    pub decide: bool,
}

/// `/patients/{id}/intake`
#[derive(Template)]
#[template(path = "care/intake/page.html")]
pub struct IntakePage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub path: String,
    pub record: String,
    pub form: Form,
    /// Somebody was faster: what happened, and what to do.
    pub notice: String,
    pub rights: Rights,
    /// Those to be answered by the reader now.
    pub open: Vec<QuestionView>,
    /// The others, and all of them for those who do not answer.
    pub settled: Vec<QuestionView>,
    pub requests: Vec<RequestView>,
    pub decided: Vec<RequestView>,
    pub history: Vec<ChangeView>,
    pub all_unconfirmed: usize,
}

/// `/patients/{id}/intake/entries/new`
#[derive(Template)]
#[template(path = "care/intake/new.html")]
pub struct NewPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub path: String,
    pub form: Form,
    pub rights: Rights,
    pub name: &'static str,
    pub title: String,
    pub questions: Vec<(&'static str, String)>,
    /// Where it is sent.
    pub action: String,
    pub rows: RowsView,
}

/// `/patients/{id}/intake/entries/{entry}`
#[derive(Template)]
#[template(path = "care/intake/entry.html")]
pub struct EntryPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub path: String,
    pub form: Form,
    pub gone: Form,
    pub rights: Rights,
    pub id: String,
    pub title: String,
    pub what: String,
    pub by: String,
    pub fields: Vec<FieldView>,
    pub severities: Vec<(&'static str, String)>,
    pub reasons: Vec<(&'static str, String)>,
    pub version: i64,
    /// Without it the answer is "none".
    pub last: bool,
    /// Whether what it says may be changed; a diagnosis of a visit may only end.
    pub writable: bool,
    pub none_words: String,
    pub notice: String,
}

/// Somebody changed the entry meanwhile: both versions, field by field.
#[derive(Template)]
#[template(path = "care/intake/conflict.html")]
pub struct ConflictPage {
    pub frame: Frame,
    pub form: Form,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub path: String,
    pub who: String,
    pub at: String,
    pub versions: Versions,
}

/// One line of the list of open requests.
pub struct WaitingView {
    pub name: String,
    pub born: String,
    pub mrn: String,
    pub href: String,
    pub title: String,
    pub what: String,
    pub reason: String,
    pub asked: String,
}

/// `/intake-requests`
#[derive(Template)]
#[template(path = "care/intake/requests.html")]
pub struct RequestsPage {
    pub frame: Frame,
    pub waiting: Vec<WaitingView>,
    pub more: bool,
}
