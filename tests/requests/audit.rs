//! The audit trail: on file before the answer, append-only, and provably whole.

use diesel::connection::SimpleConnection as _;
use wardbook::gate::audit::{self, Filter, Sealer};
use wardbook::kit::db::Deed;
use wardbook::kit::error::Error;

use crate::support::TestApp;

fn verify(app: &TestApp) -> audit::Findings {
    let house = &app.house;
    Sealer::new(house.db.clone(), &house.root, house.folder()).run_now().expect("sealed");
    let now = house.clock.now();
    house.db.read_now(|conn| audit::verify(conn, &house.root, house.folder(), now)).expect("verified")
}

fn run(app: &TestApp, sql: &'static str) -> Result<(), Error> {
    app.house.db.write_now(&app.operator(), move |tx| {
        tx.nothing_to_record("a test meddles with the database");
        Ok(tx.conn().batch_execute(sql)?)
    })
}

/// What somebody does who owns the database itself.
fn without_triggers(app: &TestApp) {
    let sql = if app.house.db.location().is_sqlite() {
        "DROP TRIGGER audit_log_stays_whole; DROP TRIGGER audit_log_stays; DROP TRIGGER audit_chain_stays"
    } else {
        "DROP TRIGGER audit_log_stays ON audit_log; DROP TRIGGER audit_chain_stays ON audit_chain"
    };
    run(app, sql).expect("triggers dropped");
}

#[actix_web::test]
async fn sign_ins_and_failures_are_on_file() {
    let app = TestApp::new().await;
    let _person = app.patient().await;
    app.visitor().sign_in("doctor@test.example", "wrong").await;
    let entries = app.house.db.read_now(|conn| audit::list(conn, &Filter::default(), 50)).expect("entries");
    let opened = entries.iter().find(|entry| entry.verb == "session.opened").expect("a sign-in");
    assert_eq!((opened.actor.as_str(), opened.name.as_deref()), ("patient", Some("Test patient")));
    let refused = entries.iter().find(|entry| entry.verb == "session.refused").expect("a failure");
    assert!(!refused.done && refused.subject_kind.as_deref() == Some("account"));
}

#[actix_web::test]
async fn nothing_on_file_can_be_changed_or_deleted() {
    let app = TestApp::new().await;
    verify(&app);
    for sql in [
        "UPDATE audit_log SET verb = 'x'",
        "DELETE FROM audit_log",
        "UPDATE audit_chain SET seq = 9",
        "DELETE FROM audit_chain",
    ] {
        let error = run(&app, sql).expect_err(sql);
        assert!(error.breaks("audit_is_append_only"), "{sql}: {error}");
    }
    assert_eq!(verify(&app).wrong, Vec::<String>::new());
}

#[actix_web::test]
async fn tampering_is_found_and_named() {
    for (sql, found) in [
        ("UPDATE audit_log SET actor = 'nobody' WHERE verb = 'hospital.founded'", "is not what was written"),
        ("DELETE FROM audit_chain WHERE seq = (SELECT max(seq) FROM audit_chain)", "was anchored"),
        (
            "UPDATE audit_chain SET seq = seq + 100 WHERE seq = (SELECT max(seq) FROM audit_chain)",
            "Numbers are missing",
        ),
    ] {
        let app = TestApp::new().await;
        app.nurse().await;
        assert!(verify(&app).whole >= 4);
        without_triggers(&app);
        if sql.contains("SET seq") && app.house.db.location().is_sqlite() {
            run(&app, "DROP TRIGGER audit_chain_stays_whole").expect("trigger dropped");
        }
        run(&app, sql).expect(sql);
        let house = &app.house;
        let now = house.clock.now();
        let findings = house
            .db
            .read_now(|conn| audit::verify(conn, &house.root, house.folder(), now))
            .expect("verified");
        assert!(findings.wrong.iter().any(|wrong| wrong.contains(found)), "{sql}: {:?}", findings.wrong);
    }
}

#[actix_web::test]
async fn a_row_that_waits_too_long_for_its_number_is_a_finding() {
    let app = TestApp::new().await;
    verify(&app);
    app.nurse().await;
    app.clock.advance(jiff::SignedDuration::from_secs(11));
    let house = &app.house;
    let now = house.clock.now();
    let findings =
        house.db.read_now(|conn| audit::verify(conn, &house.root, house.folder(), now)).expect("verified");
    assert!(
        findings.wrong.iter().any(|wrong| wrong.contains("waited for its number")),
        "{:?}",
        findings.wrong
    );
    assert_eq!(verify(&app).wrong, Vec::<String>::new());
}

#[actix_web::test]
async fn a_write_that_records_nothing_does_not_commit_and_a_failed_one_leaves_no_row() {
    let app = TestApp::new().await;
    let silent = app.house.db.write_now(&app.operator(), |tx| {
        Ok(tx.conn().batch_execute("UPDATE sites SET name = 'Renamed' WHERE name = 'Main house'")?)
    });
    assert!(matches!(silent, Err(Error::Bug(_))));
    let failed: Result<(), Error> = app.house.db.write_now(&app.operator(), |tx| {
        tx.record(Deed::new("site.renamed"));
        tx.conn().batch_execute("UPDATE sites SET name = 'Renamed' WHERE name = 'Main house'")?;
        Err(Error::NotFound)
    });
    assert!(matches!(failed, Err(Error::NotFound)));
    let (names, entries) = app
        .house
        .db
        .read_now(|conn| {
            Ok((wardbook::gate::hospital::sites(conn)?, audit::list(conn, &Filter::default(), 50)?))
        })
        .expect("read");
    assert!(names.iter().any(|site| site.name == "Main house"));
    assert!(entries.iter().all(|entry| entry.verb != "site.renamed"));
}

#[actix_web::test]
async fn a_reader_cannot_write() {
    let app = TestApp::new().await;
    let result = app.house.db.read_now(|conn| Ok(conn.batch_execute("UPDATE sites SET name = 'x'")?));
    assert!(result.is_err());
}

#[actix_web::test]
async fn the_start_page_asks_the_database_once() {
    let app = TestApp::new().await;
    let person = app.admin().await;
    let (answer, statements) = app.statements(person.get("/sign-in/new-password")).await;
    // Who is behind the cookie: one statement, with the rights and the hospital's name.
    assert_eq!((answer.status, statements), (303, 1));
}
