//! Employees as an admin works with them, and what becomes of their sessions.

use std::sync::Barrier;

use wardbook::diary::appointments::Status;
use wardbook::gate::access::employees;
use wardbook::gate::access::model::Role;
use wardbook::gate::access::store;
use wardbook::gate::actor::AccountId;

use crate::support::diary::Practice;
use crate::support::paper::register_patient;
use crate::support::{Answer, PASSWORD, Person, TestApp};

fn id_of(app: &TestApp, email: &str) -> AccountId {
    let email = email.to_owned();
    app.house.db.read_now(|conn| Ok(store::by_email(conn, &email)?.expect("an account").id)).expect("a read")
}

fn page_of(app: &TestApp, role: Role) -> String {
    format!("/staff/{}", id_of(app, &format!("{role}@test.example")))
}

/// The employee's form as it stands on the page, with other values for some fields.
async fn edit(admin: &Person<'_>, path: &str, changes: &[(&str, &str)]) -> Answer {
    let page = admin.get(path).await;
    send(admin, path, &page, changes).await
}

async fn send(admin: &Person<'_>, path: &str, page: &Answer, changes: &[(&str, &str)]) -> Answer {
    let inputs = page.inputs();
    let mut fields: Vec<(&str, &str)> =
        ["csrf", "key", "version", "name", "email", "specialties", "licence", "fee"]
            .iter()
            .map(|name| (*name, inputs[*name].as_str()))
            .collect();
    let text = page.text();
    let role = ["admin", "doctor", "nurse", "receptionist"]
        .into_iter()
        .find(|role| {
            let form = text.split("id=\"panel\"").nth(1).unwrap_or_default();
            form.contains(&format!("value=\"{role}\" selected"))
        })
        .expect("a role");
    fields.extend([("role", role), ("slot", "15")]);
    fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    fields.extend(changes);
    admin.post(path, &fields).await
}

const NEW: [(&str, &str); 6] = [
    ("name", "Aylin Çelik"),
    ("email", "a.celik@test.example"),
    ("role", "doctor"),
    ("slot", "20"),
    ("specialties", "Cardiology, internal medicine"),
    ("doctor", "on"),
];

fn one_time_password(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("<code>").expect("a password on the page");
    rest.split('<').next().unwrap_or_default().to_owned()
}

#[actix_web::test]
async fn only_admins_manage_employees() {
    let app = TestApp::new().await;
    let path = page_of(&app, Role::Nurse);
    for person in [app.doctor().await, app.nurse().await, app.receptionist().await, app.patient().await] {
        for page in ["/staff", "/staff/new", "/staff/rules", path.as_str()] {
            assert_eq!(person.get(page).await.status, 403, "{page}");
        }
        let csrf = person.csrf().await;
        for action in ["disable", "enable", "reset", "end-sessions"] {
            let answer = person.post(&format!("{path}/{action}"), &[("csrf", &csrf)]).await;
            assert_eq!(answer.status, 403, "{action}");
        }
    }
    let admin = app.admin().await;
    assert_eq!(admin.get("/staff").await.status, 200);
    for nobody in
        [AccountId::new().to_string(), "rubbish".into(), id_of(&app, "patient@test.example").to_string()]
    {
        assert_eq!(admin.get(&format!("/staff/{nobody}")).await.status, 404, "{nobody}");
    }
}

#[actix_web::test]
async fn the_list_is_searched_and_filtered() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let made = admin.fill("/staff/new", "/staff", &NEW).await;
    assert_eq!(made.status, 200, "{}", made.text());
    for (query, found) in [
        ("", true),
        ("q=celik", true),
        ("q=CARDIO+ayl", true),
        ("q=a.celik%40", true),
        ("q=nobody", false),
        ("role=doctor", true),
        ("role=nurse", false),
        ("account=invited", true),
        ("account=active", false),
        ("account=disabled", false),
        ("q=%25", false),
        ("after=rubbish", true),
    ] {
        let page = admin.get(&format!("/staff?{query}")).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.text().contains("Aylin Çelik"), found, "{query}");
    }
    assert!(!admin.get("/staff").await.text().contains("patient@test.example"), "patients are no employees");
}

