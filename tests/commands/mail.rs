//! Mail as an operator and an accident meet it: `wardbook mail test`, and servers that are killed while they send.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use clap::Parser as _;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use wardbook::app::{self, Adjustments};
use wardbook::gate::actor::Actor;
use wardbook::gate::notifications::outbox::{self, Kind, Letter, Message, Recipient, Via};
use wardbook::kit::config::Settings;
use wardbook::kit::db::types::Utc;
use wardbook::kit::db::{Conn, Db, Deed, Location, Options};
use wardbook::kit::seal::Key;
use wardbook::schema::{deliveries, delivery_attempts};

use super::mail_server::MailServer;
use super::{Folder, Server, err, free_port, healthy, out, set_up_by, wardbook};

/// The settings that lead mail to a server.
fn settings(port: u16) -> Vec<(&'static str, String)> {
    vec![
        ("WARDBOOK_MAIL", "smtp".into()),
        ("WARDBOOK_MAIL_FROM", "Test Hospital <office@test.example>".into()),
        ("WARDBOOK_SMTP_HOST", "127.0.0.1".into()),
        ("WARDBOOK_SMTP_PORT", port.to_string()),
        ("WARDBOOK_SMTP_TLS", "none".into()),
        ("WARDBOOK_SEND_SECONDS", "2".into()),
    ]
}

fn test_mail(folder: &Path, settings: &[(&str, String)], address: &str) -> Output {
    let mut command = wardbook(folder);
    command.envs(settings.iter().map(|(name, value)| (*name, value.as_str())));
    command.args(["mail", "test", address]).output().expect("the command runs")
}

#[test]
fn a_test_message_says_what_came_of_it() {
    let folder = Folder::new("mail_test");
    let off = test_mail(&folder.0, &[], "ana@test.example");
    assert!(!off.status.success() && out(&off).contains("Mail is not set up"), "{}", out(&off));

    let server = MailServer::start(&[]);
    let good = settings(server.port);
    let sent = test_mail(&folder.0, &good, "ana@test.example");
    assert!(sent.status.success() && out(&sent).contains("Taken by 127.0.0.1"), "{}", out(&sent));
    assert_eq!(server.taken().len(), 1);
    for (address, words) in [
        ("nobody@test.example", "knows no such address as nobody@test.example"),
        ("no address", "knows no such address"),
        ("later@test.example", "asks to try later. It says: 451"),
        ("full@test.example", "refuses the message. It says: 552"),
        ("hang@test.example", "took longer than 2 seconds"),
    ] {
        let failed = test_mail(&folder.0, &good, address);
        assert!(!failed.status.success() && out(&failed).contains(words), "{address}: {}", out(&failed));
    }
    let closed = test_mail(&folder.0, &settings(free_port()), "ana@test.example");
    assert!(out(&closed).contains("Nobody answers as a mail server"), "{}", out(&closed));
    for kind in ["starttls", "tls"] {
        let mut other = good.clone();
        other[4].1 = kind.into();
        let failed = test_mail(&folder.0, &other, "ana@test.example");
        assert!(!failed.status.success() && !out(&failed).contains("Taken"), "{kind}: {}", out(&failed));
    }
}

#[test]
fn a_mail_server_that_wants_a_password_gets_it_from_a_file() {
    let folder = Folder::new("mail_sign_in");
    std::fs::create_dir_all(&folder.0).expect("a folder");
    let server = MailServer::start(&["office", "two green herons"]);
    let file = folder.0.join("password");
    let with = |password: &str| {
        std::fs::write(&file, password).expect("written");
        let mut settings = settings(server.port);
        settings.push(("WARDBOOK_SMTP_USER", "office".into()));
        settings.push(("WARDBOOK_SMTP_PASSWORD_FILE", file.display().to_string()));
        test_mail(&folder.0, &settings, "ana@test.example")
    };
    let wrong = with("three green herons");
    assert!(out(&wrong).contains("does not accept our name and password"), "{}", out(&wrong));
    assert!(!out(&wrong).contains("herons"));
    let right = with("two green herons\n");
    assert!(right.status.success(), "{}", out(&right));
    // One that offers no way to sign in is no address that nobody has.
    let open = MailServer::start(&[]);
    let mut settings = settings(open.port);
    settings.push(("WARDBOOK_SMTP_USER", "office".into()));
    settings.push(("WARDBOOK_SMTP_PASSWORD_FILE", file.display().to_string()));
    let none = test_mail(&folder.0, &settings, "ana@test.example");
    assert!(out(&none).contains("does not accept our name and password"), "{}", out(&none));
    assert!(open.taken().is_empty());
}

