//! The bell: who is told what, in which words, and that it is one's own.

use diesel::prelude::*;
use jiff::SignedDuration;
use serde_json::json;
use wardbook::diary::appointments::{
    AppointmentId, By, DiaryReach, Step, cancel_following, find, move_to, take, undo,
};
use wardbook::gate::access::model::Role;
use wardbook::gate::actor::AccountId;
use wardbook::people::patients::Patient;
use wardbook::schema::{deliveries, notifications};

use crate::emergency;
use crate::support::diary::{Practice, account, at};
use crate::support::paper::register_patient;
use crate::support::socket::{Came, Server};
use crate::support::{Answer, Person, TestApp};

const NINE: &str = "2026-11-20T08:00:00Z";

/// A doctor's day with a patient in it, booked by reception.
async fn booked(app: &TestApp) -> (Practice, Patient, AppointmentId) {
    let (practice, patient) = (Practice::open(app), register_patient(app, "Markova", "Ana"));
    let id = practice.book(app, practice.booking(patient.id, at(NINE))).expect("booked");
    (practice, patient, id)
}

fn acts(
    app: &TestApp,
    id: AppointmentId,
    mut act: impl FnMut(
        &mut wardbook::kit::db::Tx<'_>,
        &wardbook::diary::appointments::Appointment,
    ) -> wardbook::kit::error::Result<()>
    + Send
    + 'static,
) {
    let done = app.house.db.write_now(&app.operator(), move |tx| {
        let before = find(tx.conn(), &DiaryReach::Everything, id)?;
        act(tx, &before)
    });
    done.expect("done");
}

/// How many notifications somebody has, and how many of them are unread.
fn held(app: &TestApp, whose: AccountId) -> (usize, usize) {
    let rows: Vec<bool> = app
        .house
        .db
        .read_now(|conn| {
            Ok(notifications::table
                .filter(notifications::account_id.eq(whose))
                .select(notifications::read_at.is_null())
                .load(conn)?)
        })
        .expect("rows");
    (rows.len(), rows.iter().filter(|unread| **unread).count())
}

async fn shown(person: &Person<'_>) -> String {
    let page = person.get("/notifications").await;
    assert_eq!(page.status, 200);
    page.text()
}

