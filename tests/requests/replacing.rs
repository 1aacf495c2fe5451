//! One medicine in the place of another: chosen by name, done by the signature, undone with it; and what can be done about
//! a warning besides.

use wardbook::care::prescriptions::{self, Prescription};
use wardbook::care::record::Stored as _;
use wardbook::gate::audit::{self, Filter};
use wardbook::people::patients::PatientId;

use crate::basket::{begin, put, sign, visit_of, written};
use crate::prescribing::{asked, order, send};
use crate::support::paper::{text_of, within_and_out_of_reach};
use crate::support::{Answer, PASSWORD, Person, TestApp};

fn ramipril(strength: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut fields = order("Ramipril");
    for field in &mut fields {
        match field.0 {
            "strength" => field.1 = strength,
            "days" => field.1 = "",
            _ => {}
        }
    }
    fields
}

/// What can be chosen about what speaks against an order, as its form sends it.
fn choices(page: &Answer) -> Vec<String> {
    let text = page.text();
    let fields = text.split("name=\"decision\"").skip(1);
    fields.filter_map(|rest| Some(rest.split_once("value=\"")?.1.split_once('"')?.0.to_owned())).collect()
}

pub fn replacing(page: &Answer) -> String {
    choices(page).into_iter().find(|word| word.starts_with("replace:")).expect("something to replace")
}

fn row(app: &TestApp, id: &str) -> Prescription {
    let id: uuid::Uuid = id.parse().expect("an id");
    app.house.db.read_now(|conn| Prescription::load(conn, id)).expect("the row")
}

/// Everything a patient takes.
fn taken(app: &TestApp, patient: PatientId) -> Vec<Prescription> {
    let now = app.clock.now();
    app.house.db.read_now(|conn| prescriptions::current(conn, patient, now)).expect("rows")
}

fn verbs(app: &TestApp, patient: PatientId) -> Vec<String> {
    let filter = Filter { patient: Some(patient.uuid()), ..Filter::default() };
    let rows = app.house.db.read_now(|conn| audit::list(conn, &filter, 200)).expect("the trail");
    rows.into_iter().map(|row| row.verb).collect()
}

async fn put_order(person: &Person<'_>, desk: &str, fields: &[(&str, &str)]) -> Answer {
    let visit = visit_of(desk);
    let patient = desk.split('/').nth(2).expect("a patient");
    let page = format!("/patients/{patient}/prescriptions/new?visit={visit}");
    let mut all = fields.to_vec();
    all.push(("visit", visit.as_str()));
    person.fill(&page, &format!("/patients/{patient}/prescriptions"), &all).await
}

/// A patient of the doctor's who has answered and takes 5 mg.
async fn taking_ramipril() -> (TestApp, PatientId) {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "", "").await;
    assert_eq!(send(&doctor, ana, &ramipril("5 mg")).await.status, 303);
    (app, ana)
}

/// Puts a higher dose into the basket, which replaces what is taken.
async fn put_instead(person: &Person<'_>, desk: &str) -> String {
    let shown = put_order(person, desk, &ramipril("10 mg")).await;
    assert_eq!(shown.status, 422, "{}", shown.text());
    assert!(shown.text().contains("Replace Ramipril 5 mg"), "{}", shown.text());
    let (seen, choice) = (shown.inputs()["seen"].clone(), replacing(&shown));
    let mut fields = ramipril("10 mg");
    fields.extend([("seen", seen.as_str()), ("decision", choice.as_str())]);
    let done = put_order(person, desk, &fields).await;
    assert_eq!(done.status, 303, "it needs neither a reason nor a password: {}", done.text());
    choice.trim_start_matches("replace:").to_owned()
}

