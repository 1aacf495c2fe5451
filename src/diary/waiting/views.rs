//! What the pages of the list show, as plain values.

use askama::Template;

use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::people::patients::{AllergyZone, Banner};

/// Somebody who waits.
pub(super) struct Line {
    pub href: String,
    /// `Marković, Ana`
    pub name: String,
    pub born: String,
    pub phones: Vec<String>,
    /// `Dr A. Kovač · Main house · 15 min`
    pub wish: String,
    pub reason: String,
    /// `From Friday 20 November`, `… until …`
    pub days: String,
    /// Since when they wait.
    pub since: String,
    /// Where they are booked.
    pub book: String,
    /// Where they are taken off the list.
    pub withdrawal: String,
    pub key: String,
}

/// `/waiting-list`
#[derive(Template)]
#[template(path = "diary/waiting/list.html")]
pub(super) struct ListPage {
    pub frame: Frame,
    /// Where somebody is put on the list.
    pub add: String,
    pub lines: Vec<Line>,
    pub count: String,
    /// Why nothing was changed.
    pub problem: Option<String>,
}

/// `/waiting-list/offers`
#[derive(Template)]
#[template(path = "diary/waiting/offers.html")]
pub(super) struct OffersPage {
    pub frame: Frame,
    /// `Friday 20 November, 09:15`
    pub title: String,
    /// `Dr A. Kovač, Main house, 15 min`
    pub about: String,
    /// Whether it is still free.
    pub is_free: bool,
    pub lines: Vec<Line>,
    /// Where anybody is booked into it.
    pub book: String,
    /// The day in the diary.
    pub diary: String,
}

/// `/waiting-list/new`
#[derive(Template)]
#[template(path = "diary/waiting/new.html")]
pub(super) struct NewPage {
    pub frame: Frame,
    pub form: Form,
    pub patient: String,
    pub banner: Banner,
    /// Where Cancel leads.
    pub back: String,
    pub whom: Vec<(String, String)>,
    pub sites: Vec<(String, String)>,
    pub lengths: Vec<(String, String)>,
    pub earliest_words: String,
    pub latest_words: String,
}
