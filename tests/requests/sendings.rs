//! Sending by hand: to whom, who may, what became of it, and that nothing is said to whom it is not for.

use diesel::prelude::*;
use wardbook::gate::actor::AccountId;
use wardbook::gate::audit::{self, Filter};
use wardbook::gate::notifications::outbox;
use wardbook::people::patients::Patient;
use wardbook::schema::{notifications, sendings};

use crate::outbox::lead_to;
use crate::reminders::{agrees, ana};
use crate::support::diary::account;
use crate::support::mail_server::MailServer;
use crate::support::paper::nurse_works_at_all_sites;
use crate::support::{Answer, Person, TestApp};

const WORDS: [(&str, &str); 2] =
    [("subject", "Lift out of order"), ("body", "Take the stairs.\n\nUntil noon.")];

/// Asks who gets it, as the form does.
async fn look(person: &Person<'_>, to: &str) -> Answer {
    person.fill("/sendings/new", "/sendings", &with(&[("to", to), ("do", "look")])).await
}

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    WORDS.iter().chain(more).copied().collect()
}

/// Looks, and then sends to those who were shown.
async fn send(person: &Person<'_>, to: &str) -> Answer {
    let page = look(person, to).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let inputs = page.inputs();
    let shown = [("csrf", &inputs["csrf"]), ("key", &inputs["key"]), ("seen", &inputs["seen"])];
    let mut fields = with(&[("to", to), ("do", "send")]);
    fields.extend(shown.iter().map(|(name, value)| (*name, value.as_str())));
    person.post("/sendings", &fields).await
}

fn count(app: &TestApp) -> i64 {
    app.house.db.read_now(|conn| Ok(sendings::table.count().get_result(conn)?)).expect("a number")
}

fn bells(app: &TestApp) -> Vec<String> {
    let mut emails: Vec<String> = app
        .house
        .db
        .read_now(|conn| {
            use wardbook::schema::accounts;
            Ok(notifications::table
                .inner_join(accounts::table.on(accounts::id.eq(notifications::account_id)))
                .filter(notifications::kind.eq("sending.sent"))
                .select(accounts::email)
                .load(conn)?)
        })
        .expect("bells");
    emails.sort();
    emails
}

/// The value of a choice of the field "To" whose words contain this.
fn choice(page: &str, words: &str) -> String {
    let (before, _) = page.split_once(words).unwrap_or_else(|| panic!("{words} is offered"));
    before
        .rsplit("<option value=\"")
        .next()
        .and_then(|rest| rest.split('"').next())
        .expect("a value")
        .to_owned()
}

#[actix_web::test]
async fn an_admin_sees_who_gets_it_before_it_rings_with_them_and_who_has_read_it_after() {
    let app = TestApp::new().await;
    let (admin, nurse, doctor) = (app.admin().await, app.nurse().await, app.doctor().await);
    let preview = look(&admin, "role nurse").await;
    assert_eq!(preview.status, 200);
    assert!(preview.text().contains("One person gets this") && preview.text().contains("Send to one person"));
    assert!(preview.text().contains("Take the stairs."), "what was typed stays");
    assert_eq!((count(&app), bells(&app).len()), (0, 0), "nothing is sent by looking");
    let sent = send(&admin, "role nurse").await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let path = sent.location().to_owned();
    assert_eq!(bells(&app), ["nurse@test.example"]);
    let bell = nurse.get("/notifications?show=by-hand").await.text();
    assert!(bell.contains("Lift out of order") && bell.contains("From "), "{bell}");
    assert!(
        admin.get(&path).await.text().contains("Read by 0 of 1"),
        "who sends it has not read it for others"
    );
    let (_, opening) =
        bell.split_once("/opening\"").map(|(before, _)| ("", before)).expect("a way to open it");
    let opening = format!("{}/opening", opening.rsplit('"').next().expect("a path"));
    let opened = nurse.fill("/notifications", &opening, &[]).await;
    assert_eq!(opened.location(), path);
    let words = nurse.get(&path).await;
    assert_eq!(words.status, 200);
    assert!(words.text().contains("Until noon.") && !words.text().contains("Read by"));
    assert!(admin.get(&path).await.text().contains("Read by 1 of 1"));
    assert!(admin.get("/sendings").await.text().contains("Read by 1 of 1"));
    assert_eq!(doctor.get(&path).await.status, 404, "as one that never was");
    assert!(!doctor.get("/notifications").await.text().contains("Lift out of order"));
    let filter = Filter { verb: Some("sending.sent".into()), ..Filter::default() };
    assert_eq!(app.house.db.read_now(|conn| audit::list(conn, &filter, 5)).expect("entries").len(), 1);
}

#[actix_web::test]
async fn whoever_comes_by_another_way_than_the_bell_has_read_it_all_the_same() {
    let app = TestApp::new().await;
    let (admin, nurse, doctor) = (app.admin().await, app.nurse().await, app.doctor().await);
    let path = send(&admin, "role nurse").await.location().to_owned();
    assert_eq!(doctor.get(&path).await.status, 404);
    assert!(admin.get(&path).await.text().contains("Read by 0 of 1"));
    assert_eq!(nurse.get(&path).await.status, 200);
    assert!(admin.get(&path).await.text().contains("Read by 1 of 1"));
    let news = nurse.get("/notifications?show=unread").await.text();
    assert!(!news.contains("Lift out of order"), "the bell rings no more: {news}");
}

