//! Whole pages a second over HTTP: `cargo bench --bench pages -- ADDRESS`, with ADDRESS as in `127.0.0.1:8080`.
//!
//! It asks a demonstration that runs already, as a receptionist, over eight connections that stay open, and runs on the
//! same machine. WARDBOOK_DEMO_PASSWORD is the password that the demonstration was started with.

#![expect(clippy::expect_used, reason = "a measurement that cannot be made is not made")]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use wardbook::doors::demo;
use wardbook::gate::access::model::Role;

const CONNECTIONS: usize = 8;
const SECONDS: u64 = 10;
const NAMES: [&str; 8] = ["mark", "kovic", "son", "maria", "papa", "chen", "ana", "sch"];

type Cookies = BTreeMap<String, String>;

struct Client {
    address: String,
    stream: BufReader<TcpStream>,
}

struct Answer {
    status: u16,
    cookies: Vec<(String, String)>,
    body: String,
}

impl Client {
    fn new(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("a server");
        stream.set_nodelay(true).expect("a socket");
        Self { address: address.to_owned(), stream: BufReader::new(stream) }
    }

    fn get(&mut self, path: &str, cookies: &Cookies) -> Answer {
        self.send("GET", path, cookies, "")
    }

    fn send(&mut self, method: &str, path: &str, cookies: &Cookies, form: &str) -> Answer {
        let cookies: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nSec-Fetch-Site: same-origin\r\nCookie: {1}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {2}\r\n\r\n{form}",
            self.address,
            cookies.join("; "),
            form.len(),
        );
        self.stream.get_mut().write_all(request.as_bytes()).expect("sent");
        self.receive()
    }

    fn receive(&mut self) -> Answer {
        let first = self.line();
        let status = first.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        let (mut length, mut chunked, mut cookies) = (0, false, Vec::new());
        loop {
            let line = self.line();
            let Some((name, value)) = line.split_once(": ") else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().expect("a length"),
                "transfer-encoding" => chunked = value == "chunked",
                "set-cookie" => {
                    let (name, value) =
                        value.split(';').next().and_then(|c| c.split_once('=')).expect("a cookie");
                    cookies.push((name.to_owned(), value.to_owned()));
                }
                _ => {}
            }
        }
        let mut body = Vec::new();
        if chunked {
            loop {
                let size = usize::from_str_radix(self.line().trim(), 16).expect("a size");
                self.take(size, &mut body);
                self.line();
                if size == 0 {
                    break;
                }
            }
        } else {
            self.take(length, &mut body);
        }
        Answer { status, cookies, body: String::from_utf8_lossy(&body).into_owned() }
    }

    fn take(&mut self, size: usize, into: &mut Vec<u8>) {
        let start = into.len();
        into.resize(start + size, 0);
        self.stream.read_exact(&mut into[start..]).expect("the body");
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }
}

fn main() {
    let address = std::env::args().skip(1).find(|word| word.contains(':'));
    let (Some(address), Ok(password)) = (address, std::env::var("WARDBOOK_DEMO_PASSWORD")) else {
        say("Nothing measured: give the address of a running demonstration, and WARDBOOK_DEMO_PASSWORD.");
        return;
    };
    let cookies = sign_in(&address, &password);
    let charts = charts(&address, &cookies);
    say(&format!("{:28}{:>10}{:>10}{:>10}{:>10}", "page", "a second", "p50 ms", "p99 ms", "most ms"));
    let searches: Vec<String> = NAMES.iter().map(|name| format!("/patients?q={name}")).collect();
    measure("search", &address, &cookies, &searches);
    measure("chart, with its audit row", &address, &cookies, &charts);
    let busiest = busiest(&address, &cookies);
    for (what, path) in [
        ("day of the own site", "/diary"),
        ("day of the busiest site", &*busiest),
        ("week of a doctor", "/diary/week"),
        ("list of a day", "/diary/list"),
    ] {
        measure(what, &address, &cookies, &[path.to_owned()]);
    }
    let forms: Vec<String> = charts
        .iter()
        .filter_map(|chart| chart.strip_prefix("/patients/"))
        .map(|patient| format!("/appointments/new?patient={patient}"))
        .collect();
    measure("form of a booking", &address, &cookies, &forms);
    book(&address, &cookies, &forms);
    let healthy = ["/healthz".to_owned()];
    measure("nothing (healthz)", &address, &cookies, &healthy);
}

