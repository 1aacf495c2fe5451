//! An appointment's own page, its steps, and what happens when a click comes twice, too late or from another window.

use wardbook::diary::appointments::{AppointmentId, Status};
use wardbook::diary::hours::{self, Leave, LeaveId};
use wardbook::kit::db::Deed;

use crate::support::diary::{Practice, account, at};
use crate::support::paper::register_patient;
use crate::support::{Answer, Person, TestApp};

/// This morning, a quarter past nine in Berlin: an hour and ten minutes from now.
const QUARTER: &str = "2026-11-20T08:15:00Z";

struct Scene {
    practice: Practice,
    id: AppointmentId,
    path: String,
}

/// An appointment of the hospital's doctor this morning.
async fn booked(app: &TestApp) -> Scene {
    let practice = Practice::open(app);
    let who = register_patient(app, "Marković", "Ana").id;
    let id = practice.book(app, practice.booking(who, at(QUARTER))).expect("booked");
    Scene { practice, id, path: format!("/appointments/{id}") }
}

/// Presses the button of the page that is sent to `step`.
async fn press(person: &Person<'_>, page: &str, step: &str) -> Answer {
    press_with(person, page, step, &[]).await
}

async fn press_with(person: &Person<'_>, page: &str, step: &str, more: &[(&str, &str)]) -> Answer {
    let shown = person.get(page).await;
    let (csrf, key) = tokens(&shown, step);
    let mut fields = vec![("csrf", csrf.as_str()), ("key", key.as_str())];
    fields.extend_from_slice(more);
    person.post(step, &fields).await
}

/// Token and key of the form that is sent to an address.
fn tokens(page: &Answer, action: &str) -> (String, String) {
    let text = page.text();
    let form = text.split("<form").find(|form| form.contains(&format!("action=\"{action}\"")));
    let form = form.unwrap_or_else(|| panic!("no form is sent to {action}: {text}"));
    let value = |name: &str| {
        let (_, rest) = form.split_once(&format!("name=\"{name}\" value=\"")).expect(name);
        rest.split('"').next().expect("a value").to_owned()
    };
    (value("csrf"), value("key"))
}

fn status(app: &TestApp, id: AppointmentId) -> Status {
    use wardbook::diary::appointments::{DiaryReach, find};
    app.house.db.read_now(move |conn| find(conn, &DiaryReach::Everything, id)).expect("an appointment").status
}

fn happened(app: &TestApp, id: AppointmentId) -> Vec<String> {
    use wardbook::diary::appointments::changes;
    let all = app.house.db.read_now(move |conn| changes(conn, id)).expect("a history");
    all.into_iter().map(|change| change.what).collect()
}

#[actix_web::test]
async fn the_page_says_what_when_where_who_and_what_happened() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let page = app.receptionist().await.get(&scene.path).await;
    assert_eq!(page.status, 200);
    let text = page.text();
    for said in [
        "MARKOVIĆ",
        "Friday 20 November, 09:15",
        "Friday 20 November 2026",
        "09:15 to 09:30",
        "Test doctor",
        "Harbour clinic",
        "Follow-up",
        "Blood pressure",
        "Today 08:05, Test receptionist",
        "Allergies not recorded",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(!text.contains("/no-show\""), "nobody has failed to come before the time");
    assert!(!text.contains("/start\""), "reception begins nothing");
    let looks = app
        .house
        .db
        .read_now(|conn| {
            use wardbook::gate::audit::{Filter, list};
            let verb = Some("appointment.opened".to_owned());
            list(conn, &Filter { verb, ..Filter::default() }, 9)
        })
        .expect("the trail");
    assert_eq!(looks.len(), 1);
    assert!(looks[0].patient_id.is_some(), "the patient can see who looked");
}

#[actix_web::test]
async fn each_step_is_one_click_and_history_keeps_it() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let (desk, doctor) = (app.receptionist().await, app.doctor().await);
    let answer = press(&desk, &scene.path, &format!("{}/arrival", scene.path)).await;
    assert_eq!((answer.status, answer.location()), (303, scene.path.as_str()));
    assert_eq!(status(&app, scene.id), Status::Arrived);
    assert!(desk.get(&scene.path).await.text().contains("09:15: marked as arrived"));
    for (step, stands) in [("consultation", Status::InConsultation), ("completion", Status::Completed)] {
        assert_eq!(press(&doctor, &scene.path, &format!("{}/{step}", scene.path)).await.status, 303);
        assert_eq!(status(&app, scene.id), stands);
    }
    assert_eq!(happened(&app, scene.id), ["booked", "arrived", "started", "completed"]);
}

