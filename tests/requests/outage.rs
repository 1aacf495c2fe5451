//! Parts that are down: nothing is half done, everybody is told to come back, and nobody has to restart anything.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use wardbook::gate::audit::{self, Filter, Sealer};

use crate::support::paper::register_patient;
use crate::support::{Answer, Person, TestApp};

const ANA: [(&str, &str); 4] =
    [("family", "Markova"), ("given", "Ana"), ("born", "14.03.1984"), ("sex", "female")];

/// 503 with the time to come back after, a sentence, and the headers of every answer.
fn says_come_back(answer: &Answer, path: &str) {
    assert_eq!(answer.status, 503, "{path}: {}", answer.text());
    assert_eq!(answer.header("retry-after"), Some("5"), "{path}");
    assert!(answer.text().contains("Nothing was saved by this step"), "{path}: {}", answer.text());
    assert!(answer.header("content-security-policy").is_some(), "{path}");
}

/// Does something to the one connection that writes to an embedded database.
fn writer(app: &TestApp, sql: &'static str) {
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            tx.nothing_to_record("a test takes the disk away");
            Ok(tx.conn().batch_execute(sql)?)
        })
        .expect(sql);
}

fn deeds(app: &TestApp, verb: &str) -> usize {
    let filter = Filter { verb: Some(verb.into()), ..Filter::default() };
    app.house.db.read_now(|conn| audit::list(conn, &filter, 50)).expect("entries").len()
}

fn is_whole(app: &TestApp) {
    let house = &app.house;
    Sealer::new(house.db.clone(), &house.root, house.folder()).run_now().expect("sealed");
    let now = house.clock.now();
    let found =
        house.db.read_now(|conn| audit::verify(conn, &house.root, house.folder(), now)).expect("verified");
    assert_eq!(found.wrong, Vec::<String>::new());
}

/// Registers people of different names until the disk is full; answers how many were saved.
async fn register_until_it_fails(desk: &Person<'_>, what: &str) -> usize {
    let note = "note ".repeat(300);
    for saved in 0..40_u8 {
        let family = format!("{}{}", char::from(b'a' + saved % 26), "x".repeat(usize::from(saved) + 3));
        let born = format!("{}.{}.{}", saved % 28 + 1, saved % 12 + 1, 1930 + i32::from(saved));
        let new = [
            ("family", family.as_str()),
            ("given", "Ana"),
            ("born", &born),
            ("sex", "female"),
            ("note", &note),
        ];
        let answer = desk.fill("/patients/new", "/patients", &new).await;
        if answer.status != 303 {
            says_come_back(&answer, what);
            return saved.into();
        }
    }
    panic!("{what}: the disk is not full");
}

/// The form of a page with what somebody types into it.
fn filled(page: &Answer, typed: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let inputs = page.inputs();
    let hidden = ["csrf", "key"].map(|field| (field, inputs[field].clone()));
    hidden.into_iter().chain(typed.iter().map(|(field, value)| (*field, (*value).to_owned()))).collect()
}

async fn post(desk: &Person<'_>, form: &[(&'static str, String)]) -> Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    desk.post("/patients", &form).await
}

#[actix_web::test]
async fn a_disk_that_is_full_is_said_and_forgotten_when_there_is_room_again() {
    let app = TestApp::new().await;
    if !app.house.db.location().is_sqlite() {
        // A server's disk is the server's; what it answers is told apart in `kit/db/dialect.rs`.
        return;
    }
    let patient = register_patient(&app, "Present", "Already");
    let record = format!("/patients/{}", patient.id);
    let desk = app.receptionist().await;
    let note = "note ".repeat(300);
    let mut forms = Vec::new();
    for name in ["Uno", "Dos", "Tres", "Cuatro", "Cinco"] {
        let page = desk.get("/patients/new").await;
        let typed = [("family", name), ("given", name), ("born", "1951"), ("sex", "male"), ("note", &note)];
        forms.push(filled(&page, &typed));
    }
    let before = deeds(&app, "patient.registered");
    writer(&app, "PRAGMA max_page_count = 1");
    let saved = register_until_it_fails(&desk, "a full disk").await;
    // Several in one batch: each is told, none is told that it is saved.
    for answer in futures_util::future::join_all(forms.iter().map(|form| post(&desk, form))).await {
        says_come_back(&answer, "a full disk");
    }
    app.clock.advance(jiff::SignedDuration::from_mins(1));
    assert_eq!(desk.get("/account").await.status, 200, "what leaves no trace can be read");
    assert_eq!(app.visitor().get("/sign-in").await.status, 200);
    writer(&app, "PRAGMA max_page_count = 1000000000");
    assert_eq!(deeds(&app, "patient.registered"), before + saved, "nothing was half done");
    assert_eq!(desk.get(&record).await.status, 200);
    for form in &forms {
        let answer = post(&desk, form).await;
        assert_eq!(answer.status, 303, "the very form that was told to come back: {}", answer.text());
    }
    is_whole(&app);
}

