//! An appointment that changes sites: where it was stays known, on the clock that hung there.

use wardbook::diary::hours::{self, WeeklyHours};
use wardbook::gate::hospital::{self, SiteId, SiteSheet};
use wardbook::kit::db::Deed;
use wardbook::kit::id::Id;

use crate::support::TestApp;
use crate::support::diary::{Practice, SINCE, at};
use crate::support::paper::register_patient;

/// Monday morning: ten o'clock in Berlin, eight on the Azores.
const TEN: &str = "2026-11-23T09:00:00Z";

/// A clinic two hours behind, where the doctor sees patients too.
fn island(app: &TestApp, practice: &Practice) -> SiteId {
    let doctor = practice.doctor;
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let site = hospital::insert_site(tx, &SiteSheet::new("Island clinic", "Atlantic/Azores"))?;
            hours::add_weekly(
                tx,
                &WeeklyHours {
                    id: Id::new(),
                    doctor_id: doctor,
                    site_id: site,
                    room_id: None,
                    weekday: 1,
                    starts_minute: 480,
                    ends_minute: 960,
                    slot_minutes: 15,
                    valid_from: SINCE,
                    valid_to: None,
                },
            )?;
            tx.record(Deed::new("test.prepared"));
            Ok(site)
        })
        .expect("a site")
}

#[actix_web::test]
async fn a_move_to_another_site_names_both_and_offers_the_time_where_it_was() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let island = island(&app, &practice);
    let reception = app.receptionist().await;
    let [who, waits] = ["Mover", "Waits"].map(|name| register_patient(&app, name, "Ana").id);
    let id = practice.book(&app, practice.booking(who, at(TEN))).expect("booked");
    let (waiting, harbour) = (waits.to_string(), practice.site.to_string());
    let fields = [
        ("patient", waiting.as_str()),
        ("earliest", "20.11.2026"),
        ("minutes", "15"),
        ("site", harbour.as_str()),
    ];
    let put = reception.fill(&format!("/waiting-list/new?patient={waits}"), "/waiting-list", &fields).await;
    assert_eq!(put.status, 303, "{}", put.text());
    let (path, doctor) = (format!("/appointments/{id}"), practice.doctor.to_string());
    let send = async |when: &str, site: SiteId, version: &str| {
        let (slot, shown) = (format!("{when}~{doctor}~{site}~15"), format!("{doctor} 2026-11-23"));
        let fields = [
            ("doctor", doctor.as_str()),
            ("day", "2026-11-23"),
            ("shown", shown.as_str()),
            ("slot", slot.as_str()),
            ("minutes", "15"),
            ("version", version),
        ];
        let form = format!("{path}/move");
        reception.fill(&form, &form, &fields).await
    };
    let moved = send("2026-11-23T10:30:00Z", island, "1").await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    let page = reception.get(&path).await.text().replace("&#38;", "&");
    let words = "Moved from Monday 23 November, 10:00, Harbour clinic with Test doctor to Monday 23 November, \
                 09:30, Island clinic with Test doctor";
    assert!(page.contains(words), "{page}");
    // Who waits for the harbour is offered the time there.
    assert!(page.contains("1 patient on the waiting list wants such a time"), "{page}");
    assert!(page.contains(&format!("/waiting-list/offers?doctor={doctor}&site={harbour}&at=")), "{page}");
    // The same moment at the other site: a move between places, not from a time to itself.
    assert_eq!(send("2026-11-23T10:30:00Z", practice.site, "2").await.status, 303);
    let page = reception.get(&path).await.text();
    let words = "Moved from Monday 23 November, 09:30, Island clinic with Test doctor to Monday 23 November, \
                 11:30, Harbour clinic with Test doctor";
    assert!(page.contains(words), "{page}");
}
