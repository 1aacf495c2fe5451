//! What was typed when a session ended: the statements on `drafts`.
//!
//! One form per person is kept, the last, and only while the session is remembered.

use diesel::prelude::*;

use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::drafts;

const POSTED: &str = "posted";

/// A form that was sent after its session had ended.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Posted {
    /// The address it was sent to.
    pub to: String,
    /// What was typed, without secrets and tokens.
    pub pairs: Vec<(String, String)>,
}

/// The kept form of this person, if there is one.
///
/// # Errors
/// What the database says.
pub fn posted(conn: &mut Conn, account: AccountId) -> Result<Option<Posted>> {
    let body: Option<String> =
        drafts::table.find((account, POSTED)).select(drafts::body).first(conn).optional()?;
    body.map(|body| serde_json::from_str(&body).map_err(Error::bug)).transpose()
}

/// Keeps a form in place of the last one.
///
/// # Errors
/// What the database says.
pub fn keep(tx: &mut Tx<'_>, account: AccountId, posted: &Posted) -> Result<()> {
    discard(tx, account)?;
    let (now, body) = (tx.now(), serde_json::to_string(posted).map_err(Error::bug)?);
    diesel::insert_into(drafts::table)
        .values((
            drafts::account_id.eq(account),
            drafts::form.eq(POSTED),
            drafts::body.eq(body),
            drafts::saved_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Throws the kept form away.
///
/// # Errors
/// What the database says.
pub fn discard(tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    diesel::delete(drafts::table.find((account, POSTED))).execute(tx.conn())?;
    Ok(())
}
