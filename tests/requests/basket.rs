//! Prescriptions in the basket of a consultation: checked there, issued by the signature, and held up by what nobody has
//! seen.

use wardbook::care::intake::Allergy;
use wardbook::care::prescriptions::{self, Prescription};
use wardbook::care::record::{Concept, Stored as _, When};
use wardbook::kit::db::Deed;
use wardbook::people::patients::PatientId;

use crate::prescribing::{asked, order};
use crate::support::paper::{text_of, within_and_out_of_reach};
use crate::support::{Answer, PASSWORD, Person, TestApp};

pub async fn begin(person: &Person<'_>, patient: PatientId) -> String {
    let new = format!("/patients/{patient}/visits/new");
    let begun = person.fill(&new, &format!("/patients/{patient}/visits"), &[("kind", "follow_up")]).await;
    assert_eq!(begun.status, 303, "{}", begun.text());
    begun.location().to_owned()
}

pub fn visit_of(desk: &str) -> String {
    desk.trim_end_matches("/desk").rsplit('/').next().expect("a visit").to_owned()
}

/// The version in which an item lies in the basket, as its form carries it; "" for a new one, and for one that is gone.
pub async fn laid(person: &Person<'_>, form: &str, item: &str) -> String {
    let page = if item.is_empty() { None } else { Some(person.get(form).await) };
    page.filter(|page| page.status == 200).map(|page| page.inputs()["laid"].clone()).unwrap_or_default()
}

/// Puts an order into the basket, as its page stands.
pub async fn put(
    person: &Person<'_>,
    patient: PatientId,
    desk: &str,
    more: &[(&str, &str)],
    drug: &str,
) -> Answer {
    let visit = visit_of(desk);
    let page = format!("/patients/{patient}/prescriptions/new?visit={visit}");
    let item = more.iter().find(|(name, _)| *name == "item").map_or("", |(_, item)| item);
    let laid = laid(person, &format!("{page}&item={item}"), item).await;
    let mut fields = order(drug);
    fields.extend([("visit", visit.as_str()), ("laid", laid.as_str())]);
    fields.extend_from_slice(more);
    person.fill(&page, &format!("/patients/{patient}/prescriptions"), &fields).await
}

/// As [`put`], once what was found was shown, with a reason.
async fn put_all_the_same(
    person: &Person<'_>,
    patient: PatientId,
    desk: &str,
    drug: &str,
    why: &str,
) -> Answer {
    let shown = put(person, patient, desk, &[], drug).await;
    assert_eq!(shown.status, 422, "{}", shown.text());
    let seen = shown.inputs()["seen"].clone();
    let decided = [("seen", seen.as_str()), ("override", why), ("decision", "same"), ("password", PASSWORD)];
    put(person, patient, desk, &decided, drug).await
}

pub async fn sign(person: &Person<'_>, desk: &str) -> Answer {
    let version = person.get(desk).await.inputs()["version"].clone();
    let fields = [("version", version.as_str()), ("complaint", "Sore throat"), ("do", "sign")];
    person.fill(desk, desk, &fields).await
}

pub fn written(app: &TestApp, patient: PatientId) -> Vec<Prescription> {
    let now = app.clock.now();
    let rows = app.house.db.read_now(|conn| prescriptions::current(conn, patient, now)).expect("rows");
    rows.into_iter().filter(|row| row.intent == "order").collect()
}

/// Somebody records an allergy meanwhile.
fn becomes_known(app: &TestApp, patient: PatientId, what: &str) {
    let concept = Concept::text(what);
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let now = When::instant(tx.now());
            Allergy::new(patient, now, "active", concept.clone()).insert(tx)?;
            tx.record(Deed::new("intake.added").on("patient", patient).about(patient.uuid()));
            Ok(())
        })
        .expect("an allergy");
}

