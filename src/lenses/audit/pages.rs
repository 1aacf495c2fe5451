//! The audit trail's page and its export.

use std::collections::HashMap;

use actix_web::HttpRequest;
use askama::Template;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::asked::{Asked, KINDS};
use super::words;
use crate::gate::access::permissions::{Grant, perm};
use crate::gate::actor::AccountId;
use crate::gate::audit;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;
use crate::kit::web::form::Query;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::people::patients::{self, PatientId};
use crate::say;

/// Lines of a page.
const PAGE: i64 = 50;

pub(super) type Viewer = May<perm::AuditView>;

#[derive(Template)]
#[template(path = "lenses/audit/page.html")]
struct AuditPage {
    frame: Frame,
    asked: Asked,
    is_own: bool,
    kinds: Vec<(&'static str, String)>,
    outcomes: Vec<(&'static str, String)>,
    kept: Vec<(&'static str, String)>,
    wrong: Option<String>,
    rows: Vec<Row>,
    shown: String,
    newest: Option<String>,
    older: Option<String>,
}

struct Row {
    instant: String,
    when: String,
    who: String,
    what: String,
    done: bool,
    patient: String,
    patient_href: Option<String>,
    facts: String,
    address: String,
}

pub async fn show(permit: Viewer, desk: Desk, request: HttpRequest) -> Result<Page> {
    let asked = Asked::in_address(&Query::read(request.query_string())?);
    let own = own(&permit);
    let (words, reach) = (asked.clone(), permit.reach.clone());
    let found = desk
        .read(move |conn| {
            let zone = zone(conn)?;
            let filter = words.filter(conn, own, &reach, &zone)?;
            let mut entries = audit::list(conn, &filter, PAGE + 1)?;
            let more = entries.len() > PAGE as usize;
            entries.truncate(PAGE as usize);
            let ids: Vec<PatientId> =
                entries.iter().filter_map(|entry| entry.patient_id.map(PatientId::from)).collect();
            let names: HashMap<Uuid, String> = patients::of_ids(conn, &reach, &ids)?
                .into_iter()
                .map(|hit| (hit.id.uuid(), patients::list_name(&hit.family, &hit.given)))
                .collect();
            Ok((entries, more, names, zone))
        })
        .await;
    let (wrong, (entries, more, names, zone)) = match found {
        Err(Error::Invalid(sentence)) => (Some(sentence), (Vec::new(), false, HashMap::new(), TimeZone::UTC)),
        found => (None, found?),
    };
    let now = desk.clock().now();
    let older = entries.last().filter(|_| more).map(|last| asked.address(Some((last.at, last.id))));
    let page = AuditPage {
        frame: desk.frame(),
        is_own: own.is_some(),
        kinds: std::iter::once(("", say!("audit-everything")))
            .chain(
                KINDS.iter().map(|kind| (*kind, say!(&format!("audit-kind-{}", kind.trim_end_matches('.'))))),
            )
            .collect(),
        outcomes: vec![
            ("", say!("audit-any-outcome")),
            ("done", say!("audit-done")),
            ("refused", say!("audit-refused")),
        ],
        kept: asked.pairs(),
        shown: say!("audit-shown", count = entries.len()),
        rows: entries
            .iter()
            .map(|entry| Row {
                instant: entry.at.to_string(),
                when: when::said(entry.at, now, &zone),
                who: words::who(entry),
                what: words::deed(&entry.verb),
                done: entry.done,
                patient: entry
                    .patient_id
                    .map(|id| names.get(&id).cloned().unwrap_or_else(|| say!("audit-a-patient")))
                    .unwrap_or_default(),
                patient_href: entry
                    .patient_id
                    .filter(|id| names.contains_key(id))
                    .map(|id| format!("/patients/{id}")),
                facts: words::facts(entry),
                address: entry.address.clone(),
            })
            .collect(),
        newest: asked.is_further().then(|| asked.address(None)),
        older,
        asked,
        wrong,
    };
    if page.wrong.is_some() { Page::invalid(&page) } else { Page::ok(&page) }
}

/// Everybody but an admin sees only what they did themselves.
pub(super) fn own(permit: &Viewer) -> Option<AccountId> {
    (permit.grant != Grant::All).then_some(permit.who.account)
}

pub(super) fn zone(conn: &mut Conn) -> Result<TimeZone> {
    Ok(when::zone(&hospital::find(conn)?.map(|house| house.time_zone).unwrap_or_default()))
}
