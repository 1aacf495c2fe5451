//! Notices: a board for all, or for some roles and sites.
//!
//! - A notice stands on the board from a day to a day, pinned ones on top, and on the first page of whom it addresses
//!   until they say that they have read it. One that was changed is to be read again.
//! - It rings with whom it addresses on its first day, once, however long nobody was there to ring.
//! - Whoever is not addressed does not find it, but for those who write notices, who see all, with who has read them.
//! - It is withdrawn, never deleted: receipts lead to it.
//! - Words stay words: paragraphs, lists, emphasis and addresses are shown, and nothing of it is markup.

mod actions;
mod forms;
mod model;
mod pages;
mod store;
mod telling;
mod views;

pub use actions::publish;
pub use model::{Audience, Notice, NoticeId, Sheet};
pub use store::{Posted, for_reader};
pub use telling::{NoticeTeller, ring};

use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::live::Matter;
use crate::kit::web::routes::Routes;

/// What stands on the board. Everybody who works here finds patients, and nobody else does.
pub const NOTICES: Matter = Matter { kind: "notices", rights: &[perm::PatientSearch::ROW] };

/// The board.
pub const PATH: &str = "/notices";

/// The page of one notice.
pub fn path(id: NoticeId) -> String {
    format!("{PATH}/{id}")
}

/// `/notices` and what is below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get(PATH, pages::reading::board)
        .get("/notices/new", pages::writing::new)
        .post(PATH, pages::writing::publish)
        .get("/notices/{notice}", pages::reading::show)
        .post("/notices/{notice}/receipt", pages::reading::confirm)
        .get("/notices/{notice}/edit", pages::writing::edit)
        .post("/notices/{notice}/edit", pages::writing::change)
        .post("/notices/{notice}/withdrawal", pages::writing::withdraw);
}
