//! The statements on `audit_log`. Lists join `accounts` for the names of who acted.

use diesel::prelude::*;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::gate::actor::AccountId;
use crate::kit::db::types::{AnyId, Doc, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::say;
use crate::schema::{accounts, audit_log};

/// A row as it is kept.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable)]
#[diesel(table_name = audit_log)]
pub(super) struct Row {
    pub id: Uuid,
    pub at: Timestamp,
    pub account_id: Option<Uuid>,
    pub actor: String,
    pub verb: String,
    pub done: bool,
    pub subject_kind: Option<String>,
    pub subject_id: Option<String>,
    pub patient_id: Option<Uuid>,
    pub detail: Value,
    pub address: String,
    pub request_id: String,
    pub session_id: Option<Uuid>,
    pub mac: Vec<u8>,
    pub called: Option<String>,
}

pub(super) fn insert(tx: &mut Tx<'_>, row: &Row) -> Result<()> {
    diesel::insert_into(audit_log::table)
        .values((
            audit_log::id.eq(AnyId(row.id)),
            audit_log::at.eq(Utc(row.at)),
            audit_log::account_id.eq(row.account_id.map(AnyId)),
            audit_log::actor.eq(&row.actor),
            audit_log::verb.eq(&row.verb),
            audit_log::done.eq(row.done),
            audit_log::subject_kind.eq(&row.subject_kind),
            audit_log::subject_id.eq(&row.subject_id),
            audit_log::patient_id.eq(row.patient_id.map(AnyId)),
            audit_log::detail.eq(Doc(row.detail.clone())),
            audit_log::address.eq(&row.address),
            audit_log::request_id.eq(&row.request_id),
            audit_log::session_id.eq(row.session_id.map(AnyId)),
            audit_log::mac.eq(&row.mac),
            audit_log::called.eq(&row.called),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// One line of the trail, with the name of who acted.
#[derive(Clone, Debug, Queryable)]
pub struct Entry {
    /// Its identity, and its place in time together with `at`.
    pub id: Uuid,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it, when it was a person.
    pub account_id: Option<AccountId>,
    /// The role they had then, or the part of the program.
    pub actor: String,
    /// The person's present name.
    pub name: Option<String>,
    /// The name they had then, where it was kept.
    pub called: Option<String>,
    /// What was done.
    pub verb: String,
    /// Whether it was done, or refused.
    pub done: bool,
    /// The kind of thing it was done to.
    pub subject_kind: Option<String>,
    /// Its id, or what was asked for in its place.
    pub subject_id: Option<String>,
    /// Whose record it concerns.
    pub patient_id: Option<Uuid>,
    /// Plain facts.
    pub detail: Value,
    /// Where it came from.
    pub address: String,
}

impl Entry {
    /// The name of the person who acted, with the one they had then where it was another: nobody hides behind a name
    /// that they take and give back. None for a part of the program.
    pub fn named(&self) -> Option<String> {
        let name = self.name.clone()?;
        Some(match &self.called {
            Some(then) if *then != name => say!("audit-then-called", name = name, then = then.clone()),
            _ => name,
        })
    }
}

/// What concerns a person's record, always or for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The record.
    pub patient: Uuid,
    /// From the one instant on and before the other, where it is for a time.
    pub during: Option<(Timestamp, Timestamp)>,
}

/// What a list of the trail is narrowed to; all unset is everything.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only what this account did.
    pub account: Option<AccountId>,
    /// Only what one of these accounts did.
    pub people: Option<Vec<AccountId>>,
    /// Only what concerns this person's record.
    pub patient: Option<Uuid>,
    /// Only what concerns one of these.
    pub stretches: Vec<Stretch>,
    /// Only this deed, or, ending in `.`, all of this noun.
    pub verb: Option<String>,
    /// Only these deeds; none named is all.
    pub only: Vec<&'static str>,
    /// All but these deeds.
    pub without: Vec<&'static str>,
    /// Only what people in this role did.
    pub actor: Option<String>,
    /// Only done, or only refused.
    pub done: Option<bool>,
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// Only what comes after this line in the list, newest first.
    pub after: Option<(Timestamp, Uuid)>,
}

/// The trail, newest first.
///
/// # Errors
/// What the database says.
pub fn list(conn: &mut Conn, filter: &Filter, limit: i64) -> Result<Vec<Entry>> {
    let mut query = audit_log::table
        .left_join(accounts::table.on(accounts::id.nullable().eq(audit_log::account_id)))
        .select((
            audit_log::id,
            audit_log::at,
            audit_log::account_id,
            audit_log::actor,
            accounts::name.nullable(),
            audit_log::called,
            audit_log::verb,
            audit_log::done,
            audit_log::subject_kind,
            audit_log::subject_id,
            audit_log::patient_id,
            audit_log::detail,
            audit_log::address,
        ))
        .order((audit_log::at.desc(), audit_log::id.desc()))
        .limit(limit)
        .into_boxed();
    // These come first: each of them is said beside those before it, and all that follows beside them together.
    for stretch in &filter.stretches {
        let is_of = audit_log::patient_id.eq(Some(AnyId(stretch.patient)));
        query = match stretch.during {
            None => query.or_filter(is_of),
            Some((from, until)) => {
                query.or_filter(is_of.and(audit_log::at.ge(Utc(from))).and(audit_log::at.lt(Utc(until))))
            }
        };
    }
    if let Some(account) = filter.account {
        query = query.filter(audit_log::account_id.eq(account));
    }
    if let Some(people) = &filter.people {
        query = query.filter(audit_log::account_id.assume_not_null().eq_any(people.clone()));
    }
    if let Some(patient) = filter.patient {
        query = query.filter(audit_log::patient_id.eq(Some(AnyId(patient))));
    }
    match &filter.verb {
        Some(noun) if noun.ends_with('.') => {
            // '/' is the character after '.', so this is "begins with" in a way that uses the index.
            let end = format!("{}/", noun.trim_end_matches('.'));
            query = query.filter(audit_log::verb.ge(noun.clone())).filter(audit_log::verb.lt(end));
        }
        Some(verb) => query = query.filter(audit_log::verb.eq(verb.clone())),
        None => {}
    }
    if !filter.only.is_empty() {
        query = query.filter(audit_log::verb.eq_any(filter.only.clone()));
    }
    if !filter.without.is_empty() {
        query = query.filter(audit_log::verb.ne_all(filter.without.clone()));
    }
    if let Some(actor) = &filter.actor {
        query = query.filter(audit_log::actor.eq(actor.clone()));
    }
    if let Some(done) = filter.done {
        query = query.filter(audit_log::done.eq(done));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_log::at.ge(Utc(from)));
    }
    if let Some(until) = filter.until {
        query = query.filter(audit_log::at.lt(Utc(until)));
    }
    if let Some((at, id)) = filter.after {
        // Said so that the index is entered at this line, however far down it is.
        query = query
            .filter(audit_log::at.le(Utc(at)))
            .filter(audit_log::at.lt(Utc(at)).or(audit_log::id.lt(AnyId(id))));
    }
    Ok(query.load(conn)?)
}
