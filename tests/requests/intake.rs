//! The four questions: asked once, answered with entries or "none", corrected with history, asked about and decided.

use diesel::prelude::*;
use jiff::civil::date;
use uuid::Uuid;
use wardbook::care::intake::{self, Allergy, IntakeAnswer, Question, Vaccine};
use wardbook::care::prescriptions::Prescription;
use wardbook::care::problems::Problem;
use wardbook::care::record::{Concept, Precision, Stored as _, When, source_named};
use wardbook::gate::audit::{self, Filter};
use wardbook::kit::db::Tx;
use wardbook::kit::db::types::Utc;
use wardbook::kit::id::Id;
use wardbook::people::patients::PatientId;

use crate::consultation;
use crate::support::paper::{register_patient, text_of, within_and_out_of_reach};
use crate::support::{Answer, Person, TestApp};

fn page(patient: PatientId) -> String {
    format!("/patients/{patient}/intake")
}

fn write<T: Send + 'static>(
    app: &TestApp,
    f: impl FnMut(&mut Tx<'_>) -> wardbook::kit::error::Result<T> + Send + 'static,
) -> T {
    app.house.db.write_now(&app.operator(), f).expect("rows")
}

fn answers(app: &TestApp, patient: PatientId) -> Vec<IntakeAnswer> {
    app.house.db.read_now(|conn| intake::answers(conn, patient)).expect("answers")
}

fn entries(app: &TestApp, patient: PatientId, question: Question) -> Vec<(Uuid, i64, intake::Said)> {
    let now = app.clock.now();
    let standings = app.house.db.read_now(|conn| intake::standing(conn, patient, now)).expect("standings");
    standings
        .into_iter()
        .filter(|standing| standing.question == question)
        .flat_map(|standing| standing.entries)
        .map(|entry| (entry.id(), entry.version(), entry.said()))
        .collect()
}

fn verbs(app: &TestApp, patient: PatientId) -> Vec<String> {
    let filter = Filter { patient: Some(patient.uuid()), ..Filter::default() };
    let rows = app.house.db.read_now(|conn| audit::list(conn, &filter, 100)).expect("the trail");
    rows.into_iter().filter(|row| row.verb.starts_with("intake.")).map(|row| row.verb).collect()
}

async fn send(person: &Person<'_>, patient: PatientId, fields: &[(&str, &str)]) -> Answer {
    person.fill(&page(patient), &page(patient), fields).await
}

/// All four: two with entries, two with "none".
const ALL_FOUR: [(&str, &str); 9] = [
    ("vaccines-0-what", "Tetanus"),
    ("vaccines-0-since", "2019"),
    ("problems", "none"),
    ("allergies", "some"),
    ("allergies-0-what", "Penicillin"),
    ("allergies-0-reaction", "Anaphylaxis"),
    ("allergies-0-severity", "severe"),
    ("allergies-0-since", "Mar-2019"),
    ("medication", "none"),
];

#[actix_web::test]
async fn all_four_are_answered_in_one_go_and_never_asked_again() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let nurse = app.nurse().await;
    let chart = nurse.get(&format!("/patients/{ana}")).await.text();
    assert!(chart.contains("Allergies not recorded") && chart.contains(&format!("href=\"{}\"", page(ana))));
    assert!(chart.contains("Not asked yet"), "problems, medication and vaccines were not asked for");
    let saved = send(&nurse, ana, &ALL_FOUR).await;
    assert_eq!((saved.status, saved.location()), (303, page(ana).as_str()), "{}", saved.text());

    let kept = answers(&app, ana);
    assert_eq!(kept.len(), 4);
    for answer in &kept {
        assert_eq!(answer.none, ["problems", "medication"].contains(&answer.question.as_str()));
        assert!(answer.answered_by.is_some() && !answer.answered_by_name.is_empty());
    }
    let shown = nurse.get(&page(ana)).await.text();
    assert!(!shown.contains("name=\"allergies-0-what\""), "nothing is asked again");
    assert!(shown.contains("Penicillin") && shown.contains("No chronic illnesses"));
    assert!(shown.contains("Asked on 20-Nov-2026"));
    let chart = nurse.get(&format!("/patients/{ana}")).await.text();
    assert!(chart.contains("Penicillin") && chart.contains("None, asked 20-Nov-2026"));
    // Not per visit, not per doctor.
    let doctor = app.doctor().await;
    assert!(!doctor.get(&page(ana)).await.text().contains("name=\"allergies-0-what\""));
    assert_eq!(verbs(&app, ana), ["intake.answered"]);
}

