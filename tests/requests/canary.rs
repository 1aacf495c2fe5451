//! No personal data in logs and error pages: a canary in every column that is not plain, then a search for them.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Arc, Mutex};

use diesel::prelude::*;
use serde_json::Value;
use tracing_subscriber::fmt::MakeWriter;
use wardbook::gate::access::links::{self, Purpose};
use wardbook::gate::access::model::Role;
use wardbook::gate::access::phones;
use wardbook::gate::audit::Sealer;
use wardbook::kit::db::Deed;
use wardbook::kit::db::catalog::{self, Kind, Table};
use wardbook::kit::db::types::{AnyId, Day, Utc};
use wardbook::people::patients::PatientId;
use wardbook::schema::waiting_entries;

use crate::account;
use crate::import::import;
use crate::outbox;
use crate::patients::{add, details};
use crate::photos::picture;
use crate::support::{Person, TestApp};

/// The canary in every text: no word of any language, and in lower case as the search keys are.
const CANARY: &str = "zqxcanary";

const COLUMNS: &str = include_str!("../../src/columns.txt");
const TRANSACTION: &str = include_str!("../fixtures/fhir/transaction.json");

/// Texts that hold one of a few words, a number or a time, and would not be read with a canary in them.
const CLOSED: &[&str] = &[
    "patients.birth_precision",
    "patients.sex",
    "patients.language",
    "appointments.kind",
    "observations.value_written",
    "observations.range_low",
    "observations.range_high",
    "observation_parts.value_written",
    "patient_removal_requests.decision",
];

/// Written by the house alone, so that nothing can be planted in them: searched for as they stand.
const WHOLE: &[&str] = &[
    "audit_log.subject_id",
    "audit_log.detail",
    "audit_log.address",
    "audit_log.called",
    "submissions.answer",
    "patient_merges.moved",
    "patient_imports.report",
];

