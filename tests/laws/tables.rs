//! Both databases have the tables that `schema.rs` says, and every column is classified.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_migrations::{FileBasedMigrations, MigrationHarness as _};

type Columns = BTreeMap<(String, String), String>;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The tables and columns of `schema.rs`, with the types both databases must have for them.
fn schema() -> BTreeMap<(String, String), String> {
    let text = std::fs::read_to_string(root().join("src/schema.rs")).expect("schema.rs");
    let mut columns = BTreeMap::new();
    let mut table = String::new();
    for line in text.lines().map(str::trim) {
        if let Some((name, column)) = line.split_once(" -> ") {
            let kind = column.trim_end_matches(',').to_owned();
            columns.insert((table.clone(), name.trim_start_matches("r#").to_owned()), kind);
        } else if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            table = name.to_owned();
        }
    }
    assert!(columns.len() > 60, "schema.rs was read");
    columns
}

fn bare(kind: &str) -> &str {
    kind.strip_prefix("Nullable<").and_then(|inner| inner.strip_suffix('>')).unwrap_or(kind)
}

fn migrations(tree: &str) -> FileBasedMigrations {
    FileBasedMigrations::from_path(root().join("migrations").join(tree)).expect("migrations")
}

fn sqlite() -> SqliteConnection {
    let mut conn = SqliteConnection::establish(":memory:").expect("a database");
    conn.batch_execute("PRAGMA foreign_keys = ON").expect("keys");
    conn.run_pending_migrations(migrations("sqlite")).expect("migrations run");
    conn
}

fn sqlite_columns(conn: &mut SqliteConnection) -> Columns {
    let rows: Vec<Column> = diesel::sql_query(
        "SELECT m.name AS table_name, c.name AS column_name, upper(c.type) || CASE WHEN c.\"notnull\" OR c.pk > 0 THEN '' ELSE '?' END AS kind \
         FROM sqlite_master m, pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' \
         AND m.sql NOT LIKE 'CREATE VIRTUAL%' AND NOT EXISTS (SELECT 1 FROM sqlite_master v \
         WHERE v.sql LIKE 'CREATE VIRTUAL%' AND substr(m.name, 1, length(v.name) + 1) = v.name || '_')",
    )
    .load(conn)
    .expect("columns");
    rows.into_iter().map(|row| ((row.table_name, row.column_name), row.kind)).collect()
}

fn sqlite_kind(kind: &str) -> String {
    let plain = match bare(kind) {
        "Uid" | "Binary" => "BLOB",
        "UtcTs" | "CivilDate" | "JsonDoc" | "Text" => "TEXT",
        "BigInt" | "Integer" | "Bool" => "INTEGER",
        "Double" => "REAL",
        other => panic!("a type of its own: {other}"),
    };
    format!("{plain}{}", if kind.starts_with("Nullable") { "?" } else { "" })
}

fn postgres_kind(kind: &str) -> String {
    let plain = match bare(kind) {
        "Uid" => "uuid",
        "Binary" => "bytea",
        "UtcTs" => "timestamp with time zone",
        "CivilDate" => "date",
        "JsonDoc" => "jsonb",
        "Text" => "text",
        "BigInt" => "bigint",
        "Integer" => "integer",
        "Bool" => "boolean",
        "Double" => "double precision",
        other => panic!("a type of its own: {other}"),
    };
    format!("{plain}{}", if kind.starts_with("Nullable") { "?" } else { "" })
}

