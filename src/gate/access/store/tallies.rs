//! Tallies of failures to sign in.

use diesel::prelude::*;
use jiff::Timestamp;

use super::super::throttle::{ACCOUNT, ADDRESS, Tally};
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::schema::sign_in_tallies;

/// Tallies looked at in one statement.
const TALLIES_AT_ONCE: i64 = 500;

/// The tally of failures under a key.
///
/// # Errors
/// What the database says.
pub fn tally(conn: &mut Conn, key: &[u8]) -> Result<Tally> {
    let row: Option<(i32, Timestamp)> = sign_in_tallies::table
        .find(key)
        .select((sign_in_tallies::failures, sign_in_tallies::last_failure_at))
        .first(conn)
        .optional()?;
    Ok(row.map_or_else(Tally::default, |(count, last)| Tally {
        count: u32::try_from(count).unwrap_or(0),
        last: Some(last),
    }))
}

/// Keeps a tally, or forgets an empty one.
///
/// # Errors
/// What the database says.
pub fn keep_tally(tx: &mut Tx<'_>, key: &[u8], tally: Tally) -> Result<()> {
    diesel::delete(sign_in_tallies::table.find(key)).execute(tx.conn())?;
    if let Some(last) = tally.last.filter(|_| tally.count > 0) {
        diesel::insert_into(sign_in_tallies::table)
            .values((
                sign_in_tallies::key.eq(key),
                sign_in_tallies::failures.eq(i32::try_from(tally.count).unwrap_or(i32::MAX)),
                sign_in_tallies::last_failure_at.eq(Utc(last)),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Forgets the tallies that say nothing any more, under whatever kind of key; answers how many.
///
/// # Errors
/// What the database says.
pub fn forget_tallies(tx: &mut Tx<'_>, now: Timestamp) -> Result<usize> {
    let mut forgotten = 0;
    let mut after: Vec<u8> = Vec::new();
    loop {
        let rows: Vec<(Vec<u8>, i32, Timestamp)> = sign_in_tallies::table
            .filter(sign_in_tallies::key.gt(&after))
            .order(sign_in_tallies::key)
            .limit(TALLIES_AT_ONCE)
            .select((sign_in_tallies::key, sign_in_tallies::failures, sign_in_tallies::last_failure_at))
            .load(tx.conn())?;
        let Some((last, ..)) = rows.last() else { return Ok(forgotten) };
        after.clone_from(last);
        for (key, failures, at) in rows {
            let tally = Tally { count: u32::try_from(failures).unwrap_or(0), last: Some(at) };
            if [ACCOUNT, ADDRESS].iter().all(|policy| policy.is_forgotten(tally, now)) {
                forgotten += diesel::delete(sign_in_tallies::table.find(key)).execute(tx.conn())?;
            }
        }
    }
}

/// Whether a try under this key is the first that came too early since the last failure.
///
/// # Errors
/// What the database says.
pub fn is_first_too_early(tx: &mut Tx<'_>, key: &[u8]) -> Result<bool> {
    let first = diesel::update(sign_in_tallies::table.find(key))
        .filter(sign_in_tallies::too_early.eq(false))
        .set(sign_in_tallies::too_early.eq(true))
        .execute(tx.conn())?;
    Ok(first == 1)
}
