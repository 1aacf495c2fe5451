//! Patients as people meet them: found, registered, changed, told apart.

use jiff::SignedDuration;
use wardbook::diary::appointments::Status;
use wardbook::gate::access::model::Role;
use wardbook::gate::access::reach::Reach;
use wardbook::gate::access::store::{by_email, set_patient};
use wardbook::gate::hospital;
use wardbook::kit::db::Deed;
use wardbook::people::patients::{self, Details, Field, Patient, Sheet};

use crate::support::diary::Practice;
use crate::support::{Answer, Person, TestApp};

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 20);

pub fn details(family: &str, given: &str, born: &str, phone: &str) -> Details {
    let sheet = Sheet::default()
        .with(Field::Family, family)
        .with(Field::Given, given)
        .with(Field::Born, born)
        .with(Field::Phone, phone)
        .with(Field::Sex, "female");
    Details::parse(&sheet, TODAY).expect("a person")
}

pub fn add(app: &TestApp, details: Details) -> Patient {
    let db = &app.house.db;
    db.write_now(&app.operator(), move |tx| patients::enter(tx, &details, "test", None)).expect("a patient")
}

/// Gives the doctor of the test hospital an appointment with a patient, so many hours from now.
pub fn see(app: &TestApp, patient: &Patient, status: &str, hours: i64) {
    let practice = Practice::closed(app);
    let booking = practice.booking(patient.id, app.clock.now() + SignedDuration::from_hours(hours));
    practice.stand(app, &booking, Status::from(status.to_owned()));
}

fn reload(app: &TestApp, patient: &Patient) -> Patient {
    let id = patient.id;
    let house = Reach::whole_house("test");
    app.house.db.read_now(move |conn| patients::find(conn, &house, id)).expect("the patient")
}

/// The names on a list, without marks.
fn names(answer: &Answer) -> Vec<String> {
    let text = answer.text();
    let rows = text.split("<th scope=\"row\"><a href=\"/patients/").skip(1);
    rows.map(|row| {
        let name = row.split("<bdi>").nth(1).and_then(|rest| rest.split("</bdi>").next()).expect("a name");
        name.replace("<mark>", "").replace("</mark>", "")
    })
    .collect()
}

