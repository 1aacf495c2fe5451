//! Patients to print about, and what poppler reads from the paper.

use std::process::{Command, Stdio};

use diesel::prelude::*;
use jiff::SignedDuration;
use wardbook::diary::appointments::{AppointmentId, Status};
use wardbook::gate::hospital;
use wardbook::kit::db::Deed;
use wardbook::kit::db::types::AnyId;
use wardbook::people::patients::{Details, Field, Patient, PatientId, Sheet, register};

use wardbook::schema::{accounts, appointments};

use super::TestApp;
use super::diary::Practice;

/// Registers somebody.
pub fn register_patient(app: &TestApp, family: &str, given: &str) -> Patient {
    let sheet = Sheet::default()
        .with(Field::Family, family)
        .with(Field::Given, given)
        .with(Field::Born, "14-Mar-1984")
        .with(Field::Sex, "female")
        .with(Field::Town, "10000 Zagreb");
    let details = Details::parse(&sheet, jiff::civil::date(2026, 11, 20)).expect("details");
    app.house.db.write_now(&app.operator(), move |tx| register(tx, &details, None, None)).expect("a patient")
}

/// Says that an employee is this patient.
pub fn is_patient(app: &TestApp, email: &'static str, patient: &Patient) {
    let id = patient.id.uuid();
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            diesel::update(accounts::table.filter(accounts::email_key.eq(email)))
                .set(accounts::patient_id.eq(Some(AnyId(id))))
                .execute(tx.conn())?;
            tx.nothing_to_record("prepared by a test");
            Ok(())
        })
        .expect("linked");
}

/// Makes an appointment with the doctor of the test hospital, at the first time from now on that is not taken.
pub fn appointment(app: &TestApp, patient: &Patient, status: &str) -> AppointmentId {
    let practice = Practice::closed(app);
    let mut at = app.clock.now();
    while practice.is_taken(app, at) {
        at += SignedDuration::from_mins(15);
    }
    practice.stand(app, &practice.booking(patient.id, at), Status::from(status.to_owned()))
}

/// The text of a PDF without marks of direction; none where poppler is not installed, which is said.
pub fn text_of(file: &[u8]) -> Option<String> {
    let text = String::from_utf8(poppler("pdftotext", &["-layout", "-", "-"], file)?).expect("text");
    Some(text.chars().filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')).collect())
}

/// What `pdfinfo` says of it.
pub fn info_of(file: &[u8]) -> Option<String> {
    poppler("pdfinfo", &["-"], file).map(|out| String::from_utf8_lossy(&out).into_owned())
}

fn poppler(program: &str, arguments: &[&str], file: &[u8]) -> Option<Vec<u8>> {
    let child = Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        eprintln!("{program} is not installed: the paper is not read");
        return None;
    };
    let mut pipe = child.stdin.take().expect("a pipe");
    std::io::Write::write_all(&mut pipe, file).expect("a reader");
    drop(pipe);
    let out = child.wait_with_output().expect("an answer");
    assert!(out.status.success(), "{program} cannot read the file");
    Some(out.stdout)
}

/// Nobody came to any appointment of theirs: whoever reached them by one does no longer.
pub fn did_not_come(app: &TestApp, patient: PatientId) {
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            diesel::update(appointments::table.filter(appointments::patient_id.eq(patient)))
                .set(appointments::status.eq("no_show"))
                .execute(tx.conn())?;
            tx.nothing_to_record("prepared by a test");
            Ok(())
        })
        .expect("out of reach");
}

/// Puts the nurse of the test hospital on every site.
pub fn nurse_works_at_all_sites(app: &TestApp) {
    use wardbook::schema::account_sites;
    app.house
        .db
        .write_now(&app.operator(), |tx| {
            let nurse: uuid::Uuid = accounts::table
                .filter(accounts::email_key.eq("nurse@test.example"))
                .select(accounts::id)
                .first(tx.conn())?;
            for site in hospital::sites(tx.conn())? {
                diesel::insert_into(account_sites::table)
                    .values((account_sites::account_id.eq(AnyId(nurse)), account_sites::site_id.eq(site.id)))
                    .execute(tx.conn())?;
            }
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("sites");
}

/// A hospital with a patient whom doctor and nurse reach, and one whom they do not.
pub async fn within_and_out_of_reach() -> (TestApp, PatientId, PatientId) {
    let app = TestApp::new().await;
    let (ana, out) = (register_patient(&app, "Marković", "Ana"), register_patient(&app, "Out", "Of Reach"));
    appointment(&app, &ana, "booked");
    nurse_works_at_all_sites(&app);
    (app, ana.id, out.id)
}
