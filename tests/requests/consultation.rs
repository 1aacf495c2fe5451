//! The consultation: begun from the chart or an appointment, saved as a draft, signed once and whole, amended, voided,
//! restricted, and written by two at once.

use diesel::prelude::*;
use wardbook::care::notes::{self, Note};
use wardbook::care::observations::Observation;
use wardbook::care::problems::{self, Problem};
use wardbook::care::record::{Concept, Stored as _, When};
use wardbook::care::visits::{Visit, VisitId};
use wardbook::diary::appointments::{self, AppointmentId, DiaryReach, Status};
use wardbook::gate::audit::{self, Filter};
use wardbook::kit::db::Deed;
use wardbook::people::patients::PatientId;
use wardbook::schema::{observations, visits};

use crate::support::diary::Practice;
use crate::support::paper::{register_patient, text_of, within_and_out_of_reach};
use crate::support::{Answer, Person, TestApp};

fn record(patient: PatientId) -> String {
    format!("/patients/{patient}")
}

/// Begins a visit from the chart; the address of its desk.
pub async fn begin(person: &Person<'_>, patient: PatientId) -> String {
    let new = format!("{}/visits/new", record(patient));
    let begun = person.fill(&new, &format!("{}/visits", record(patient)), &[("kind", "follow_up")]).await;
    assert_eq!(begun.status, 303, "{}", begun.text());
    begun.location().to_owned()
}

fn visit_of(desk: &str) -> VisitId {
    desk.trim_end_matches("/desk").rsplit('/').next().and_then(|id| id.parse().ok()).expect("a visit")
}

fn note_at(desk: &str) -> String {
    format!("{}/note", desk.trim_end_matches("/desk"))
}

/// Sends the desk's form as its page stands, with these fields.
pub async fn send(person: &Person<'_>, desk: &str, fields: &[(&str, &str)]) -> Answer {
    let version = person.get(desk).await.inputs()["version"].clone();
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(fields);
    person.fill(desk, desk, &all).await
}

fn note(app: &TestApp, patient: PatientId, desk: &str) -> Note {
    let visit = visit_of(desk);
    app.house.db.read_now(|conn| notes::main_of_visit(conn, patient, visit)).expect("a note")
}

fn visit(app: &TestApp, desk: &str) -> Visit {
    let id = visit_of(desk);
    app.house
        .db
        .read_now(|conn| {
            Ok(visits::table.filter(visits::id.eq(id)).select(Visit::as_select()).first(conn)?)
        })
        .expect("a visit")
}

fn problems_of(app: &TestApp, patient: PatientId) -> Vec<Problem> {
    app.house.db.read_now(|conn| problems::in_force(conn, patient)).expect("problems")
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

fn verbs(app: &TestApp, patient: PatientId) -> Vec<String> {
    let filter = Filter { patient: Some(patient.uuid()), ..Filter::default() };
    let rows = app.house.db.read_now(|conn| audit::list(conn, &filter, 100)).expect("the trail");
    let ours = |verb: &String| ["visit.", "note.", "vitals."].iter().any(|kind| verb.starts_with(kind));
    rows.into_iter().map(|row| row.verb).filter(ours).collect()
}

const WRITTEN: [(&str, &str); 6] = [
    ("complaint", "Headache in the mornings\nfor three weeks"),
    ("findings", "Heart sounds normal"),
    ("assessment", "Pressure too high"),
    ("plan", "Raise ramipril to 10 mg"),
    ("follow-up", "In one week"),
    ("dx", "http://hl7.org/fhir/sid/icd-10|I10|Hypertension"),
];

#[actix_web::test]
async fn a_visit_is_begun_saved_and_signed_once() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let chart = doctor.get(&record(ana)).await.text();
    assert!(chart.contains(&format!("{}/visits/new", record(ana))), "the chart leads to it");
    let desk = begin(&doctor, ana).await;
    let saved = send(&doctor, &desk, &WRITTEN).await;
    assert_eq!((saved.status, saved.location()), (303, desk.as_str()), "{}", saved.text());
    let page = doctor.get(&desk).await.text();
    for words in ["Headache in the mornings", "Hypertension", "Raise ramipril", "In one week"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(note(&app, ana, &desk).is_draft() && problems_of(&app, ana).is_empty(), "nothing is signed yet");

    let mut signed = WRITTEN.to_vec();
    signed.extend([("do", "sign"), ("pulse", "84"), ("dx-new", "Tired in the morning")]);
    let signed = send(&doctor, &desk, &signed).await;
    assert_eq!((signed.status, signed.location()), (303, note_at(&desk).as_str()), "{}", signed.text());
    let kept = note(&app, ana, &desk);
    assert!(kept.is_standing() && kept.signed_by.is_some() && kept.measured.is_none());
    let found: Vec<_> = problems_of(&app, ana).iter().map(|row| row.shown().to_owned()).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(measured(&app, ana)[0].visit_id, Some(visit_of(&desk)));
    let over = visit(&app, &desk);
    assert_eq!((over.status.as_str(), over.reason()), ("finished", Some("Headache in the mornings")));
    assert_eq!(verbs(&app, ana), ["visit.signed", "vitals.recorded", "note.saved", "visit.started"]);

    let read = doctor.get(&note_at(&desk)).await.text();
    assert!(read.contains("I10 Hypertension") && read.contains("Signed by"), "{read}");
    assert_eq!(doctor.get(&desk).await.location(), note_at(&desk), "there is no desk any more");
    assert!(app.receptionist().await.get(&note_at(&desk)).await.text().contains("Heart sounds normal"));
    let of_visit = doctor.get(desk.trim_end_matches("/desk")).await.text();
    assert!(of_visit.contains(&note_at(&desk)), "the visit leads to its note");
}

#[actix_web::test]
async fn a_double_click_signs_once() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let inputs = doctor.get(&desk).await.inputs();
    let mut fields: Vec<(&str, &str)> = WRITTEN.to_vec();
    for name in ["csrf", "key", "version"] {
        fields.push((name, inputs[name].as_str()));
    }
    fields.extend([("do", "sign"), ("pulse", "84")]);
    for _ in 0..2 {
        assert_eq!(doctor.post(&desk, &fields).await.location(), note_at(&desk));
    }
    assert_eq!((measured(&app, ana).len(), problems_of(&app, ana).len()), (1, 1));
}