#[test]
fn the_folder_for_trials_holds_what_would_have_been_sent() {
    let folder = Folder::new("mail_folder");
    let written = test_mail(&folder.0, &[("WARDBOOK_MAIL", "file".into())], "ana@test.example");
    assert!(written.status.success(), "{}", out(&written));
    let files: Vec<_> = std::fs::read_dir(folder.0.join("mail"))
        .expect("a folder")
        .map(|file| file.expect("a file"))
        .collect();
    assert_eq!(files.len(), 1);
    let text = std::fs::read_to_string(files[0].path()).expect("a message");
    assert!(text.contains("To: ana@test.example") && text.contains("Message-ID: <"));
}

/// A hospital whose outbox is filled and looked into beside its servers.
pub(super) struct Hospital {
    folder: Folder,
    database: Option<String>,
}

#[derive(clap::Parser)]
struct Defaults {
    #[command(flatten)]
    settings: Settings,
}

impl Hospital {
    pub(super) fn new(name: &str, server: Option<&str>) -> Self {
        let database = server.map(|server| {
            let database = format!("wardbook_command_{name}_{}", std::process::id());
            administer(server, &format!("CREATE DATABASE {database}"));
            format!("{}/{database}", server.rsplit_once('/').expect("an address ending in /postgres").0)
        });
        let folder = Folder::new(&format!("{name}_{}", server.is_some()));
        let this = Self { folder, database };
        let done = set_up_by(this.command(), "correct horse battery staple");
        assert!(done.status.success(), "{}", err(&done));
        this
    }

    fn command(&self) -> Command {
        let mut command = wardbook(&self.folder.0);
        if let Some(url) = &self.database {
            command.env("DATABASE_URL", url);
        }
        command
    }

