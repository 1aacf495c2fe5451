//! Links in mails: forgotten passwords, first passwords, another address; and what people are told of changes.

use diesel::prelude::*;
use jiff::SignedDuration;
use serde_json::Value;
use wardbook::gate::notifications::outbox;
use wardbook::schema::{deliveries, one_time_links};

use crate::account::enrol;
use crate::outbox::lead_to;
use crate::support::diary::account;
use crate::support::mail_server::MailServer;
use crate::support::{Answer, PASSWORD, Person, TestApp};

const NEW: &str = "seven grey geese over the marsh";
const DOCTOR: &str = "doctor@test.example";

pub async fn ask(person: &Person<'_>, app: &TestApp, email: &str) -> Answer {
    let answer = person.fill("/forgotten", "/forgotten", &[("email", email)]).await;
    app.quiet().await;
    answer
}

/// What the server took for an address, the latest last.
pub async fn mails(app: &TestApp, server: &MailServer, to: &str) -> Vec<Value> {
    outbox::round(&app.house).await.expect("a round");
    server.taken().into_iter().filter(|one| one["to"][0] == to).collect()
}

/// The path of the link in a mail.
pub fn link(mail: &Value) -> String {
    let text = mail["text"].as_str().expect("words");
    let address = text.lines().find(|line| line.contains("/link/")).expect("a link");
    format!("/link/{}", address.split("/link/").nth(1).expect("a link"))
}

pub async fn take(person: &Person<'_>, link: &str, password: &str) -> Answer {
    let open = format!("{link}/open");
    person.fill(&open, &open, &[("password", password)]).await
}

#[actix_web::test]
async fn a_forgotten_password_is_replaced_by_a_mailed_link_once() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let doctor = app.doctor().await;
    assert!(app.visitor().get("/sign-in").await.text().contains("href=\"/forgotten\""));
    let asked = ask(&app.visitor(), &app, "Doctor@Test.example ").await;
    assert_eq!(asked.status, 200);
    assert!(asked.text().contains("a link is on its way"));
    let mail = mails(&app, &server, DOCTOR).await.pop().expect("a mail");
    let link = link(&mail);
    assert!(mail["html"].as_str().expect("words").contains(&format!("href=\"http://127.0.0.1:8080{link}\"")));

    // The first hop brings no cookie and finds a button; looking, however often, changes nothing.
    let somebody = app.visitor();
    for _ in 0..3 {
        let first = app.visitor().get(&link).await;
        assert_eq!(first.status, 200);
        assert!(first.text().contains("method=\"get\"") && !first.text().contains("method=\"post\""));
        assert_eq!(first.header("referrer-policy"), Some("same-origin"), "told to nobody else");
        assert_eq!(first.header("cache-control"), Some("no-store"));
    }
    let short = take(&somebody, &link, "short").await;
    assert_eq!(short.status, 422);
    assert!(!short.text().contains("value=\"short\""));
    let done = take(&somebody, &link, NEW).await;
    assert_eq!((done.status, done.location()), (303, "/sign-in"), "{}", done.text());

    assert_eq!(doctor.get("/").await.status, 303, "all sessions have ended");
    assert_ne!(app.visitor().sign_in(DOCTOR, PASSWORD).await.status, 303);
    app.clock.advance(SignedDuration::from_secs(5));
    app.signed_in(DOCTOR, NEW).await;
    let again = app.visitor().get(&link).await;
    assert_eq!(again.status, 404);
    assert!(again.text().contains("This link is over"));
    let told = mails(&app, &server, DOCTOR).await;
    assert!(told.iter().any(|one| one["subject"] == "Your password was changed"));
}

#[actix_web::test]
async fn whoever_is_signed_in_as_somebody_else_can_use_a_link_too() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    ask(&app.visitor(), &app, DOCTOR).await;
    let link = link(&mails(&app, &server, DOCTOR).await.pop().expect("a mail"));
    let nurse = app.nurse().await;
    // Strict cookies stay away on the first hop, and come with the second.
    assert_eq!(app.visitor().get(&link).await.status, 200);
    assert_eq!(take(&nurse, &link, NEW).await.status, 303);
    assert_eq!(nurse.get("/account").await.status, 200, "and stays who they are");
    app.signed_in(DOCTOR, NEW).await;
}

