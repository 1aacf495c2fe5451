//! Somebody who comes without being booked: found or registered, given to a doctor and waiting, on one page.

use wardbook::diary::appointments::{self, Kind, Status};
use wardbook::gate::access::reach::Reach;
use wardbook::people::patients::{self, Archived, PatientId};

use crate::support::diary::{Practice, account, appointments_of, at};
use crate::support::paper::register_patient;
use crate::support::{Answer, Person, TestApp};

const NEW: [(&str, &str); 5] = [
    ("family", "Neumann"),
    ("given", "Nora"),
    ("born", "3.4.1958"),
    ("sex", "female"),
    ("phone", "064 555 0199"),
];

async fn check_in(person: &Person<'_>, fields: &[(&str, &str)]) -> Answer {
    person.fill("/walk-in", "/walk-in", fields).await
}

fn named(app: &TestApp, name: &'static str) -> Vec<PatientId> {
    let all = Reach::whole_house("a test looks everywhere");
    app.house
        .db
        .read_now(move |conn| {
            let query = patients::Query::parse(name, jiff::civil::date(2026, 11, 20));
            patients::search(conn, &all, Archived::Shown, &query, 10)
        })
        .expect("a search")
        .hits
        .iter()
        .map(|hit| hit.id)
        .collect()
}

#[actix_web::test]
async fn somebody_new_is_registered_booked_and_waiting_at_once() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let page = reception.get("/walk-in").await;
    assert_eq!(page.status, 200, "{}", page.text());
    // At five past eight the slot that has begun can still be had.
    let slot = format!("2026-11-20T07:00:00Z~{}~{}~15", practice.doctor, practice.site);
    assert!(page.text().contains(&format!("value=\"{slot}\" checked")), "{}", page.text());
    let mut fields = NEW.to_vec();
    fields.extend([("slot", slot.as_str()), ("reason", "Rash")]);
    let answer = check_in(&reception, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let [patient] = named(&app, "Neumann")[..] else { panic!("one patient") };
    let made = appointments_of(&app, patient);
    let [one] = made.as_slice() else { panic!("one appointment") };
    assert_eq!((one.status, one.kind, one.walk_in), (Status::Arrived, Kind::New, true));
    assert_eq!((one.doctor_id, one.reason.as_str()), (practice.doctor, "Rash"));
    assert_eq!(one.arrived_at.map(|at| at.0), Some(app.clock.now()));
    assert_eq!(one.booked_by, Some(account(&app, "receptionist@test.example")));
    assert_eq!(answer.location(), format!("/walk-in/{}", one.id));
    let done = reception.get(answer.location()).await;
    assert_eq!(done.status, 200);
    for words in [
        "NEUMANN, Nora",
        "Print slip",
        "Print label",
        &format!("/appointments/{}/slip.pdf?size=80mm", one.id),
        &format!("/patients/{patient}/label.pdf"),
    ] {
        assert!(done.text().contains(words), "{words}: {}", done.text());
    }
}

#[actix_web::test]
async fn it_happens_altogether_or_not_at_all() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let rival = register_patient(&app, "Rival", "Zacharias");
    let reception = app.receptionist().await;
    let slot = format!("2026-11-20T09:00:00Z~{}~{}~15", practice.doctor, practice.site);
    practice.book(&app, practice.booking(rival.id, at("2026-11-20T09:00:00Z"))).expect("faster");
    let mut fields = NEW.to_vec();
    fields.extend([("slot", slot.as_str()), ("reason", "Rash")]);
    let answer = check_in(&reception, &fields).await;
    assert_eq!(answer.status, 409);
    let text = answer.text();
    assert!(text.contains("10:00 has just been taken") && !text.contains("Zacharias"), "{text}");
    assert!(text.contains("value=\"Neumann\"") && text.contains("value=\"Rash\""), "what was typed is kept");
    assert!(named(&app, "Neumann").is_empty(), "and nobody was registered");
    // The same form goes through with another time: its key is still good for one effect.
    let free = format!("2026-11-20T09:15:00Z~{}~{}~15", practice.doctor, practice.site);
    let inputs = answer.inputs();
    let mut again = NEW.to_vec();
    again.extend([
        ("csrf", inputs["csrf"].as_str()),
        ("key", inputs["key"].as_str()),
        ("slot", free.as_str()),
    ]);
    let (first, second) =
        (reception.post("/walk-in", &again).await, reception.post("/walk-in", &again).await);
    assert_eq!((first.status, second.status), (303, 303));
    assert_eq!(first.location(), second.location());
    assert_eq!(named(&app, "Neumann").len(), 1);
}

