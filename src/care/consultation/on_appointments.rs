//! What a visit means for its appointment: the appointment stays.

use crate::care::visits;
use crate::diary::appointments::{AppointmentId, OnAppointments};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::say;

/// An appointment at which somebody was seen is never removed.
pub struct VisitsOnAppointments;

impl OnAppointments for VisitsOnAppointments {
    fn kept(&self, conn: &mut Conn, of: &[AppointmentId]) -> Result<Vec<(AppointmentId, String)>> {
        let visited = visits::among_appointments(conn, of)?;
        Ok(visited.into_iter().map(|id| (id, say!("consultation-on-appointment"))).collect())
    }
}
