//! One's own account: password, sessions, second factor.

use jiff::SignedDuration;
use totp_rs::{Builder, Secret};

use crate::support::{Answer, PASSWORD, Person, TestApp};

const NEW: &str = "four unrelated words here";

async fn change_password(person: &Person<'_>, current: &str, new: &str, again: &str) -> Answer {
    let fields = [("current", current), ("new", new), ("again", again)];
    person.fill("/account/password", "/account/password", &fields).await
}

/// Six digits for the secret that stands on the page, now and so many steps on.
pub fn code(app: &TestApp, readable: &str, later: u64) -> String {
    let secret = Secret::try_from_base32(readable.replace(' ', "")).expect("base 32");
    let totp = Builder::new().with_secret(secret).build().expect("a generator");
    let now = u64::try_from(app.clock.now().as_second()).expect("a time");
    totp.generate(now + 30 * later).to_string()
}

pub fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split(before).nth(1).and_then(|rest| rest.split(after).next()).unwrap_or_default()
}

/// Turns the second factor on; answers the secret and the recovery codes.
pub async fn enrol(app: &TestApp, person: &Person<'_>) -> (String, Vec<String>) {
    let page = person.get("/account/second-factor").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("<svg class=\"qr\""));
    let readable = between(&text, "<code class=\"tab\"><bdi dir=\"ltr\">", "<").to_owned();
    let inputs = page.inputs();
    let mut fields = vec![("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str())];
    fields.push(("sealed", inputs["sealed"].as_str()));
    // Right after a sign-in that must set it up the password is not asked for once more.
    let password = inputs.contains_key("current").then_some(("current", PASSWORD));
    fields.extend(password);
    let wrong = person.post("/account/second-factor", &[&fields[..], &[("code", "000000")]].concat()).await;
    assert_eq!(wrong.status, 422, "a wrong code proves nothing");
    let inputs = wrong.inputs();
    let digits = code(app, &readable, 0);
    let mut fields: Vec<(&str, &str)> =
        ["csrf", "key", "sealed"].map(|name| (name, inputs[name].as_str())).to_vec();
    fields.extend(password);
    fields.push(("code", &digits));
    let on = person.post("/account/second-factor", &fields).await;
    assert_eq!(on.status, 200, "{}", on.text());
    let codes = on
        .text()
        .split("<li><code><bdi dir=\"ltr\">")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap_or_default().to_owned())
        .collect();
    (readable, codes)
}

#[actix_web::test]
async fn everybody_has_an_account_page() {
    let app = TestApp::new().await;
    for person in [app.admin().await, app.patient().await] {
        assert_eq!(person.get("/account").await.status, 200);
    }
    assert_eq!(app.visitor().get("/account").await.status, 303);
}

#[actix_web::test]
async fn a_new_name_is_kept_and_a_stale_page_overwrites_nothing() {
    let app = TestApp::new().await;
    let person = app.nurse().await;
    let version = person.get("/account").await.inputs()["version"].clone();
    let fields = [("name", "Nils Berg"), ("version", version.as_str())];
    assert_eq!(person.fill("/account", "/account", &fields).await.status, 303);
    let stale = person.fill("/account", "/account", &[("name", "N. B."), ("version", &version)]).await;
    assert_eq!(stale.status, 409);
    assert!(stale.text().contains("N. B."), "what was typed stays");
    assert_eq!(person.fill("/account", "/account", &[("name", " "), ("version", "2")]).await.status, 422);
    assert_eq!(person.get("/account").await.inputs()["name"], "Nils Berg");
}

#[actix_web::test]
async fn a_new_password_ends_all_other_sessions() {
    let app = TestApp::new().await;
    let (person, other) = (app.doctor().await, app.doctor().await);
    assert_eq!(change_password(&person, PASSWORD, NEW, NEW).await.status, 303);
    assert_eq!(person.get("/account").await.status, 200, "this session goes on");
    assert_eq!(other.get("/account").await.status, 303, "the other one is over");
    assert_eq!(app.visitor().sign_in("doctor@test.example", PASSWORD).await.status, 422);
    app.clock.advance(SignedDuration::from_secs(1));
    app.signed_in("doctor@test.example", NEW).await;
}