fn compare(found: &Columns, expected_kind: fn(&str) -> String) {
    let expected: Columns = schema().into_iter().map(|(place, kind)| (place, expected_kind(&kind))).collect();
    let mut wrong = Vec::new();
    for (place, kind) in &expected {
        match found.get(place) {
            None => wrong.push(format!("{}.{} is in schema.rs only", place.0, place.1)),
            Some(other) if other != kind => {
                wrong.push(format!("{}.{} is {other}, not {kind}", place.0, place.1))
            }
            Some(_) => {}
        }
    }
    for place in found.keys().filter(|place| !expected.contains_key(*place)) {
        wrong.push(format!("{}.{} is in the database only", place.0, place.1));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sqlite_has_the_tables_of_the_schema() {
    compare(&sqlite_columns(&mut sqlite()), sqlite_kind);
}

#[test]
fn sqlite_migrations_can_be_undone_and_done_again() {
    let mut conn = sqlite();
    let before = sqlite_columns(&mut conn);
    conn.revert_all_migrations(migrations("sqlite")).expect("all undone");
    assert!(sqlite_columns(&mut conn).is_empty());
    conn.run_pending_migrations(migrations("sqlite")).expect("done again");
    assert_eq!(sqlite_columns(&mut conn), before);
}

#[test]
fn postgres_has_the_tables_of_the_schema_and_can_undo_them() {
    let Ok(server) = std::env::var("WARDBOOK_TEST_POSTGRES") else {
        eprintln!("not run: WARDBOOK_TEST_POSTGRES names no server");
        return;
    };
    let name = format!("wardbook_law_{}", std::process::id());
    let mut admin = PgConnection::establish(&server).expect("the server");
    admin.batch_execute(&format!("CREATE DATABASE {name}")).expect("a database");
    let (base, _) = server.rsplit_once('/').expect("an address");
    let mut conn = PgConnection::establish(&format!("{base}/{name}")).expect("the database");
    conn.run_pending_migrations(migrations("postgres")).expect("migrations run");
    let columns = |conn: &mut PgConnection| -> Columns {
        let rows: Vec<Column> = diesel::sql_query(
            "SELECT table_name::text, column_name::text, data_type || CASE WHEN is_nullable = 'YES' THEN '?' ELSE '' END AS kind \
             FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%'",
        )
        .load(conn)
        .expect("columns");
        rows.into_iter().map(|row| ((row.table_name, row.column_name), row.kind)).collect()
    };
    compare(&columns(&mut conn), postgres_kind);
    conn.revert_all_migrations(migrations("postgres")).expect("all undone");
    assert!(columns(&mut conn).is_empty());
    drop(conn);
    admin.batch_execute(&format!("DROP DATABASE {name}")).expect("dropped");
}

/// Diesel tells migrations apart by what stands before the first underscore alone, and silently takes one of two.
#[test]
fn no_two_migrations_share_a_stamp() {
    let mut stamps: Vec<String> = std::fs::read_dir(root().join("migrations/sqlite"))
        .expect("migrations")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .map(|name| name.split('_').next().unwrap_or_default().to_owned())
        .collect();
    stamps.sort();
    let all = stamps.len();
    stamps.dedup();
    assert_eq!(stamps.len(), all, "a stamp is used twice among {stamps:?}");
}

#[test]
fn both_trees_have_the_same_migrations() {
    let names = |tree: &str| -> BTreeSet<String> {
        std::fs::read_dir(root().join("migrations").join(tree))
            .expect("a tree")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
    // Diesel tells migrations apart by what stands before the first underscore.
    let all = names("sqlite");
    let versions: BTreeSet<&str> = all.iter().filter_map(|name| name.split('_').next()).collect();
    assert_eq!(versions.len(), all.len(), "two migrations have the same number: {all:?}");
}

/// `src/columns.txt` says of each column whether it is plain, personal, health or secret.
#[test]
fn every_column_is_classified() {
    let text = std::fs::read_to_string(root().join("src/columns.txt")).expect("columns.txt");
    let mut classified = BTreeSet::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let (column, class) = (words.next().expect("a column"), words.next().expect("a class"));
        assert!(matches!(class, "plain" | "personal" | "health" | "secret"), "{line}");
        assert!(classified.insert(column.to_owned()), "twice: {column}");
    }
    let real: BTreeSet<String> =
        schema().into_keys().map(|(table, column)| format!("{table}.{column}")).collect();
    let missing: Vec<&String> = real.difference(&classified).collect();
    let gone: Vec<&String> = classified.difference(&real).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "not classified: {missing:?}\nclassified but gone: {gone:?}"
    );
}
