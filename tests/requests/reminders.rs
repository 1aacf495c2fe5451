//! What patients are written about their appointments: confirmations, reminders, and nothing more.

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use wardbook::diary::appointments::{self, Appointment, AppointmentId, Booking, By, DiaryReach, Step};
use wardbook::gate::access::model::Role;
use wardbook::gate::actor::Actor;
use wardbook::gate::hospital::{self, SiteSheet};
use wardbook::kit::db::Deed;
use wardbook::people::patients::{Details, Field, Patient, Sheet, register};
use wardbook::schema::{deliveries, patients};

use crate::outbox::lead_to;
use crate::support::TestApp;
use crate::support::diary::{Practice, account, at};
use crate::support::mail_server::MailServer;

/// Somebody with a mail address and a mobile.
pub fn ana(app: &TestApp) -> Patient {
    let sheet = Sheet::default()
        .with(Field::Family, "Marković")
        .with(Field::Given, "Ana")
        .with(Field::Born, "14-Mar-1984")
        .with(Field::Sex, "female")
        .with(Field::Phone, "+49 40 555 018")
        .with(Field::Email, "ana@patient.example");
    let details = Details::parse(&sheet, jiff::civil::date(2026, 11, 20)).expect("details");
    app.house.db.write_now(&app.operator(), move |tx| register(tx, &details, None, None)).expect("a patient")
}

/// The hospital's first site confirms, and reminds a day and two hours before.
async fn writes(app: &TestApp, practice: &Practice) {
    let site = practice.site;
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let sheet = SiteSheet { phone: "040 555 01".into(), ..hospital::site(tx.conn(), site)?.sheet() };
            hospital::change_site(tx, site, 1, &sheet)?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("a number");
    let path = format!("/sites/{site}/messages");
    let fields = [("version", "0"), ("confirms", "on"), ("first", "24"), ("second", "2")];
    let saved = app.admin().await.fill(&path, &path, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
}

pub async fn agrees(app: &TestApp, patient: &Patient, way: &str) {
    let path = format!("/patients/{}/messages", patient.id);
    let saved = app.receptionist().await.fill(&path, &path, &[("way", way)]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
}

/// Subjects and kinds of what was written, the oldest first.
fn written(app: &TestApp) -> Vec<(String, String)> {
    app.house
        .db
        .read_now(|conn| {
            Ok(deliveries::table
                .filter(deliveries::patient_id.is_not_null())
                .order((deliveries::created_at, deliveries::id))
                .select((deliveries::kind, deliveries::state))
                .load(conn)?)
        })
        .expect("messages")
}

fn kinds(app: &TestApp) -> Vec<String> {
    written(app).into_iter().map(|(kind, _)| kind).collect()
}

fn remind(app: &TestApp) -> usize {
    appointments::remind(&app.house.db, &Actor::system("reminders", &app.house.root)).expect("reminders")
}

fn by(app: &TestApp) -> By {
    By { account: account(app, "receptionist@test.example"), role: Role::Receptionist }
}

fn change(
    app: &TestApp,
    id: AppointmentId,
    step: impl Fn(&mut wardbook::kit::db::Tx<'_>, By, &Appointment) -> wardbook::kit::error::Result<()>
    + Send
    + 'static,
) {
    let by = by(app);
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let before = appointments::find(tx.conn(), &DiaryReach::Everything, id)?;
            step(tx, by, &before)
        })
        .expect("changed");
}

fn move_to(app: &TestApp, id: AppointmentId, practice: &Practice, patient: &Patient, to: Timestamp) {
    let wanted = practice.booking(patient.id, to);
    change(app, id, move |tx, by, before| appointments::move_to(tx, by, before, &wanted));
}

async fn sent(app: &TestApp, server: &MailServer) -> Vec<Value> {
    wardbook::gate::notifications::outbox::round(&app.house).await.expect("a round");
    server.taken()
}

#[actix_web::test]
async fn what_is_booked_moved_and_called_off_is_confirmed_and_says_nothing_clinical() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let (practice, ana) = (Practice::open(&app), ana(&app));
    writes(&app, &practice).await;
    agrees(&app, &ana, "mail").await;
    let id = practice.book(&app, practice.booking(ana.id, at("2026-11-23T08:15:00Z"))).expect("booked");
    let first = sent(&app, &server).await.pop().expect("a mail");
    assert_eq!(
        (&first["to"][0], &first["files"][0]),
        (&"ana@patient.example".into(), &"appointment.ics".into())
    );
    assert_eq!(first["subject"], "Your appointment on Monday 23 November, 09:15", "on the site's clock");
    for face in ["text", "html"] {
        let words = first[face].as_str().expect("words");
        assert!(words.contains("Dear Ana Marković") && words.contains("040 555 01"), "{words}");
        let doctor =
            app.house.db.read_now(|conn| appointments::names(conn, [practice.doctor])).expect("names");
        let doctor = doctor.values().next().expect("a doctor");
        for told in ["Blood pressure", "follow", doctor.as_str(), &ana.mrn] {
            assert!(!words.to_lowercase().contains(&told.to_lowercase()), "{told} in {words}");
        }
    }
    move_to(&app, id, &practice, &ana, at("2026-11-24T09:00:00Z"));
    let second = sent(&app, &server).await.pop().expect("a mail");
    assert_eq!(second["subject"], "Your appointment is now on Tuesday 24 November, 10:00");
    change(&app, id, |tx, by, before| appointments::take(tx, by.account, before, Step::Cancel, "ill"));
    let third = sent(&app, &server).await.pop().expect("a mail");
    assert_eq!(third["subject"], "Your appointment on Tuesday 24 November, 10:00 is off");
    assert!(!third["text"].as_str().expect("words").contains("ill."), "nor why it is off");
    assert_eq!(kinds(&app), ["booked", "moved", "cancelled"]);
}

