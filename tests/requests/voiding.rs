//! What a voided visit takes with it, and what it leaves: measurements, diagnoses, prescriptions.

use diesel::prelude::*;
use wardbook::care::observations::Observation;
use wardbook::care::problems::{self, Problem};
use wardbook::people::patients::PatientId;
use wardbook::schema::observations;

use crate::consultation::{begin, send};
use crate::support::paper::within_and_out_of_reach;
use crate::support::{Person, TestApp};

fn vitals(patient: PatientId) -> String {
    format!("/patients/{patient}/vitals")
}

async fn measure(person: &Person<'_>, patient: PatientId, fields: &[(&str, &str)]) {
    let list = vitals(patient);
    let sent = person.fill(&format!("{list}/new"), &list, fields).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
}

async fn signed(person: &Person<'_>, patient: PatientId, fields: &[(&str, &str)]) -> String {
    let desk = begin(person, patient).await;
    let mut all = vec![("complaint", "Tired"), ("do", "sign")];
    all.extend_from_slice(fields);
    let sent = send(person, &desk, &all).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    desk.trim_end_matches("/desk").to_owned()
}

async fn void(person: &Person<'_>, visit: &str, reason: &str) {
    let void = format!("{visit}/note/void");
    let done = person.fill(&void, &void, &[("reason", reason)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

/// What was measured: which test, whether it stands, and what is noted beside it.
fn measured(app: &TestApp, patient: PatientId) -> Vec<(String, bool, Option<String>)> {
    let rows: Vec<Observation> = app
        .house
        .db
        .read_now(|conn| {
            Ok(observations::table
                .filter(observations::patient_id.eq(patient))
                .order(observations::id)
                .select(Observation::as_select())
                .load(conn)?)
        })
        .expect("observations");
    let row = |row: Observation| (row.code_text, row.status != "entered_in_error", row.note);
    rows.into_iter().map(row).collect()
}

fn problems_of(app: &TestApp, patient: PatientId) -> Vec<Problem> {
    app.house.db.read_now(|conn| problems::in_force(conn, patient)).expect("problems")
}

#[actix_web::test]
async fn what_was_measured_at_the_desk_is_void_with_its_visit_and_what_the_nurse_measured_is_not() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (nurse, doctor, admin) = (app.nurse().await, app.doctor().await, app.admin().await);
    measure(&nurse, ana, &[("systolic", "148"), ("diastolic", "92")]).await;
    let visit = signed(&doctor, ana, &[("weight", "91.5"), ("height", "200")]).await;
    let chart = doctor.get(&format!("/patients/{ana}")).await.text();
    assert!(chart.contains("91.5"), "it counts while the visit stands: {chart}");
    void(&admin, &visit, "Wrong patient").await;

    let rows = measured(&app, ana);
    let (pressure, of_desk) = rows.split_first().expect("rows");
    assert!(pressure.1, "measured of this patient: {pressure:?}");
    assert!(of_desk.len() >= 3, "weight, height and what is computed: {of_desk:?}");
    for (what, stands, note) in of_desk {
        assert!(!stands && note.as_deref() == Some("Wrong patient"), "{what}");
    }
    let chart = doctor.get(&format!("/patients/{ana}")).await.text();
    assert!(!chart.contains("91.5") && chart.contains("148"), "{chart}");
    let list = nurse.get(&vitals(ana)).await.text();
    assert!(list.contains("91.5") && list.contains("Wrong patient"), "it stays to be seen: {list}");
    assert_eq!(list.matches("<del>").count(), 1, "struck, and nothing else is: {list}");
    // The height is not reused.
    measure(&nurse, ana, &[("weight", "80")]).await;
    let rows = measured(&app, ana);
    assert!(!rows.iter().any(|(what, stands, _)| *stands && what.contains("mass index")), "{rows:?}");
}

#[actix_web::test]
async fn what_was_voided_by_itself_keeps_its_reason_and_a_discarded_draft_voids_no_measurement() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (nurse, doctor) = (app.nurse().await, app.doctor().await);
    measure(&nurse, ana, &[("pulse", "72")]).await;
    let draft = begin(&doctor, ana).await;
    void(&doctor, draft.trim_end_matches("/desk"), "Begun by mistake").await;
    assert!(measured(&app, ana).iter().all(|(_, stands, _)| *stands), "the nurse measured it of her");
    let visit = signed(&doctor, ana, &[("temperature", "38.4")]).await;
    let list = doctor.get(&vitals(ana)).await.text();
    let round =
        list.split("/vitals/").find_map(|rest| rest.split_once("/void\"")).expect("a round").0.to_owned();
    let alone = format!("{}/{round}/void", vitals(ana));
    let done = doctor.fill(&alone, &alone, &[("reason", "Device was broken")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    void(&doctor, &visit, "Wrong patient").await;
    let rows = measured(&app, ana);
    let of_desk: Vec<_> = rows.iter().filter(|(_, stands, _)| !stands).collect();
    assert_eq!(of_desk.len(), 1);
    assert_eq!(of_desk[0].2.as_deref(), Some("Device was broken"));
}

#[actix_web::test]
async fn a_diagnosis_that_another_visit_made_too_stays_on_the_list_when_the_first_is_voided() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let coded = ("dx", "http://hl7.org/fhir/sid/icd-10|I10|Hypertension");
    let first = signed(&doctor, ana, &[coded, ("dx-new", "Cough")]).await;
    app.clock.advance(jiff::SignedDuration::from_hours(24));
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    let restricted = signed(&doctor, ana, &[("dx-new", "Cough"), ("restricted", "on")]).await;
    let second = signed(&admin, ana, &[coded]).await;
    let before = problems_of(&app, ana);
    assert_eq!(before.len(), 2, "each once");
    void(&doctor, &first, "Wrong patient").await;

    let listed = problems_of(&app, ana);
    assert_eq!(listed.len(), 1, "what a restricted note says stays in it: {listed:?}");
    let handed = &listed[0];
    assert_eq!(handed.shown(), "Hypertension");
    assert_eq!(handed.visit_id.map(|id| second.ends_with(&id.to_string())), Some(true));
    assert_ne!(handed.recorded_by, before[0].recorded_by, "it is the word of who made it again");
    assert!(doctor.get(&format!("/patients/{ana}/problems")).await.text().contains("Hypertension"));
    // A visit that stands has it; once none does, it is gone.
    void(&admin, &second, "Wrong patient").await;
    assert!(problems_of(&app, ana).is_empty());
    void(&doctor, &restricted, "Wrong patient").await;
    assert!(problems_of(&app, ana).is_empty());
}

#[actix_web::test]
async fn of_two_visits_with_one_diagnosis_voiding_the_second_changes_nothing() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let first = signed(&doctor, ana, &[("dx-new", "Cough")]).await;
    let second = signed(&doctor, ana, &[("dx-new", "cough")]).await;
    let before = problems_of(&app, ana);
    void(&doctor, &second, "Wrong patient").await;
    assert_eq!(problems_of(&app, ana), before);
    void(&doctor, &first, "Wrong patient").await;
    assert!(problems_of(&app, ana).is_empty(), "a void visit keeps none");
}
