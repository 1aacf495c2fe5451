//! What every row of the clinical record has in common.
//!
//! - A row names its patient, when it was true (`at`, as exactly as it is known) and when it was
//!   written down (`recorded_at`, if anybody says): two different times.
//! - A code is (system, code, display) beside the text as written; the text is never empty. Codes of further systems
//!   for the same thing are kept in `other_codings`.
//! - A row is from here, or from an import: then (source, type, original id) is unique, and
//!   `content_hash` says whether the sender has changed it since.
//! - Nothing is overwritten: what a row said before goes to `record_versions`. `edited_here` marks
//!   imported rows that staff have changed, which an import then leaves alone.

mod model;
mod row;
mod store;

pub use model::{Coding, Concept, Precision, When};
pub use row::{Belongings, Known, Origin, Stored};
pub(crate) use row::{clinical_row, clinical_store};
pub use store::{
    HeldRecordVersions, ImportSource, Replaced, find_source, keep_content, keep_version, replaced_of,
    said_before, source_named, source_names,
};
