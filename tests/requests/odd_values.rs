//! Values that no page of ours sends: refused in words, or as if they were not there, and never our fault.

use uuid::Uuid;
use wardbook::gate::access::store;
use wardbook::gate::hospital;

use crate::support::paper::register_patient;
use crate::support::{Person, TestApp};

const LARGEST: &str = "9223372036854775807";

async fn save(person: &Person<'_>, path: &str, typed: &[(&str, &str)]) -> u16 {
    let answer = person.fill(path, path, typed).await;
    assert!(answer.status < 500, "{path}: {}", answer.text());
    answer.status
}

#[actix_web::test]
async fn the_largest_version_there_is_is_one_that_is_not_there() {
    let app = TestApp::new().await;
    let (admin, patient) = (app.admin().await, app.patient().await);
    let (doctor, site) = app
        .house
        .db
        .read_now(|conn| {
            let doctor = store::by_email(conn, "doctor@test.example")?.expect("a doctor").id;
            Ok((doctor, hospital::sites(conn)?[0].id))
        })
        .expect("a read");
    for version in [LARGEST, "-9223372036854775808"] {
        let own = [("name", "Somebody"), ("version", version)];
        assert_eq!(save(&patient, "/account", &own).await, 409);
        let employee = [
            ("name", "Test doctor"),
            ("email", "doctor@test.example"),
            ("role", "doctor"),
            ("slot", "15"),
            ("version", version),
        ];
        assert_eq!(save(&admin, &format!("/staff/{doctor}"), &employee).await, 409);
        let place = [("name", "Main house"), ("time_zone", "Europe/Berlin"), ("version", version)];
        assert_eq!(save(&admin, &format!("/sites/{site}"), &place).await, 409);
    }
    assert_eq!(
        save(&patient, "/account", &[("name", "Somebody"), ("version", "9223372036854775808")]).await,
        422
    );
}

#[actix_web::test]
async fn days_of_no_century_of_ours_are_refused_in_words() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let csrf = admin.csrf().await;
    for word in ["from", "until"] {
        for day in ["9999-12-31", "9999-12-30", "-009999-01-01", "-004713-01-01", "0001-01-01", "2201-01-01"]
        {
            let page = admin.get(&format!("/audit?{word}={day}")).await;
            assert_eq!(page.status, 422, "{word}={day}");
            assert!(page.text().contains("Enter a day such as"), "{word}={day}");
            let file = admin.post("/audit/export", &[("csrf", &csrf), (word, day)]).await;
            assert_eq!(file.status, 422, "{word}={day}");
        }
        assert_eq!(admin.get(&format!("/audit?{word}=2200-12-31")).await.status, 200);
        assert_eq!(admin.get(&format!("/audit?{word}=1850-01-01")).await.status, 200);
    }
}

#[actix_web::test]
async fn places_before_all_calendars_are_the_beginning_of_a_list() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Markova", "Ana");
    let admin = app.admin().await;
    let id = Uuid::max();
    let instants =
        ["-377705023201000000", "-210866803200000001", "-62135596800000001", "253402207200000000", LARGEST];
    for at in instants {
        let audit = admin.get(&format!("/audit?after={at}.{id}")).await;
        assert_eq!(audit.status, 200, "{at}");
        for tab in ["visits", "problems", "medication", "results/2160-0", "procedures", "vaccines", "access"]
        {
            for side in ["older", "newer"] {
                let path = format!("/patients/{}/{tab}?{side}={at}.{}", patient.id, id.simple());
                let page = admin.get(&path).await;
                assert!([200, 404].contains(&page.status), "{path}: {}", page.status);
            }
        }
    }
}
