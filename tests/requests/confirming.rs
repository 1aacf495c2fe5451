//! What was asked for is given: by whom, where it is offered, what stands in the way, and what was called off comes back
//! as it was.

use wardbook::diary::appointments::{
    self, Appointment, AppointmentId, Booking, DiaryReach, Kind, Status, changes,
};
use wardbook::kit::db::Deed;
use wardbook::people::patients::{Patient, PatientId};
use wardbook::schema::{deliveries, sites, working_hours};

use diesel::prelude::*;

use crate::reminders::{agrees, ana};
use crate::support::diary::{Practice, account, at};
use crate::support::paper::{nurse_works_at_all_sites, register_patient};
use crate::support::{Answer, Person, TestApp};

/// Monday morning in Berlin, ten o'clock.
const TEN: &str = "2026-11-23T09:00:00Z";
/// This morning, a quarter past nine in Berlin.
const QUARTER: &str = "2026-11-20T08:15:00Z";

fn found(app: &TestApp, id: AppointmentId) -> Appointment {
    app.house
        .db
        .read_now(move |conn| appointments::find(conn, &DiaryReach::Everything, id))
        .expect("an appointment")
}

fn happened(app: &TestApp, id: AppointmentId) -> Vec<String> {
    let all = app.house.db.read_now(move |conn| changes(conn, id)).expect("a history");
    all.into_iter().map(|one| one.what).collect()
}

fn asked(app: &TestApp, practice: &Practice, patient: PatientId, when: &str) -> (AppointmentId, String) {
    let id = practice.stand(app, &practice.booking(patient, at(when)), Status::Requested);
    (id, format!("/appointments/{id}"))
}

/// Presses the button of a page that is sent to `step`.
async fn press(person: &Person<'_>, page: &str, step: &str) -> Answer {
    let shown = person.get(page).await;
    assert_eq!(shown.status, 200, "{page}");
    let text = shown.text();
    let form = text.split("<form").find(|form| form.contains(&format!("action=\"{step}\"")));
    let form = form.unwrap_or_else(|| panic!("no form is sent to {step}: {text}")).replace("&#38;", "&");
    let value = |name: &str| {
        let (_, rest) = form.split_once(&format!("name=\"{name}\" value=\""))?;
        rest.split('"').next().map(str::to_owned)
    };
    let fields: Vec<(&str, String)> =
        ["csrf", "key", "back"].into_iter().filter_map(|name| Some((name, value(name)?))).collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    person.post(step, &fields).await
}

/// Sends a page of other times again, with one of them.
async fn again(person: &Person<'_>, path: &str, page: &Answer, more: &[(&str, &str)]) -> Answer {
    let kept = page.inputs();
    let mut fields: Vec<(&str, &str)> = kept
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| !["slot", "over", "why", "q", "theme"].contains(name))
        .collect();
    fields.extend_from_slice(more);
    person.post(&format!("{path}/confirmation"), &fields).await
}

fn write(
    app: &TestApp,
    change: impl Fn(&mut wardbook::kit::db::Tx<'_>) -> wardbook::kit::error::Result<()> + Send + 'static,
) {
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            tx.record(Deed::new("test.prepared"));
            change(tx)
        })
        .expect("prepared");
}