/// Documents, and a key of theirs whose text gets the canary; the others come to hold it by what is done below.
const INSIDE: &[(&str, &str)] = &[
    ("intake_requests.before", "what"),
    ("intake_requests.after", "what"),
    ("record_versions.content", "code_text"),
    ("letters.content", "text"),
    ("deliveries.content", "text"),
    ("basket_letters.content", "text"),
    ("basket_prescriptions.fields", "reason"),
    ("issued_prescriptions.found", "note"),
];

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Does what makes rows in the tables that the demonstration leaves empty, with canaries in what is typed.
/// Answers what stands in an address for whoever knows it.
async fn fill(
    app: &TestApp,
    desk: &Person<'_>,
    admin: &Person<'_>,
    nurse: &Person<'_>,
    doctor: &Person<'_>,
) -> String {
    app.visitor().sign_in(&format!("{CANARY}@test.example"), CANARY).await;
    account::enrol(app, nurse).await;
    let mut twin = details(CANARY, "Ana", "14.3.1984", "064 555 0182");
    twin.note = Some(CANARY.into());
    let [stays, goes] = [twin.clone(), twin].map(|details| add(app, details));

    let new = desk.get("/patients/new").await;
    let draft = new
        .text()
        .rsplit("name=\"draft\" value=\"")
        .next()
        .and_then(|rest| rest.split('"').next().map(str::to_owned));
    let draft = draft.expect("a place for the draft");
    let kept = desk.fill("/patients/new", "/drafts", &[("draft", &draft), ("family", CANARY)]).await;
    assert_eq!(kept.status, 200, "{}", kept.text());

    let notice = [("title", CANARY), ("body", CANARY), ("from", "2026-11-20")];
    let posted = desk.fill("/notices/new", "/notices", &notice).await;
    assert_eq!(posted.status, 303, "{}", posted.text());

    let colleague = app.house.offered.iter().find(|one| one.role == Role::Nurse).expect("a nurse").account;
    let (csrf, to) = (desk.csrf().await, colleague.to_string());
    let talk = desk.post("/messages", &[("csrf", &csrf), ("to", &to)]).await.location().to_owned();
    let sent = desk.upload(&talk, &talk, &format!("{CANARY}.png"), &picture([200, 40, 40])).await;
    assert_eq!(sent.status, 303, "{}", sent.text());

    let record = format!("/patients/{}", stays.id);
    let agreed = format!("{record}/messages");
    assert_eq!(desk.fill(&agreed, &agreed, &[("way", "text")]).await.status, 303);
    let by_hand = format!("{agreed}/new");
    let sent = desk.fill(&by_hand, &by_hand, &[("subject", CANARY), ("body", CANARY)]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());

    let edit = format!("{record}/edit");
    let photo = desk.upload(&edit, &format!("{record}/photo"), "me.png", &picture([200, 40, 40])).await;
    assert_eq!(photo.status, 303, "{}", photo.text());
    let fields = [
        ("version", "1"),
        ("family", CANARY),
        ("given", "Anna"),
        ("born", "14.3.1984"),
        ("sex", "female"),
        ("former", CANARY),
    ];
    let changed = desk.fill(&edit, &edit, &fields).await;
    assert_eq!(changed.status, 303, "{}", changed.text());

    let merge = format!("{record}/merge");
    let absorbed = goes.id.to_string();
    let fields = [
        ("absorbed", absorbed.as_str()),
        ("survivor-version", "2"),
        ("absorbed-version", "1"),
        ("reason", CANARY),
    ];
    let merged = desk.fill(&format!("{merge}?with={absorbed}"), &merge, &fields).await;
    assert_eq!(merged.status, 303, "{}", merged.text());

    let leaves = &records(admin, admin).await[0];
    let removal = format!("/patients/{leaves}/removal");
    let asked = desk.fill(&removal, &format!("{removal}-request"), &[("reason", CANARY)]).await;
    assert_eq!(asked.status, 303, "{}", asked.text());
    let archive = format!("/patients/{leaves}/archive");
    let archived = admin.fill(&removal, &archive, &[("reason", CANARY)]).await;
    assert_eq!(archived.status, 303, "{}", archived.text());

    let list =
        format!("Last name;First name;DOB;Sex\n{CANARY};{CANARY};14.3.1984;F\n{CANARY};;30.2.1984;F\n");
    let sent =
        admin.upload("/patients/import", "/patients/import", &format!("{CANARY}.csv"), list.as_bytes()).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let path = sent.location().to_owned();
    let columns = [
        ("column-0", "family"),
        ("column-1", "given"),
        ("column-2", "born"),
        ("column-3", "sex"),
        ("run", "import"),
    ];
    let begun = admin.fill(&path, &path, &columns).await;
    assert!(begun.status < 400, "{}", begun.text());
    let written = &records(doctor, doctor).await[0];
    let record = format!("/patients/{written}");
    let new = format!("{record}/visits/new");
    let begun = doctor.fill(&new, &format!("{record}/visits"), &[("kind", "new")]).await;
    let at = begun.location().to_owned();
    let general = "01935c00-0000-7000-8000-000000000101";
    let typed = [
        ("version", "1"),
        ("edition", general),
        ("t-work-and-home", CANARY),
        ("dx-new", CANARY),
        ("pulse", CANARY),
        ("plan", CANARY),
    ];
    let saved = doctor.fill(&at, &at, &typed).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let bundle = TRANSACTION.replace("Kovačević", CANARY);
    import(admin, &[], &[(&format!("{CANARY}.json"), &bundle), (&format!("broken-{CANARY}.json"), CANARY)])
        .await;

    let expected = desk.get("/diary/list?days=7&status=booked").await.text();
    let one = expected.split("href=\"/appointments/").find_map(|rest| {
        let id = rest.split('"').next()?;
        (id.len() == 36).then(|| format!("/appointments/{id}/cancellation"))
    });
    let one = one.expect("somebody is expected");
    let cancelled = desk.fill(&one, &one, &[("reason", CANARY)]).await;
    assert_eq!(cancelled.status, 303, "{}", cancelled.text());
    wait(app, stays.id);
    outbox::queue(app, outbox::mail_to("ana@test.example")).expect("a message");
    assert!(wardbook::gate::notifications::outbox::round(&app.house).await.expect("a round") > 0);
    // The secret of a calendar feed stands in an address.
    let own = app.house.offered.iter().find(|one| one.role == Role::Doctor).expect("a doctor").account;
    let root = app.house.root.clone();
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            tx.record(Deed::new("test.prepared"));
            links::issue(tx, own, Purpose::Address, Some(CANARY))?;
            let (proof, _) = phones::ask(tx, own, CANARY)?;
            phones::prove(tx, &root, own, &phones::code(&root, proof))?;
            phones::ask(tx, own, CANARY).map(|_| ())
        })
        .expect("a link");
    let hours = format!("/hours/{own}");
    let made = doctor.fill(&hours, &format!("{hours}/feed"), &[]).await.text();
    let secret = made.split("/calendar/").nth(1).and_then(|rest| rest.split(".ics").next());
    let secret = secret.expect("the address of a feed").to_owned();
    assert_eq!(app.visitor().get(&format!("/calendar/{secret}.ics")).await.status, 200);
    assert_eq!(app.visitor().get(&format!("/calendar/{secret}x.ics")).await.status, 404);
    secret
}

