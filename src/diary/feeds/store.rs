//! The statements on `calendar_feeds`. Whose feed it is joins `accounts`: it ends with the account.

use diesel::prelude::*;
use jiff::Timestamp;

use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{accounts, calendar_feeds};

/// When somebody's feed was made; none when they have none.
///
/// # Errors
/// What the database says.
pub fn made_at(conn: &mut Conn, whose: AccountId) -> Result<Option<Timestamp>> {
    Ok(calendar_feeds::table.find(whose).select(calendar_feeds::made_at).first(conn).optional()?)
}

/// Whose feed has a secret of this hash.
///
/// # Errors
/// [`Error::NotFound`] when nobody's has, or whoever had it works here no more.
pub(super) fn whose(conn: &mut Conn, secret_hash: &[u8]) -> Result<AccountId> {
    Ok(calendar_feeds::table
        .inner_join(accounts::table.on(accounts::id.eq(calendar_feeds::account_id)))
        .filter(calendar_feeds::secret_hash.eq(secret_hash.to_vec()))
        .filter(accounts::active.eq(true))
        .select(calendar_feeds::account_id)
        .first(conn)?)
}

/// Keeps the hash of a new secret in place of the old one; answers whether there was one.
///
/// # Errors
/// What the database says.
pub(super) fn put(tx: &mut Tx<'_>, whose: AccountId, secret_hash: &[u8]) -> Result<bool> {
    let had = diesel::delete(calendar_feeds::table.find(whose)).execute(tx.conn())? > 0;
    let now = tx.now();
    diesel::insert_into(calendar_feeds::table)
        .values((
            calendar_feeds::account_id.eq(whose),
            calendar_feeds::secret_hash.eq(secret_hash.to_vec()),
            calendar_feeds::made_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(had)
}

/// Ends somebody's feed.
///
/// # Errors
/// [`Error::NotFound`] when they have none.
pub(super) fn remove(tx: &mut Tx<'_>, whose: AccountId) -> Result<()> {
    let gone = diesel::delete(calendar_feeds::table.find(whose)).execute(tx.conn())?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}
