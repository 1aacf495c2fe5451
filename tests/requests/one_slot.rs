//! Fifty at once for one time, over HTTP: one has it, the others are told what else there is.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Barrier;
use std::time::Duration;

use wardbook::diary::appointments::{self, Wish};
use wardbook::people::patients::Patient;

use crate::support::diary::{Practice, appointments_of, at};
use crate::support::paper::register_patient;
use crate::support::socket::Server;
use crate::support::{Person, TestApp};

const AT_ONCE: usize = 50;
/// Monday morning in Berlin, ten o'clock.
const TEN: &str = "2026-11-23T09:00:00Z";

/// The form of a booking as a browser would send it, filled in on the page that was opened for it.
async fn filled(
    reception: &Person<'_>,
    practice: &Practice,
    patient: &Patient,
    when: jiff::Timestamp,
) -> String {
    let wish = Wish {
        patient: Some(patient.id),
        doctor: Some(practice.doctor),
        site: Some(practice.site),
        at: Some(when),
        minutes: Some(15),
    };
    let page = reception.get(&appointments::new_path(&wish)).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let inputs = page.inputs();
    let day = when.to_zoned(jiff::tz::TimeZone::get("Europe/Berlin").expect("a zone")).date();
    let (doctor, site) = (practice.doctor, practice.site);
    let fields = [
        ("csrf", inputs["csrf"].clone()),
        ("key", inputs["key"].clone()),
        ("patient", patient.id.to_string()),
        ("doctor", doctor.to_string()),
        ("day", day.to_string()),
        ("shown", format!("{doctor} {day}")),
        ("slot", format!("{when}~{doctor}~{site}~15")),
        ("minutes", String::new()),
        ("kind", "follow_up".to_owned()),
        ("reason", "Blood pressure".to_owned()),
    ];
    serde_urlencoded::to_string(fields).expect("a form")
}

/// Sends a form over a connection of its own; answers the status and the page.
fn send(origin: &str, cookies: &str, form: &str) -> (u16, String) {
    let host = origin.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    let request = format!(
        "POST /appointments HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nSec-Fetch-Site: same-origin\r\n\
         Connection: close\r\nCookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{form}",
        form.len()
    );
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, answer)
}

#[actix_web::test]
async fn of_fifty_forms_sent_at_once_one_books_and_the_others_are_offered_other_times() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let patients: Vec<Patient> =
        (0..AT_ONCE).map(|n| register_patient(&app, &format!("Racer {n}"), "Ana")).collect();
    let reception = app.receptionist().await;
    let server = Server::of(&app.house);
    let origin = server.origin();
    for round in 0..3 {
        let slot = at(TEN) + jiff::SignedDuration::from_mins(15 * round);
        let mut forms = Vec::with_capacity(AT_ONCE);
        for patient in &patients {
            forms.push(filled(&reception, &practice, patient, slot).await);
        }
        let cookies: Vec<String> =
            reception.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let (cookies, start) = (cookies.join("; "), Barrier::new(AT_ONCE));
        let answers: Vec<(u16, String)> = std::thread::scope(|scope| {
            let threads: Vec<_> = forms
                .iter()
                .map(|form| {
                    let (origin, cookies, start) = (&origin, &cookies, &start);
                    scope.spawn(move || {
                        start.wait();
                        send(origin, cookies, form)
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().expect("a thread")).collect()
        });
        let mut statuses: Vec<u16> = answers.iter().map(|(status, _)| *status).collect();
        statuses.sort_unstable();
        let mut right = vec![409; AT_ONCE];
        right[0] = 303;
        assert_eq!(statuses, right, "round {round}");
        for (_, page) in answers.iter().filter(|(status, _)| *status == 409) {
            assert!(page.contains("has just been taken"), "round {round}: {page}");
            assert!(page.contains("type=\"radio\" name=\"slot\""), "round {round}: no other times: {page}");
        }
        let booked = patients.iter().flat_map(|patient| appointments_of(&app, patient.id));
        assert_eq!(booked.filter(|one| one.starts_at == slot).count(), 1, "round {round}");
    }
}
