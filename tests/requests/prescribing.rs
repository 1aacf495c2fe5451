//! Prescriptions: checked before they are written, kept with what was found, printed, verified, stopped.

use wardbook::care::intake::{self, Question};
use wardbook::care::interactions::{self, PairFile};
use wardbook::care::prescriptions::{self, Prescription};
use wardbook::gate::audit::{self, Filter};
use wardbook::people::patients::PatientId;

use crate::support::paper::{text_of, within_and_out_of_reach as house};
use crate::support::{Answer, PASSWORD, Person, TestApp};

/// Asks the four questions; `allergy` and `taken` are one entry each, or none.
pub async fn asked(person: &Person<'_>, patient: PatientId, allergy: &str, taken: &str) {
    let page = format!("/patients/{patient}/intake");
    let said = |what: &str| if what.is_empty() { "none" } else { "some" };
    let mut fields = vec![
        ("vaccines", "none"),
        ("problems", "none"),
        ("allergies", said(allergy)),
        ("medication", said(taken)),
    ];
    fields.extend((!allergy.is_empty()).then_some(("allergies-0-what", allergy)));
    fields.extend((!taken.is_empty()).then_some(("medication-0-what", taken)));
    let answer = person.fill(&page, &page, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
}

fn load_interactions(app: &TestApp, text: &str) {
    let file = PairFile::read(text.as_bytes()).expect("pairs");
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            interactions::load(tx, "test", &file, "test.csv", "").map(|_| ())
        })
        .expect("loaded");
}

const PAIRS: &str = "a,a_codes,b,severity,effect\nWarfarin,B01AA03,Ibuprofen,moderate,More bleeding\n";

fn new_path(patient: PatientId) -> String {
    format!("/patients/{patient}/prescriptions/new")
}

pub fn order(drug: &str) -> Vec<(&str, &str)> {
    vec![
        ("drug", drug),
        ("strength", "500 mg"),
        ("form", "tablets"),
        ("dose", "1 tablet"),
        ("route", "oral"),
        ("frequency", "thrice"),
        ("days", "7"),
        ("quantity", "21"),
        ("repeats", "0"),
    ]
}

pub async fn send(person: &Person<'_>, patient: PatientId, fields: &[(&str, &str)]) -> Answer {
    person.fill(&new_path(patient), &format!("/patients/{patient}/prescriptions"), fields).await
}

/// Sends the order, looks at what was found, and sends it again with a reason.
async fn send_all_the_same(person: &Person<'_>, patient: PatientId, drug: &str, reason: &str) -> Answer {
    let shown = send(person, patient, &order(drug)).await;
    assert_eq!(shown.status, 422, "{}", shown.text());
    let seen = shown.inputs()["seen"].clone();
    let mut again = order(drug);
    again.extend([
        ("seen", seen.as_str()),
        ("override", reason),
        ("decision", "same"),
        ("password", PASSWORD),
    ]);
    send(person, patient, &again).await
}

fn written(app: &TestApp, patient: PatientId) -> Vec<Prescription> {
    let now = app.clock.now();
    let rows = app.house.db.read_now(|conn| prescriptions::current(conn, patient, now)).expect("rows");
    rows.into_iter().filter(|row| row.intent == "order").collect()
}

fn verbs(app: &TestApp, patient: PatientId) -> Vec<String> {
    let filter = Filter { patient: Some(patient.uuid()), ..Filter::default() };
    let rows = app.house.db.read_now(|conn| audit::list(conn, &filter, 100)).expect("the trail");
    rows.into_iter().filter(|row| row.verb.starts_with("prescription.")).map(|row| row.verb).collect()
}

