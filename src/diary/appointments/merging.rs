//! Two records of one person become one: nobody can then be expected in two places at once.

use diesel::prelude::*;
use jiff::Timestamp;

use super::model::status::Status;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::when;
use crate::people::patients::PatientId;
use crate::say;
use crate::schema::{accounts, appointments, sites};

/// Pairs of times named; somebody with more has a look at the diary anyway.
const NAMED: usize = 3;

/// An appointment as the refusal names it.
type Line = (PatientId, Timestamp, Timestamp, String, String);

/// Names the times at which both records have an open appointment.
pub(super) fn obstacle(conn: &mut Conn, from: PatientId, to: PatientId) -> Result<Option<String>> {
    let open: Vec<Line> = appointments::table
        .inner_join(accounts::table.on(accounts::id.eq(appointments::doctor_id)))
        .inner_join(sites::table.on(sites::id.eq(appointments::site_id)))
        .filter(appointments::patient_id.eq_any(vec![from, to]))
        .filter(appointments::status.eq_any(Status::OPEN.map(Status::as_str)))
        .order((appointments::starts_at, appointments::id))
        .select((
            appointments::patient_id,
            appointments::starts_at,
            appointments::ends_at,
            accounts::name,
            sites::time_zone,
        ))
        .load(conn)?;
    let of = |whose: PatientId| open.iter().filter(move |one| one.0 == whose);
    let said = |one: &Line| {
        say!("appointments-merge-time", at = when::full(one.1, &when::zone(&one.4)), doctor = one.3.clone())
    };
    let pairs: Vec<String> = of(to)
        .flat_map(|stays| of(from).map(move |goes| (stays, goes)))
        .filter(|(stays, goes)| stays.1 < goes.2 && goes.1 < stays.2)
        .map(|(stays, goes)| say!("appointments-merge-pair", stays = said(stays), goes = said(goes)))
        .take(NAMED)
        .collect();
    Ok((!pairs.is_empty()).then(|| say!("appointments-merge-overlap", times = pairs.join("; "))))
}
