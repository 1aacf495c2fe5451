//! An employee who is a patient here: the rights of their role never apply to their own record and appointments.

use wardbook::care::notes::{self, Kind, Note};
use wardbook::care::record::{Precision, When};
use wardbook::diary::appointments::Status;
use wardbook::gate::access::model::Role;
use wardbook::kit::db::Tx;
use wardbook::kit::db::types::Utc;

use crate::support::TestApp;
use crate::support::diary::{Practice, account};
use crate::support::paper::{is_patient, nurse_works_at_all_sites, register_patient};

const STAFF: [(Role, &str); 4] = [
    (Role::Admin, "admin@test.example"),
    (Role::Doctor, "doctor@test.example"),
    (Role::Nurse, "nurse@test.example"),
    (Role::Receptionist, "receptionist@test.example"),
];

#[actix_web::test]
async fn the_diary_shows_ones_own_appointment_and_does_nothing_with_it() {
    for (role, email) in STAFF {
        let app = TestApp::new().await;
        let (own, other) = (register_patient(&app, "Eigen", "Anna"), register_patient(&app, "Fremd", "Otto"));
        nurse_works_at_all_sites(&app);
        let practice = Practice::open(&app);
        let mut booking = practice.booking(own.id, app.clock.now());
        booking.notes = "Complains a lot".into();
        let one = practice.stand(&app, &booking, Status::Booked);
        is_patient(&app, email, &own);
        let person = app.person(role).await;
        let page = format!("/appointments/{one}");
        let shown = person.get(&page).await;
        assert_eq!(shown.status, 200, "{role}: a patient sees their own appointments");
        for gone in ["/arrival", "/no-show", "/cancellation", "/correction", "/move", "Complains a lot"] {
            assert!(!shown.text().contains(gone), "{role}: {gone}");
        }
        let csrf = person.csrf().await;
        for step in
            ["arrival", "consultation", "completion", "no-show", "closing", "undo", "return", "confirmation"]
        {
            let status = person.post(&format!("{page}/{step}"), &[("csrf", &csrf)]).await.status;
            assert!([403, 404].contains(&status), "{role}: {step} {status}");
        }
        for step in ["cancellation", "correction", "move"] {
            let status = person.get(&format!("{page}/{step}")).await.status;
            assert!([403, 404].contains(&status), "{role}: {step} {status}");
            let status = person.post(&format!("{page}/{step}"), &[("csrf", &csrf)]).await.status;
            assert!([403, 404].contains(&status), "{role}: {step} {status}");
        }
        for path in ["/diary", "/diary/list", "/diary/week"] {
            let list = person.get(path).await.text();
            assert!(list.contains("Eigen"), "{role}: {path} shows it");
            for step in ["arrival", "move", "consultation"] {
                assert!(!list.contains(&format!("{page}/{step}")), "{role}: {path} offers {step}");
            }
        }
        // In the house, and after: nothing is offered that would be refused.
        let record = format!("/patients/{}", own.id);
        let waits = practice.booking(own.id, app.clock.now() - jiff::SignedDuration::from_mins(60));
        let waits = practice.stand(&app, &waits, Status::Arrived);
        let missed = practice.booking(own.id, app.clock.now() - jiff::SignedDuration::from_mins(30));
        practice.stand(&app, &missed, Status::NoShow);
        let left = practice.booking(own.id, app.clock.now() - jiff::SignedDuration::from_hours(24));
        let left = practice.stand(&app, &left, Status::Booked);
        for path in ["/", "/diary", "/diary/open"] {
            let text = person.get(path).await.text();
            for refused in [
                format!("{record}/vitals/new"),
                format!("/appointments/new?patient={}", own.id),
                format!("{waits}/consultation"),
                format!("{left}/no-show"),
                format!("{left}/closing"),
                format!("{waits}/closing"),
                format!("{waits}/no-show"),
            ] {
                assert!(!text.contains(&refused), "{role}: {path} offers {refused}");
            }
            assert!(path == "/" || text.contains("Eigen"), "{role}: {path} shows it");
        }
        app.clock.advance(jiff::SignedDuration::from_mins(1));
        for path in ["/appointments/new", "/waiting-list/new"] {
            let status = person.get(&format!("{path}?patient={}", own.id)).await.status;
            assert!([403, 404].contains(&status), "{role}: {path}: nobody books for themselves as staff");
        }
        // For everybody else they work as ever.
        let another = practice.booking(other.id, app.clock.now() + jiff::SignedDuration::from_mins(30));
        let another = practice.stand(&app, &another, Status::Booked);
        assert!(
            person.get(&format!("/appointments/{another}")).await.text().contains("/arrival"),
            "{role}: another's"
        );
    }
}

#[actix_web::test]
async fn nobody_reads_notes_about_themselves_with_the_rights_of_their_role() {
    for (role, email) in STAFF {
        let app = TestApp::new().await;
        let own = register_patient(&app, "Eigen", "Anna");
        nurse_works_at_all_sites(&app);
        let practice = Practice::open(&app);
        practice.stand(&app, &practice.booking(own.id, app.clock.now()), Status::Booked);
        let (id, now, by) = (own.id, app.clock.now(), account(&app, email));
        let when = When { at: now, precision: Precision::Time };
        let note = Note {
            body: Some("Said while asleep".into()),
            recorded_at: Some(Utc(now)),
            recorded_by: Some(by),
            ..Note::standing(Kind::Nursing, id, when)
        };
        let write = move |tx: &mut Tx<'_>| {
            tx.nothing_to_record("prepared by a test");
            notes::write(tx, &note)
        };
        app.house.db.write_now(&app.operator(), write).expect("a note");
        let record = format!("/patients/{id}");
        let pages = ["", "/vitals", "/timeline", "/timeline?kind=notes", "/as-of"]
            .map(|path| format!("{record}{path}"));
        let reader = app.admin().await;
        assert!(reader.get(&pages[3]).await.text().contains("Said while asleep"), "there for others");
        is_patient(&app, email, &own);
        let person = app.person(role).await;
        for page in &pages {
            let shown = person.get(page).await;
            assert_eq!(shown.status, 200, "{role}: {page}");
            assert!(!shown.text().contains("Said while asleep"), "{role}: {page}");
        }
    }
}