#[actix_web::test]
async fn blank_is_not_none() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let nurse = app.nurse().await;
    for (fields, what) in [
        (vec![], "nothing at all"),
        (vec![("allergies", "some")], "some, but which"),
        (vec![("allergies", "none"), ("allergies-0-what", "Latex")], "none and one"),
        (vec![("allergies-0-note", "since childhood")], "only a note"),
        (vec![("vaccines-0-what", "Tetanus"), ("vaccines-0-since", "21.11.2026")], "tomorrow"),
        (vec![("problems-0-what", "Asthma"), ("problems-0-since", "1983")], "before birth"),
    ] {
        let refused = send(&nurse, ana, &fields).await;
        assert_eq!(refused.status, 422, "{what}");
        assert!(refused.text().contains("class=\"errors\""), "{what}");
        for (_, typed) in fields.iter().filter(|(name, _)| name.contains('-')) {
            assert!(refused.text().contains(&format!("value=\"{typed}\"")), "{what}: {typed} is kept");
        }
    }
    assert!(answers(&app, ana).is_empty());
    // One question alone is answered alone.
    assert_eq!(send(&nurse, ana, &[("allergies", "none")]).await.status, 303);
    let chart = nurse.get(&format!("/patients/{ana}")).await.text();
    assert!(chart.contains("No known allergies") && chart.contains("Not asked yet"));
    assert!(
        nurse.get(&page(ana)).await.text().contains("name=\"vaccines-0-what\""),
        "the others are still asked"
    );
}

#[actix_web::test]
async fn rows_are_added_without_script_and_keep_what_was_typed() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let nurse = app.nurse().await;
    let more =
        send(&nurse, ana, &[("vaccines-rows", "1"), ("vaccines-0-what", "Tetanus"), ("add", "vaccines")])
            .await;
    assert_eq!(more.status, 200);
    let text = more.text();
    assert!(text.contains("value=\"Tetanus\"") && text.contains("name=\"vaccines-1-what\""));
    assert!(text.contains("autofocus"), "the new row is where one goes on");
    assert!(answers(&app, ana).is_empty());
}

#[actix_web::test]
async fn clicking_twice_answers_once() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let nurse = app.nurse().await;
    let inputs = nurse.get(&page(ana)).await.inputs();
    let fields =
        [("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str()), ("allergies-0-what", "Latex")];
    let (first, second) = (nurse.post(&page(ana), &fields).await, nurse.post(&page(ana), &fields).await);
    assert_eq!((first.status, second.status), (303, 303), "{}", second.text());
    assert_eq!(entries(&app, ana, Question::Allergies).len(), 1);
}

#[actix_web::test]
async fn of_two_who_answer_at_once_one_wins_and_the_other_loses_nothing() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (nurse, doctor) = (app.nurse().await, app.doctor().await);
    let hers = nurse.get(&page(ana)).await.inputs();
    assert_eq!(send(&doctor, ana, &[("allergies-0-what", "Penicillin")]).await.status, 303);
    let fields = [
        ("csrf", hers["csrf"].as_str()),
        ("key", hers["key"].as_str()),
        ("allergies-0-what", "Latex"),
        ("allergies-0-note", "gloves"),
        ("vaccines-0-what", "Tetanus"),
    ];
    let late = nurse.post(&page(ana), &fields).await;
    assert_eq!(late.status, 409);
    let text = late.text();
    assert!(text.contains("Penicillin"), "what was answered is shown");
    for typed in ["Latex", "gloves", "Tetanus"] {
        assert!(text.contains(&format!("value=\"{typed}\"")), "{typed} is kept");
    }
    assert!(
        text.contains(&format!("action=\"{}/requests\"", page(ana))),
        "a nurse asks for hers to be added"
    );
    assert_eq!(answers(&app, ana).len(), 1, "nothing of the late form is half saved");
    // From that page both go on: the additions are asked for, the rest is answered.
    let inputs = late.inputs();
    let go_on = |fields: Vec<(&'static str, &'static str)>| {
        let mut all = vec![("csrf", inputs["csrf"].as_str())];
        all.extend(fields);
        all
    };
    let key = nurse.get(&page(ana)).await.inputs()["key"].clone();
    let mut asked = go_on(vec![
        ("question", "allergies"),
        ("allergies-rows", "1"),
        ("allergies-0-what", "Latex"),
        ("reason", "told by the patient"),
    ]);
    asked.push(("key", &key));
    assert_eq!(nurse.post(&format!("{}/requests", page(ana)), &asked).await.status, 303);
    assert_eq!(send(&nurse, ana, &[("vaccines-0-what", "Tetanus")]).await.status, 303);
    assert_eq!(answers(&app, ana).len(), 2);
}

