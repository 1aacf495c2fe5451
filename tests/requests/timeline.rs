//! The history in one line, and the record as it was on a given day.

use diesel::prelude::*;
use wardbook::care::notes::{self, DRAFT, Kind, Note, Voiding};
use wardbook::care::prescriptions::Prescription;
use wardbook::care::problems::Problem;
use wardbook::care::record::{Concept, Precision, Stored as _, When, keep_version};
use wardbook::kit::db::Tx;
use wardbook::kit::db::types::Utc;
use wardbook::people::patients::PatientId;
use wardbook::schema::observations;

use crate::support::TestApp;
use crate::support::diary::account;
use crate::support::paper::{appointment, nurse_works_at_all_sites, register_patient};

#[actix_web::test]
async fn the_timeline_shows_everything_by_kind_period_and_words() {
    let app = TestApp::demo().await;
    let doctor = app.admin().await;
    let found = doctor.get("/patients?q=Markovi%C4%87").await.text();
    let (_, rest) =
        found.split_once("<tbody>").and_then(|(_, rows)| rows.split_once("href=\"")).expect("a record");
    let record = rest.split('"').next().expect("an address").to_owned();
    let all = doctor.get(&format!("{record}/timeline")).await.text();
    for word in ["Visit", "Problem", "Medicine", "Vaccine", "Allergy"] {
        assert!(
            all.contains(&format!("<span class=\"muted\">{word}</span>")) || all.contains("rel=\"next\""),
            "{word}"
        );
    }
    assert!(!all.contains("<span class=\"muted\">Single value</span>"));
    for (kind, word) in [("visits", "Visit"), ("vaccines", "Vaccine"), ("values", "Single value")] {
        let page = doctor.get(&format!("{record}/timeline?kind={kind}")).await.text();
        let events = page.matches("<span class=\"muted\">").count();
        assert!(events > 0, "{kind}");
        assert_eq!(page.matches(&format!("<span class=\"muted\">{word}</span>")).count(), events, "{kind}");
    }
    let none = doctor.get(&format!("{record}/timeline?text=zzzzzz")).await.text();
    assert!(none.contains("Nothing matches these filters"));
    let period = doctor.get(&format!("{record}/timeline?from=1985-01-01&until=1985-01-02")).await.text();
    assert!(period.contains("Nothing matches these filters"));
    assert_eq!(doctor.get(&format!("{record}/timeline?from=nonsense")).await.status, 422);
    // Page by page nothing is left out and nothing comes twice.
    let (mut seen, mut next) = (0, Some(format!("{record}/timeline?kind=values")));
    while let Some(path) = next {
        let page = doctor.get(&path).await;
        seen += page.text().matches("<span class=\"muted\">").count();
        next = page.leads("next");
    }
    let id: PatientId = record.trim_start_matches("/patients/").parse().expect("an id");
    let count: i64 = app
        .house
        .db
        .read_now(|conn| {
            Ok(observations::table
                .filter(observations::patient_id.eq(id))
                .filter(observations::status.ne("entered_in_error"))
                .count()
                .get_result(conn)?)
        })
        .expect("a count");
    assert_eq!(seen as i64, count);
}

