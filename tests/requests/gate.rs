//! The gate as people meet it: sign-in, sign-out, lock, throttle, headers, forms.

use jiff::SignedDuration;

use crate::support::{PASSWORD, TestApp};

#[actix_web::test]
async fn a_page_leads_to_sign_in_and_comes_back() {
    let app = TestApp::new().await;
    let person = app.visitor();
    let answer = person.get("/kept?a=b").await;
    assert_eq!((answer.status, answer.location()), (303, "/sign-in?next=%2Fkept%3Fa%3Db"));
    let page = person.get(answer.location()).await;
    assert_eq!(page.inputs()["next"], "/kept?a=b");
    let fields = [("email", "admin@test.example"), ("password", PASSWORD), ("next", "/kept?a=b")];
    let answer = person.fill("/sign-in", "/sign-in", &fields).await;
    assert_eq!((answer.status, answer.location()), (303, "/kept?a=b"));
}

#[actix_web::test]
async fn a_replayed_cookie_is_worth_nothing_after_sign_out() {
    let app = TestApp::new().await;
    let person = app.receptionist().await;
    let stolen = person.cookies.borrow().clone();
    let csrf = person.csrf().await;
    assert_eq!(person.post("/sign-out", &[("csrf", &csrf)]).await.status, 303);
    let thief = app.visitor();
    *thief.cookies.borrow_mut() = stolen;
    assert_eq!(thief.get("/").await.location(), "/sign-in");
}

#[actix_web::test]
async fn wrong_and_unknown_look_alike() {
    let app = TestApp::new().await;
    let wrong = app.visitor().sign_in("admin@test.example", "not the password at all").await;
    let unknown = app.visitor().sign_in("nobody@test.example", "not the password at all").await;
    let normal = |answer: &crate::support::Answer| {
        let inputs = answer.inputs();
        let mut text = answer.text();
        for name in ["csrf", "key", "email"] {
            text = text.replace(&inputs[name], "");
        }
        text
    };
    assert_eq!((wrong.status, unknown.status), (422, 422));
    assert_eq!(normal(&wrong), normal(&unknown));
}

#[actix_web::test]
async fn failures_are_slowed_down_and_the_password_is_not_looked_at() {
    let app = TestApp::new().await;
    let wrong = app.visitor().sign_in("admin@test.example", "wrong").await;
    assert_eq!(wrong.status, 422);
    let early = app.visitor().sign_in("admin@test.example", PASSWORD).await;
    assert_eq!((early.status, early.header("retry-after")), (429, Some("1")));
    assert!(early.text().contains("type=\"password\""), "the form is there");
    app.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(app.visitor().sign_in("admin@test.example", PASSWORD).await.status, 303);
}

#[actix_web::test]
async fn an_idle_session_ends_and_activity_keeps_it() {
    let app = TestApp::new().await;
    let person = app.nurse().await;
    for _ in 0..4 {
        app.clock.advance(SignedDuration::from_mins(10));
        assert_eq!(person.get("/").await.status, 200);
    }
    app.clock.advance(SignedDuration::from_mins(15));
    assert_eq!(person.get("/").await.status, 303);
}

#[actix_web::test]
async fn polling_is_no_activity() {
    let app = TestApp::new().await;
    let person = app.nurse().await;
    person.headers.borrow_mut().push(("X-Background".into(), "1".into()));
    app.clock.advance(SignedDuration::from_mins(10));
    assert_eq!(person.get("/").await.status, 200);
    app.clock.advance(SignedDuration::from_mins(5));
    assert_eq!(person.get("/").await.status, 303);
}

#[actix_web::test]
async fn a_session_ends_after_twelve_hours_whatever_happens() {
    let app = TestApp::new().await;
    let person = app.nurse().await;
    for _ in 0..(12 * 6 - 1) {
        app.clock.advance(SignedDuration::from_mins(10));
        assert_eq!(person.get("/").await.status, 200);
    }
    app.clock.advance(SignedDuration::from_mins(10));
    assert_eq!(person.get("/").await.status, 303);
}

#[actix_web::test]
async fn a_locked_screen_refuses_everything_but_unlocking() {
    let app = TestApp::new().await;
    let person = app.doctor().await;
    let csrf = person.csrf().await;
    assert_eq!(person.post("/lock", &[("csrf", &csrf)]).await.location(), "/unlock");
    assert_eq!(person.get("/").await.location(), "/unlock");
    let wrong = person.fill("/unlock", "/unlock", &[("password", "wrong")]).await;
    assert_eq!(wrong.status, 422);
    let early = person.fill("/unlock", "/unlock", &[("password", PASSWORD)]).await;
    assert_eq!((early.status, early.header("retry-after")), (429, Some("1")));
    assert!(early.text().contains("type=\"password\""), "the form is there");
    app.clock.advance(SignedDuration::from_secs(1));
    let right = person.fill("/unlock", "/unlock", &[("password", PASSWORD)]).await;
    assert_eq!((right.status, right.location()), (303, "/"));
    assert_eq!(person.get("/").await.status, 200);
}

