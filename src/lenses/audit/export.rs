//! The audit trail as a file: whole, however long it is, in pieces that are sent as they are read.

use actix_web::http::header;
use actix_web::web::Bytes;
use actix_web::{HttpResponse, error};
use futures_util::stream::{self, Stream};
use uuid::Uuid;

use super::asked::Asked;
use super::pages::{Viewer, own, zone};
use super::words;
use crate::gate::actor::AccountId;
use crate::gate::audit::{self, Entry, Filter};
use crate::gate::desk::Desk;
use crate::kit::csv::Sheet;
use crate::kit::db::Deed;
use crate::kit::error::Result;
use crate::kit::web::form::Form;

/// Lines read and sent at a time.
const BATCH: i64 = 1_000;
const HEADINGS: [&str; 10] =
    ["time", "who", "account", "deed", "done", "subject", "subject id", "patient id", "facts", "address"];

/// The lines of the page as a file. That it is made, by whom and with which filters, is on file first.
pub async fn export(permit: Viewer, desk: Desk, form: Form) -> Result<HttpResponse> {
    let asked = Asked::in_form(&form);
    let (own, reach, words) = (own(&permit), permit.reach.clone(), asked.clone());
    let filter = desk
        .read(move |conn| {
            let zone = zone(conn)?;
            words.filter(conn, own, &reach, &zone)
        })
        .await?;
    let filters: Vec<&str> = asked.pairs().iter().map(|(name, _)| *name).collect();
    let facts = serde_json::json!({ "filters": filters });
    desk.write(&permit, move |tx| {
        tx.record(Deed::new("audit.exported").with(facts.clone()));
        Ok(())
    })
    .await?;
    let day = desk.clock().now().strftime("%Y-%m-%d");
    let name = format!("attachment; filename=\"audit-{day}.csv\"");
    let sheet = Sheet::new(HEADINGS)?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .streaming(pieces(desk, filter, sheet)))
}

/// The file in pieces. One that cannot be read breaks the transfer off, which the browser says: a file that ends
/// early must not look whole.
fn pieces(desk: Desk, filter: Filter, sheet: Sheet) -> impl Stream<Item = Result<Bytes, error::Error>> {
    stream::try_unfold(Some((desk, filter, sheet)), |state| async {
        let Some((desk, mut filter, mut sheet)) = state else { return Ok(None) };
        let asked = filter.clone();
        let entries = desk.read(move |conn| audit::list(conn, &asked, BATCH)).await?;
        for entry in &entries {
            sheet.row(cells(entry).iter().map(String::as_str))?;
        }
        let piece = Bytes::from(sheet.take()?);
        let last = entries.last().filter(|_| entries.len() == BATCH as usize);
        let next = last.map(|last| {
            filter.after = Some((last.at, last.id));
            (desk, filter, sheet)
        });
        Ok(Some((piece, next)))
    })
}

fn cells(entry: &Entry) -> [String; 10] {
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    [
        entry.at.to_string(),
        words::who(entry),
        id(entry.account_id.map(AccountId::uuid)),
        entry.verb.clone(),
        entry.done.to_string(),
        entry.subject_kind.clone().unwrap_or_default(),
        entry.subject_id.clone().unwrap_or_default(),
        id(entry.patient_id),
        words::facts(entry),
        entry.address.clone(),
    ]
}