#[actix_web::test]
async fn reception_confirms_on_the_day_in_the_list_and_on_the_page() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let days = "/diary?date=2026-11-23";
    let list = "/diary/list?status=requested&days=365";
    for (minutes, page) in [(0, days), (15, list), (30, "")] {
        let who = register_patient(&app, &format!("Asks {minutes}"), "Ana");
        let when = at(TEN) + jiff::SignedDuration::from_mins(minutes);
        let id = practice.stand(&app, &practice.booking(who.id, when), Status::Requested);
        let path = format!("/appointments/{id}");
        let record = format!("/patients/{}", who.id);
        assert_eq!(app.doctor().await.get(&record).await.status, 404, "what is asked for is no relation");
        let shown = reception.get(&path).await.text();
        assert!(shown.contains("<dt>Asked for</dt>") && !shown.contains("<dt>Booked</dt>"), "{shown}");
        let page = if page.is_empty() { path.as_str() } else { page };
        let given = press(&reception, page, &format!("{path}/confirmation")).await;
        assert_eq!(given.status, 303, "{}", given.text());
        let back = given.location().replace("&#38;", "&");
        assert!(back.starts_with(page.split('?').next().expect("a path")), "{page}: {back}");
        let one = found(&app, id);
        assert_eq!(one.status, Status::Booked, "{page}");
        assert_eq!(one.booked_by, Some(account(&app, "receptionist@test.example")));
        assert_eq!(one.booked_at, app.clock.now());
        assert_eq!(happened(&app, id), ["requested", "confirmed"]);
        let shown = reception.get(&path).await.text();
        for words in ["Asked for", "Confirmed", "<dt>Booked</dt>"] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert!(!shown.contains("/confirmation\""), "once");
        let doctor = app.doctor().await;
        assert_eq!(doctor.get(&record).await.status, 200, "the relation begins as with a booking");
        assert!(
            doctor.get("/notifications").await.text().contains(&format!("Asks {minutes}, Ana was booked"))
        );
        assert!(practice.is_taken(&app, when));
    }
    assert!(reception.get(list).await.text().contains("No appointment matches"), "none waits any more");
}

#[actix_web::test]
async fn the_patient_is_told_as_of_a_booking_and_only_then() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let patient = ana(&app);
    agrees(&app, &patient, "mail").await;
    let path = format!("/sites/{}/messages", practice.site);
    let fields = [("version", "0"), ("confirms", "on"), ("first", "24"), ("second", "2")];
    assert_eq!(app.admin().await.fill(&path, &path, &fields).await.status, 303);
    let told = || -> Vec<String> {
        app.house
            .db
            .read_now(|conn| {
                Ok(deliveries::table
                    .filter(deliveries::patient_id.is_not_null())
                    .order((deliveries::created_at, deliveries::id))
                    .select(deliveries::kind)
                    .load(conn)?)
            })
            .expect("messages")
    };
    let (id, path) = asked(&app, &practice, patient.id, TEN);
    app.clock.advance(jiff::SignedDuration::from_mins(1));
    let reception = app.receptionist().await;
    // Called off and back again, it is asked for still, and nobody is told that it is on.
    let cancellation = format!("{path}/cancellation");
    assert_eq!(reception.fill(&cancellation, &cancellation, &[("reason", "No time")]).await.status, 303);
    let before = told();
    assert_eq!(press(&reception, &path, &format!("{path}/return")).await.status, 303);
    assert_eq!((found(&app, id).status, told()), (Status::Requested, before.clone()));
    assert!(!practice.is_taken(&app, at(TEN)), "it takes nobody's time");
    assert_eq!(press(&reception, &path, &format!("{path}/confirmation")).await.status, 303);
    assert_eq!(told().len(), before.len() + 1);
    assert_eq!(told().last().map(String::as_str), Some("booked"));
    assert_eq!(happened(&app, id), ["requested", "cancelled", "brought-back", "confirmed"]);
}

