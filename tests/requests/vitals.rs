//! Vital signs and nursing notes: measured in a round, refused when they cannot be, asked about when they are unlikely,
//! computed from, voided and still to be seen, restricted ones hidden.

use diesel::prelude::*;
use wardbook::care::notes::{self, Kind, Note, Readers};
use wardbook::care::observations::Observation;
use wardbook::gate::audit::{self, Filter};
use wardbook::people::patients::PatientId;
use wardbook::schema::observations;

use crate::support::paper::within_and_out_of_reach;
use crate::support::{Answer, Person, TestApp};

fn list(patient: PatientId) -> String {
    format!("/patients/{patient}/vitals")
}

fn new(patient: PatientId) -> String {
    format!("/patients/{patient}/vitals/new")
}

async fn send(person: &Person<'_>, patient: PatientId, fields: &[(&str, &str)]) -> Answer {
    person.fill(&new(patient), &list(patient), fields).await
}

fn measured(app: &TestApp, patient: PatientId) -> Vec<Observation> {
    app.house
        .db
        .read_now(|conn| {
            Ok(observations::table
                .filter(observations::patient_id.eq(patient))
                .order(observations::id)
                .select(Observation::as_select())
                .load(conn)?)
        })
        .expect("observations")
}

fn written(app: &TestApp, patient: PatientId) -> Vec<Note> {
    app.house
        .db
        .read_now(|conn| notes::of_patient(conn, patient, Kind::Nursing, Readers::Everything, 100))
        .expect("notes")
}

fn verbs(app: &TestApp, patient: PatientId) -> Vec<String> {
    let filter = Filter { patient: Some(patient.uuid()), ..Filter::default() };
    let rows = app.house.db.read_now(|conn| audit::list(conn, &filter, 100)).expect("the trail");
    let ours = |verb: &String| verb.starts_with("vitals.") || verb.starts_with("note.");
    rows.into_iter().map(|row| row.verb).filter(ours).collect()
}

const WHOLE: [(&str, &str); 8] = [
    ("systolic", "148"),
    ("diastolic", "92"),
    ("pulse", "104"),
    ("breaths", "22"),
    ("temperature", "38,4"),
    ("saturation", "95"),
    ("oxygen", "air"),
    ("mind", "alert"),
];

/// The id of the first entry that can be voided on a page.
fn first_entry(page: &str) -> String {
    let (before, _) = page.split_once("/void\"").expect("something to void");
    before.rsplit('/').next().expect("an id").to_owned()
}

#[actix_web::test]
async fn a_round_is_kept_with_its_units_and_what_is_computed_from_it() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let nurse = app.nurse().await;
    let chart = nurse.get(&format!("/patients/{ana}")).await.text();
    assert!(chart.contains(&format!("href=\"{}\"", new(ana))), "the chart leads to the quick form");
    let mut fields = WHOLE.to_vec();
    fields.extend([("weight", "71.5"), ("height", "168"), ("note", "Walked in\nwithout help.")]);
    let saved = send(&nurse, ana, &fields).await;
    assert_eq!((saved.status, saved.location()), (303, list(ana).as_str()), "{}", saved.text());

    let rows = measured(&app, ana);
    let of =
        |text: &str| rows.iter().find(|row| row.code_text == text).unwrap_or_else(|| panic!("no {text}"));
    assert_eq!(of("Body temperature").value_written.as_deref(), Some("38.4"));
    assert_eq!(of("Body temperature").unit_code.as_deref(), Some("Cel"));
    assert_eq!(of("Blood pressure").value_kind, "none");
    assert_eq!(of("Body mass index").value, Some(25.3));
    // Breathing 2, saturation 1, pulse 1, temperature 1.
    assert_eq!((of("NEWS2").value, of("NEWS2").interpretation.as_deref()), (Some(5.0), Some("H")));
    assert!(
        rows.iter().all(|row| row.recorded_by.is_some() && row.author.is_some() && row.source_id.is_none())
    );
    assert_eq!(written(&app, ana).len(), 1);
    assert_eq!(verbs(&app, ana), ["note.written", "vitals.recorded"]);

    let shown = nurse.get(&list(ana)).await.text();
    for words in ["148/92 mmHg", "38.4 °C", "NEWS2", "25.3 kg/m²", "Walked in\nwithout help."] {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    let sources = ["NEWS2: Royal College of Physicians, 2017.", "BMI: World Health Organization, 2000."];
    for source in sources {
        assert_eq!(shown.matches(source).count(), 1, "{source} in {shown}");
    }
    let test = format!("/patients/{ana}/results/test?kind=vital_signs&test=");
    for (of, source) in [("Body mass index", sources[1]), ("NEWS2", sources[0])] {
        let row = rows.iter().find(|row| row.code_text == of).expect("a row");
        let key = serde_urlencoded::to_string([("", &row.test_key)]).expect("a key");
        let page = nurse.get(&format!("{test}{}", key.trim_start_matches('='))).await.text();
        assert!(page.contains(source), "{source} in {page}");
    }
    let drawn = nurse.get(&format!("/patients/{ana}/vital-signs")).await.text();
    assert!(drawn.contains("148") && drawn.contains(&list(ana)), "the chart draws it");
    let summary = nurse.get(&format!("/patients/{ana}")).await.text();
    assert!(summary.contains("NEWS2"));
}

