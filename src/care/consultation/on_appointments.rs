//! What a visit means for its appointment: the appointment stays, and is not done while the note is unsigned.

use super::{desk_path, new_path, note_path};
use crate::care::notes::{self, Readers};
use crate::care::visits;
use crate::diary::appointments::{Appointment, AppointmentId, Offer, OnAppointments, Status};
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Permission as _, perm};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::say;

/// What names an appointment in an address and a form.
pub const APPOINTMENT: &str = "appointment";

fn writes(who: &Identity) -> bool {
    perm::RecordWrite::ROW.grant(who.role, who.duties) != Grant::No
}

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
        if !(note.is_draft() && Readers::of_others(who).may_read(&note) && writes(who)) {
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

    /// Where there is none, whoever may write begins it, or writes down afterwards what is over.
    fn note(&self, conn: &mut Conn, who: &Identity, of: &Appointment) -> Result<Option<Offer>> {
        let patient = of.patient_id;
        let Some(visit) = visits::of_appointment(conn, of.id)? else {
            let query = match of.status {
                _ if !writes(who) => return Ok(None),
                Status::InConsultation => String::new(),
                Status::Completed => format!("?{APPOINTMENT}={}", of.id),
                _ => return Ok(None),
            };
            let href = format!("{}{query}", new_path(patient));
            return Ok(Some(Offer { words: say!("consultation-of-appointment-write"), href }));
        };
        let note = notes::main_of_visit(conn, visit.patient_id, visit.id)?;
        let found = if !Readers::of_others(who).may_read(&note) {
            None
        } else if note.is_draft() {
            writes(who).then(|| ("consultation-of-appointment-go-on", desk_path(patient, visit.id)))
        } else {
            let sees = perm::RecordView::ROW.grant(who.role, who.duties) != Grant::No;
            (sees && note.signed_at.is_some())
                .then(|| ("consultation-of-appointment", note_path(patient, visit.id)))
        };
        Ok(found.map(|(words, href)| Offer { words: say!(words), href }))
    }

    /// A draft of their own.
    fn begun(&self, conn: &mut Conn, who: &Identity, patient: PatientId) -> Result<Option<Offer>> {
        if !writes(who) {
            return Ok(None);
        }
        let drafts = notes::drafts_by(conn, patient, who.account)?;
        let visit = drafts.into_iter().find_map(|note| note.visit_id);
        Ok(visit
            .map(|visit| Offer { words: say!("consultation-unfinished"), href: desk_path(patient, visit) }))
    }
}
