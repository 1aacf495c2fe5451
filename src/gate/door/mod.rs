//! The door: pages before and around sign-in.
//!
//! - Sign-in answers the same, in the same time, whatever was wrong; failures are throttled, never locked out.
//! - Set-up asks for the code on the console, so that a stranger cannot claim an exposed server.
//! - A locked screen keeps its session; a one-time password must be replaced before anything else.

mod account;
mod attempt;
mod code;
mod drafts;
mod kept;
mod known;
mod links;
mod live;
mod offered;
mod opening;
mod session;
mod set_up;
mod sign_in;
mod tries;

pub use account::Own;
pub use attempt::Proof;
pub use links::invite;

use crate::kit::web::draft;
use crate::kit::web::names;
use crate::kit::web::routes::Routes;

/// The pages before and around sign-in.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/sign-in", sign_in::show)
        .post("/sign-in", sign_in::submit)
        .post("/demo", offered::enter)
        .get("/sign-in/dialog", sign_in::dialog)
        .post("/sign-in/dialog", sign_in::submit_dialog)
        .get("/sign-in/code", code::show)
        .post("/sign-in/code", code::submit)
        .get("/sign-in/new-password", session::show_new_password)
        .post("/sign-in/new-password", session::set_new_password)
        .post("/sign-out", session::sign_out)
        .post("/session/keep", session::keep)
        .get(names::LIVE, live::open)
        .post("/lock", session::lock)
        .get("/unlock", session::show_unlock)
        .post("/unlock", session::unlock)
        .get("/kept", kept::show)
        .post("/kept/discard", kept::discard)
        .post(draft::SAVE, drafts::save)
        .get("/setup", set_up::show)
        .post("/setup", set_up::submit);
    links::routes(routes);
    account::routes(routes);
}
