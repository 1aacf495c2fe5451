//! Another time for an appointment: what is shown, what is refused, and what stays on file. The slip and the calendar
//! file follow it.

use std::collections::BTreeMap;

use wardbook::diary::appointments::{self, Appointment, AppointmentId, DiaryReach, Status};

use crate::support::diary::{Practice, account, at};
use crate::support::paper::{register_patient, text_of};
use crate::support::{Answer, Person, TestApp};

/// Monday morning in Berlin, ten o'clock.
const TEN: &str = "2026-11-23T09:00:00Z";
const LATER: &str = "2026-11-23T10:30:00Z";

struct Scene {
    practice: Practice,
    id: AppointmentId,
    path: String,
}

async fn booked(app: &TestApp) -> Scene {
    let practice = Practice::open(app);
    let who = register_patient(app, "Marković", "Ana").id;
    let id = practice.book(app, practice.booking(who, at(TEN))).expect("booked");
    Scene { practice, id, path: format!("/appointments/{id}") }
}

fn found(app: &TestApp, id: AppointmentId) -> Appointment {
    app.house
        .db
        .read_now(move |conn| appointments::find(conn, &DiaryReach::Everything, id))
        .expect("an appointment")
}

/// What a browser sends for a time, with whatever is said otherwise.
fn fields(practice: &Practice, when: &str, more: &[(&str, &str)]) -> BTreeMap<String, String> {
    let day = at(when).to_zoned(jiff::tz::TimeZone::get("Europe/Berlin").expect("a zone")).date();
    let mut fields = BTreeMap::from([
        ("doctor".to_owned(), practice.doctor.to_string()),
        ("day".to_owned(), day.to_string()),
        ("shown".to_owned(), format!("{} {day}", practice.doctor)),
        ("slot".to_owned(), format!("{when}~{}~{}~15", practice.doctor, practice.site)),
        ("minutes".to_owned(), "15".to_owned()),
        ("version".to_owned(), "1".to_owned()),
    ]);
    for (name, value) in more {
        fields.insert((*name).to_owned(), (*value).to_owned());
    }
    fields
}

async fn send(person: &Person<'_>, path: &str, fields: &BTreeMap<String, String>) -> Answer {
    let action = format!("{path}/move");
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    person.fill(&action, &action, &fields).await
}

#[actix_web::test]
async fn it_is_moved_to_the_time_that_was_picked_and_its_history_keeps_both() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let reception = app.receptionist().await;
    let slot = appointments::Slot {
        doctor: scene.practice.doctor,
        site: scene.practice.site,
        room: None,
        starts_at: at(LATER),
        ends_at: at("2026-11-23T10:45:00Z"),
    };
    let form = reception.get(&appointments::move_path(scene.id, &slot)).await;
    let text = form.text();
    assert_eq!(form.status, 200, "{text}");
    for words in [
        "MARKOVIĆ, Ana",
        "Allergies not recorded",
        "Monday 23 November, 10:00 to 10:15, Test doctor",
        "data-says=\"Move to Mon 23 Nov, 11:30\" selected",
        &format!("/diary?move={}", scene.id),
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let answer = send(&reception, &scene.path, &fields(&scene.practice, LATER, &[])).await;
    assert_eq!((answer.status, answer.location()), (303, scene.path.as_str()), "{}", answer.text());
    let one = found(&app, scene.id);
    assert_eq!((one.starts_at, one.ends_at, one.status), (at(LATER), slot.ends_at, Status::Booked));
    let page = reception.get(&scene.path).await.text();
    assert!(
        page.contains("Moved from Monday 23 November, 10:00 with Test doctor to Monday 23 November, 11:30"),
        "{page}"
    );
}

#[actix_web::test]
async fn a_taken_time_is_answered_with_others_and_nothing_is_moved() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let reception = app.receptionist().await;
    let rival = register_patient(&app, "Rival", "Zacharias").id;
    scene.practice.book(&app, scene.practice.booking(rival, at(LATER))).expect("faster");
    let answer = send(&reception, &scene.path, &fields(&scene.practice, LATER, &[])).await;
    let text = answer.text();
    assert_eq!(answer.status, 409, "{text}");
    for words in [
        "11:30 has just been taken",
        "The appointment stays where it was.",
        "Move to Mon 23 Nov, 11:45",
        "Overbook 11:30 with a reason",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("Zacharias"), "never by whom");
    assert_eq!(found(&app, scene.id).starts_at, at(TEN));
    // One of the times that are offered, and then the same again: one effect.
    let inputs = answer.inputs();
    let mut again = fields(&scene.practice, "2026-11-23T10:45:00Z", &[]);
    for name in ["csrf", "key", "version", "shown"] {
        again.insert(name.to_owned(), inputs[name].clone());
    }
    let pairs: Vec<(&str, &str)> =
        again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let action = format!("{}/move", scene.path);
    let (first, second) = (reception.post(&action, &pairs).await, reception.post(&action, &pairs).await);
    assert_eq!((first.status, second.status), (303, 303), "{}", first.text());
    let one = found(&app, scene.id);
    assert_eq!((one.starts_at, one.version), (at("2026-11-23T10:45:00Z"), 2));
    // With a reason it goes over the other one.
    let over = format!("{LATER}~{}~{}~15~over", scene.practice.doctor, scene.practice.site);
    let silent = fields(&scene.practice, LATER, &[("over", &over), ("version", "2")]);
    assert_eq!(send(&reception, &scene.path, &silent).await.status, 422);
    let said = fields(&scene.practice, LATER, &[("over", &over), ("version", "2"), ("why", "Twins")]);
    assert_eq!(send(&reception, &scene.path, &said).await.status, 303);
    assert_eq!(found(&app, scene.id).overbook_reason.as_deref(), Some("Twins"));
}

