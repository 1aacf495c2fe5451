//! The diary: who is seen by whom, where and when.

pub mod rooms;
pub mod hours;
pub mod sites;
pub mod appointments;
pub mod days;
