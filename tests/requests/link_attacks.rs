//! Mailed links in the hands of somebody who was not meant to have them, or who wants more of them than they are for.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use diesel::prelude::*;
use wardbook::gate::audit::{self, Filter};
use wardbook::schema::one_time_links;

use crate::mailed_links::{ask, link, mails, take};
use crate::outbox::lead_to;
use crate::support::diary::account;
use crate::support::mail_server::MailServer;
use crate::support::{PASSWORD, Person, TestApp};

const NEW: &str = "seven grey geese over the marsh";
const OTHER: &str = "nine brown bears in the orchard";
const DOCTOR: &str = "doctor@test.example";
const NURSE: &str = "nurse@test.example";

async fn forgotten(app: &TestApp, server: &MailServer, email: &'static str) -> String {
    ask(&app.visitor(), app, email).await;
    link(&mails(app, server, email).await.pop().expect("a mail"))
}

/// A link by which somebody takes another address.
async fn address(app: &TestApp, server: &MailServer, person: &Person<'_>, email: &'static str) -> String {
    let fields = [("email", email), ("current", PASSWORD)];
    assert_eq!(person.fill("/account/address", "/account/address", &fields).await.status, 303);
    link(&mails(app, server, email).await.pop().expect("a mail"))
}

fn unused(app: &TestApp) -> i64 {
    app.house
        .db
        .read_now(|conn| {
            Ok(one_time_links::table.filter(one_time_links::used_at.is_null()).count().get_result(conn)?)
        })
        .expect("a number")
}

#[actix_web::test]
async fn a_form_that_was_open_before_opens_nothing_after() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let link = forgotten(&app, &server, DOCTOR).await;
    let open = format!("{link}/open");
    // Somebody else has the form open already, with a token of their own.
    let thief = app.visitor();
    let page = thief.get(&open).await.inputs();
    assert_eq!(take(&app.visitor(), &link, NEW).await.status, 303);
    let fields = [("csrf", page["csrf"].as_str()), ("password", OTHER)];
    let late = thief.post(&open, &fields).await;
    assert_eq!(late.status, 404, "{}", late.text());
    assert!(late.text().contains("This link is over"));
    assert_ne!(app.visitor().sign_in(DOCTOR, OTHER).await.status, 303);
    app.clock.advance(jiff::SignedDuration::from_secs(5));
    app.signed_in(DOCTOR, NEW).await;
}

#[actix_web::test]
async fn two_at_the_same_moment_use_it_once() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let link = forgotten(&app, &server, DOCTOR).await;
    let open = format!("{link}/open");
    // Both have the form open; it is not there any more for who opens it after the first has sent it.
    let (one, other) = (app.visitor(), app.visitor());
    let (mine, theirs) = (one.get(&open).await.inputs(), other.get(&open).await.inputs());
    let mine = [("csrf", mine["csrf"].as_str()), ("password", NEW)];
    let theirs = [("csrf", theirs["csrf"].as_str()), ("password", OTHER)];
    let (first, second) = futures_util::join!(one.post(&open, &mine), other.post(&open, &theirs));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404], "{} {}", first.text(), second.text());
    let (right, wrong) = if first.status == 303 { (NEW, OTHER) } else { (OTHER, NEW) };
    assert_ne!(app.visitor().sign_in(DOCTOR, wrong).await.status, 303);
    app.clock.advance(jiff::SignedDuration::from_secs(5));
    app.signed_in(DOCTOR, right).await;
}

#[actix_web::test]
async fn whoever_looks_ahead_uses_nothing_up() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let link = forgotten(&app, &server, DOCTOR).await;
    let open = format!("{link}/open");
    let scanner = app.visitor();
    let ahead = [("purpose", "prefetch"), ("sec-purpose", "prefetch;prerender"), ("x-moz", "prefetch")];
    scanner.headers.borrow_mut().extend(ahead.map(|(name, value)| (name.into(), value.into())));
    for path in [&link, &open] {
        assert!(scanner.head(path).await.status < 500);
        assert!(scanner.get(path).await.status < 500);
        for method in [Method::OPTIONS, Method::PUT, Method::DELETE, Method::PATCH] {
            let answer = scanner.send(TestRequest::default().method(method.clone()).uri(path)).await;
            assert!((400..500).contains(&answer.status), "{method} {path}: {}", answer.status);
        }
    }
    // Nor does a button that a page elsewhere presses for somebody: it has no token of ours.
    let pressed = scanner.post(&open, &[("password", OTHER)]).await;
    assert!((400..500).contains(&pressed.status), "{}", pressed.status);
    assert_eq!(unused(&app), 1);
    assert_eq!(take(&app.visitor(), &link, NEW).await.status, 303);
}

