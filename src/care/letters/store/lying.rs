//! Statements on `basket_letters`.

use diesel::prelude::*;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::care::consultation::basket_store;
use crate::care::letters::model::Content;
use crate::gate::actor::AccountId;
use crate::kit::db::types::{Doc, Utc};
use crate::kit::error::{Error, Result};
use crate::schema::basket_letters;

/// A letter that lies in a basket and is not written yet.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = basket_letters)]
pub struct Lying {
    pub id: Uuid,
    /// Who put it there, or saved it last.
    pub account_id: AccountId,
    content: Value,
    /// When it was put there, or saved last.
    pub put_at: Utc,
}

impl Lying {
    /// One with this content.
    ///
    /// # Errors
    /// [`Error::Bug`] when it cannot be kept.
    pub fn new(id: Uuid, account_id: AccountId, content: &Content, now: Timestamp) -> Result<Self> {
        let content = serde_json::to_value(content).map_err(Error::bug)?;
        Ok(Self { id, account_id, content, put_at: Utc(now) })
    }

    /// What it says.
    ///
    /// # Errors
    /// [`Error::Bug`] when it is not what was put there.
    pub fn content(&self) -> Result<Content> {
        serde_json::from_value(self.content.clone()).map_err(Error::bug)
    }
}

/// All of a row but whose it is.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = basket_letters)]
struct Laid {
    account_id: AccountId,
    content: Doc,
    put_at: Utc,
}

impl Laid {
    fn of(lying: &Lying, now: Timestamp) -> Self {
        Self { account_id: lying.account_id, content: Doc(lying.content.clone()), put_at: Utc(now) }
    }
}

basket_store!(basket_letters, Lying, Laid);
