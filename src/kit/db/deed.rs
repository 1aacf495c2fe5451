//! What was done, and who signs for it.

use std::sync::Arc;

use serde_json::Value;
use uuid::Uuid;

use super::tx::Tx;
use crate::kit::error::Result;

/// Who may write, and signs for it. Only entries and named system actors are permits.
pub trait Permit {
    /// The signature that is put under everything the transaction records.
    fn signer(&self) -> Arc<dyn Sign>;
}

/// Puts what a transaction recorded on file, inside that transaction.
pub trait Sign: Send + Sync {
    /// Writes the journal of `tx`; an error undoes the transaction.
    ///
    /// # Errors
    /// Whatever kept the journal from being written.
    fn sign(&self, tx: &mut Tx<'_>) -> Result<()>;
}

/// One thing that was done, for the audit trail.
#[derive(Clone, Debug)]
pub struct Deed {
    /// What was done: `noun.past-tense`, such as `session.opened`.
    pub verb: &'static str,
    /// The kind and id of the thing it was done to.
    pub subject: Option<(&'static str, String)>,
    /// The person whose record this concerns, if any.
    pub whose: Option<Uuid>,
    /// Plain facts, such as the names of changed fields. No personal data that the record itself does not keep.
    pub detail: Value,
    /// Whether it was done, or refused.
    pub done: bool,
}

impl Deed {
    /// A deed about nothing in particular yet.
    pub fn new(verb: &'static str) -> Self {
        Self { verb, subject: None, whose: None, detail: Value::Null, done: true }
    }
    /// Names the thing it was done to.
    pub fn on(mut self, kind: &'static str, id: impl ToString) -> Self {
        self.subject = Some((kind, id.to_string()));
        self
    }
    /// Names the person whose record it concerns.
    pub fn about(mut self, person: Uuid) -> Self {
        self.whose = Some(person);
        self
    }
    /// Adds plain facts.
    pub fn with(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }
    /// Says that it was refused.
    pub fn refused(mut self) -> Self {
        self.done = false;
        self
    }
}
