//! The pages of emergency access.

pub mod opening;
pub mod reviewing;
