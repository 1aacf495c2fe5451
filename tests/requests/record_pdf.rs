//! The printed record.

use jiff::civil::date;
use wardbook::care::intake::{Allergy, IntakeAnswer, Vaccine, answer_once};
use wardbook::care::observations::{Observation, ObservationPart, Value, set_parts};
use wardbook::care::plans::{Goal, Plan};
use wardbook::care::prescriptions::Prescription;
use wardbook::care::problems::Problem;
use wardbook::care::procedures::Procedure;
use wardbook::care::record::{Concept, Precision, Stored, When};
use wardbook::care::reports::Report;
use wardbook::care::visits::Visit;
use wardbook::gate::audit::{self, Filter};
use wardbook::kit::db::types::Utc;
use wardbook::kit::db::{Deed, Tx};
use wardbook::kit::error::Result;
use wardbook::kit::id::Id;
use wardbook::people::patients::{Patient, PatientId};

use crate::support::TestApp;
use crate::support::paper::{appointment, register_patient, text_of};

fn day(year: i16, month: i8, day: i8) -> When {
    When::date(date(year, month, day), Precision::Day).expect("a day")
}

fn coded(display: &str, text: &str) -> Concept {
    Concept {
        system: Some("http://snomed.info/sct".into()),
        code: Some("1".into()),
        display: Some(display.into()),
        ..Concept::text(text)
    }
}

