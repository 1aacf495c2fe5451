//! A write transaction with its journal.

use diesel::connection::SimpleConnection as _;
use jiff::Timestamp;
use uuid::Uuid;

use super::connection::Conn;
use super::deed::{Deed, Sign};
use super::dialect;
use super::hints::{Told, Topic};
use crate::kit::error::{Error, Result};

/// A write transaction. It dies with the closure that got it; nothing leaves before the commit.
pub struct Tx<'a> {
    conn: &'a mut Conn,
    now: Timestamp,
    journal: Vec<Deed>,
    nothing_to_record: bool,
    told: Told,
}

impl Tx<'_> {
    /// The connection, for the statements of a store.
    pub fn conn(&mut self) -> &mut Conn {
        self.conn
    }

    /// Waits for other writes that line up for one of the same rows, on a server that writes several at once.
    ///
    /// # Errors
    /// What the database says; [`crate::kit::error::Error::Unavailable`] after five seconds.
    pub fn line_up(&mut self, rows: &[Uuid]) -> Result<()> {
        dialect::line_up(self.conn, rows)
    }

    /// The instant at which this transaction happens.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Puts a deed into the journal that is signed before the commit.
    pub fn record(&mut self, deed: Deed) {
        self.journal.push(deed);
    }

    /// For the rare write that is nobody's deed, such as a session's last activity. `because` is for the reader.
    pub fn nothing_to_record(&mut self, because: &'static str) {
        debug_assert!(!because.is_empty());
        self.nothing_to_record = true;
    }

    /// Says that something changed, to whoever looks at it: once this is committed, and not at all otherwise.
    pub fn hint(&mut self, topic: Topic) {
        self.told.add(topic);
    }

    /// Whether a hint adds anything to what is hinted already: of a write that changed a great many things it is said
    /// that everything may have changed.
    pub fn takes_hints(&self) -> bool {
        !self.told.everything
    }

    /// Takes what was recorded so far; for the signer.
    pub fn take_journal(&mut self) -> Vec<Deed> {
        std::mem::take(&mut self.journal)
    }

    /// Runs `f` so that its statements are undone alone when it fails.
    ///
    /// # Errors
    /// What `f` answers, or what the database says.
    pub fn savepoint<T>(&mut self, f: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.conn.batch_execute("SAVEPOINT inner_step")?;
        let (recorded, told) = (self.journal.len(), self.told.clone());
        match f(self) {
            Ok(value) => {
                self.conn.batch_execute("RELEASE SAVEPOINT inner_step")?;
                Ok(value)
            }
            Err(error) => {
                self.journal.truncate(recorded);
                self.told = told;
                self.conn.batch_execute("ROLLBACK TO SAVEPOINT inner_step; RELEASE SAVEPOINT inner_step")?;
                Err(error)
            }
        }
    }

    /// Runs `f` and has it signed; the caller commits, and tells what is to be told afterwards.
    pub(super) fn run<T>(
        conn: &mut Conn,
        now: Timestamp,
        signer: &dyn Sign,
        f: &mut dyn FnMut(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(T, Told)> {
        let told = Told::default();
        let mut tx = Tx { conn, now, journal: Vec::new(), nothing_to_record: false, told };
        let value = f(&mut tx)?;
        if tx.journal.is_empty() && !tx.nothing_to_record {
            return Err(Error::bug("a write that records nothing does not commit"));
        }
        if !tx.journal.is_empty() {
            signer.sign(&mut tx)?;
        }
        Ok((value, tx.told))
    }
}
