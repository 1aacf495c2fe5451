//! What somebody tries who has stolen a password, half of one, or a minute at an unlocked screen.

use diesel::prelude::*;
use jiff::SignedDuration;
use wardbook::app;
use wardbook::gate::access::hasher::{Cost, Hasher};
use wardbook::gate::access::model::Role;
use wardbook::gate::access::password::Password;
use wardbook::gate::access::store;
use wardbook::gate::actor::AccountId;
use wardbook::gate::audit::{Entry, Filter, list};
use wardbook::kit::db::Tx;
use wardbook::kit::error::Result;
use wardbook::schema::{accounts, sign_in_tallies};

use super::account::{between, code, enrol};
use crate::support::{Answer, PASSWORD, Person, TestApp};

const NEW: &str = "four unrelated words here";

fn id_of(app: &TestApp, role: Role) -> AccountId {
    let email = format!("{role}@test.example");
    app.house.db.read_now(|conn| Ok(store::by_email(conn, &email)?.expect("an account").id)).expect("a read")
}

fn deeds(app: &TestApp, verb: &str) -> Vec<Entry> {
    let filter = Filter { verb: Some(verb.into()), ..Filter::default() };
    app.house.db.read_now(|conn| list(conn, &filter, 100)).expect("entries")
}

fn change(app: &TestApp, mut work: impl FnMut(&mut Tx<'_>) -> Result<()> + Send + 'static) {
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            tx.nothing_to_record("a test prepares an account");
            work(tx)
        })
        .expect("a change");
}

/// A password whose checking takes its time, so that something can happen meanwhile.
fn slow_hash(password: &str) -> String {
    let hasher = Hasher::new(Cost { memory: 32 * 1024, passes: 40 }).expect("a hasher");
    hasher.hash_now(&Password::new(password)).expect("a hash")
}

fn sign_in_form(page: &Answer) -> Vec<(&'static str, String)> {
    let inputs = page.inputs();
    let hidden = ["csrf", "key"].map(|name| (name, inputs.get(name).cloned().unwrap_or_default()));
    hidden.into_iter().collect()
}

/// Signs in with a password that takes long to check, and does something while it is checked.
async fn sign_in_while(app: &TestApp, person: &Person<'_>, meanwhile: impl AsyncFnOnce()) -> Answer {
    let mut fields = sign_in_form(&person.get("/sign-in").await);
    fields.extend([("email", "doctor@test.example".to_owned()), ("password", PASSWORD.to_owned())]);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let signing_in = person.post("/sign-in", &fields);
    let meddling = async {
        app.quiet().await;
        meanwhile().await;
    };
    futures_util::join!(signing_in, meddling).0
}

#[actix_web::test]
async fn a_sign_in_in_flight_does_not_survive_what_ends_all_sessions() {
    for event in ["reset", "disabled and enabled", "password changed", "second factor"] {
        let app = TestApp::new().await;
        let account = id_of(&app, Role::Doctor);
        let (slow, other) = (slow_hash(PASSWORD), slow_hash(NEW));
        change(&app, move |tx| store::set_password(tx, account, &slow, None));
        let intruder = app.visitor();
        let until = app.clock.now() + SignedDuration::from_hours(72);
        let answer = sign_in_while(&app, &intruder, async || {
            let other = other.clone();
            change(&app, move |tx| {
                match event {
                    "reset" => store::set_password(tx, account, &other, Some(until))?,
                    "password changed" => store::set_password(tx, account, &other, None)?,
                    "second factor" => {
                        let sealed = accounts::totp_secret.eq(Some(vec![1_u8; 48]));
                        diesel::update(accounts::table.find(account)).set(sealed).execute(tx.conn())?;
                    }
                    _ => {
                        let off = accounts::active.eq(false);
                        diesel::update(accounts::table.find(account)).set(off).execute(tx.conn())?;
                    }
                }
                store::end_sessions(tx, account, None)?;
                Ok(())
            });
        })
        .await;
        assert_eq!(answer.status, 422, "{event}: {}", answer.location());
        assert!(deeds(&app, "session.opened").is_empty(), "{event}");
        assert_eq!(deeds(&app, "session.refused").len(), 1, "{event}: it is on file");
        assert_eq!(
            intruder.get("/sign-in/new-password").await.location().split('?').next(),
            Some("/sign-in")
        );
    }
}

