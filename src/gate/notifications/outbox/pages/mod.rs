//! The pages of the outbox.

pub mod calls;
pub mod outbox;
