//! Removing cancelled appointments for good: when, what with, what not, and never by a clock that jumped.

use std::sync::{Arc, Barrier};

use diesel::prelude::*;
use jiff::SignedDuration;
use wardbook::diary::appointments::{
    self, AppointmentId, Dependants, DiaryReach, OnAppointments, Status, Step,
};
use wardbook::diary::purge::{self, Clock, Run};
use wardbook::gate::actor::Actor;
use wardbook::gate::audit::{Filter, list};
use wardbook::kit::db::types::{AnyId, Day, Utc};
use wardbook::kit::db::{Conn, Deed};
use wardbook::kit::error::{Error, Result};
use wardbook::people::patients::PatientId;
use wardbook::schema::{appointment_changes, appointments as table, waiting_entries};
use wardbook::wiring;

use crate::support::TestApp;
use crate::support::diary::{Practice, account, at};
use crate::support::paper::register_patient;

const DAYS: u16 = 30;

fn actor(app: &TestApp) -> Actor {
    Actor::system("housekeeping", &app.house.root)
}

fn run_with(app: &TestApp, on: &Dependants, clock_is_right: bool) -> Run {
    purge::run(&app.house.db, &actor(app), on, DAYS, clock_is_right).expect("a run")
}

fn run(app: &TestApp) -> Run {
    run_with(app, &wiring::dependants(), false)
}

fn removed(run: &Run) -> u64 {
    match run {
        Run::Done { removed, .. } => *removed,
        other => panic!("{other:?}"),
    }
}

/// Lets days pass with a run each day, as a server makes them.
fn pass(app: &TestApp, days: i64) -> u64 {
    let day = |_| {
        app.clock.advance(SignedDuration::from_hours(24));
        removed(&run(app))
    };
    (0..days).map(day).sum()
}

/// Books and cancels.
fn cancelled(app: &TestApp, practice: &Practice, who: PatientId, when: &str) -> AppointmentId {
    let id = practice.book(app, practice.booking(who, at(when))).expect("a booking");
    step(app, id, Step::Cancel).expect("cancelled");
    id
}

fn step(app: &TestApp, id: AppointmentId, step: Step) -> Result<()> {
    let by = account(app, "receptionist@test.example");
    app.house.db.write_now(&app.operator(), move |tx| {
        let before = appointments::find(tx.conn(), &DiaryReach::Everything, id)?;
        appointments::take(tx, by, &before, step, "asked to")
    })
}

fn is_there(app: &TestApp, id: AppointmentId) -> bool {
    match app.house.db.read_now(move |conn| appointments::find(conn, &DiaryReach::Everything, id)) {
        Ok(_) => true,
        Err(Error::NotFound) => false,
        Err(error) => panic!("{error}"),
    }
}

fn history(app: &TestApp, id: AppointmentId) -> i64 {
    let count = move |conn: &mut Conn| {
        Ok(appointment_changes::table
            .filter(appointment_changes::appointment_id.eq(id))
            .count()
            .get_result(conn)?)
    };
    app.house.db.read_now(count).expect("a count")
}

fn deeds(app: &TestApp, verb: &str) -> Vec<serde_json::Value> {
    let filter = Filter { verb: Some(verb.into()), ..Filter::default() };
    let entries = app.house.db.read_now(|conn| list(conn, &filter, 1000)).expect("entries");
    entries.into_iter().map(|entry| entry.detail).collect()
}

#[actix_web::test]
async fn what_was_cancelled_thirty_days_ago_goes_and_nothing_else() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let who = register_patient(&app, "First", "Ana").id;
    let gone = cancelled(&app, &practice, who, "2026-11-23T09:00:00Z");
    let kept: Vec<AppointmentId> = [Status::Requested, Status::Completed, Status::NoShow]
        .into_iter()
        .enumerate()
        .map(|(hour, status)| {
            let from = at("2026-11-20T10:00:00Z") + SignedDuration::from_hours(hour as i64);
            practice.stand(&app, &practice.booking(who, from), status)
        })
        .collect();
    let brought_back = cancelled(&app, &practice, who, "2026-12-31T09:00:00Z");
    assert_eq!(removed(&run(&app)), 0);
    assert_eq!(pass(&app, 20), 0);
    step(&app, brought_back, Step::BringBack).expect("it can be brought back until then");
    let later = cancelled(&app, &practice, who, "2026-12-31T10:00:00Z");
    assert_eq!(pass(&app, 9), 0);
    assert!(is_there(&app, gone) && history(&app, gone) == 2);
    app.clock.advance(SignedDuration::from_hours(24) - SignedDuration::from_secs(1));
    assert_eq!(removed(&run(&app)), 0, "a second early");
    app.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(removed(&run(&app)), 1);
    assert!(!is_there(&app, gone) && history(&app, gone) == 0, "gone with its history");
    for id in kept.into_iter().chain([brought_back, later]) {
        assert!(is_there(&app, id));
    }
    let facts = deeds(&app, "appointment.purged");
    assert_eq!(facts.len(), 1, "the audit trail keeps that it was");
    assert_eq!(facts[0]["at"], "2026-11-23T09:00:00Z");
    assert!(matches!(step(&app, gone, Step::BringBack), Err(Error::NotFound)), "and cannot be brought back");
}

