//! A prescription that should not be there: voided with its visit or by itself, it counts for nothing and stays to be seen.

use wardbook::care::prescriptions::{self, Prescription};
use wardbook::gate::audit::{self, Filter};
use wardbook::people::patients::PatientId;

use crate::basket::{begin, put, sign, written};
use crate::prescribing::{asked, order, send};
use crate::replacing::replacing;
use crate::support::paper::{did_not_come, text_of, within_and_out_of_reach};
use crate::support::{Answer, PASSWORD, Person, TestApp};

fn path(patient: PatientId, row: &Prescription) -> String {
    format!("/patients/{patient}/prescriptions/{}", row.id)
}

async fn void(person: &Person<'_>, path: &str, reason: &str) -> Answer {
    let voiding = format!("{path}/voiding");
    person.fill(&voiding, &voiding, &[("reason", reason)]).await
}

async fn prescribed(app: &TestApp, doctor: &Person<'_>, patient: PatientId, drug: &str) -> Prescription {
    let mut sent = send(doctor, patient, &order(drug)).await;
    // What could not be checked is shown first.
    if let (422, Some(seen)) = (sent.status, sent.inputs().get("seen")) {
        sent = send(doctor, patient, &[order(drug), vec![("seen", seen)]].concat()).await;
    }
    assert_eq!(sent.status, 303, "{}", sent.text());
    written(app, patient).into_iter().find(|row| row.shown().starts_with(drug)).expect("it is written")
}

fn verbs(app: &TestApp, patient: PatientId) -> Vec<String> {
    let filter = Filter { patient: Some(patient.uuid()), ..Filter::default() };
    let rows = app.house.db.read_now(|conn| audit::list(conn, &filter, 100)).expect("the trail");
    rows.into_iter().map(|row| row.verb).filter(|verb| verb.starts_with("prescription.")).collect()
}

/// The code that stands on a paper.
fn code_on(text: &str) -> String {
    let is_code = |word: &&str| word.len() == 19 && word.matches('-').count() == 3 && !word.contains("Nov");
    text.split_whitespace().find(is_code).expect("a code").to_owned()
}

#[actix_web::test]
async fn what_is_void_with_its_visit_stays_to_be_seen_by_all_who_read_the_record() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, nurse, desk_person) = (app.doctor().await, app.nurse().await, app.receptionist().await);
    asked(&doctor, ana, "", "").await;
    let desk = begin(&doctor, ana).await;
    assert_eq!(put(&doctor, ana, &desk, &[], "Ramipril").await.status, 303);
    assert_eq!(sign(&doctor, &desk).await.status, 303);
    let row = written(&app, ana).remove(0);
    let visit = desk.trim_end_matches("/desk").to_owned();
    let note_void = format!("{visit}/note/void");
    assert_eq!(doctor.fill(&note_void, &note_void, &[("reason", "Wrong patient")]).await.status, 303);

    for person in [&doctor, &nurse, &desk_person] {
        for page in
            [path(ana, &row), format!("{visit}/note"), visit.clone(), format!("/patients/{ana}/medication")]
        {
            let shown = person.get(&page).await;
            assert_eq!(shown.status, 200, "{page}");
            let text = shown.text();
            assert!(text.contains("<del><bdi>Ramipril 500 mg"), "struck on {page}: {text}");
            assert!(text.contains("Wrong patient"), "with the reason on {page}: {text}");
        }
        let timeline = person.get(&format!("/patients/{ana}/timeline?kind=medication")).await.text();
        assert!(
            timeline.contains("<del><bdi>Ramipril 500 mg") && timeline.contains("Wrong patient"),
            "{timeline}"
        );
    }
    // It counts for nothing.
    let medication = doctor.get(&format!("/patients/{ana}/medication")).await.text();
    assert!(medication.contains("0 current, 0 past, 1 void"), "{medication}");
    let summary = doctor.get(&format!("/patients/{ana}")).await.text();
    assert!(!summary.contains("Ramipril"), "{summary}");
    let new = format!("/patients/{ana}/prescriptions/new");
    let form = doctor.get(&new).await.text();
    assert!(!form.contains("Ramipril"), "not as last time: {form}");
    let again = doctor.get(&format!("{new}?again={}", row.id)).await;
    assert_eq!(again.inputs()["drug"], "");
    let page = doctor.get(&path(ana, &row)).await.text();
    assert!(!page.contains("?again=") && !page.contains("/stop\"") && !page.contains("/voiding"), "{page}");
    let stop = format!("{}/stop", path(ana, &row));
    let late = doctor.fill(&new, &stop, &[("version", "2"), ("reason", "Cough")]).await;
    assert_eq!(late.status, 409, "what is void is not stopped: {}", late.text());
    assert_eq!(send(&doctor, ana, &order("Ramipril")).await.status, 303, "it is no duplicate");
}