/// A record from elsewhere: one entry of each kind, nothing answered.
pub fn import(app: &TestApp, patient: PatientId) {
    write(app, move |tx| {
        let source = source_named(tx, "Praxis am Deich")?;
        let when = When::date(date(2015, 3, 1), Precision::Day).expect("a day");
        macro_rules! sent {
            ($row:expr) => {{
                let mut row = $row;
                row.source_id = Some(source);
                row.original_type = Some("X".into());
                row.original_id = Some(Uuid::now_v7().to_string());
                row.insert(tx)?;
            }};
        }
        sent!(Allergy::new(patient, when, "active", Concept::text("Diclofenac")));
        sent!(Vaccine::new(patient, when, "completed", Concept::text("Diphtheria")));
        sent!(Problem {
            category: "diagnosis".into(),
            ..Problem::new(patient, when, "active", Concept::text("Gout"))
        });
        sent!(Prescription {
            intent: "order".into(),
            ..Prescription::new(patient, when, "active", Concept::text("Allopurinol"))
        });
        tx.record(wardbook::kit::db::Deed::new("test.prepared"));
        Ok(())
    });
}

/// One click that says of everything imported that it is right.
pub async fn confirm_all(app: &TestApp, person: &Person<'_>, patient: PatientId) {
    let mut fields = vec![("whole".to_owned(), "all".to_owned())];
    for question in Question::ALL {
        for (id, version, _) in entries(app, patient, question) {
            fields.push((format!("version-{id}"), version.to_string()));
        }
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(send(person, patient, &fields).await.status, 303);
}

#[actix_web::test]
async fn what_was_imported_prefills_the_questions_and_is_marked_until_somebody_confirms() {
    let (app, ana, _) = within_and_out_of_reach().await;
    import(&app, ana);
    let nurse = app.nurse().await;
    let text = nurse.get(&page(ana)).await.text();
    assert_eq!(text.matches("Imported from Praxis am Deich, not confirmed").count(), 4);
    assert!(text.contains("name=\"allergies-0-what\""), "an import answers nothing by itself");
    let chart = nurse.get(&format!("/patients/{ana}")).await.text();
    assert!(chart.contains("Diclofenac") && chart.contains("imported, not confirmed"));
    assert!(answers(&app, ana).is_empty());

    // "None" beside an entry in force is refused; one that is called wrong no longer counts.
    assert_eq!(send(&nurse, ana, &[("allergies", "none")]).await.status, 422);
    let (id, version, _) = entries(&app, ana, Question::Allergies)[0].clone();
    let (verdict, at, version) = (format!("is-{id}"), format!("version-{id}"), version.to_string());
    let fields = [("allergies", "none"), (verdict.as_str(), "error"), (at.as_str(), version.as_str())];
    assert_eq!(send(&nurse, ana, &fields).await.status, 303);
    assert!(entries(&app, ana, Question::Allergies).is_empty());

    // One click confirms all the rest, and answers their questions.
    confirm_all(&app, &nurse, ana).await;
    assert_eq!(answers(&app, ana).len(), 4);
    let text = nurse.get(&page(ana)).await.text();
    assert!(!text.contains("not confirmed"), "confirmed");
    assert_eq!(text.matches("From Praxis am Deich, confirmed by").count(), 3);
}

#[actix_web::test]
async fn what_a_later_import_brings_is_confirmed_with_one_click() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let nurse = app.nurse().await;
    assert_eq!(send(&nurse, ana, &[("problems", "none")]).await.status, 303);
    import(&app, ana);
    let text = nurse.get(&page(ana)).await.text();
    assert!(text.contains("Gout") && text.contains("/confirmation"));
    let (id, version, _) = entries(&app, ana, Question::Problems)[0].clone();
    let stale = format!("{id}.{}", version + 1);
    let confirm = format!("{}/confirmation", page(ana));
    assert_eq!(nurse.fill(&page(ana), &confirm, &[("entry", &stale)]).await.status, 409);
    let entry = format!("{id}.{version}");
    assert_eq!(nurse.fill(&page(ana), &confirm, &[("entry", &entry)]).await.status, 303);
    let kept = answers(&app, ana);
    assert!(!kept.iter().any(|answer| answer.question == "problems" && answer.none), "no longer none");
    assert!(
        nurse.get(&page(ana)).await.text().contains("What was said before"),
        "but it was, and that is kept"
    );
    assert!(verbs(&app, ana).contains(&"intake.confirmed".to_owned()));
}

