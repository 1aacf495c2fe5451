//! The statements on what was sent by hand. Reads `accounts`, which lies below.

mod patients;

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::Timestamp;

use super::model::{Audience, Sending, SendingId, Words};
use crate::gate::access::employees::{self, Employee};
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;
use crate::schema::{accounts, sending_people, sendings};

pub use patients::{HeldSendingPatients, patient_counts, patients, put_patients};

crate::held_rows!(HeldSendings, sendings, passing);

#[derive(Queryable, Selectable)]
#[diesel(table_name = sendings)]
struct Row {
    id: SendingId,
    subject: String,
    body: String,
    audience: String,
    to_account: Option<AccountId>,
    to_role: Option<String>,
    site_id: Option<SiteId>,
    patient_id: Option<PatientId>,
    to_name: String,
    sent_by: AccountId,
    sent_by_name: String,
    sent_at: Timestamp,
}

impl TryFrom<Row> for Sending {
    type Error = Error;
    fn try_from(row: Row) -> Result<Self> {
        let role = row.to_role.as_deref().and_then(|role| role.parse().ok());
        let audience = (row.to_account.map(Audience::Person))
            .or(role.map(Audience::Role))
            .or(row.site_id.map(Audience::Site))
            .or(row.patient_id.map(Audience::Patient))
            .or((row.audience == Audience::Patients.word()).then_some(Audience::Patients))
            .ok_or_else(|| Error::bug("something was sent to nobody"))?;
        Ok(Self {
            id: row.id,
            words: Words { subject: row.subject, body: row.body },
            audience,
            to_name: row.to_name,
            sent_by: row.sent_by,
            sent_by_name: row.sent_by_name,
            sent_at: row.sent_at,
        })
    }
}

/// Everybody who can sign in and is included, but the one who sends; by name.
pub fn addressed(conn: &mut Conn, audience: Audience, by: AccountId) -> Result<Vec<Employee>> {
    let at = employees::sites(conn)?;
    let nowhere = Vec::new();
    let mut all: Vec<Employee> = employees::employees(conn)?
        .into_iter()
        .filter(|one| one.active && one.id != by)
        .filter(|one| audience.includes(one.id, one.role, at.get(&one.id).unwrap_or(&nowhere)))
        .collect();
    all.sort_by_cached_key(|one| (one.name.to_lowercase(), one.id));
    Ok(all)
}

/// Writes down what is sent.
pub fn insert(
    tx: &mut Tx<'_>,
    words: &Words,
    audience: Audience,
    to_name: &str,
    (by, name): (AccountId, &str),
    at: Timestamp,
) -> Result<SendingId> {
    let id = SendingId::new();
    let (account, role, site, patient) = match audience {
        Audience::Person(id) => (Some(id), None, None, None),
        Audience::Role(role) => (None, Some(role.as_str()), None, None),
        Audience::Site(id) => (None, None, Some(id), None),
        Audience::Patient(id) => (None, None, None, Some(id)),
        Audience::Patients => (None, None, None, None),
    };
    diesel::insert_into(sendings::table)
        .values((
            sendings::id.eq(id),
            sendings::subject.eq(&words.subject),
            sendings::body.eq(&words.body),
            sendings::audience.eq(audience.word()),
            sendings::to_account.eq(account),
            sendings::to_role.eq(role),
            sendings::site_id.eq(site),
            sendings::patient_id.eq(patient),
            sendings::to_name.eq(to_name),
            sendings::sent_by.eq(by),
            sendings::sent_by_name.eq(name),
            sendings::sent_at.eq(Utc(at)),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Notes whom it was for, and who of them finds it at their bell.
pub fn put_people(tx: &mut Tx<'_>, id: SendingId, people: &[Employee], told: &[AccountId]) -> Result<()> {
    for one in people {
        diesel::insert_into(sending_people::table)
            .values((
                sending_people::sending_id.eq(id),
                sending_people::account_id.eq(one.id),
                sending_people::told.eq(told.contains(&one.id)),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// One that was sent.
pub fn find(conn: &mut Conn, id: SendingId) -> Result<Sending> {
    let row: Row = sendings::table.find(id).select(Row::as_select()).first(conn)?;
    row.try_into()
}

/// Several of them, in no order.
pub fn of_ids(conn: &mut Conn, ids: &[SendingId]) -> Result<Vec<Sending>> {
    let rows: Vec<Row> =
        sendings::table.filter(sendings::id.eq_any(ids.to_vec())).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Sending::try_from).collect()
}

/// What was sent, by one person or by anybody, the newest first.
pub fn list(
    conn: &mut Conn,
    by: Option<AccountId>,
    before: Option<SendingId>,
    most: i64,
) -> Result<Vec<Sending>> {
    let mut query =
        sendings::table.order(sendings::id.desc()).select(Row::as_select()).limit(most).into_boxed();
    if let Some(by) = by {
        query = query.filter(sendings::sent_by.eq(by));
    }
    if let Some(before) = before {
        query = query.filter(sendings::id.lt(before));
    }
    let rows: Vec<Row> = query.load(conn)?;
    rows.into_iter().map(Sending::try_from).collect()
}

/// Somebody it was for.
#[derive(Clone, Debug)]
pub struct Addressee {
    pub sending: SendingId,
    pub account: AccountId,
    pub name: String,
    /// Whether they found it at their bell.
    pub told: bool,
}

/// Whom these were for, by name.
pub fn people(conn: &mut Conn, of: &[SendingId]) -> Result<HashMap<SendingId, Vec<Addressee>>> {
    let rows: Vec<(SendingId, AccountId, String, bool)> = sending_people::table
        .inner_join(accounts::table.on(accounts::id.eq(sending_people::account_id)))
        .filter(sending_people::sending_id.eq_any(of.to_vec()))
        .order((accounts::name, accounts::id))
        .select((
            sending_people::sending_id,
            sending_people::account_id,
            accounts::name,
            sending_people::told,
        ))
        .load(conn)?;
    let mut people: HashMap<SendingId, Vec<Addressee>> = HashMap::new();
    for (sending, account, name, told) in rows {
        people.entry(sending).or_default().push(Addressee { sending, account, name, told });
    }
    Ok(people)
}

/// Whether it was for somebody.
pub fn is_for(conn: &mut Conn, id: SendingId, who: AccountId) -> Result<bool> {
    let found: Option<bool> =
        sending_people::table.find((id, who)).select(sending_people::told).first(conn).optional()?;
    Ok(found.is_some())
}
