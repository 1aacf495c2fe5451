//! Offers back what was typed when a session had ended.

use askama::Template;

use crate::gate::access::drafts::{self, Posted};
use crate::gate::desk::{Desk, SignedIn};
use crate::kit::db::Deed;
use crate::kit::error::Result;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

/// Where kept typing is offered.
pub(super) const PATH: &str = "/kept";

#[derive(Template)]
#[template(path = "gate/door/kept.html")]
struct KeptPage {
    frame: Frame,
    form: Form,
    posted: Posted,
    shown: Vec<(String, String)>,
}

/// Offers to send the kept form now.
pub async fn show(permit: SignedIn, desk: Desk) -> Result<Answer> {
    let account = permit.who.account;
    let Some(posted) = desk.read(move |conn| drafts::posted(conn, account)).await? else {
        return Ok(Reply::to("/").into());
    };
    let shown = posted.pairs.iter().filter(|(_, value)| !value.trim().is_empty()).cloned().collect();
    Ok(Page::ok(&KeptPage { frame: desk.frame(), form: desk.form(), posted, shown })?.into())
}

/// Throws the kept form away.
pub async fn discard(permit: SignedIn, desk: Desk, form: Form) -> Result<Reply> {
    let account = permit.who.account;
    desk.submit(&permit, &form, move |tx| {
        drafts::discard(tx, account)?;
        tx.record(Deed::new("draft.discarded"));
        Ok(Reply::to("/").toast(say!("kept-discarded")))
    })
    .await
}
