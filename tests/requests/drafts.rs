//! Nothing typed is lost: long forms keep what is being typed, for the one who typed it.

use jiff::SignedDuration;

use crate::patients::{add, details, see};
use crate::support::{Answer, PASSWORD, Person, TestApp};

const NEW: &str = "/patients/new";

/// The tokens of a page's long form; its own place is the last one named.
struct Opened {
    csrf: String,
    key: String,
    draft: String,
}

fn opened(page: &Answer) -> Opened {
    assert_eq!(page.status, 200, "{}", page.text());
    let (inputs, text) = (page.inputs(), page.text());
    let draft = text.rsplit("name=\"draft\" value=\"").next().and_then(|rest| rest.split('"').next());
    Opened { csrf: inputs["csrf"].clone(), key: inputs["key"].clone(), draft: draft.expect("a place").into() }
}

impl Opened {
    fn with<'a>(&'a self, fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let mut all = vec![("csrf", &*self.csrf), ("key", &*self.key), ("draft", &*self.draft)];
        all.extend_from_slice(fields);
        all
    }
}

async fn keep(person: &Person<'_>, form: &Opened, fields: &[(&str, &str)]) -> String {
    let answer = person.post("/drafts", &form.with(fields)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text()
}

/// Where the page offers to go on with something, if it does.
fn way_on(page: &Answer) -> Option<String> {
    let text = page.text();
    let (_, rest) = text.split_once("?draft=")?;
    let id = rest.split('"').next()?;
    let start = text[..text.len() - rest.len()].rsplit('"').next()?;
    Some(format!("{start}{id}"))
}

const PERSON: [(&str, &str); 4] =
    [("family", "Petrova"), ("given", "Olga"), ("born", "3.4.1958"), ("sex", "female")];

#[actix_web::test]
async fn what_is_being_typed_is_kept_and_offered_to_the_same_person_alone() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let page = desk.get(NEW).await;
    assert!(way_on(&page).is_none(), "nothing is offered yet");
    let form = opened(&page);
    let said = keep(&desk, &form, &[("family", "Petr"), ("password", "never kept")]).await;
    assert!(said.contains("Saved 08:05 as a draft"), "{said}");
    keep(&desk, &form, &[("family", "Petrova"), ("given", "Olga"), ("note", "Prefers mornings")]).await;

    let page = desk.get(NEW).await;
    assert!(page.text().contains("Petrova, Olga"), "what is offered can be told apart: {}", page.text());
    assert_ne!(page.inputs()["family"], "Petrova", "an offer is not forced upon anybody");
    let on = way_on(&page).expect("an offer");
    let again = desk.get(&on).await;
    assert_eq!((again.inputs()["family"].as_str(), again.inputs()["given"].as_str()), ("Petrova", "Olga"));
    assert!(again.text().contains("Prefers mornings") && !again.text().contains("never kept"));

    let admin = app.admin().await;
    assert!(way_on(&admin.get(NEW).await).is_none(), "nobody else is offered it");
    let theirs = admin.get(&on).await;
    assert!(!theirs.text().contains("Petrova"), "not even under its address");
    let patient = add(&app, details("Somebody", "Else", "1.1.1970", ""));
    let edit = desk.get(&format!("/patients/{}/edit", patient.id)).await;
    assert!(way_on(&edit).is_none() && !edit.text().contains("Petrova"), "nor on another form");

    let again = desk.get(NEW).await;
    let discarded = desk.post("/kept/discard", &opened(&desk.get(&on).await).with(&[])).await;
    assert_eq!((discarded.status, discarded.location()), (303, NEW));
    assert!(way_on(&again).is_some() && way_on(&desk.get(NEW).await).is_none(), "thrown away");
}

#[actix_web::test]
async fn a_draft_goes_with_the_save_and_does_not_come_back() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let form = opened(&desk.get(NEW).await);
    keep(&desk, &form, &PERSON).await;
    let refused = desk.post("/patients", &form.with(&[("family", "Petrova")])).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains(&form.draft), "a refused form keeps its place");
    assert!(way_on(&desk.get(NEW).await).is_some(), "and what was kept in it");

    let done = desk.post("/patients", &form.with(&PERSON)).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert!(way_on(&desk.get(NEW).await).is_none());
    // The last typing may arrive after the form itself.
    let late = keep(&desk, &form, &PERSON).await;
    assert!(late.contains("sent already"), "{late}");
    assert!(way_on(&desk.get(NEW).await).is_none());
}

