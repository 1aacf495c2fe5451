//! The page on which one chooses what to print, and what the browser remembers of it.

use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::{HttpRequest, web};
use askama::Template;

use super::size::{Kind, Size, form_of};
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::kit::error::Result;
use crate::kit::text::filters;
use crate::kit::web::form::{Form, Query};
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::people::patients::{AllergyZone, Banner, Chart, Heads, Tab};
use crate::say;

/// How long a browser remembers its printer's paper.
const DAYS: i64 = 400;

/// One of the two papers.
struct Paper {
    title: String,
    action: String,
    form: Form,
    sizes: Vec<(String, String)>,
    button: String,
}

#[derive(Template)]
#[template(path = "lenses/labels/page.html")]
struct LabelsPage {
    frame: Frame,
    banner: Banner,
    tabs: Vec<Tab>,
    papers: Vec<Paper>,
}

/// Labels and wristbands, with the papers this browser printed on last.
pub(super) async fn show(
    chart: Chart<perm::RecordPrint>,
    desk: Desk,
    heads: web::Data<Heads>,
    request: HttpRequest,
) -> Result<Page> {
    page(&chart, &desk, &heads, &request, None).await
}

/// The same page; with what is wrong about one of the papers, where something is.
pub(super) async fn page(
    chart: &Chart<perm::RecordPrint>,
    desk: &Desk,
    heads: &Heads,
    request: &HttpRequest,
    wrong: Option<(Kind, Form)>,
) -> Result<Page> {
    let (who, patient) = (chart.may.who.clone(), chart.patient.clone());
    let (path, now, fill) = (desk.visit().path.clone(), desk.clock().now(), heads.0);
    let head = desk.read(move |conn| fill(conn, &who, &patient, &path, now)).await?;
    let papers = [Kind::Label, Kind::Wristband].map(|kind| {
        let refused = wrong.as_ref().filter(|(of, _)| *of == kind).map(|(_, form)| form.clone());
        paper(kind, &format!("/patients/{}", chart.id), remembered(request, desk, kind), refused)
    });
    let view =
        LabelsPage { frame: desk.frame(), banner: head.banner, tabs: head.tabs, papers: papers.into() };
    if wrong.is_some() { Page::invalid(&view) } else { Page::ok(&view) }
}

fn paper(kind: Kind, record: &str, usual: Size, refused: Option<Form>) -> Paper {
    let (id, title, button) = match kind {
        Kind::Label => ("label", say!("labels-label"), say!("labels-print-label")),
        Kind::Wristband => ("wristband", say!("labels-wristband"), say!("labels-print-wristband")),
    };
    let mut form = refused.unwrap_or_else(|| form_of(&Query::default())).prefixed(id);
    if form.raw("size").is_empty() {
        form.set("size", usual.to_string());
    }
    if form.raw("copies").is_empty() {
        form.set("copies", "1");
    }
    let own = (!kind.papers().contains(&usual)).then_some(&usual);
    let words = |size: &Size| {
        let (width, height) = (size.width.to_string(), size.height.to_string());
        (size.to_string(), say!("labels-mm", width = width, height = height))
    };
    Paper {
        title,
        action: format!("{record}/{id}.pdf"),
        form,
        sizes: own.into_iter().chain(kind.papers()).map(words).collect(),
        button,
    }
}

/// The paper this browser printed such a thing on last, or the usual one.
pub(super) fn remembered(request: &HttpRequest, desk: &Desk, kind: Kind) -> Size {
    let cookie = request.cookie(&cookie_name(desk, kind));
    cookie.and_then(|cookie| kind.paper(cookie.value())).unwrap_or(kind.papers()[0])
}

/// What makes the browser remember a paper.
pub(super) fn remember(desk: &Desk, kind: Kind, size: Size) -> Cookie<'static> {
    Cookie::build(cookie_name(desk, kind), size.to_string())
        .path("/")
        .http_only(true)
        .secure(desk.house().settings.is_https())
        .same_site(SameSite::Strict)
        .max_age(time::Duration::days(DAYS))
        .finish()
}

fn cookie_name(desk: &Desk, kind: Kind) -> String {
    use crate::kit::web::names::PAPER_COOKIE;
    let prefix = if desk.house().settings.is_https() { "__Host-" } else { "" };
    let what = match kind {
        Kind::Label => "label",
        Kind::Wristband => "wristband",
    };
    format!("{prefix}{PAPER_COOKIE}-{what}")
}
