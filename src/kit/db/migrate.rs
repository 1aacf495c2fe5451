//! Migrations, embedded in the binary, one tree per database under the same names.

use diesel::connection::SimpleConnection as _;
use diesel_migrations::{EmbeddedMigrations, embed_migrations};

use super::connection::{Conn, Location, Manager, Purpose};
use crate::kit::error::{Error, Result};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Held while migrating PostgreSQL, so that two starting processes take turns. The number is arbitrary.
const ADVISORY_LOCK: i64 = 0x5741_5244;

/// Brings the database to this binary's tables and answers the names of the migrations that were run.
///
/// # Errors
/// When a migration fails (nothing of it stays), or when the database was made by a newer version.
pub fn run(location: &Location) -> Result<Vec<String>> {
    match open(location)? {
        Conn::Sqlite(mut conn) => finish(&mut conn, || SQLITE),
        Conn::Postgres(mut conn) => {
            conn.batch_execute(&format!(
                "SET lock_timeout = 0; SET statement_timeout = 0; SELECT pg_advisory_lock({ADVISORY_LOCK})"
            ))?;
            let result = finish(&mut conn, || POSTGRES);
            conn.batch_execute(&format!("SELECT pg_advisory_unlock({ADVISORY_LOCK})"))?;
            result
        }
    }
}

/// The names of the migrations that have not been run yet.
///
/// # Errors
/// When the database cannot be asked, or was made by a newer version.
pub fn pending(location: &Location) -> Result<Vec<String>> {
    match open(location)? {
        Conn::Sqlite(mut conn) => waiting(&mut conn, SQLITE),
        Conn::Postgres(mut conn) => waiting(&mut conn, POSTGRES),
    }
}

/// Whether no migration was ever run here.
///
/// # Errors
/// When the database cannot be asked.
pub fn is_empty(location: &Location) -> Result<bool> {
    use diesel_migrations::MigrationHarness as _;
    let applied = match open(location)? {
        Conn::Sqlite(mut conn) => conn.applied_migrations(),
        Conn::Postgres(mut conn) => conn.applied_migrations(),
    };
    Ok(applied.map_err(Error::bug)?.is_empty())
}

/// Empties the database: every table of ours goes, with what is in it. Nobody else may have it open.
///
/// # Errors
/// When it cannot be emptied, or was made by a newer version.
pub fn wipe(location: &Location) -> Result<()> {
    match location {
        Location::Sqlite(file) => {
            for ending in ["", "-wal", "-shm"] {
                let mut path = file.clone().into_os_string();
                path.push(ending);
                match std::fs::remove_file(&path) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(Error::bug(error));
                    }
                    _ => {}
                }
            }
            Ok(())
        }
        Location::Postgres(_) => match open(location)? {
            Conn::Postgres(mut conn) => {
                conn.batch_execute("SET statement_timeout = 0")?;
                waiting(&mut conn, POSTGRES)?;
                diesel_migrations::MigrationHarness::revert_all_migrations(&mut conn, POSTGRES)
                    .map_err(Error::bug)?;
                Ok(())
            }
            Conn::Sqlite(_) => Err(Error::bug("a PostgreSQL address opened as a file")),
        },
    }
}

fn open(location: &Location) -> Result<Conn> {
    Manager { location: location.clone(), purpose: Purpose::Write, counter: None }.open().map_err(|error| {
        tracing::error!(%error, "the database cannot be opened");
        Error::Unavailable("the database cannot be opened")
    })
}

fn waiting<C, DB>(conn: &mut C, ours: EmbeddedMigrations) -> Result<Vec<String>>
where
    DB: diesel::backend::Backend,
    C: diesel_migrations::MigrationHarness<DB>,
    EmbeddedMigrations: diesel::migration::MigrationSource<DB>,
{
    use diesel::migration::MigrationSource;
    let known: Vec<String> = MigrationSource::<DB>::migrations(&ours)
        .map_err(Error::bug)?
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    if let Some(newer) =
        conn.applied_migrations().map_err(Error::bug)?.iter().find(|done| !known.contains(&done.to_string()))
    {
        return Err(Error::Conflict(format!(
            "This database was made by a newer version of Wardbook (it has migration {newer}). Start that version."
        )));
    }
    Ok(conn
        .pending_migrations(ours)
        .map_err(Error::bug)?
        .iter()
        .map(|migration| migration.name().to_string())
        .collect())
}

fn finish<C, DB>(conn: &mut C, ours: fn() -> EmbeddedMigrations) -> Result<Vec<String>>
where
    DB: diesel::backend::Backend,
    C: diesel_migrations::MigrationHarness<DB>,
    EmbeddedMigrations: diesel::migration::MigrationSource<DB>,
{
    let names = waiting(conn, ours())?;
    conn.run_pending_migrations(ours()).map_err(Error::bug)?;
    Ok(names)
}
