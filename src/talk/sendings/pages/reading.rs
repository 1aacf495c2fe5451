//! What was sent, and what became of it.

use std::collections::HashMap;

use actix_web::HttpRequest;
use jiff::Zoned;
use uuid::Uuid;

use super::super::model::{Audience, Sending, SendingId};
use super::super::store::{self, Addressee};
use super::super::views::{Line, ListPage, Person, ShowPage};
use super::super::{PATH, path, telling};
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Permission as _, perm};
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May, SignedIn};
use crate::gate::notifications::bell::{self, Receipt};
use crate::gate::notifications::outbox::{self, Fate};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::Reply;
use crate::kit::when;
use crate::people::patients::record_path;
use crate::say;

/// Lines of a page.
const LINES: i64 = 50;

type Keeper = May<perm::NotificationRetry>;

/// What is known of some that were sent.
#[derive(Default)]
struct Became {
    people: HashMap<SendingId, Vec<Addressee>>,
    receipts: HashMap<(Uuid, AccountId), Receipt>,
    fates: HashMap<Uuid, Fate>,
}

impl Became {
    fn load(conn: &mut Conn, of: &[Sending], here: &Zoned) -> Result<Self> {
        let ids: Vec<SendingId> = of.iter().map(|one| one.id).collect();
        let things: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let receipts = bell::receipts(conn, telling::SENT, &things)?;
        Ok(Self {
            people: store::people(conn, &ids)?,
            receipts: receipts.into_iter().map(|one| ((one.subject, one.account), one)).collect(),
            fates: outbox::fates(conn, &things, here.timestamp(), here.time_zone())?,
        })
    }

    /// What was read long ago is forgotten; what is still news is not.
    fn has_read(&self, one: &Addressee) -> bool {
        let receipt = self.receipts.get(&(one.sending.uuid(), one.account));
        one.told && receipt.is_none_or(|receipt| receipt.read_at.is_some())
    }

    fn line(&self, one: &Sending, here: &Zoned) -> Line {
        let people = self.people.get(&one.id).map(Vec::as_slice).unwrap_or_default();
        let read = people.iter().filter(|person| self.has_read(person)).count();
        Line {
            href: path(one.id),
            subject: one.words.subject.clone(),
            to: match one.audience {
                Audience::Role(role) => say!(&format!("sendings-all-{role}")),
                Audience::Site(_) => say!("sendings-at-site", site = one.to_name.clone()),
                Audience::Person(_) | Audience::Patient(_) => one.to_name.clone(),
            },
            from: one.sent_by_name.clone(),
            at: when::said(one.sent_at, here.timestamp(), here.time_zone()),
            read: match one.audience {
                Audience::Patient(_) => String::new(),
                _ => say!("sendings-read", read = read, total = people.len()),
            },
            fate: self.fates.get(&one.subject_id()).cloned(),
        }
    }

    fn person(&self, one: &Addressee, here: &Zoned) -> Person {
        let receipt = self.receipts.get(&(one.sending.uuid(), one.account));
        let read_at = receipt.and_then(|receipt| receipt.read_at);
        Person {
            name: one.name.clone(),
            read: match (one.told, read_at) {
                (false, _) => say!("sendings-not-told"),
                (true, Some(at)) => when::said(at, here.timestamp(), here.time_zone()),
                (true, None) if receipt.is_some() => say!("sendings-not-yet"),
                (true, None) => say!("sendings-read-long-ago"),
            },
            has_read: self.has_read(one),
        }
    }
}