#[actix_web::test]
async fn a_step_can_be_undone_for_ten_seconds_and_no_longer() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let (desk, nurse) = (app.receptionist().await, app.nurse().await);
    crate::support::paper::nurse_works_at_all_sites(&app);
    let (arrival, undo) = (format!("{}/arrival", scene.path), format!("{}/undo", scene.path));
    press_with(&desk, &scene.path, &arrival, &[("back", "/diary?date=2026-11-20")]).await;
    // The next page offers it, whichever page that is.
    let answer = press_with(&desk, &scene.path, &undo, &[("back", "/diary?date=2026-11-20")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/diary?date=2026-11-20"));
    assert_eq!(status(&app, scene.id), Status::Booked);
    assert!(desk.get(&scene.path).await.text().contains("taken back"));

    press(&desk, &scene.path, &arrival).await;
    let offered = tokens(&desk.get(&scene.path).await, &undo);
    // Somebody else's step is not theirs to undo.
    let another = register_patient(&app, "Zweite", "Zoe").id;
    let another = scene.practice.booking(another, at("2026-11-20T09:00:00Z"));
    let another = format!("/appointments/{}", scene.practice.book(&app, another).expect("booked"));
    let (csrf, key) = tokens(&nurse.get(&another).await, &format!("{another}/arrival"));
    let foreign = nurse.post(&undo, &[("csrf", &csrf), ("key", &key)]).await;
    assert_eq!(foreign.status, 409);
    assert_eq!(status(&app, scene.id), Status::Arrived);
    app.clock.advance(jiff::SignedDuration::from_secs(21));
    let late = desk.post(&undo, &[("csrf", &offered.0), ("key", &offered.1)]).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("stands at “Arrived” now"), "{}", late.text());
    assert_eq!(status(&app, scene.id), Status::Arrived);
    // From then on it is put right, with a reason.
    let correction = format!("{}/correction", scene.path);
    assert_eq!(desk.fill(&correction, &correction, &[("reason", " ")]).await.status, 422);
    let answer = desk.fill(&correction, &correction, &[("reason", "The wrong Ana")]).await;
    assert_eq!(answer.status, 303);
    assert_eq!(status(&app, scene.id), Status::Booked);
    let page = desk.get(&scene.path).await.text();
    assert!(page.contains("Put right, from Arrived to Booked") && page.contains("The wrong Ana"));
}

#[actix_web::test]
async fn a_double_click_a_second_window_and_back_have_one_effect() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let desk = app.receptionist().await;
    let arrival = format!("{}/arrival", scene.path);
    let (first, second) = (desk.get(&scene.path).await, desk.get(&scene.path).await);
    let (csrf, key) = tokens(&first, &arrival);
    let once = desk.post(&arrival, &[("csrf", &csrf), ("key", &key)]).await;
    let again = desk.post(&arrival, &[("csrf", &csrf), ("key", &key)]).await;
    assert_eq!((once.status, again.status), (303, 303), "a double click hears the same answer twice");
    assert_eq!(once.location(), again.location());
    let (csrf, key) = tokens(&second, &arrival);
    let other = desk.post(&arrival, &[("csrf", &csrf), ("key", &key)]).await;
    assert_eq!(other.status, 409);
    assert!(other.text().contains("Nothing was changed"), "{}", other.text());
    assert!(other.text().contains("stands at “Arrived” now (Today 08:05, Test receptionist)"));
    assert_eq!(happened(&app, scene.id), ["booked", "arrived"]);
}

