//! The database: one code path over the embedded SQLite and over PostgreSQL.
//!
//! - Reading and writing have different types: [`Db::read`] lends a [`Conn`] that refuses to write, [`Db::write`]
//!   wants a [`Permit`] and lends a [`Tx`].
//! - A write is one transaction which also holds what its permit signs; one that records nothing does not commit.
//! - SQLite has one writer: a thread that runs the waiting writes as savepoints of one transaction and answers each
//!   after the commit is on disk, so that many small writes share one flush.
//! - What a write changed is hinted to whoever looks at it, after the commit: see [`hints`].
//! - PostgreSQL writes are serializable and are run again, a bounded number of times, when another was faster.

mod alone;
pub mod catalog;
#[expect(missing_docs, reason = "MultiConnection makes types and methods that carry no docs")]
mod connection;
mod deed;
pub mod dialect;
pub mod fixed;
pub mod hints;
pub mod keyset;
mod listen;
mod migrate;
mod queue;
pub mod trigrams;
mod tx;
pub mod types;

use std::sync::Arc;
use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::r2d2::{Pool, PooledConnection};
use tokio::sync::Semaphore;

pub use self::alone::Alone;
pub use self::connection::{Conn, Location, MultiBackend, StatementCounter};
use self::connection::{Manager, Purpose};
pub use self::deed::{Deed, Permit, Sign};
use self::hints::Hints;
pub use self::hints::Topic;
pub use self::listen::Listening;
pub use self::migrate::{is_empty, pending, run as migrate, wipe};
use self::queue::Queue;
pub use self::tx::Tx;
use crate::kit::clock::Clock;
use crate::kit::error::{Error, Result};

/// How often a PostgreSQL transaction is tried when others keep being faster.
const TRIES: u32 = 8;
const WAIT_FOR_CONNECTION: Duration = Duration::from_secs(5);

/// A hand on the database; cloning is cheap.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    location: Location,
    clock: Clock,
    readers: Pool<Manager>,
    reading: Semaphore,
    writers: Writers,
    hints: Hints,
}

enum Writers {
    Queue(Queue),
    Pool { pool: Pool<Manager>, turn: Semaphore },
}

/// How to open a database.
pub struct Options {
    /// Where it lies.
    pub location: Location,
    /// What tells the time.
    pub clock: Clock,
    /// How many reads may run at once.
    pub readers: u32,
    /// Counts statements, for tests.
    pub counter: Option<StatementCounter>,
}

