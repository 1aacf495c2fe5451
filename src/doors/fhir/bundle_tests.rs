//! Bundles of invented people, and bundles that are broken on purpose.

use jiff::tz::TimeZone;

use super::*;

const TRANSACTION: &str = include_str!("../../../tests/fixtures/fhir/transaction.json");
const COLLECTION: &str = include_str!("../../../tests/fixtures/fhir/collection.json");
const SEARCHSET: &str = include_str!("../../../tests/fixtures/fhir/searchset.json");

fn target(link: &Link) -> &str {
    link.target.as_ref().unwrap().id.as_str()
}

fn refusal(json: &str) -> String {
    read_bundle(json).unwrap_err().to_string()
}

fn one(resource: &str) -> String {
    format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"resource":{resource}}}]}}"#)
}

#[test]
fn a_transaction_is_taken_whole() {
    let bundle = read_bundle(TRANSACTION).unwrap();
    assert_eq!(bundle.len(), 16);
    let patient = &bundle.patients[0].value;
    assert_eq!((patient.family.as_str(), patient.given.as_str()), ("Kovačević", "Željka Ana"));
    assert_eq!(patient.preferred.as_deref(), Some("Žele"));
    assert_eq!(patient.national_id.as_deref(), Some("999-11-2222"));
    assert_eq!(patient.identifiers, [("Passport".to_owned(), "X1".to_owned())]);
    assert_eq!(patient.phones, ["+385 1 555 0100"]);
    assert_eq!(patient.email.as_deref(), Some("zeljka@example.org"));
    assert_eq!(patient.marital_status.as_deref(), Some("Married"));
    assert_eq!(patient.language.as_deref(), Some("hr"));
    assert_eq!(patient.contacts[0].name, "Marko Horvat");
    assert_eq!(patient.address.as_ref().unwrap().one_line(), "Ulica 1, Zagreb, 10000, HR");

    let visit = &bundle.visits[0].value;
    assert_eq!(target(&visit.patient), bundle.patients[0].original.id);
    assert_eq!(target(visit.practitioner.as_ref().unwrap()), bundle.directory[1].original.id);

    let problem = &bundle.problems[0].value;
    assert_eq!(problem.code.shown(), "Hypertension");
    assert_eq!(problem.code.text, "High blood pressure");
    assert_eq!(problem.code.code_in("http://hl7.org/fhir/sid/icd-10"), Some("I10"));
    assert_eq!(problem.onset.unwrap().shown(&TimeZone::UTC), "2015");

    let allergy = &bundle.allergies[0].value;
    assert_eq!(allergy.reaction.as_deref(), Some("Hives; Anaphylaxis"));
    assert_eq!(allergy.severity, Some("severe"));

    let drug = &bundle.prescriptions[0].value;
    assert_eq!(drug.drug.text, "Lisinopril 10 mg tablet");
    assert_eq!(drug.dosage.as_deref(), Some("1 tablet, once a day"));
    assert_eq!(drug.reason.as_deref(), Some("Hypertension"));
    assert_eq!(target(drug.problem.as_ref().unwrap()), bundle.problems[0].original.id);
    assert_eq!(bundle.prescriptions[1].value.intent, "statement");

    let pressure = &bundle.observations[0].value;
    assert_eq!(pressure.category, "vital_signs");
    assert_eq!(pressure.parts[1].1.number.as_deref(), Some("91"));
    let glucose = &bundle.observations[1].value.value;
    assert_eq!(glucose.number.as_deref(), Some("7.10"));
    assert_eq!((glucose.range_low.as_deref(), glucose.range_high.as_deref()), (Some("3.9"), Some("5.6")));
    assert_eq!(glucose.interpretation.as_deref(), Some("H"));

    assert_eq!(target(&bundle.reports[0].value.results[0]), bundle.observations[1].original.id);
    let plan = &bundle.plans[0].value;
    assert_eq!(target(&plan.goals[0]), bundle.goals[0].original.id);
    assert_eq!(plan.steps[1].code.text, "Less salt");
    assert_eq!(bundle.goals[0].value.target.as_deref(), Some("Systolic: < 140 mm[Hg]"));
}