fn keep(app: &TestApp, rows: impl FnMut(&mut Tx<'_>) -> Result<()> + Send + 'static) {
    let mut rows = rows;
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            rows(tx)?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("rows");
}

/// One entry of every kind, and a few that are over.
fn whole_record(app: &TestApp, of: PatientId) {
    keep(app, move |tx| {
        let at = day(2021, 5, 3);
        Problem {
            category: "problem".into(),
            ..Problem::new(of, at, "active", coded("Hypertension", "visok tlak"))
        }
        .insert(tx)?;
        Problem {
            category: "problem".into(),
            ended_at: Some(Utc(day(2019, 2, 1).at)),
            ended_precision: Some("day".into()),
            ..Problem::new(of, day(2019, 1, 7), "resolved", coded("Acute bronchitis", "Acute bronchitis"))
        }
        .insert(tx)?;
        Allergy {
            reaction: Some("Anaphylaxis".into()),
            severity: Some("severe".into()),
            criticality: Some("high".into()),
            ..Allergy::new(of, at, "active", coded("Penicillin V", "penicilin"))
        }
        .insert(tx)?;
        Allergy::new(of, at, "inactive", coded("House dust mite", "grinje")).insert(tx)?;
        Vaccine {
            lot: Some("LOT-77".into()),
            ..Vaccine::new(of, at, "completed", coded("Tetanus toxoid", "tetanus"))
        }
        .insert(tx)?;
        Prescription {
            intent: "order".into(),
            dosage: Some("1 tablet in the morning".into()),
            ..Prescription::new(of, at, "active", coded("Ramipril 5 MG Oral Tablet", "ramipril 5"))
        }
        .insert(tx)?;
        Prescription {
            intent: "order".into(),
            ..Prescription::new(of, at, "stopped", Concept::text("Aspirin"))
        }
        .insert(tx)?;
        let pressure = Observation {
            category: "vital_signs".into(),
            value_kind: "none".into(),
            test_key: "bp".into(),
            ..Observation::new(of, at, "final", coded("Blood pressure panel", "Blood pressure panel"))
        };
        pressure.insert(tx)?;
        let part = |position, display: &str, value: &str| {
            let value = Value {
                value_kind: "quantity".into(),
                value: value.parse().ok(),
                value_written: Some(value.into()),
                unit: Some("mm[Hg]".into()),
                ..Value::default()
            };
            ObservationPart::new(&pressure, position, Concept::text(display), value)
        };
        set_parts(
            tx,
            pressure.id,
            &[part(0, "Systolic pressure", "151"), part(1, "Diastolic pressure", "92")],
        )?;
        Observation {
            category: "laboratory".into(),
            value_kind: "quantity".into(),
            test_key: "glucose".into(),
            value: Some(7.1),
            value_written: Some("7.10".into()),
            unit: Some("mmol/L".into()),
            range_low: Some(3.9),
            range_high: Some(5.6),
            ..Observation::new(of, at, "final", coded("Glucose", "GUK"))
        }
        .insert(tx)?;
        Visit {
            class: Some("AMB".into()),
            reason_text: Some("Cough".into()),
            ..Visit::new(of, at, "finished", coded("General examination", "pregled"))
        }
        .insert(tx)?;
        Procedure::new(of, at, "completed", coded("Appendectomy", "operacija slijepog crijeva"))
            .insert(tx)?;
        let plan = Plan {
            title: Some("Lose weight".into()),
            intent: "plan".into(),
            ..Plan::new(of, at, "active", Concept::text("Diet"))
        };
        plan.insert(tx)?;
        Goal::new(of, at, "active", Concept::text("Below 80 kg")).insert(tx)?;
        Report {
            conclusion: Some("Nothing unusual".into()),
            ..Report::new(of, at, "final", coded("Lipid panel", "lipidi"))
        }
        .insert(tx)
    });
}

async fn print(app: &TestApp, patient: &Patient) -> Option<String> {
    let answer = app.receptionist().await.get(&format!("/patients/{}/record.pdf", patient.id)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    text_of(&answer.body)
}

#[actix_web::test]
async fn the_whole_record_stands_on_paper() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Đurić", "Žana");
    whole_record(&app, patient.id);
    let Some(text) = print(&app, &patient).await else { return };
    for words in [
        "Test Hospital",
        "10000 Zagreb",
        "Hypertension",
        "visok tlak",
        "Penicillin V",
        "Anaphylaxis",
        "House dust mite",
        "Tetanus toxoid",
        "LOT-77",
        "1 tablet in the morning",
        "Systolic pressure",
        "151",
        "Diastolic pressure",
        "7.10",
        "3.9 – 5.6",
        "General examination",
        "Outpatient",
        "Cough",
        "Appendectomy",
        "Lose weight",
        "Below 80 kg",
        "Nothing unusual",
        "End of the record",
    ] {
        assert!(text.contains(words), "{words} is not in:\n{text}");
    }
    let line = |words: &str| text.lines().find(|line| line.contains(words)).unwrap_or_default().to_owned();
    for (entry, status) in [
        ("Hypertension", "Active"),
        ("Acute bronchitis", "Resolved"),
        ("House dust mite", "Inactive"),
        ("Aspirin", "Stopped"),
        ("Glucose", "High"),
    ] {
        assert!(line(entry).contains(status), "{entry} is not marked {status}: {}", line(entry));
    }
    assert_eq!(text.matches("Acute bronchitis").count(), 1, "the same words are not said twice");
}

#[actix_web::test]
async fn every_page_says_whose_it_is_and_who_printed_it() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "العلي", "محمد");
    let of = patient.id;
    whole_record(&app, of);
    keep(&app, move |tx| {
        for number in 0..150 {
            Procedure::new(of, day(2020, 1, 1), "completed", Concept::text(format!("Procedure {number}")))
                .insert(tx)?;
        }
        Ok(())
    });
    let Some(text) = print(&app, &patient).await else { return };
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert!(pages.len() > 3);
    for (index, page) in pages.iter().enumerate() {
        for words in [
            "العلي",
            "محمد",
            "14-Mar-1984 (42y)",
            "Female",
            &patient.shown_mrn(),
            "ALLERGIES Penicillin V",
            "Printed by Test receptionist (Reception), 20-Nov-2026 08:05 (Europe/Berlin)",
            &format!("Page {} of {}", index + 1, pages.len()),
        ] {
            let squeezed = page.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(squeezed.contains(words), "{words} is not on page {}:\n{page}", index + 1);
        }
    }
}

#[actix_web::test]
async fn the_three_states_of_allergies_look_different() {
    let app = TestApp::new().await;
    let unknown = register_patient(&app, "Unknown", "A");
    let Some(text) = print(&app, &unknown).await else { return };
    assert!(text.contains("Allergies not recorded") && !text.contains("No known allergies"));

    let asked = register_patient(&app, "Asked", "B");
    let of = asked.id;
    keep(&app, move |tx| {
        let answered_at = Utc(tx.now());
        answer_once(
            tx,
            &IntakeAnswer {
                id: Id::new(),
                patient_id: of,
                question: "allergies".into(),
                none: true,
                answered_at,
                answered_by: None,
                answered_by_name: "Dr Rada Jović".into(),
                source_id: None,
                version: 1,
            },
        )?;
        Ok(())
    });
    let text = print(&app, &asked).await.expect("text");
    assert!(
        text.contains("No known allergies") && text.contains("Asked 20-Nov-2026 by Dr Rada Jović"),
        "{text}"
    );

    let over = register_patient(&app, "Over", "C");
    let of = over.id;
    keep(&app, move |tx| Allergy::new(of, day(2001, 1, 1), "resolved", Concept::text("Milk")).insert(tx));
    let text = print(&app, &over).await.expect("text");
    assert!(
        text.contains("Allergies not recorded") && text.contains("Milk") && text.contains("Resolved"),
        "{text}"
    );
}

