//! Note templates: made by an admin, answered in notes, and never changed behind an old note.

use wardbook::care::templates::{self, Edition};
use wardbook::people::patients::PatientId;

use crate::support::paper::{text_of, within_and_out_of_reach};
use crate::support::{Answer, Person, TestApp};

fn offered(app: &TestApp, name: &str) -> Option<Edition> {
    let all = app.house.db.read_now(templates::offered).expect("templates");
    all.into_iter().find(|edition| edition.name == name)
}

fn named(app: &TestApp, name: &str) -> Edition {
    offered(app, name).unwrap_or_else(|| panic!("a template called {name}"))
}

fn page_of(edition: &Edition) -> String {
    format!("/note-templates/{}", edition.template_id)
}

/// Two questions, as the rows of the form.
const ROWS: [(&str, &str); 9] = [
    ("name", "Feet"),
    ("rows", "2"),
    ("f0-label", "Pulse of the foot"),
    ("f0-kind", "choice"),
    ("f0-options", "Felt\nNot felt"),
    ("f1-label", "Girth"),
    ("f1-kind", "number"),
    ("f1-unit", "cm"),
    ("f1-high", "25,5"),
];

async fn make(admin: &Person<'_>) -> Answer {
    admin.fill("/note-templates/new", "/note-templates", &ROWS).await
}

/// Begins a visit from the chart; the address of its desk.
async fn begin(doctor: &Person<'_>, patient: PatientId) -> String {
    let visits = format!("/patients/{patient}/visits");
    let begun = doctor.fill(&format!("{visits}/new"), &visits, &[("kind", "follow_up")]).await;
    assert_eq!(begun.status, 303, "{}", begun.text());
    begun.location().to_owned()
}

/// Sends the desk's form as its page stands, with these fields.
async fn send(doctor: &Person<'_>, desk: &str, fields: &[(&str, &str)]) -> Answer {
    let inputs = doctor.get(desk).await.inputs();
    let mut all: Vec<(&str, &str)> = fields.to_vec();
    for name in ["version", "edition"] {
        if let Some(value) = inputs.get(name) {
            all.push((name, value));
        }
    }
    doctor.fill(desk, desk, &all).await
}

/// Takes a template on the desk.
async fn take(doctor: &Person<'_>, desk: &str, edition: &Edition, fields: &[(&str, &str)]) {
    let id = edition.id.to_string();
    let mut all = vec![("do", "template"), ("template", id.as_str())];
    all.extend_from_slice(fields);
    let taken = send(doctor, desk, &all).await;
    assert_eq!((taken.status, taken.location()), (303, desk), "{}", taken.text());
}

#[actix_web::test]
async fn two_templates_come_with_the_house() {
    let app = TestApp::new().await;
    for name in ["General", "Paediatrics"] {
        let edition = named(&app, name);
        assert!(edition.asks().expect("questions").len() > 4 && edition.version == 1, "{name}");
    }
    let list = app.admin().await.get("/note-templates").await.text();
    assert!(list.contains("General") && list.contains("Paediatrics"));
    for person in [app.doctor().await, app.nurse().await, app.receptionist().await, app.patient().await] {
        assert_eq!(person.get("/note-templates").await.status, 403);
        assert_eq!(person.get(&page_of(&named(&app, "General"))).await.status, 403);
    }
}

#[actix_web::test]
async fn an_admin_makes_a_template_and_each_save_is_a_version() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let made = make(&admin).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let first = named(&app, "Feet");
    let page = made.location().to_owned();
    assert_eq!((page.as_str(), first.version), (page_of(&first).as_str(), 1));
    let shown = admin.get(&page).await;
    let inputs = shown.inputs();
    assert_eq!((inputs["f0-label"].as_str(), inputs["f1-high"].as_str()), ("Pulse of the foot", "25.5"));
    let mut again = ROWS.to_vec();
    again[2].1 = "Pulse on the back of the foot";
    let key = inputs["f0-key"].clone();
    again.extend([("version", "1"), ("f0-key", key.as_str())]);
    assert_eq!(admin.fill(&page, &page, &again).await.status, 303);
    let second = named(&app, "Feet");
    assert_eq!((second.version, second.template_id), (2, first.template_id));
    let (before, after) = (first.asks().expect("questions"), second.asks().expect("questions"));
    assert_eq!(before[0].key, after[0].key, "a question keeps its key");
    assert_ne!(before[0].label, after[0].label);
    // Somebody who still saw the first version.
    let stale = admin.fill(&page, &page, &again).await;
    assert_eq!(stale.status, 409);
    let text = stale.text();
    assert!(text.contains("value=\"Pulse on the back of the foot\""), "what was typed is there: {text}");
    assert!(text.contains("What version 2 asks") && text.contains("<dt><bdi>Pulse on"), "{text}");
    assert_eq!(named(&app, "Feet").version, 2);
}

