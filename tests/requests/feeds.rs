//! Calendar feeds: made by the doctor alone, shown once, read by whoever knows the address, without names.

use wardbook::diary::appointments::Booking;
use wardbook::diary::hours;

use crate::support::diary::{Practice, account, at};
use crate::support::paper::register_patient;
use crate::support::{Answer, Person, TestApp};

async fn make(person: &Person<'_>, practice: &Practice) -> Answer {
    let page = hours::path(practice.doctor);
    person.fill(&page, &format!("{page}/feed"), &[]).await
}

/// The path of the address on the page that shows it.
fn address(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("<code>").expect("an address");
    let whole = rest.split('<').next().unwrap_or_default();
    whole[whole.find("/calendar/").expect("a path")..].to_owned()
}

#[actix_web::test]
async fn a_feed_says_when_and_where_and_never_who_or_why() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let doctor = app.doctor().await;
    let who = register_patient(&app, "Marković", "Ana").id;
    let book = |when: &str| practice.book(&app, practice.booking(who, at(when))).expect("a booking");
    let id = book("2026-11-23T09:00:00Z");
    for when in ["2027-01-18T09:00:00Z", "2027-01-21T09:00:00Z"] {
        book(when);
    }
    for when in ["2026-11-14T09:00:00Z", "2026-11-10T09:00:00Z"] {
        let past = Booking { ..practice.booking(who, at(when)) };
        practice.stand(&app, &past, wardbook::diary::appointments::Status::Completed);
    }
    let page = hours::path(practice.doctor);
    let leave = [("from", "1.12.26"), ("note", "Congress")];
    assert_eq!(doctor.fill(&format!("{page}/leave/new"), &format!("{page}/leave"), &leave).await.status, 303);
    let made = make(&doctor, &practice).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let path = address(&made);

    let feed = app.visitor().get(&path).await;
    assert_eq!(feed.status, 200);
    assert_eq!(feed.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert_eq!(feed.header("cache-control"), Some("no-store"));
    let text = feed.text();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n"), "{text}");
    for line in [
        "DTSTART:20261123T090000Z",
        "DTEND:20261123T091500Z",
        "DTSTART:20270118T090000Z",
        "DTSTART:20261114T090000Z",
        "SUMMARY:Leave",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 4, "60 days ahead and 7 back: {text}");
    assert!(text.contains("Harbour clinic"));
    for secret in ["Markovi", "Ana", "Blood pressure", "Congress", &id.to_string(), &who.to_string()] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}

#[actix_web::test]
async fn an_address_is_shown_once_renewed_and_revoked() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let doctor = app.doctor().await;
    let page = hours::path(practice.doctor);
    assert!(doctor.get(&page).await.text().contains("You have no address yet"));
    let form = doctor.get(&page).await.inputs();
    let fields = [("csrf", form["csrf"].as_str()), ("key", form["key"].as_str())];
    let made = doctor.post(&format!("{page}/feed"), &fields).await;
    let first = address(&made);
    let again = doctor.post(&format!("{page}/feed"), &fields).await;
    assert_eq!(again.status, 303, "the second click makes no other address");
    let secret = first.trim_start_matches("/calendar/").trim_end_matches(".ics");
    assert!(secret.len() >= 40 && !doctor.open(&page).await.text().contains(secret), "it is not kept");
    assert_eq!(app.visitor().get(&first).await.status, 200);

    let second = address(&make(&doctor, &practice).await);
    assert_ne!(first, second);
    assert_eq!(app.visitor().get(&first).await.status, 404, "the old one ends");
    assert_eq!(app.visitor().get(&second).await.status, 200);
    assert_eq!(doctor.fill(&page, &format!("{page}/feed/revocation"), &[]).await.status, 303);
    let unknown = app.visitor().get(&second).await;
    assert_eq!(unknown.status, 404);
    assert!(!unknown.text().contains(secret));
    for nothing in
        ["/calendar/.ics", "/calendar/abc.ics", &format!("{second}x"), "/calendar/%00.ics", "/calendar/"]
    {
        assert_eq!(app.visitor().get(nothing).await.status, 404, "{nothing}");
    }
}

#[actix_web::test]
async fn nobody_makes_the_feed_of_somebody_else_and_it_ends_with_the_account() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    let page = hours::path(practice.doctor);
    assert!(!admin.get(&page).await.text().contains("/feed"), "no button that would refuse them");
    let csrf = admin.get("/holidays").await.inputs();
    let fields = [("csrf", csrf["csrf"].as_str()), ("key", csrf["key"].as_str())];
    for to in ["feed", "feed/revocation"] {
        assert_eq!(admin.post(&format!("{page}/{to}"), &fields).await.status, 404, "{to}");
    }
    let path = address(&make(&doctor, &practice).await);
    // An admin who sees patients has a feed of their own.
    let own = Practice::of(&app, account(&app, "admin@test.example"));
    assert_eq!(make(&admin, &own).await.status, 200);
    let disable = format!("/staff/{}/disable", practice.doctor);
    assert_eq!(admin.fill(&disable, &disable, &[]).await.status, 303);
    assert_eq!(app.visitor().get(&path).await.status, 404);
}

#[actix_web::test]
async fn strangers_may_ask_for_feeds_as_often_as_for_anything() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let path = address(&make(&app.doctor().await, &practice).await);
    let stranger = app.visitor();
    let mut answers = Vec::new();
    for _ in 0..70 {
        answers.push(stranger.get(&path).await.status);
    }
    assert_eq!(answers[0], 200);
    assert!(answers.contains(&429), "a stranger is slowed down: {answers:?}");
}
