//! Statements on `directory_entries`.

use diesel::prelude::*;

use super::model::DirectoryEntry;
use crate::care::record::{Origin, Stored as _, clinical_store, said_before};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::schema::directory_entries::dsl;

clinical_store!(directory_entries, DirectoryEntry);

/// Whoever carries that number in that register.
///
/// # Errors
/// What the database says.
pub fn by_identifier(
    conn: &mut Conn,
    system: &str,
    value: &str,
) -> Result<Option<(Id<DirectoryEntry>, String)>> {
    Ok(dsl::directory_entries
        .filter(dsl::identifier_system.eq(system))
        .filter(dsl::identifier.eq(value))
        .order(dsl::id)
        .select((dsl::id, dsl::name))
        .first(conn)
        .optional()?)
}

/// The name under which somebody stands in the directory.
///
/// # Errors
/// What the database says.
pub fn name_of(conn: &mut Conn, id: Id<DirectoryEntry>) -> Result<Option<String>> {
    Ok(dsl::directory_entries.filter(dsl::id.eq(id)).select(dsl::name).first(conn).optional()?)
}

/// Whether the sender has said exactly this of them before, now or in an earlier version.
///
/// # Errors
/// What the database says.
pub fn same_as_before(conn: &mut Conn, origin: &Origin) -> Result<bool> {
    let Some(known) = DirectoryEntry::known(conn, origin)? else { return Ok(false) };
    if known.hash.as_deref() == Some(&origin.hash) {
        return Ok(true);
    }
    said_before(conn, known.id, &origin.hash)
}
