//! The statements on `accounts` that the pages about employees need, and the rules that hold whoever asks: the hospital keeps an active admin, and nobody changes their own role.

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::Timestamp;

use super::emergency;
use super::model::{Duties, Role};
use super::permissions::{Grant, Row as Right};
use super::reach::Reach;
use super::workplaces::put_sites;
pub use super::workplaces::{count_at, sites, sites_of};
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{accounts, sessions};

/// Broken by whoever would leave the hospital without an active admin.
pub const LAST_ADMIN: &str = "accounts_last_admin";
/// Broken by whoever would change their own role or disable themselves.
pub const OWN_ACCOUNT: &str = "accounts_own_account";
/// Broken when somebody else saved the account in the meantime.
pub const CHANGED: &str = "accounts_changed";
/// Broken when another account has the address.
pub const EMAIL_TAKEN: &str = "accounts_email_key_key";

/// An employee's account.
#[derive(Clone, Debug, PartialEq)]
pub struct Employee {
    /// Its identity.
    pub id: AccountId,
    /// What the person is here.
    pub role: Role,
    /// As they write it.
    pub name: String,
    /// As typed.
    pub email: String,
    /// Work besides the role.
    pub duties: Duties,
    /// Disabled ones keep their name on records and sign in no more.
    pub active: bool,
    /// A one-time password waits to be replaced.
    pub must_change_password: bool,
    /// Counts changes.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When the person last signed in.
    pub last_sign_in_at: Option<Timestamp>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = accounts)]
struct Row {
    id: AccountId,
    role: String,
    name: String,
    email: String,
    duty_till: bool,
    duty_pharmacy: bool,
    duty_laboratory: bool,
    active: bool,
    must_change_password: bool,
    version: i64,
    created_at: Timestamp,
    last_sign_in_at: Option<Timestamp>,
}

impl TryFrom<Row> for Employee {
    type Error = Error;
    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: row.id,
            role: row.role.parse().map_err(Error::bug)?,
            name: row.name,
            email: row.email,
            duties: Duties {
                till: row.duty_till,
                pharmacy: row.duty_pharmacy,
                laboratory: row.duty_laboratory,
            },
            active: row.active,
            must_change_password: row.must_change_password,
            version: row.version,
            created_at: row.created_at,
            last_sign_in_at: row.last_sign_in_at,
        })
    }
}

/// Every employee, in no order. A hospital has some thousands at most, and lists of them are ordered
/// and searched by rules that no database knows.
///
/// # Errors
/// What the database says.
pub fn employees(conn: &mut Conn) -> Result<Vec<Employee>> {
    let rows: Vec<Row> = accounts::table
        .filter(accounts::role.ne(Role::Patient.as_str()))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Employee::try_from).collect()
}

/// Who may do all of something at this moment: active employees whose role or duty grants it without a bound.
///
/// # Errors
/// What the database says.
pub fn who_may(conn: &mut Conn, right: &Right) -> Result<Vec<AccountId>> {
    let all = employees(conn)?.into_iter().filter(|one| one.active);
    Ok(all.filter(|one| right.grant(one.role, one.duties) == Grant::All).map(|one| one.id).collect())
}

/// Whose records an employee reaches with a right at this moment.
///
/// # Errors
/// [`Error::NotFound`], also for a patient's account.
pub fn reach_of(conn: &mut Conn, id: AccountId, right: &Right, now: Timestamp) -> Result<Reach> {
    let one = employee(conn, id)?;
    Ok(Reach::of(right.grant(one.role, one.duties), id, None, now))
}

/// One employee.
///
/// # Errors
/// [`Error::NotFound`], also for a patient's account.
pub fn employee(conn: &mut Conn, id: AccountId) -> Result<Employee> {
    let row: Row = accounts::table
        .find(id)
        .filter(accounts::role.ne(Role::Patient.as_str()))
        .select(Row::as_select())
        .first(conn)?;
    row.try_into()
}

/// Counts the changes of any account.
///
/// # Errors
/// [`Error::NotFound`].
pub fn version(conn: &mut Conn, id: AccountId) -> Result<i64> {
    Ok(accounts::table.find(id).select(accounts::version).first(conn)?)
}

/// When each account was last seen to act, as far as sessions remember.
///
/// # Errors
/// What the database says.
pub fn last_seen(conn: &mut Conn) -> Result<HashMap<AccountId, Timestamp>> {
    let rows: Vec<(AccountId, Option<Timestamp>)> = sessions::table
        .group_by(sessions::account_id)
        .select((sessions::account_id, diesel::dsl::max(sessions::last_seen_at)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, at)| Some((id, at?))).collect())
}

/// When somebody was last seen to act in a session that still stands.
///
/// # Errors
/// What the database says.
pub fn seen_at(conn: &mut Conn, of: AccountId) -> Result<Option<Timestamp>> {
    Ok(sessions::table
        .filter(sessions::account_id.eq(of))
        .filter(sessions::ended_at.is_null())
        .select(diesel::dsl::max(sessions::last_seen_at))
        .first(conn)?)
}

/// What an admin may change of an account.
#[derive(Clone, Debug)]
pub struct Changes {
    /// What the person is here.
    pub role: Role,
    /// As they write it.
    pub name: String,
    /// As typed.
    pub email: String,
    /// As compared.
    pub email_key: String,
    /// Work besides the role.
    pub duties: Duties,
    /// Where they work.
    pub sites: Vec<SiteId>,
}