#[actix_web::test]
async fn what_lies_in_the_basket_is_issued_by_the_signature_and_not_before() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "Penicillin", "").await;
    let desk = begin(&doctor, ana).await;
    let page = doctor.get(&desk).await.text();
    assert!(page.contains(&format!("/prescriptions/new?visit={}", visit_of(&desk))), "the way in: {page}");
    let put_in = put(&doctor, ana, &desk, &[], "Clarithromycin").await;
    assert_eq!((put_in.status, put_in.location()), (303, desk.as_str()), "{}", put_in.text());
    let warned = put_all_the_same(&doctor, ana, &desk, "Amoxicillin", "Tolerated last year").await;
    assert_eq!(warned.status, 303, "{}", warned.text());
    let page = doctor.get(&desk).await.text();
    for words in ["Clarithromycin 500 mg", "Amoxicillin 500 mg", "Allergy: Penicillin"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(written(&app, ana).is_empty(), "nothing is prescribed yet");
    let signed = sign(&doctor, &desk).await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    let rows = written(&app, ana);
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.visit_id.map(|id| id.to_string()) == Some(visit_of(&desk))));
    let amoxicillin = rows.iter().find(|row| row.shown().starts_with("Amoxicillin")).expect("the second");
    let path = format!("/patients/{ana}/prescriptions/{}", amoxicillin.id);
    let page = doctor.get(&path).await.text();
    assert!(page.contains("Tolerated last year") && page.contains("Allergy: Penicillin"), "{page}");
    let paper = doctor.get(&format!("{path}/paper.pdf")).await;
    assert_eq!(paper.status, 200);
    assert!(text_of(&paper.body).is_none_or(|text| text.contains("Amoxicillin 500 mg")));
    // The visit is over: neither its form nor what was sent from another one puts anything into it, and what was typed is
    // kept, to go into the record by itself.
    let (new, visit) = (format!("/patients/{ana}/prescriptions/new"), visit_of(&desk));
    assert_eq!(doctor.get(&format!("{new}?visit={visit}")).await.status, 404);
    let mut late = order("Ibuprofen");
    late.push(("visit", visit.as_str()));
    let answer = doctor.fill(&new, &format!("/patients/{ana}/prescriptions"), &late).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("The visit is over meanwhile"), "{}", answer.text());
    assert!(!answer.inputs().contains_key("visit") && answer.inputs()["drug"] == "Ibuprofen");
    assert_eq!(written(&app, ana).len(), 2);
}

#[actix_web::test]
async fn the_basket_is_checked_against_itself() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "", "").await;
    let desk = begin(&doctor, ana).await;
    assert_eq!(put(&doctor, ana, &desk, &[], "Simvastatin").await.status, 303);
    let shown = put(&doctor, ana, &desk, &[], "Clarithromycin").await;
    assert_eq!(shown.status, 422);
    assert!(shown.text().contains("Severe interaction with Simvastatin"), "{}", shown.text());
    let done = put_all_the_same(&doctor, ana, &desk, "Clarithromycin", "Statin paused").await;
    assert_eq!(done.status, 303, "{}", done.text());
    let signed = sign(&doctor, &desk).await;
    assert_eq!(signed.status, 303, "what was decided is found the same: {}", signed.text());
    assert_eq!(written(&app, ana).len(), 2);
}

#[actix_web::test]
async fn an_answer_that_changed_holds_the_signature_up_and_nothing_is_lost() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "", "").await;
    let desk = begin(&doctor, ana).await;
    assert_eq!(put(&doctor, ana, &desk, &[], "Amoxicillin").await.status, 303, "clear so far");
    becomes_known(&app, ana, "Penicillin");
    let held = sign(&doctor, &desk).await;
    assert_eq!(held.status, 409, "{}", held.text());
    let text = held.text();
    assert!(text.contains("Sore throat"), "the note is kept: {text}");
    assert!(text.contains("Something new speaks against it"), "{text}");
    assert!(written(&app, ana).is_empty(), "nothing of it was signed");
    let item = text.split("item=").nth(1).and_then(|rest| rest.split('"').next()).expect("an item");
    let visit = visit_of(&desk);
    let page = format!("/patients/{ana}/prescriptions/new?visit={visit}&item={item}");
    assert_eq!(doctor.get(&page).await.inputs()["drug"], "Amoxicillin", "it is decided on anew");
    let shown = put(&doctor, ana, &desk, &[("item", item)], "Amoxicillin").await;
    assert!(shown.status == 422 && shown.text().contains("Allergy: Penicillin"), "{}", shown.text());
    let seen = shown.inputs()["seen"].clone();
    let decided = [
        ("item", item),
        ("seen", seen.as_str()),
        ("override", "Skin test was negative"),
        ("password", PASSWORD),
    ];
    assert_eq!(put(&doctor, ana, &desk, &decided, "Amoxicillin").await.status, 303);
    assert_eq!(sign(&doctor, &desk).await.status, 303);
    assert_eq!(written(&app, ana).len(), 1);
}

#[actix_web::test]
async fn a_reason_against_a_warning_is_that_of_whoever_signs() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    asked(&doctor, ana, "Penicillin", "").await;
    let desk = begin(&doctor, ana).await;
    let done = put_all_the_same(&doctor, ana, &desk, "Amoxicillin", "Tolerated last year").await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert!(!doctor.get(&desk).await.text().contains("Somebody else decided"));
    let page = admin.get(&desk).await.text();
    assert!(page.contains("Somebody else decided"), "{page}");
    assert_eq!(sign(&admin, &desk).await.status, 409);
    assert!(written(&app, ana).is_empty());
    let item = page.split("item=").nth(1).and_then(|rest| rest.split('"').next()).expect("an item");
    let shown = put(&admin, ana, &desk, &[("item", item)], "Amoxicillin").await;
    let seen = shown.inputs()["seen"].clone();
    let decided = [
        ("item", item),
        ("seen", seen.as_str()),
        ("decision", "same"),
        ("override", "I have seen the letter"),
        ("password", PASSWORD),
    ];
    assert_eq!(put(&admin, ana, &desk, &decided, "Amoxicillin").await.status, 303);
    assert_eq!(sign(&admin, &desk).await.status, 303);
    let path = format!("/patients/{ana}/prescriptions/{}", written(&app, ana)[0].id);
    assert!(admin.get(&path).await.text().contains("I have seen the letter"));
}

