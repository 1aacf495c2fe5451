//! Work that must not be done twice at once, on however many servers.

use std::fs::{File, OpenOptions, TryLockError};

use diesel::prelude::*;
use diesel::sql_types::Bool;
use sha2::{Digest as _, Sha256};

use super::Db;
use super::connection::{Conn, Location, Manager, Purpose};
use crate::kit::error::{Error, Result};

/// Held for as long as it lives. Whoever dies lets go: the database notices the lost connection, the system the closed
/// file.
pub struct Alone {
    _held: Held,
}

enum Held {
    /// A session of PostgreSQL with an advisory lock.
    Session(#[expect(dead_code, reason = "the open session is the lock")] Box<Conn>),
    /// A locked file beside the embedded database.
    File(#[expect(dead_code, reason = "the open file is the lock")] File),
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
            Location::Sqlite(file) => locked_file(&file.with_extension(format!("{work}.lock")))?,
        };
        Ok(held.map(|held| Alone { _held: held }))
    }
}

fn session(location: &Location, work: &str) -> Result<Option<Held>> {
    let manager = Manager { location: location.clone(), purpose: Purpose::Read, counter: None };
    let mut conn = manager.open().map_err(|_| Error::Unavailable("the database cannot be opened"))?;
    let digest = Sha256::digest(work.as_bytes());
    let number = digest.iter().take(8).fold(0_i64, |number, byte| (number << 8) | i64::from(*byte));
    let taken: bool = diesel::select(diesel::dsl::sql::<Bool>(&format!("pg_try_advisory_lock({number})")))
        .get_result(&mut conn)?;
    Ok(taken.then(|| Held::Session(Box::new(conn))))
}

fn locked_file(path: &std::path::Path) -> Result<Option<Held>> {
    let cannot =
        |error: std::io::Error| Error::Conflict(format!("{} cannot be locked: {error}.", path.display()));
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(cannot)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Held::File(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(cannot(error)),
    }
}
