//! The one place that asks which database it is.

use diesel::connection::SimpleConnection as _;
use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind};

use uuid::Uuid;

use super::connection::Conn;
use crate::kit::error::{Error, Result};

/// Runs one query, written once, on whichever connection it is: for what diesel cannot express on the common one
/// (`on_conflict`, batch inserts, `union`).
#[macro_export]
macro_rules! on_each_database {
    ($conn:expr, |$c:ident| $query:expr) => {
        match $conn {
            $crate::kit::db::Conn::Postgres($c) => $query,
            $crate::kit::db::Conn::Sqlite($c) => $query,
        }
    };
}

/// Opens a write transaction that sees all that was committed and that no other write can slip between.
pub(super) fn begin_write(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(c) => c.batch_execute("BEGIN IMMEDIATE")?,
        Conn::Postgres(c) => c.batch_execute("BEGIN ISOLATION LEVEL SERIALIZABLE")?,
    }
    Ok(())
}

/// Waits until no other write that named one of these rows is under way. For writes that an exclusion constraint may
/// refuse: two at once would wait for each other until the server breaks one off, a second later. The embedded
/// database has one writer anyway.
pub(super) fn line_up(conn: &mut Conn, rows: &[Uuid]) -> Result<()> {
    use diesel::prelude::*;
    let Conn::Postgres(c) = conn else { return Ok(()) };
    let key = |row: &Uuid| {
        let (high, low) = row.as_u64_pair();
        (high ^ low).cast_signed()
    };
    let mut keys: Vec<i64> = rows.iter().map(key).collect();
    // Everybody waits in the same order.
    keys.sort_unstable();
    for key in keys {
        diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
            .bind::<diesel::sql_types::BigInt, _>(key)
            .execute(c)?;
    }
    Ok(())
}

/// Asks the database whether its own files are whole, and answers its name and version.
///
/// # Errors
/// [`Error::Conflict`] with the first thing that is wrong.
pub fn check_whole(conn: &mut Conn) -> Result<String> {
    use diesel::prelude::*;
    #[derive(QueryableByName)]
    struct Checked {
        #[diesel(sql_type = diesel::sql_types::Text)]
        quick_check: String,
    }
    #[derive(QueryableByName)]
    struct Version {
        #[diesel(sql_type = diesel::sql_types::Text)]
        version: String,
    }
    match conn {
        Conn::Sqlite(c) => {
            let found: Checked = diesel::sql_query("PRAGMA quick_check(1)").get_result(c)?;
            if found.quick_check != "ok" {
                return Err(Error::Conflict(found.quick_check));
            }
            let found: Version = diesel::sql_query("SELECT sqlite_version() AS version").get_result(c)?;
            Ok(format!("SQLite {}", found.version))
        }
        Conn::Postgres(c) => {
            let found: Version =
                diesel::sql_query("SELECT current_setting('server_version') AS version").get_result(c)?;
            Ok(format!("PostgreSQL {}", found.version))
        }
    }
}

/// Whether a transaction that failed so may succeed when it is run again.
pub(super) fn worth_retrying(error: &Error) -> bool {
    matches!(error, Error::Unavailable(SERIALIZATION))
}

const SERIALIZATION: &str = "another transaction was faster";
const DISK_FULL: &str = "the disk is full";
const LOCKED: &str = "the database is locked by another process";
const READ_ONLY: &str = "the database cannot be written";
const BROKEN_DISK: &str = "the disk does not answer";

/// Words of PostgreSQL and its library for a connection that has ended.
const AWAY: &[&str] = &[
    "terminating connection",
    "server closed",
    "connection to server",
    "connection to the server",
    "data from server",
    "data to server",
    "synchronization with server",
    "SSL connection",
    "SSL SYSCALL",
];

/// What diesel tells apart by PostgreSQL's codes, whatever language its words are in.
pub(crate) fn known(kind: &DatabaseErrorKind) -> Option<Error> {
    Some(match kind {
        DatabaseErrorKind::SerializationFailure => Error::Unavailable(SERIALIZATION),
        DatabaseErrorKind::ReadOnlyTransaction => Error::Unavailable(READ_ONLY),
        DatabaseErrorKind::ClosedConnection => Error::Unavailable("the database closed the connection"),
        _ => return None,
    })
}