#[actix_web::test]
async fn what_is_taken_out_or_belongs_to_a_voided_visit_is_not_prescribed() {
    let (app, ana, out) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "", "").await;
    let desk = begin(&doctor, ana).await;
    let visit = visit_of(&desk);
    assert_eq!(put(&doctor, ana, &desk, &[], "Metformin").await.status, 303);
    let text = doctor.get(&desk).await.text();
    let item =
        text.split("item=").nth(1).and_then(|rest| rest.split('"').next()).expect("an item").to_owned();
    let page = format!("/patients/{ana}/prescriptions/new?visit={visit}&item={item}");
    let removal = format!("/patients/{ana}/visits/{visit}/prescriptions/{item}/removal");
    let elsewhere = removal.replace(&ana.to_string(), &out.to_string());
    let admin = app.admin().await;
    assert_eq!(admin.fill(&page, &elsewhere, &[]).await.status, 404, "a visit is its patient's");
    assert_eq!(app.nurse().await.get(&page).await.status, 403);
    assert_eq!(doctor.fill(&page, &removal, &[]).await.status, 303);
    assert!(!doctor.get(&desk).await.text().contains("Metformin 500 mg"));
    assert_eq!(doctor.get(&page).await.status, 404, "it is gone");
    let gone = put(&doctor, ana, &desk, &[("item", item.as_str())], "Metformin").await;
    assert_eq!(gone.status, 422);
    assert!(gone.text().contains("taken this out of the basket"), "{}", gone.text());
    assert_eq!((gone.inputs()["item"].as_str(), gone.inputs()["drug"].as_str()), ("", "Metformin"));
    assert!(!doctor.get(&desk).await.text().contains("Metformin 500 mg"), "nothing was put in");

    assert_eq!(put(&doctor, ana, &desk, &[], "Ramipril").await.status, 303);
    let signed = sign(&doctor, &desk).await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    let id = written(&app, ana)[0].id;
    let void = format!("{}/note/void", desk.trim_end_matches("/desk"));
    let voided = doctor.fill(&void, &void, &[("reason", "Wrong patient")]).await;
    assert_eq!(voided.status, 303, "{}", voided.text());
    assert!(written(&app, ana).is_empty(), "its prescriptions are void with it");
    let page = doctor.get(&format!("/patients/{ana}/prescriptions/{id}")).await;
    assert_eq!(page.status, 200, "and stay to be seen");
    assert!(page.text().contains("<del>") && page.text().contains("Wrong patient"), "{}", page.text());
}

#[actix_web::test]
async fn of_two_who_change_one_prescription_in_the_basket_the_second_is_told() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    asked(&doctor, ana, "", "").await;
    let desk = begin(&doctor, ana).await;
    assert_eq!(put_seen(&doctor, ana, &desk, &[], "Metformin").await.status, 303);
    let text = doctor.get(&desk).await.text();
    let item =
        text.split("item=").nth(1).and_then(|rest| rest.split('"').next()).expect("an item").to_owned();
    let form = format!("/patients/{ana}/prescriptions/new?visit={}&item={item}", visit_of(&desk));
    let opened = laid(&doctor, &form, &item).await;
    let of_item = [("item", item.as_str())];
    app.clock.advance(jiff::SignedDuration::from_secs(20));
    assert_eq!(put_seen(&admin, ana, &desk, &of_item, "Sitagliptin").await.status, 303);
    let late = [("item", item.as_str()), ("laid", opened.as_str()), ("drug", "Gliclazide")];
    let mut fields = order("Gliclazide");
    let visit = visit_of(&desk);
    fields.push(("visit", visit.as_str()));
    fields.extend(late);
    let refused = doctor.fill(&form, &format!("/patients/{ana}/prescriptions"), &fields).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    let text = refused.text();
    assert!(
        text.contains("Somebody has changed this in the basket") && text.contains("Sitagliptin"),
        "{text}"
    );
    assert_eq!(refused.inputs()["drug"], "Gliclazide", "what was typed is kept");
    assert!(doctor.get(&desk).await.text().contains("Sitagliptin"), "nothing was overwritten");
}

/// As [`put`], and once more with what was found when that had to be shown first.
async fn put_seen(
    person: &Person<'_>,
    patient: PatientId,
    desk: &str,
    more: &[(&str, &str)],
    drug: &str,
) -> Answer {
    let shown = put(person, patient, desk, more, drug).await;
    if shown.status != 422 {
        return shown;
    }
    let seen = shown.inputs()["seen"].clone();
    let more: Vec<_> = more.iter().copied().chain([("seen", seen.as_str())]).collect();
    put(person, patient, desk, &more, drug).await
}