#[actix_web::test]
async fn nobody_learns_whether_somebody_has_an_address() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let said = |answer: &Answer| {
        let text = answer.text();
        let start = text.find("<main").expect("a page");
        text[start..].to_owned()
    };
    let (one, other) = (app.visitor(), app.visitor());
    let known = ask(&one, &app, DOCTOR).await;
    let unknown = ask(&other, &app, "nobody@test.example").await;
    assert_eq!((known.status, said(&known)), (unknown.status, said(&unknown)));
    // The answers are given after the same statements; what differs is done behind them.
    let statements = |email: &'static str| {
        let app = &app;
        async move {
            let person = app.visitor();
            let page = person.get("/forgotten").await.inputs();
            let fields = [("csrf", page["csrf"].as_str()), ("key", page["key"].as_str()), ("email", email)];
            app.quiet().await;
            let (_, count) = app.statements(person.post("/forgotten", &fields)).await;
            app.quiet().await;
            count
        }
    };
    assert_eq!(statements("patient@test.example").await, statements("none@test.example").await);

    for n in 0..4 {
        assert_eq!(ask(&one, &app, DOCTOR).await.status, 200, "{n}");
        assert_eq!(ask(&other, &app, "nobody@test.example").await.status, 200, "{n}");
    }
    let known = ask(&one, &app, DOCTOR).await;
    let unknown = ask(&other, &app, "nobody@test.example").await;
    assert_eq!((known.status, unknown.status), (429, 429));
    assert!(known.header("retry-after").is_some());
    assert_eq!(mails(&app, &server, DOCTOR).await.len(), 5, "five an hour");
    assert!(mails(&app, &server, "nobody@test.example").await.is_empty());
    app.clock.advance(SignedDuration::from_mins(13));
    assert_eq!(ask(&one, &app, DOCTOR).await.status, 200);
}

#[actix_web::test]
async fn a_link_leads_where_the_house_is_whatever_the_request_says() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(|settings| {
        lead_to(&server)(settings);
        settings.base_url = Some("http://book.test.example/".into());
    })
    .await;
    let evil = app.visitor();
    evil.headers.borrow_mut().push(("host".into(), "evil.example".into()));
    ask(&evil, &app, DOCTOR).await;
    let mail = mails(&app, &server, DOCTOR).await.pop().expect("a mail");
    let text = mail["text"].as_str().expect("words");
    assert!(text.contains("\nhttp://book.test.example/link/") && !text.contains("evil"), "{text}");
}

#[actix_web::test]
async fn links_are_over_when_their_time_is_and_when_a_newer_one_is_sent() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    for _ in 0..2 {
        ask(&app.visitor(), &app, DOCTOR).await;
    }
    let links: Vec<String> = mails(&app, &server, DOCTOR).await.iter().map(link).collect();
    assert_eq!(app.visitor().get(&links[0]).await.status, 404, "there is a newer one");
    assert_eq!(app.visitor().get(&links[1]).await.status, 200);
    let bent = format!("{}0", &links[1][..links[1].len() - 1]);
    for wrong in [bent.as_str(), "/link/x", "/link/x/open", &links[1].to_uppercase()] {
        assert_ne!(app.visitor().get(wrong).await.status, 200, "{wrong}");
    }
    app.clock.advance(SignedDuration::from_mins(9));
    assert_eq!(app.visitor().get(&links[1]).await.status, 200);
    app.clock.advance(SignedDuration::from_mins(1));
    assert_eq!(app.visitor().get(&links[1]).await.status, 404, "ten minutes");

    // Nothing in the database makes one.
    let rows: Vec<String> = app
        .house
        .db
        .read_now(|conn| {
            let kept: Vec<Option<Value>> = deliveries::table.select(deliveries::content).load(conn)?;
            let links: i64 = one_time_links::table.count().get_result(conn)?;
            assert_eq!(links, 2);
            Ok(kept.into_iter().flatten().map(|content| content.to_string()).collect())
        })
        .expect("rows");
    let token = links[1].rsplit('/').next().expect("a token");
    assert!(rows.iter().all(|row| !row.contains(token)));
}

/// Ten minutes are counted from the sending, so that mail which has to wait costs nobody their link.
#[actix_web::test]
async fn the_time_of_a_link_begins_when_its_mail_leaves() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    ask(&app.visitor(), &app, DOCTOR).await;
    app.clock.advance(SignedDuration::from_mins(40));
    let sent = link(&mails(&app, &server, DOCTOR).await.pop().expect("a mail"));
    app.clock.advance(SignedDuration::from_mins(9));
    assert_eq!(take(&app.visitor(), &sent, NEW).await.status, 303);
    ask(&app.visitor(), &app, "nurse@test.example").await;
    app.clock.advance(SignedDuration::from_mins(61));
    assert!(mails(&app, &server, "nurse@test.example").await.is_empty(), "after an hour it is of no use");
}