#[actix_web::test]
async fn what_cannot_be_signed_is_said_and_nothing_is_lost() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let empty = send(&doctor, &desk, &[("do", "sign")]).await;
    assert_eq!(empty.status, 422);
    let fields = [("plan", "Wait and see"), ("pulse", "900"), ("dx-new", "Cough"), ("do", "sign")];
    let wrong = send(&doctor, &desk, &fields).await;
    assert_eq!(wrong.status, 422);
    let text = wrong.text();
    assert!(text.contains("Wait and see") && text.contains("value=\"900\"") && text.contains("||Cough"));
    assert!(note(&app, ana, &desk).is_draft() && measured(&app, ana).is_empty());
    // A draft is a draft: it is saved with whatever was typed.
    assert_eq!(send(&doctor, &desk, &fields[..2]).await.status, 303);
    assert_eq!(doctor.get(&desk).await.inputs()["pulse"], "900");
}

#[actix_web::test]
async fn diagnoses_are_added_and_taken_away_without_script() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    assert_eq!(send(&doctor, &desk, &[("dx-new", "Cough"), ("do", "add")]).await.status, 303);
    let both = [("dx", "||Cough"), ("dx-new", "Fever"), ("do", "add")];
    assert_eq!(send(&doctor, &desk, &both).await.status, 303);
    let page = doctor.get(&desk).await.text();
    assert!(page.contains("||Cough") && page.contains("||Fever"));
    let one_less = [("dx", "||Cough"), ("dx", "||Fever"), ("remove", "0")];
    assert_eq!(send(&doctor, &desk, &one_less).await.status, 303);
    let page = doctor.get(&desk).await.text();
    assert!(!page.contains("||Cough") && page.contains("||Fever"));
    assert!(note(&app, ana, &desk).diagnoses.is_some());
}

#[actix_web::test]
async fn a_problem_that_is_known_is_not_listed_twice() {
    let (app, ana, _) = within_and_out_of_reach().await;
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let when = When::instant(tx.now());
            let known = Problem {
                category: "problem".into(),
                ..Problem::new(ana, when, "active", Concept::text("Tired  in the Morning"))
            };
            tx.record(Deed::new("test.prepared"));
            known.insert(tx)
        })
        .expect("a problem");
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let fields = [("dx", "||tired in the morning"), ("do", "sign")];
    assert_eq!(send(&doctor, &desk, &fields).await.status, 303);
    assert_eq!(problems_of(&app, ana).len(), 1);
    assert!(doctor.get(&note_at(&desk)).await.text().contains("tired in the morning"));
}

