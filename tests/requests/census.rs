//! The census: every route of the real table, as every role, on an object within reach, one out of reach and one that
//! was never issued, compared with the answer computed from the permission table.

use jiff::SignedDuration;
use uuid::Uuid;
use wardbook::diary::appointments::Status;
use wardbook::gate::access::model::{Duties, Role};
use wardbook::gate::access::permissions::{Grant, TABLE};
use wardbook::kit::web::routes::Listed;

use crate::support::diary::{Practice, account};
use crate::support::paper::{appointment, nurse_works_at_all_sites, register_patient};
use crate::support::{Person, TestApp};

/// What stands in the path where the record's id belongs.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Object {
    Within,
    Without,
    NeverIssued,
}

/// Doors behind which there is nothing at this moment: whoever may come in hears that too.
const NEED_MORE_THAN_A_RIGHT: &[&str] = &[
    // A second factor that was set up, a one-time password, a test named in the query, a photo, the other record.
    "/account/second-factor/codes",
    "/account/second-factor/off",
    "/sign-in/new-password",
    "/patients/{id}/results/test",
    "/patients/{id}/photo",
    "/patients/{id}/merge",
    // Only one's own, whoever else may change the hours.
    "/hours/{doctor}/feed",
    "/hours/{doctor}/feed/revocation",
    // An appointment that is over.
    "/appointments/{id}/correction",
    // A line for live pages, which is no page to look at.
    "/live",
];

/// What the table grants a role at a door; none where the door asks for no permission.
fn grant_of(route: &Listed, role: Role) -> Option<Grant> {
    let code = route.demand.permission?;
    let row = TABLE.iter().find(|row| row.code == code).expect("a permission of the table");
    Some(row.grant(role, Duties::default()))
}

async fn ask(person: &Person<'_>, route: &Listed, path: &str, csrf: &str) -> u16 {
    if route.method == "GET" {
        person.get(path).await.status
    } else {
        person.post(path, &[("csrf", csrf)]).await.status
    }
}

fn filled(path: &str, id: &str) -> String {
    let mut filled = String::new();
    let mut rest = path;
    let mut first = true;
    while let Some((before, after)) = rest.split_once('{') {
        let (_, after) = after.split_once('}').expect("a closed brace");
        filled.push_str(before);
        // Whatever else varies in an address was never issued either.
        filled.push_str(&if first { id.to_owned() } else { Uuid::now_v7().to_string() });
        first = false;
        rest = after;
    }
    filled + rest
}

#[actix_web::test]
async fn every_route_answers_every_role_as_the_contract_says() {
    let app = TestApp::new().await;
    let (within, without) =
        (register_patient(&app, "Within", "Reach"), register_patient(&app, "Out", "Of Reach"));
    // Today with the doctor, at a site of the nurse; the other one with somebody else, in a month.
    let here = appointment(&app, &within, "booked");
    let elsewhere = {
        let practice = Practice { doctor: account(&app, "admin@test.example"), ..Practice::closed(&app) };
        let at = app.clock.now() + SignedDuration::from_hours(24 * 30);
        practice.stand(&app, &practice.booking(without.id, at), Status::Booked)
    };
    nurse_works_at_all_sites(&app);
    let (doctor, admin) = (Practice::open(&app).doctor, account(&app, "admin@test.example"));
    Practice::of(&app, admin);
    let id = |object: Object, path: &str| {
        let (ours, foreign) = if path.starts_with("/appointments/{id}") || path.starts_with("/walk-in/{id}") {
            (here.to_string(), elsewhere.to_string())
        } else if path.starts_with("/hours/{") {
            (doctor.to_string(), admin.to_string())
        } else {
            (within.id.to_string(), without.id.to_string())
        };
        match object {
            Object::Within => ours,
            Object::Without => foreign,
            Object::NeverIssued => Uuid::now_v7().to_string(),
        }
    };
    let mut wrong = Vec::new();
    let mut asked = 0;
    for role in Role::ALL {
        let person = app.person(role).await;
        let csrf = person.csrf().await;
        for route in wardbook::routes::list() {
            let Some(grant) = grant_of(&route, role) else { continue };
            // These end or lock the session that asks; requests of their own test them.
            if ["/sign-out", "/lock"].contains(&route.path) {
                continue;
            }
            for object in [Object::Within, Object::Without, Object::NeverIssued] {
                if object != Object::Within && !route.path.contains('{') {
                    continue;
                }
                let path = filled(route.path, &id(object, route.path));
                let status = ask(&person, &route, &path, &csrf).await;
                asked += 1;
                let reaches = match (object, grant) {
                    (Object::NeverIssued, _) => false,
                    (_, Grant::All) => true,
                    (Object::Without, _) => false,
                    (Object::Within, Grant::Relation | Grant::Wards) => true,
                    // The appointment and the hours are this doctor's own.
                    (Object::Within, Grant::Own) if role == Role::Doctor => true,
                    // The patient of this account is somebody else.
                    (Object::Within, _) => !route.demand.record,
                };
                let names_more = route.path.matches('{').count() > usize::from(route.demand.record);
                let good = match grant {
                    Grant::No => status == 403,
                    _ if route.demand.record && !reaches => status == 404,
                    _ if names_more || NEED_MORE_THAN_A_RIGHT.contains(&route.path) => {
                        [200, 204, 303, 404, 409, 422].contains(&status)
                    }
                    _ if route.method == "GET" => (200..400).contains(&status),
                    // A change without its form: let in, and refused in words.
                    _ => [200, 204, 303, 413, 422].contains(&status),
                };
                if !good {
                    wrong.push(format!("{role} {} {path} ({object:?}, {grant:?}): {status}", route.method));
                }
            }
        }
    }
    assert!(asked > 200, "the census walked {asked} doors");
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
}