#[actix_web::test]
async fn a_link_that_waits_in_the_outbox_is_kept_without_what_opens_it() {
    let mut server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    server.stop();
    ask(&app.visitor(), &app, DOCTOR).await;
    outbox::round(&app.house).await.expect("a round");
    let content: Option<Value> = app
        .house
        .db
        .read_now(|conn| Ok(deliveries::table.select(deliveries::content).first(conn)?))
        .expect("a message");
    let content = content.expect("it waits").to_string();
    assert!(content.contains("Choose a new password") && !content.contains("/link/"), "{content}");
}

#[actix_web::test]
async fn a_mailed_link_lifts_the_wait_that_a_stranger_has_caused() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    for _ in 0..8 {
        app.visitor().sign_in(DOCTOR, "a guess at somebody's password").await;
        app.clock.advance(SignedDuration::from_mins(3));
    }
    app.visitor().sign_in(DOCTOR, "a guess at somebody's password").await;
    assert_eq!(app.visitor().sign_in(DOCTOR, PASSWORD).await.status, 429);
    ask(&app.visitor(), &app, DOCTOR).await;
    let link = link(&mails(&app, &server, DOCTOR).await.pop().expect("a mail"));
    assert_eq!(take(&app.visitor(), &link, NEW).await.status, 303);
    assert_eq!(app.visitor().sign_in(DOCTOR, NEW).await.status, 303, "at once");
}

#[actix_web::test]
async fn who_is_disabled_gets_no_link_and_can_use_none() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    ask(&app.visitor(), &app, DOCTOR).await;
    let link = link(&mails(&app, &server, DOCTOR).await.pop().expect("a mail"));
    let (admin, doctor) = (app.admin().await, account(&app, DOCTOR));
    let page = format!("/staff/{doctor}/disable");
    assert_eq!(admin.fill(&page, &page, &[("handed", "later")]).await.status, 303);
    assert_eq!(app.visitor().get(&link).await.status, 404);
    let before = mails(&app, &server, DOCTOR).await;
    assert!(before.iter().any(|one| one["subject"] == "Your account is disabled"));
    ask(&app.visitor(), &app, DOCTOR).await;
    assert_eq!(mails(&app, &server, DOCTOR).await.len(), before.len());
}

#[actix_web::test]
async fn a_new_employee_chooses_a_password_by_mail() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let admin = app.admin().await;
    let fields = [("name", "Noor Test"), ("email", "noor@test.example"), ("role", "nurse"), ("slot", "15")];
    let made = admin.fill("/staff/new", "/staff", &fields).await;
    assert_eq!(made.status, 200, "{}", made.text());
    assert!(made.text().contains("A link for choosing a password goes to this mail address"));
    let mail = mails(&app, &server, "noor@test.example").await.pop().expect("a mail");
    assert_eq!(mail["subject"], "Your account: choose a password");
    let link = link(&mail);
    app.clock.advance(SignedDuration::from_hours(71));
    assert_eq!(take(&app.visitor(), &link, NEW).await.status, 303);
    let noor = app.signed_in("noor@test.example", NEW).await;
    assert_eq!(noor.get("/account").await.status, 200, "nothing is to be replaced any more");
}

#[actix_web::test]
async fn another_address_counts_when_it_is_proved_and_the_old_one_is_told() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let doctor = app.doctor().await;
    let send = |email: &'static str, password: &'static str| {
        let doctor = &doctor;
        async move {
            doctor
                .fill("/account/address", "/account/address", &[("email", email), ("current", password)])
                .await
        }
    };
    assert_eq!(send("no address", PASSWORD).await.status, 422);
    assert_eq!(send("new@test.example", "not it").await.status, 422);
    app.clock.advance(SignedDuration::from_secs(10));
    assert_eq!(send("nurse@test.example", PASSWORD).await.status, 303, "nobody is told who else is here");
    let taken = link(&mails(&app, &server, "nurse@test.example").await.pop().expect("a mail"));
    let refused = app.visitor().fill(&format!("{taken}/open"), &format!("{taken}/open"), &[]).await;
    assert_eq!(refused.status, 422, "it is somebody's");

    assert_eq!(send("new@test.example", PASSWORD).await.status, 303);
    let link = link(&mails(&app, &server, "new@test.example").await.pop().expect("a mail"));
    assert_ne!(app.visitor().sign_in("new@test.example", PASSWORD).await.status, 303, "not yet");
    app.clock.advance(SignedDuration::from_secs(10));
    let open = format!("{link}/open");
    let sure = app.visitor().get(&open).await.text();
    assert!(sure.contains("new@test.example instead of doctor@test.example"));
    assert_eq!(app.visitor().fill(&open, &open, &[]).await.status, 303);
    app.signed_in("new@test.example", PASSWORD).await;
    let told = mails(&app, &server, DOCTOR).await.pop().expect("a mail");
    assert_eq!(told["subject"], "Your mail address was changed");
    assert!(told["text"].as_str().expect("words").contains("New address: new@test.example"));
}

