//! Sessions: opened, kept, changed, ended, listed, forgotten.

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use super::super::model::{Identity, SessionState};
use super::accounts::note_sign_in;
use crate::gate::actor::{AccountId, SessionId};
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::sessions;

/// How long an ended session is remembered, so that what was typed in it can be kept for the same person.
pub const TOMBSTONE: SignedDuration = SignedDuration::from_hours(12);
/// Activity is written down at most this often, so that reading pages does not mean writing rows.
const SEEN_EVERY: SignedDuration = SignedDuration::from_secs(30);
/// The most sessions one person has, and the most half-open ones beside them; the oldest ends when another begins.
const MOST_SESSIONS: i64 = 10;
/// The words of sessions that the second factor has made whole, or that needed none.
const WHOLE: &[&str] = &["live", "locked"];

/// A session that is about to begin.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Whose it is.
    pub account: AccountId,
    /// SHA-256 of the cookie's token.
    pub token_hash: Vec<u8>,
    /// [`SessionState::Half`] while the second factor is asked for.
    pub state: SessionState,
    /// When it ends for want of activity.
    pub idle_until: Timestamp,
    /// When it ends whatever happens.
    pub ends_at: Timestamp,
    /// Where it was opened from.
    pub address: String,
    /// What the browser calls itself, shortened.
    pub browser: String,
}

/// Opens a session, and ends the oldest ones beyond ten. Whoever knows the password alone, and opens by half, ends
/// none that are whole.
///
/// # Errors
/// What the database says.
pub fn open_session(tx: &mut Tx<'_>, new: &NewSession) -> Result<SessionId> {
    let (id, now) = (SessionId::new(), tx.now());
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(id),
            sessions::token_hash.eq(&new.token_hash),
            sessions::account_id.eq(new.account),
            sessions::state.eq(state_word(new.state)),
            sessions::opened_at.eq(Utc(now)),
            sessions::last_seen_at.eq(Utc(now)),
            sessions::idle_until.eq(Utc(new.idle_until)),
            sessions::ends_at.eq(Utc(new.ends_at)),
            sessions::address.eq(&new.address),
            sessions::browser.eq(&new.browser),
        ))
        .execute(tx.conn())?;
    match new.state {
        SessionState::Half => end_beyond(tx, new.account, &["half"])?,
        _ => end_beyond(tx, new.account, WHOLE)?,
    }
    Ok(id)
}

fn end_beyond(tx: &mut Tx<'_>, account: AccountId, states: &'static [&'static str]) -> Result<()> {
    let beyond: Vec<SessionId> = sessions::table
        .filter(sessions::account_id.eq(account))
        .filter(sessions::state.eq_any(states.to_vec()))
        .order((sessions::opened_at.desc(), sessions::id.desc()))
        .offset(MOST_SESSIONS)
        .limit(100)
        .select(sessions::id)
        .load(tx.conn())?;
    for old in beyond {
        end_session(tx, old)?;
    }
    Ok(())
}

fn state_word(state: SessionState) -> &'static str {
    match state {
        SessionState::Half => "half",
        SessionState::Live => "live",
        SessionState::Locked => "locked",
        SessionState::Expired => "ended",
    }
}

/// The hash under which a cookie's token is kept.
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Whether an activity at `now` is worth writing down.
pub fn is_worth_noting(identity: &Identity, now: Timestamp) -> bool {
    now.duration_since(identity.last_seen_at) >= SEEN_EVERY
}

