//! Sites: the houses and clinics where patients are seen.
//!
//! - An admin adds, changes and closes them. A closed site is offered for nothing new and stays on what was; it can be
//!   opened again. One site stays open.
//! - What other features have at a site stands on its page ([`AtSite`]), and is read before it is closed.

mod actions;
mod beside;
mod forms;
mod pages;
mod views;

pub use beside::{AtSite, Beside, Fact};
pub use pages::path;

use crate::kit::web::routes::Routes;

/// The pages about sites.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/sites", pages::show_list)
        .post("/sites", pages::create)
        .get("/sites/new", pages::show_new)
        .get("/sites/{id}", pages::show)
        .post("/sites/{id}", pages::save)
        .get("/sites/{id}/close", pages::ask_to_close)
        .post("/sites/{id}/close", pages::close)
        .post("/sites/{id}/open", pages::open);
}