#[actix_web::test]
async fn only_who_agreed_hears_from_sites_that_write() {
    let app = TestApp::new().await;
    let (practice, ana) = (Practice::open(&app), ana(&app));
    let times = |day: u8| format!("2026-11-{day}T08:15:00Z");
    let book = |day: u8| practice.book(&app, practice.booking(ana.id, at(&times(day)))).expect("booked");
    agrees(&app, &ana, "mail").await;
    book(23);
    assert!(kinds(&app).is_empty(), "the site writes nothing yet");
    writes(&app, &practice).await;
    book(24);
    assert_eq!(kinds(&app), ["booked"]);
    agrees(&app, &ana, "none").await;
    book(25);
    assert_eq!(kinds(&app).len(), 1, "not any more");
    agrees(&app, &ana, "text").await;
    book(26);
    assert_eq!(kinds(&app).len(), 2);
    let walk_in = Booking { walk_in: true, ..practice.booking(ana.id, app.clock.now()) };
    practice.book(&app, walk_in).expect("here");
    assert_eq!(kinds(&app).len(), 2, "who is here knows");

    let nobody = crate::support::paper::register_patient(&app, "Silent", "Sam");
    let path = format!("/patients/{}/messages", nobody.id);
    let refused = app.receptionist().await.fill(&path, &path, &[("way", "mail")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("No mail address is known"));
}

#[actix_web::test]
async fn reminders_come_once_a_day_and_two_hours_before() {
    let app = TestApp::new().await;
    let (practice, ana) = (Practice::open(&app), ana(&app));
    writes(&app, &practice).await;
    agrees(&app, &ana, "text").await;
    let id = practice.book(&app, practice.booking(ana.id, at("2026-11-23T09:00:00Z"))).expect("booked");
    assert_eq!(remind(&app), 0, "not yet");
    let until = |to: &str| app.clock.advance(at(to).duration_since(app.clock.now()));
    until("2026-11-22T08:59:00Z");
    assert_eq!(remind(&app), 0);
    until("2026-11-22T09:00:00Z");
    assert_eq!((remind(&app), remind(&app)), (1, 0));
    // A clock that goes back and forth, and a server that starts anew, write nothing twice.
    until("2026-11-21T09:00:00Z");
    assert_eq!(remind(&app), 0);
    until("2026-11-22T20:00:00Z");
    assert_eq!(remind(&app), 0);
    until("2026-11-23T07:00:00Z");
    assert_eq!((remind(&app), remind(&app)), (1, 0));
    until("2026-11-23T09:00:00Z");
    assert_eq!(remind(&app), 0, "it has begun");
    assert_eq!(kinds(&app), ["booked", "reminder", "reminder"]);
    assert!(app.house.db.read_now(|conn| appointments::find(conn, &DiaryReach::Everything, id)).is_ok());
}

#[actix_web::test]
async fn after_a_downtime_the_nearer_reminder_alone_is_written_and_none_too_late() {
    let app = TestApp::new().await;
    let (practice, ana) = (Practice::open(&app), ana(&app));
    writes(&app, &practice).await;
    agrees(&app, &ana, "mail").await;
    practice.book(&app, practice.booking(ana.id, at("2026-11-23T09:00:00Z"))).expect("booked");
    practice.book(&app, practice.booking(ana.id, at("2026-11-23T07:00:00Z"))).expect("booked");
    app.clock.advance(at("2026-11-23T08:00:00Z").duration_since(app.clock.now()));
    assert_eq!(remind(&app), 1, "of the one that is still to come, once");
    assert_eq!(kinds(&app).iter().filter(|kind| *kind == "reminder").count(), 1);
}

#[actix_web::test]
async fn a_moved_appointment_is_reminded_of_at_its_new_time_and_a_cancelled_one_not_at_all() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let (practice, ana) = (Practice::open(&app), ana(&app));
    writes(&app, &practice).await;
    agrees(&app, &ana, "mail").await;
    let id = practice.book(&app, practice.booking(ana.id, at("2026-11-23T09:00:00Z"))).expect("booked");
    let until = |to: &str| app.clock.advance(at(to).duration_since(app.clock.now()));
    until("2026-11-22T10:00:00Z");
    assert_eq!(remind(&app), 1);
    // It waits in the outbox still when it stops being true.
    move_to(&app, id, &practice, &ana, at("2026-11-25T09:00:00Z"));
    assert_eq!(remind(&app), 0);
    let taken = sent(&app, &server).await;
    assert_eq!(taken.len(), 1, "what was not true any more was not sent");
    assert!(taken[0]["subject"].as_str().expect("words").contains("now on Wednesday 25 November"));
    until("2026-11-24T10:00:00Z");
    assert_eq!(remind(&app), 1, "a day before the new time");
    change(&app, id, |tx, by, before| appointments::take(tx, by.account, before, Step::Cancel, "ill"));
    let taken = sent(&app, &server).await;
    assert!(taken.last().expect("a mail")["subject"].as_str().expect("words").ends_with("is off"));
    until("2026-11-25T08:00:00Z");
    assert_eq!(remind(&app), 0);
}