/// The name of the rule that refused a row, the same on both databases: `table_column_key` for a unique column,
/// the constraint's own name otherwise.
pub(crate) fn rule_name(info: &(dyn DatabaseErrorInformation + Send + Sync)) -> String {
    if let Some(name) = info.constraint_name() {
        return name.to_owned();
    }
    let message = info.message();
    if let Some(columns) = message.strip_prefix("UNIQUE constraint failed: ") {
        if let Some(index) = columns.strip_prefix("index '") {
            return index.trim_end_matches('\'').to_owned();
        }
        let mut parts = columns.split(", ").filter_map(|column| column.split_once('.'));
        if let Some((table, first)) = parts.next() {
            let rest: String = parts.map(|(_, column)| format!("_{column}")).collect();
            return format!("{table}_{first}{rest}_key");
        }
    }
    message.strip_prefix("CHECK constraint failed: ").unwrap_or(message).to_owned()
}

/// What diesel files under "unknown": told apart by the databases' own words.
pub(crate) fn unknown(info: &(dyn DatabaseErrorInformation + Send + Sync)) -> Error {
    let message = info.message();
    if message.contains("could not serialize access") || message.contains("deadlock detected") {
        Error::Unavailable(SERIALIZATION)
    } else if message.contains("database or disk is full") || message.contains("No space left") {
        Error::Unavailable(DISK_FULL)
    } else if message.contains("attempt to write a readonly database")
        || message.contains("read-only transaction")
    {
        Error::Unavailable(READ_ONLY)
    } else if message.contains("disk I/O error") || message.contains("unable to open database file") {
        Error::Unavailable(BROKEN_DISK)
    } else if message.contains("database is locked") || message.contains("lock timeout") {
        Error::Unavailable(LOCKED)
    } else if AWAY.iter().any(|sign| message.contains(sign)) {
        Error::Unavailable("the database is away")
    } else if let Some(name) = rule_of_ours(message) {
        Error::Broken(name.to_owned())
    } else {
        Error::bug(message)
    }
}

/// Triggers of ours refuse with `rule: <name>` on both databases.
fn rule_of_ours(message: &str) -> Option<&str> {
    message.strip_prefix("rule: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Says(&'static str);
    impl DatabaseErrorInformation for Says {
        fn message(&self) -> &str {
            self.0
        }
        fn details(&self) -> Option<&str> {
            None
        }
        fn hint(&self) -> Option<&str> {
            None
        }
        fn table_name(&self) -> Option<&str> {
            None
        }
        fn column_name(&self) -> Option<&str> {
            None
        }
        fn constraint_name(&self) -> Option<&str> {
            None
        }
        fn statement_position(&self) -> Option<i32> {
            None
        }
    }

    #[test]
    fn parts_that_are_down_are_told_from_faults_of_ours() {
        for (words, why) in [
            ("database or disk is full", DISK_FULL),
            ("could not extend file \"base/1/2\": No space left on device", DISK_FULL),
            ("attempt to write a readonly database", READ_ONLY),
            ("cannot execute INSERT in a read-only transaction", READ_ONLY),
            ("disk I/O error", BROKEN_DISK),
            ("unable to open database file", BROKEN_DISK),
            ("database is locked", LOCKED),
            ("no connection to the server\n", "the database is away"),
            ("server closed the connection unexpectedly", "the database is away"),
            ("terminating connection due to administrator command", "the database is away"),
        ] {
            assert!(matches!(unknown(&Says(words)), Error::Unavailable(said) if said == why), "{words}");
        }
        assert!(matches!(unknown(&Says("no such table: visits")), Error::Bug(_)));
    }

    #[test]
    fn sqlites_words_become_postgres_names() {
        for (words, name) in [
            ("UNIQUE constraint failed: accounts.email_key", "accounts_email_key_key"),
            ("UNIQUE constraint failed: spans.doctor_id, spans.day", "spans_doctor_id_day_key"),
            ("UNIQUE constraint failed: index 'patients_old_mrn'", "patients_old_mrn"),
            ("CHECK constraint failed: visits_ends_after_start", "visits_ends_after_start"),
        ] {
            assert_eq!(rule_name(&Says(words)), name);
        }
        assert!(unknown(&Says("rule: audit_is_append_only")).breaks("audit_is_append_only"));
    }
}
