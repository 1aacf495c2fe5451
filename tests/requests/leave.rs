//! Leave: entered with open eyes, never past a booking made at the same moment, and told wherever it matters.

use std::sync::Barrier;

use wardbook::diary::appointments::{self, By, DiaryReach, Status, rules};
use wardbook::diary::hours;
use wardbook::diary::leave::{self, NewLeave, UNACKNOWLEDGED};
use wardbook::gate::access::model::Role;
use wardbook::gate::actor::AccountId;
use wardbook::kit::error::Error;

use crate::support::diary::{Practice, account, at};
use crate::support::paper::register_patient;
use crate::support::{Answer, Person, TestApp};

async fn enter(person: &Person<'_>, doctor: AccountId, fields: &[(&str, &str)]) -> Answer {
    let path = format!("/hours/{doctor}/leave");
    person.fill(&format!("{path}/new"), &path, fields).await
}

/// Sends the form of a page again, agreeing to the count it shows.
async fn agree(person: &Person<'_>, doctor: AccountId, page: &Answer, fields: &[(&str, &str)]) -> Answer {
    let inputs = page.inputs();
    let mut all =
        vec![("csrf", inputs["csrf"].as_str()), ("key", &inputs["key"]), ("inside", &inputs["inside"])];
    all.extend(fields);
    person.post(&format!("/hours/{doctor}/leave"), &all).await
}

fn leaves(app: &TestApp, doctor: AccountId) -> Vec<hours::Leave> {
    let now = app.clock.now();
    app.house.db.read_now(move |conn| hours::leaves_of(conn, doctor, now)).expect("leaves")
}

#[actix_web::test]
async fn leave_closes_the_diary_and_opens_it_again() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let colleague = account(&app, "admin@test.example");
    Practice::of(&app, colleague);
    let doctor = app.doctor().await;
    let fields =
        [("from", "23.11.26"), ("to", "27.11.26"), ("note", "Congress"), ("cover", &colleague.to_string())];
    let entered = enter(&doctor, practice.doctor, &fields).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    let page = doctor.get(entered.location()).await.text();
    for text in
        ["Mon 23-Nov-2026 – Fri 27-Nov-2026", "Test admin", "Congress", "No appointment lies in this leave"]
    {
        assert!(page.contains(text), "{text}");
    }
    let who = register_patient(&app, "First", "Ana").id;
    let booking = practice.booking(who, at("2026-11-27T14:45:00Z"));
    let refused = practice.book(&app, booking.clone()).expect_err("on leave");
    assert!(refused.breaks(rules::ON_LEAVE));
    practice.book(&app, practice.booking(who, at("2026-11-28T09:00:00Z"))).expect("the day after");
    let over = enter(&doctor, practice.doctor, &[("from", "26.11.26"), ("to", "30.11.26")]).await;
    assert_eq!(over.status, 422);
    assert!(over.text().contains("There is leave in this time already"));

    let path = entered.location().to_owned();
    let reception = app.receptionist().await;
    let looked = reception.get(&path).await;
    assert!(looked.status == 200 && !looked.text().contains("Take this leave back"));
    let back = format!("{path}/removal");
    let csrf = reception.csrf().await;
    assert_eq!(reception.post(&back, &[("csrf", &csrf)]).await.status, 403);
    assert_eq!(doctor.fill(&path, &back, &[]).await.status, 303);
    assert!(leaves(&app, practice.doctor).is_empty());
    practice.book(&app, booking).expect("the diary is open again");
    assert_eq!(doctor.get(&path).await.status, 404);
}