#[actix_web::test]
async fn the_password_alone_throws_nobody_out_and_nobody_was_here() {
    let app = TestApp::new().await;
    let owner = app.doctor().await;
    enrol(&app, &owner).await;
    let account = id_of(&app, Role::Doctor);
    let last_sign_in = || {
        let last = accounts::table.find(account).select(accounts::last_sign_in_at);
        app.house.db.read_now(|conn| Ok(last.first::<Option<jiff::Timestamp>>(conn)?)).expect("a read")
    };
    let (before, opened) = (last_sign_in(), deeds(&app, "session.opened").len());
    app.clock.advance(SignedDuration::from_secs(60));
    let mut halves = Vec::new();
    for _ in 0..12 {
        let intruder = app.visitor();
        assert_eq!(intruder.sign_in("doctor@test.example", PASSWORD).await.status, 303);
        app.clock.advance(SignedDuration::from_secs(1));
        halves.push(intruder);
    }
    assert_eq!(owner.get("/account").await.status, 200, "the owner's session goes on");
    assert_eq!(last_sign_in(), before, "nobody has been here");
    assert_eq!(deeds(&app, "session.opened").len(), opened);
    assert_eq!(deeds(&app, "session.half-opened").len(), 12, "but it is on file");
    let asked = |answer: Answer| answer.location().starts_with("/sign-in/code");
    assert!(!asked(halves[0].get("/account").await), "the oldest half-open ones make room for others");
    assert!(asked(halves[11].get("/account").await));
}

