//! What was typed when a session ended: kept for the same person, offered after they signed in again.
//!
//! Only a body whose form belonged to that session is kept, only while the session is remembered, and only one per
//! person: the last. After sign-out or disabling nothing is kept.

use actix_web::web::Bytes;
use askama::Template;
use diesel::prelude::*;

use super::SignedIn;
use super::model::Identity;
use crate::gate::actor::AccountId;
use crate::gate::desk::Desk;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::names::{CSRF_FIELD, KEY_FIELD};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;
use crate::schema::drafts;

/// Where kept typing is offered.
pub const PATH: &str = "/kept";
const POSTED: &str = "posted";
/// More than this is not typing.
const MOST: usize = 256 * 1024;
/// Fields that are never written down.
const SECRET_FIELDS: &[&str] = &["password", "code", "new_password", "old_password"];

/// A form that was sent after its session had ended.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Posted {
    to: String,
    pairs: Vec<(String, String)>,
}

/// Keeps a body posted from an ended session, when its token shows that the form was that session's.
pub(in crate::gate) async fn keep_posted(desk: &Desk, identity: &Identity, body: &Bytes) {
    let visit = desk.visit();
    let Ok(form) = Form::read(body, &visit.path) else { return };
    if body.len() > MOST || !visit.keys.is_csrf(form.raw(CSRF_FIELD)) || visit.path.starts_with("/s") {
        return;
    }
    let pairs = form
        .pairs()
        .iter()
        .filter(|(name, _)| {
            name != CSRF_FIELD && name != KEY_FIELD && !SECRET_FIELDS.contains(&name.as_str())
        })
        .cloned()
        .collect();
    let posted = Posted { to: visit.full_path.clone(), pairs };
    let account = identity.account;
    let kept = desk
        .write(&visit.actor(desk.house()), move |tx| {
            tx.nothing_to_record("typing is not a deed");
            let body = serde_json::to_string(&posted).map_err(Error::bug)?;
            replace(tx, account, POSTED, &body)
        })
        .await;
    if kept.is_err() {
        tracing::warn!("what was typed in an ended session could not be kept");
    }
}

/// The kept form of this person, if there is one.
///
/// # Errors
/// What the database says.
pub async fn latest_posted(desk: &Desk, account: AccountId) -> Result<Option<Posted>> {
    let body = desk.read(move |conn| find(conn, account, POSTED)).await?;
    Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
}

#[derive(Template)]
#[template(path = "gate/access/kept.html")]
struct KeptPage {
    frame: Frame,
    form: Form,
    posted: Posted,
    shown: Vec<(String, String)>,
}

/// Offers to send the kept form now.
pub async fn show(permit: SignedIn, desk: Desk) -> Result<Answer> {
    let Some(posted) = latest_posted(&desk, permit.who.account).await? else {
        return Ok(Reply::to("/").into());
    };
    let shown = posted.pairs.iter().filter(|(_, value)| !value.trim().is_empty()).cloned().collect();
    Ok(Page::ok(&KeptPage { frame: desk.frame(), form: desk.form(), posted, shown })?.into())
}

/// Throws the kept form away.
pub async fn discard(permit: SignedIn, desk: Desk, form: Form) -> Result<Reply> {
    let account = permit.who.account;
    desk.submit(&permit, &form, move |tx| {
        remove(tx, account, POSTED)?;
        tx.record(Deed::new("draft.discarded"));
        Ok(Reply::to("/").toast(say!("kept-discarded")))
    })
    .await
}

fn find(conn: &mut Conn, account: AccountId, form: &str) -> Result<Option<String>> {
    Ok(drafts::table.find((account, form)).select(drafts::body).first(conn).optional()?)
}

fn replace(tx: &mut Tx<'_>, account: AccountId, form: &str, body: &str) -> Result<()> {
    remove(tx, account, form)?;
    let now = tx.now();
    diesel::insert_into(drafts::table)
        .values((
            drafts::account_id.eq(account),
            drafts::form.eq(form),
            drafts::body.eq(body),
            drafts::saved_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

fn remove(tx: &mut Tx<'_>, account: AccountId, form: &str) -> Result<()> {
    diesel::delete(drafts::table.find((account, form))).execute(tx.conn())?;
    Ok(())
}
