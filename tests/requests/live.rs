//! Live pages: who may hold a line, what they hear over it, and when it is cut.

use std::time::{Duration, Instant};

use actix_http::ws::{Item, Message};
use actix_web::web;
use diesel::prelude::*;
use jiff::SignedDuration;
use serde_json::json;
use wardbook::app::{self, Adjustments};
use wardbook::diary::appointments::{By, DiaryReach, day_topic, doctor_topic, find, move_to, site_topic};
use wardbook::diary::hours;
use wardbook::gate::access::model::Role;
use wardbook::gate::audit::{self, Filter};
use wardbook::gate::hospital;
use wardbook::kit::db::{Conn, Topic};
use wardbook::kit::error::Error;
use wardbook::kit::web::socket::Bounds;
use wardbook::schema::account_sites;

use crate::support::diary::{Practice, account};
use crate::support::paper::{nurse_works_at_all_sites, register_patient};
use crate::support::socket::{Came, Line, Server};
use crate::support::{CHEAP, Person, TestApp};

const SHORTLY: Duration = Duration::from_millis(700);

/// A write of nobody's that hints at a topic.
fn hint(app: &TestApp, topic: &Topic) {
    let topic = topic.clone();
    let written = app.house.db.write_now(&app.operator(), move |tx| {
        tx.nothing_to_record("a test says that something changed");
        tx.hint(topic.clone());
        Ok(())
    });
    written.expect("a write");
}

fn today(app: &TestApp) -> (Practice, Topic) {
    let practice = Practice::open(app);
    let topic = day_topic(practice.site, jiff::civil::date(2026, 11, 20));
    (practice, topic)
}

#[actix_web::test]
async fn only_somebody_who_is_signed_in_gets_a_line_and_only_on_a_page_of_ours() {
    let app = TestApp::new().await;
    let server = Server::of(&app.house);
    let desk = app.receptionist().await;
    let foreign = [None, Some("https://evil.example"), Some("null"), Some("http://127.0.0.1:1")];
    for origin in foreign {
        assert_eq!(server.ask(&desk, origin).err(), Some(422), "{origin:?}");
    }
    let origin = server.origin();
    assert_eq!(server.ask(&app.visitor(), Some(&origin)).err(), Some(303));
    assert_eq!(desk.get("/live").await.status, 422, "no page to look at");
    assert!(server.ask(&desk, Some(&origin)).is_ok());
    let csrf = desk.csrf().await;
    desk.post("/lock", &[("csrf", &csrf)]).await;
    assert_eq!(server.ask(&desk, Some(&origin)).err(), Some(303), "behind a locked screen");
}

#[actix_web::test]
async fn what_is_booked_is_hinted_to_who_shows_that_day_and_to_nobody_else() {
    let app = TestApp::new().await;
    let (server, (practice, day)) = (Server::of(&app.house), today(&app));
    let patient = register_patient(&app, "Markova", "Ana");
    let (mut here, mut elsewhere) =
        (server.line(&app.receptionist().await), server.line(&app.receptionist().await));
    let tomorrow = day_topic(practice.site, jiff::civil::date(2026, 11, 21));
    here.watch(&[day.as_str()]);
    elsewhere.watch(&[tomorrow.as_str()]);
    let began = Instant::now();
    let booking = practice.booking(patient.id, "2026-11-20T09:00:00Z".parse().expect("an instant"));
    practice.book(&app, booking.clone()).expect("booked");
    let heard = here.next();
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    assert_eq!(heard["changed"], json!([day.as_str()]));
    let fields: Vec<&String> = heard.as_object().expect("fields").keys().collect();
    assert_eq!(fields, ["changed", "mark"], "ids of topics and nothing besides");
    // The doctor is taken then: refused, and nothing to hear of.
    assert!(matches!(practice.book(&app, booking), Err(Error::Broken(_))));
    assert_eq!(here.within(SHORTLY), Came::Nothing);
    assert_eq!(elsewhere.within(SHORTLY), Came::Nothing, "another day");
}

