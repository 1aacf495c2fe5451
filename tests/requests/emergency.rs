//! Emergency access: a reason and a password, one record, one hour, one entry, and a review that must be closed.

use diesel::prelude::*;
use jiff::SignedDuration;
use wardbook::care::visits::VisitId;
use wardbook::gate::access::model::Role;
use wardbook::gate::audit::{self, Filter};
use wardbook::people::patients::Patient;
use wardbook::schema::{accounts, emergency_accesses, visits};

use crate::support::diary::account;
use crate::support::paper::{appointment, is_patient, register_patient, text_of};
use crate::support::{Answer, PASSWORD, Person, TestApp};

pub const REASON: &str = "Collapsed in the waiting room, allergies needed at once";

/// Asks for a record as the page does, and opens it.
pub async fn open(person: &Person<'_>, patient: &Patient) -> Answer {
    with(person, patient, REASON, PASSWORD).await
}

async fn with(person: &Person<'_>, patient: &Patient, reason: &str, password: &str) -> Answer {
    let page = format!("/emergency?mrn={}", patient.mrn);
    let fields = [("mrn", patient.mrn.as_str()), ("reason", reason), ("password", password)];
    person.fill(&page, "/emergency", &fields).await
}

fn record(patient: &Patient) -> String {
    format!("/patients/{}", patient.id)
}

fn verbs(app: &TestApp, patient: &Patient) -> Vec<String> {
    let filter = Filter { patient: Some(patient.id.uuid()), ..Filter::default() };
    let list = app.house.db.read_now(|conn| audit::list(conn, &filter, 100)).expect("the trail");
    list.into_iter().rev().map(|entry| entry.verb).collect()
}

/// Gives somebody another role behind the program's back.
fn becomes(app: &TestApp, email: &'static str, role: &'static str) {
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            diesel::update(accounts::table.filter(accounts::email_key.eq(email)))
                .set(accounts::role.eq(role))
                .execute(tx.conn())?;
            tx.nothing_to_record("prepared by a test");
            Ok(())
        })
        .expect("another role");
}

#[actix_web::test]
async fn a_doctor_opens_one_record_for_an_hour_to_read() {
    let app = TestApp::new().await;
    let (patient, other) =
        (register_patient(&app, "Okonkwo", "Ngozi"), register_patient(&app, "Other", "One"));
    let doctor = app.doctor().await;
    assert_eq!(doctor.get(&record(&patient)).await.status, 404, "out of reach");

    let asked = doctor.get(&format!("/emergency?mrn={}", patient.mrn)).await;
    assert_eq!(asked.status, 200);
    assert!(asked.text().contains(&patient.shown_mrn()) && asked.text().contains("14-Mar-1984"));
    assert!(!asked.text().contains("Okonkwo"), "no name before it is open");

    let opened = open(&doctor, &patient).await;
    assert_eq!((opened.status, opened.location()), (303, record(&patient).as_str()), "{}", opened.text());
    let page = doctor.get(&record(&patient)).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text().contains("Emergency access until 09:05.") && page.text().contains("60 minutes left.")
    );
    for path in ["/visits", "/problems", "/medication", "/results", "/vaccines", "/access"] {
        let tab = doctor.get(&format!("{}{path}", record(&patient))).await;
        assert_eq!(tab.status, 200, "{path}");
        assert!(tab.text().contains("Emergency access until"), "{path} says it");
    }
    // Reading and one new entry; nothing else.
    for path in ["/edit", "/record.pdf", "/labels", "/intake/entries/new?question=allergies"] {
        assert_eq!(doctor.get(&format!("{}{path}", record(&patient))).await.status, 404, "{path}");
        assert!(!page.text().contains(&format!("{}{path}\"", record(&patient))), "{path} is not offered");
    }
    let questions = doctor.get(&format!("{}/intake", record(&patient))).await;
    assert_eq!(questions.status, 200);
    assert!(!questions.text().contains("/intake/entries") && !questions.text().contains("<textarea"));
    let csrf = doctor.csrf().await;
    let intake = doctor.post(&format!("{}/intake", record(&patient)), &[("csrf", &csrf)]).await;
    assert_eq!(intake.status, 404);
    assert_eq!(doctor.get(&record(&other)).await.status, 404, "one record");
    assert!(!doctor.get("/patients").await.text().contains("Okonkwo"), "no list shows it");

    app.clock.advance(SignedDuration::from_mins(10));
    assert!(doctor.get(&record(&patient)).await.text().contains("50 minutes left."));
    for _ in 0..5 {
        app.clock.advance(SignedDuration::from_mins(10));
        doctor.get("/account").await;
    }
    assert_eq!(doctor.get(&record(&patient)).await.status, 404, "the hour is over");
    let told = verbs(&app, &patient);
    let told: Vec<&str> = told.iter().map(String::as_str).filter(|verb| *verb != "record.refused").collect();
    assert_eq!(told[1..4], ["emergency.asked", "emergency.asked", "emergency.opened"]);
    assert!(
        told[4..].iter().all(|verb| ["emergency.read", "record.access-listed"].contains(verb)),
        "{told:?}"
    );
}

