//! No personal data in logs and error pages: a canary in every field, then a search for it.

use std::io::Write;
use std::sync::{Arc, Mutex};

use tracing_subscriber::fmt::MakeWriter;

use crate::support::TestApp;
use crate::support::diary::Practice;
use crate::support::paper::register_patient;

const CANARY: &str = "Zwitscher\u{17e}";
const ASCII_CANARY: &str = "Canaryzqx";

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[actix_web::test]
async fn neither_logs_nor_error_pages_name_anybody() {
    let log = Log::default();
    tracing_subscriber::fmt().with_writer(log.clone()).try_init().expect("the only log of the tests");
    let app = TestApp::new().await;
    let patient = register_patient(&app, CANARY, ASCII_CANARY);
    let reception = app.receptionist().await;
    let doctor = app.doctor().await;
    let mut pages = Vec::new();
    for path in [
        format!("/patients?q={ASCII_CANARY}"),
        format!("/patients/{}", patient.id),
        format!("/patients/{}/record.pdf", patient.id),
    ] {
        assert_eq!(reception.get(&path).await.status, 200, "{path}");
        pages.push(doctor.get(&path).await);
    }
    for (name, value) in [("family", CANARY), ("email", "canaryzqx@test.example"), ("password", ASCII_CANARY)]
    {
        pages.push(doctor.post("/patients", &[(name, value)]).await);
        app.visitor().post("/sign-in", &[(name, value)]).await;
    }
    app.visitor().sign_in("canaryzqx@test.example", ASCII_CANARY).await;
    // The secret of a calendar feed stands in an address.
    let practice = Practice::open(&app);
    let hours = format!("/hours/{}", practice.doctor);
    let made = doctor.fill(&hours, &format!("{hours}/feed"), &[]).await.text();
    let secret =
        made.split("/calendar/").nth(1).and_then(|rest| rest.split(".ics").next()).expect("a secret");
    assert_eq!(app.visitor().get(&format!("/calendar/{secret}.ics")).await.status, 200);
    pages.push(app.visitor().get(&format!("/calendar/{secret}x.ics")).await);
    let refused: Vec<String> =
        pages.iter().filter(|page| page.status >= 400).map(|page| page.text().to_lowercase()).collect();
    assert!(refused.len() >= 5, "errors were answered");
    for page in refused {
        assert!(!page.contains(&secret.to_lowercase()), "{page}");
        assert!(!page.contains(&CANARY.to_lowercase()) && !page.contains("canaryzqx"), "{page}");
    }
    let log = String::from_utf8_lossy(&log.0.lock().expect("the log")).to_lowercase();
    assert!(log.contains("/patients/{id}"), "the routes were logged");
    assert!(log.contains("/calendar/{secret}.ics"), "feeds were logged");
    for line in log.lines() {
        assert!(!line.contains(&secret.to_lowercase()), "the secret of a feed: {line}");
        assert!(!line.contains(&CANARY.to_lowercase()) && !line.contains("canaryzqx"), "{line}");
        assert!(!line.contains(&patient.id.to_string()), "the address of a record: {line}");
    }
}
