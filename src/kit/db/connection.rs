//! One connection type over both databases, and how each is opened.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use diesel::connection::{Instrumentation, InstrumentationEvent, SimpleConnection as _};
use diesel::prelude::*;
use diesel::r2d2::{ManageConnection, R2D2Connection as _};

use crate::kit::error::{Error, Result};

/// A connection to whichever database this installation uses.
///
/// Reading functions of a store take `&mut Conn`; writing ones take a [`super::Tx`].
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// The embedded database.
    Sqlite(SqliteConnection),
}

/// Where the data lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file of the embedded database.
    Sqlite(PathBuf),
    /// A `postgres://` address; it holds a password and is never printed.
    Postgres(String),
}

impl Location {
    /// Whether this is the embedded database.
    pub fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }
}

/// What a connection is for: a reader refuses to write, whatever it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Read,
    Write,
}

/// Opens connections by the location's kind. (Diesel's own manager tries one database after the other, and SQLite
/// takes any text for a file name.)
#[derive(Clone, Debug)]
pub(super) struct Manager {
    pub location: Location,
    pub purpose: Purpose,
    pub counter: Option<StatementCounter>,
}

impl Manager {
    pub(super) fn open(&self) -> Result<Conn, diesel::r2d2::Error> {
        use diesel::r2d2::Error::{ConnectionError, QueryError};
        let mut conn = match &self.location {
            Location::Sqlite(file) => {
                // A `file:` address, so that a path with `?` or `%` in it stays a path.
                let path = file.to_string_lossy();
                let mut c = SqliteConnection::establish(&sqlite_address(&path)).map_err(ConnectionError)?;
                c.batch_execute(SQLITE_EVERY_CONNECTION).map_err(QueryError)?;
                if self.purpose == Purpose::Read {
                    c.batch_execute("PRAGMA query_only = ON").map_err(QueryError)?;
                }
                Conn::Sqlite(c)
            }
            Location::Postgres(url) => {
                let mut c = PgConnection::establish(url).map_err(ConnectionError)?;
                c.batch_execute(
                    "SET TIME ZONE 'UTC'; SET lock_timeout = '5s'; SET statement_timeout = '60s'; \
                     SET client_min_messages = warning",
                )
                .map_err(QueryError)?;
                if self.purpose == Purpose::Read {
                    c.batch_execute("SET default_transaction_read_only = on").map_err(QueryError)?;
                }
                Conn::Postgres(c)
            }
        };
        if let Some(counter) = &self.counter {
            conn.set_instrumentation(counter.clone());
        }
        Ok(conn)
    }
}

/// `busy_timeout` first: changing the journal mode may itself have to wait.
const SQLITE_EVERY_CONNECTION: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
     PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; \
     PRAGMA cache_size = -8000; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY";

fn sqlite_address(path: &str) -> String {
    let mut address = String::from("file:");
    for byte in path.bytes() {
        match byte {
            b'?' | b'#' | b'%' => address.push_str(&format!("%{byte:02X}")),
            _ => address.push(byte as char),
        }
    }
    // Bytes beyond ASCII must stay as they are, not become Latin-1 characters.
    if path.is_ascii() { address } else { path.to_owned() }
}

/// A connection in a pool.
pub(super) struct Pooled {
    conn: Conn,
    used: Instant,
    doubtful: bool,
}

impl Pooled {
    /// Lends the connection, and doubts it afterwards when the database could not be reached over it.
    pub(super) fn lend<T>(&mut self, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let answer = f(&mut self.conn);
        self.doubtful = matches!(answer, Err(Error::Unavailable(_)));
        answer
    }
}

/// A connection that was in use so lately is taken to be alive: asking each time costs a third of the throughput.
const SURELY_ALIVE: Duration = Duration::from_secs(2);

impl ManageConnection for Manager {
    type Connection = Pooled;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Pooled, Self::Error> {
        Ok(Pooled { conn: self.open()?, used: Instant::now(), doubtful: false })
    }

    /// Asked before a connection is lent. A server that went away and came back has left dead ones behind, which
    /// nobody should hear of.
    fn is_valid(&self, pooled: &mut Pooled) -> Result<(), Self::Error> {
        let sure = !pooled.doubtful && pooled.used.elapsed() < SURELY_ALIVE;
        if self.location.is_sqlite() || sure {
            return Ok(());
        }
        pooled.conn.ping().map_err(diesel::r2d2::Error::QueryError)
    }

    /// Asked when a connection comes back.
    fn has_broken(&self, pooled: &mut Pooled) -> bool {
        pooled.used = Instant::now();
        std::thread::panicking() || pooled.conn.is_broken()
    }
}

/// Counts statements, so that a test can say how many a page makes.
#[derive(Clone, Debug, Default)]
pub struct StatementCounter(std::sync::Arc<std::sync::atomic::AtomicU64>);

impl StatementCounter {
    /// How many statements were started so far.
    pub fn count(&self) -> u64 {
        self.0.load(std::sync::atomic::Ordering::SeqCst)
    }
}

impl Instrumentation for StatementCounter {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        }
    }
}