#[actix_web::test]
async fn without_a_session_only_the_door_answers() {
    let app = TestApp::new().await;
    let person = app.visitor();
    for route in wardbook::routes::list() {
        // Slowly: strangers may ask once a second.
        app.clock.advance(jiff::SignedDuration::from_secs(1));
        let path = filled(route.path, &Uuid::now_v7().to_string());
        let answer =
            if route.method == "GET" { person.get(&path).await } else { person.post(&path, &[]).await };
        let open = [
            "/sign-in",
            "/sign-in/dialog",
            "/sign-in/code",
            "/sign-out",
            "/setup",
            "/unlock",
            "/demo",
            "/verify",
            "/forgotten",
            // Whoever knows the secret is let in; nobody knows this one.
            "/calendar/{secret}.ics",
            "/link/{token}",
            "/link/{token}/open",
        ];
        if open.contains(&route.path) {
            assert!(
                answer.status < 500 && answer.status != 401,
                "{} {path}: {}",
                route.method,
                answer.status
            );
        } else {
            assert_eq!(answer.status, 303, "{} {path}", route.method);
            assert!(answer.location().starts_with("/sign-in"), "{path} leads to {}", answer.location());
        }
    }
}

#[actix_web::test]
async fn every_built_permission_has_a_route_and_every_route_a_permission_of_the_table() {
    let routes = wardbook::routes::list();
    for row in TABLE.iter().filter(|row| row.built) {
        assert!(
            routes.iter().any(|route| route.demand.permission == Some(row.code)),
            "{} is listed as built, but no route demands it",
            row.code
        );
    }
}

/// Lists asked the same rule in other words, and counted an appointment that the page did not.
#[actix_web::test]
async fn who_is_in_the_list_can_be_opened_and_nobody_else() {
    let app = TestApp::new().await;
    crate::support::paper::nurse_works_at_all_sites(&app);
    let all = ["requested", "booked", "arrived", "in_consultation", "completed", "no_show", "cancelled"];
    let patients = all.map(|status| {
        let patient = register_patient(&app, status, "Somebody");
        appointment(&app, &patient, status);
        patient
    });
    for (person, reached) in [(app.doctor().await, &all[1..5]), (app.nurse().await, &all[..6])] {
        let list = person.get("/patients").await.text();
        for (patient, status) in patients.iter().zip(all) {
            let address = format!("/patients/{}", patient.id);
            let wanted = reached.contains(&status);
            assert_eq!(person.get(&address).await.status == 200, wanted, "opening who has {status}");
            assert_eq!(list.contains(&address), wanted, "listing who has {status}");
        }
    }
}

#[actix_web::test]
async fn a_foreign_record_and_none_at_all_look_alike_to_the_letter() {
    let app = TestApp::new().await;
    let foreign = register_patient(&app, "Out", "Of Reach");
    let doctor = app.doctor().await;
    for path in ["", "/edit", "/access", "/record.pdf", "/label.pdf", "/wristband.pdf", "/labels"] {
        let there = doctor.get(&format!("/patients/{}{path}", foreign.id)).await;
        let never = doctor.get(&format!("/patients/{}{path}", Uuid::now_v7())).await;
        assert_eq!((there.status, never.status), (404, 404), "{path}");
        assert_eq!(there.text(), never.text(), "{path}");
    }
}
