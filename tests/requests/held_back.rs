//! A body comes as slowly as its sender likes: what was decided before it came is asked again before anything is
//! written.

use std::time::Duration;

use diesel::prelude::*;
use jiff::SignedDuration;
use tokio::sync::oneshot;
use wardbook::gate::access::model::Role;
use wardbook::gate::access::{employees, store};
use wardbook::gate::actor::AccountId;
use wardbook::gate::audit::{self, Filter};
use wardbook::kit::db::Tx;
use wardbook::kit::db::types::Utc;
use wardbook::kit::error::Result;
use wardbook::kit::web::pace::Pace;
use wardbook::schema::{accounts, appointments, sessions};

use crate::support::paper::{appointment, register_patient};
use crate::support::{Answer, PASSWORD, Person, TestApp};

const ANA: [(&str, &str); 4] =
    [("family", "Markova"), ("given", "Ana"), ("born", "14.03.1984"), ("sex", "female")];

fn id_of(app: &TestApp, role: Role) -> AccountId {
    let email = format!("{role}@test.example");
    app.house.db.read_now(|conn| Ok(store::by_email(conn, &email)?.expect("an account").id)).expect("a read")
}

fn deeds(app: &TestApp, verb: &str) -> Vec<audit::Entry> {
    let filter = Filter { verb: Some(verb.into()), ..Filter::default() };
    app.house.db.read_now(|conn| audit::list(conn, &filter, 50)).expect("entries")
}

fn change(app: &TestApp, mut work: impl FnMut(&mut Tx<'_>) -> Result<()> + Send + 'static) {
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            tx.nothing_to_record("a test changes what somebody may do");
            work(tx)
        })
        .expect("a change");
}

/// Fills in the form of a page and sends it but for its last byte; that follows when `meanwhile` is done.
async fn held_back(
    app: &TestApp,
    person: &Person<'_>,
    (form_at, path): (&str, &str),
    typed: &[(&str, &str)],
    meanwhile: impl AsyncFnOnce(),
) -> Answer {
    let page = person.get(form_at).await;
    assert_eq!(page.status, 200, "{form_at} opens: {}", page.text());
    let inputs = page.inputs();
    let mut fields: Vec<(&str, &str)> = ["csrf", "key"].map(|name| (name, inputs[name].as_str())).to_vec();
    if let Some(version) = inputs.get("version").filter(|_| !typed.iter().any(|(name, _)| *name == "version"))
    {
        fields.push(("version", version));
    }
    fields.extend(typed);
    let (held, is_held) = oneshot::channel();
    let (go, may_go) = oneshot::channel();
    let sending = person.post_held_back(path, &fields, held, may_go);
    let meddling = async {
        is_held.await.expect("the body is awaited");
        // An entry may still be reading while the first byte is awaited.
        app.quiet().await;
        meanwhile().await;
        go.send(()).expect("somebody waits");
    };
    futures_util::join!(sending, meddling).0
}

#[actix_web::test]
async fn whoever_is_disabled_meanwhile_registers_nobody() {
    let app = TestApp::new().await;
    let (admin, desk) = (app.admin().await, app.receptionist().await);
    let page = format!("/staff/{}", id_of(&app, Role::Receptionist));
    let answer = held_back(&app, &desk, ("/patients/new", "/patients"), &ANA, async || {
        let path = format!("{page}/disable");
        assert_eq!(admin.fill(&path, &path, &[("to", "")]).await.status, 303);
    })
    .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(answer.location().starts_with("/sign-in"), "{}", answer.location());
    assert!(deeds(&app, "patient.registered").is_empty(), "nothing was written");
    assert_eq!(desk.get("/patients").await.location(), "/sign-in?next=%2Fpatients");
}

#[actix_web::test]
async fn a_dismissed_admin_makes_no_new_admin() {
    let app = TestApp::new().await;
    let other = app.doctor().await;
    let doctor = id_of(&app, Role::Doctor);
    change(&app, move |tx| {
        diesel::update(accounts::table.find(doctor)).set(accounts::role.eq("admin")).execute(tx.conn())?;
        Ok(())
    });
    let new = [("name", "Back Door"), ("email", "back@test.example"), ("role", "admin"), ("slot", "15")];
    // With and without an end of the session: the role alone decides too.
    for with_sessions in [false, true] {
        let admin = app.admin().await;
        let answer = held_back(&app, &admin, ("/staff/new", "/staff"), &new, async || {
            let id = id_of(&app, Role::Admin);
            change(&app, move |tx| {
                diesel::update(accounts::table.find(id))
                    .set(accounts::role.eq("nurse"))
                    .execute(tx.conn())?;
                if with_sessions {
                    store::end_sessions(tx, id, None)?;
                }
                Ok(())
            });
        })
        .await;
        assert!(!answer.text().contains("<code>"), "no password is shown");
        assert_eq!(answer.status, if with_sessions { 303 } else { 403 }, "{}", answer.text());
        let id = id_of(&app, Role::Admin);
        change(&app, move |tx| {
            diesel::update(accounts::table.find(id)).set(accounts::role.eq("admin")).execute(tx.conn())?;
            Ok(())
        });
    }
    assert!(deeds(&app, "staff.created").is_empty());
    let refused = deeds(&app, "access.refused");
    assert_eq!(refused.len(), 1, "what the role forbids is on file");
    assert_eq!(refused[0].account_id, Some(id_of(&app, Role::Admin)));
    assert_eq!(other.get("/staff").await.status, 200);
}

