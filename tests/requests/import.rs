//! Imports as an admin meets them, and what they leave in the record.

use diesel::prelude::*;

use crate::support::{Answer, Person, TestApp};

const TRANSACTION: &str = include_str!("../fixtures/fhir/transaction.json");
const COLLECTION: &str = include_str!("../fixtures/fhir/collection.json");
const SEARCHSET: &str = include_str!("../fixtures/fhir/searchset.json");

fn count(app: &TestApp, what: &str) -> i64 {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        count: i64,
    }
    let statement = format!("SELECT count(*) AS count FROM {what}");
    let counted: Count =
        app.house.db.read_now(|conn| Ok(diesel::sql_query(statement).get_result(conn)?)).expect("a count");
    counted.count
}

/// Sends the form of `/import` with files; `fields` come after the token, or instead of it.
async fn send(person: &Person<'_>, fields: &[(&str, &str)], files: &[(&str, &str)]) -> Answer {
    let page = person.get("/import").await;
    let inputs = page.inputs();
    let mut body = String::new();
    let mut all: Vec<(&str, &str)> = Vec::new();
    for name in ["csrf", "key"] {
        match fields.iter().find(|(known, _)| *known == name) {
            Some(field) => all.push(*field),
            None => all.push((name, inputs.get(name).map_or("", String::as_str))),
        }
    }
    all.extend(fields.iter().filter(|(name, _)| !["csrf", "key"].contains(name)));
    for (name, value) in all {
        body.push_str(&format!(
            "--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    for (name, content) in files {
        body.push_str(&format!(
            "--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             Content-Type: application/json\r\n\r\n{content}\r\n"
        ));
    }
    body.push_str("--cut--\r\n");
    person.post_parts("/import", body.into_bytes()).await
}

/// The page of an import, once it has ended.
async fn ended(person: &Person<'_>, path: &str) -> String {
    for _ in 0..500 {
        let page = person.get(path).await;
        assert_eq!(page.status, 200, "{}", page.text());
        let text = page.text();
        if !text.contains("hx-trigger=\"every 1s\"") {
            return text;
        }
        // The import runs on a thread of its own.
        actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the import did not end");
}

pub async fn import(person: &Person<'_>, fields: &[(&str, &str)], files: &[(&str, &str)]) -> String {
    let answer = send(person, fields, files).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let path = answer.location().to_owned();
    ended(person, &path).await
}

#[actix_web::test]
async fn an_admin_imports_bundles_and_reads_the_report() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let report =
        import(&admin, &[], &[("b.json", TRANSACTION), ("c.json", COLLECTION), ("s.json", SEARCHSET)]).await;
    assert!(report.contains("3 of 3 files"), "{report}");
    assert!(report.contains("The sender&#39;s bills are not imported"), "{report}");
    for (table, rows) in [
        ("patients", 3),
        ("visits", 1),
        ("problems", 3),
        ("allergies", 1),
        ("vaccines", 1),
        ("prescriptions", 2),
        ("observations", 4),
        ("observation_parts", 2),
        ("procedures", 1),
        ("reports", 1),
        ("plans", 1),
        ("goals", 1),
        ("directory_entries", 2),
        ("accounts WHERE role = 'doctor'", 1),
    ] {
        assert_eq!(count(&app, table), rows, "{table}");
    }
    assert!(admin.get("/import").await.text().contains("3 files by this page"));
    assert!(count(&app, "audit_log WHERE verb = 'record.imported' AND patient_id IS NOT NULL") >= 1);
}

#[actix_web::test]
async fn an_import_can_be_repeated() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    import(&admin, &[], &[("b.json", TRANSACTION)]).await;
    let again = import(&admin, &[], &[("b.json", TRANSACTION)]).await;
    assert!(
        again.contains("<td class=\"num\">0</td><td class=\"num\">0</td><td class=\"num\">16</td>"),
        "{again}"
    );
    assert_eq!(count(&app, "patients"), 1);
    assert_eq!(count(&app, "record_versions"), 0);
}

#[actix_web::test]
async fn a_dry_run_keeps_nothing() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let report = import(&admin, &[("dry_run", "on")], &[("b.json", TRANSACTION)]).await;
    assert!(report.contains("Dry run."), "{report}");
    assert!(report.contains("<th scope=\"row\">Observation</th><td class=\"num\">3</td>"), "{report}");
    assert_eq!(count(&app, "patients") + count(&app, "observations") + count(&app, "import_sources"), 0);
}

