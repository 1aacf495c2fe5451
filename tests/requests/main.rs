//! Requests through the real application, spoken as people. One binary, a file per feature.

#[path = "../support/mod.rs"]
mod support;

mod gate;