#[actix_web::test]
async fn a_link_is_spelt_in_one_way_and_no_two_make_a_third() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let (mine, theirs) = (forgotten(&app, &server, DOCTOR).await, forgotten(&app, &server, NURSE).await);
    let (mine, theirs) = (mine.trim_start_matches("/link/"), theirs.trim_start_matches("/link/"));
    let cut = &mine[..mine.len() - 1];
    let hyphens =
        format!("{}-{}-{}-{}-{}", &mine[..8], &mine[8..12], &mine[12..16], &mine[16..20], &mine[20..]);
    let wrong = [
        cut.to_owned(),
        format!("{mine}0"),
        format!("0{mine}"),
        mine.to_uppercase(),
        hyphens,
        // The one's id under the other's signature, and the other way round.
        format!("{}{}", &mine[..32], &theirs[32..]),
        format!("{}{}", &theirs[..32], &mine[32..]),
        format!("{mine}%00"),
        format!("{mine}%20"),
        format!("{mine};{theirs}"),
        format!("{mine}%2Fopen"),
        format!("..%2Flink%2F{mine}"),
        mine[..32].to_owned(),
        mine[32..].to_owned(),
        "0".repeat(96),
        "%C3%BC".repeat(48),
        "x".repeat(4_000),
    ];
    for (token, number) in wrong.iter().zip(1_u8..) {
        let somebody = app.visitor();
        // From a place of their own: what is refused is the token, not the pace.
        somebody.peer.replace([10, 0, 0, number].into());
        for path in [format!("/link/{token}"), format!("/link/{token}/open")] {
            let looked = somebody.get(&path).await;
            assert!([400, 404].contains(&looked.status), "{path}: {}", looked.status);
        }
        let csrf = somebody.get("/sign-in").await.inputs();
        let fields = [("csrf", csrf["csrf"].as_str()), ("password", OTHER)];
        let sent = somebody.post(&format!("/link/{token}/open"), &fields).await;
        assert!([400, 404].contains(&sent.status), "{token}: {}", sent.status);
    }
    assert_eq!(unused(&app), 2);
    for email in [DOCTOR, NURSE] {
        app.signed_in(email, PASSWORD).await;
    }
}

#[actix_web::test]
async fn a_link_does_what_it_is_for_to_whom_it_is_for() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let (doctor, nurse) = (app.doctor().await, account(&app, NURSE).to_string());
    // One for an address sets no password, whatever is sent along.
    let proof = address(&app, &server, &doctor, "new@test.example").await;
    let open = format!("{proof}/open");
    let fields = [
        ("password", OTHER),
        ("purpose", "password"),
        ("email", "evil@test.example"),
        ("account", nurse.as_str()),
    ];
    assert_eq!(app.visitor().fill(&open, &open, &fields).await.status, 303);
    assert_ne!(app.visitor().sign_in("evil@test.example", PASSWORD).await.status, 303);
    app.clock.advance(jiff::SignedDuration::from_secs(5));
    assert_ne!(app.visitor().sign_in("new@test.example", OTHER).await.status, 303);
    app.clock.advance(jiff::SignedDuration::from_secs(5));
    app.signed_in("new@test.example", PASSWORD).await;

    // One for a password moves no address, and sets nobody else's.
    let link = forgotten(&app, &server, NURSE).await;
    let doctor = account(&app, "new@test.example").to_string();
    let open = format!("{link}/open");
    let fields = [
        ("password", NEW),
        ("purpose", "address"),
        ("email", "evil@test.example"),
        ("account", doctor.as_str()),
        ("role", "admin"),
    ];
    assert_eq!(app.visitor().fill(&open, &open, &fields).await.status, 303);
    let nurse = app.signed_in(NURSE, NEW).await;
    assert_eq!(nurse.get("/staff").await.status, 403);
    app.signed_in("new@test.example", PASSWORD).await;
}

/// Whoever changes their password has reason to: what somebody asked for under the old one is worth nothing any more.
#[actix_web::test]
async fn a_changed_password_ends_what_is_open() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let doctor = app.doctor().await;
    let stolen = app.signed_in(DOCTOR, PASSWORD).await;
    let moving = address(&app, &server, &stolen, "evil@test.example").await;
    let link = forgotten(&app, &server, DOCTOR).await;
    let fields = [("current", PASSWORD), ("new", NEW), ("again", NEW)];
    assert_eq!(doctor.fill("/account/password", "/account/password", &fields).await.status, 303);
    for open in [&moving, &link] {
        let over = app.visitor().get(open).await;
        assert_eq!(over.status, 404);
        assert!(over.text().contains("This link is over"));
    }
    assert_eq!(unused(&app), 0);

    // So does one that an admin has reset, and the lasting password that follows.
    let link = forgotten(&app, &server, NURSE).await;
    let (admin, nurse) = (app.admin().await, account(&app, NURSE));
    let page = format!("/staff/{nurse}/reset");
    let reset = admin.fill(&page, &page, &[]).await;
    assert!(reset.status < 400, "{}", reset.text());
    assert_eq!(app.visitor().get(&link).await.status, 404);
}

#[actix_web::test]
async fn the_address_of_a_link_is_told_to_nobody() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let link = forgotten(&app, &server, DOCTOR).await;
    let (open, token) = (format!("{link}/open"), link.trim_start_matches("/link/"));
    let somebody = app.visitor();
    let form = somebody.get(&open).await.inputs();
    let fields = |password: &'static str| [("csrf", form["csrf"].as_str()), ("password", password)];
    for answer in [
        somebody.get(&link).await,
        somebody.get(&open).await,
        somebody.post(&open, &fields("short")).await,
        somebody.post(&open, &fields(NEW)).await,
        somebody.get(&link).await,
        somebody.get("/link/x").await,
    ] {
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"), "{}", answer.status);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{}", answer.status);
        assert!(!answer.location().contains(token));
        let page = answer.text();
        // Nothing on the page asks another house for anything, so nobody there is told where it was asked from.
        for foreign in ["src=\"http", "href=\"http", "src=\"//", "href=\"//", "url(http"] {
            assert!(!page.contains(foreign), "{foreign} in {page}");
        }
    }
    let trail = app.house.db.read_now(|conn| audit::list(conn, &Filter::default(), 500)).expect("the trail");
    assert!(trail.iter().any(|entry| entry.verb == "password.set-by-link"));
    assert!(trail.iter().all(|entry| !format!("{entry:?}").contains(token)));
}