#[actix_web::test]
async fn passwords_that_would_not_do_are_refused_in_words() {
    let app = TestApp::new().await;
    let person = app.doctor().await;
    for (new, again, word) in [
        ("fourteen chars", "fourteen chars", "at least 15"),
        (&*"x".repeat(257), &*"x".repeat(257), "at most 256"),
        ("1234567890qwertyuiop", "1234567890qwertyuiop", "tried first"),
        ("Test Hospital 2026", "Test Hospital 2026", "too close"),
        (NEW, "four unrelated words her", "do not agree"),
        (PASSWORD, PASSWORD, "the password you have"),
    ] {
        let answer = change_password(&person, PASSWORD, new, again).await;
        assert_eq!(answer.status, 422, "{new}");
        assert!(answer.text().contains(word), "{word}");
        assert!(!answer.text().contains(new), "no password is sent back");
    }
    let wrong = change_password(&person, "not my password", NEW, NEW).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("not your current password"));
    let early = change_password(&person, PASSWORD, NEW, NEW).await;
    assert_eq!((early.status, early.header("retry-after")), (429, Some("1")));
    assert!(early.text().contains("Too many tries"), "guessing is slowed down here too");
    app.clock.advance(SignedDuration::from_secs(1));
    let long = "ä".repeat(64);
    assert_eq!(change_password(&person, PASSWORD, &long, &long).await.status, 303);
}

#[actix_web::test]
async fn my_sessions_are_listed_and_ended() {
    let app = TestApp::new().await;
    let (person, second, third) = (app.doctor().await, app.doctor().await, app.doctor().await);
    let foreign = app.nurse().await;
    let page = person.get("/account").await.text();
    assert_eq!(page.matches("action=\"/account/sessions/").count(), 3, "two to end, and all others at once");
    let path = format!("/account/sessions/{}/end", between(&page, "action=\"/account/sessions/", "/end"));
    let stolen = foreign.fill("/account", &path, &[]).await;
    assert_eq!(stolen.status, 404, "somebody else's session does not exist");
    assert_eq!(person.fill("/account", &path, &[]).await.status, 303);
    let over = [second.get("/account").await.status, third.get("/account").await.status];
    assert_eq!(over.iter().filter(|status| **status == 303).count(), 1);
    assert_eq!(person.fill("/account", "/account/sessions/end-others", &[]).await.status, 303);
    assert_eq!(second.get("/account").await.status, 303);
    assert_eq!(third.get("/account").await.status, 303);
    assert_eq!(person.get("/account").await.status, 200);
}

#[actix_web::test]
async fn colours_and_keys_are_kept() {
    let app = TestApp::new().await;
    let person = app.doctor().await;
    assert_eq!(person.fill("/account", "/account/preferences", &[("theme", "dark")]).await.status, 303);
    let page = person.get("/account").await.text();
    assert!(page.contains("data-theme=\"dark\"") && page.contains("data-keys=\"off\""));
    let csrf = person.csrf().await;
    person.headers.borrow_mut().push(("referer".into(), "http://localhost:8080/directory?q=a".into()));
    let back = person.post("/account/theme", &[("csrf", &csrf), ("theme", "light")]).await;
    assert_eq!((back.status, back.location()), (303, "/directory?q=a"));
    assert_eq!(person.post("/account/theme", &[("csrf", &csrf), ("theme", "pink")]).await.status, 422);
}