#[actix_web::test]
async fn a_time_that_was_taken_meanwhile_is_answered_with_others_and_one_of_them_is_given() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let (who, rival) = (register_patient(&app, "Asks", "Ana"), register_patient(&app, "Geheim", "Gina"));
    let (id, path) = asked(&app, &practice, who.id, TEN);
    practice.book(&app, practice.booking(rival.id, at(TEN))).expect("faster");
    let reception = app.receptionist().await;
    let taken = press(&reception, &path, &format!("{path}/confirmation")).await;
    assert_eq!(taken.status, 409);
    let text = taken.text();
    let sheet = text.split("id=\"in-sheet\"").nth(1).expect("the task").to_owned();
    assert!(sheet.contains("10:00 has just been taken") && !sheet.contains("Geheim"), "{sheet}");
    assert!(sheet.matches("type=\"radio\" name=\"slot\"").count() >= 2, "{sheet}");
    assert!(
        !sheet.contains(&format!("name=\"slot\" value=\"{TEN}~")),
        "never the time that is taken: {sheet}"
    );
    assert!(!sheet.contains("Back to the form"), "there is none: {sheet}");
    assert_eq!(found(&app, id).status, Status::Requested, "nothing happened");
    // Over the other one only with a reason.
    let over = format!("{TEN}~{}~{}~15~over", practice.doctor, practice.site);
    let bare = again(&reception, &path, &taken, &[("over", &over)]).await;
    assert_eq!(bare.status, 422, "{}", bare.text());
    assert_eq!(found(&app, id).status, Status::Requested);
    let later = format!("2026-11-23T09:15:00Z~{}~{}~15", practice.doctor, practice.site);
    let given = again(&reception, &path, &bare, &[("slot", &later)]).await;
    assert_eq!((given.status, given.location()), (303, path.as_str()), "{}", given.text());
    let one = found(&app, id);
    assert_eq!((one.status, one.starts_at), (Status::Booked, at("2026-11-23T09:15:00Z")));
    assert_eq!(one.reason, "Blood pressure", "what was said stays");
    // A second window says what it is by now.
    let late =
        again(&reception, &path, &taken, &[("slot", &later), ("key", "another-key-of-another-page")]).await;
    assert!([409, 422].contains(&late.status), "{}", late.status);
    assert_eq!(happened(&app, id), ["requested", "confirmed"]);
    // With a reason it can lie over another one.
    let third = register_patient(&app, "Third", "Ana");
    let (id, path) = asked(&app, &practice, third.id, TEN);
    let taken = press(&reception, &path, &format!("{path}/confirmation")).await;
    let given = again(&reception, &path, &taken, &[("over", &over), ("why", "Urgent")]).await;
    assert_eq!(given.status, 303, "{}", given.text());
    assert_eq!(found(&app, id).overbook_reason.as_deref(), Some("Urgent"));
}

#[actix_web::test]
async fn nothing_is_given_on_leave_outside_hours_or_where_nobody_works_any_more() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let who = register_patient(&app, "Asks", "Ana");
    let (early, early_path) = asked(&app, &practice, who.id, "2026-11-23T05:00:00Z");
    let refused = press(&reception, &early_path, &format!("{early_path}/confirmation")).await;
    assert_eq!(refused.status, 409);
    let (id, path) = asked(&app, &practice, who.id, TEN);
    on_leave(&app, &practice);
    let refused = press(&reception, &path, &format!("{path}/confirmation")).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(refused.text().contains("leave"), "{}", refused.text());
    for one in [early, id] {
        assert_eq!((found(&app, one).status, happened(&app, one).len()), (Status::Requested, 0));
    }
    // What is over is given to nobody.
    let (_, past) = asked(&app, &practice, who.id, "2026-11-19T09:00:00Z");
    assert!(!reception.get(&past).await.text().contains("/confirmation\""));
}

fn on_leave(app: &TestApp, practice: &Practice) {
    use wardbook::diary::hours::{Leave, LeaveId, add_leave};
    let doctor = practice.doctor;
    write(app, move |tx| {
        let leave = Leave {
            id: LeaveId::new(),
            doctor_id: doctor,
            starts_at: at("2026-11-22T23:00:00Z"),
            ends_at: at("2026-11-23T23:00:00Z"),
            note: String::new(),
            cover_id: None,
        };
        add_leave(tx, &leave, doctor).map(|_| ())
    });
}

