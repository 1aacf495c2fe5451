//! A room as a value.

use diesel::prelude::*;

use crate::gate::hospital::SiteId;
use crate::kit::id::Id;
use crate::schema::rooms;

/// A room where patients are seen.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = rooms)]
pub struct Room {
    /// Its identity.
    pub id: RoomId,
    /// Where it is.
    pub site_id: SiteId,
    /// Its name, unique at its site.
    pub name: String,
    /// Whether it is still used.
    pub active: bool,
    /// Counts its changes.
    pub version: i64,
}

/// The id of a room.
pub type RoomId = Id<Room>;
