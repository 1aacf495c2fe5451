//! The pages about one appointment.

mod page;
mod reasoned;
mod steps;

use super::model::AppointmentId;
use crate::kit::web::form::Form;
use crate::kit::web::routes::Routes;

/// `/appointments/{id}` and the steps below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/appointments/{id}", page::show)
        .post("/appointments/{id}/arrival", steps::arrive)
        .post("/appointments/{id}/start", steps::start)
        .post("/appointments/{id}/completion", steps::complete)
        .post("/appointments/{id}/no-show", steps::no_show)
        .post("/appointments/{id}/closing", steps::close)
        .post("/appointments/{id}/undo", steps::undo)
        .post("/appointments/{id}/return", steps::bring_back)
        .get("/appointments/{id}/cancellation", reasoned::ask_to_cancel)
        .post("/appointments/{id}/cancellation", reasoned::cancel)
        .get("/appointments/{id}/correction", reasoned::ask_to_correct)
        .post("/appointments/{id}/correction", reasoned::correct);
}

/// Where a quick step leads: back to the page of the diary it was taken on, or to the appointment's own.
fn back(form: &Form, id: AppointmentId) -> String {
    let asked = form.raw("back");
    let path = asked.split(['?', '#']).next().unwrap_or_default();
    let ours =
        path == "/" || path == "/diary" || path.starts_with("/diary/") || path.starts_with("/appointments/");
    if ours && asked.len() < 500 { asked.to_owned() } else { super::path(id) }
}
