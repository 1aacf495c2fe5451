//! What a prescription begins with: an earlier one, a favourite, a substance that is picked.

use actix_web::{HttpRequest, HttpResponse, Responder as _};
use uuid::Uuid;

use crate::care::consultation::Place;
use crate::care::prescribing::views::{Begin, HitsFragment};
use crate::care::prescribing::voiding::is_void;
use crate::care::prescribing::{forms, new_path, store};
use crate::care::prescriptions::Prescription;
use crate::care::record::Stored as _;
use crate::care::substances;
use crate::gate::access::permissions::perm;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::Reply;
use crate::people::patients::PatientId;
use crate::say;

/// Earlier prescriptions that are offered, and substances below the field.
const LAST: i64 = 8;
const FEW: usize = 8;

/// What the form begins with; nothing for what is not there, or is somebody else's.
pub(super) fn begun(
    conn: &mut Conn,
    patient: PatientId,
    account: AccountId,
    from: &str,
    again: &str,
) -> Result<Vec<(String, String)>> {
    if let Ok(id) = again.parse::<Id<Prescription>>() {
        let row = match Prescription::load(conn, id.uuid()) {
            Ok(row) if row.patient_id == patient && !is_void(&row) => row,
            Ok(_) | Err(Error::NotFound) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let issue = store::find(conn, id)?;
        return Ok(issue.map(|issue| forms::values(&row, &issue)).unwrap_or_default());
    }
    let favourites = store::favourites(conn, account)?;
    let chosen = favourites.into_iter().find(|(id, ..)| !from.is_empty() && id.to_string() == from);
    Ok(chosen.map(|(_, _, fields)| forms::texts(&fields)).unwrap_or_default())
}

/// One's favourites, and what was last prescribed for this patient. Each keeps where the prescription goes.
pub(super) async fn offered(
    desk: &Desk,
    patient: PatientId,
    account: AccountId,
    place: Place,
) -> Result<(Vec<Begin>, Vec<Begin>)> {
    let (favourites, last) = desk
        .read(move |conn| Ok((store::favourites(conn, account)?, store::last_of(conn, patient, LAST)?)))
        .await?;
    let begin = |what: &str, id: String| match place {
        Place::Record => format!("{}?{what}={id}", new_path(patient)),
        Place::Basket { visit, .. } => format!("{}?visit={visit}&{what}={id}", new_path(patient)),
    };
    let favourites = favourites.into_iter().map(|(id, name, _)| Begin {
        label: name,
        href: begin("from", id.to_string()),
        removal: Some((format!("/medicines/favourites/{id}/removal"), desk.form().key)),
    });
    let last = last.into_iter().map(|row| Begin {
        label: row.shown().to_owned(),
        href: begin("again", row.id.to_string()),
        removal: None,
    });
    Ok((favourites.collect(), last.collect()))
}

/// What drops down below the field of the medicine.
pub async fn hits(_: May<perm::OrderWrite>, _: Desk, request: HttpRequest) -> Result<HttpResponse> {
    let typed = Query::read(request.query_string())?.get("drug").chars().take(120).collect::<String>();
    let substances = substances::beginning_with(&typed, FEW)
        .into_iter()
        .map(|one| (one.name.clone(), one.atc.join(" ")))
        .collect();
    Ok(Page::ok(&HitsFragment { typed, substances })?.respond_to(&request))
}

/// Throws one's own favourite away.
pub async fn forget(
    may: May<perm::OrderWrite>,
    desk: Desk,
    request: HttpRequest,
    form: Form,
) -> Result<Reply> {
    let id: Uuid = request
        .match_info()
        .get("favourite")
        .and_then(|text| text.parse::<Id<()>>().ok())
        .map(Id::uuid)
        .ok_or(Error::NotFound)?;
    let account = may.who.account;
    let back = form.raw("back").parse::<PatientId>().map_or_else(|_| "/".to_owned(), new_path);
    desk.submit(&may, &form, move |tx| {
        if !store::drop_favourite(tx, account, id)? {
            return Err(Error::NotFound);
        }
        tx.nothing_to_record("what somebody begins prescriptions with is their own affair");
        Ok(Reply::to(back.clone()).toast(say!("prescribing-favourite-gone")))
    })
    .await
}
