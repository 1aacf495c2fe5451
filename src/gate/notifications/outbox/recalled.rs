//! What became of messages before: for a past that is told, such as the demonstration's.

use jiff::{SignedDuration, Timestamp};

use super::actions::queue_at;
use super::model::{DeliveryId, Message};
use super::store;
use crate::gate::actor::AccountId;
use crate::kit::db::Tx;
use crate::kit::error::{Error, Result};
use crate::kit::sending::{Accepted, Failure};

/// How long a try is said to have taken.
pub(super) const TOOK: SignedDuration = SignedDuration::from_millis(1_200);

/// A try: when it began, and what came of it.
pub type Try = (Timestamp, Result<Accepted, Failure>);

/// What became of one message. Without a try it still waits, or waits for a call.
#[derive(Clone, Debug)]
pub struct Past {
    /// When it was written.
    pub at: Timestamp,
    /// When it leaves at the earliest, if it was not tried yet.
    pub due: Timestamp,
    /// Its tries; after one that was taken there is none.
    pub tries: Vec<Try>,
    /// Who has called those it did not reach, and when.
    pub called: Option<(AccountId, String, Timestamp)>,
}

impl Past {
    /// Written at an instant, and nothing more yet.
    pub fn at(at: Timestamp) -> Self {
        Self { at, due: at, tries: Vec::new(), called: None }
    }
}

/// Writes down a message with what became of it; nothing is sent. The caller records that.
///
/// # Errors
/// What the database says.
pub fn recall(tx: &mut Tx<'_>, message: &Message, past: &Past) -> Result<DeliveryId> {
    let id = queue_at(tx, message, past.due)?.ok_or_else(|| Error::bug("it was written before"))?;
    store::recall(tx, id, past)?;
    Ok(id)
}
