//! The waiting list: who waits for an earlier time, or for any.
//!
//! - Somebody waits for a doctor, for a specialty or for anybody, from a day on, for so many minutes. The oldest wish
//!   comes first.
//! - A time that becomes free is offered to those whom it fits, by a list to phone: whoever says yes first is booked,
//!   which ends their wait in the same transaction. The rest go on waiting.
//! - A doctor sees those of their own patients who wait for them or for anybody.

mod actions;
mod came_free;
mod forms;
mod held;
mod model;
mod offered;
mod pages;
mod store;
mod views;

pub use actions::{CLOSED, New, add, close_as_booked};
pub use came_free::{Chance, came_free};
pub use held::{HeldWaitingEntries, WaitingOnAppointments};
pub use model::{Waiting, WaitingId};
pub use store::{count_open, find_open};

use crate::diary::appointments::Freed;
use crate::gate::actor::AccountId;
use crate::kit::web::routes::Routes;
use crate::people::patients::PatientId;

/// `/waiting-list` and what is below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/waiting-list", pages::list::show)
        .get("/waiting-list/new", pages::new::show)
        .post("/waiting-list", pages::new::submit)
        .get("/waiting-list/offers", pages::offers::show)
        .post("/waiting-list/{id}/withdrawal", pages::list::withdraw)
        .post("/waiting-list/{id}/return", pages::list::bring_back);
}

/// The list.
pub const PATH: &str = "/waiting-list";

/// Where a patient is put on the list.
pub const ADD: &str = "/waiting-list/new";

/// Where a patient is put on the list, beginning with whom they asked for.
pub fn new_path(patient: PatientId, doctor: Option<AccountId>) -> String {
    match doctor {
        Some(doctor) => format!("{PATH}/new?patient={patient}&for={doctor}"),
        None => format!("{PATH}/new?patient={patient}"),
    }
}

/// Where a time that became free is offered.
pub fn offers_path(freed: &Freed) -> String {
    let minutes = freed.to.duration_since(freed.from).as_mins();
    let at = freed.from.to_string().replace(':', "%3A");
    format!("{PATH}/offers?doctor={}&site={}&at={at}&minutes={minutes}", freed.doctor, freed.site)
}
