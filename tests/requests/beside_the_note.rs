//! The record beside the note: what is out of range is flagged as everywhere, and blood pressure is drawn.

use wardbook::care::observations::Observation;
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
