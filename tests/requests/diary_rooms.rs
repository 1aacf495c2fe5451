//! Rooms in the diary: one that is held on purpose moves along, and one that is given away is no free time of whoever
//! would be in it.

use wardbook::diary::appointments::{self, Appointment, AppointmentId, Booking, DiaryReach, Status};
use wardbook::diary::hours::{self, ExtraHours};
use wardbook::diary::rooms::{self, RoomId};
use wardbook::gate::actor::AccountId;
use wardbook::gate::hospital::SiteId;
use wardbook::kit::db::Deed;
use wardbook::kit::id::Id;
use wardbook::people::patients::PatientId;

use crate::support::diary::{Practice, account, at};
use crate::support::paper::register_patient;
use crate::support::{Answer, Person, TestApp};

/// Monday and Tuesday morning in Berlin, ten o'clock.
const TEN: &str = "2026-11-23T09:00:00Z";
const TUESDAY: &str = "2026-11-24T09:00:00Z";

/// A room at the site, with nothing in it yet.
fn room(app: &TestApp, site: SiteId, name: &'static str) -> RoomId {
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            tx.record(Deed::new("test.prepared"));
            rooms::insert(tx, site, name)
        })
        .expect("a room")
}

/// The doctor sees patients from ten to eleven on Monday and Tuesday, in this room, and at no other time.
fn sees_in(app: &TestApp, doctor: AccountId, site: SiteId, room: Option<RoomId>) {
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            for day in [23, 24] {
                let hours = ExtraHours {
                    id: Id::new(),
                    doctor_id: doctor,
                    site_id: site,
                    room_id: room,
                    day: jiff::civil::date(2026, 11, day),
                    starts_minute: 600,
                    ends_minute: 660,
                    slot_minutes: 15,
                };
                hours::add_extra(tx, &hours)?;
            }
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("hours");
}

/// The hospital's doctor and an admin who sees patients, from ten to eleven on two days, each in a room of their own.
struct Scene {
    practice: Practice,
    other: Practice,
    usual: RoomId,
    theirs: RoomId,
    spare: RoomId,
}

fn scene(app: &TestApp) -> Scene {
    let practice = Practice::closed(app);
    let other = Practice { doctor: account(app, "admin@test.example"), site: practice.site };
    let site = practice.site;
    let [usual, theirs, spare] = ["Room 1", "Room 2", "Room 3"].map(|name| room(app, site, name));
    for (whose, room) in [(practice.doctor, usual), (other.doctor, theirs)] {
        app.house
            .db
            .write_now(&app.operator(), move |tx| {
                let profile = wardbook::people::staff::DoctorProfile {
                    sees_patients: true,
                    overbookable: true,
                    ..Default::default()
                };
                wardbook::people::staff::put_profile(tx, whose, &profile)?;
                tx.record(Deed::new("test.prepared"));
                Ok(())
            })
            .expect("a profile");
        sees_in(app, whose, site, Some(room));
    }
    Scene { practice, other, usual, theirs, spare }
}

fn found(app: &TestApp, id: AppointmentId) -> Appointment {
    app.house
        .db
        .read_now(move |conn| appointments::find(conn, &DiaryReach::Everything, id))
        .expect("an appointment")
}

async fn send(
    person: &Person<'_>,
    to: &Practice,
    id: AppointmentId,
    when: &str,
    more: &[(&str, &str)],
) -> Answer {
    let day = when[..10].to_owned();
    let fields = [
        ("doctor", to.doctor.to_string()),
        ("shown", format!("{} {day}", to.doctor)),
        ("day", day),
        ("slot", format!("{when}~{}~{}~15", to.doctor, to.site)),
        ("minutes", "15".to_owned()),
        ("version", "1".to_owned()),
    ];
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.extend_from_slice(more);
    let path = format!("/appointments/{id}/move");
    person.fill(&path, &path, &fields).await
}

fn held(scene: &Scene, who: PatientId, when: &str, room: RoomId) -> Booking {
    Booking { room: Some(room), ..scene.practice.booking(who, at(when)) }
}

