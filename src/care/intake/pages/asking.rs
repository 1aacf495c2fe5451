//! Corrections: asked for, decided on, and the list of those that wait.

use actix_web::HttpRequest;

use super::changing::{again, at_hand, chosen_reason, page, refused};
use super::{Lent, Showing, by, changed, known, named, reader, today};
use crate::care::intake::actions::{self, Ruling, STALE, is_stale};
use crate::care::intake::model::ask::{Asked, Decision};
use crate::care::intake::views::{RequestsPage, WaitingView, request_title, request_what};
use crate::care::intake::{forms, path, store};
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::people::patients::{self, Chart};
use crate::say;

/// The most requests the list shows.
const WAITING: usize = 200;
/// What was typed is what is on record.
const SAME: &str = "intake_nothing_different";

/// Asks for an entry to say something else.
pub async fn change(
    chart: Chart<perm::IntakeAsk>,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
    mut form: Form,
) -> Result<Answer> {
    let found = at_hand(&desk, &chart, named(&request, "entry")?).await?;
    let question = found.kept.question();
    let said = forms::one_entry(&mut form, question, known(&desk, &chart));
    let reason = forms::reason(&mut form);
    let (Some(said), Some(reason)) = (said, reason) else {
        let form = form.rekeyed(desk.form().key);
        let page = page(&desk, &chart, &heads, &found, form, desk.form(), String::new()).await?;
        return Ok(Page::invalid(&page)?.into());
    };
    let (patient, id, zone, by) = (chart.id, found.kept.id(), reader(&desk).zone, by(&chart.may.who));
    let today = today(&desk)?;
    let version: i64 = form.raw("version").parse().unwrap_or_default();
    let asked = desk
        .submit(&chart, &form, move |tx| {
            let kept = store::find(tx.conn(), patient, id)?;
            if kept.version() != version {
                return Err(Error::Broken(STALE.to_owned()));
            }
            let before = kept.said();
            let parts = said.differences(&before, question, &zone);
            if parts.is_empty() {
                return Err(Error::Broken(SAME.to_owned()));
            }
            let mut after = before.clone();
            after.take(&parts, &said);
            let change = Asked::Change { entry: id, version, before, after };
            actions::ask(tx, patient, question, &change, &reason, today, &by)?;
            Ok(Reply::to(path(patient)).toast(say!("intake-asked")))
        })
        .await;
    match asked {
        Ok(reply) => Ok(reply.into()),
        Err(error) if error.breaks(SAME) => {
            form.refuse("what", say!("intake-nothing-different"));
            let form = form.rekeyed(desk.form().key);
            let page = page(&desk, &chart, &heads, &found, form, desk.form(), String::new()).await?;
            Ok(Page::invalid(&page)?.into())
        }
        Err(error) if error.breaks(STALE) => {
            let found = at_hand(&desk, &chart, id).await?;
            let form = form.rekeyed(desk.form().key);
            let notice = say!("intake-ask-stale", what = found.kept.said().what);
            let page = page(&desk, &chart, &heads, &found, form, desk.form(), notice).await?;
            Ok(Page::conflict(&page)?.into())
        }
        Err(error) => refused(&desk, &chart, &heads, error).await,
    }
}

/// Asks for an entry to go.
pub async fn remove(
    chart: Chart<perm::IntakeAsk>,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
    form: Form,
) -> Result<Answer> {
    let found = at_hand(&desk, &chart, named(&request, "entry")?).await?;
    let mut form = form.prefixed("remove-");
    let (gone, reason) = (chosen_reason(&mut form, &found.kept), forms::reason(&mut form));
    let (Some(gone), Some(reason)) = (gone, reason) else {
        return Ok(Page::invalid(&again(&desk, &chart, &heads, &found, form, String::new()).await?)?.into());
    };
    let (patient, by, kept, today) = (chart.id, by(&chart.may.who), found.kept, today(&desk)?);
    let asked = desk
        .submit(&chart, &form, move |tx| {
            let asked =
                Asked::Remove { entry: kept.id(), version: kept.version(), before: kept.said(), gone };
            actions::ask(tx, patient, kept.question(), &asked, &reason, today, &by)?;
            Ok(Reply::to(path(patient)).toast(say!("intake-asked")))
        })
        .await;
    match asked {
        Ok(reply) => Ok(reply.into()),
        Err(error) => refused(&desk, &chart, &heads, error).await,
    }
}