#[actix_web::test]
async fn wrong_moves_are_refused_in_words_with_what_it_is_now() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let (desk, doctor) = (app.receptionist().await, app.doctor().await);
    let open = |step: &str| format!("{}/{step}", scene.path);
    let shown = doctor.get(&scene.path).await;
    let (csrf, key) = tokens(&shown, &open("arrival"));
    for step in ["consultation", "completion", "return"] {
        let answer = doctor.post(&open(step), &[("csrf", &csrf), ("key", &key)]).await;
        assert_eq!(answer.status, 409, "{step}");
        assert!(answer.text().contains("stands at “Booked” now"), "{step}: {}", answer.text());
    }
    assert_eq!(desk.get(&open("correction")).await.status, 409, "there is nothing to put right yet");
    for step in ["consultation", "completion"] {
        let (csrf, _) = tokens(&desk.get(&scene.path).await, &open("arrival"));
        assert_eq!(desk.post(&open(step), &[("csrf", &csrf)]).await.status, 403, "reception does not {step}");
    }
    press(&desk, &scene.path, &open("arrival")).await;
    press(&doctor, &scene.path, &open("consultation")).await;
    press(&doctor, &scene.path, &open("completion")).await;
    // A completed one is put right by whoever may complete, never by reception.
    assert_eq!(desk.get(&open("correction")).await.status, 403);
    assert_eq!(desk.get(&open("cancellation")).await.status, 409);
    let answer = doctor.fill(&open("correction"), &open("correction"), &[("reason", "Too early")]).await;
    assert_eq!(answer.status, 303);
    assert_eq!(status(&app, scene.id), Status::InConsultation);
}

#[actix_web::test]
async fn nobody_arrives_before_the_day_or_misses_what_has_not_begun() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let who = register_patient(&app, "Early", "Ana").id;
    // A quarter past midnight on Saturday in Berlin, which is still Friday in Greenwich.
    let id =
        scene.practice.stand(&app, &scene.practice.booking(who, at("2026-11-20T23:15:00Z")), Status::Booked);
    let (path, desk) = (format!("/appointments/{id}"), app.receptionist().await);
    let page = desk.get(&path).await.text();
    assert!(!page.contains("/arrival\"") && !page.contains("/no-show\""), "neither is offered: {page}");
    let send = async |person: &Person<'_>, of: &str, step: &str| {
        let (csrf, key) = tokens(&person.get(&scene.path).await, &format!("{}/arrival", scene.path));
        person.post(&format!("{of}/{step}"), &[("csrf", &csrf), ("key", &key)]).await
    };
    let early = send(&desk, &path, "arrival").await;
    assert_eq!(early.status, 409, "{}", early.text());
    assert!(
        early.text().contains("expected on Saturday 21 November, and arrive on that day"),
        "{}",
        early.text()
    );
    for (of, moment) in [(&path, "Saturday 21 November, 00:15"), (&scene.path, "Friday 20 November, 09:15")] {
        let missed = send(&desk, of, "no-show").await;
        assert_eq!(missed.status, 409, "{}", missed.text());
        assert!(missed.text().contains(&format!("It begins on {moment}.")), "{}", missed.text());
    }
    assert_eq!((status(&app, id), happened(&app, id).len()), (Status::Booked, 0));
    // Its day begins at midnight of the site; whoever comes early that day has come.
    app.clock.advance(jiff::SignedDuration::from_hours(16));
    let desk = app.receptionist().await;
    assert!(!desk.get(&path).await.text().contains("/no-show\""));
    assert_eq!(press(&desk, &path, &format!("{path}/arrival")).await.status, 303);
    assert_eq!(press(&desk, &scene.path, &format!("{}/no-show", scene.path)).await.status, 303);
    assert_eq!((status(&app, id), status(&app, scene.id)), (Status::Arrived, Status::NoShow));
}

#[actix_web::test]
async fn a_cancelled_one_says_when_it_goes_and_comes_back_until_then() {
    let app = TestApp::with(|settings| settings.cancelled_kept_days = 10).await;
    let scene = booked(&app).await;
    let desk = app.receptionist().await;
    let cancellation = format!("{}/cancellation", scene.path);
    let asked = desk.get(&cancellation).await.text();
    assert!(asked.contains("will be removed on Monday 30 November 2026"), "{asked}");
    let blank = desk.fill(&cancellation, &cancellation, &[("reason", "")]).await;
    assert_eq!(blank.status, 422);
    assert!(blank.text().contains("Say why it is cancelled."));
    let answer = desk.fill(&cancellation, &cancellation, &[("reason", "Patient called")]).await;
    assert_eq!(answer.status, 303);
    assert_eq!(status(&app, scene.id), Status::Cancelled);
    let page = desk.get(&scene.path).await.text();
    for said in ["Cancelled", "Patient called", "Will be removed on", "Monday 30 November 2026"] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let back = format!("{}/return", scene.path);
    assert_eq!(press(&desk, &scene.path, &back).await.status, 303);
    assert_eq!(status(&app, scene.id), Status::Booked);

    // Given to somebody else meanwhile, it stays off, and nobody is named.
    desk.fill(&cancellation, &cancellation, &[("reason", "Patient called")]).await;
    let other = register_patient(&app, "Geheim", "Gina").id;
    scene.practice.book(&app, scene.practice.booking(other, at(QUARTER))).expect("the time is free");
    let refused = press(&desk, &scene.path, &back).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("given to somebody else") && !refused.text().contains("Geheim"));
    assert_eq!(status(&app, scene.id), Status::Cancelled);
}

