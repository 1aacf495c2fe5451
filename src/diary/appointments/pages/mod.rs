//! The pages about one appointment.

mod offered;
mod page;
mod paper;
mod reasoned;
mod series;
mod steps;

pub use steps::or_say_why;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::model::AppointmentId;
use super::removal::Dependants;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::routes::Routes;
use crate::people::patients::Heads;

/// What the features above lend these pages.
pub struct Lent {
    /// What fills the banner of a patient.
    heads: Heads,
    /// What may hang on an appointment.
    on: Dependants,
}

impl FromRequest for Lent {
    type Error = Error;
    type Future = std::future::Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let heads = request.app_data::<web::Data<Heads>>();
        let on = request.app_data::<web::Data<Dependants>>();
        std::future::ready(match (heads, on) {
            (Some(heads), Some(on)) => Ok(Self { heads: *heads.get_ref(), on: on.get_ref().clone() }),
            _ => Err(Error::bug("appointments without what is lent to them")),
        })
    }
}

/// `/appointments/{id}` and the steps below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/appointments/{id}", page::show)
        .get("/appointments/{id}/series", series::show)
        .get("/appointments/{id}/slip.pdf", paper::slip)
        .get("/appointments/{id}/calendar.ics", paper::calendar)
        .post("/appointments/{id}/arrival", steps::arrive)
        .post("/appointments/{id}/completion", steps::complete)
        .post("/appointments/{id}/no-show", steps::no_show)
        .post("/appointments/{id}/closing", steps::close)
        .post("/appointments/{id}/undo", steps::undo)
        .post("/appointments/{id}/series/undo", steps::undo_series)
        .post("/appointments/{id}/return", steps::bring_back)
        .get("/appointments/{id}/cancellation", reasoned::ask_to_cancel)
        .post("/appointments/{id}/cancellation", reasoned::cancel)
        .get("/appointments/{id}/correction", reasoned::ask_to_correct)
        .post("/appointments/{id}/correction", reasoned::correct);
}

/// Where a quick step leads: back to the page of the diary it was taken on, or to the appointment's own.
pub fn back(form: &Form, id: AppointmentId) -> String {
    let asked = form.raw("back");
    let path = asked.split(['?', '#']).next().unwrap_or_default();
    let ours =
        path == "/" || path == "/diary" || path.starts_with("/diary/") || path.starts_with("/appointments/");
    if ours && asked.len() < 500 { asked.to_owned() } else { super::path(id) }
}