/// Saves an employee as `by` wants it, if nobody saved it since `version`.
///
/// # Errors
/// [`Error::Broken`] by [`CHANGED`], [`OWN_ACCOUNT`], [`LAST_ADMIN`] or [`EMAIL_TAKEN`].
pub fn change(tx: &mut Tx<'_>, by: AccountId, id: AccountId, version: i64, new: &Changes) -> Result<()> {
    let old = employee(tx.conn(), id)?;
    if old.role != new.role {
        if id == by {
            return Err(Error::Broken(OWN_ACCOUNT.into()));
        }
        if old.role == Role::Admin && old.active {
            keep_an_admin_besides(tx, id)?;
        }
        emergency::end_all_of(tx, id)?;
    }
    let changed = diesel::update(accounts::table.find(id).filter(accounts::version.eq(version)))
        .set((
            accounts::role.eq(new.role.as_str()),
            accounts::name.eq(&new.name),
            accounts::email.eq(&new.email),
            accounts::email_key.eq(&new.email_key),
            accounts::duty_till.eq(new.duties.till),
            accounts::duty_pharmacy.eq(new.duties.pharmacy),
            accounts::duty_laboratory.eq(new.duties.laboratory),
            accounts::version.eq(accounts::version + 1),
        ))
        .execute(tx.conn())?;
    if changed == 0 {
        return Err(Error::Broken(CHANGED.into()));
    }
    put_sites(tx, id, &new.sites)
}

/// Gives a new employee duties and sites.
///
/// # Errors
/// What the database says.
pub fn equip(tx: &mut Tx<'_>, id: AccountId, duties: Duties, sites: &[SiteId]) -> Result<()> {
    diesel::update(accounts::table.find(id))
        .set((
            accounts::duty_till.eq(duties.till),
            accounts::duty_pharmacy.eq(duties.pharmacy),
            accounts::duty_laboratory.eq(duties.laboratory),
        ))
        .execute(tx.conn())?;
    put_sites(tx, id, sites)
}

/// Disables or enables an account as `by` wants it. Ending its sessions is the caller's.
///
/// # Errors
/// [`Error::Broken`] by [`OWN_ACCOUNT`] or [`LAST_ADMIN`]; [`Error::NotFound`].
pub fn set_active(tx: &mut Tx<'_>, by: AccountId, id: AccountId, active: bool) -> Result<()> {
    let old = employee(tx.conn(), id)?;
    if !active {
        if id == by {
            return Err(Error::Broken(OWN_ACCOUNT.into()));
        }
        if old.role == Role::Admin && old.active {
            keep_an_admin_besides(tx, id)?;
        }
        emergency::end_all_of(tx, id)?;
    }
    diesel::update(accounts::table.find(id))
        .set((accounts::active.eq(active), accounts::version.eq(accounts::version + 1)))
        .execute(tx.conn())?;
    Ok(())
}

/// A person renames themselves, if nobody saved the account since `version`; answers the name they had.
///
/// # Errors
/// [`Error::Broken`] by [`CHANGED`].
pub fn rename(tx: &mut Tx<'_>, id: AccountId, version: i64, name: &str) -> Result<String> {
    let old: String = accounts::table.find(id).select(accounts::name).first(tx.conn())?;
    let changed = diesel::update(accounts::table.find(id).filter(accounts::version.eq(version)))
        .set((accounts::name.eq(name), accounts::version.eq(accounts::version + 1)))
        .execute(tx.conn())?;
    if changed == 1 { Ok(old) } else { Err(Error::Broken(CHANGED.into())) }
}

/// Gives an account another address to sign in with, which its owner has proved; the caller records the deed.
///
/// # Errors
/// [`Error::Broken`] by [`EMAIL_TAKEN`]; [`Error::NotFound`].
pub fn set_address(tx: &mut Tx<'_>, id: AccountId, email: &str, email_key: &str) -> Result<()> {
    let changed = diesel::update(accounts::table.find(id))
        .set((
            accounts::email.eq(email),
            accounts::email_key.eq(email_key),
            accounts::version.eq(accounts::version + 1),
        ))
        .execute(tx.conn())?;
    if changed == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// How an account's pages look and listen.
///
/// # Errors
/// What the database says.
pub fn set_preferences(tx: &mut Tx<'_>, id: AccountId, theme: &str, keys_off: bool) -> Result<()> {
    diesel::update(accounts::table.find(id))
        .set((accounts::theme.eq(theme), accounts::keys_off.eq(keys_off)))
        .execute(tx.conn())?;
    Ok(())
}

/// Counted inside the transaction: the embedded database has one writer, and PostgreSQL's serializable
/// transactions let one of two admins who demote each other try again, and then see this.
fn keep_an_admin_besides(tx: &mut Tx<'_>, id: AccountId) -> Result<()> {
    let others: i64 = accounts::table
        .filter(accounts::role.eq(Role::Admin.as_str()))
        .filter(accounts::active.eq(true))
        .filter(accounts::id.ne(id))
        .count()
        .get_result(tx.conn())?;
    if others > 0 { Ok(()) } else { Err(Error::Broken(LAST_ADMIN.into())) }
}
