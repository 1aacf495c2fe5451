//! Emergency access against somebody who tries: two windows at once, merges meanwhile, the ids of others.

use diesel::prelude::*;
use wardbook::schema::{emergency_accesses, visits};

use super::emergency::{REASON, open};
use super::merging::{merge, undo};
use crate::support::paper::{appointment, register_patient};
use crate::support::{PASSWORD, Person, TestApp};

fn count_open(app: &TestApp) -> i64 {
    let open = emergency_accesses::table.filter(emergency_accesses::ended_at.is_null());
    app.house.db.read_now(|conn| Ok(open.count().get_result(conn)?)).expect("a count")
}

/// A form with a key of its own, as another window has it.
async fn form(person: &Person<'_>, page: &str) -> (String, String) {
    let inputs = person.get(page).await.inputs();
    (inputs["csrf"].clone(), inputs["key"].clone())
}

#[actix_web::test]
async fn two_windows_at_once_open_a_record_once() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let doctor = app.doctor().await;
    let page = format!("/emergency?mrn={}", patient.mrn);
    let send = || async {
        let (csrf, key) = form(&doctor, &page).await;
        let fields = [
            ("csrf", csrf.as_str()),
            ("key", key.as_str()),
            ("mrn", patient.mrn.as_str()),
            ("reason", REASON),
            ("password", PASSWORD),
        ];
        doctor.post("/emergency", &fields).await.status
    };
    let (first, second) = futures_util::join!(send(), send());
    // Of two passwords at one moment the second may have come too early to be looked at.
    assert!(
        [first, second].contains(&303) && [first, second].iter().all(|status| [303, 429].contains(status))
    );
    assert_eq!(count_open(&app), 1);
}

#[actix_web::test]
async fn two_windows_at_once_write_one_entry() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let doctor = app.doctor().await;
    open(&doctor, &patient).await;
    let entry = format!("/patients/{}/emergency/entry", patient.id);
    let (first, second) = (form(&doctor, &entry).await, form(&doctor, &entry).await);
    let send = |(csrf, key): (String, String)| {
        let (doctor, entry) = (&doctor, &entry);
        async move {
            let fields = [("csrf", csrf.as_str()), ("key", key.as_str()), ("text", "Glucose 2.9")];
            doctor.post(entry, &fields).await.status
        }
    };
    let (first, second) = futures_util::join!(send(first), send(second));
    assert_eq!([first, second].iter().filter(|status| **status == 303).count(), 1);
    assert_eq!([first, second].iter().filter(|status| **status == 409).count(), 1);
    let written: i64 =
        app.house.db.read_now(|conn| Ok(visits::table.count().get_result(conn)?)).expect("a count");
    assert_eq!(written, 1);
}

#[actix_web::test]
async fn what_is_open_follows_the_record_through_a_merge_and_back() {
    let app = TestApp::new().await;
    let (goes, stays) = (register_patient(&app, "Okonkwo", "Ngozi"), register_patient(&app, "Okonkwo", "N."));
    let other = register_patient(&app, "Other", "One");
    let (doctor, desk) = (app.doctor().await, app.receptionist().await);
    open(&doctor, &goes).await;
    let path = merge(&desk, &app, &goes, &stays).await;
    assert_eq!(doctor.get(&format!("/patients/{}", goes.id)).await.status, 303, "leads to the survivor");
    assert_eq!(doctor.get(&format!("/patients/{}", stays.id)).await.status, 200);
    undo(&app.admin().await, &path).await;
    assert_eq!(doctor.get(&format!("/patients/{}", goes.id)).await.status, 200);
    for closed in [&stays, &other] {
        assert_eq!(doctor.get(&format!("/patients/{}", closed.id)).await.status, 404, "never opened");
    }
}

#[actix_web::test]
async fn an_open_record_opens_nothing_of_another() {
    let app = TestApp::new().await;
    let (patient, other) =
        (register_patient(&app, "Okonkwo", "Ngozi"), register_patient(&app, "Other", "One"));
    let one = appointment(&app, &other, "cancelled");
    let (doctor, nurse) = (app.doctor().await, app.nurse().await);
    open(&nurse, &other).await;
    let entry = format!("/patients/{}/emergency/entry", other.id);
    assert_eq!(nurse.fill(&entry, &entry, &[("text", "Glucose 2.9")]).await.status, 303);
    let listed = nurse.get(&format!("/patients/{}/visits", other.id)).await.text();
    let (_, rest) = listed.split_once(&format!("/patients/{}/visits/", other.id)).expect("a visit");
    let visit = rest.split('"').next().expect("an id").to_owned();

    open(&doctor, &patient).await;
    let mine = format!("/patients/{}", patient.id);
    for path in [
        format!("{mine}/visits/{visit}"),
        format!("/patients/{}/visits/{visit}", other.id),
        format!("/patients/{}/timeline", other.id),
        format!("/patients/{}/emergency/entry", other.id),
        format!("/patients/{}/letters", other.id),
        format!("{mine}/letters/sick-note"),
        format!("{mine}/visits/new"),
        format!("{mine}/vitals/new"),
    ] {
        assert_eq!(doctor.get(&path).await.status, 404, "{path}");
    }
    // The diary knows nothing of it: that of another doctor's patient stays out of reach.
    assert_eq!(nurse.get(&format!("/appointments/{one}")).await.status, 404);
    assert_eq!(doctor.get(&format!("/appointments/new?patient={}", patient.id)).await.status, 404);
}