#[actix_web::test]
async fn a_reminder_of_an_appointment_that_has_begun_does_not_leave_any_more() {
    let mut server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    server.stop();
    let (practice, ana) = (Practice::open(&app), ana(&app));
    writes(&app, &practice).await;
    agrees(&app, &ana, "mail").await;
    practice.book(&app, practice.booking(ana.id, at("2026-11-23T09:00:00Z"))).expect("booked");
    app.clock.advance(at("2026-11-23T08:00:00Z").duration_since(app.clock.now()));
    assert_eq!(remind(&app), 1);
    for _ in 0..8 {
        sent(&app, &server).await;
        app.clock.advance(SignedDuration::from_mins(20));
    }
    let states = written(&app);
    assert!(states.iter().all(|(_, state)| state == "given-up"), "{states:?}");
    assert!(app.receptionist().await.get("/calls").await.text().contains("Nobody needs to be called."));
}

#[actix_web::test]
async fn a_site_says_what_it_writes_and_its_page_shows_it() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let admin = app.admin().await;
    let (page, path) = (format!("/sites/{}", practice.site), format!("/sites/{}/messages", practice.site));
    assert!(admin.get(&page).await.text().contains(&format!("href=\"{path}\"")));
    for (first, second) in [("2", "24"), ("0", ""), ("1.5", ""), ("24", "24"), ("", "999")] {
        let fields = [("version", "0"), ("confirms", "on"), ("first", first), ("second", second)];
        let refused = admin.fill(&path, &path, &fields).await;
        assert_eq!(refused.status, 422, "{first} {second}");
        assert!(refused.text().contains(&format!("value=\"{first}\"")), "what was typed stays");
    }
    writes(&app, &practice).await;
    let shown = admin.get(&page).await.text();
    assert!(shown.contains("confirmations, 24 hours before, 2 hours before"));
    let stale = admin.fill(&path, &path, &[("version", "0"), ("first", "48")]).await;
    assert_eq!(stale.status, 409);
    let one = admin.fill(&path, &path, &[("version", "1"), ("first", "48"), ("second", "")]).await;
    assert_eq!(one.status, 303);
    assert!(admin.get(&page).await.text().contains("48 hours before"));
    assert_eq!(app.receptionist().await.get(&path).await.status, 403);
}