#[actix_web::test]
async fn the_impossible_is_refused_and_the_unlikely_asked_about() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let nurse = app.nurse().await;
    for (fields, what) in [
        (vec![], "nothing at all"),
        (vec![("oxygen", "rubbish")], "a word that is none"),
        (vec![("temperature", "367")], "a point forgotten"),
        (vec![("saturation", "120")], "more than all"),
        (vec![("pulse", "many")], "no number"),
        (vec![("systolic", "80"), ("diastolic", "120")], "the wrong way round"),
        (vec![("pulse", "80"), ("measured", "2027-01-01T10:00")], "still to come"),
    ] {
        let refused = send(&nurse, ana, &fields).await;
        assert_eq!(refused.status, 422, "{what}");
        assert!(refused.text().contains("class=\"errors\""), "{what}");
        for (name, typed) in fields.iter().filter(|(name, _)| *name != "oxygen") {
            assert_eq!(refused.inputs().get(*name).map(String::as_str), Some(*typed), "{what}: kept");
        }
    }
    assert!(measured(&app, ana).is_empty());

    let asked = send(&nurse, ana, &[("pulse", "210")]).await;
    assert_eq!(asked.status, 422);
    let sure = asked.inputs().get("sure").cloned().expect("a box to tick");
    let other = send(&nurse, ana, &[("pulse", "215"), ("sure", &sure)]).await;
    assert_eq!(other.status, 422, "another value is asked about again");
    let kept = send(&nurse, ana, &[("pulse", "210"), ("sure", &sure)]).await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    assert_eq!(measured(&app, ana)[0].value, Some(210.0));
}

#[actix_web::test]
async fn what_was_written_on_paper_is_kept_with_its_true_time() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let nurse = app.nurse().await;
    let saved = send(&nurse, ana, &[("pulse", "70"), ("measured", "2026-11-19T22:15")]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let row = &measured(&app, ana)[0];
    assert_eq!(row.at.0.to_string(), "2026-11-19T21:15:00Z");
    assert_eq!(row.recorded_at.map(|at| at.0), Some(app.clock.now()));
}