impl Db {
    /// Opens the database at the location without touching its tables.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it cannot be reached.
    pub fn open(options: Options) -> Result<Self> {
        let Options { location, clock, readers, counter } = options;
        let manager = |purpose| Manager { location: location.clone(), purpose, counter: counter.clone() };
        let pool = |purpose, size| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                .test_on_check_out(true)
                .connection_timeout(WAIT_FOR_CONNECTION)
                .error_handler(Box::new(SilentHandler))
                .build_unchecked(manager(purpose))
        };
        // Fails early and in words; the pools would only time out.
        drop(manager(Purpose::Write).open().map_err(|error| {
            tracing::error!(%error, "the database cannot be opened");
            Error::Unavailable("the database cannot be opened")
        })?);
        let hints = Hints::new();
        let writers = if location.is_sqlite() {
            Writers::Queue(Queue::start(manager(Purpose::Write), clock.clone(), hints.clone())?)
        } else {
            Writers::Pool { pool: pool(Purpose::Write, readers), turn: Semaphore::new(readers as usize) }
        };
        Ok(Self(Arc::new(Inner {
            readers: pool(Purpose::Read, readers),
            reading: Semaphore::new(readers as usize),
            writers,
            location,
            clock,
            hints,
        })))
    }

    /// Where the data lies.
    pub fn location(&self) -> &Location {
        &self.0.location
    }

    /// What tells the time here.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// What changes, for whoever wants to hear it.
    pub fn hints(&self) -> &Hints {
        &self.0.hints
    }

    /// Hears the hints of other servers on the same database until the answer is dropped; none on the embedded
    /// database, which has one server.
    ///
    /// # Errors
    /// [`Error::Bug`] when no thread is to be had.
    pub fn listen(&self) -> Result<Option<Listening>> {
        if self.0.location.is_sqlite() {
            return Ok(None);
        }
        let location = self.0.location.clone();
        let manager = Manager { location, purpose: Purpose::Read, counter: None };
        listen::start(manager, self.0.hints.clone()).map(Some)
    }

    /// Lends a connection that refuses to write.
    ///
    /// # Errors
    /// What `f` answers; [`Error::Unavailable`] when no connection is to be had.
    pub async fn read<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        let turn = tokio::time::timeout(WAIT_FOR_CONNECTION, self.0.reading.acquire())
            .await
            .map_err(|_| Error::Unavailable("too many readers are waiting"))?
            .map_err(Error::bug)?;
        let db = self.clone();
        let result = tokio::task::spawn_blocking(move || db.read_now(f)).await.map_err(Error::bug)?;
        drop(turn);
        result
    }

    /// [`Db::read`] for the command line and for blocking threads.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn read_now<T>(&self, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        checkout(&self.0.readers)?.lend(f)
    }

    /// Runs `f` in one transaction, signed by `permit`, and answers after the commit is on disk. `f` may be run more
    /// than once, with its effects undone in between.
    ///
    /// # Errors
    /// What `f` or the signer answers, with nothing done; [`Error::Unavailable`] when the database cannot commit.
    pub async fn write<T, F>(&self, permit: &impl Permit, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let signer = permit.signer();
        match &self.0.writers {
            Writers::Queue(queue) => {
                let (send, receive) = tokio::sync::oneshot::channel();
                // Whoever asked may go away while waiting; the write stands all the same.
                queue.submit(signer, f, |answer| drop(send.send(answer)))?;
                receive.await.map_err(|_| Error::bug("the writer lost an answer"))?
            }
            Writers::Pool { turn, .. } => {
                let turn = tokio::time::timeout(WAIT_FOR_CONNECTION, turn.acquire())
                    .await
                    .map_err(|_| Error::Unavailable("too many writers are waiting"))?
                    .map_err(Error::bug)?;
                let db = self.clone();
                let result = tokio::task::spawn_blocking(move || db.write_pooled(&*signer, f))
                    .await
                    .map_err(Error::bug)?;
                drop(turn);
                result
            }
        }
    }

    /// [`Db::write`] for the command line and for blocking threads.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn write_now<T, F>(&self, permit: &impl Permit, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let signer = permit.signer();
        match &self.0.writers {
            Writers::Queue(queue) => {
                let (send, receive) = std::sync::mpsc::sync_channel(1);
                queue.submit(signer, f, move |answer| drop(send.send(answer)))?;
                receive.recv().map_err(|_| Error::bug("the writer lost an answer"))?
            }
            Writers::Pool { .. } => self.write_pooled(&*signer, f),
        }
    }

    fn write_pooled<T>(&self, signer: &dyn Sign, mut f: impl FnMut(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let Writers::Pool { pool, .. } = &self.0.writers else {
            return Err(Error::bug("the embedded database writes through its queue"));
        };
        let mut tried = 0;
        loop {
            tried += 1;
            let mut conn = checkout(pool)?;
            let result = conn.lend(|conn| self.one_try(conn, signer, &mut f));
            match result {
                Err(error) if tried < TRIES && dialect::worth_retrying(&error) => {
                    drop(conn);
                    std::thread::sleep(backoff(tried));
                }
                result => return result,
            }
        }
    }

    fn one_try<T>(
        &self,
        conn: &mut Conn,
        signer: &dyn Sign,
        f: &mut dyn FnMut(&mut Tx<'_>) -> Result<T>,
    ) -> Result<T> {
        dialect::begin_write(conn)?;
        let result = Tx::run(conn, self.0.clock.now(), signer, f).and_then(|(value, told)| {
            listen::notify(conn, &self.0.hints, &told)?;
            conn.batch_execute("COMMIT")?;
            self.0.hints.tell(told);
            Ok(value)
        });
        if result.is_err() {
            // A connection that cannot even roll back is found broken and dropped by the pool.
            conn.batch_execute("ROLLBACK").ok();
        }
        result
    }
}

/// Grows with every try, and differs between threads that collided.
fn backoff(tried: u32) -> Duration {
    Duration::from_millis(u64::from(rand::random::<u8>()) * u64::from(tried) / 16 + 1)
}

fn checkout(pool: &Pool<Manager>) -> Result<PooledConnection<Manager>> {
    pool.get().map_err(|_| Error::Unavailable("the database is away"))
}

/// r2d2's own handler logs the database's words, which may name the server.
#[derive(Debug)]
struct SilentHandler;
impl diesel::r2d2::HandleError<diesel::r2d2::Error> for SilentHandler {
    fn handle_error(&self, _: diesel::r2d2::Error) {
        tracing::warn!("a database connection could not be opened or was lost");
    }
}
