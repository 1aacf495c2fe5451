//! Keeps what was typed when a form is sent from a session that has ended.
//!
//! Only a body whose form belonged to that session is kept. After sign-out or disabling nothing is.

use actix_web::web::Bytes;

use super::working::Desk;
use crate::gate::access::drafts::{self, Typed};
use crate::gate::access::model::{Identity, SessionState};
use crate::kit::web::draft::{SAVE, Slot, typed};
use crate::kit::web::form::Form;
use crate::kit::web::names::CSRF_FIELD;

/// More than this is not typing.
const MOST: usize = 256 * 1024;
/// Pages around the session itself have nothing worth keeping.
const NOTHING_TYPED: &[&str] = &["/sign-in", "/sign-out", "/session/", "/setup", "/unlock", "/lock", SAVE];

/// Whether the session ended in a way that leaves what was typed in it to its person.
pub(super) fn is_worth_keeping(identity: &Identity) -> bool {
    matches!(identity.state, SessionState::Expired | SessionState::Locked)
}

/// Keeps a body posted from an ended session, when its token shows that the form was that session's. Answers as
/// [`keep`].
pub(super) async fn keep_body(desk: &Desk, identity: &Identity, body: &Bytes) -> Option<String> {
    let visit = desk.visit();
    let form = Form::read(body, &visit.path).ok().filter(|form| visit.keys.is_csrf(form.raw(CSRF_FIELD)))?;
    keep(desk, identity, &form).await
}

/// Keeps a form of an ended session. Answers where a long form is opened with it; any other is offered at the next
/// sign-in.
pub(super) async fn keep(desk: &Desk, identity: &Identity, form: &Form) -> Option<String> {
    let visit = desk.visit();
    let (account, slot) = (identity.account, form.slot());
    let posted = Typed { to: visit.full_path.clone(), pairs: typed(form) };
    let size: usize = posted.pairs.iter().map(|(name, value)| name.len() + value.len()).sum();
    if size > MOST || NOTHING_TYPED.iter().any(|path| visit.path.starts_with(path)) {
        return None;
    }
    let kept_in = slot.clone();
    let kept = desk
        .write_as(&visit.actor(desk.house()), move |tx| {
            tx.nothing_to_record("typing is not a deed");
            match &kept_in {
                Some(slot) => drafts::save(tx, account, slot, &posted),
                None => drafts::keep(tx, account, &posted),
            }
        })
        .await;
    if kept.is_err() {
        tracing::warn!("what was typed in an ended session could not be kept");
        return None;
    }
    slot.as_ref().map(Slot::path)
}
