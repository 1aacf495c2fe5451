//! The addresses of labels and wristbands.

use actix_web::{HttpRequest, HttpResponse, Responder as _, web};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use super::paper::{page, remember, remembered};
use super::sheet::{Named, set};
use super::size::{Job, Kind, form_of};
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::gate::hospital::{self, Hospital};
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::pdf::{LABELS, Pdf};
use crate::kit::web::form::Query;
use crate::people::patients::{Chart, Heads, Patient, Sex};
use crate::say;

pub(super) async fn label(
    chart: Chart<perm::RecordPrint>,
    desk: Desk,
    heads: web::Data<Heads>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    print(&chart, &desk, &heads, &request, Kind::Label).await
}

pub(super) async fn wristband(
    chart: Chart<perm::RecordPrint>,
    desk: Desk,
    heads: web::Data<Heads>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    print(&chart, &desk, &heads, &request, Kind::Wristband).await
}

/// Prints as asked for; what cannot be printed is said on the page that asks.
async fn print(
    chart: &Chart<perm::RecordPrint>,
    desk: &Desk,
    heads: &Heads,
    request: &HttpRequest,
    kind: Kind,
) -> Result<HttpResponse> {
    let mut form = form_of(&Query::read(request.query_string())?);
    let id = chart.patient.id;
    let Some(job) = Job::read(&mut form, kind, remembered(request, desk, kind)) else {
        desk.write(chart, move |tx| {
            tx.record(Deed::new("patient.opened").on("patient", id).about(id.uuid()));
            Ok(())
        })
        .await?;
        return Ok(page(chart, desk, heads, request, Some((kind, form))).await?.respond_to(request));
    };
    let hospital = desk.read(hospital::find).await?.ok_or_else(|| Error::bug("no hospital"))?;
    let named = named(&chart.patient, &hospital, chart.may.who.name.clone(), desk.clock().now());
    let fonts = desk.house().fonts.clone();
    let file = LABELS.work(move || set(kind, &named, job, fonts)).await?.map_err(Error::bug)?;

    let (verb, name) = match kind {
        Kind::Label => ("patient.label-printed", "label"),
        Kind::Wristband => ("patient.wristband-printed", "wristband"),
    };
    desk.write(chart, move |tx| {
        let deed = Deed::new(verb).on("patient", id).about(id.uuid());
        tx.record(deed.with(json!({ "copies": job.copies })));
        Ok(())
    })
    .await?;
    let mut response = Pdf::new(file, &format!("{name}-{}", chart.patient.mrn)).respond_to(request);
    response.add_cookie(&remember(desk, kind, job.size)).map_err(Error::bug)?;
    Ok(response)
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
