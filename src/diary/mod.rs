//! The diary: who is seen by whom, where and when.

pub mod appointments;
