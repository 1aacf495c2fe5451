//! Appointments of somebody who leaves: listed, and handed to a colleague who is free at those times.

use diesel::prelude::*;
use jiff::Timestamp;

use super::model::status::Status;
use super::model::{Appointment, rules};
use super::store;
use crate::diary::hours;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::Result;
use crate::people::patients::list_name;
use crate::people::staff::{HandedOver, OpenWork, Piece};
use crate::say;
use crate::schema::{appointments, patients, sites};

/// What is still to come, or waits already.
pub(super) const OPEN: [&str; 3] =
    [Status::Requested.as_str(), Status::Booked.as_str(), Status::Arrived.as_str()];

/// The future appointments of an employee.
pub struct FutureAppointments;

impl OpenWork for FutureAppointments {
    fn name(&self) -> &'static str {
        "appointments"
    }

    fn count(&self, conn: &mut Conn, whose: AccountId, now: Timestamp) -> Result<i64> {
        Ok(appointments::table
            .filter(appointments::doctor_id.eq(whose))
            .filter(appointments::status.eq_any(OPEN))
            .filter(appointments::ends_at.gt(Utc(now)))
            .count()
            .get_result(conn)?)
    }

    fn sentence(&self, count: i64) -> String {
        say!("appointments-future", count = count)
    }

    fn list(&self, conn: &mut Conn, whose: AccountId, now: Timestamp, limit: i64) -> Result<Vec<Piece>> {
        let rows: Vec<(Timestamp, String, String, String, String, String)> = appointments::table
            .inner_join(patients::table.on(patients::id.eq(appointments::patient_id)))
            .inner_join(sites::table.on(sites::id.eq(appointments::site_id)))
            .filter(appointments::doctor_id.eq(whose))
            .filter(appointments::status.eq_any(OPEN))
            .filter(appointments::ends_at.gt(Utc(now)))
            .order((appointments::starts_at, appointments::id))
            .limit(limit)
            .select((
                appointments::starts_at,
                patients::family_name,
                patients::given_names,
                sites::name,
                sites::time_zone,
                appointments::reason,
            ))
            .load(conn)?;
        Ok(rows
            .into_iter()
            .map(|(at, family, given, place, time_zone, about)| Piece {
                at,
                time_zone,
                who: list_name(&family, &given),
                place,
                about,
            })
            .collect())
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
        let theirs: Vec<Appointment> = appointments::table
            .filter(appointments::doctor_id.eq(from))
            .filter(appointments::status.eq_any(OPEN))
            .filter(appointments::ends_at.gt(Utc(now)))
            .order((appointments::starts_at, appointments::id))
            .select(Appointment::as_select())
            .load(tx.conn())?;
        let away = hours::leaves_of(tx.conn(), to, now)?;
        let mut done = HandedOver::default();
        for before in theirs {
            if away.iter().any(|leave| leave.starts_at < before.ends_at && before.starts_at < leave.ends_at) {
                done.left += 1;
                continue;
            }
            let handed = tx.savepoint(|tx| {
                store::put(tx, &Appointment { doctor_id: to, room_id: None, ..before.clone() })?;
                store::forget_slip(tx, before.id)?;
                store::note(tx, &before, by, "handed-over", Deed::new("appointment.handed-over"), "")
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
