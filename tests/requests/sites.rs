//! Sites as an admin works with them.

use std::sync::Barrier;

use wardbook::gate::audit::{Filter, list};
use wardbook::gate::hospital::{self, Site};

use crate::support::paper::{appointment, register_patient};
use crate::support::{Answer, Person, TestApp};

fn site(app: &TestApp, name: &str) -> Site {
    let all = app.house.db.read_now(hospital::sites).expect("sites");
    all.into_iter().find(|site| site.name == name).expect(name)
}

fn path(app: &TestApp, name: &str) -> String {
    format!("/sites/{}", site(app, name).id)
}

/// The form as it stands on a page, with other values for some fields.
async fn send(admin: &Person<'_>, path: &str, page: &Answer, changes: &[(&str, &str)]) -> Answer {
    let inputs = page.inputs();
    let mut fields: Vec<(&str, &str)> = ["csrf", "key", "version", "name", "phone"]
        .iter()
        .filter_map(|name| inputs.get(*name).map(|value| (*name, value.as_str())))
        .collect();
    fields.extend([("address", ""), ("time_zone", "Europe/Berlin")]);
    fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    fields.extend(changes);
    admin.post(path, &fields).await
}

fn deeds(app: &TestApp, verb: &str) -> Vec<serde_json::Value> {
    let filter = Filter { verb: Some(verb.into()), ..Filter::default() };
    let entries = app.house.db.read_now(|conn| list(conn, &filter, 50)).expect("entries");
    entries.into_iter().map(|entry| entry.detail).collect()
}

const NEW: [(&str, &str); 4] = [
    ("name", "Hill clinic"),
    ("address", "Mount Street 4\nTestville"),
    ("phone", "+49 30 555 77"),
    ("time_zone", "America/Lima"),
];

#[actix_web::test]
async fn only_admins_manage_sites() {
    let app = TestApp::new().await;
    let site = path(&app, "Main house");
    for person in [app.doctor().await, app.nurse().await, app.receptionist().await, app.patient().await] {
        for page in ["/sites", "/sites/new", site.as_str(), &format!("{site}/close")] {
            assert_eq!(person.get(page).await.status, 403, "{page}");
        }
        assert!(!person.open("/").await.text().contains("href=\"/sites\""));
        let csrf = person.csrf().await;
        for to in ["/sites", site.as_str(), &format!("{site}/close"), &format!("{site}/open")] {
            assert_eq!(person.post(to, &[("csrf", &csrf)]).await.status, 403, "{to}");
        }
    }
    let admin = app.admin().await;
    assert!(admin.get("/").await.text().contains("href=\"/sites\""));
    for nothing in ["/sites/rubbish", "/sites/00000000-0000-7000-8000-000000000000"] {
        for page in [nothing.to_owned(), format!("{nothing}/close")] {
            assert_eq!(admin.get(&page).await.status, 404, "{page}");
        }
    }
}

#[actix_web::test]
async fn a_site_is_added_and_stands_in_the_list() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let made = admin.fill("/sites/new", "/sites", &NEW).await;
    assert_eq!((made.status, made.location()), (303, path(&app, "Hill clinic").as_str()));
    let list = admin.get("/sites").await.text();
    for text in ["Hill clinic", "Mount Street 4", "+49 30 555 77", "America/Lima", "02:05", "Main house"] {
        assert!(list.contains(text), "{text}");
    }
    let page = admin.get(made.location()).await;
    assert!(
        page.text().contains("Mount Street 4\nTestville") && page.text().contains("Appointments to come")
    );
    assert_eq!(deeds(&app, "hospital.site-added").len(), 1);
    let twice = admin.fill("/sites/new", "/sites", &NEW).await;
    assert_eq!(twice.status, 422);
    assert!(twice.text().contains("Another site has this name") && twice.text().contains("Mount Street 4"));
}

#[actix_web::test]
async fn what_cannot_be_a_site_is_refused_in_words_and_kept() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let long = "ß".repeat(81);
    for (field, value, words) in [
        ("name", " ", "Enter the name"),
        ("name", long.as_str(), "80"),
        ("phone", long.as_str(), "40"),
        ("time_zone", "Mars/Olympus", "no such time zone"),
    ] {
        let mut fields = NEW.to_vec();
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        let answer = admin.fill("/sites/new", "/sites", &fields).await;
        assert_eq!(answer.status, 422, "{field}");
        assert!(answer.text().contains(words), "{field}: {words}");
        assert!(answer.text().contains("Mount Street 4"), "what was typed stays");
    }
    let evil = [("name", "<script>alert(1)</script>"), ("time_zone", "UTC")];
    let made = admin.fill("/sites/new", "/sites", &evil).await;
    assert_eq!(made.status, 303);
    assert!(!admin.get("/sites").await.text().contains("<script>alert"));
}