#[actix_web::test]
async fn leave_over_appointments_is_entered_only_by_whoever_saw_how_many() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let doctor = app.doctor().await;
    let (first, second) = (register_patient(&app, "Marković", "Ana"), register_patient(&app, "Ivić", "Ivo"));
    let book = |who, when| practice.book(&app, practice.booking(who, at(when))).expect("a booking");
    let inside = book(first.id, "2026-11-23T09:00:00Z");
    book(first.id, "2026-11-23T12:00:00Z");
    let fields = [("from", "23.11.26"), ("from-time", "9"), ("to-time", "12")];
    let shown = enter(&doctor, practice.doctor, &fields).await;
    assert_eq!(shown.status, 409);
    let text = shown.text();
    assert!(text.contains("1 appointment lies in this leave") && text.contains("Marković, Ana"), "{text}");
    assert!(text.contains("Mon 23-Nov-2026 10:00") && !text.contains("Mon 23-Nov-2026 13:00"), "{text}");
    assert!(text.contains("Enter leave, 1 to move") && leaves(&app, practice.doctor).is_empty());
    // Somebody books while the page is open.
    book(second.id, "2026-11-23T10:45:00Z");
    let again = agree(&doctor, practice.doctor, &shown, &fields).await;
    assert_eq!(again.status, 409);
    assert!(again.text().contains("2 appointments lie in this leave") && again.text().contains("Ivić"));
    let entered = agree(&doctor, practice.doctor, &again, &fields).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    let twice = agree(&doctor, practice.doctor, &again, &fields).await;
    assert_eq!(twice.location(), entered.location(), "the second click enters nothing");
    assert_eq!(leaves(&app, practice.doctor).len(), 1);

    // What remains inside is told with links, and can be called off or moved.
    let path = entered.location().to_owned();
    let page = doctor.get(&path).await.text();
    assert!(page.contains("2 appointments") && page.contains(&format!("/diary?move={inside}")), "{page}");
    let listed = app.receptionist().await.get(&hours::path(practice.doctor)).await.text();
    assert!(listed.contains("2 to move") && listed.contains("On leave then"), "{listed}");
    let (now, whose) = (app.clock.now(), practice.doctor);
    let told = move || {
        let found = leaves(&app, whose);
        let told = app.house.db.read_now(move |conn| leave::told(conn, &found, now)).expect("a read");
        (told[0].to_move, told[0].cover.clone(), told[0].leave.ends_at)
    };
    assert_eq!(told(), (2, None, at("2026-11-23T11:00:00Z")));
}

#[actix_web::test]
async fn the_list_that_has_emptied_is_said_to_be_empty() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let doctor = app.doctor().await;
    let who = register_patient(&app, "First", "Ana").id;
    let id = practice.book(&app, practice.booking(who, at("2026-11-23T09:00:00Z"))).expect("a booking");
    let fields = [("from", "23.11.26")];
    let shown = enter(&doctor, practice.doctor, &fields).await;
    assert_eq!(shown.status, 409);
    let by = account(&app, "receptionist@test.example");
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let before = appointments::find(tx.conn(), &DiaryReach::Everything, id)?;
            appointments::take(tx, by, &before, appointments::Step::Cancel, "asked to")
        })
        .expect("cancelled");
    let again = agree(&doctor, practice.doctor, &shown, &fields).await;
    assert_eq!(again.status, 409, "what was agreed to has changed");
    assert!(again.text().contains("No appointment lies in this leave any more"));
    assert_eq!(agree(&doctor, practice.doctor, &again, &fields).await.status, 303);
}

#[actix_web::test]
async fn what_cannot_be_leave_is_refused_in_words_and_kept() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let doctor = app.doctor().await;
    let own = practice.doctor.to_string();
    for (fields, words) in [
        (vec![("from", "")], "Enter a day"),
        (vec![("from", "23.11.26"), ("to", "20.11.26")], "ends before it begins"),
        (vec![("from", "23.11.26"), ("from-time", "noon")], "9, 0915 or 9:15"),
        (vec![("from", "18.11.26")], "would be over already"),
        (vec![("from", "23.11.26"), ("cover", own.as_str())], "cannot cover"),
        (vec![("from", "23.11.26"), ("to", "1.1.30")], "two years at most"),
    ] {
        let mut typed = fields.clone();
        typed.push(("note", "Congress in spring"));
        let refused = enter(&doctor, practice.doctor, &typed).await;
        assert_eq!(refused.status, 422, "{fields:?}");
        assert!(refused.text().contains(words), "{fields:?}: {words}");
        assert_eq!(refused.inputs()["note"], "Congress in spring", "what was typed stays");
    }
    assert!(leaves(&app, practice.doctor).is_empty());
}