#[actix_web::test]
async fn reason_and_password_are_asked_for_and_what_was_typed_is_kept() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let nurse = app.nurse().await;
    for (reason, password, wrong) in [
        ("", PASSWORD, "reason"),
        ("now!", PASSWORD, "reason"),
        (REASON, "not it", "password"),
        (REASON, "", "password"),
    ] {
        let refused = with(&nurse, &patient, reason, password).await;
        assert_eq!(refused.status, 422, "{reason} {password}");
        assert!(refused.text().contains(&format!("href=\"#{wrong}\"")), "{wrong} is named");
        assert!(refused.text().contains(reason) && !refused.text().contains("value=\"not it\""));
        app.clock.advance(SignedDuration::from_secs(20));
    }
    assert_eq!(nurse.get(&record(&patient)).await.status, 404);
    assert!(!verbs(&app, &patient).contains(&"emergency.opened".to_owned()));
    let unknown = nurse.get("/emergency?mrn=00000000").await;
    assert_eq!(unknown.status, 422);
    assert!(unknown.text().contains("No record has this number"));
    assert_eq!(open(&nurse, &patient).await.status, 303);
    assert_eq!(nurse.get(&record(&patient)).await.status, 200);
}

#[actix_web::test]
async fn sent_twice_it_opens_once_and_a_second_reason_gives_no_second_hour() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let doctor = app.doctor().await;
    let page = doctor.get(&format!("/emergency?mrn={}", patient.mrn)).await.inputs();
    let fields = [
        ("csrf", page["csrf"].as_str()),
        ("key", page["key"].as_str()),
        ("mrn", patient.mrn.as_str()),
        ("reason", REASON),
        ("password", PASSWORD),
    ];
    for _ in 0..2 {
        assert_eq!(doctor.post("/emergency", &fields).await.status, 303);
    }
    app.clock.advance(SignedDuration::from_mins(5));
    assert_eq!(open(&doctor, &patient).await.status, 303);
    assert!(doctor.get(&record(&patient)).await.text().contains("55 minutes left."));
    assert_eq!(verbs(&app, &patient).iter().filter(|verb| *verb == "emergency.opened").count(), 1);
}

#[actix_web::test]
async fn only_doctors_and_nurses_open_and_nobody_their_own_record() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    for role in [Role::Receptionist, Role::Patient] {
        assert_eq!(app.person(role).await.get("/emergency").await.status, 403, "{role}");
    }
    let admin = app.admin().await;
    assert_eq!(open(&admin, &patient).await.status, 422, "admins need none");
    is_patient(&app, "nurse@test.example", &patient);
    let nurse = app.nurse().await;
    let refused = open(&nurse, &patient).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("your own record"));
}

#[actix_web::test]
async fn it_can_be_ended_before_its_time() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let doctor = app.doctor().await;
    open(&doctor, &patient).await;
    let end = format!("{}/emergency/end", record(&patient));
    let nurse = app.nurse().await;
    nurse.post(&end, &[("csrf", &nurse.csrf().await)]).await;
    assert_eq!(doctor.get(&record(&patient)).await.status, 200, "not another's");
    for _ in 0..2 {
        let ended = doctor.post(&end, &[("csrf", &doctor.csrf().await)]).await;
        assert_eq!((ended.status, ended.location()), (303, "/patients"), "clicked twice, too");
        assert_eq!(doctor.get(&record(&patient)).await.status, 404);
    }
    assert_eq!(verbs(&app, &patient).iter().filter(|verb| *verb == "emergency.ended").count(), 1);
}

