//! People and places elsewhere that a record names: who saw the patient, and where.
//!
//! - They come from imports and are never accounts: nobody signs in as a directory entry.
//! - A row of the record keeps their name as it was; the entry is for finding them again.

mod model;
mod store;

pub use model::DirectoryEntry;
pub use store::{by_identifier, name_of, same_as_before};