#[actix_web::test]
async fn a_higher_dose_replaces_the_lower_one_with_the_signature_and_not_before() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "", "").await;
    let first = send(&doctor, ana, &ramipril("5 mg")).await;
    assert_eq!(first.status, 303, "{}", first.text());
    let desk = begin(&doctor, ana).await;
    let old = put_instead(&doctor, &desk).await;
    let page = doctor.get(&desk).await.text();
    assert!(page.contains("Ramipril 10 mg, tablets") && page.contains("replaces 5 mg"), "{page}");
    assert!(!page.contains("Taken already"), "what is replaced is no duplicate: {page}");
    assert_eq!(row(&app, &old).status, "active", "nothing has ended yet");

    let signed = sign(&doctor, &desk).await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    let rows = taken(&app, ana);
    assert_eq!(rows.iter().map(Prescription::shown).collect::<Vec<_>>(), ["Ramipril 10 mg, tablets"]);
    let before = row(&app, &old);
    assert_eq!((before.status.as_str(), before.version), ("stopped", 2), "and what it said before is kept");
    let note = doctor.get(signed.location()).await.text();
    assert!(note.contains("Signed with it") && note.contains("replaces 5 mg"), "{note}");
    let list = doctor.get(&format!("/patients/{ana}/medication")).await.text();
    assert!(list.contains("replaces 5 mg") && list.contains("by Ramipril 10 mg"), "{list}");
    let new_path = format!("/patients/{ana}/prescriptions/{}", rows[0].id);
    let old_path = format!("/patients/{ana}/prescriptions/{old}");
    let page = doctor.get(&new_path).await.text();
    assert!(page.contains("replaces 5 mg") && page.contains(&old_path), "{page}");
    let page = doctor.get(&old_path).await.text();
    assert!(page.contains("Replaced by") && page.contains(&new_path), "{page}");
    let paper = doctor.get(&format!("{new_path}/paper.pdf")).await;
    if let Some(text) = text_of(&paper.body) {
        assert!(text.contains("Replaces") && text.contains("Ramipril 5 mg, tablets"), "{text}");
    }
    let record = doctor.get(&format!("/patients/{ana}/record.pdf")).await;
    if let Some(text) = text_of(&record.body) {
        assert!(text.contains("replaces 5 mg"), "{text}");
    }
    assert!(verbs(&app, ana).iter().any(|verb| verb == "prescription.replaced"));

    // The visit was a mistake: what it ended stands again as it stood.
    let void = format!("{}/note/void", desk.trim_end_matches("/desk"));
    assert_eq!(doctor.fill(&void, &void, &[("reason", "Wrong patient")]).await.status, 303);
    let rows = taken(&app, ana);
    assert_eq!(rows.iter().map(Prescription::shown).collect::<Vec<_>>(), ["Ramipril 5 mg, tablets"]);
    let again = row(&app, &old);
    assert_eq!((again.status.as_str(), again.ends_at, again.version), ("active", None, 3));
    assert!(!doctor.get(&old_path).await.text().contains("Replaced by"));
}

#[actix_web::test]
async fn what_leaves_the_basket_replaces_nothing() {
    let (app, ana) = taking_ramipril().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let old = put_instead(&doctor, &desk).await;
    let text = doctor.get(&desk).await.text();
    let item = text.split("item=").nth(1).and_then(|rest| rest.split('"').next()).expect("an item");
    let page = format!("/patients/{ana}/prescriptions/new?visit={}&item={item}", visit_of(&desk));
    let shown = doctor.get(&page).await;
    let choice = format!("replace:{old}");
    let ticked = shown.ticked("decision");
    assert_eq!(ticked, [("decision".to_owned(), choice)], "what was decided is shown: {}", shown.text());
    let mut fields = ramipril("10 mg");
    fields.extend([("item", item), ("decision", "leave")]);
    assert_eq!(put_order(&doctor, &desk, &fields).await.status, 303);
    assert!(!doctor.get(&desk).await.text().contains("Ramipril 10 mg"), "it is left out");
    assert_eq!(sign(&doctor, &desk).await.status, 303);
    assert_eq!(row(&app, &old).status, "active");
    assert_eq!(row(&app, &old).version, 1);
}

#[actix_web::test]
async fn of_two_who_replace_the_same_one_is_told() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let admin = app.admin().await;
    asked(&doctor, ana, "", "").await;
    assert_eq!(send(&doctor, ana, &ramipril("5 mg")).await.status, 303);
    let (desk, others) = (begin(&doctor, ana).await, begin(&admin, ana).await);
    let old = put_instead(&doctor, &desk).await;
    assert_eq!(put_instead(&admin, &others).await, old);
    assert_eq!(sign(&admin, &others).await.status, 303);
    let late = sign(&doctor, &desk).await;
    assert_eq!(late.status, 409, "{}", late.text());
    let text = late.text();
    assert!(text.contains("What it replaces is no longer taken") && text.contains("Sore throat"), "{text}");
    assert_eq!(written(&app, ana).len(), 1, "nothing of it was signed");
    // Whoever decided on it before it was gone hears so too, and keeps what was typed.
    let choice = format!("replace:{old}");
    let mut fields = ramipril("10 mg");
    fields.extend([("decision", choice.as_str()), ("seen", "x")]);
    let told = put_order(&doctor, &desk, &fields).await;
    assert_eq!(told.status, 422);
    assert!(told.text().contains("somebody was faster"), "{}", told.text());
    assert_eq!(told.inputs()["strength"], "10 mg");
}