/// The addresses of the buttons of a page that end so.
fn actions(page: &Answer, end: &str) -> Vec<String> {
    let text = page.text();
    let all =
        text.split("action=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
    all.filter(|action| action.starts_with("/notifications/") && action.ends_with(end)).collect()
}

#[actix_web::test]
async fn a_doctor_is_told_what_others_do_with_their_appointments_and_nobody_else_is() {
    let app = TestApp::new().await;
    let (practice, _, id) = booked(&app).await;
    let (reception, doctor) = (account(&app, "receptionist@test.example"), practice.doctor);
    assert_eq!(held(&app, doctor), (1, 1));
    let person = app.doctor().await;
    let page = shown(&person).await;
    assert!(page.contains("Markova, Ana was booked: Friday 20 November, 09:00"), "{page}");
    assert!(page.contains("By Test receptionist"));
    acts(&app, id, move |tx, one| take(tx, reception, one, Step::Arrive, ""));
    let page = shown(&person).await;
    assert!(page.contains("Markova, Ana has arrived") && page.contains("Blood pressure"), "why they come");
    assert!(page.contains("2 unread"));
    let (site, moved) =
        (practice.site, practice.booking(register_patient(&app, "Other", "One").id, at(NINE)));
    assert_eq!(moved.site, site);
    acts(&app, id, move |tx, one| {
        let mut wanted = moved.clone();
        (wanted.starts_at, wanted.ends_at) = (at("2026-11-20T10:00:00Z"), at("2026-11-20T10:15:00Z"));
        move_to(tx, By { account: reception, role: Role::Receptionist }, one, &wanted)
    });
    let page = shown(&person).await;
    assert!(page.contains("Markova, Ana was moved to Friday 20 November, 11:00"), "{page}");
    assert!(page.contains("From Friday 20 November, 09:00, by Test receptionist"));
    for role in [Role::Admin, Role::Nurse, Role::Receptionist, Role::Patient] {
        assert_eq!(held(&app, account(&app, &format!("{role}@test.example"))).0, 0, "{role}");
    }
}

#[actix_web::test]
async fn nobody_is_told_of_their_own_deeds() {
    let app = TestApp::new().await;
    let (practice, _, id) = booked(&app).await;
    let doctor = practice.doctor;
    acts(&app, id, move |tx, one| take(tx, doctor, one, Step::Arrive, ""));
    acts(&app, id, move |tx, one| take(tx, doctor, one, Step::Start, ""));
    assert_eq!(held(&app, doctor), (1, 1), "only what reception did");
}

#[actix_web::test]
async fn what_is_undone_or_does_not_happen_is_not_told() {
    let app = TestApp::new().await;
    let (practice, patient, id) = booked(&app).await;
    let reception = account(&app, "receptionist@test.example");
    acts(&app, id, move |tx, one| take(tx, reception, one, Step::Arrive, ""));
    assert_eq!(held(&app, practice.doctor), (2, 2));
    acts(&app, id, move |tx, one| undo(tx, reception, one));
    assert_eq!(held(&app, practice.doctor), (1, 1), "nobody has arrived");
    let twice = practice.book(&app, practice.booking(patient.id, at(NINE)));
    assert!(twice.is_err());
    assert_eq!(held(&app, practice.doctor), (1, 1), "refused, and nothing told");
}

/// The words are made for who reads them, when they read them.
#[actix_web::test]
async fn who_has_lost_a_patient_reads_no_name() {
    let app = TestApp::new().await;
    let (practice, _, id) = booked(&app).await;
    let admin = account(&app, "admin@test.example");
    Practice::of(&app, admin);
    let person = app.doctor().await;
    assert!(shown(&person).await.contains("Markova"));
    let reception = account(&app, "receptionist@test.example");
    acts(&app, id, move |tx, one| {
        let mut wanted = practice.booking(one.patient_id, at(NINE));
        wanted.doctor = admin;
        move_to(tx, By { account: reception, role: Role::Receptionist }, one, &wanted)
    });
    let page = shown(&person).await;
    assert!(!page.contains("Markova") && !page.contains("Blood pressure"), "{page}");
    assert!(page.contains("An appointment of yours is with a colleague now"));
    assert!(actions(&person.get("/notifications").await, "/opening").is_empty(), "nothing to open");
    let admins = shown(&app.admin().await).await;
    assert!(admins.contains("Markova, Ana was moved to"), "whose it is now");
}

#[actix_web::test]
async fn one_reads_and_marks_ones_own_and_nobody_elses() {
    let app = TestApp::new().await;
    let (practice, _, id) = booked(&app).await;
    let person = app.doctor().await;
    let csrf = person.csrf().await;
    let page = person.get("/notifications").await;
    let (open, mark) = (actions(&page, "/opening").remove(0), actions(&page, "/reading").remove(0));
    for other in [app.admin().await, app.receptionist().await, app.patient().await] {
        let csrf = other.csrf().await;
        let fields = [("csrf", csrf.as_str()), ("to", "read"), ("sender", "doctor"), ("account", "doctor")];
        for path in [&open, &mark] {
            assert_eq!(other.post(path, &fields).await.status, 404, "{path}");
        }
        assert!(!shown(&other).await.contains("Markova"));
    }
    assert_eq!(held(&app, practice.doctor), (1, 1), "still news");
    let never = format!("/notifications/{}/reading", uuid::Uuid::now_v7());
    assert_eq!(person.post(&never, &[("csrf", &csrf), ("to", "read")]).await.status, 404);
    assert_eq!(person.post(&mark, &[("csrf", &csrf), ("to", "gone")]).await.status, 422);
    assert_eq!(person.post(&mark, &[("csrf", &csrf), ("to", "read")]).await.location(), "/notifications");
    assert_eq!(held(&app, practice.doctor), (1, 0));
    let back = [("csrf", csrf.as_str()), ("to", "unread"), ("back", "https://evil.example")];
    assert_eq!(person.post(&mark, &back).await.location(), "/notifications");
    assert_eq!(held(&app, practice.doctor), (1, 1));
    let opened = person.post(&open, &[("csrf", &csrf)]).await;
    assert_eq!((opened.status, opened.location()), (303, format!("/appointments/{id}").as_str()));
    assert_eq!(held(&app, practice.doctor), (1, 0), "opened is read");
}

#[actix_web::test]
async fn all_are_marked_that_were_seen_and_what_came_meanwhile_is_news() {
    let app = TestApp::new().await;
    let (practice, patient, _) = booked(&app).await;
    let person = app.doctor().await;
    let page = person.get("/notifications").await;
    let until = page.inputs()["until"].clone();
    let later = practice.booking(patient.id, at("2026-11-20T10:00:00Z"));
    practice.book(&app, later).expect("booked");
    let csrf = person.csrf().await;
    let marked = person.post("/notifications/read", &[("csrf", &csrf), ("until", &until)]).await;
    assert_eq!(marked.status, 303);
    assert_eq!(held(&app, practice.doctor), (2, 1));
    let unread = person.get("/notifications?show=unread").await.text();
    assert_eq!(unread.matches("is-new").count(), 1);
    let rubbish = person.post("/notifications/read", &[("csrf", &csrf), ("until", "all")]).await;
    assert_eq!(rubbish.status, 422);
}

#[actix_web::test]
async fn the_list_is_narrowed_and_paged_without_gap_or_repeat() {
    let app = TestApp::new().await;
    let (practice, patient, id) = booked(&app).await;
    let reception = account(&app, "receptionist@test.example");
    for turn in 0..120_i64 {
        let time = at("2026-11-21T07:00:00Z")
            + SignedDuration::from_mins(15 * (turn % 30))
            + SignedDuration::from_hours(24 * (turn / 30));
        practice.book(&app, practice.booking(patient.id, time)).expect("booked");
    }
    acts(&app, id, move |tx, one| take(tx, reception, one, Step::Arrive, ""));
    let person = app.doctor().await;
    let arrivals = person.get("/notifications?show=arrivals").await.text();
    assert_eq!(arrivals.matches("<li id=\"n-").count(), 1);
    let (mut seen, mut next) = (Vec::new(), String::from("/notifications"));
    loop {
        let page = person.get(&next).await;
        seen.extend(page.text().split("<li id=\"n-").skip(1).map(|rest| rest[..36].to_owned()));
        let Some(older) = page.leads("next") else { break };
        next = older;
    }
    assert_eq!(seen.len(), 122);
    let mut sorted = seen.clone();
    sorted.sort_unstable();
    sorted.dedup();
    sorted.reverse();
    assert_eq!(seen, sorted, "each once, the newest first");
    for odd in ["show=everything", "before=rubbish", "before="] {
        assert_eq!(person.get(&format!("/notifications?{odd}")).await.status, 200, "{odd}");
    }
}

#[actix_web::test]
async fn the_bell_rings_on_open_pages_for_whom_it_concerns() {
    let app = TestApp::new().await;
    let (practice, patient, _) = booked(&app).await;
    let server = Server::of(&app.house);
    let (doctor, desk) = (app.doctor().await, app.receptionist().await);
    let page = doctor.get("/directory").await.text();
    assert!(
        page.contains("Notifications, 1 unread")
            && page.contains("<span class=\"count\" aria-hidden=\"true\">1<")
    );
    let bell = format!("bell/{}", practice.doctor);
    assert!(page.contains(&format!("data-topics=\"{bell}\"")));
    let (mut mine, mut theirs) = (server.line(&doctor), server.line(&desk));
    mine.watch(&[&bell]);
    assert_eq!(theirs.watch(&[&bell])["refused"], json!([bell]), "nobody listens at somebody else's");
    practice.book(&app, practice.booking(patient.id, at("2026-11-20T10:00:00Z"))).expect("booked");
    assert_eq!(mine.next()["changed"], json!([bell]));
    assert_eq!(theirs.within(std::time::Duration::from_millis(500)), Came::Nothing);
    assert!(doctor.get("/notifications/bell").await.text().contains("2 unread"));
    assert!(desk.get("/notifications/bell").await.text().contains(">Notifications<"));
}

#[actix_web::test]
async fn what_is_chosen_holds_and_quiet_hours_are_quiet() {
    let app = TestApp::new().await;
    let (practice, patient, _) = booked(&app).await;
    let server = Server::of(&app.house);
    let person = app.doctor().await;
    let choose =
        async |fields: &[(&str, &str)]| person.fill("/notifications", "/notifications/choices", fields).await;
    let book = |hour: &str| {
        practice.book(&app, practice.booking(patient.id, at(hour))).expect("booked");
    };
    // No bell for appointments, mail instead, which waits until half past ten.
    let fields = [("appointments-mail", "on"), ("quiet-from", "08:00"), ("quiet-to", "10:30")];
    assert_eq!(choose(&fields).await.status, 303);
    book("2026-11-20T10:00:00Z");
    assert_eq!(held(&app, practice.doctor).0, 1, "no bell");
    type Row = (String, String, jiff::Timestamp, serde_json::Value);
    let mails: Vec<Row> = app
        .house
        .db
        .read_now(|conn| {
            Ok(deliveries::table
                .select((
                    deliveries::to_address,
                    deliveries::subject,
                    deliveries::due_at,
                    deliveries::content.assume_not_null(),
                ))
                .load(conn)?)
        })
        .expect("mail");
    let [(to, subject, due, content)] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!((to.as_str(), due), ("doctor@test.example", &at("2026-11-20T09:30:00Z")));
    for secret in ["Markova", "Ana", "Blood", "11:00"] {
        assert!(!subject.contains(secret) && !content.to_string().contains(secret), "{secret}");
    }
    // The bell again, in quiet hours: it is there, and nothing rings.
    let fields = [("appointments-bell", "on"), ("quiet-from", "08:00"), ("quiet-to", "10:30")];
    assert_eq!(choose(&fields).await.status, 303);
    let mut line = server.line(&person);
    line.watch(&[&format!("bell/{}", practice.doctor)]);
    book("2026-11-20T11:00:00Z");
    assert_eq!(held(&app, practice.doctor).0, 2);
    assert_eq!(line.within(std::time::Duration::from_millis(700)), Came::Nothing, "left alone");
    app.clock.advance(SignedDuration::from_hours(3));
    let person = app.doctor().await;
    let mut line = server.line(&person);
    line.watch(&[&format!("bell/{}", practice.doctor)]);
    book("2026-11-20T12:00:00Z");
    assert!(line.next()["changed"].is_array(), "after half past ten it rings");
    for (from, to) in [("08:00", ""), ("", "10:00"), ("08:00", "08:00"), ("25:00", "26:00")] {
        let refused = person
            .fill("/notifications", "/notifications/choices", &[("quiet-from", from), ("quiet-to", to)])
            .await;
        assert_eq!(refused.status, 422, "{from} {to}");
        assert!(refused.text().contains("aria-invalid"), "{from} {to}");
    }
}

#[actix_web::test]
async fn admins_hear_of_an_emergency_whatever_they_chose() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let admin = app.admin().await;
    let whose = account(&app, "admin@test.example");
    let fields = [("emergencies-mail", "on"), ("quiet-from", "00:00"), ("quiet-to", "23:59")];
    assert_eq!(admin.fill("/notifications", "/notifications/choices", &fields).await.status, 303);
    let server = Server::of(&app.house);
    let mut line = server.line(&admin);
    line.watch(&[&format!("bell/{whose}")]);
    assert_eq!(emergency::open(&app.doctor().await, &patient).await.status, 303);
    assert!(line.next()["changed"].is_array());
    let due = deliveries::table.filter(deliveries::account_id.eq(whose)).select(deliveries::due_at);
    let due: Vec<jiff::Timestamp> = app.house.db.read_now(|conn| Ok(due.load(conn)?)).expect("mail");
    assert_eq!(due, [app.clock.now()], "nor does mail wait for the morning");
    let page = shown(&admin).await;
    assert!(page.contains("Emergency access by Test doctor") && page.contains("Okonkwo, Ngozi"), "{page}");
    assert_eq!(held(&app, account(&app, "doctor@test.example")).0, 0);
}