#[actix_web::test]
async fn a_locked_and_an_ended_session_write_nothing_and_what_was_typed_is_kept() {
    for state in ["locked", "over", "ended"] {
        let app = TestApp::new().await;
        let desk = app.receptionist().await;
        let account = id_of(&app, Role::Receptionist);
        let answer = held_back(&app, &desk, ("/patients/new", "/patients"), &ANA, async || {
            change(&app, move |tx| {
                let now = Utc(tx.now());
                let own = diesel::update(sessions::table.filter(sessions::account_id.eq(account)));
                match state {
                    "locked" => own.set(sessions::state.eq("locked")).execute(tx.conn())?,
                    "over" => own.set(sessions::ends_at.eq(now)).execute(tx.conn())?,
                    _ => store::end_sessions(tx, account, None)?,
                };
                Ok(())
            });
        })
        .await;
        assert_eq!((answer.status, answer.location().starts_with("/sign-in")), (303, true), "{state}");
        assert!(deeds(&app, "patient.registered").is_empty(), "{state}");
        let back = app.receptionist().await;
        let kept = back.get("/kept").await;
        if state == "ended" {
            assert_eq!(kept.status, 303, "whoever was signed out left nothing behind");
        } else {
            assert!(kept.text().contains("Markova"), "{state}: {}", kept.text());
        }
    }
}

#[actix_web::test]
async fn a_doctor_who_loses_the_patient_meanwhile_changes_nothing() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Markova", "Ana");
    appointment(&app, &patient, "booked");
    let doctor = app.doctor().await;
    let edit = format!("/patients/{}/edit", patient.id);
    let typed = [("phone", "040 555 310 2207"), ("town", "21000 Novi Sad")];
    let cancel = async || {
        change(&app, |tx| {
            diesel::update(appointments::table).set(appointments::status.eq("no_show")).execute(tx.conn())?;
            Ok(())
        });
    };
    let answer = held_back(&app, &doctor, (&edit, &edit), &typed, cancel).await;
    assert_eq!(answer.status, 404, "as one that never was: {}", answer.text());
    assert!(deeds(&app, "patient.changed").is_empty());
    let refused = deeds(&app, "record.refused");
    assert_eq!(refused.len(), 1, "the refusal is on file");
    assert_eq!(refused[0].subject_id.as_deref(), Some(patient.id.to_string().as_str()));
}

#[actix_web::test]
async fn of_two_sessions_with_one_one_time_password_the_first_to_choose_ends_the_other() {
    let app = TestApp::new().await;
    let account = id_of(&app, Role::Nurse);
    let (first, second) = (app.nurse().await, app.nurse().await);
    change(&app, move |tx| {
        diesel::update(accounts::table.find(account))
            .set(accounts::must_change_password.eq(true))
            .execute(tx.conn())?;
        Ok(())
    });
    let path = "/sign-in/new-password";
    let answer =
        held_back(&app, &second, (path, path), &[("password", "kettles on a tuesday")], async || {
            let chosen = first.fill(path, path, &[("password", "four unrelated words here")]).await;
            assert_eq!(chosen.status, 303, "{}", chosen.text());
        })
        .await;
    assert_eq!((answer.status, answer.location().starts_with("/sign-in")), (303, true));
    assert_eq!(deeds(&app, "password.changed").len(), 1);
    app.signed_in("nurse@test.example", "four unrelated words here").await;
}

#[actix_web::test]
async fn whoever_is_sending_is_not_idle() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let answer = held_back(&app, &desk, ("/patients/new", "/patients"), &ANA, async || {
        app.clock.advance(SignedDuration::from_mins(40));
    })
    .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(deeds(&app, "patient.registered").len(), 1);
    assert!(
        desk.get("/patients").await.location().starts_with("/sign-in"),
        "and afterwards the session is over"
    );
}

#[actix_web::test]
async fn what_gives_and_takes_no_right_does_not_stop_anybody() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let account = id_of(&app, Role::Receptionist);
    let answer = held_back(&app, &desk, ("/patients/new", "/patients"), &ANA, async || {
        change(&app, move |tx| {
            let version = employees::version(tx.conn(), account)?;
            employees::rename(tx, account, version, "Somebody Else")?;
            employees::set_preferences(tx, account, "dark", true)
        });
    })
    .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(deeds(&app, "patient.registered").len(), 1);
}

#[actix_web::test]
async fn a_body_that_never_ends_is_not_awaited_for_ever() {
    let pace = Pace { grace: Duration::from_millis(300), ..Pace::PROMISED };
    let app = TestApp::in_a_hurry(pace).await;
    let visitor = app.visitor();
    let csrf = visitor.get("/sign-in").await.inputs()["csrf"].clone();
    let fields = [("csrf", csrf.as_str()), ("email", "admin@test.example"), ("password", PASSWORD)];
    let (held, _is_held) = oneshot::channel();
    let (_, never) = oneshot::channel();
    let answer = visitor.post_held_back("/sign-in", &fields, held, never).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("took too long"), "{}", answer.text());
    assert!(deeds(&app, "session.opened").is_empty());
    let in_time = visitor.post("/sign-in", &fields).await;
    assert_eq!(in_time.status, 303);
}
