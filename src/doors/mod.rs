//! Other ways in and out than the pages.

pub mod canonical;
pub mod fhir;
pub mod demo;