#[actix_web::test]
async fn with_a_second_factor_the_password_alone_opens_nothing() {
    let app = TestApp::new().await;
    let person = app.doctor().await;
    let (secret, codes) = enrol(&app, &person).await;
    assert_eq!(codes.len(), 10);
    assert!(!person.get("/account").await.text().contains(&codes[0]), "shown once");

    let visitor = app.visitor();
    assert_eq!(visitor.sign_in("doctor@test.example", PASSWORD).await.status, 303);
    let half = visitor.cookies.borrow().clone();
    assert_eq!(visitor.get("/directory").await.location(), "/sign-in/code?next=%2Fdirectory");
    assert_eq!(visitor.get("/account/second-factor/off").await.status, 303);
    let used = code(&app, &secret, 0);
    let replayed = visitor.fill("/sign-in/code", "/sign-in/code", &[("code", &used), ("next", "/")]).await;
    assert_eq!(replayed.status, 422, "the code that set it up is used");
    app.clock.advance(SignedDuration::from_secs(30));
    let fresh = code(&app, &secret, 0);
    let answer =
        visitor.fill("/sign-in/code", "/sign-in/code", &[("code", &fresh), ("next", "/directory")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/directory"));
    assert_eq!(visitor.get("/directory").await.status, 200);
    let thief = app.visitor();
    *thief.cookies.borrow_mut() = half;
    assert_eq!(
        thief.get("/directory").await.location(),
        "/sign-in?next=%2Fdirectory",
        "a new id after the code"
    );

    let again = app.visitor();
    again.sign_in("doctor@test.example", PASSWORD).await;
    let replayed = again.fill("/sign-in/code", "/sign-in/code", &[("code", &fresh)]).await;
    assert_eq!(replayed.status, 422, "each code works once");
}

#[actix_web::test]
async fn a_recovery_code_works_once() {
    let app = TestApp::new().await;
    let person = app.nurse().await;
    let (_, codes) = enrol(&app, &person).await;
    let typed = codes[3].to_uppercase().replace('-', " ");
    let visitor = app.visitor();
    visitor.sign_in("nurse@test.example", PASSWORD).await;
    let foreign = app.signed_in("doctor@test.example", PASSWORD).await;
    enrol(&app, &foreign).await;
    assert_eq!(visitor.fill("/sign-in/code", "/sign-in/code", &[("code", &typed)]).await.status, 303);
    assert!(visitor.get("/account").await.text().contains("9 recovery codes are left"));
    let again = app.visitor();
    again.sign_in("nurse@test.example", PASSWORD).await;
    assert_eq!(again.fill("/sign-in/code", "/sign-in/code", &[("code", &typed)]).await.status, 422);
    let early = again.fill("/sign-in/code", "/sign-in/code", &[("code", &codes[4])]).await;
    assert_eq!(
        (early.status, early.header("retry-after")),
        (429, Some("1")),
        "guessing codes is slowed down"
    );
}

#[actix_web::test]
async fn new_codes_make_the_old_ones_worthless() {
    let app = TestApp::new().await;
    let person = app.nurse().await;
    let (_, old) = enrol(&app, &person).await;
    let path = "/account/second-factor/codes";
    assert_eq!(person.fill(path, path, &[("current", "wrong")]).await.status, 422);
    app.clock.advance(SignedDuration::from_secs(1));
    let page = person.fill(path, path, &[("current", PASSWORD)]).await;
    assert_eq!(page.status, 200);
    let visitor = app.visitor();
    visitor.sign_in("nurse@test.example", PASSWORD).await;
    assert_eq!(visitor.fill("/sign-in/code", "/sign-in/code", &[("code", &old[0])]).await.status, 422);
}

#[actix_web::test]
async fn turning_it_off_takes_a_password_that_can_stand_alone() {
    let app = TestApp::new().await;
    let person = app.nurse().await;
    enrol(&app, &person).await;
    assert_eq!(
        change_password(&person, PASSWORD, "kettle7q", "kettle7q").await.status,
        303,
        "eight are enough now"
    );
    let path = "/account/second-factor/off";
    let short = person.fill(path, path, &[("current", "kettle7q")]).await;
    assert!(short.status == 422 && short.text().contains("shorter than 15"));
    assert_eq!(change_password(&person, "kettle7q", NEW, NEW).await.status, 303);
    assert_eq!(person.fill(path, path, &[("current", NEW)]).await.status, 303);
    let visitor = app.signed_in("nurse@test.example", NEW).await;
    assert_eq!(visitor.get("/directory").await.status, 200);
}

#[actix_web::test]
async fn a_role_that_needs_a_second_factor_sets_it_up_first() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let saved = admin.fill("/staff/rules", "/staff/rules", &[("role-nurse", "on")]).await;
    assert_eq!(saved.status, 303);
    let nurse = app.nurse().await;
    assert_eq!(nurse.get("/directory").await.location(), "/account/second-factor");
    enrol(&app, &nurse).await;
    assert_eq!(nurse.get("/directory").await.status, 200);
    let path = "/account/second-factor/off";
    let refused = nurse.fill(path, path, &[("current", PASSWORD)]).await;
    assert!(refused.status == 422 && refused.text().contains("Your role needs"));
    assert_eq!(admin.get("/directory").await.status, 200, "other roles go on");
}

#[actix_web::test]
async fn a_lost_telephone_is_solved_by_an_admins_reset() {
    let app = TestApp::new().await;
    let (admin, nurse) = (app.admin().await, app.nurse().await);
    enrol(&app, &nurse).await;
    let id = {
        let found =
            app.house.db.read_now(|conn| wardbook::gate::access::store::by_email(conn, "nurse@test.example"));
        found.expect("a read").expect("a nurse").id
    };
    let path = format!("/staff/{id}/reset");
    let sheet = admin.fill(&path, &path, &[("factor", "on")]).await.text();
    let password = between(&sheet, "<code>", "<").to_owned();
    let person = app.signed_in("nurse@test.example", &password).await;
    assert_eq!(person.get("/directory").await.location(), "/sign-in/new-password");
}

#[actix_web::test]
async fn a_strangers_guesses_do_not_keep_the_owner_out_of_a_known_browser() {
    let app = TestApp::new().await;
    let owner = app.doctor().await;
    let csrf = owner.csrf().await;
    assert_eq!(owner.post("/sign-out", &[("csrf", &csrf)]).await.status, 303);
    let stranger = app.visitor();
    for wait in [0, 1, 3, 5] {
        app.clock.advance(SignedDuration::from_secs(wait));
        assert_eq!(stranger.sign_in("doctor@test.example", "guess").await.status, 422);
    }
    let new_browser = app.visitor().sign_in("doctor@test.example", PASSWORD).await;
    assert_eq!((new_browser.status, new_browser.header("retry-after")), (429, Some("10")));
    let foreign = app.nurse().await;
    let csrf = foreign.csrf().await;
    foreign.post("/sign-out", &[("csrf", &csrf)]).await;
    assert_eq!(foreign.sign_in("doctor@test.example", PASSWORD).await.status, 429, "known for somebody else");
    assert_eq!(owner.sign_in("doctor@test.example", PASSWORD).await.status, 303);
    let csrf = owner.csrf().await;
    owner.post("/sign-out", &[("csrf", &csrf)]).await;
    assert_eq!(owner.sign_in("doctor@test.example", "guess").await.status, 422);
    assert_eq!(
        owner.sign_in("doctor@test.example", "guess").await.status,
        429,
        "guessing there is slowed down too"
    );
}

#[actix_web::test]
async fn the_dialog_over_a_form_asks_for_the_second_factor_too() {
    let app = TestApp::new().await;
    let person = app.doctor().await;
    let (secret, _) = enrol(&app, &person).await;
    app.clock.advance(SignedDuration::from_mins(16));
    person.headers.borrow_mut().push(("HX-Request".into(), "true".into()));
    let dialog = person.get("/sign-in/dialog").await;
    let fields = [("csrf", dialog.inputs()["csrf"].clone())];
    let asked = person
        .post(
            "/sign-in/dialog",
            &[("csrf", &fields[0].1), ("email", "doctor@test.example"), ("password", PASSWORD)],
        )
        .await;
    assert_eq!(asked.status, 200);
    assert!(asked.text().contains("name=\"code\"") && asked.header("hx-trigger").is_none());
    let inputs = asked.inputs();
    let wrong = person
        .post("/sign-in/code", &[("csrf", &inputs["csrf"]), ("over", &inputs["over"]), ("code", "000000")])
        .await;
    assert!(wrong.status == 422 && wrong.text().contains("<dialog"));
    app.clock.advance(SignedDuration::from_secs(1));
    let digits = code(&app, &secret, 0);
    let done = person
        .post("/sign-in/code", &[("csrf", &inputs["csrf"]), ("over", &inputs["over"]), ("code", &digits)])
        .await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert!(done.header("hx-trigger").is_some_and(|event| event.contains("signed-in")));
    assert_eq!(person.get("/account").await.status, 200);
}
