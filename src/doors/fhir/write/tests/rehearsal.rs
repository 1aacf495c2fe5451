//! A dry run says what the import then does.

use super::*;
use crate::doors::fhir::report::Party;

impl Scratch {
    /// What a dry run says of these files, one after the other.
    fn rehearse(&self, files: &[&str]) -> Vec<Report> {
        let mut rehearsal = Rehearsal::default();
        let now = self.1.clock().now();
        let of = |json: &&str| {
            let bundle = read_bundle(json).unwrap();
            self.1.read_now(|conn| rehearse_bundle(conn, now, &mut rehearsal, &bundle, None)).unwrap()
        };
        files.iter().map(of).collect()
    }
}

fn only(kinds: &[&str]) -> String {
    let mut bundle: serde_json::Value = serde_json::from_str(TRANSACTION).unwrap();
    bundle["entry"]
        .as_array_mut()
        .unwrap()
        .retain(|entry| kinds.contains(&entry["resource"]["resourceType"].as_str().unwrap()));
    bundle.to_string()
}

fn sum(reports: Vec<Report>) -> Report {
    let mut all = Report::default();
    reports.into_iter().for_each(|report| all.join(report));
    all
}

#[test]
fn a_file_may_refer_to_what_an_earlier_file_would_bring() {
    let scratch = scratch("rehearsal-refers");
    let files =
        [only(&["Organization", "Practitioner"]), only(&["Patient", "Encounter"]), only(&["Condition"])];
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let said = scratch.rehearse(&files);
    assert_eq!(said[2].counts["Condition"], Counts { created: 1, not_taken: 1, ..Counts::default() });
    assert_eq!(scratch.count("patients") + scratch.count("visits") + scratch.count("import_sources"), 0);
    let done = sum(files.iter().map(|file| scratch.import(file)).collect());
    assert_eq!(sum(said).counts, done.counts);
    // The import itself is not completed by a second one: every reference was found.
    assert!(!scratch.import(files[2]).changed_something());
}

#[test]
fn a_patient_in_two_files_is_one() {
    let scratch = scratch("rehearsal-twice");
    let said = scratch.rehearse(&[TRANSACTION, TRANSACTION, &TRANSACTION.replace("Ulica 1", "Ulica 2")]);
    assert_eq!(said[0].total(), Counts { created: 16, not_taken: 3, ..Counts::default() });
    assert_eq!(said[1].total(), Counts { skipped: 16, not_taken: 3, ..Counts::default() });
    assert_eq!(said[2].counts["Patient"], Counts { updated: 1, ..Counts::default() });
    assert!(said.iter().all(|report| report.duplicates.is_empty()));
}

#[test]
fn a_look_alike_in_another_file_is_listed_by_the_sender_s_number() {
    let scratch = scratch("rehearsal-alike");
    let elsewhere = TRANSACTION.replace("0a000000-", "0b000000-");
    let said = scratch.rehearse(&[TRANSACTION, &elsewhere]);
    let alike = &said[1].duplicates;
    assert_eq!(alike.len(), 1);
    assert_eq!(alike[0].newcomer, Party::sent("0b000000-0000-4000-8000-000000000001"));
    assert_eq!(alike[0].other, Party::sent("0a000000-0000-4000-8000-000000000001"));
    assert_eq!(said[1].remarks.len(), 1, "the national number stays with the first");
    scratch.import(TRANSACTION);
    let beside_one_who_is_here = scratch.rehearse(&[&elsewhere]);
    assert!(beside_one_who_is_here[0].duplicates[0].other.id.is_some());
}

#[test]
fn a_dry_run_leaves_alone_what_staff_have_changed_as_the_import_does() {
    let scratch = scratch("rehearsal-edited");
    scratch.import(TRANSACTION);
    scratch.change(|tx| {
        use crate::schema::problems;
        diesel::update(problems::table).set(problems::edited_here.eq(true)).execute(tx.conn())?;
        Ok(())
    });
    let changed = TRANSACTION.replace("High blood pressure", "Very high blood pressure");
    let said = scratch.rehearse(&[&changed]);
    assert_eq!(said[0].counts["Condition"].conflicts, 1);
    assert_eq!(said[0], scratch.import(&changed));
}

#[test]
fn a_dry_run_of_another_system_s_bundles_says_what_the_import_does() {
    let Some(bundles) = of_another_system() else { return };
    let scratch = scratch("rehearsal-others");
    let files: Vec<&str> = bundles.iter().map(String::as_str).collect();
    let mut said = sum(scratch.rehearse(&files));
    assert_eq!(scratch.count("patients"), 0);
    let mut done = sum(files.iter().map(|file| scratch.import(file)).collect());
    assert_eq!(said.duplicates.len(), done.duplicates.len());
    (said.duplicates, done.duplicates) = (Vec::new(), Vec::new());
    assert_eq!(said, done);
}