#[actix_web::test]
async fn an_imported_none_is_shown_and_still_to_be_confirmed() {
    let (app, ana, _) = within_and_out_of_reach().await;
    write(&app, move |tx| {
        let answer = IntakeAnswer {
            id: Id::new(),
            patient_id: ana,
            question: "allergies".into(),
            none: true,
            answered_at: Utc(tx.now()),
            answered_by: None,
            answered_by_name: String::new(),
            source_id: Some(source_named(tx, "Praxis am Deich")?),
            version: 1,
        };
        tx.record(wardbook::kit::db::Deed::new("test.prepared"));
        intake::answer_once(tx, &answer)
    });
    let nurse = app.nurse().await;
    let text = nurse.get(&page(ana)).await.text();
    assert!(text.contains("No known allergies") && text.contains("imported, not confirmed"));
    assert_eq!(send(&nurse, ana, &[("allergies", "none")]).await.status, 303);
    let kept = answers(&app, ana);
    assert!(kept[0].none && kept[0].answered_by.is_some() && kept[0].version == 2);
    let text = nurse.get(&format!("/patients/{ana}")).await.text();
    assert!(text.contains("No known allergies") && !text.contains("not confirmed"));
}

#[actix_web::test]
async fn a_doctor_changes_an_answer_at_once_and_what_it_said_before_stays() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    assert_eq!(send(&doctor, ana, &ALL_FOUR).await.status, 303);
    let (id, _, _) = entries(&app, ana, Question::Allergies)[0].clone();
    let entry = format!("{}/entries/{id}", page(ana));
    let changed = doctor
        .fill(&entry, &entry, &[("version", "1"), ("what", "Penicillin V"), ("severity", "moderate")])
        .await;
    assert_eq!(changed.status, 303, "{}", changed.text());
    let text = doctor.get(&page(ana)).await.text();
    assert!(text.contains("Penicillin V") && text.contains("What was said before"));
    assert!(text.contains("Penicillin · Anaphylaxis · Severe · Mar-2019"), "the previous value");
    assert!(verbs(&app, ana).contains(&"intake.changed".to_owned()));

    // Another illness: "none" is no longer the answer. Taking it away makes it so again.
    let add = format!("{}/entries", page(ana));
    let form = format!("{add}/new?question=problems");
    assert_eq!(doctor.fill(&form, &add, &[("question", "problems")]).await.status, 422);
    let fields = [("question", "problems"), ("problems-0-what", "Asthma"), ("problems-0-since", "1990")];
    assert_eq!(doctor.fill(&form, &add, &fields).await.status, 303);
    let none =
        |app: &TestApp| answers(app, ana).iter().find(|one| one.question == "problems").expect("asked").none;
    assert!(!none(&app));
    let (id, _, _) = entries(&app, ana, Question::Problems)[0].clone();
    let entry = format!("{}/entries/{id}", page(ana));
    assert!(
        doctor.get(&entry).await.text().contains("No chronic illnesses"),
        "it says what the answer will be"
    );
    let removal = format!("{entry}/removal");
    assert_eq!(doctor.fill(&entry, &removal, &[("version", "1"), ("last", "on")]).await.status, 422, "why");
    let gone = doctor.fill(&entry, &removal, &[("version", "1"), ("gone", "over")]).await;
    assert_eq!(gone.status, 409, "nobody said that the answer becomes none");
    let gone = doctor.fill(&entry, &removal, &[("version", "1"), ("gone", "over"), ("last", "on")]).await;
    assert_eq!(gone.status, 303);
    assert!(none(&app) && entries(&app, ana, Question::Problems).is_empty());
}