#[actix_web::test]
async fn forms_open_at_the_same_time_do_not_overwrite_each_other() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let (one, other) = (opened(&desk.get(NEW).await), opened(&desk.get(NEW).await));
    keep(&desk, &one, &[("family", "Petrova")]).await;
    keep(&desk, &other, &[("family", "Okafor")]).await;
    let page = desk.get(NEW).await.text();
    assert!(page.contains("Petrova") && page.contains("Okafor"));
    // The same place under another person's hands is another place.
    let admin = app.admin().await;
    let theirs = opened(&admin.get(NEW).await);
    let taken = Opened { draft: one.draft.clone(), ..theirs };
    keep(&admin, &taken, &[("family", "Mallory")]).await;
    assert!(!desk.get(NEW).await.text().contains("Mallory"));
}

#[actix_web::test]
async fn keeping_is_activity_and_drafts_expire() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let form = opened(&desk.get(NEW).await);
    for _ in 0..4 {
        app.clock.advance(SignedDuration::from_mins(10));
        keep(&desk, &form, &[("family", "Petrova")]).await;
    }
    app.clock.advance(SignedDuration::from_hours(6 * 24));
    let desk = app.receptionist().await;
    assert!(way_on(&desk.get(NEW).await).is_some());
    app.clock.advance(SignedDuration::from_hours(25));
    let desk = app.receptionist().await;
    assert!(way_on(&desk.get(NEW).await).is_none());
}

#[actix_web::test]
async fn a_long_form_sent_from_an_ended_session_is_open_again_after_signing_in() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let form = opened(&desk.get(NEW).await);
    app.clock.advance(SignedDuration::from_mins(16));
    let sent = desk.post("/patients", &form.with(&PERSON)).await;
    assert_eq!(sent.status, 303);
    let next = desk.get(sent.location()).await.inputs()["next"].clone();
    let fields = [("email", "receptionist@test.example"), ("password", PASSWORD), ("next", next.as_str())];
    let answer = desk.fill("/sign-in", "/sign-in", &fields).await;
    let page = desk.get(answer.location()).await;
    assert_eq!(page.inputs()["family"], "Petrova", "{}", answer.location());
    assert_eq!(desk.post("/patients", &opened(&page).with(&PERSON)).await.status, 303);
    assert!(way_on(&desk.get(NEW).await).is_none());

    let form = opened(&desk.get(NEW).await);
    app.clock.advance(SignedDuration::from_mins(16));
    desk.post("/patients", &form.with(&PERSON)).await;
    let other = app.admin().await;
    assert!(!other.get(&next).await.text().contains("Petrova") && way_on(&other.get(NEW).await).is_none());
}

#[actix_web::test]
async fn a_form_kept_from_an_ended_session_is_offered_until_it_was_sent() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let csrf = desk.csrf().await;
    app.clock.advance(SignedDuration::from_mins(16));
    let mut typed = vec![("csrf", csrf.as_str())];
    typed.extend_from_slice(&PERSON);
    desk.post("/patients", &typed).await;
    assert_eq!(desk.sign_in("receptionist@test.example", PASSWORD).await.location(), "/kept");
    let form = opened(&desk.get("/kept").await);
    assert_eq!(desk.post("/patients", &form.with(&PERSON)).await.status, 303);
    assert_eq!(desk.get("/kept").await.status, 303, "it was sent; offering it again would do it twice");
}

