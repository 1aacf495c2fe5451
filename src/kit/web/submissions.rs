//! One submit, one effect: the single-use keys of forms that succeeded, with their answers.
//!
//! A key is recorded only in the transaction that succeeds, so a form that was refused can be sent again. Keys are
//! kept for a day, and by their hash, since they are as good as a password for that day.

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use super::form::Sent;
use super::reply::Reply;
use crate::kit::db::types::{Doc, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::say;
use crate::schema::submissions;

/// How long a repeated submission is recognised.
pub const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// The first answer to this form, if it was sent before.
///
/// # Errors
/// [`Error::Conflict`] when the key was used with another body.
pub fn first_answer(conn: &mut Conn, sent: &Sent) -> Result<Option<Reply>> {
    let known: Option<(Vec<u8>, serde_json::Value)> = submissions::table
        .find(key_hash(sent))
        .select((submissions::body_hash, submissions::answer))
        .first(conn)
        .optional()?;
    match known {
        None => Ok(None),
        Some((body, answer)) if body == sent.body_hash => {
            serde_json::from_value(answer).map(Some).map_err(Error::bug)
        }
        Some(_) => Err(Error::Conflict(say!("form-sent-before"))),
    }
}

/// Whether a form with this key has succeeded.
///
/// # Errors
/// What the database says.
pub fn is_used(tx: &mut Tx<'_>, sent: &Sent) -> Result<bool> {
    let known: Option<Vec<u8>> =
        submissions::table.find(key_hash(sent)).select(submissions::key_hash).first(tx.conn()).optional()?;
    Ok(known.is_some())
}

/// Keeps the answer to a form that succeeded.
///
/// # Errors
/// [`Error::Broken`] when the same form succeeded in the same moment.
pub fn keep(tx: &mut Tx<'_>, sent: &Sent, answer: &Reply) -> Result<()> {
    let answer = serde_json::to_value(answer).map_err(Error::bug)?;
    let now = tx.now();
    diesel::insert_into(submissions::table)
        .values((
            submissions::key_hash.eq(key_hash(sent)),
            submissions::body_hash.eq(sent.body_hash.to_vec()),
            submissions::answer.eq(Doc(answer)),
            submissions::at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets what is older than a day.
///
/// # Errors
/// What the database says.
pub fn forget_old(tx: &mut Tx<'_>, now: Timestamp) -> Result<usize> {
    let before = now.saturating_sub(KEPT).map_err(Error::bug)?;
    Ok(diesel::delete(submissions::table.filter(submissions::at.lt(Utc(before)))).execute(tx.conn())?)
}

fn key_hash(sent: &Sent) -> Vec<u8> {
    Sha256::digest(sent.key.as_bytes()).to_vec()
}
