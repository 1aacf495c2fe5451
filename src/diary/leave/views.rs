//! What the pages about leave show, as plain values.

use askama::Template;
use jiff::Timestamp;

use super::model::Why;
use super::standing::ToMove;
use crate::diary::appointments;
use crate::diary::hours;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::say;

type Choice = (String, String);

/// One appointment in a list of those to be moved.
pub struct MoveRow {
    /// When, in words.
    pub when: String,
    /// Who comes.
    pub name: String,
    /// Where.
    pub place: String,
    /// Why it cannot stay.
    pub why: String,
    /// The appointment's own page.
    pub href: String,
    /// Where another time is picked.
    pub to_move: String,
}

/// The lines of a list of appointments to be moved.
pub fn move_rows(found: Vec<ToMove>, now: Timestamp) -> Vec<MoveRow> {
    found
        .into_iter()
        .map(|one| {
            let id = one.listed.appointment.id;
            MoveRow {
                when: hours::ahead(one.listed.appointment.starts_at, now, &one.zone),
                name: one.listed.name(),
                place: one.place,
                why: match one.why {
                    Why::Leave => say!("leave-why-leave"),
                    Why::Hours => say!("leave-why-hours"),
                },
                href: appointments::path(id),
                to_move: appointments::pick_path(id),
            }
        })
        .collect()
}

/// Entering leave, and what would be to be moved.
#[derive(Template)]
#[template(path = "diary/leave/new.html")]
pub(super) struct NewPage {
    pub frame: Frame,
    pub doctor: String,
    pub back: String,
    pub action: String,
    pub form: Form,
    pub from_words: String,
    pub to_words: String,
    pub zones: Vec<Choice>,
    pub covers: Vec<Choice>,
    /// Whether the list below has to be agreed to.
    pub asked: bool,
    pub inside: i64,
    pub rows: Vec<MoveRow>,
    pub more: Option<String>,
}

/// A leave, with what is to be moved.
#[derive(Template)]
#[template(path = "diary/leave/page.html")]
pub(super) struct LeavePage {
    pub frame: Frame,
    pub doctor: String,
    pub back: String,
    pub title: String,
    pub note: String,
    pub cover: String,
    pub count: usize,
    pub rows: Vec<MoveRow>,
    pub more: Option<String>,
    /// None for those who only look.
    pub removal: Option<String>,
    pub form: Form,
}