#[actix_web::test]
async fn a_room_that_was_held_on_purpose_moves_along() {
    let app = TestApp::new().await;
    let scene = scene(&app);
    let reception = app.receptionist().await;
    let who = register_patient(&app, "Marković", "Ana").id;
    let id = scene.practice.book(&app, held(&scene, who, TEN, scene.spare)).expect("booked");
    let form = reception.get(&format!("/appointments/{id}/move?day=2026-11-24")).await.text();
    assert!(form.contains("Harbour clinic, Room 3"), "{form}");
    assert!(!form.contains(", then "), "the room stays at every time: {form}");
    // To a colleague at the same site: the room they were given, not the colleague's.
    let moved = send(&reception, &scene.other, id, TUESDAY, &[]).await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    assert_eq!(found(&app, id).room_id, Some(scene.spare));
    let page = reception.get(moved.location()).await.text();
    assert!(page.contains("Moved.") && !page.contains("in another room"), "{page}");
}

#[actix_web::test]
async fn a_held_room_that_is_taken_there_is_answered_with_times_at_which_it_is_not() {
    let app = TestApp::new().await;
    let scene = scene(&app);
    let reception = app.receptionist().await;
    let [who, rival] = ["Marković", "Rival"].map(|name| register_patient(&app, name, "Zoe").id);
    let id = scene.practice.book(&app, held(&scene, who, TEN, scene.spare)).expect("booked");
    let theirs = Booking { room: Some(scene.spare), ..scene.other.booking(rival, at(TUESDAY)) };
    scene.other.book(&app, theirs).expect("in the room");
    let refused = send(&reception, &scene.practice, id, TUESDAY, &[]).await;
    let text = refused.text();
    assert_eq!(refused.status, 409, "{text}");
    assert!(text.contains("The room is taken at 10:00") && text.contains("The appointment stays"), "{text}");
    assert!(text.contains("2026-11-24T09:15:00Z~") && !text.contains("Rival"), "{text}");
    assert!(
        !text.contains(&format!("value=\"{TUESDAY}~{}~{}~15\"", scene.practice.doctor, scene.practice.site))
    );
    assert_eq!((found(&app, id).starts_at, found(&app, id).room_id), (at(TEN), Some(scene.spare)));
    // Nor is that time shown as free to begin with.
    let form = reception.get(&format!("/appointments/{id}/move?day=2026-11-24")).await.text();
    assert!(form.contains("2026-11-24T09:15:00Z~") && !form.contains("\"2026-11-24T09:00:00Z~"), "{form}");
}

#[actix_web::test]
async fn the_usual_room_follows_the_doctor_and_a_change_of_rooms_is_said() {
    let app = TestApp::new().await;
    let scene = scene(&app);
    let reception = app.receptionist().await;
    let who = register_patient(&app, "Marković", "Ana").id;
    let id = scene.practice.book(&app, scene.practice.booking(who, at(TEN))).expect("booked");
    assert_eq!(found(&app, id).room_id, Some(scene.usual));
    let form = reception
        .get(&format!("/appointments/{id}/move?doctor={}&day=2026-11-24", scene.other.doctor))
        .await
        .text();
    assert!(form.contains(">10:00, then Room 2<"), "{form}");
    let moved = send(&reception, &scene.other, id, TUESDAY, &[]).await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    assert_eq!(found(&app, id).room_id, Some(scene.theirs));
    let page = reception.get(moved.location()).await.text();
    assert!(page.contains("It is in another room now: Room 2"), "{page}");
    assert!(
        page.contains("10:00, Room 1 with Test doctor to") && page.contains("10:00, Room 2 with Test admin"),
        "{page}"
    );
    // Put over another one it shares the doctor, not the room.
    let rival = register_patient(&app, "Rival", "Ana").id;
    scene.practice.book(&app, scene.practice.booking(rival, at(TEN))).expect("booked");
    let over = format!("{TEN}~{}~{}~15~over", scene.practice.doctor, scene.practice.site);
    let more = [("over", over.as_str()), ("why", "Urgent"), ("version", "2")];
    let path = format!("/appointments/{id}/move");
    let doctor = scene.practice.doctor.to_string();
    let shown = format!("{doctor} 2026-11-23");
    let mut fields = vec![
        ("doctor", doctor.as_str()),
        ("day", "2026-11-23"),
        ("shown", shown.as_str()),
        ("minutes", "15"),
    ];
    fields.extend(more);
    let moved = reception.fill(&path, &path, &fields).await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    assert_eq!(found(&app, id).room_id, None);
    assert!(reception.get(moved.location()).await.text().contains("No room is held for it any more."));
}

