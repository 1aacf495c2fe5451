//! The pages of prescriptions.

mod beginning;
mod deciding;
mod laying;
mod looking;
mod printing;
mod verifying;
mod voiding;
mod writing;

use actix_web::HttpRequest;

use super::store;
use super::voiding::is_void;
use crate::care::prescriptions::Prescription;
use crate::care::record::Stored as _;
use crate::gate::access::permissions::Permission;
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::web::routes::Routes;
use crate::people::patients::{Chart, Head, Heads};

/// `/patients/{id}/prescriptions`, what is below it, and where codes are checked.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/patients/{id}/prescriptions/new", writing::show)
        .post("/patients/{id}/prescriptions", writing::submit)
        .post("/patients/{id}/visits/{visit}/prescriptions/{item}/removal", laying::take_out)
        .get("/patients/{id}/prescriptions/{prescription}", looking::show)
        .post("/patients/{id}/prescriptions/{prescription}/stop", looking::stop)
        .get("/patients/{id}/prescriptions/{prescription}/voiding", voiding::ask)
        .post("/patients/{id}/prescriptions/{prescription}/voiding", voiding::void)
        .get("/patients/{id}/prescriptions/{prescription}/paper.pdf", printing::paper)
        .get("/medicines/hits", beginning::hits)
        .post("/medicines/favourites/{favourite}/removal", beginning::forget)
        .get("/verify", verifying::show)
        .post("/verify", verifying::submit);
}

type Lent = actix_web::web::Data<Heads>;

async fn headed<P: Permission>(desk: &Desk, chart: &Chart<P>, heads: &Heads) -> Result<Head> {
    let (who, patient, heads) = (chart.may.who.clone(), chart.patient.clone(), *heads);
    let (path, now) = (desk.visit().path.clone(), desk.clock().now());
    desk.read(move |conn| (heads.0)(conn, &who, &patient, &path, now)).await
}

/// The prescription that stands as `{prescription}` in the address, if it is this patient's. One that was voided here stays
/// to be seen.
async fn named<P: Permission>(desk: &Desk, chart: &Chart<P>, request: &HttpRequest) -> Result<Prescription> {
    let text = request.match_info().get("prescription").unwrap_or_default();
    let id: Id<Prescription> = text.parse().map_err(|_| Error::NotFound)?;
    let patient = chart.id;
    desk.read(move |conn| {
        let row = Prescription::load(conn, id.uuid())?;
        let is_shown = row.patient_id == patient && (!is_void(&row) || store::find(conn, id)?.is_some());
        if is_shown { Ok(row) } else { Err(Error::NotFound) }
    })
    .await
}