#[actix_web::test]
async fn what_is_clear_is_written_at_once_and_twice_sent_only_once() {
    let (app, ana, _) = house().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "Penicillin", "").await;
    let page = doctor.get(&new_path(ana)).await;
    let inputs = page.inputs();
    let mut fields = order("Clarithromycin");
    fields.extend([("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str()), ("favourite", "on")]);
    let action = format!("/patients/{ana}/prescriptions");
    let first = doctor.post(&action, &fields).await;
    let second = doctor.post(&action, &fields).await;
    assert_eq!((first.status, first.location()), (303, second.location()), "{}", first.text());
    let rows = written(&app, ana);
    assert_eq!(rows.len(), 1, "a double click is one prescription");
    let row = &rows[0];
    assert_eq!(row.code_text, "Clarithromycin 500 mg, tablets");
    assert_eq!(row.code.as_deref(), Some("J01FA09"));
    assert_eq!(row.dosage.as_deref(), Some("1 tablet, three times a day, by mouth, for 7 days"));
    assert!(row.recorded_by.is_some() && row.ends_at.is_some());
    let shown = doctor.get(first.location()).await.text();
    assert!(
        shown.contains("Nothing speaks against Clarithromycin 500 mg, tablets")
            && shown.contains("1 allergy"),
        "{shown}"
    );
    let chart = doctor.get(&format!("/patients/{ana}/medication")).await.text();
    assert!(chart.contains(first.location()) && chart.contains(&new_path(ana)), "the chart leads there");
    assert_eq!(verbs(&app, ana), ["prescription.written"]);

    let begun = doctor.get(&format!("{}?again={}", new_path(ana), row.id)).await.inputs();
    assert_eq!(
        (begun["drug"].as_str(), begun["strength"].as_str()),
        ("Clarithromycin", "500 mg"),
        "as last time"
    );
    let page = doctor.get(&new_path(ana)).await.text();
    let href =
        page.split("?from=").nth(1).and_then(|rest| rest.split('"').next()).expect("a favourite").to_owned();
    let begun = doctor.get(&format!("{}?from={href}", new_path(ana))).await.inputs();
    assert_eq!(begun["quantity"], "21");
    let admin = app.admin().await;
    let others = admin.get(&format!("{}?from={href}", new_path(ana))).await.inputs();
    assert_eq!(others["quantity"], "", "a favourite is one's own");
    let gone = doctor.fill(&new_path(ana), &format!("/medicines/favourites/{href}/removal"), &[]).await;
    assert_eq!(gone.status, 303, "{}", gone.text());
    assert!(!doctor.get(&new_path(ana)).await.text().contains("?from="));
}

#[actix_web::test]
async fn an_allergy_stops_it_until_there_is_a_reason() {
    let (app, ana, _) = house().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "Penicillin", "").await;
    let shown = send(&doctor, ana, &order("Amoxicillin")).await;
    assert_eq!(shown.status, 422);
    let text = shown.text();
    assert!(text.contains("Allergy: Penicillin.") && text.contains("one of the penicillins"), "{text}");
    assert_eq!(shown.inputs()["drug"], "Amoxicillin", "what was typed is kept");
    assert!(written(&app, ana).is_empty());
    let seen = shown.inputs()["seen"].clone();
    let mut without = order("Amoxicillin");
    without.push(("seen", seen.as_str()));
    assert_eq!(send(&doctor, ana, &without).await.status, 422, "a second click is no reason");
    let mut unseen = order("Amoxicillin");
    unseen.extend([("seen", "0"), ("override", "I know")]);
    assert_eq!(send(&doctor, ana, &unseen).await.status, 422, "a reason for what was not shown is none");
    assert!(written(&app, ana).is_empty());
    let done = send_all_the_same(&doctor, ana, "Amoxicillin", "Tolerated last year").await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = doctor.get(done.location()).await.text();
    assert!(page.contains("Tolerated last year") && page.contains("Allergy: Penicillin."), "{page}");
}

#[actix_web::test]
async fn duplicates_and_interactions_warn_by_shipped_and_loaded_pairs() {
    let (app, ana, _) = house().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "", "Warfarin 5 mg").await;
    let text = send(&doctor, ana, &order("Ibuprofen")).await.text();
    assert!(
        text.contains("Not everything could be checked") && text.contains("No list of interactions"),
        "{text}"
    );
    load_interactions(&app, PAIRS);
    let text = send(&doctor, ana, &order("Ibuprofen")).await.text();
    assert!(text.contains("Interaction with Warfarin 5 mg.") && text.contains("More bleeding"), "{text}");
    let text = send(&doctor, ana, &order("Warfarin")).await.text();
    assert!(text.contains("Taken already: Warfarin 5 mg."), "{text}");
    assert_eq!(send(&doctor, ana, &order("Paracetamol")).await.status, 303, "and all else is clear");
}

#[actix_web::test]
async fn what_could_not_be_checked_is_shown_before_it_is_written() {
    let (app, ana, _) = house().await;
    let doctor = app.doctor().await;
    let shown = send(&doctor, ana, &order("Tropfen")).await;
    assert_eq!(shown.status, 422);
    let text = shown.text();
    for part in ["is not known here", "Nobody has asked for allergies", "Nobody has asked which medicines"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let done = send_all_the_same(&doctor, ana, "Tropfen", "").await;
    assert_eq!(done.status, 303, "it needs no reason, only to be seen: {}", done.text());
    let page = doctor.get(done.location()).await.text();
    assert!(page.contains("Not everything could be checked"), "and it is kept: {page}");
}

#[actix_web::test]
async fn what_was_recorded_between_the_look_and_the_click_is_shown_first() {
    let (app, ana, _) = house().await;
    let doctor = app.doctor().await;
    let shown = send(&doctor, ana, &order("Amoxicillin")).await;
    let seen = shown.inputs()["seen"].clone();
    asked(&app.nurse().await, ana, "Amoxicillin", "").await;
    let mut again = order("Amoxicillin");
    again.push(("seen", seen.as_str()));
    let answer = send(&doctor, ana, &again).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("what they are allergic to"), "{}", answer.text());
    let answers = app.house.db.read_now(|conn| intake::answers(conn, ana)).expect("answers");
    assert!(answers.iter().any(|answer| answer.question == Question::Allergies.as_str()));
}

