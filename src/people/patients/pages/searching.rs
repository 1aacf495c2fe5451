//! The list of patients, search as one types, and the box in the header.

use actix_web::{HttpRequest, HttpResponse, Responder as _};
use jiff::Zoned;

use super::super::model::mrn::Mrn;
use super::super::model::patient::{Hit, PatientId};
use super::super::model::query::{Needle, Query as Search};
use super::super::store::{self, After, Archived, Found, LastSeen};
use super::super::views::lists::{FindFragment, Line, ListPage, Recent, Results, ResultsFragment};
use super::Lent;
use crate::gate::access::model::{Identity, Role};
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::access::reach::Reach;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::web::form::Query;
use crate::kit::web::names;
use crate::kit::web::page::Page;
use crate::say;

/// Rows on a page, and in the box.
const PAGE: usize = 50;
const BOX: usize = 8;
const RECENT: usize = 8;

/// What a list was asked for.
struct Asked {
    typed: String,
    archived: Archived,
    after: Option<PatientId>,
}

impl Asked {
    fn read(request: &HttpRequest) -> Result<Asked> {
        let words = Query::read(request.query_string())?;
        let archived = if words.get("archived").is_empty() { Archived::Hidden } else { Archived::Shown };
        let after = words.get("after").parse().ok();
        Ok(Asked { typed: words.get("q").to_owned(), archived, after })
    }
}

/// Everybody by name, or, with `q`, the best matches first.
pub async fn show(
    may: May<perm::PatientSearch>,
    desk: Desk,
    lent: Lent,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let asked = Asked::read(&request)?;
    let (who, reach) = (may.who.clone(), may.reach.clone());
    let archived = asked.archived == Archived::Shown;
    let decides = may_do::<perm::PatientArchive>(&who);
    let new = may_do::<perm::PatientRegister>(&who).then(|| register_path(&asked.typed));
    let may_import = may_do::<perm::SettingsManage>(&who);
    let listing = listing(&may, &desk, lent, asked);
    let (results, recent, requests) = desk
        .read(move |conn| {
            let (results, now) = listing(conn)?;
            let recent = store::recent(conn, &reach, who.account, RECENT)?;
            let recent: Vec<Recent> = recent.iter().map(|one| Recent::of(one, &now)).collect();
            let requests = if decides { store::count_open_requests(conn)? } else { 0 };
            Ok((results, recent, requests))
        })
        .await?;
    let page = ListPage { frame: desk.frame(), results, archived, new, recent, requests, may_import };
    Ok(vary(Page::ok(&page)?.respond_to(&request)))
}

/// The rows alone, as one types.
pub async fn hits(
    may: May<perm::PatientSearch>,
    desk: Desk,
    lent: Lent,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let listing = listing(&may, &desk, lent, Asked::read(&request)?);
    let (results, _) = desk.read(listing).await?;
    Ok(vary(Page::ok(&ResultsFragment { results })?.respond_to(&request)))
}

/// What drops down from the header's box: hits, or, when nothing is typed, whom one opened lately.
pub async fn find(
    may: May<perm::PatientSearch>,
    desk: Desk,
    lent: Lent,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let typed = Query::read(request.query_string())?.get("q").to_owned();
    let (who, reach, now) = (may.who.clone(), may.reach.clone(), desk.clock().now());
    let fragment = desk
        .read(move |conn| {
            let now = hospital::local_now(conn, now)?;
            if typed.is_empty() {
                let recent = store::recent(conn, &reach, who.account, BOX)?;
                let recent = recent.iter().map(|one| Recent::of(one, &now)).collect();
                return Ok(FindFragment {
                    typed,
                    lines: Vec::new(),
                    recent,
                    all: None,
                    register: None,
                    emergency: None,
                });
            }
            let search = Search::parse(&typed, now.date());
            let found = store::search(conn, &reach, Archived::Hidden, &search, BOX)?;
            let (needles, book) = (search.needles(), way_to_book(&who, *lent.get_ref()));
            Ok(FindFragment {
                lines: found.hits.iter().map(|hit| line(hit, &needles, &[], &now, book)).collect(),
                recent: Vec::new(),
                all: found.more.then(|| list_path(&typed)),
                register: may_do::<perm::PatientRegister>(&who).then(|| register_path(&typed)),
                emergency: emergency_path(&who, &typed),
                typed,
            })
        })
        .await?;
    Ok(vary(Page::ok(&fragment)?.respond_to(&request)))
}

/// Loads what was asked for, and the time where the hospital is.
fn listing(
    may: &May<perm::PatientSearch>,
    desk: &Desk,
    lent: Lent,
    asked: Asked,
) -> impl FnOnce(&mut Conn) -> Result<(Results, Zoned)> + Send + use<> {
    let (who, reach, at) = (may.who.clone(), may.reach.clone(), desk.clock().now());
    move |conn| {
        let now = hospital::local_now(conn, at)?;
        Ok((load(conn, &reach, &who, &asked, *lent.get_ref(), &now)?, now))
    }
}