#[actix_web::test]
async fn one_thing_in_the_basket_replaces_what_another_does_not() {
    let (app, ana) = taking_ramipril().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let old = put_instead(&doctor, &desk).await;
    let shown = put_order(&doctor, &desk, &ramipril("2.5 mg")).await;
    assert_eq!(shown.status, 422, "it doubles what lies there already");
    assert!(!choices(&shown).iter().any(|word| word.starts_with("replace:")), "{:?}", choices(&shown));
    let (seen, choice) = (shown.inputs()["seen"].clone(), format!("replace:{old}"));
    let mut fields = ramipril("2.5 mg");
    fields.extend([("seen", seen.as_str()), ("decision", choice.as_str())]);
    fields.extend([("override", "Both"), ("password", PASSWORD)]);
    assert_eq!(put_order(&doctor, &desk, &fields).await.status, 422, "nor by a form that says so");
}

#[actix_web::test]
async fn what_somebody_says_they_take_is_replaced_too_and_the_rest_is_still_checked() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "", "Simvastatin 20 mg").await;
    assert_eq!(send(&doctor, ana, &order("Paracetamol")).await.status, 422, "no list was loaded");
    let mut other = order("Simvastatin");
    other.retain(|(name, _)| *name != "days");
    let shown = send(&doctor, ana, &other).await;
    let (seen, choice) = (shown.inputs()["seen"].clone(), replacing(&shown));
    other.extend([("seen", seen.as_str()), ("decision", choice.as_str())]);
    let done = send(&doctor, ana, &other).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(taken(&app, ana).len(), 1);
    // Clarithromycin replaces nothing, and harms with the new one as with the old.
    let shown = send(&doctor, ana, &order("Clarithromycin")).await.text();
    assert!(shown.contains("Severe interaction with Simvastatin 500 mg"), "{shown}");
}

#[actix_web::test]
async fn against_a_warning_one_says_why_and_who_one_is() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "Penicillin", "").await;
    let shown = send(&doctor, ana, &order("Amoxicillin")).await;
    let seen = shown.inputs()["seen"].clone();
    let with = |more: &[(&'static str, &'static str)]| {
        let mut fields = order("Amoxicillin");
        fields.extend_from_slice(more);
        fields
    };
    let try_it = async |more: &[(&'static str, &'static str)]| {
        let mut fields: Vec<(&str, &str)> = with(more);
        fields.push(("seen", seen.as_str()));
        send(&doctor, ana, &fields).await
    };
    let nothing = try_it(&[]).await;
    assert!(
        nothing.status == 422 && nothing.text().contains("Choose what shall happen"),
        "{}",
        nothing.text()
    );
    let why = try_it(&[("decision", "same"), ("password", PASSWORD)]).await;
    assert!(why.status == 422 && why.text().contains("Say why"), "{}", why.text());
    let who = try_it(&[("decision", "same"), ("override", "Tolerated last year")]).await;
    assert!(who.status == 422 && who.text().contains("Enter your password"), "{}", who.text());
    let wrong =
        try_it(&[("decision", "same"), ("override", "Tolerated last year"), ("password", "guess")]).await;
    assert_eq!(wrong.status, 422);
    let text = wrong.text();
    assert!(
        text.contains("Tolerated last year") && !text.contains("guess"),
        "all but the password is kept: {text}"
    );
    assert_eq!(wrong.inputs()["drug"], "Amoxicillin");
    assert_eq!(wrong.ticked("decision"), [("decision".to_owned(), "same".to_owned())]);
    assert!(written(&app, ana).is_empty());
    assert!(verbs_of_all(&app).iter().any(|verb| verb == "password.refused"), "a wrong one is on file");
    let mut last = 422;
    for _ in 0..12 {
        last = try_it(&[("override", "Tolerated"), ("password", "guess")]).await.status;
    }
    assert_eq!(last, 429, "and cannot be guessed for long");
    assert!(written(&app, ana).is_empty());
}

