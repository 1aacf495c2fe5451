//! Sending by hand to the patients of a list of the diary: who they are, by what each is told, and once.

use diesel::prelude::*;
use wardbook::diary::appointments::Status;
use wardbook::gate::audit::{self, Filter};
use wardbook::gate::notifications::outbox;
use wardbook::kit::db::types::AnyId;
use wardbook::people::patients::{self, Details, Field, Patient, Sheet, register};
use wardbook::schema::{accounts, deliveries, sending_patients, sendings};

use crate::merging::{merge, undo};
use crate::outbox::lead_to;
use crate::reminders::{agrees, ana};
use crate::support::diary::{Practice, account, at};
use crate::support::mail_server::MailServer;
use crate::support::{Answer, Person, TestApp};

const LIST: &str = "date=2026-11-23";

/// Somebody with a telephone and nothing else.
fn somebody(app: &TestApp, family: &str) -> Patient {
    let sheet = Sheet::default()
        .with(Field::Family, family)
        .with(Field::Given, "Ivo")
        .with(Field::Born, "14-Mar-1974")
        .with(Field::Sex, "male")
        .with(Field::Phone, "+49 40 555 777");
    let details = Details::parse(&sheet, jiff::civil::date(2026, 11, 20)).expect("details");
    app.house.db.write_now(&app.operator(), move |tx| register(tx, &details, None, None)).expect("a patient")
}

fn stand(app: &TestApp, practice: &Practice, patient: &Patient, time: &str, status: Status) {
    let when = at(&format!("2026-11-23T{time}:00Z"));
    practice.stand(app, &practice.booking(patient.id, when), status);
}

/// The address of the way from a list to its patients, as the list itself has it.
async fn way(person: &Person<'_>, list: &str) -> String {
    let page = person.get(&format!("/diary/list?{list}")).await.text();
    let (before, _) = page.split_once("Write to these patients").expect("a way to write");
    let href = before.rsplit("href=\"").next().and_then(|rest| rest.split('"').next()).expect("an address");
    href.replace("&amp;", "&").replace("&#38;", "&")
}

/// Opens the form of a list and sends it as it is, with these changes.
async fn send(person: &Person<'_>, form: &str, more: &[(&str, &str)]) -> Answer {
    let inputs = person.get(form).await.inputs();
    let mut fields = vec![("subject", "Your appointment"), ("body", "Please call us before you come.")];
    for name in ["csrf", "key", "list", "seen"] {
        fields.extend(inputs.get(name).map(|value| (name, value.as_str())));
    }
    fields.retain(|(name, _)| !more.iter().any(|(known, _)| known == name));
    fields.extend(more);
    person.post("/sendings/patients", &fields).await
}

fn counts(app: &TestApp) -> (i64, i64, i64) {
    app.house
        .db
        .read_now(|conn| {
            Ok((
                sendings::table.count().get_result(conn)?,
                sending_patients::table.count().get_result(conn)?,
                deliveries::table.filter(deliveries::kind.eq("by-hand")).count().get_result(conn)?,
            ))
        })
        .expect("numbers")
}

