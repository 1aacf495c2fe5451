//! Who must be told, and what became of telling them.

pub mod outbox;
pub mod security;
pub mod bell;