#[actix_web::test]
async fn two_editors_are_shown_both_versions_and_pick() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    let desk = begin(&doctor, ana).await;
    assert_eq!(send(&doctor, &desk, &[("plan", "first plan"), ("complaint", "old")]).await.status, 303);
    let opened = doctor.get(&desk).await.inputs()["version"].clone();
    assert_eq!(
        send(&admin, &desk, &[("plan", "plan of the colleague"), ("complaint", "old")]).await.status,
        303
    );
    let mine = [
        ("version", opened.as_str()),
        ("plan", "first plan"),
        ("complaint", "mine"),
        ("dx", "||Cough"),
        ("do", "sign"),
    ];
    let both = doctor.fill(&desk, &desk, &mine).await;
    assert_eq!(both.status, 409);
    let text = both.text();
    assert!(
        text.contains("plan of the colleague") && text.contains("first plan") && text.contains("||Cough")
    );
    assert!(!text.contains("name=\"do\""), "choosing a version signs nothing");
    // Mine where I changed something, theirs where only they did.
    let ticked = both.ticked("pick-");
    assert!(ticked.contains(&("pick-complaint".into(), "mine".into())));
    assert!(ticked.contains(&("pick-plan".into(), "theirs".into())));
    let inputs = both.inputs();
    let chosen = [
        ("csrf", inputs["csrf"].as_str()),
        ("key", inputs["key"].as_str()),
        ("version", inputs["version"].as_str()),
        ("plan", "first plan"),
        ("complaint", "mine"),
        ("dx", "||Cough"),
        ("pick-plan", "theirs"),
        ("pick-complaint", "mine"),
        ("pick-diagnoses", "mine"),
    ];
    let saved = doctor.post(&desk, &chosen).await;
    assert_eq!((saved.status, saved.location()), (303, desk.as_str()), "{}", saved.text());
    let kept = note(&app, ana, &desk);
    assert_eq!(kept.plan.as_deref(), Some("plan of the colleague"));
    assert_eq!(kept.complaint.as_deref(), Some("mine"));
    assert!(kept.is_draft());
}

#[actix_web::test]
async fn what_is_typed_into_a_note_that_was_signed_meanwhile_is_offered_as_an_amendment() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    let desk = begin(&doctor, ana).await;
    let inputs = doctor.get(&desk).await.inputs();
    assert_eq!(send(&admin, &desk, &[("plan", "signed by the colleague"), ("do", "sign")]).await.status, 303);
    let late = [
        ("csrf", inputs["csrf"].as_str()),
        ("key", inputs["key"].as_str()),
        ("version", inputs["version"].as_str()),
        ("findings", "typed too late"),
    ];
    let offered = doctor.post(&desk, &late).await;
    assert_eq!(offered.status, 409);
    assert!(offered.text().contains("Findings: typed too late"), "{}", offered.text());
    assert_eq!(note(&app, ana, &desk).findings, None);
}

#[actix_web::test]
async fn a_signed_note_is_amended_and_voided_and_stays_to_be_seen() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, nurse) = (app.doctor().await, app.nurse().await);
    let desk = begin(&doctor, ana).await;
    let mut fields = WRITTEN.to_vec();
    fields.push(("do", "sign"));
    assert_eq!(send(&doctor, &desk, &fields).await.status, 303);
    let note_at = note_at(&desk);
    let amendment = format!("{note_at}/amendment");
    assert_eq!(doctor.fill(&amendment, &amendment, &[("text", "x")]).await.status, 422, "why?");
    let fields = [("text", "Potassium was 5.9"), ("reason", "Result came later")];
    assert_eq!(doctor.fill(&amendment, &amendment, &fields).await.location(), note_at);
    let page = nurse.get(&note_at).await.text();
    assert!(page.contains("Heart sounds normal") && page.contains("Potassium was 5.9"));
    assert!(page.contains("Result came later"));
    assert_eq!(nurse.get(&amendment).await.status, 403);

    let void = format!("{note_at}/void");
    assert_eq!(nurse.get(&void).await.status, 404, "not what somebody else wrote");
    assert_eq!(doctor.fill(&void, &void, &[("reason", "")]).await.status, 422);
    assert_eq!(doctor.fill(&void, &void, &[("reason", "Wrong patient")]).await.location(), note_at);
    let page = nurse.get(&note_at).await.text();
    assert!(page.contains("Wrong patient") && page.contains("Heart sounds normal"));
    assert!(problems_of(&app, ana).is_empty(), "its diagnoses no longer count");
    assert_eq!(doctor.get(&amendment).await.location(), note_at, "a void note is not amended");
    assert_eq!(visit(&app, &desk).status, "finished", "somebody was here all the same");
}

#[actix_web::test]
async fn a_draft_is_discarded_with_its_visit() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    assert_eq!(send(&doctor, &desk, &[("plan", "Typed by mistake")]).await.status, 303);
    let void = format!("{}/void", note_at(&desk));
    let gone = doctor.fill(&void, &void, &[("reason", "Opened by mistake")]).await;
    assert_eq!((gone.status, gone.location()), (303, record(ana).as_str()), "{}", gone.text());
    assert_eq!(visit(&app, &desk).status, "entered_in_error");
    assert_eq!(doctor.get(&note_at(&desk)).await.status, 200, "why it went is kept for those who write");
    let reception = app.receptionist().await;
    assert_eq!(reception.get(&note_at(&desk)).await.status, 404, "nobody ever signed it");
    let timeline = reception.get(&format!("{}/timeline", record(ana))).await;
    assert!(timeline.status == 200 && !timeline.text().contains("Typed by mistake"), "{}", timeline.text());
    let listed = doctor.get(&format!("{}/visits", record(ana))).await.text();
    assert!(!listed.contains(&visit_of(&desk).to_string()));
}

