//! Employees: who works here, what they may do, who can be booked.
//!
//! - An employee is an account with another role than patient, and perhaps a doctor profile; whoever has a profile
//!   can be booked, an admin too.
//! - Accounts are never deleted: a disabled employee signs in no more and leaves every list to choose from, while
//!   the name stays on records. What is still open is listed and handed over ([`OpenWork`]).
//! - The hospital keeps an active admin, and nobody changes their own role or disables themselves.
//! - A new account, and a reset, have a one-time password that is shown once and replaced at first use.

mod actions;
mod directory_pages;
mod forms;
mod leave_pages;
mod leaving;
mod list;
mod model;
mod one_time_pages;
mod pages;
mod panel;
mod rules_pages;
mod store;
mod views;

pub use actions::{create, disable, edit};
pub use leaving::{HandedOver, Leaving, OpenWork, Piece};
pub use list::{Colleague, Headcount, colleagues, headcounts, named};
pub use model::{DoctorProfile, SLOTS, Sheet, folded, matches};
pub use pages::path;
pub use store::{Specialty, SpecialtyId, profile, put_profile, specialties, specialties_of_all};

use crate::kit::web::routes::Routes;

/// The pages about employees.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/staff", pages::show_list)
        .post("/staff", pages::create)
        .get("/staff/new", pages::show_new)
        .get("/staff/rules", rules_pages::show)
        .post("/staff/rules", rules_pages::save)
        .get("/staff/{id}", pages::show)
        .post("/staff/{id}", pages::save)
        .get("/staff/{id}/reset", one_time_pages::ask_to_reset)
        .post("/staff/{id}/reset", one_time_pages::reset)
        .post("/staff/{id}/end-sessions", pages::end_sessions)
        .get("/staff/{id}/disable", leave_pages::ask)
        .post("/staff/{id}/disable", leave_pages::disable)
        .post("/staff/{id}/enable", pages::enable)
        .get("/directory", directory_pages::show);
}