#[actix_web::test]
async fn people_are_told_of_what_matters_for_their_account() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let subjects = |to: &'static str| {
        let (app, server) = (&app, &server);
        async move {
            let all = mails(app, server, to).await;
            all.iter().map(|one| one["subject"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        }
    };
    let nurse = app.nurse().await;
    assert!(subjects("nurse@test.example").await.is_empty(), "a first sign-in is no news");
    enrol(&app, &nurse).await;
    assert_eq!(subjects("nurse@test.example").await, ["A second factor was added"]);
    app.receptionist().await;
    app.receptionist().await;
    let told = subjects("receptionist@test.example").await;
    assert_eq!(told, ["Sign-in on a new browser"], "the second browser");
    let desk = app.receptionist().await;
    assert_eq!(desk.post("/sign-out", &[("csrf", &desk.csrf().await)]).await.status, 303);
    let count = subjects("receptionist@test.example").await.len();
    assert_eq!(desk.sign_in("receptionist@test.example", PASSWORD).await.status, 303);
    assert_eq!(subjects("receptionist@test.example").await.len(), count, "this one is known now");
    let fields = [("current", PASSWORD), ("new", NEW), ("again", NEW)];
    assert_eq!(desk.fill("/account/password", "/account/password", &fields).await.status, 303);
    assert_eq!(
        subjects("receptionist@test.example").await.pop().as_deref(),
        Some("Your password was changed")
    );
}

#[actix_web::test]
async fn without_mail_nobody_is_promised_any() {
    let app = TestApp::new().await;
    let page = app.visitor().get("/forgotten").await.text();
    assert!(page.contains("no mail set up") && !page.contains("<form class=\"stack\" action=\"/forgotten\""));
    let doctor = app.doctor().await;
    assert!(doctor.get("/account/address").await.text().contains("no mail set up"));
    let admin = app.admin().await;
    let fields = [("name", "Noor Test"), ("email", "noor@test.example"), ("role", "nurse"), ("slot", "15")];
    let made = admin.fill("/staff/new", "/staff", &fields).await.text();
    assert!(!made.contains("goes to this mail address as well"));
}

/// A patient's account signs in as any other does, and is looked after as any other is.
#[actix_web::test]
async fn patients_get_their_links_and_hear_of_changes_too() {
    const PATIENT: &str = "patient@test.example";
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let patient = app.patient().await;
    ask(&app.visitor(), &app, PATIENT).await;
    let forgotten = link(&mails(&app, &server, PATIENT).await.pop().expect("a mail"));
    assert_eq!(take(&app.visitor(), &forgotten, NEW).await.status, 303);
    assert_eq!(patient.get("/account").await.status, 303, "all sessions have ended");
    let patient = app.signed_in(PATIENT, NEW).await;
    let fields = [("email", "mine@patient.example"), ("current", NEW)];
    assert_eq!(patient.fill("/account/address", "/account/address", &fields).await.status, 303);
    let proved = link(&mails(&app, &server, "mine@patient.example").await.pop().expect("a mail"));
    let open = format!("{proved}/open");
    assert_eq!(app.visitor().fill(&open, &open, &[]).await.status, 303);
    app.signed_in("mine@patient.example", NEW).await;
    let told = mails(&app, &server, PATIENT).await;
    let subjects: Vec<&str> = told.iter().filter_map(|one| one["subject"].as_str()).collect();
    for subject in ["Your password was changed", "Your mail address was changed"] {
        assert!(subjects.contains(&subject), "{subject} in {subjects:?}");
    }
}