#[actix_web::test]
async fn drafts_are_for_those_who_write_and_restricted_notes_for_their_author_and_admins() {
    let (app, ana, out) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    assert_eq!(send(&doctor, &desk, &WRITTEN).await.status, 303);
    for (person, status) in [
        (app.nurse().await, 404),
        (app.receptionist().await, 404),
        (app.admin().await, 303),
        (app.patient().await, 404),
    ] {
        assert_eq!(person.get(&note_at(&desk)).await.status, status);
    }
    let mut fields = WRITTEN.to_vec();
    fields.extend([("restricted", "on"), ("do", "sign")]);
    assert_eq!(send(&doctor, &desk, &fields).await.status, 303);
    let amendment = format!("{}/amendment", note_at(&desk));
    let added = [("text", "Told the family"), ("reason", "Forgotten")];
    assert_eq!(app.admin().await.fill(&amendment, &amendment, &added).await.status, 303);
    let read = doctor.get(&note_at(&desk)).await.text();
    assert!(read.contains("Told the family"), "who reads a note reads what amends it");
    for page in ["timeline?kind=notes", "timeline?text=family", "as-of?day=2026-11-20"] {
        let page = format!("{}/{page}", record(ana));
        let read = doctor.get(&page).await.text();
        assert!(read.contains("Told the family"), "in the history too: {page} {read}");
        assert!(app.admin().await.get(&page).await.text().contains("Told the family"), "{page}");
        for other in [app.nurse().await, app.receptionist().await] {
            assert!(!other.get(&page).await.text().contains("Told the family"), "{page}");
        }
    }
    for (person, status) in
        [(app.nurse().await, 404), (app.receptionist().await, 404), (app.admin().await, 200), (doctor, 200)]
    {
        assert_eq!(person.get(&note_at(&desk)).await.status, status);
    }
    assert!(problems_of(&app, ana).is_empty(), "its diagnoses stay in it");
    assert_eq!(visit(&app, &desk).reason(), None);
    // Through another patient's address it is not there.
    let admin = app.admin().await;
    let elsewhere = note_at(&desk).replace(&ana.to_string(), &out.to_string());
    assert_eq!(admin.get(&elsewhere).await.status, 404);
}

#[actix_web::test]
async fn a_note_of_two_thousand_words_survives_as_a_draft_of_its_author_alone() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let long = vec!["žučni kamenci 胆石"; 1000].join(" ");
    let text = doctor.get(&desk).await.text();
    let place = text.rsplit("name=\"draft\" value=\"").next().and_then(|rest| rest.split('"').next());
    let place = place.expect("a place for the draft").to_owned();
    let kept = doctor.fill(&desk, "/drafts", &[("draft", &place), ("findings", &long)]).await;
    assert_eq!(kept.status, 200, "{}", kept.text());
    // The tab is closed, and the desk opened again.
    let id = place.split(' ').next().expect("an id");
    let offered = doctor.get(&desk).await.text();
    assert!(offered.contains(&format!("{desk}?draft={id}")), "it is offered");
    assert!(doctor.get(&format!("{desk}?draft={id}")).await.text().contains(&long), "all of it");
    assert!(!app.admin().await.get(&desk).await.text().contains(id), "to nobody else");
    let saved = send(&doctor, &desk, &[("findings", &long)]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert_eq!(note(&app, ana, &desk).findings.as_deref(), Some(long.as_str()));
}

/// A patient with an appointment of this moment that stands so.
fn expected(app: &TestApp, status: Status) -> (PatientId, AppointmentId) {
    let practice = Practice::open(app);
    let ana = register_patient(app, "Marković", "Ana").id;
    (ana, practice.stand(app, &practice.booking(ana, app.clock.now()), status))
}

fn status(app: &TestApp, id: AppointmentId) -> Status {
    app.house
        .db
        .read_now(|conn| appointments::find(conn, &DiaryReach::Everything, id))
        .expect("an appointment")
        .status
}

#[actix_web::test]
async fn an_arrived_appointment_is_started_and_completed_by_signing() {
    let app = TestApp::new().await;
    let (ana, id) = expected(&app, Status::Arrived);
    let doctor = app.doctor().await;
    let page = format!("/appointments/{id}");
    let start = format!("{page}/consultation");
    assert!(doctor.get(&page).await.text().contains(&format!("action=\"{start}\"")), "one click starts it");
    let begun = doctor.fill(&page, &start, &[]).await;
    let desk = begun.location().to_owned();
    assert!(begun.status == 303 && desk.ends_with("/desk"), "{} {desk}", begun.text());
    assert_eq!(status(&app, id), Status::InConsultation);
    assert_eq!(visit(&app, &desk).appointment_id, Some(id));
    // Again, and from the chart: it is the same visit.
    assert_eq!(doctor.fill(&page, &start, &[]).await.location(), desk);
    assert_eq!(begin(&doctor, ana).await, desk);
    assert_eq!(doctor.get(&start).await.location(), desk);
    // Whoever may not write is led to no page that would refuse them.
    let reception = app.receptionist().await;
    assert!(!reception.get(&page).await.text().contains(&start));
    assert_eq!(reception.get(&start).await.location(), page);
    let leads = [doctor.get(&page).await, reception.get(&page).await].map(|page| page.text().contains(&desk));
    assert_eq!(leads, [true, false], "who writes goes on, others do not");
    let signed = send(&doctor, &desk, &[("plan", "Rest"), ("restricted", "on"), ("do", "sign")]).await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    assert_eq!(status(&app, id), Status::Completed);
    assert_eq!(reception.get(&start).await.location(), page, "a restricted note is not there for them");
    assert_eq!(doctor.get(&start).await.location(), note_at(&desk));
}

