//! Work that must not be done twice at once, on however many servers.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use sha2::{Digest as _, Sha256};

use super::Db;
use super::connection::{Conn, Location, Manager, Purpose};
use crate::kit::error::{Error, Result};

/// Held for as long as it lives. Whoever dies lets go: the database notices the lost connection, the system the closed
/// file.
pub struct Alone(Held);

enum Held {
    /// A session of PostgreSQL with the advisory lock of this number.
    Session(Box<Conn>, i64),
    /// A locked file beside the embedded database.
    File(File),
}

impl Drop for Alone {
    /// Lets go at once. Closing alone would do, but a moment later: the server has to notice, and a process that was
    /// just started from this one may still hold the file.
    fn drop(&mut self) {
        let let_go = match &mut self.0 {
            Held::Session(conn, number) => {
                conn.batch_execute(&format!("SELECT pg_advisory_unlock({number})")).is_ok()
            }
            Held::File(file) => file.unlock().is_ok(),
        };
        if !let_go {
            tracing::warn!("a lock goes with its connection or file");
        }
    }
}

impl Db {
    /// Takes the lock of some work, such as `purge`; none when somebody is at it already.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the database cannot be reached; [`Error::Conflict`] in words when the folder cannot
    /// be written.
    pub fn alone(&self, work: &str) -> Result<Option<Alone>> {
        let held = match self.location() {
            Location::Postgres(_) => session(self.location(), work)?,
            Location::Sqlite(file) => locked(&file.with_extension(format!("{work}.lock")))?,
        };
        Ok(held.map(Alone))
    }
}

fn session(location: &Location, work: &str) -> Result<Option<Held>> {
    let manager = Manager { location: location.clone(), purpose: Purpose::Read, counter: None };
    let mut conn = manager.open().map_err(|_| Error::Unavailable("the database cannot be opened"))?;
    let digest = Sha256::digest(work.as_bytes());
    let number = digest.iter().take(8).fold(0_i64, |number, byte| (number << 8) | i64::from(*byte));
    let try_lock = diesel::dsl::sql::<Bool>(&format!("pg_try_advisory_lock({number})"));
    let taken: bool = diesel::select(try_lock).get_result(&mut conn)?;
    Ok(taken.then(|| Held::Session(Box::new(conn), number)))
}

fn locked(path: &Path) -> Result<Option<Held>> {
    let cannot =
        |error: std::io::Error| Error::Conflict(format!("{} cannot be locked: {error}.", path.display()));
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(cannot)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Held::File(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(cannot(error)),
    }
}
