//! For how long a patient has been in consultation: since the doctor began, until it is over.

use actix_web::{HttpRequest, HttpResponse, Responder as _};

use super::super::views::{LastingFragment, LastingView};
use super::desk::Writer;
use super::named;
use crate::care::visits::{self, Visit};
use crate::diary::appointments::{self, DiaryReach, Status, doctor_topic};
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::page::Page;
use crate::say;

/// The words by themselves, as the desk fetches them again.
pub async fn show(chart: Writer, desk: Desk, request: HttpRequest) -> Result<HttpResponse> {
    let (patient, visit) = (chart.id, named(&request)?);
    let visit = desk.read(move |conn| visits::find(conn, patient, visit)).await?;
    let lasting = lasting(&desk, &visit).await?;
    Ok(Page::ok(&LastingFragment { lasting })?.respond_to(&request))
}

/// In words; none when the visit is over. One that was begun without an appointment lasts on the day it was begun.
pub(super) async fn lasting(desk: &Desk, visit: &Visit) -> Result<LastingView> {
    let id = visit.appointment_id;
    let one = match id {
        Some(id) => {
            desk.read(move |conn| match appointments::find(conn, &DiaryReach::Everything, id) {
                Ok(found) => Ok(Some(found)),
                Err(Error::NotFound) => Ok(None),
                Err(error) => Err(error),
            })
            .await?
        }
        None => None,
    };
    let here = desk.here();
    let since = match &one {
        Some(one) if one.status == Status::InConsultation => {
            Some(one.started_at.map_or(visit.at.0, |at| at.0))
        }
        Some(_) => None,
        None => {
            let is_of_today = visit.at.0.to_zoned(here.time_zone().clone()).date() == here.date();
            (visit.status == "in_progress" && is_of_today).then_some(visit.at.0)
        }
    };
    let minutes = since.map(|at| here.timestamp().duration_since(at).as_mins().max(0));
    let words = match minutes {
        None => String::new(),
        Some(minutes @ ..60) => say!("consultation-lasting", minutes = minutes),
        Some(long) => say!("consultation-lasting-long", hours = long / 60, minutes = long % 60),
    };
    let topics = one.map(|one| doctor_topic(one.doctor_id).to_string()).unwrap_or_default();
    Ok(LastingView { words, topics })
}
