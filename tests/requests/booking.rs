//! New appointments as reception and doctors make them.

use std::collections::BTreeMap;

use diesel::prelude::*;
use wardbook::diary::appointments::{self, Booking, Kind, Status};
use wardbook::diary::hours::{self, Leave, LeaveId};
use wardbook::kit::db::Deed;
use wardbook::people::patients::{self, Patient, PatientId};
use wardbook::people::staff::{self, DoctorProfile};
use wardbook::schema::{accounts, appointments as rows};

use crate::support::diary::{Practice, account, appointments_of, at};
use crate::support::paper::register_patient;
use crate::support::{Answer, Person, TestApp};

/// Monday morning in Berlin, ten o'clock.
const TEN: &str = "2026-11-23T09:00:00Z";

fn slot(practice: &Practice, when: &str) -> String {
    format!("{when}~{}~{}~15", practice.doctor, practice.site)
}

fn new_path(patient: &Patient, practice: &Practice, when: &str) -> String {
    appointments::new_path(&appointments::Wish {
        patient: Some(patient.id),
        doctor: Some(practice.doctor),
        site: Some(practice.site),
        at: Some(at(when)),
        minutes: Some(15),
    })
}

/// The fields a browser would send for a time, with whatever is said otherwise.
fn fields(
    practice: &Practice,
    patient: &Patient,
    when: &str,
    more: &[(&str, &str)],
) -> BTreeMap<String, String> {
    let day = at(when).to_zoned(jiff::tz::TimeZone::get("Europe/Berlin").expect("a zone")).date();
    let mut fields = BTreeMap::from([
        ("patient".to_owned(), patient.id.to_string()),
        ("doctor".to_owned(), practice.doctor.to_string()),
        ("day".to_owned(), day.to_string()),
        ("shown".to_owned(), format!("{} {day}", practice.doctor)),
        ("slot".to_owned(), slot(practice, when)),
        ("minutes".to_owned(), String::new()),
        ("kind".to_owned(), "follow_up".to_owned()),
        ("reason".to_owned(), "Blood pressure".to_owned()),
    ]);
    for (name, value) in more {
        fields.insert((*name).to_owned(), (*value).to_owned());
    }
    fields
}

/// The part of a page that is the task, without what surrounds it.
fn sheet(answer: &Answer) -> String {
    let text = answer.text();
    text.split("id=\"in-sheet\"")
        .nth(1)
        .and_then(|rest| rest.split("</dialog>").next())
        .unwrap_or(&text)
        .to_owned()
}

async fn send(person: &Person<'_>, form_at: &str, fields: &BTreeMap<String, String>) -> Answer {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    person.fill(form_at, "/appointments", &fields).await
}

/// A second doctor who sees patients in the same specialty.
fn colleague(app: &TestApp, practice: &Practice) -> Practice {
    let admin = account(app, "admin@test.example");
    let second = Practice::of(app, admin);
    for doctor in [practice.doctor, admin] {
        app.house
            .db
            .write_now(&app.operator(), move |tx| {
                let profile = DoctorProfile {
                    sees_patients: true,
                    specialties: vec!["Cardiology".into()],
                    ..DoctorProfile::default()
                };
                staff::put_profile(tx, doctor, &profile)?;
                tx.record(Deed::new("test.prepared"));
                Ok(())
            })
            .expect("a profile");
    }
    second
}

