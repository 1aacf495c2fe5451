//! What reminders ask of appointments: whoever agreed to messages, and nothing else of them.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;
use jiff::Timestamp;

use super::super::model::status::Status;
use super::super::model::{Appointment, AppointmentId};
use crate::gate::hospital::SiteId;
use crate::kit::db::Conn;
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::schema::{appointment_changes, appointments, message_consents};

/// Booked appointments at a site that begin after `from` and until `to`, of patients who were asked about messages.
pub fn to_remind(conn: &mut Conn, site: SiteId, from: Timestamp, to: Timestamp) -> Result<Vec<Appointment>> {
    let asked = message_consents::table
        .filter(message_consents::patient_id.eq(appointments::patient_id))
        .filter(message_consents::way.ne("none"));
    Ok(appointments::table
        .filter(appointments::site_id.eq(site))
        .filter(appointments::status.eq(Status::Booked.as_str()))
        .filter(appointments::starts_at.gt(Utc(from)))
        .filter(appointments::starts_at.le(Utc(to)))
        .filter(exists(asked))
        .order((appointments::starts_at, appointments::id))
        .select(Appointment::as_select())
        .load(conn)?)
}

/// When each of these was put where it is now, of those that were moved to another time or site.
pub fn moved_at(conn: &mut Conn, of: &[AppointmentId]) -> Result<HashMap<AppointmentId, Timestamp>> {
    let mut moved = HashMap::new();
    // Fewer than either database takes in one statement.
    for some in of.chunks(500) {
        let rows: Vec<(AppointmentId, Timestamp)> = appointment_changes::table
            .inner_join(appointments::table.on(appointments::id.eq(appointment_changes::appointment_id)))
            .filter(appointment_changes::appointment_id.eq_any(some.to_vec()))
            .filter(appointment_changes::what.eq_any(["moved", "moved-back"]))
            .filter(
                appointment_changes::from_starts_at
                    .ne(appointments::starts_at)
                    .or(appointment_changes::from_site_id.ne(appointments::site_id.nullable())),
            )
            .order((appointment_changes::at, appointment_changes::id))
            .select((appointment_changes::appointment_id, appointment_changes::at))
            .load(conn)?;
        // Later ones take the place of earlier ones.
        moved.extend(rows);
    }
    Ok(moved)
}

/// An appointment, if it is booked still.
pub fn booked(conn: &mut Conn, id: AppointmentId) -> Result<Option<Appointment>> {
    Ok(appointments::table
        .find(id)
        .filter(appointments::status.eq(Status::Booked.as_str()))
        .select(Appointment::as_select())
        .first(conn)
        .optional()?)
}