#[actix_web::test]
async fn nothing_comes_back_onto_leave() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let desk = app.receptionist().await;
    let cancellation = format!("{}/cancellation", scene.path);
    desk.fill(&cancellation, &cancellation, &[("reason", "Doctor ill")]).await;
    let doctor = scene.practice.doctor;
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let leave = Leave {
                id: LeaveId::new(),
                doctor_id: doctor,
                starts_at: at("2026-11-20T00:00:00Z"),
                ends_at: at("2026-11-21T00:00:00Z"),
                note: String::new(),
                cover_id: None,
            };
            hours::add_leave(tx, &leave, doctor)?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("leave");
    let refused = press(&desk, &scene.path, &format!("{}/return", scene.path)).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("on leave"), "{}", refused.text());
}

#[actix_web::test]
async fn what_nobody_closed_is_closed_in_one_click_and_undone_in_one() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let doctor = app.doctor().await;
    let closing = format!("{}/closing", scene.path);
    let (csrf, key) = tokens(&doctor.get(&scene.path).await, &format!("{}/arrival", scene.path));
    let early = doctor.post(&closing, &[("csrf", &csrf), ("key", &key)]).await;
    assert_eq!(early.status, 409, "it has not begun yet");
    app.clock.advance(jiff::SignedDuration::from_hours(2));
    let doctor = app.doctor().await;
    let (csrf, key) = tokens(&doctor.get(&scene.path).await, &format!("{}/arrival", scene.path));
    let closed = doctor.post(&closing, &[("csrf", &csrf), ("key", &key), ("back", "/diary/open")]).await;
    assert_eq!((closed.status, closed.location()), (303, "/diary/open"));
    assert_eq!(status(&app, scene.id), Status::Completed);
    let undo = format!("{}/undo", scene.path);
    assert_eq!(press(&doctor, &scene.path, &undo).await.status, 303);
    assert_eq!(status(&app, scene.id), Status::Booked);
}

#[actix_web::test]
async fn the_way_back_leads_to_pages_of_the_diary_only() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let desk = app.receptionist().await;
    let arrival = format!("{}/arrival", scene.path);
    for (asked, led) in [
        ("https://elsewhere.example/", scene.path.as_str()),
        ("//elsewhere.example/diary", scene.path.as_str()),
        ("/sign-out", scene.path.as_str()),
        ("/diaryx", scene.path.as_str()),
        ("/diary/list?date=2026-11-20", "/diary/list?date=2026-11-20"),
    ] {
        let answer = press_with(&desk, &scene.path, &arrival, &[("back", asked)]).await;
        assert_eq!(answer.location(), led, "{asked}");
        press(&desk, &scene.path, &format!("{}/undo", scene.path)).await;
    }
}

#[actix_web::test]
async fn a_doctor_sees_own_appointments_and_the_record_only_while_one_counts() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let admin = Practice::of(&app, account(&app, "admin@test.example"));
    let other = register_patient(&app, "Fremd", "Frida").id;
    let foreign = admin.book(&app, admin.booking(other, at(QUARTER))).expect("booked");
    let doctor = app.doctor().await;
    assert_eq!(doctor.get(&scene.path).await.status, 200);
    assert_eq!(doctor.get(&format!("/appointments/{foreign}")).await.status, 404);
    let cancellation = format!("{}/cancellation", scene.path);
    doctor.fill(&cancellation, &cancellation, &[("reason", "Asked to")]).await;
    let page = doctor.get(&scene.path).await;
    assert_eq!(page.status, 200, "their own appointment, cancelled");
    let text = page.text();
    assert!(text.contains("Marković, Ana") && text.contains("not within your reach"), "{text}");
    assert!(!text.contains("Allergies") && !text.contains("14-Mar-1984"), "{text}");
}
