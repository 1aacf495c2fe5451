//! Conversations: the two and nobody else, in order, without gap or repeat, and what hangs on messages.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use actix_web::web;
use diesel::prelude::*;
use jiff::SignedDuration;
use serde_json::json;
use wardbook::app::{self, Adjustments};
use wardbook::gate::actor::AccountId;
use wardbook::gate::audit::{self, Filter};
use wardbook::gate::desk::House;
use wardbook::kit::error::Error;
use wardbook::schema::{audit_log, conversations, deliveries, message_files, messages, notifications};
use wardbook::talk::chat::{self, Address, ConversationId, Window};

use super::photos::picture;
use crate::support::diary::account;
use crate::support::socket::{Came, Line, Server};
use crate::support::{Answer, CHEAP, Person, TestApp};

const SHORTLY: Duration = Duration::from_millis(700);

fn doctor(app: &TestApp) -> AccountId {
    account(app, "doctor@test.example")
}

fn nurse(app: &TestApp) -> AccountId {
    account(app, "nurse@test.example")
}

/// Begins a conversation as the page does; answers its path.
async fn begin(app: &TestApp, person: &Person<'_>, with: &str) -> String {
    let csrf = person.csrf().await;
    let to = account(app, with).to_string();
    let begun = person.post("/messages", &[("csrf", &csrf), ("to", &to)]).await;
    assert_eq!(begun.status, 303, "{}", begun.text());
    begun.location().to_owned()
}

/// A file as a form sends it: its name and what it holds.
type Sent<'a> = (&'a str, &'a [u8]);

