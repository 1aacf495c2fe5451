//! Live pages under load: how long a hint takes to reach the pages it concerns, and what five hundred open lines cost.
//!
//! `cargo bench --bench lines` serves a hospital on a real port in this process, opens 500 lines of 20 people, makes
//! 2,000 changes that concern one person each, a hundred a second, and then 20 that concern everybody. Each page is a
//! thread that reads blockingly, as unkind to the machine as browsers are.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench says what it found")]

#[path = "../tests/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "made for the tests")]
mod support;

use std::collections::HashMap;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use wardbook::gate::access::model::Role;
use wardbook::gate::access::password::Password;
use wardbook::gate::access::store::{self, NewAccount};
use wardbook::gate::actor::AccountId;
use wardbook::gate::live::bell_topic;
use wardbook::kit::db::{Deed, Topic};

use support::socket::{Came, Line, Server};
use support::{PASSWORD, TestApp};

const PEOPLE: usize = 20;
const PAGES: usize = 25;
const CHANGES: usize = 2_000;
const PAUSE: Duration = Duration::from_millis(10);

fn main() {
    actix_web::rt::System::new().block_on(run());
}

async fn run() {
    let app = TestApp::new().await;
    let people = hire(&app);
    let server = Server::of(&app.house);
    let before = memory();
    let (send, heard) = channel();
    let all =
        Topic::of("diary", app.house.db.read_now(wardbook::gate::hospital::sites).expect("sites")[0].id);
    for (email, account) in &people {
        let person = app.signed_in(email, PASSWORD).await;
        for _ in 0..PAGES {
            let mut line = server.line(&person);
            line.watch(&[bell_topic(*account).as_str(), all.as_str()]);
            let send = send.clone();
            std::thread::spawn(move || read(line, &send));
        }
    }
    drop(send);
    println!("{} lines, {} kB more than without", app.house.live.count(), memory() - before);
    let mut said = HashMap::new();
    let begun = Instant::now();
    for change in 0..CHANGES {
        let (_, account) = &people[change % PEOPLE];
        said.insert(change_of(&app, bell_topic(*account)), Instant::now());
        std::thread::sleep(PAUSE);
    }
    report("a change for one person, on 25 pages", &said, &heard, begun);
    let (mut said, begun) = (HashMap::new(), Instant::now());
    for _ in 0..20 {
        said.insert(change_of(&app, all.clone()), Instant::now());
        std::thread::sleep(Duration::from_millis(500));
    }
    report("a change for everybody, on 500 pages", &said, &heard, begun);
    println!("memory {} kB, of which {before} kB were there before", memory());
}

/// Makes a change that is hinted; answers the mark of the hint.
fn change_of(app: &TestApp, topic: Topic) -> String {
    let written = app.house.db.write_now(&app.operator(), move |tx| {
        tx.nothing_to_record("a bench says that something changed");
        tx.hint(topic.clone());
        Ok(())
    });
    written.expect("a write");
    app.house.db.hints().mark().to_string()
}

fn read(mut line: Line, send: &Sender<(String, Instant)>) {
    loop {
        match line.within(Duration::from_secs(60)) {
            Came::Said(said) => {
                let mark = said["mark"].as_str().unwrap_or_default().to_owned();
                if send.send((mark, Instant::now())).is_err() {
                    return;
                }
            }
            Came::Cut(_) => return,
            Came::Nothing => {}
        }
    }
}

fn report(
    what: &str,
    said: &HashMap<String, Instant>,
    heard: &std::sync::mpsc::Receiver<(String, Instant)>,
    begun: Instant,
) {
    let mut took = Vec::new();
    while let Ok((mark, at)) = heard.recv_timeout(Duration::from_secs(2)) {
        if let Some(since) = said.get(&mark) {
            took.push(at.saturating_duration_since(*since).as_micros());
        }
    }
    took.sort_unstable();
    let at = |share: usize| took.get(took.len() * share / 1000).or(took.last()).copied().unwrap_or_default();
    println!(
        "{what}: {} hints heard {} times in {:.1} s; half within {} µs, 99 % within {} µs, the last after {} µs",
        said.len(),
        took.len(),
        begun.elapsed().as_secs_f32(),
        at(500),
        at(990),
        at(1000)
    );
}

fn hire(app: &TestApp) -> Vec<(String, AccountId)> {
    let hash = app.house.hasher.hash_now(&Password::new(PASSWORD)).expect("a hash");
    let made = app.house.db.write_now(&app.operator(), move |tx| {
        tx.record(Deed::new("bench.prepared"));
        (0..PEOPLE)
            .map(|number| {
                let email = format!("reception{number}@test.example");
                let account = NewAccount {
                    role: Role::Receptionist,
                    name: format!("Reception {number}"),
                    email: email.clone(),
                    email_key: email.clone(),
                    password_hash: Some(hash.clone()),
                    one_time_until: None,
                    patient: None,
                };
                Ok((email, store::insert_account(tx, &account)?))
            })
            .collect()
    });
    made.expect("people")
}

/// What this process holds in memory, in kB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or_default()
}
