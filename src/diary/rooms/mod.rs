//! Rooms of the sites. A room holds one appointment at a time; one that is no longer used stays on old appointments.

mod model;
mod store;

pub use model::{Room, RoomId};
pub use store::{find, insert, of_all_sites, rename_or_close};
