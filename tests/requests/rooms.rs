//! Rooms as an admin works with them, and what a closed room means for the diary.

use wardbook::diary::appointments::{self, Booking, DiaryReach};
use wardbook::diary::hours::{self, WeeklyHours};
use wardbook::diary::rooms::{self, Room};
use wardbook::gate::hospital;
use wardbook::kit::db::Deed;
use wardbook::kit::id::Id;

use crate::support::diary::{Practice, SINCE, at};
use crate::support::paper::register_patient;
use crate::support::{Answer, Person, TestApp};

fn room(app: &TestApp, name: &str) -> Room {
    let all = app.house.db.read_now(rooms::of_all_sites).expect("rooms");
    all.into_iter().find(|room| room.name == name).expect(name)
}

fn site(app: &TestApp, name: &str) -> String {
    let all = app.house.db.read_now(hospital::sites).expect("sites");
    all.into_iter().find(|site| site.name == name).expect(name).id.to_string()
}

async fn add(admin: &Person<'_>, app: &TestApp, name: &str, at: &str) -> Answer {
    admin.fill("/rooms/new", "/rooms", &[("name", name), ("site", &site(app, at))]).await
}

#[actix_web::test]
async fn only_admins_keep_rooms() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    add(&admin, &app, "Room 12", "Main house").await;
    let path = rooms::path(room(&app, "Room 12").id);
    for person in [app.doctor().await, app.nurse().await, app.receptionist().await, app.patient().await] {
        for page in ["/rooms", "/rooms/new", path.as_str()] {
            assert_eq!(person.get(page).await.status, 403, "{page}");
        }
        let csrf = person.csrf().await;
        for to in ["/rooms", path.as_str(), &format!("{path}/closing"), &format!("{path}/reopening")] {
            assert_eq!(person.post(to, &[("csrf", &csrf)]).await.status, 403, "{to}");
        }
    }
    for nothing in ["/rooms/rubbish", "/rooms/00000000-0000-7000-8000-000000000000"] {
        assert_eq!(admin.get(nothing).await.status, 404);
        assert_eq!(
            admin.fill("/rooms", &format!("{nothing}/closing"), &[("version", "1")]).await.status,
            404
        );
    }
}

#[actix_web::test]
async fn rooms_are_added_by_site_and_named_once_there() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    assert!(admin.get("/rooms").await.text().contains("No rooms yet"));
    let made = add(&admin, &app, "  Room   12 ", "Main house").await;
    assert_eq!((made.status, made.location()), (303, rooms::path(room(&app, "Room 12").id).as_str()));
    assert_eq!(add(&admin, &app, "Room 12", "Harbour clinic").await.status, 303, "another site");
    let twice = add(&admin, &app, "Room 12", "Main house").await;
    assert_eq!(twice.status, 422);
    assert!(twice.text().contains("This site has a room of this name"));
    for (name, words) in [(" ", "Enter the name"), ("x".repeat(61).as_str(), "60 characters")] {
        let refused = add(&admin, &app, name, "Main house").await;
        assert_eq!(refused.status, 422, "{name}");
        assert!(refused.text().contains(words), "{words}");
    }
    let nowhere = admin.fill("/rooms/new", "/rooms", &[("name", "Room 13"), ("site", "rubbish")]).await;
    assert_eq!(nowhere.status, 422);
    assert!(nowhere.text().contains("Choose a site") && nowhere.text().contains("Room 13"));
    let evil = add(&admin, &app, "<script>alert(1)</script>", "Main house").await;
    assert_eq!(evil.status, 303);
    assert!(!admin.get("/rooms").await.text().contains("<script>alert"));
}