#[actix_web::test]
async fn an_appointment_that_is_moved_is_hinted_where_it_was_and_where_it_is() {
    let app = TestApp::new().await;
    let (server, (practice, day)) = (Server::of(&app.house), today(&app));
    let patient = register_patient(&app, "Markova", "Ana");
    let id = practice
        .book(&app, practice.booking(patient.id, "2026-11-20T09:00:00Z".parse().expect("an instant")))
        .expect("booked");
    let next_week = day_topic(practice.site, jiff::civil::date(2026, 11, 27));
    let desk = app.receptionist().await;
    let (mut here, mut there) = (server.line(&desk), server.line(&desk));
    here.watch(&[day.as_str()]);
    there.watch(&[next_week.as_str()]);
    let before = app.house.db.hints().mark();
    let moved = app.house.db.write_now(&app.operator(), move |tx| {
        let one = find(tx.conn(), &DiaryReach::Everything, id)?;
        let by = By { account: one.booked_by.expect("somebody"), role: Role::Receptionist };
        let mut wanted =
            practice.booking(one.patient_id, "2026-11-27T09:00:00Z".parse().expect("an instant"));
        wanted.kind = one.kind;
        move_to(tx, by, &one, &wanted)
    });
    moved.expect("moved");
    assert_ne!(app.house.db.hints().mark(), before);
    assert_eq!(here.next()["changed"], json!([day.as_str()]));
    assert_eq!(there.next()["changed"], json!([next_week.as_str()]));
}

