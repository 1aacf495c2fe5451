//! The page of the entry.

use actix_web::{HttpRequest, web};
use askama::Template;

use super::{actions, path};
use crate::gate::access::emergency;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::emergency::BreakGlass;
use crate::people::patients::{AllergyZone, Banner, Head, Heads, Tab, record_path};
use crate::say;

/// The most characters an entry has.
const LONGEST: usize = 20_000;

#[derive(Template)]
#[template(path = "care/emergency_entry/page.html")]
struct EntryPage {
    frame: Frame,
    banner: Banner,
    tabs: Vec<Tab>,
    form: Form,
    path: String,
    record: String,
}

/// The empty page, while there is an entry left.
pub async fn show(glass: BreakGlass, desk: Desk, heads: web::Data<Heads>) -> Result<Page> {
    if !glass.open.has_entry_left() {
        return Err(written());
    }
    let form = desk.draft_form(Vec::new(), &[]).await?;
    Page::ok(&page(&glass, &desk, &heads, form).await?)
}

/// Writes it, if the hour is not over when the last word has arrived; else what was typed is kept.
pub async fn submit(
    _: May<perm::EmergencyOpen>,
    desk: Desk,
    heads: web::Data<Heads>,
    request: HttpRequest,
    form: Form,
) -> Result<Answer> {
    let kept = form.clone();
    match take(&desk, &heads, request.match_info().get("id").unwrap_or_default(), form).await {
        Err(Error::NotFound) => {
            desk.keep(&kept).await?;
            Err(Error::Conflict(say!("emergency-entry-late")))
        }
        taken => taken,
    }
}

async fn take(desk: &Desk, heads: &Heads, asked: &str, mut form: Form) -> Result<Answer> {
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    let glass = BreakGlass::enter(desk, asked).await?;
    let Some(text) = form.required("text", LONGEST, "emergency-entry-missing") else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&glass, desk, heads, form).await?)?.into());
    };
    let (patient, open, who) = (glass.patient.id, glass.open.clone(), glass.may.who.clone());
    let saved = desk
        .submit(&glass, &form, move |tx| {
            actions::write(tx, patient, &open, &who, &text)?;
            Ok(Reply::to(record_path(patient)).toast(say!("emergency-entry-saved")))
        })
        .await;
    match saved {
        Err(error) if error.breaks(emergency::ENTRY_WRITTEN) => Err(written()),
        saved => Ok(saved?.into()),
    }
}

fn written() -> Error {
    Error::Conflict(say!("emergency-entry-written"))
}

async fn page(glass: &BreakGlass, desk: &Desk, heads: &Heads, form: Form) -> Result<EntryPage> {
    let (who, patient, heads) = (glass.may.who.clone(), glass.patient.clone(), *heads);
    let (address, now) = (desk.visit().path.clone(), desk.clock().now());
    let Head { mut banner, tabs } =
        desk.read(move |conn| (heads.0)(conn, &who, &patient, &address, now)).await?;
    // One is here already.
    if let Some(access) = &mut banner.emergency {
        access.entry = None;
    }
    let id = glass.patient.id;
    Ok(EntryPage { frame: desk.frame(), banner, tabs, form, path: path(id), record: record_path(id) })
}
