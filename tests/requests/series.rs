//! Appointments that belong together, some weeks apart: booked at once, moved and called off one by one or from one on.

use jiff::Timestamp;
use jiff::civil::date;
use wardbook::diary::appointments::{self, Appointment, Status};
use wardbook::diary::hours;
use wardbook::kit::db::Deed;
use wardbook::people::patients::PatientId;

use crate::support::diary::{Practice, appointments_of, at};
use crate::support::paper::register_patient;
use crate::support::{Answer, Person, TestApp};

/// Monday 15 March 2027 in Berlin, ten o'clock: two weeks before the clocks go forward.
const TEN: &str = "2027-03-15T09:00:00Z";

async fn book(person: &Person<'_>, practice: &Practice, patient: PatientId, more: &[(&str, &str)]) -> Answer {
    let id = patient.to_string();
    let (doctor, slot) =
        (practice.doctor.to_string(), format!("{TEN}~{}~{}~15", practice.doctor, practice.site));
    let shown = format!("{doctor} 2027-03-15");
    let mut fields = vec![
        ("patient", id.as_str()),
        ("doctor", doctor.as_str()),
        ("day", "2027-03-15"),
        ("shown", shown.as_str()),
        ("slot", slot.as_str()),
        ("kind", "follow_up"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    person.fill(&format!("/appointments/new?patient={id}"), "/appointments", &fields).await
}

fn times(all: &[Appointment]) -> Vec<Timestamp> {
    all.iter().filter(|one| one.status == Status::Booked).map(|one| one.starts_at).collect()
}

#[actix_web::test]
async fn a_series_keeps_its_time_on_the_clock_and_says_what_could_not_be_had() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let [who, rival] = ["Series", "Rival"].map(|name| register_patient(&app, name, "Ana").id);
    practice.book(&app, practice.booking(rival, at("2027-03-29T08:00:00Z"))).expect("booked");
    let answer = book(&reception, &practice, who, &[("repeat", "1"), ("times", "4")]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let all = appointments_of(&app, who);
    // Ten o'clock before and after the change of the clocks; the third Monday was taken.
    assert_eq!(times(&all), [at(TEN), at("2027-03-22T09:00:00Z"), at("2027-04-05T08:00:00Z")]);
    assert!(all.iter().all(|one| one.series_id.is_some() && one.series_id == all[0].series_id));
    assert_eq!(answer.location(), appointments::series_path(all[0].id, &[jiff::civil::date(2027, 3, 29)]));
    let page = reception.get(answer.location()).await.text();
    for words in [
        "Every week, 3 appointments",
        "One of them could not be had",
        "Monday 29 March 2027",
        "Booked 3 times.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let one = reception.get(&appointments::path(all[1].id)).await.text();
    assert!(
        one.contains("One of a series") && one.contains(&format!("{}/series", appointments::path(all[1].id)))
    );
    for (more, sentence) in [
        (vec![("repeat", "5"), ("times", "3")], "Choose how often."),
        (vec![("repeat", "1"), ("times", "1")], "from 2 to 26"),
        (vec![("repeat", "1"), ("times", "27")], "from 2 to 26"),
        (vec![("repeat", "1")], "from 2 to 26"),
    ] {
        let wrong = book(&reception, &practice, rival, &more).await;
        assert!(wrong.status == 422 && wrong.text().contains(sentence), "{more:?}: {}", wrong.text());
    }
    assert_eq!(book(&reception, &practice, rival, &[("repeat", "1"), ("times", "3")]).await.status, 409);
    assert_eq!(appointments_of(&app, rival).len(), 1, "nothing of a series whose first time is taken");
}

#[actix_web::test]
async fn this_one_or_this_and_following_is_called_off() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let who = register_patient(&app, "Series", "Ana").id;
    book(&reception, &practice, who, &[("repeat", "2"), ("times", "5")]).await;
    let all = appointments_of(&app, who);
    let cancel = async |one: &Appointment, which: &str| {
        let path = format!("{}/cancellation", appointments::path(one.id));
        reception.fill(&path, &path, &[("reason", "Away"), ("which", which)]).await
    };
    assert_eq!(cancel(&all[1], "this").await.status, 303);
    assert_eq!(times(&appointments_of(&app, who)).len(), 4);
    let answer = cancel(&all[2], "following").await;
    assert_eq!(answer.location(), appointments::series_path(all[2].id, &[]));
    assert!(reception.get(answer.location()).await.text().contains("3 appointments cancelled."));
    assert_eq!(times(&appointments_of(&app, who)), [at(TEN)]);
}

#[actix_web::test]
async fn this_and_following_are_moved_and_what_finds_no_room_stays() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let [who, rival] = ["Series", "Rival"].map(|name| register_patient(&app, name, "Ana").id);
    book(&reception, &practice, who, &[("repeat", "1"), ("times", "4")]).await;
    let all = appointments_of(&app, who);
    // A week later each, into each other's places, an hour later on the clock.
    practice.book(&app, practice.booking(rival, at("2027-04-12T09:00:00Z"))).expect("booked");
    let path = format!("{}/move", appointments::path(all[1].id));
    let form = reception.get(&path).await;
    assert!(form.text().contains("This one and all that follow"), "{}", form.text());
    let (doctor, slot) = (
        practice.doctor.to_string(),
        format!("2027-03-29T09:00:00Z~{}~{}~15", practice.doctor, practice.site),
    );
    let shown = format!("{doctor} 2027-03-29");
    let fields = [
        ("doctor", doctor.as_str()),
        ("day", "2027-03-29"),
        ("shown", shown.as_str()),
        ("slot", slot.as_str()),
        ("minutes", "15"),
        ("version", "1"),
        ("which", "following"),
    ];
    let answer = reception.fill(&path, &path, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    // The last of them found its time taken and stays where it was.
    assert_eq!(
        times(&appointments_of(&app, who)),
        [at(TEN), at("2027-03-29T09:00:00Z"), at("2027-04-05T08:00:00Z"), at("2027-04-05T09:00:00Z")]
    );
    assert_eq!(answer.location(), appointments::series_path(all[1].id, &[jiff::civil::date(2027, 4, 5)]));
    // Another patient's series is nobody else's: an appointment by itself has no series to move.
    let page = reception.get(&format!("{}/series", appointments::path(all[0].id))).await;
    assert!(page.text().contains("4 appointments") && !page.text().contains("Rival"), "{}", page.text());
    assert_eq!(
        reception
            .get(&format!("{}/series?missed=x.2027-13-01..", appointments::path(all[0].id)))
            .await
            .status,
        200
    );
}

#[actix_web::test]
async fn a_move_of_this_and_following_is_taken_back_for_a_moment_all_of_it_or_nothing() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let (reception, admin) = (app.receptionist().await, app.admin().await);
    let [who, rival] = ["Series", "Rival"].map(|name| register_patient(&app, name, "Ana").id);
    book(&reception, &practice, who, &[("repeat", "1"), ("times", "3")]).await;
    let all = appointments_of(&app, who);
    let before = times(&all);
    let path = appointments::path(all[1].id);
    let (doctor, slot) = (
        practice.doctor.to_string(),
        format!("2027-03-22T10:00:00Z~{}~{}~15", practice.doctor, practice.site),
    );
    let shown = format!("{doctor} 2027-03-22");
    let send = async |version: &str| {
        let fields = [
            ("doctor", doctor.as_str()),
            ("day", "2027-03-22"),
            ("shown", shown.as_str()),
            ("slot", slot.as_str()),
            ("minutes", "15"),
            ("version", version),
            ("which", "following"),
        ];
        let form = format!("{path}/move");
        reception.fill(&form, &form, &fields).await
    };
    let moved = send("1").await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    let after = times(&appointments_of(&app, who));
    assert_ne!(after, before);
    let undo = format!("{path}/series/undo");
    // A page with a form of its own, whatever the appointment's own page offers.
    let form = format!("{path}/cancellation");
    let page = reception.get(moved.location()).await.text();
    assert!(page.contains(&format!("action=\"{undo}\"")), "it is offered: {page}");
    assert_eq!(admin.fill(&form, &undo, &[]).await.status, 409, "nobody takes back what another did");
    let back = reception.fill(&form, &undo, &[("back", "/diary")]).await;
    assert_eq!((back.status, back.location()), (303, "/diary"), "{}", back.text());
    assert_eq!(times(&appointments_of(&app, who)), before);
    assert_eq!(reception.fill(&form, &undo, &[]).await.status, 409, "once");
    // Somebody has taken the time of one of them meanwhile: all stay where they are.
    assert_eq!(send("3").await.status, 303);
    practice.book(&app, practice.booking(rival, before[2])).expect("booked");
    let refused = reception.fill(&form, &undo, &[]).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert_eq!(times(&appointments_of(&app, who)), after);
    app.clock.advance(jiff::SignedDuration::from_secs(21));
    assert_eq!(reception.fill(&form, &undo, &[]).await.status, 409, "later it is moved by hand");
}

/// Nobody sees patients at the site on this day.
fn holiday(app: &TestApp, day: jiff::civil::Date) {
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            hours::add_holiday(tx, day, "Founders", None)?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("a holiday");
}

#[actix_web::test]
async fn the_reason_of_the_first_puts_no_other_over_anybody_or_on_a_holiday() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let [who, first, later] = ["Series", "First", "Later"].map(|name| register_patient(&app, name, "Ana").id);
    practice.book(&app, practice.booking(first, at(TEN))).expect("the first time is taken");
    practice.book(&app, practice.booking(later, at("2027-03-22T09:00:00Z"))).expect("so is the second");
    holiday(&app, date(2027, 4, 5));
    let over = format!("{TEN}~{}~{}~15~over", practice.doctor, practice.site);
    let more = [("over", over.as_str()), ("why", "Urgent"), ("repeat", "1"), ("times", "5")];
    let answer = book(&reception, &practice, who, &more).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let all = appointments_of(&app, who);
    assert_eq!(times(&all), [at(TEN), at("2027-03-29T08:00:00Z"), at("2027-04-12T08:00:00Z")]);
    let reasons: Vec<_> = all.iter().map(|one| one.overbook_reason.as_deref()).collect();
    assert_eq!(reasons, [Some("Urgent"), None, None], "of that one appointment only");
    let missed = [date(2027, 3, 22), date(2027, 4, 5)];
    assert_eq!(answer.location(), appointments::series_path(all[0].id, &missed));
    let page = reception.get(answer.location()).await.text();
    assert!(page.contains("2 of them could not be had") && page.contains("Monday 5 April 2027"), "{page}");
}