#[actix_web::test]
async fn a_double_click_measures_once() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let nurse = app.nurse().await;
    let inputs = nurse.get(&new(ana)).await.inputs();
    let fields = [("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str()), ("pulse", "70")];
    let answers = [nurse.post(&list(ana), &fields).await, nurse.post(&list(ana), &fields).await];
    assert!(answers.iter().all(|answer| answer.status == 303));
    assert_eq!(measured(&app, ana).len(), 1);
}

#[actix_web::test]
async fn a_round_is_voided_by_whoever_wrote_it_and_stays_to_be_seen() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (nurse, doctor, admin) = (app.nurse().await, app.doctor().await, app.admin().await);
    assert_eq!(send(&nurse, ana, &WHOLE).await.status, 303);
    let entry = first_entry(&nurse.get(&list(ana)).await.text());
    let void = format!("{}/{entry}/void", list(ana));
    // Not by a colleague, and not without a reason.
    assert!(!doctor.get(&list(ana)).await.text().contains("/void\""));
    assert_eq!(doctor.get(&void).await.status, 404);
    let csrf = doctor.csrf().await;
    assert!([404, 422].contains(&doctor.post(&void, &[("csrf", &csrf), ("reason", "x")]).await.status));
    let silent = nurse.fill(&void, &void, &[("reason", " ")]).await;
    assert_eq!(silent.status, 422);
    let done = nurse.fill(&void, &void, &[("reason", "Belongs to another patient")]).await;
    assert_eq!((done.status, done.location()), (303, list(ana).as_str()), "{}", done.text());

    assert!(measured(&app, ana).iter().all(|row| row.status == "entered_in_error" && row.version == 2));
    let shown = admin.get(&list(ana)).await.text();
    assert!(shown.contains("Belongs to another patient") && shown.contains("148/92"));
    assert!(!shown.contains("/void\""), "nothing is left to void");
    let chart = nurse.get(&format!("/patients/{ana}")).await.text();
    assert!(!chart.contains("148/92"), "it no longer counts");
    assert_eq!(verbs(&app, ana), ["vitals.voided", "vitals.recorded"]);
    // An admin may void what others wrote.
    assert_eq!(send(&nurse, ana, &[("note", "Dressing changed.")]).await.status, 303);
    let entry = first_entry(&admin.get(&list(ana)).await.text());
    let void = format!("{}/{entry}/void", list(ana));
    assert_eq!(admin.fill(&void, &void, &[("reason", "Wrong patient")]).await.status, 303);
    assert!(written(&app, ana)[0].is_void());
}

#[actix_web::test]
async fn a_restricted_note_is_there_for_its_author_and_admins_only() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let nurse = app.nurse().await;
    assert_eq!(send(&nurse, ana, &[("note", "Only for few eyes"), ("restricted", "on")]).await.status, 303);
    for (person, reads) in [
        (nurse, true),
        (app.admin().await, true),
        (app.doctor().await, false),
        (app.receptionist().await, false),
    ] {
        let page = person.get(&list(ana)).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.text().contains("Only for few eyes"), reads);
    }
}

#[actix_web::test]
async fn who_may_not_write_is_refused_and_nothing_is_kept() {
    let (app, ana, out) = within_and_out_of_reach().await;
    for (person, within, without) in [
        (app.receptionist().await, 403, 403),
        (app.patient().await, 403, 403),
        (app.nurse().await, 200, 404),
        (app.doctor().await, 200, 404),
        (app.admin().await, 200, 200),
    ] {
        assert_eq!(person.get(&new(ana)).await.status, within);
        assert_eq!(person.get(&new(out)).await.status, without);
        if within == 403 {
            let csrf = person.csrf().await;
            assert_eq!(person.post(&list(ana), &[("csrf", &csrf), ("pulse", "70")]).await.status, 403);
        }
    }
    assert!(measured(&app, ana).is_empty());
    // Somebody else's entry cannot be voided through another patient's address.
    let admin = app.admin().await;
    assert_eq!(send(&admin, ana, &[("pulse", "70")]).await.status, 303);
    let entry = measured(&app, ana)[0].id;
    assert_eq!(admin.get(&format!("{}/{entry}/void", list(out))).await.status, 404);
}

#[actix_web::test]
async fn a_nursing_note_survives_in_its_draft() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let nurse = app.nurse().await;
    let page = nurse.get(&new(ana)).await;
    let text = page.text();
    let place = text.rsplit("name=\"draft\" value=\"").next().and_then(|rest| rest.split('"').next());
    let place = place.expect("a place for the draft").to_owned();
    let kept = nurse.fill(&new(ana), "/drafts", &[("draft", &place), ("note", "Half a sentence")]).await;
    assert_eq!(kept.status, 200);
    let offered = nurse.get(&new(ana)).await.text();
    assert!(offered.contains("Half a sentence"), "it is offered when the form is opened again");
}