/// Hours, leave, holidays, what was measured and what waits for a decision: the page of whoever shows it follows at once.
#[actix_web::test]
async fn hours_vital_signs_requests_and_notices_are_hinted_as_well() {
    let app = TestApp::new().await;
    let (server, (practice, day)) = (Server::of(&app.house), today(&app));
    let patient = register_patient(&app, "Markova", "Ana");
    practice
        .book(&app, practice.booking(patient.id, "2026-11-20T09:00:00Z".parse().expect("an instant")))
        .expect("booked");
    nurse_works_at_all_sites(&app);
    let (admin, desk) = (app.admin().await, app.receptionist().await);
    let (nurse, doctor) = (app.nurse().await, app.doctor().await);
    let mut line = server.line(&admin);
    let all = ["hours/house", "corrections/house", "removals/house", "notices/house"];
    line.watch(&[&all[..], &[day.as_str()]].concat());
    let closed = app.house.db.write_now(&app.operator(), |tx| {
        tx.nothing_to_record("prepared by a test");
        hours::add_holiday(tx, jiff::civil::date(2026, 12, 25), "Christmas", None)
    });
    closed.expect("a holiday");
    assert_eq!(line.next()["changed"], json!(["hours/house"]));
    let vitals = format!("/patients/{}/vitals", patient.id);
    let done = nurse.fill(&format!("{vitals}/new"), &vitals, &[("pulse", "72")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(line.next()["changed"], json!([day.as_str()]));
    let record = format!("/patients/{}", patient.id);
    let asked = [("reason", "Registered twice")];
    let done = desk.fill(&format!("{record}/removal"), &format!("{record}/removal-request"), &asked).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(line.next()["changed"], json!(["removals/house"]));
    let words = [("title", "Fire drill"), ("body", "At two."), ("from", "2026-11-20")];
    assert_eq!(desk.fill("/notices/new", "/notices", &words).await.status, 303);
    assert_eq!(line.next()["changed"], json!(["notices/house"]));
    for (person, wanted, refused) in [
        (&desk, vec!["hours/house", "notices/house"], vec!["corrections/house", "removals/house"]),
        (&doctor, vec!["hours/house", "corrections/house", "notices/house"], vec!["removals/house"]),
        (&nurse, vec!["hours/house", "notices/house"], vec!["corrections/house", "removals/house"]),
        (&app.patient().await, vec![], all.to_vec()),
        (&admin, vec!["notices/house"], vec!["notices/all", "hours/any", "everything/house"]),
    ] {
        let page = person.get("/").await.text();
        for topic in &wanted {
            assert!(page.contains(topic) || topic.starts_with("hours"), "{topic}");
        }
        let mut line = server.line(person);
        let answer = line.watch(&[wanted.clone(), refused.clone()].concat());
        let mut answered: Vec<&str> = answer["refused"]
            .as_array()
            .map(|all| all.iter().filter_map(|one| one.as_str()).collect())
            .unwrap_or_default();
        answered.sort_unstable();
        let mut refused = refused;
        refused.sort_unstable();
        assert_eq!(answered, refused);
    }
}

/// Subscriptions are asked like the pages they belong to.
#[actix_web::test]
async fn nobody_hears_of_what_they_may_not_look_at() {
    let app = TestApp::new().await;
    let (server, (practice, day)) = (Server::of(&app.house), today(&app));
    let own = doctor_topic(practice.doctor).to_string();
    let foreign = doctor_topic(account(&app, "admin@test.example")).to_string();
    let nowhere = site_topic(hospital::SiteId::new()).to_string();
    let (day, site) = (day.to_string(), site_topic(practice.site).to_string());
    let far = day_topic(practice.site, jiff::civil::date(2027, 1, 20)).to_string();
    for (role, wanted, refused) in [
        (Role::Receptionist, vec![&day, &site, &own, &foreign, &far], vec![]),
        (Role::Admin, vec![&day, &own], vec![]),
        (Role::Doctor, vec![&day, &own], vec![&foreign]),
        (Role::Nurse, vec![], vec![&day, &site, &own]),
        (Role::Patient, vec![], vec![&day, &site, &own, &foreign]),
        (Role::Receptionist, vec![&day], vec![&nowhere]),
    ] {
        let mut line = server.line(&app.person(role).await);
        let asked: Vec<&str> = wanted.iter().chain(&refused).map(|topic| topic.as_str()).collect();
        let answer = line.watch(&asked);
        let mut expected: Vec<&String> = refused.clone();
        expected.sort_unstable();
        let said = answer["refused"].as_array().cloned().unwrap_or_default();
        assert_eq!(json!(said), json!(expected), "{role}");
        for topic in &refused {
            hint(&app, &topic.parse().expect("a topic"));
        }
        assert_eq!(line.within(SHORTLY), Came::Nothing, "{role}");
        for topic in wanted {
            hint(&app, &topic.parse().expect("a topic"));
            assert_eq!(line.next()["changed"], json!([topic]), "{role}");
        }
    }
    let on_file = Filter { verb: Some("live.refused".into()), ..Filter::default() };
    let entries = app.house.db.read_now(|conn| audit::list(conn, &on_file, 50)).expect("entries");
    assert_eq!(entries.len(), 4, "each refusal is on file");
    nurse_works_at_all_sites(&app);
    let mut line = server.line(&app.nurse().await);
    let answer = line.watch(&[&day, &site, &far]);
    assert_eq!(answer["refused"], json!([far]), "a nurse looks a week either way");
    hint(&app, &day.parse().expect("a topic"));
    assert_eq!(line.next()["changed"], json!([day]));
    move_away(&app);
    hint(&app, &day.parse().expect("a topic"));
    let answer = line.next();
    assert_eq!((&answer["refused"], &answer["changed"]), (&json!([day]), &json!(null)), "not any more");
    hint(&app, &day.parse().expect("a topic"));
    assert_eq!(line.within(SHORTLY), Came::Nothing);
}

/// The nurse works nowhere any more.
fn move_away(app: &TestApp) {
    let nurse = account(app, "nurse@test.example");
    let moved = app.house.db.write_now(&app.operator(), move |tx| {
        tx.nothing_to_record("a test moves somebody");
        diesel::delete(account_sites::table.filter(account_sites::account_id.eq(nurse)))
            .execute(tx.conn())?;
        Ok(())
    });
    moved.expect("moved");
}

/// Everything, wildcards, other people's kinds: none of it is a topic.
#[actix_web::test]
async fn subscribing_to_everything_is_no_message_of_ours() {
    let app = TestApp::new().await;
    let server = Server::of(&app.house);
    let desk = app.receptionist().await;
    for message in [
        r#"{"watch":["*"]}"#,
        r#"{"watch":["diary/*"]}"#,
        r#"{"watch":[""]}"#,
        r#"{"watch":{"all":true}}"#,
        r#"{"watch":[],"as":"admin"}"#,
        r#"{"publish":["diary/x"]}"#,
        "rubbish",
        "",
    ] {
        let mut line = server.line(&desk);
        line.say(message);
        assert_eq!(line.end().0, 1008, "{message}");
    }
    let mut line = server.line(&desk);
    let answer = line.watch(&["everything/all", "diary/all", "diary/019a/2026-11-20"]);
    assert_eq!(answer["refused"], json!(["diary/019a/2026-11-20", "diary/all", "everything/all"]));
}

#[actix_web::test]
async fn messages_are_bounded_in_size_number_and_kind() {
    let app = TestApp::new().await;
    let server = Server::of(&app.house);
    let desk = app.receptionist().await;
    let bounds = Bounds::PROMISED;
    let too_long = format!(r#"{{"watch":["diary/{}"]}}"#, "a".repeat(bounds.message));
    let too_many = json!({ "watch": vec!["diary/a"; bounds.topics + 1] }).to_string();
    for message in [
        Message::Text(too_long.into()),
        Message::Text(too_many.into()),
        Message::Binary(web::Bytes::from_static(b"\0")),
        Message::Continuation(Item::FirstText(web::Bytes::from_static(b"{"))),
    ] {
        let mut line = server.line(&desk);
        line.send(message);
        assert_eq!(line.end().0, 1008);
    }
    let mut line = server.line(&desk);
    for _ in 0..=bounds.burst {
        line.say(r#"{"watch":[]}"#);
    }
    assert_eq!(line.end().0, 1008, "too fast");
    let mut line = server.line(&desk);
    for _ in 0..=bounds.burst {
        line.send(Message::Ping(web::Bytes::new()));
    }
    assert_eq!(line.end().0, 1008, "pings count too");
}

#[actix_web::test]
async fn a_person_holds_so_many_lines_and_another_when_one_is_let_go() {
    let bounds = Bounds { of_a_person: 3, ..Bounds::PROMISED };
    let app = TestApp::with_lines(bounds).await;
    let server = Server::of(&app.house);
    let (desk, nurse) = (app.receptionist().await, app.nurse().await);
    let mut held: Vec<Line> = (0..3).map(|_| server.line(&desk)).collect();
    let origin = server.origin();
    assert_eq!(server.ask(&desk, Some(&origin)).err(), Some(429));
    assert!(server.ask(&nurse, Some(&origin)).is_ok(), "somebody else");
    held.pop();
    let until = Instant::now() + Duration::from_secs(3);
    while server.ask(&desk, Some(&origin)).is_err() {
        assert!(Instant::now() < until, "the place is free again");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[actix_web::test]
async fn a_line_at_whose_end_nobody_is_is_cut() {
    let bounds =
        Bounds { ping: Duration::from_millis(100), silence: Duration::from_millis(400), ..Bounds::PROMISED };
    let app = TestApp::with_lines(bounds).await;
    let server = Server::of(&app.house);
    let desk = app.receptionist().await;
    let (mut there, mut gone) = (server.line(&desk), server.line(&desk));
    assert_eq!(there.within(Duration::from_secs(1)), Came::Nothing, "who answers pings stays");
    // Nobody has read what came: its pings were not answered.
    assert_eq!(gone.end().0, 4408);
    assert_eq!(app.house.live.count(), 1);
}

type Deed = (&'static str, fn(&TestApp) -> Result<(), Error>);

/// Each way in which a right can end, done where it is kept, as the command line and other servers do it.
const ENDS: &[Deed] = &[
    ("signed out", |app| statement(app, "UPDATE sessions SET ended_at = last_seen_at, state = 'ended'")),
    ("screen locked", |app| statement(app, "UPDATE sessions SET state = 'locked'")),
    ("disabled", |app| statement(app, "UPDATE accounts SET active = (1 = 0) WHERE role = 'nurse'")),
    ("another role", |app| statement(app, "UPDATE accounts SET role = 'receptionist' WHERE role = 'nurse'")),
    ("a duty taken or given", |app| statement(app, "UPDATE accounts SET duty_till = (1 = 1)")),
    ("a password to be replaced", |app| statement(app, "UPDATE accounts SET must_change_password = (1 = 1)")),
    ("a second factor asked for", |app| statement(app, "UPDATE hospital SET second_factor_roles = 'nurse'")),
    ("asleep", |app| {
        app.clock.advance(SignedDuration::from_mins(16));
        Ok(())
    }),
];

fn statement(app: &TestApp, sql: &'static str) -> Result<(), Error> {
    app.house.db.write_now(&app.operator(), move |tx| {
        tx.nothing_to_record("a test takes a right away");
        diesel::sql_query(sql).execute(tx.conn())?;
        Ok(())
    })
}

#[actix_web::test]
async fn whoever_loses_a_right_loses_the_line_within_two_seconds() {
    for (what, end) in ENDS {
        let app = TestApp::new().await;
        let server = Server::of(&app.house);
        let mut line = server.line(&app.nurse().await);
        assert_eq!(line.within(Duration::from_millis(1_200)), Came::Nothing, "{what}: until then it holds");
        end(&app).expect(what);
        let (code, took) = line.end();
        assert_eq!(code, 4401, "{what}");
        assert!(took < Duration::from_secs(2), "{what}: {took:?}");
    }
}

/// The second's question aside: each message asks for itself, and so does each hint.
#[actix_web::test]
async fn whoever_has_lost_a_right_says_and_hears_nothing_more() {
    let slow = Bounds { ask: Duration::from_secs(600), ..Bounds::PROMISED };
    for talks in [true, false] {
        for (what, end) in ENDS {
            let app = TestApp::with_lines(slow).await;
            nurse_works_at_all_sites(&app);
            let (server, (_, day)) = (Server::of(&app.house), today(&app));
            let mut line = server.line(&app.nurse().await);
            assert_eq!(line.watch(&[day.as_str()])["refused"], json!(null));
            end(&app).expect(what);
            if talks {
                line.say(json!({ "watch": [day.as_str()] }).to_string());
            } else {
                hint(&app, &day);
            }
            assert_eq!(line.within(Duration::from_secs(5)), Came::Cut(4401), "{what}, talks: {talks}");
        }
    }
}

#[actix_web::test]
async fn signing_out_or_locking_on_one_page_cuts_the_lines_of_all_its_pages() {
    let app = TestApp::new().await;
    let server = Server::of(&app.house);
    for path in ["/sign-out", "/lock"] {
        let (desk, other) = (app.receptionist().await, app.receptionist().await);
        let (mut first, mut second, mut stays) =
            (server.line(&desk), server.line(&desk), server.line(&other));
        let csrf = desk.csrf().await;
        desk.post(path, &[("csrf", &csrf)]).await;
        assert_eq!((first.end().0, second.end().0), (4401, 4401), "{path}");
        assert_eq!(stays.within(SHORTLY), Came::Nothing, "{path}: another session of the same person");
    }
}

#[actix_web::test]
async fn a_page_left_open_does_not_keep_a_session_alive() {
    let app = TestApp::new().await;
    let (server, (_, day)) = (Server::of(&app.house), today(&app));
    let desk = app.receptionist().await;
    for _ in 0..3 {
        let mut line = server.line(&desk);
        line.watch(&[day.as_str()]);
        hint(&app, &day);
        line.next();
        app.clock.advance(SignedDuration::from_mins(4));
    }
    app.clock.advance(SignedDuration::from_mins(4));
    assert_eq!(desk.get("/diary").await.status, 303, "sixteen minutes without anybody at the desk");
}

/// Between the page and its line, and while the line was away.
#[actix_web::test]
async fn what_happened_meanwhile_is_caught_up_with_and_nothing_else() {
    let app = TestApp::new().await;
    let (server, (practice, day)) = (Server::of(&app.house), today(&app));
    let desk = app.receptionist().await;
    let page = desk.get("/diary?date=2026-11-20").await.text();
    let (_, mark) = page.split_once("data-mark=\"").expect("a mark");
    let mark = mark.split('"').next().expect("a mark").to_owned();
    assert!(page.contains(&format!("data-topics=\"{day} hours/house\"")), "the page says what it shows");
    let other = day_topic(practice.site, jiff::civil::date(2026, 12, 24));
    let watch = |line: &mut Line, topic: &Topic, since: &str| {
        line.say(json!({ "watch": [topic.as_str()], "since": since }).to_string());
        line.next()
    };
    let mut line = server.line(&desk);
    assert_eq!(watch(&mut line, &day, &mark)["changed"], json!(null), "nothing yet");
    hint(&app, &day);
    let mut late = server.line(&desk);
    let heard = watch(&mut late, &day, &mark);
    assert_eq!(heard["changed"], json!([day.as_str()]));
    assert_eq!(watch(&mut late, &day, heard["mark"].as_str().expect("a mark"))["changed"], json!(null));
    assert_eq!(watch(&mut late, &other, &mark)["changed"], json!(null), "another day");
    assert_eq!(watch(&mut late, &day, "1f.3")["everything"], json!(true), "a mark of a server that is gone");
}

#[actix_web::test]
async fn a_server_that_stops_lets_its_lines_go() {
    let app = TestApp::new().await;
    let server = Server::of(&app.house);
    let desk = app.receptionist().await;
    let mut line = server.line(&desk);
    app.house.live.stop();
    let (code, took) = line.end();
    assert_eq!(code, 1001);
    assert!(took < Duration::from_secs(1));
    assert_eq!(server.ask(&desk, Some(&server.origin())).err(), Some(429), "and takes no new ones");
}

/// Two servers on one PostgreSQL are one hospital, also when the line between them was cut.
#[actix_web::test]
async fn what_one_server_does_the_pages_of_the_other_hear() {
    let app = TestApp::new().await;
    if app.house.db.location().is_sqlite() {
        // The embedded database has one server; a second one is refused.
        return;
    }
    let adjust = Adjustments { clock: Some(app.clock.clone()), cost: Some(CHEAP), counter: None };
    let second = web::Data::new(app::open(app.house.settings.clone(), adjust).expect("a second server"));
    let (here, there, (_, day)) = (Server::of(&app.house), Server::of(&second), today(&app));
    let desk = app.receptionist().await;
    let (mut near, mut far) = (here.line(&desk), there.line(&desk));
    for line in [&mut near, &mut far] {
        line.watch(&[day.as_str()]);
        // Both have begun to listen to each other, which tells that anything may have changed before.
        while line.within(SHORTLY) != Came::Nothing {}
    }
    let began = Instant::now();
    hint(&app, &day);
    assert_eq!(near.next()["changed"], json!([day.as_str()]));
    assert_eq!(far.next()["changed"], json!([day.as_str()]));
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    assert_eq!(near.within(SHORTLY), Came::Nothing, "heard once");
    let cut = app.house.db.write_now(&app.operator(), |tx| {
        tx.nothing_to_record("a test cuts the line between servers");
        let Conn::Postgres(pg) = tx.conn() else { return Ok(0) };
        Ok(diesel::sql_query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND application_name = 'wardbook listener'",
        )
        .execute(pg)?)
    });
    assert_eq!(cut.expect("cut"), 2, "one of each server");
    hint(&app, &day);
    for line in [&mut near, &mut far] {
        let mut everything = false;
        loop {
            match line.within(Duration::from_secs(2)) {
                Came::Said(said) => everything |= said["everything"] == json!(true),
                Came::Nothing => break,
                Came::Cut(code) => panic!("cut with {code}"),
            }
        }
        assert!(everything, "who knows what was missed");
    }
    hint(&app, &day);
    assert_eq!(far.next()["changed"], json!([day.as_str()]), "and the line is there again");
}

#[actix_web::test]
async fn every_live_page_says_what_it_shows() {
    let app = TestApp::new().await;
    let (practice, day) = today(&app);
    nurse_works_at_all_sites(&app);
    let shows = async |person: &Person<'_>, path: &str, topic: &Topic| {
        let page = person.get(path).await.text();
        let mut shown = page
            .split("data-topics=\"")
            .skip(1)
            .flat_map(|rest| rest.split('"').next().unwrap_or_default().split(' '));
        assert!(shown.any(|known| known == topic.as_str()), "{path}");
        assert!(page.contains("data-live") && page.contains("hx-trigger=\"live\""), "{path}");
    };
    let (desk, doctor) = (app.receptionist().await, app.doctor().await);
    let site = site_topic(practice.site);
    let place = format!("site={}&date=2026-11-20", practice.site);
    for path in ["/diary?", "/diary/week?", "/diary/list?", "/diary/list?days=7&"] {
        shows(&desk, &format!("{path}{place}"), &day).await;
        shows(&doctor, &format!("{path}{place}"), &doctor_topic(practice.doctor)).await;
    }
    shows(&desk, &format!("/diary/list?days=28&{place}"), &site).await;
    shows(&desk, &format!("/?site={}", practice.site), &day).await;
    shows(&doctor, "/", &doctor_topic(practice.doctor)).await;
    shows(&app.nurse().await, &format!("/?site={}", practice.site), &day).await;
}
