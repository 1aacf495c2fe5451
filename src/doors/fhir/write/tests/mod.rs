//! Imports into a database of their own.

mod rehearsal;

use std::path::PathBuf;
use std::sync::Arc;

use diesel::prelude::*;

use super::*;
use crate::doors::fhir::{Counts, read_bundle, read_file};
use crate::kit::clock::Clock;
use crate::kit::db::{Db, Location, Options, Permit, Sign, migrate};
use crate::kit::error::Error;

const TRANSACTION: &str = include_str!("../../../../../tests/fixtures/fhir/transaction.json");

struct Anybody;
impl Sign for Anybody {
    fn sign(&self, _: &mut Tx<'_>) -> Result<()> {
        Ok(())
    }
}
impl Permit for Anybody {
    fn signer(&self) -> Arc<dyn Sign> {
        Arc::new(Self)
    }
}

struct Scratch(PathBuf, Db);

impl Drop for Scratch {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

fn scratch(name: &str) -> Scratch {
    let folder = std::env::temp_dir().join(format!("wardbook-import-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let location = Location::Sqlite(folder.join("test.db"));
    migrate(&location).unwrap();
    let db = Db::open(Options { location, clock: Clock::system(), readers: 1, counter: None }).unwrap();
    Scratch(folder, db)
}

impl Scratch {
    fn import(&self, json: &str) -> Report {
        let bundle = Arc::new(read_bundle(json).unwrap());
        self.1
            .write_now(&Anybody, move |tx| {
                tx.nothing_to_record("a test");
                write_bundle(tx, &bundle, None, None)
            })
            .unwrap()
    }

    fn change(&self, f: impl Fn(&mut Tx<'_>) -> Result<()> + Send + 'static) {
        self.1
            .write_now(&Anybody, move |tx| {
                tx.nothing_to_record("a test");
                f(tx)
            })
            .unwrap();
    }

    fn count_where(&self, table: &str, condition: &str) -> i64 {
        self.count(&format!("{table} WHERE {condition}"))
    }

    fn count(&self, table: &str) -> i64 {
        #[derive(QueryableByName)]
        struct Count {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            count: i64,
        }
        self.1
            .read_now(|conn| {
                let counted: Count =
                    diesel::sql_query(format!("SELECT count(*) AS count FROM {table}")).get_result(conn)?;
                Ok::<_, Error>(counted.count)
            })
            .unwrap()
    }
}

#[test]
fn a_second_import_changes_nothing() {
    let scratch = scratch("twice");
    let first = scratch.import(TRANSACTION);
    assert_eq!(first.total(), Counts { created: 16, not_taken: 3, ..Counts::default() });
    let before: Vec<i64> = TABLES.iter().map(|table| scratch.count(table)).collect();
    assert_eq!(before, [1, 1, 1, 1, 1, 2, 3, 2, 1, 1, 1, 1, 2, 1, 1, 2, 0]);
    let second = scratch.import(TRANSACTION);
    assert_eq!(second.total(), Counts { skipped: 16, not_taken: 3, ..Counts::default() });
    let after: Vec<i64> = TABLES.iter().map(|table| scratch.count(table)).collect();
    assert_eq!(before, after);
}

const TABLES: [&str; 17] = [
    "patients",
    "visits",
    "problems",
    "allergies",
    "vaccines",
    "prescriptions",
    "observations",
    "observation_parts",
    "procedures",
    "reports",
    "report_results",
    "plans",
    "plan_steps",
    "goals",
    "plan_goals",
    "directory_entries",
    "record_versions",
];

#[test]
fn changed_content_is_a_new_version_and_the_old_one_is_kept() {
    let scratch = scratch("changed");
    scratch.import(TRANSACTION);
    let changed = scratch.import(&TRANSACTION.replace("Sugar a little high.", "Sugar is fine."));
    assert_eq!(changed.counts["DiagnosticReport"], Counts { updated: 1, ..Counts::default() });
    assert_eq!(changed.total().updated, 1);
    assert_eq!(scratch.count("record_versions WHERE kind = 'reports' AND version = 1"), 1);
    assert_eq!(scratch.count("reports WHERE version = 2 AND conclusion = 'Sugar is fine.'"), 1);
    assert_eq!(scratch.count("report_results"), 1);
}

#[test]
fn the_parts_of_what_was_replaced_are_kept_with_it() {
    let scratch = scratch("replaced-parts");
    scratch.import(TRANSACTION);
    scratch.import(&TRANSACTION.replace("\"value\": 142", "\"value\": 124").replace("Less salt", "No salt"));
    assert_eq!(scratch.count_where("observation_parts", "value = 142"), 0);
    let kept = |kind: &str, words: &str| {
        scratch.count_where("record_versions", &format!("kind = '{kind}' AND content LIKE '%{words}%'"))
    };
    assert_eq!(kept("observations", "\"value\":142.0"), 1);
    assert_eq!(kept("plans", "Less salt"), 1);
}

#[test]
fn every_coding_is_kept_with_its_row() {
    let scratch = scratch("codings");
    let list = r#"[{"system":"urn:lab","code":"GLU"},{"system":"http://loinc.org","code":"2339-0","display":"Glucose"}]"#;
    let mut bundle: serde_json::Value = serde_json::from_str(TRANSACTION).unwrap();
    for entry in bundle["entry"].as_array_mut().unwrap() {
        let resource = &mut entry["resource"];
        let own = serde_json::from_str::<serde_json::Value>(list).unwrap();
        match resource["resourceType"].as_str().unwrap() {
            "Observation" if resource["component"].is_null() => resource["code"] = json!({ "coding": own }),
            "Observation" => resource["component"][0]["code"] = json!({ "coding": own }),
            "CarePlan" => resource["activity"][0]["detail"]["code"] = json!({ "coding": own }),
            "Encounter" => resource["reasonCode"] = json!([{ "coding": own }]),
            _ => {}
        }
    }
    scratch.import(&bundle.to_string());
    let loinc = "code_display = 'Glucose' AND other_codings = '[{\"code\":\"GLU\",\"system\":\"urn:lab\"}]'";
    assert!(scratch.count_where("observations", loinc) >= 1);
    assert_eq!(scratch.count_where("observation_parts", loinc), 1);
    assert_eq!(scratch.count_where("plan_steps", loinc), 1);
    assert_eq!(
        scratch.count_where("visits", "reason_other_codings IS NOT NULL AND reason_code = '2339-0'"),
        1
    );
    assert_eq!(
        scratch.count_where("problems", "other_codings LIKE '%I10%' AND code_display = 'Hypertension'"),
        1
    );
    assert_eq!(scratch.count_where("observations", "test_key = 'http://loinc.org|2339-0'"), 2);
}

#[test]
fn what_staff_changed_here_is_reported_and_left_alone() {
    let scratch = scratch("edited");
    scratch.import(TRANSACTION);
    scratch.change(|tx| {
        use crate::schema::problems;
        diesel::update(problems::table)
            .set((problems::edited_here.eq(true), problems::code_text.eq("ours")))
            .execute(tx.conn())?;
        Ok(())
    });
    let again = scratch.import(&TRANSACTION.replace("High blood pressure", "Very high blood pressure"));
    assert_eq!(again.counts["Condition"].conflicts, 1);
    assert_eq!(again.conflicts.len(), 1);
    assert_eq!(scratch.count("problems WHERE code_text = 'ours'"), 1);
}

#[test]
fn a_patient_changed_at_the_sender_is_brought_up_to_date_unless_changed_here() {
    let scratch = scratch("patient");
    scratch.import(TRANSACTION);
    let moved = scratch.import(&TRANSACTION.replace("Ulica 1", "Ulica 2"));
    assert_eq!(moved.counts["Patient"].updated, 1);
    assert_eq!(scratch.count("patients WHERE street = 'Ulica 2' AND version = 2"), 1);
    scratch.change(|tx| {
        use crate::schema::patients;
        diesel::update(patients::table)
            .set((patients::version.eq(3), patients::street.eq("ours")))
            .execute(tx.conn())?;
        Ok(())
    });
    let again = scratch.import(&TRANSACTION.replace("Ulica 1", "Ulica 3"));
    assert_eq!(again.counts["Patient"].conflicts, 1);
    assert_eq!(scratch.count("patients WHERE street = 'ours'"), 1);
    assert_eq!(again.counts["Observation"].skipped, 3, "the record is still the patient's");
}

#[test]
fn a_look_alike_comes_in_beside_the_first_and_is_listed() {
    let scratch = scratch("alike");
    scratch.import(TRANSACTION);
    let elsewhere = TRANSACTION.replace("0a000000-", "0b000000-");
    let report = scratch.import(&elsewhere);
    assert_eq!(report.counts["Patient"].created, 1);
    assert_eq!(report.duplicates.len(), 1);
    assert_eq!(report.remarks.len(), 1, "the national number stays with the first: {:?}", report.remarks);
    assert_eq!(scratch.count("patients"), 2);
    let again = scratch.import(&elsewhere);
    assert!(!again.changed_something());
    assert!(again.duplicates.is_empty());
}

#[test]
fn the_same_id_with_another_person_behind_it_is_not_taken() {
    let scratch = scratch("other");
    scratch.import(TRANSACTION);
    let other = TRANSACTION
        .replace("Kovačević", "Tanaka")
        .replace("\"Željka\",\n       \"Ana\"", "\"Tarō\"")
        .replace("1984-03-14", "1960-02-29");
    let report = scratch.import(&other);
    assert_eq!(report.counts["Patient"].conflicts, 1, "{report:?}");
    assert_eq!(report.counts["Observation"].not_taken, 4);
    assert_eq!(scratch.count("patients WHERE family_name = 'Kovačević'"), 1);
}

#[test]
fn a_reference_that_leads_nowhere_is_completed_later() {
    let scratch = scratch("later");
    let only = |kinds: &[&str]| {
        let mut bundle: serde_json::Value = serde_json::from_str(TRANSACTION).unwrap();
        bundle["entry"]
            .as_array_mut()
            .unwrap()
            .retain(|entry| kinds.contains(&entry["resource"]["resourceType"].as_str().unwrap()));
        bundle.to_string()
    };
    let orphans = scratch.import(&only(&["Condition"]));
    assert_eq!(orphans.counts["Condition"].created, 0, "its patient is not known here");
    scratch.import(&only(&["Patient", "Condition"]));
    assert_eq!(scratch.count("problems WHERE visit_id IS NULL"), 1);
    scratch.import(&only(&["Encounter"]));
    let report = scratch.import(&only(&["Condition"]));
    assert_eq!(report.counts["Condition"].updated, 1);
    assert_eq!(scratch.count("problems WHERE visit_id IS NOT NULL AND version = 2"), 1);
    assert!(!scratch.import(&only(&["Condition"])).changed_something());
}

#[test]
fn no_known_allergy_answers_the_question() {
    let scratch = scratch("none");
    scratch.import(&TRANSACTION.replace("91936005", "716186003"));
    assert_eq!(scratch.count("intake_answers WHERE question = 'allergies' AND none = 1"), 1);
}

/// The bundles of another system, whose folder is optional.
fn of_another_system() -> Option<Vec<String>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/fhir-r4");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: the optional folder ../shared/data is not there");
        return None;
    };
    Some(files.map(|file| read_file(&file.unwrap().path()).unwrap()).collect())
}

#[test]
fn bundles_of_another_system_are_written_once() {
    let Some(bundles) = of_another_system() else { return };
    let scratch = scratch("others");
    let mut all = Report::default();
    for bundle in &bundles {
        all.join(scratch.import(bundle));
    }
    for (kind, created) in [
        ("Patient", 11),
        ("Encounter", 106),
        ("Condition", 45),
        ("AllergyIntolerance", 21),
        ("Immunization", 65),
        ("MedicationRequest", 32),
        ("Observation", 582),
        ("Procedure", 35),
        ("DiagnosticReport", 37),
        ("CarePlan", 20),
        ("Goal", 5),
        ("Organization", 14),
        ("Practitioner", 14),
    ] {
        assert_eq!(all.counts[kind].created, created, "{kind}");
    }
    assert_eq!(scratch.count("observations WHERE visit_id IS NULL"), 0);
    assert_eq!(scratch.count("visits WHERE author IS NULL"), 2, "two visits name nobody");
    assert_eq!(scratch.count("report_results WHERE observation_id IS NULL"), 0);
    let mut again = Report::default();
    for bundle in &bundles {
        again.join(scratch.import(bundle));
    }
    assert!(!again.changed_something());
    assert!(again.conflicts.is_empty());
}