    pub(super) fn serve(&self, mail: &MailServer) -> Server {
        let port = free_port();
        let mut command = self.command();
        command.envs(settings(mail.port));
        let child =
            command.args(["serve", "--listen", &format!("127.0.0.1:{port}")]).spawn().expect("it starts");
        let server = Server(child, port);
        let began = Instant::now();
        while !healthy(&self.folder.0, port) {
            assert!(began.elapsed() < Duration::from_secs(30), "the server answers");
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    pub(super) fn db(&self) -> Db {
        let location = match &self.database {
            Some(url) => Location::Postgres(url.clone()),
            None => Location::Sqlite(self.folder.0.join("wardbook.db")),
        };
        let clock = wardbook::kit::clock::Clock::system();
        Db::open(Options { location, clock, readers: 1, counter: None }).expect("the database")
    }

    /// Writes messages to p0@…, p1@… of a kind of recipient.
    fn fill(&self, kind: &str, count: usize) {
        let mut settings = Defaults::parse_from(["wardbook"]).settings;
        settings.data = self.folder.0.clone();
        settings.database_url.clone_from(&self.database);
        let house = app::open(settings, Adjustments::default()).expect("a house");
        let kind = kind.to_owned();
        house
            .db
            .write_now(&Actor::system("test", &house.root), move |tx| {
                tx.record(Deed::new("test.prepared"));
                for n in 0..count {
                    let letter = Letter { subject: format!("Number {n}"), ..Letter::default() };
                    let to =
                        Recipient { name: "Ana".into(), patient: None, account: None, phone: String::new() };
                    let message = Message {
                        kind: Kind::Notification,
                        to,
                        via: Via::Mail { address: format!("{kind}{n}@test.example"), letter },
                        about: None,
                        once: None,
                        not_after: None,
                        caused_by: None,
                    };
                    outbox::queue(tx, &message)?;
                }
                Ok(())
            })
            .expect("messages");
    }

    fn count(&self, state: &'static str) -> i64 {
        let count = |conn: &mut Conn| {
            Ok(deliveries::table.filter(deliveries::state.eq(state)).count().get_result(conn)?)
        };
        self.db().read_now(count).expect("a number")
    }

    fn wait_until_sent(&self, count: i64, at_most: Duration) {
        let began = Instant::now();
        while self.count("sent") < count {
            assert!(began.elapsed() < at_most, "{} of {count} are sent", self.count("sent"));
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Hospital {
    fn drop(&mut self) {
        let name = self.database.as_deref().and_then(|url| url.rsplit('/').next());
        if let (Some(name), Some(server)) = (name, postgres()) {
            administer(&server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

pub(super) fn postgres() -> Option<String> {
    std::env::var("WARDBOOK_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

fn administer(server: &str, statement: &str) {
    PgConnection::establish(server).expect("the server").batch_execute(statement).expect(statement);
}

impl Server {
    /// Killed without a word, a while after this.
    fn dies_after(&mut self, salt: u64) {
        std::thread::sleep(Duration::from_millis(300 + u64::from(rand_byte(salt)) * 4));
        self.0.kill().expect("killed");
        self.0.wait().expect("it ended");
    }
}

/// How often each message was taken, by its Message-ID.
fn copies(mail: &MailServer) -> BTreeMap<String, usize> {
    let mut copies = BTreeMap::new();
    for one in mail.taken() {
        *copies.entry(one["id"].to_string()).or_default() += 1;
    }
    copies
}

#[test]
fn killed_at_random_it_loses_nothing_and_repeats_only_what_it_died_with() {
    let (hospital, mail) = (Hospital::new("mail_killed", None), MailServer::start(&[]));
    hospital.fill("slow", MESSAGES);
    for kill in 0..5_u64 {
        hospital.serve(&mail).dies_after(kill);
    }
    let _server = hospital.serve(&mail);
    nothing_is_lost_or_repeated(&hospital, &mail);
}

#[test]
fn two_servers_killed_at_random_lose_nothing_and_repeat_only_what_they_died_with() {
    let Some(url) = postgres() else { return };
    let (hospital, mail) = (Hospital::new("mail_two_killed", Some(&url)), MailServer::start(&[]));
    hospital.fill("slow", MESSAGES);
    let mut standing = hospital.serve(&mail);
    for kill in 0..3_u64 {
        let next = hospital.serve(&mail);
        standing.dies_after(kill);
        standing = next;
    }
    standing.dies_after(3);
    // Two minutes later, when whoever holds a lease has lost it.
    hospital
        .db()
        .write_now(&Actor::system("test", &Key::generate()), |tx| {
            tx.nothing_to_record("a test lets time pass");
            let long_ago = Utc("2026-01-01T00:00:00Z".parse().expect("an instant"));
            diesel::update(deliveries::table.filter(deliveries::state.eq("sending")))
                .set(deliveries::lease_until.eq(Some(long_ago)))
                .execute(tx.conn())?;
            Ok(())
        })
        .expect("time has passed");
    let _both = [hospital.serve(&mail), hospital.serve(&mail)];
    nothing_is_lost_or_repeated(&hospital, &mail);
}

/// Messages of which a server sends some before it is killed.
const MESSAGES: usize = 80;

/// All are sent, each under its Message-ID, and more than once only if its process died with it.
fn nothing_is_lost_or_repeated(hospital: &Hospital, mail: &MailServer) {
    hospital.wait_until_sent(MESSAGES as i64, Duration::from_secs(60));

    let copies = copies(mail);
    assert_eq!(copies.len(), MESSAGES, "nothing is lost, and each keeps its Message-ID");
    let lost: BTreeMap<String, usize> = hospital
        .db()
        .read_now(|conn| {
            let rows: Vec<String> = delivery_attempts::table
                .inner_join(deliveries::table.on(deliveries::id.eq(delivery_attempts::delivery_id)))
                .filter(delivery_attempts::outcome.eq("lost"))
                .select(deliveries::message_id)
                .load(conn)?;
            let mut lost = BTreeMap::new();
            for id in rows {
                *lost.entry(format!("\"<{id}>\"")).or_default() += 1;
            }
            Ok(lost)
        })
        .expect("tries");
    assert!(!lost.is_empty(), "it was killed while it sent");
    for (id, count) in copies {
        let died = lost.get(&id).copied().unwrap_or_default();
        assert!(count <= 1 + died, "{id} was taken {count} times, and its process died {died} times");
    }
}

#[test]
fn two_servers_on_one_database_send_nothing_twice() {
    // On the embedded database there is one server; several at once are asked for in the requests.
    let Some(server) = postgres() else { return };
    const MESSAGES: usize = 120;
    let (hospital, mail) = (Hospital::new("mail_two", Some(&server)), MailServer::start(&[]));
    let servers = [hospital.serve(&mail), hospital.serve(&mail)];
    hospital.fill("p", MESSAGES);
    hospital.wait_until_sent(MESSAGES as i64, Duration::from_secs(60));
    let copies = copies(&mail);
    assert_eq!((copies.len(), mail.taken().len()), (MESSAGES, MESSAGES));
    let owners: i64 =
        hospital.db().read_now(|conn| Ok(delivery_attempts::table.count().get_result(conn)?)).expect("tries");
    assert_eq!(owners, MESSAGES as i64, "each was tried once");
    drop(servers);
}

/// Another figure at every run, without a generator of our own.
fn rand_byte(salt: u64) -> u8 {
    use std::hash::{BuildHasher as _, RandomState};
    RandomState::new().hash_one(salt).to_le_bytes()[0]
}