/// Accepts or declines.
pub async fn decide(
    chart: Chart<perm::IntakeDecide>,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
    mut form: Form,
) -> Result<Answer> {
    let id = named(&request, "request")?;
    let decision = Decision::of_word(form.raw("decision"));
    let word = form.optional("word", 500);
    if decision.is_none() {
        form.refuse("", say!("intake-decision-missing"));
    } else if decision == Some(Decision::Declined) && word.is_none() && form.is_valid() {
        form.refuse("", say!("intake-word-missing"));
    }
    let Some(decision) = decision.filter(|_| form.is_valid()) else {
        is_there(&desk, &chart, id).await?;
        let found = super::found(&desk, &chart, &heads).await?;
        let form = form.rekeyed(desk.form().key);
        let showing = Showing { deciding: Some(id), ..Showing::default() };
        return Ok(Page::invalid(&super::page(&desk, &chart, found, form, showing)?)?.into());
    };
    let (version, last) = (form.raw("version").parse().ok(), form.ticked("last"));
    let ruling = Ruling { decision, word, version, last };
    let (patient, today, by) = (chart.id, today(&desk)?, by(&chart.may.who));
    let decided = desk
        .submit(&chart, &form, move |tx| {
            actions::decide(tx, patient, id.into(), &ruling, today, &by)?;
            let sentence = match ruling.decision {
                Decision::Accepted => "intake-accepted",
                Decision::Declined => "intake-declined",
            };
            Ok(Reply::to(path(patient)).toast(say!(sentence)))
        })
        .await;
    match decided {
        Ok(reply) => Ok(reply.into()),
        Err(error) if is_stale(&error) => {
            let form = form.rekeyed(desk.form().key);
            Ok(changed(&desk, &chart, &heads, form, Some(id)).await?.into())
        }
        Err(error) => refused(&desk, &chart, &heads, error).await,
    }
}

/// A request that is not there is not found, whatever else is wrong.
async fn is_there(desk: &Desk, chart: &Chart<perm::IntakeDecide>, id: uuid::Uuid) -> Result<()> {
    let patient = chart.id;
    desk.read(move |conn| store::find_request(conn, patient, id.into()).map(|_| ())).await
}

/// Everything that waits for a decision of this reader's.
pub async fn waiting(may: May<perm::IntakeDecide>, desk: Desk) -> Result<Page> {
    let reach = may.reach.clone();
    let (open, hits) = desk
        .read(move |conn| {
            let most = i64::try_from(WAITING + 1).unwrap_or(i64::MAX);
            let open = store::waiting(conn, &reach, most)?;
            let ids: Vec<_> = open.iter().map(|request| request.patient_id).collect();
            let hits = patients::of_ids(conn, &reach, &ids)?;
            Ok((open, hits))
        })
        .await?;
    let (reader, today) = (reader(&desk), desk.here().date());
    let more = open.len() > WAITING;
    let mut waiting = Vec::with_capacity(open.len());
    for request in open.into_iter().take(WAITING) {
        let Some(hit) = hits.iter().find(|hit| hit.id == request.patient_id) else { continue };
        waiting.push(WaitingView {
            name: hit.list_name(),
            born: hit.born(today).unwrap_or_else(|| say!("intake-blank")),
            mrn: hit.shown_mrn(),
            href: format!("{}#request-{}", path(hit.id), request.id),
            title: request_title(&request)?,
            what: request_what(&request)?,
            asked: say!(
                "intake-asked-by",
                who = request.asked_by_name.clone(),
                at = when::said(request.asked_at.0, reader.now, &reader.zone)
            ),
            reason: request.reason,
        });
    }
    Page::ok(&RequestsPage { frame: desk.frame(), waiting, more })
}