#[actix_web::test]
async fn one_entry_is_written_and_stands_in_the_record() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let nurse = app.nurse().await;
    let entry = format!("{}/emergency/entry", record(&patient));
    assert_eq!(nurse.get(&entry).await.status, 404, "not before it is open");
    open(&nurse, &patient).await;
    assert!(nurse.get(&record(&patient)).await.text().contains(&entry), "the banner offers it");
    assert_eq!(nurse.fill(&entry, &entry, &[("text", " ")]).await.status, 422);
    let page = nurse.get(&entry).await.inputs();
    let fields =
        [("csrf", page["csrf"].as_str()), ("key", page["key"].as_str()), ("text", "Glucose 2.9, given 20 g")];
    for _ in 0..2 {
        assert_eq!(nurse.post(&entry, &fields).await.status, 303, "sent twice, written once");
    }
    assert_eq!(nurse.get(&entry).await.status, 409, "one entry");
    let page = nurse.get(&record(&patient)).await.text();
    assert!(!page.contains(&entry) && page.contains("Emergency entry"), "{page}");
    let notes: Vec<Option<String>> = app
        .house
        .db
        .read_now(|conn| {
            Ok(visits::table.filter(visits::patient_id.eq(patient.id)).select(visits::note).load(conn)?)
        })
        .expect("visits");
    assert_eq!(notes, [Some("Glucose 2.9, given 20 g".to_owned())]);
}

#[actix_web::test]
async fn the_text_of_an_entry_stands_on_the_paper_of_its_visit_and_of_the_record() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let nurse = app.nurse().await;
    open(&nurse, &patient).await;
    let entry = format!("{}/emergency/entry", record(&patient));
    let long = format!("Glucose 2.9, given 20 g\n{}Awake at the end", "Breathing by itself. ".repeat(600));
    assert_eq!(nurse.fill(&entry, &entry, &[("text", &long)]).await.status, 303);
    let visit: VisitId = app
        .house
        .db
        .read_now(|conn| {
            Ok(visits::table.filter(visits::patient_id.eq(patient.id)).select(visits::id).first(conn)?)
        })
        .expect("the entry");
    let admin = app.admin().await;
    let page = admin.get(&format!("{}/visits/{visit}", record(&patient))).await.text();
    let paper = format!("{}/visits/{visit}/visit.pdf", record(&patient));
    assert!(page.contains("Glucose 2.9") && page.contains(&paper), "{page}");
    for path in [paper, format!("{}/record.pdf", record(&patient))] {
        let printed = admin.get(&path).await;
        assert_eq!(printed.status, 200);
        if let Some(text) = text_of(&printed.body) {
            assert!(text.contains("Glucose 2.9") && text.contains("Awake at the end"), "{path}: {text}");
        }
    }
}

#[actix_web::test]
async fn an_entry_that_arrives_after_the_hour_is_not_written() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let doctor = app.doctor().await;
    open(&doctor, &patient).await;
    let entry = format!("{}/emergency/entry", record(&patient));
    let page = doctor.get(&entry).await.inputs();
    let mut fields = vec![("csrf", page["csrf"].as_str()), ("key", page["key"].as_str())];
    fields.extend([("draft", page["draft"].as_str()), ("text", "Too late")]);
    let (held, is_held) = tokio::sync::oneshot::channel();
    let (go, gone) = tokio::sync::oneshot::channel();
    let sending = doctor.post_held_back(&entry, &fields, held, gone);
    let meanwhile = async {
        is_held.await.expect("held");
        app.quiet().await;
        for _ in 0..7 {
            app.clock.advance(SignedDuration::from_mins(9));
            app.signed_in("doctor@test.example", PASSWORD).await;
        }
        go.send(()).expect("somebody waits");
    };
    let (answer, ()) = futures_util::join!(sending, meanwhile);
    assert_eq!(answer.status, 409);
    let count: i64 =
        app.house.db.read_now(|conn| Ok(visits::table.count().get_result(conn)?)).expect("visits");
    assert_eq!(count, 0);
    let doctor = app.signed_in("doctor@test.example", PASSWORD).await;
    open(&doctor, &patient).await;
    assert!(doctor.get(&entry).await.text().contains("?draft="), "what was typed is offered");
}

