//! The chart as people read it.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use wardbook::care::intake::{self, Allergy, IntakeAnswer, Vaccine};
use wardbook::care::observations::{Observation, ObservationPart, Value, set_parts};
use wardbook::care::plans::Plan;
use wardbook::care::prescriptions::Prescription;
use wardbook::care::problems::Problem;
use wardbook::care::procedures::Procedure;
use wardbook::care::record::{Concept, Precision, Stored as _, When};
use wardbook::care::reports::Report;
use wardbook::care::visits::Visit;
use wardbook::diary::appointments::Status;
use wardbook::gate::audit::{self, Filter};
use wardbook::kit::db::Tx;
use wardbook::kit::db::types::Utc;
use wardbook::kit::id::Id;
use wardbook::people::patients::{self, Details, Field, PatientId, Sheet};

use crate::support::diary::{self, Practice};
use crate::support::{Answer, Person, TestApp};

const TABS: [&str; 11] = [
    "",
    "/visits",
    "/timeline",
    "/as-of",
    "/problems",
    "/medication",
    "/results",
    "/vital-signs",
    "/vaccines",
    "/procedures",
    "/access",
];

fn write<T: Send + 'static>(
    app: &TestApp,
    f: impl FnMut(&mut Tx<'_>) -> wardbook::kit::error::Result<T> + Send + 'static,
) -> T {
    app.house.db.write_now(&app.operator(), f).expect("rows")
}

fn ana(app: &TestApp) -> PatientId {
    let sheet = Sheet::default()
        .with(Field::Family, "Marković")
        .with(Field::Given, "Ana")
        .with(Field::Preferred, "Anka")
        .with(Field::Born, "14.3.1984")
        .with(Field::Sex, "female");
    let details = Details::parse(&sheet, date(2026, 11, 20)).expect("details");
    write(app, move |tx| Ok(patients::register(tx, &details, None, None)?.id))
}

fn on(day: Date) -> When {
    When::date(day, Precision::Day).expect("a day")
}

fn at(text: &str) -> When {
    When::instant(text.parse().expect("an instant"))
}

fn coded(system: &str, code: &str, display: &str, text: &str) -> Concept {
    Concept {
        system: Some(system.into()),
        code: Some(code.into()),
        display: Some(display.into()),
        ..Concept::text(text)
    }
}

/// Systolic and diastolic as a panel, as most systems send them.
fn pressure(
    tx: &mut Tx<'_>,
    patient: PatientId,
    when: When,
    upper: f64,
    lower: f64,
) -> wardbook::kit::error::Result<()> {
    let panel = Observation {
        category: "vital_signs".into(),
        test_key: "http://loinc.org|85354-9".into(),
        value_kind: "none".into(),
        ..Observation::new(
            patient,
            when,
            "final",
            coded("http://loinc.org", "85354-9", "Blood pressure panel", "Blood pressure"),
        )
    };
    panel.insert(tx)?;
    let part = |position, code: &str, name: &str, value: f64, high: f64| {
        let value = Value {
            value_kind: "quantity".into(),
            value: Some(value),
            value_written: Some(format!("{value}")),
            unit: Some("mm[Hg]".into()),
            range_high: Some(high),
            ..Value::default()
        };
        ObservationPart::new(&panel, position, coded("http://loinc.org", code, "", name), value)
    };
    set_parts(
        tx,
        panel.id,
        &[part(0, "8480-6", "Systolic", upper, 140.0), part(1, "8462-4", "Diastolic", lower, 90.0)],
    )
}

