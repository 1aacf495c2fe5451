//! Archiving a record, removing one without history, and asking for it.

use actix_web::web;

use super::super::actions;
use super::super::entry::Chart;
use super::super::head::Heads;
use super::super::model::patient::Patient;
use super::super::views::removing::{RemovalPage, Request, RequestsPage, Waiting};
use super::super::{REMOVALS_PATH, record_path, store, views};
use super::searching::may_do;
use super::{Lent, headed};
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital;
use crate::kit::db::Tx;
use crate::kit::error::Result;
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

/// What can be done about this record.
pub async fn show(
    chart: Chart<perm::PatientAskArchive>,
    desk: Desk,
    lent: Lent,
    heads: web::Data<Heads>,
) -> Result<Page> {
    Page::ok(&page(&desk, &chart, lent, &heads, desk.form()).await?)
}

/// Asks an admin.
pub async fn ask(
    chart: Chart<perm::PatientAskArchive>,
    desk: Desk,
    lent: Lent,
    heads: web::Data<Heads>,
    form: Form,
) -> Result<Answer> {
    let asked = ("patients-removal-asked", actions::ask_for_removal as Step);
    with_reason(&desk, &chart, lent, &heads, form, asked).await
}

/// Hides the record from search.
pub async fn archive(
    chart: Chart<perm::PatientArchive>,
    desk: Desk,
    lent: Lent,
    heads: web::Data<Heads>,
    form: Form,
) -> Result<Answer> {
    let archived = ("patients-archived", actions::archive as Step);
    with_reason(&desk, &chart, lent, &heads, form, archived).await
}

/// What is done to a record for a reason.
type Step = fn(&mut Tx<'_>, &Patient, &str, Option<AccountId>) -> Result<()>;

/// Takes the step and says so, if a reason is given.
async fn with_reason<P: Permission>(
    desk: &Desk,
    chart: &Chart<P>,
    lent: Lent,
    heads: &Heads,
    mut form: Form,
    (sentence, step): (&'static str, Step),
) -> Result<Answer> {
    let Some(reason) = form.required("reason", 300, "patients-removal-reason-missing") else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(desk, chart, lent, heads, form).await?)?.into());
    };
    let (patient, by) = (chart.patient.clone(), chart.account());
    let reply = desk
        .submit(chart, &form, move |tx| {
            step(tx, &patient, &reason, Some(by))?;
            Ok(Reply::to(record_path(patient.id)).toast(say!(sentence)))
        })
        .await?;
    Ok(reply.into())
}

/// Shows the record in search again.
pub async fn restore(chart: Chart<perm::PatientArchive>, desk: Desk, form: Form) -> Result<Reply> {
    let patient = chart.patient.clone();
    desk.submit(&chart, &form, move |tx| {
        actions::restore(tx, &patient)?;
        Ok(Reply::to(record_path(patient.id)).toast(say!("patients-restored")))
    })
    .await
}

/// Removes a record that has no history.
pub async fn remove(chart: Chart<perm::PatientRemove>, desk: Desk, lent: Lent, form: Form) -> Result<Reply> {
    let (patient, held) = (chart.patient.clone(), lent.held);
    desk.submit(&chart, &form, move |tx| {
        actions::remove_for_good(tx, &patient, held)?;
        Ok(Reply::to("/patients").toast(say!("patients-removed")))
    })
    .await
}

/// Leaves the record as it is.
pub async fn decline(chart: Chart<perm::PatientArchive>, desk: Desk, form: Form) -> Result<Reply> {
    let (patient, by) = (chart.patient.clone(), chart.account());
    desk.submit(&chart, &form, move |tx| {
        actions::decline_removal(tx, &patient, Some(by))?;
        Ok(Reply::to(REMOVALS_PATH).toast(say!("patients-removal-declined")))
    })
    .await
}

/// Everything that waits for a decision.
pub async fn requests(may: May<perm::PatientArchive>, desk: Desk) -> Result<Page> {
    let (reach, at) = (may.reach.clone(), desk.clock().now());
    let waiting = desk
        .read(move |conn| {
            let now = hospital::local_now(conn, at)?;
            let open = store::open_requests(conn, None, 200)?;
            let ids: Vec<_> = open.iter().map(|request| request.patient).collect();
            let hits = store::of_ids(conn, &reach, &ids)?;
            let named = open.into_iter().filter_map(|request| {
                let hit = hits.iter().find(|hit| hit.id == request.patient)?;
                Some(Waiting {
                    name: hit.list_name(),
                    born: views::or_not_known(hit.born(now.date())),
                    mrn: hit.shown_mrn(),
                    href: format!("{}/removal", record_path(hit.id)),
                    reason: request.reason,
                    asked: views::moment(request.asked_at, &now),
                    by: request.asked_by.unwrap_or_default(),
                })
            });
            Ok(named.collect())
        })
        .await?;
    Page::ok(&RequestsPage { frame: desk.frame(), waiting })
}

async fn page<P: Permission>(
    desk: &Desk,
    chart: &Chart<P>,
    lent: Lent,
    heads: &Heads,
    form: Form,
) -> Result<RemovalPage> {
    let head = headed(desk, &chart.may.who, &chart.patient, *heads).await?;
    let (patient, held, at) = (chart.patient.clone(), lent.held, desk.clock().now());
    let (removable, requests) = desk
        .read(move |conn| {
            let now = hospital::local_now(conn, at)?;
            let requests = store::open_requests(conn, Some(patient.id), 20)?;
            let requests: Vec<Request> = requests
                .into_iter()
                .map(|request| Request {
                    reason: request.reason,
                    asked: views::moment(request.asked_at, &now),
                    by: request.asked_by.unwrap_or_default(),
                })
                .collect();
            Ok((actions::can_be_removed(conn, &patient, held)?, requests))
        })
        .await?;
    let who = &chart.may.who;
    Ok(RemovalPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        href: record_path(chart.id),
        form,
        remove_key: desk.form().key,
        other_key: desk.form().key,
        removable: removable && may_do::<perm::PatientRemove>(who),
        is_archived: chart.archived_at.is_some(),
        may_archive: may_do::<perm::PatientArchive>(who),
        requests,
    })
}