#[actix_web::test]
async fn reception_books_from_a_free_time_and_who_and_when_are_kept() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let patient = register_patient(&app, "Marković", "Ana");
    let reception = app.receptionist().await;
    let path = new_path(&patient, &practice, TEN);
    let page = reception.get(&path).await;
    assert_eq!(page.status, 200, "{}", sheet(&page));
    let text = sheet(&page);
    for words in ["MARKOVIĆ, Ana", "Monday 23 November 2026", "Allergies not recorded", "15 min, as usual"] {
        assert!(text.contains(words), "{words} is on the page: {text}");
    }
    assert!(text.contains(&format!(
        "value=\"{}\" data-says=\"Book Mon 23 Nov, 10:00\" selected",
        slot(&practice, TEN)
    )));
    let answer = send(&reception, &path, &fields(&practice, &patient, TEN, &[("notes", "Wheelchair")])).await;
    assert_eq!(answer.status, 303, "{}", sheet(&answer));
    let made = appointments_of(&app, patient.id);
    let [one] = made.as_slice() else { panic!("one appointment, not {}", made.len()) };
    assert_eq!(answer.location(), appointments::path(one.id));
    assert_eq!((one.status, one.kind, one.walk_in), (Status::Booked, Kind::FollowUp, false));
    assert_eq!((one.starts_at, one.ends_at), (at(TEN), at("2026-11-23T09:15:00Z")));
    assert_eq!((one.reason.as_str(), one.notes.as_str()), ("Blood pressure", "Wheelchair"));
    assert_eq!(one.booked_by, Some(account(&app, "receptionist@test.example")));
    assert_eq!(one.booked_at, app.clock.now());
}

#[actix_web::test]
async fn without_a_patient_the_page_is_the_way_to_find_one() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let patient = register_patient(&app, "Marković", "Ana");
    let reception = app.receptionist().await;
    let begun =
        format!("doctor={}&site={}&at=2026-11-23T09%3A00%3A00Z&minutes=15", practice.doctor, practice.site);
    let page = reception.get(&format!("/appointments/new?{begun}")).await;
    assert_eq!(page.status, 200);
    assert!(
        sheet(&page).contains("Monday 23 November, 10:00 with Test doctor, Harbour clinic"),
        "{}",
        sheet(&page)
    );
    for path in ["/appointments/new", "/appointments/new/patients"] {
        let hits = reception
            .get(&format!("{path}?q=markovic&{begun}"))
            .await
            .text()
            .replace("&amp;", "&")
            .replace("&#38;", "&");
        assert!(hits.contains(&format!("/appointments/new?{begun}&patient={}", patient.id)), "{hits}");
    }
    let nobody = reception.get("/appointments/new?q=zzz").await.text();
    assert!(nobody.contains("Nobody is found for") && nobody.contains("/patients/new?q=zzz"));
}

#[actix_web::test]
async fn the_first_day_with_a_free_time_is_shown_when_none_is_asked_for() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let patient = register_patient(&app, "Marković", "Ana");
    let doctor = practice.doctor;
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let leave = Leave {
                id: LeaveId::new(),
                doctor_id: doctor,
                starts_at: at("2026-11-19T23:00:00Z"),
                ends_at: at("2026-12-01T23:00:00Z"),
                note: String::new(),
                cover_id: None,
            };
            hours::add_leave(tx, &leave, doctor)?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("leave");
    let reception = app.receptionist().await;
    let text = reception.get(&format!("/appointments/new?patient={}", patient.id)).await.text();
    assert!(text.contains("Wednesday 2 December 2026") && text.contains("32 free that day"), "{text}");
    // A day that was asked for stays, and the next one with free times is offered beside it.
    let path = format!("/appointments/new/times?patient={}&doctor={doctor}&day=2026-11-20", patient.id);
    let text = reception.get(&path).await.text();
    assert!(text.contains("Friday 20 November 2026, today"), "{text}");
    assert!(text.contains("<optgroup label=\"Wednesday 2 December\">"), "{text}");
    assert!(text.contains("None that day"), "{text}");
}