#[actix_web::test]
async fn the_reason_of_a_move_is_that_of_this_one_and_the_following_stay_where_they_cannot_go() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let [who, first, later] = ["Series", "First", "Later"].map(|name| register_patient(&app, name, "Ana").id);
    book(&reception, &practice, who, &[("repeat", "1"), ("times", "4")]).await;
    let all = appointments_of(&app, who);
    // An hour later on the clock: taken this time and the next, a free day, and the last one again.
    practice.book(&app, practice.booking(first, at("2027-03-22T10:00:00Z"))).expect("booked");
    practice.book(&app, practice.booking(later, at("2027-03-29T09:00:00Z"))).expect("booked");
    let path = format!("{}/move", appointments::path(all[1].id));
    let doctor = practice.doctor.to_string();
    let over = format!("2027-03-22T10:00:00Z~{}~{}~15~over", practice.doctor, practice.site);
    let shown = format!("{doctor} 2027-03-22");
    let fields = [
        ("doctor", doctor.as_str()),
        ("day", "2027-03-22"),
        ("shown", shown.as_str()),
        ("over", over.as_str()),
        ("why", "Urgent"),
        ("minutes", "15"),
        ("version", "1"),
        ("which", "following"),
    ];
    let answer = reception.fill(&path, &path, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let after = appointments_of(&app, who);
    assert_eq!(
        times(&after),
        [at(TEN), at("2027-03-22T10:00:00Z"), at("2027-03-29T08:00:00Z"), at("2027-04-05T09:00:00Z")]
    );
    let reasons: Vec<_> = after.iter().map(|one| one.overbook_reason.as_deref()).collect();
    assert_eq!(reasons, [None, Some("Urgent"), None, None]);
    assert_eq!(answer.location(), appointments::series_path(all[1].id, &[date(2027, 3, 29)]));
}

