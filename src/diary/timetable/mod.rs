//! The pages of doctors' hours: all at one glance, one doctor's in full, public holidays, and who is free next.
//!
//! - A doctor is in one place at a time: hours that would overlap are refused, at another site and across time zones
//!   too. A public holiday closes weekly hours, so extra hours may stand in their place that day.
//! - What was is not rewritten: a change holds from a day on, and the old hours end the day before.
//! - Ending or changing hours shows which appointments would lie outside. They stay, and are to be moved.
//!
//! The hours themselves, which the diary and booking read, are `diary::hours`.

mod actions;
mod at_site;
mod forms;
mod model;
mod pages;
mod views;

pub use at_site::HoursAtSite;

use crate::kit::web::routes::Routes;

/// The pages about hours and public holidays.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{doctor, extra, holidays, list, weekly};
    routes
        .get("/hours", list::show)
        .get("/hours/specialties", list::by_specialty)
        .get("/hours/{doctor}", doctor::show)
        .get("/hours/{doctor}/weekly/new", weekly::show_new)
        .post("/hours/{doctor}/weekly", weekly::add)
        .get("/hours/{doctor}/weekly/{span}", weekly::show_change)
        .post("/hours/{doctor}/weekly/{span}", weekly::change)
        .get("/hours/{doctor}/weekly/{span}/ending", weekly::show_end)
        .post("/hours/{doctor}/weekly/{span}/ending", weekly::end)
        .get("/hours/{doctor}/extra/new", extra::show_new)
        .post("/hours/{doctor}/extra", extra::add)
        .get("/hours/{doctor}/extra/{span}/removal", extra::show_removal)
        .post("/hours/{doctor}/extra/{span}/removal", extra::remove)
        .get("/holidays", holidays::show)
        .post("/holidays", holidays::add)
        .post("/holidays/{id}/removal", holidays::remove);
}
