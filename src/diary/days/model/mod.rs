//! The diary as values: where things stand on a day, and the pure rules that place them.

pub mod axis;
pub mod closed;
pub mod column;
pub mod halves;