#[actix_web::test]
async fn times_follow_doctor_day_and_length_and_leave_out_what_the_patient_cannot() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let other = colleague(&app, &practice);
    let (patient, busy) = (register_patient(&app, "First", "Ana"), register_patient(&app, "Second", "Ana"));
    practice.book(&app, practice.booking(busy.id, at(TEN))).expect("taken");
    other.book(&app, other.booking(patient.id, at("2026-11-23T10:00:00Z"))).expect("elsewhere");
    let reception = app.receptionist().await;
    let times = async |query: &str| {
        let path = format!("/appointments/new/times?patient={}&day=2026-11-23&{query}", patient.id);
        let answer = reception.get(&path).await;
        assert_eq!(answer.status, 200, "{}", sheet(&answer));
        sheet(&answer)
    };
    let free =
        |text: &str, when: &str| text.contains(&format!("{when}~{}~{}~", practice.doctor, practice.site));
    let text = times(&format!("doctor={}", practice.doctor)).await;
    assert!(free(&text, "2026-11-23T08:45:00Z") && free(&text, "2026-11-23T09:15:00Z"));
    assert!(!text.contains(&format!("\"{}\"", slot(&practice, TEN))), "what is taken is not free");
    assert!(text.contains(&format!("\"{}~over\"", slot(&practice, TEN))), "and can be overbooked");
    assert!(!free(&text, "2026-11-23T10:00:00Z"), "the patient is elsewhere");
    let long = times(&format!("doctor={}&minutes=30", practice.doctor)).await;
    let half = format!("\"2026-11-23T08:45:00Z~{}~{}~30\"", practice.doctor, practice.site);
    assert!(!long.contains(&half), "half an hour would reach into what is taken");
    // First available: one line a time, with a name.
    let first = times("doctor=first").await;
    assert_eq!(first.matches(">10:00, ").count(), 1, "{first}");
    assert!(first.contains(">10:00, Test admin<"));
}

#[actix_web::test]
async fn what_has_just_been_taken_is_answered_with_other_times_and_nothing_typed_is_lost() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let other = colleague(&app, &practice);
    let (patient, rival) =
        (register_patient(&app, "Slow", "Ana"), register_patient(&app, "Rival", "Zacharias"));
    let reception = app.receptionist().await;
    let path = new_path(&patient, &practice, TEN);
    let typed = fields(&practice, &patient, TEN, &[("reason", "Bring “readings”"), ("notes", "Deaf & kind")]);
    practice.book(&app, practice.booking(rival.id, at(TEN))).expect("faster");
    other.book(&app, other.booking(rival.id, at("2026-11-23T10:00:00Z"))).expect("another");
    let answer = send(&reception, &path, &typed).await;
    assert_eq!(answer.status, 409);
    let text = sheet(&answer);
    assert!(text.contains("10:00 has just been taken"), "{text}");
    assert!(!text.contains("Rival") && !text.contains("Zacharias"), "never by whom");
    // Same doctor nearest, colleague of the specialty, same time another day.
    for (practice, when, label) in [
        (&practice, "2026-11-23T08:45:00Z", "Mon 23 Nov, 09:45"),
        (&other, TEN, "Mon 23 Nov, 10:00"),
        (&practice, "2026-11-24T09:00:00Z", "Tue 24 Nov, 10:00"),
    ] {
        assert!(
            text.contains(&format!("name=\"slot\" value=\"{}\"", slot(practice, when))),
            "{label}: {text}"
        );
        assert!(text.contains(label), "{label}: {text}");
    }
    assert_eq!(text.matches("type=\"radio\" name=\"slot\"").count(), 3);
    let kept = answer.inputs();
    for name in ["patient", "doctor", "day", "shown", "kind", "reason", "notes"] {
        assert_eq!(kept.get(name), typed.get(name), "{name} is kept");
    }
    // One of the other times is booked from that very page.
    let mut again: Vec<(&str, &str)> =
        kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    again.retain(|(name, _)| !["slot", "over", "why", "q", "theme"].contains(name));
    let elsewhere = slot(&other, TEN);
    again.push(("slot", &elsewhere));
    assert_eq!(reception.post("/appointments", &again).await.status, 303);
    let made = appointments_of(&app, patient.id);
    assert_eq!((made[0].doctor_id, made[0].reason.as_str()), (other.doctor, "Bring “readings”"));
}

