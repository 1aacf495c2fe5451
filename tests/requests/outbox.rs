//! The outbox: what is written leaves, once; what does not leave shows.

use std::time::Duration;

use diesel::prelude::*;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;
use wardbook::gate::actor::AccountId;
use wardbook::gate::audit::{self, Filter};
use wardbook::gate::notifications::outbox::{
    self, DeliveryId, Kind, Letter, Message, Recipient, TextBody, Via,
};
use wardbook::kit::config::Settings;
use wardbook::kit::db::Deed;
use wardbook::schema::{deliveries, delivery_attempts};

use crate::support::TestApp;
use crate::support::diary::account;
use crate::support::mail_server::MailServer;
use crate::support::paper::register_patient;

/// Leads mail to this server.
pub fn lead_to(server: &MailServer) -> impl FnOnce(&mut Settings) {
    let port = server.port;
    move |settings| {
        settings.post.mail = "smtp".into();
        settings.post.mail_from = Some("Test Hospital <office@test.example>".into());
        settings.post.smtp_host = Some("127.0.0.1".into());
        settings.post.smtp_port = Some(port);
        settings.post.smtp_tls = "none".into();
        settings.post.send_seconds = 2;
    }
}

fn letter(words: &str) -> Letter {
    Letter { subject: format!("About {words}"), paragraphs: vec![words.to_owned()], ..Letter::default() }
}

pub fn mail_to(address: &str) -> Message {
    Message {
        kind: Kind::Notification,
        to: Recipient { name: "Ana Test".into(), patient: None, account: None, phone: String::new() },
        via: Via::Mail { address: address.into(), letter: letter("something") },
        about: None,
        once: None,
        not_after: None,
        caused_by: None,
    }
}

pub fn queue(app: &TestApp, message: Message) -> Option<DeliveryId> {
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            tx.record(Deed::new("test.prepared"));
            outbox::queue(tx, &message)
        })
        .expect("it is written")
}

fn send(app: &TestApp, address: &str) -> DeliveryId {
    queue(app, mail_to(address)).expect("it is new")
}

/// State, reason and number of tries.
fn standing(app: &TestApp, id: DeliveryId) -> (String, Option<String>, i32) {
    app.house
        .db
        .read_now(|conn| {
            Ok(deliveries::table
                .find(id)
                .select((deliveries::state, deliveries::reason, deliveries::tries))
                .first(conn)?)
        })
        .expect("a delivery")
}

fn state(app: &TestApp, id: DeliveryId) -> String {
    standing(app, id).0
}

fn due(app: &TestApp, id: DeliveryId) -> Timestamp {
    let find = deliveries::table.find(id).select(deliveries::due_at);
    app.house.db.read_now(|conn| Ok(find.first(conn)?)).expect("a delivery")
}

fn outcomes(app: &TestApp, id: DeliveryId) -> Vec<Option<String>> {
    app.house
        .db
        .read_now(|conn| {
            Ok(delivery_attempts::table
                .filter(delivery_attempts::delivery_id.eq(id))
                .order(delivery_attempts::number)
                .select(delivery_attempts::outcome)
                .load(conn)?)
        })
        .expect("tries")
}

fn verbs(app: &TestApp) -> Vec<String> {
    let filter = Filter { verb: Some("message.".into()), ..Filter::default() };
    let list = app.house.db.read_now(|conn| audit::list(conn, &filter, 100)).expect("the trail");
    list.into_iter().rev().map(|entry| entry.verb).collect()
}

async fn round(app: &TestApp) -> usize {
    outbox::round(&app.house).await.expect("a round")
}

#[actix_web::test]
async fn what_a_server_takes_is_sent_once_and_its_words_are_forgotten() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let id = send(&app, "ana@patient.example");
    assert_eq!(state(&app, id), "queued");
    assert_eq!((round(&app).await, round(&app).await), (1, 0));
    assert_eq!(standing(&app, id), ("sent".into(), None, 1));
    assert_eq!(outcomes(&app, id), [Some("sent".to_owned())]);

    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0]["id"], format!("<{id}@outbox.wardbook>"));
    assert_eq!(
        (&taken[0]["subject"], &taken[0]["auto"]),
        (&"About something".into(), &"auto-generated".into())
    );
    assert_eq!(taken[0]["from"], "office@test.example");
    for face in ["text", "html"] {
        let words = taken[0][face].as_str().expect("words");
        assert!(words.contains("Dear Ana Test,") && words.contains("Test Hospital"), "{words}");
    }
    let kept: Option<serde_json::Value> = app
        .house
        .db
        .read_now(|conn| Ok(deliveries::table.find(id).select(deliveries::content).first(conn)?))
        .expect("a delivery");
    assert_eq!(kept, None);
    assert_eq!(verbs(&app), ["message.sent"]);
}

