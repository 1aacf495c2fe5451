//! Codes for diagnoses: a public list that an admin loads, found as one types, with everybody's own favourites first.
//!
//! - A list is loaded from a file as its publisher gives it out (`wardbook import codes icd10 FILE`), again and again:
//!   a newer edition changes words, adds codes, and sets aside those it no longer has. Nothing is deleted, since
//!   records name them.
//! - A record keeps a copy of code and words ([`Hit::concept`]); it does not change when the list does.
//! - Without a list, diagnoses are written as free text, and the search says that none was loaded.
//!
//! Words: a *list* is one classification, a *leaf* a code without finer ones below it, a *hit* what a search found.

mod model;
mod store;
mod actions;
mod views;
mod pages;

pub use actions::{Loaded, Plan, favour, load, plan};
pub use model::file::{CodeFile, Entry, Unreadable};
pub use model::{Code, CodeId, Hit, List};
pub use pages::routes;
pub use store::{Source, edition, find, search};
pub use views::{HitLine, lines};

/// The page on which one looks codes up and keeps favourites.
pub const PATH: &str = "/codes";