async fn found(person: &Person<'_>, query: &str) -> Vec<String> {
    let query = serde_urlencoded::to_string([("q", query)]).expect("a query");
    let answer = person.get(&format!("/patients?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    names(&answer)
}

const ANA: [(&str, &str); 6] = [
    ("family", "Marković"),
    ("given", "Ana"),
    ("born", "14.03.1984"),
    ("sex", "female"),
    ("phone", "+381 64 555 0182"),
    ("town", "21000 Novi Sad"),
];

#[actix_web::test]
async fn reception_registers_and_finds_a_patient() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let answer = desk.fill("/patients/new", "/patients", &ANA).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let path = answer.location().to_owned();
    assert!(path.starts_with("/patients/"));
    for query in [
        "mark ana",
        "ANA MARK",
        "марк",
        "kovic",
        "m",
        "14.3.84",
        "14 march 1984",
        "1984-03-14",
        "0182",
        "Novi Sad",
    ] {
        let expected: &[&str] = if query == "Novi Sad" { &[] } else { &["Marković, Ana"] };
        assert_eq!(found(&desk, query).await, expected, "{query}");
    }
    let list = desk.get("/patients?q=ana").await.text();
    assert!(list.contains(&format!("href=\"{path}\"")), "the name is a link to exactly the patient");
    assert!(list.contains("Marković, <mark>Ana</mark>"));
    assert!(list.contains("14-Mar-1984 (42y)"));
    assert_eq!(names(&desk.get("/patients").await), ["Marković, Ana"], "without a query everybody is listed");
    let edit = desk.get(&format!("{path}/edit")).await;
    assert_eq!(edit.status, 200);
    assert_eq!(edit.inputs()["town"], "21000 Novi Sad");
    let recent = desk.get("/patients/find").await.text();
    assert!(recent.contains("Marković, Ana"), "opened records come up in the empty box");
}

#[actix_web::test]
async fn a_form_sent_twice_registers_one_patient() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let inputs = desk.get("/patients/new").await.inputs();
    let mut fields = ANA.to_vec();
    fields.extend([("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str())]);
    let first = desk.post("/patients", &fields).await;
    assert_eq!(first.status, 303);
    // The person is here now, but the second click is answered as the first one was.
    let second = desk.post("/patients", &fields).await;
    assert_eq!((second.status, second.location()), (303, first.location()));
    assert_eq!(found(&desk, "mark").await.len(), 1);
    let edit = format!("{}/edit", first.location());
    let inputs = desk.get(&edit).await.inputs();
    let mut fields = ANA.to_vec();
    fields.extend([("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str()), ("version", "1")]);
    fields.push(("town", "Beograd"));
    fields.retain(|field| *field != ("town", "21000 Novi Sad"));
    for _ in 0..2 {
        let saved = desk.post(&edit, &fields).await;
        assert_eq!((saved.status, saved.location()), (303, first.location()));
    }
}

#[actix_web::test]
async fn what_is_wrong_is_said_and_what_was_typed_is_kept() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let fields = [
        ("family", "Marković"),
        ("given", "Ana"),
        ("born", "30.02.1984"),
        ("email", "ana@"),
        ("note", "<script>alert(1)</script>"),
    ];
    let answer = desk.fill("/patients/new", "/patients", &fields).await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    for sentence in
        ["3 things to put right", "There is no such day", "Choose one, or", "Enter the part after the @"]
    {
        assert!(page.contains(sentence), "{sentence}");
    }
    assert_eq!(answer.inputs()["born"], "30.02.1984");
    assert!(page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"));
    assert!(!page.contains("<script>alert"));
    assert!(found(&desk, "mark").await.is_empty());
}

#[actix_web::test]
async fn a_probable_duplicate_needs_a_reasoned_choice() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let known = add(&app, details("Marković", "Ana", "14.3.1984", "064 555 0182"));
    let first = desk.fill("/patients/new", "/patients", &ANA).await;
    assert_eq!(first.status, 422);
    let page = first.text();
    assert!(page.contains("One record may be the same person"));
    assert!(page.contains(&known.shown_mrn()) && page.contains(&format!("href=\"/patients/{}\"", known.id)));
    assert!(page.contains("<span class=\"same\"><bdi>14-Mar-1984</bdi></span>"));
    let inputs = first.inputs();
    let again = |other: &'static str, shown: String, key: String| {
        let mut fields: Vec<(String, String)> =
            ANA.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        fields.extend([("other".into(), other.into()), ("shown".into(), shown), ("key".into(), key)]);
        fields
    };
    let send = async |fields: Vec<(String, String)>| {
        let mut fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        fields.push(("csrf", inputs["csrf"].as_str()));
        desk.post("/patients", &fields).await
    };
    let shown = inputs["shown"].clone();
    let refused = send(again("because I say so", shown.clone(), inputs["key"].clone())).await;
    assert_eq!(refused.status, 422, "only a reason that is one counts");
    let unseen = send(again("document-seen", String::new(), inputs["key"].clone())).await;
    assert_eq!(unseen.status, 422, "a reason without having seen the record does not count");
    let done = send(again("document-seen", shown, inputs["key"].clone())).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(found(&desk, "markovic ana").await.len(), 2);
}

#[actix_web::test]
async fn whom_a_registration_resembles_is_said_while_it_is_typed() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let known = add(&app, details("Marković", "Ana", "14.3.1984", "064 555 0182"));
    let mut numbered = details("Nowak", "Zofia", "19.4.1960", "");
    numbered.national_id = Some("60-0419".into());
    add(&app, numbered);
    let csrf = desk.csrf().await;
    let ask = async |fields: &[(&str, &str)]| {
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        let answer = desk.post("/patients/alike", &all).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.text()
    };
    let name = [("family", "markovic"), ("given", "ANA")];
    assert!(!ask(&name).await.contains("<table"), "a name alone is nobody's");
    let born = ask(&[name[0], name[1], ("born", "14.3.84")]).await;
    assert!(born.contains(&known.shown_mrn()) && born.contains("One record may be the same person"));
    assert!(born.contains("<hx-partial hx-target=\"#alike-said\""));
    let phoned = ask(&[name[0], name[1], ("phone", "+381 64 555 0182"), ("born", "14.")]).await;
    assert!(phoned.contains(&known.shown_mrn()), "half a date does not hide what the phone says");
    assert!(ask(&[("national-id", "600419")]).await.contains("Nowak"), "a number before there is a name");
    let family = ask(&[("family", "Petrov"), ("given", "Ivan"), ("phone", "064 555 0182")]).await;
    assert!(!family.contains("<table") && family.contains("Also on Marković, Ana"));
    for nothing in [[("family", ""), ("born", "14.3.1984")], [("phone", "1"), ("given", "Ana")]] {
        assert!(!ask(&nothing).await.contains("<table"), "{nothing:?}");
    }
    let kept = ask(&[name[0], name[1], ("born", "14.3.84"), ("other", "document-seen")]).await;
    assert!(kept.contains("value=\"document-seen\" checked"), "a choice made stays made");
    let doctor = app.doctor().await;
    let csrf = doctor.csrf().await;
    assert_eq!(doctor.post("/patients/alike", &[("csrf", &csrf)]).await.status, 403);
}

#[actix_web::test]
async fn families_that_share_a_phone_are_not_stopped() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    add(&app, details("Marković", "Luka", "17.5.2021", "064 555 0182"));
    let answer = desk.fill("/patients/new", "/patients", &ANA).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let edit = desk.get(&format!("{}/edit", answer.location())).await.text();
    assert!(edit.contains("Also on Marković, Luka. A shared family phone is fine."));
}

/// Who else has a number could be asked for any number, by whoever may save one.
#[actix_web::test]
async fn a_phone_number_names_nobody_to_those_who_do_not_reach_everybody() {
    let app = TestApp::new().await;
    let ana = add(&app, details("Marković", "Ana", "14.3.1984", "064 555 0182"));
    add(&app, details("Mensah", "Kwame", "17.5.1961", "040 555 2207"));
    see(&app, &ana, "booked", 2);
    crate::support::paper::nurse_works_at_all_sites(&app);
    be_patient(&app, &ana);
    let edit = format!("/patients/{}/edit", ana.id);
    for role in [Role::Patient, Role::Doctor, Role::Nurse, Role::Receptionist, Role::Admin] {
        let person = app.person(role).await;
        let version = person.get(&edit).await.inputs()["version"].clone();
        let fields = [("version", version.as_str()), ("phone", "040 555 2207"), ("town", role.as_str())];
        let details = [("family", "Marković"), ("given", "Ana"), ("born", "14.3.1984"), ("sex", "female")];
        let saved = person.fill(&edit, &edit, &[&fields[..], &details[..]].concat()).await;
        assert_eq!(saved.status, 303, "{role}: {}", saved.text());
        let sees_all = matches!(role, Role::Receptionist | Role::Admin);
        let page = person.get(&edit).await.text();
        assert_eq!(page.contains("Mensah"), sees_all, "{role}");
        let refused =
            person.fill(&edit, &edit, &[&fields[1..], &[("email", "@")][..], &details[..]].concat()).await;
        assert_eq!(refused.status, 422, "{role}");
        assert_eq!(refused.text().contains("Mensah"), sees_all, "{role}");
    }
}

/// Links the patient of the test hospital to a record.
pub fn be_patient(app: &TestApp, patient: &Patient) {
    let to = patient.id.uuid();
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let account = by_email(tx.conn(), "patient@test.example")?.expect("a patient").id;
            set_patient(tx, account, to)?;
            tx.record(Deed::new("test.linked"));
            Ok(())
        })
        .expect("a link");
}