#[actix_web::test]
async fn two_editors_get_both_versions() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    assert_eq!(send(&doctor, ana, &ALL_FOUR).await.status, 303);
    let (id, _, _) = entries(&app, ana, Question::Allergies)[0].clone();
    let entry = format!("{}/entries/{id}", page(ana));
    let said = [
        ("version", "1"),
        ("what", "Penicillin"),
        ("reaction", "Anaphylaxis"),
        ("severity", "severe"),
        ("since", "Mar-2019"),
    ];
    let with = |note: &'static str| [said.as_slice(), &[("note", note)]].concat();
    assert_eq!(doctor.fill(&entry, &entry, &with("after one tablet")).await.status, 303);
    let late = admin.fill(&entry, &entry, &with("confirmed by a test")).await;
    assert_eq!(late.status, 409);
    let text = late.text();
    assert!(
        text.contains("after one tablet") && text.contains("confirmed by a test") && text.contains("compare")
    );
    let mut picked = with("confirmed by a test");
    picked[0] = ("version", "2");
    picked.push(("all", "mine"));
    assert_eq!(admin.fill(&entry, &entry, &picked).await.status, 303);
    assert_eq!(entries(&app, ana, Question::Allergies)[0].2.note.as_deref(), Some("confirmed by a test"));
}

#[actix_web::test]
async fn a_correction_is_asked_for_and_accepted_with_history() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, desk) = (app.doctor().await, app.receptionist().await);
    assert_eq!(send(&doctor, ana, &ALL_FOUR).await.status, 303);
    let (id, _, before) = entries(&app, ana, Question::Allergies)[0].clone();
    let entry = format!("{}/entries/{id}", page(ana));
    let same = [
        ("version", "1"),
        ("what", "Penicillin"),
        ("reaction", "Anaphylaxis"),
        ("severity", "severe"),
        ("since", "Mar-2019"),
    ];
    let with = |more: &[(&'static str, &'static str)]| [same.as_slice(), more].concat();
    let ask = format!("{entry}/request");
    assert_eq!(desk.fill(&entry, &ask, &with(&[("note", "x")])).await.status, 422, "a reason");
    assert_eq!(desk.fill(&entry, &ask, &with(&[("reason", "x")])).await.status, 422, "something different");
    let mut fields = with(&[("reason", "said so on the phone")]);
    fields[3] = ("severity", "mild");
    assert_eq!(desk.fill(&entry, &ask, &fields).await.status, 303);
    assert_eq!(entries(&app, ana, Question::Allergies)[0].2, before, "asking changes nothing");
    // Those who decide hear of it, by name; who asked and who may not decide do not.
    let bell = doctor.get("/notifications?show=requests").await.text();
    assert!(bell.contains("Marković") && bell.contains("/opening\""), "{bell}");
    assert!(!desk.get("/notifications").await.text().contains("Marković"));

    let chart = desk.get(&format!("/patients/{ana}")).await.text();
    assert!(chart.contains("One correction waits for a decision"));
    let text = doctor.get(&page(ana)).await.text();
    assert!(text.contains("said so on the phone") && text.contains("<ins><bdi>Mild</bdi></ins>"));
    let list = doctor.get("/intake-requests").await.text();
    assert!(list.contains("Marković") && list.contains("said so on the phone"));
    let decision = decision_path(&text);
    assert_eq!(doctor.fill(&page(ana), &decision, &[("decision", "declined")]).await.status, 422, "a word");
    let accept = [("decision", "accepted"), ("version", "1"), ("word", "seen in the old file")];
    assert_eq!(doctor.fill(&page(ana), &decision, &accept).await.status, 303);
    let after = entries(&app, ana, Question::Allergies)[0].2.clone();
    assert_eq!((after.severity, after.reaction), (Some(intake::Severity::Mild), before.reaction));
    let text = desk.get(&page(ana)).await.text();
    assert!(text.contains("seen in the old file") && text.contains("What was said before"));
    assert_eq!(doctor.fill(&entry, &decision, &accept).await.status, 409, "once");
    let told = verbs(&app, ana);
    for verb in ["intake.asked", "intake.accepted", "intake.changed"] {
        assert!(told.contains(&verb.to_owned()), "{verb}");
    }
}

fn decision_path(page: &str) -> String {
    let (_, rest) = page.split_once("/intake/requests/").expect("a request");
    let id = rest.split('/').next().expect("an id");
    let (before, _) = page.split_once("/intake/requests/").expect("a request");
    let patient = before.rsplit("/patients/").next().expect("a patient");
    format!("/patients/{patient}/intake/requests/{id}/decision")
}

