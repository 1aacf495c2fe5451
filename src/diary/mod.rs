//! The diary: who is seen by whom, where and when.

pub mod sites;
pub mod appointments;
