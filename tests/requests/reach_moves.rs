//! What happens to an appointment gives and takes the relation of doctor and patient, by the pages on which it happens.

use std::collections::BTreeMap;

use diesel::prelude::*;
use wardbook::diary::appointments::Status;
use wardbook::gate::access::model::Role;
use wardbook::gate::access::store::{NewAccount, insert_account};
use wardbook::kit::db::Deed;
use wardbook::schema::accounts;

use crate::support::diary::{Practice, account, appointments_of, at};
use crate::support::paper::register_patient;
use crate::support::{PASSWORD, TestApp};

/// Monday morning in Berlin, ten o'clock.
const TEN: &str = "2026-11-23T09:00:00Z";
/// This morning, a quarter to eight in Berlin: twenty minutes ago.
const EARLIER: &str = "2026-11-20T06:45:00Z";

const SECOND: &str = "second@test.example";

/// Another doctor of the hospital, who signs in with the password of everybody.
async fn second(app: &TestApp) -> Practice {
    let first = account(app, "doctor@test.example");
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let hash: Option<String> =
                accounts::table.find(first).select(accounts::password_hash).first(tx.conn())?;
            let new = NewAccount {
                role: Role::Doctor,
                name: "Second doctor".into(),
                email: SECOND.into(),
                email_key: SECOND.into(),
                password_hash: hash,
                one_time_until: None,
                patient: None,
            };
            insert_account(tx, &new)?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("a doctor");
    Practice::of(app, account(app, SECOND))
}

/// Token and key of the form of a page that is sent to an address.
fn tokens(text: &str, action: &str) -> Vec<(&'static str, String)> {
    let form = text.split("<form").find(|form| form.contains(&format!("action=\"{action}\"")));
    let form = form.unwrap_or_else(|| panic!("no form is sent to {action}: {text}"));
    let value = |name: &str| {
        let (_, rest) = form.split_once(&format!("name=\"{name}\" value=\"")).expect(name);
        rest.split('"').next().expect("a value").to_owned()
    };
    vec![("csrf", value("csrf")), ("key", value("key"))]
}

#[actix_web::test]
async fn an_appointment_that_goes_to_another_doctor_takes_the_relation_with_it() {
    let app = TestApp::new().await;
    let (practice, other) = (Practice::open(&app), second(&app).await);
    let patient = register_patient(&app, "Moves", "Ana");
    let id = practice.book(&app, practice.booking(patient.id, at(TEN))).expect("booked");
    let record = format!("/patients/{}", patient.id);
    let (old, new) = (app.doctor().await, app.signed_in(SECOND, PASSWORD).await);
    assert_eq!((old.get(&record).await.status, new.get(&record).await.status), (200, 404));
    let (action, day) = (format!("/appointments/{id}/move"), "2026-11-23");
    let doctor = other.doctor;
    let fields = BTreeMap::from([
        ("doctor", doctor.to_string()),
        ("day", day.to_owned()),
        ("shown", format!("{doctor} {day}")),
        ("slot", format!("{TEN}~{doctor}~{}~15", other.site)),
        ("minutes", "15".to_owned()),
        ("version", "1".to_owned()),
    ]);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    // A doctor does not give it away to a colleague, nor take it from one.
    for doctor in [&old, &new] {
        let page = doctor.get(&action).await;
        assert!([200, 404].contains(&page.status));
        if page.status == 200 {
            let refused = doctor.fill(&action, &action, &fields).await;
            assert_eq!(refused.status, 422, "{}", refused.text());
        }
    }
    let moved = app.receptionist().await.fill(&action, &action, &fields).await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    assert_eq!((old.get(&record).await.status, new.get(&record).await.status), (404, 200));
    let page = format!("/appointments/{id}");
    assert_eq!((old.get(&page).await.status, new.get(&page).await.status), (404, 200));
    // Taken back, it is as it was.
    let reception = app.receptionist().await;
    let shown = reception.get(&page).await.text();
    assert!(shown.contains("Second doctor"), "{shown}");
    assert_eq!(appointments_of(&app, patient.id)[0].doctor_id, other.doctor);
}

#[actix_web::test]
async fn who_did_not_come_leaves_the_doctors_reach_with_the_click_that_says_so() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let patient = register_patient(&app, "Misses", "Ana");
    let id = practice.stand(&app, &practice.booking(patient.id, at(EARLIER)), Status::Booked);
    let (page, record) = (format!("/appointments/{id}"), format!("/patients/{}", patient.id));
    let (doctor, reception) = (app.doctor().await, app.receptionist().await);
    assert_eq!(doctor.get(&record).await.status, 200);
    for (step, status) in [("no-show", 404), ("undo", 200)] {
        let action = format!("{page}/{step}");
        let shown = reception.get(&page).await.text();
        let form = tokens(&shown, &action);
        let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = reception.post(&action, &fields).await;
        assert_eq!(answer.status, 303, "{step}: {}", answer.text());
        assert_eq!(doctor.get(&record).await.status, status, "{step}");
        let found = doctor.get("/patients?q=misses").await.text();
        assert_eq!(found.contains("Misses"), status == 200, "{step}: the search follows the same rule");
    }
}
