//! `/`, and its part that refreshes itself.

use actix_web::HttpRequest;

use super::asked::Asked;
use super::drawn::drawn;
use super::health;
use super::loaded::Loaded;
use super::views::HomePage;
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Grant, Permission, Row, perm};
use crate::gate::desk::{Desk, May, SignedIn};
use crate::kit::error::Result;
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::web::routes::Routes;

/// `/` and what refreshes it.
pub fn routes(routes: &mut Routes<'_>) {
    routes.get("/", show).get("/now", refreshed);
}

async fn show(person: SignedIn, desk: Desk, request: HttpRequest) -> Result<Answer> {
    Ok(match page(&person, &desk, &request).await? {
        Some(page) => Page::ok(&page)?.into(),
        None => Reply::to("/account").into(),
    })
}

async fn refreshed(person: SignedIn, desk: Desk, request: HttpRequest) -> Result<Answer> {
    Ok(match page(&person, &desk, &request).await? {
        Some(page) => Page::ok(&page.as_refreshed())?.into(),
        None => Reply::to("/account").into(),
    })
}

/// The page of an employee; none for a patient.
async fn page(person: &SignedIn, desk: &Desk, request: &HttpRequest) -> Result<Option<HomePage>> {
    if person.who.role == Role::Patient {
        return Ok(None);
    }
    let asked = asked(person, desk, &Query::read(request.query_string())?).await?;
    let house = asked.installation.then(|| health::Place::of(desk.house(), &desk.here()));
    let (asked, loaded) = desk
        .read(move |conn| {
            let loaded = Loaded::read(conn, &asked, house.as_ref())?;
            Ok((asked, loaded))
        })
        .await?;
    Ok(Some(drawn(desk, &asked, loaded)))
}

/// Which parts this person gets, each with the reach of the right it stands under.
async fn asked(person: &SignedIn, desk: &Desk, query: &Query) -> Result<Asked> {
    let grants = |row: &Row| row.grant(person.who.role, person.who.duties) != Grant::No;
    let mut asked = Asked {
        site: query.get("site").parse().ok(),
        registers: grants(perm::PatientRegister::ROW),
        measures: grants(perm::RecordNursing::ROW),
        emergencies: person.who.reviews_waiting,
        installation: grants(perm::SettingsManage::ROW),
        accounts: grants(perm::StaffManage::ROW),
        ..Asked::by(&person.who, &desk.here())
    };
    if grants(perm::AppointmentView::ROW) {
        let may = May::<perm::AppointmentView>::enter(desk).await?;
        asked.reader = Some(crate::diary::days::Reader::of(&may, desk));
    }
    if grants(perm::PatientSearch::ROW) {
        asked.recent = Some(May::<perm::PatientSearch>::enter(desk).await?.reach);
    }
    if grants(perm::AppointmentBook::ROW) {
        let may = May::<perm::AppointmentBook>::enter(desk).await?;
        asked.books = Some((may.reach, (may.grant != Grant::All).then_some(may.who.account)));
    }
    if grants(perm::IntakeDecide::ROW) {
        asked.decides = Some(May::<perm::IntakeDecide>::enter(desk).await?.reach);
    }
    if grants(perm::RecordWrite::ROW) {
        asked.writes = Some(May::<perm::RecordWrite>::enter(desk).await?.reach);
    }
    asked.archives = grants(perm::PatientArchive::ROW);
    Ok(asked)
}
