//! Statements on `basket_prescriptions`.

use diesel::prelude::*;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::care::consultation::basket_store;
use crate::care::prescribing::decision::{Decision, replaces_in};
use crate::care::prescriptions::Prescription;
use crate::gate::actor::AccountId;
use crate::kit::db::types::{Doc, Utc};
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
    /// When it was put there, or saved last.
    pub put_at: Utc,
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

basket_store!(basket_prescriptions, Lying, Laid);