#[actix_web::test]
async fn the_record_of_a_day_has_the_words_of_that_day() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    let id = patient.id;
    let day = |year: i16| When::date(jiff::civil::date(year, 6, 1), Precision::Day).expect("a day");
    let written = move |tx: &mut Tx<'_>| {
        let mut asthma = Problem {
            category: "problem".to_owned(),
            recorded_at: Some(Utc(day(2020).at)),
            ..Problem::new(id, day(2018), "active", Concept::text("Wheezing"))
        };
        asthma.insert(tx)?;
        let tablets = Prescription {
            intent: "order".to_owned(),
            starts_at: Some(Utc(day(2021).at)),
            ends_at: Some(Utc(day(2022).at)),
            recorded_at: Some(Utc(day(2021).at)),
            ..Prescription::new(id, day(2021), "stopped", Concept::text("Prednisolone"))
        };
        tablets.insert(tx)?;
        keep_version(tx, &asthma, Some(id), 1, None)?;
        asthma.code_text = "Asthma".to_owned();
        asthma.version = 2;
        asthma.replace(tx)?;
        tx.nothing_to_record("prepared by a test");
        Ok(())
    };
    app.house.db.write_now(&app.operator(), written).expect("written");
    let admin = app.admin().await;
    let on = |day: &'static str| {
        let admin = &admin;
        async move { admin.get(&format!("/patients/{id}/as-of?day={day}")).await }
    };
    let before = on("2019-06-01").await.text();
    assert!(!before.contains("Wheezing") && !before.contains("Asthma"), "not written yet");
    let then = on("2021-12-01").await.text();
    assert!(then.contains("The record on 01-Dec-2021"));
    assert!(then.contains("Wheezing") && !then.contains("Asthma"), "in the words of that day");
    assert!(then.contains("Prednisolone"), "taken then, stopped since");
    assert!(!on("2023-01-01").await.text().contains("Prednisolone"));
    let today = on("2026-11-20").await.text();
    assert!(today.contains("Asthma") && !today.contains("Wheezing"));
    assert_eq!(on("2026-11-21").await.status, 422, "still to come");
    assert_eq!(on("soon").await.status, 422);
}

#[actix_web::test]
async fn notes_stand_in_the_history_for_who_may_read_them_and_say_when_they_are_void() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Okonkwo", "Ngozi");
    appointment(&app, &patient, "booked");
    nurse_works_at_all_sites(&app);
    let (id, now, by) = (patient.id, app.clock.now(), account(&app, "admin@test.example"));
    let note = |complaint: &str| Note {
        complaint: Some(complaint.to_owned()),
        recorded_at: Some(Utc(now)),
        recorded_by: Some(by),
        signed_at: Some(Utc(now)),
        signed_by: Some(by),
        ..Note::standing(Kind::Consultation, id, When { at: now, precision: Precision::Time })
    };
    let written = [
        note("Open to all"),
        Note { restricted: true, ..note("Told in confidence") },
        Note { status: DRAFT.to_owned(), ..note("Not signed") },
    ];
    let gone = note("Another patient");
    let voiding = Voiding { by, name: "Test admin".into(), any: true, reason: "Wrong record".into() };
    let write = move |tx: &mut Tx<'_>| {
        tx.nothing_to_record("prepared by a test");
        written.iter().chain([&gone]).try_for_each(|note| notes::write(tx, note))?;
        notes::void(tx, &gone, &voiding)
    };
    app.house.db.write_now(&app.operator(), write).expect("notes");
    let record = format!("/patients/{id}");
    let pages = [format!("{record}/timeline?kind=notes"), format!("{record}/as-of?day=2026-11-20")];
    let (admin, doctor) = (app.admin().await, app.doctor().await);
    let (nurse, desk) = (app.nurse().await, app.receptionist().await);
    for (person, reads_all) in [(&admin, true), (&doctor, false), (&nurse, false), (&desk, false)] {
        for page in &pages {
            let text = person.get(page).await.text();
            assert!(text.contains("Open to all") && !text.contains("Not signed"), "{page}");
            assert_eq!(text.contains("Told in confidence"), reads_all, "{page}");
        }
        let line = person.get(&pages[0]).await.text();
        assert!(line.contains("Voided: Wrong record"));
        let found = person.get(&format!("{record}/timeline?text=confidence")).await.text();
        assert_eq!(found.contains("Told in confidence"), reads_all, "words find what may be read");
    }
    super::emergency::open(&doctor, &patient).await;
    for page in &pages {
        assert!(doctor.get(page).await.text().contains("Told in confidence"), "rule 18: {page}");
    }
    let end = format!("{record}/emergency/end");
    doctor.post(&end, &[("csrf", &doctor.csrf().await)]).await;
    for page in &pages {
        assert!(!doctor.get(page).await.text().contains("Told in confidence"), "{page}");
    }
}