fn verbs_of_all(app: &TestApp) -> Vec<String> {
    let rows = app.house.db.read_now(|conn| audit::list(conn, &Filter::default(), 300)).expect("the trail");
    rows.into_iter().map(|row| row.verb).collect()
}

#[actix_web::test]
async fn the_reason_stands_with_the_prescription_wherever_it_is_seen() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "Penicillin", "").await;
    let desk = begin(&doctor, ana).await;
    let shown = put(&doctor, ana, &desk, &[], "Amoxicillin").await;
    let seen = shown.inputs()["seen"].clone();
    let why = "Skin test was negative";
    let decided = [("seen", seen.as_str()), ("decision", "same"), ("override", why), ("password", PASSWORD)];
    let done = put(&doctor, ana, &desk, &decided, "Amoxicillin").await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert!(doctor.get(&desk).await.text().contains(why), "in the basket");
    let signed = sign(&doctor, &desk).await;
    let path = format!("/patients/{ana}/prescriptions/{}", written(&app, ana)[0].id);
    let nurse = app.nurse().await;
    for page in [signed.location(), &format!("/patients/{ana}/medication"), &path] {
        assert!(nurse.get(page).await.text().contains(why), "{page}");
    }
    if let Some(text) = text_of(&doctor.get(&format!("{path}/paper.pdf")).await.body) {
        assert!(text.contains(why) && text.contains("Allergy: Penicillin"), "{text}");
    }
}

#[actix_web::test]
async fn what_is_offered_instead_is_ones_own_practice_and_nothing_speaks_against_it() {
    let (app, ana, other) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    asked(&doctor, ana, "Penicillin", "").await;
    asked(&admin, other, "", "").await;
    for drug in ["Clarithromycin", "Metformin"] {
        let mut fields = order(drug);
        fields.push(("favourite", "on"));
        assert_eq!(send(&doctor, ana, &fields).await.status, 303, "{drug}");
        let path = format!("/patients/{ana}/prescriptions/{}", written(&app, ana)[0].id);
        let stop = [("version", "1"), ("reason", "Only to have it among the favourites")];
        assert_eq!(doctor.fill(&path, &format!("{path}/stop"), &stop).await.status, 303);
    }
    // A favourite against which something speaks is not offered, nor is what others keep or prescribe.
    let mut theirs = order("Doxycycline");
    theirs.extend([("favourite", "on"), ("reason", "Sore throat")]);
    assert_eq!(send(&admin, other, &theirs).await.status, 303);
    let desk = begin(&doctor, ana).await;
    let mut wanted = order("Amoxicillin");
    wanted.push(("reason", "Sore throat"));
    let shown = put_order(&doctor, &desk, &wanted).await;
    let offered = choices(&shown);
    let instead: Vec<&String> = offered.iter().filter(|word| word.contains(':')).collect();
    assert_eq!(instead.len(), 1, "{offered:?}");
    assert!(shown.text().contains("Use Clarithromycin 500 mg, tablets instead"), "{}", shown.text());
    let seen = shown.inputs()["seen"].clone();
    wanted.extend([("seen", seen.as_str()), ("decision", instead[0].as_str())]);
    let taken = put_order(&doctor, &desk, &wanted).await;
    assert_eq!(taken.status, 200, "{}", taken.text());
    let inputs = taken.inputs();
    assert_eq!((inputs["drug"].as_str(), inputs["reason"].as_str()), ("Clarithromycin", "Sore throat"));
    assert!(taken.text().contains("Nothing speaks against Clarithromycin"), "{}", taken.text());
    let seen = inputs["seen"].clone();
    let fields: Vec<(&str, &str)> =
        ["drug", "strength", "form", "dose", "route", "frequency", "days", "quantity"]
            .into_iter()
            .filter_map(|name| Some((name, inputs.get(name)?.as_str())))
            .chain([("route", "oral"), ("frequency", "thrice"), ("seen", seen.as_str())])
            .collect();
    assert_eq!(put_order(&doctor, &desk, &fields).await.status, 303);
    // A favourite of somebody else is none.
    let mut stolen = order("Amoxicillin");
    let word = format!("favourite:{}", uuid::Uuid::now_v7());
    stolen.push(("decision", word.as_str()));
    let gone = put_order(&doctor, &desk, &stolen).await;
    assert!(gone.status == 422 && gone.text().contains("not among your favourites"), "{}", gone.text());
}
