//! Who works here, for everybody who is signed in: name, role, specialty, sites, and nothing private.

use actix_web::HttpRequest;

use super::list;
use super::model::matches;
use super::views::{DirectoryPage, DirectoryRow};
use crate::gate::access::permissions::perm;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::kit::error::Result;
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::say;

const PAGE: usize = 100;

pub async fn show(_: May<perm::StaffDirectory>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let q = query.get("q").to_owned();
    let after: Option<AccountId> = query.get("after").parse().ok();
    let mut found = desk.read(list::colleagues).await?;
    found.retain(|colleague| {
        let role = say!(colleague.role.label_key());
        let mut texts = vec![colleague.name.as_str(), role.as_str()];
        texts.extend(colleague.specialties.iter().map(String::as_str));
        matches(&q, &texts)
    });
    let total = found.len();
    let start = after
        .and_then(|after| found.iter().position(|colleague| colleague.id == after))
        .map_or(0, |at| at + 1);
    let page: Vec<list::Colleague> = found.into_iter().skip(start).take(PAGE).collect();
    let more = (start + page.len() < total).then(|| page.last().map(|last| last.id)).flatten().map(|last| {
        let words = serde_urlencoded::to_string([("q", q.as_str()), ("after", &last.to_string())]);
        format!("/directory?{}", words.unwrap_or_default())
    });
    Page::ok(&DirectoryPage {
        frame: desk.frame(),
        shown: say!("staff-shown", shown = page.len(), total = total),
        rows: page
            .into_iter()
            .map(|colleague| DirectoryRow {
                name: colleague.name,
                role: say!(colleague.role.label_key()),
                specialties: colleague.specialties.join(", "),
                sites: colleague.sites,
            })
            .collect(),
        q,
        more,
    })
}
