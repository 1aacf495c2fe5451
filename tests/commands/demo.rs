//! `wardbook demo`: what it refuses, what it reuses, what it makes anew; on SQLite, and on PostgreSQL where a server is
//! named by `WARDBOOK_TEST_POSTGRES`.

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection};
use serde_json::Value;

use super::{Folder, Server, err, free_port, out, wardbook};

const PASSWORD: &str = "four blue herons at dawn";
const MARKER: &str = "marker@test.example";

/// An installation of the test's own.
struct Home {
    folder: Folder,
    database: Option<String>,
}

impl Home {
    fn new(name: &str, server: Option<&str>) -> Self {
        let database = server.map(|server| {
            let database = format!("wardbook_command_{name}_{}", std::process::id());
            administer(server, &format!("CREATE DATABASE {database}"));
            format!("{}/{database}", server.rsplit_once('/').expect("an address ending in /postgres").0)
        });
        Self { folder: Folder::new(&format!("demo_{name}_{}", server.is_some())), database }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = wardbook(&self.folder.0);
        if let Some(url) = &self.database {
            command.env("DATABASE_URL", url);
        }
        command.env("WARDBOOK_DEMO_PASSWORD", PASSWORD).args(words);
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().expect("the command runs")
    }

    /// Starts a demonstration, reads what it printed, does something beside it, and stops it.
    fn demo(&self, words: &[&str], beside: impl FnOnce(&Self)) -> Vec<Vec<String>> {
        let port = free_port();
        let listen = format!("127.0.0.1:{port}");
        let printed = self.folder.0.with_extension("printed");
        let file = std::fs::File::create(&printed).expect("a file");
        let mut command = self.command(&["demo", "--listen", &listen]);
        let child = command.args(words).stdout(file).stderr(Stdio::null()).spawn().expect("it starts");
        let mut server = Server(child, port);
        let began = Instant::now();
        while !self.run(&["healthcheck", "--listen", &listen]).status.success() {
            let ended = server.0.try_wait().expect("a child");
            assert!(ended.is_none() && began.elapsed() < Duration::from_secs(120), "{words:?}: it answers");
            std::thread::sleep(Duration::from_millis(100));
        }
        beside(self);
        drop(server);
        let text = std::fs::read_to_string(&printed).expect("lines");
        std::fs::remove_file(&printed).expect("removed");
        text.lines().map(|line| line.split("  ").map(str::to_owned).collect()).collect()
    }

    /// An account that a demonstration made anew does not have.
    fn leave_marker(&self) {
        let made = self.run(&["admin", "create", "--email", MARKER, "--name", "Mark Er"]);
        assert!(made.status.success(), "{}", err(&made));
    }

