//! The pages of what is sent by hand.

pub mod patient;
pub mod reading;
pub mod several;
pub mod staff;