#[actix_web::test]
async fn a_new_employee_gets_a_password_once_and_replaces_it() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let page = admin.get("/staff/new").await;
    let inputs = page.inputs();
    let mut fields = vec![("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str())];
    fields.extend(NEW);
    let made = admin.post("/staff", &fields).await;
    let password = one_time_password(&made);
    assert_eq!(password.len(), 19);
    let again = admin.post("/staff", &fields).await;
    assert_eq!(again.status, 303, "the second click makes nobody");
    assert!(!admin.open(again.location()).await.text().contains(&password));

    let person = app.visitor();
    assert_eq!(person.sign_in("A.Celik@test.example", &password).await.status, 303);
    assert_eq!(person.get("/directory").await.location(), "/sign-in/new-password");
    let chosen = [("password", "four unrelated words here")];
    let answer = person.fill("/sign-in/new-password", "/sign-in/new-password", &chosen).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(person.get("/directory").await.status, 200);
    let late = app.visitor().sign_in("a.celik@test.example", &password).await;
    assert_eq!(late.status, 422, "the one-time password is used up");
}

#[actix_web::test]
async fn a_one_time_password_lasts_three_days() {
    let app = TestApp::new().await;
    let made = app.admin().await.fill("/staff/new", "/staff", &NEW).await;
    app.clock.advance(jiff::SignedDuration::from_hours(72));
    let late = app.visitor().sign_in("a.celik@test.example", &one_time_password(&made)).await;
    assert_eq!(late.status, 422);
}

#[actix_web::test]
async fn what_is_wrong_with_a_new_employee_is_said_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let fields = [
        ("name", "<script>alert(1)</script>"),
        ("email", "nurse@test.example"),
        ("role", "doctor"),
        ("slot", "15"),
        ("fee", "85 euro"),
    ];
    let answer = admin.fill("/staff/new", "/staff", &fields).await;
    assert_eq!(answer.status, 422);
    let text = answer.text();
    assert!(text.contains("&#60;script&#62;") && !text.contains("<script>alert"), "shown literally");
    assert!(text.contains("85 euro") && text.contains("aria-invalid"));
    let taken = admin
        .fill(
            "/staff/new",
            "/staff",
            &[("name", "X"), ("email", "NURSE@test.example"), ("role", "nurse"), ("slot", "15")],
        )
        .await;
    assert_eq!(taken.status, 422);
    assert!(taken.text().contains("Another account has this e-mail address"));
    let patient = admin
        .fill(
            "/staff/new",
            "/staff",
            &[("name", "X"), ("email", "x@test.example"), ("role", "patient"), ("slot", "15")],
        )
        .await;
    assert_eq!(patient.status, 422, "nobody is hired as a patient");
}

#[actix_web::test]
async fn a_changed_role_ends_the_sessions_and_counts_at_once() {
    let app = TestApp::new().await;
    let (admin, nurse) = (app.admin().await, app.nurse().await);
    let path = page_of(&app, Role::Nurse);
    let renamed = edit(&admin, &path, &[("name", "Nils Berg")]).await;
    assert_eq!(renamed.status, 303, "{}", renamed.text());
    assert_eq!(nurse.get("/directory").await.status, 200, "a new name ends nothing");
    assert_eq!(edit(&admin, &path, &[("role", "admin")]).await.status, 303);
    assert_eq!(nurse.get("/directory").await.status, 303, "the session is over");
    let again = app.signed_in("nurse@test.example", PASSWORD).await;
    assert_eq!(again.get("/staff").await.status, 200);
}

#[actix_web::test]
async fn nobody_changes_their_own_role_or_disables_themselves() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let path = page_of(&app, Role::Admin);
    let demoted = edit(&admin, &path, &[("role", "nurse")]).await;
    assert_eq!(demoted.status, 422);
    assert!(demoted.text().contains("Another admin can"));
    let disabled = admin.fill(&format!("{path}/disable"), &format!("{path}/disable"), &[("to", "")]).await;
    assert_eq!(disabled.status, 422);
    assert_eq!(admin.get("/staff").await.status, 200);
}

#[actix_web::test]
async fn a_disabled_employee_is_out_at_once_and_stays_out() {
    let app = TestApp::new().await;
    let (admin, doctor) = (app.admin().await, app.doctor().await);
    let path = page_of(&app, Role::Doctor);
    let done = admin.fill(&format!("{path}/disable"), &format!("{path}/disable"), &[("to", "")]).await;
    assert_eq!((done.status, done.location()), (303, path.as_str()));
    assert_eq!(doctor.get("/directory").await.status, 303);
    assert_eq!(app.visitor().sign_in("doctor@test.example", PASSWORD).await.status, 422);
    assert!(!admin.get("/directory").await.text().contains("Test doctor"), "gone from what one chooses from");
    assert!(admin.get("/staff?account=disabled").await.text().contains("Test doctor"));
    app.clock.advance(jiff::SignedDuration::from_secs(5));
    assert_eq!(admin.fill(&path, &format!("{path}/enable"), &[]).await.status, 303);
    app.signed_in("doctor@test.example", PASSWORD).await;
}

