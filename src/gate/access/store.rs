//! The statements on `accounts` and `sessions` that sign-in and every request need.

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::model::{Duties, Identity, Role, SessionState};
use super::throttle::{ACCOUNT, ADDRESS, Tally};
use crate::gate::actor::{AccountId, SessionId};
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{accounts, hospital, sessions, sign_in_tallies};

/// How long an ended session is remembered, so that what was typed in it can be kept for the same person.
pub const TOMBSTONE: SignedDuration = SignedDuration::from_hours(12);
/// Activity is written down at most this often, so that reading pages does not mean writing rows.
const SEEN_EVERY: SignedDuration = SignedDuration::from_secs(30);
/// The most sessions one person has, and the most half-open ones beside them; the oldest ends when another begins.
const MOST_SESSIONS: i64 = 10;

/// What sign-in needs to know of an account.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub struct Credentials {
    /// The account.
    pub id: AccountId,
    /// Its role.
    pub role: String,
    /// The person's name.
    pub name: String,
    /// The Argon2id hash; none until a first password is set.
    pub password_hash: Option<String>,
    /// Whether the password is a one-time one.
    pub must_change_password: bool,
    /// Until when a one-time password is good.
    pub one_time_until: Option<Timestamp>,
    /// Disabled accounts look like unknown ones.
    pub active: bool,
    /// The second factor's secret, sealed.
    pub totp_secret: Option<Vec<u8>>,
    /// The last time step a code was used for.
    pub totp_last_step: Option<i64>,
    /// The patient behind a patient's account.
    pub patient_id: Option<Uuid>,
}

impl Credentials {
    /// The role as a value.
    ///
    /// # Errors
    /// [`Error::Bug`] when the database holds another word.
    pub fn role(&self) -> Result<Role> {
        self.role.parse().map_err(Error::bug)
    }

    /// Whether its password opens anything at this moment.
    pub fn is_usable(&self, now: Timestamp) -> bool {
        self.active && self.one_time_until.is_none_or(|until| until > now)
    }

    /// Whether what was checked of the account at another moment holds now: password, second factor and role.
    pub fn opens_as(&self, checked: &Self) -> bool {
        self.password_hash == checked.password_hash
            && self.one_time_until == checked.one_time_until
            && self.totp_secret == checked.totp_secret
            && self.role == checked.role
    }
}

/// The account that signs in with this address.
///
/// # Errors
/// What the database says.
pub fn by_email(conn: &mut Conn, email_key: &str) -> Result<Option<Credentials>> {
    Ok(accounts::table
        .filter(accounts::email_key.eq(email_key))
        .select(Credentials::as_select())
        .first(conn)
        .optional()?)
}

/// The account of this id.
///
/// # Errors
/// [`Error::NotFound`].
pub fn credentials(conn: &mut Conn, id: AccountId) -> Result<Credentials> {
    Ok(accounts::table.find(id).select(Credentials::as_select()).first(conn)?)
}

/// Whether the hospital has any account yet.
///
/// # Errors
/// What the database says.
pub fn is_anybody_here(conn: &mut Conn) -> Result<bool> {
    let one: Option<AccountId> = accounts::table.select(accounts::id).first(conn).optional()?;
    Ok(one.is_some())
}

/// A new account, as set-up, the command line and people's pages make it.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The role; a patient's account also names its patient.
    pub role: Role,
    /// The name as the person writes it.
    pub name: String,
    /// The address as typed.
    pub email: String,
    /// The address as compared ([`super::model::email_key`]).
    pub email_key: String,
    /// The Argon2id hash of the first password.
    pub password_hash: Option<String>,
    /// Until when the first password is good, when it is a one-time one.
    pub one_time_until: Option<Timestamp>,
    /// The patient of a patient's account.
    pub patient: Option<Uuid>,
}