#[actix_web::test]
async fn a_time_whose_room_was_given_away_is_free_nowhere() {
    let app = TestApp::new().await;
    let scene = scene(&app);
    let reception = app.receptionist().await;
    let [rival, who] = ["Rival", "Wants"].map(|name| register_patient(&app, name, "Ana").id);
    // A colleague is given the doctor's usual room on Monday at ten.
    let given = Booking { room: Some(scene.usual), ..scene.other.booking(rival, at(TEN)) };
    let given = scene.other.book(&app, given).expect("booked");
    let (doctor, site) = (scene.practice.doctor, scene.practice.site);
    let wish = |when: &str| {
        let wish = appointments::Wish {
            patient: None,
            doctor: Some(doctor),
            site: Some(site),
            at: Some(at(when)),
            minutes: Some(15),
        };
        format!("href=\"{}\"", appointments::new_path(&wish))
    };
    for path in [
        "/diary?date=2026-11-23".to_owned(),
        format!("/diary?date=2026-11-23&doctor={doctor}"),
        format!("/diary/week?date=2026-11-23&doctor={doctor}"),
    ] {
        let text = reception.get(&path).await.text().replace("&#38;", "&");
        assert!(!text.contains(&wish(TEN)), "{path}: {text}");
        assert!(
            text.contains(&wish("2026-11-23T09:15:00Z"))
                && text.contains(&wish(TUESDAY)) == path.contains("week"),
            "{path}: {text}"
        );
    }
    // The doctor's own diary knows it too, without seeing whose it is.
    let own = app.doctor().await.get("/diary?date=2026-11-23").await.text();
    assert!(own.contains(">10:15") || own.contains("10:15"), "{own}");
    assert!(!own.contains("Rival") && !own.contains("Book Test doctor, Monday 23 November, 10:00"), "{own}");
    let times = async |more: &str| {
        let path = format!("/appointments/new/times?patient={who}&doctor={doctor}&day=2026-11-23{more}");
        reception.get(&path).await.text()
    };
    let slot = format!("\"{TEN}~{doctor}~{site}~15\"");
    let text = times("").await;
    assert!(!text.contains(&slot) && text.contains("3 free that day"), "{text}");
    assert!(!text.contains("~over"), "the doctor is free then: there is nothing to overbook: {text}");
    // In another room the time can be had.
    let text = times(&format!("&room={}", scene.spare)).await;
    assert!(text.contains(&slot) && text.contains("4 free that day"), "{text}");
    let text = times(&format!("&room={}", scene.theirs)).await;
    assert!(text.contains(&slot), "the colleague is in another room than usual: {text}");
    let next = app
        .house
        .db
        .read_now(move |conn| appointments::next_free(conn, &[doctor], None, at("2026-11-20T07:05:00Z")))
        .expect("a read");
    assert_eq!(next[0].starts_at, at("2026-11-23T09:15:00Z"));
    // Whoever did not come leaves the room.
    let gone = found(&app, given);
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            appointments::take(tx, doctor, &gone, appointments::Step::Cancel, "Ill")
        })
        .expect("cancelled");
    assert!(times("").await.contains(&slot));
    let made = scene.practice.book(&app, scene.practice.booking(who, at(TEN))).expect("booked");
    assert_eq!((found(&app, made).status, found(&app, made).room_id), (Status::Booked, Some(scene.usual)));
}
