//! The board: who is addressed, who finds it, who has read it.

use wardbook::gate::access::model::Role;
use wardbook::gate::audit::{self, Filter};
use wardbook::talk::notices::{self, Audience, Sheet};

use crate::support::diary::account;
use crate::support::paper::nurse_works_at_all_sites;
use crate::support::{Answer, Person, TestApp};

const DRILL: [(&str, &str); 3] = [
    ("title", "Fire drill"),
    (
        "body",
        "On **Tuesday** at two.\n\n- Main house: car park\n- See https://plan.example/drill.\n<script>alert(1)</script>",
    ),
    ("from", "2026-11-20"),
];

async fn publish(person: &Person<'_>, fields: &[(&str, &str)]) -> Answer {
    person.fill("/notices/new", "/notices", fields).await
}

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all: Vec<(&str, &str)> = DRILL.to_vec();
    all.retain(|(name, _)| !more.iter().any(|(known, _)| known == name));
    all.extend(more);
    all
}

#[actix_web::test]
async fn admins_and_reception_write_and_everybody_who_works_here_reads() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let made = publish(&desk, &DRILL).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let path = made.location().to_owned();
    for person in [app.admin().await, app.doctor().await, app.nurse().await] {
        for page in ["/notices", path.as_str(), "/"] {
            let page = person.get(page).await;
            assert_eq!(page.status, 200);
            assert!(page.text().contains("Fire drill"), "{}", page.text());
        }
        let page = person.get(&path).await.text();
        assert!(page.contains("<strong>Tuesday</strong>") && page.contains("<li>Main house: car park</li>"));
        assert!(page.contains("href=\"https://plan.example/drill\" rel=\"noopener noreferrer nofollow\""));
        assert!(!page.contains("<script>alert") && page.contains("alert(1)"), "words stay words");
        assert!(person.get("/notifications").await.text().contains("Notice: Fire drill"));
    }
    assert!(!desk.get("/notifications").await.text().contains("Fire drill"), "who wrote it knows");
    for person in [app.doctor().await, app.nurse().await, app.patient().await] {
        assert_eq!(person.get("/notices/new").await.status, 403);
        let csrf = person.csrf().await;
        for action in ["/notices".to_owned(), format!("{path}/edit"), format!("{path}/withdrawal")] {
            assert_eq!(person.post(&action, &[("csrf", &csrf)]).await.status, 403, "{action}");
        }
    }
    let patient = app.patient().await;
    assert_eq!(patient.get(&path).await.status, 404);
    assert!(!patient.get("/notices").await.text().contains("Fire drill"));
}

#[actix_web::test]
async fn whoever_is_not_addressed_does_not_find_it() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let nurses = publish(&admin, &with(&[("title", "Night rota"), ("role-nurse", "on")])).await;
    let path = nurses.location().to_owned();
    let (nurse, doctor) = (app.nurse().await, app.doctor().await);
    assert_eq!(nurse.get(&path).await.status, 200);
    assert_eq!(doctor.get(&path).await.status, 404);
    assert_eq!(
        doctor.get("/notices/019a0000-0000-7000-8000-000000000000").await.status,
        404,
        "as one that never was"
    );
    let csrf = doctor.csrf().await;
    let sent = doctor.post(&format!("{path}/receipt"), &[("csrf", &csrf)]).await;
    assert_eq!(sent.status, 404);
    assert!(!doctor.get("/").await.text().contains("Night rota"));
    assert!(!doctor.get("/notifications").await.text().contains("Night rota"));
    // At a site where the nurse does not work yet.
    let form = admin.get("/notices/new").await.text();
    let (_, site) = form.split_once("name=\"site-").expect("a site to choose");
    let site = format!("site-{}", &site[..36]);
    let here = publish(&admin, &with(&[("title", "Lift is out of order"), (&site, "on")])).await;
    let path = here.location().to_owned();
    assert_eq!(nurse.get(&path).await.status, 404);
    nurse_works_at_all_sites(&app);
    assert_eq!(nurse.get(&path).await.status, 200);
}

#[actix_web::test]
async fn it_stands_from_its_first_day_to_its_last() {
    let app = TestApp::new().await;
    let (admin, nurse) = (app.admin().await, app.nurse().await);
    let days = [("title", "Closed on Sunday"), ("from", "2026-11-22"), ("until", "2026-11-22")];
    let path = publish(&admin, &with(&days)).await.location().to_owned();
    assert_eq!(nurse.get(&path).await.status, 404, "not yet");
    assert!(!nurse.get("/notifications").await.text().contains("Closed on Sunday"));
    assert!(admin.get("/notices").await.text().contains("Closed on Sunday"), "who writes sees it");
    for (hours, status) in [(48, 200), (24, 404)] {
        app.clock.advance(jiff::SignedDuration::from_hours(hours));
        let nurse = app.nurse().await;
        assert_eq!(nurse.get(&path).await.status, status);
        assert_eq!(nurse.get("/").await.text().contains("Closed on Sunday"), status == 200);
    }
}

