//! What a visit means for its appointment: the appointment stays, and is not done while the note is unsigned.

use super::desk_path;
use crate::care::{notes, visits};
use crate::diary::appointments::{AppointmentId, Offer, OnAppointments};
use crate::gate::access::model::{Identity, Role};
use crate::gate::access::permissions::{Grant, Permission as _, perm};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::people::patients::PatientId;
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
        if !(note.is_draft() && reads && writes) {
            return Ok(None);
        }
        // Whoever closes the day for others is not led away from it.
        Ok(Some(if note.is_by(who.account) {
            let href = desk_path(visit.patient_id, visit.id);
            Offer { words: say!("consultation-left-unsigned"), href }
        } else {
            Offer { words: say!("consultation-left-unsigned-others"), href: String::new() }
        }))
    }

    /// A draft of their own.
    fn begun(&self, conn: &mut Conn, who: &Identity, patient: PatientId) -> Result<Option<Offer>> {
        if perm::RecordWrite::ROW.grant(who.role, who.duties) == Grant::No {
            return Ok(None);
        }
        let drafts = notes::drafts_by(conn, patient, who.account)?;
        let visit = drafts.into_iter().find_map(|note| note.visit_id);
        Ok(visit
            .map(|visit| Offer { words: say!("consultation-unfinished"), href: desk_path(patient, visit) }))
    }
}
