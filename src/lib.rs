//! Wardbook: the program a hospital runs itself.
//!
//! The wings stand in storey order, and that order is the import law: a wing uses only wings declared above it. On
//! the roof stand what joins them (`wiring`, `routes`, `app`) and the command line.

#![warn(missing_docs)]

pub mod schema;
pub mod kit;
pub mod gate;
pub mod people;
pub mod diary;
pub mod care;
pub mod talk;
pub mod lenses;
pub mod doors;
pub mod wiring;
pub mod routes;
pub mod app;
pub mod cli;
