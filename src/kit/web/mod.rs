//! What every page is made with: entries, routes, forms, pages, answers.

pub mod assets;
pub mod compare;
pub mod draft;
pub mod entry;
pub mod form;
pub mod frame;
pub mod icon;
pub mod names;
pub mod pace;
pub mod page;
pub mod reply;
pub mod routes;
pub mod socket;
pub mod submissions;
pub mod upload;