#[actix_web::test]
async fn two_admins_at_one_site_see_both_versions() {
    let app = TestApp::new().await;
    let (admin, other) = (app.admin().await, app.admin().await);
    let to = path(&app, "Harbour clinic");
    let (mine, theirs) = (admin.get(&to).await, other.get(&to).await);
    assert_eq!(send(&other, &to, &theirs, &[("phone", "555 1"), ("address", "Quay 7")]).await.status, 303);
    assert_eq!(deeds(&app, "hospital.site-changed"), [serde_json::json!({ "fields": ["address", "phone"] })]);
    let conflict = send(&admin, &to, &mine, &[("name", "Port clinic"), ("phone", "555 2")]).await;
    assert_eq!(conflict.status, 409);
    for text in ["Somebody else saved", "Port clinic", "Harbour clinic", "555 1", "555 2", "Quay 7"] {
        assert!(conflict.text().contains(text), "{text}");
    }
    let picks = [("pick-name", "mine"), ("pick-phone", "theirs"), ("pick-address", "theirs")];
    let mut fields = vec![("name", "Port clinic"), ("phone", "555 2"), ("address", "")];
    fields.extend(picks);
    assert_eq!(send(&admin, &to, &conflict, &fields).await.status, 303);
    let saved = site(&app, "Port clinic");
    assert_eq!((saved.phone.as_str(), saved.address.as_str(), saved.version), ("555 1", "Quay 7", 3));
}

#[actix_web::test]
async fn a_closed_site_is_offered_for_nothing_new_and_keeps_its_people() {
    let app = TestApp::new().await;
    crate::support::paper::nurse_works_at_all_sites(&app);
    let patient = register_patient(&app, "Someone", "Test");
    appointment(&app, &patient, "booked");
    let admin = app.admin().await;
    let first = app.house.db.read_now(hospital::sites).expect("sites")[0].name.clone();
    let to = path(&app, &first);
    let ask = format!("{to}/close");
    let question = admin.get(&ask).await.text();
    assert!(question.contains("Employees") && question.contains("Appointments to come"));
    assert_eq!(question.matches("<dd class=\"tab\">1</dd>").count(), 1, "one appointment is to come");
    assert_eq!(admin.fill(&ask, &ask, &[]).await.location(), to);
    assert!(!site(&app, &first).active);
    let field = format!("name=\"site-{}\"", site(&app, &first).id);
    assert!(!admin.get("/staff/new").await.text().contains(&field), "a new employee is not sent there");
    let nurse = app
        .house
        .db
        .read_now(|conn| {
            Ok(wardbook::gate::access::store::by_email(conn, "nurse@test.example")?.expect("one").id)
        })
        .expect("a nurse");
    let of_nurse = admin.get(&format!("/staff/{nurse}")).await.text();
    assert!(of_nurse.contains(&field) && of_nurse.contains("(closed)"), "who works there still does");
    let reopen = format!("{to}/open");
    assert_eq!(admin.fill(&to, &reopen, &[]).await.status, 303);
    assert!(site(&app, &first).active);
    assert_eq!(
        (deeds(&app, "hospital.site-closed").len(), deeds(&app, "hospital.site-opened").len()),
        (1, 1)
    );
}

#[actix_web::test]
async fn one_site_stays_open() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let ask = format!("{}/close", path(&app, "Main house"));
    assert_eq!(admin.fill(&ask, &ask, &[]).await.status, 303);
    let ask = format!("{}/close", path(&app, "Harbour clinic"));
    let refused = admin.fill(&ask, &ask, &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("last open site"));
    assert!(site(&app, "Harbour clinic").active);
}

#[actix_web::test]
async fn two_admins_who_close_the_last_two_at_once_leave_one_open() {
    let app = TestApp::new().await;
    let both = [site(&app, "Main house").id, site(&app, "Harbour clinic").id];
    let start = Barrier::new(2);
    let closed = std::thread::scope(|scope| {
        let close = |id| {
            let (start, house, operator) = (&start, &app.house, app.operator());
            move || {
                start.wait();
                house.db.write_now(&operator, move |tx| {
                    tx.nothing_to_record("a test");
                    hospital::open_or_close_site(tx, id, false)
                })
            }
        };
        let threads = both.map(|id| scope.spawn(close(id)));
        threads.map(|thread| thread.join().expect("no panic").is_ok())
    });
    assert_eq!(closed.iter().filter(|done| **done).count(), 1, "{closed:?}");
    assert!(app.house.db.read_now(hospital::sites).expect("sites").iter().any(|site| site.active));
}
