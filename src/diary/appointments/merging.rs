//! Two records of one person become one: nobody can then be expected in two places at once.

use super::store::{self, OpenOf};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::when;
use crate::people::patients::PatientId;
use crate::say;

/// Pairs of times named; somebody with more has a look at the diary anyway.
const NAMED: usize = 3;

/// Names the times at which both records have an open appointment.
pub(super) fn obstacle(conn: &mut Conn, from: PatientId, to: PatientId) -> Result<Option<String>> {
    let open = store::open_of(conn, [from, to])?;
    let of = |whose: PatientId| open.iter().filter(move |one| one.patient == whose);
    let said = |one: &OpenOf| {
        say!(
            "appointments-merge-time",
            at = when::full(one.from, &when::zone(&one.time_zone)),
            doctor = one.doctor.clone()
        )
    };
    let pairs: Vec<String> = of(to)
        .flat_map(|stays| of(from).map(move |goes| (stays, goes)))
        .filter(|(stays, goes)| stays.from < goes.to && goes.from < stays.to)
        .map(|(stays, goes)| say!("appointments-merge-pair", stays = said(stays), goes = said(goes)))
        .take(NAMED)
        .collect();
    Ok((!pairs.is_empty()).then(|| say!("appointments-merge-overlap", times = pairs.join("; "))))
}
