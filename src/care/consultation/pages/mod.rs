//! The pages of the consultation.

mod conflict;
mod desk;
mod lasting;
mod reading;
mod reasons;
mod record;
mod starting;
mod template;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use jiff::Timestamp;

use super::basket::Basket;
use crate::care::notes::Voiding;
use crate::care::visits::VisitId;
use crate::care::vitals::By;
use crate::gate::access::model::{Identity, Role};
use crate::gate::access::permissions::{Permission, Row};
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::routes::Routes;
use crate::kit::when;
use crate::people::patients::{Chart, Head, Heads, is_own};
use crate::say;

/// `/patients/{id}/visits/…` as far as they are written here, and where an appointment becomes a visit.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/appointments/{id}/consultation", starting::of_appointment)
        .post("/appointments/{id}/consultation", starting::from_appointment)
        .get("/patients/{id}/visits/new", starting::ask)
        .post("/patients/{id}/visits", starting::start)
        .get("/patients/{id}/visits/{visit}/desk", desk::show)
        .post("/patients/{id}/visits/{visit}/desk", desk::submit)
        .get("/patients/{id}/visits/{visit}/lasting", lasting::show)
        .get("/patients/{id}/visits/{visit}/note", reading::show)
        .get("/patients/{id}/visits/{visit}/note/amendment", reasons::ask_to_amend)
        .post("/patients/{id}/visits/{visit}/note/amendment", reasons::amend)
        .get("/patients/{id}/visits/{visit}/note/void", reasons::ask_to_void)
        .post("/patients/{id}/visits/{visit}/note/void", reasons::void);
}

/// What the features around lend these pages.
#[derive(Clone)]
pub(super) struct Lent {
    heads: Heads,
    basket: Basket,
}

impl FromRequest for Lent {
    type Error = Error;
    type Future = std::future::Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let heads = request.app_data::<web::Data<Heads>>();
        let basket = request.app_data::<web::Data<Basket>>();
        std::future::ready(match (heads, basket) {
            (Some(heads), Some(basket)) => {
                Ok(Self { heads: *heads.get_ref(), basket: basket.get_ref().clone() })
            }
            _ => Err(Error::bug("the consultation without what is lent to it")),
        })
    }
}

fn by(who: &Identity) -> By {
    By { account: who.account, name: who.name.clone() }
}

fn voiding(who: &Identity, reason: String) -> Voiding {
    Voiding { by: who.account, name: who.name.clone(), any: who.role == Role::Admin, reason }
}

/// Whether the reader may do this with this record at all.
fn may<P>(chart: &Chart<P>, row: &Row) -> bool {
    let who = &chart.may.who;
    !is_own(who, chart) && who.may(row)
}

/// The visit that stands in the address.
fn named(request: &HttpRequest) -> Result<VisitId> {
    request.match_info().get("visit").unwrap_or_default().parse().map_err(|_| Error::NotFound)
}

/// An instant as lists show it, on the clock of the house.
fn said(desk: &Desk, at: Timestamp) -> String {
    let here = desk.here();
    when::said(at, here.timestamp(), here.time_zone())
}

fn voided(desk: &Desk, at: Timestamp, by: Option<&str>, reason: Option<&str>) -> String {
    let (by, reason) = (by.unwrap_or_default().to_owned(), reason.unwrap_or_default().to_owned());
    say!("consultation-voided", at = said(desk, at), by = by, reason = reason)
}

async fn headed<P: Permission>(desk: &Desk, chart: &Chart<P>, lent: &Lent) -> Result<Head> {
    let (who, patient, heads) = (chart.may.who.clone(), chart.patient.clone(), lent.heads);
    let (path, now) = (desk.visit().path.clone(), desk.clock().now());
    desk.read(move |conn| (heads.0)(conn, &who, &patient, &path, now)).await
}
