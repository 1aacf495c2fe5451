//! Accounts, as far as sign-in needs them; what employees' pages need is in `employees`.

use diesel::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

use super::super::model::Role;
use crate::gate::actor::AccountId;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::accounts;

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
    /// When somebody last signed in.
    pub last_sign_in_at: Option<Timestamp>,
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

/// The name and the mail address of an account.
///
/// # Errors
/// [`Error::NotFound`].
pub fn mailbox(conn: &mut Conn, id: AccountId) -> Result<(String, String)> {
    Ok(accounts::table.find(id).select((accounts::name, accounts::email)).first(conn)?)
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
    /// The address as compared ([`crate::gate::access::model::email_key`]).
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
            accounts::patient_id.eq(new.patient.map(AnyId)),
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
pub fn accounts_of_patient(conn: &mut Conn, patient: Uuid) -> Result<Vec<AccountId>> {
    let patient = Some(AnyId(patient));
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
pub fn set_patient(tx: &mut Tx<'_>, account: AccountId, patient: Uuid) -> Result<()> {
    diesel::update(accounts::table.find(account))
        .set(accounts::patient_id.eq(Some(AnyId(patient))))
        .execute(tx.conn())?;
    Ok(())
}
