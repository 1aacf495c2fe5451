//! Offers back what was typed when a session had ended.

use askama::Template;

use crate::gate::access::drafts::{self, Draft};
use crate::gate::desk::{Desk, SignedIn};
use crate::kit::db::Deed;
use crate::kit::error::Result;
use crate::kit::text::filters;
use crate::kit::web::form::{Form, is_carried};
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

#[derive(Template)]
#[template(path = "gate/door/kept.html")]
struct KeptPage {
    frame: Frame,
    form: Form,
    posted: Draft,
    shown: Vec<(String, String)>,
}

/// Offers to send the kept form now; once it is taken it is kept no more.
pub async fn show(permit: SignedIn, desk: Desk) -> Result<Answer> {
    let (account, now) = (permit.who.account, desk.clock().now());
    let Some(posted) = desk.read(move |conn| drafts::posted(conn, account, now)).await? else {
        return Ok(Reply::to("/").into());
    };
    let is_typed =
        |name: &str, value: &str| !is_carried(name) && name != "version" && !value.trim().is_empty();
    let shown = posted.typed.pairs.iter().filter(|(name, value)| is_typed(name, value)).cloned().collect();
    Ok(Page::ok(&KeptPage { frame: desk.frame(), form: desk.form(), posted, shown })?.into())
}

/// Throws away what the form names, as any form that is taken does, and leads back to where it was offered.
pub async fn discard(permit: SignedIn, desk: Desk, form: Form) -> Result<Reply> {
    let to =
        form.slot().filter(|slot| slot.form != drafts::POSTED).map_or_else(|| "/".into(), |slot| slot.form);
    desk.submit(&permit, &form, move |tx| {
        tx.record(Deed::new("draft.discarded"));
        Ok(Reply::to(to.clone()).toast(say!("kept-discarded")))
    })
    .await
}