#[actix_web::test]
async fn an_appointment_that_is_not_there_yet_is_not_started() {
    let app = TestApp::new().await;
    let (_, id) = expected(&app, Status::Booked);
    let doctor = app.doctor().await;
    let page = format!("/appointments/{id}");
    let refused = doctor.fill(&page, &format!("{page}/consultation"), &[]).await;
    assert!(refused.status == 409 && refused.text().contains("stands at “Booked” now"), "{}", refused.text());
    assert_eq!(status(&app, id), Status::Booked);
    assert_eq!(doctor.get(&format!("{page}/consultation")).await.location(), page, "there is no note");
}

#[actix_web::test]
async fn the_head_says_for_how_long_they_are_in_consultation() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let ana = register_patient(&app, "Marković", "Ana").id;
    let id = practice.stand(&app, &practice.booking(ana, app.clock.now()), Status::Arrived);
    let doctor = app.doctor().await;
    let page = format!("/appointments/{id}");
    let desk = doctor.fill(&page, &format!("{page}/consultation"), &[]).await.location().to_owned();
    app.clock.advance(jiff::SignedDuration::from_mins(11));
    assert!(doctor.get(&desk).await.text().contains("In consultation, 11 min"));
    let lasting = format!("{}/lasting", desk.trim_end_matches("/desk"));
    for _ in 0..6 {
        app.clock.advance(jiff::SignedDuration::from_mins(9));
        assert_eq!(doctor.get(&lasting).await.status, 200);
    }
    let part = doctor.get(&lasting).await;
    assert!(part.text().contains("In consultation, 1 h 5 min"), "{}", part.text());
    assert!(part.text().contains(&format!("doctor/{}", practice.doctor)), "{}", part.text());
    assert_eq!(app.nurse().await.get(&lasting).await.status, 403);
    // It is over, whatever is still to be written.
    let over = doctor.fill(&page, &format!("{page}/completion"), &[]).await;
    assert_eq!((over.status, over.location()), (303, desk.as_str()), "{}", over.text());
    let text = doctor.get(&desk).await.text();
    assert!(!text.contains("In consultation,") && text.contains("not signed yet"), "{text}");
}

#[actix_web::test]
async fn what_is_booked_during_a_visit_stands_beside_its_note_and_leads_back_to_it() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let ana = register_patient(&app, "Marković", "Ana").id;
    let earlier = app.clock.now() + jiff::SignedDuration::from_hours(24 * 30);
    practice.book(&app, practice.booking(ana, earlier)).expect("booked");
    app.clock.advance(jiff::SignedDuration::from_mins(1));
    practice.stand(&app, &practice.booking(ana, app.clock.now()), Status::Arrived);
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    assert!(!doctor.get(&desk).await.text().contains("Booked since the visit began"));
    let page = doctor.get(&desk).await.text();
    let way = page
        .split("value=\"/appointments/new")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a way");
    let way = format!("/appointments/new{way}");
    let gone = send(&doctor, &desk, &[("complaint", "Cough"), ("go", &way)]).await;
    assert_eq!((gone.status, gone.location()), (303, way.as_str()), "{}", gone.text());
    assert_eq!(doctor.get(&way).await.status, 200, "the follow-up is booked there");
    for elsewhere in ["//evil.example/", "https://evil.example/appointments/", "/staff"] {
        assert_eq!(send(&doctor, &desk, &[("go", elsewhere)]).await.location(), desk, "{elsewhere}");
    }
    let in_a_week = app.clock.now() + jiff::SignedDuration::from_hours(24 * 7);
    let id = practice.book(&app, practice.booking(ana, in_a_week)).expect("booked");
    let page = doctor.get(&desk).await.text();
    assert!(
        page.contains("Booked since the visit began") && page.contains(&format!("/appointments/{id}")),
        "{page}"
    );
    assert_eq!(page.matches("value=\"/appointments/").count(), 2, "that one, and the way to another: {page}");
    let shown = doctor.get(&format!("/appointments/{id}")).await.text();
    assert!(shown.contains(&format!("href=\"{desk}\"")) && shown.contains("go on with it"), "{shown}");
    let reception = app.receptionist().await.get(&format!("/appointments/{id}")).await.text();
    assert!(!reception.contains(&desk), "nobody else is led there");
}