#[actix_web::test]
async fn who_saves_second_is_shown_what_the_first_made_of_it() {
    let app = TestApp::new().await;
    let (admin, other) = (app.admin().await, app.admin().await);
    add(&admin, &app, "Room 12", "Main house").await;
    let path = rooms::path(room(&app, "Room 12").id);
    let (mine, theirs) = (admin.get(&path).await.inputs(), other.get(&path).await.inputs());
    let send = async |person: &Person<'_>,
                      to: &str,
                      page: &std::collections::BTreeMap<String, String>,
                      name: &str| {
        let mut fields =
            vec![("csrf", page["csrf"].as_str()), ("key", &page["key"]), ("version", &page["version"])];
        if !name.is_empty() {
            fields.push(("name", name));
        }
        person.post(to, &fields).await
    };
    assert_eq!(send(&other, &path, &theirs, "Blue room").await.status, 303);
    let conflict = send(&admin, &path, &mine, "Green room").await;
    assert_eq!(conflict.status, 409);
    let text = conflict.text();
    assert!(text.contains("Somebody else changed") && text.contains("Blue room"));
    assert_eq!(conflict.inputs()["name"], "Green room", "what was typed stays");
    assert_eq!(room(&app, "Blue room").version, 2, "nothing was overwritten");
    assert_eq!(send(&admin, &path, &conflict.inputs(), "Green room").await.status, 303, "kept on purpose");
    let stale = send(&admin, &format!("{path}/closing"), &mine, "").await;
    assert_eq!(stale.status, 409);
    assert!(stale.text().contains("Green room") && room(&app, "Green room").active);
}

#[actix_web::test]
async fn a_closed_room_leaves_every_list_and_stays_on_old_appointments() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let practice = Practice::closed(&app);
    let name = site_name(&app, &practice);
    add(&admin, &app, "Room 12", &name).await;
    let held = room(&app, "Room 12");
    let (doctor, at_site) = (practice.doctor, practice.site);
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let profile = wardbook::people::staff::DoctorProfile {
                sees_patients: true,
                ..wardbook::people::staff::DoctorProfile::default()
            };
            wardbook::people::staff::put_profile(tx, doctor, &profile)?;
            hours::add_weekly(
                tx,
                &WeeklyHours {
                    id: Id::new(),
                    doctor_id: doctor,
                    site_id: at_site,
                    room_id: Some(held.id),
                    weekday: 1,
                    starts_minute: 480,
                    ends_minute: 960,
                    slot_minutes: 15,
                    valid_from: SINCE,
                    valid_to: None,
                },
            )?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("hours in the room");
    let who = register_patient(&app, "First", "Ana").id;
    let book = |when: &str| practice.book(&app, practice.booking(who, at(when))).expect("a booking");
    let before = book("2026-11-23T09:00:00Z");
    let form = format!("/hours/{doctor}/weekly/new");
    assert!(admin.get(&form).await.text().contains("Room 12"));

    let path = rooms::path(held.id);
    let close = |page: Answer| page.inputs()["version"].clone();
    let version = close(admin.get(&path).await);
    let closed = admin.fill(&path, &format!("{path}/closing"), &[("version", &version)]).await;
    assert_eq!(closed.status, 303, "{}", closed.text());
    assert!(!room(&app, "Room 12").active);
    assert!(!admin.get(&form).await.text().contains("Room 12"), "not to be chosen any more");
    assert!(admin.get(&format!("/hours/{doctor}")).await.text().contains("Room 12 (closed)"));
    let after = book("2026-11-23T09:15:00Z");
    let room_of = |id| {
        let found = app.house.db.read_now(move |conn| appointments::find(conn, &DiaryReach::Everything, id));
        found.expect("an appointment").room_id
    };
    assert_eq!(room_of(before), Some(held.id), "what held it keeps it");
    assert_eq!(room_of(after), None, "nothing new is put there");

    let version = close(admin.get(&path).await);
    assert_eq!(admin.fill(&path, &format!("{path}/reopening"), &[("version", &version)]).await.status, 303);
    let again = practice.book(&app, Booking { ..practice.booking(who, at("2026-11-23T09:30:00Z")) });
    assert_eq!(room_of(again.expect("a booking")), Some(held.id));
}

fn site_name(app: &TestApp, practice: &Practice) -> String {
    let all = app.house.db.read_now(hospital::sites).expect("sites");
    all.into_iter().find(|site| site.id == practice.site).expect("a site").name
}
