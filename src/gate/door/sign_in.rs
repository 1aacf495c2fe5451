//! The sign-in page, and the dialog over a page whose session has ended.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder as _};
use askama::Template;

use super::attempt::{Outcome, try_sign_in};
use super::{code, known};
use crate::gate::access::drafts;
use crate::gate::actor::{AccountId, SessionId};
use crate::gate::desk::{Anyone, Desk, Offered, SignInDialog};
use crate::kit::error::Result;
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
    match try_sign_in(&desk, &request, &email, form.raw("password")).await? {
        Outcome::In { opened, account } => {
            let is_whole = !opened.is_half;
            opened.hand_over(&session)?;
            let mut response = Reply::to(next_page(&desk, account, next).await?).respond_to(&request);
            if is_whole {
                known::remember(&mut response, desk.house(), &request, &email);
            }
            Ok(response)
        }
        refused => {
            let (sentence, wait) = words(&refused);
            form.refuse("", sentence);
            form.set("password", "");
            let page = SignInPage { frame: desk.door_frame().await?, form, offers: offers(&desk) };
            Ok(refusal(&page, wait)?.respond_to(&request))
        }
    }
}

/// Where sign-in leads: first to what was typed when a session had ended.
pub(super) async fn next_page(desk: &Desk, account: AccountId, next: String) -> Result<String> {
    let now = desk.clock().now();
    let typed = desk.read(move |conn| drafts::posted(conn, account, now)).await?;
    Ok(typed.map_or(next, |_| drafts::POSTED.to_owned()))
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
    match try_sign_in(&desk, &request, &email, form.raw("password")).await? {
        Outcome::In { opened, account } => {
            let (opened_session, is_half, same) = (opened.session, opened.is_half, before == Some(account));
            opened.hand_over(&session)?;
            if is_half {
                return Ok(code::ask(&desk, opened_session, same)?.respond_to(&request));
            }
            let mut response = go_on(&desk, opened_session, same);
            known::remember(&mut response, desk.house(), &request, &email);
            Ok(response)
        }
        refused => {
            let (sentence, wait) = words(&refused);
            let dialog = SignInDialog { frame: desk.frame(), error: Some(sentence), email };
            Ok(refusal(&dialog, wait)?.respond_to(&request))
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

fn words(outcome: &Outcome) -> (String, Option<u32>) {
    match outcome {
        Outcome::TooEarly { seconds } => (say!("sign-in-too-early", seconds = *seconds), Some(*seconds)),
        _ => (say!("sign-in-wrong"), None),
    }
}

/// The form again: wrong, or too early by so many seconds.
pub(super) fn refusal(view: &impl Template, wait: Option<u32>) -> Result<Page> {
    match wait {
        Some(seconds) => Page::too_early(view, seconds),
        None => Page::invalid(view),
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