#[actix_web::test]
async fn of_an_appointment_that_is_over_the_visit_is_written_down_afterwards() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let [ana, other] = ["Marković", "Horvat"].map(|family| register_patient(&app, family, "Ana").id);
    let began = app.clock.now() - jiff::SignedDuration::from_hours(26);
    let id = practice.stand(&app, &practice.booking(ana, began), Status::Completed);
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    let appointment = format!("/appointments/{id}");
    let way = doctor.get(&format!("{appointment}/consultation")).await;
    let new = way.location().to_owned();
    assert_eq!(new, format!("{}/visits/new?appointment={id}", record(ana)));
    let shown = doctor.get(&appointment).await.text();
    assert!(shown.contains(&format!("href=\"{new}\">Write the note of the visit</a>")), "{shown}");
    let reception = app.receptionist().await;
    let shown = reception.get(&appointment).await;
    assert!(shown.status == 200 && !shown.text().contains("note of the visit"), "there is none to read");
    let page = doctor.get(&new).await;
    assert!(page.text().contains("which is over"), "{}", page.text());
    let asked = page.inputs()["appointment"].clone();
    let fields = [("kind", "follow_up"), ("appointment", asked.as_str())];
    let elsewhere = format!("{}/visits", record(other));
    let wrong = admin.fill(&format!("{}/visits/new", record(other)), &elsewhere, &fields).await;
    assert_eq!(wrong.status, 404, "an appointment is its patient's");
    let desk = doctor.fill(&new, &format!("{}/visits", record(ana)), &fields).await.location().to_owned();
    let begun = visit(&app, &desk);
    assert_eq!((begun.appointment_id, begun.at.0), (Some(id), began), "it was then");
    assert!(!doctor.get(&desk).await.text().contains("In consultation,"));
    let signed = send(&doctor, &desk, &[("plan", "Rest"), ("do", "sign")]).await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    let over = visit(&app, &desk);
    assert!(over.status == "finished" && over.ends_at.is_some_and(|at| at.0 < app.clock.now()), "{over:?}");
    assert_eq!(status(&app, id), Status::Completed);
    assert_eq!(doctor.get(&format!("{appointment}/consultation")).await.location(), note_at(&desk));
    for person in [doctor, reception] {
        let shown = person.get(&appointment).await.text();
        assert!(shown.contains(&format!("href=\"{}\">The note of the visit</a>", note_at(&desk))), "{shown}");
    }
}

#[actix_web::test]
async fn what_the_nurse_measured_before_belongs_to_the_visit() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (nurse, doctor) = (app.nurse().await, app.doctor().await);
    let form = format!("{}/vitals/new", record(ana));
    let fields = [("systolic", "148"), ("diastolic", "92")];
    assert_eq!(nurse.fill(&form, &format!("{}/vitals", record(ana)), &fields).await.status, 303);
    let desk = begin(&doctor, ana).await;
    assert!(measured(&app, ana).iter().all(|row| row.visit_id == Some(visit_of(&desk))));
    assert!(doctor.get(&desk).await.text().contains("148/92 mmHg"), "it stands beside the note");
}

async fn measure(nurse: &Person<'_>, patient: PatientId, fields: &[(&str, &str)]) {
    let form = format!("{}/vitals/new", record(patient));
    let saved = nurse.fill(&form, &format!("{}/vitals", record(patient)), fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
}

#[actix_web::test]
async fn what_the_nurse_measures_during_the_visit_belongs_to_it_and_not_to_the_next_one() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (nurse, doctor) = (app.nurse().await, app.doctor().await);
    let desk = begin(&doctor, ana).await;
    measure(&nurse, ana, &[("pulse", "88")]).await;
    let of_visit = |desk: &str| {
        let visit = visit_of(desk);
        measured(&app, ana).iter().filter(|row| row.visit_id == Some(visit)).count()
    };
    assert_eq!(of_visit(&desk), 1);
    let signed = send(&doctor, &desk, &[("plan", "Rest"), ("do", "sign")]).await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    measure(&nurse, ana, &[("pulse", "80")]).await;
    assert_eq!(of_visit(&desk), 1, "the visit was over");
    let second = begin(&doctor, ana).await;
    assert_eq!((of_visit(&desk), of_visit(&second)), (1, 1));
    // What was begun by mistake gives back what it took.
    let path = format!("{}/void", note_at(&second));
    let discarded = doctor.fill(&path, &path, &[("reason", "Begun twice")]).await;
    assert_eq!(discarded.status, 303, "{}", discarded.text());
    assert_eq!(of_visit(&second), 0);
    let third = begin(&doctor, ana).await;
    assert_eq!(of_visit(&third), 1);
}

