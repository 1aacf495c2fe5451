//! Saying that a prescription should not be there, and why.

use actix_web::HttpRequest;

use super::{Lent, headed, named};
use crate::care::notes::Voiding;
use crate::care::prescribing::views::VoidPage;
use crate::care::prescribing::voiding::{self, is_void};
use crate::care::prescribing::{path, store, voiding_path};
use crate::care::prescriptions::Prescription;
use crate::gate::access::model::Role;
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::people::patients::{Chart, Heads};
use crate::say;

type Voider = Chart<perm::RecordVoid>;

const REASON: usize = 500;

/// Asks why it should not be there.
pub async fn ask(chart: Voider, desk: Desk, heads: Lent, request: HttpRequest) -> Result<Answer> {
    let row = own(&desk, &chart, &request).await?;
    if is_void(&row) {
        return Ok(Reply::to(path(chart.id, row.id)).into());
    }
    Ok(Page::ok(&page(&desk, &chart, &heads, &row, desk.form()).await?)?.into())
}

/// Voids it: by its author, or by an admin.
pub async fn void(
    chart: Voider,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
    mut form: Form,
) -> Result<Answer> {
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    let row = own(&desk, &chart, &request).await?;
    let Some(reason) = form.required("reason", REASON, "prescribing-void-missing") else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&desk, &chart, &heads, &row, form).await?)?.into());
    };
    let (patient, id, who) = (chart.id, row.id, &chart.may.who);
    let voiding = Voiding { by: who.account, name: who.name.clone(), any: who.role == Role::Admin, reason };
    let reply = desk
        .submit(&chart, &form, move |tx| {
            voiding::void(tx, patient, id, &voiding)?;
            Ok(Reply::to(path(patient, id)).toast(say!("prescribing-is-void")))
        })
        .await?;
    Ok(reply.into())
}

/// The prescription in the address, if it was written here and this person may void it.
async fn own(desk: &Desk, chart: &Voider, request: &HttpRequest) -> Result<Prescription> {
    let row = named(desk, chart, request).await?;
    let id = row.id;
    let is_ours = desk.read(move |conn| Ok(store::find(conn, id)?.is_some())).await?;
    let who = &chart.may.who;
    let is_theirs = who.role == Role::Admin || row.recorded_by == Some(who.account);
    if is_ours && is_theirs { Ok(row) } else { Err(Error::NotFound) }
}

async fn page(
    desk: &Desk,
    chart: &Voider,
    heads: &Heads,
    row: &Prescription,
    form: Form,
) -> Result<VoidPage> {
    let head = headed(desk, chart, heads).await?;
    let id = row.id;
    let said = desk.read(move |conn| Ok(store::beside(conn, &[id.uuid()])?.remove(&id.uuid()))).await?;
    let here = desk.here();
    Ok(VoidPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        action: voiding_path(chart.id, id),
        path: path(chart.id, id),
        medicine: row.shown().to_owned(),
        dosage: row.dosage.clone().unwrap_or_default(),
        by: say!(
            "prescribing-by",
            who = row.author.clone().unwrap_or_default(),
            at = when::said(row.at.0, here.timestamp(), here.time_zone())
        ),
        again: said.unwrap_or_default().replaces.into_iter().map(|(_, _, what)| what).collect(),
        form,
    })
}
