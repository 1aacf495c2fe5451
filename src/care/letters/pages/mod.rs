//! The pages of letters.

mod listing;
mod voiding;
mod writing;

use actix_web::{HttpRequest, web};

use super::model::LetterId;
use super::path;
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::desk::Desk;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::routes::Routes;
use crate::people::patients::{Chart, Head, Heads, PatientId};

/// `/patients/{id}/letters` and what is below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/patients/{id}/letters", listing::list)
        .get("/patients/{id}/letters/sick-note", writing::show_sick_note)
        .post("/patients/{id}/letters/sick-note", writing::write_sick_note)
        .get("/patients/{id}/letters/referral", writing::show_referral)
        .post("/patients/{id}/letters/referral", writing::write_referral)
        .post("/patients/{id}/visits/{visit}/letters/{item}/removal", writing::take_out)
        .get("/patients/{id}/letters/{letter}/paper.pdf", listing::print)
        .get("/patients/{id}/letters/{letter}/voiding", voiding::ask_to_void)
        .post("/patients/{id}/letters/{letter}/voiding", voiding::void);
}

type Lent = web::Data<Heads>;
type Writer = Chart<perm::RecordWrite>;

fn named(request: &HttpRequest) -> Result<LetterId> {
    request.match_info().get("letter").unwrap_or_default().parse().map_err(|_| Error::NotFound)
}

async fn headed<P, T, F>(desk: &Desk, chart: &Chart<P>, heads: &Heads, read: F) -> Result<(Head, T)>
where
    P: Permission,
    T: Send + 'static,
    F: FnOnce(&mut Conn, PatientId) -> Result<T> + Send + 'static,
{
    let (who, patient, heads) = (chart.may.who.clone(), chart.patient.clone(), *heads);
    let (address, now) = (path(chart.id), desk.clock().now());
    desk.read(move |conn| Ok(((heads.0)(conn, &who, &patient, &address, now)?, read(conn, patient.id)?)))
        .await
}