#[actix_web::test]
async fn what_somebody_else_changed_meanwhile_is_shown_first() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let reception = app.receptionist().await;
    let other = fields(&scene.practice, "2026-11-24T09:00:00Z", &[]);
    assert_eq!(send(&reception, &scene.path, &other).await.status, 303);
    let stale = send(&reception, &scene.path, &fields(&scene.practice, LATER, &[])).await;
    assert_eq!(stale.status, 409, "{}", stale.text());
    let text = stale.text();
    assert!(text.contains("Somebody else changed this appointment"), "{text}");
    assert!(text.contains("Tuesday 24 November, 10:00 to 10:15"), "{text}");
    assert_eq!(found(&app, scene.id).starts_at, at("2026-11-24T09:00:00Z"));
    assert_eq!(stale.inputs()["version"], "2", "sending it again is a decision");
    // The time it has is no other time.
    let same = fields(&scene.practice, "2026-11-24T09:00:00Z", &[("version", "2")]);
    let same = send(&reception, &scene.path, &same).await;
    assert!(same.status == 422 && same.text().contains("It is at this time already"), "{}", same.text());
}

#[actix_web::test]
async fn a_doctor_moves_their_own_within_their_own_time_and_what_is_over_stays() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let other = Practice::of(&app, account(&app, "admin@test.example"));
    let doctor = app.doctor().await;
    let foreign = register_patient(&app, "Zweig", "Ana").id;
    let foreign = other.book(&app, other.booking(foreign, at(LATER))).expect("booked");
    assert_eq!(doctor.get(&format!("/appointments/{foreign}/move")).await.status, 404);
    let away = send(&doctor, &scene.path, &fields(&other, LATER, &[])).await;
    assert!(away.status == 422 && away.text().contains("You can book with yourself"), "{}", away.text());
    assert_eq!(send(&doctor, &scene.path, &fields(&scene.practice, LATER, &[])).await.status, 303);
    let times = format!(
        "/appointments/new/times?moved={foreign}&doctor={}&day=2026-11-23&minutes=15",
        scene.practice.doctor
    );
    assert_eq!(doctor.get(&times).await.status, 404, "not by way of the times either");
    for nobody in [app.nurse().await, app.patient().await] {
        assert_eq!(nobody.get(&format!("{}/move", scene.path)).await.status, 403);
    }
    let reception = app.receptionist().await;
    let cancellation = format!("{}/cancellation", scene.path);
    assert_eq!(reception.fill(&cancellation, &cancellation, &[("reason", "Ill")]).await.status, 303);
    let shown = reception.get(&format!("{}/move", scene.path)).await;
    assert!(shown.status == 200 && shown.text().contains("stands at “Cancelled”"), "{}", shown.text());
    let late = reception
        .fill(
            &format!("/appointments/{foreign}/move"),
            &format!("{}/move", scene.path),
            &[("slot", &*fields(&scene.practice, TEN, &[])["slot"]), ("version", "3")],
        )
        .await;
    assert!([409, 422].contains(&late.status), "{}", late.text());
    assert_eq!(found(&app, scene.id).status, Status::Cancelled);
    for body in
        [vec![("slot", "x")], vec![("slot", "x"), ("version", "x"), ("doctor", "x"), ("day", "9999-99-99")]]
    {
        let action = format!("/appointments/{foreign}/move");
        assert_eq!(reception.fill(&action, &action, &body).await.status, 422);
    }
}

#[actix_web::test]
async fn the_slip_says_copy_from_the_second_one_on_until_the_time_changes() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let reception = app.receptionist().await;
    for (size, is_copy) in [("a5", false), ("80mm", true), ("rubbish", true)] {
        let slip = reception.get(&format!("{}/slip.pdf?size={size}", scene.path)).await;
        assert_eq!((slip.status, slip.header("content-type")), (200, Some("application/pdf")));
        let Some(text) = text_of(&slip.body) else { continue };
        for words in [
            "MARKOVIĆ, Ana",
            "Monday 23 November 2026",
            "10:00 to 10:15",
            "Test doctor",
            "Harbour clinic",
            "Test receptionist",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert_eq!(text.contains("COPY"), is_copy, "{size}: {text}");
        assert!(!text.contains("Blood pressure"), "why is nobody's business who finds it");
    }
    assert_eq!(send(&reception, &scene.path, &fields(&scene.practice, LATER, &[])).await.status, 303);
    let slip = reception.get(&format!("{}/slip.pdf", scene.path)).await;
    if let Some(text) = text_of(&slip.body) {
        assert!(text.contains("11:30 to 11:45") && !text.contains("COPY"), "{text}");
    }
    assert_eq!(app.patient().await.get(&format!("{}/slip.pdf", scene.path)).await.status, 403);
}

