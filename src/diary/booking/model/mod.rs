//! Booking as values.

pub mod chosen;
pub mod offered;
pub mod words;