/// A chart with something in every corner.
fn fill(app: &TestApp, patient: PatientId) -> String {
    write(app, move |tx| {
        let visit = Visit {
            class: Some("EMER".into()),
            reason_text: Some("Ödeme an den Beinen".into()),
            author: Some("Dr Mona Haddad".into()),
            place: Some("Harbour clinic".into()),
            ends_at: Some(Utc("2026-10-02T08:45:00Z".parse().expect("an instant"))),
            ends_precision: Some("time".into()),
            ..Visit::new(patient, at("2026-10-02T08:00:00Z"), "finished", Concept::text("New patient visit"))
        };
        visit.insert(tx)?;
        for (name, status, ended) in [
            ("Essential hypertension", "active", None),
            ("Acute bronchitis", "resolved", Some(Utc("2020-03-01T00:00:00Z".parse().expect("an instant")))),
        ] {
            Problem {
                category: "problem".into(),
                visit_id: Some(visit.id),
                ended_at: ended,
                ended_precision: ended.map(|_| "day".into()),
                ..Problem::new(
                    patient,
                    on(date(2019, 5, 1)),
                    status,
                    coded("http://hl7.org/fhir/sid/icd-10", "I10", name, "x"),
                )
            }
            .insert(tx)?;
        }
        Problem {
            category: "problem".into(),
            ..Problem::new(
                patient,
                on(date(2018, 1, 1)),
                "entered_in_error",
                Concept::text("Somebody else's disease"),
            )
        }
        .insert(tx)?;
        Prescription {
            intent: "order".into(),
            dosage: Some("5 mg, 1 in the morning".into()),
            ..Prescription::new(patient, on(date(2026, 10, 2)), "active", Concept::text("Ramipril"))
        }
        .insert(tx)?;
        Prescription {
            intent: "order".into(),
            ends_at: Some(Utc("2026-11-19T00:00:00Z".parse().expect("an instant"))),
            ends_precision: Some("day".into()),
            ..Prescription::new(patient, on(date(2026, 10, 3)), "active", Concept::text("Amoxicillin"))
        }
        .insert(tx)?;
        for dose in [date(2003, 1, 7), date(2003, 2, 7), date(2003, 7, 7)] {
            Vaccine {
                lot: Some("HB-7".into()),
                ..Vaccine::new(patient, on(dose), "completed", Concept::text("Hepatitis B"))
            }
            .insert(tx)?;
        }
        Procedure {
            outcome: Some("sinus rhythm".into()),
            visit_id: Some(visit.id),
            ..Procedure::new(
                patient,
                at("2026-10-02T08:10:00Z"),
                "completed",
                Concept::text("Electrocardiogram"),
            )
        }
        .insert(tx)?;
        Report::new(patient, at("2026-10-02T09:00:00Z"), "final", Concept::text("Lipid panel")).insert(tx)?;
        Plan {
            intent: "plan".into(),
            ..Plan::new(patient, on(date(2026, 10, 2)), "active", Concept::text("Salt-poor diet"))
        }
        .insert(tx)?;
        let potassium = |when: When, value: f64, letters: Option<&str>| Observation {
            category: "laboratory".into(),
            test_key: "http://loinc.org|6298-4".into(),
            value_kind: "quantity".into(),
            value: Some(value),
            value_written: Some(value.to_string()),
            unit: Some("mmol/L".into()),
            range_low: Some(3.5),
            range_high: Some(5.1),
            interpretation: letters.map(str::to_owned),
            visit_id: Some(visit.id),
            ..Observation::new(patient, when, "final", Concept::text("Potassium"))
        };
        potassium(at("2026-10-02T08:20:00Z"), 4.2, None).insert(tx)?;
        potassium(at("2026-11-12T08:20:00Z"), 5.9, Some("HH")).insert(tx)?;
        Observation {
            status: "entered_in_error".into(),
            ..potassium(at("2026-11-19T08:20:00Z"), 99.0, Some("HH"))
        }
        .insert(tx)?;
        pressure(tx, patient, at("2026-10-02T08:05:00Z"), 132.0, 82.0)?;
        pressure(tx, patient, at("2026-11-20T06:33:00Z"), 148.0, 92.0)?;
        tx.nothing_to_record("a test prepares a chart");
        Ok(visit.id.to_string())
    })
}

fn allergic(app: &TestApp, patient: PatientId) {
    write(app, move |tx| {
        Allergy {
            reaction: Some("anaphylaxis".into()),
            ..Allergy::new(patient, on(date(2019, 4, 1)), "active", Concept::text("Penicillin"))
        }
        .insert(tx)?;
        tx.nothing_to_record("a test prepares a chart");
        Ok(())
    });
}

fn answered(app: &TestApp, patient: PatientId, none: bool) {
    write(app, move |tx| {
        let answer = IntakeAnswer {
            id: Id::new(),
            patient_id: patient,
            question: "allergies".into(),
            none,
            answered_at: Utc("2026-11-12T10:00:00Z".parse().expect("an instant")),
            answered_by: None,
            answered_by_name: "Dr M. Haddad".into(),
            source_id: None,
            version: 1,
        };
        intake::answer_once(tx, &answer)?;
        tx.nothing_to_record("a test prepares a chart");
        Ok(())
    });
}