#[actix_web::test]
async fn a_relation_ends_with_the_cancellation_and_cannot_return_after_the_purge() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let who = register_patient(&app, "First", "Ana").id;
    let chart = format!("/patients/{who}");
    let id = practice.book(&app, practice.booking(who, at("2026-11-23T09:00:00Z"))).expect("a booking");
    assert_eq!(app.doctor().await.get(&chart).await.status, 200, "in relation");
    step(&app, id, Step::Cancel).expect("cancelled");
    assert_eq!(app.doctor().await.get(&chart).await.status, 404, "no longer");
    run(&app);
    assert_eq!(pass(&app, 30), 1);
    assert_eq!(app.doctor().await.get(&chart).await.status, 404);
    assert!(step(&app, id, Step::BringBack).is_err());
    assert_eq!(app.doctor().await.get(&chart).await.status, 404);
    assert_eq!(app.receptionist().await.get(&chart).await.status, 200, "the patient stays");
}

#[actix_web::test]
async fn many_go_in_small_transactions() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let who = register_patient(&app, "First", "Ana").id;
    for n in 0..250 {
        let from = at("2026-11-23T09:00:00Z") + SignedDuration::from_mins(15 * n);
        practice.stand(&app, &practice.booking(who, from), Status::Cancelled);
    }
    run(&app);
    assert_eq!(pass(&app, 29), 0);
    app.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(removed(&run(&app)), 250);
    assert_eq!(deeds(&app, "appointment.purged").len(), 250);
    assert_eq!(removed(&run(&app)), 0);
}

/// What a later feature will bring: a bill on an appointment.
struct Bills(Vec<AppointmentId>);

impl OnAppointments for Bills {
    fn kept(&self, _: &mut Conn, of: &[AppointmentId]) -> Result<Vec<(AppointmentId, String)>> {
        Ok(of.iter().filter(|id| self.0.contains(id)).map(|id| (*id, "a bill".to_owned())).collect())
    }
}

#[actix_web::test]
async fn what_something_depends_on_is_kept_and_says_so() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let who = register_patient(&app, "First", "Ana").id;
    let billed = cancelled(&app, &practice, who, "2026-11-23T09:00:00Z");
    let waited_for = cancelled(&app, &practice, who, "2026-11-23T10:00:00Z");
    let entry = uuid::Uuid::now_v7();
    let now = app.clock.now();
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            diesel::insert_into(waiting_entries::table)
                .values((
                    waiting_entries::id.eq(AnyId(entry)),
                    waiting_entries::patient_id.eq(who),
                    waiting_entries::earliest.eq(Day(jiff::civil::date(2026, 11, 20))),
                    waiting_entries::minutes.eq(15),
                    waiting_entries::made_at.eq(Utc(now)),
                    waiting_entries::closed_at.eq(Some(Utc(now))),
                    waiting_entries::outcome.eq(Some("booked")),
                    waiting_entries::appointment_id.eq(Some(waited_for)),
                ))
                .execute(tx.conn())?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("an entry");
    let mut on = wiring::dependants();
    on.0.push(Arc::new(Bills(vec![billed])));
    run(&app);
    // Six days at a time, so that the clock is believed.
    for _ in 0..5 {
        app.clock.advance(SignedDuration::from_hours(6 * 24));
        let done = run_with(&app, &on, false);
        if !is_there(&app, waited_for) {
            let kept = std::collections::BTreeMap::from([("a bill".to_owned(), 1)]);
            assert_eq!(done, Run::Done { removed: 1, kept });
        }
    }
    assert!(is_there(&app, billed) && history(&app, billed) == 2, "kept whole");
    assert!(!is_there(&app, waited_for));
    let released = move |conn: &mut Conn| {
        Ok(waiting_entries::table.find(AnyId(entry)).select(waiting_entries::appointment_id).first::<Option<
            AppointmentId,
        >>(
            conn
        )?)
    };
    assert_eq!(app.house.db.read_now(released).expect("the entry stays"), None, "and leads to nothing");
    // A row that no feature told of keeps it too.
    let odd = cancelled(&app, &practice, who, "2027-01-11T10:00:00Z");
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            diesel::update(waiting_entries::table.find(AnyId(entry)))
                .set(waiting_entries::appointment_id.eq(Some(odd)))
                .execute(tx.conn())?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("an entry");
    let mut last = Run::Busy;
    for _ in 0..6 {
        app.clock.advance(SignedDuration::from_hours(6 * 24));
        last = run_with(&app, &Dependants::default(), false);
    }
    let kept = std::collections::BTreeMap::from([("a record of another kind".to_owned(), 1)]);
    assert_eq!(last, Run::Done { removed: 0, kept });
    assert!(!is_there(&app, billed), "whoever asks for nothing keeps nothing");
    assert!(is_there(&app, odd) && history(&app, odd) == 2);
}