#[actix_web::test]
async fn overbooking_needs_a_reason_and_the_profile_to_allow_it() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let (patient, rival) = (register_patient(&app, "Urgent", "Ana"), register_patient(&app, "Rival", "Ana"));
    practice.book(&app, practice.booking(rival.id, at(TEN))).expect("the first");
    let reception = app.receptionist().await;
    let path = new_path(&patient, &practice, "2026-11-23T12:00:00Z");
    let over = format!("{}~over", slot(&practice, TEN));
    let sent = |why: &str| {
        fields(&practice, &patient, "2026-11-23T12:00:00Z", &[("over", over.as_str()), ("why", why)])
    };
    let offered = send(&reception, &path, &fields(&practice, &patient, TEN, &[])).await;
    assert!(sheet(&offered).contains("Overbook 10:00 with a reason"), "{}", sheet(&offered));
    let silent = send(&reception, &path, &sent(" ")).await;
    assert_eq!(silent.status, 422);
    assert!(sheet(&silent).contains("Say why it is overbooked."));
    assert!(
        sheet(&silent)
            .contains(&format!("value=\"{over}\" data-says=\"Overbook Mon 23 Nov, 10:00\" selected"))
    );
    // Reception only where the profile allows it; the doctor's own and an admin's choice need no leave.
    let allow = |yes: bool| {
        let doctor = practice.doctor;
        app.house
            .db
            .write_now(&app.operator(), move |tx| {
                let profile = DoctorProfile { sees_patients: true, overbookable: yes, ..Default::default() };
                staff::put_profile(tx, doctor, &profile)?;
                tx.record(Deed::new("test.prepared"));
                Ok(())
            })
            .expect("a profile");
    };
    allow(false);
    let refused = send(&reception, &path, &sent("Chest pain")).await;
    assert_eq!(refused.status, 409);
    assert!(sheet(&refused).contains("may not be overbooked by reception"), "{}", sheet(&refused));
    assert!(!sheet(&refused).contains("Overbook 10:00 with a reason"));
    assert!(appointments_of(&app, patient.id).is_empty());
    allow(true);
    assert_eq!(send(&reception, &path, &sent("Chest pain")).await.status, 303);
    assert_eq!(appointments_of(&app, patient.id)[0].overbook_reason.as_deref(), Some("Chest pain"));
    let third = register_patient(&app, "Third", "Ana");
    let twice =
        fields(&practice, &third, "2026-11-23T12:00:00Z", &[("over", over.as_str()), ("why", "Urgent")]);
    let answer = send(&reception, &path, &twice).await;
    assert_eq!(answer.status, 409);
    assert!(sheet(&answer).contains("10:00 is overbooked already"), "{}", sheet(&answer));
    // Nor is it among the taken times that can be overbooked; one that is taken once is.
    let fourth = register_patient(&app, "Fourth", "Ana");
    practice.book(&app, practice.booking(fourth.id, at("2026-11-23T09:15:00Z"))).expect("taken once");
    let day = format!("patient={}&doctor={}&day=2026-11-23", third.id, practice.doctor);
    let times = reception.get(&format!("/appointments/new/times?{day}")).await.text();
    assert!(!times.contains(&over), "{times}");
    assert!(times.contains(&format!("{}~over", slot(&practice, "2026-11-23T09:15:00Z"))), "{times}");
}

