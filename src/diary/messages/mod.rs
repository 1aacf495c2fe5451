//! What a site writes to patients by itself: confirmations and reminders.
//!
//! - A site writes nothing until an admin says what; each says for itself.
//! - What the messages say and when they are written is the business of appointments.

mod model;
mod pages;
mod site_fact;
mod store;

pub use model::{Rules, Turn};
pub use site_fact::MessagesAtSite;
pub use store::{all_rules, rules};

use crate::gate::hospital::SiteId;
use crate::kit::web::routes::Routes;

/// Where the messages of a site are set.
pub fn path(site: SiteId) -> String {
    format!("/sites/{site}/messages")
}

/// `/sites/{id}/messages`.
pub fn routes(routes: &mut Routes<'_>) {
    routes.get("/sites/{id}/messages", pages::show).post("/sites/{id}/messages", pages::save);
}
