//! The statements on an account's second factor and its recovery codes.
//!
//! The secret is kept sealed under a key outside the database; a recovery code as a keyed hash.

use diesel::prelude::*;

use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::kit::seal::Mac;
use crate::schema::{accounts, recovery_codes};

/// Turns the second factor on: the sealed secret, the step of the code that proved it, ten new codes.
///
/// # Errors
/// What the database says.
pub fn turn_on(tx: &mut Tx<'_>, id: AccountId, sealed: &[u8], step: i64, codes: &[Mac]) -> Result<()> {
    diesel::update(accounts::table.find(id))
        .set((accounts::totp_secret.eq(Some(sealed)), accounts::totp_last_step.eq(Some(step))))
        .execute(tx.conn())?;
    replace_codes(tx, id, codes)
}

/// Turns it off; the codes go with it.
///
/// # Errors
/// What the database says.
pub fn turn_off(tx: &mut Tx<'_>, id: AccountId) -> Result<()> {
    diesel::update(accounts::table.find(id))
        .set((accounts::totp_secret.eq(None::<Vec<u8>>), accounts::totp_last_step.eq(None::<i64>)))
        .execute(tx.conn())?;
    replace_codes(tx, id, &[])
}

/// Makes the old codes worthless and keeps new ones.
///
/// # Errors
/// What the database says.
pub fn replace_codes(tx: &mut Tx<'_>, id: AccountId, codes: &[Mac]) -> Result<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(id))).execute(tx.conn())?;
    for code in codes {
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::account_id.eq(id),
                recovery_codes::code_hash.eq(code.as_bytes().to_vec()),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Keeps the step of a code that was accepted. False when that step, or a later one, was used meanwhile.
///
/// # Errors
/// What the database says.
pub fn use_step(tx: &mut Tx<'_>, id: AccountId, step: i64) -> Result<bool> {
    let used = diesel::update(accounts::table.find(id))
        .filter(accounts::totp_last_step.is_null().or(accounts::totp_last_step.lt(step)))
        .set(accounts::totp_last_step.eq(Some(step)))
        .execute(tx.conn())?;
    Ok(used == 1)
}

/// Uses up a recovery code. False when there is none like it, or it was used before.
///
/// # Errors
/// What the database says.
pub fn use_code(tx: &mut Tx<'_>, id: AccountId, code: &Mac) -> Result<bool> {
    let now = tx.now();
    let used = diesel::update(recovery_codes::table.find((id, code.as_bytes().to_vec())))
        .filter(recovery_codes::used_at.is_null())
        .set(recovery_codes::used_at.eq(Some(Utc(now))))
        .execute(tx.conn())?;
    Ok(used == 1)
}

/// How many codes are left.
///
/// # Errors
/// What the database says.
pub fn codes_left(conn: &mut Conn, id: AccountId) -> Result<i64> {
    Ok(recovery_codes::table
        .filter(recovery_codes::account_id.eq(id))
        .filter(recovery_codes::used_at.is_null())
        .count()
        .get_result(conn)?)
}
