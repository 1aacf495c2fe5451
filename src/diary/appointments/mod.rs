//! Appointments, as far as they are kept yet: what makes the relation of a doctor and a patient.
//!
//! There is no page for them; the demonstration writes them, and the reach of doctors and nurses reads them.

mod at_site;
mod leaving;
mod store;

pub use at_site::AppointmentsAtSite;
pub use leaving::FutureAppointments;
pub use store::{HeldAppointments, NewAppointment, insert, last_seen, next_of};
