//! The list of somebody's conversations.

use actix_web::HttpRequest;

use super::super::store::{self, Listed};
use super::super::views::{Line, List, ListFragment, ListPage};
use super::super::{PATH, actions, watch};
use super::{glimpse, shortly};
use crate::gate::access::model::initials;
use crate::gate::access::permissions::perm;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::kit::db::Conn;
use crate::kit::db::keyset::Place;
use crate::kit::error::Result;
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::say;

type Talker = May<perm::ChatStaff>;

/// Conversations of a page.
const SHOWN: usize = 40;
const REFRESHED: &str = "/messages/list";

/// All conversations.
pub async fn show(may: Talker, desk: Desk, request: HttpRequest) -> Result<Page> {
    note_delivered(&may, &desk).await?;
    let list = load(&may, &desk, &request).await?;
    Page::ok(&ListPage { frame: desk.frame(), list })
}

/// Its part that refreshes itself; `at` names the conversation beside it.
pub async fn refreshed(may: Talker, desk: Desk, request: HttpRequest) -> Result<Page> {
    note_delivered(&may, &desk).await?;
    Page::ok(&ListFragment { list: load(&may, &desk, &request).await? })
}

/// Whatever has been written to them has got here now.
async fn note_delivered(may: &Talker, desk: &Desk) -> Result<()> {
    let me = may.who.account;
    if desk.read(move |conn| actions::is_undelivered(conn, me)).await? {
        desk.write(may, move |tx| actions::delivered(tx, me)).await?;
    }
    Ok(())
}

async fn load(may: &Talker, desk: &Desk, request: &HttpRequest) -> Result<List> {
    let query = Query::read(request.query_string())?;
    let (at, before) = (query.get("at").to_owned(), query.get("older").parse().ok());
    let (me, here) = (may.who.account, desk.here());
    desk.read(move |conn| of(conn, me, &at, before, &here)).await
}

/// Somebody's list, where the conversation `at` is marked.
pub(super) fn of(
    conn: &mut Conn,
    me: AccountId,
    at: &str,
    before: Option<Place>,
    here: &jiff::Zoned,
) -> Result<List> {
    let mut found = store::list(conn, me, before, SHOWN as i64 + 1)?;
    let older = (found.len() > SHOWN).then(|| {
        found.truncate(SHOWN);
        let last = found.last().map(|one| Place { at: one.last.1, id: one.id.uuid() });
        last.map(|place| format!("{PATH}?older={place}"))
    });
    let ids: Vec<_> = found.iter().map(|one| one.id).collect();
    let unread = store::unread(conn, me, &ids)?;
    let others: Vec<AccountId> = found.iter().map(|one| one.other).collect();
    let people = store::people(conn, &others)?;
    let line = |one: &Listed| {
        let name = people.get(&one.other).map(|person| person.name.clone()).unwrap_or_default();
        let (sender, said_at, body) = &one.last;
        let words = if body.is_empty() { say!("chat-a-file") } else { glimpse(body) };
        Line {
            id: format!("c-{}", one.id),
            href: format!("{PATH}/{}", one.address),
            initials: initials(&name),
            name,
            words: if *sender == me { say!("chat-you", words = words) } else { words },
            at: shortly(*said_at, here),
            unread: unread.get(&one.id).copied().unwrap_or(0),
            current: one.address == at,
        }
    };
    Ok(List {
        refresh: match (at, before) {
            ("", None) => REFRESHED.to_owned(),
            ("", Some(place)) => format!("{REFRESHED}?older={place}"),
            (at, _) => format!("{REFRESHED}?at={at}"),
        },
        topics: watch::inbox_topic(me).to_string(),
        lines: found.iter().map(line).collect(),
        older: older.flatten(),
    })
}