/// What one has sent; an admin sees what anybody has.
pub async fn list(may: Keeper, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let before: Option<SendingId> = query.get("before").parse().ok();
    let of_all = may.grant == Grant::All;
    let (by, here) = ((!of_all).then_some(may.who.account), desk.here());
    let now = here.clone();
    let (mut sent, became) = desk
        .read(move |conn| {
            let sent = store::list(conn, by, before, LINES + 1)?;
            let became = Became::load(conn, &sent, &now)?;
            Ok((sent, became))
        })
        .await?;
    let older = (sent.len() as i64 > LINES).then(|| {
        sent.truncate(LINES as usize);
        sent.last().map(|last| format!("{PATH}?before={}", last.id))
    });
    Page::ok(&ListPage {
        frame: desk.frame(),
        lines: sent.iter().map(|one| became.line(one, &here)).collect(),
        of_all,
        can_write: may.who.may(perm::SendToStaff::ROW),
        newer: before.map(|_| PATH.to_owned()),
        older: older.flatten(),
    })
}

/// Whether somebody may see what became of it: whoever sent it, and an admin.
fn keeps(who: &Identity, one: &Sending) -> bool {
    match perm::NotificationRetry::ROW.grant(who.role, who.duties) {
        Grant::All => true,
        Grant::Own => one.sent_by == who.account,
        _ => false,
    }
}

/// What was sent: for those it was for, and with what became of it for who may see that.
pub async fn show(person: SignedIn, desk: Desk, request: HttpRequest) -> Result<Page> {
    let (id, who, here) = (named_in(&request)?, person.who.clone(), desk.here());
    let now = here.clone();
    let (one, became) = desk
        .read(move |conn| {
            let one = store::find(conn, id)?;
            if keeps(&who, &one) {
                let became = Became::load(conn, std::slice::from_ref(&one), &now)?;
                return Ok((one, Some(became)));
            }
            if store::is_for(conn, id, who.account)? { Ok((one, None)) } else { Err(Error::NotFound) }
        })
        .await?;
    let nothing = Became::default();
    let line = became.as_ref().unwrap_or(&nothing).line(&one, &here);
    let patient = match one.audience {
        Audience::Patient(patient) => Some(patient),
        _ => None,
    };
    let people = became.as_ref().filter(|_| patient.is_none()).map(|became| {
        let people = became.people.get(&id).map(Vec::as_slice).unwrap_or_default();
        people.iter().map(|one| became.person(one, &here)).collect()
    });
    let looks_into_outbox = person.who.may(perm::OutboxView::ROW);
    Page::ok(&ShowPage {
        frame: desk.frame(),
        body: one.words.body.split("\n\n").map(|part| part.lines().map(str::to_owned).collect()).collect(),
        people,
        record: patient.filter(|_| person.who.may(perm::PatientView::ROW)).map(record_path),
        message: line.fate.as_ref().filter(|_| looks_into_outbox).map(|fate| outbox::path(fate.id)),
        retry: line.fate.as_ref().filter(|fate| fate.may_be_retried).map(|_| format!("{}/retry", path(id))),
        forgotten: patient.is_some() && line.fate.is_none(),
        is_mine: became.is_some(),
        key: desk.form().key,
        line,
    })
}

/// Has what was sent to a patient tried again: an admin any, others their own.
pub async fn retry(may: Keeper, desk: Desk, request: HttpRequest, form: Form) -> Result<Reply> {
    let (id, who, here) = (named_in(&request)?, may.who.clone(), desk.here());
    let fate = desk
        .read(move |conn| {
            let one = store::find(conn, id)?;
            if !keeps(&who, &one) {
                return Err(Error::NotFound);
            }
            let thing = one.subject_id();
            let mut fates = outbox::fates(conn, &[thing], here.timestamp(), here.time_zone())?;
            fates.remove(&thing).ok_or(Error::NotFound)
        })
        .await?;
    desk.submit(&may, &form, move |tx| {
        let put_back = outbox::retry(tx, fate.id)?;
        let sentence = if put_back { "outbox-retried" } else { "outbox-not-retried" };
        Ok(Reply::to(path(id)).toast(say!(sentence)))
    })
    .await
}

fn named_in(request: &HttpRequest) -> Result<SendingId> {
    request.match_info().get("sending").unwrap_or_default().parse().map_err(|_| Error::NotFound)
}