#[actix_web::test]
async fn who_books_confirms_and_nobody_else() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let other = Practice::of(&app, account(&app, "admin@test.example"));
    nurse_works_at_all_sites(&app);
    let known = register_patient(&app, "Known", "Ana");
    practice.book(&app, practice.booking(known.id, at(QUARTER))).expect("a relation");
    let unknown = register_patient(&app, "Unknown", "Ana");
    let confirm = async |person: &Person<'_>, path: &str| {
        let csrf = person.csrf().await;
        let key = person.get("/diary").await.inputs().get("key").cloned().unwrap_or_else(|| "a".repeat(32));
        person.post(&format!("{path}/confirmation"), &[("csrf", &csrf), ("key", &key)]).await.status
    };
    let (id, path) = asked(&app, &practice, known.id, TEN);
    for (role, status) in [("nurse", 403), ("patient", 403)] {
        let person = app.signed_in(&format!("{role}@test.example"), crate::support::PASSWORD).await;
        assert_eq!(confirm(&person, &path).await, status, "{role}");
        assert!(!person.get("/diary").await.text().contains("/confirmation\""), "{role}");
    }
    let doctor = app.doctor().await;
    // A first one with somebody unknown would be a relation that a doctor gives themselves.
    let (first, first_path) = asked(&app, &practice, unknown.id, "2026-11-23T10:00:00Z");
    assert!(!doctor.get(&first_path).await.text().contains("/confirmation\""));
    assert_eq!(confirm(&doctor, &first_path).await, 404);
    let (foreign, foreign_path) = asked(&app, &other, known.id, "2026-11-23T11:00:00Z");
    assert_eq!(confirm(&doctor, &foreign_path).await, 404);
    let new = Booking { kind: Kind::New, ..practice.booking(known.id, at("2026-11-23T12:00:00Z")) };
    let new = practice.stand(&app, &new, Status::Requested);
    assert!(!doctor.get(&format!("/appointments/{new}")).await.text().contains("/confirmation\""));
    for one in [id, first, foreign, new] {
        assert_eq!(found(&app, one).status, Status::Requested);
    }
    assert_eq!(
        press(&doctor, &path, &format!("{path}/confirmation")).await.status,
        303,
        "their own follow-up"
    );
    assert_eq!(found(&app, id).status, Status::Booked);
}

/// One that was called off by reception.
async fn called_off(
    app: &TestApp,
    practice: &Practice,
    who: &Patient,
    when: &str,
) -> (AppointmentId, String) {
    let id = practice.book(app, practice.booking(who.id, at(when))).expect("booked");
    let path = format!("/appointments/{id}");
    let cancellation = format!("{path}/cancellation");
    let off = app.receptionist().await.fill(&cancellation, &cancellation, &[("reason", "Ill")]).await;
    assert_eq!(off.status, 303);
    (id, path)
}

#[actix_web::test]
async fn what_was_called_off_comes_back_only_where_it_could_be_booked() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let who = register_patient(&app, "Returns", "Ana");
    let (id, path) = called_off(&app, &practice, &who, TEN).await;
    let doctor = practice.doctor;
    write(&app, move |tx| {
        diesel::delete(working_hours::table.filter(working_hours::doctor_id.eq(doctor)))
            .execute(tx.conn())?;
        Ok(())
    });
    let refused = press(&reception, &path, &format!("{path}/return")).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("sees nobody at that time any more"), "{}", refused.text());
    Practice::of(&app, doctor);
    let site = practice.site;
    let active = move |app: &TestApp, is: bool| {
        write(app, move |tx| {
            diesel::update(sites::table.find(site)).set(sites::active.eq(is)).execute(tx.conn())?;
            Ok(())
        });
    };
    active(&app, false);
    let refused = press(&reception, &path, &format!("{path}/return")).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("the site is closed"), "{}", refused.text());
    assert_eq!(found(&app, id).status, Status::Cancelled);
    active(&app, true);
    assert_eq!(press(&reception, &path, &format!("{path}/return")).await.status, 303);
    assert_eq!(found(&app, id).status, Status::Booked);
}
