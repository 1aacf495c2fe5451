//! Links in mails: forgotten passwords, first passwords, another address.
//!
//! - The first hop from a mail brings no cookie (SameSite=Strict), so its page has nothing but a button; the next one,
//!   which our own page leads to, brings them, and its form is bound as all forms are.
//! - Looking changes nothing; the form's POST uses the link up. What stands in the address is in no log and no trail.
//! - Where a link leads is never taken from a request: whoever asks for somebody's link with another `Host` would get it
//!   sent to a server of theirs.
//! - Asking for a link is answered alike, and as fast, whether anybody has the address.

mod address;
mod forgotten;
mod open;
mod words;

pub use words::invite;

use crate::kit::web::routes::Routes;

/// Where somebody asks for a link who has forgotten their password.
pub(super) const FORGOTTEN: &str = "/forgotten";

/// `/forgotten`, `/link/…`, and the change of one's own address.
pub(super) fn routes(routes: &mut Routes<'_>) {
    routes
        .get(FORGOTTEN, forgotten::show)
        .post(FORGOTTEN, forgotten::submit)
        .get("/link/{token}", open::arrive)
        .get("/link/{token}/open", open::show)
        .post("/link/{token}/open", open::submit)
        .get("/account/address", address::show)
        .post("/account/address", address::submit);
}
