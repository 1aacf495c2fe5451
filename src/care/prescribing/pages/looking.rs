//! The page of a prescription, and stopping it.

use actix_web::HttpRequest;

use super::super::said::{facts, status};
use super::{Lent, headed, named};
use crate::care::prescribing::actions::{self, OVER};
use crate::care::prescribing::model::Issue;
use crate::care::prescribing::views::PrescriptionPage;
use crate::care::prescribing::voiding::is_void;
use crate::care::prescribing::{Beside, new_path, paper_path, path, store, voiding_path};
use crate::care::prescriptions::Prescription;
use crate::care::record::{Precision, When};
use crate::care::safety::CheckView;
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::people::patients::{Chart, Heads, is_own};
use crate::say;

/// The prescription.
pub async fn show(
    chart: Chart<perm::OrderView>,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
) -> Result<Page> {
    let row = named(&desk, &chart, &request).await?;
    Page::ok(&page(&desk, &chart, &heads, row, desk.form()).await?)
}

/// Stops it.
pub async fn stop(
    chart: Chart<perm::OrderWrite>,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
    mut form: Form,
) -> Result<Answer> {
    if let Some(answer) = desk.first_answer(&form).await? {
        return Ok(answer.into());
    }
    let row = named(&desk, &chart, &request).await?;
    let reason = form.required("reason", 500, "prescribing-stop-missing");
    let Some(reason) = reason.filter(|_| form.is_valid()) else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&desk, &chart, &heads, row, form).await?)?.into());
    };
    let shown: i64 = form.raw("version").parse().unwrap_or(0);
    let (patient, account, id) = (chart.id, chart.account(), row.id);
    let today = desk.here().date();
    let stopped = desk
        .submit(&chart, &form, move |tx| {
            actions::stop(tx, patient, (id, shown), &reason, today, account)?;
            Ok(Reply::to(path(patient, id)).toast(say!("prescribing-stopped-now")))
        })
        .await;
    match stopped {
        Err(error) if error.breaks(OVER) => {
            form.refuse("", say!("prescribing-over"));
            let row = named(&desk, &chart, &request).await?;
            let form = form.rekeyed(desk.form().key);
            Ok(Page::conflict(&page(&desk, &chart, &heads, row, form).await?)?.into())
        }
        other => Ok(other?.into()),
    }
}

async fn page<P: Permission>(
    desk: &Desk,
    chart: &Chart<P>,
    heads: &Heads,
    row: Prescription,
    form: Form,
) -> Result<PrescriptionPage> {
    let head = headed(desk, chart, heads).await?;
    let id = row.id;
    let (issue, said): (Option<Issue>, Beside) = desk
        .read(move |conn| {
            let mut beside = store::beside(conn, &[id.uuid()])?;
            Ok((store::find(conn, id)?, beside.remove(&id.uuid()).unwrap_or_default()))
        })
        .await?;
    let here = desk.here();
    let today = When::date(here.date(), Precision::Day).map_err(Error::bug)?;
    let (active, status) = status(&row, today.at);
    let who = &chart.may.who;
    let role = if is_own(who, &chart.patient) { Role::Patient } else { who.role };
    let may = |row: &crate::gate::access::permissions::Row| {
        who.may(row) && row.grant(role, who.duties) != Grant::No
    };
    let own_path = path(chart.id, row.id);
    let stands = !is_void(&row);
    let is_theirs = who.role == Role::Admin || row.recorded_by == Some(who.account);
    let may_void = stands && issue.is_some() && is_theirs && may(perm::RecordVoid::ROW);
    let may_write = may(perm::OrderWrite::ROW) && issue.is_some();
    let mut facts = facts(&row, here.time_zone());
    if let Some(reason) = row.reason.clone().filter(|reason| !reason.is_empty()) {
        facts.push((say!("prescribing-reason"), reason));
    }
    let replaces = said
        .replaces
        .iter()
        .map(|(old, _, what)| (say!("prescribing-instead-of"), what.clone(), path(chart.id, *old)));
    let replaced_by = said
        .replaced_by
        .iter()
        .map(|(new, what)| (say!("prescribing-replaced-by"), what.clone(), path(chart.id, *new)));
    let beside = replaces.chain(replaced_by).collect();
    let moment = |at: jiff::Timestamp| when::said(at, here.timestamp(), here.time_zone());
    Ok(PrescriptionPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        medicine: row.shown().to_owned(),
        by: say!(
            "prescribing-by",
            who = row.author.clone().unwrap_or_else(|| say!("prescribing-by-unknown")),
            at = moment(row.at.0)
        ),
        active,
        status,
        facts,
        check: issue.as_ref().map(|issue| CheckView::of(&issue.found)),
        overridden: issue.as_ref().and_then(|issue| issue.overridden.clone()),
        replaces: said
            .replaces
            .iter()
            .map(|(_, what, _)| say!("prescribing-replaces", what = what.clone()))
            .collect(),
        beside,
        voided: issue.as_ref().and_then(|issue| issue.voided.as_ref()).map(|voided| {
            let (by, reason) = (voided.by.clone(), voided.reason.clone());
            say!("prescribing-voided", at = moment(voided.at), by = by, reason = reason)
        }),
        void: may_void.then(|| voiding_path(chart.id, id)),
        stopped: issue.as_ref().and_then(|issue| issue.stop_reason.clone()),
        paper: (issue.is_some() && may(perm::RecordPrint::ROW)).then(|| paper_path(chart.id, row.id)),
        printed: issue
            .as_ref()
            .and_then(|issue| issue.printed_at)
            .map(|at| say!("prescribing-printed", at = moment(at))),
        again: (may_write && stands).then(|| format!("{}?again={}", new_path(chart.id), row.id)),
        stop: (may_write && active).then(|| format!("{own_path}/stop")),
        version: row.version,
        form,
    })
}
