//! A database for one test, copied from a template that is made once per run.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use clap::Parser as _;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use wardbook::app::{self, Adjustments};
use wardbook::doors::demo;
use wardbook::gate::access::model::Role;
use wardbook::gate::access::password::Password;
use wardbook::gate::access::store::{self, NewAccount};
use wardbook::gate::access::{NewInstallation, found};
use wardbook::gate::actor::Actor;
use wardbook::gate::desk::House;
use wardbook::gate::hospital::{self, NewHospital, SiteSheet};
use wardbook::kit::clock::Clock;
use wardbook::kit::config::Settings;
use wardbook::kit::db::Deed;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Where one test's data lies; removed when the test ends.
pub struct Place {
    folder: PathBuf,
    database: Option<String>,
}

/// Only what clap makes of an empty command line: every setting at its default.
#[derive(clap::Parser)]
struct Defaults {
    #[command(flatten)]
    settings: Settings,
}

/// Kept in memory: nothing of it is left on disk when the tests are over, however they end.
struct Template {
    key: Vec<u8>,
    content: Content,
}

enum Content {
    /// The bytes of an embedded database.
    File(Vec<u8>),
    /// The name of a database of the server, which is thrown away after the run.
    Database(String),
}

/// A hospital with one person of each role and nobody else.
static BARE: LazyLock<Template> = LazyLock::new(|| make_template("bare", &found_bare));
/// The demonstration hospital.
static DEMO: LazyLock<Template> = LazyLock::new(|| make_template("demo", &build_demo));

/// The server's maintenance database, when the tests run on PostgreSQL.
fn server() -> Option<String> {
    std::env::var("WARDBOOK_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

fn url_of(database: &str) -> String {
    let server = server().expect("a server");
    let (base, _) = server.rsplit_once('/').expect("a server address ending in /postgres");
    format!("{base}/{database}")
}

impl Place {
    /// A copy of the hospital with nobody in it but one person of each role.
    pub fn bare() -> Self {
        Self::copy(&BARE)
    }

    /// A copy of the demonstration hospital.
    pub fn demo() -> Self {
        Self::copy(&DEMO)
    }

    fn copy(template: &Template) -> Self {
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let name = format!("wardbook_test_{}_{number}", std::process::id());
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).expect("a folder");
        write_key(&folder.join("wardbook.key"), &template.key);
        let database = match &template.content {
            Content::Database(from) => {
                administer(&format!("CREATE DATABASE {name} TEMPLATE {from} STRATEGY WAL_LOG"));
                Some(name)
            }
            Content::File(bytes) => {
                std::fs::write(folder.join("wardbook.db"), bytes).expect("a copy");
                None
            }
        };
        Self { folder, database }
    }

    pub fn settings(&self) -> Settings {
        settings(&self.folder, self.database.as_deref())
    }
}

/// Readable by its owner alone, as the application makes it.
fn write_key(file: &std::path::Path, key: &[u8]) {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(0o600).open(file).expect("the key");
    std::io::Write::write_all(&mut file, key).expect("the key");
}

impl Drop for Place {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.folder).ok();
        let Some(name) = &self.database else { return };
        // The application's pools may still be open. What is left all the same goes with the cluster.
        let server = server().and_then(|server| PgConnection::establish(&server).ok());
        if let Some(mut conn) = server {
            conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).ok();
        }
    }
}

/// Every setting at its default, on a folder (and a database) of the test's own.
pub fn settings(folder: &std::path::Path, database: Option<&str>) -> Settings {
    let mut settings = Defaults::parse_from(["test"]).settings;
    settings.data = folder.to_owned();
    settings.database_url = database.map(url_of);
    settings.readers = 4;
    settings
}

/// Runs a statement on the server's maintenance database; one at a time, since a template cannot be copied twice at
/// once.
fn administer(statement: &str) {
    static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut conn = PgConnection::establish(&server().expect("a server")).expect("the server");
    conn.batch_execute(statement).expect(statement);
}

fn make_template(what: &str, fill: &dyn Fn(&House)) -> Template {
    let name = format!("wardbook_template_{what}_{}", std::process::id());
    let folder = std::env::temp_dir().join(&name);
    std::fs::create_dir_all(&folder).expect("a folder");
    let database = server().map(|_| {
        administer(&format!("CREATE DATABASE {name}"));
        name
    });
    let settings = settings(&folder, database.as_deref());
    app::migrate(&settings).expect("migrations run");
    let clock = Clock::set(super::NOW.parse().expect("a time"));
    let adjust = Adjustments { clock: Some(clock), cost: Some(super::CHEAP), ..Adjustments::default() };
    let house = app::open(settings, adjust).expect("a house");
    fill(&house);
    drop(house);
    // The house's threads close their connections in their own time; a template must have none.
    std::thread::sleep(std::time::Duration::from_millis(300));
    if let Some(name) = &database {
        administer(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        ));
    } else {
        let mut conn =
            SqliteConnection::establish(&folder.join("wardbook.db").to_string_lossy()).expect("the template");
        conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE")
            .expect("one file");
    }
    let read = |name: &str| std::fs::read(folder.join(name)).expect(name);
    let key = read("wardbook.key");
    let content = database.map_or_else(|| Content::File(read("wardbook.db")), Content::Database);
    std::fs::remove_dir_all(&folder).expect("nothing left");
    Template { key, content }
}

fn found_bare(house: &House) {
    let hash = house.hasher.hash_now(&Password::new(super::PASSWORD)).expect("a hash");
    let account = move |role: Role| NewAccount {
        role,
        name: format!("Test {role}"),
        email: format!("{role}@test.example"),
        email_key: format!("{role}@test.example"),
        password_hash: Some(hash.clone()),
        one_time_until: None,
        patient: None,
    };
    house
        .db
        .write_now(&Actor::system("test", &house.root), move |tx| {
            found(
                tx,
                &NewInstallation {
                    hospital: NewHospital {
                        name: "Test Hospital".into(),
                        address: "1 Test Street".into(),
                        time_zone: "Europe/Berlin".into(),
                        currency: "EUR".into(),
                        demonstration: None,
                    },
                    site: "Main house".into(),
                    admin: account(Role::Admin),
                },
            )?;
            hospital::insert_site(tx, &SiteSheet::new("Harbour clinic", "Europe/Berlin"))?;
            for role in [Role::Doctor, Role::Nurse, Role::Receptionist, Role::Patient] {
                store::insert_account(tx, &account(role))?;
            }
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("people");
}

fn build_demo(house: &House) {
    let (db, root) = (&house.db, &house.root);
    let today =
        super::NOW.parse::<jiff::Timestamp>().expect("a time").to_zoned(jiff::tz::TimeZone::UTC).date();
    demo::build(db, root, demo::Demonstration::default(), today, &|_| ()).expect("a demonstration");
    let offered = db.read_now(demo::offered).expect("people to sign in as");
    let hash = house.hasher.hash_now(&Password::new(super::PASSWORD)).expect("a hash");
    demo::set_passwords(db, root, &offered, hash).expect("passwords");
}
