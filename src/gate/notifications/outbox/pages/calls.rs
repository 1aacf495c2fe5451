//! Whom to call because a message did not reach them: reception's list.

use actix_web::HttpRequest;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::super::store;
use super::super::views::{Call, CallsPage};
use super::super::{CALLS_PATH, PATH, actions};
use super::outbox::named_in;
use crate::gate::access::permissions::{Grant, perm};
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::Reply;
use crate::kit::when;
use crate::say;

/// Lines of the list; whoever has called them gets the next.
const LINES: i64 = 100;

type Caller = May<perm::CallList>;
type Retrier = May<perm::NotificationRetry>;

/// The list, who waits longest first.
pub async fn list(may: Caller, desk: Desk) -> Result<Page> {
    let retrier = Retrier::enter(&desk).await?;
    let now = desk.clock().now();
    let only_own = (retrier.grant != Grant::All).then_some(may.who.account);
    let (calls, more_calls) = desk.read(move |conn| load(conn, now, only_own)).await?;
    Page::ok(&CallsPage { frame: desk.frame(), calls, more_calls, back: CALLS_PATH.into() })
}

/// The lines, and whether there are more; with `only_own` only what that person caused can be tried again from it.
pub(super) fn load(
    conn: &mut Conn,
    now: Timestamp,
    only_own: Option<AccountId>,
) -> Result<(Vec<Call>, bool)> {
    let zone: TimeZone =
        when::zone(&hospital::find(conn)?.map(|hospital| hospital.time_zone).unwrap_or_default());
    let mut found = store::calls(conn, now, LINES + 1)?;
    let more = found.len() > LINES as usize;
    found.truncate(LINES as usize);
    let may_retry = |by: Option<AccountId>| only_own.is_none_or(|own| by == Some(own));
    Ok((found.iter().map(|one| Call::of(one, may_retry(one.caused_by), now, &zone)).collect(), more))
}

/// Notes how a call went.
pub async fn note(may: Caller, desk: Desk, request: HttpRequest, form: Form) -> Result<Reply> {
    let id = named_in(&request)?;
    let reached = match form.raw("outcome") {
        "reached" => true,
        "no-answer" => false,
        _ => return Err(Error::Invalid(say!("form-broken"))),
    };
    let one = desk.read(move |conn| store::find(conn, id)).await?;
    let (account, name) = (may.who.account, may.who.name.clone());
    desk.write(&may, move |tx| actions::note_call(tx, (account, &name), id, one.patient, reached)).await?;
    let sentence = if reached { "calls-reached-noted" } else { "calls-no-answer-noted" };
    Ok(Reply::to(back(&form)).toast(say!(sentence)))
}

/// Has a message tried again: an admin any, others what they caused.
pub async fn retry(may: Retrier, desk: Desk, request: HttpRequest, form: Form) -> Result<Reply> {
    let id = named_in(&request)?;
    let one = desk.read(move |conn| store::find(conn, id)).await?;
    if may.grant != Grant::All && (one.caused_by != Some(may.who.account) || one.patient.is_none()) {
        return Err(Error::NotFound);
    }
    let put_back = desk.write(&may, move |tx| actions::retry(tx, id)).await?;
    let sentence = if put_back { "outbox-retried" } else { "outbox-not-retried" };
    Ok(Reply::to(back(&form)).toast(say!(sentence)))
}

/// The list stands on two pages.
fn back(form: &Form) -> &'static str {
    if form.raw("back") == PATH { PATH } else { CALLS_PATH }
}
