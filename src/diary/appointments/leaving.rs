//! Appointments of somebody who leaves: listed, and handed to a colleague who is free at those times.

use diesel::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

use crate::gate::actor::AccountId;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::Result;
use crate::people::patients::list_name;
use crate::people::staff::{HandedOver, OpenWork, Piece};
use crate::say;
use crate::schema::{appointments, patients, sites};

/// What is still to come, or waits already.
pub(super) const OPEN: [&str; 3] = ["requested", "booked", "arrived"];
/// What takes a doctor's time.
const LIVE: [&str; 4] = ["booked", "arrived", "in_consultation", "completed"];

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

    /// Each one by itself: what the colleague has no time for stays, so that nobody is promised two at once.
    fn hand_over(&self, tx: &mut Tx<'_>, from: AccountId, to: AccountId) -> Result<HandedOver> {
        let now = tx.now();
        let theirs: Vec<(Uuid, Uuid, Timestamp, Timestamp, i64)> = appointments::table
            .filter(appointments::doctor_id.eq(from))
            .filter(appointments::status.eq_any(OPEN))
            .filter(appointments::ends_at.gt(Utc(now)))
            .order(appointments::starts_at)
            .select((
                appointments::id,
                appointments::patient_id,
                appointments::starts_at,
                appointments::ends_at,
                appointments::version,
            ))
            .load(tx.conn())?;
        let mut taken: Vec<(Timestamp, Timestamp)> = appointments::table
            .filter(appointments::doctor_id.eq(to))
            .filter(appointments::status.eq_any(LIVE))
            .filter(appointments::ends_at.gt(Utc(now)))
            .select((appointments::starts_at, appointments::ends_at))
            .load(tx.conn())?;
        let mut done = HandedOver::default();
        for (id, patient, starts, ends, version) in theirs {
            if taken.iter().any(|(other_starts, other_ends)| starts < *other_ends && *other_starts < ends) {
                done.left += 1;
                continue;
            }
            diesel::update(appointments::table.find(AnyId(id)))
                .set((appointments::doctor_id.eq(to), appointments::version.eq(version + 1)))
                .execute(tx.conn())?;
            tx.record(
                Deed::new("appointment.handed-over")
                    .on("appointment", id)
                    .about(patient)
                    .with(serde_json::json!({ "from": from, "to": to })),
            );
            taken.push((starts, ends));
            done.handed += 1;
        }
        Ok(done)
    }
}