#[actix_web::test]
async fn who_has_read_it_says_so_and_reads_again_what_was_changed() {
    let app = TestApp::new().await;
    let (admin, nurse) = (app.admin().await, app.nurse().await);
    let path = publish(&admin, &with(&[("role-nurse", "on")])).await.location().to_owned();
    assert!(admin.get(&path).await.text().contains("Read by 0 of 1"));
    let receipt = format!("{path}/receipt");
    assert_eq!(rung(&nurse).await, 1);
    let said = nurse.fill(&path, &receipt, &[("version", "1")]).await;
    assert_eq!((said.status, said.location()), (303, "/notices"));
    assert!(admin.get(&path).await.text().contains("Read by 1 of 1"));
    assert!(!nurse.get("/").await.text().contains("Fire drill"), "read, and not pinned");
    assert!(nurse.get("/notices").await.text().contains("You read this"));
    assert_eq!(rung(&nurse).await, 0, "and the bell has nothing more to tell");
    let edit = format!("{path}/edit");
    let stale = admin.get(&edit).await.inputs();
    let changed =
        admin.fill(&edit, &edit, &with(&[("role-nurse", "on"), ("version", "1"), ("pinned", "on")])).await;
    assert_eq!(changed.status, 303, "{}", changed.text());
    assert!(admin.get(&path).await.text().contains("Read by 0 of 1"), "to be read again");
    assert!(nurse.get("/").await.text().contains("Fire drill"));
    let mut late = with(&[("title", "Another drill"), ("version", "1")]);
    late.extend([("csrf", stale["csrf"].as_str()), ("key", stale["key"].as_str())]);
    let late = admin.post(&edit, &late).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("Another drill"), "what was typed stays");
    let down = admin.fill(&path, &format!("{path}/withdrawal"), &[]).await;
    assert_eq!(down.status, 303);
    assert_eq!(nurse.get(&path).await.status, 404);
    assert!(!nurse.get("/notifications").await.text().contains("Fire drill"), "no news any more");
    assert_eq!(admin.get(&path).await.status, 200, "it is there for who wrote it");
    assert_eq!(admin.get(&edit).await.status, 404);
    for verb in ["notice.published", "notice.read", "notice.changed", "notice.withdrawn"] {
        let filter = Filter { verb: Some(verb.into()), ..Filter::default() };
        let found = app.house.db.read_now(|conn| audit::list(conn, &filter, 5)).expect("entries");
        assert_eq!(found.len(), 1, "{verb}");
    }
}

#[actix_web::test]
async fn what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for (field, value) in [
        ("title", ""),
        ("title", "\u{200b}"),
        ("body", " "),
        ("from", "someday"),
        ("until", "2026-11-19"),
        ("until", "soon"),
    ] {
        let refused = publish(&admin, &with(&[(field, value)])).await;
        assert_eq!(refused.status, 422, "{field} {value:?}");
        assert!(refused.text().contains("aria-invalid"), "{field} {value:?}");
    }
}

fn ring(app: &TestApp) -> usize {
    let actor = wardbook::gate::actor::Actor::system("notices", &app.house.root);
    wardbook::talk::notices::ring(&app.house.db, &actor).expect("it is looked")
}

/// Titles of what the bell told somebody about notices.
async fn rung(person: &Person<'_>) -> usize {
    person.get("/notifications?show=notices").await.text().matches("<b>Notice: ").count()
}

#[actix_web::test]
async fn one_that_begins_later_rings_once_on_its_day_for_whom_it_addresses_then() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let days = [("title", "Closed on Sunday"), ("from", "2026-11-22"), ("role-nurse", "on")];
    let path = publish(&admin, &with(&days)).await.location().to_owned();
    let short = [("title", "Saturday only"), ("from", "2026-11-21"), ("until", "2026-11-21")];
    publish(&admin, &with(&short)).await;
    assert_eq!(ring(&app), 0, "not yet");
    // Changed before it begins: it rings once all the same, and for whom it addresses now.
    let edit = format!("{path}/edit");
    let wider =
        [("title", "Closed on Sunday"), ("from", "2026-11-22"), ("role-doctor", "on"), ("version", "1")];
    assert_eq!(admin.fill(&edit, &edit, &with(&wider)).await.status, 303);
    // Nobody was there to ring on Saturday, nor on Sunday morning.
    app.clock.advance(jiff::SignedDuration::from_hours(60));
    assert_eq!((ring(&app), ring(&app)), (1, 0), "once, and nothing that is over");
    assert_eq!((rung(&app.doctor().await).await, rung(&app.nurse().await).await), (1, 0));
    assert_eq!(rung(&app.admin().await).await, 0, "nobody is told of what they wrote");
    // What is changed on its day rings again, once, by the change itself.
    let again = [("title", "Closed today"), ("from", "2026-11-22"), ("role-doctor", "on"), ("version", "2")];
    assert_eq!(app.admin().await.fill(&edit, &edit, &with(&again)).await.status, 303);
    assert_eq!(ring(&app), 0);
    assert_eq!(rung(&app.doctor().await).await, 1, "the news before was taken back");
    // One that is taken down before it begins never rings.
    let late = [("title", "Late"), ("from", "2026-11-25")];
    let path = publish(&app.admin().await, &with(&late)).await.location().to_owned();
    assert_eq!(app.admin().await.fill(&path, &format!("{path}/withdrawal"), &[]).await.status, 303);
    app.clock.advance(jiff::SignedDuration::from_hours(96));
    assert_eq!(ring(&app), 0);
}

