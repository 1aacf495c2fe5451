//! Search as one types, through the whole application: `cargo bench --bench search`.
//!
//! It looks at a demonstration that is there already; see docs/performance.md for how to make one with a million
//! patients. Each query is asked many times, letter by letter as it is typed, by a receptionist who reaches
//! everybody and by a doctor who reaches those in relation.

#![expect(clippy::expect_used, reason = "a measurement that cannot be made is not made")]

use std::collections::BTreeMap;
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::cookie::Cookie;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::{Error, test, web};
use clap::Parser as _;
use wardbook::app::{self, Adjustments};
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
const ROUNDS: usize = 10;

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
    for (who, email) in
        [("receptionist", "rada.jovic@lindenhof.example"), ("doctor", "ante.kovac@lindenhof.example")]
    {
        let cookies = sign_in(&app, email, password).await;
        let mut all = Vec::new();
        for typed in TYPED {
            let letters: Vec<char> = typed.chars().collect();
            let mut times = Vec::new();
            for round in 0..=ROUNDS {
                for end in 1..=letters.len() {
                    let query: String = letters.iter().take(end).collect();
                    let query = serde_urlencoded::to_string([("q", query)]).expect("a query");
                    let took = ask(&app, &cookies, &format!("/patients/hits?{query}")).await;
                    // The first round warms the caches, as the day does.
                    if round > 0 {
                        times.push(took);
                    }
                }
            }
            line(&format!("{who}: {typed}"), &mut times);
            all.extend(times);
        }
        line(&format!("{who}: all"), &mut all);
        let mut list = Vec::new();
        for _ in 0..50 {
            list.push(ask(&app, &cookies, "/patients").await);
        }
        line(&format!("{who}: the list"), &mut list);
    }
}

async fn ask<S, B>(app: &S, cookies: &BTreeMap<String, String>, path: &str) -> f64
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
    took
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