#[actix_web::test]
async fn admins_are_told_at_once_and_close_the_review() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let (admin, doctor) = (app.admin().await, app.doctor().await);
    assert!(!admin.get("/").await.text().contains("to review"));
    open(&doctor, &patient).await;
    let admin_name: String = {
        let id = account(&app, "admin@test.example");
        let name = move |conn: &mut _| Ok(accounts::table.find(id).select(accounts::name).first(conn)?);
        app.house.db.read_now(name).expect("a name")
    };
    let told = doctor.get(&record(&patient)).await.text();
    assert!(
        told.contains("Reported so far") && told.contains(&format!("Told at once: {admin_name}")),
        "{told}"
    );
    for path in ["/", "/patients", "/account"] {
        assert!(admin.get(path).await.text().contains("1 emergency access to review"), "{path}");
        assert!(!doctor.get(path).await.text().contains("to review"), "{path}");
    }
    let listed = admin.get(&format!("{}/access", record(&patient))).await.text();
    assert!(listed.contains("One emergency access is not reviewed yet.") && listed.contains(REASON));
    assert!(listed.contains("Under emergency access"));
    let queue = admin.get("/emergency-reviews").await.text();
    assert!(queue.contains("Okonkwo, Ngozi") && queue.contains(REASON));
    let review = queue
        .split("href=\"")
        .filter_map(|rest| rest.split('"').next())
        .find(|href| href.starts_with("/emergency-reviews/"))
        .expect("a way to the review")
        .to_owned();
    let page = admin.get(&review).await.text();
    assert!(page.contains("Opened the chart") && page.contains(REASON));
    assert!(page.contains("It is still open.") && !page.contains("name=\"verdict\""));
    let key = admin.get("/account").await.inputs();
    let early = [("csrf", key["csrf"].as_str()), ("key", key["key"].as_str()), ("verdict", "justified")];
    assert_eq!(admin.post(&review, &early).await.status, 409, "not before it is over");
    let end = format!("{review}/end");
    for _ in 0..2 {
        assert_eq!(admin.post(&end, &[("csrf", &admin.csrf().await)]).await.status, 303);
        assert_eq!(doctor.get(&record(&patient)).await.status, 404, "an admin has ended it");
    }
    assert_eq!(admin.fill(&review, &review, &[]).await.status, 422, "a verdict is needed");
    assert_eq!(admin.fill(&review, &review, &[("verdict", "unjustified")]).await.status, 422, "and a word");
    let fields = [("verdict", "unjustified"), ("remark", "Was not in the building")];
    let key = admin.get(&review).await.inputs();
    let mut sent = fields.to_vec();
    sent.extend([("csrf", key["csrf"].as_str()), ("key", key["key"].as_str())]);
    assert_eq!(admin.post(&review, &sent).await.status, 303);
    let again = admin.get(&review).await.inputs();
    assert!(!again.contains_key("verdict"), "closed is closed");
    assert!(!admin.get("/").await.text().contains("to review"));
    assert!(admin.get("/emergency-reviews").await.text().contains("There was no need for it"));
    assert!(verbs(&app, &patient).contains(&"emergency.reviewed".to_owned()));
    for person in [doctor, app.nurse().await, app.receptionist().await, app.patient().await] {
        assert_eq!(person.get("/emergency-reviews").await.status, 403);
        assert_eq!(person.get(&review).await.status, 403);
        assert_eq!(person.post(&end, &[("csrf", &person.csrf().await)]).await.status, 403);
    }
}

