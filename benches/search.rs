//! Search as one types, through the whole application: `cargo bench --bench search`, or only that for diagnoses:
//! `cargo bench --bench search -- codes`.
//!
//! It looks at a demonstration that is there already; see docs/performance.md for how to make one with a million
//! patients. Each query is asked many times, letter by letter as it is typed, by people of every role: an admin and a
//! receptionist reach everybody, a doctor those in relation, a nurse those who come to the nurse's sites these days.

#![expect(clippy::expect_used, reason = "a measurement that cannot be made is not made")]

use std::collections::BTreeMap;
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::cookie::Cookie;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::{Error, test, web};
use clap::Parser as _;
use wardbook::app::{self, Adjustments};
use wardbook::doors::demo;
use wardbook::gate::access::model::Role;
use wardbook::kit::config::Settings;

/// What people type: beginnings, middles, several words, other scripts, numbers, dates, nothing that is there.
const TYPED: [&str; 16] = [
    "mark",
    "markovic ana",
    "ana mark",
    "kovic",
    "müller",
    "son",
    "an ma",
    "марковић",
    "محمد",
    "王芳",
    "0182",
    "14.3.84",
    "14 march 1984",
    "maria 1984",
    "papadopoulos",
    "zzyzx",
];
/// What people type for a diagnosis: codes with and without their dot, beginnings, parts of words, several words, nothing
/// that is there.
const DIAGNOSES: [&str; 14] = [
    "I10",
    "j03.9",
    "S72",
    "e11",
    "fracture",
    "fracture femur",
    "left",
    "open femur initial",
    "diab",
    "neopl",
    "itis",
    "unspecified",
    "pne",
    "zzyzx",
];
const ROUNDS: usize = 10;
/// Letters that begin many names, in several scripts.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzмаخ王";
/// Pages of the list, one after the other.
const PAGES: usize = 40;

#[derive(clap::Parser)]
struct Configuration {
    #[command(flatten)]
    settings: Settings,
}

fn main() {
    let settings = Configuration::parse_from(["search"]).settings;
    let Ok(password) = std::env::var("WARDBOOK_DEMO_PASSWORD") else {
        say("Nothing measured: WARDBOOK_DATA and WARDBOOK_DEMO_PASSWORD name a demonstration hospital.");
        return;
    };
    actix_web::rt::System::new().block_on(measure(settings, &password));
}

async fn measure(settings: Settings, password: &str) {
    let house = web::Data::new(app::open(settings, Adjustments::default()).expect("an installation"));
    let app = test::init_service(app::application(house)).await;
    say(&format!("{:28}{:>8}{:>10}{:>10}{:>10}", "who and what", "asked", "p50 ms", "p99 ms", "most ms"));
    let only_codes = std::env::args().any(|argument| argument == "codes");
    let doctor = sign_in(&app, demo::email_of(Role::Doctor), password).await;
    let mut all = Vec::new();
    for typed in DIAGNOSES {
        let mut times = many(&app, &doctor, "/codes/hits", &beginnings(typed)).await;
        line(&format!("diagnosis: {typed}"), &mut times);
        all.extend(times);
    }
    line("diagnosis: all as typed", &mut all);
    if only_codes {
        return;
    }
    for role in [Role::Admin, Role::Receptionist, Role::Doctor, Role::Nurse] {
        let cookies = sign_in(&app, demo::email_of(role), password).await;
        let mut all = Vec::new();
        for typed in TYPED {
            let mut times = many(&app, &cookies, "/patients/hits", &beginnings(typed)).await;
            line(&format!("{role}: {typed}"), &mut times);
            all.extend(times);
        }
        line(&format!("{role}: all as typed"), &mut all);
        let letters: Vec<String> = LETTERS.chars().map(String::from).collect();
        line(&format!("{role}: one letter"), &mut many(&app, &cookies, "/patients/hits", &letters).await);
        let words: Vec<String> = TYPED.map(str::to_owned).to_vec();
        line(&format!("{role}: the box"), &mut many(&app, &cookies, "/patients/find", &words).await);
        line(&format!("{role}: whole page"), &mut many(&app, &cookies, "/patients", &words).await);
        let (mut pages, mut next) = (Vec::new(), Some("/patients".to_owned()));
        for _ in 0..PAGES {
            let Some(path) = next else { break };
            let (took, page) = ask(&app, &cookies, &path).await;
            pages.push(took);
            next = page
                .split("/patients?after=")
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .map(|after| format!("/patients?after={}", after.replace("&amp;", "&")));
        }
        line(&format!("{role}: the list, paged"), &mut pages);
    }
}

/// A text letter by letter, as it is typed.
fn beginnings(typed: &str) -> Vec<String> {
    let letters: Vec<char> = typed.chars().collect();
    (1..=letters.len()).map(|end| letters.iter().take(end).collect()).collect()
}

/// Each query several times, but for the first round, which warms the caches as the day does.
async fn many<S, B>(app: &S, cookies: &BTreeMap<String, String>, path: &str, queries: &[String]) -> Vec<f64>
where
    S: Service<actix_http::Request, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    let mut times = Vec::new();
    for round in 0..=ROUNDS {
        for query in queries {
            let query = serde_urlencoded::to_string([("q", query)]).expect("a query");
            let (took, _) = ask(app, cookies, &format!("{path}?{query}")).await;
            if round > 0 {
                times.push(took);
            }
        }
    }
    times
}

async fn ask<S, B>(app: &S, cookies: &BTreeMap<String, String>, path: &str) -> (f64, String)
where
    S: Service<actix_http::Request, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    let mut request = test::TestRequest::get().uri(path);
    for (name, value) in cookies {
        request = request.cookie(Cookie::new(name.clone(), value.clone()));
    }
    let request = request.to_request();
    let start = Instant::now();
    let answer = test::call_service(app, request).await;
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    let body = test::read_body(answer).await;
    let took = start.elapsed().as_secs_f64() * 1000.0;
    assert!(!body.is_empty());
    (took, String::from_utf8_lossy(&body).into_owned())
}

async fn sign_in<S, B>(app: &S, email: &str, password: &str) -> BTreeMap<String, String>
where
    S: Service<actix_http::Request, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    let mut cookies = BTreeMap::new();
    let page = test::call_service(app, test::TestRequest::get().uri("/sign-in").to_request()).await;
    keep(&page, &mut cookies);
    let text = String::from_utf8_lossy(&test::read_body(page).await).into_owned();
    let hidden = |name: &str| {
        let rest = text.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let (csrf, key) = (hidden("csrf"), hidden("key"));
    let mut request = test::TestRequest::post().uri("/sign-in").set_form([
        ("csrf", csrf.as_str()),
        ("key", key.as_str()),
        ("email", email),
        ("password", password),
    ]);
    for (name, value) in &cookies {
        request = request.cookie(Cookie::new(name.clone(), value.clone()));
    }
    let answer = test::call_service(app, request.to_request()).await;
    assert_eq!(answer.status(), 303, "{email} signs in");
    keep(&answer, &mut cookies);
    cookies
}

fn keep<B>(answer: &ServiceResponse<B>, cookies: &mut BTreeMap<String, String>) {
    for cookie in answer.response().cookies() {
        cookies.insert(cookie.name().to_owned(), cookie.value().to_owned());
    }
}

fn line(what: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    say(&format!("{what:28}{:>8}{:>10.2}{:>10.2}{:>10.2}", times.len(), at(0.5), at(0.99), at(1.0)));
}

fn say(text: &str) {
    use std::io::Write as _;
    writeln!(std::io::stdout(), "{text}").expect("standard output");
}