#[actix_web::test]
async fn the_tenth_whole_session_ends_the_oldest_whole_one() {
    let app = TestApp::new().await;
    let first = app.doctor().await;
    let (secret, _) = enrol(&app, &first).await;
    let mut later = Vec::new();
    for _ in 0..10 {
        app.clock.advance(SignedDuration::from_secs(30));
        let person = app.visitor();
        person.sign_in("doctor@test.example", PASSWORD).await;
        let digits = code(&app, &secret, 0);
        let done = person.fill("/sign-in/code", "/sign-in/code", &[("code", &digits)]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        later.push(person);
    }
    assert_eq!(first.get("/account").await.status, 303, "ten and no more");
    for person in &later {
        assert_eq!(person.get("/account").await.status, 200);
    }
}

#[actix_web::test]
async fn an_unlocked_screen_is_not_enough_to_set_up_a_second_factor() {
    let app = TestApp::new().await;
    let (owner, elsewhere) = (app.doctor().await, app.doctor().await);
    let path = "/account/second-factor";
    let page = owner.get(path).await;
    assert!(page.text().contains("type=\"password\""));
    let digits = code(&app, between(&page.text(), "<code class=\"tab\"><bdi dir=\"ltr\">", "<"), 0);
    let inputs = page.inputs();
    let mut fields: Vec<(&str, &str)> =
        ["csrf", "key", "sealed"].map(|name| (name, inputs[name].as_str())).to_vec();
    fields.push(("code", &digits));
    for current in [None, Some(("current", "not the password"))] {
        let refused =
            owner.post(path, &[&fields[..], &current.into_iter().collect::<Vec<_>>()].concat()).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(refused.text().contains("not your current password"));
        assert!(!refused.text().contains("not the password"), "no password is sent back");
        app.clock.advance(SignedDuration::from_secs(3));
    }
    assert!(deeds(&app, "second-factor.turned-on").is_empty());
    assert_eq!(elsewhere.get("/account").await.status, 200);
    let on = owner.post(path, &[&fields[..], &[("current", PASSWORD)]].concat()).await;
    assert_eq!(on.status, 200, "{}", on.text());
    assert_eq!(owner.get("/account").await.status, 200);
    assert_eq!(elsewhere.get("/account").await.status, 303, "all other sessions end");
}

#[actix_web::test]
async fn guessing_codes_with_a_stolen_password_does_not_keep_the_owner_out() {
    let app = TestApp::new().await;
    let owner = app.doctor().await;
    let (secret, _) = enrol(&app, &owner).await;
    let csrf = owner.csrf().await;
    owner.post("/sign-out", &[("csrf", &csrf)]).await;
    let thief = app.visitor();
    let guess = async |browser: &Person<'_>| {
        browser.fill("/sign-in/code", "/sign-in/code", &[("code", "000000")]).await.status
    };
    assert_eq!(thief.sign_in("doctor@test.example", PASSWORD).await.status, 303);
    for wait in [0, 1, 3, 5] {
        app.clock.advance(SignedDuration::from_secs(wait));
        assert_eq!(guess(&thief).await, 422);
    }
    assert_eq!(guess(&thief).await, 429);
    // The password alone makes no browser a known one, and a new one shares the thief's tally.
    let second = app.visitor();
    assert_eq!(second.sign_in("doctor@test.example", PASSWORD).await.status, 303);
    assert_eq!(second.sign_in("doctor@test.example", PASSWORD).await.status, 303);
    assert_eq!(guess(&second).await, 429);
    // The owner's browser is known from before.
    assert_eq!(owner.sign_in("doctor@test.example", PASSWORD).await.status, 303);
    app.clock.advance(SignedDuration::from_secs(0));
    let digits = code(&app, &secret, 1);
    let done = owner.fill("/sign-in/code", "/sign-in/code", &[("code", &digits)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(owner.get("/account").await.status, 200);
}

#[actix_web::test]
async fn two_windows_do_not_leave_a_short_password_alone() {
    let app = TestApp::new().await;
    let one = app.nurse().await;
    enrol(&app, &one).await;
    let account = id_of(&app, Role::Nurse);
    let slow = slow_hash(PASSWORD);
    change(&app, move |tx| store::set_password(tx, account, &slow, None));
    let password = one.get("/account/password").await.inputs();
    let fields = [
        ("csrf", password["csrf"].as_str()),
        ("key", password["key"].as_str()),
        ("current", PASSWORD),
        ("new", "kettle7q"),
        ("again", "kettle7q"),
    ];
    // While the one window checks the password, the other turns the second factor off.
    let saving = one.post("/account/password", &fields);
    let meddling = async {
        app.quiet().await;
        change(&app, move |tx| wardbook::gate::access::second_factor::turn_off(tx, account));
    };
    let saved = futures_util::join!(saving, meddling).0;
    assert_eq!(saved.status, 409, "{}", saved.text());
    assert!(saved.text().contains("in another window"));
    assert!(deeds(&app, "password.changed").is_empty());

    // And the other way round: a short password is saved while the second factor is being turned off.
    enrol(&app, &one).await;
    let path = "/account/second-factor/off";
    let off = one.get(path).await.inputs();
    let fields = [("csrf", off["csrf"].as_str()), ("key", off["key"].as_str()), ("current", PASSWORD)];
    let short = Hasher::new(crate::support::CHEAP).expect("a hasher");
    let short = short.hash_now(&Password::new("kettle7q")).expect("a hash");
    let turning_off = one.post(path, &fields);
    let meddling = async {
        app.quiet().await;
        change(&app, move |tx| store::set_password(tx, account, &short, None));
    };
    let turned = futures_util::join!(turning_off, meddling).0;
    assert_eq!(turned.status, 409, "{}", turned.text());
    assert!(deeds(&app, "second-factor.turned-off").is_empty());
}

#[actix_web::test]
async fn clicking_twice_on_a_form_with_a_password_answers_as_the_first_time() {
    let app = TestApp::new().await;
    let person = app.nurse().await;
    let twice = async |form_at: &str, typed: &[(&str, &str)]| {
        let inputs = person.get(form_at).await.inputs();
        let mut fields: Vec<(&str, &str)> =
            ["csrf", "key"].map(|name| (name, inputs[name].as_str())).to_vec();
        fields.extend(typed);
        (person.post(form_at, &fields).await, person.post(form_at, &fields).await)
    };
    let typed = [("current", PASSWORD), ("new", NEW), ("again", NEW)];
    let (first, second) = twice("/account/password", &typed).await;
    assert_eq!((first.status, first.location()), (303, "/account"), "{}", first.text());
    assert_eq!((second.status, second.location()), (303, "/account"), "{}", second.text());
    assert!(deeds(&app, "password.refused").is_empty(), "nor was a failure counted");
    assert_eq!(deeds(&app, "password.changed").len(), 1);

    let hash = app.house.hasher.hash_now(&Password::new(PASSWORD)).expect("a hash");
    let account = id_of(&app, Role::Nurse);
    change(&app, move |tx| store::set_password(tx, account, &hash, None));
    enrol(&app, &person).await;
    let (first, second) = twice("/account/second-factor/codes", &[("current", PASSWORD)]).await;
    assert_eq!((first.status, second.status, second.location()), (200, 303, "/account#second"));
    let (first, second) = twice("/account/second-factor/off", &[("current", PASSWORD)]).await;
    assert_eq!((first.status, first.location()), (303, "/account#second"), "{}", first.text());
    assert_eq!((second.status, second.location()), (303, "/account#second"), "{}", second.text());

    change(&app, move |tx| {
        let once = accounts::must_change_password.eq(true);
        diesel::update(accounts::table.find(account)).set(once).execute(tx.conn())?;
        Ok(())
    });
    let (first, second) = twice("/sign-in/new-password", &[("password", NEW)]).await;
    assert_eq!((first.status, first.location()), (303, "/"), "{}", first.text());
    assert_eq!((second.status, second.location()), (303, "/"), "{}", second.text());
}

#[actix_web::test]
async fn tries_that_come_too_early_are_on_file_once_for_each_wait() {
    let app = TestApp::new().await;
    let guess = async |email: &str| app.visitor().sign_in(email, "guess").await.status;
    assert_eq!(guess("doctor@test.example").await, 422);
    let early = futures_util::future::join_all((0..19).map(|_| guess("doctor@test.example"))).await;
    assert!(early.iter().all(|status| *status == 429), "{early:?}");
    let on_file = deeds(&app, "session.too-early");
    assert_eq!(on_file.len(), 1, "of nineteen at once");
    assert!(!on_file[0].done);
    assert_eq!(on_file[0].subject_id, Some(id_of(&app, Role::Doctor).to_string()));
    app.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(guess("doctor@test.example").await, 422);
    assert_eq!(guess("doctor@test.example").await, 429);
    assert_eq!(deeds(&app, "session.too-early").len(), 2, "the next wait");
    // Somebody unknown is told and recorded alike, but for whom it was.
    assert_eq!((guess("nobody@test.example").await, guess("nobody@test.example").await), (422, 429));
    let on_file = deeds(&app, "session.too-early");
    assert_eq!((on_file.len(), on_file[0].subject_id.as_deref()), (3, None));

    let nurse = app.nurse().await;
    let csrf = nurse.csrf().await;
    nurse.post("/lock", &[("csrf", &csrf)]).await;
    for status in [422, 429, 429] {
        assert_eq!(nurse.fill("/unlock", "/unlock", &[("password", "guess")]).await.status, status);
    }
    assert_eq!(deeds(&app, "password.too-early").len(), 1);
}

#[actix_web::test]
async fn tallies_are_forgotten_when_they_say_nothing_any_more() {
    let app = TestApp::new().await;
    let tallies = || {
        let count = sign_in_tallies::table.count();
        app.house.db.read_now(|conn| Ok(count.get_result::<i64>(conn)?)).expect("a count")
    };
    // From as many addresses, or the address's own tally would have to wait.
    for n in 0..20_u8 {
        let visitor = app.visitor();
        *visitor.peer.borrow_mut() = std::net::IpAddr::from([192, 0, 2, n]);
        assert_eq!(visitor.sign_in(&format!("invented{n}@test.example"), "guess").await.status, 422);
    }
    assert_eq!(tallies(), 40);
    app.clock.advance(SignedDuration::from_mins(29));
    assert_eq!(app.visitor().sign_in("doctor@test.example", "guess").await.status, 422);
    app::tidy(&app.house).await.expect("tidied");
    assert_eq!(tallies(), 42, "within half an hour each still counts");
    app.clock.advance(SignedDuration::from_mins(1));
    app::tidy(&app.house).await.expect("tidied");
    assert_eq!(tallies(), 2, "what is younger stays");
    assert_eq!(app.visitor().sign_in("doctor@test.example", PASSWORD).await.status, 303);
}

#[actix_web::test]
async fn a_single_use_key_is_spelt_in_one_way() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let inputs = admin.get("/sites/new").await.inputs();
    let capitals = inputs["key"].to_uppercase();
    let (random, mac) = inputs["key"].split_once('.').expect("two parts");
    let half = format!("{random}.{}", mac.to_uppercase());
    for (key, name) in [(capitals.as_str(), "One"), (half.as_str(), "Two")] {
        let fields =
            [("csrf", inputs["csrf"].as_str()), ("key", key), ("name", name), ("time_zone", "Europe/Berlin")];
        assert_eq!(admin.post("/sites", &fields).await.status, 422, "{key}");
    }
    assert!(deeds(&app, "hospital.site-added").is_empty());
}
