//! The addresses of the printed record and of a printed visit.

use actix_web::HttpRequest;
use serde_json::json;

use super::gather::{self, Sheet};
use super::model::Record;
use super::sheet;
use super::store::{self, Kept};
use crate::care::notes::Readers;
use crate::care::visits::VisitId;
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::gate::hospital;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::pdf::{DOCUMENTS, Pdf};
use crate::people::patients::Chart;

/// The whole record.
pub(super) async fn print(chart: Chart<perm::RecordPrint>, desk: Desk) -> Result<Pdf> {
    let record = gathered(&chart, &desk, |paper, kept| gather::whole(paper, &kept)).await?;
    let deed = Deed::new("record.printed").on("patient", chart.id);
    set(&chart, &desk, record, deed, format!("record-{}", chart.patient.mrn)).await
}

/// One visit.
pub(super) async fn print_visit(
    chart: Chart<perm::RecordPrint>,
    desk: Desk,
    request: HttpRequest,
) -> Result<Pdf> {
    let named = request.match_info().get("visit").unwrap_or_default();
    let id: VisitId = named.parse().map_err(|_| Error::NotFound)?;
    let record = gathered(&chart, &desk, move |paper, mut kept| {
        let visit = kept.leave(id).ok_or(Error::NotFound)?;
        gather::of_visit(paper, &kept, &visit)
    })
    .await?;
    let deed = Deed::new("visit.printed").on("visit", id);
    set(&chart, &desk, record, deed, format!("visit-{}", chart.patient.mrn)).await
}

async fn gathered<F>(chart: &Chart<perm::RecordPrint>, desk: &Desk, words: F) -> Result<Record>
where
    F: FnOnce(&Sheet<'_>, Kept) -> Result<Record> + Send + 'static,
{
    let (patient, by, at) = (chart.patient.clone(), chart.may.who.clone(), desk.clock().now());
    let readers = Readers::of(&by, &patient);
    desk.read(move |conn| {
        let hospital = hospital::find(conn)?.ok_or_else(|| Error::bug("no hospital"))?;
        let kept = store::load(conn, patient.id, readers)?;
        words(&Sheet { patient: &patient, hospital: &hospital, by: &by, at }, kept)
    })
    .await
}

/// Sets it, and answers once it is on file that it was printed.
async fn set(
    chart: &Chart<perm::RecordPrint>,
    desk: &Desk,
    record: Record,
    deed: Deed,
    name: String,
) -> Result<Pdf> {
    let (fonts, patient) = (desk.house().fonts.clone(), chart.id);
    let (file, pages) = DOCUMENTS.work(move || sheet::set(&record, fonts)).await?;
    let deed = deed.about(patient.uuid()).with(json!({ "pages": pages }));
    desk.record(chart, deed).await?;
    Ok(Pdf::new(file, &name))
}