#[actix_web::test]
async fn to_one_person_and_to_everybody_at_a_site() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let form = admin.get("/sendings/new").await.text();
    let doctor = format!("person {}", account(&app, "doctor@test.example"));
    assert_eq!(send(&admin, &doctor).await.status, 303);
    assert_eq!(bells(&app), ["doctor@test.example"]);
    let site = choice(&form, ">Everybody at ");
    let nobody = look(&admin, &site).await;
    assert_eq!(nobody.status, 422, "nobody works there yet");
    assert!(nobody.text().contains("There is nobody there"));
    nurse_works_at_all_sites(&app);
    assert_eq!(send(&admin, &site).await.status, 303);
    assert_eq!(bells(&app).iter().filter(|one| *one == "nurse@test.example").count(), 1);
}

#[actix_web::test]
async fn a_double_click_sends_once_and_nobody_gets_it_who_was_not_shown() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let inputs = look(&admin, "role nurse").await.inputs();
    let mut fields = with(&[("do", "send")]);
    fields.extend(["csrf", "key", "seen"].map(|name| (name, inputs[name].as_str())));
    let other = [fields.clone(), vec![("to", "role doctor")]].concat();
    let refused = admin.post("/sendings", &other).await;
    assert_eq!(refused.status, 409, "those are others than were shown");
    assert!(refused.text().contains("Nothing was sent") && refused.text().contains("Doctor"));
    // Whoever claims to be somebody else is not.
    let claimed = account(&app, "doctor@test.example").to_string();
    let claims =
        [("sent_by", claimed.as_str()), ("from", "Somebody Else"), ("sent_by_name", "Somebody Else")];
    let fields = [fields, vec![("to", "role nurse")], claims.to_vec()].concat();
    let (first, second) = (admin.post("/sendings", &fields).await, admin.post("/sendings", &fields).await);
    assert_eq!((first.status, second.status), (303, 303));
    assert_eq!(first.location(), second.location());
    assert_eq!((count(&app), bells(&app).len()), (1, 1));
    let by: AccountId = app
        .house
        .db
        .read_now(|conn| Ok(sendings::table.select(sendings::sent_by).first(conn)?))
        .expect("a sender");
    assert_eq!(by, account(&app, "admin@test.example"));
    assert!(!admin.get(first.location()).await.text().contains("Somebody Else"));
    let unseen =
        admin.fill("/sendings/new", "/sendings", &with(&[("to", "role doctor"), ("do", "send")])).await;
    assert_eq!(unseen.status, 409, "nothing goes out that was not looked at");
    assert_eq!(count(&app), 1);
}

#[actix_web::test]
async fn only_admins_send_to_staff_and_reception_sends_to_patients() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    let form = format!("/patients/{}/messages/new", patient.id);
    let desk = app.receptionist().await;
    for person in [&app.doctor().await, &app.nurse().await, &app.patient().await] {
        let csrf = person.csrf().await;
        assert_eq!(person.get("/sendings").await.status, 403);
        assert_eq!(person.get("/sendings/new").await.status, 403);
        assert_eq!(person.post("/sendings", &[("csrf", &csrf)]).await.status, 403);
        assert_eq!(person.get(&form).await.status, 403);
        assert_eq!(person.post(&form, &[("csrf", &csrf)]).await.status, 403);
    }
    let csrf = desk.csrf().await;
    assert_eq!(desk.get("/sendings/new").await.status, 403);
    assert_eq!(desk.post("/sendings", &[("csrf", &csrf), ("to", "role nurse")]).await.status, 403);
    // Nor does an admin reach a patient by the form for staff.
    let admin = app.admin().await;
    for to in [format!("patient {}", patient.id), "role patient".into(), "person x".into(), String::new()] {
        assert_eq!(look(&admin, &to).await.status, 422, "{to}");
    }
    let me = format!("person {}", account(&app, "admin@test.example"));
    assert_eq!(look(&admin, &me).await.status, 422, "nobody tells themselves");
    assert_eq!(count(&app), 0);
}

/// All of it, as far as anybody knows.
fn was_sent_by(app: &TestApp, who: AccountId) {
    let done = app.house.db.write_now(&app.operator(), move |tx| {
        tx.nothing_to_record("prepared by a test");
        diesel::update(sendings::table).set(sendings::sent_by.eq(who)).execute(tx.conn())?;
        Ok(())
    });
    done.expect("changed");
}

/// What the patient was sent; staff hear of sign-ins on new browsers.
fn to_ana(server: &MailServer) -> Vec<serde_json::Value> {
    let mut taken = server.taken();
    taken.retain(|one| one["to"] == serde_json::json!(["ana@patient.example"]));
    taken
}