#[actix_web::test]
async fn everybody_of_a_list_is_told_once_and_whom_nothing_may_be_written_to_is_called() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let (practice, ana, ivo) = (Practice::open(&app), ana(&app), somebody(&app, "Babić"));
    let (off, desk) = (somebody(&app, "Cvetko"), app.receptionist().await);
    agrees(&app, &ana, "mail").await;
    for time in ["08:00", "10:00", "12:00"] {
        stand(&app, &practice, &ana, time, Status::Booked);
    }
    stand(&app, &practice, &ivo, "08:30", Status::Booked);
    stand(&app, &practice, &off, "09:00", Status::Cancelled);
    let form = way(&desk, LIST).await;
    let page = desk.get(&form).await;
    assert_eq!(page.status, 200, "{}", page.text());
    for words in ["To 2 patients", "By mail", "By telephone", "Monday 23 November 2026", "Send to 2 patients"]
    {
        assert!(page.text().contains(words), "{words} in {}", page.text());
    }
    assert!(page.text().contains("Write nothing about health") && !page.text().contains("Cvetko"));
    assert_eq!(counts(&app), (0, 0, 0), "looking sends nothing");

    let sent = send(&desk, &form, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert_eq!(counts(&app), (1, 2, 2));
    assert!(desk.get("/calls").await.text().contains("Babić"), "at once");
    assert!(!desk.get("/calls").await.text().contains("Marković"));
    outbox::round(&app.house).await.expect("a round");
    let taken = server.taken();
    let to_ana: Vec<_> = taken.iter().filter(|one| one["to"][0] == "ana@patient.example").collect();
    assert_eq!(to_ana.len(), 1, "once, with three appointments");
    let words = to_ana[0]["text"].as_str().expect("words");
    assert!(words.contains("Please call us before you come.") && !words.contains("Babić"));
    assert!(!words.contains(&ana.mrn) && !words.contains("Blood pressure"));

    let list = desk.get("/sendings").await.text();
    assert!(
        list.contains("2 patients: Monday 23 November 2026") && list.contains("1 sent, 1 to call"),
        "{list}"
    );
    let shown = desk.get(sent.location()).await.text();
    for words in ["Marković", "Babić", "To be called", "Sent", "Has not agreed to messages"] {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    assert!(!shown.contains("Try again"), "nothing that could be tried");
    // Whoever calls says so, and that is what became of it.
    let calls = desk.get("/calls").await.text();
    let (before, _) = calls.split_once("No answer").expect("a call");
    let action =
        before.rsplit("action=\"").next().and_then(|rest| rest.split('"').next()).expect("an action");
    assert_eq!(desk.fill("/calls", action, &[("outcome", "reached")]).await.status, 303);
    assert!(desk.get("/sendings").await.text().contains("1 sent, 1 called"));
    assert!(desk.get(sent.location()).await.text().contains("reached by telephone"));
    // It is on file with each of them.
    for patient in [&ana, &ivo] {
        let filter = Filter {
            verb: Some("sending.sent".into()),
            patient: Some(patient.id.uuid()),
            ..Filter::default()
        };
        let found = app.house.db.read_now(|conn| audit::list(conn, &filter, 5)).expect("entries");
        assert_eq!(found.len(), 1);
    }
}

#[actix_web::test]
async fn a_double_click_sends_once_and_nobody_is_told_who_was_not_counted() {
    let app = TestApp::new().await;
    let (practice, ana, ivo) = (Practice::open(&app), ana(&app), somebody(&app, "Babić"));
    let desk = app.receptionist().await;
    stand(&app, &practice, &ana, "08:00", Status::Booked);
    let form = way(&desk, LIST).await;
    let inputs = desk.get(&form).await.inputs();
    let mut fields = vec![("subject", "Your appointment"), ("body", "Please call us.")];
    fields.extend(["csrf", "key", "list", "seen"].map(|name| (name, inputs[name].as_str())));
    let late = desk.get(&form).await.inputs();
    let (first, second) =
        (desk.post("/sendings/patients", &fields).await, desk.post("/sendings/patients", &fields).await);
    assert_eq!((first.status, second.status), (303, 303), "{}", first.text());
    assert_eq!(first.location(), second.location());
    assert_eq!(counts(&app), (1, 1, 1));

    // Somebody was booked between the look and the click: nothing goes out before that was seen.
    stand(&app, &practice, &ivo, "09:00", Status::Booked);
    let stale = [("key", late["key"].as_str()), ("seen", late["seen"].as_str())];
    let refused = send(&desk, &form, &stale).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(refused.text().contains("Nothing was sent") && refused.text().contains("To 2 patients"));
    assert!(refused.text().contains("Please call us before you come."), "what was typed stays");
    // So does whoever can be written to only since.
    agrees(&app, &ana, "mail").await;
    let inputs = refused.inputs();
    let again = send(&desk, &form, &[("seen", inputs["seen"].as_str())]).await;
    assert_eq!(again.status, 409);
    // A list that nobody has looked at.
    let unseen = send(&desk, &form, &[("seen", ""), ("list", "date=2026-11-23&status=booked")]).await;
    assert_eq!(unseen.status, 409);
    for list in ["date=2026-11-24", "doctor=x&date=2031-01-01", "status=completed&date=2026-11-23"] {
        let nobody = send(&desk, &form, &[("list", list)]).await;
        assert_eq!(nobody.status, 422, "{list}");
        assert!(nobody.text().contains("There is nobody in this list"));
    }
    let wordless = send(&desk, &form, &[("subject", "")]).await;
    assert_eq!(wordless.status, 422);
    assert_eq!(counts(&app), (1, 1, 1));
}

#[actix_web::test]
async fn only_reception_and_admins_write_to_a_list() {
    let app = TestApp::new().await;
    let (practice, ana) = (Practice::open(&app), ana(&app));
    stand(&app, &practice, &ana, "08:00", Status::Booked);
    let form = "/sendings/patients?date=2026-11-23";
    for person in [&app.doctor().await, &app.nurse().await, &app.patient().await] {
        assert_eq!(person.get(form).await.status, 403);
        let csrf = person.csrf().await;
        let sent = person.post("/sendings/patients", &[("csrf", &csrf), ("list", LIST)]).await;
        assert_eq!(sent.status, 403);
        assert!(!person.get("/diary/list?date=2026-11-23").await.text().contains("Write to these patients"));
    }
    assert_eq!(app.visitor().get(form).await.status, 303);
    assert_eq!(counts(&app), (0, 0, 0));
    let admin = app.admin().await;
    let way = way(&admin, LIST).await;
    let sent = send(&admin, &way, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    // Who sent it is not what a form says, and others of reception do not see it.
    assert_eq!(app.receptionist().await.get(sent.location()).await.status, 404);
    for person in [&app.doctor().await, &app.nurse().await, &app.patient().await] {
        assert_eq!(person.get(sent.location()).await.status, 404);
    }
    let retry = format!("{}/retry", sent.location());
    assert_eq!(app.receptionist().await.fill("/sendings", &retry, &[]).await.status, 404);
}

#[actix_web::test]
async fn who_has_died_is_archived_or_sends_it_themselves_is_left_out() {
    let app = TestApp::new().await;
    let (practice, ana, gone, own) =
        (Practice::open(&app), ana(&app), somebody(&app, "Babić"), somebody(&app, "Cvetko"));
    for (patient, time) in [(&ana, "08:00"), (&gone, "09:00"), (&own, "10:00")] {
        stand(&app, &practice, patient, time, Status::Booked);
    }
    let (me, own) = (account(&app, "receptionist@test.example"), own.id.uuid());
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            patients::archive(tx, &gone, "moved away", None)?;
            diesel::update(accounts::table.find(me))
                .set(accounts::patient_id.eq(Some(AnyId(own))))
                .execute(tx.conn())?;
            Ok(())
        })
        .expect("changed");
    let desk = app.receptionist().await;
    let page = desk.get(&way(&desk, LIST).await).await.text();
    assert!(
        page.contains("To one patient") && page.contains("2 patients of the list are left out"),
        "{page}"
    );
    let sent = send(&desk, &way(&desk, LIST).await, &[]).await;
    assert_eq!(sent.status, 303);
    let calls = desk.get("/calls").await.text();
    assert!(calls.contains("Marković") && !calls.contains("Babić") && !calls.contains("Cvetko"));
}