#[actix_web::test]
async fn a_dry_run_with_somebody_who_is_probably_here_already_names_them() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    import(&admin, &[], &[("b.json", TRANSACTION)]).await;
    let elsewhere = TRANSACTION.replace("0a000000-", "0b000000-");
    let again = elsewhere.replace("0b000000-", "0c000000-");
    let report = import(&admin, &[("dry_run", "on")], &[("c.json", &elsewhere), ("d.json", &again)]).await;
    assert!(!report.contains("stopped by an error"), "{report}");
    assert!(report.contains("0b000000-0000-4000-8000-000000000001 at the sender"), "{report}");
    assert!(report.contains("<a href=\"/patients/"), "{report}");
    assert_eq!(count(&app, "patients"), 1);
}

#[actix_web::test]
async fn a_broken_file_is_refused_with_its_place_and_leaves_nothing() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let broken = TRANSACTION.replace("2020-01-05T09:10:00+01:00", "2020-02-30T09:10:00+01:00");
    let report = import(&admin, &[], &[("broken.json", &broken), ("good.json", COLLECTION)]).await;
    assert!(report.contains("broken.json"), "{report}");
    assert!(report.contains("<bdi dir=\"ltr\">entry[11].resource.performedPeriod.start</bdi>"), "{report}");
    assert!(report.contains("There is no date “2020-02-30T09:10:00+01:00”"), "{report}");
    assert_eq!(count(&app, "patients"), 1, "the good file's");
    assert_eq!(count(&app, "procedures") + count(&app, "problems"), 0);
}

#[actix_web::test]
async fn nonsense_is_refused_in_words() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let deep = "[".repeat(100_000);
    let report = import(
        &admin,
        &[],
        &[("empty.json", ""), ("text.json", "hello"), ("deep.json", &deep), ("none.json", "{}")],
    )
    .await;
    assert_eq!(report.matches("<th scope=\"row\"><bdi>").count(), 4, "{report}");
    assert_eq!(count(&app, "import_runs WHERE status = 'finished'"), 1);
    let nothing = send(&admin, &[], &[]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.text().contains("Choose at least one file."));
    let named = import(&admin, &[("source", "<script>")], &[("<script>.json", "{}")]).await;
    assert!(!named.contains("<script>.json"), "names are shown, not run");
}

#[actix_web::test]
async fn the_same_form_sent_twice_imports_once() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let key = admin.get("/import").await.inputs()["key"].clone();
    let first = send(&admin, &[("key", &key)], &[("b.json", TRANSACTION)]).await;
    let second = send(&admin, &[("key", &key)], &[("b.json", TRANSACTION)]).await;
    assert_eq!(first.location(), second.location());
    let path = first.location().to_owned();
    ended(&admin, &path).await;
    assert_eq!(count(&app, "import_runs"), 1);
    let other = send(&admin, &[("key", &key)], &[("b.json", COLLECTION)]).await;
    assert_eq!(other.status, 409);
}

#[actix_web::test]
async fn only_an_admin_imports() {
    let app = TestApp::new().await;
    for person in [app.receptionist().await, app.doctor().await, app.nurse().await] {
        assert_eq!(person.get("/import").await.status, 403);
        assert_eq!(send(&person, &[], &[("b.json", TRANSACTION)]).await.status, 403);
    }
    assert_eq!(app.visitor().get("/import").await.location(), "/sign-in?next=%2Fimport");
    assert_eq!(count(&app, "patients") + count(&app, "import_runs"), 0);
}

#[actix_web::test]
async fn a_form_of_somebody_else_is_refused_before_its_files_are_kept() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let answer = send(&admin, &[("csrf", "made up")], &[("b.json", TRANSACTION)]).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(!app.house.folder().join("imports").exists());
    assert_eq!(count(&app, "import_runs"), 0);
}

#[actix_web::test]
async fn an_import_whose_server_went_away_does_not_run_for_ever() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    import(&admin, &[], &[("c.json", COLLECTION)]).await;
    app.house
        .db
        .write_now(&app.operator(), |tx| {
            tx.nothing_to_record("a test");
            diesel::sql_query("UPDATE import_runs SET status = 'running'").execute(tx.conn())?;
            Ok(())
        })
        .expect("an update");
    assert!(admin.get("/import").await.text().contains("Running"));
    app.clock.advance(jiff::SignedDuration::from_mins(11));
    let page = admin.get("/import").await.text();
    assert!(page.contains("Stopped by an error") && !page.contains("Running"), "{page}");
}

#[actix_web::test]
async fn an_import_that_never_was_is_not_found() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for path in ["/import/0", "/import/018f2b7e-1111-7000-8000-000000000000", "/import/x/progress"] {
        assert_eq!(admin.get(path).await.status, 404, "{path}");
    }
}