#[test]
fn what_is_left_out_has_its_reason() {
    let bundle = read_bundle(TRANSACTION).unwrap();
    let left: Vec<_> =
        bundle.not_taken.iter().map(|((kind, why), n)| (kind.as_str(), why.to_string(), *n)).collect();
    assert_eq!(
        left,
        [
            ("Claim", "The sender's bills are not imported".to_owned(), 1),
            ("Condition", "It has a modifierExtension, which changes what it means".to_owned(), 1),
            ("Observation", "Unknown status “guessed”".to_owned(), 1),
        ]
    );
}

#[test]
fn a_text_without_end_is_left_out_and_said() {
    let noted = |letters: usize| {
        let note = "ж".repeat(letters);
        read_bundle(&one(&format!(
            r#"{{"resourceType":"Condition","id":"1","subject":{{"reference":"Patient/1"}},"code":{{"text":"x"}},
            "note":[{{"text":"{note}"}}]}}"#
        )))
        .unwrap()
    };
    assert_eq!(noted(100_000).problems[0].value.note.as_deref().map(str::len), Some(200_000), "kept whole");
    let long = noted(100_001);
    assert!(long.is_empty());
    let left: Vec<String> = long.not_taken.keys().map(|(_, why)| why.to_string()).collect();
    assert_eq!(left, ["One of its texts is longer than 100000 characters"]);
}