#[actix_web::test]
async fn those_who_decide_are_told_that_something_waits() {
    let app = TestApp::new().await;
    let (practice, patient, _) = booked(&app).await;
    let desk = app.receptionist().await;
    let record = format!("/patients/{}", patient.id);
    let fields = [("reason", "Registered twice")];
    let asked = desk.fill(&format!("{record}/removal"), &format!("{record}/removal-request"), &fields).await;
    assert_eq!(asked.status, 303, "{}", asked.text());
    assert!(shown(&app.admin().await).await.contains("Removal asked for: Markova, Ana"));
    assert_eq!(held(&app, practice.doctor).0, 1, "who does not decide on it is not told");
}

#[actix_web::test]
async fn called_off_with_its_reason_and_brought_back() {
    let app = TestApp::new().await;
    let (_, _, id) = booked(&app).await;
    let reception = account(&app, "receptionist@test.example");
    acts(&app, id, move |tx, one| {
        cancel_following(tx, reception, &DiaryReach::Everything, one, "Has a cold").map(|_| ())
    });
    let person = app.doctor().await;
    let page = shown(&person).await;
    assert!(page.contains("Markova, Ana was called off: Friday 20 November, 09:00"), "{page}");
    assert!(page.contains("Has a cold"));
    acts(&app, id, move |tx, one| take(tx, reception, one, Step::BringBack, ""));
    assert!(shown(&person).await.contains("Markova, Ana comes after all"));
}

