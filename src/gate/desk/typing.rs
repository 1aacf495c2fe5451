//! Keeps what was typed when a form is sent from a session that has ended.
//!
//! Only a body whose form belonged to that session is kept. After sign-out or disabling nothing is.

use actix_web::web::Bytes;

use super::working::Desk;
use crate::gate::access::drafts::{self, Posted};
use crate::gate::access::model::Identity;
use crate::kit::web::form::Form;
use crate::kit::web::names::{CSRF_FIELD, KEY_FIELD};

/// More than this is not typing.
const MOST: usize = 256 * 1024;
/// Fields that are never written down.
const SECRET_FIELDS: &[&str] = &["password", "code", "current", "new", "again", "sealed"];
/// Pages around the session itself have nothing worth keeping.
const NOTHING_TYPED: &[&str] = &["/sign-in", "/sign-out", "/session/", "/setup", "/unlock", "/lock"];

/// Keeps a body posted from an ended session, when its token shows that the form was that session's.
pub(super) async fn keep(desk: &Desk, identity: &Identity, body: &Bytes) {
    let visit = desk.visit();
    if body.len() > MOST || NOTHING_TYPED.iter().any(|path| visit.path.starts_with(path)) {
        return;
    }
    let Ok(form) = Form::read(body, &visit.path) else { return };
    if !visit.keys.is_csrf(form.raw(CSRF_FIELD)) {
        return;
    }
    let typed = |name: &str| name != CSRF_FIELD && name != KEY_FIELD && !SECRET_FIELDS.contains(&name);
    let pairs = form.pairs().iter().filter(|(name, _)| typed(name)).cloned().collect();
    let (account, posted) = (identity.account, Posted { to: visit.full_path.clone(), pairs });
    let kept = desk
        .write(&visit.actor(desk.house()), move |tx| {
            tx.nothing_to_record("typing is not a deed");
            drafts::keep(tx, account, &posted)
        })
        .await;
    if kept.is_err() {
        tracing::warn!("what was typed in an ended session could not be kept");
    }
}