#[actix_web::test]
async fn too_many_at_once_are_refused_in_a_sentence() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let many: Vec<Patient> = (0..301).map(|n| somebody(&app, &format!("Test{n:03}"))).collect();
    let bookings: Vec<_> = many
        .iter()
        .zip(0..)
        .map(|(patient, n)| {
            let day = at("2026-11-23T08:00:00Z") + jiff::SignedDuration::from_hours(24 * (n / 20));
            practice.booking(patient.id, day + jiff::SignedDuration::from_mins(15 * (n % 20))).made(
                Status::Booked,
                None,
                app.clock.now(),
            )
        })
        .collect();
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            tx.nothing_to_record("prepared by a test");
            for one in &bookings {
                wardbook::diary::appointments::insert(tx, one)?;
            }
            Ok(())
        })
        .expect("appointments");
    let desk = app.receptionist().await;
    let list = "date=2026-11-23&days=28";
    let page = desk.get(&way(&desk, list).await).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("At most 300 patients") && !page.text().contains("name=\"subject\""));
    let inputs = desk.get("/notices/new").await.inputs();
    let forced = [
        ("csrf", inputs["csrf"].as_str()),
        ("key", inputs["key"].as_str()),
        ("list", list),
        ("seen", ""),
        ("subject", "x"),
        ("body", "y"),
    ];
    let refused = desk.post("/sendings/patients", &forced).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(refused.text().contains("At most 300 patients"));
    // One fewer is not too many, and all of it is one transaction.
    let list = "date=2026-11-23&days=28&q=Test0";
    let sent = send(&desk, &way(&desk, list).await, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert_eq!(counts(&app), (1, 100, 100));
    assert!(!desk.get("/calls").await.text().contains("There are more"));
    let sent = send(&desk, &way(&desk, "date=2026-11-23&days=28&q=Test100").await, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert!(desk.get("/calls").await.text().contains("There are more"), "than are listed");
    assert!(app.admin().await.get("/outbox").await.text().contains("More than 100 to reach"));
}

#[actix_web::test]
async fn what_failed_for_some_is_tried_again_for_those_alone() {
    let mut server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let (practice, ana, ivo) = (Practice::open(&app), ana(&app), somebody(&app, "Babić"));
    for (patient, time, way) in [(&ana, "08:00", "mail"), (&ivo, "09:00", "text")] {
        agrees(&app, patient, way).await;
        stand(&app, &practice, patient, time, Status::Booked);
    }
    let desk = app.receptionist().await;
    let page = desk.get(&way(&desk, LIST).await).await.text();
    assert!(page.contains("Text messages are not set up") && !page.contains("Mail is not set up"), "{page}");
    let sent = send(&desk, &way(&desk, LIST).await, &[]).await;
    outbox::round(&app.house).await.expect("a round");
    let path = sent.location();
    assert!(desk.get("/sendings").await.text().contains("1 sent, 1 to call"));
    let page = desk.get(path).await.text();
    assert!(page.contains("Nothing is set up to send it") && page.contains("Try again"), "{page}");
    server.stop();
    assert_eq!(desk.fill(path, &format!("{path}/retry"), &[]).await.status, 303);
    assert!(desk.get("/sendings").await.text().contains("1 sent, 1 on the way"), "what was sent stays sent");
    outbox::round(&app.house).await.expect("a round");
    assert!(desk.get("/calls").await.text().contains("Babić"), "and back on the call list");
}

#[actix_web::test]
async fn a_merge_takes_along_what_was_sent_and_its_undoing_brings_it_back() {
    let app = TestApp::new().await;
    let (practice, ana, ivo) = (Practice::open(&app), ana(&app), somebody(&app, "Babić"));
    for (patient, time) in [(&ana, "08:00"), (&ivo, "09:00")] {
        stand(&app, &practice, patient, time, Status::Booked);
    }
    let desk = app.receptionist().await;
    let sent = send(&desk, &way(&desk, LIST).await, &[]).await;
    let admin = app.admin().await;
    let undone = merge(&admin, &app, &ivo, &ana).await;
    let page = desk.get(sent.location()).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Marković") && !page.text().contains("Babić"));
    undo(&admin, &undone).await;
    let page = desk.get(sent.location()).await.text();
    assert!(page.contains("Marković") && page.contains("Babić"), "{page}");
}
