//! What was typed and not saved yet: the statements on `drafts`.
//!
//! - A long form keeps what is being typed in a place of its own ([`Slot`]), bound to the person and the page.
//! - Of forms that keep nothing by themselves, the last one sent after its session had ended is kept ([`POSTED`]).
//! - Whoever takes a form throws its drafts away in the same transaction; others go after a week.

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::gate::actor::AccountId;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::web::draft::Slot;
use crate::schema::drafts;

/// The page on which a form is offered that was sent after its session had ended.
pub const POSTED: &str = "/kept";
/// How long a draft is kept after it was last saved.
pub const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The most one person has; the oldest goes.
const MOST: i64 = 40;
/// The most that are offered on a page.
const OFFERED: i64 = 5;

/// What was typed.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Typed {
    /// The address it was sent to; "" when it was not sent.
    pub to: String,
    /// Name by name, without secrets and tokens.
    pub pairs: Vec<(String, String)>,
}

/// What was typed, when and into which form.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Which form.
    pub slot: Slot,
    /// When it was last kept.
    pub saved_at: Timestamp,
    /// What.
    pub typed: Typed,
}

/// Keeps a form that was sent after its session had ended, in place of the last one.
///
/// # Errors
/// What the database says.
pub fn keep(tx: &mut Tx<'_>, account: AccountId, posted: &Typed) -> Result<()> {
    let last = drafts::table.filter(drafts::account_id.eq(account)).filter(drafts::form.eq(POSTED));
    diesel::delete(last).execute(tx.conn())?;
    save(tx, account, &Slot::new(POSTED), posted)
}

/// Keeps what is being typed, in place of what this form kept before.
///
/// # Errors
/// What the database says.
pub fn save(tx: &mut Tx<'_>, account: AccountId, slot: &Slot, typed: &Typed) -> Result<()> {
    discard(tx, account, slot.id)?;
    let (now, body) = (tx.now(), serde_json::to_string(typed).map_err(Error::bug)?);
    diesel::insert_into(drafts::table)
        .values((
            drafts::account_id.eq(account),
            drafts::id.eq(AnyId(slot.id)),
            drafts::form.eq(&slot.form),
            drafts::body.eq(body),
            drafts::saved_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    let beyond: Vec<Uuid> = drafts::table
        .filter(drafts::account_id.eq(account))
        .order((drafts::saved_at.desc(), drafts::id.desc()))
        .offset(MOST)
        .limit(MOST)
        .select(drafts::id)
        .load(tx.conn())?;
    for old in beyond {
        discard(tx, account, old)?;
    }
    Ok(())
}

/// What this person has kept on a page, the latest first.
///
/// # Errors
/// What the database says.
pub fn of_form(conn: &mut Conn, account: AccountId, form: &str, now: Timestamp) -> Result<Vec<Draft>> {
    let rows: Vec<(Uuid, Timestamp, String)> = drafts::table
        .filter(drafts::account_id.eq(account))
        .filter(drafts::form.eq(form))
        .filter(drafts::saved_at.ge(Utc(expiry(now)?)))
        .order((drafts::saved_at.desc(), drafts::id.desc()))
        .limit(OFFERED)
        .select((drafts::id, drafts::saved_at, drafts::body))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, saved_at, body)| {
            let typed = serde_json::from_str(&body).map_err(Error::bug)?;
            Ok(Draft { slot: Slot { id, form: form.to_owned() }, saved_at, typed })
        })
        .collect()
}

/// The form of this person that was sent after its session had ended, if there is one.
///
/// # Errors
/// What the database says.
pub fn posted(conn: &mut Conn, account: AccountId, now: Timestamp) -> Result<Option<Draft>> {
    Ok(of_form(conn, account, POSTED, now)?.into_iter().next())
}

/// Throws a draft away; of nobody else's, and nothing when it is gone already.
///
/// # Errors
/// What the database says.
pub fn discard(tx: &mut Tx<'_>, account: AccountId, id: Uuid) -> Result<()> {
    diesel::delete(drafts::table.find((account, AnyId(id)))).execute(tx.conn())?;
    Ok(())
}

/// Throws away what anybody kept on the pages below an address.
///
/// # Errors
/// What the database says.
pub fn discard_below(tx: &mut Tx<'_>, path: &str) -> Result<()> {
    // An address of a record holds no character that a pattern reads otherwise.
    diesel::delete(drafts::table.filter(drafts::form.like(format!("{path}/%")))).execute(tx.conn())?;
    Ok(())
}

/// Forgets what nobody came back to within a week.
///
/// # Errors
/// What the database says.
pub fn forget_old(tx: &mut Tx<'_>, now: Timestamp) -> Result<usize> {
    let before = expiry(now)?;
    Ok(diesel::delete(drafts::table.filter(drafts::saved_at.lt(Utc(before)))).execute(tx.conn())?)
}

fn expiry(now: Timestamp) -> Result<Timestamp> {
    now.saturating_sub(KEPT).map_err(Error::bug)
}