/// Puts somebody on the waiting list.
fn wait(app: &TestApp, who: PatientId) {
    let now = app.clock.now();
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            diesel::insert_into(waiting_entries::table)
                .values((
                    waiting_entries::id.eq(AnyId(uuid::Uuid::now_v7())),
                    waiting_entries::patient_id.eq(who),
                    waiting_entries::earliest.eq(Day(jiff::civil::date(2026, 11, 20))),
                    waiting_entries::minutes.eq(15),
                    waiting_entries::reason.eq(CANARY),
                    waiting_entries::made_at.eq(Utc(now)),
                ))
                .execute(tx.conn())?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("an entry");
}

/// The columns of the list that hold what the words say, by the name of table and column.
fn columns(classes: &[&str]) -> Vec<String> {
    let lines = COLUMNS.lines().filter_map(|line| line.split_once(' '));
    lines.filter(|(_, class)| classes.contains(&class.trim())).map(|(name, _)| name.to_owned()).collect()
}

fn kind(tables: &[Table], column: &str) -> Kind {
    let (table, name) = column.split_once('.').expect("a table");
    let table = tables.iter().find(|known| known.name == table).expect("a table of the schema");
    table.columns.iter().find(|known| known.name == name).expect("a column of the schema").kind
}

/// Puts the canary in front of every text that says something of somebody. The audit trail refuses changes by itself.
fn plant(app: &TestApp, tables: &[Table]) {
    let open = |column: &String| !CLOSED.contains(&column.as_str()) && !column.starts_with("audit_log.");
    let mut statements = Vec::new();
    for column in columns(&["personal", "health"]).iter().filter(|column| open(column)) {
        let (table, name) = column.split_once('.').expect("a table");
        let within = INSIDE.iter().find(|(known, _)| known == column);
        let statement = match (kind(tables, column), within) {
            (Kind::Text, _) => format!("UPDATE {table} SET {name} = '{CANARY}' || coalesce({name}, '')"),
            (Kind::Document, Some((_, key))) => on_each(
                &format!("UPDATE {table} SET {name} = json_set({name}, '$.{key}', '{CANARY}')"),
                &format!("UPDATE {table} SET {name} = jsonb_set({name}, '{{{key}}}', '\"{CANARY}\"')"),
            ),
            (Kind::Document, None) if name.ends_with("other_codings") => {
                format!(
                    "UPDATE {table} SET {name} = '[{{\"system\":null,\"code\":\"{CANARY}\",\"display\":null}}]'"
                )
            }
            _ => continue,
        };
        statements.push((statement, name.to_owned()));
    }
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            for (statement, column) in &statements {
                let mut run =
                    |statement: &str| diesel::sql_query(statement).execute(tx.conn()).expect(statement);
                if run(&format!("{statement} WHERE {column} IS NOT NULL")) == 0 {
                    run(statement);
                }
            }
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("canaries");
}

fn on_each(sqlite: &str, postgres: &str) -> String {
    let on_postgres = std::env::var("WARDBOOK_TEST_POSTGRES").is_ok_and(|url| !url.is_empty());
    if on_postgres { postgres } else { sqlite }.to_owned()
}

/// What must not be met anywhere: the canary, and what stands in the columns that cannot hold it. And the columns in
/// which neither is.
fn secrets(app: &TestApp, tables: &[Table]) -> (BTreeSet<String>, Vec<String>) {
    let mut hidden = BTreeSet::from([CANARY.to_owned()]);
    let mut bare = Vec::new();
    for table in tables {
        let rows = app.house.db.read_now(|conn| catalog::rows(conn, table)).expect("rows");
        for (class, column) in [("secret", columns(&["secret"])), ("open", columns(&["personal", "health"]))]
            .into_iter()
            .flat_map(|(class, all)| all.into_iter().map(move |column| (class, column)))
            .filter(|(_, column)| column.starts_with(&format!("{}.", table.name)))
        {
            let name = column.split_once('.').expect("a table").1;
            let values = rows.iter().map(|row| &row[name]).filter(|value| !value.is_null());
            let kind = kind(tables, &column);
            let whole = class == "secret"
                || matches!(kind, Kind::Bytes | Kind::Day)
                || WHOLE.contains(&column.as_str());
            let (mut there, mut marked) = (false, false);
            for value in values {
                there = true;
                let text = match value {
                    Value::String(text) => text.to_lowercase(),
                    other => other.to_string().to_lowercase(),
                };
                marked |= text.contains(CANARY);
                if whole && text.len() > 5 {
                    hidden.insert(text);
                }
            }
            let nameless = matches!(kind, Kind::Id | Kind::Instant | Kind::Whole | Kind::Real | Kind::Truth);
            if !(marked || (whole && there) || nameless || CLOSED.contains(&column.as_str())) {
                bare.push(column);
            }
        }
    }
    (hidden, bare)
}

