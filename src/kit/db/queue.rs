//! SQLite's one writer: waiting writes share a transaction, and with it one flush to disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use diesel::connection::SimpleConnection as _;

use super::connection::{Conn, Manager};
use super::hints::{Hints, Told};
use super::{Sign, Tx, dialect};
use crate::kit::clock::Clock;
use crate::kit::error::{Error, Result};

/// How many writes may share one flush: enough to carry a rush, few enough that the first one does not wait long.
const BATCH: usize = 64;
/// How many writes may wait before newcomers are turned away with 503.
const WAITING: usize = 1024;

/// A job runs on the writer's connection, or learns why there is none, and hands back how to answer once the
/// commit's fate is known.
type Job = Box<dyn FnOnce(Result<&mut Conn, &Error>) -> Answer + Send>;
type Answer = Box<dyn FnOnce(Result<(), &Error>) + Send>;

pub(super) struct Queue {
    jobs: SyncSender<Job>,
    clock: Clock,
    hints: Hints,
}

impl Queue {
    pub(super) fn start(manager: Manager, clock: Clock, hints: Hints) -> Result<Self> {
        let (jobs, waiting) = sync_channel(WAITING);
        std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || work(&manager, &waiting))
            .map_err(Error::bug)?;
        Ok(Self { jobs, clock, hints })
    }

    /// Lets `f` wait for its turn; `reply` hears how it went, on the writer's thread.
    pub(super) fn submit<T, F>(
        &self,
        signer: Arc<dyn Sign>,
        mut f: F,
        reply: impl FnOnce(Result<T>) + Send + 'static,
    ) -> Result<()>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (clock, hints) = (self.clock.clone(), self.hints.clone());
        let job: Job = Box::new(move |conn| {
            let result = match conn {
                Ok(conn) => in_savepoint(conn, &clock, &*signer, &mut f),
                Err(error) => Err(not_committed(error)),
            };
            Box::new(move |committed| {
                let answer = match (result, committed) {
                    (Ok((value, told)), Ok(())) => {
                        hints.tell(told);
                        Ok(value)
                    }
                    (Ok(_), Err(error)) => Err(not_committed(error)),
                    (Err(error), _) => Err(error),
                };
                reply(answer);
            })
        });
        match self.jobs.try_send(job) {
            Ok(()) => Ok(()),
            Err(TrySendError::Full(_)) => Err(Error::Unavailable("too many writers are waiting")),
            Err(TrySendError::Disconnected(_)) => Err(Error::bug("the writer has stopped")),
        }
    }
}

fn not_committed(error: &Error) -> Error {
    match error {
        Error::Unavailable(why) => Error::Unavailable(why),
        other => Error::bug(other),
    }
}

fn work(manager: &Manager, waiting: &Receiver<Job>) {
    let mut kept: Option<Conn> = None;
    while let Ok(first) = waiting.recv() {
        let batch: Vec<Job> = std::iter::once(first).chain(waiting.try_iter().take(BATCH - 1)).collect();
        let conn = match kept.take().map_or_else(|| manager.open(), Ok) {
            Ok(conn) => kept.insert(conn),
            Err(_) => {
                refuse(batch, &Error::Unavailable("the database cannot be opened"));
                continue;
            }
        };
        if let Err(broken) = commit_together(conn, batch) {
            tracing::error!(error = %broken, "a write transaction failed");
            kept = None;
        }
    }
}

/// Runs a batch in one transaction. An error means that the connection is not to be trusted any more.
fn commit_together(conn: &mut Conn, batch: Vec<Job>) -> Result<()> {
    if let Err(error) = dialect::begin_write(conn) {
        refuse(batch, &error);
        return Err(error);
    }
    let answers: Vec<Answer> = batch.into_iter().map(|job| job(Ok(&mut *conn))).collect();
    let committed = conn.batch_execute("COMMIT").map_err(Error::from);
    if committed.is_err() {
        conn.batch_execute("ROLLBACK").ok();
    }
    for answer in answers {
        answer(match &committed {
            Ok(()) => Ok(()),
            Err(error) => Err(error),
        });
    }
    committed
}

/// Answers every job without running its write.
fn refuse(batch: Vec<Job>, error: &Error) {
    for job in batch {
        job(Err(error))(Err(error));
    }
}

fn in_savepoint<T>(
    conn: &mut Conn,
    clock: &Clock,
    signer: &dyn Sign,
    f: &mut dyn FnMut(&mut Tx<'_>) -> Result<T>,
) -> Result<(T, Told)> {
    conn.batch_execute("SAVEPOINT job")?;
    let result = catch_unwind(AssertUnwindSafe(|| Tx::run(conn, clock.now(), signer, f)))
        .unwrap_or_else(|_| Err(Error::bug("a write panicked")));
    match result {
        Ok(value) => {
            conn.batch_execute("RELEASE job")?;
            Ok(value)
        }
        Err(error) => {
            conn.batch_execute("ROLLBACK TO job; RELEASE job")?;
            Err(error)
        }
    }
}
