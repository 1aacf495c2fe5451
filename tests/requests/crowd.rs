//! How often somebody may ask who has not signed in.

use jiff::SignedDuration;
use wardbook::gate::audit::{Filter, list};

use crate::support::{Person, TestApp};

/// Asks until the sixty of this minute are used up.
async fn use_up(person: &Person<'_>) {
    for n in 0..60 {
        assert_ne!(person.get("/sign-in").await.status, 429, "request {n}");
    }
}

#[actix_web::test]
async fn the_sixty_first_request_of_a_stranger_waits_and_is_told_how_long() {
    let app = TestApp::new().await;
    let stranger = app.visitor();
    use_up(&stranger).await;
    let early = stranger.get("/sign-in").await;
    assert_eq!((early.status, early.header("retry-after")), (429, Some("1")));
    assert!(early.text().contains("Too many requests") && early.text().contains("one second"));
    assert!(early.header("content-security-policy").is_some() && early.header("x-request-id").is_some());
    assert_eq!(app.visitor().get("/").await.status, 429, "another browser at the same address");
    let csrf = early.inputs().get("csrf").cloned().unwrap_or_default();
    assert_eq!(stranger.post("/sign-in", &[("csrf", &csrf)]).await.status, 429);
    app.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(stranger.get("/sign-in").await.status, 200);
    assert_eq!(stranger.get("/sign-in").await.status, 429);
    let elsewhere = app.visitor();
    *elsewhere.peer.borrow_mut() = "192.0.2.7".parse().expect("an address");
    assert_eq!(elsewhere.get("/sign-in").await.status, 200, "another address");
}

#[actix_web::test]
async fn assets_health_and_people_who_are_signed_in_are_not_counted() {
    let app = TestApp::new().await;
    let nurse = app.nurse().await;
    let page = nurse.get("/").await.text();
    let css = page.split("href=\"").find(|part| part.starts_with("/static/")).expect("a style sheet");
    let css = css.split('"').next().expect("an address").to_owned();
    for _ in 0..100 {
        for path in [css.as_str(), "/healthz", "/readyz", "/"] {
            assert_eq!(nurse.get(path).await.status, 200, "{path}");
        }
    }
    let stranger = app.visitor();
    for _ in 0..100 {
        for path in [css.as_str(), "/healthz", "/readyz"] {
            assert_eq!(stranger.get(path).await.status, 200, "{path}");
        }
    }
    use_up_what_is_left(&stranger).await;
    assert_eq!(nurse.get("/").await.status, 200, "colleagues at the same address work on");
}

async fn use_up_what_is_left(stranger: &Person<'_>) {
    for _ in 0..60 {
        stranger.get("/sign-in").await;
    }
    assert_eq!(stranger.get("/sign-in").await.status, 429);
}

#[actix_web::test]
async fn an_ended_session_is_a_strangers_and_a_locked_screen_is_not() {
    let app = TestApp::new().await;
    let doctor = app.doctor().await;
    let csrf = doctor.csrf().await;
    assert_eq!(doctor.post("/lock", &[("csrf", &csrf)]).await.location(), "/unlock");
    use_up_what_is_left(&app.visitor()).await;
    assert_eq!(doctor.get("/unlock").await.status, 200);
    let csrf = doctor.get("/unlock").await.inputs()["csrf"].clone();
    doctor.post("/sign-out", &[("csrf", &csrf)]).await;
    assert_eq!(doctor.get("/unlock").await.status, 429);
}

#[actix_web::test]
async fn behind_a_proxy_that_is_trusted_visitors_are_told_apart() {
    let app =
        TestApp::with(|settings| settings.trusted_proxies = vec!["127.0.0.1".parse().expect("one")]).await;
    let behind = |address: &str| {
        let person = app.visitor();
        person.headers.borrow_mut().push(("X-Forwarded-For".into(), address.into()));
        person
    };
    use_up(&behind("192.0.2.1")).await;
    assert_eq!(behind("192.0.2.1").get("/sign-in").await.status, 429);
    assert_eq!(behind("192.0.2.2").get("/sign-in").await.status, 200);
    let forged = behind("203.0.113.5, 192.0.2.1");
    assert_eq!(forged.get("/sign-in").await.status, 429, "only the nearest address counts");
    for written_by_the_client in ["garbage", "", "unknown", "192.0.2.99:1, -", "\u{fc}"] {
        let forged = behind(&format!("{written_by_the_client}, 192.0.2.1"));
        assert_eq!(forged.get("/sign-in").await.status, 429, "{written_by_the_client:?} hides nobody");
    }
    // In a line of its own, as some proxies add theirs.
    let forged = behind("garbage");
    forged.headers.borrow_mut().push(("X-Forwarded-For".into(), "192.0.2.1".into()));
    assert_eq!(forged.get("/sign-in").await.status, 429);
    assert_eq!(behind("192.0.2.1:40123").get("/sign-in").await.status, 429, "with its port");
    let refused = behind("garbage, 192.0.2.3");
    assert_eq!(refused.sign_in("admin@test.example", "wrong").await.status, 422);
    let on_file = app.house.db.read_now(|conn| list(conn, &Filter::default(), 1)).expect("entries");
    assert_eq!((on_file[0].verb.as_str(), on_file[0].address.as_str()), ("session.refused", "192.0.2.3"));
}

fn forged(app: &TestApp) -> Person<'_> {
    let person = app.visitor();
    *person.headers.borrow_mut() = vec![
        ("Origin".into(), "http://evil.example".into()),
        ("X-Forwarded-Host".into(), "evil.example".into()),
    ];
    person
}

#[actix_web::test]
async fn a_forwarded_host_of_nobody_we_trust_makes_no_foreign_page_ours() {
    let sign_in =
        async |person: &Person<'_>| person.sign_in("admin@test.example", crate::support::PASSWORD).await;
    let app = TestApp::new().await;
    assert_eq!(sign_in(&forged(&app)).await.status, 422);
    let person = app.visitor();
    *person.headers.borrow_mut() =
        vec![("Origin".into(), "http://book.example".into()), ("Host".into(), "book.example".into())];
    assert_eq!(sign_in(&person).await.status, 303, "the host the browser asked for");
    let behind =
        TestApp::with(|settings| settings.trusted_proxies = vec!["127.0.0.1".parse().expect("one")]).await;
    assert_eq!(sign_in(&forged(&behind)).await.status, 303, "the host a trusted proxy was asked for");
}

#[actix_web::test]
async fn a_forwarded_address_of_nobody_we_trust_is_not_believed() {
    let app = TestApp::new().await;
    for n in 0..61 {
        let person = app.visitor();
        person.headers.borrow_mut().push(("X-Forwarded-For".into(), format!("192.0.2.{n}")));
        let status = person.get("/sign-in").await.status;
        assert_eq!(status, if n < 60 { 200 } else { 429 }, "request {n}");
    }
}
