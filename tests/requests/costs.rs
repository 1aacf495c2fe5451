//! What pages cost in statements, as docs/performance.md tells it: the table there is what this test counted.

use std::fmt::Write as _;

use wardbook::gate::access::model::Role;

use crate::support::TestApp;

const DOC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/performance.md");
const BEGIN: &str = "<!-- statements: begin -->\n";
const END: &str = "<!-- statements: end -->";

/// The pages of a day's work; `{patient}` is one whom the doctor treats, `{conversation}` their newest.
const PAGES: [(Role, &str); 19] = [
    (Role::Receptionist, "/"),
    (Role::Receptionist, "/diary"),
    (Role::Receptionist, "/diary/week"),
    (Role::Receptionist, "/diary/list"),
    (Role::Receptionist, "/appointments/new?patient={patient}"),
    (Role::Receptionist, "/appointments/first"),
    (Role::Receptionist, "/walk-in"),
    (Role::Receptionist, "/waiting-list"),
    (Role::Receptionist, "/patients?q=mark"),
    (Role::Receptionist, "/patients/{patient}"),
    (Role::Doctor, "/"),
    (Role::Doctor, "/patients/{patient}"),
    (Role::Doctor, "/patients/{patient}/results"),
    (Role::Doctor, "/patients/{patient}/timeline"),
    (Role::Doctor, "/messages"),
    (Role::Doctor, "/messages/{conversation}"),
    (Role::Doctor, "/notifications"),
    (Role::Nurse, "/"),
    (Role::Admin, "/"),
];

#[actix_web::test]
async fn pages_cost_what_the_docs_say() {
    let app = TestApp::demo().await;
    let list = app.person(Role::Doctor).await.get("/patients").await.text();
    let patient = list
        .split("href=\"/patients/")
        .filter_map(|rest| rest.split('"').next())
        .find(|id| id.len() == 36)
        .expect("a patient of the doctor")
        .to_owned();
    let list = app.person(Role::Doctor).await.get("/messages").await.text();
    let conversation = list
        .split("href=\"/messages/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .find(|address| address.len() == 27)
        .expect("a conversation of the doctor")
        .to_owned();
    let mut table = String::from("| who | page | statements |\n|---|---|---|\n");
    for (role, page) in PAGES {
        let person = app.person(role).await;
        let path = page.replace("{patient}", &patient).replace("{conversation}", &conversation);
        assert_eq!(person.get(&path).await.status, 200, "{role} {path}");
        app.quiet().await;
        // The second look: the first one of a session also keeps that it was made.
        let (_, count) = app.statements(person.get(&path)).await;
        writeln!(table, "| {role} | `{page}` | {count} |").expect("text");
    }
    let doc = std::fs::read_to_string(DOC).expect("the doc");
    let (before, rest) = doc.split_once(BEGIN).expect("where the table begins");
    let (told, after) = rest.split_once(END).expect("where it ends");
    if std::env::var_os("WARDBOOK_WRITE_DOCS").is_some() {
        std::fs::write(DOC, format!("{before}{BEGIN}{table}{END}{after}")).expect("written");
    } else if app.house.db.location().is_sqlite() {
        assert_eq!(told, table, "WARDBOOK_WRITE_DOCS=1 cargo test --test requests costs");
    } else {
        // Putting a look on file takes two statements fewer there.
        for (told, counted) in told.lines().zip(table.lines()).skip(2) {
            assert!(cost(told) - cost(counted) <= 2 && cost(counted) <= cost(told), "{told} {counted}");
        }
    }
}

/// The last cell of a row of the table.
fn cost(row: &str) -> i64 {
    row.rsplit('|').nth(1).and_then(|cell| cell.trim().parse().ok()).expect("a count")
}
