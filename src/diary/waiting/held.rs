//! Entries of the waiting list as other features hold them: those of a patient, those that led to an appointment, and
//! those whom a freed time fits.

use jiff::Timestamp;

use super::offered::{fitting, still_free};
use super::offers_path;
use super::store::{self, Seen};
use crate::diary::appointments::{AppointmentId, Freed, Offer, OnAppointments};
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::say;

crate::held_rows!(HeldWaitingEntries, waiting_entries, passing);

/// The entries that led to an appointment let go of it when it is removed for good; they stay as they ended. What is
/// called off or moved away is offered to those who wait.
pub struct WaitingOnAppointments;

impl OnAppointments for WaitingOnAppointments {
    fn release(&self, tx: &mut Tx<'_>, of: AppointmentId) -> Result<()> {
        store::let_go(tx, of)
    }

    fn offer(
        &self,
        conn: &mut Conn,
        reach: &Reach,
        only: Option<AccountId>,
        freed: &Freed,
        now: Timestamp,
    ) -> Result<Option<Offer>> {
        let Some(slot) = still_free(conn, freed, now)? else { return Ok(None) };
        let seen = Seen { reach: reach.clone(), only };
        let count = fitting(conn, &seen, &slot)?.len();
        Ok((count > 0)
            .then(|| Offer { words: say!("waiting-fits", count = count), href: offers_path(freed) }))
    }
}
