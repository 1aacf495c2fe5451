//! Who is behind a session, with all that rights hang on.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use jiff::Timestamp;
use uuid::Uuid;

use super::super::emergency;
use super::super::model::{Duties, Footing, Identity, SessionState};
use super::sessions::TOMBSTONE;
use crate::gate::actor::{AccountId, SessionId};
use crate::kit::db::Conn;
use crate::kit::db::fixed::fixed;
use crate::kit::db::types::{Utc, UtcTs};
use crate::kit::error::{Error, Result};
use crate::schema::{accounts, hospital, sessions};

type SessionRow = (
    (SessionId, String, Timestamp, Timestamp, Timestamp, Option<Timestamp>),
    (AccountId, String, String, String, bool),
    (bool, bool, bool, Option<Uuid>, bool, String, bool),
    (String, Option<String>, String, bool, String),
    (bool, i64, i64),
);

/// How many notifications of the person of the row `accounts` are news: a part of the same statement.
const UNREAD: &str = "(select count(*) from notifications where notifications.account_id = accounts.id \
     and notifications.read_at is null)";

/// The session that a condition finds, with all that rights hang on, in one statement.
macro_rules! session_by {
    ($conn:expr, $condition:expr, $now:expr) => {
        sessions::table
            .inner_join(accounts::table.on(accounts::id.eq(sessions::account_id)))
            .inner_join(hospital::table.on(hospital::id.eq(1)))
            .filter($condition)
            .select((
                (
                    sessions::id,
                    sessions::state,
                    sessions::last_seen_at,
                    sessions::idle_until,
                    sessions::ends_at,
                    sessions::ended_at,
                ),
                (accounts::id, accounts::role, accounts::name, accounts::email, accounts::active),
                (
                    accounts::duty_till,
                    accounts::duty_pharmacy,
                    accounts::duty_laboratory,
                    accounts::patient_id,
                    accounts::must_change_password,
                    accounts::theme,
                    accounts::keys_off,
                ),
                (
                    hospital::name,
                    hospital::demonstration,
                    hospital::second_factor_roles,
                    accounts::totp_secret.is_not_null(),
                    hospital::time_zone,
                ),
                (
                    fixed::<Bool>(emergency::HAS_ONE_OPEN_AFTER).bind::<UtcTs, _>(Utc($now)).sql(")"),
                    fixed::<BigInt>(emergency::REVIEWS_WAITING),
                    fixed::<BigInt>(UNREAD),
                ),
            ))
            .first::<SessionRow>($conn)
            .optional()?
    };
}

/// Who is behind a cookie. None when it was never a session, was ended, or its person is disabled.
///
/// # Errors
/// What the database says.
pub fn identify(conn: &mut Conn, token_hash: &[u8], now: Timestamp) -> Result<Option<Identity>> {
    understood(session_by!(conn, sessions::token_hash.eq(token_hash), now), now)
}

/// Who is behind a session now; none as [`identify`] says.
///
/// # Errors
/// What the database says.
pub fn identity(conn: &mut Conn, session: SessionId, now: Timestamp) -> Result<Option<Identity>> {
    understood(session_by!(conn, sessions::id.eq(session), now), now)
}

fn understood(row: Option<SessionRow>, now: Timestamp) -> Result<Option<Identity>> {
    let Some((session, account, more, house, emergencies)) = row else { return Ok(None) };
    let (session_id, state, last_seen_at, idle_until, ends_at, ended_at) = session;
    let (account_id, role, name, email, active) = account;
    if !active || ended_at.is_some() {
        return Ok(None);
    }
    let over = idle_until.min(ends_at);
    let state = match state.as_str() {
        _ if over.saturating_add(TOMBSTONE).map_err(Error::bug)? <= now => return Ok(None),
        "live" | "locked" if over <= now => SessionState::Expired,
        "live" => SessionState::Live,
        "locked" => SessionState::Locked,
        "half" if over > now => SessionState::Half,
        _ => return Ok(None),
    };
    let idle = idle_until.duration_since(last_seen_at).as_secs();
    Ok(Some(Identity {
        session: session_id,
        state,
        account: account_id,
        must_add_factor: needs_factor(house.3, &house.2, &role),
        role: role.parse().map_err(Error::bug)?,
        name,
        email,
        duties: Duties { till: more.0, pharmacy: more.1, laboratory: more.2 },
        patient: more.3,
        must_change_password: more.4,
        theme: more.5,
        keys_off: more.6,
        idle_seconds: u32::try_from(idle).unwrap_or(0),
        last_seen_at,
        ends_at,
        house: house.0,
        demo: house.1.is_some(),
        time_zone: house.4,
        has_emergency: emergencies.0,
        reviews_waiting: emergencies.1,
        unread: emergencies.2,
        emergency: None,
    }))
}

/// How many sessions are asked about in one statement.
const AT_ONCE: usize = 500;

/// What the live ones among these sessions stand on; the others are over, locked, or not whole yet.
///
/// # Errors
/// What the database says.
pub fn footings(conn: &mut Conn, of: &[SessionId], now: Timestamp) -> Result<HashMap<SessionId, Footing>> {
    type Row = (SessionId, AccountId, String, (bool, bool, bool), Option<Uuid>, bool, bool, String);
    let mut found = HashMap::with_capacity(of.len());
    for some in of.chunks(AT_ONCE) {
        let rows: Vec<Row> = sessions::table
            .inner_join(accounts::table.on(accounts::id.eq(sessions::account_id)))
            .inner_join(hospital::table.on(hospital::id.eq(1)))
            .filter(sessions::id.eq_any(some.to_vec()))
            .filter(sessions::state.eq("live"))
            .filter(sessions::ended_at.is_null())
            .filter(sessions::idle_until.gt(Utc(now)))
            .filter(sessions::ends_at.gt(Utc(now)))
            .filter(accounts::active.eq(true))
            .select((
                sessions::id,
                accounts::id,
                accounts::role,
                (accounts::duty_till, accounts::duty_pharmacy, accounts::duty_laboratory),
                accounts::patient_id,
                accounts::must_change_password,
                accounts::totp_secret.is_not_null(),
                hospital::second_factor_roles,
            ))
            .load(conn)?;
        for (session, account, role, duties, patient, must_change_password, has_factor, needed) in rows {
            let footing = Footing {
                account,
                must_add_factor: needs_factor(has_factor, &needed, &role),
                role: role.parse().map_err(Error::bug)?,
                duties: Duties { till: duties.0, pharmacy: duties.1, laboratory: duties.2 },
                patient,
                must_change_password,
            };
            found.insert(session, footing);
        }
    }
    Ok(found)
}

fn needs_factor(has_one: bool, roles: &str, role: &str) -> bool {
    !has_one && roles.split(',').any(|listed| listed == role)
}
