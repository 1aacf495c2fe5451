//! The root middleware: default deny, where changes come from, activity, faces, cookies.

use actix_session::SessionExt as _;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpResponse, ResponseError as _, web};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use jiff::SignedDuration;

use super::faces::{self, Face};
use super::headers::RequestId;
use super::house::House;
use super::typing;
use super::visit::Visit;
use super::working::Desk;
use crate::gate::access::model::SessionState;
use crate::gate::access::store;
use crate::kit::error::{Error, Result};
use crate::kit::seal::Mac;
use crate::kit::web::frame::Flash;
use crate::kit::web::names;
use crate::kit::web::reply::FlashToSet;
use crate::say;

/// All that a visitor without a live session may ask for. Everything else leads to sign-in, whatever its route says.
const PUBLIC: &[&str] = &[
    "/sign-in",
    "/sign-in/dialog",
    "/sign-in/code",
    "/sign-out",
    "/setup",
    "/unlock",
    "/demo",
    "/verify",
    "/forgotten",
];
/// What begins so may be asked for by anybody too: the secret that follows is what lets them in.
const PUBLIC_WITH_SECRET: [&str; 2] = ["/calendar/", "/link/"];
/// What a person with a one-time password may ask for until it is replaced.
const BEFORE_NEW_PASSWORD: &[&str] =
    &["/sign-in/new-password", "/sign-out", "/session/keep", "/account/theme"];

/// Where a person whose role needs a second factor is led until there is one.
const WHERE_FACTORS_ARE_ADDED: &str = "/account/second-factor";

/// Wraps everything but assets and health.
///
/// # Errors
/// None of its own: every error becomes an answer with a face.
pub async fn enter(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(house) = request.app_data::<web::Data<House>>().cloned() else {
        return Err(Error::bug("a request without a house").into());
    };
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let cookies = Cookies::of(&house);
    let known = request.cookie(&cookies.visitor).map(|cookie| cookie.value().to_owned());
    let visitor = known.clone().unwrap_or_else(|| hex::encode(rand::random::<[u8; 16]>()));
    let (mut visit, who) = Visit::read(&request, &house, id, &visitor);
    let brought = request.cookie(&cookies.flash).map(|cookie| cookie.value().to_owned());
    visit.flash = brought.as_deref().and_then(|value| read_flash(&house, value));
    let session = request.get_session();
    request.extensions_mut().insert(visit.keys.clone());
    request.extensions_mut().insert(visit.clone());
    let desk = Desk::of(request.request())?;
    let has_files = request.content_type().eq_ignore_ascii_case("multipart/form-data");
    // What comes over a line has no end; its bounds are its own.
    if request.path() != names::LIVE {
        let body = house.pace.keep(request.take_payload(), has_files);
        request.set_payload(body);
    }

    let is_known = who.is_ok();
    let admitted = match who {
        Ok(()) => admit(&request, &visit, &house).await,
        Err(error) => Err(error),
    };
    let mut response = match admitted {
        Err(error) => {
            let kept = match error {
                Error::SignIn => keep_typing(request, &desk).await,
                _ => Some(request.into_response(error.error_response())),
            };
            match kept {
                Some(response) => response,
                None => return Err(Error::bug("a body that could not be read").into()),
            }
        }
        Ok(Some(elsewhere)) => {
            let answer = HttpResponse::SeeOther().insert_header((header::LOCATION, elsewhere)).finish();
            request.into_response(answer)
        }
        Ok(None) => next.call(request).await?.map_into_boxed_body(),
    };

    response = with_face(response, &desk);
    let flash = response.response().extensions().get::<FlashToSet>().map(|FlashToSet(flash)| flash.clone());
    let signed_in =
        visit.identity.is_some() || !is_known || session.status() != actix_session::SessionStatus::Unchanged;
    let mut set: Vec<Cookie<'static>> = Vec::new();
    if known.is_none() && !signed_in {
        set.push(cookies.make(cookies.visitor.clone(), visitor, None));
    }
    match flash {
        Some(flash) => set.push(cookies.make(cookies.flash.clone(), write_flash(&house, &flash), Some(60))),
        // Shown once: a page that was rendered has used it up.
        None if brought.is_some() && response.status().is_success() => {
            set.push(cookies.make(cookies.flash.clone(), String::new(), Some(0)));
        }
        None => {}
    }
    for cookie in set {
        response.response_mut().add_cookie(&cookie).ok();
    }
    Ok(response)
}