/// Books the patient with the test hospital's doctor.
fn book(app: &TestApp, patient: PatientId, starts: &str) {
    let practice = Practice::closed(app);
    practice.stand(app, &practice.booking(patient, diary::at(starts)), Status::Booked);
}

async fn open(person: &Person<'_>, patient: PatientId, tab: &str) -> Answer {
    let answer = person.get(&format!("/patients/{patient}{tab}")).await;
    assert_eq!(answer.status, 200, "{tab}: {}", answer.text());
    answer
}

fn has(answer: &Answer, words: &[&str]) {
    let text = answer.text();
    for word in words {
        assert!(text.contains(word), "{word} is missing in {text}");
    }
}

fn lacks(answer: &Answer, words: &[&str]) {
    let text = answer.text();
    for word in words {
        assert!(!text.contains(word), "{word} is in {text}");
    }
}

#[actix_web::test]
async fn an_empty_chart_says_on_every_tab_what_is_missing() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    let admin = app.admin().await;
    for (tab, words) in TABS.iter().zip([
        "No results yet",
        "No visits yet",
        "Nothing has happened yet",
        "Nothing was recorded by then.",
        "Not asked yet",
        "Not asked yet",
        "No results yet",
        "No vital signs yet",
        "Not asked yet",
        "No procedures recorded.",
        "Who opened this record",
    ]) {
        let page = open(&admin, patient, tab).await;
        has(
            &page,
            &[
                words,
                "MARKOVIĆ, Ana",
                "14-Mar-1984 (42y)",
                "Likes to be called “Anka”",
                "Allergies not recorded",
            ],
        );
        assert_eq!(
            page.text().matches("aria-current=\"page\"").count(),
            3,
            "{tab}: navigation twice, and the tab"
        );
    }
}

#[actix_web::test]
async fn the_summary_shows_what_is_in_force_and_counts_the_rest() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    fill(&app, patient);
    let page = open(&app.receptionist().await, patient, "").await;
    has(
        &page,
        &[
            "148/92",
            "mmHg",
            "below 140/90",
            "Potassium",
            "5.9",
            "Very high",
            "3.5 to 5.1",
            "Essential hypertension",
            "1 resolved",
            "Ramipril",
            "5 mg, 1 in the morning",
            "1 past",
            "07-Jul-2003",
            "3 doses",
            "New patient visit",
            "Dr Mona Haddad",
            "class=\"chart\"",
            "All of it",
        ],
    );
    lacks(&page, &["<b>99</b>", "Somebody else", "Amoxicillin", "<b>4.2</b>"]);
}

#[actix_web::test]
async fn what_is_over_stands_in_its_tab_with_its_state() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    fill(&app, patient);
    let doctor = app.doctor().await;
    book(&app, patient, "2026-11-27T08:15:00Z");
    let page = open(&doctor, patient, "/problems").await;
    has(&page, &["Acute bronchitis", "Resolved", "01-Mar-2020", "1 active, 1 resolved"]);
    lacks(&page, &["Somebody else"]);
    let page = open(&doctor, patient, "/medication").await;
    has(&page, &["Amoxicillin", "Ended", "19-Nov-2026", "1 current, 1 past"]);
    let page = open(&doctor, patient, "/vaccines").await;
    has(&page, &["Hepatitis B", "07-Jan-2003", "HB-7", "3 entries"]);
    let page = open(&doctor, patient, "/procedures").await;
    has(&page, &["Electrocardiogram", "sinus rhythm", "Lipid panel", "Salt-poor diet"]);
    // The banner knows when they come next.
    has(&page, &["27-Nov-2026 09:15"]);
}

#[actix_web::test]
async fn vital_signs_are_drawn_with_their_readings_beside_them() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    fill(&app, patient);
    let page = open(&app.admin().await, patient, "/vital-signs").await;
    has(
        &page,
        &[
            "Blood pressure, 2 readings from 02-Oct-2026 to 20-Nov-2026",
            "1 outside the reference range",
            "class=\"dot out\"",
        ],
    );
    has(&page, &["<time>Today 07:33</time>", "<td class=\"num\">148</td><td class=\"num\">92</td>"]);
    lacks(&page, &["style="]);
}

