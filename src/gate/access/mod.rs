//! Who may come in, and how far.
//!
//! - Sign-in answers the same, in the same time, whatever was wrong; failures are throttled, never locked out.
//! - A session is a row; the cookie holds only a random token whose hash the row keeps. Rights are read with the
//!   session on every request, so a change counts from the next click.
//! - [`permissions`] is the whole contract as data; guards ([`May`], [`SignedIn`], [`Anyone`]) are its only users.
//! - Vocabulary: an *account* signs in; a *role* is one of five; a *reach* is the set of records somebody can see.

pub mod drafts;
mod guards;
pub mod hasher;
pub mod model;
pub mod one_time;
pub mod password;
pub mod permissions;
pub mod reach;
mod session_pages;
pub mod session_store;
mod set_up;
mod sign_in;
pub mod store;
pub mod throttle;
pub mod totp;

pub use guards::{Anyone, May, SignedIn};
pub use set_up::{NewInstallation, found};
pub use sign_in::open_for;

use crate::kit::web::routes::Routes;

/// The pages before and around sign-in.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/sign-in", sign_in::pages::show)
        .post("/sign-in", sign_in::pages::submit)
        .get("/sign-in/dialog", sign_in::pages::dialog)
        .post("/sign-in/dialog", sign_in::pages::submit_dialog)
        .get("/sign-in/new-password", session_pages::show_new_password)
        .post("/sign-in/new-password", session_pages::set_new_password)
        .post("/sign-out", session_pages::sign_out)
        .post("/session/keep", session_pages::keep)
        .post("/lock", session_pages::lock)
        .get("/unlock", session_pages::show_unlock)
        .post("/unlock", session_pages::unlock)
        .get("/kept", drafts::show)
        .post("/kept/discard", drafts::discard)
        .get("/setup", set_up::pages::show)
        .post("/setup", set_up::pages::submit);
}