/// A booking and a leave at the same moment, many times: one of the two loses and is told so.
#[actix_web::test]
async fn of_a_booking_and_a_leave_at_the_same_moment_one_loses() {
    const ROUNDS: i64 = 50;
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let who = register_patient(&app, "First", "Ana").id;
    let by = By { account: account(&app, "receptionist@test.example"), role: Role::Receptionist };
    let db = &app.house.db;
    let mut won = [0, 0];
    for round in 0..ROUNDS {
        let slot = at("2026-11-23T09:00:00Z") + jiff::SignedDuration::from_hours(24 * round);
        let booking = practice.booking(who, slot);
        let new = NewLeave {
            doctor: practice.doctor,
            starts_at: slot,
            ends_at: slot + jiff::SignedDuration::from_mins(15),
            note: String::new(),
            cover: None,
        };
        let (start, operators) = (Barrier::new(2), (app.operator(), app.operator()));
        let (booked, entered) = std::thread::scope(|scope| {
            let booked = scope.spawn(|| {
                start.wait();
                let booking = booking.clone();
                db.write_now(&operators.0, move |tx| appointments::book(tx, by, &booking))
            });
            let entered = scope.spawn(|| {
                start.wait();
                let new = new.clone();
                db.write_now(&operators.1, move |tx| leave::enter(tx, by.account, &new, 0))
            });
            (booked.join().expect("a thread"), entered.join().expect("a thread"))
        });
        match (booked, entered) {
            (Ok(_), Err(error)) => {
                assert!(error.breaks(UNACKNOWLEDGED), "round {round}: {error}");
                won[0] += 1;
            }
            (Err(error), Ok(_)) => {
                assert!(error.breaks(rules::ON_LEAVE), "round {round}: {error}");
                won[1] += 1;
            }
            (booked, entered) => panic!("round {round}: {booked:?} and {entered:?}"),
        }
    }
    assert_eq!(won[0] + won[1], ROUNDS, "{won:?}");
}

#[actix_web::test]
async fn two_leaves_at_the_same_moment_do_not_lie_over_each_other() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let by = account(&app, "admin@test.example");
    let db = &app.house.db;
    let start = Barrier::new(2);
    let entered = std::thread::scope(|scope| {
        let threads = [0, 1].map(|hour| {
            let (start, operator) = (&start, app.operator());
            let new = NewLeave {
                doctor: practice.doctor,
                starts_at: at("2026-11-23T09:00:00Z") + jiff::SignedDuration::from_hours(hour),
                ends_at: at("2026-11-23T12:00:00Z"),
                note: String::new(),
                cover: None,
            };
            scope.spawn(move || {
                start.wait();
                db.write_now(&operator, move |tx| leave::enter(tx, by, &new, 0))
            })
        });
        threads.map(|thread| thread.join().expect("a thread"))
    });
    assert_eq!(entered.iter().filter(|one| one.is_ok()).count(), 1, "{entered:?}");
    let loser = entered.into_iter().find_map(Result::err).expect("one lost");
    assert!(matches!(&loser, Error::Broken(rule) if rule == leave::OVERLAPPING), "{loser}");
}

#[actix_web::test]
async fn who_covers_and_leaves_the_house_hands_the_covering_over() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let admin = app.admin().await;
    let mut covers = Vec::new();
    for name in ["Aylin", "Petra"] {
        let email = format!("{}@test.example", name.to_lowercase());
        let new = [("name", name), ("email", &email), ("role", "doctor"), ("slot", "20"), ("doctor", "on")];
        assert_eq!(admin.fill("/staff/new", "/staff", &new).await.status, 200);
        covers.push(account(&app, &email));
    }
    let cover = covers[0].to_string();
    let entered = enter(&admin, practice.doctor, &[("from", "23.11.26"), ("cover", &cover)]).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    let path = format!("/staff/{cover}/disable");
    let page = admin.get(&path).await.text();
    assert!(page.contains("covers 1 leave") && page.contains("Test doctor"), "{page}");
    assert_eq!(admin.fill(&path, &path, &[("to", &covers[1].to_string())]).await.status, 303);
    assert_eq!(leaves(&app, practice.doctor)[0].cover_id, Some(covers[1]));
    assert!(!admin.get(&format!("/hours/{}/leave/new", practice.doctor)).await.text().contains("Aylin"));
    assert_eq!(admin.get(&format!("/hours/{cover}")).await.status, 200, "old hours can be looked at");
    assert!(admin.get(&format!("/hours/{cover}")).await.text().contains("This account is disabled"));
    assert!(!admin.get("/hours").await.text().contains("Aylin"));
    // Handed to whoever is on leave, nobody covers: nobody covers for themselves.
    let path = format!("/staff/{}/disable", covers[1]);
    assert_eq!(admin.fill(&path, &path, &[("to", &practice.doctor.to_string())]).await.status, 303);
    assert_eq!(leaves(&app, practice.doctor)[0].cover_id, None);
}

#[actix_web::test]
async fn completed_appointments_and_cancelled_ones_do_not_stand_in_the_way() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let who = register_patient(&app, "First", "Ana").id;
    for (hour, status) in [(9, Status::Completed), (10, Status::Cancelled), (11, Status::NoShow)] {
        let from = at("2026-11-23T00:00:00Z") + jiff::SignedDuration::from_hours(hour);
        practice.stand(&app, &practice.booking(who, from), status);
    }
    let entered = enter(&app.doctor().await, practice.doctor, &[("from", "23.11.26")]).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
}
