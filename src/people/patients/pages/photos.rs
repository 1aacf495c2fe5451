//! The photo: shown, replaced, taken away.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::actions;
use super::super::entry::Chart;
use super::super::model::photo::{LARGEST, PhotoError, accept};
use super::super::{record_path, store};
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::turns::Turns;
use crate::kit::web::form::Form;
use crate::kit::web::reply::Reply;
use crate::kit::web::upload::{self, Limits, Scratch};
use crate::say;

/// Two pictures at once, so that memory stays bounded however many are sent.
static DARKROOM: Turns = Turns::new(2, Duration::from_secs(10), "too many pictures are being looked at");

const LIMITS: Limits = Limits { files: 1, each: LARGEST, all: LARGEST };

/// The picture, for the page that shows it.
pub async fn show(chart: Chart<perm::PatientView>, desk: Desk) -> Result<HttpResponse> {
    let patient = chart.patient.clone();
    let jpeg = desk.read(move |conn| store::photo(conn, &patient)).await?;
    Ok(HttpResponse::Ok()
        .content_type("image/jpeg")
        .insert_header(("Content-Disposition", "inline; filename=\"photo.jpg\""))
        .body(jpeg))
}

/// Takes a picture by its content, and keeps what it becomes when it is encoded anew.
pub async fn submit(
    chart: Chart<perm::PatientEdit>,
    desk: Desk,
    request: HttpRequest,
    body: web::Payload,
) -> Result<Reply> {
    let folder = Scratch::new(desk.house().folder().join("uploads").join(uuid::Uuid::now_v7().to_string()));
    let sent = upload::receive(&request, body, &folder, LIMITS).await?;
    let Some(file) = sent.files.into_iter().next() else {
        return Err(Error::Invalid(say!("patients-photo-missing")));
    };
    let looking = move || {
        let bytes = std::fs::read(&file.path).map_err(Error::bug)?;
        // A decoder that panics has met a picture that is none.
        let looked = std::panic::catch_unwind(|| accept(&bytes)).unwrap_or(Err(PhotoError::Damaged));
        looked.map_err(|error| Error::Invalid(say!(&format!("patients-photo-{}", error.key()))))
    };
    let photo = DARKROOM.work(looking).await??;
    let (patient, by) = (chart.patient.clone(), chart.account());
    desk.submit(&chart, &sent.form, move |tx| {
        actions::keep_photo(tx, &patient, &photo, Some(by))?;
        Ok(Reply::to(format!("{}/edit", record_path(patient.id))).toast(say!("patients-photo-kept")))
    })
    .await
}

/// Takes the photo away.
pub async fn remove(chart: Chart<perm::PatientEdit>, desk: Desk, form: Form) -> Result<Reply> {
    let patient = chart.patient.clone();
    desk.submit(&chart, &form, move |tx| {
        actions::drop_photo(tx, &patient)?;
        Ok(Reply::to(format!("{}/edit", record_path(patient.id))).toast(say!("patients-photo-removed")))
    })
    .await
}