#[actix_web::test]
async fn a_test_shows_all_its_values() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    fill(&app, patient);
    let admin = app.admin().await;
    let test = "/results/test?kind=laboratory&test=http%3A%2F%2Floinc.org%7C6298-4";
    let list = open(&admin, patient, "/results?text=potas").await;
    has(&list, &["One shown", &test.replace('&', "&#38;")]);
    let page = open(&admin, patient, test).await;
    has(&page, &["4.2", "5.9", "2 shown", "polyline"]);
    lacks(&page, &["<b>99</b>"]);
    has(&open(&admin, patient, "/results?kind=survey").await, &["No test matches"]);
    let none = admin.get(&format!("/patients/{patient}/results/test?kind=laboratory&test=x")).await;
    assert_eq!(none.status, 404);
}

#[actix_web::test]
async fn visits_are_narrowed_by_kind_period_and_words_in_any_script() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    let visit = fill(&app, patient);
    let admin = app.admin().await;
    for (query, found) in [
        ("", true),
        ("?kind=emergency", true),
        ("?kind=inpatient", false),
        ("?from=2026-10-02&until=2026-10-02", true),
        ("?from=2026-10-03", false),
        ("?until=01.10.2026", false),
        ("?text=%C3%96DEME", true),
        ("?text=haddad&kind=emergency", true),
        ("?text=%25", false),
        ("?older=nonsense", true),
    ] {
        let page = open(&admin, patient, &format!("/visits{query}")).await;
        assert_eq!(page.text().contains("New patient visit"), found, "{query}");
    }
    let wrong = admin.get(&format!("/patients/{patient}/visits?from=31.02.2026")).await;
    assert_eq!(wrong.status, 422);
    let page = open(&admin, patient, &format!("/visits/{visit}")).await;
    has(
        &page,
        &[
            "02-Oct-2026 10:00",
            "10:45",
            "Harbour clinic",
            "Emergency",
            "Ödeme",
            "Potassium",
            "Electrocardiogram",
            "I10",
        ],
    );
    for other in ["0190163d-8694-739b-aea5-966c26f8ad91", "1", "%00"] {
        assert_eq!(admin.get(&format!("/patients/{patient}/visits/{other}")).await.status, 404, "{other}");
    }
}

#[actix_web::test]
async fn a_long_list_continues_where_it_stopped_and_leads_back() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    write(&app, move |tx| {
        for n in 0..120_i64 {
            let when = When::instant(Timestamp::from_second(1_700_000_000 + n / 3 * 60).expect("an instant"));
            Visit::new(patient, when, "finished", Concept::text(format!("Visit number {n} end")))
                .insert(tx)?;
        }
        tx.nothing_to_record("a test prepares a chart");
        Ok(())
    });
    let admin = app.admin().await;
    let mut path = format!("/patients/{patient}/visits");
    let mut seen = Vec::new();
    let mut back = None;
    for page_number in 0..3 {
        let page = admin.get(&path).await;
        let text = page.text();
        let numbers: Vec<i64> = text
            .split("Visit number ")
            .skip(1)
            .filter_map(|rest| rest.split(" end").next()?.parse().ok())
            .collect();
        seen.extend(numbers);
        back = page.leads("prev");
        assert_eq!(back.is_some(), page_number > 0);
        match page.leads("next") {
            Some(next) => path = next,
            None => assert_eq!(page_number, 2),
        }
    }
    let mut sorted = seen.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, (0..120).collect::<Vec<_>>(), "each visit once");
    let page = admin.get(&back.expect("the way back")).await;
    assert!(page.text().contains(&format!("Visit number {} end", seen[50])), "the second page again");
}

#[actix_web::test]
async fn the_three_allergy_states_look_different() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let patient = ana(&app);
    has(&open(&admin, patient, "").await, &["allergy--unknown", "Nobody has asked yet."]);
    answered(&app, patient, true);
    has(&open(&admin, patient, "").await, &["allergy--none", "asked 12-Nov-2026 by Dr M. Haddad"]);
    allergic(&app, patient);
    let page = open(&admin, patient, "/visits").await;
    has(&page, &["allergy--list", "Penicillin", "anaphylaxis, 2019", "checked 12-Nov-2026"]);
    lacks(&page, &["No known allergies"]);
}

