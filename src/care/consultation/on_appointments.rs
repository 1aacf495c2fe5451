//! What a visit means for its appointment: the appointment stays, and is not done while the note is unsigned.

use super::desk_path;
use crate::care::{notes, visits};
use crate::diary::appointments::{AppointmentId, Offer, OnAppointments};
use crate::gate::access::model::{Identity, Role};
use crate::gate::access::permissions::{Grant, Permission as _, perm};
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

    /// Its note, while nobody has signed it, for who may read and write it.
    fn left_over(&self, conn: &mut Conn, who: &Identity, of: AppointmentId) -> Result<Option<Offer>> {
        let Some(visit) = visits::of_appointment(conn, of)? else { return Ok(None) };
        let note = notes::main_of_visit(conn, visit.patient_id, visit.id)?;
        let reads = !note.restricted || who.role == Role::Admin || note.is_by(who.account);
        let writes = perm::RecordWrite::ROW.grant(who.role, who.duties) != Grant::No;
        let href = desk_path(visit.patient_id, visit.id);
        let left = note.is_draft() && reads && writes;
        Ok(left.then(|| Offer { words: say!("consultation-left-unsigned"), href }))
    }
}