#[actix_web::test]
async fn neither_logs_nor_error_pages_tell_what_a_column_holds() {
    let log = Log::default();
    tracing_subscriber::fmt().with_writer(log.clone()).try_init().expect("the only log of the tests");
    let app = TestApp::demo().await;
    let tables = catalog::tables().expect("the schema");
    let [admin, desk, doctor, nurse, patient] = [
        app.admin().await,
        app.receptionist().await,
        app.doctor().await,
        app.nurse().await,
        app.patient().await,
    ];
    let people = [&admin, &desk, &doctor, &nurse, &patient];
    let secret = fill(&app, &desk, &admin, &nurse, &doctor).await;
    plant(&app, &tables);
    Sealer::new(app.house.db.clone(), &app.house.root, app.house.folder()).run_now().expect("sealed");
    let (mut hidden, bare) = secrets(&app, &tables);
    hidden.insert(secret.to_lowercase());
    assert!(bare.is_empty(), "no canary in {bare:?}");

    let records = records(&doctor, &admin).await;
    let mut refused = Vec::new();
    // What stands in the address of a mailed link opens an account.
    let token = "c0ffee".repeat(16);
    for path in [format!("/link/{token}"), format!("/link/{token}/open"), format!("/link/{token}?t={token}")]
    {
        let answer = app.visitor().get(&path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains(&token), "{}", answer.text());
    }
    hidden.insert(token);
    for person in people {
        let csrf = person.csrf().await;
        for route in wardbook::routes::list() {
            if ["/sign-out", "/lock", "/sign-in/new-password"].contains(&route.path) {
                continue;
            }
            for record in &records {
                let path = route.path.replacen("{id}", record, 1).replace(['{', '}'], "");
                let fields = [
                    ("csrf", csrf.as_str()),
                    ("name", CANARY),
                    ("family", CANARY),
                    ("email", CANARY),
                    ("reason", CANARY),
                ];
                let answer = if route.method == "GET" {
                    person.get(&format!("{path}?q={CANARY}&family={CANARY}")).await
                } else {
                    person.post(&path, &fields).await
                };
                assert!(answer.status < 500, "{} {path}: {}", route.method, answer.status);
                if [403, 404, 405].contains(&answer.status) {
                    // The header says to everybody their own name.
                    let page = answer.text().to_lowercase();
                    let page = page.split_once("<main").map_or(&*page, |(_, main)| main).to_owned();
                    refused.push((format!("{} {path}", route.method), page));
                }
                if !route.path.contains("{id}") {
                    break;
                }
            }
        }
    }
    assert!(refused.len() > 100, "{} errors were answered", refused.len());
    let log = String::from_utf8_lossy(&log.0.lock().expect("the log")).to_lowercase();
    assert!(log.contains("/patients/{id}"), "the routes were logged");
    assert!(log.contains("/calendar/{secret}.ics"), "feeds were logged");
    for word in &hidden {
        let page = refused.iter().find(|(_, page)| page.contains(word));
        assert!(page.is_none(), "{word} in {page:?}");
    }
    // Other tests start servers, whose own address is nobody's.
    for line in log.lines().filter(|line| !line.contains("actix_server")) {
        let told = hidden.iter().chain(&records).find(|word| line.contains(*word));
        assert!(told.is_none(), "{told:?} in {line}");
    }
}

/// Ids of records: two within reach of each.
async fn records(one: &Person<'_>, other: &Person<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for person in [one, other] {
        let list = person.get("/patients").await.text();
        let ids = list.split("href=\"/patients/").skip(1).filter_map(|rest| rest.split('"').next());
        found.extend(ids.filter(|id| id.len() == 36).map(str::to_owned).take(2));
    }
    assert_eq!(found.len(), 4, "two records for each");
    found
}