#[actix_web::test]
async fn the_banner_leads_with_the_gravest_allergies_and_says_how_grave() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    write(&app, move |tx| {
        let allergy = |name: &str, year, severity: Option<&str>, criticality: Option<&str>| Allergy {
            severity: severity.map(str::to_owned),
            criticality: criticality.map(str::to_owned),
            ..Allergy::new(patient, on(date(year, 1, 1)), "active", Concept::text(name))
        };
        allergy("Pollen", 2025, Some("mild"), Some("low")).insert(tx)?;
        allergy("Latex", 2024, Some("moderate"), None).insert(tx)?;
        allergy("Penicillin", 2001, Some("severe"), None).insert(tx)?;
        // Nobody said whether it is still one; that is no reason to hide it.
        Allergy { status: "unknown".into(), ..allergy("Peanut", 2002, None, Some("high")) }.insert(tx)?;
        Allergy { status: "resolved".into(), ..allergy("Milk", 2026, Some("severe"), None) }.insert(tx)?;
        tx.nothing_to_record("a test prepares a chart");
        Ok(())
    });
    let admin = app.admin().await;
    let page = open(&admin, patient, "").await.text();
    let zone =
        page.split("allergy--list").nth(1).and_then(|rest| rest.split("</ul>").next()).expect("a list");
    let places: Vec<Option<usize>> =
        ["Penicillin", "Severe", "Peanut", "High risk", "Latex", "moderate, 2024", "Pollen", "mild, 2025"]
            .into_iter()
            .map(|words| zone.find(words))
            .collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} {zone}");
    assert!(!zone.contains("Milk"), "{zone}");
}

#[actix_web::test]
async fn what_was_refuted_is_no_active_problem() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    write(&app, move |tx| {
        let problem = |name: &str, certainty: Option<&str>| Problem {
            category: "problem".into(),
            certainty: certainty.map(str::to_owned),
            ..Problem::new(patient, on(date(2020, 1, 1)), "active", Concept::text(name))
        };
        problem("Asthma", Some("confirmed")).insert(tx)?;
        problem("Tuberculosis", Some("refuted")).insert(tx)?;
        problem("Gout", None).insert(tx)?;
        tx.nothing_to_record("a test prepares a chart");
        Ok(())
    });
    let admin = app.admin().await;
    let summary = open(&admin, patient, "").await;
    has(&summary, &["Asthma", "Gout"]);
    lacks(&summary, &["Tuberculosis"]);
    has(&open(&admin, patient, "/problems").await, &["Tuberculosis", "Refuted"]);
}

#[actix_web::test]
async fn a_row_that_says_none_is_no_allergy() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    write(&app, move |tx| {
        let none =
            coded("http://snomed.info/sct", "716186003", "No known allergy (situation)", "No known allergy");
        Allergy::new(patient, on(date(2026, 1, 5)), "active", none).insert(tx)?;
        tx.nothing_to_record("a test prepares a chart");
        Ok(())
    });
    let admin = app.admin().await;
    has(&open(&admin, patient, "").await, &["allergy--none", "asked 05-Jan-2026"]);
    has(&open(&admin, patient, "/problems").await, &["No known allergies."]);
}

#[actix_web::test]
async fn a_foreign_patient_does_not_exist_on_any_tab() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    let visit = fill(&app, patient);
    let doctor = app.doctor().await;
    let never = PatientId::new();
    let mut paths: Vec<String> = TABS.iter().map(|tab| (*tab).to_owned()).collect();
    paths.push(format!("/visits/{visit}"));
    paths.push("/results/test?kind=laboratory&test=x".into());
    for tab in paths {
        let foreign = doctor.get(&format!("/patients/{patient}{tab}")).await;
        let unknown = doctor.get(&format!("/patients/{never}{tab}")).await;
        assert_eq!((foreign.status, unknown.status), (404, 404), "{tab}");
        lacks(&foreign, &["Marković", "MARKOVIĆ"]);
    }
    // Another patient's visit is not found under a patient within reach.
    let other = ana(&app);
    book(&app, other, "2026-11-27T08:15:00Z");
    assert_eq!(doctor.get(&format!("/patients/{other}/visits/{visit}")).await.status, 404);
    has(&open(&doctor, other, "").await, &["27-Nov-2026 09:15"]);
}

