//! The address of the printed record.

use serde_json::json;

use super::gather::gather;
use super::{sheet, store};
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::gate::hospital;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::pdf::{DOCUMENTS, Pdf};
use crate::people::patients::Chart;

pub(super) async fn print(chart: Chart<perm::RecordPrint>, desk: Desk) -> Result<Pdf> {
    let patient = chart.patient.clone();
    let by = chart.may.who.clone();
    let at = desk.clock().now();
    let id = patient.id;
    let record = desk
        .read(move |conn| {
            let hospital = hospital::find(conn)?.ok_or_else(|| Error::bug("no hospital"))?;
            let kept = store::load(conn, patient.id)?;
            Ok(gather(&patient, &kept, &hospital, &by, at))
        })
        .await?;
    let fonts = desk.house().fonts.clone();
    let (file, pages) = DOCUMENTS.work(move || sheet::set(&record, fonts)).await?;
    desk.write(&chart, move |tx| {
        tx.record(
            Deed::new("record.printed").on("patient", id).about(id.uuid()).with(json!({ "pages": pages })),
        );
        Ok(())
    })
    .await?;
    Ok(Pdf::new(file, &format!("record-{}", chart.patient.mrn)))
}
