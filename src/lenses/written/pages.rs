//! The list, and one entry.

use actix_web::HttpRequest;
use jiff::Zoned;

use super::kind::Kind;
use super::store::{self, Line};
use super::views::{EntryPage, LineView, ListPage};
use super::{PATH, path};
use crate::care::record::{Precision, When};
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::kit::db::Deed;
use crate::kit::db::keyset::{Place, Side};
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::people::patients::{self, record_path};
use crate::say;

/// How many entries a page shows.
const PAGE: usize = 50;

/// Those who write in records; what they reach does not matter here.
type Author = May<perm::RecordNursing>;

const fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Note => "written-notes",
        Kind::Emergency => "written-emergency",
        Kind::Letter => "written-letters",
        Kind::Prescription => "written-prescriptions",
    }
}

/// As exactly as it is known.
fn said(when: When, here: &Zoned) -> String {
    match when.precision {
        Precision::Time => when::said(when.at, here.timestamp(), here.time_zone()),
        _ => when.shown_date(here.time_zone()),
    }
}

/// What one wrote oneself, newest first.
pub async fn list(author: Author, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let side = Side::asked(query.get("older"), query.get("newer"));
    let only = Kind::from_word(query.get("kind"));
    let account = author.who.account;
    let listed = desk.read(move |conn| store::written(conn, account, only, side, PAGE)).await?;
    let here = desk.here();
    let line = |line: Line| LineView {
        href: path(line.kind, line.id),
        at: said(line.when, &here),
        kind: label(line.kind),
        what: line.what,
        patient: line.patient,
        mrn: line.mrn,
        is_draft: line.is_draft,
        is_void: line.is_void,
    };
    let narrowed = only.map(|kind| format!("kind={}&", kind.word())).unwrap_or_default();
    let page = |side: &str, place: Place| format!("{PATH}?{narrowed}{side}={place}");
    let mut kinds = vec![("", "written-all", only.is_none())];
    kinds.extend(Kind::ALL.iter().map(|kind| (kind.word(), label(*kind), only == Some(*kind))));
    Page::ok(&ListPage {
        frame: desk.frame(),
        path: PATH,
        kinds,
        shown: say!("written-shown", count = listed.rows.len()),
        newer: listed.newer.map(|place| page("newer", place)),
        older: listed.older.map(|place| page("older", place)),
        lines: listed.rows.into_iter().map(line).collect(),
    })
}

/// One's own words, and nothing else of the record. The look is on file before anything is shown.
pub async fn show(author: Author, desk: Desk, request: HttpRequest) -> Result<Page> {
    let named = |name: &str| request.match_info().get(name).unwrap_or_default();
    let kind = Kind::from_word(named("kind")).ok_or(Error::NotFound)?;
    let id = named("id").parse().map_err(|_| Error::NotFound)?;
    let (account, reach, here) = (author.who.account, author.reach.clone(), desk.here());
    let own = author.who.patient;
    let at_here = here.clone();
    let (entry, reached) = desk
        .read(move |conn| {
            let entry = store::find(conn, account, kind, id, &at_here)?;
            // Staff rights never apply to one's own record.
            let reached =
                own != Some(entry.patient.id.uuid()) && patients::is_reached(conn, &reach, entry.patient.id)?;
            Ok((entry, reached))
        })
        .await?;
    let patient = entry.patient.id;
    desk.write(&author, move |tx| {
        tx.record(Deed::new("record.own-words-read").on(kind.subject(), id).about(patient.uuid()));
        Ok(())
    })
    .await?;
    Page::ok(&EntryPage {
        frame: desk.frame(),
        path: PATH,
        what: entry.what,
        at: said(entry.when, &here),
        name: entry.patient.list_name(),
        born: patients::or_not_known(entry.patient.born(here.date())),
        mrn: entry.patient.shown_mrn(),
        record: reached.then(|| record_path(patient)),
        is_draft: entry.is_draft,
        void: match entry.void {
            Some(reason) if reason.is_empty() => say!("written-void"),
            Some(reason) => reason,
            None => String::new(),
        },
        texts: entry.texts,
    })
}