/// Whether this request may reach a handler at all; a path to go to instead, where there is one.
async fn admit(request: &ServiceRequest, visit: &Visit, house: &House) -> Result<Option<String>> {
    if visit.identity.is_none() {
        house.crowd.count(visit.address)?;
    }
    let changes = *request.method() != Method::GET && *request.method() != Method::HEAD;
    if changes {
        comes_from_here(request, visit)?;
    }
    let state = visit.identity.as_ref().map(|identity| identity.state);
    if state != Some(SessionState::Live) {
        if visit.identity.is_none() && visit.path != "/setup" {
            let empty = house.db.read(|conn| Ok(!store::is_anybody_here(conn)?)).await?;
            if empty {
                return Ok(Some("/setup".into()));
            }
        }
        let public = PUBLIC.contains(&visit.path.as_str())
            || PUBLIC_WITH_SECRET.iter().any(|begin| visit.path.starts_with(begin));
        return if public { Ok(None) } else { Err(Error::SignIn) };
    }
    let identity = visit.live()?;
    if identity.must_change_password && !BEFORE_NEW_PASSWORD.contains(&visit.path.as_str()) {
        return Ok(Some("/sign-in/new-password".into()));
    }
    if identity.must_add_factor
        && !visit.path.starts_with(WHERE_FACTORS_ARE_ADDED)
        && !BEFORE_NEW_PASSWORD.contains(&visit.path.as_str())
    {
        return Ok(Some(WHERE_FACTORS_ARE_ADDED.into()));
    }
    if !visit.is_background && store::is_worth_noting(identity, house.clock.now()) {
        let session = identity.session;
        let idle = idle_of(house, identity.role == crate::gate::access::model::Role::Patient);
        let noted = house
            .db
            .write(&visit.actor(house), move |tx| {
                tx.nothing_to_record("activity is not a deed");
                store::note_activity(tx, session, idle)
            })
            .await;
        match noted {
            // A disk that is full does not keep anybody from reading.
            Err(Error::Unavailable(why)) => tracing::warn!(why, "an activity could not be noted"),
            noted => noted?,
        }
    }
    Ok(None)
}

fn idle_of(house: &House, is_patient: bool) -> SignedDuration {
    SignedDuration::try_from(house.settings.idle(is_patient)).unwrap_or(SignedDuration::from_mins(15))
}

/// A change must come from a page of ours: the browser says so in `Sec-Fetch-Site` or `Origin`.
fn comes_from_here(request: &ServiceRequest, visit: &Visit) -> Result<()> {
    let header = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let foreign = || Err(Error::Invalid(say!("error-foreign")));
    match header(header::HeaderName::from_static("sec-fetch-site")) {
        Some("same-origin" | "none") | None => {}
        Some(_) => return foreign(),
    }
    let Some(origin) = header(header::ORIGIN) else { return Ok(()) };
    if origin.eq_ignore_ascii_case(&visit.base) { Ok(()) } else { foreign() }
}

/// A change without a session: what was typed is kept for the person whose session has ended, if the form was theirs.
async fn keep_typing(mut request: ServiceRequest, desk: &Desk) -> Option<ServiceResponse<BoxBody>> {
    let is_post = *request.method() == Method::POST;
    let expired = desk.visit().identity.clone().filter(|identity| typing::is_worth_keeping(identity));
    if let (true, false, Some(identity)) = (is_post, desk.visit().is_htmx, expired) {
        let body = request.extract::<web::Bytes>().await.ok();
        if let Some(body) = body
            && let Some(form) = typing::keep_body(desk, &identity, &body).await
            && identity.state == SessionState::Expired
        {
            let to = (header::LOCATION, faces::sign_in_before(&form));
            return Some(request.into_response(HttpResponse::SeeOther().insert_header(to).finish()));
        }
    }
    Some(request.into_response(Error::SignIn.error_response()))
}

/// Errors of handlers, and answers of the framework itself, get a face.
fn with_face(response: ServiceResponse<BoxBody>, desk: &Desk) -> ServiceResponse<BoxBody> {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let face = response.response().extensions().get::<Face>().cloned();
    let face = match (face, status) {
        (Some(face), _) => face,
        // A form shown again is a page already.
        (None, _) if response.headers().contains_key(header::CONTENT_TYPE) && is_html(&response) => {
            return response;
        }
        (None, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED) => Face::Missing,
        (None, status) if status.is_client_error() => Face::Said { sentence: say!("form-broken") },
        (None, _) => Face::Broken,
    };
    let status = if matches!(face, Face::Missing) { StatusCode::NOT_FOUND } else { status };
    let painted = faces::paint(status, &face, desk);
    let (request, _) = response.into_parts();
    ServiceResponse::new(request, painted)
}

fn is_html(response: &ServiceResponse<BoxBody>) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html"))
}

/// The names and marks of our cookies.
pub(crate) struct Cookies {
    visitor: String,
    flash: String,
    secure: bool,
}

impl Cookies {
    fn of(house: &House) -> Self {
        let secure = house.settings.is_https();
        let prefix = if secure { "__Host-" } else { "" };
        Self {
            visitor: format!("{prefix}{}", names::VISITOR_COOKIE),
            flash: format!("{prefix}{}", names::FLASH_COOKIE),
            secure,
        }
    }

    fn make(&self, name: String, value: String, seconds: Option<i64>) -> Cookie<'static> {
        let mut cookie = Cookie::build(name, value)
            .path("/")
            .http_only(true)
            .secure(self.secure)
            .same_site(SameSite::Strict);
        if let Some(seconds) = seconds {
            cookie = cookie.max_age(time::Duration::seconds(seconds));
        }
        cookie.finish()
    }
}

fn write_flash(house: &House, flash: &Flash) -> String {
    let text = BASE64.encode(serde_json::to_vec(flash).unwrap_or_default());
    let mac = house.root.derive("flash").mac(&[text.as_bytes()]).to_hex();
    format!("{text}.{mac}")
}

fn read_flash(house: &House, value: &str) -> Option<Flash> {
    let (text, mac) = value.split_once('.')?;
    let genuine = house.root.derive("flash").verify(&[text.as_bytes()], &Mac::from_hex(mac)?);
    genuine.then(|| serde_json::from_slice(&BASE64.decode(text).ok()?).ok()).flatten()
}