fn sign_in(address: &str, password: &str) -> Cookies {
    let mut client = Client::new(address);
    let mut cookies = Cookies::new();
    let page = client.get("/sign-in", &cookies);
    cookies.extend(page.cookies);
    let hidden = |name: &str| {
        let rest = page.body.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let form = [
        ("csrf", hidden("csrf")),
        ("key", hidden("key")),
        ("email", demo::email_of(Role::Receptionist).to_owned()),
        ("password", password.to_owned()),
    ];
    let form = serde_urlencoded::to_string(form).expect("a form");
    let answer = client.send("POST", "/sign-in", &cookies, &form);
    assert_eq!(answer.status, 303, "the receptionist signs in");
    cookies.extend(answer.cookies);
    cookies
}

/// The charts of the first page of the list, and of those whom the names find.
fn charts(address: &str, cookies: &Cookies) -> Vec<String> {
    let mut client = Client::new(address);
    let mut found = Vec::new();
    for name in NAMES {
        let page = client.get(&format!("/patients?q={name}"), cookies).body;
        let ids = page.split("href=\"/patients/").skip(1).filter_map(|rest| rest.split('"').next());
        found.extend(ids.filter(|id| id.len() == 36).map(|id| format!("/patients/{id}")));
    }
    found.sort();
    found.dedup();
    assert!(!found.is_empty(), "somebody is found");
    found
}

/// The day of the site that has the most columns, ten in a large practice: the first day from today on, as the page
/// itself leads on, on which anybody works there. Says what it and the own site's show.
fn busiest(address: &str, cookies: &Cookies) -> String {
    let mut client = Client::new(address);
    let mut seen = |path: &str| client.get(path, cookies).body.replace("&#38;", "&").replace("&amp;", "&");
    let own = seen("/diary");
    say(&format!("{:28}{}", "day of the own site", counts(&own)));
    let sites = part(&own, "id=\"sites\"", "</nav>");
    let mut best = ("/diary".to_owned(), own.clone());
    for site in hrefs(sites) {
        let (mut path, mut page) = (site.to_owned(), seen(site));
        for _ in 0..4 {
            let Some(next) = next_day(&page).filter(|_| columns(&page) == 0) else { break };
            (page, path) = (seen(&next), next);
        }
        if columns(&page) > columns(&best.1) {
            best = (path, page);
        }
    }
    say(&format!("{:28}{}, at {}", "day of the busiest site", counts(&best.1), best.0));
    best.0
}

fn counts(page: &str) -> String {
    format!("{} columns, {} appointments", columns(page), page.matches(" id=\"a-").count())
}

fn columns(page: &str) -> usize {
    page.matches("<div class=\"agenda-head c").count()
}

fn part<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    page.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap_or_default()
}

fn hrefs(part: &str) -> impl Iterator<Item = &str> {
    part.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next())
}

fn next_day(page: &str) -> Option<String> {
    let link = page.split("<a ").find(|link| link.contains("rel=\"next\""))?;
    hrefs(link).next().map(str::to_owned)
}

/// Bookings, each of the first time that the form of its patient offers. Most patients see different doctors, but some
/// times are asked for by two at once: those are answered 409, and counted apart.
fn book(address: &str, cookies: &Cookies, forms: &[String]) {
    let workers: Vec<_> = (0..CONNECTIONS)
        .map(|place| {
            let (address, cookies) = (address.to_owned(), cookies.clone());
            let forms: Vec<String> = forms.iter().skip(place).step_by(CONNECTIONS).cloned().collect();
            std::thread::spawn(move || {
                let mut client = Client::new(&address);
                let (mut times, mut taken) = (Vec::new(), 0_usize);
                let start = Instant::now();
                for path in forms.iter().cycle() {
                    if start.elapsed() > Duration::from_secs(SECONDS) {
                        break;
                    }
                    // A day that is full by now offers nothing.
                    let Some(form) = filled(&client.get(path, &cookies).body) else { continue };
                    let asked = Instant::now();
                    let answer = client.send("POST", "/appointments", &cookies, &form);
                    times.push(asked.elapsed().as_secs_f64() * 1000.0);
                    match answer.status {
                        303 => {}
                        409 => taken += 1,
                        other => panic!("{path}: {other}"),
                    }
                }
                (times, taken)
            })
        })
        .collect();
    let (mut times, mut taken) = (Vec::new(), 0);
    for worker in workers {
        let (theirs, lost) = worker.join().expect("a worker");
        times.extend(theirs);
        taken += lost;
    }
    print("booking, on disk", &mut times);
    say(&format!("  of them answered 409: {taken}"));
}

/// What a browser would send of the form of a booking, with the first time that is offered; none when none is.
fn filled(page: &str) -> Option<String> {
    let sheet = page.split("id=\"in-sheet\"").nth(1).unwrap_or(page);
    let value_of = |tag: &str, name: &str| {
        let rest = tag.split(&format!("{name}=\"")).nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let mut form: Vec<(String, String)> = sheet
        .split("<input type=\"hidden\"")
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .map(|tag| (value_of(tag, " name"), value_of(tag, " value")))
        .collect();
    let slot = sheet
        .split("value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .find(|value| value.matches('~').count() == 3)?;
    let shown = form.iter().find(|(name, _)| name == "shown").map(|(_, value)| value.clone()).expect("a day");
    let (doctor, day) = shown.split_once(' ').expect("a doctor and a day");
    for (name, value) in
        [("doctor", doctor), ("day", day), ("slot", slot), ("kind", "follow_up"), ("reason", "Measured")]
    {
        form.push((name.to_owned(), value.to_owned()));
    }
    Some(serde_urlencoded::to_string(form).expect("a form"))
}

fn measure(what: &str, address: &str, cookies: &Cookies, paths: &[String]) {
    let workers: Vec<_> = (0..CONNECTIONS)
        .map(|place| {
            let (address, cookies, paths) = (address.to_owned(), cookies.clone(), paths.to_vec());
            std::thread::spawn(move || {
                let mut client = Client::new(&address);
                let mut times = Vec::new();
                let start = Instant::now();
                for path in paths.iter().cycle().skip(place * paths.len() / CONNECTIONS) {
                    if start.elapsed() > Duration::from_secs(SECONDS) {
                        break;
                    }
                    let asked = Instant::now();
                    let answer = client.get(path, &cookies);
                    assert_eq!(answer.status, 200, "{path}");
                    times.push(asked.elapsed().as_secs_f64() * 1000.0);
                }
                times
            })
        })
        .collect();
    let mut times: Vec<f64> =
        workers.into_iter().flat_map(|worker| worker.join().expect("a worker")).collect();
    print(what, &mut times);
}

/// One line of the table: how many a second, and how long they took.
fn print(what: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    let rate = times.len() as f64 / SECONDS as f64;
    say(&format!("{what:28}{rate:>10.0}{:>10.2}{:>10.2}{:>10.2}", at(0.5), at(0.99), at(1.0)));
}

fn say(text: &str) {
    writeln!(std::io::stdout(), "{text}").expect("standard output");
}