#[actix_web::test]
async fn additions_and_removals_are_asked_for_and_declined_with_a_word() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (admin, nurse) = (app.admin().await, app.nurse().await);
    assert_eq!(send(&nurse, ana, &ALL_FOUR).await.status, 303);
    let form = format!("{}/entries/new?question=medication", page(ana));
    let fields = [
        ("question", "medication"),
        ("medication-0-what", "Ibuprofen"),
        ("medication-0-dosage", "when it hurts"),
        ("reason", "buys it herself"),
    ];
    assert_eq!(nurse.fill(&form, &format!("{}/requests", page(ana)), &fields).await.status, 303);
    let (id, _, _) = entries(&app, ana, Question::Vaccines)[0].clone();
    let entry = format!("{}/entries/{id}", page(ana));
    let removal = [("version", "1"), ("gone", "error"), ("reason", "never had it")];
    assert_eq!(nurse.fill(&entry, &format!("{entry}/removal-request"), &removal).await.status, 303);
    let text = admin.get(&page(ana)).await.text();
    assert!(text.contains("Add a medicine") && text.contains("Take away a vaccine"));
    // Newest first: the removal, which is declined; then the addition, which is accepted.
    let decline = [("decision", "declined"), ("word", "the card says so")];
    assert_eq!(admin.fill(&page(ana), &decision_path(&text), &decline).await.status, 303);
    let text = admin.get(&page(ana)).await.text();
    assert!(text.contains("declined") && text.contains("the card says so"));
    assert_eq!(admin.fill(&page(ana), &decision_path(&text), &[("decision", "accepted")]).await.status, 303);
    assert_eq!(entries(&app, ana, Question::Vaccines).len(), 1);
    let medicines = entries(&app, ana, Question::Medication);
    assert_eq!(medicines[0].2.dosage.as_deref(), Some("when it hurts"));
    assert!(!answers(&app, ana).iter().any(|one| one.question == "medication" && one.none));
}

#[actix_web::test]
async fn a_request_about_an_entry_that_has_gone_can_only_be_declined() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, desk) = (app.doctor().await, app.receptionist().await);
    assert_eq!(send(&doctor, ana, &ALL_FOUR).await.status, 303);
    let (id, _, _) = entries(&app, ana, Question::Vaccines)[0].clone();
    let entry = format!("{}/entries/{id}", page(ana));
    let fields = [("version", "1"), ("what", "Tetanus"), ("since", "2020"), ("reason", "saw the card")];
    assert_eq!(desk.fill(&entry, &format!("{entry}/request"), &fields).await.status, 303);
    let fields = [("version", "1"), ("gone", "error"), ("last", "on")];
    assert_eq!(doctor.fill(&entry, &format!("{entry}/removal"), &fields).await.status, 303);
    let text = doctor.get(&page(ana)).await.text();
    assert!(text.contains("It can only be declined"));
    let decision = decision_path(&text);
    let accept = [("decision", "accepted"), ("version", "1")];
    assert_eq!(doctor.fill(&page(ana), &decision, &accept).await.status, 409);
    let decline = [("decision", "declined"), ("word", "removed today")];
    assert_eq!(doctor.fill(&page(ana), &decision, &decline).await.status, 303);
}

#[actix_web::test]
async fn a_diagnosis_of_a_visit_ends_and_says_what_was_signed() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, nurse, reception) = (app.doctor().await, app.nurse().await, app.receptionist().await);
    let desk = consultation::begin(&doctor, ana).await;
    let signed = [("plan", "Rest"), ("dx", "||Acute tonsillitis"), ("do", "sign")];
    assert_eq!(consultation::send(&doctor, &desk, &signed).await.status, 303);
    // "None" is no answer while it counts, and nobody is asked to judge it who has not seen the patient.
    let refused = send(&nurse, ana, &[("problems", "none")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("A doctor ends it where it stands"), "{}", refused.text());
    let some: Vec<_> = ALL_FOUR
        .iter()
        .map(|&(name, value)| (name, if name == "problems" { "some" } else { value }))
        .collect();
    let (id, version, _) = entries(&app, ana, Question::Problems)[0].clone();
    let (verdict, of, version) = (format!("is-{id}"), format!("version-{id}"), version.to_string());
    let judged = [(verdict.as_str(), "over"), (of.as_str(), version.as_str())];
    let forged: Vec<_> = judged.into_iter().chain(some.iter().copied()).collect();
    assert_eq!(send(&nurse, ana, &forged).await.status, 303);
    assert_eq!(entries(&app, ana, Question::Problems).len(), 1, "a verdict on it is none");

    let entry = format!("{}/entries/{id}", page(ana));
    let shown = doctor.get(&entry).await.text();
    assert!(shown.contains("It was diagnosed at a visit") && !shown.contains("name=\"what\""), "{shown}");
    let change = [("version", version.as_str()), ("what", "Something else")];
    assert_eq!(doctor.fill(&entry, &entry, &change).await.status, 409);
    let removal = format!("{entry}/removal");
    let never = [("gone", "error"), ("version", version.as_str()), ("last", "on")];
    assert_eq!(
        doctor.fill(&entry, &removal, &never).await.status,
        422,
        "whether it was is the note's to say"
    );
    let asked = [("version", version.as_str()), ("what", "Other"), ("reason", "said so")];
    assert_eq!(reception.fill(&entry, &format!("{entry}/request"), &asked).await.status, 409);
    assert_eq!(entries(&app, ana, Question::Problems)[0].2.what, "Acute tonsillitis");

    let still_open = reception.get(&entry).await.inputs();
    let over = [("gone", "over"), ("version", version.as_str()), ("last", "on")];
    let ended = doctor.fill(&entry, &removal, &over).await;
    assert_eq!(ended.status, 303, "{}", ended.text());
    assert!(entries(&app, ana, Question::Problems).is_empty());
    let row = app.house.db.read_now(|conn| Problem::load(conn, id)).expect("the problem");
    assert!(row.status == "resolved" && row.ended_at.is_some(), "{row:?}");
    let text = doctor.get(&format!("/patients/{ana}/problems")).await.text();
    assert!(text.contains("Acute tonsillitis"), "it stays to be seen: {text}");
    let (csrf, key) = (still_open["csrf"].as_str(), still_open["key"].as_str());
    let late =
        [("csrf", csrf), ("key", key), ("gone", "over"), ("version", &version), ("reason", "well again")];
    let refused = reception.post(&format!("{entry}/removal-request"), &late).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
}

