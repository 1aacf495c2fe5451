//! The chart: everything known of a patient, read from the whole care wing and shown as one record.
//!
//! - Each tab has its own address and is one page that works without script; a look at any of them is on file before
//!   it is answered, because the entry `Chart` writes it first.
//! - A page makes a fixed number of statements, however long the history: newest values are found by seeking in an
//!   index, lists continue from a place.
//! - Nothing is changed here.
//!
//! Words: a *test* is what is measured, a *result* one value of it; the *head* is banner and tabs.

mod drawing;
mod head;
mod model;
mod pages;
mod paths;
mod rows;
mod store;
mod then;
mod views;

pub use head::{allergy_zone, of as head};

use crate::kit::web::routes::Routes;

/// The tabs of the chart.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/patients/{id}", pages::summary::show)
        .get("/patients/{id}/visits", pages::visits::list)
        .get("/patients/{id}/visits/{visit}", pages::visits::show)
        .get("/patients/{id}/timeline", pages::timeline::list)
        .get("/patients/{id}/as-of", pages::as_of::show)
        .get("/patients/{id}/problems", pages::lists::problems)
        .get("/patients/{id}/medication", pages::lists::medication)
        .get("/patients/{id}/results", pages::results::list)
        .get("/patients/{id}/results/test", pages::results::test)
        .get("/patients/{id}/vital-signs", pages::results::vitals)
        .get("/patients/{id}/vaccines", pages::lists::vaccines)
        .get("/patients/{id}/procedures", pages::lists::care)
        .get("/patients/{id}/access", pages::access::show);
}