#[actix_web::test]
async fn rows_are_added_moved_and_removed_without_script() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let press = |what: &'static str| {
        let mut fields = ROWS.to_vec();
        fields.push(("row", what));
        fields
    };
    let added = admin.fill("/note-templates/new", "/note-templates", &press("add")).await;
    assert!(added.status == 200 && added.text().contains("name=\"f2-label\""));
    let moved = admin.fill("/note-templates/new", "/note-templates", &press("up-1")).await;
    assert_eq!(moved.inputs()["f0-label"], "Girth");
    let removed = admin.fill("/note-templates/new", "/note-templates", &press("remove-0")).await;
    assert_eq!(removed.inputs()["f0-label"], "Girth");
    assert!(!removed.text().contains("name=\"f1-label\""));
    assert!(offered(&app, "Feet").is_none(), "nothing is saved by that");
    let wrong = admin.fill("/note-templates/new", "/note-templates", &[("name", ""), ("rows", "1")]).await;
    assert_eq!(wrong.status, 422);
}

#[actix_web::test]
async fn a_note_keeps_its_questions_whatever_becomes_of_the_template() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (admin, doctor) = (app.admin().await, app.doctor().await);
    make(&admin).await;
    let desk = begin(&doctor, ana).await;
    let first = named(&app, "Feet");
    take(&doctor, &desk, &first, &[("plan", "See again")]).await;
    let page = doctor.get(&desk).await.text();
    assert!(page.contains("Pulse of the foot") && page.contains("See again"));
    let answered =
        [("t-girth", "26,5"), ("t-pulse-of-the-foot", "Felt"), ("plan", "See again"), ("do", "sign")];
    let wrong = [("t-girth", "wide"), ("plan", "See again"), ("do", "sign")];
    let refused = send(&doctor, &desk, &wrong).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("value=\"wide\""), "what was typed is there");
    assert_eq!(send(&doctor, &desk, &answered).await.status, 303);
    // The template asks for something else now, and then nothing.
    let page = page_of(&first);
    let mut other = ROWS.to_vec();
    other[2].1 = "Colour of the foot";
    other.push(("version", "1"));
    assert_eq!(admin.fill(&page, &page, &other).await.status, 303);
    assert_eq!(admin.fill(&page, &format!("{page}/retirement"), &[("version", "2")]).await.status, 303);
    assert!(offered(&app, "Feet").is_none());
    let visit = desk.trim_end_matches("/desk");
    let note = doctor.get(&format!("{visit}/note")).await.text();
    for words in ["Feet", "Pulse of the foot: Felt", "Girth: 26.5 cm (high, usual to 25.5)"] {
        assert!(note.contains(words), "{words}");
    }
    if let Some(text) = text_of(&doctor.get(&format!("{visit}/visit.pdf")).await.body) {
        assert!(text.contains("Girth: 26.5 cm") && text.contains("Pulse of the foot: Felt"), "{text}");
    }
    // It can be offered again.
    assert_eq!(admin.fill(&page, &format!("{page}/return"), &[("version", "3")]).await.status, 303);
    assert!(offered(&app, "Feet").is_some());
}

#[actix_web::test]
async fn taking_another_template_loses_no_answer() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    make(&app.admin().await).await;
    let desk = begin(&doctor, ana).await;
    take(&doctor, &desk, &named(&app, "Feet"), &[]).await;
    let general = named(&app, "General");
    take(&doctor, &desk, &general, &[("t-girth", "24"), ("findings", "No wound")]).await;
    let page = doctor.get(&desk).await.text();
    assert!(page.contains("No wound\nGirth: 24 cm"), "{page}");
    assert!(page.contains("General condition") && !page.contains("Pulse of the foot"));
    // A draft is a draft: what cannot be read yet is kept as typed.
    assert_eq!(send(&doctor, &desk, &[("t-pain", "much")]).await.status, 303);
    assert_eq!(doctor.get(&desk).await.inputs()["t-pain"], "much");
}

#[actix_web::test]
async fn two_editors_pick_the_answers_too() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    let desk = begin(&doctor, ana).await;
    take(&doctor, &desk, &named(&app, "General"), &[]).await;
    let opened = doctor.get(&desk).await.inputs();
    assert_eq!(send(&admin, &desk, &[("t-pain", "3")]).await.status, 303);
    let mine =
        [("version", opened["version"].as_str()), ("edition", opened["edition"].as_str()), ("t-pain", "5")];
    let both = doctor.fill(&desk, &desk, &mine).await;
    assert_eq!(both.status, 409);
    let text = both.text();
    assert!(text.contains("Pain: 3 of 10") && text.contains("Pain: 5 of 10"), "{text}");
}

#[actix_web::test]
async fn the_notes_of_a_specialty_begin_with_its_template() {
    let app = TestApp::demo().await;
    let asked = app
        .house
        .db
        .read_now(|conn| {
            let specialties = wardbook::people::staff::specialties(conn)?;
            let children = specialties.iter().find(|one| one.name == "Paediatrics").expect("a specialty");
            templates::begun_with(conn, children.doctors[0])
        })
        .expect("a template");
    assert_eq!(asked.map(|edition| edition.name).as_deref(), Some("Paediatrics"));
}