#[actix_web::test]
async fn each_role_has_its_part() {
    let (app, ana, out) = within_and_out_of_reach().await;
    let (doctor, nurse, desk) = (app.doctor().await, app.nurse().await, app.receptionist().await);
    // A receptionist sees that nobody has asked, and cannot answer by any route.
    let text = desk.get(&page(ana)).await.text();
    assert!(text.contains("Not asked yet") && !text.contains("name=\"allergies\""));
    let chart = desk.get(&format!("/patients/{ana}")).await.text();
    assert!(chart.contains("Nobody has asked yet") && !chart.contains("Ask now"));
    assert_eq!(send(&desk, ana, &[("allergies", "none")]).await.status, 403);
    assert_eq!(send(&nurse, ana, &ALL_FOUR).await.status, 303);
    let (id, _, _) = entries(&app, ana, Question::Allergies)[0].clone();
    let entry = format!("{}/entries/{id}", page(ana));
    for person in [&desk, &nurse] {
        let form = person.get(&entry).await.text();
        assert!(form.contains(&format!("{entry}/request")), "they ask");
        for path in [entry.clone(), format!("{entry}/removal"), format!("{}/entries", page(ana))] {
            assert_eq!(
                person.fill(&entry, &path, &[("version", "1"), ("what", "x")]).await.status,
                403,
                "{path}"
            );
        }
        assert_eq!(person.get("/intake-requests").await.status, 403);
    }
    assert!(doctor.get(&entry).await.text().contains(&format!("action=\"{entry}\"")));
    // Out of reach, and an entry of somebody else's, are not there.
    for person in [&doctor, &nurse] {
        assert_eq!(person.get(&page(out)).await.status, 404);
        assert_eq!(person.fill("/account", &page(out), &[("allergies", "none")]).await.status, 404);
    }
    let foreign = format!("{}/entries/{id}", page(out));
    assert_eq!(app.admin().await.get(&foreign).await.status, 404);
    assert_eq!(doctor.get(&format!("{}/entries/{}", page(ana), Uuid::now_v7())).await.status, 404);
}

#[actix_web::test]
async fn only_requests_within_reach_are_listed_and_counted() {
    let (app, ana, out) = within_and_out_of_reach().await;
    let (doctor, admin, desk) = (app.doctor().await, app.admin().await, app.receptionist().await);
    for patient in [ana, out] {
        assert_eq!(send(&admin, patient, &[("vaccines", "none")]).await.status, 303);
        let form = format!("{}/entries/new", page(patient));
        let fields = [("question", "vaccines"), ("vaccines-0-what", "Polio"), ("reason", "has a card")];
        assert_eq!(desk.fill(&form, &format!("{}/requests", page(patient)), &fields).await.status, 303);
    }
    let theirs = doctor.get("/intake-requests").await.text();
    assert!(theirs.contains("Marković") && !theirs.contains("Of Reach"));
    assert!(admin.get("/intake-requests").await.text().contains("Of Reach"));
}