#[actix_web::test]
async fn its_author_voids_a_prescription_and_its_paper_and_its_code_say_so() {
    let (app, ana, out) = within_and_out_of_reach().await;
    let (doctor, nurse, admin) = (app.doctor().await, app.nurse().await, app.admin().await);
    asked(&doctor, ana, "", "").await;
    let row = prescribed(&app, &doctor, ana, "Ibuprofen").await;
    let page = path(ana, &row);
    let before = doctor.get(&format!("{page}/paper.pdf")).await;
    assert!(doctor.get(&page).await.text().contains(&format!("{page}/voiding")), "the way in");
    assert!(!nurse.get(&page).await.text().contains("/voiding"));
    let voiding = format!("{page}/voiding");
    assert_eq!(nurse.get(&voiding).await.status, 404, "not what somebody else wrote");
    assert_eq!(app.receptionist().await.get(&voiding).await.status, 403);
    let elsewhere = voiding.replace(&ana.to_string(), &out.to_string());
    assert_eq!(admin.get(&elsewhere).await.status, 404, "not through another patient");
    let silent = void(&doctor, &page, " ").await;
    assert_eq!(silent.status, 422);
    assert!(silent.text().contains("Say why"), "{}", silent.text());
    let done = void(&doctor, &page, "Wrong patient").await;
    assert_eq!((done.status, done.location()), (303, page.as_str()), "{}", done.text());

    let text = nurse.get(&page).await.text();
    assert!(text.contains("<del><bdi>Ibuprofen 500 mg") && text.contains("Wrong patient"), "{text}");
    assert!(written(&app, ana).is_empty());
    let verbs = verbs(&app, ana);
    assert_eq!(verbs.iter().filter(|verb| *verb == "prescription.voided").count(), 1, "{verbs:?}");
    // Once more changes nothing, neither by its page nor by what was sent from another one.
    assert_eq!(doctor.get(&voiding).await.location(), page);
    let form = format!("/patients/{ana}/prescriptions/new");
    let late = doctor.fill(&form, &voiding, &[("reason", "Other")]).await;
    assert_eq!(late.status, 409, "{}", late.text());
    assert!(!doctor.get(&page).await.text().contains("Other"));
    let paper = doctor.get(&format!("{page}/paper.pdf")).await;
    assert_eq!(paper.status, 200);
    let (Some(before), Some(paper)) = (text_of(&before.body), text_of(&paper.body)) else { return };
    assert!(paper.contains("VOID") && !before.contains("VOID"), "{paper}");
    assert!(!paper.contains("Wrong patient"), "why stands in the record: {paper}");
    let verify = app.visitor().fill("/verify", "/verify", &[("code", &code_on(&before))]).await;
    assert_eq!(verify.status, 200);
    assert!(verify.text().contains("It is void") && !verify.text().contains("In force"), "{}", verify.text());
}

#[actix_web::test]
async fn an_admin_voids_what_others_wrote_and_what_it_replaced_stands_again() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    asked(&doctor, ana, "", "").await;
    let old = prescribed(&app, &doctor, ana, "Ramipril").await;
    let mut more = order("Ramipril");
    let shown = send(&doctor, ana, &more).await;
    assert_eq!(shown.status, 422, "{}", shown.text());
    let seen = shown.inputs()["seen"].clone();
    let choice = replacing(&shown);
    more.extend([("seen", seen.as_str()), ("decision", choice.as_str()), ("password", PASSWORD)]);
    assert_eq!(send(&doctor, ana, &more).await.status, 303);
    let new = written(&app, ana).into_iter().find(|row| row.id != old.id).expect("the new one");
    let asks = admin.get(&format!("{}/voiding", path(ana, &new))).await.text();
    assert!(asks.contains("stands again"), "{asks}");
    assert_eq!(void(&admin, &path(ana, &new), "Typed for somebody else").await.status, 303);
    let now = app.clock.now();
    let current = app.house.db.read_now(|conn| prescriptions::current(conn, ana, now)).expect("rows");
    let standing: Vec<_> = current.iter().filter(|row| row.intent == "order").map(|row| row.id).collect();
    assert_eq!(standing, [old.id]);
    // What is over was a mistake too, at times.
    let stop = format!("{}/stop", path(ana, &old));
    let version = doctor.get(&path(ana, &old)).await.inputs()["version"].clone();
    let fields = [("version", version.as_str()), ("reason", "Cough")];
    assert_eq!(doctor.fill(&path(ana, &old), &stop, &fields).await.status, 303);
    assert_eq!(void(&doctor, &path(ana, &old), "Wrong patient").await.status, 303);
    let page = doctor.get(&path(ana, &old)).await.text();
    assert!(page.contains("Wrong patient") && page.contains("Cough"), "why it was stopped is kept: {page}");
}

#[actix_web::test]
async fn what_others_wrote_and_what_is_out_of_reach_is_not_voided() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    asked(&doctor, ana, "", "").await;
    let of_admin = prescribed(&app, &admin, ana, "Ramipril").await;
    let own = prescribed(&app, &doctor, ana, "Metformin").await;
    assert_eq!(doctor.get(&format!("{}/voiding", path(ana, &of_admin))).await.status, 404);
    did_not_come(&app, ana);
    assert_eq!(doctor.get(&format!("{}/voiding", path(ana, &own))).await.status, 404, "out of reach");
    assert_eq!(void(&admin, &path(ana, &own), "Wrong patient").await.status, 303);
    let mine = doctor.get(&format!("/written/prescriptions/{}", own.id)).await.text();
    assert!(mine.contains("Void: Wrong patient"), "its author reads why: {mine}");
}