#[actix_web::test]
async fn a_time_that_the_clock_jumps_over_is_left_out_and_said() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let (doctor, site) = (practice.doctor, practice.site);
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            hours::add_weekly(
                tx,
                &hours::WeeklyHours {
                    id: wardbook::kit::id::Id::new(),
                    doctor_id: doctor,
                    site_id: site,
                    room_id: None,
                    weekday: 7,
                    starts_minute: 0,
                    ends_minute: 360,
                    slot_minutes: 15,
                    valid_from: crate::support::diary::SINCE,
                    valid_to: None,
                },
            )?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("a night");
    let who = register_patient(&app, "Series", "Ana").id;
    // Sunday, half past two in the morning; on the 28th there is no such time.
    let slot = format!("2027-03-21T01:30:00Z~{doctor}~{site}~15");
    let shown = format!("{doctor} 2027-03-21");
    let more = [
        ("day", "2027-03-21"),
        ("shown", shown.as_str()),
        ("slot", slot.as_str()),
        ("repeat", "1"),
        ("times", "3"),
    ];
    let answer = book(&reception, &practice, who, &more).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let all = appointments_of(&app, who);
    assert_eq!(times(&all), [at("2027-03-21T01:30:00Z"), at("2027-04-04T00:30:00Z")]);
    assert_eq!(answer.location(), appointments::series_path(all[0].id, &[date(2027, 3, 28)]));
}