#[actix_web::test]
async fn what_passes_is_tried_again_and_what_does_not_has_failed() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let names = ["later", "hang", "nobody", "full", "fickle", "ana"];
    let ids = names.map(|name| send(&app, &format!("{name}@patient.example")));
    let impossible = send(&app, "no address");
    assert_eq!(round(&app).await, 7);
    for (id, expected) in ids.iter().zip([
        ("queued", Some("busy")),
        ("queued", Some("timed-out")),
        ("failed", Some("address")),
        ("failed", Some("refused")),
        ("failed", Some("refused")),
        ("sent", None),
    ]) {
        let (state, reason, _) = standing(&app, *id);
        assert_eq!((state.as_str(), reason.as_deref()), expected);
    }
    assert_eq!(standing(&app, impossible), ("failed".into(), Some("address".into()), 1));
    assert_eq!(server.taken().len(), 1, "what was refused was not taken");

    // In a minute and a little, so that what failed together does not come back together.
    let wait = due(&app, ids[0]).duration_since(app.clock.now());
    assert!((60..=66).contains(&wait.as_secs()), "{wait}");
    app.clock.advance(SignedDuration::from_secs(59));
    assert_eq!(round(&app).await, 0);
    app.clock.advance(SignedDuration::from_secs(8));
    assert_eq!(round(&app).await, 2);
    assert_eq!(outcomes(&app, ids[0]), vec![Some("later".to_owned()); 2]);
}

#[actix_web::test]
async fn nobody_answers_for_a_day_and_it_is_given_up_until_somebody_tries_again() {
    let mut server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    server.stop();
    let patient = register_patient(&app, "Horvat", "Mia");
    let to = Recipient {
        name: "Horvat, Mia".into(),
        patient: Some(patient.id.uuid()),
        account: None,
        phone: "040 555 018".into(),
    };
    let id = queue(&app, Message { to, ..mail_to("mia@patient.example") }).expect("new");
    let began = app.clock.now();
    for tried in 1..=8 {
        assert_eq!(round(&app).await, 1, "try {tried}");
        assert_eq!(standing(&app, id).2, tried);
        if tried < 8 {
            assert_eq!(standing(&app, id).1.as_deref(), Some("unreachable"));
            app.clock.advance(due(&app, id).duration_since(app.clock.now()));
        }
    }
    assert_eq!(state(&app, id), "given-up");
    assert!((20..=26).contains(&app.clock.now().duration_since(began).as_hours()));
    assert_eq!(verbs(&app), ["message.given-up"]);
    app.clock.advance(SignedDuration::from_hours(2));
    assert_eq!(round(&app).await, 0);

    let admin = app.admin().await;
    let page = admin.get("/outbox").await.text();
    for words in ["Given up", "Nobody answers there", "Horvat, Mia", "040 555 018", "Try all failed again"] {
        assert!(page.contains(words), "{words}");
    }
    let one = admin.get(&format!("/outbox/{id}")).await;
    assert_eq!(one.status, 200);
    assert_eq!(one.text().matches("Again later").count(), 7, "each try is seen");
    assert!(!one.text().contains("Dear "), "the words are not");
    let retried = admin.fill(&format!("/outbox/{id}"), &format!("/outbox/{id}/retry"), &[]).await;
    assert_eq!(retried.status, 303);
    assert_eq!(round(&app).await, 1);
    assert_eq!(standing(&app, id).0, "queued", "a whole day again");
}

#[actix_web::test]
async fn not_set_up_counts_as_failed_and_shows() {
    let app = TestApp::new().await;
    let id = send(&app, "ana@patient.example");
    round(&app).await;
    assert_eq!(standing(&app, id), ("failed".into(), Some("not-set-up".into()), 1));
    let page = app.admin().await.get("/outbox").await.text();
    assert!(page.contains("Mail is not set up") && page.contains("Nothing is set up to send it"));
}

