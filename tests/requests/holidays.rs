//! Public holidays as an admin works with them.

use wardbook::diary::appointments::rules;
use wardbook::diary::hours::{self, Holiday};
use wardbook::gate::hospital;

use crate::support::TestApp;
use crate::support::diary::{Practice, at};
use crate::support::paper::register_patient;

fn all(app: &TestApp) -> Vec<Holiday> {
    app.house.db.read_now(|conn| hours::holidays(conn, jiff::civil::date(2026, 1, 1))).expect("holidays")
}

#[actix_web::test]
async fn several_days_are_added_at_once_for_all_sites_or_one() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let admin = app.admin().await;
    let who = register_patient(&app, "First", "Ana").id;
    practice.book(&app, practice.booking(who, at("2026-12-25T09:00:00Z"))).expect("before it is a holiday");
    let lines = "25 Dec Christmas Day\n\n26.12. Second day of Christmas";
    let fields = [("year", "2026"), ("lines", lines), ("site", "")];
    let added = admin.fill("/holidays", "/holidays", &fields).await;
    assert_eq!(added.status, 303, "{}", added.text());
    let page = admin.get("/holidays").await.text();
    for text in ["Fri 25-Dec-2026", "Christmas Day", "Second day of Christmas", "All sites", "1 to move"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    let refused = practice.book(&app, practice.booking(who, at("2026-12-25T10:00:00Z")));
    assert!(refused.expect_err("closed").breaks(rules::OUTSIDE_HOURS));
    let own = app.doctor().await.get(&hours::path(practice.doctor)).await.text();
    assert!(own.contains("Christmas Day") && own.contains("1 appointment has to be moved"), "{own}");

    // One site more, on a day on which the others work.
    let sites = app.house.db.read_now(hospital::sites).expect("sites");
    let other = sites.iter().find(|site| site.id != practice.site).expect("another site").id.to_string();
    let local = [("year", "2027"), ("lines", "6 Jan Epiphany"), ("site", other.as_str())];
    assert_eq!(admin.fill("/holidays", "/holidays", &local).await.status, 303);
    practice.book(&app, practice.booking(who, at("2027-01-06T09:00:00Z"))).expect("open at this site");

    let twice = admin
        .fill("/holidays", "/holidays", &[("year", "2026"), ("lines", "24 Dec Eve\n25 Dec Again")])
        .await;
    assert_eq!(twice.status, 422);
    assert!(twice.text().contains("25-Dec-2026 is a public holiday already: Christmas Day"));
    assert!(twice.text().contains("24 Dec Eve") && all(&app).len() == 3, "all of them or none");
    let christmas = all(&app).into_iter().find(|one| one.name == "Christmas Day").expect("it").id;
    let gone = admin.fill("/holidays", &format!("/holidays/{christmas}/removal"), &[]).await;
    assert_eq!(gone.status, 303);
    practice.book(&app, practice.booking(who, at("2026-12-25T10:00:00Z"))).expect("open again");
    let again = admin.fill("/holidays", &format!("/holidays/{christmas}/removal"), &[]).await;
    assert_eq!(again.status, 404);
}

#[actix_web::test]
async fn what_is_wrong_with_a_line_is_said_with_its_number() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for (year, lines, words) in [
        ("2026", "", "at least one day"),
        ("2026", "25 Dec Christmas\nsoon", "Line 2 begins with no day"),
        ("2026", "25 Dec", "Line 1 needs a name"),
        ("2025", "25 Dec Christmas", "Enter a year from 2026 on"),
        ("soon", "25 Dec Christmas", "Enter a year"),
    ] {
        let refused = admin.fill("/holidays", "/holidays", &[("year", year), ("lines", lines)]).await;
        assert_eq!(refused.status, 422, "{lines}");
        assert!(refused.text().contains(words), "{words}");
    }
    assert!(all(&app).is_empty());
    let elsewhere = [("year", "2026"), ("lines", "25 Dec Christmas"), ("site", "rubbish")];
    assert_eq!(admin.fill("/holidays", "/holidays", &elsewhere).await.status, 422);
    let evil = [("year", "2026"), ("lines", "25 Dec <script>alert(1)</script>")];
    assert_eq!(admin.fill("/holidays", "/holidays", &evil).await.status, 303);
    assert!(!admin.get("/holidays").await.text().contains("<script>alert"));
}

#[actix_web::test]
async fn a_holiday_is_not_taken_back_under_extra_hours_that_stand_in_its_place() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let admin = app.admin().await;
    let fields = [("year", "2026"), ("lines", "25 Dec Christmas Day")];
    assert_eq!(admin.fill("/holidays", "/holidays", &fields).await.status, 303);
    let path = hours::path(practice.doctor);
    let site = practice.site.to_string();
    let extra = [("day", "25.12.26"), ("site", site.as_str()), ("from", "10"), ("to", "12"), ("slot", "15")];
    let added = admin.fill(&format!("{path}/extra/new"), &format!("{path}/extra"), &extra).await;
    assert_eq!(added.status, 303, "{}", added.text());
    let who = register_patient(&app, "First", "Ana").id;
    practice.book(&app, practice.booking(who, at("2026-12-25T09:00:00Z"))).expect("in the extra hours");
    let id = all(&app)[0].id;
    let refused = admin.fill("/holidays", &format!("/holidays/{id}/removal"), &[]).await;
    assert_eq!(refused.status, 409);
    assert!(
        refused.text().contains("25-Dec-2026 a doctor has extra hours, 10:00–12:00"),
        "{}",
        refused.text()
    );
    assert_eq!(all(&app).len(), 1);
}
