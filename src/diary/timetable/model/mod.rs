//! The rules about changing hours, as values.

pub mod clash;
pub mod edit;
pub mod lines;
