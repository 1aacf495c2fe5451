//! The pages of patients.

mod editing;
mod registering;
mod searching;

use actix_web::web;

use super::store::Neighbours;
use crate::kit::web::routes::Routes;

type Lent = web::Data<Neighbours>;

/// `/patients` and what is below it. What shows the record itself is the chart's.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/patients", searching::show)
        .get("/patients/hits", searching::hits)
        .get("/patients/find", searching::find)
        .get("/patients/new", registering::show)
        .post("/patients", registering::submit)
        .get("/patients/{id}/edit", editing::show)
        .post("/patients/{id}/edit", editing::submit);
}
