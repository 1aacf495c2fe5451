//! The second factor at sign-in: the session is half open until a code makes it whole.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder as _};
use askama::Template;

use super::account::Factor;
use super::known;
use super::opening::{hand_over, new_token};
use super::sign_in::{go_on, next_page, own_path, refusal};
use super::tries::Try;
use crate::gate::access::model::{Identity, SessionState};
use crate::gate::access::{second_factor, store};
use crate::gate::actor::SessionId;
use crate::gate::desk::{Anyone, Desk};
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;
use crate::kit::web::form::{Form, Query};
use crate::kit::web::frame::{FormKeys, Frame};
use crate::kit::web::page::Page;
use crate::kit::web::reply::Reply;
use crate::say;

#[derive(Template)]
#[template(path = "gate/door/code.html")]
struct CodePage {
    frame: Frame,
    form: Form,
}

#[derive(Template)]
#[template(path = "gate/door/_code_dialog.html")]
struct CodeDialog {
    csrf: String,
    same: bool,
    error: Option<String>,
}

/// Asks for the code in the dialog over an untouched form; `same` when the form is this person's.
pub(super) fn ask(desk: &Desk, session: SessionId, same: bool) -> Result<Page> {
    let csrf = FormKeys::new(&desk.house().root, session.to_string()).csrf();
    Page::ok(&CodeDialog { csrf, same, error: None })
}

pub async fn show(_: Anyone, desk: Desk, request: HttpRequest) -> Result<HttpResponse> {
    let Some(_) = half(&desk) else { return Ok(Reply::to("/sign-in").respond_to(&request)) };
    let query = Query::read(request.query_string())?;
    let form = desk.form_with([("next", own_path(query.get("next")))]);
    Ok(Page::ok(&CodePage { frame: desk.door_frame().await?, form })?.respond_to(&request))
}

/// Takes six digits or a recovery code. The session goes on under a new token: one that was seen before the second
/// factor is worth nothing after it.
pub async fn submit(
    permit: Anyone,
    desk: Desk,
    mut form: Form,
    session: Session,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let Some(identity) = half(&desk) else { return Ok(Reply::to("/sign-in").respond_to(&request)) };
    let house = desk.house();
    let account = identity.account;
    let known = known::code_tally(house, &request, &identity.email);
    let is_new = known.is_none();
    let attempt = Try::of_code(house, account, known);
    if let Some(seconds) = attempt.charge(&desk).await? {
        form.refuse("code", say!("sign-in-too-early", seconds = seconds));
        return Ok(again(&desk, form, Some(seconds)).await?.respond_to(&request));
    }
    let kept = desk.read(move |conn| store::credentials(conn, account)).await?;
    let newcomer = known::Newcomer::of(&desk, is_new, &kept);
    let sealed = kept.totp_secret.ok_or(Error::SignIn)?;
    let factor = Factor::of(house, account);
    let now = u64::try_from(desk.clock().now().as_second()).map_err(Error::bug)?;
    let last = kept.totp_last_step.and_then(|step| u64::try_from(step).ok());
    let step =
        factor.opened(&sealed)?.verify(form.raw("code"), now, last).and_then(|step| i64::try_from(step).ok());
    let recovery = factor.recovery(form.raw("code"));
    let (token, hash) = new_token();
    let half_session = identity.session;
    let is_right = desk
        .write(&permit, move |tx| {
            let (right, means) = match step {
                Some(step) => (second_factor::use_step(tx, account, step)?, "authenticator"),
                None => (second_factor::use_code(tx, account, &recovery)?, "recovery code"),
            };
            if !right {
                tx.record(Deed::new("second-factor.refused").on("account", account).refused());
                return Ok(false);
            }
            attempt.was_right(tx)?;
            store::complete(tx, account, half_session, &hash)?;
            tx.record(
                Deed::new("session.completed")
                    .on("session", half_session)
                    .with(serde_json::json!({ "second_factor": means })),
            );
            newcomer.tell(tx, account)?;
            Ok(true)
        })
        .await?;
    if !is_right {
        form.refuse("code", say!("signin-second-wrong"));
        form.set("code", "");
        return Ok(again(&desk, form, None).await?.respond_to(&request));
    }
    hand_over(&session, token)?;
    let mut response = if desk.visit().is_htmx {
        go_on(&desk, half_session, form.ticked("over"))
    } else {
        let next = own_path(form.raw("next"));
        Reply::to(next_page(&desk, account, next).await?).respond_to(&request)
    };
    known::remember(&mut response, house, &request, &identity.email);
    Ok(response)
}

async fn again(desk: &Desk, form: Form, wait: Option<u32>) -> Result<Page> {
    if desk.visit().is_htmx {
        let (same, error) = (form.ticked("over"), form.field("code").error);
        return refusal(&CodeDialog { csrf: desk.visit().keys.csrf(), same, error }, wait);
    }
    refusal(&CodePage { frame: desk.door_frame().await?, form }, wait)
}

fn half(desk: &Desk) -> Option<std::sync::Arc<Identity>> {
    desk.visit().identity.clone().filter(|who| who.state == SessionState::Half)
}
