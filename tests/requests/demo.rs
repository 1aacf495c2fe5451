//! The demonstration hospital: who is offered, where, and what everybody sees of it.

use wardbook::diary::appointments::{self, DiaryReach, Window};
use wardbook::doors::demo;
use wardbook::gate::access::model::Role;
use wardbook::people::patients;

use crate::support::TestApp;

#[actix_web::test]
async fn the_sign_in_page_offers_a_person_of_each_role_and_lets_them_in() {
    let app = TestApp::demo().await;
    let page = app.visitor().get("/sign-in").await.text();
    assert!(page.contains("Demonstration. Invented people."));
    for role in Role::ALL {
        assert!(page.contains(&format!("name=\"role\" value=\"{role}\"")), "{role} is offered");
        let person = app.visitor();
        let answer = person.fill("/sign-in", "/demo", &[("role", role.as_str())]).await;
        assert_eq!((answer.status, answer.location()), (303, "/"), "{role} is let in: {}", answer.text());
        let landed = person.open("/").await;
        assert_eq!(landed.status, 200, "{role} lands");
        assert!(landed.text().contains("Demonstration. Invented people."), "{role} sees the strip");
    }
}

#[actix_web::test]
async fn a_hospital_that_offers_nobody_lets_nobody_in_without_a_password() {
    let app = TestApp::new().await;
    assert!(!app.visitor().get("/sign-in").await.text().contains("action=\"/demo\""));
    let person = app.visitor();
    let answer = person.fill("/sign-in", "/demo", &[("role", "admin")]).await;
    assert_eq!(answer.status, 404);
    assert_eq!(person.get("/account").await.status, 303, "still outside");
}

#[actix_web::test]
async fn an_offer_needs_the_pages_token_and_a_known_role() {
    let app = TestApp::demo().await;
    let person = app.visitor();
    assert_eq!(person.fill("/sign-in", "/demo", &[("role", "owner")]).await.status, 404);
    assert_eq!(person.post("/demo", &[("role", "admin")]).await.status, 422, "no token");
}

#[actix_web::test]
async fn a_disabled_account_is_not_let_in_by_its_offer() {
    use diesel::prelude::*;
    use wardbook::schema::accounts;
    let app = TestApp::demo().await;
    let doctor = app.house.offered.iter().find(|one| one.role == Role::Doctor).expect("a doctor").account;
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            tx.nothing_to_record("a test");
            diesel::update(accounts::table.find(doctor))
                .set(accounts::active.eq(false))
                .execute(tx.conn())?;
            Ok(())
        })
        .expect("disabled");
    let person = app.visitor();
    assert_eq!(person.fill("/sign-in", "/demo", &[("role", "doctor")]).await.status, 409);
}

#[actix_web::test]
async fn everybody_of_the_demonstration_is_found_by_reception() {
    let app = TestApp::demo().await;
    let found = app
        .house
        .db
        .read_now(|conn| {
            let everybody = wardbook::gate::access::reach::Reach::whole_house("a test counts");
            patients::list(conn, &everybody, patients::Archived::Shown, None, 100)
        })
        .expect("a list");
    assert_eq!(found.len(), wardbook::doors::demo::SHAPED);
}

#[actix_web::test]
async fn a_demonstration_of_another_day_gets_a_day_of_its_own_once() {
    let app = TestApp::demo().await;
    let today = jiff::civil::date(2027, 1, 9);
    let day = |from: &str, to: &str| Window {
        from: from.parse().expect("an instant"),
        to: to.parse().expect("an instant"),
        ..Window::default()
    };
    let count = |window: Window| {
        app.house
            .db
            .read_now(move |conn| appointments::count(conn, &DiaryReach::Everything, &window))
            .expect("a count")
    };
    let saturday = || day("2027-01-08T23:00:00Z", "2027-01-09T23:00:00Z");
    assert_eq!(count(saturday()), 0);
    demo::freshen(&app.house.db, &app.house.root, today).expect("a fresh day");
    let laid = count(saturday());
    assert!(laid > 40, "{laid}");
    let all = count(day("2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"));
    demo::freshen(&app.house.db, &app.house.root, today).expect("nothing to do");
    assert_eq!(count(day("2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z")), all);
}

/// The outbox of the demonstration has a past, and none of it ever leaves.
#[actix_web::test]
async fn its_outbox_shows_every_state_and_sends_nothing() {
    use diesel::prelude::*;
    use wardbook::gate::notifications::outbox;
    use wardbook::schema::{deliveries, delivery_attempts};
    let app = TestApp::demo_with(|settings| {
        settings.post.mail = "file".into();
        settings.post.sms = "file".into();
    })
    .await;
    let (admin, desk) = (app.admin().await, app.receptionist().await);
    let outbox = admin.get("/outbox").await.text();
    for words in
        ["Queued", "Sent", "Failed", "Given up", "To be called", "Called", "There is no such address"]
    {
        assert!(outbox.contains(words), "{words} in {outbox}");
    }
    assert!(outbox.contains("Nobody answers there"), "why it was given up");
    let calls = desk.get("/calls").await.text();
    for name in ["Mia Horvat", "Ngozi Okonkwo", "Lucía García"] {
        assert!(calls.contains(name), "{name} in {calls}");
    }
    assert!(!calls.contains("Thomas Brown"), "somebody has called");
    let sent = desk.get("/sendings").await.text();
    assert!(sent.contains("Your glasses") && sent.contains("2 sent, 1 to call"), "{sent}");
    let attempts = |app: &TestApp| -> i64 {
        app.house.db.read_now(|conn| Ok(delivery_attempts::table.count().get_result(conn)?)).expect("tries")
    };
    let before = attempts(&app);
    assert_eq!(outbox::round(&app.house).await.expect("a round"), 0, "nothing is due");
    app.clock.advance(jiff::SignedDuration::from_hours(36));
    outbox::round(&app.house).await.expect("a round");
    assert_eq!(attempts(&app), before + 1, "what waited");
    let waits: i64 = app
        .house
        .db
        .read_now(|conn| {
            Ok(deliveries::table.filter(deliveries::state.eq("queued")).count().get_result(conn)?)
        })
        .expect("a number");
    assert_eq!(waits, 0);
    let left = std::fs::read_dir(app.house.folder().join("mail")).map(Iterator::count).unwrap_or_default();
    assert_eq!(left, 0, "past its time, and never sent");
}