#[actix_web::test]
async fn all_that_failed_is_tried_again_by_one_click() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let ids = [send(&app, "fickle@patient.example"), send(&app, "fickle@other.example")];
    let gone = queue(&app, Message { not_after: Some(app.clock.now()), ..mail_to("fickle@third.example") });
    round(&app).await;
    assert!(ids.iter().all(|id| state(&app, *id) == "failed"));
    assert_eq!(state(&app, gone.expect("new")), "given-up", "past its time");
    let admin = app.admin().await;
    let retried = admin.fill("/outbox", "/outbox/retry", &[]).await;
    assert_eq!(retried.status, 303, "{}", retried.text());
    round(&app).await;
    assert!(ids.iter().all(|id| state(&app, *id) == "sent"));
    assert_eq!(server.taken().len(), 2);
    assert_eq!(state(&app, gone.expect("new")), "given-up");
}

#[actix_web::test]
async fn a_key_is_used_once_and_what_is_called_off_stays_here() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let about = uuid::Uuid::now_v7();
    let message = || Message {
        once: Some("reminder of one".into()),
        about: Some(about),
        ..mail_to("ana@patient.example")
    };
    let id = queue(&app, message()).expect("new");
    assert_eq!(queue(&app, message()), None);
    let called_off = app
        .house
        .db
        .write_now(&app.operator(), move |tx| {
            tx.record(Deed::new("test.prepared"));
            outbox::call_off(tx, about)
        })
        .expect("called off");
    assert_eq!(called_off, 1);
    assert_eq!(round(&app).await, 0);
    assert_eq!(standing(&app, id), ("given-up".into(), Some("called-off".into()), 0));
    let admin = app.admin().await;
    let retried = admin.fill("/outbox", &format!("/outbox/{id}/retry"), &[]).await;
    assert_eq!(retried.status, 303);
    assert_eq!((round(&app).await, server.taken().len()), (0, 0), "not by hand either");
}

fn call_off(app: &TestApp, about: uuid::Uuid) {
    let done = app.house.db.write_now(&app.operator(), move |tx| {
        tx.record(Deed::new("test.prepared"));
        outbox::call_off(tx, about)
    });
    done.expect("called off");
}

#[actix_web::test]
async fn what_is_being_tried_when_it_is_called_off_is_not_tried_again() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let about = uuid::Uuid::now_v7();
    let one = |address: &str| Message { about: Some(about), once: Some(address.into()), ..mail_to(address) };
    let id = queue(&app, one("hang@patient.example")).expect("new");
    let calls = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(state(&app, id), "sending");
        call_off(&app, about);
    };
    futures_util::future::join(round(&app), calls).await;
    assert_eq!(standing(&app, id), ("given-up".into(), Some("called-off".into()), 1));
    app.clock.advance(SignedDuration::from_hours(1));
    assert_eq!(round(&app).await, 0);
    assert!(queue(&app, one("hang@patient.example")).is_some(), "its key is free: it never left");

    // Nor when its process dies with it.
    let lost = queue(&app, one("later@patient.example")).expect("new");
    let lease = app.clock.now() + SignedDuration::from_secs(60);
    let taken = app.house.db.write_now(&app.operator(), move |tx| {
        tx.record(Deed::new("test.prepared"));
        let row = deliveries::table.find(lost);
        let values = (
            deliveries::state.eq("sending"),
            deliveries::lease_owner.eq(Some(wardbook::kit::db::types::AnyId(uuid::Uuid::now_v7()))),
            deliveries::lease_until.eq(Some(wardbook::kit::db::types::Utc(lease))),
        );
        diesel::update(row).set(values).execute(tx.conn())?;
        Ok(())
    });
    taken.expect("taken");
    call_off(&app, about);
    app.clock.advance(SignedDuration::from_mins(2));
    round(&app).await;
    assert_eq!(state(&app, lost), "given-up");
    assert!(outcomes(&app, lost).iter().flatten().all(|outcome| outcome != "later"), "it was not offered");
}