#[actix_web::test]
async fn two_admins_close_one_review_and_the_second_is_told() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let doctor = app.doctor().await;
    open(&doctor, &patient).await;
    let end = format!("{}/emergency/end", record(&patient));
    doctor.post(&end, &[("csrf", &doctor.csrf().await)]).await;
    let admin = app.admin().await;
    let id: wardbook::gate::access::emergency::EmergencyId = app
        .house
        .db
        .read_now(|conn| Ok(emergency_accesses::table.select(emergency_accesses::id).first(conn)?))
        .expect("one");
    let review = format!("/emergency-reviews/{id}");
    let [first, second] = [admin.get(&review).await.inputs(), admin.get(&review).await.inputs()];
    for (inputs, status) in [(first, 303), (second, 409)] {
        let fields =
            [("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str()), ("verdict", "justified")];
        assert_eq!(admin.post(&review, &fields).await.status, status);
    }
}

#[actix_web::test]
async fn nobody_reviews_their_own() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let doctor = app.doctor().await;
    open(&doctor, &patient).await;
    becomes(&app, "doctor@test.example", "admin");
    let queue = doctor.get("/emergency-reviews").await.text();
    let (_, rest) = queue.split_once("href=\"/emergency-reviews/").expect("a line");
    let review = format!("/emergency-reviews/{}", rest.split('"').next().expect("an id"));
    let page = doctor.get(&review).await;
    assert!(page.text().contains("Another administrator has to review it."));
    let form = doctor.get("/account").await.inputs();
    let fields = [("csrf", form["csrf"].as_str()), ("key", form["key"].as_str()), ("verdict", "justified")];
    assert_eq!(doctor.post(&review, &fields).await.status, 409);
}

#[actix_web::test]
async fn switched_off_nothing_opens_and_what_was_open_is_closed() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let (admin, doctor, nurse) = (app.admin().await, app.doctor().await, app.nurse().await);
    open(&doctor, &patient).await;
    let switch = |to: &'static str| {
        let admin = &admin;
        async move { admin.post("/emergency-reviews/switch", &[("csrf", &admin.csrf().await), ("to", to)]).await }
    };
    assert_eq!(switch("off").await.status, 303);
    assert_eq!(doctor.get(&record(&patient)).await.status, 404);
    let refused = open(&nurse, &patient).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("switched off"));
    assert!(nurse.get("/emergency").await.text().contains("switched off"));
    let csrf = doctor.csrf().await;
    assert_eq!(doctor.post("/emergency-reviews/switch", &[("csrf", &csrf), ("to", "on")]).await.status, 403);
    assert_eq!(switch("on").await.status, 303);
    assert_eq!(open(&nurse, &patient).await.status, 303);
}

#[actix_web::test]
async fn in_relation_the_record_is_as_ever_and_the_banner_still_says_it() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    appointment(&app, &patient, "booked");
    let doctor = app.doctor().await;
    let page = doctor.get(&format!("/emergency?mrn={}", patient.mrn)).await.text();
    assert!(page.contains("You are in relation with this patient") && page.contains(&record(&patient)));
    open(&doctor, &patient).await;
    let page = doctor.get(&record(&patient)).await.text();
    assert!(page.contains("Emergency access until") && page.contains("/record.pdf"));
    doctor.post(&format!("{}/emergency/end", record(&patient)), &[("csrf", &doctor.csrf().await)]).await;
    assert_eq!(doctor.get(&record(&patient)).await.status, 200);
}

#[actix_web::test]
async fn whoever_is_no_doctor_or_nurse_any_more_has_nothing_open() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let nurse = app.nurse().await;
    open(&nurse, &patient).await;
    becomes(&app, "nurse@test.example", "patient");
    assert_eq!(nurse.get(&record(&patient)).await.status, 404);
}

#[actix_web::test]
async fn a_search_that_finds_nobody_leads_on() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let way = format!("/emergency?mrn={}", patient.shown_mrn());
    for path in ["/patients", "/patients/hits", "/patients/find"] {
        let page = app.doctor().await.get(&format!("{path}?q={}", patient.mrn)).await.text();
        assert!(page.contains(&way), "{path}: {page}");
        let page = app.receptionist().await.get(&format!("{path}?q={}", patient.mrn)).await.text();
        assert!(!page.contains("/emergency"), "{path}");
    }
}

