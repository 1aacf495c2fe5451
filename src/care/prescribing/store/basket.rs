//! Statements on `basket_prescriptions`.

use diesel::prelude::*;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::care::prescribing::decision::{Decision, replaces_in};
use crate::care::prescriptions::Prescription;
use crate::care::visits::VisitId;
use crate::gate::actor::AccountId;
use crate::kit::db::types::{AnyId, Doc, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::schema::basket_prescriptions;

/// A prescription that lies in a basket.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable)]
#[diesel(table_name = basket_prescriptions)]
pub struct Lying {
    pub id: Uuid,
    /// Who put it there.
    pub account_id: AccountId,
    /// What was typed.
    pub fields: Value,
    /// What whoever put it in was shown.
    pub seen: String,
    /// Why it lies there against a warning.
    pub overridden: Option<String>,
}

impl Lying {
    /// What it is to take the place of.
    pub fn replaces(&self) -> Vec<Id<Prescription>> {
        replaces_in(&self.fields)
    }

    /// Whether nothing speaks against it that somebody else has decided on.
    pub fn is_decided_by(&self, account: AccountId) -> bool {
        self.overridden.is_none() || self.account_id == account
    }

    /// What was decided when it was put in; `replaces` is what it is to take the place of.
    pub fn decision<'a>(&'a self, replaces: &'a [Id<Prescription>]) -> Decision<'a> {
        Decision { seen: &self.seen, reason: self.overridden.as_deref(), replaces }
    }
}

/// All of a row but whose it is.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = basket_prescriptions, treat_none_as_null = true)]
struct Laid<'a> {
    account_id: AccountId,
    fields: Doc,
    seen: &'a str,
    overridden: Option<&'a str>,
    put_at: Utc,
}

impl<'a> Laid<'a> {
    fn of(lying: &'a Lying, now: Timestamp) -> Self {
        Self {
            account_id: lying.account_id,
            fields: Doc(lying.fields.clone()),
            seen: &lying.seen,
            overridden: lying.overridden.as_deref(),
            put_at: Utc(now),
        }
    }
}

/// What lies in the basket of a visit, in the order it was put in.
///
/// # Errors
/// What the database says.
pub fn of_visit(conn: &mut Conn, visit: VisitId) -> Result<Vec<Lying>> {
    Ok(basket_prescriptions::table
        .filter(basket_prescriptions::visit_id.eq(visit))
        .order(basket_prescriptions::id)
        .select(Lying::as_select())
        .load(conn)?)
}

/// One of them.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`] when nothing of that id lies there.
pub fn find_lying(conn: &mut Conn, visit: VisitId, id: Uuid) -> Result<Lying> {
    Ok(basket_prescriptions::table
        .filter(basket_prescriptions::visit_id.eq(visit))
        .filter(basket_prescriptions::id.eq(AnyId(id)))
        .select(Lying::as_select())
        .first(conn)?)
}

/// Puts a prescription in.
///
/// # Errors
/// What the database says.
pub fn put_in(tx: &mut Tx<'_>, visit: VisitId, lying: &Lying) -> Result<()> {
    diesel::insert_into(basket_prescriptions::table)
        .values((
            basket_prescriptions::id.eq(AnyId(lying.id)),
            basket_prescriptions::visit_id.eq(visit),
            Laid::of(lying, tx.now()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Puts a prescription in the place of the one with its id; answers whether there was one.
///
/// # Errors
/// What the database says.
pub fn put_instead(tx: &mut Tx<'_>, visit: VisitId, lying: &Lying) -> Result<bool> {
    let of_visit = basket_prescriptions::table
        .filter(basket_prescriptions::visit_id.eq(visit))
        .filter(basket_prescriptions::id.eq(AnyId(lying.id)));
    let changed = diesel::update(of_visit).set(Laid::of(lying, tx.now())).execute(tx.conn())?;
    Ok(changed == 1)
}

/// Takes one out; answers whether it lay there.
///
/// # Errors
/// What the database says.
pub fn take_out(tx: &mut Tx<'_>, visit: VisitId, id: Uuid) -> Result<bool> {
    let gone = diesel::delete(
        basket_prescriptions::table
            .filter(basket_prescriptions::visit_id.eq(visit))
            .filter(basket_prescriptions::id.eq(AnyId(id))),
    )
    .execute(tx.conn())?;
    Ok(gone == 1)
}

/// Takes all of them out.
///
/// # Errors
/// What the database says.
pub fn empty(tx: &mut Tx<'_>, visit: VisitId) -> Result<()> {
    diesel::delete(basket_prescriptions::table.filter(basket_prescriptions::visit_id.eq(visit)))
        .execute(tx.conn())?;
    Ok(())
}
