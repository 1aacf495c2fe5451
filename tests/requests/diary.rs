//! What the database itself holds about appointments, on both databases.

use std::sync::Barrier;

use wardbook::diary::appointments::{self, Booking, By, Kind, Status, Step, rules};
use wardbook::diary::hours::{self, Leave, LeaveId};
use wardbook::gate::access::model::Role;
use wardbook::kit::db::Deed;
use wardbook::kit::error::Error;
use wardbook::people::patients::PatientId;

use crate::support::TestApp;
use crate::support::diary::{Practice, account, at};
use crate::support::paper::register_patient;

/// Monday morning in Berlin.
const TEN: &str = "2026-11-23T09:00:00Z";

fn patient(app: &TestApp, name: &str) -> PatientId {
    register_patient(app, name, "Ana").id
}

fn rule(result: Result<impl std::fmt::Debug, Error>) -> String {
    match result.expect_err("a refusal") {
        Error::Broken(rule) => rule,
        other => panic!("another answer: {other}"),
    }
}

#[actix_web::test]
async fn of_fifty_bookings_of_one_slot_exactly_one_wins() {
    const AT_ONCE: usize = 50;
    let rounds: i64 = std::env::var("WARDBOOK_TEST_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(100);
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let patients: Vec<PatientId> = (0..AT_ONCE).map(|n| patient(&app, &format!("Racer {n}"))).collect();
    let by = By { account: account(&app, "receptionist@test.example"), role: Role::Receptionist };
    for round in 0..rounds {
        let slot = at(TEN) + jiff::SignedDuration::from_mins(15 * (round % 20) + 24 * 60 * (round / 20));
        let start = Barrier::new(AT_ONCE);
        let answers: Vec<Result<_, Error>> = std::thread::scope(|scope| {
            let threads: Vec<_> = patients
                .iter()
                .map(|who| {
                    let booking = practice.booking(*who, slot);
                    let (db, operator, start) = (&app.house.db, app.operator(), &start);
                    scope.spawn(move || {
                        start.wait();
                        db.write_now(&operator, move |tx| appointments::book(tx, by, &booking))
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().expect("a thread")).collect()
        });
        let won = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(won, 1, "round {round}");
        for answer in answers {
            if let Err(error) = answer {
                assert!(error.breaks(rules::DOCTOR_TAKEN), "round {round}: {error}");
            }
        }
    }
}

#[actix_web::test]
async fn overlaps_of_every_shape_are_refused_and_adjacent_ones_are_not() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let (first, second) = (patient(&app, "First"), patient(&app, "Second"));
    let with = |who, from: i64, to: i64| Booking {
        starts_at: at(TEN) + jiff::SignedDuration::from_mins(from),
        ends_at: at(TEN) + jiff::SignedDuration::from_mins(to),
        ..practice.booking(who, at(TEN))
    };
    practice.book(&app, with(first, 0, 30)).expect("the first");
    for (from, to) in [(0, 30), (-15, 15), (15, 45), (10, 20), (-15, 45), (0, 15), (29, 60), (-60, 1)] {
        assert_eq!(rule(practice.book(&app, with(second, from, to))), rules::DOCTOR_TAKEN, "{from} to {to}");
    }
    practice.book(&app, with(second, 30, 45)).expect("right after");
    practice.book(&app, with(second, -15, 0)).expect("right before");
}

#[actix_web::test]
async fn a_patient_and_a_room_are_never_in_two_places() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let admin = Practice::of(&app, account(&app, "admin@test.example"));
    let (first, second) = (patient(&app, "First"), patient(&app, "Second"));
    let site = practice.site;
    let room = app
        .house
        .db
        .write_now(&app.operator(), move |tx| {
            tx.record(Deed::new("test.prepared"));
            wardbook::diary::rooms::insert(tx, site, "Room 12")
        })
        .expect("a room");
    let here = Booking { room: Some(room), ..practice.booking(first, at(TEN)) };
    let id = practice.book(&app, here).expect("the first");
    assert_eq!(rule(admin.book(&app, admin.booking(first, at(TEN)))), rules::PATIENT_TAKEN);
    let same_room = Booking { room: Some(room), ..admin.booking(second, at(TEN)) };
    assert_eq!(rule(admin.book(&app, same_room.clone())), rules::ROOM_TAKEN);
    // Overbooking lifts the doctor's rule, never these two.
    let over = Booking { overbook_reason: Some("Urgent".into()), ..same_room.clone() };
    assert_eq!(rule(admin.book(&app, over)), rules::ROOM_TAKEN);
    let over = Booking { overbook_reason: Some("Urgent".into()), ..practice.booking(first, at(TEN)) };
    assert_eq!(rule(practice.book(&app, over)), rules::PATIENT_TAKEN);
    // Whoever did not come leaves both free.
    app.clock.advance(at(TEN).duration_since(app.clock.now()));
    step(&app, id, Step::NoShow).expect("a no-show");
    admin.book(&app, same_room).expect("the room is free");
    practice.book(&app, practice.booking(first, at(TEN))).expect("so is the patient");
}

fn step(app: &TestApp, id: appointments::AppointmentId, step: Step) -> Result<(), Error> {
    let by = account(app, "receptionist@test.example");
    app.house.db.write_now(&app.operator(), move |tx| {
        let before = appointments::find(tx.conn(), &appointments::DiaryReach::Everything, id)?;
        appointments::take(tx, by, &before, step, "asked to")
    })
}

#[actix_web::test]
async fn a_reason_puts_one_over_another_and_never_a_third() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let names = ["First", "Second", "Third", "Fourth"].map(|name| patient(&app, name));
    let over = |who| Booking { overbook_reason: Some("Urgent".into()), ..practice.booking(who, at(TEN)) };
    let first = practice.book(&app, practice.booking(names[0], at(TEN))).expect("the first");
    practice.book(&app, over(names[1])).expect("over it, with a reason");
    assert_eq!(rule(practice.book(&app, over(names[2]))), rules::OVERBOOKED_TWICE);
    // The first is called off: the time is still taken by the second.
    step(&app, first, Step::Cancel).expect("cancelled");
    assert_eq!(rule(practice.book(&app, practice.booking(names[2], at(TEN)))), rules::DOCTOR_TAKEN);
    practice.book(&app, over(names[2])).expect("again one over another");
    assert_eq!(rule(step(&app, first, Step::BringBack)), rules::DOCTOR_TAKEN);
    // Steps of the two that are there do not ask again.
    let day = appointments::Window { from: at(TEN), to: at("2026-11-23T10:00:00Z"), ..Default::default() };
    let there = app
        .house
        .db
        .read_now(move |conn| {
            let statuses = Some(vec![Status::Booked]);
            let day = appointments::Window { statuses, ..day };
            appointments::between(conn, &appointments::DiaryReach::Everything, &day)
        })
        .expect("a read");
    assert_eq!(there.len(), 2);
    app.clock.advance(at(TEN).duration_since(app.clock.now()));
    for one in there {
        for next in [Step::Arrive, Step::Start, Step::Complete] {
            step(&app, one.id, next).expect("a step");
        }
    }
}

#[actix_web::test]
async fn nobody_is_booked_outside_hours_on_leave_or_in_the_past() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let who = patient(&app, "First");
    let booking = |when: &str| practice.booking(who, at(when));
    assert_eq!(rule(practice.book(&app, booking("2026-11-23T05:00:00Z"))), rules::OUTSIDE_HOURS);
    assert_eq!(rule(practice.book(&app, booking("2026-11-19T09:00:00Z"))), rules::PAST);
    let early = Booking { overbook_reason: Some("Asked for".into()), ..booking("2026-11-23T05:00:00Z") };
    practice.book(&app, early).expect("outside the hours with a reason");
    let doctor = practice.doctor;
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let leave = Leave {
                id: LeaveId::new(),
                doctor_id: doctor,
                starts_at: at("2026-11-23T09:00:00Z"),
                ends_at: at("2026-11-23T11:00:00Z"),
                note: String::new(),
                cover_id: None,
            };
            hours::add_leave(tx, &leave, doctor)?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("leave");
    assert_eq!(rule(practice.book(&app, booking(TEN))), rules::ON_LEAVE);
    let urgent = Booking { overbook_reason: Some("Urgent".into()), ..booking(TEN) };
    assert_eq!(rule(practice.book(&app, urgent)), rules::ON_LEAVE, "no reason calls a doctor back");
    practice.book(&app, booking("2026-11-23T11:00:00Z")).expect("right after the leave");
    let nurse = Practice { doctor: account(&app, "nurse@test.example"), ..practice };
    assert_eq!(rule(nurse.book(&app, nurse.booking(who, at(TEN)))), rules::NOT_BOOKABLE);
}

