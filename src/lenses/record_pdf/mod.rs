//! The medical record on paper.
//!
//! - The patient's identity, the state of what is known about allergies, who printed it when, and "page x of y" stand
//!   on every page.
//! - All problems and allergies stand in it; what is resolved, inactive or refuted says so. Only what was entered in
//!   error is left out, and counted.
//! - A coded entry stands under the coding's words, with the text as written below it where that differs.

pub mod model;
mod sheet;

pub use sheet::set;
