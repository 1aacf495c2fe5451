//! Who people are here, and how far their rights go.
//!
//! - A session is a row; the cookie holds only a random token whose hash the row keeps. Rights are read with the
//!   session on every request, so a change counts from the next click.
//! - [`permissions`] is the whole contract as data; the guards of the desk are its only users.
//! - Vocabulary: an *account* signs in; a *role* is one of five; a *reach* is the set of records somebody can see.

pub mod drafts;
pub mod emergency;
pub mod employees;
mod founding;
pub mod hasher;
pub mod links;
pub mod model;
pub mod one_time;
pub mod password;
pub mod permissions;
pub mod phones;
pub mod reach;
pub mod second_factor;
pub mod session_store;
pub mod store;
pub mod throttle;
pub mod totp;
mod workplaces;

pub use founding::{NewInstallation, found};
