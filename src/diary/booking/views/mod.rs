//! What the templates show, as plain values.

pub mod conflict;
pub mod finding;
pub mod first;
pub mod moving;
pub mod new;
pub mod walk_in;