#[actix_web::test]
async fn each_rule_has_a_sentence_of_its_own() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let other = colleague(&app, &practice);
    let (patient, somebody) =
        (register_patient(&app, "Asked", "Ana"), register_patient(&app, "Somebody", "Ana"));
    let (doctor, site) = (practice.doctor, practice.site);
    let room = app
        .house
        .db
        .write_now(&app.operator(), move |tx| {
            let leave = Leave {
                id: LeaveId::new(),
                doctor_id: doctor,
                starts_at: at("2026-11-24T07:00:00Z"),
                ends_at: at("2026-11-24T15:00:00Z"),
                note: String::new(),
                cover_id: None,
            };
            hours::add_leave(tx, &leave, doctor)?;
            tx.record(Deed::new("test.prepared"));
            wardbook::diary::rooms::insert(tx, site, "Room 12")
        })
        .expect("a room");
    other.book(&app, other.booking(patient.id, at("2026-11-23T10:00:00Z"))).expect("elsewhere");
    let held = Booking { room: Some(room), ..other.booking(somebody.id, at("2026-11-23T11:00:00Z")) };
    other.book(&app, held).expect("in the room");
    let reception = app.receptionist().await;
    let path = new_path(&patient, &practice, TEN);
    let room = room.to_string();
    for (when, more, sentence) in [
        ("2026-11-23T10:00:00Z", vec![], "The patient has another appointment at 11:00"),
        ("2026-11-23T11:00:00Z", vec![("room", room.as_str())], "The room is taken at 12:00"),
        ("2026-11-24T09:00:00Z", vec![], "Test doctor is away at 10:00"),
        ("2026-11-23T18:00:00Z", vec![], "Test doctor has no hours at 19:00"),
        ("2026-11-19T09:00:00Z", vec![], "10:00 is over"),
    ] {
        let answer = send(&reception, &path, &fields(&practice, &patient, when, &more)).await;
        assert_eq!(answer.status, 409, "{sentence}");
        let text = sheet(&answer);
        assert!(text.contains(sentence), "{sentence}: {text}");
        assert_eq!(text.matches("type=\"radio\" name=\"slot\"").count(), 3, "{sentence}");
        assert!(text.contains("Blood pressure"), "what was typed");
    }
    let archived = patient.clone();
    app.house
        .db
        .write_now(&app.operator(), move |tx| patients::archive(tx, &archived, "Moved away", None))
        .expect("archived");
    let answer = reception.get(&path).await;
    assert!(sheet(&answer).contains("This record is archived"), "a form that would be refused does not open");
    let form_at = new_path(&somebody, &practice, TEN);
    let answer = send(&reception, &form_at, &fields(&practice, &patient, TEN, &[])).await;
    assert_eq!(answer.status, 409);
    assert!(sheet(&answer).contains("This patient cannot be booked"), "{}", sheet(&answer));
}

#[actix_web::test]
async fn a_doctor_books_follow_ups_for_their_own_patients_with_themselves() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let other = colleague(&app, &practice);
    let (mine, foreign) = (register_patient(&app, "Mine", "Ana"), register_patient(&app, "Foreign", "Ana"));
    practice.book(&app, practice.booking(mine.id, at("2026-11-23T12:00:00Z"))).expect("the relation");
    let doctor = app.doctor().await;
    let path = new_path(&mine, &practice, TEN);
    let text = doctor.get(&path).await.text();
    assert!(text.contains("Test doctor") && !text.contains("Test admin"), "no colleague to choose: {text}");
    assert!(!text.contains("value=\"new\""), "no other kind to choose");
    // What is sent for somebody else is refused, by whatever field.
    for more in [
        vec![("slot", slot(&other, TEN))],
        vec![("slot", slot(&other, TEN)), ("doctor", other.doctor.to_string())],
        vec![("over", format!("{}~over", slot(&other, TEN))), ("why", "Mine".to_owned())],
        vec![("kind", "new".to_owned())],
    ] {
        let more: Vec<(&str, &str)> = more.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = send(&doctor, &path, &fields(&practice, &mine, TEN, &more)).await;
        assert_eq!(answer.status, 422, "{more:?}");
    }
    assert_eq!(appointments_of(&app, mine.id).len(), 1);
    // A foreign patient and none at all are the same.
    for id in [foreign.id.to_string(), PatientId::new().to_string(), "x".to_owned()] {
        assert_eq!(doctor.get(&format!("/appointments/new?patient={id}")).await.status, 404, "{id}");
        assert_eq!(
            doctor.get(&format!("/appointments/new/times?patient={id}&day=2026-11-23")).await.status,
            404
        );
        let sent = fields(&practice, &foreign, TEN, &[("patient", id.as_str())]);
        assert_eq!(send(&doctor, &path, &sent).await.status, 404, "{id}");
    }
    assert!(!doctor.get("/appointments/new?q=Foreign").await.text().contains("Foreign, Ana"));
    assert_eq!(send(&doctor, &path, &fields(&practice, &mine, TEN, &[])).await.status, 303);
    let made = appointments_of(&app, mine.id);
    assert_eq!((made[0].doctor_id, made[0].booked_by), (practice.doctor, Some(practice.doctor)));
    for nobody in [app.nurse().await, app.patient().await] {
        assert_eq!(nobody.get(&path).await.status, 403);
        assert_eq!(nobody.post("/appointments", &[("csrf", &nobody.csrf().await)]).await.status, 403);
    }
}