async fn write(desk: &Person<'_>, patient: &Patient) -> Answer {
    let form = format!("/patients/{}/messages/new", patient.id);
    let words = [("subject", "Your glasses"), ("body", "You left your glasses at our desk.")];
    desk.fill(&form, &form, &words).await
}

#[actix_web::test]
async fn a_patient_is_written_to_as_they_agreed_and_what_fails_is_called_about() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let (ana, desk) = (ana(&app), app.receptionist().await);
    let form = format!("/patients/{}/messages/new", ana.id);
    let page = desk.get(&form).await.text();
    assert!(page.contains("This patient is not written to") && page.contains("+49 40 555 018"), "{page}");
    let csrf = desk.get("/notices/new").await.inputs();
    let forced =
        [("csrf", csrf["csrf"].as_str()), ("key", csrf["key"].as_str()), ("subject", "x"), ("body", "y")];
    assert_eq!(desk.post(&form, &forced).await.status, 422, "without their word nothing goes out");
    agrees(&app, &ana, "mail").await;
    assert!(desk.get(&form).await.text().contains("By mail to ana@patient.example"));
    let sent = write(&desk, &ana).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let path = sent.location().to_owned();
    assert!(desk.get(&path).await.text().contains("Queued"));
    outbox::round(&app.house).await.expect("a round");
    let taken = to_ana(&server);
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0]["subject"], "Your glasses");
    let words = taken[0]["text"].as_str().expect("words");
    assert!(words.contains("Dear Ana Marković") && words.contains("You left your glasses at our desk."));
    assert!(!words.contains(&ana.mrn));
    assert!(desk.get(&path).await.text().contains("Sent"));
    // By text message, which nobody has set up: reception calls.
    agrees(&app, &ana, "text").await;
    let failed = write(&desk, &ana).await.location().to_owned();
    outbox::round(&app.house).await.expect("a round");
    assert!(desk.get("/calls").await.text().contains("Your glasses"), "on the call list");
    let page = desk.get(&failed).await.text();
    assert!(page.contains("Nothing is set up to send it") && page.contains("Try again"), "{page}");
    let again = desk.fill(&failed, &format!("{failed}/retry"), &[]).await;
    assert_eq!(again.status, 303);
    assert!(desk.get(&failed).await.text().contains("Trying again"));
    // What others have sent is the admin's to see and to retry, and nobody else's.
    let admin = app.admin().await;
    was_sent_by(&app, account(&app, "admin@test.example"));
    assert_eq!(desk.get(&failed).await.status, 404);
    let csrf = desk.csrf().await;
    assert_eq!(desk.post(&format!("{failed}/retry"), &[("csrf", &csrf)]).await.status, 404);
    assert!(!desk.get("/sendings").await.text().contains("Your glasses"));
    assert_eq!(admin.get(&failed).await.status, 200);
    assert!(admin.get("/sendings").await.text().contains("Your glasses"));
    assert_eq!(app.doctor().await.get(&failed).await.status, 404);
}

#[actix_web::test]
async fn whoever_chose_not_to_hear_of_it_does_not_and_the_sender_knows() {
    let app = TestApp::new().await;
    let (admin, nurse) = (app.admin().await, app.nurse().await);
    let page = nurse.get("/notifications").await.text();
    assert!(page.contains("by-hand-bell"), "it can be chosen");
    assert_eq!(
        nurse.fill("/notifications", "/notifications/choices", &[("notices-bell", "on")]).await.status,
        303
    );
    let path = send(&admin, "role nurse").await.location().to_owned();
    assert_eq!(bells(&app).len(), 0);
    let page = admin.get(&path).await.text();
    assert!(page.contains("Read by 0 of 1") && page.contains("Does not want to hear of this at the bell"));
    assert_eq!(nurse.get(&path).await.status, 200, "it was for them all the same");
}

#[actix_web::test]
async fn a_subject_cannot_smuggle_another_header_and_words_stay_words() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let (ana, desk) = (ana(&app), app.receptionist().await);
    agrees(&app, &ana, "mail").await;
    let form = format!("/patients/{}/messages/new", ana.id);
    for subject in
        ["Glasses\r\nBcc: all@evil.example", "Glasses\u{2028}x", "Gl\u{202e}asses", " ", &"x".repeat(81)]
    {
        let refused = desk.fill(&form, &form, &[("subject", subject), ("body", "y")]).await;
        assert_eq!(refused.status, 422, "{subject:?}");
    }
    let body = "<script>alert(1)</script>\r\nBcc: all@evil.example\r\n.\r\nQUIT\r\n\u{e000}link\u{e000}";
    let sent = desk.fill(&form, &form, &[("subject", "=?utf-8?q?Subject?= <b>"), ("body", body)]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    outbox::round(&app.house).await.expect("a round");
    let taken = to_ana(&server);
    assert_eq!(taken.len(), 1);
    assert!(!server.taken().iter().any(|one| one["to"].to_string().contains("evil")), "to nobody else");
    assert!(!taken[0]["html"].as_str().expect("html").contains("<script>"));
    let page = desk.get(sent.location()).await.text();
    assert!(!page.contains("<script>alert"), "{page}");
}