/// Adds an account.
///
/// # Errors
/// [`Error::Broken`] `accounts_email_key_key` when the address is taken.
pub fn insert_account(tx: &mut Tx<'_>, new: &NewAccount) -> Result<AccountId> {
    let (id, now) = (AccountId::new(), tx.now());
    diesel::insert_into(accounts::table)
        .values((
            accounts::id.eq(id),
            accounts::role.eq(new.role.as_str()),
            accounts::name.eq(&new.name),
            accounts::email.eq(&new.email),
            accounts::email_key.eq(&new.email_key),
            accounts::password_hash.eq(&new.password_hash),
            accounts::must_change_password.eq(new.one_time_until.is_some()),
            accounts::one_time_until.eq(new.one_time_until.map(Utc)),
            accounts::patient_id.eq(new.patient.map(crate::kit::db::types::AnyId)),
            accounts::created_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Replaces a password; `one_time_until` makes it one that must be replaced at first use.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account.
pub fn set_password(
    tx: &mut Tx<'_>,
    account: AccountId,
    hash: &str,
    one_time_until: Option<Timestamp>,
) -> Result<()> {
    let changed = diesel::update(accounts::table.find(account))
        .set((
            accounts::password_hash.eq(Some(hash)),
            accounts::must_change_password.eq(one_time_until.is_some()),
            accounts::one_time_until.eq(one_time_until.map(Utc)),
        ))
        .execute(tx.conn())?;
    if changed == 1 { Ok(()) } else { Err(Error::NotFound) }
}

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

/// The words of sessions that the second factor has made whole, or that needed none.
const WHOLE: &[&str] = &["live", "locked"];

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

type SessionRow = (
    (SessionId, String, Timestamp, Timestamp, Timestamp, Option<Timestamp>),
    (AccountId, String, String, String, bool),
    (bool, bool, bool, Option<Uuid>, bool, String, bool),
    (String, Option<String>, String, bool, String),
);

/// The session that a condition finds, with all that rights hang on, in one statement.
macro_rules! session_by {
    ($conn:expr, $condition:expr) => {
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
    understood(session_by!(conn, sessions::token_hash.eq(token_hash)), now)
}

/// Who is behind a session now; none as [`identify`] says.
///
/// # Errors
/// What the database says.
pub fn identity(conn: &mut Conn, session: SessionId, now: Timestamp) -> Result<Option<Identity>> {
    understood(session_by!(conn, sessions::id.eq(session)), now)
}

fn understood(row: Option<SessionRow>, now: Timestamp) -> Result<Option<Identity>> {
    let Some((session, account, more, house)) = row else { return Ok(None) };
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
        must_add_factor: !house.3 && house.2.split(',').any(|listed| listed == role),
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
    }))
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

/// Tallies looked at in one statement.
const TALLIES_AT_ONCE: i64 = 500;

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

/// Notes a sign-in that succeeded.
///
/// # Errors
/// What the database says.
pub fn note_sign_in(tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    let now = tx.now();
    diesel::update(accounts::table.find(account))
        .set(accounts::last_sign_in_at.eq(Some(Utc(now))))
        .execute(tx.conn())?;
    Ok(())
}

/// Who signed in last, the latest first: name, role, when.
///
/// # Errors
/// What the database says.
pub fn last_here(conn: &mut Conn, limit: i64) -> Result<Vec<(String, Role, Timestamp)>> {
    let rows: Vec<(String, String, Option<Timestamp>)> = accounts::table
        .filter(accounts::last_sign_in_at.is_not_null())
        .filter(accounts::role.ne(Role::Patient.as_str()))
        .order((accounts::last_sign_in_at.desc(), accounts::id))
        .limit(limit)
        .select((accounts::name, accounts::role, accounts::last_sign_in_at))
        .load(conn)?;
    rows.into_iter()
        .filter_map(|(name, role, seen)| seen.map(|seen| (name, role, seen)))
        .map(|(name, role, seen)| Ok((name, role.parse().map_err(Error::bug)?, seen)))
        .collect()
}

/// The accounts that belong to a patient.
///
/// # Errors
/// What the database says.
pub fn accounts_of_patient(conn: &mut Conn, patient: uuid::Uuid) -> Result<Vec<AccountId>> {
    let patient = Some(crate::kit::db::types::AnyId(patient));
    Ok(accounts::table
        .filter(accounts::patient_id.eq(patient))
        .order(accounts::id)
        .select(accounts::id)
        .load(conn)?)
}

/// Says which patient an account belongs to; the caller records the deed.
///
/// # Errors
/// What the database says.
pub fn set_patient(tx: &mut Tx<'_>, account: AccountId, patient: uuid::Uuid) -> Result<()> {
    diesel::update(accounts::table.find(account))
        .set(accounts::patient_id.eq(Some(crate::kit::db::types::AnyId(patient))))
        .execute(tx.conn())?;
    Ok(())
}
