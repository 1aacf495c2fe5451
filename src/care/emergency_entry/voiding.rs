//! The page on which an entry is voided.

use actix_web::{HttpRequest, web};
use askama::Template;

use super::{actions, is_entry, may_void, voiding_path};
use crate::care::notes::Voiding;
use crate::care::visits::{self, Visit, VisitId};
use crate::gate::access::model::Role;
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::people::patients::{AllergyZone, Banner, Chart, Heads, PatientId, Tab, record_path};
use crate::say;

const REASON: usize = 500;

type Voider = Chart<perm::RecordVoid>;

#[derive(Template)]
#[template(path = "care/emergency_entry/void.html")]
struct VoidPage {
    frame: Frame,
    banner: Banner,
    tabs: Vec<Tab>,
    form: Form,
    action: String,
    /// The page of the entry.
    path: String,
    title: String,
    by: String,
    text: String,
}

fn entry_path(patient: PatientId, entry: VisitId) -> String {
    format!("{}/visits/{entry}", record_path(patient))
}

/// Asks why it should not be there.
pub async fn ask(chart: Voider, desk: Desk, heads: web::Data<Heads>, request: HttpRequest) -> Result<Answer> {
    let entry = own(&desk, &chart, &request).await?;
    if entry.voided_at.is_some() {
        return Ok(Reply::to(entry_path(chart.id, entry.id)).into());
    }
    Ok(Page::ok(&page(&desk, &chart, &heads, &entry, desk.form()).await?)?.into())
}

/// Voids it: by its author, or by an admin.
pub async fn void(
    chart: Voider,
    desk: Desk,
    heads: web::Data<Heads>,
    request: HttpRequest,
    mut form: Form,
) -> Result<Answer> {
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    let entry = own(&desk, &chart, &request).await?;
    let Some(reason) = form.required("reason", REASON, "emergency-entry-void-missing") else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&desk, &chart, &heads, &entry, form).await?)?.into());
    };
    let (patient, id, who) = (chart.id, entry.id, &chart.may.who);
    let voiding = Voiding { by: who.account, name: who.name.clone(), any: who.role == Role::Admin, reason };
    let reply = desk
        .submit(&chart, &form, move |tx| {
            actions::void(tx, patient, id, &voiding)?;
            Ok(Reply::to(entry_path(patient, id)).toast(say!("emergency-entry-is-void")))
        })
        .await?;
    Ok(reply.into())
}

/// The entry in the address, if this person may void it.
async fn own(desk: &Desk, chart: &Voider, request: &HttpRequest) -> Result<Visit> {
    let named = request.match_info().get("entry").unwrap_or_default();
    let (patient, id): (PatientId, VisitId) = (chart.id, named.parse().map_err(|_| Error::NotFound)?);
    let entry = desk.read(move |conn| visits::find(conn, patient, id)).await?;
    let is_theirs = may_void(&entry, chart.account(), chart.may.who.role == Role::Admin);
    if is_entry(&entry) && is_theirs { Ok(entry) } else { Err(Error::NotFound) }
}

async fn page(desk: &Desk, chart: &Voider, heads: &Heads, entry: &Visit, form: Form) -> Result<VoidPage> {
    let (who, patient, heads) = (chart.may.who.clone(), chart.patient.clone(), *heads);
    let (address, now) = (desk.visit().path.clone(), desk.clock().now());
    let head = desk.read(move |conn| (heads.0)(conn, &who, &patient, &address, now)).await?;
    let here = desk.here();
    let at = when::said(entry.at.0, here.timestamp(), here.time_zone());
    Ok(VoidPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        form,
        action: voiding_path(chart.id, entry.id),
        path: entry_path(chart.id, entry.id),
        title: entry.shown().to_owned(),
        by: say!("emergency-entry-by", who = entry.author.clone().unwrap_or_default(), at = at),
        text: entry.note.clone().unwrap_or_default(),
    })
}
