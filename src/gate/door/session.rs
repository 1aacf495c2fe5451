//! Around a session: signing out, staying, locking, unlocking, replacing a one-time password.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder as _};
use askama::Template;

use super::attempt::{Checked, busy, check_password};
use super::sign_in::refusal;
use crate::gate::access::hasher::Verdict;
use crate::gate::access::links;
use crate::gate::access::model::SessionState;
use crate::gate::access::password::{self, Password};
use crate::gate::access::store;
use crate::gate::desk::{Anyone, Desk, SignedIn};
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

/// Ends the session; its cookie is worth nothing afterwards.
pub async fn sign_out(
    permit: Anyone,
    desk: Desk,
    _: Form,
    session: Session,
    request: HttpRequest,
) -> Result<HttpResponse> {
    if let Some(identity) = desk.visit().identity.clone() {
        desk.write(&permit, move |tx| {
            store::end_session(tx, identity.session)?;
            tx.record(Deed::new("session.ended").on("session", identity.session));
            Ok(())
        })
        .await?;
    }
    session.purge();
    let mut response = Reply::to("/sign-in").toast(say!("sign-out-done")).respond_to(&request);
    response.headers_mut().insert(
        actix_web::http::header::HeaderName::from_static("clear-site-data"),
        actix_web::http::header::HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}

/// "I am still here": the request itself was the activity.
pub async fn keep(_: SignedIn, _: Desk, _: Form) -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// Locks the screen: the session refuses everything but unlocking and signing out.
pub async fn lock(permit: SignedIn, desk: Desk, _: Form) -> Result<Reply> {
    let session = permit.who.session;
    desk.write(&permit, move |tx| {
        store::change_state(tx, session, SessionState::Live, SessionState::Locked)?;
        tx.record(Deed::new("session.locked").on("session", session));
        Ok(())
    })
    .await?;
    Ok(Reply::to("/unlock"))
}

#[derive(Template)]
#[template(path = "gate/door/unlock.html")]
struct UnlockPage {
    frame: Frame,
    form: Form,
    name: String,
}

pub async fn show_unlock(_: Anyone, desk: Desk) -> Result<Answer> {
    let Some(identity) = desk.visit().identity.clone().filter(|who| who.state == SessionState::Locked) else {
        return Ok(Reply::to("/").into());
    };
    let page = UnlockPage { frame: desk.door_frame().await?, form: desk.form(), name: identity.name.clone() };
    Ok(Page::ok(&page)?.into())
}

pub async fn unlock(permit: Anyone, desk: Desk, mut form: Form) -> Result<Answer> {
    let Some(identity) = desk.visit().identity.clone().filter(|who| who.state == SessionState::Locked) else {
        return Err(Error::SignIn);
    };
    let (sentence, wait) = match check_password(&desk, identity.account, form.raw("password")).await? {
        Checked::Right(proof) => {
            let session = identity.session;
            desk.write(&permit, move |tx| {
                proof.holds(tx)?;
                store::change_state(tx, session, SessionState::Locked, SessionState::Live)?;
                tx.record(Deed::new("session.unlocked").on("session", session));
                Ok(())
            })
            .await?;
            return Ok(Reply::to("/").into());
        }
        Checked::TooEarly { seconds } => (say!("sign-in-too-early", seconds = seconds), Some(seconds)),
        Checked::Wrong => (say!("unlock-wrong"), None),
    };
    form.set("password", "");
    form.refuse("password", sentence);
    let page = UnlockPage { frame: desk.door_frame().await?, form, name: identity.name.clone() };
    Ok(refusal(&page, wait)?.into())
}

#[derive(Template)]
#[template(path = "gate/door/new_password.html")]
struct NewPasswordPage {
    frame: Frame,
    form: Form,
}

pub async fn show_new_password(permit: SignedIn, desk: Desk) -> Result<Answer> {
    if !permit.who.must_change_password {
        return Ok(Reply::to("/").into());
    }
    Ok(Page::ok(&NewPasswordPage { frame: desk.door_frame().await?, form: desk.form() })?.into())
}

/// Replaces a one-time password by a lasting one that only its owner knows.
pub async fn set_new_password(permit: SignedIn, desk: Desk, mut form: Form) -> Result<Answer> {
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    if !permit.who.must_change_password {
        return Err(Error::NotFound);
    }
    let typed = Password::new(form.raw("password"));
    if let Err(sentence) = judge(&typed, false, &permit.who.house, &permit.who.email, &permit.who.name) {
        form.refuse("password", sentence);
    }
    if form.is_valid() {
        let account = permit.who.account;
        let kept = desk.read(move |conn| store::credentials(conn, account)).await?;
        let verdict = desk.house().hasher.verify(typed.clone(), kept.password_hash).await.map_err(busy)?;
        if matches!(verdict, Verdict::Right { .. }) {
            form.refuse("password", say!("password-same"));
        }
    }
    if !form.is_valid() {
        form.set("password", "");
        return Ok(Page::invalid(&NewPasswordPage { frame: desk.door_frame().await?, form })?.into());
    }
    let hash = desk.house().hasher.hash(typed).await.map_err(busy)?;
    let (account, session) = (permit.who.account, permit.who.session);
    let reply = desk
        .submit(&permit, &form, move |tx| {
            // Chosen in another window meanwhile: from there on a new one takes the old one.
            if !store::credentials(tx.conn(), account)?.must_change_password {
                return Err(Error::NotFound);
            }
            store::set_password(tx, account, &hash, None)?;
            links::end(tx, account, None)?;
            store::end_sessions(tx, account, Some(session))?;
            tx.record(Deed::new("password.changed").on("account", account));
            Ok(Reply::to("/").toast(say!("password-changed")))
        })
        .await?;
    Ok(reply.into())
}

/// Judges a new password, in words.
///
/// # Errors
/// The sentence that says what is wrong with it.
pub(super) fn judge(
    typed: &Password,
    second_factor: bool,
    hospital: &str,
    email: &str,
    name: &str,
) -> Result<(), String> {
    let context = password::Context { hospital, email, name };
    password::judge(typed, second_factor, &context).map_err(|refusal| match refusal {
        password::Refusal::TooShort { min } => say!("password-too-short", min = min),
        password::Refusal::TooLong => say!("password-too-long"),
        password::Refusal::Common => say!("password-common"),
        password::Refusal::Context => say!("password-context"),
    })
}
