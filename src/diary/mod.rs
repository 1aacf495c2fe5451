//! The diary: who is seen by whom, where and when.

pub mod rooms;
pub mod hours;
pub mod sites;
pub mod messages;
pub mod appointments;
pub mod leave;
pub mod waiting;
pub mod booking;
pub mod days;
pub mod feeds;
pub mod timetable;
pub mod purge;