#[actix_web::test]
async fn a_draft_of_an_older_version_meets_the_newer_one() {
    let app = TestApp::new().await;
    let patient = add(&app, details("Marković", "Ana", "14.3.1984", "064 555 0182"));
    let edit = format!("/patients/{}/edit", patient.id);
    let (desk, admin) = (app.receptionist().await, app.admin().await);
    let form = opened(&desk.get(&edit).await);
    let typed = [("family", "Marković"), ("given", "Ana"), ("born", "14-Mar-1984"), ("sex", "female")];
    let mine: Vec<_> = typed.into_iter().chain([("phone", "064 555 7740"), ("version", "1")]).collect();
    keep(&desk, &form, &mine).await;
    let theirs: Vec<_> = typed.into_iter().chain([("phone", "064 555 0199"), ("version", "1")]).collect();
    assert_eq!(admin.fill(&edit, &edit, &theirs).await.status, 303);

    let page = desk.get(&way_on(&desk.get(&edit).await).expect("an offer")).await;
    assert_eq!((page.inputs()["phone"].as_str(), page.inputs()["version"].as_str()), ("064 555 7740", "1"));
    let again = opened(&page);
    let both = desk.post(&edit, &again.with(&mine)).await;
    assert_eq!(both.status, 409);
    assert!(both.text().contains("0199") && both.text().contains("7740"));
    let inputs = both.inputs();
    let mut picked = vec![("all", "mine"), ("picking", "on")];
    picked.extend(inputs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let saved = desk.post(&edit, &picked).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert!(way_on(&desk.get(&edit).await).is_none(), "the pick took the draft with it");
}

#[actix_web::test]
async fn a_draft_is_no_key_to_a_record() {
    let app = TestApp::new().await;
    let patient = add(&app, details("Marković", "Ana", "14.3.1984", ""));
    see(&app, &patient, "booked", 2);
    let edit = format!("/patients/{}/edit", patient.id);
    let doctor = app.doctor().await;
    keep(&doctor, &opened(&doctor.get(&edit).await), &[("phone", "064 555 7740")]).await;
    let on = way_on(&doctor.get(&edit).await).expect("an offer");
    let id = patient.id;
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            use diesel::prelude::*;
            use wardbook::schema::appointments;
            diesel::update(appointments::table.filter(appointments::patient_id.eq(id)))
                .set(appointments::status.eq("no_show"))
                .execute(tx.conn())?;
            tx.record(wardbook::kit::db::Deed::new("test.missed"));
            Ok(())
        })
        .expect("a no-show");
    assert_eq!(doctor.get(&on).await.status, 404);
}

#[actix_web::test]
async fn a_draft_goes_with_the_record_it_is_about() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let (goes, stays) = (
        add(&app, details("Marković", "Ana", "14.3.1984", "")),
        add(&app, details("Okafor", "Ike", "2.2.1990", "")),
    );
    for patient in [&goes, &stays] {
        let form = opened(&desk.get(&format!("/patients/{}/edit", patient.id)).await);
        keep(&desk, &form, &[("family", "Vertraulich")]).await;
    }
    let count = || {
        use diesel::prelude::*;
        use wardbook::schema::drafts;
        let kept =
            app.house.db.read_now(|conn| Ok(drafts::table.select(drafts::form).load::<String>(conn)?));
        kept.expect("drafts")
    };
    assert_eq!(count().len(), 2);
    let at = format!("/patients/{}/removal", goes.id);
    assert_eq!(desk.fill(&at, &at, &[]).await.status, 303);
    assert_eq!(count(), [format!("/patients/{}/edit", stays.id)]);
}

#[actix_web::test]
async fn what_is_no_draft_is_refused_in_words() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let form = opened(&desk.get(NEW).await);
    for draft in ["", "x", "00000000-0000-0000-0000-000000000000 //evil.example"] {
        let odd = Opened { draft: draft.into(), csrf: form.csrf.clone(), key: form.key.clone() };
        assert_eq!(desk.post("/drafts", &odd.with(&[])).await.status, 422, "{draft}");
    }
    let stale = Opened { key: "00.00".into(), csrf: form.csrf.clone(), draft: form.draft.clone() };
    assert_eq!(desk.post("/drafts", &stale.with(&[])).await.status, 422);
    let long = "x".repeat(300 * 1024);
    let answer = desk.post("/drafts", &form.with(&[("note", &long)])).await;
    assert!(answer.status == 200 && answer.text().contains("Too long"), "{}", answer.status);
    assert_eq!(desk.get("/patients/new?draft=nonsense").await.status, 200);
    assert_eq!(app.visitor().post("/drafts", &form.with(&[])).await.status, 303);
}