#[actix_web::test]
async fn a_change_without_our_token_or_from_elsewhere_is_refused() {
    let app = TestApp::new().await;
    let person = app.doctor().await;
    assert_eq!(person.post("/lock", &[]).await.status, 422);
    assert_eq!(person.post("/lock", &[("csrf", "00")]).await.status, 422);
    let other = app.nurse().await.csrf().await;
    assert_eq!(person.post("/lock", &[("csrf", &other)]).await.status, 422);
    let csrf = person.csrf().await;
    for (name, value) in
        [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example"), ("Origin", "null")]
    {
        *person.headers.borrow_mut() = vec![(name.into(), value.into())];
        assert_eq!(person.post("/lock", &[("csrf", &csrf)]).await.status, 422, "{name}: {value}");
    }
    *person.headers.borrow_mut() = vec![("Origin".into(), "http://localhost:8080".into())];
    assert_eq!(person.post("/lock", &[("csrf", &csrf)]).await.status, 303);
}

#[actix_web::test]
async fn what_was_typed_when_the_session_had_ended_is_offered_back() {
    let app = TestApp::new().await;
    let person = app.doctor().await;
    let csrf = person.csrf().await;
    app.clock.advance(SignedDuration::from_mins(16));
    let typed = [("csrf", csrf.as_str()), ("note", "two thousand words"), ("password", "never kept")];
    assert_eq!(person.post("/kept/discard", &typed).await.status, 303);
    let answer = person.sign_in("doctor@test.example", PASSWORD).await;
    assert_eq!(answer.location(), "/kept");
    let page = person.get("/kept").await.text();
    assert!(page.contains("two thousand words") && !page.contains("never kept"));
    let other = app.nurse().await;
    assert_eq!(other.get("/kept").await.status, 303, "somebody else is offered nothing");
}

#[actix_web::test]
async fn every_answer_carries_the_headers() {
    let app = TestApp::new().await;
    let person = app.admin().await;
    for path in ["/", "/nothing-here", "/sign-in", "/healthz", "/static/none.css"] {
        let answer = person.get(path).await;
        let csp = answer.header("content-security-policy").expect(path);
        assert!(
            csp.starts_with("default-src 'none'; script-src 'self'; style-src 'self'")
                && csp.contains("frame-ancestors 'none'")
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"), "{path}");
        assert!(answer.header("permissions-policy").is_some() && answer.header("referrer-policy").is_some());
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("strict-transport-security"), None, "{path}");
    }
}

#[actix_web::test]
async fn head_is_answered_as_get_without_the_body() {
    let app = TestApp::new().await;
    let (person, stranger) = (app.admin().await, app.visitor());
    let css = person.get("/").await.text();
    let css = css.split("href=\"").find(|part| part.starts_with("/static/")).expect("a style sheet");
    let css = css.split('"').next().expect("an address").to_owned();
    let own = |name: &str| ["x-request-id", "set-cookie"].contains(&name);
    for path in
        ["/", "/staff", "/patients", "/nothing-here", "/healthz", "/readyz", css.as_str(), "/static/none.css"]
    {
        for who in [&person, &stranger] {
            let (get, head) = (who.get(path).await, who.head(path).await);
            assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
            let names = |answer: &crate::support::Answer| {
                let mut names = answer.headers.clone();
                names.retain(|(name, _)| !own(name));
                names.sort();
                names
            };
            assert_eq!(names(&head), names(&get), "{path}");
            assert!(head.header("content-security-policy").is_some(), "{path}");
        }
    }
    assert_eq!(person.head("/lock").await.status, 404, "a change is no page");
}

#[actix_web::test]
async fn https_turns_on_what_only_https_can_keep() {
    let app = TestApp::with(|settings| settings.base_url = Some("https://book.test.example".into())).await;
    let answer = app.visitor().get("/sign-in").await;
    let cookie = answer.header("set-cookie").unwrap_or_default();
    assert!(cookie.starts_with("__Host-") && cookie.contains("Secure") && cookie.contains("HttpOnly"));
    assert!(cookie.contains("SameSite=Strict") && cookie.contains("Path=/"));
    assert!(answer.header("strict-transport-security").is_some());
}

#[actix_web::test]
async fn broken_bodies_are_refused_in_words() {
    let app = TestApp::new().await;
    let person = app.doctor().await;
    let csrf = person.csrf().await;
    for body in ["a=%00", "a=%ED%A0%80", "a=%zz"] {
        let answer = person.post_body("/lock", format!("csrf={csrf}&{body}").into_bytes()).await;
        assert_eq!(answer.status, 422, "{body}");
        assert!(answer.text().contains("Nothing was saved"), "{body}");
    }
    let huge = vec![b'a'; 600 * 1024];
    assert_eq!(person.post_body("/lock", huge).await.status, 413);
}