#[actix_web::test]
async fn a_visit_takes_what_was_measured_since_the_houses_midnight() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (nurse, doctor) = (app.nurse().await, app.doctor().await);
    // In Berlin the day began at 23:00 of the day before, by universal time.
    measure(&nurse, ana, &[("pulse", "70"), ("measured", "2026-11-19T23:55")]).await;
    measure(&nurse, ana, &[("pulse", "71"), ("measured", "2026-11-20T00:05")]).await;
    let visit = visit_of(&begin(&doctor, ana).await);
    let taken = measured(&app, ana).iter().map(|row| row.visit_id == Some(visit)).collect::<Vec<_>>();
    assert_eq!(taken, [false, true]);
}

#[actix_web::test]
async fn what_was_typed_at_the_desk_was_measured_at_the_visit_whenever_it_is_signed() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let began = visit(&app, &desk).at.0;
    app.clock.advance(jiff::SignedDuration::from_hours(24 * 40));
    let doctor = app.doctor().await;
    let late = [("plan", "Rest"), ("pulse", "84"), ("do", "sign")];
    assert_eq!(send(&doctor, &desk, &late).await.status, 303);
    assert_eq!(measured(&app, ana)[0].at.0, began);
    let second = begin(&doctor, ana).await;
    app.clock.advance(jiff::SignedDuration::from_hours(24 * 40));
    let doctor = app.doctor().await;
    let typed = [("plan", "Rest"), ("pulse", "80"), ("measured", "2026-12-30T08:30"), ("do", "sign")];
    let signed = send(&doctor, &second, &typed).await;
    assert_eq!(signed.status, 303, "what was measured then is not too long ago: {}", signed.text());
}

#[actix_web::test]
async fn who_took_the_start_back_and_signs_all_the_same_has_seen_the_patient() {
    let app = TestApp::new().await;
    let (_, id) = expected(&app, Status::Arrived);
    let doctor = app.doctor().await;
    let page = format!("/appointments/{id}");
    let desk = doctor.fill(&page, &format!("{page}/consultation"), &[]).await.location().to_owned();
    assert_eq!(doctor.fill(&page, &format!("{page}/undo"), &[]).await.status, 303);
    assert_eq!(status(&app, id), Status::Arrived);
    let signed = send(&doctor, &desk, &[("plan", "Rest"), ("do", "sign")]).await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    assert_eq!(status(&app, id), Status::Completed);
}

#[actix_web::test]
async fn an_unsigned_note_is_open_work_of_whoever_leaves() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let account = note(&app, ana, &desk).recorded_by.expect("an author");
    let admin = app.admin().await;
    let page = admin.get(&format!("/staff/{account}/disable")).await;
    assert!(page.text().contains("1 unsigned note"), "{}", page.text());
}

#[actix_web::test]
async fn unsigned_notes_go_only_to_who_sees_the_patient() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let colleague = Practice::of(&app, crate::support::diary::account(&app, "admin@test.example"));
    let second = second_doctor(&app).await;
    let [ana, boris] = ["Marković", "Horvat"].map(|family| register_patient(&app, family, "Ana").id);
    let doctor = app.doctor().await;
    let mut desks = Vec::new();
    for (place, patient) in [ana, boris].into_iter().enumerate() {
        let at = app.clock.now() - jiff::SignedDuration::from_hours(24 + i64::try_from(place).expect("few"));
        practice.stand(&app, &practice.booking(patient, at), Status::Completed);
        desks.push(begin(&doctor, patient).await);
    }
    let theirs = app.clock.now() - jiff::SignedDuration::from_hours(48);
    second.stand(&app, &second.booking(ana, theirs), Status::Completed);
    let admin = app.admin().await;
    let path = format!("/staff/{}/disable", practice.doctor);
    let page = admin.get(&path).await.text();
    assert!(
        page.contains("2 unsigned notes") && page.contains("only to colleagues who see the patient"),
        "{page}"
    );
    let to = second.doctor.to_string();
    let done = admin.fill(&path, &path, &[("to", to.as_str())]).await;
    assert_eq!((done.status, done.location()), (303, path.as_str()), "{}", done.text());
    let left = admin.get(&path).await.text();
    assert!(left.contains("Not all of its work") && left.contains("1 unsigned note"), "{left}");
    assert!(left.contains("Horvat") && !left.contains("Marković"), "whose stays is said: {left}");
    assert_eq!(note(&app, ana, &desks[0]).recorded_by, Some(second.doctor));
    assert_eq!(note(&app, boris, &desks[1]).recorded_by, Some(practice.doctor));
    // An admin who sees patients reaches everybody.
    let to = colleague.doctor.to_string();
    assert_eq!(admin.fill(&path, &path, &[("to", to.as_str())]).await.status, 303);
    assert_eq!(note(&app, boris, &desks[1]).recorded_by, Some(colleague.doctor));
}

/// Another doctor, who sees patients at the first site.
async fn second_doctor(app: &TestApp) -> Practice {
    let fields = [
        ("name", "Dr Vera Novak"),
        ("email", "v.novak@test.example"),
        ("role", "doctor"),
        ("slot", "20"),
        ("doctor", "on"),
    ];
    let made = app.admin().await.fill("/staff/new", "/staff", &fields).await;
    assert_eq!(made.status, 200, "{}", made.text());
    Practice::of(app, crate::support::diary::account(app, "v.novak@test.example"))
}