/// Subjects of what the server has taken since, the oldest first.
fn subjects(taken: &[Value]) -> Vec<String> {
    taken.iter().map(|one| one["subject"].as_str().expect("words").to_owned()).collect()
}

fn sequence(mail: &Value) -> i64 {
    let file = mail["calendars"][0].as_str().expect("a calendar file");
    let line = file.lines().find_map(|line| line.strip_prefix("SEQUENCE:")).expect("a sequence");
    line.trim().parse().expect("a number")
}

#[actix_web::test]
async fn what_is_brought_back_is_all_that_leaves_when_mail_is_there_again() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let (practice, ana) = (Practice::open(&app), ana(&app));
    writes(&app, &practice).await;
    agrees(&app, &ana, "mail").await;
    let id = practice.book(&app, practice.booking(ana.id, at("2026-11-24T09:00:00Z"))).expect("booked");
    let off = |app: &TestApp| {
        change(app, id, |tx, by, before| appointments::take(tx, by.account, before, Step::Cancel, "ill"));
    };
    let back = |app: &TestApp| {
        change(app, id, |tx, by, before| appointments::take(tx, by.account, before, Step::BringBack, ""));
    };
    sent(&app, &server).await;
    off(&app);
    sent(&app, &server).await;
    back(&app);
    let taken = sent(&app, &server).await;
    let numbers: Vec<i64> = taken.iter().map(sequence).collect();
    assert_eq!(numbers.len(), 3);
    assert!(numbers.is_sorted_by(|a, b| a < b), "each replaces the one before: {numbers:?}");
    // While nothing leaves, only what is so in the end waits.
    off(&app);
    back(&app);
    off(&app);
    back(&app);
    let taken = sent(&app, &server).await;
    assert_eq!(taken.len(), 4, "{:?}", subjects(&taken));
    assert_eq!(subjects(&taken)[3], subjects(&taken)[0]);
    assert!(sequence(&taken[3]) > numbers[2]);
}

#[actix_web::test]
async fn a_reminder_that_never_left_is_written_again_for_what_is_brought_back() {
    let mut server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    server.stop();
    let (practice, ana) = (Practice::open(&app), ana(&app));
    writes(&app, &practice).await;
    agrees(&app, &ana, "mail").await;
    let id = practice.book(&app, practice.booking(ana.id, at("2026-11-24T09:00:00Z"))).expect("booked");
    app.clock.advance(at("2026-11-23T10:00:00Z").duration_since(app.clock.now()));
    assert_eq!(remind(&app), 1);
    change(&app, id, |tx, by, before| appointments::take(tx, by.account, before, Step::Cancel, "ill"));
    assert_eq!(remind(&app), 0);
    change(&app, id, |tx, by, before| appointments::take(tx, by.account, before, Step::BringBack, ""));
    assert_eq!((remind(&app), remind(&app)), (1, 0));
}