#[actix_web::test]
async fn what_was_given_up_and_then_called_off_is_tried_again_by_nobody() {
    let mut server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    server.stop();
    let about = uuid::Uuid::now_v7();
    let id = queue(&app, Message { about: Some(about), ..mail_to("ana@patient.example") }).expect("new");
    for _ in 0..8 {
        round(&app).await;
        app.clock.advance(due(&app, id).duration_since(app.clock.now()).max(SignedDuration::ZERO));
    }
    assert_eq!(state(&app, id), "given-up");
    call_off(&app, about);
    assert_eq!(standing(&app, id).1.as_deref(), Some("called-off"));
    let admin = app.admin().await;
    assert_eq!(admin.fill("/outbox", "/outbox/retry", &[]).await.status, 303);
    assert_eq!((round(&app).await, state(&app, id).as_str()), (0, "given-up"));
}

#[actix_web::test]
async fn each_figure_opens_the_rows_it_counts() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let (_, yesterday) = (send(&app, "early@patient.example"), round(&app).await);
    assert_eq!(yesterday, 1);
    app.clock.advance(SignedDuration::from_hours(24));
    for name in ["later", "nobody", "full", "ana", "mia"] {
        send(&app, &format!("{name}@patient.example"));
    }
    queue(&app, Message { not_after: Some(app.clock.now()), ..mail_to("gone@patient.example") });
    round(&app).await;
    let sending = send(&app, "sending@patient.example");
    let done = app.house.db.write_now(&app.operator(), move |tx| {
        tx.record(Deed::new("test.prepared"));
        let until = tx.now() + SignedDuration::from_secs(60);
        let values = (
            deliveries::state.eq("sending"),
            deliveries::lease_owner.eq(Some(wardbook::kit::db::types::AnyId(uuid::Uuid::now_v7()))),
            deliveries::lease_until.eq(Some(wardbook::kit::db::types::Utc(until))),
        );
        diesel::update(deliveries::table.find(sending)).set(values).execute(tx.conn())?;
        Ok(())
    });
    done.expect("being sent");
    for name in ["one", "two", "three"] {
        send(&app, &format!("{name}@patient.example"));
    }
    let admin = app.admin().await;
    for page in ["/outbox", "/outbox?channel=text"] {
        let page = admin.get(page).await.text();
        let figures = page.split_once("class=\"figures\"").expect("figures").1;
        let figures = figures.split_once("</p>").expect("an end").0;
        let mut counts = Vec::new();
        for figure in figures.split("<a href=\"").skip(1) {
            let href = figure.split('"').next().expect("an address");
            let count = figure.split_once("<b>").expect("a number").1;
            let count: usize =
                count.split("</b>").next().and_then(|text| text.parse().ok()).expect("a number");
            let rows = admin.get(href).await.text();
            assert_eq!(rows.matches("<th scope=\"row\"").count(), count, "{href}");
            counts.push(count);
        }
        assert_eq!(counts, [3, 2, 2, 1, 2]);
    }
    let all_sent = admin.get("/outbox?state=sent").await.text();
    assert_eq!(all_sent.matches("<th scope=\"row\"").count(), 3);
}

#[actix_web::test]
async fn whoever_dies_with_a_lease_loses_it_and_the_message_keeps_its_name() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(|settings| {
        lead_to(&server)(settings);
        settings.post.send_seconds = 60;
    })
    .await;
    let id = send(&app, "hang@patient.example");
    let dying = tokio::time::timeout(Duration::from_millis(700), outbox::round(&app.house)).await;
    assert!(dying.is_err(), "it hangs, and ends with its process");
    assert_eq!(state(&app, id), "sending");
    app.clock.advance(SignedDuration::from_secs(119));
    assert_eq!(round(&app).await, 0, "somebody has it");
    app.clock.advance(SignedDuration::from_secs(2));
    let again = tokio::time::timeout(Duration::from_millis(700), outbox::round(&app.house)).await;
    assert!(again.is_err(), "it is tried again");
    assert_eq!(outcomes(&app, id), [Some("lost".to_owned()), None]);
    assert_eq!(standing(&app, id).2, 2);
}