fn load(
    conn: &mut Conn,
    reach: &Reach,
    who: &Identity,
    asked: &Asked,
    lent: store::Neighbours,
    now: &Zoned,
) -> Result<Results> {
    let search = Search::parse(&asked.typed, now.date());
    let (Found { hits, more }, listed) = if asked.typed.is_empty() {
        (everybody(conn, reach, asked)?, true)
    } else {
        (store::search(conn, reach, asked.archived, &search, PAGE)?, false)
    };
    let ids: Vec<PatientId> = hits.iter().map(|hit| hit.id).collect();
    let seen = (lent.last_seen)(conn, &ids)?;
    let (needles, book) = (search.needles(), way_to_book(who, lent));
    let shown = i64::try_from(hits.len()).unwrap_or(0);
    let count = match (listed, more) {
        (true, _) => say!("patients-count-listed", count = shown),
        (false, false) => say!("patients-count-found", count = shown),
        (false, true) => say!("patients-count-first", count = shown),
    };
    let keep = if asked.archived == Archived::Shown { "&archived=on" } else { "" };
    let next_page =
        hits.last().filter(|_| listed && more).map(|last| format!("/patients?after={}{keep}", last.id));
    Ok(Results {
        namesakes: if listed { None } else { namesakes(&hits) },
        lines: hits.iter().map(|hit| line(hit, &needles, &seen, now, book)).collect(),
        count,
        first_page: asked.after.filter(|_| listed).map(|_| "/patients".to_owned()),
        next_page,
        register: may_do::<perm::PatientRegister>(who).then(|| register_path(&asked.typed)),
        emergency: emergency_path(who, &asked.typed),
        typed: asked.typed.clone(),
    })
}

/// Where appointments are booked, for who may.
fn way_to_book(who: &Identity, lent: store::Neighbours) -> Option<fn(PatientId) -> String> {
    may_do::<perm::AppointmentBook>(who).then_some(lent.book)
}

fn line(
    hit: &Hit,
    needles: &[Needle],
    seen: &[LastSeen],
    now: &Zoned,
    book: Option<fn(PatientId) -> String>,
) -> Line {
    let line = Line::of(hit, needles, seen, now);
    match book {
        Some(path) => line.bookable(path(hit.id)),
        None => line,
    }
}

fn everybody(conn: &mut Conn, reach: &Reach, asked: &Asked) -> Result<Found> {
    let after: Option<After> = match asked.after {
        Some(id) => store::place_of(conn, reach, id)?,
        None => None,
    };
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut hits = store::list(conn, reach, asked.archived, after.as_ref(), limit)?;
    let more = hits.len() > PAGE;
    hits.truncate(PAGE);
    Ok(Found { hits, more })
}

/// Who is easily taken for another: the same family name and the same beginning of the given name.
fn namesakes(hits: &[Hit]) -> Option<(String, String)> {
    let near = |hit: &Hit| hit.sort_key.split(' ').take(2).map(str::to_owned).collect::<Vec<_>>();
    let keys: Vec<Vec<String>> = hits.iter().map(near).collect();
    let alike = keys.iter().filter(|key| keys.iter().filter(|other| other == key).count() > 1).count();
    (alike > 1).then(|| {
        let count = i64::try_from(hits.len()).unwrap_or(0);
        let alike = i64::try_from(alike).unwrap_or(0);
        (say!("patients-namesakes", count = count, alike = alike), say!("patients-namesakes-check"))
    })
}

pub(super) fn may_do<P: Permission>(who: &Identity) -> bool {
    P::ROW.grant(who.role, who.duties) != Grant::No
}

fn list_path(typed: &str) -> String {
    format!("/patients?{}", serde_urlencoded::to_string([("q", typed)]).unwrap_or_default())
}

fn register_path(typed: &str) -> String {
    if typed.is_empty() {
        return "/patients/new".to_owned();
    }
    format!("/patients/new?{}", serde_urlencoded::to_string([("q", typed)]).unwrap_or_default())
}

/// Where a record that no list of this person has is opened in an emergency; admins have them all.
fn emergency_path(who: &Identity, typed: &str) -> Option<String> {
    if !may_do::<perm::EmergencyOpen>(who) || who.role == Role::Admin {
        return None;
    }
    let mrn = Mrn::parse(typed).map(|mrn| mrn.to_string());
    Some(match mrn.and_then(|mrn| serde_urlencoded::to_string([("mrn", mrn)]).ok()) {
        Some(query) => format!("/emergency?{query}"),
        None => "/emergency".to_owned(),
    })
}

fn vary(mut response: HttpResponse) -> HttpResponse {
    use actix_web::http::header;
    response.headers_mut().insert(header::VARY, header::HeaderValue::from_static(names::VARY));
    response
}