#[actix_web::test]
async fn a_number_that_was_only_tried_is_on_file_too() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let nurse = app.nurse().await;
    let form = nurse.get("/emergency").await.inputs();
    for mrn in [patient.mrn.as_str(), "00000000"] {
        let key = nurse.get("/account").await.inputs();
        let fields = [("csrf", form["csrf"].as_str()), ("key", key["key"].as_str()), ("mrn", mrn)];
        assert_eq!(nurse.post("/emergency", &fields).await.status, 422);
    }
    assert_eq!(verbs(&app, &patient).iter().filter(|verb| *verb == "emergency.asked").count(), 1);
    let tried = Filter { verb: Some("emergency.asked".to_owned()), ..Filter::default() };
    let tried = app.house.db.read_now(|conn| audit::list(conn, &tried, 10)).expect("the trail");
    assert_eq!(tried.iter().filter(|entry| !entry.done).count(), 1);
}

#[actix_web::test]
async fn it_ends_with_the_role_and_with_the_account_of_who_opened_it() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let admin = app.admin().await;
    let nurse = account(&app, "nurse@test.example");
    let (staff, login) = (format!("/staff/{nurse}"), "nurse@test.example");
    let disable = format!("{staff}/disable");
    open(&app.nurse().await, &patient).await;
    assert_eq!(admin.fill(&disable, &disable, &[("to", "")]).await.status, 303);
    assert_eq!(admin.fill(&staff, &format!("{staff}/enable"), &[]).await.status, 303);
    let back = app.signed_in(login, PASSWORD).await;
    assert_eq!(back.get(&record(&patient)).await.status, 404, "disabled and enabled within the hour");
    open(&back, &patient).await;
    assert_eq!(back.get(&record(&patient)).await.status, 200);
    let page = admin.get(&staff).await.inputs();
    let mut fields: Vec<(&str, &str)> = ["csrf", "key", "version", "name", "email"]
        .iter()
        .map(|name| (*name, page[*name].as_str()))
        .collect();
    fields.extend([("role", "doctor"), ("slot", "15")]);
    assert_eq!(admin.post(&staff, &fields).await.status, 303);
    let doctor = app.signed_in(login, PASSWORD).await;
    assert_eq!(doctor.get(&record(&patient)).await.status, 404, "opened as a nurse, not as a doctor");
}

#[actix_web::test]
async fn nobody_reviews_who_opened_their_own_record() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let doctor = app.doctor().await;
    open(&doctor, &patient).await;
    let end = format!("{}/emergency/end", record(&patient));
    doctor.post(&end, &[("csrf", &doctor.csrf().await)]).await;
    is_patient(&app, "admin@test.example", &patient);
    let admin = app.admin().await;
    let queue = admin.get("/emergency-reviews").await.text();
    let (_, rest) = queue.split_once("href=\"/emergency-reviews/").expect("a line");
    let review = format!("/emergency-reviews/{}", rest.split('"').next().expect("an id"));
    assert!(admin.get(&review).await.text().contains("This was an access to your own record."));
    let form = admin.get("/account").await.inputs();
    let fields = [("csrf", form["csrf"].as_str()), ("key", form["key"].as_str()), ("verdict", "justified")];
    assert_eq!(admin.post(&review, &fields).await.status, 409);
}

#[actix_web::test]
async fn a_record_that_becomes_ones_own_is_closed_and_takes_no_entry() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let nurse = app.nurse().await;
    open(&nurse, &patient).await;
    is_patient(&app, "nurse@test.example", &patient);
    assert_eq!(nurse.get(&record(&patient)).await.status, 404);
    let entry = format!("{}/emergency/entry", record(&patient));
    assert_eq!(nurse.get(&entry).await.status, 404);
    let form = nurse.get("/account").await.inputs();
    let fields = [("csrf", form["csrf"].as_str()), ("key", form["key"].as_str()), ("text", "About me")];
    assert_eq!(nurse.post(&entry, &fields).await.status, 409);
}