#[actix_web::test]
async fn several_at_once_send_nothing_twice() {
    let server = MailServer::start(&[]);
    let app = TestApp::with(lead_to(&server)).await;
    let ids: Vec<DeliveryId> = (0..40).map(|n| send(&app, &format!("p{n}@patient.example"))).collect();
    let rounds = [0; 4].map(|_| outbox::round(&app.house));
    let tried = futures_util::future::join_all(rounds).await;
    // Who was slower may have had to give way; nothing is left when all are through.
    assert!(tried.iter().flatten().sum::<usize>() <= 40);
    round(&app).await;
    assert!(ids.iter().all(|id| standing(&app, *id) == ("sent".into(), None, 1)));
    let mut names: Vec<String> = server.taken().iter().map(|one| one["id"].to_string()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!((names.len(), server.taken().len()), (40, 40));
}

#[actix_web::test]
async fn reception_calls_whom_a_message_did_not_reach() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Horvat", "Mia");
    let to = |by: Option<AccountId>| Message {
        to: Recipient {
            name: "Horvat, Mia".into(),
            patient: Some(patient.id.uuid()),
            account: None,
            phone: "040 555 018".into(),
        },
        caused_by: by,
        ..mail_to("mia@patient.example")
    };
    let desk = app.receptionist().await;
    let own = queue(&app, to(Some(account(&app, "receptionist@test.example")))).expect("new");
    let foreign = queue(&app, to(None)).expect("new");
    send(&app, "staff@test.example");
    round(&app).await;

    let list = desk.get("/calls").await;
    assert_eq!(list.status, 200);
    assert_eq!(list.text().matches("Horvat, Mia</bdi>").count(), 2, "patients only");
    assert!(list.text().contains("tel:040555018") && list.text().contains("Nothing is set up to send it"));
    assert_eq!(desk.fill("/calls", &format!("/calls/{own}/retry"), &[]).await.status, 303);
    assert_eq!(desk.fill("/calls", &format!("/calls/{foreign}/retry"), &[]).await.status, 404);
    assert_eq!((state(&app, own).as_str(), state(&app, foreign).as_str()), ("queued", "failed"));

    let call = format!("/calls/{foreign}");
    assert_eq!(desk.fill("/calls", &call, &[("outcome", "no-answer")]).await.status, 303);
    assert!(desk.get("/calls").await.text().contains("No answer Today 08:05"));
    assert_eq!(desk.fill("/calls", &call, &[("outcome", "perhaps")]).await.status, 422);
    assert_eq!(desk.fill("/calls", &call, &[("outcome", "reached")]).await.status, 303);
    assert!(desk.get("/calls").await.text().contains("Nobody needs to be called."));
    let told: Vec<String> = verbs(&app).into_iter().filter(|verb| verb == "message.called").collect();
    assert_eq!(told.len(), 2);

    for person in [app.doctor().await, app.nurse().await, app.patient().await] {
        for path in ["/calls", "/outbox"] {
            assert_eq!(person.get(path).await.status, 403, "{path}");
        }
    }
    assert_eq!(desk.get("/outbox").await.status, 403, "an admin's");
}

#[actix_web::test]
async fn pages_of_the_outbox_are_narrowed_and_go_on() {
    let app = TestApp::new().await;
    for n in 0..60 {
        send(&app, &format!("p{n}@patient.example"));
    }
    round(&app).await;
    let text = Via::Text {
        number: "+49 40 555 018".into(),
        body: TextBody::new("Reminder".into(), "Tomorrow, 09:15".into()),
    };
    let sms = queue(&app, Message { via: text, ..mail_to("") }).expect("new");
    let admin = app.admin().await;
    let first = admin.get("/outbox?state=failed").await.text();
    assert_eq!(first.matches("Nothing is set up to send it").count(), 50);
    let next = first.split("href=\"").find(|rest| rest.contains("after=")).expect("a next page");
    let next = next.split('"').next().expect("an address").replace("&#38;", "&").replace("&amp;", "&");
    assert_eq!(admin.get(&next).await.text().matches("Nothing is set up to send it").count(), 10);
    let texts = admin.get("/outbox?channel=text").await.text();
    assert!(texts.contains(&sms.to_string()) && !texts.contains("Nothing is set up to send it"));
    for odd in ["/outbox?state=x&channel=y&after=z", "/outbox?after=%00", "/outbox?after=2026_1"] {
        assert!(admin.get(odd).await.status < 500, "{odd}");
    }
    round(&app).await;
    assert_eq!(standing(&app, sms), ("failed".into(), Some("not-set-up".into()), 1));
}

