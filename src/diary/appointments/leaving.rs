//! Appointments of somebody who leaves: listed, and handed to a colleague who is free at those times.

use jiff::Timestamp;

use super::model::{Appointment, rules};
use super::{store, telling};
use crate::diary::hours;
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::Result;
use crate::people::patients::list_name;
use crate::people::staff::{HandedOver, OpenWork, Piece};
use crate::say;

/// The future appointments of an employee.
pub struct FutureAppointments;

impl OpenWork for FutureAppointments {
    fn name(&self) -> &'static str {
        "appointments"
    }

    fn count(&self, conn: &mut Conn, whose: AccountId, now: Timestamp) -> Result<i64> {
        store::count_ahead_of(conn, whose, now)
    }

    fn sentence(&self, count: i64) -> String {
        say!("appointments-future", count = count)
    }

    fn list(&self, conn: &mut Conn, whose: AccountId, now: Timestamp, limit: i64) -> Result<Vec<Piece>> {
        Ok(store::list_ahead_of(conn, whose, now, limit)?
            .into_iter()
            .map(|one| Piece {
                at: one.at,
                time_zone: one.time_zone,
                who: list_name(&one.family, &one.given),
                place: one.place,
                about: one.about,
            })
            .collect())
    }

    fn left(&self) -> String {
        say!("appointments-future-stay")
    }

    /// Each one by itself: what the colleague has no time for stays, so that nobody is promised two at once. The room
    /// stays with whoever left.
    fn hand_over(
        &self,
        tx: &mut Tx<'_>,
        by: AccountId,
        from: AccountId,
        to: AccountId,
    ) -> Result<HandedOver> {
        let now = tx.now();
        let away = hours::leaves_of(tx.conn(), to, now)?;
        let mut done = HandedOver::default();
        for before in store::ahead_of(tx.conn(), from, now)? {
            if away.iter().any(|leave| leave.starts_at < before.ends_at && before.starts_at < leave.ends_at) {
                done.left += 1;
                continue;
            }
            let handed = tx.savepoint(|tx| {
                store::put(tx, &Appointment { doctor_id: to, room_id: None, ..before.clone() })?;
                store::forget_slip(tx, before.id)?;
                store::note(tx, &before, by, "handed-over", Deed::new("appointment.handed-over"), "")?;
                telling::moved(tx, by, &before, to)
            });
            match handed {
                Ok(()) => done.handed += 1,
                Err(error) if rules::TAKEN.into_iter().any(|rule| error.breaks(rule)) => done.left += 1,
                Err(error) => return Err(error),
            }
        }
        Ok(done)
    }
}
