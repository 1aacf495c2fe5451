//! What an error looks like: a page, a fragment for htmx, or a redirect to sign-in.
//!
//! A refused record and one that never was look alike to the letter. A bug shows a reference number and nothing else;
//! its cause is logged once.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use askama::Template;
use serde_json::json;

use super::visit::Visit;
use super::working::Desk;
use crate::gate::access::model::SessionState;
use crate::kit::error::Error;
use crate::kit::text::filters;
use crate::kit::web::frame::Frame;
use crate::kit::web::names;
use crate::say;

/// Left in an answer's extensions by an error, for [`paint`].
#[derive(Clone, Debug)]
pub(super) enum Face {
    SignIn,
    Refused { missing: &'static str },
    Missing,
    Said { sentence: String },
    Later { seconds: u64 },
    Broken,
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden { .. } => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) | Self::Broken(_) => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Bug(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let face = match self {
            Self::SignIn => Face::SignIn,
            Self::Forbidden { missing } => Face::Refused { missing },
            Self::NotFound => Face::Missing,
            Self::Invalid(sentence) | Self::Conflict(sentence) => Face::Said { sentence: sentence.clone() },
            Self::Broken(rule) => {
                // A rule that no feature put into words yet.
                tracing::warn!(rule, "a database rule refused a row");
                Face::Said { sentence: say!("error-rule") }
            }
            Self::TooLarge(limit) => Face::Said { sentence: say!("error-too-large", kb = limit / 1000) },
            Self::TooMany(wait) => Face::Later { seconds: wait.as_secs().max(1) },
            Self::Unavailable(why) => {
                tracing::error!(why, "unavailable");
                Face::Later { seconds: 5 }
            }
            Self::Bug(cause) => {
                tracing::error!(cause, "bug");
                Face::Broken
            }
        };
        let mut response = HttpResponse::new(self.status_code());
        response.extensions_mut().insert(face);
        response
    }
}

#[derive(Template)]
#[template(path = "gate/desk/error.html")]
struct ErrorPage {
    frame: Frame,
    glyph: &'static str,
    title: String,
    text: String,
    reference: Option<String>,
    way: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "gate/desk/_error.html")]
struct ErrorFragment {
    title: String,
    text: String,
    reference: Option<String>,
}

#[derive(Template)]
#[template(path = "gate/desk/_sign_in_dialog.html")]
pub(crate) struct SignInDialog {
    pub frame: Frame,
    pub error: Option<String>,
    pub email: String,
}

/// Gives an error answer its face.
pub(super) fn paint(status: StatusCode, face: &Face, desk: &Desk) -> HttpResponse {
    let visit = desk.visit();
    let mut response = HttpResponse::build(status);
    response.content_type("text/html; charset=utf-8");
    if let Face::SignIn = face {
        return sign_in(response, desk);
    }
    let mut reference = None;
    let mut way = Some((String::from("/"), say!("error-home")));
    let (glyph, title, text) = match face {
        Face::Refused { missing } => {
            ("lock", say!("error-forbidden-title"), say!("error-forbidden", right = say!(missing)))
        }
        Face::Missing | Face::SignIn => ("search", say!("error-missing-title"), say!("error-missing")),
        Face::Said { sentence } => ("info", said_title(status), sentence.clone()),
        Face::Later { seconds } => {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
            way = None;
            let text = if status == StatusCode::TOO_MANY_REQUESTS {
                say!("error-too-many", seconds = *seconds)
            } else {
                say!("error-unavailable")
            };
            ("hourglass", say!("error-later-title"), text)
        }
        Face::Broken => {
            reference = Some(visit.request.clone());
            ("error", say!("error-bug-title"), say!("error-bug"))
        }
    };
    let html = if visit.is_htmx {
        as_dialog(&mut response);
        if status == StatusCode::CONFLICT {
            // A key that was used up with other words is no way to send these: once this is read, the form goes again.
            let fresh = json!({ names::FRESH_KEY: { "key": visit.keys.single_use() } });
            response.insert_header((names::HX_TRIGGER, fresh.to_string()));
        }
        ErrorFragment { title, text, reference }.render()
    } else {
        ErrorPage { frame: desk.frame(), glyph, title, text, reference, way }.render()
    };
    response.body(html.unwrap_or_default())
}

/// The answer is put over the page, whatever part of an answer whoever asked wanted, and wherever.
fn as_dialog(response: &mut HttpResponseBuilder) {
    response
        .insert_header((names::HX_RETARGET, "#modal"))
        .insert_header((names::HX_RESWAP, "innerHTML"))
        .insert_header((names::HX_RESELECT, "dialog"));
}

fn said_title(status: StatusCode) -> String {
    if status == StatusCode::CONFLICT { say!("error-conflict-title") } else { say!("error-invalid-title") }
}

/// Pages lead to sign-in and come back afterwards; htmx gets a dialog over the untouched form.
fn sign_in(mut response: HttpResponseBuilder, desk: &Desk) -> HttpResponse {
    let visit = desk.visit();
    if visit.is_htmx {
        as_dialog(&mut response);
        let dialog = SignInDialog { frame: desk.frame(), error: None, email: String::new() };
        return response.body(dialog.render().unwrap_or_default());
    }
    HttpResponse::SeeOther().insert_header((header::LOCATION, way_in(visit))).finish()
}

/// Where somebody is sent who has no live session.
pub(super) fn way_in(visit: &Visit) -> String {
    if visit.identity.as_ref().is_some_and(|identity| identity.state == SessionState::Locked) {
        return "/unlock".into();
    }
    let is_half = visit.identity.as_ref().is_some_and(|identity| identity.state == SessionState::Half);
    let door = if is_half { "/sign-in/code" } else { "/sign-in" };
    if visit.full_path == "/" {
        return door.into();
    }
    before(door, &visit.full_path)
}

/// Sign-in that leads to a path of ours afterwards.
pub(super) fn sign_in_before(next: &str) -> String {
    before("/sign-in", next)
}

fn before(door: &str, next: &str) -> String {
    let next: String = serde_urlencoded::to_string([("next", next)]).unwrap_or_default();
    format!("{door}?{next}")
}