#[actix_web::test]
async fn every_look_is_on_file_and_shown_in_plain_words() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    open(&app.receptionist().await, patient, "/results").await;
    let filter = Filter { patient: Some(patient.uuid()), ..Filter::default() };
    let looks = app.house.db.read_now(|conn| audit::list(conn, &filter, 10)).expect("the trail");
    assert_eq!(looks.iter().filter(|look| look.verb == "record.opened").count(), 1);
    let admin = app.admin().await;
    let page = open(&admin, patient, "/access").await;
    has(
        &page,
        &[
            "Test receptionist",
            "<span class=\"muted sm\">Reception</span>",
            "Opened the chart",
            "Registered the patient",
        ],
    );
    let page = open(&admin, patient, "/access?who=nurse").await;
    has(&page, &["Nobody in this period."]);
    let page = open(&admin, patient, "/access?what=changed").await;
    has(&page, &["Registered the patient"]);
    lacks(&page, &["Opened the chart<"]);
}

#[actix_web::test]
async fn where_from_employees_work_is_no_patients_business() {
    let app = TestApp::new().await;
    let ana = super::patients::add(&app, super::patients::details("Marković", "Ana", "14.3.1984", ""));
    super::patients::be_patient(&app, &ana);
    let (admin, desk, patient) = (app.admin().await, app.receptionist().await, app.patient().await);
    for (person, from) in [(&desk, [192, 0, 2, 7]), (&patient, [198, 51, 100, 9]), (&admin, [192, 0, 2, 1])] {
        *person.peer.borrow_mut() = from.into();
        assert_eq!(person.get(&format!("/patients/{}", ana.id)).await.status, 200);
    }
    let page = open(&patient, ana.id, "/access").await;
    has(&page, &["Test receptionist", "198.51.100.9"]);
    lacks(&page, &["192.0.2.7", "192.0.2.1"]);
    has(&open(&admin, ana.id, "/access").await, &["192.0.2.7", "198.51.100.9"]);
    has(&open(&desk, ana.id, "/access").await, &["192.0.2.7"]);
}

#[actix_web::test]
async fn employees_see_their_own_accesses_only() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    open(&app.admin().await, patient, "").await;
    let receptionist = app.receptionist().await;
    open(&receptionist, patient, "").await;
    let page = open(&receptionist, patient, "/access").await;
    has(&page, &["Test receptionist", "These are your own accesses."]);
    lacks(&page, &["Test admin"]);
}

#[actix_web::test]
async fn a_long_history_takes_no_more_statements_than_a_short_one() {
    let app = TestApp::new().await;
    let (short, long) = (ana(&app), ana(&app));
    fill(&app, short);
    for _ in 0..8 {
        fill(&app, long);
    }
    let admin = app.admin().await;
    for tab in TABS {
        open(&admin, short, tab).await;
        let (_, few) = app.statements(open(&admin, short, tab)).await;
        let (_, many) = app.statements(open(&admin, long, tab)).await;
        // The first look at a patient notes them among the recent ones with a statement or two more.
        assert!(many <= few + 2 && many < 40, "{tab}: {few} and {many}");
    }
}

#[actix_web::test]
async fn words_of_people_are_shown_literally() {
    let app = TestApp::new().await;
    let patient = ana(&app);
    let script = "<script>alert(1)</script>";
    write(&app, move |tx| {
        Problem {
            category: "problem".into(),
            ..Problem::new(patient, on(date(2020, 1, 1)), "active", Concept::text(script))
        }
        .insert(tx)?;
        Visit {
            reason_text: Some(script.into()),
            ..Visit::new(patient, at("2026-01-01T10:00:00Z"), "finished", Concept::text(script))
        }
        .insert(tx)?;
        Allergy {
            reaction: Some(script.into()),
            ..Allergy::new(patient, on(date(2020, 1, 1)), "active", Concept::text(script))
        }
        .insert(tx)?;
        let smoker = Observation {
            category: "survey".into(),
            test_key: script.into(),
            value_kind: "text".into(),
            value_text: Some(script.into()),
            ..Observation::new(patient, at("2026-01-01T10:00:00Z"), "final", Concept::text(script))
        };
        smoker.insert(tx)?;
        tx.nothing_to_record("a test prepares a chart");
        Ok(())
    });
    let admin = app.admin().await;
    for tab in TABS {
        let page = open(&admin, patient, tab).await;
        assert!(!page.text().contains("<script>alert"), "{tab}");
    }
    let test = "/results/test?kind=survey&test=%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    has(&open(&admin, patient, test).await, &["&#60;script&#62;alert(1)"]);
}
