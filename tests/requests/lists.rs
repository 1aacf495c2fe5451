//! Lists of patients from elsewhere: sent, tried, imported, forgotten.

use wardbook::people::patients;

use super::patients::{add, details};
use crate::support::{Person, TestApp};

/// Imports a list of these four columns.
const FOUR: [(&str, &str); 5] = [
    ("column-0", "family"),
    ("column-1", "given"),
    ("column-2", "born"),
    ("column-3", "sex"),
    ("do", "import"),
];

#[actix_web::test]
async fn a_list_is_tried_then_imported_and_can_be_sent_again() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let csv =
        "Last name;First name;DOB;Sex;Remarks\nMarković;Ana;14.3.1984;F;<script>\nNobody;;30.2.1984;F;\n";
    assert_eq!(app.receptionist().await.get("/patients/import").await.status, 403);
    let broken = admin.upload("/patients/import", "/patients/import", "a.csv", &[0xff, 0xfe, 0x00]).await;
    assert_eq!(broken.status, 422);
    let sent =
        admin.upload("/patients/import", "/patients/import", "old <b>list</b>.csv", csv.as_bytes()).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let path = sent.location().to_owned();
    let page = admin.get(&path).await.text();
    assert!(
        page.contains("<option value=\"family\" selected>")
            && page.contains("<option value=\"born\" selected>")
    );
    assert!(!page.contains("<script>\n") && !page.contains("<b>list"));
    let columns = [
        ("column-0", "family"),
        ("column-1", "given"),
        ("column-2", "born"),
        ("column-3", "sex"),
        ("column-4", "note"),
    ];
    let mut fields = columns.to_vec();
    fields[2].1 = "skip";
    assert_eq!(admin.fill(&path, &path, &fields).await.status, 422, "a birth date is needed");
    fields[2].1 = "family";
    assert_eq!(admin.fill(&path, &path, &fields).await.status, 422, "no field twice");
    let mut fields = columns.to_vec();
    fields.push(("do", "try"));
    let tried = admin.fill(&path, &path, &fields).await;
    assert_eq!(tried.status, 303, "{}", tried.text());
    let page = settled(&admin, &path).await;
    assert!(page.contains("This was a trial.") && page.contains("There is no such day"), "{page}");
    assert!(!admin.get("/patients?q=mark").await.text().contains("Marković, "));
    fields.pop();
    fields.push(("do", "import"));
    assert_eq!(admin.fill(&path, &path, &fields).await.status, 303);
    let page = settled(&admin, &path).await;
    assert!(page.contains("Done") && !page.contains("<script>\n"), "{page}");
    assert!(admin.get("/patients?q=ana+mark").await.text().contains("ović, <mark>Ana</mark>"));
    let again = admin.upload("/patients/import", "/patients/import", "again.csv", csv.as_bytes()).await;
    let path = again.location().to_owned();
    assert_eq!(admin.fill(&path, &path, &fields).await.status, 303);
    assert!(settled(&admin, &path).await.contains("Probably here already: "));
}

#[actix_web::test]
async fn a_list_that_lost_its_server_says_so_and_can_be_read_again() {
    use diesel::prelude::*;
    use wardbook::kit::db::types::Utc;
    use wardbook::schema::patient_imports;
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let csv = "family;given;born;sex\nMarković;Ana;14.3.1984;F\nOkafor;Ike;2.2.1990;M\n";
    let sent = admin.upload("/patients/import", "/patients/import", "list.csv", csv.as_bytes()).await;
    let path = sent.location().to_owned();
    add(&app, details("Marković", "Ana", "14.3.1984", ""));
    let lose = || {
        app.house
            .db
            .write_now(&app.operator(), |tx| {
                let now = tx.now();
                diesel::update(patient_imports::table)
                    .set((
                        patient_imports::state.eq("running"),
                        patient_imports::dry_run.eq(false),
                        patient_imports::seen.eq(1),
                        patient_imports::taken.eq(1),
                        patient_imports::advanced_at.eq(Some(Utc(now))),
                    ))
                    .execute(tx.conn())?;
                tx.record(wardbook::kit::db::Deed::new("test.lost"));
                Ok(())
            })
            .expect("a lost run");
    };
    let stop_lost = |alone: bool| {
        let stop = move |tx: &mut wardbook::kit::db::Tx<'_>| {
            tx.nothing_to_record("a test");
            patients::stop_lost_runs(tx, alone)
        };
        app.house.db.write_now(&app.operator(), stop).expect("runs")
    };
    lose();
    assert!(admin.get(&path).await.text().contains("hx-trigger=\"every 1s\""), "another server may read it");
    assert_eq!(stop_lost(false), 0, "so it is left alone");
    assert_eq!(stop_lost(true), 1, "unless there is no other");
    let page = admin.get(&path).await.text();
    assert!(page.contains("One line was taken") && page.contains("Import it again"), "{page}");

    lose();
    app.clock.advance(jiff::SignedDuration::from_mins(3));
    for page in [admin.get(&path).await.text(), admin.get("/patients/import").await.text()] {
        assert!(page.contains("Stopped") && !page.contains("every 1s"), "{page}");
    }
    assert_eq!(admin.fill(&path, &path, &FOUR).await.status, 303);
    let page = settled(&admin, &path).await;
    assert!(page.contains("Done") && page.contains("Probably here already"), "{page}");
}