#[actix_web::test]
async fn several_servers_ring_once() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for number in 0..6 {
        let title = format!("Notice {number}");
        publish(&admin, &with(&[("title", &title), ("from", "2026-11-21")])).await;
    }
    app.clock.advance(jiff::SignedDuration::from_hours(24));
    let actor = wardbook::gate::actor::Actor::system("notices", &app.house.root);
    let rung: usize = std::thread::scope(|scope| {
        let one = || wardbook::talk::notices::ring(&app.house.db, &actor);
        let all: Vec<_> = (0..4).map(|_| scope.spawn(one)).collect();
        all.into_iter().map(|one| one.join().expect("it ends").expect("it is looked")).sum()
    });
    assert_eq!(rung, 6);
    assert_eq!(self::rung(&app.nurse().await).await, 6);
}

#[actix_web::test]
async fn nobody_has_read_what_was_changed_while_they_read() {
    let app = TestApp::new().await;
    let (admin, nurse) = (app.admin().await, app.nurse().await);
    let path = publish(&admin, &with(&[("role-nurse", "on")])).await.location().to_owned();
    let receipt = format!("{path}/receipt");
    let before = nurse.get("/notices").await.inputs();
    assert_eq!(before["version"], "1");
    let edit = format!("{path}/edit");
    let changed = with(&[("role-nurse", "on"), ("version", "1"), ("body", "At three, behind the house.")]);
    assert_eq!(admin.fill(&edit, &edit, &changed).await.status, 303);
    let late = nurse.fill(&path, &receipt, &[("version", "1")]).await;
    assert_eq!(late.status, 409);
    let text = late.text();
    assert!(text.contains("changed after you opened it") && text.contains("At three, behind"), "{text}");
    assert!(admin.get(&path).await.text().contains("Read by 0 of 1"));
    assert_eq!(late.inputs()["version"], "2");
    let again = [("version", "2"), ("csrf", &late.inputs()["csrf"]), ("key", &late.inputs()["key"])];
    assert_eq!(nurse.post(&receipt, &again).await.status, 303);
    assert!(admin.get(&path).await.text().contains("Read by 1 of 1"));
    for odd in ["", "x", "3", "-1"] {
        let status = nurse.fill(&path, &receipt, &[("version", odd)]).await.status;
        assert!([409, 422].contains(&status), "{odd}: {status}");
    }
    // From the board, where each has a form of its own.
    publish(&admin, &with(&[("title", "Lift"), ("role-nurse", "on")])).await;
    let board = nurse.get("/notices").await;
    let action = board
        .text()
        .split("action=\"")
        .find(|part| part.contains("/receipt\""))
        .expect("a form")
        .split('"')
        .next()
        .expect("an address")
        .to_owned();
    let inputs = board.inputs();
    let fields =
        [("csrf", inputs["csrf"].as_str()), ("key", &inputs["key"]), ("version", &inputs["version"])];
    assert_eq!(nurse.post(&action, &fields).await.status, 303);
}

#[actix_web::test]
async fn an_old_notice_that_stays_is_found_however_many_there_are_for_others() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let old = [("title", "Hand hygiene"), ("role-nurse", "on"), ("from", "2026-11-01")];
    let path = publish(&admin, &with(&old)).await.location().to_owned();
    let by = account(&app, "admin@test.example");
    let many = app.house.db.write_now(&app.operator(), move |tx| {
        let sheet = Sheet {
            title: "For doctors".into(),
            body: "Words".into(),
            pinned: true,
            from: jiff::civil::date(2026, 11, 20),
            until: None,
            audience: Audience { roles: vec![Role::Doctor], sites: Vec::new() },
        };
        for _ in 0..301 {
            notices::publish(tx, &sheet, (by, "Test admin"), jiff::civil::date(2026, 11, 19))?;
        }
        Ok(())
    });
    many.expect("published");
    let nurse = app.nurse().await;
    assert_eq!(nurse.get(&path).await.status, 200);
    for page in ["/notices", "/"] {
        let text = nurse.get(page).await.text();
        assert!(text.contains("Hand hygiene") && !text.contains("For doctors"), "{page}");
    }
}