#[actix_web::test]
async fn a_reset_ends_sessions_and_the_old_password() {
    let app = TestApp::new().await;
    let (admin, nurse) = (app.admin().await, app.nurse().await);
    let path = format!("{}/reset", page_of(&app, Role::Nurse));
    let sheet = admin.fill(&path, &path, &[]).await;
    assert_eq!(sheet.status, 200);
    assert_eq!(nurse.get("/directory").await.status, 303);
    assert_eq!(app.visitor().sign_in("nurse@test.example", PASSWORD).await.status, 422);
    app.clock.advance(jiff::SignedDuration::from_secs(2));
    let person = app.signed_in("nurse@test.example", &one_time_password(&sheet)).await;
    assert_eq!(person.get("/directory").await.location(), "/sign-in/new-password");
}

#[actix_web::test]
async fn an_admin_ends_somebodys_sessions() {
    let app = TestApp::new().await;
    let (admin, first, second) = (app.admin().await, app.nurse().await, app.nurse().await);
    let path = page_of(&app, Role::Nurse);
    assert!(admin.get(&path).await.text().contains("End 2 sessions"));
    assert_eq!(admin.fill(&path, &format!("{path}/end-sessions"), &[]).await.status, 303);
    for person in [first, second] {
        assert_eq!(person.get("/directory").await.status, 303);
    }
}

#[actix_web::test]
async fn the_second_of_two_editors_is_shown_both_versions_and_picks() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let path = page_of(&app, Role::Nurse);
    let stale = admin.get(&path).await;
    assert_eq!(edit(&admin, &path, &[("name", "Nils Berg"), ("licence", "N-1")]).await.status, 303);
    let mine = [("name", "Nils B."), ("pharmacy", "on"), ("licence", "N-1")];
    let conflict = send(&admin, &path, &stale, &mine).await;
    assert_eq!(conflict.status, 409);
    let text = conflict.text();
    assert!(text.contains("Nils Berg") && text.contains("Nils B.") && text.contains("Pharmacy"));
    assert!(!text.contains("pick-email") && !text.contains("pick-licence"), "what agrees is not asked");
    let inputs = conflict.inputs();
    let mut fields: Vec<(&str, &str)> = inputs
        .iter()
        .filter(|(name, _)| !name.starts_with("pick-"))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.extend([("pick-name", "theirs"), ("pick-duties", "mine")]);
    let saved = admin.post(&path, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let page = admin.get(&path).await;
    assert_eq!(page.inputs()["name"], "Nils Berg");
    let pharmacy = page.text().split("name=\"pharmacy\"").nth(1).unwrap_or_default().to_owned();
    assert!(pharmacy.split('>').next().unwrap_or_default().contains("checked"));
}

/// "Save what I picked" without picking anything must not take the other one's changes back.
#[actix_web::test]
async fn what_only_the_other_editor_changed_is_not_taken_back() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let path = page_of(&app, Role::Nurse);
    edit(&admin, &path, &[("name", "Nils Berg"), ("licence", "N-1"), ("fee", "10")]).await;
    let stale = admin.get(&path).await;
    let theirs = [("name", "Nils Berg"), ("licence", "N-2"), ("fee", "20"), ("laboratory", "on")];
    assert_eq!(edit(&admin, &path, &theirs).await.status, 303);
    let carried: Vec<(String, String)> =
        stale.inputs().into_iter().filter(|(name, _)| name.starts_with("was-")).collect();
    let mut mine = vec![("name", "Nils B."), ("licence", "N-1"), ("fee", "30")];
    mine.extend(carried.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let conflict = send(&admin, &path, &stale, &mine).await;
    assert_eq!(conflict.status, 409);
    let picked = conflict.ticked("pick-");
    let pick = |field: &str| {
        picked.iter().find(|(name, _)| *name == format!("pick-{field}")).map(|(_, v)| v.as_str())
    };
    assert_eq!((pick("name"), pick("fee")), (Some("mine"), Some("mine")), "what I changed");
    assert_eq!((pick("licence"), pick("duties")), (Some("theirs"), Some("theirs")), "what they changed");
    assert!(conflict.text().contains("Before") && conflict.text().contains("Nils Berg"));
    let inputs = conflict.inputs();
    let mut fields: Vec<(&str, &str)> = inputs
        .iter()
        .filter(|(name, _)| !name.starts_with("pick-"))
        .chain(picked.iter().map(|(name, value)| (name, value)))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.retain(|(name, _)| *name != "q");
    assert_eq!(admin.post(&path, &fields).await.status, 303);
    let saved = admin.get(&path).await;
    assert_eq!((saved.inputs()["name"].as_str(), saved.inputs()["licence"].as_str()), ("Nils B.", "N-2"));
    assert_eq!(saved.ticked("laboratory").len(), 1);
}

