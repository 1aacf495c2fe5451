//! Leave: time in which a doctor sees nobody, and what becomes of the appointments that lie in it.
//!
//! - Leave is entered only by whoever was shown how many appointments lie inside and said so: of a booking and a leave
//!   entered at the same moment one loses, with a message.
//! - Appointments inside stay, and so do those outside the hours after a change of hours. They are *to be moved*, and
//!   are told wherever the doctor's time is shown.
//! - Whoever covers is named; covering gives no rights.

mod actions;
mod covering;
mod forms;
mod model;
mod pages;
mod standing;
mod store;
mod views;

pub use actions::{NewLeave, OVERLAPPING, UNACKNOWLEDGED, enter, take_back};
pub use covering::CoveredLeaves;
pub use model::{Period, WAITING, Why, said, why};
pub use standing::{Standing, ToMove};
pub use store::{Told, told, zones_of};
pub use views::{MoveRow, move_rows};

use crate::diary::hours::{self, LeaveId};
use crate::gate::actor::AccountId;
use crate::kit::web::routes::Routes;

/// The pages about leave.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/hours/{doctor}/leave/new", pages::show_new)
        .post("/hours/{doctor}/leave", pages::enter)
        .get("/hours/{doctor}/leave/{leave}", pages::show)
        .post("/hours/{doctor}/leave/{leave}/removal", pages::take_back);
}

/// The page of a leave, with what is to be moved.
pub fn path(doctor: AccountId, id: LeaveId) -> String {
    format!("{}/leave/{id}", hours::path(doctor))
}
