//! The record beside the note: the answers of the first visit, what is out of range flagged as everywhere, and blood
//! pressure drawn.

use wardbook::care::intake::Vaccine;
use wardbook::care::observations::Observation;
use wardbook::care::prescriptions::Prescription;
use wardbook::care::problems::Problem;
use wardbook::care::record::{Concept, Stored as _, When};
use wardbook::kit::db::Deed;
use wardbook::people::patients::PatientId;

use crate::consultation::begin;
use crate::support::TestApp;
use crate::support::paper::within_and_out_of_reach;

/// A result that came from elsewhere.
fn result(app: &TestApp, patient: PatientId, name: &str, value: (&str, &str), said: Option<&str>) {
    let (number, unit) = value;
    let row = Observation {
        category: "laboratory".into(),
        value_kind: "quantity".into(),
        test_key: name.to_lowercase(),
        value: number.parse().ok(),
        value_written: Some(number.into()),
        unit: Some(unit.into()),
        interpretation: said.map(Into::into),
        range_high: Some(5.1),
        ..Observation::new(patient, When::instant(app.clock.now()), "final", Concept::text(name))
    };
    let written = app.house.db.write_now(&app.operator(), move |tx| {
        tx.record(Deed::new("record.opened").about(patient.uuid()));
        row.insert(tx)
    });
    written.expect("a result");
}

/// What stands on the desk under a heading.
fn section(page: &str, heading: &str) -> String {
    let (_, rest) = page.split_once(&format!("id=\"{heading}\"")).unwrap_or_default();
    rest.split("</section>").next().unwrap_or_default().to_owned()
}

#[actix_web::test]
async fn a_result_is_flagged_by_whoever_measured_it_and_else_by_its_range() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    result(&app, ana, "Potassium", ("2.1", "mmol/L"), Some("LL"));
    result(&app, ana, "Calcium", ("2.30", "mmol/L"), Some("L"));
    result(&app, ana, "Urea", ("5.9", "mmol/L"), Some("N"));
    result(&app, ana, "Leucocytes", ("11.912345678", "10*3/uL"), None);
    let desk = begin(&doctor, ana).await;
    let odd = section(&doctor.get(&desk).await.text(), "r-odd");
    for (name, value, word) in [
        ("Potassium", "2.1 mmol/L", "Very low"),
        ("Calcium", "2.30 mmol/L", "Low"),
        ("Leucocytes", "11.91 10³/µL", "High"),
    ] {
        let (_, line) = odd.split_once(name).unwrap_or_else(|| panic!("{name} in {odd}"));
        let line = line.split("</li>").next().expect("a line");
        assert!(line.contains(value) && line.contains(&format!("{word}</span>")), "{name}: {line}");
    }
    assert!(odd.contains("flag--strong"), "what is very low stands out: {odd}");
    assert!(!odd.contains("Urea"), "the laboratory says that it is usual: {odd}");
}

#[actix_web::test]
async fn blood_pressure_is_drawn_and_said_to_stay_high() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let record = format!("/patients/{ana}");
    let desk = begin(&doctor, ana).await;
    let nurse = app.nurse().await;
    for (systolic, readings) in [("132", 1), ("148", 2), ("151", 3)] {
        let fields = [("systolic", systolic), ("diastolic", "82")];
        let sent = nurse.fill(&format!("{record}/vitals/new"), &format!("{record}/vitals"), &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        app.clock.advance(jiff::SignedDuration::from_mins(9));
        let drawn = section(&doctor.get(&desk).await.text(), "r-pressure");
        let stays = drawn.contains("Above what is usual 2 times in a row.");
        match readings {
            1 => assert_eq!(drawn, "", "one reading is no course"),
            2 => assert!(drawn.contains("Blood pressure, 2 readings") && !stays, "{drawn}"),
            _ => {
                assert!(drawn.contains("Blood pressure, 3 readings") && stays, "{drawn}");
                assert!(drawn.contains("Newest 151, lowest 132, highest 151; 2 outside"), "{drawn}");
            }
        }
    }
}

const LISTS: [&str; 3] = ["r-problems", "r-medication", "r-vaccines"];

#[actix_web::test]
async fn a_list_beside_the_note_tells_what_nobody_asked_from_an_answer_none() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let page = doctor.get(&desk).await.text();
    for list in LISTS {
        assert!(section(&page, list).contains("Not asked yet"), "{list}");
    }
    let intake = format!("/patients/{ana}/intake");
    let none = [("allergies", "none"), ("problems", "none"), ("medication", "none"), ("vaccines", "none")];
    assert_eq!(doctor.fill(&intake, &intake, &none).await.status, 303);
    let page = doctor.get(&desk).await.text();
    for list in LISTS {
        let list = section(&page, list);
        assert!(list.contains("None, asked 20-Nov-2026 by Test doctor"), "{list}");
    }
}

#[actix_web::test]
async fn a_long_list_beside_the_note_says_how_many_more_there_are_and_leads_to_them() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let now = When::instant(app.clock.now());
    let written = app.house.db.write_now(&app.operator(), move |tx| {
        tx.record(Deed::new("record.opened").about(ana.uuid()));
        for number in 1..=15 {
            let what = |kind: &str| Concept::text(format!("{kind} {number}."));
            Problem { category: "problem".into(), ..Problem::new(ana, now, "active", what("Problem")) }
                .insert(tx)?;
            let statement = Prescription::new(ana, now, "active", what("Medicine"));
            Prescription { intent: "statement".into(), ..statement }.insert(tx)?;
            Vaccine::new(ana, now, "completed", Concept::text(format!("Vaccine {}.", number % 7)))
                .insert(tx)?;
        }
        Ok(())
    });
    written.expect("entries");
    let desk = begin(&doctor, ana).await;
    let page = doctor.get(&desk).await.text();
    for (list, shown, more, tab) in [
        ("r-problems", 12, "and 3 more", "problems"),
        ("r-medication", 12, "and 3 more", "medication"),
        ("r-vaccines", 5, "and 2 more", "vaccines"),
    ] {
        let list = section(&page, list);
        assert_eq!(list.matches("<li>").count(), shown, "{list}");
        assert!(list.contains(more) && list.contains(&format!("href=\"/patients/{ana}/{tab}\"")), "{list}");
        assert!(list.contains("not asked yet"), "nobody asked whether that is all: {list}");
        assert_eq!(doctor.get(&format!("/patients/{ana}/{tab}")).await.status, 200);
    }
    let vaccines = section(&page, "r-vaccines");
    assert!(vaccines.contains("2 doses"), "one line for all doses of a vaccine: {vaccines}");
}

#[actix_web::test]
async fn what_was_imported_is_marked_beside_the_note_until_somebody_confirms_it() {
    let (app, ana, _) = within_and_out_of_reach().await;
    crate::intake::import(&app, ana);
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let page = doctor.get(&desk).await.text();
    for list in LISTS {
        assert_eq!(section(&page, list).matches(">imported, not confirmed<").count(), 1, "{list}");
    }
    crate::intake::confirm_all(&app, &doctor, ana).await;
    let page = doctor.get(&desk).await.text();
    for list in LISTS {
        let list = section(&page, list);
        assert!(!list.contains("not confirmed") && !list.contains("not asked"), "{list}");
    }
}
