//! The audit trail as a page: who did what, to whose record, when, from where.
//!
//! - An admin sees everything; every other employee their own deeds alone.
//! - The list is paged by key, newest first; filters stand in the address.
//! - An export is a deed like any other, and on file before the file is sent. Cells cannot become formulas.
//!   However long, it is whole: it is read and sent in pieces, and breaks off visibly if one cannot be read.

mod asked;
mod export;
mod pages;
mod words;

use crate::kit::web::routes::Routes;

/// `/audit`.
pub fn routes(routes: &mut Routes<'_>) {
    routes.get("/audit", pages::show).post("/audit/export", export::export);
}