/// Notes that a live session acted. A session that was ended meanwhile stays ended.
///
/// # Errors
/// What the database says.
pub fn note_activity(tx: &mut Tx<'_>, session: SessionId, idle: SignedDuration) -> Result<()> {
    let now = tx.now();
    diesel::update(sessions::table.find(session))
        .filter(sessions::state.eq("live"))
        .filter(sessions::idle_until.gt(Utc(now)))
        .set((
            sessions::last_seen_at.eq(Utc(now)),
            sessions::idle_until.eq(Utc(now.saturating_add(idle).map_err(Error::bug)?)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Moves a session from one state to another.
///
/// # Errors
/// [`Error::SignIn`] when it is not in the first state any more.
pub fn change_state(tx: &mut Tx<'_>, session: SessionId, from: SessionState, to: SessionState) -> Result<()> {
    let changed = diesel::update(sessions::table.find(session))
        .filter(sessions::state.eq(state_word(from)))
        .set(sessions::state.eq(state_word(to)))
        .execute(tx.conn())?;
    if changed == 1 { Ok(()) } else { Err(Error::SignIn) }
}

/// Makes a half-open session of this account whole, under the hash of a new token: only now it begins, ends the
/// oldest beyond ten, and the person is here.
///
/// # Errors
/// [`Error::SignIn`] when it is not half open any more.
pub fn complete(tx: &mut Tx<'_>, account: AccountId, session: SessionId, token_hash: &[u8]) -> Result<()> {
    let now = tx.now();
    let changed = diesel::update(sessions::table.find(session))
        .filter(sessions::account_id.eq(account))
        .filter(sessions::state.eq(state_word(SessionState::Half)))
        .set((
            sessions::state.eq(state_word(SessionState::Live)),
            sessions::token_hash.eq(token_hash),
            sessions::opened_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    if changed != 1 {
        return Err(Error::SignIn);
    }
    end_beyond(tx, account, WHOLE)?;
    note_sign_in(tx, account)
}

/// Ends a session: its cookie is worth nothing from now on.
///
/// # Errors
/// What the database says.
pub fn end_session(tx: &mut Tx<'_>, session: SessionId) -> Result<()> {
    let now = tx.now();
    diesel::update(sessions::table.find(session))
        .filter(sessions::ended_at.is_null())
        .set((sessions::state.eq("ended"), sessions::ended_at.eq(Some(Utc(now)))))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends all sessions of an account, but perhaps one, and answers how many it were.
///
/// # Errors
/// What the database says.
pub fn end_sessions(tx: &mut Tx<'_>, account: AccountId, but: Option<SessionId>) -> Result<usize> {
    let now = tx.now();
    let mut query = diesel::update(sessions::table)
        .filter(sessions::account_id.eq(account))
        .filter(sessions::ended_at.is_null())
        .set((sessions::state.eq("ended"), sessions::ended_at.eq(Some(Utc(now)))))
        .into_boxed();
    if let Some(but) = but {
        query = query.filter(sessions::id.ne(but));
    }
    Ok(query.execute(tx.conn())?)
}

/// One line of "my sessions".
#[derive(Clone, Debug, Queryable)]
pub struct SessionLine {
    /// The session.
    pub id: SessionId,
    /// When it began.
    pub opened_at: Timestamp,
    /// When it last acted.
    pub last_seen_at: Timestamp,
    /// Where it was opened from.
    pub address: String,
    /// What the browser calls itself.
    pub browser: String,
}

/// The sessions of an account that are not over, newest first.
///
/// # Errors
/// What the database says.
pub fn open_sessions(conn: &mut Conn, account: AccountId, now: Timestamp) -> Result<Vec<SessionLine>> {
    Ok(sessions::table
        .filter(sessions::account_id.eq(account))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::idle_until.gt(Utc(now)))
        .filter(sessions::ends_at.gt(Utc(now)))
        .order((sessions::opened_at.desc(), sessions::id.desc()))
        .select((
            sessions::id,
            sessions::opened_at,
            sessions::last_seen_at,
            sessions::address,
            sessions::browser,
        ))
        .load(conn)?)
}

/// Deletes sessions that nobody needs to remember any more.
///
/// # Errors
/// What the database says.
pub fn forget_sessions(tx: &mut Tx<'_>, now: Timestamp) -> Result<usize> {
    let before = now.saturating_sub(TOMBSTONE).map_err(Error::bug)?;
    let over =
        diesel::delete(sessions::table.filter(sessions::ends_at.lt(Utc(before)))).execute(tx.conn())?;
    let ended = diesel::delete(sessions::table.filter(sessions::ended_at.lt(Some(Utc(before)))))
        .execute(tx.conn())?;
    Ok(over + ended)
}