#[actix_web::test]
async fn an_entry_is_voided_by_its_author_in_reach_or_an_admin_and_stays_to_be_seen() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let doctor = app.doctor().await;
    open(&doctor, &patient).await;
    let entry = format!("{}/emergency/entry", record(&patient));
    assert_eq!(doctor.fill(&entry, &entry, &[("text", "Glucose 2.9, given 20 g")]).await.status, 303);
    let visit: VisitId = app
        .house
        .db
        .read_now(|conn| {
            Ok(visits::table.filter(visits::patient_id.eq(patient.id)).select(visits::id).first(conn)?)
        })
        .expect("the entry");
    let (page, voiding) = (
        format!("{}/visits/{visit}", record(&patient)),
        format!("{}/emergency/entries/{visit}/voiding", record(&patient)),
    );
    assert_eq!(doctor.get(&voiding).await.status, 404, "an emergency access is for reading");
    assert!(!doctor.get(&page).await.text().contains(&voiding));
    appointment(&app, &patient, "booked");
    let doctor = app.doctor().await;
    assert!(doctor.get(&page).await.text().contains(&voiding), "its author, in relation");
    assert_eq!(app.nurse().await.get(&voiding).await.status, 404, "not what somebody else wrote");
    assert_eq!(app.receptionist().await.get(&voiding).await.status, 403);
    let other = register_patient(&app, "Bauer", "Jan");
    let admin = app.admin().await;
    assert_eq!(admin.get(&voiding.replace(&patient.id.to_string(), &other.id.to_string())).await.status, 404);
    assert_eq!(doctor.fill(&voiding, &voiding, &[("reason", " ")]).await.status, 422);
    let done = doctor.fill(&voiding, &voiding, &[("reason", "Wrong patient")]).await;
    assert_eq!((done.status, done.location()), (303, page.as_str()), "{}", done.text());

    let text = app.receptionist().await.get(&page).await.text();
    assert!(text.contains("<del><bdi>Glucose 2.9") && text.contains("Wrong patient"), "{text}");
    assert!(!text.contains(&voiding) && !text.contains("visit.pdf"), "{text}");
    for list in ["visits", "timeline"] {
        let text = admin.get(&format!("{}/{list}", record(&patient))).await.text();
        assert!(
            text.contains("<del><bdi>Emergency entry") && text.contains("Wrong patient"),
            "{list}: {text}"
        );
    }
    let mine = doctor.get(&format!("/written/emergency/{visit}")).await.text();
    assert!(mine.contains("Wrong patient"), "{mine}");
    if let Some(text) = text_of(&admin.get(&format!("{}/record.pdf", record(&patient))).await.body) {
        assert!(!text.contains("Glucose 2.9") && text.contains("One entry"), "{text}");
    }
    assert_eq!(doctor.get(&voiding).await.location(), page, "void once");
    assert_eq!(verbs(&app, &patient).iter().filter(|verb| *verb == "visit.voided").count(), 1);
    let report = admin.get(&format!("{}/access", record(&patient))).await.text();
    assert!(report.contains("Voided"), "{report}");
}

#[actix_web::test]
async fn an_admin_voids_an_entry_of_somebody_else_and_no_other_visit_this_way() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let (nurse, admin) = (app.nurse().await, app.admin().await);
    open(&nurse, &patient).await;
    let entry = format!("{}/emergency/entry", record(&patient));
    assert_eq!(nurse.fill(&entry, &entry, &[("text", "Glucose 2.9")]).await.status, 303);
    let desk = crate::consultation::begin(&admin, patient.id).await;
    let of_visits: Vec<VisitId> = app
        .house
        .db
        .read_now(|conn| {
            let rows = visits::table.filter(visits::patient_id.eq(patient.id)).order(visits::id);
            Ok(rows.select(visits::id).load(conn)?)
        })
        .expect("two visits");
    let voiding = |id: &VisitId| format!("{}/emergency/entries/{id}/voiding", record(&patient));
    let (begun, written): (Vec<_>, Vec<_>) = of_visits.iter().partition(|id| desk.contains(&id.to_string()));
    assert_eq!(admin.get(&voiding(begun[0])).await.status, 404, "a visit has its note");
    let path = voiding(written[0]);
    assert_eq!(admin.fill(&path, &path, &[("reason", "Not hers")]).await.status, 303);
}