#[actix_web::test]
async fn whoever_is_here_is_seen_today_whatever_time_a_form_still_shows() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let slot = |when: &str| format!("{when}~{}~{}~15", practice.doctor, practice.site);
    // Just over, yesterday's of a page left open overnight, and one of next week that no form of ours shows.
    for (when, sentence) in [
        ("2026-11-20T06:45:00Z", "07:45 is over"),
        ("2026-11-19T14:00:00Z", "15:00 is over"),
        ("2026-11-27T09:00:00Z", "10:00 is not a time of today"),
        ("2026-11-20T23:15:00Z", "00:15 is not a time of today"),
    ] {
        let (mut fields, slot) = (NEW.to_vec(), slot(when));
        fields.extend([("slot", slot.as_str()), ("reason", "Rash")]);
        let answer = check_in(&reception, &fields).await;
        let text = answer.text();
        assert_eq!(answer.status, 409, "{when}: {text}");
        for words in [sentence, "value=\"Neumann\"", "value=\"Rash\"", "2026-11-20T07:00:00Z~"] {
            assert!(text.contains(words), "{when}: {words}: {text}");
        }
        assert!(!text.contains(&slot), "the times are those of now");
    }
    assert!(named(&app, "Neumann").is_empty(), "nobody was registered for it");
    // What began a moment ago is still a time of today.
    let mut fields = NEW.to_vec();
    let begun = slot("2026-11-20T07:00:00Z");
    fields.extend([("slot", begun.as_str())]);
    assert_eq!(check_in(&reception, &fields).await.status, 303);
}

#[actix_web::test]
async fn a_patient_who_is_found_is_picked_without_losing_what_was_typed() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let known = register_patient(&app, "Marković", "Ana");
    practice.stand(&app, &practice.booking(known.id, at("2025-03-03T09:00:00Z")), Status::Completed);
    let reception = app.receptionist().await;
    let hits = reception.get("/walk-in/patients?q=markovic").await.text();
    assert!(hits.contains(&format!("name=\"use\" value=\"{}\"", known.id)), "{hits}");
    let shown = check_in(&reception, &[("q", "markovic"), ("show", "hits"), ("reason", "Cough")]).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    assert!(shown.text().contains("name=\"use\"") && shown.text().contains("value=\"Cough\""));
    let picked = check_in(&reception, &[("use", &known.id.to_string()), ("reason", "Cough")]).await;
    assert_eq!(picked.status, 200);
    assert!(picked.text().contains("MARKOVIĆ, Ana") && picked.text().contains("value=\"Cough\""));
    assert!(!picked.text().contains("name=\"family\""), "nobody new is asked for");
    let slot = format!("2026-11-20T09:00:00Z~{}~{}~15", practice.doctor, practice.site);
    let answer = check_in(&reception, &[("patient", &known.id.to_string()), ("slot", &slot)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let made = appointments_of(&app, known.id);
    assert_eq!((made[1].status, made[1].kind), (Status::Arrived, Kind::FollowUp));
}

#[actix_web::test]
async fn probable_duplicates_are_shown_as_registration_does() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let known = register_patient(&app, "Marković", "Ana");
    let reception = app.receptionist().await;
    let slot = format!("2026-11-20T09:00:00Z~{}~{}~15", practice.doctor, practice.site);
    let fields = [
        ("family", "Markovic"),
        ("given", "Ana"),
        ("born", "14.3.1984"),
        ("sex", "female"),
        ("slot", slot.as_str()),
    ];
    let answer = check_in(&reception, &fields).await;
    assert_eq!(answer.status, 422);
    let text = answer.text();
    assert!(text.contains("Somebody like that is here already"), "{text}");
    assert!(text.contains(&format!("name=\"use\" value=\"{}\"", known.id)), "{text}");
    assert_eq!(named(&app, "Markovic").len(), 1);
    let id = known.id.to_string();
    let mut decided = fields.to_vec();
    decided.extend([("shown", id.as_str()), ("other", "document-seen")]);
    assert_eq!(check_in(&reception, &decided).await.status, 303);
    assert_eq!(named(&app, "Markovic").len(), 2);
}