#[actix_web::test]
async fn marking_all_under_a_filter_leaves_what_it_does_not_show() {
    let app = TestApp::new().await;
    let (_, _, _) = booked(&app).await;
    let person = app.doctor().await;
    let whose = account(&app, "doctor@test.example");
    let notice = [("title", "Fire drill"), ("body", "At two."), ("from", "2026-11-20")];
    assert_eq!(app.admin().await.fill("/notices/new", "/notices", &notice).await.status, 303);
    assert_eq!(held(&app, whose), (2, 2));
    let list = "/notifications?show=appointments";
    let until = person.get(list).await.inputs()["until"].clone();
    // As the newest of all would be, which the filter does not show.
    let newest = person.get("/notifications").await.inputs()["until"].clone();
    assert_ne!(until, newest);
    let marked = person.fill(list, "/notifications/read", &[("until", &newest), ("back", list)]).await;
    assert_eq!((marked.status, marked.location()), (303, list));
    assert_eq!(held(&app, whose), (2, 1));
    assert!(person.get("/notifications?show=notices").await.text().contains("<b>Notice: Fire drill</b>"));
    let marked = person.fill("/notifications", "/notifications/read", &[("until", &newest)]).await;
    assert_eq!(marked.status, 303);
    assert_eq!(held(&app, whose), (2, 0));
}
