//! Entries of the waiting list as other features hold them: those of a patient, and those that led to an appointment.

use diesel::prelude::*;

use crate::diary::appointments::{AppointmentId, OnAppointments};
use crate::kit::db::Tx;
use crate::kit::error::Result;
use crate::schema::waiting_entries;

crate::held_rows!(HeldWaitingEntries, waiting_entries, passing);

/// The entries that led to an appointment let go of it when it is removed for good; they stay as they ended.
pub struct WaitingOnAppointments;

impl OnAppointments for WaitingOnAppointments {
    fn release(&self, tx: &mut Tx<'_>, of: AppointmentId) -> Result<()> {
        diesel::update(waiting_entries::table.filter(waiting_entries::appointment_id.eq(of)))
            .set(waiting_entries::appointment_id.eq(None::<AppointmentId>))
            .execute(tx.conn())?;
        Ok(())
    }
}
