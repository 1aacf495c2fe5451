//! Other ways in and out than the pages.

pub mod fhir;
pub mod canonical;
pub mod demo;