#[actix_web::test]
async fn what_ended_long_ago_is_forgotten() {
    let app = TestApp::new().await;
    let old = send(&app, "old@patient.example");
    round(&app).await;
    app.clock.advance(SignedDuration::from_hours(24 * 91));
    let waiting = send(&app, "new@patient.example");
    wardbook::app::tidy(&app.house).await.expect("tidied");
    let left: Vec<DeliveryId> = app
        .house
        .db
        .read_now(|conn| Ok(deliveries::table.select(deliveries::id).load(conn)?))
        .expect("deliveries");
    assert!(!left.contains(&old) && left.contains(&waiting));
}

/// Answers one request after the other with these statuses, and hands out what was sent.
fn gateway(statuses: &'static [u16]) -> (u16, std::sync::mpsc::Receiver<String>) {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (send, receive) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for status in statuses {
            let Ok((mut stream, _)) = listener.accept() else { return };
            let (mut request, mut part) = (Vec::new(), [0_u8; 4096]);
            loop {
                let read = stream.read(&mut part).expect("a request");
                request.extend_from_slice(&part[..read]);
                let text = String::from_utf8_lossy(&request).into_owned();
                let length = text.to_lowercase().split("content-length: ").nth(1).and_then(|rest| {
                    rest.split("\r\n").next().and_then(|number| number.parse::<usize>().ok())
                });
                let body = text.split_once("\r\n\r\n").map(|(_, body)| body.len());
                if read == 0 || (body.is_some() && body >= length) {
                    break;
                }
            }
            let answer =
                format!("HTTP/1.1 {status} X\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwords");
            stream.write_all(answer.as_bytes()).expect("an answer");
            send.send(String::from_utf8_lossy(&request).into_owned()).ok();
        }
    });
    (port, receive)
}

#[actix_web::test]
async fn text_messages_leave_through_a_gateway_signed() {
    let (port, requests) = gateway(&[503, 200, 400]);
    let app = TestApp::with(|settings| {
        settings.post.sms = "http".into();
        settings.post.sms_url = Some(format!("http://127.0.0.1:{port}/send?account=7"));
        settings.post.sms_key = Some("a key of the gateway".into());
        settings.post.sms_authorization = Some("Bearer token".into());
        settings.post.send_seconds = 5;
    })
    .await;
    let text = |words: &str| Message {
        via: Via::Text {
            number: "+49 40 555 018".into(),
            body: TextBody::new("Reminder".into(), words.into()),
        },
        ..mail_to("")
    };
    let id = queue(&app, text("Tomorrow, \"09:15\"")).expect("new");
    round(&app).await;
    assert_eq!(standing(&app, id), ("queued".into(), Some("busy".into()), 1));
    app.clock.advance(SignedDuration::from_secs(70));
    round(&app).await;
    assert_eq!(standing(&app, id), ("sent".into(), None, 2));
    let refused = queue(&app, text("Tomorrow")).expect("new");
    round(&app).await;
    assert_eq!(standing(&app, refused), ("failed".into(), Some("address".into()), 1));

    let asked: Vec<String> = requests.try_iter().collect();
    for request in &asked[..2] {
        let (head, body) = request.split_once("\r\n\r\n").expect("head and body");
        let head = head.to_lowercase();
        let value = |name: &str| {
            head.lines().find_map(|line| line.strip_prefix(name)).map(|rest| rest[1..].trim().to_owned())
        };
        assert!(head.starts_with("post /send?account=7 http/1.1"), "{head}");
        assert_eq!(value("idempotency-key"), Some(id.to_string()), "the same in every try");
        assert_eq!(value("authorization").as_deref(), Some("bearer token"));
        let (raw, body): (&str, serde_json::Value) = (body, serde_json::from_str(body).expect("JSON"));
        assert_eq!((&body["to"], &body["text"]), (&"+49 40 555 018".into(), &"Tomorrow, \"09:15\"".into()));
        let signature = value("x-wardbook-signature").expect("a signature");
        let at = value("x-wardbook-timestamp").expect("a time");
        let mut mac = Hmac::<Sha256>::new_from_slice(b"a key of the gateway").expect("a key");
        mac.update(format!("{at}.{id}.{raw}").as_bytes());
        assert_eq!(signature, format!("sha256={}", hex::encode(mac.finalize().into_bytes())));
    }
}
