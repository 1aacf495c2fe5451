//! What is kept of somebody elsewhere.

use diesel::prelude::*;
use serde::Serialize;

use crate::care::record::ImportSource;
use crate::kit::id::Id;
use crate::schema::directory_entries;

/// A person or an organisation elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = directory_entries, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct DirectoryEntry {
    /// Our id.
    pub id: Id<DirectoryEntry>,
    /// `person` or `organisation`.
    pub kind: String,
    /// The whole name as shown.
    pub name: String,
    /// The register that gave the identifier.
    pub identifier_system: Option<String>,
    /// A number they are known by.
    pub identifier: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Address on one line.
    pub address: Option<String>,
    /// Whether the sender still counts them.
    pub active: bool,
    /// Where it was imported from.
    pub source_id: Option<Id<ImportSource>>,
    /// The sender's word for this kind of thing.
    pub original_type: Option<String>,
    /// The sender's id.
    pub original_id: Option<String>,
    /// What the sender said, as a hash.
    pub content_hash: Option<String>,
    /// Counts changes, from 1.
    pub version: i64,
    /// Whether staff have changed it since it was imported.
    pub edited_here: bool,
}
