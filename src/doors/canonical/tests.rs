//! What is content, and that it prints the same from both databases.

use std::path::PathBuf;
use std::sync::Arc;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;

use super::*;
use crate::doors::fhir::{read_bundle, write_bundle};
use crate::kit::clock::Clock;
use crate::kit::db::{Db, Location, Options, Permit, Sign, Tx, migrate};

#[test]
fn every_reference_of_the_schema_is_known() {
    for table in catalog::tables().unwrap() {
        if LEFT_OUT.contains(&table.name.as_str()) {
            continue;
        }
        for column in table.columns.iter().filter(|column| column.kind == Kind::Id && column.name != "id") {
            assert!(
                REFERENCES.iter().any(|(name, _)| *name == column.name),
                "say in REFERENCES where {}.{} leads, or leave the table out",
                table.name,
                column.name
            );
        }
    }
}

#[test]
fn what_is_referred_to_has_a_name() {
    for (column, target) in REFERENCES {
        assert!(NAMES.iter().any(|(table, _)| table == target), "{column}");
    }
}

#[test]
fn no_secret_is_content() {
    for table in catalog::tables().unwrap() {
        if LEFT_OUT.contains(&table.name.as_str()) {
            continue;
        }
        for column in &table.columns {
            let secret = ["secret", "password_hash", "token", "totp"].iter().any(|w| column.name.contains(w));
            assert!(!secret || NOT_CONTENT.contains(&column.name.as_str()), "{}.{}", table.name, column.name);
        }
    }
}

struct Anybody;
impl Sign for Anybody {
    fn sign(&self, _: &mut Tx<'_>) -> Result<()> {
        Ok(())
    }
}
impl Permit for Anybody {
    fn signer(&self) -> Arc<dyn Sign> {
        Arc::new(Self)
    }
}

const BUNDLES: [&str; 3] = [
    include_str!("../../../tests/fixtures/fhir/transaction.json"),
    include_str!("../../../tests/fixtures/fhir/collection.json"),
    include_str!("../../../tests/fixtures/fhir/searchset.json"),
];

struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("wardbook-canonical-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// A migrated database with the bundles in it, imported at `time`.
fn filled(location: Location, time: &str) -> Db {
    migrate(&location).unwrap();
    let clock = Clock::set(time.parse().unwrap());
    let db = Db::open(Options { location, clock, readers: 2, counter: None }).unwrap();
    for bundle in BUNDLES {
        let bundle = Arc::new(read_bundle(bundle).unwrap());
        db.write_now(&Anybody, move |tx| {
            tx.nothing_to_record("a test");
            write_bundle(tx, &bundle, None, None)
        })
        .unwrap();
    }
    db
}

fn printed(db: &Db) -> String {
    db.read_now(|conn| {
        let mut out = Vec::new();
        export(conn, &mut out)?;
        String::from_utf8(out).map_err(Error::bug)
    })
    .unwrap()
}

#[test]
fn the_same_content_prints_the_same_whenever_and_wherever_it_came_in() {
    let (one, other) = (Scratch::new("one"), Scratch::new("other"));
    let first = printed(&filled(Location::Sqlite(one.0.join("t.db")), "2026-11-20T07:05:00Z"));
    let second = printed(&filled(Location::Sqlite(other.0.join("t.db")), "2027-01-01T00:00:00Z"));
    assert_eq!(first, second);
    let read: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(read["patients"].as_array().unwrap().len(), 3);
    assert_eq!(read["problems"][0]["visit_id"], "fhir/Encounter/0a000000-0000-4000-8000-000000000004");
    let coded = read["problems"].as_array().unwrap().iter().find(|row| row["code"] == "38341003").unwrap();
    assert_eq!(coded["other_codings"][0]["code"], "I10");
    for hidden in ["audit_log", "sessions", "import_runs"] {
        assert!(read.get(hidden).is_none(), "{hidden}");
    }
    let Ok(server) = std::env::var("WARDBOOK_TEST_POSTGRES") else {
        eprintln!("skipped on PostgreSQL: WARDBOOK_TEST_POSTGRES names no server");
        return;
    };
    let name = format!("wardbook_canonical_{}", std::process::id());
    let mut admin = PgConnection::establish(&server).unwrap();
    admin.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    let third = printed(&filled(Location::Postgres(format!("{base}/{name}")), "2028-01-01T00:00:00Z"));
    assert!(first == third, "PostgreSQL prints something else");
}

#[test]
fn keys_and_rows_are_sorted() {
    let scratch = Scratch::new("sorted");
    let text = printed(&filled(Location::Sqlite(scratch.0.join("t.db")), "2026-11-20T07:05:00Z"));
    let tables: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix('"')?.split('"').next()).collect();
    assert!(tables.is_sorted(), "{tables:?}");
    let read: Map<String, Value> = serde_json::from_str(&text).unwrap();
    for (table, rows) in read {
        let lines: Vec<String> = rows.as_array().unwrap().iter().map(ToString::to_string).collect();
        assert!(lines.is_sorted(), "{table}");
        for row in rows.as_array().unwrap() {
            let keys: Vec<&String> = row.as_object().unwrap().keys().collect();
            assert!(keys.is_sorted(), "{table}: {keys:?}");
        }
    }
}