#[actix_web::test]
async fn the_calendar_file_says_when_and_where_and_follows_a_move() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let reception = app.receptionist().await;
    let file = reception.get(&format!("{}/calendar.ics", scene.path)).await;
    assert_eq!((file.status, file.header("content-type")), (200, Some("text/calendar; charset=utf-8")));
    let text = file.text();
    for line in ["DTSTART:20261123T090000Z", "DTEND:20261123T091500Z", "SEQUENCE:1", "STATUS:CONFIRMED"] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
    let uid = format!("UID:{}@wardbook", scene.id);
    assert!(text.contains(&uid) && text.contains("Harbour clinic"), "{text}");
    assert!(!text.contains("Markovi") && !text.contains("Blood pressure"), "{text}");
    assert_eq!(send(&reception, &scene.path, &fields(&scene.practice, LATER, &[])).await.status, 303);
    let text = reception.get(&format!("{}/calendar.ics", scene.path)).await.text();
    assert!(
        text.contains("DTSTART:20261123T103000Z") && text.contains("SEQUENCE:2") && text.contains(&uid),
        "{text}"
    );
}

#[actix_web::test]
async fn a_move_is_taken_back_for_a_moment_by_whoever_made_it() {
    let app = TestApp::new().await;
    let scene = booked(&app).await;
    let (reception, admin) = (app.receptionist().await, app.admin().await);
    let other = Practice::of(&app, account(&app, "admin@test.example"));
    let to = fields(&other, LATER, &[]);
    assert_eq!(send(&reception, &scene.path, &to).await.status, 303);
    let moved = found(&app, scene.id);
    assert_eq!((moved.doctor_id, moved.starts_at), (other.doctor, at(LATER)));
    let undo = format!("{}/undo", scene.path);
    // A page with a form of its own, whatever the appointment's own page offers.
    let form = format!("{}/cancellation", scene.path);
    let shown = reception.get(&scene.path).await.text();
    assert!(shown.contains(&format!("action=\"{undo}\"")), "the page offers it: {shown}");
    let foreign = admin.fill(&form, &undo, &[("back", "/diary")]).await;
    assert_eq!(foreign.status, 409, "nobody takes back what another did: {}", foreign.text());
    let back = reception.fill(&form, &undo, &[("back", "/diary")]).await;
    assert_eq!((back.status, back.location()), (303, "/diary"), "{}", back.text());
    let now = found(&app, scene.id);
    assert_eq!(
        (now.doctor_id, now.starts_at, now.site_id),
        (scene.practice.doctor, at(TEN), scene.practice.site)
    );
    let history = reception.get(&scene.path).await.text();
    assert!(history.contains("Moved from") && history.contains("Taken back, from"), "{history}");
    let again = reception.fill(&form, &undo, &[]).await;
    assert_eq!(again.status, 409, "once: {}", again.text());
    // Somebody was faster, or it is too late.
    let to = fields(&other, LATER, &[("version", "3")]);
    assert_eq!(send(&reception, &scene.path, &to).await.status, 303);
    let who = register_patient(&app, "Quick", "Quentin").id;
    let taken = scene.practice.book(&app, scene.practice.booking(who, at(TEN))).expect("booked");
    let refused = reception.fill(&form, &undo, &[]).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert_eq!(found(&app, scene.id).doctor_id, other.doctor);
    let off = reception
        .fill(
            &format!("/appointments/{taken}/cancellation"),
            &format!("/appointments/{taken}/cancellation"),
            &[("reason", "Called")],
        )
        .await;
    assert_eq!(off.status, 303, "{}", off.text());
    app.clock.advance(jiff::SignedDuration::from_secs(21));
    assert_eq!(reception.fill(&form, &undo, &[]).await.status, 409);
}

#[actix_web::test]
async fn an_overbooked_one_is_not_put_back_without_its_reason() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let who = register_patient(&app, "Marković", "Ana").id;
    let over =
        appointments::Booking { overbook_reason: Some("Urgent".into()), ..practice.booking(who, at(TEN)) };
    let id = practice.book(&app, over).expect("booked");
    let path = format!("/appointments/{id}");
    let reception = app.receptionist().await;
    assert_eq!(send(&reception, &path, &fields(&practice, LATER, &[])).await.status, 303);
    let shown = reception.get(&path).await.text();
    assert!(!shown.contains(&format!("action=\"{path}/undo\"")), "{shown}");
}
