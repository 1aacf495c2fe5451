//! One's own account: profile, password, sessions, second factor, how pages look.
//!
//! - The role is not one's own to change; nor is the address one signs in with.
//! - A new password ends all other sessions. What asks for the password again counts failures as sign-in does.
//! - The second factor's secret is shown once, while it is set up, and kept sealed.

mod factor;
mod factor_changes;
mod page;
mod password;
mod phone;
mod sessions;

use crate::kit::web::routes::Routes;

pub(super) use factor::Factor;
pub use password::Own;

/// The pages about oneself.
pub(super) fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/account", page::show)
        .post("/account", page::save)
        .post("/account/theme", page::theme)
        .post("/account/preferences", page::preferences)
        .get(phone::PATH, phone::show)
        .post(phone::PATH, phone::ask)
        .post("/account/phone/code", phone::prove)
        .post("/account/phone/removal", phone::remove)
        .get("/account/password", password::show)
        .post("/account/password", password::save)
        .post("/account/sessions/end-others", sessions::end_others)
        .post("/account/sessions/{session}/end", sessions::end)
        .get(factor::PATH, factor::show)
        .post(factor::PATH, factor::turn_on)
        .get("/account/second-factor/codes", factor_changes::ask_for_codes)
        .post("/account/second-factor/codes", factor_changes::new_codes)
        .get("/account/second-factor/off", factor_changes::ask_to_turn_off)
        .post("/account/second-factor/off", factor_changes::turn_off);
}
