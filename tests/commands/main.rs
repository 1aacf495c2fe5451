//! The binary itself: what somebody types, what it answers, what it refuses.

#![expect(clippy::expect_used, reason = "a test says what it expects")]

#[path = "../support/mail_server.rs"]
mod mail_server;
#[path = "../support/line.rs"]
mod line;

mod demo;
mod folder;
mod mail;
mod processes;
mod tls;
mod visitor;

use std::io::Write as _;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;

/// A folder of the test's own, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("wardbook_command_{name}_{}", std::process::id()));
        std::fs::remove_dir_all(&path).ok();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// A server that is stopped with the test, and its port.
struct Server(Child, u16);

impl Server {
    fn at(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.1))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn wardbook(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wardbook"));
    command.env_clear().env("WARDBOOK_DATA", data).env("WARDBOOK_LOG", "error");
    command
}

fn run(data: &Path, words: &[&str]) -> Output {
    wardbook(data).args(words).output().expect("the command runs")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn set_up(data: &Path, password: &str) -> Output {
    set_up_by(wardbook(data), password)
}

/// Sets up the hospital of a command.
fn set_up_by(mut command: Command, password: &str) -> Output {
    let mut child = command
        .args(["setup", "--hospital", "Test Hospital", "--time-zone", "europe/berlin", "--currency", "eur"])
        .args(["--email", "ada@test.example", "--name", "Ada Test", "--password-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    child.stdin.take().expect("input").write_all(password.as_bytes()).expect("written");
    child.wait_with_output().expect("the command ends")
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port()
}

fn serve(data: &Path, port: u16) -> Server {
    let child = wardbook(data)
        .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts");
    let server = Server(child, port);
    let began = Instant::now();
    while !healthy(data, port) {
        assert!(began.elapsed() < Duration::from_secs(20), "the server answers");
        std::thread::sleep(Duration::from_millis(50));
    }
    server
}

fn healthy(data: &Path, port: u16) -> bool {
    run(data, &["healthcheck", "--listen", &format!("127.0.0.1:{port}")]).status.success()
}

#[test]
fn a_hospital_is_set_up_once_and_checked() {
    let folder = Folder::new("setup");
    let short = set_up(&folder.0, "too short");
    assert!(!short.status.success() && err(&short).contains("at least 15 characters"), "{}", err(&short));
    let done = set_up(&folder.0, "correct horse battery staple\n");
    assert!(done.status.success(), "{}", err(&done));
    let again = set_up(&folder.0, "correct horse battery staple");
    assert!(!again.status.success() && err(&again).contains("set up already"), "{}", err(&again));
    let doctor = run(&folder.0, &["doctor"]);
    assert!(doctor.status.success() && !out(&doctor).contains("BAD"), "{}", out(&doctor));
    let verify = run(&folder.0, &["audit", "verify"]);
    assert!(verify.status.success() && out(&verify).contains("whole"), "{}", out(&verify));
}

#[test]
fn admins_are_made_and_reset_with_one_time_passwords() {
    let folder = Folder::new("admin");
    let before = run(&folder.0, &["admin", "create", "--email", "b@test.example", "--name", "Bo Test"]);
    assert!(!before.status.success(), "there is no hospital yet");
    assert!(set_up(&folder.0, "correct horse battery staple").status.success());
    let made = run(&folder.0, &["admin", "create", "--email", "b@test.example", "--name", "Bo Test"]);
    assert!(made.status.success() && out(&made).contains("One-time password"), "{}", err(&made));
    let twice = run(&folder.0, &["admin", "create", "--email", "B@test.example", "--name", "Bo Test"]);
    assert!(!twice.status.success() && err(&twice).contains("already"), "{}", err(&twice));
    let reset = run(&folder.0, &["admin", "reset-password", "--email", "b@test.example"]);
    assert!(reset.status.success() && out(&reset).contains("One-time password"));
    let nobody = run(&folder.0, &["admin", "reset-password", "--email", "nobody@test.example"]);
    assert!(!nobody.status.success() && err(&nobody).contains("no account"), "{}", err(&nobody));
}

#[test]
fn a_second_server_on_one_installation_refuses_and_other_commands_run_beside_it() {
    let folder = Folder::new("second");
    assert!(set_up(&folder.0, "correct horse battery staple").status.success());
    let _server = serve(&folder.0, free_port());
    let second = run(&folder.0, &["serve", "--listen", &format!("127.0.0.1:{}", free_port())]);
    assert!(
        !second.status.success() && err(&second).contains("Another Wardbook is running"),
        "{}",
        err(&second)
    );
    let beside = run(&folder.0, &["admin", "create", "--email", "c@test.example", "--name", "Cy Test"]);
    assert!(beside.status.success(), "{}", err(&beside));
}

#[test]
fn head_sends_the_headers_of_get_and_no_byte_more() {
    use std::io::Read as _;
    let folder = Folder::new("head");
    assert!(set_up(&folder.0, "correct horse battery staple").status.success());
    let port = free_port();
    let _server = serve(&folder.0, port);
    let mut line = std::net::TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    line.set_read_timeout(Some(Duration::from_secs(10))).expect("patience");
    // A byte too many of the first answer would be read as the head of the second.
    for (path, close) in [("/sign-in", ""), ("/healthz", ""), ("/static/none", "Connection: close\r\n")] {
        write!(line, "HEAD {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{close}\r\n").expect("sent");
    }
    let mut answers = String::new();
    line.read_to_string(&mut answers).expect("answers");
    let heads: Vec<&str> = answers.split("\r\n\r\n").collect();
    assert_eq!((heads.len(), heads[3]), (4, ""), "{answers}");
    for (head, status) in heads.iter().zip(["200 OK", "200 OK", "404 Not Found"]) {
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{head}");
        assert!(head.contains("content-security-policy: default-src 'none'"), "{head}");
    }
    assert!(heads[1].contains("content-length: 3"), "{answers}");
}

#[test]
fn what_was_answered_survives_the_servers_death() {
    let folder = Folder::new("killed");
    assert!(set_up(&folder.0, "correct horse battery staple").status.success());
    let mut server = serve(&folder.0, free_port());
    let made = run(&folder.0, &["admin", "create", "--email", "d@test.example", "--name", "Di Test"]);
    assert!(made.status.success());
    server.0.kill().expect("killed");
    server.0.wait().expect("dead");
    let began = Instant::now();
    let _again = serve(&folder.0, free_port());
    assert!(began.elapsed() < Duration::from_secs(5), "back within five seconds");
    let twice = run(&folder.0, &["admin", "create", "--email", "d@test.example", "--name", "Di Test"]);
    assert!(!twice.status.success() && err(&twice).contains("already"), "the account is still there");
}

#[test]
fn secrets_are_masked_and_bad_settings_are_refused_in_words() {
    let folder = Folder::new("config");
    let print = wardbook(&folder.0)
        .env("DATABASE_URL", "postgres://user:topsecret@db.test.example/x")
        .env("WARDBOOK_SECRET", "topsecrettopsecrettopsecrettopsecret")
        .args(["config", "print"])
        .output()
        .expect("the command runs");
    assert!(print.status.success() && !out(&print).contains("topsecret"), "{}", out(&print));
    for (name, value, words) in [
        ("DATABASE_URL", "mysql://x", "must begin with postgres://"),
        ("DATABASE_URL", "postgres://x/y?sslmode=require", "cannot speak TLS"),
        ("WARDBOOK_SECRET", "short", "at least 32"),
    ] {
        let output = wardbook(&folder.0)
            .env(name, value)
            .args(["config", "print"])
            .output()
            .expect("the command runs");
        assert!(!output.status.success() && err(&output).contains(words), "{name}={value}: {}", err(&output));
        assert!(!err(&output).contains("panicked"));
    }
}

#[test]
fn secrets_can_come_from_files() {
    let folder = Folder::new("files");
    std::fs::create_dir_all(&folder.0).expect("a folder");
    let file = folder.0.join("secret");
    std::fs::write(&file, "a secret of more than thirty-two characters\n").expect("written");
    let print = wardbook(&folder.0)
        .env("WARDBOOK_SECRET_FILE", &file)
        .args(["config", "print"])
        .output()
        .expect("the command runs");
    assert!(print.status.success() && out(&print).contains("WARDBOOK_SECRET=(hidden)"), "{}", err(&print));
}

/// Says that the last run was at another time.
fn mark(data: &Path, at: &str) {
    let file = data.join("wardbook.db");
    let mut conn = SqliteConnection::establish(&file.to_string_lossy()).expect("the database");
    conn.batch_execute(&format!("UPDATE job_marks SET done_at = '{at}' WHERE name = 'purge'"))
        .expect("marked");
}

#[test]
fn what_was_cancelled_is_removed_by_command_and_never_by_a_clock_that_jumped() {
    let folder = Folder::new("purge");
    assert!(!run(&folder.0, &["purge"]).status.success(), "there is no hospital yet");
    assert!(set_up(&folder.0, "correct horse battery staple").status.success());
    let before = run(&folder.0, &["doctor"]);
    assert!(out(&before).contains("after 30 days, not looked for yet"), "{}", out(&before));
    let done = run(&folder.0, &["purge"]);
    assert!(done.status.success() && out(&done).contains("0 cancelled appointments"), "{}", err(&done));
    let after = run(&folder.0, &["doctor"]);
    assert!(after.status.success() && out(&after).contains("last looked for"), "{}", out(&after));
    for (last, words) in [
        ("2099-01-01T00:00:00.000000Z", "lies ahead of the clock"),
        ("2020-01-01T00:00:00.000000Z", "more than a week back"),
    ] {
        mark(&folder.0, last);
        let refused = run(&folder.0, &["purge"]);
        assert!(!refused.status.success(), "{last}");
        assert!(
            out(&refused).contains(words) && out(&refused).contains("Nothing was removed"),
            "{}",
            out(&refused)
        );
        assert!(out(&refused).contains("wardbook purge --clock-is-right"));
        let doctor = run(&folder.0, &["doctor"]);
        assert!(!doctor.status.success() && out(&doctor).contains(words), "{}", out(&doctor));
        let sure = run(&folder.0, &["purge", "--clock-is-right"]);
        assert!(sure.status.success(), "{}", err(&sure));
        assert!(run(&folder.0, &["purge"]).status.success(), "from then on it is believed");
    }
    let days = wardbook(&folder.0)
        .env("WARDBOOK_CANCELLED_KEPT_DAYS", "0")
        .args(["purge"])
        .output()
        .expect("the command runs");
    assert!(!days.status.success() && err(&days).contains("0 is not in 1..=3650"), "{}", err(&days));
    let beside = {
        let _server = serve(&folder.0, free_port());
        run(&folder.0, &["purge"])
    };
    assert!(beside.status.success(), "beside a running server: {}", err(&beside));
}

#[test]
fn secrets_are_not_taken_from_the_command_line() {
    let folder = Folder::new("arguments");
    for (words, value) in [
        (["--secret", "topsecrettopsecrettopsecrettopsecret", "config", "print"], "topsecret"),
        (["--database-url", "postgres://user:topsecret@db.test.example/x", "config", "print"], "topsecret"),
        (["demo", "--password", "topsecret", "--fresh"], "topsecret"),
    ] {
        let refused = run(&folder.0, &words);
        assert!(!refused.status.success(), "{words:?}");
        assert!(
            err(&refused).contains("unexpected argument") && !err(&refused).contains(value),
            "{}",
            err(&refused)
        );
    }
    let help = run(&folder.0, &["serve", "--help"]);
    assert!(out(&help).contains("WARDBOOK_SECRET holds the secret itself"), "{}", out(&help));
}

#[test]
fn what_no_browser_sends_does_not_fill_the_log() {
    let folder = Folder::new("noise");
    assert!(set_up(&folder.0, "four blue herons at dawn").status.success());
    let port = free_port();
    let listen = format!("127.0.0.1:{port}");
    let log = folder.0.join("log");
    let child = wardbook(&folder.0)
        .args(["serve", "--listen", &listen])
        .stderr(std::fs::File::create(&log).expect("a file"))
        .spawn()
        .expect("it starts");
    let server = Server(child, port);
    let began = Instant::now();
    while !run(&folder.0, &["healthcheck", "--listen", &listen]).status.success() {
        assert!(began.elapsed() < Duration::from_secs(60), "it answers");
        std::thread::sleep(Duration::from_millis(100));
    }
    for head in [
        "GET / HTTP/1.1\r\nHost: x\r\nbad header\u{1}: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "no request at all\r\n\r\n",
    ] {
        let mut stream = std::net::TcpStream::connect(&listen).expect("a connection");
        stream.write_all(head.as_bytes()).expect("sent");
        let mut answer = String::new();
        std::io::Read::read_to_string(&mut stream, &mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    }
    drop(server);
    let log = std::fs::read_to_string(&log).expect("the log");
    assert!(!log.contains("ERROR"), "{log}");
}

#[test]
fn codes_are_loaded_from_a_file_and_again_from_a_newer_one() {
    let folder = Folder::new("codes");
    assert!(set_up(&folder.0, "correct horse battery staple").status.success());
    let file = folder.0.join("list.csv");
    let path = file.display().to_string();
    let load = |more: &[&str]| run(&folder.0, &[&["import", "codes", "icd10", &path], more].concat());
    std::fs::write(&file, "code,text\nI10,Hypertension\nJ45,Asthma\nJ46,Status asthmaticus\n")
        .expect("a list");
    let dry = load(&["--dry-run"]);
    assert!(dry.status.success() && out(&dry).contains("3 new"), "{}", err(&dry));
    let first = load(&[]);
    assert!(first.status.success() && out(&first).contains("3 new"), "{}", err(&first));
    std::fs::write(&file, "code,text\nI10,High blood pressure\nJ45,Asthma\n").expect("a list");
    let newer = load(&[]);
    assert!(out(&newer).contains("0 new, 1 changed, 1 set aside, 1 as before"), "{}", out(&newer));
    std::fs::write(&file, "code,text\nI10\n").expect("a list");
    let broken = load(&[]);
    assert!(!broken.status.success() && err(&broken).contains("line 2"), "{}", err(&broken));
    let other = run(&folder.0, &["import", "codes", "icd9", &path]);
    assert!(!other.status.success() && err(&other).contains("There is: icd10"), "{}", err(&other));
}

#[test]
fn interactions_take_the_place_of_the_list_of_their_name() {
    let folder = Folder::new("interactions");
    assert!(set_up(&folder.0, "correct horse battery staple").status.success());
    let file = folder.0.join("house.csv");
    let path = file.display().to_string();
    let load = || run(&folder.0, &["import", "interactions", &path]);
    std::fs::write(&file, "a,b,severity,effect\nWarfarin,Ibuprofen,severe,Bleeding\nA,B,minor,C\n")
        .expect("a list");
    let first = load();
    assert!(out(&first).contains("2 pairs were loaded as house, in the place of 0"), "{}", err(&first));
    assert!(out(&load()).contains("in the place of 2"));
    std::fs::write(&file, "a,b,severity,effect\nWarfarin,Ibuprofen,awful,Bleeding\n").expect("a list");
    let broken = load();
    assert!(!broken.status.success() && err(&broken).contains("line 2"), "{}", err(&broken));
}
