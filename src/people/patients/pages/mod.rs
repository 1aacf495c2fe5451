//! The pages of patients.

mod editing;
mod importing;
mod merging;
mod messages;
mod photos;
mod registering;
mod removing;
mod searching;

use std::sync::Arc;

use actix_web::web;

pub use registering::{alike_to, born_in_words};

use super::REMOVALS_PATH;
use super::head::{Head, Heads};
use super::model::patient::Patient;
use super::store::Neighbours;
use crate::gate::access::model::Identity;
use crate::gate::desk::Desk;
use crate::kit::error::Result;
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
        .post("/patients/alike", registering::alike)
        .get(REMOVALS_PATH, removing::requests)
        .get("/patients/import", importing::show)
        .post("/patients/import", importing::receive)
        .get("/patients/import/{import}", importing::show_one)
        .post("/patients/import/{import}", importing::start)
        .get("/patients/import/{import}/progress", importing::progress)
        .get("/patients/{id}/edit", editing::show)
        .post("/patients/{id}/edit", editing::submit)
        .get("/patients/{id}/messages", messages::show)
        .post("/patients/{id}/messages", messages::submit)
        .get("/patients/{id}/photo", photos::show)
        .post("/patients/{id}/photo", photos::submit)
        .post("/patients/{id}/photo/removal", photos::remove)
        .get("/patients/{id}/merge", merging::show)
        .post("/patients/{id}/merge", merging::submit)
        .post("/patients/{id}/merges/{merge}/undoing", merging::undo)
        .get("/patients/{id}/removal", removing::show)
        .post("/patients/{id}/removal", removing::remove)
        .post("/patients/{id}/removal-request", removing::ask)
        .post("/patients/{id}/removal-request/declining", removing::decline)
        .post("/patients/{id}/archive", removing::archive)
        .post("/patients/{id}/restoration", removing::restore);
}

/// Banner and tabs of a page about a patient.
async fn headed(desk: &Desk, who: &Arc<Identity>, patient: &Patient, heads: Heads) -> Result<Head> {
    let (who, patient) = (who.clone(), patient.clone());
    let (path, now) = (desk.visit().path.clone(), desk.clock().now());
    desk.read(move |conn| (heads.0)(conn, &who, &patient, &path, now)).await
}
