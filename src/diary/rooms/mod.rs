//! Rooms of the sites. A room holds one appointment at a time; one that is no longer used stays on old appointments.
//!
//! - A closed room leaves every list to choose from. Whatever holds it keeps it.
//! - Two who change one room at the same time: the second is shown what the first made of it.

mod actions;
mod model;
mod pages;
mod store;
mod views;

pub use model::{Room, RoomId};
pub use store::{find, insert, of_all_sites, rename_or_close};

use crate::kit::web::routes::Routes;

/// The pages about rooms.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/rooms", pages::show_list)
        .post("/rooms", pages::add)
        .get("/rooms/new", pages::show_new)
        .get("/rooms/{id}", pages::show)
        .post("/rooms/{id}", pages::rename)
        .post("/rooms/{id}/closing", pages::close)
        .post("/rooms/{id}/reopening", pages::reopen);
}

/// The page of one room.
pub fn path(id: RoomId) -> String {
    format!("/rooms/{id}")
}