    /// How many patients there are, and whether the marker is among the accounts.
    fn content(&self) -> (usize, bool) {
        let output = self.run(&["export", "canonical"]);
        assert!(output.status.success(), "{}", err(&output));
        let all: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let rows = |table: &str| all[table].as_array().expect(table).clone();
        (rows("patients").len(), rows("accounts").iter().any(|account| account["email"] == MARKER))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if let (Some(url), Some(server)) = (&self.database, server()) {
            let name = url.rsplit_once('/').expect("a name").1;
            administer(&server, &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

fn server() -> Option<String> {
    std::env::var("WARDBOOK_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

fn administer(server: &str, statement: &str) {
    let mut conn = PgConnection::establish(server).expect("the server");
    conn.batch_execute(statement).expect(statement);
}

fn on_each_database(name: &str, test: impl Fn(&Home)) {
    test(&Home::new(name, None));
    if let Some(server) = server() {
        test(&Home::new(name, Some(&server)));
    }
}

#[test]
fn a_demo_is_reused_when_seed_and_size_agree_and_made_anew_otherwise() {
    on_each_database("reuse", |home| {
        let printed = home.demo(&["--seed", "5", "--patients", "7"], Home::leave_marker);
        let roles: Vec<&str> = printed.iter().map(|line| line[0].as_str()).collect();
        assert_eq!(roles, ["admin", "doctor", "nurse", "receptionist", "patient"]);
        assert!(printed.iter().all(|line| line.len() == 3 && line[1].contains('@') && line[2] == PASSWORD));
        assert_eq!(home.content(), (7, true));
        for words in [&[] as &[&str], &["--patients", "7"], &["--seed", "5", "--patients", "7"]] {
            assert_eq!(home.demo(words, |_| {}), printed, "{words:?}");
            assert_eq!(home.content(), (7, true), "{words:?}: what was there is there");
        }
        home.demo(&["--seed", "6"], Home::leave_marker);
        assert_eq!(
            home.content(),
            (7, true),
            "the marker is the new one's: the old account would have refused it"
        );
        home.demo(&["--fresh"], |_| {});
        assert_eq!(home.content(), (7, false));
        home.demo(&["--patients", "9"], |home| {
            let verified = home.run(&["audit", "verify"]);
            assert!(verified.status.success() && out(&verified).contains("whole"), "{}", err(&verified));
        });
        assert_eq!(home.content(), (9, false));
    });
}

#[test]
fn a_demo_refuses_a_real_hospital_and_leaves_it_alone() {
    on_each_database("real", |home| {
        let words = [
            "setup",
            "--hospital",
            "Test Hospital",
            "--time-zone",
            "UTC",
            "--currency",
            "EUR",
            "--name",
            "Ada Test",
        ];
        let password = home.folder.0.with_extension("password");
        std::fs::write(&password, PASSWORD).expect("written");
        let mut set_up = home.command(&words);
        set_up.args(["--email", MARKER, "--password-stdin"]);
        let set_up = set_up.stdin(std::fs::File::open(&password).expect("a file")).output().expect("it runs");
        std::fs::remove_file(&password).expect("removed");
        assert!(set_up.status.success(), "{}", err(&set_up));
        let before = home.run(&["export", "canonical"]).stdout;
        let listen = format!("127.0.0.1:{}", free_port());
        for more in [&[] as &[&str], &["--fresh"], &["--patients", "3"]] {
            let refused = home.command(&["demo", "--listen", &listen]).args(more).output().expect("it runs");
            let said = err(&refused);
            assert!(
                !refused.status.success() && said.contains("real hospital, Test Hospital"),
                "{more:?}: {said}"
            );
            assert!(out(&refused).is_empty(), "no account is offered");
        }
        assert_eq!(home.run(&["export", "canonical"]).stdout, before);
    });
}

#[test]
fn a_demo_refuses_to_be_reached_from_elsewhere_and_makes_nothing() {
    on_each_database("loopback", |home| {
        for address in ["0.0.0.0:8080", "[::]:8080", "192.0.2.1:8080"] {
            let refused = home.run(&["demo", "--listen", address]);
            assert!(!refused.status.success());
            assert!(err(&refused).contains("not a loopback address"), "{address}: {}", err(&refused));
        }
        assert!(!home.folder.0.exists(), "no folder was made");
        let content = home.run(&["export", "canonical"]);
        assert!(!content.status.success(), "no hospital was made");
    });
}

#[test]
fn a_demo_says_at_once_when_its_port_is_taken_or_its_password_is_none() {
    let home = Home::new("port", None);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let listen = taken.local_addr().expect("an address").to_string();
    let refused = home.run(&["demo", "--listen", &listen]);
    assert!(
        !refused.status.success() && err(&refused).contains("cannot be listened on"),
        "{}",
        err(&refused)
    );
    assert!(!home.folder.0.join("wardbook.db").exists(), "nothing was made first");
    let mut empty = home.command(&["demo", "--listen", "127.0.0.1:0"]);
    let refused = empty.env("WARDBOOK_DEMO_PASSWORD", "").output().expect("it runs");
    assert!(!refused.status.success() && err(&refused).contains("1 to 256 characters"), "{}", err(&refused));
}