#[test]
fn every_coding_is_kept_and_the_one_with_words_is_shown() {
    let taken = |coding: &str| {
        let resource = format!(
            r#"{{"resourceType":"Condition","id":"1","subject":{{"reference":"Patient/1"}},"code":{{{coding}}}}}"#
        );
        read_bundle(&one(&resource)).unwrap().problems.remove(0).value.code
    };
    let both = taken(
        r#""text":"sugar","coding":[{"system":"urn:own","code":"7"},{"system":"urn:x","code":"44054006","display":"Diabetes"}]"#,
    );
    assert_eq!(
        (both.shown(), both.code.as_deref(), both.text.as_str()),
        ("Diabetes", Some("44054006"), "sugar")
    );
    assert_eq!(both.code_in("urn:own"), Some("7"));
    let chosen = taken(
        r#""coding":[{"code":"1","display":"One"},{"code":"2","display":"Two","userSelected":true},{"code":"1","display":"One"},{}]"#,
    );
    assert_eq!(chosen.shown(), "Two");
    assert_eq!(chosen.others.len(), 1, "the same coding twice is one, and an empty one is none");
    let only_codes = taken(r#""coding":[{"system":"urn:a","code":"A"},{"system":"urn:b","code":"B"}]"#);
    assert_eq!((only_codes.shown(), only_codes.code_in("urn:b")), ("A", Some("B")));
}

#[test]
fn relative_references_and_a_missing_visit() {
    let bundle = read_bundle(COLLECTION).unwrap();
    let weight = &bundle.observations[0].value;
    assert_eq!(weight.patient.target, Some(bundle.patients[0].original.clone()));
    assert_eq!(target(weight.visit.as_ref().unwrap()), "elsewhere");
    assert_eq!(weight.value.number.as_deref(), Some("70.50"));
    assert_eq!(bundle.patients[0].value.family, "مريم الخطيب");
    assert_eq!(bundle.patients.len(), 1, "the second p1 is left out");
    assert_eq!(bundle.not_taken.values().sum::<usize>(), 2);
}

#[test]
fn absolute_references_stay_with_their_server() {
    let bundle = read_bundle(SEARCHSET).unwrap();
    let patient = &bundle.patients[0].original;
    assert_eq!(patient.base.as_deref(), Some("https://river.example/fhir"));
    assert_eq!(bundle.problems[0].value.patient.target.as_ref(), Some(patient));
    assert_eq!(bundle.problems[1].value.patient.target.as_ref(), Some(patient));
    assert_ne!(bundle.problems[2].value.patient.target.as_ref(), Some(patient));
    let asserter = bundle.problems[1].value.author.as_ref().unwrap();
    assert_eq!(asserter.identifier.as_ref().unwrap().1, "9999");
}

#[test]
fn the_hash_sees_what_is_taken_and_nothing_else() {
    let first = read_bundle(TRANSACTION).unwrap();
    let recoloured = read_bundle(&TRANSACTION.replace("\"teal\"", "\"red\"")).unwrap();
    assert_eq!(first.patients[0].hash, recoloured.patients[0].hash);
    let moved = read_bundle(&TRANSACTION.replace("Ulica 1", "Ulica 2")).unwrap();
    assert_ne!(first.patients[0].hash, moved.patients[0].hash);
}

#[test]
fn broken_files_are_refused_with_their_place() {
    assert_eq!(refusal(""), "line 1, column 0: The file ends in the middle");
    assert!(refusal("{\"resourceType\":\n\"Bundle\",").starts_with("line 2, column "));
    assert_eq!(refusal("{}"), "A FHIR Bundle is expected, and this is none");
    assert_eq!(refusal(r#"{"resourceType":"Patient"}"#), "A FHIR Bundle is expected, this is a “Patient”");
    assert_eq!(
        refusal(r#"{"resourceType":"Bundle","type":"message"}"#),
        "A Bundle of type “message” holds no records to import"
    );
    assert_eq!(
        refusal(&one(r#"{"resourceType":"Patient","id":"1","birthDate":"2019-02-30"}"#)),
        "entry[0].resource.birthDate: There is no date “2019-02-30”"
    );
    assert_eq!(
        refusal(&one(r#"{"resourceType":"Observation","id":"1","valueQuantity":{"value":"7"}}"#)),
        "entry[0].resource.valueQuantity.value: A number is expected, and there is a text"
    );
    assert_eq!(
        refusal(&one(r#"{"resourceType":"Patient","id":"1","name":[{},{"family":"a\u0000b"}]}"#)),
        "entry[0].resource.name[1].family: The text holds a NUL character"
    );
    assert_eq!(
        refusal(&one(r#"{"resourceType":"Patient","id":"1","name":[{"family":"\ud800"}]}"#)),
        "entry[0].resource.name[0].family: There is half of a character, or an escape that means none"
    );
    assert_eq!(
        refusal(&one(r#"{"resourceType":"Patient","id":"1","name":[{"family":7}]}"#)),
        "entry[0].resource.name[0].family: A text is expected, and there is a number"
    );
    assert_eq!(
        refusal(&one(r#"{"resourceType":"Patient","id":"1","name":{"family":"x"}}"#)),
        "entry[0].resource.name: A list is expected, and there is an object"
    );
    assert_eq!(
        refusal(&one(r#"{"resourceType":"Patient","id":"1","gender":"male","gender":"male"}"#)),
        "entry[0].resource: The field “gender” stands there twice"
    );
    assert_eq!(refusal(&one(r#"{"id":"1"}"#)), "entry[0].resource: It does not say its resourceType");
}

#[test]
fn depth_and_size_are_bounded() {
    let deep = "[".repeat(200_000) + &"]".repeat(200_000);
    assert!(refusal(&deep).starts_with("line 1"));
    // Unknown fields are passed over without recursion.
    read_bundle(&one(&format!(r#"{{"resourceType":"Patient","id":"1","x":{deep}}}"#))).unwrap();
    refusal(&one(&format!(r#"{{"resourceType":"Patient","id":"1","name":{deep}}}"#)));

    let file = std::env::temp_dir().join(format!("wardbook-large-{}.json", std::process::id()));
    std::fs::write(&file, vec![b' '; 1001]).unwrap();
    assert_eq!(read_file_up_to(&file, 1000), Err(Refusal::TooLarge(1000)));
    std::fs::write(&file, b"{\"a\": \xff}").unwrap();
    assert_eq!(read_file(&file), Err(Refusal::NotText(6)));
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn a_byte_order_mark_is_no_error() {
    read_bundle(&format!("\u{feff}{COLLECTION}")).unwrap();
}

/// The folder holds bundles of another system; it is optional.
#[test]
fn bundles_of_another_system_are_taken() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/fhir-r4");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: the optional folder ../shared/data is not there");
        return;
    };
    let mut counts = (0, 0, 0, 0);
    for file in files {
        let bundle = read_bundle(&read_file(&file.unwrap().path()).unwrap()).unwrap();
        for (kind, why) in bundle.not_taken.keys() {
            assert!(
                ["Claim", "ExplanationOfBenefit", "ImagingStudy"].contains(&kind.as_str()),
                "{kind}: {why}"
            );
        }
        counts.0 += bundle.patients.len();
        counts.1 += bundle.observations.len();
        counts.2 += bundle.problems.len();
        counts.3 += bundle.len();
    }
    assert_eq!(counts, (11, 582, 45, 993));
}
