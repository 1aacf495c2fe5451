//! The ground floor: everything a program of this kind needs that knows nothing of hospitals.
//!
//! Nothing in here may name a patient, a doctor or a record. What must differ by feature comes in through traits.

pub mod calendar;
pub mod chart_svg;
pub mod clock;
pub mod config;
pub mod csv;
pub mod db;
pub mod error;
pub mod files;
pub mod id;
pub mod leftovers;
pub mod lock;
pub mod mail;
pub mod marked;
pub mod money;
pub mod pdf;
pub mod post;
pub mod private;
pub mod seal;
pub mod sending;
pub mod sms;
pub mod text;
pub mod turns;
pub mod web;
pub mod when;
