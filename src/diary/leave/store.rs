//! What leave means for others, in few statements however many leaves there are. Joins `accounts` for names and reads
//! `appointments` to count; both are written elsewhere.

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::Timestamp;

use super::model::WAITING;
use crate::diary::appointments::{self, DiaryReach, Window};
use crate::diary::hours::{self, Leave};
use crate::gate::access::employees;
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::kit::db::Conn;
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::schema::{accounts, leaves};

/// What a diary says over the time of a leave.
#[derive(Clone, Debug)]
pub struct Told {
    /// The leave.
    pub leave: Leave,
    /// Who covers, by name.
    pub cover: Option<String>,
    /// How many appointments lie inside and are to be moved.
    pub to_move: usize,
}

/// Says of each leave who covers and how many appointments are to be moved: two statements.
///
/// # Errors
/// What the database says.
pub fn told(conn: &mut Conn, of: &[Leave], now: Timestamp) -> Result<Vec<Told>> {
    let (Some(first), Some(last)) =
        (of.iter().map(|one| one.starts_at).min(), of.iter().map(|one| one.ends_at).max())
    else {
        return Ok(Vec::new());
    };
    let covers: Vec<AccountId> = of.iter().filter_map(|one| one.cover_id).collect();
    let names = names(conn, &covers)?;
    let window = Window {
        from: first.max(now),
        to: last,
        doctors: Some(of.iter().map(|one| one.doctor_id).collect()),
        statuses: Some(WAITING.to_vec()),
        ..Window::default()
    };
    // Counted for whoever sees the leave; no name leaves this function.
    let waiting = appointments::between(conn, &DiaryReach::Everything, &window)?;
    let told = of.iter().map(|leave| Told {
        cover: leave.cover_id.and_then(|id| names.get(&id).cloned()),
        to_move: waiting
            .iter()
            .filter(|one| one.doctor_id == leave.doctor_id)
            .filter(|one| one.starts_at < leave.ends_at && leave.starts_at < one.ends_at)
            .count(),
        leave: leave.clone(),
    });
    Ok(told.collect())
}

fn names(conn: &mut Conn, of: &[AccountId]) -> Result<HashMap<AccountId, String>> {
    let rows: Vec<(AccountId, String)> = accounts::table
        .filter(accounts::id.eq_any(of.to_vec()))
        .select((accounts::id, accounts::name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Leave to come or going on that somebody covers, with the name of who is away, the soonest first.
///
/// # Errors
/// What the database says.
pub(super) fn covered_by(conn: &mut Conn, whose: AccountId, now: Timestamp) -> Result<Vec<(Leave, String)>> {
    Ok(leaves::table
        .inner_join(accounts::table.on(accounts::id.eq(leaves::doctor_id)))
        .filter(leaves::cover_id.eq(whose))
        .filter(leaves::ends_at.gt(Utc(now)))
        .order((leaves::starts_at, leaves::id))
        .select((Leave::as_select(), accounts::name))
        .load(conn)?)
}

/// The clocks a doctor's time is read on: of the sites with hours of theirs, else of those they work at, else of the
/// hospital. Never empty.
///
/// # Errors
/// What the database says.
pub fn zones_of(conn: &mut Conn, doctor: AccountId, now: Timestamp) -> Result<Vec<String>> {
    let today = hospital::local_now(conn, now)?.date();
    let with_hours: Vec<_> = hours::weekly_of(conn, doctor, today)?
        .iter()
        .map(|one| one.site_id)
        .chain(hours::extra_of(conn, doctor, today)?.iter().map(|one| one.site_id))
        .collect();
    let works_at = if with_hours.is_empty() { employees::sites_of(conn, doctor)? } else { with_hours };
    let mut zones: Vec<String> = Vec::new();
    for site in hospital::sites(conn)?.into_iter().filter(|site| works_at.contains(&site.id)) {
        if !zones.contains(&site.time_zone) {
            zones.push(site.time_zone);
        }
    }
    if zones.is_empty() {
        zones.push(hospital::find(conn)?.map_or_else(|| "UTC".into(), |house| house.time_zone));
    }
    Ok(zones)
}
