//! Authors keep reading what they wrote after the patient is out of their reach, and not the rest.

use wardbook::people::patients::PatientId;

use crate::consultation::{begin, send};
use crate::letters::{SICK, sick_note};
use crate::support::paper::{did_not_come, within_and_out_of_reach};
use crate::support::{Person, TestApp};
use crate::{emergency, prescribing};

/// The addresses of one's own entries, newest first.
async fn own(person: &Person<'_>, filter: &str) -> Vec<String> {
    let list = person.get(&format!("/written{filter}")).await;
    assert_eq!(list.status, 200);
    let text = list.text();
    let links = text.split("href=\"/written/").skip(1);
    links.map(|rest| format!("/written/{}", rest.split('"').next().expect("an address"))).collect()
}

async fn note(person: &Person<'_>, patient: PatientId, complaint: &str, and: &[(&str, &str)]) {
    let desk = begin(person, patient).await;
    let mut fields = vec![("complaint", complaint)];
    fields.extend_from_slice(and);
    let sent = send(person, &desk, &fields).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
}

async fn after_all_was_written() -> (TestApp, PatientId) {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    note(&doctor, ana, "Dizzy since Monday", &[("restricted", "on"), ("do", "sign")]).await;
    note(&doctor, ana, "Begun and left", &[("do", "save")]).await;
    note(&admin, ana, "Somebody else wrote this", &[("do", "sign")]).await;
    let signed = sick_note(&doctor, &format!("/patients/{ana}"), &SICK).await;
    assert_eq!(signed.status, 303);
    prescribing::asked(&doctor, ana, "", "").await;
    let ordered = prescribing::send(&doctor, ana, &prescribing::order("Ibuprofen")).await;
    assert_eq!(ordered.status, 303, "{}", ordered.text());
    did_not_come(&app, ana);
    (app, ana)
}

#[actix_web::test]
async fn what_one_wrote_stays_readable_and_nothing_else_does() {
    let (app, ana) = after_all_was_written().await;
    let doctor = app.doctor().await;
    assert_eq!(doctor.get(&format!("/patients/{ana}")).await.status, 404, "out of reach");
    let all = own(&doctor, "").await;
    assert_eq!(all.len(), 4, "two notes, a letter, a prescription: {all:?}");
    let mut texts = String::new();
    for address in &all {
        let page = doctor.get(address).await;
        assert_eq!(page.status, 200, "{address}");
        let text = page.text();
        assert!(text.contains("Marković, Ana") && text.contains("out of your reach"), "{text}");
        assert!(!text.contains(&format!("/patients/{ana}")), "no way into the record: {text}");
        texts.push_str(&text);
    }
    for words in ["Dizzy since Monday", "Begun and left", "Rest", "Ibuprofen", "24-Nov-2026", "not signed"] {
        assert!(texts.contains(words), "{words}");
    }
    assert!(!texts.contains("Somebody else"));
    for (kind, count) in [("notes", 2), ("letters", 1), ("prescriptions", 1), ("rubbish", 4)] {
        assert_eq!(own(&doctor, &format!("?kind={kind}")).await.len(), count, "{kind}");
    }
    let report = app.admin().await.get(&format!("/patients/{ana}/access")).await.text();
    assert!(report.contains("Read what they wrote themselves"), "each look is on file");
}

#[actix_web::test]
async fn nobody_reads_what_another_wrote_by_its_address() {
    let (app, _) = after_all_was_written().await;
    let mine = own(&app.doctor().await, "").await;
    for person in [app.admin().await, app.nurse().await] {
        for address in &mine {
            assert_eq!(person.get(address).await.status, 404, "{address}");
        }
    }
    let desk = app.receptionist().await;
    assert_eq!(desk.get("/written").await.status, 403);
    assert_eq!(desk.get(&mine[0]).await.status, 403);
    let doctor = app.doctor().await;
    let (_, id) = mine[0].rsplit_once('/').expect("an id");
    for wrong in [format!("/written/rubbish/{id}"), "/written/notes/rubbish".to_owned()] {
        assert_eq!(doctor.get(&wrong).await.status, 404, "{wrong}");
    }
}

#[actix_web::test]
async fn within_reach_the_entry_leads_to_the_record() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    note(&doctor, ana, "Dizzy", &[("do", "sign")]).await;
    let page = doctor.get(&own(&doctor, "").await[0]).await.text();
    assert!(page.contains(&format!("href=\"/patients/{ana}\"")) && !page.contains("out of your reach"));
}

#[actix_web::test]
async fn what_was_written_in_an_emergency_stays_its_writers() {
    let (app, _, out) = within_and_out_of_reach().await;
    let nurse = app.nurse().await;
    let patient = app.house.db.read_now(move |conn| {
        let everybody = wardbook::gate::access::reach::Reach::whole_house("test");
        wardbook::people::patients::find(conn, &everybody, out)
    });
    let patient = patient.expect("a patient");
    assert_eq!(emergency::open(&nurse, &patient).await.status, 303);
    let page = format!("/patients/{out}/emergency/entry");
    assert_eq!(nurse.fill(&page, &page, &[("text", "Adrenaline given")]).await.status, 303);
    app.clock.advance(jiff::SignedDuration::from_mins(61));
    let nurse = app.nurse().await;
    assert_eq!(nurse.get(&format!("/patients/{out}")).await.status, 404, "the hour is over");
    let entries = own(&nurse, "").await;
    assert_eq!(entries.len(), 1);
    assert!(nurse.get(&entries[0]).await.text().contains("Adrenaline given"));
}

#[actix_web::test]
async fn a_long_list_is_paged_both_ways() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let by = crate::support::diary::account(&app, "doctor@test.example");
    let now = app.clock.now();
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            use wardbook::care::notes::{self, Kind, Note};
            use wardbook::care::record::When;
            for _ in 0..60 {
                let when = When::instant(now);
                let note = Note { recorded_by: Some(by), ..Note::standing(Kind::Nursing, ana, when) };
                notes::write(tx, &note)?;
            }
            tx.nothing_to_record("prepared by a test");
            Ok(())
        })
        .expect("notes");
    let first = doctor.get("/written").await.text();
    let (_, next) = first
        .split_once("rel=\"next\"")
        .map(|(before, _)| before.rsplit_once("href=\"").expect("a link"))
        .expect("more");
    let next = next.trim_end_matches("\" ").replace("&amp;", "&");
    let shown = own(&doctor, "").await;
    let rest = own(&doctor, next.trim_start_matches("/written")).await;
    assert_eq!((shown.len(), rest.len()), (50, 10));
    assert!(rest.iter().all(|address| !shown.contains(address)), "no entry twice");
}
