//! The addresses of labels and wristbands.

use actix_web::HttpRequest;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use super::sheet::{Named, set};
use super::size::{Kind, Size};
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::gate::hospital::{self, Hospital};
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::pdf::{Pdf, press};
use crate::kit::web::form::Query;
use crate::people::patients::{Chart, Patient, Sex};
use crate::say;

pub(super) async fn label(chart: Chart<perm::RecordPrint>, desk: Desk, request: HttpRequest) -> Result<Pdf> {
    print(&chart, &desk, &request, Kind::Label).await
}

pub(super) async fn wristband(
    chart: Chart<perm::RecordPrint>,
    desk: Desk,
    request: HttpRequest,
) -> Result<Pdf> {
    print(&chart, &desk, &request, Kind::Wristband).await
}

async fn print(
    chart: &Chart<perm::RecordPrint>,
    desk: &Desk,
    request: &HttpRequest,
    kind: Kind,
) -> Result<Pdf> {
    let size = Size::read(&Query::read(request.query_string())?, kind)?;
    let hospital = desk.read(hospital::find).await?.ok_or_else(|| Error::bug("no hospital"))?;
    let named = named(&chart.patient, &hospital, chart.may.who.name.clone(), desk.clock().now());
    let fonts = desk.house().fonts.clone();
    let file = press(move || set(kind, &named, size, fonts)).await?.map_err(Error::bug)?;

    let (verb, name) = match kind {
        Kind::Label => ("patient.label-printed", "label"),
        Kind::Wristband => ("patient.wristband-printed", "wristband"),
    };
    let id = chart.patient.id;
    let copies = size.copies;
    desk.write(chart, move |tx| {
        let deed = Deed::new(verb).on("patient", id).about(id.uuid());
        tx.record(deed.with(json!({ "copies": copies })));
        Ok(())
    })
    .await?;
    Ok(Pdf::new(file, &format!("{name}-{}", chart.patient.mrn)))
}

fn named(patient: &Patient, hospital: &Hospital, printed_by: String, at: Timestamp) -> Named {
    let zone = TimeZone::get(&hospital.time_zone).unwrap_or(TimeZone::UTC);
    Named {
        name: patient.banner_name(),
        born: patient.born(at.to_zoned(zone).date()).unwrap_or_else(|| say!("labels-unknown")),
        sex: match patient.details.sex {
            Sex::Female => say!("labels-female"),
            Sex::Male => say!("labels-male"),
            Sex::Other => say!("labels-other"),
            Sex::Unknown => say!("labels-sex-unknown"),
        },
        mrn: patient.shown_mrn(),
        code: patient.mrn.clone(),
        hospital: hospital.name.clone(),
        demonstration: hospital.demonstration.is_some().then(|| say!("labels-demonstration")),
        printed_by,
        at,
    }
}