#[actix_web::test]
async fn the_directory_shows_nothing_private() {
    let app = TestApp::new().await;
    app.admin().await.fill("/staff/new", "/staff", &NEW).await;
    for person in [app.patient().await, app.nurse().await] {
        let page = person.get("/directory?q=cardio").await;
        assert_eq!(page.status, 200);
        let text = page.text();
        assert!(text.contains("Aylin Çelik") && text.contains("Cardiology, internal medicine"));
        assert!(!text.contains("a.celik@") && !text.contains("Test nurse</bdi></th>"));
    }
    assert_eq!(app.visitor().get("/directory").await.status, 303);
}

#[actix_web::test]
async fn two_admins_who_demote_each_other_at_once_leave_one() {
    let app = TestApp::new().await;
    app.admin().await;
    let (one, other) = (id_of(&app, "admin@test.example"), id_of(&app, "nurse@test.example"));
    let demotion = |conn: &mut wardbook::kit::db::Tx<'_>, by, whom, role| {
        let old = employees::employee(conn.conn(), whom)?;
        let new = employees::Changes {
            role,
            email_key: old.email.clone(),
            name: old.name,
            email: old.email,
            duties: old.duties,
            sites: Vec::new(),
        };
        conn.record(wardbook::kit::db::Deed::new("test.demoted"));
        employees::change(conn, by, whom, old.version, &new)
    };
    let db = &app.house.db;
    for round in 0..8 {
        let operator = app.operator();
        db.write_now(&operator, move |tx| {
            for id in [one, other] {
                employees::set_active(tx, AccountId::new(), id, true)?;
                if employees::employee(tx.conn(), id)?.role != Role::Admin {
                    demotion(tx, AccountId::new(), id, Role::Admin)?;
                }
            }
            tx.record(wardbook::kit::db::Deed::new("test.prepared"));
            Ok(())
        })
        .expect("two admins");
        let start = Barrier::new(2);
        let done: Vec<bool> = std::thread::scope(|scope| {
            let racing: Vec<_> = [(one, other), (other, one)]
                .into_iter()
                .map(|(by, whom)| {
                    let (start, operator) = (&start, app.operator());
                    scope.spawn(move || {
                        start.wait();
                        let result = db.write_now(&operator, move |tx| {
                            // Half of the rounds race over disabling, the other half over the role.
                            if round % 2 == 0 {
                                tx.record(wardbook::kit::db::Deed::new("test.disabled"));
                                employees::set_active(tx, by, whom, false)
                            } else {
                                demotion(tx, by, whom, Role::Nurse)
                            }
                        });
                        match result {
                            Ok(()) => true,
                            Err(error) if error.breaks(employees::LAST_ADMIN) => false,
                            Err(error) => panic!("{error}"),
                        }
                    })
                })
                .collect();
            racing.into_iter().map(|thread| thread.join().expect("a thread")).collect()
        });
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "round {round}");
    }
}

/// A doctor's appointment with a new patient, so many hours from now.
fn book(app: &TestApp, doctor: AccountId, hours: i64) {
    let patient = register_patient(app, &format!("Patient {hours}"), "Ana");
    let practice = Practice { doctor, ..Practice::closed(app) };
    let at = app.clock.now() + jiff::SignedDuration::from_hours(hours);
    practice.stand(app, &practice.booking(patient.id, at), Status::Booked);
}

#[actix_web::test]
async fn who_leaves_hands_over_what_the_colleague_has_time_for() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    assert_eq!(admin.fill("/staff/new", "/staff", &NEW).await.status, 200);
    let (leaver, colleague) = (id_of(&app, "doctor@test.example"), id_of(&app, "a.celik@test.example"));
    for hours in [-24, 24, 48, 72] {
        book(&app, leaver, hours);
    }
    book(&app, colleague, 48);
    let path = format!("/staff/{leaver}/disable");
    let page = admin.get(&path).await.text();
    assert!(
        page.contains("3 future appointments")
            && page.contains("Patient 24")
            && !page.contains("Patient -24")
    );
    assert!(page.contains("Aylin Çelik · Cardiology"), "who can take them");
    let nobody = admin.fill(&path, &path, &[("to", &id_of(&app, "nurse@test.example").to_string())]).await;
    assert_eq!(nobody.status, 422, "a nurse cannot be booked");
    let doctor = app.doctor().await;
    let done = admin.fill(&path, &path, &[("to", &colleague.to_string())]).await;
    assert_eq!(done.status, 303);
    assert_eq!(doctor.get("/directory").await.status, 303);
    let left = admin.get(&format!("/staff/{leaver}")).await.text();
    assert!(left.contains("disabled"), "the account is disabled");
    let theirs = admin.get(&format!("/staff/{colleague}")).await.text();
    assert!(theirs.contains("3 future appointments"), "two came, the third was there");
    let rest = admin.get(&path).await.text();
    assert!(rest.contains("1 future appointment") && rest.contains("Patient 48"));
}
