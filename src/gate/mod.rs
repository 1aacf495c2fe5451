//! The gate: whose house this is, who comes in, what they may do, and what was done.

pub mod actor;
pub mod audit;
pub mod hospital;
pub mod access;
pub mod live;
pub mod desk;
pub mod notifications;
pub mod door;
