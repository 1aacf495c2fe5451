//! Looking codes up, as one types and on a page of their own, and one's favourites.

use actix_web::{HttpRequest, HttpResponse, Responder as _};

use super::model::{CodeId, Hit, List};
use super::views::{CodesPage, HitsFragment, lines};
use super::{PATH, actions, store};
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::names;
use crate::kit::web::page::Page;
use crate::kit::web::reply::Reply;
use crate::kit::web::routes::Routes;

/// Hits below a field, and on the page.
const FEW: usize = 8;
const MANY: usize = 50;

/// `/codes` and what is below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes.get("/codes", show).get("/codes/hits", hits).post("/codes/favourites", favour);
}

struct Found {
    edition: Option<String>,
    hits: Vec<Hit>,
    more: bool,
}

async fn found(may: &May<perm::RecordWrite>, desk: &Desk, typed: &str, most: usize) -> Result<Found> {
    let (account, typed) = (may.who.account, typed.to_owned());
    desk.read(move |conn| {
        let edition = store::edition(conn, List::Icd10)?;
        let (hits, more) = store::search(conn, List::Icd10, account, &typed, most)?;
        Ok(Found { edition, hits, more })
    })
    .await
}

/// The page: hits for `q`, or one's favourites.
async fn show(may: May<perm::RecordWrite>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let typed = Query::read(request.query_string())?.get("q").to_owned();
    let found = found(&may, &desk, &typed, MANY).await?;
    Page::ok(&CodesPage {
        frame: desk.frame(),
        lines: lines(found.hits, &typed).into_iter().map(|line| (line, desk.form().key)).collect(),
        edition: found.edition,
        more: found.more,
        typed,
    })
}

/// What drops down below a field. `field` names the field whose text is looked for, `q` without it; the buttons are
/// called `pick-` and that name, and their value is the code.
async fn hits(may: May<perm::RecordWrite>, desk: Desk, request: HttpRequest) -> Result<HttpResponse> {
    let words = Query::read(request.query_string())?;
    let field = match words.get("field") {
        "" => "q",
        field => field,
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if field.len() > 40 || !field.chars().all(is_name) {
        return Err(Error::NotFound);
    }
    let typed = words.get(field).to_owned();
    let found = found(&may, &desk, &typed, FEW).await?;
    let fragment = HitsFragment {
        name: format!("pick-{field}"),
        loaded: found.edition.is_some(),
        lines: lines(found.hits, &typed),
        more: found.more,
        typed,
    };
    let mut response = Page::ok(&fragment)?.respond_to(&request);
    let vary = actix_web::http::header::HeaderValue::from_static(names::VARY);
    response.headers_mut().insert(actix_web::http::header::VARY, vary);
    Ok(response)
}

/// Keeps a code at hand, or no longer.
async fn favour(may: May<perm::RecordWrite>, desk: Desk, form: Form) -> Result<Reply> {
    let account = may.who.account;
    let code: Option<CodeId> = form.raw("code").parse().ok();
    let keep = form.raw("keep") == "yes";
    let back = match form.raw("q").trim() {
        "" => PATH.to_owned(),
        typed => format!("{PATH}?{}", serde_urlencoded::to_string([("q", typed)]).unwrap_or_default()),
    };
    desk.submit(&may, &form, move |tx| {
        actions::favour(tx, account, code.ok_or(Error::NotFound)?, keep)?;
        Ok(Reply::to(back.clone()))
    })
    .await
}