fn body(inputs: &[(&str, &str)], files: &[Sent<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in inputs {
        let head = format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
    }
    for (name, bytes) in files {
        let head = format!(
            "--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--cut--\r\n");
    body
}

async fn send_with(person: &Person<'_>, path: &str, text: &str, files: &[Sent<'_>]) -> Answer {
    let inputs = person.get(path).await.inputs();
    let fields = [("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str()), ("text", text)];
    person.post_parts(path, body(&fields, files)).await
}

async fn send(person: &Person<'_>, path: &str, text: &str) -> Answer {
    send_with(person, path, text, &[]).await
}

fn address_of(path: &str) -> Address {
    path.rsplit('/').next().expect("a part").parse().expect("an address")
}

fn id_of(app: &TestApp, path: &str, me: AccountId) -> ConversationId {
    let address = address_of(path);
    app.house.db.read_now(move |conn| chat::find(conn, me, &address)).expect("a conversation").id
}

#[actix_web::test]
async fn two_have_one_conversation_whoever_begins_it_and_read_it_in_its_order() {
    let app = TestApp::new().await;
    let (doctor, nurse) = (app.doctor().await, app.nurse().await);
    let path = begin(&app, &doctor, "nurse@test.example").await;
    assert_eq!(begin(&app, &nurse, "doctor@test.example").await, path);
    assert_eq!(begin(&app, &doctor, "nurse@test.example").await, path, "begun again");
    let sent = send(&doctor, &path, "Can you draw potassium?\nBefore she leaves.").await;
    assert_eq!((sent.status, sent.location()), (303, path.as_str()), "{}", sent.text());
    assert!(doctor.get(&path).await.text().contains("· sent"), "nobody has got it yet");
    // Their list says so, and with that it has got to them.
    let list = nurse.get("/messages").await.text();
    assert!(list.contains("Can you draw potassium? Before she leaves."), "{list}");
    assert!(list.contains("<span class=\"count\">1<span class=\"sr\"> unread"), "{list}");
    assert!(doctor.get(&path).await.text().contains("· delivered"));
    let page = nurse.get(&path).await.text();
    assert!(page.contains("id=\"new\"") && page.contains("Can you draw potassium?\nBefore she leaves."));
    assert!(doctor.get(&path).await.text().contains("· read"));
    assert!(!nurse.get("/messages").await.text().contains("class=\"count\">1<span class=\"sr\"> unread"));
    assert_eq!(send(&nurse, &path, "It is on its way").await.status, 303);
    let page = doctor.get(&format!("{path}/now")).await.text();
    let (first, second) =
        (page.find("Can you draw").expect("first"), page.find("on its way").expect("second"));
    assert!(first < second && page.contains("id=\"m-1\"") && page.contains("id=\"m-2\""), "{page}");
    assert!(!page.contains("<html"), "the part alone");
    let list = nurse.get("/messages").await.text();
    assert!(list.contains("You: It is on its way"), "{list}");
}

#[actix_web::test]
async fn the_address_is_no_permission_for_anybody_else() {
    let app = TestApp::new().await;
    let (doctor, nurse) = (app.doctor().await, app.nurse().await);
    let path = begin(&app, &doctor, "nurse@test.example").await;
    let sent = send_with(&doctor, &path, "Between us", &[("a.png", &picture([1, 2, 3]))]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let page = nurse.get(&path).await.text();
    let file =
        page.split("href=\"").find(|part| part.starts_with(&format!("{path}/files/"))).expect("a file");
    let file = file.split('"').next().expect("an address").to_owned();
    assert_eq!(nurse.get(&file).await.status, 200);
    let never = format!("/messages/{}", Address::random());
    let own = begin(&app, &app.admin().await, "receptionist@test.example").await;
    for other in [app.admin().await, app.receptionist().await] {
        let (foreign, none) = (other.get(&path).await, other.get(&never).await);
        assert_eq!((foreign.status, none.status), (404, 404));
        assert!(!foreign.text().contains("Between us"));
        for path in [
            format!("{path}/now"),
            file.clone(),
            format!("/messages/search?q=between&in={}", address_of(&path)),
        ] {
            assert_eq!(other.get(&path).await.status, 404, "{path}");
        }
        let csrf = other.csrf().await;
        let typing = other.post(&format!("{path}/typing"), &[("csrf", &csrf)]).await;
        assert_eq!(typing.status, 404);
        let inputs = other.get(&own).await.inputs();
        let fields = [("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str()), ("text", "x")];
        assert_eq!(other.post_parts(&path, body(&fields, &[])).await.status, 404);
        // A file of a conversation is found in that one alone.
        let id = file.rsplit('/').next().expect("an id");
        assert_eq!(other.get(&format!("{own}/files/{id}")).await.status, 404);
        for page in ["/messages", "/messages/search?q=between", "/notifications"] {
            assert!(!other.get(page).await.text().contains("Between us"), "{page}");
        }
    }
    for nobody in [app.patient().await] {
        for page in ["/messages", "/messages/new", "/messages/search", path.as_str(), file.as_str()] {
            assert_eq!(nobody.get(page).await.status, 403, "{page}");
        }
    }
    let refused = Filter { verb: Some("conversation.refused".into()), ..Filter::default() };
    let entries = app.house.db.read_now(|conn| audit::list(conn, &refused, 50)).expect("entries");
    assert!(entries.len() >= 12, "each refusal is on file: {}", entries.len());
    let kept: i64 = count(&app);
    assert_eq!(kept, 1);
}

fn count(app: &TestApp) -> i64 {
    app.house.db.read_now(|conn| Ok(messages::table.count().get_result(conn)?)).expect("a count")
}

#[actix_web::test]
async fn who_wrote_it_comes_from_the_session_and_a_double_click_writes_once() {
    let app = TestApp::new().await;
    let (person, path) = {
        let person = app.doctor().await;
        let path = begin(&app, &person, "nurse@test.example").await;
        (person, path)
    };
    let foreign = account(&app, "admin@test.example").to_string();
    let inputs = person.get(&path).await.inputs();
    let fields = [
        ("csrf", inputs["csrf"].as_str()),
        ("key", inputs["key"].as_str()),
        ("text", "Mine"),
        ("sender_id", foreign.as_str()),
        ("me", foreign.as_str()),
    ];
    let file: Sent<'_> = ("a.pdf", b"%PDF-1.4\n%%EOF\n");
    let (one, two) = (
        person.post_parts(&path, body(&fields, &[file])).await,
        person.post_parts(&path, body(&fields, &[file])).await,
    );
    assert_eq!((one.status, two.status), (303, 303), "{}", two.text());
    let senders: Vec<AccountId> = app
        .house
        .db
        .read_now(|conn| Ok(messages::table.select(messages::sender_id).load(conn)?))
        .expect("rows");
    assert_eq!(senders, [doctor(&app)]);
    let kept: i64 =
        app.house.db.read_now(|conn| Ok(message_files::table.count().get_result(conn)?)).expect("files");
    assert_eq!((kept, app.house.files.ids(Duration::ZERO).expect("files").len()), (1, 1));
    // What was sent is not on file, that it was sent is.
    let details: Vec<serde_json::Value> = app
        .house
        .db
        .read_now(|conn| {
            let sent = audit_log::table.filter(audit_log::verb.eq("conversation.message-sent"));
            Ok(sent.select(audit_log::detail).load(conn)?)
        })
        .expect("entries");
    assert_eq!(details, [json!({ "number": 1, "files": 1 })]);
}

#[actix_web::test]
async fn words_stay_words_and_only_https_leads_anywhere() {
    let app = TestApp::new().await;
    let person = app.doctor().await;
    let path = begin(&app, &person, "nurse@test.example").await;
    let text = "<script>alert(1)</script> https://a.example/x?y=1&z=2. javascript:alert(2) \u{202e}txet";
    assert_eq!(send(&person, &path, text).await.status, 303);
    let page = person.get(&path).await.text();
    assert!(!page.contains("<script>alert") && page.contains("alert(1)"), "{page}");
    assert!(
        page.contains("href=\"https://a.example/x?y=1&#38;z=2\" rel=\"noopener noreferrer nofollow\""),
        "{page}"
    );
    assert!(!page.contains("href=\"javascript:"));
    assert!(page.contains("<bdi class=\"said\">"), "what turns the direction turns its own message only");
    for empty in ["", "  \n "] {
        let answer = send(&person, &path, empty).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains("Write something, or attach a file."));
    }
    let long = "x".repeat(4_001);
    let answer = send(&person, &path, &long).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains(&long), "nothing is lost");
    assert_eq!(count(&app), 1);
}

#[actix_web::test]
async fn files_are_judged_by_what_they_hold_and_lie_sealed() {
    let app = TestApp::new().await;
    let (doctor, nurse) = (app.doctor().await, app.nurse().await);
    let path = begin(&app, &doctor, "nurse@test.example").await;
    let png = picture([200, 10, 10]);
    let pdf = b"%PDF-1.7\nreadings of a patient\n%%EOF\n".to_vec();
    for wrong in [&b"MZ\x90\x00 a program"[..], b"<html><script>alert(1)</script>", b"<svg onload=alert(1)>"]
    {
        let answer = send_with(&doctor, &path, "See this", &[("fine.png", &png), ("wound.png", wrong)]).await;
        assert_eq!(answer.status, 422);
        let text = answer.text();
        assert!(text.contains("“wound.png” is no PNG") && text.contains("See this"), "{text}");
        assert!(app.house.files.ids(Duration::ZERO).expect("files").is_empty(), "none of them is kept");
    }
    let many: Vec<Sent<'_>> = (0..6).map(|_| ("a.png", png.as_slice())).collect();
    assert_eq!(send_with(&doctor, &path, "", &many).await.status, 422);
    let large = vec![0; 10_000_001];
    assert_eq!(send_with(&doctor, &path, "", &[("a.png", &large)]).await.status, 413);
    assert_eq!(count(&app), 0);
    let sent = send_with(&doctor, &path, "", &[("Wunde 1 ä.exe", &png), ("Werte März.pdf", &pdf)]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert!(nurse.get("/messages").await.text().contains("A file"));
    let page = nurse.get(&path).await.text();
    let files: BTreeSet<&str> = page
        .split("href=\"")
        .filter(|part| part.starts_with(&format!("{path}/files/")))
        .map(|part| part.split('"').next().expect("an address"))
        .collect();
    assert_eq!(files.len(), 2, "{page}");
    let mut kinds = Vec::new();
    for file in &files {
        let answer = nurse.get(file).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert!(answer.header("cache-control").is_some_and(|rule| rule.contains("no-store")));
        let disposition = answer.header("content-disposition").expect("a disposition").to_owned();
        match answer.header("content-type") {
            Some("image/png") => {
                assert_eq!(answer.body, png);
                assert!(disposition.contains("Wunde%201%20%C3%A4.exe.png"), "{disposition}");
            }
            Some("application/pdf") => {
                assert_eq!(answer.body, pdf);
                assert!(disposition.contains("M%C3%A4rz.pdf"), "{disposition}");
            }
            other => panic!("{other:?}"),
        }
        assert!(disposition.starts_with("attachment"), "{disposition}");
        let policy = answer.header("content-security-policy").expect("a policy");
        for part in ["sandbox; default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("'self'"), "{policy}");
        kinds.push(answer.header("content-type").map(str::to_owned));
    }
    assert_eq!(kinds.iter().collect::<BTreeSet<_>>().len(), 2);
    let mut lying = Vec::new();
    for shelf in std::fs::read_dir(app.house.settings.files()).expect("the folder") {
        for file in std::fs::read_dir(shelf.expect("a shelf").path()).expect("a shelf") {
            lying.push(std::fs::read(file.expect("a file").path()).expect("bytes"));
        }
    }
    assert_eq!(lying.len(), 2);
    assert!(lying.iter().all(|bytes| !bytes.windows(8).any(|part| part == b"readings")), "sealed");
    let opened = Filter { verb: Some("conversation.file-opened".into()), ..Filter::default() };
    let entries = app.house.db.read_now(|conn| audit::list(conn, &opened, 50)).expect("entries");
    assert_eq!(entries.len(), 2, "each look at a file is on file");
}

#[actix_web::test]
async fn files_that_belong_to_no_message_go_when_the_house_is_tidied() {
    let app = TestApp::new().await;
    let person = app.doctor().await;
    let path = begin(&app, &person, "nurse@test.example").await;
    assert_eq!(send_with(&person, &path, "", &[("a.png", &picture([1, 1, 1]))]).await.status, 303);
    let [hung] = app.house.files.ids(Duration::ZERO).expect("files")[..] else { panic!("one file") };
    let (fresh, old) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    for id in [fresh, old] {
        app.house.files.put(id, b"x").expect("kept");
    }
    // An hour and a minute ago.
    let folder = app.house.settings.files();
    for id in [old, hung] {
        let name = id.simple().to_string();
        let file =
            std::fs::File::options().write(true).open(folder.join(&name[30..]).join(&name)).expect("it");
        file.set_modified(std::time::SystemTime::now() - Duration::from_secs(3_660)).expect("older");
    }
    app::tidy(&app.house).await.expect("tidied");
    let left: BTreeSet<uuid::Uuid> =
        app.house.files.ids(Duration::ZERO).expect("files").into_iter().collect();
    assert_eq!(left, BTreeSet::from([hung, fresh]));
}

#[actix_web::test]
async fn the_bell_tells_once_until_somebody_has_looked() {
    let app = TestApp::new().await;
    let (doctor, nurse_) = (app.doctor().await, app.nurse().await);
    let path = begin(&app, &doctor, "nurse@test.example").await;
    let told = |app: &TestApp| -> Vec<bool> {
        let me = nurse(app);
        app.house
            .db
            .read_now(move |conn| {
                let own = notifications::table.filter(notifications::account_id.eq(me));
                Ok(own.order(notifications::id).select(notifications::read_at.is_null()).load(conn)?)
            })
            .expect("rows")
    };
    for text in ["One", "Two", "Three"] {
        assert_eq!(send(&doctor, &path, text).await.status, 303);
    }
    assert_eq!(told(&app), [true]);
    let bell = nurse_.get("/notifications").await.text();
    assert!(bell.contains("Test doctor has written to you") && bell.contains("3 unread messages"), "{bell}");
    assert!(!bell.contains("Three"), "who, and nothing of what");
    // The bell of an open page asks, and with that it has got to them.
    assert!(doctor.get(&path).await.text().contains("· sent"));
    assert_eq!(nurse_.get("/notifications/bell").await.status, 200);
    assert!(doctor.get(&path).await.text().contains("· delivered"));
    assert_eq!(nurse_.get(&path).await.status, 200);
    assert_eq!(told(&app), [false], "the conversation itself was looked at");
    assert_eq!(send(&doctor, &path, "Four").await.status, 303);
    assert_eq!(told(&app), [false, true]);
    assert!(
        !app.doctor().await.get("/notifications").await.text().contains("has written"),
        "who wrote knows"
    );
}

#[actix_web::test]
async fn a_search_finds_ones_own_words_whatever_their_accents() {
    let app = TestApp::new().await;
    let (doctor, nurse, admin) = (app.doctor().await, app.nurse().await, app.admin().await);
    let (with_nurse, with_admin) =
        (begin(&app, &doctor, "nurse@test.example").await, begin(&app, &doctor, "admin@test.example").await);
    send(&doctor, &with_nurse, "Frau Çelik fährt 100% mit").await;
    send(&nurse, &with_nurse, "Bett 4 ist frei").await;
    send(&admin, &with_admin, "Celik fragt nach dem Bett").await;
    let hits = |page: String| -> usize { page.matches("?at=").count() };
    for (q, found) in
        [("celik", 2), ("ÇELIK bett", 1), ("fahrt", 1), ("100%", 1), ("1%0", 0), ("bett_4", 0), ("frei", 1)]
    {
        let query = serde_urlencoded::to_string([("q", q)]).expect("a query");
        let page = doctor.get(&format!("/messages/search?{query}")).await;
        assert_eq!(hits(page.text()), found, "{q}");
    }
    let one = address_of(&with_nurse);
    assert_eq!(hits(doctor.get(&format!("/messages/search?q=celik&in={one}")).await.text()), 1);
    assert_eq!(hits(nurse.get("/messages/search?q=celik").await.text()), 1, "of one's own");
    let page = nurse.get("/messages/search?q=nothing").await.text();
    assert!(page.contains("Nothing found"));
    assert!(nurse.get("/messages/search").await.text().contains("Words of the message"));
    assert_eq!(nurse.get("/messages/search?q=x&in=rubbish").await.status, 404);
}

fn refusals(app: &TestApp) -> usize {
    let refused = Filter { verb: Some("conversation.refused".into()), ..Filter::default() };
    app.house.db.read_now(|conn| audit::list(conn, &refused, 50)).expect("entries").len()
}

#[actix_web::test]
async fn looking_for_words_in_a_foreign_conversation_is_on_file_as_opening_it_is() {
    let app = TestApp::new().await;
    let path = begin(&app, &app.doctor().await, "nurse@test.example").await;
    let admin = app.admin().await;
    assert_eq!(admin.get(&path).await.status, 404);
    assert_eq!(refusals(&app), 1);
    let search = format!("/messages/search?q=potassium&in={}", address_of(&path));
    assert_eq!(admin.get(&search).await.status, 404);
    assert_eq!(refusals(&app), 2);
    assert_eq!(admin.get("/messages/search?in=rubbish").await.status, 404);
    assert_eq!(refusals(&app), 3);
    assert_eq!(app.nurse().await.get(&search).await.status, 200);
    assert_eq!(refusals(&app), 3);
}

/// Mails about messages that wait.
fn mails(app: &TestApp) -> i64 {
    let all = deliveries::table.filter(deliveries::kind.eq("notification")).count();
    app.house.db.read_now(|conn| Ok(all.get_result(conn)?)).expect("a count")
}

#[actix_web::test]
async fn mail_tells_of_the_first_message_that_waits_and_not_of_each() {
    let app = TestApp::new().await;
    let (doctor, nurse) = (app.doctor().await, app.nurse().await);
    let path = begin(&app, &doctor, "nurse@test.example").await;
    let minutes = |minutes| app.clock.advance(SignedDuration::from_mins(minutes));
    // Mail and no bell.
    let chosen = nurse.fill("/notifications", "/notifications/choices", &[("messages-mail", "on")]).await;
    assert_eq!(chosen.status, 303);
    for words in ["One", "Two", "Three"] {
        send(&doctor, &path, words).await;
    }
    assert_eq!(mails(&app), 1, "once until it is read");
    // With the conversation before them they are told there, as long as they are there.
    assert_eq!(nurse.get(&path).await.status, 200);
    for words in ["Four", "Five"] {
        send(&doctor, &path, words).await;
        assert_eq!(nurse.get(&format!("{path}/now")).await.status, 200);
    }
    assert_eq!(mails(&app), 1, "they have just been there");
    minutes(4);
    send(&doctor, &path, "Six").await;
    assert_eq!(mails(&app), 1, "four minutes ago");
    minutes(2);
    send(&doctor, &path, "Seven").await;
    send(&doctor, &path, "And this").await;
    assert_eq!(mails(&app), 2, "they are gone, and it waits: once");
    assert_eq!(nurse.get(&path).await.status, 200);
    minutes(6);
    send(&doctor, &path, "Eight").await;
    send(&doctor, &path, "Nine").await;
    assert_eq!(mails(&app), 3, "they have read, and were gone again");
    // One's own words are nothing that waits.
    assert_eq!(send(&nurse, &path, "Ten").await.status, 303);
    assert_eq!(mails(&app), 3, "the doctor wants no mail");
}

#[actix_web::test]
async fn whoever_has_left_is_written_to_no_more_and_what_was_said_stays() {
    let app = TestApp::new().await;
    let (doctor, nurse_) = (app.doctor().await, app.nurse().await);
    let path = begin(&app, &doctor, "nurse@test.example").await;
    assert!(doctor.get("/messages/new?q=nurse").await.text().contains(&format!("value=\"{}\"", nurse(&app))));
    assert!(
        !doctor.get("/messages/new").await.text().contains(&format!("value=\"{}\"", self::doctor(&app))),
        "oneself"
    );
    send(&nurse_, &path, "The keys are with you").await;
    // The page is open when they leave.
    let inputs = doctor.get(&path).await.inputs();
    let who = nurse(&app);
    let left = app.house.db.write_now(&app.operator(), move |tx| {
        tx.nothing_to_record("a test dismisses somebody");
        let account = wardbook::schema::accounts::table.find(who);
        diesel::update(account).set(wardbook::schema::accounts::active.eq(false)).execute(tx.conn())?;
        Ok(())
    });
    left.expect("left");
    let fields = [("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str()), ("text", "Thank you")];
    let png = picture([9, 9, 9]);
    let answer = doctor.post_parts(&path, body(&fields, &[("a.png", &png)])).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("nobody would read it"), "{}", answer.text());
    assert!(app.house.files.ids(Duration::ZERO).expect("files").is_empty(), "its file goes with it");
    let page = doctor.get(&path).await.text();
    assert!(page.contains("The keys are with you") && page.contains("Works here no more"), "{page}");
    assert!(!page.contains("<textarea"));
    assert!(
        !doctor.get("/messages/new?q=nurse").await.text().contains(&who.to_string()),
        "no picker has them"
    );
    let csrf = doctor.csrf().await;
    for (to, status) in [
        (who.to_string(), 409),
        (self::doctor(&app).to_string(), 422),
        (account(&app, "patient@test.example").to_string(), 404),
        (AccountId::new().to_string(), 404),
        ("rubbish".to_owned(), 422),
    ] {
        assert_eq!(doctor.post("/messages", &[("csrf", &csrf), ("to", &to)]).await.status, status, "{to}");
    }
}

#[actix_web::test]
async fn older_messages_are_a_page_away_and_a_place_can_be_named() {
    let app = TestApp::new().await;
    let person = app.doctor().await;
    let path = begin(&app, &person, "nurse@test.example").await;
    let (me, address) = (doctor(&app), address_of(&path));
    for number in 1..=130 {
        let address = address.clone();
        let sent = app.house.db.write_now(&app.operator(), move |tx| {
            let to = chat::find(tx.conn(), me, &address)?;
            chat::send(tx, &to, &format!("said {number}"), &[])
        });
        assert_eq!(sent.expect("sent"), number);
    }
    let shown = |page: &str| -> Vec<i64> {
        let ids = page.split("id=\"m-").skip(1);
        ids.filter_map(|part| part.split('"').next().and_then(|id| id.parse().ok())).collect()
    };
    let mut all: Vec<i64> = Vec::new();
    let mut at = path.clone();
    loop {
        let page = person.get(&at).await.text();
        let mut found = shown(&page);
        assert!(found.is_sorted() && found.len() <= 60);
        found.extend(all);
        all = found;
        let Some(part) = page.split("href=\"").find(|part| part.starts_with(&format!("{path}?before=")))
        else {
            break;
        };
        at = part.split('"').next().expect("an address").to_owned();
    }
    assert_eq!(all, (1..=130).collect::<Vec<i64>>());
    let page = person.get(&format!("{path}?at=40")).await.text();
    assert!(shown(&page).contains(&40) && !shown(&page).contains(&130));
    assert!(page.contains("Newest messages") && !page.contains(&format!("{path}/now")), "it does not move");
    for odd in ["before=0", "before=x", "at=-3", "at=9223372036854775807", "before=9223372036854775807"] {
        assert_eq!(person.get(&format!("{path}?{odd}")).await.status, 200, "{odd}");
    }
}

#[actix_web::test]
async fn writing_is_seen_by_the_other_one_and_stored_nowhere() {
    let app = TestApp::new().await;
    let server = Server::of(&app.house);
    let (doctor_, nurse_, admin) = (app.doctor().await, app.nurse().await, app.admin().await);
    let path = begin(&app, &doctor_, "nurse@test.example").await;
    let id = id_of(&app, &path, doctor(&app));
    let typing = format!("typing/{id}/{}", doctor(&app));
    let (conversation, inbox) = (format!("conversation/{id}"), format!("inbox/{}", nurse(&app)));
    let mut line = server.line(&nurse_);
    assert_eq!(line.watch(&[&typing, &conversation, &inbox])["refused"], json!(null));
    // Nobody else hears of it, whatever they are, and neither of the two hears for the other.
    let mut foreign = server.line(&admin);
    let refused = foreign.watch(&[&typing, &conversation, &inbox]);
    assert_eq!(refused["refused"], json!([&conversation, &inbox, &typing]));
    assert_eq!(server.line(&doctor_).watch(&[&inbox])["refused"], json!([&inbox]));
    let odd = format!("typing/{id}/{}", account(&app, "admin@test.example"));
    assert_eq!(server.line(&doctor_).watch(&[&odd, "typing/x"])["refused"], json!([&odd, "typing/x"]));
    let csrf = doctor_.csrf().await;
    let before = entries(&app);
    assert_eq!(doctor_.post(&format!("{path}/typing"), &[("csrf", &csrf)]).await.status, 204);
    assert_eq!(line.next()["changed"], json!([&typing]));
    assert_eq!(entries(&app), before);
    assert_eq!(doctor_.post(&format!("{path}/typing"), &[]).await.status, 422, "no token");
    let began = Instant::now();
    assert_eq!(send(&doctor_, &path, "Here").await.status, 303);
    assert_eq!(line.next()["changed"], json!([&conversation, &inbox]));
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    assert_eq!(foreign.within(SHORTLY), Came::Nothing);
}

fn entries(app: &TestApp) -> i64 {
    app.house.db.read_now(|conn| Ok(audit_log::table.count().get_result(conn)?)).expect("a count")
}

#[actix_web::test]
async fn a_file_that_is_gone_from_the_disk_is_a_sentence_and_not_a_bug() {
    let app = TestApp::new().await;
    let person = app.doctor().await;
    let path = begin(&app, &person, "nurse@test.example").await;
    send_with(&person, &path, "", &[("a.png", &picture([1, 1, 1]))]).await;
    let page = person.get(&path).await.text();
    let file = page.split("href=\"").find(|part| part.contains("/files/")).expect("a file");
    let file = file.split('"').next().expect("an address").to_owned();
    std::fs::remove_dir_all(app.house.settings.files()).expect("removed");
    assert_eq!(person.get(&file).await.status, 503);
    let unknown = format!("{path}/files/{}", uuid::Uuid::now_v7());
    assert_eq!(person.get(&unknown).await.status, 404);
}

/// One of the two, with an open page.
struct Follower<'a> {
    server: &'a Server,
    person: &'a Person<'a>,
    house: &'a web::Data<House>,
    topic: String,
    id: ConversationId,
    line: Option<Line>,
    mark: String,
    has: Vec<(i64, String)>,
}

impl Follower<'_> {
    /// Opens a line where there is none, which hears what was missed.
    fn reach(&mut self) {
        if self.line.is_some() {
            return;
        }
        let mut line = self.server.line(self.person);
        line.say(json!({ "watch": [&self.topic], "since": &self.mark }).to_string());
        self.line = Some(line);
    }

    /// Hears what comes in a moment, and fetches when it concerns the page.
    fn listen(&mut self, wait: Duration) {
        self.reach();
        match self.line.as_mut().expect("a line").within(wait) {
            Came::Said(said) => {
                self.mark = said["mark"].as_str().expect("a mark").to_owned();
                let everything = said["everything"] == json!(true);
                if everything || said["changed"].as_array().is_some_and(|topics| !topics.is_empty()) {
                    self.fetch();
                }
            }
            Came::Cut(_) => self.line = None,
            Came::Nothing => {}
        }
    }

    /// What the page shows, back to what it has.
    fn fetch(&mut self) {
        let (id, last) = (self.id, self.has.last().map_or(0, |one| one.0));
        let mut fresh: Vec<(i64, String)> = Vec::new();
        let mut window = Window::Newest;
        loop {
            let page =
                self.house.db.read_now(move |conn| chat::messages(conn, id, window, 60)).expect("a page");
            let Some(first) = page.first().map(|one| one.number) else { break };
            let mut page: Vec<(i64, String)> =
                page.into_iter().filter(|one| one.number > last).map(|one| (one.number, one.body)).collect();
            page.append(&mut fresh);
            fresh = page;
            if first <= last + 1 {
                break;
            }
            window = Window::Before(first);
        }
        for one in fresh {
            assert_eq!(one.0, self.has.last().map_or(1, |last| last.0 + 1), "no gap and no repeat");
            self.has.push(one);
        }
    }
}

const EACH: i64 = 500;

/// Writes as one of the two, from a thread of its own, on the server of a house.
fn writes(
    house: &web::Data<House>,
    app: &TestApp,
    me: AccountId,
    address: &Address,
    word: &'static str,
) -> std::thread::JoinHandle<()> {
    let (db, actor, address) = (house.db.clone(), app.operator(), address.clone());
    std::thread::spawn(move || {
        for number in 1..=EACH {
            loop {
                let address = address.clone();
                let sent = db.write_now(&actor, move |tx| {
                    let to = chat::find(tx.conn(), me, &address)?;
                    chat::send(tx, &to, &format!("{word} {number}"), &[])
                });
                match sent {
                    Ok(_) => break,
                    // Nothing was stored; the page says to send it again, and its words are still there.
                    Err(Error::Unavailable(_)) => {}
                    Err(error) => panic!("{error}"),
                }
            }
        }
    })
}

/// On PostgreSQL the two are on two servers; the embedded database has one.
#[actix_web::test]
async fn five_hundred_messages_each_over_lines_that_are_cut_end_in_one_order() {
    let app = TestApp::new().await;
    let (ana, ben) = (app.doctor().await, app.nurse().await);
    let path = begin(&app, &ana, "nurse@test.example").await;
    let (address, id) = (address_of(&path), id_of(&app, &path, doctor(&app)));
    let second = if app.house.db.location().is_sqlite() {
        app.house.clone()
    } else {
        let adjust = Adjustments { clock: Some(app.clock.clone()), cost: Some(CHEAP), counter: None };
        web::Data::new(app::open(app.house.settings.clone(), adjust).expect("a second server"))
    };
    let here = Server::of(&app.house);
    let there = (!app.house.db.location().is_sqlite()).then(|| Server::of(&second));
    let there = there.as_ref().unwrap_or(&here);
    let follower = |server, person, house| Follower {
        server,
        person,
        house,
        topic: format!("conversation/{id}"),
        id,
        line: None,
        mark: String::new(),
        has: Vec::new(),
    };
    let mut followers = [follower(&here, &ana, &app.house), follower(there, &ben, &second)];
    let writers = [
        writes(&app.house, &app, doctor(&app), &address, "ana"),
        writes(&second, &app, nurse(&app), &address, "ben"),
    ];
    let until = Instant::now() + Duration::from_secs(120);
    let mut cuts = 0_u32;
    while followers.iter().any(|one| one.has.len() < 2 * EACH as usize) {
        assert!(Instant::now() < until, "{:?}", followers.each_ref().map(|one| one.has.len()));
        for one in &mut followers {
            one.listen(Duration::from_millis(20));
            // A line is cut in the middle of it, again and again.
            if rand::random_ratio(1, 12) {
                one.line = None;
                cuts += 1;
            }
        }
    }
    for writer in writers {
        writer.join().expect("written");
    }
    assert!(cuts >= 5, "{cuts} cuts");
    let [ana, ben] = followers.map(|one| one.has);
    assert_eq!(ana, ben);
    for word in ["ana", "ben"] {
        let of_one: Vec<String> =
            ana.iter().map(|one| one.1.clone()).filter(|text| text.starts_with(word)).collect();
        let right: Vec<String> = (1..=EACH).map(|number| format!("{word} {number}")).collect();
        assert_eq!(of_one, right, "each in the order in which they wrote");
    }
}

#[actix_web::test]
async fn two_who_begin_at_once_get_the_same_conversation() {
    let app = TestApp::new().await;
    let (ana, ben) = (doctor(&app), nurse(&app));
    for _ in 0..10 {
        let begun: Vec<Address> = std::thread::scope(|scope| {
            let threads: Vec<_> = [(ana, ben), (ben, ana), (ana, ben), (ben, ana)]
                .into_iter()
                .map(|(me, other)| {
                    let (db, actor) = (app.house.db.clone(), app.operator());
                    scope.spawn(move || {
                        loop {
                            match db.write_now(&actor, move |tx| chat::start(tx, me, other)) {
                                Ok(address) => break address,
                                // What the page says to whoever was slower; their next click finds it.
                                Err(error) if error.breaks(chat::rules::BEGUN) => {}
                                Err(Error::Unavailable(_)) => {}
                                Err(error) => panic!("{error}"),
                            }
                        }
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().expect("begun")).collect()
        });
        assert!(begun.iter().all(|address| *address == begun[0]), "{begun:?}");
        let cleared = app.house.db.write_now(&app.operator(), |tx| {
            tx.nothing_to_record("a test begins anew");
            diesel::delete(wardbook::schema::conversation_members::table).execute(tx.conn())?;
            diesel::delete(conversations::table).execute(tx.conn())?;
            Ok(())
        });
        cleared.expect("cleared");
    }
}

#[actix_web::test]
async fn who_is_here_is_said_and_who_was_is_not() {
    let app = TestApp::new().await;
    let doctor = app.doctor().await;
    let path = begin(&app, &doctor, "nurse@test.example").await;
    assert!(!doctor.get(&path).await.text().contains("here now"));
    let nurse = app.nurse().await;
    nurse.get("/").await;
    assert!(doctor.get(&path).await.text().contains("Nurse · here now"));
    app.clock.advance(SignedDuration::from_mins(6));
    assert!(!doctor.get(&path).await.text().contains("here now"));
}