#[actix_web::test]
async fn now_needs_a_reason_and_lies_over_whatever_there_is() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let rival = register_patient(&app, "Rival", "Ana");
    practice.stand(&app, &practice.booking(rival.id, at("2026-11-20T07:00:00Z")), Status::Arrived);
    let reception = app.receptionist().await;
    let (doctor, site) = (practice.doctor.to_string(), practice.site.to_string());
    let mut fields = NEW.to_vec();
    fields.extend([("slot", "now"), ("now", doctor.as_str()), ("site", site.as_str())]);
    let silent = check_in(&reception, &fields).await;
    assert_eq!(silent.status, 422);
    assert!(silent.text().contains("Say why they are seen now."), "{}", silent.text());
    fields.push(("why", "Chest pain"));
    let answer = check_in(&reception, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let made = appointments_of(&app, named(&app, "Neumann")[0]);
    assert_eq!(made[0].starts_at, at("2026-11-20T07:05:00Z"));
    assert_eq!(made[0].overbook_reason.as_deref(), Some("Chest pain"));
    assert!(reception.get(answer.location()).await.text().contains("Chest pain"), "visible ever after");
}

#[actix_web::test]
async fn after_the_last_hour_whoever_sees_fewest_is_asked_first() {
    let app = TestApp::new().await;
    let (first, second) = (Practice::open(&app), Practice::of(&app, account(&app, "admin@test.example")));
    app.clock.advance(jiff::SignedDuration::from_hours(12));
    let reception = app.receptionist().await;
    for (person, born) in ["Anders", "Bertram", "Conrad", "Detlev"].into_iter().zip(1950..) {
        let page = reception.get("/walk-in").await.text();
        let (_, choices) = page.split_once("name=\"now\"").expect("who can be asked");
        let (_, doctor) = choices.split_once("<option value=\"").expect("a doctor");
        let doctor = doctor.split('"').next().unwrap_or_default();
        let (site, born) = (first.site.to_string(), format!("3.4.{born}"));
        let fields = [
            ("family", person),
            ("given", "Nora"),
            ("born", born.as_str()),
            ("sex", "female"),
            ("slot", "now"),
            ("now", doctor),
            ("site", site.as_str()),
            ("why", "Fever"),
        ];
        let answer = check_in(&reception, &fields).await;
        assert_eq!(answer.status, 303, "{person}: {}", answer.text());
    }
    let seen = |practice: &Practice| {
        let (doctor, now) = (practice.doctor, app.clock.now());
        let to = now + jiff::SignedDuration::from_mins(1);
        app.house
            .db
            .read_now(move |conn| appointments::taken(conn, &[doctor], now, to))
            .expect("a read")
            .len()
    };
    assert_eq!((seen(&first), seen(&second)), (2, 2));
}

#[actix_web::test]
async fn what_is_missing_is_said_and_only_the_desk_comes_here() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    for (fields, sentence) in [
        (vec![("family", "Only")], "born"),
        (vec![("slot", "x")], "Choose a doctor who has time"),
        (
            vec![("slot", "now"), ("now", "x"), ("site", "x"), ("why", "y")],
            "Choose the doctor who sees them now.",
        ),
        (vec![("slot", "9999-12-31T00:00:00Z~a~b~15")], "Choose a doctor who has time"),
    ] {
        let answer = check_in(&reception, &fields).await;
        assert_eq!(answer.status, 422, "{sentence}");
        assert!(answer.text().contains(sentence), "{sentence}: {}", answer.text());
    }
    assert_eq!(check_in(&reception, &[("patient", "x"), ("slot", "x")]).await.status, 404);
    assert_eq!(reception.get("/walk-in/doctors?site=x").await.status, 200);
    let shown = reception.get(&format!("/walk-in/doctors?site={}", practice.site)).await.text();
    assert!(shown.contains("Test doctor"), "{shown}");
    for nobody in [app.doctor().await, app.nurse().await, app.patient().await] {
        assert_eq!(nobody.get("/walk-in").await.status, 403);
        assert_eq!(nobody.post("/walk-in", &[("csrf", &nobody.csrf().await)]).await.status, 403);
    }
}
