//! What was sent, and what became of it.

use std::collections::HashMap;

use actix_web::HttpRequest;
use jiff::Zoned;
use uuid::Uuid;

use super::super::model::{Audience, By, Sending, SendingId};
use super::super::store::{self, Addressee};
use super::super::views::{Line, ListPage, PatientLine, Person, ShowPage};
use super::super::{PATH, path, telling};
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Permission as _, perm};
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May, SignedIn};
use crate::gate::notifications::bell::{self, Receipt};
use crate::gate::notifications::outbox::{self, Fate, Tally};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::Reply;
use crate::kit::when;
use crate::people::patients::{self, Hit, PatientId, record_path};
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
    /// Of those to patients of a list: for how many, and how it stands with them.
    counts: HashMap<SendingId, i64>,
    tallies: HashMap<Uuid, Tally>,
}

impl Became {
    fn load(conn: &mut Conn, of: &[Sending], here: &Zoned) -> Result<Self> {
        let ids: Vec<SendingId> = of.iter().map(|one| one.id).collect();
        let things: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let one_each = of.iter().filter(|one| one.audience != Audience::Patients);
        let one_each: Vec<Uuid> = one_each.map(|one| one.id.uuid()).collect();
        let receipts = bell::receipts(conn, telling::SENT, &things)?;
        Ok(Self {
            people: store::people(conn, &ids)?,
            receipts: receipts.into_iter().map(|one| ((one.subject, one.account), one)).collect(),
            fates: outbox::fates(conn, &one_each, here.timestamp(), here.time_zone())?,
            counts: store::patient_counts(conn, &ids)?,
            tallies: outbox::tallies(conn, &things)?,
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
                Audience::Patients => {
                    let count = self.counts.get(&one.id).copied().unwrap_or(0);
                    say!("sendings-to-patients-of", count = count, list = one.to_name.clone())
                }
            },
            from: one.sent_by_name.clone(),
            at: when::said(one.sent_at, here.timestamp(), here.time_zone()),
            became: match one.audience {
                Audience::Patient(_) => String::new(),
                Audience::Patients => self
                    .tallies
                    .get(&one.id.uuid())
                    .map_or_else(|| say!("sendings-forgotten"), tally_in_words),
                _ => say!("sendings-read", read = read, total = people.len()),
            },
            fate: self.fates.get(&one.id.uuid()).cloned(),
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

fn tally_in_words(tally: &Tally) -> String {
    let parts = [
        (tally.sent, "sendings-tally-sent"),
        (tally.waiting, "sendings-tally-waiting"),
        (tally.failed, "sendings-tally-failed"),
        (tally.called, "sendings-tally-called"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, key)| say!(key, count = count))
        .collect();
    parts.join(", ")
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

/// A patient of a list, by what they were told, and what became of it.
type Patient = (Hit, By, Option<Fate>);

/// The patients of a list to whom one was sent, by name, with what became of it; none of another audience.
fn load_patients(
    conn: &mut Conn,
    one: &Sending,
    reach: &Reach,
    here: &Zoned,
) -> Result<Option<Vec<Patient>>> {
    if one.audience != Audience::Patients {
        return Ok(None);
    }
    let ways = store::patients(conn, one.id)?;
    let ids: Vec<PatientId> = ways.keys().copied().collect();
    let mut hits = patients::of_ids(conn, reach, &ids)?;
    hits.sort_by_cached_key(|hit| (hit.list_name().to_lowercase(), hit.id));
    let mut fates = outbox::fates_of(conn, one.id.uuid(), here.timestamp(), here.time_zone())?;
    let line = |hit: Hit| {
        let (way, fate) = (ways.get(&hit.id).copied()?, fates.remove(&hit.id.uuid()));
        Some((hit, way, fate))
    };
    Ok(Some(hits.into_iter().filter_map(line).collect()))
}

/// What was sent: for those it was for, and with what became of it for who may see that.
pub async fn show(person: SignedIn, desk: Desk, request: HttpRequest) -> Result<Page> {
    let (id, who, here) = (named_in(&request)?, person.who.clone(), desk.here());
    let searches = person.who.may(perm::PatientSearch::ROW);
    let reach = if searches { Some(May::<perm::PatientSearch>::enter(&desk).await?.reach) } else { None };
    let now = here.clone();
    let account = who.account;
    let (one, became, patients, is_news) = desk
        .read(move |conn| {
            let one = store::find(conn, id)?;
            let is_news = bell::awaits(conn, telling::SENT, id.uuid(), account)?;
            if keeps(&who, &one) {
                let became = Became::load(conn, std::slice::from_ref(&one), &now)?;
                let patients = match &reach {
                    Some(reach) => load_patients(conn, &one, reach, &now)?,
                    None => None,
                };
                return Ok((one, Some(became), patients, is_news));
            }
            if !store::is_for(conn, id, account)? {
                return Err(Error::NotFound);
            }
            Ok((one, None, None, is_news))
        })
        .await?;
    // Whoever comes by another way than the bell has read it all the same.
    if is_news {
        desk.write(&person, move |tx| {
            tx.nothing_to_record("what somebody has read of their own is nobody's business");
            bell::settle(tx, telling::SENT, id.uuid(), account)
        })
        .await?;
    }
    let nothing = Became::default();
    let line = became.as_ref().unwrap_or(&nothing).line(&one, &here);
    let patient = match one.audience {
        Audience::Patient(patient) => Some(patient),
        _ => None,
    };
    let is_for_staff = patient.is_none() && one.audience != Audience::Patients;
    let people = became.as_ref().filter(|_| is_for_staff).map(|became| {
        let people = became.people.get(&id).map(Vec::as_slice).unwrap_or_default();
        people.iter().map(|one| became.person(one, &here)).collect()
    });
    let looks_into_outbox = person.who.may(perm::OutboxView::ROW);
    let opens_records = person.who.may(perm::PatientView::ROW);
    let message = |fate: &Fate| looks_into_outbox.then(|| outbox::path(fate.id));
    let patients: Option<Vec<PatientLine>> = patients.map(|patients| {
        let line = |(hit, by, fate): Patient| PatientLine {
            name: hit.list_name(),
            record: opens_records.then(|| record_path(hit.id)),
            by: say!(&format!("sendings-by-{}", by.word())),
            message: fate.as_ref().and_then(message),
            fate,
        };
        patients.into_iter().map(line).collect()
    });
    let may_be_retried = |fate: Option<&Fate>| fate.is_some_and(|fate| fate.may_be_retried);
    let retries = may_be_retried(line.fate.as_ref())
        || patients.iter().flatten().any(|one| may_be_retried(one.fate.as_ref()));
    Page::ok(&ShowPage {
        frame: desk.frame(),
        body: one.words.body.split("\n\n").map(|part| part.lines().map(str::to_owned).collect()).collect(),
        people,
        patients,
        record: patient.filter(|_| opens_records).map(record_path),
        message: line.fate.as_ref().and_then(message),
        retry: retries.then(|| format!("{}/retry", path(id))),
        forgotten: patient.is_some() && line.fate.is_none(),
        is_mine: became.is_some(),
        key: desk.form().key,
        line,
    })
}

/// Has what was sent to patients tried again where it did not arrive: an admin any, others their own.
pub async fn retry(may: Keeper, desk: Desk, request: HttpRequest, form: Form) -> Result<Reply> {
    let (id, who) = (named_in(&request)?, may.who.clone());
    let one = desk.read(move |conn| store::find(conn, id)).await?;
    if !keeps(&who, &one) || !matches!(one.audience, Audience::Patient(_) | Audience::Patients) {
        return Err(Error::NotFound);
    }
    desk.submit(&may, &form, move |tx| {
        let sentence = match outbox::retry_about(tx, one.id.uuid())? {
            0 => say!("outbox-not-retried"),
            1 => say!("outbox-retried"),
            count => say!("outbox-all-retried", count = count),
        };
        Ok(Reply::to(path(id)).toast(sentence))
    })
    .await
}

fn named_in(request: &HttpRequest) -> Result<SendingId> {
    request.match_info().get("sending").unwrap_or_default().parse().map_err(|_| Error::NotFound)
}
