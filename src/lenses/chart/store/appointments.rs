//! When the patient comes next.

use diesel::prelude::*;
use jiff::Timestamp;

use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, MultiBackend};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::appointments;

/// The next appointment that is booked; of one doctor only, for those who see only their own.
pub fn next_appointment(
    conn: &mut Conn,
    patient: PatientId,
    doctor: Option<AccountId>,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let mut query = appointments::table
        .filter(appointments::patient_id.eq(patient))
        .filter(appointments::starts_at.gt(Utc(now)))
        .filter(appointments::status.eq("booked"))
        .order(appointments::starts_at)
        .select(appointments::starts_at)
        .into_boxed::<MultiBackend>();
    if let Some(doctor) = doctor {
        query = query.filter(appointments::doctor_id.eq(doctor));
    }
    Ok(query.first(conn).optional()?)
}