/// What a list says it has taken is what it has taken, wherever it ended.
#[actix_web::test]
async fn a_list_that_breaks_off_has_taken_what_it_says() {
    use std::sync::{Arc, Mutex};
    use wardbook::kit::error::Error;
    use wardbook::people::patients::{Noting, Source};
    let app = TestApp::new().await;
    let mut csv = String::from("family;given;born;sex\n");
    for line in 0..250 {
        csv.push_str(&format!("Person {line:03};No{line:03};1.1.{};F\n", 1900 + line % 100));
    }
    let (mut source, _) = Source::look(csv.as_bytes(), "list.csv").expect("a list");
    (source.dry_run, source.with_duplicates) = (false, true);
    let noted = Arc::new(Mutex::new(Vec::new()));
    let noting: Noting = {
        let noted = noted.clone();
        Arc::new(move |_, so_far| {
            if so_far.seen > 200 {
                return Err(Error::Conflict("the disk is full".into()));
            }
            noted.lock().expect("notes").push(so_far.taken);
            Ok(())
        })
    };
    let today = jiff::civil::date(2026, 11, 20);
    let db = &app.house.db;
    let operator = app.operator();
    let broken = patients::import_lines(db, &operator, &source, csv.as_bytes(), today, &noting, |_| ());
    assert!(broken.is_err());
    assert_eq!(*noted.lock().expect("notes"), [100, 200]);
    let count = db
        .read_now(|conn| {
            use diesel::prelude::*;
            Ok(wardbook::schema::patients::table.count().get_result::<i64>(conn)?)
        })
        .expect("a count");
    assert_eq!(count, 200);
}

/// The page of an import when it is no longer running.
async fn settled(person: &Person<'_>, path: &str) -> String {
    for _ in 0..400 {
        let page = person.get(path).await.text();
        if !page.contains("hx-trigger=\"every 1s\"") {
            return page;
        }
        tokio::task::yield_now().await;
        std::thread::yield_now();
    }
    panic!("the import does not end");
}

/// PostgreSQL takes no NUL in what is kept of a list beside its file.
#[actix_web::test]
async fn headings_are_tidied_like_cells() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let csv = "Fam\0ily name;\u{202e}Given\t name ;DOB;Sex\nMarković;Ana;14.3.1984;F\n";
    let sent = admin.upload("/patients/import", "/patients/import", "a.csv", csv.as_bytes()).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let path = sent.location().to_owned();
    let page = admin.get(&path).await.text();
    assert!(page.contains("<bdi>Family name</bdi>") && page.contains("<bdi>Given name</bdi>"), "{page}");
    assert_eq!(admin.fill(&path, &path, &FOUR).await.status, 303);
    assert!(settled(&admin, &path).await.contains("Done"));
}

#[actix_web::test]
async fn lists_that_nobody_goes_on_with_are_forgotten_after_a_week() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let csv = "family;given;born;sex\nMarković;Ana;14.3.1984;F\n";
    let send = async |name: &str| {
        let sent = admin.upload("/patients/import", "/patients/import", name, csv.as_bytes()).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        sent.location().to_owned()
    };
    let (waiting, done) = (send("waiting.csv").await, send("done.csv").await);
    assert_eq!(admin.fill(&done, &done, &FOUR).await.status, 303);
    assert!(settled(&admin, &done).await.contains("Done"));
    app.clock.advance(jiff::SignedDuration::from_hours(6 * 24));
    wardbook::app::tidy(&app.house).await.expect("tidied");
    let admin = app.admin().await;
    assert_eq!(admin.get(&waiting).await.status, 200, "not yet");
    app.clock.advance(jiff::SignedDuration::from_hours(25));
    wardbook::app::tidy(&app.house).await.expect("tidied");
    let admin = app.admin().await;
    assert_eq!(admin.get(&waiting).await.status, 404);
    assert_eq!(admin.get(&done).await.status, 200, "what was taken stays told");
}