#[actix_web::test]
async fn the_relation_is_asked_again_when_it_is_saved() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let mine = register_patient(&app, "Mine", "Ana");
    let only =
        practice.book(&app, practice.booking(mine.id, at("2026-11-23T12:00:00Z"))).expect("the relation");
    let doctor = app.doctor().await;
    let path = new_path(&mine, &practice, TEN);
    let page = doctor.get(&path).await;
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            diesel::update(rows::table.find(only))
                .set((rows::status.eq("no_show"), rows::version.eq(2)))
                .execute(tx.conn())?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("they did not come");
    let mut sent = fields(&practice, &mine, TEN, &[]);
    for name in ["csrf", "key"] {
        sent.insert(name.to_owned(), page.inputs()[name].clone());
    }
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(doctor.post("/appointments", &sent).await.status, 404);
}

#[actix_web::test]
async fn a_double_click_books_once_and_a_changed_doctor_is_noticed() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let other = colleague(&app, &practice);
    let patient = register_patient(&app, "Marković", "Ana");
    let reception = app.receptionist().await;
    let path = new_path(&patient, &practice, TEN);
    let page = reception.get(&path).await;
    let mut sent = fields(&practice, &patient, TEN, &[("doctor", &other.doctor.to_string())]);
    for name in ["csrf", "key"] {
        sent.insert(name.to_owned(), page.inputs()[name].clone());
    }
    let post = async |sent: &BTreeMap<String, String>| {
        let sent: Vec<(&str, &str)> =
            sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        reception.post("/appointments", &sent).await
    };
    // Without script the times are those of the doctor chosen before.
    let stale = post(&sent).await;
    assert_eq!(stale.status, 422);
    assert!(sheet(&stale).contains("The doctor or the day was changed"), "{}", sheet(&stale));
    assert!(sheet(&stale).contains(&slot(&other, TEN)), "the times of the other doctor are shown");
    sent.insert("show".into(), "times".into());
    let shown = post(&sent).await;
    assert_eq!(shown.status, 200, "the button that asks for the times");
    assert!(!sheet(&shown).contains("class=\"errors\""), "{}", sheet(&shown));
    sent.remove("show");
    sent.insert("doctor".into(), practice.doctor.to_string());
    let (first, second) = (post(&sent).await, post(&sent).await);
    assert_eq!((first.status, second.status), (303, 303));
    assert_eq!(first.location(), second.location());
    assert_eq!(appointments_of(&app, patient.id).len(), 1);
    sent.insert("reason".into(), "Another".into());
    assert_eq!(post(&sent).await.status, 409, "the same form with another body");
}

#[actix_web::test]
async fn bad_input_is_refused_in_words() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let patient = register_patient(&app, "Marković", "Ana");
    let reception = app.receptionist().await;
    let path = new_path(&patient, &practice, TEN);
    let too_long = "x".repeat(301);
    for (name, value) in [
        ("slot", ""),
        ("slot", "9999-12-31T23:00:00Z"),
        ("slot", "~~~"),
        ("minutes", "-5"),
        ("minutes", "99999999999999"),
        ("kind", "surgery"),
        ("reason", too_long.as_str()),
        ("room", "00000000-0000-7000-8000-000000000000"),
        ("day", "9999-12-31"),
        ("day", "soon"),
    ] {
        let answer = send(&reception, &path, &fields(&practice, &patient, TEN, &[(name, value)])).await;
        assert_eq!(answer.status, 422, "{name}={value}");
        assert!(sheet(&answer).contains("class=\"errors\""), "{name}={value}");
    }
    for query in [
        "doctor=first:x&day=2026-11-23",
        "day=9999-12-31",
        "day=-1",
        "minutes=999999999999&day=2026-11-23",
        "at=9999-12-31T23:59:59Z&doctor=x&site=y",
    ] {
        assert_eq!(reception.get(&format!("/appointments/new/times?{query}")).await.status, 200, "{query}");
        assert_eq!(
            reception.get(&format!("/appointments/new?patient={}&{query}", patient.id)).await.status,
            200
        );
    }
}