#[actix_web::test]
async fn what_is_empty_is_copied_from_the_last_visit() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let first = begin(&doctor, ana).await;
    assert!(!doctor.get(&first).await.text().contains("value=\"copy\""), "there is nothing to copy");
    sign(&doctor, &first, &[]).await;
    let desk = begin(&doctor, ana).await;
    assert!(doctor.get(&desk).await.text().contains("value=\"copy\""));
    let copied = send(&doctor, &desk, &[("complaint", "Better now"), ("do", "copy")]).await;
    assert_eq!(copied.location(), desk, "{}", copied.text());
    let kept = note(&app, ana, &desk);
    assert_eq!(kept.complaint.as_deref(), Some("Better now"));
    assert_eq!(kept.plan.as_deref(), Some("Raise ramipril to 10 mg"));
    assert!(kept.is_draft() && kept.diagnoses.is_some());
}

/// Signs what [`WRITTEN`] says, with these fields besides.
async fn sign(person: &Person<'_>, desk: &str, more: &[(&str, &str)]) {
    let mut fields = WRITTEN.to_vec();
    fields.extend_from_slice(more);
    fields.push(("do", "sign"));
    let signed = send(person, desk, &fields).await;
    assert_eq!((signed.status, signed.location()), (303, note_at(desk).as_str()), "{}", signed.text());
}

/// The words on a paper; nothing where poppler is not installed.
async fn paper(person: &Person<'_>, path: &str) -> Option<String> {
    let answer = person.get(path).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    text_of(&answer.body)
}

#[actix_web::test]
async fn a_signed_note_stands_on_paper_with_its_record_and_with_its_visit() {
    let (app, ana, out) = within_and_out_of_reach().await;
    let (doctor, desk_person) = (app.doctor().await, app.receptionist().await);
    let (older, draft) = (begin(&doctor, ana).await, begin(&doctor, ana).await);
    assert_eq!(send(&doctor, &draft, &[("plan", "Only a draft")]).await.status, 303);
    sign(&doctor, &older, &[("dx-new", "Diagnosis of another visit")]).await;
    let desk = begin(&doctor, ana).await;
    sign(&doctor, &desk, &[("pulse", "84")]).await;
    let amendment = format!("{}/amendment", note_at(&desk));
    let added = [("text", "Potassium was 5.9"), ("reason", "Result came later")];
    assert_eq!(doctor.fill(&amendment, &amendment, &added).await.status, 303);
    let printed = format!("{}/visit.pdf", desk.trim_end_matches("/desk"));
    assert!(doctor.get(&note_at(&desk)).await.text().contains(&printed), "the note leads to its paper");
    for path in [format!("{}/record.pdf", record(ana)), printed.clone()] {
        if let Some(text) = paper(&desk_person, &path).await {
            for words in
                ["MARKOVIĆ, Ana", "Heart sounds normal", "Hypertension", "Potassium was 5.9", "Signed by"]
            {
                assert!(text.contains(words), "{path}: {words}\n{text}");
            }
            assert!(!text.contains("Only a draft"), "{path}");
            assert_eq!(text.contains("Diagnosis of another visit"), path.ends_with("record.pdf"), "{path}");
        }
    }
    assert!(verbs(&app, ana).contains(&"visit.printed".to_owned()));
    let elsewhere = printed.replace(&ana.to_string(), &out.to_string());
    assert_eq!(app.admin().await.get(&elsewhere).await.status, 404, "not through another patient");
    assert_eq!(app.patient().await.get(&printed).await.status, 404);
}

#[actix_web::test]
async fn a_restricted_note_is_printed_for_its_author_and_admins_alone() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    sign(&doctor, &desk, &[("restricted", "on")]).await;
    let visit = format!("{}/visit.pdf", desk.trim_end_matches("/desk"));
    for path in [format!("{}/record.pdf", record(ana)), visit] {
        for (person, reads) in
            [(app.receptionist().await, false), (app.nurse().await, false), (app.admin().await, true)]
        {
            if let Some(text) = paper(&person, &path).await {
                assert_eq!(text.contains("Heart sounds normal"), reads, "{path}");
                assert_eq!(text.contains("Restricted"), reads, "{path}");
            }
        }
    }
}

#[actix_web::test]
async fn a_voided_note_is_left_off_paper_and_counted() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    sign(&doctor, &desk, &[]).await;
    let void = format!("{}/void", note_at(&desk));
    assert_eq!(doctor.fill(&void, &void, &[("reason", "Wrong patient")]).await.status, 303);
    let visit = format!("{}/visit.pdf", desk.trim_end_matches("/desk"));
    if let Some(text) = paper(&doctor, &visit).await {
        assert!(!text.contains("Heart sounds normal") && text.contains("One entry"), "{text}");
    }
}