async fn paper(person: &Person<'_>, patient: PatientId) -> Option<String> {
    text_of(&person.get(&format!("/patients/{patient}/record.pdf")).await.body)
}

#[actix_web::test]
async fn the_printed_record_says_the_same() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let nurse = app.nurse().await;
    let Some(text) = paper(&nurse, ana).await else { return };
    assert!(text.contains("Allergies not recorded") && text.matches("Not asked yet").count() >= 3, "{text}");
    import(&app, ana);
    let text = paper(&nurse, ana).await.expect("paper");
    assert_eq!(text.matches("Imported, not confirmed").count(), 4, "{text}");
    assert_eq!(
        send(&nurse, ana, &[("whole", "all")]).await.status,
        422,
        "nothing was shown, so nothing is right"
    );
    let person = app.admin().await;
    let other = register_patient(&app, "Quiet", "Nora").id;
    let none = [("vaccines", "none"), ("problems", "none"), ("allergies", "none"), ("medication", "none")];
    assert_eq!(send(&person, other, &none).await.status, 303);
    let text = paper(&person, other).await.expect("paper");
    assert!(
        text.contains("No known allergies") && text.matches("None. Asked 20-Nov-2026").count() == 3,
        "{text}"
    );
}

#[actix_web::test]
async fn an_allergy_found_later_ends_the_statement_that_there_is_none() {
    let (app, ana, _) = within_and_out_of_reach().await;
    write(&app, move |tx| {
        let when = When::date(date(2015, 3, 1), Precision::Day).expect("a day");
        let code = Concept {
            system: Some("http://snomed.info/sct".into()),
            code: Some("716186003".into()),
            ..Concept::text("No known allergy")
        };
        Allergy::new(ana, when, "active", code).insert(tx)?;
        tx.record(wardbook::kit::db::Deed::new("test.prepared"));
        Ok(())
    });
    let doctor = app.doctor().await;
    assert_eq!(send(&doctor, ana, &[("allergies-0-what", "Latex")]).await.status, 303);
    let rows: Vec<(String, String)> = app
        .house
        .db
        .read_now(|conn| {
            use wardbook::schema::allergies;
            Ok(allergies::table
                .order(allergies::id)
                .select((allergies::code_text, allergies::status))
                .load(conn)?)
        })
        .expect("rows");
    assert_eq!(rows[0], ("No known allergy".into(), "resolved".into()));
}

#[actix_web::test]
async fn two_answers_at_the_same_moment_are_one_answer() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (nurse, doctor, admin) = (app.nurse().await, app.doctor().await, app.admin().await);
    let mut forms = Vec::new();
    for person in [&nurse, &doctor, &admin] {
        let inputs = person.get(&page(ana)).await.inputs();
        forms.push((person, inputs["csrf"].clone(), inputs["key"].clone()));
    }
    let path = page(ana);
    let all = futures_util::future::join_all(forms.iter().map(|(person, csrf, key)| async {
        let fields = [("csrf", csrf.as_str()), ("key", key.as_str()), ("allergies-0-what", "Latex")];
        person.post(&path, &fields).await.status
    }))
    .await;
    assert_eq!(all.iter().filter(|status| **status == 303).count(), 1, "{all:?}");
    assert_eq!(all.iter().filter(|status| **status == 409).count(), 2, "{all:?}");
    assert_eq!((answers(&app, ana).len(), entries(&app, ana, Question::Allergies).len()), (1, 1));
}

#[actix_web::test]
async fn nobody_writes_in_their_own_record() {
    let (app, ana, _) = within_and_out_of_reach().await;
    write(&app, move |tx| {
        use wardbook::schema::accounts;
        diesel::update(accounts::table.filter(accounts::email_key.eq("nurse@test.example")))
            .set(accounts::patient_id.eq(Some(wardbook::kit::db::types::AnyId(ana.uuid()))))
            .execute(tx.conn())?;
        tx.record(wardbook::kit::db::Deed::new("test.prepared"));
        Ok(())
    });
    let nurse = app.nurse().await;
    let text = nurse.get(&page(ana)).await.text();
    assert!(
        text.contains("Not asked yet") && !text.contains("name=\"allergies\"") && !text.contains("Ask now")
    );
    let answered = nurse.fill("/account", &page(ana), &[("allergies", "none")]).await;
    assert_eq!(answered.status, 404, "for this record she is a patient");
    assert!(answers(&app, ana).is_empty());
}