#[actix_web::test]
async fn paper_carries_the_licence_and_a_code_that_anybody_can_check() {
    let (app, ana, _) = house().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "", "").await;
    let path = send(&doctor, ana, &order("Metformin")).await.location().to_owned();
    let paper = doctor.get(&format!("{path}/paper.pdf")).await;
    assert_eq!(paper.status, 200);
    let Some(text) = text_of(&paper.body) else { return };
    assert!(text.contains("Metformin 500 mg, tablets") && text.contains("MARKOVIĆ, Ana"), "{text}");
    assert!(!text.contains("COPY"));
    let is_code = |word: &&str| word.len() == 19 && word.matches('-').count() == 3 && !word.contains("Nov");
    let code = text.split_whitespace().find(is_code).expect("a code").to_owned();
    let copy = text_of(&doctor.get(&format!("{path}/paper.pdf")).await.body).expect("text");
    assert!(copy.contains("COPY") && copy.contains(&code), "{copy}");

    let stranger = app.visitor();
    let check = |code: String| {
        let stranger = &stranger;
        async move { stranger.fill("/verify", "/verify", &[("code", &code)]).await }
    };
    let genuine = check(code.to_lowercase().replace('-', " ")).await;
    let text = genuine.text();
    assert!(
        text.contains("was written here") && text.contains("In force") && text.contains("Metformin"),
        "{text}"
    );
    assert!(
        text.contains("A. M., born 1984") && !text.contains("Marković"),
        "no more of the patient: {text}"
    );
    let mut wrong = code.clone();
    wrong.replace_range(0..1, if code.starts_with('7') { "8" } else { "7" });
    for code in [wrong, "nonsense".to_owned(), "%".repeat(60)] {
        let answer = check(code).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains("No prescription of this hospital"), "{}", answer.text());
    }
    let row = &written(&app, ana)[0];
    let version = row.version.to_string();
    let stop = format!("{path}/stop");
    assert_eq!(doctor.fill(&path, &stop, &[("version", &version)]).await.status, 422, "why?");
    let fields = [("version", version.as_str()), ("reason", "Not tolerated")];
    assert_eq!(doctor.fill(&path, &stop, &fields).await.status, 303);
    let stopped = doctor.get(&path).await.text();
    assert!(stopped.contains("Not tolerated") && !stopped.contains(&stop), "{stopped}");
    assert!(check(code).await.text().contains("Stopped"));
    let void = text_of(&doctor.get(&format!("{path}/paper.pdf")).await.body).expect("text");
    assert!(void.contains("Stopped"), "{void}");
    let verbs = verbs(&app, ana);
    for verb in ["prescription.printed", "prescription.verified", "prescription.stopped"] {
        assert!(verbs.iter().any(|known| known == verb), "{verb} is on file: {verbs:?}");
    }
}

#[actix_web::test]
async fn only_doctors_in_relation_and_admins_prescribe() {
    let (app, ana, out) = house().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "", "").await;
    let path = send(&doctor, ana, &order("Metformin")).await.location().to_owned();
    assert_eq!(doctor.get(&new_path(out)).await.status, 404);
    let elsewhere = path.replace(&ana.to_string(), &out.to_string());
    let admin = app.admin().await;
    assert_eq!(admin.get(&elsewhere).await.status, 404, "a prescription is its patient's");
    assert_eq!(admin.get(&format!("{elsewhere}/paper.pdf")).await.status, 404);
    for (person, writes, sees) in [
        (admin, 200, 200),
        (app.nurse().await, 403, 200),
        (app.receptionist().await, 403, 200),
        (app.patient().await, 403, 404),
    ] {
        assert_eq!(person.get(&new_path(ana)).await.status, writes);
        assert_eq!(person.get(&path).await.status, sees);
        assert_eq!(person.get("/medicines/hits?drug=met").await.status, writes);
    }
    let text = doctor.get("/medicines/hits?drug=amox").await.text();
    assert!(text.contains("value=\"amoxicillin\"") && text.contains("J01CA04"), "{text}");
    let picked = send(&doctor, ana, &[("pick-drug", "amoxicillin"), ("drug", "amox"), ("dose", "2")]).await;
    assert_eq!((picked.status, picked.inputs()["drug"].as_str()), (200, "amoxicillin"));
    assert_eq!(picked.inputs()["dose"], "2", "nothing typed is lost");
}
