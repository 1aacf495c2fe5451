//! What is still open when somebody leaves. The features that know live higher up; each brings an
//! [`OpenWork`], and the wiring hands them to these pages.

use std::sync::Arc;

use jiff::Timestamp;

use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;

/// Every kind of work there is.
#[derive(Default)]
pub struct Leaving(pub Vec<Arc<dyn OpenWork>>);

impl Leaving {
    /// What hangs on this person, a sentence for each kind that is not empty.
    ///
    /// # Errors
    /// What the database says.
    pub fn sentences(&self, conn: &mut Conn, whose: AccountId, now: Timestamp) -> Result<Vec<String>> {
        let mut sentences = Vec::new();
        for kind in &self.0 {
            let count = kind.count(conn, whose, now)?;
            if count > 0 {
                sentences.push(kind.sentence(count));
            }
        }
        Ok(sentences)
    }
}

/// One kind of work that hangs on a person.
pub trait OpenWork: Send + Sync {
    /// Its name in the audit trail.
    fn name(&self) -> &'static str;

    /// How many pieces there are.
    ///
    /// # Errors
    /// What the database says.
    fn count(&self, conn: &mut Conn, whose: AccountId, now: Timestamp) -> Result<i64>;

    /// "38 future appointments".
    fn sentence(&self, count: i64) -> String;

    /// The first of them, the soonest first.
    ///
    /// # Errors
    /// What the database says.
    fn list(&self, conn: &mut Conn, whose: AccountId, now: Timestamp, limit: i64) -> Result<Vec<Piece>>;

    /// Why some of it may stay when it is handed over, and what to do then.
    fn left(&self) -> String;

    /// Gives to `to` what `to` can take.
    ///
    /// # Errors
    /// What the database says.
    fn hand_over(&self, tx: &mut Tx<'_>, by: AccountId, from: AccountId, to: AccountId)
    -> Result<HandedOver>;
}

/// One piece of open work.
#[derive(Clone, Debug)]
pub struct Piece {
    /// When it is due.
    pub at: Timestamp,
    /// The zone in which that is said.
    pub time_zone: String,
    /// Whom it concerns.
    pub who: String,
    /// Where.
    pub place: String,
    /// What it is about.
    pub about: String,
}

/// What became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HandedOver {
    /// Pieces that have a new owner.
    pub handed: usize,
    /// Pieces that stayed, since the new owner cannot take them.
    pub left: usize,
}