#[actix_web::test]
async fn the_gravest_allergies_lead_on_paper_and_none_in_force_is_missing() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Grave", "D");
    let of = patient.id;
    keep(&app, move |tx| {
        let mild = Concept::text("Pollen");
        Allergy { severity: Some("mild".into()), ..Allergy::new(of, day(2025, 1, 1), "active", mild) }
            .insert(tx)?;
        let grave = Concept::text("Peanut");
        let grave = Allergy::new(of, day(2001, 1, 1), "unknown", grave);
        Allergy { severity: Some("severe".into()), ..grave }.insert(tx)
    });
    let Some(text) = print(&app, &patient).await else { return };
    assert!(text.contains("Peanut (severe), Pollen"), "{text}");
    assert!(!text.contains("Allergies not recorded"), "{text}");
}

#[actix_web::test]
async fn what_was_entered_in_error_is_left_out_and_counted() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Horvat", "Ana");
    let of = patient.id;
    keep(&app, move |tx| {
        let wrong = Concept::text("Mistaken entry");
        Problem { category: "problem".into(), ..Problem::new(of, day(2020, 1, 1), "entered_in_error", wrong) }
            .insert(tx)
    });
    let Some(text) = print(&app, &patient).await else { return };
    assert!(!text.contains("Mistaken entry"));
    assert!(text.contains("One entry that was entered in error is left out."), "{text}");
}

#[actix_web::test]
async fn every_print_is_on_file_and_so_is_every_refusal() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Horvat", "Ana");
    print(&app, &patient).await;
    app.doctor().await.get(&format!("/patients/{}/record.pdf", patient.id)).await;
    let entries = app.house.db.read_now(|conn| audit::list(conn, &Filter::default(), 20)).expect("entries");
    let printed = entries.iter().find(|entry| entry.verb == "record.printed").expect("a print");
    assert_eq!(printed.patient_id, Some(patient.id.uuid()));
    assert_eq!(printed.name.as_deref(), Some("Test receptionist"));
    assert_eq!(printed.detail["pages"], 1);
    let refused = entries.iter().find(|entry| entry.verb == "record.refused").expect("a refusal");
    assert!(!refused.done && refused.subject_id == Some(patient.id.to_string()));
}

#[actix_web::test]
async fn only_who_may_read_the_record_may_print_it() {
    let app = TestApp::new().await;
    let (mine, foreign) = (register_patient(&app, "Mine", "A"), register_patient(&app, "Foreign", "B"));
    appointment(&app, &mine, "completed");
    appointment(&app, &foreign, "requested");
    let never = "0190a000-0000-7000-8000-000000000000";
    let address = |id: &dyn std::fmt::Display| format!("/patients/{id}/record.pdf");
    for person in [app.admin().await, app.receptionist().await] {
        assert_eq!(person.get(&address(&foreign.id)).await.status, 200);
        assert_eq!(person.get(&address(&never)).await.status, 404);
    }
    let doctor = app.doctor().await;
    assert_eq!(doctor.get(&address(&mine.id)).await.status, 200);
    assert_eq!(doctor.get(&address(&foreign.id)).await.status, 404);
    assert_eq!(doctor.get(&address(&never)).await.status, 404);
    assert_eq!(doctor.get(&address(&"not-an-id")).await.status, 404);
    assert_eq!(app.patient().await.get(&address(&mine.id)).await.status, 404);
    assert_eq!(app.visitor().get(&address(&mine.id)).await.status, 303);
}

#[actix_web::test]
async fn hostile_texts_come_out_literally_and_break_nothing() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "<script>alert(1)</script>", "🙂");
    let of = patient.id;
    let long = "Donaudampfschifffahrt".repeat(500);
    keep(&app, move |tx| {
        for text in
            ["<b>&amp;</b> %s \\( \\)", "王小明", "\u{202e}gnp.exe", "मधुमेह", long.as_str(), "a\nb\r\nc\td"]
        {
            Problem {
                category: "problem".into(),
                ..Problem::new(of, day(2020, 1, 1), "active", Concept::text(text))
            }
            .insert(tx)?;
        }
        Ok(())
    });
    let Some(text) = print(&app, &patient).await else { return };
    for words in ["<SCRIPT>ALERT(1)</SCRIPT>", "<b>&amp;</b> %s \\( \\)", "王小明", "मधुमेह"] {
        assert!(text.contains(words), "{words} is not in:\n{text}");
    }
}
