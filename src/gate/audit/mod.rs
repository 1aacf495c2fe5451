//! The audit trail: every look and every change, append-only and chained.
//!
//! - A row is written in the transaction of what it tells, with a MAC over its content. The key is a file outside the
//!   database, so whoever can write to the database alone cannot forge a row.
//! - Rows are unchained when written, so that writers do not wait for each other. One [`Sealer`] numbers committed
//!   rows and links them, within a second, in batches; head and count of the chain are anchored in a file.
//! - [`verify`] names the first row that is not what was written, any row missing from the chain, and any row that
//!   has waited for its number longer than ten seconds.
//! - Nothing here is ever changed or deleted; triggers of the database refuse it.

mod chain;
mod sign;
mod store;

pub use chain::{Findings, Progress, Sealer, progress, verify};
pub use store::{Entry, Filter, Stretch, list};