#[actix_web::test]
async fn the_form_asks_the_database_a_bounded_number_of_times() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let patient = register_patient(&app, "Marković", "Ana");
    let reception = app.receptionist().await;
    let path = new_path(&patient, &practice, TEN);
    reception.get(&path).await;
    let (page, few) = app.statements(reception.get(&path)).await;
    assert_eq!(page.status, 200);
    for (n, minutes) in (0..20).map(|n| 8 * 60 + n * 15).enumerate() {
        let other = register_patient(&app, &format!("Other {n}"), "Ana");
        let when = at("2026-11-22T23:00:00Z") + jiff::SignedDuration::from_mins(minutes);
        practice.book(&app, practice.booking(other.id, when)).expect("booked");
    }
    let (page, many) = app.statements(reception.get(&path)).await;
    assert_eq!(page.status, 200);
    assert_eq!(few, many, "a full day costs what an empty one costs");
    assert!(many <= 34, "{many} statements");
}

/// Names of accounts stay out of the way of the rule about sent values.
#[actix_web::test]
async fn somebody_who_left_cannot_be_booked() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let patient = register_patient(&app, "Marković", "Ana");
    let doctor = practice.doctor;
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            diesel::update(accounts::table.find(doctor))
                .set(accounts::active.eq(false))
                .execute(tx.conn())?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("they left");
    let reception = app.receptionist().await;
    let text = reception.get(&format!("/appointments/new?patient={}", patient.id)).await.text();
    assert!(text.contains("no doctor sees patients at present"), "{text}");
    let form_at = "/patients/new";
    let answer = send(&reception, form_at, &fields(&practice, &patient, TEN, &[])).await;
    assert_eq!(answer.status, 409);
    assert!(sheet(&answer).contains("Nobody can be booked there any more"), "{}", sheet(&answer));
}

#[actix_web::test]
async fn first_available_lists_who_has_time_first_and_leads_into_the_form() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let other = colleague(&app, &practice);
    let (patient, busy) = (register_patient(&app, "First", "Ana"), register_patient(&app, "Busy", "Ana"));
    // The doctor's Friday is full, the colleague's first hour is taken.
    for n in 0..32 {
        let when = at("2026-11-20T07:00:00Z") + jiff::SignedDuration::from_mins(15 * n);
        let somebody = register_patient(&app, &format!("Somebody {n}"), "Ana");
        let booking = practice.booking(somebody.id, when);
        practice.stand(&app, &booking, Status::Booked);
    }
    let hour = Booking {
        starts_at: at("2026-11-20T07:00:00Z"),
        ends_at: at("2026-11-20T08:00:00Z"),
        ..other.booking(busy.id, at(TEN))
    };
    other.stand(&app, &hour, Status::Booked);
    let reception = app.receptionist().await;
    let text = reception.get(&format!("/appointments/first?patient={}", patient.id)).await.text();
    let (first, second) =
        (text.find("Test admin</bdi>").expect("one"), text.find("Test doctor</bdi>").expect("two"));
    assert!(first < second, "whoever has time first comes first");
    assert!(text.contains("Book Test admin, Friday 20 November, 09:00"), "{text}");
    assert!(text.contains("Book Test doctor, Saturday 21 November, 08:00"), "{text}");
    let wish = appointments::Wish {
        patient: Some(patient.id),
        doctor: Some(other.doctor),
        site: Some(other.site),
        at: Some(at("2026-11-20T08:00:00Z")),
        minutes: Some(15),
    };
    let href = appointments::new_path(&wish);
    assert!(text.replace("&#38;", "&").contains(&href), "{href}");
    let form = reception.get(&href).await.text();
    assert!(form.contains("data-says=\"Book 09:00 today\" selected"), "{form}");
    // Narrowed to a day, a length and a place where nobody works.
    let sites = app.house.db.read_now(wardbook::gate::hospital::sites).expect("sites");
    let elsewhere = sites.iter().find(|site| site.id != practice.site).expect("another site").id;
    let text = reception.get(&format!("/appointments/first?site={elsewhere}")).await.text();
    assert!(text.contains("2 doctors, 2 without a free time within 60 days"), "{text}");
    let text = reception.get("/appointments/first?from=2026-12-24&minutes=60").await.text();
    assert!(text.contains("Book Test doctor, Thursday 24 December, 08:00"), "{text}");
    // A doctor finds their own times alone; nobody else comes here.
    let doctor = app.doctor().await.get("/appointments/first").await.text();
    assert!(doctor.contains("Test doctor</bdi>") && !doctor.contains("Test admin</bdi>"));
    assert_eq!(app.nurse().await.get("/appointments/first").await.status, 403);
    for query in ["from=9999-12-31", "with=x&site=y&minutes=-1&from=z", "patient="] {
        assert_eq!(reception.get(&format!("/appointments/first?{query}")).await.status, 200, "{query}");
    }
}

