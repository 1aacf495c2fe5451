//! The sign-in page, and the dialog over a page whose session has ended.

use actix_session::Session;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, Responder as _};
use askama::Template;

use super::attempt::{Outcome, try_sign_in};
use super::{code, known};
use crate::gate::access::model::SessionState;
use crate::gate::access::session_store::TOKEN;
use crate::gate::access::{drafts, store};
use crate::gate::actor::SessionId;
use crate::gate::desk::{Anyone, Desk, Offered, SignInDialog};
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;
use crate::kit::web::form::{Form, Query};
use crate::kit::web::frame::{FormKeys, Frame};
use crate::kit::web::names;
use crate::kit::web::page::Page;
use crate::kit::web::reply::Reply;
use crate::say;

#[derive(Template)]
#[template(path = "gate/door/sign_in.html")]
struct SignInPage {
    frame: Frame,
    form: Form,
    offers: Vec<Offer>,
}

/// An account that a demonstration offers.
struct Offer {
    role: &'static str,
    label: String,
    name: String,
}

fn offers(desk: &Desk) -> Vec<Offer> {
    let offer = |one: &Offered| Offer {
        role: one.role.as_str(),
        label: say!(one.role.label_key()),
        name: one.name.clone(),
    };
    desk.house().offered.iter().map(offer).collect()
}

pub async fn show(_: Anyone, desk: Desk, request: HttpRequest) -> Result<HttpResponse> {
    let query = Query::read(request.query_string())?;
    let next = own_path(query.get("next"));
    if desk.visit().live().is_ok() {
        return Ok(Reply::to(next).respond_to(&request));
    }
    let form = desk.form_with([("next", next)]);
    Ok(Page::ok(&SignInPage { frame: desk.door_frame().await?, form, offers: offers(&desk) })?
        .respond_to(&request))
}

pub async fn submit(
    _: Anyone,
    desk: Desk,
    mut form: Form,
    session: Session,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let next = own_path(form.raw("next"));
    let email = form.raw("email").to_owned();
    let known = known::tally_key(desk.house(), &request, &email);
    match try_sign_in(&desk, &email, form.raw("password"), &browser(&request), known).await? {
        Outcome::In { token, account } => {
            session.renew();
            session.insert(TOKEN, token).map_err(Error::bug)?;
            let now = desk.clock().now();
            let typed = desk.read(move |conn| drafts::posted(conn, account, now)).await?;
            let to = typed.map_or(next, |_| drafts::POSTED.to_owned());
            let mut response = Reply::to(to).respond_to(&request);
            remember(&mut response, &desk, &request, &email);
            Ok(response)
        }
        refused => {
            let (status, sentence, wait) = words(&refused);
            form.refuse("", sentence);
            form.set("password", "");
            let page = SignInPage { frame: desk.door_frame().await?, form, offers: offers(&desk) };
            let mut response = Page::with(status, &page)?.respond_to(&request);
            retry_after(&mut response, wait);
            Ok(response)
        }
    }
}

/// The dialog by itself, for a page that finds its session ended.
pub async fn dialog(_: Anyone, desk: Desk) -> Result<Page> {
    Page::ok(&SignInDialog { frame: desk.frame(), error: None, email: String::new() })
}

/// Signs in over an untouched form. The same person goes on; somebody else gets a fresh page.
pub async fn submit_dialog(
    _: Anyone,
    desk: Desk,
    form: Form,
    session: Session,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let before = desk.visit().identity.as_ref().map(|identity| identity.account);
    let email = form.raw("email").to_owned();
    let known = known::tally_key(desk.house(), &request, &email);
    match try_sign_in(&desk, &email, form.raw("password"), &browser(&request), known).await? {
        Outcome::In { token, account } => {
            let hash = store::token_hash(&token);
            let now = desk.clock().now();
            let opened = desk.read(move |conn| store::identify(conn, &hash, now)).await?;
            let opened = opened.ok_or(Error::SignIn)?;
            session.renew();
            session.insert(TOKEN, token).map_err(Error::bug)?;
            let same = before == Some(account);
            let mut response = if opened.state == SessionState::Half {
                code::ask(&desk, opened.session, same)?.respond_to(&request)
            } else {
                go_on(&desk, opened.session, same)
            };
            remember(&mut response, &desk, &request, &email);
            Ok(response)
        }
        refused => {
            let (status, sentence, wait) = words(&refused);
            let dialog = SignInDialog { frame: desk.frame(), error: Some(sentence), email };
            let mut response = Page::with(status, &dialog)?.respond_to(&request);
            retry_after(&mut response, wait);
            Ok(response)
        }
    }
}

/// The answer that closes the dialog: the same person's forms get tokens of the new session, anybody else's page is
/// loaded anew.
pub(super) fn go_on(desk: &Desk, session: SessionId, same: bool) -> HttpResponse {
    if !same {
        return HttpResponse::Ok().insert_header((names::HX_REFRESH, "true")).finish();
    }
    let keys = FormKeys::new(&desk.house().root, session.to_string());
    let fresh: Vec<String> = (0..20).map(|_| keys.single_use()).collect();
    let event = serde_json::json!({ "signed-in": { "csrf": keys.csrf(), "keys": fresh } });
    HttpResponse::Ok().insert_header((names::HX_TRIGGER, event.to_string())).finish()
}

fn remember(response: &mut HttpResponse, desk: &Desk, request: &HttpRequest, email: &str) {
    let cookie = known::remember(desk.house(), request, email);
    if cookie.is_some_and(|cookie| response.add_cookie(&cookie).is_err()) {
        tracing::warn!("a browser could not be marked as known");
    }
}

fn words(outcome: &Outcome) -> (StatusCode, String, Option<u32>) {
    match outcome {
        Outcome::TooEarly { seconds } => {
            (StatusCode::TOO_MANY_REQUESTS, say!("sign-in-too-early", seconds = *seconds), Some(*seconds))
        }
        _ => (StatusCode::UNPROCESSABLE_ENTITY, say!("sign-in-wrong"), None),
    }
}

fn retry_after(response: &mut HttpResponse, wait: Option<u32>) {
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
}

/// Only a path of ours: a link must not lead through sign-in to somewhere else.
pub(super) fn own_path(next: &str) -> String {
    let ours = next.starts_with('/')
        && !next.starts_with("//")
        && !next.starts_with("/\\")
        && !next.chars().any(|c| c.is_control())
        && !next.starts_with("/sign-");
    if ours { next.to_owned() } else { "/".into() }
}

pub(super) fn browser(request: &HttpRequest) -> String {
    request
        .headers()
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn sign_in_leads_only_to_pages_of_ours() {
        assert_eq!(own_path("/patients?q=a"), "/patients?q=a");
        for elsewhere in
            ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\nb", "/sign-out"]
        {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere:?}");
        }
    }
}