#[actix_web::test]
async fn a_database_that_cannot_be_written_shows_no_record_and_loses_none() {
    let app = TestApp::new().await;
    if !app.house.db.location().is_sqlite() {
        return;
    }
    let patient = register_patient(&app, "Present", "Already");
    let record = format!("/patients/{}", patient.id);
    let desk = app.receptionist().await;
    let form = filled(&desk.get("/patients/new").await, &ANA);
    writer(&app, "PRAGMA query_only = ON");
    // A look is answered only after it is on file. The connection that failed is replaced by a new one.
    says_come_back(&desk.get(&record).await, "a look");
    assert_eq!(desk.get(&record).await.status, 200);
    writer(&app, "PRAGMA query_only = ON");
    says_come_back(&post(&desk, &form).await, "a form");
    assert_eq!(post(&desk, &form).await.status, 303, "the very form that was told to come back");
    assert_eq!(deeds(&app, "patient.registered"), 2);
    is_whole(&app);
}

/// A wire to the database server that can be cut.
struct Wire {
    port: u16,
    cut: Arc<AtomicBool>,
    ends: Arc<Mutex<Vec<TcpStream>>>,
}

impl Wire {
    fn to(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (cut, ends) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
        let (is_cut, known) = (cut.clone(), ends.clone());
        std::thread::spawn(move || {
            for near in listener.incoming() {
                let Ok(near) = near else { return };
                if is_cut.load(Ordering::SeqCst) {
                    near.shutdown(Shutdown::Both).ok();
                    continue;
                }
                let far = TcpStream::connect(&server).expect("the server");
                let clone = |end: &TcpStream| end.try_clone().expect("an end");
                known.lock().expect("ends").extend([clone(&near), clone(&far)]);
                for (from, to) in [(clone(&near), clone(&far)), (far, near)] {
                    std::thread::spawn(move || carry(from, to));
                }
            }
        });
        Self { port, cut, ends }
    }

    fn cut(&self) {
        self.cut.store(true, Ordering::SeqCst);
        for end in self.ends.lock().expect("ends").drain(..) {
            end.shutdown(Shutdown::Both).ok();
        }
    }

    fn mend(&self) {
        self.cut.store(false, Ordering::SeqCst);
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(count) = from.read(&mut bytes) {
        if count == 0 || to.write_all(&bytes[..count]).is_err() {
            break;
        }
    }
    to.shutdown(Shutdown::Both).ok();
}

/// Opens the hospital over a wire, or nothing on the embedded database, which cannot go away by itself.
async fn over_a_wire() -> Option<(TestApp, Wire)> {
    let mut wire = None;
    let app = TestApp::with(|settings| {
        let Some(url) = &settings.database_url else { return };
        let (before, name) = url.rsplit_once('/').expect("an address");
        let (user, server) = before.rsplit_once('@').expect("a user");
        let made = Wire::to(server.to_owned());
        settings.database_url = Some(format!("{user}@127.0.0.1:{}/{name}", made.port));
        wire = Some(made);
    })
    .await;
    Some((app, wire?))
}

#[actix_web::test]
async fn a_database_that_is_away_is_said_and_found_again() {
    let Some((app, wire)) = over_a_wire().await else { return };
    let (desk, stranger) = (app.receptionist().await, app.visitor());
    let page = desk.get("/patients/new").await;
    let csrf = stranger.get("/sign-in").await.inputs()["csrf"].clone();
    let cookies = desk.cookies.borrow().clone();
    wire.cut();
    let asked = Instant::now();
    let inputs = page.inputs();
    let mut new = ANA.to_vec();
    new.extend([("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str())]);
    let typed = [("csrf", csrf.as_str()), ("email", "admin@test.example"), ("password", "whatever it is")];
    let (list, saved, door, signed, ready) = futures_util::join!(
        desk.get("/patients"),
        desk.post("/patients", &new),
        stranger.get("/sign-in"),
        stranger.post("/sign-in", &typed),
        stranger.get("/readyz"),
    );
    for (answer, path) in [(list, "list"), (saved, "save"), (door, "door"), (signed, "sign-in")] {
        says_come_back(&answer, path);
    }
    assert_eq!((ready.status, ready.text().as_str()), (503, "database away\n"));
    assert_eq!(stranger.get("/healthz").await.status, 200, "the process lives");
    assert!(asked.elapsed() < Duration::from_secs(15), "nobody waits for ever");
    assert_eq!(*desk.cookies.borrow(), cookies, "nobody is signed out by it");
    wire.mend();
    let saved = soon(&desk, &new).await;
    assert_eq!(saved.status, 303, "the very form that was told to come back: {}", saved.text());
    assert_eq!(deeds(&app, "patient.registered"), 1);
    is_whole(&app);
}

/// Sends a form until the database is there again.
async fn soon(desk: &Person<'_>, form: &[(&str, &str)]) -> Answer {
    let began = Instant::now();
    loop {
        let answer = desk.post("/patients", form).await;
        if answer.status != 503 || began.elapsed() > Duration::from_secs(30) {
            return answer;
        }
    }
}

#[actix_web::test]
async fn a_server_that_was_started_anew_while_nobody_asked_is_not_noticed() {
    let Some((app, wire)) = over_a_wire().await else { return };
    let desk = app.receptionist().await;
    assert_eq!(desk.get("/patients").await.status, 200);
    wire.cut();
    wire.mend();
    // Longer than a connection is taken to be alive without asking.
    std::thread::sleep(Duration::from_millis(2_200));
    for path in ["/patients", "/", "/account", "/patients/new"] {
        assert_eq!(desk.get(path).await.status, 200, "{path}");
    }
    assert_eq!(desk.fill("/patients/new", "/patients", &ANA).await.status, 303);
}