#[actix_web::test]
async fn moving_into_taken_time_is_refused_and_history_keeps_the_times() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let (first, second) = (patient(&app, "First"), patient(&app, "Second"));
    let id = practice.book(&app, practice.booking(first, at(TEN))).expect("the first");
    let later = at("2026-11-23T10:00:00Z");
    practice.book(&app, practice.booking(second, later)).expect("the second");
    let by = By { account: account(&app, "receptionist@test.example"), role: Role::Receptionist };
    let to = |when| {
        let wanted = Booking { kind: Kind::FollowUp, ..practice.booking(first, when) };
        app.house.db.write_now(&app.operator(), move |tx| {
            let before = appointments::find(tx.conn(), &appointments::DiaryReach::Everything, id)?;
            appointments::move_to(tx, by, &before, &wanted)
        })
    };
    assert_eq!(rule(to(later)), rules::DOCTOR_TAKEN);
    to(at("2026-11-24T09:00:00Z")).expect("the next day is free");
    let history = app.house.db.read_now(move |conn| appointments::changes(conn, id)).expect("history");
    let told: Vec<(&str, jiff::Timestamp)> =
        history.iter().map(|change| (change.what.as_str(), change.from_starts_at)).collect();
    assert_eq!(told, [("booked", at(TEN)), ("moved", at(TEN))]);
}
