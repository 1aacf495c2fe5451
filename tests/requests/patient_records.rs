//! What becomes of patients' records: archived, removed.

use wardbook::gate::access::reach::Reach;
use wardbook::people::patients::{self, Patient};

use super::patients::{add, details, see};
use crate::support::TestApp;

pub fn reload(app: &TestApp, patient: &Patient) -> Option<Patient> {
    let id = patient.id;
    let house = Reach::whole_house("test");
    app.house.db.read_now(move |conn| patients::find(conn, &house, id)).ok()
}

#[actix_web::test]
async fn reception_asks_and_an_admin_archives_and_restores() {
    let app = TestApp::new().await;
    let (desk, admin) = (app.receptionist().await, app.admin().await);
    let ana = add(&app, details("Marković", "Ana", "14.3.1984", ""));
    see(&app, &ana, "completed", -24);
    let record = format!("/patients/{}", ana.id);
    let at = format!("{record}/removal");
    let page = desk.get(&at).await.text();
    assert!(page.contains("This record has history"));
    assert_eq!(desk.fill(&at, &format!("{record}/archive"), &[("reason", "x")]).await.status, 403);
    let refused = desk.fill(&at, &at, &[]).await;
    assert_eq!(refused.status, 409, "what has history is never removed");
    assert!(reload(&app, &ana).is_some());
    assert_eq!(desk.fill(&at, &format!("{record}/removal-request"), &[("reason", "")]).await.status, 422);
    let asked = desk.fill(&at, &format!("{record}/removal-request"), &[("reason", "moved <away>")]).await;
    assert_eq!(asked.status, 303);
    assert!(admin.get("/patients").await.text().contains("One record waits"));
    let waiting = admin.get("/patients/removal-requests").await.text();
    assert!(waiting.contains("moved &#60;away&#62;") && waiting.contains(&at));
    assert_eq!(desk.get("/patients/removal-requests").await.status, 403);
    let archived = admin.fill(&at, &format!("{record}/archive"), &[("reason", "moved away")]).await;
    assert_eq!(archived.status, 303, "{}", archived.text());
    assert!(!desk.get("/patients?q=mark").await.text().contains(&record));
    assert!(desk.get("/patients?q=mark&archived=on").await.text().contains(&record));
    assert!(!admin.get("/patients").await.text().contains("One record waits"));
    let restored = admin.fill(&at, &format!("{record}/restoration"), &[]).await;
    assert_eq!(restored.status, 303, "{}", restored.text());
    assert!(desk.get("/patients?q=mark").await.text().contains(&record));
}

#[actix_web::test]
async fn a_record_without_history_is_removed() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let ana = add(&app, details("Marković", "Ana", "14.3.1984", ""));
    let at = format!("/patients/{}/removal", ana.id);
    let removed = desk.fill(&at, &at, &[]).await;
    assert_eq!((removed.status, removed.location()), (303, "/patients"), "{}", removed.text());
    assert!(reload(&app, &ana).is_none());
    assert_eq!(desk.get(&at).await.status, 404);
}
