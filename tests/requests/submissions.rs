//! One submit, one effect: keys of forms.

use actix_web::test::TestRequest;

use crate::support::TestApp;

/// `/kept/discard` is a form like any other: it records one deed.
fn discards(app: &TestApp) -> usize {
    use wardbook::gate::audit::{Filter, list};
    let filter = Filter { verb: Some("draft.discarded".into()), ..Filter::default() };
    app.house.db.read_now(|conn| list(conn, &filter, 50)).expect("entries").len()
}

async fn key(app: &TestApp, person: &crate::support::Person<'_>) -> (String, String) {
    let csrf = person.csrf().await;
    let session = wardbook::gate::access::store::open_sessions;
    let who = app
        .house
        .db
        .read_now(|conn| {
            let account =
                wardbook::gate::access::store::by_email(conn, "nurse@test.example")?.expect("the nurse");
            session(conn, account.id, app.clock.now())
        })
        .expect("sessions");
    let keys = wardbook::kit::web::frame::FormKeys::new(&app.house.root, who[0].id.to_string());
    assert_eq!(keys.csrf(), csrf);
    (csrf, keys.single_use())
}

#[actix_web::test]
async fn sending_a_form_twice_does_it_once_and_answers_alike() {
    let app = TestApp::new().await;
    let person = app.nurse().await;
    let (csrf, key) = key(&app, &person).await;
    let fields = [("csrf", csrf.as_str()), ("key", key.as_str())];
    let first = person.post("/kept/discard", &fields).await;
    let second = person.post("/kept/discard", &fields).await;
    assert_eq!((first.status, first.location()), (303, "/"));
    assert_eq!((second.status, second.location()), (303, "/"));
    assert_eq!(discards(&app), 1);
}

#[actix_web::test]
async fn the_same_key_with_another_body_is_a_conflict() {
    let app = TestApp::new().await;
    let person = app.nurse().await;
    let (csrf, key) = key(&app, &person).await;
    let fields = [("csrf", csrf.as_str()), ("key", key.as_str())];
    assert_eq!(person.post("/kept/discard", &fields).await.status, 303);
    let other = [("csrf", csrf.as_str()), ("key", key.as_str()), ("note", "changed")];
    assert_eq!(person.post("/kept/discard", &other).await.status, 409);
    assert_eq!(discards(&app), 1);
}

/// With script the form stays on the page, under the dialog that says why it was not taken.
#[actix_web::test]
async fn a_conflict_is_said_whatever_part_a_page_takes_and_the_form_can_be_sent_again() {
    let app = TestApp::new().await;
    let person = app.nurse().await;
    let (csrf, key) = key(&app, &person).await;
    let send = async |key: &str, note: &str| {
        let body = serde_urlencoded::to_string([("csrf", csrf.as_str()), ("key", key), ("note", note)]);
        let request = TestRequest::post()
            .uri("/kept/discard")
            .insert_header(("content-type", "application/x-www-form-urlencoded"))
            .insert_header(("hx-request", "true"))
            .set_payload(body.expect("a body"));
        person.send(request).await
    };
    assert_eq!(send(&key, "").await.status, 204);
    let refused = send(&key, "changed").await;
    assert_eq!(refused.status, 409);
    assert!(
        refused.text().contains("<dialog") && refused.text().contains("sent before"),
        "{}",
        refused.text()
    );
    for (name, value) in [("hx-retarget", "#modal"), ("hx-reswap", "innerHTML"), ("hx-reselect", "dialog")] {
        assert_eq!(refused.header(name), Some(value), "{name}");
    }
    let event: serde_json::Value =
        serde_json::from_str(refused.header("hx-trigger").expect("an event")).expect("json");
    let fresh = event["fresh-key"]["key"].as_str().expect("a key").to_owned();
    assert_ne!(fresh, key);
    assert_eq!(send(&fresh, "changed").await.status, 204);
    assert_eq!(discards(&app), 2);
    let missing = TestRequest::get().uri("/nowhere").insert_header(("hx-request", "true"));
    let missing = person.send(missing).await;
    assert_eq!(missing.status, 404);
    assert_eq!(missing.header("hx-reselect"), Some("dialog"));
    assert_eq!(missing.header("hx-trigger"), None);
}

#[actix_web::test]
async fn a_key_of_nobodys_or_somebody_elses_is_refused() {
    let app = TestApp::new().await;
    let nurse = app.nurse().await;
    let (_, foreign) = key(&app, &nurse).await;
    let doctor = app.doctor().await;
    let csrf = doctor.csrf().await;
    for key in ["", "00.00", foreign.as_str()] {
        let answer = doctor.post("/kept/discard", &[("csrf", &csrf), ("key", key)]).await;
        assert_eq!(answer.status, 422, "{key}");
    }
    assert_eq!(discards(&app), 0);
}

#[actix_web::test]
async fn two_windows_at_the_same_moment_do_it_once() {
    let app = TestApp::new().await;
    let person = app.nurse().await;
    let (csrf, key) = key(&app, &person).await;
    let fields = [("csrf", csrf.as_str()), ("key", key.as_str())];
    let all = futures_util::future::join_all((0..20).map(|_| person.post("/kept/discard", &fields))).await;
    assert!(
        all.iter().all(|answer| answer.status == 303),
        "{:?}",
        all.iter().map(|a| a.status).collect::<Vec<_>>()
    );
    assert_eq!(discards(&app), 1);
}
