//! The statements on `rooms`.

use diesel::prelude::*;

use super::model::{Room, RoomId, counted};
use crate::gate::hospital::SiteId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::rooms;

/// Rooms of all sites by name as people count, closed ones too.
///
/// # Errors
/// What the database says.
pub fn of_all_sites(conn: &mut Conn) -> Result<Vec<Room>> {
    let mut rooms: Vec<Room> = rooms::table.select(Room::as_select()).load(conn)?;
    rooms.sort_by_cached_key(|room| (counted(&room.name), room.id));
    Ok(rooms)
}

/// One room.
///
/// # Errors
/// [`Error::NotFound`].
pub fn find(conn: &mut Conn, id: RoomId) -> Result<Room> {
    Ok(rooms::table.find(id).select(Room::as_select()).first(conn)?)
}

/// Adds a room; the caller records the deed.
///
/// # Errors
/// [`Error::Broken`] with `rooms_site_id_name_key` when the site has one of that name.
pub fn insert(tx: &mut Tx<'_>, site: SiteId, name: &str) -> Result<RoomId> {
    let id = RoomId::new();
    diesel::insert_into(rooms::table)
        .values((rooms::id.eq(id), rooms::site_id.eq(site), rooms::name.eq(name)))
        .execute(tx.conn())?;
    Ok(id)
}

/// Changes name and use of a room that is still at `version`; the caller records the deed.
///
/// # Errors
/// [`Error::Conflict`] without words when somebody else changed it; [`Error::Broken`] as [`insert`].
pub fn rename_or_close(tx: &mut Tx<'_>, id: RoomId, version: i64, name: &str, active: bool) -> Result<()> {
    let changed = diesel::update(rooms::table.find(id).filter(rooms::version.eq(version)))
        .set((rooms::name.eq(name), rooms::active.eq(active), rooms::version.eq(version + 1)))
        .execute(tx.conn())?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict(String::new())) }
}
