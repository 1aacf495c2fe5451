//! Note templates: fields of their own for the notes of a specialty, made by an admin.
//!
//! - Each save is an *edition* of its own that stays for ever. A note says which edition it answers and keeps every
//!   question beside its answer, so that nothing that happens to a template reaches an old note.
//! - A field asks for a number (with a unit and the range that is usual), one of some choices, a text or a date. A
//!   number outside its range is kept and marked: the range says what is usual, not what is possible.
//! - A retired template is offered no more, and can be offered again.

mod actions;
mod forms;
mod model;
mod pages;
mod store;
mod views;

pub use model::{Answer, Asks, Edition, EditionId, Field, TemplateId};
pub use pages::routes;
pub use store::{begun_with, find, offered};
pub use views::{AskedView, answers, asked, refused};

/// Where templates are made.
pub const PATH: &str = "/note-templates";

/// The page of one template.
pub fn path(id: TemplateId) -> String {
    format!("{PATH}/{id}")
}