#[actix_web::test]
async fn a_clock_that_jumped_removes_nothing_until_an_admin_says_it_is_right() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let who = register_patient(&app, "First", "Ana").id;
    let id = cancelled(&app, &practice, who, "2026-11-23T09:00:00Z");
    assert_eq!(removed(&run(&app)), 0);
    // Ahead by years: everything would be due.
    app.clock.advance(SignedDuration::from_hours(24 * 365 * 10));
    for _ in 0..3 {
        assert!(matches!(run(&app), Run::Refused(Clock::WentAhead { .. })));
        app.clock.advance(SignedDuration::from_hours(1));
    }
    assert!(is_there(&app, id) && deeds(&app, "appointment.purged").is_empty());
    // Set right again, it goes on as if nothing had been.
    app.clock.advance(SignedDuration::from_hours(-24 * 365 * 10));
    assert_eq!(removed(&run(&app)), 0);
    // Back by a day.
    app.clock.advance(SignedDuration::from_hours(-24));
    assert!(matches!(run(&app), Run::Refused(Clock::WentBack { .. })));
    let now = app.clock.now();
    let standing = app.house.db.read_now(move |conn| purge::standing(conn, now)).expect("a standing");
    assert!(standing.1.has_jumped());
    // The server stood still for a month, and the clock is right.
    app.clock.advance(SignedDuration::from_hours(24 * 32));
    assert!(matches!(run(&app), Run::Refused(Clock::WentAhead { .. })));
    assert_eq!(removed(&run_with(&app, &wiring::dependants(), true)), 1);
    assert_eq!(deeds(&app, "settings.clock-confirmed").len(), 1);
    assert_eq!(removed(&run(&app)), 0, "from then on it is believed");
}

#[actix_web::test]
async fn two_processes_do_not_remove_the_same_twice() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let who = register_patient(&app, "First", "Ana").id;
    for n in 0..150 {
        let from = at("2026-11-23T09:00:00Z") + SignedDuration::from_mins(15 * n);
        practice.stand(&app, &practice.booking(who, from), Status::Cancelled);
    }
    run(&app);
    pass(&app, 29);
    app.clock.advance(SignedDuration::from_hours(24));
    let start = Barrier::new(4);
    let runs: Vec<Run> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let (start, db, actor) = (&start, &app.house.db, actor(&app));
                scope.spawn(move || {
                    start.wait();
                    purge::run(db, &actor, &wiring::dependants(), DAYS, false).expect("a run")
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a thread")).collect()
    });
    let all: u64 =
        runs.iter().map(|run| if let Run::Done { removed, .. } = run { *removed } else { 0 }).sum();
    assert_eq!(all, 150, "{runs:?}");
    assert!(runs.iter().all(|run| matches!(run, Run::Busy | Run::Done { .. })), "{runs:?}");
    assert_eq!(deeds(&app, "appointment.purged").len(), 150, "each is on file once");
    let left = |conn: &mut Conn| {
        Ok(table::table.filter(table::status.eq("cancelled")).count().get_result::<i64>(conn)?)
    };
    assert_eq!(app.house.db.read_now(left).expect("a count"), 0);
    // While somebody is at it, nobody else begins.
    let held = app.house.db.alone("purge").expect("a lock").expect("nobody is at it");
    assert_eq!(run(&app), Run::Busy);
    drop(held);
    assert!(matches!(run(&app), Run::Done { .. }));
}
