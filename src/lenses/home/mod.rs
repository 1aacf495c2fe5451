//! The page after sign-in: whom one looked at last, the way to everybody else, and for admins who was here last.
//!
//! A patient's account has its own page and nothing else until the portal comes.

use askama::Template;

use crate::care::intake;
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::access::store;
use crate::gate::desk::{Desk, May, SignedIn};
use crate::kit::error::Result;
use crate::kit::text::filters;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::web::routes::Routes;
use crate::kit::when;
use crate::people::emergency;
use crate::people::patients::{self, Recent};
use crate::say;

const RECENT: usize = 12;
const LAST_HERE: i64 = 8;

/// `/`.
pub fn routes(routes: &mut Routes<'_>) {
    routes.get("/", show);
}

#[derive(Template)]
#[template(path = "lenses/home/page.html")]
struct HomePage {
    frame: Frame,
    /// Where to register somebody, for who may.
    new: bool,
    /// None for who cannot open records.
    recent: Option<Vec<Recent>>,
    /// Corrections that wait for this reader's decision; none for who does not decide.
    corrections: Option<i64>,
    corrections_href: &'static str,
    /// Emergency accesses that wait for this reader's review.
    reviews: i64,
    reviews_href: &'static str,
    /// None for who does not manage accounts.
    accounts: Option<Vec<AccountLine>>,
}

struct AccountLine {
    name: String,
    role: String,
    seen: String,
}

async fn show(person: SignedIn, desk: Desk) -> Result<Answer> {
    if person.who.role == Role::Patient {
        return Ok(Reply::to("/account").into());
    }
    let grants = |row: &crate::gate::access::permissions::Row| {
        row.grant(person.who.role, person.who.duties) != Grant::No
    };
    let here = desk.here();
    let recent = if grants(perm::PatientSearch::ROW) {
        let reach = May::<perm::PatientSearch>::enter(&desk).await?.reach;
        let account = person.who.account;
        let hits = desk.read(move |conn| patients::recent(conn, &reach, account, RECENT)).await?;
        Some(hits.iter().map(|hit| Recent::of(hit, &here)).collect())
    } else {
        None
    };
    let corrections = if grants(perm::IntakeDecide::ROW) {
        let reach = May::<perm::IntakeDecide>::enter(&desk).await?.reach;
        Some(desk.read(move |conn| intake::open_requests(conn, &reach)).await?)
    } else {
        None
    };
    let accounts = if grants(perm::StaffManage::ROW) {
        let lines = desk.read(|conn| store::last_here(conn, LAST_HERE)).await?;
        let zone = here.time_zone();
        Some(
            lines
                .into_iter()
                .map(|(name, role, seen)| AccountLine {
                    name,
                    role: say!(role.label_key()),
                    seen: when::said(seen, here.timestamp(), zone),
                })
                .collect(),
        )
    } else {
        None
    };
    let page = HomePage {
        frame: desk.frame(),
        new: grants(perm::PatientRegister::ROW),
        recent,
        corrections,
        corrections_href: intake::REQUESTS_PATH,
        reviews: person.who.reviews_waiting,
        reviews_href: emergency::REVIEWS_PATH,
        accounts,
    };
    Ok(Page::ok(&page)?.into())
}
