//! Booking: a new appointment from a patient, from a free time or from nothing; another time for one there is.
//!
//! - What a page shows as free is a promise of nothing: the database decides when it is booked. Whoever is second is
//!   told so, keeps all that was typed, and is offered other times.
//! - "That time is taken" is all anybody hears, never by whom.
//! - A doctor books follow-ups for their own patients, with themselves; what is sent for somebody else is refused.
//! - What was asked for is given by whoever could book it, and by the same rules; see [`pages::confirming`].
//! - Overbooking is a choice with a reason of its own. It is never what happens because a time was gone.
//!
//! Words: a *guest* is the patient who is to come; a *chosen* time names doctor and site too; *with* is the doctor, or
//! the first one who has time.

mod model;
mod actions;
mod entry;
mod forms;
mod looking;
mod pages;
mod views;

use crate::kit::web::routes::Routes;

/// The pages on which appointments are made.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/appointments/new", pages::new::show)
        .get("/appointments/new/patients", pages::finding::hits)
        .get("/appointments/new/times", pages::new::times)
        .get("/appointments/first", pages::first::show)
        .post("/appointments", pages::new::submit)
        .get("/appointments/{id}/move", pages::moving::show)
        .post("/appointments/{id}/move", pages::moving::submit)
        .post("/appointments/{id}/confirmation", pages::confirming::submit)
        .get("/walk-in", pages::walk_in::show)
        .post("/walk-in", pages::walk_in::submit)
        .get("/walk-in/patients", pages::walk_in::people)
        .get("/walk-in/doctors", pages::walk_in::doctors)
        .get("/walk-in/{id}", pages::walk_in::done);
}
