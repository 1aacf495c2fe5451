//! What an admin does with rooms: one transaction each.

use serde_json::json;

use super::model::RoomId;
use super::store;
use crate::gate::hospital::SiteId;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;

/// Adds a room.
///
/// # Errors
/// As [`store::insert`].
pub(super) fn add(tx: &mut Tx<'_>, site: SiteId, name: &str) -> Result<RoomId> {
    let id = store::insert(tx, site, name)?;
    tx.record(Deed::new("room.added").on("room", id).with(json!({ "name": name })));
    Ok(id)
}

/// Gives a room another name.
///
/// # Errors
/// As [`store::rename_or_close`].
pub(super) fn rename(tx: &mut Tx<'_>, id: RoomId, version: i64, name: &str) -> Result<()> {
    let old = store::find(tx.conn(), id)?;
    store::rename_or_close(tx, id, version, name, old.active)?;
    tx.record(Deed::new("room.renamed").on("room", id).with(json!({ "from": old.name, "to": name })));
    Ok(())
}

/// Closes a room, or opens it again.
///
/// # Errors
/// As [`store::rename_or_close`].
pub(super) fn close_or_open(tx: &mut Tx<'_>, id: RoomId, version: i64, active: bool) -> Result<()> {
    let old = store::find(tx.conn(), id)?;
    store::rename_or_close(tx, id, version, &old.name, active)?;
    let verb = if active { Deed::new("room.opened") } else { Deed::new("room.closed") };
    tx.record(verb.on("room", id).with(json!({ "name": old.name })));
    Ok(())
}