#[actix_web::test]
async fn what_was_moved_to_soon_is_confirmed_and_not_reminded_of_a_minute_later() {
    let app = TestApp::new().await;
    let (practice, ana) = (Practice::open(&app), ana(&app));
    writes(&app, &practice).await;
    agrees(&app, &ana, "mail").await;
    let id = practice.book(&app, practice.booking(ana.id, at("2026-11-27T09:00:00Z"))).expect("booked");
    let until = |to: &str| app.clock.advance(at(to).duration_since(app.clock.now()));
    until("2026-11-23T10:00:00Z");
    move_to(&app, id, &practice, &ana, at("2026-11-24T08:00:00Z"));
    until("2026-11-23T10:01:00Z");
    assert_eq!(remind(&app), 0, "they were just told");
    until("2026-11-24T06:00:00Z");
    assert_eq!((remind(&app), remind(&app)), (1, 0), "two hours before");
    assert_eq!(kinds(&app), ["booked", "moved", "reminder"]);
}

fn addresses(app: &TestApp) -> Vec<(String, String, Option<String>)> {
    let all = deliveries::table.filter(deliveries::patient_id.is_not_null()).order(deliveries::id).select((
        deliveries::to_address,
        deliveries::state,
        deliveries::reason,
    ));
    app.house.db.read_now(|conn| Ok(all.load(conn)?)).expect("messages")
}

#[actix_web::test]
async fn what_was_agreed_and_where_they_are_is_asked_when_it_leaves() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let (practice, ana) = (Practice::open(&app), ana(&app));
    writes(&app, &practice).await;
    agrees(&app, &ana, "mail").await;
    let book = |day: u8| {
        let at = at(&format!("2026-11-{day}T09:00:00Z"));
        practice.book(&app, practice.booking(ana.id, at)).expect("booked")
    };
    let is = |address: &str, state: &str, reason: Option<&str>| {
        assert_eq!(
            addresses(&app).last(),
            Some(&(address.to_owned(), state.to_owned(), reason.map(str::to_owned)))
        );
    };
    // Another address since.
    book(23);
    let lives = |email: &'static str, died: bool| {
        let changed = app.house.db.write_now(&app.operator(), move |tx| {
            tx.record(Deed::new("test.prepared"));
            diesel::update(patients::table.find(ana.id))
                .set(patients::email.eq(Some(email)))
                .execute(tx.conn())?;
            if died {
                diesel::update(patients::table.find(ana.id))
                    .set(patients::deceased.eq(true))
                    .execute(tx.conn())?;
            }
            Ok(())
        });
        changed.expect("changed");
    };
    lives("new@patient.example", false);
    // Staff who sign in are written to as well.
    let got = async || {
        let mut taken = sent(&app, &server).await;
        taken.retain(|one| one["to"][0].as_str().is_some_and(|to| to.ends_with("@patient.example")));
        taken
    };
    assert_eq!(got().await.last().expect("a mail")["to"][0], "new@patient.example");
    is("new@patient.example", "sent", None);
    // No mail any more: reception calls.
    book(24);
    agrees(&app, &ana, "text").await;
    assert_eq!(got().await.len(), 1);
    is("new@patient.example", "failed", Some("no-way"));
    assert!(app.receptionist().await.get("/calls").await.text().contains("Ana Marković"));
    // Agreed again, it is tried again by hand.
    agrees(&app, &ana, "mail").await;
    assert_eq!(app.admin().await.fill("/outbox", "/outbox/retry", &[]).await.status, 303);
    assert_eq!(got().await.len(), 2);
    // Nobody is written to, nor called, who has died.
    book(25);
    lives("new@patient.example", true);
    assert_eq!(got().await.len(), 2);
    is("new@patient.example", "given-up", Some("called-off"));
    assert!(!app.receptionist().await.get("/calls").await.text().contains("Ana Marković"));
}
