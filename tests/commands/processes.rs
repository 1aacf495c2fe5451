//! Two processes on one PostgreSQL are one hospital: what is told on one arrives on the pages of the other, also after
//! the line between them was cut.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use diesel::prelude::*;

use super::line::{Came, Line};
use super::mail::{Hospital, postgres};
use super::mail_server::MailServer;
use super::visitor::Visitor;

const PASSWORD: &str = "correct horse battery staple";
const BOARD: &str = "notices/house";

/// Puts a notice on the board at one server.
fn publish(visitor: &mut Visitor, at: SocketAddr, title: &str) {
    let today = jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::get("Europe/Berlin").expect("a zone"));
    let from = today.date().to_string();
    let words = [("title", title), ("body", "It is so."), ("from", from.as_str())];
    let done = visitor.fill(at, "/notices/new", "/notices", &words);
    assert_eq!(done.status, 303, "{}{}", done.head, done.body);
}

/// Whether a line says within a while that the board, or that anything, may have changed.
fn hears(line: &mut Line, at_most: Duration) -> bool {
    let until = Instant::now() + at_most;
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        match line.within(left) {
            Came::Said(said) if said["everything"] == true || said["changed"].to_string().contains(BOARD) => {
                return true;
            }
            Came::Said(_) => {}
            Came::Nothing => break,
            Came::Cut(code) => panic!("cut with {code}"),
        }
    }
    false
}

#[test]
fn what_is_told_on_one_process_is_heard_on_the_other_also_after_the_line_between_them_was_cut() {
    // The embedded database has one server; a second one is refused.
    let Some(url) = postgres() else { return };
    let (hospital, mail) = (Hospital::new("processes", Some(&url)), MailServer::start(&[]));
    let (first, second) = (hospital.serve(&mail), hospital.serve(&mail));
    let mut ada = Visitor::default();
    let signed_in = ada.fill(
        first.at(),
        "/sign-in",
        "/sign-in",
        &[("email", "ada@test.example"), ("password", PASSWORD)],
    );
    assert_eq!(signed_in.status, 303, "{}", signed_in.body);
    assert_eq!(ada.get(second.at(), "/").status, 200, "signed in at one is signed in at the other");

    let origin = format!("http://{}", second.at());
    let mut far = Line::open(second.at(), Some(&origin), &ada.cookies()).expect("a line");
    let answer = far.watch(&[BOARD]);
    assert_eq!(answer["refused"], serde_json::Value::Null);
    while hears(&mut far, Duration::from_millis(500)) {}
    let began = Instant::now();
    publish(&mut ada, first.at(), "First notice");
    assert!(hears(&mut far, Duration::from_secs(5)), "told on one, heard on the other");
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    assert!(ada.get(second.at(), "/notices").body.contains("First notice"), "and there it is");

    // Nobody listens while this is written.
    let cut = hospital.db().read_now(|conn| {
        Ok(diesel::sql_query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND application_name = 'wardbook listener'",
        )
        .execute(conn)?)
    });
    assert_eq!(cut.expect("cut"), 2, "the listener of each process");
    publish(&mut ada, first.at(), "Second notice");
    assert!(hears(&mut far, Duration::from_secs(10)), "what was missed is caught up with");
    assert!(ada.get(second.at(), "/notices").body.contains("Second notice"));
    while hears(&mut far, Duration::from_millis(1500)) {}
    publish(&mut ada, first.at(), "Third notice");
    assert!(hears(&mut far, Duration::from_secs(5)), "and the line between them is there again");

    // Nothing is missed by a page that was away meanwhile: it says up to where it has heard.
    drop(first);
    publish(&mut ada, second.at(), "Fourth notice");
    assert!(hears(&mut far, Duration::from_secs(5)), "one server alone goes on");
}
