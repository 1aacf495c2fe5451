//! The pages of the four questions.

mod adding;
mod answering;
mod asking;
mod changing;

use actix_web::{HttpRequest, web};
use uuid::Uuid;

use super::forms::Known;
use super::model::ask::Request;
use super::model::history::Change;
use super::model::kept::Kept;
use super::model::standing::{By, Standing};
use super::views::{ChangeView, IntakePage, QuestionView, Reader, RequestView, Rights, RowsView};
use super::{forms, path, store};
use crate::care::record::{Precision, When};
use crate::gate::access::model::{Identity, Role};
use crate::gate::access::permissions::{Grant, Permission, Row, perm};
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::routes::Routes;
use crate::people::patients::{Chart, Head, Heads, is_own, record_path};
use crate::say;

/// More is on the page of nobody.
const REQUESTS: i64 = 100;
const HISTORY: i64 = 100;

/// `/patients/{id}/intake` and what is below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/patients/{id}/intake", answering::show)
        .post("/patients/{id}/intake", answering::submit)
        .post("/patients/{id}/intake/confirmation", answering::confirm)
        .get("/patients/{id}/intake/entries/new", adding::show)
        .post("/patients/{id}/intake/entries", adding::submit)
        .post("/patients/{id}/intake/requests", adding::ask)
        .get("/patients/{id}/intake/entries/{entry}", changing::show)
        .post("/patients/{id}/intake/entries/{entry}", changing::submit)
        .post("/patients/{id}/intake/entries/{entry}/removal", changing::remove)
        .post("/patients/{id}/intake/entries/{entry}/request", asking::change)
        .post("/patients/{id}/intake/entries/{entry}/removal-request", asking::remove)
        .post("/patients/{id}/intake/requests/{request}/decision", asking::decide)
        .get("/intake-requests", asking::waiting);
}

type Lent = web::Data<Heads>;

/// What the reader may do with this record.
fn rights<P>(chart: &Chart<P>) -> Rights {
    let who = &chart.may.who;
    let is_own = is_own(who, &chart.patient);
    let may = |row: &Row| match is_own {
        true => row.grant(Role::Patient, who.duties) != Grant::No,
        false => who.may(row),
    };
    Rights {
        answer: may(perm::IntakeAnswer::ROW),
        ask: may(perm::IntakeAsk::ROW),
        decide: may(perm::IntakeDecide::ROW),
    }
}

fn by(who: &Identity) -> By {
    By { account: Some(who.account), name: who.name.clone() }
}

fn reader(desk: &Desk) -> Reader {
    let here = desk.here();
    Reader { now: here.timestamp(), zone: here.time_zone().clone() }
}

/// Today, as dates without a time are kept.
fn today(desk: &Desk) -> Result<When> {
    When::date(desk.here().date(), Precision::Day).map_err(Error::bug)
}

fn known<P>(desk: &Desk, chart: &Chart<P>) -> Known {
    Known { today: desk.here().date(), birth: chart.details.birth }
}

/// The id that stands as `{entry}` or `{request}` in the address.
fn named(request: &HttpRequest, name: &str) -> Result<Uuid> {
    let text = request.match_info().get(name).unwrap_or_default();
    text.parse::<crate::kit::id::Id<()>>().map(|id| id.uuid()).map_err(|_| Error::NotFound)
}

async fn headed<P: Permission>(desk: &Desk, chart: &Chart<P>, heads: &Heads) -> Result<Head> {
    let (who, patient, heads) = (chart.may.who.clone(), chart.patient.clone(), *heads);
    let (path, now) = (desk.visit().path.clone(), desk.clock().now());
    desk.read(move |conn| (heads.0)(conn, &who, &patient, &path, now)).await
}

/// All that the page of the questions shows.
struct Found {
    head: Head,
    standings: Vec<Standing>,
    requests: Vec<Request>,
    history: Vec<Change>,
}

async fn found<P: Permission>(desk: &Desk, chart: &Chart<P>, heads: &Heads) -> Result<Found> {
    let (who, patient, heads) = (chart.may.who.clone(), chart.patient.clone(), *heads);
    let (path, now, today) = (path(chart.id), desk.clock().now(), today(desk)?);
    desk.read(move |conn| {
        Ok(Found {
            head: (heads.0)(conn, &who, &patient, &path, now)?,
            standings: store::standing(conn, patient.id, today.at)?,
            requests: store::of_patient(conn, patient.id, REQUESTS)?,
            history: store::history(conn, patient.id, HISTORY)?,
        })
    })
    .await
}

/// How the page is shown beside what is on record.
#[derive(Default)]
struct Showing {
    /// What happened meanwhile, in a sentence.
    notice: String,
    /// What was typed for questions that somebody else has answered is offered as additions.
    lost: bool,
    /// The request whose decision was refused.
    deciding: Option<Uuid>,
}

/// The page of the questions. `form` is what was typed into them.
fn page<P: Permission>(
    desk: &Desk,
    chart: &Chart<P>,
    found: Found,
    form: Form,
    showing: Showing,
) -> Result<IntakePage> {
    let (reader, rights, path) = (reader(desk), rights(chart), path(chart.id));
    let mut keys = || desk.form().key;
    let (mut open, mut settled) = (Vec::new(), Vec::new());
    for standing in &found.standings {
        let mut view = QuestionView::of(standing, &reader, rights, &path, &mut keys);
        if standing.is_open() && rights.answer {
            view.rows = Some(RowsView::of(&form, standing.question));
            open.push(view);
        } else {
            if showing.lost && forms::is_touched(&form, standing.question) {
                view.typed_none = form.raw(standing.question.as_str()) == "none";
                view.rows = (!view.typed_none).then(|| RowsView::of(&form, standing.question));
            }
            settled.push(view);
        }
    }
    let in_force: Vec<&Kept> =
        found.standings.iter().flat_map(|one| &one.entries).map(|entry| &entry.kept).collect();
    let view = |request: &Request| {
        let now = in_force.iter().copied().find(|kept| Some(kept.id()) == request.entry_id);
        let last = now.is_some_and(|now| {
            in_force.iter().filter(|other| other.question() == now.question()).count() == 1
        });
        let mut view = RequestView::of(request, now, last, &reader, rights, &path, desk.form().key)?;
        if showing.deciding == Some(request.id.uuid()) {
            form.raw("word").clone_into(&mut view.typed);
            view.wrong = form.errors().into_iter().next().map(|(_, sentence)| sentence);
        }
        Ok(view)
    };
    let of_state = |is_open: bool| {
        found
            .requests
            .iter()
            .filter(|request| request.is_open() == is_open)
            .map(view)
            .collect::<Result<Vec<_>>>()
    };
    Ok(IntakePage {
        frame: desk.frame(),
        banner: found.head.banner,
        tabs: found.head.tabs,
        record: record_path(chart.id),
        notice: showing.notice,
        rights,
        all_unconfirmed: open.iter().map(|question| question.unconfirmed).sum(),
        open,
        settled,
        requests: of_state(true)?,
        decided: of_state(false)?,
        history: found.history.iter().map(|change| ChangeView::of(change, &reader)).collect(),
        form,
        path,
    })
}

/// The page again, because what it showed is no longer so.
async fn changed<P: Permission>(
    desk: &Desk,
    chart: &Chart<P>,
    heads: &Heads,
    form: Form,
    deciding: Option<Uuid>,
) -> Result<Page> {
    let found = found(desk, chart, heads).await?;
    let showing = Showing { notice: say!("intake-changed-meanwhile"), lost: false, deciding };
    Page::conflict(&page(desk, chart, found, form, showing)?)
}