#[actix_web::test]
async fn a_place_in_the_list_says_nothing_of_records_out_of_reach() {
    let app = TestApp::new().await;
    let doctor = app.doctor().await;
    for (family, hours) in [("Adler", 2), ("Berg", 4), ("Zeman", 5)] {
        see(&app, &add(&app, details(family, "Ana", "14.3.1984", "")), "booked", hours);
    }
    let own = add(&app, details("Coban", "Ana", "14.3.1984", ""));
    see(&app, &own, "booked", 3);
    let foreign = add(&app, details("Markovic", "Ana", "14.3.1984", ""));
    let never = uuid::Uuid::now_v7().to_string();
    let after = async |id: &str| names(&doctor.get(&format!("/patients?after={id}")).await);
    assert_eq!(after(&own.id.to_string()).await, ["Zeman, Ana"]);
    assert_eq!(after(&never).await.len(), 4);
    assert_eq!(after(&foreign.id.to_string()).await, after(&never).await);
}

#[actix_web::test]
async fn a_national_id_is_given_once() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let mut first = details("Nowak", "Zofia", "19.4.1960", "");
    first.national_id = Some("60-0419".into());
    add(&app, first);
    let fields = [
        ("family", "Nagy"),
        ("given", "Eszter"),
        ("born", "1.1.1990"),
        ("sex", "female"),
        ("national-id", "600419"),
    ];
    let asked = desk.fill("/patients/new", "/patients", &fields).await;
    assert_eq!(asked.status, 422, "the same national id is a duplicate to be asked about");
    let inputs = asked.inputs();
    let mut fields = fields.to_vec();
    fields.extend([("other", "document-seen"), ("shown", inputs["shown"].as_str())]);
    fields.extend([("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str())]);
    let refused = desk.post("/patients", &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Another patient has this national id."));
}

#[actix_web::test]
async fn two_editors_see_both_versions_and_lose_nothing() {
    let app = TestApp::new().await;
    let ana = add(&app, details("Marković", "Ana", "14.3.1984", "064 555 0182"));
    let path = format!("/patients/{}/edit", ana.id);
    let (first, second) = (app.receptionist().await, app.admin().await);
    let mine = first.get(&path).await.inputs();
    let theirs = second.get(&path).await.inputs();
    let change = |inputs: &std::collections::BTreeMap<String, String>, changes: &[(&str, &str)]| {
        let mut fields: Vec<(String, String)> =
            inputs.clone().into_iter().filter(|(n, _)| n != "q" && n != "sex").collect();
        fields.push(("sex".into(), "female".into()));
        for (name, value) in changes {
            fields.retain(|(known, _)| known != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        fields
    };
    let post = async |person: &Person<'_>, fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        person.post(&path, &fields).await
    };
    let saved = post(&second, change(&theirs, &[("phone", "064 555 0199"), ("town", "Beograd")])).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let late = post(&first, change(&mine, &[("phone", "064 555 7740"), ("street", "Futoška 8")])).await;
    assert_eq!(late.status, 409);
    let page = late.text();
    for text in ["Test admin", "064 555 7740", "064 555 0199", "Futoška 8", "Beograd", "064 555 0182"] {
        assert!(page.contains(text), "{text}");
    }
    let leave = format!("<a class=\"btn\" href=\"{}\">Leave without saving", path.trim_end_matches("/edit"));
    assert!(page.contains(&leave), "who leaves comes to the record, not to a form");
    let picked = late.ticked("pick-");
    let picked: Vec<(&str, &str)> = picked.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    for pick in [("pick-phone", "mine"), ("pick-street", "mine"), ("pick-town", "theirs")] {
        assert!(picked.contains(&pick), "nothing of theirs is taken back by default: {picked:?}");
    }
    let mut fields = change(&late.inputs(), &[]);
    fields.retain(|(name, _)| !name.starts_with("pick-"));
    for (name, value) in [("pick-phone", "mine"), ("pick-street", "mine"), ("pick-town", "theirs")] {
        fields.push((name.into(), value.into()));
    }
    let resolved = post(&first, fields).await;
    assert_eq!(resolved.status, 303, "{}", resolved.text());
    let now = reload(&app, &ana);
    assert_eq!(now.details.phones[0].number, "064 555 7740");
    assert_eq!(now.details.street.as_deref(), Some("Futoška 8"));
    assert_eq!(now.details.town.as_deref(), Some("Beograd"));
    assert_eq!(now.version, 3);
}

#[actix_web::test]
async fn doctors_reach_only_patients_in_relation() {
    let app = TestApp::new().await;
    let mine = add(&app, details("Marković", "Ana", "14.3.1984", "064 555 0182"));
    let foreign = add(&app, details("Marković", "Petar", "2.7.1980", "064 555 0182"));
    let cancelled = add(&app, details("Marković", "Luka", "17.5.2021", "064 555 0182"));
    see(&app, &mine, "booked", 24);
    see(&app, &cancelled, "cancelled", 24);
    let doctor = app.doctor().await;
    for query in ["mark", "m", "ana", "0182", "14.3.84", "2.7.80", ""] {
        let expected: &[&str] = if query == "2.7.80" { &[] } else { &["Marković, Ana"] };
        assert_eq!(found(&doctor, query).await, expected, "{query}");
    }
    assert!(found(&doctor, &foreign.mrn).await.is_empty());
    assert_eq!(found(&doctor, &mine.mrn).await, ["Marković, Ana"]);
    let never = "01938f2e-7c1a-7000-8000-000000000000";
    let refused = doctor.get(&format!("/patients/{}/edit", foreign.id)).await;
    let unknown = doctor.get(&format!("/patients/{never}/edit")).await;
    let nonsense = doctor.get("/patients/nonsense/edit").await;
    assert_eq!((refused.status, unknown.status, nonsense.status), (404, 404, 404));
    assert_eq!(refused.text().len(), unknown.text().len());
    assert_eq!(doctor.get("/patients/new").await.status, 403);
    assert!(!doctor.get("/patients").await.text().contains("/patients/new"), "no button that would refuse");
}

#[actix_web::test]
async fn doctors_change_contact_data_only() {
    let app = TestApp::new().await;
    let ana = add(&app, details("Marković", "Ana", "14.3.1984", "064 555 0182"));
    see(&app, &ana, "completed", -48);
    let doctor = app.doctor().await;
    let path = format!("/patients/{}/edit", ana.id);
    let page = doctor.get(&path).await;
    assert!(!page.inputs().contains_key("family"));
    let sent = [
        ("version", "1"),
        ("family", "Forged"),
        ("born", "1.1.2000"),
        ("phone", "112 112"),
        ("town", "Beograd"),
    ];
    let answer = doctor.fill(&path, &path, &sent).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let now = reload(&app, &ana);
    assert_eq!(now.details.family, "Marković");
    assert_eq!(now.details.birth, ana.details.birth);
    assert_eq!(now.details.town.as_deref(), Some("Beograd"));
    assert_eq!(now.details.phones[0].number, "112 112");
}

#[actix_web::test]
async fn nurses_reach_patients_of_their_sites_for_a_week() {
    let app = TestApp::new().await;
    let soon = add(&app, details("Soon", "Ana", "14.3.1984", ""));
    let later = add(&app, details("Later", "Ana", "14.3.1984", ""));
    see(&app, &soon, "booked", 6 * 24);
    see(&app, &later, "booked", 9 * 24);
    let nurse = app.nurse().await;
    assert!(found(&nurse, "ana").await.is_empty(), "a nurse without a site has no patients");
    app.house
        .db
        .write_now(&app.operator(), |tx| {
            use diesel::prelude::*;
            use wardbook::schema::account_sites;
            let nurse = by_email(tx.conn(), "nurse@test.example")?.expect("a nurse").id;
            let site = hospital::sites(tx.conn())?[0].id;
            diesel::insert_into(account_sites::table)
                .values((account_sites::account_id.eq(nurse), account_sites::site_id.eq(site)))
                .execute(tx.conn())?;
            tx.record(Deed::new("test.placed"));
            Ok(())
        })
        .expect("a site");
    assert_eq!(found(&nurse, "ana").await, ["Soon, Ana"]);
    assert_eq!(found(&nurse, "").await, ["Soon, Ana"]);
}

#[actix_web::test]
async fn names_of_any_kind_are_shown_literally() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let long = "Ä".repeat(200);
    for (family, given) in [
        ("<script>alert(1)</script>", "<b>x</b>"),
        ("العلي", "محمد\u{202e}"),
        ("🎉🎉", "👩‍⚕️"),
        (long.as_str(), "Long"),
        ("100%_", "O'Brien\" onload=\""),
        ("王", "小芳"),
    ] {
        let fields = [("family", family), ("given", given), ("born", "1.1.1990"), ("sex", "other")];
        let answer = desk.fill("/patients/new", "/patients", &fields).await;
        assert_eq!(answer.status, 303, "{family}: {}", answer.text());
    }
    let page = desk.get("/patients").await.text();
    assert!(!page.contains("<script>alert") && !page.contains("<b>x</b>") && !page.contains('\u{202e}'));
    assert_eq!(names(&desk.get("/patients").await).len(), 6);
    assert_eq!(found(&desk, "小芳").await, ["王小芳"]);
    assert_eq!(found(&desk, "محمد").await, ["العلي، محمد"]);
    assert_eq!(found(&desk, "🎉").await.len(), 1);
    assert_eq!(found(&desk, "%").await.len(), 0);
    assert_eq!(found(&desk, "0%").await.len(), 0);
    assert_eq!(found(&desk, "obrien").await.len(), 1);
    let too_long = "x".repeat(201);
    let fields = [("family", too_long.as_str()), ("born", "1.1.1990"), ("sex", "other")];
    assert_eq!(desk.fill("/patients/new", "/patients", &fields).await.status, 422);
}

#[actix_web::test]
async fn bad_addresses_and_bodies_are_refused_in_words() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    for path in ["/patients?q=%00", "/patients?q=%ED%A0%80", "/patients?q=%zz"] {
        assert_eq!(desk.get(path).await.status, 422, "{path}");
    }
    for path in [
        "/patients?after=nonsense",
        "/patients?after=01938f2e-7c1a-7000-8000-000000000000",
        "/patients?archived=on&q=%25",
    ] {
        assert_eq!(desk.get(path).await.status, 200, "{path}");
    }
    let csrf = desk.csrf().await;
    for body in [format!("csrf={csrf}&family=%00"), format!("csrf={csrf}&family=%C3"), "nonsense".to_owned()]
    {
        assert_eq!(desk.post_body("/patients", body.into_bytes()).await.status, 422);
    }
}

#[actix_web::test]
async fn the_list_is_paged_and_makes_few_statements() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let people: Vec<Details> =
        (0..60).map(|n| details(&format!("Family{n:02}"), "Given", "1.1.1990", "112 113")).collect();
    app.house.db.write_now(&app.operator(), move |tx| patients::seed(tx, &people)).expect("people");
    let (first, statements) = app.statements(desk.get("/patients")).await;
    assert!(statements <= 12, "{statements} statements");
    let page = first.text();
    assert_eq!(names(&first).len(), 50);
    let next = page
        .split("href=\"/patients?after=")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a next page");
    let second = desk.get(&format!("/patients?after={next}")).await;
    assert_eq!(names(&second).len(), 10);
    assert_eq!(names(&second)[0], "Family50, Given");
    let (hits, statements) = app.statements(desk.get("/patients/hits?q=given")).await;
    assert!(statements <= 12, "{statements} statements");
    assert!(hits.text().trim_start().starts_with("<div id=\"hits\""), "a fragment, not a page");
    assert!(hits.text().contains("The first 50, best match first"));
}
