//! Finding what was said.

use actix_web::HttpRequest;

use super::super::entry::asked_for;
use super::super::store::{self, Found};
use super::super::views::{Hit, SearchPage};
use super::super::{PATH, path};
use super::{glimpse, shortly};
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::kit::error::Result;
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::people::staff;

/// Hits of a page.
const SHOWN: usize = 50;
/// More words than anybody types.
const WORDS: usize = 12;

/// The words of one's own conversations, or of one of them.
pub async fn show(may: May<perm::ChatStaff>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let (q, within) = (query.get("q").trim().to_owned(), query.get("in").to_owned());
    let (me, here) = (may.who.account, desk.here());
    let one = match within.as_str() {
        "" => None,
        asked => Some(asked_for(&desk, &may, asked.to_owned()).await?),
    };
    let words: Vec<String> = staff::folded(&q).split_whitespace().take(WORDS).map(str::to_owned).collect();
    let (with, hits) = desk
        .read(move |conn| {
            let found = match words.as_slice() {
                [] => None,
                words => {
                    let within = one.as_ref().map(|one| one.id);
                    Some(store::search(conn, me, within, words, SHOWN as i64 + 1)?)
                }
            };
            let mut people: Vec<_> = found.iter().flatten().map(|hit| hit.other).collect();
            people.extend(one.as_ref().map(|one| one.other));
            let people = store::people(conn, &people)?;
            let name = |of| people.get(&of).map(|person| person.name.clone()).unwrap_or_default();
            let hit = |hit: Found| Hit {
                href: format!("{PATH}/{}?at={}#m-{}", hit.address, hit.number, hit.number),
                name: name(hit.other),
                words: glimpse(&hit.body),
                at: shortly(hit.sent_at, &here),
                mine: hit.sender == me,
            };
            let hits = found.map(|found| found.into_iter().map(hit).collect::<Vec<_>>());
            Ok((one.map(|one| (path(&one.address), name(one.other))), hits))
        })
        .await?;
    let mut hits = hits;
    let more = hits.as_ref().is_some_and(|hits| hits.len() > SHOWN);
    if let Some(hits) = &mut hits {
        hits.truncate(SHOWN);
    }
    let (back, with) = with.unwrap_or_else(|| (PATH.to_owned(), String::new()));
    Page::ok(&SearchPage { frame: desk.frame(), q, within, with, back, hits, more })
}