#[actix_web::test]
async fn first_available_costs_the_same_however_full_the_diary_is() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    colleague(&app, &practice);
    let reception = app.receptionist().await;
    reception.get("/appointments/first").await;
    let (_, empty) = app.statements(reception.get("/appointments/first")).await;
    for n in 0..30 {
        let when = at("2026-11-20T07:00:00Z") + jiff::SignedDuration::from_mins(15 * n);
        let somebody = register_patient(&app, &format!("Somebody {n}"), "Ana");
        practice.stand(&app, &practice.booking(somebody.id, when), Status::Booked);
    }
    let (_, full) = app.statements(reception.get("/appointments/first")).await;
    assert_eq!(empty, full);
    assert!(full <= 20, "{full} statements");
    // Nobody works there: all weeks are looked at, and each costs one statement.
    let sites = app.house.db.read_now(wardbook::gate::hospital::sites).expect("sites");
    let elsewhere = sites.iter().find(|site| site.id != practice.site).expect("another site").id;
    let (_, all) = app.statements(reception.get(&format!("/appointments/first?site={elsewhere}"))).await;
    assert!(all <= full + 9, "{all} statements");
}

/// Found when one piece came to serve every page that is told a patient's id: an employee who is a patient here could
/// book for themselves with the rights of their role.
#[actix_web::test]
async fn nobody_books_for_themselves_with_the_rights_of_their_role() {
    use wardbook::gate::access::store::set_patient;
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let own = register_patient(&app, "Jović", "Rada").id;
    let receptionist = account(&app, "receptionist@test.example");
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            set_patient(tx, receptionist, own.uuid())?;
            tx.record(wardbook::kit::db::Deed::new("test.prepared"));
            Ok(())
        })
        .expect("linked");
    let reception = app.receptionist().await;
    for path in ["/appointments/new", "/waiting-list/new", "/appointments/first"] {
        assert_eq!(reception.get(&format!("{path}?patient={own}")).await.status, 404, "{path}");
    }
    let csrf = reception.csrf().await;
    for path in ["/appointments", "/waiting-list"] {
        let sent = reception.post(path, &[("csrf", csrf.as_str()), ("patient", &own.to_string())]).await;
        assert_eq!(sent.status, 404, "{path}: {}", sent.text());
    }
    assert_eq!(app.admin().await.get(&format!("/appointments/new?patient={own}")).await.status, 200);
    assert!(practice.book(&app, practice.booking(own, at("2026-11-23T09:00:00Z"))).is_ok());
}
