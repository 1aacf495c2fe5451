//! The waiting list: who is on it, who sees it, and whom a freed time finds.

use wardbook::diary::appointments::Status;
use wardbook::gate::access::model::Role;
use wardbook::people::patients::PatientId;

use crate::support::diary::{Practice, account, appointments_of, at};
use crate::support::paper::register_patient;
use crate::support::{Answer, Person, TestApp};

/// Monday morning in Berlin, ten o'clock.
const TEN: &str = "2026-11-23T09:00:00Z";

async fn wait(person: &Person<'_>, patient: PatientId, more: &[(&str, &str)]) -> Answer {
    let id = patient.to_string();
    let mut fields = vec![("patient", &*id), ("earliest", "20.11.2026"), ("minutes", "15")];
    for (name, value) in more {
        fields.retain(|(known, _)| known != name);
        fields.push((*name, *value));
    }
    person.fill(&format!("/waiting-list/new?patient={id}"), "/waiting-list", &fields).await
}

/// The lines of a list, without what surrounds them.
async fn lines(person: &Person<'_>, path: &str) -> String {
    let answer = person.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.text().replace("&#38;", "&").split("<main").nth(1).unwrap_or_default().to_owned()
}

/// The address of the link that begins so.
fn link(text: &str, begins: &str) -> String {
    let (_, rest) =
        text.split_once(&format!("href=\"{begins}")).unwrap_or_else(|| panic!("{begins}: {text}"));
    format!("{begins}{}", rest.split('"').next().unwrap_or_default())
}

#[actix_web::test]
async fn a_cancelled_time_finds_whom_it_fits_and_the_first_to_accept_gets_it() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let other = Practice::of(&app, account(&app, "admin@test.example"));
    let reception = app.receptionist().await;
    let [first, second, foreign, later, busy] =
        ["First", "Second", "Foreign", "Later", "Busy"].map(|name| register_patient(&app, name, "Ana").id);
    let (doctor, colleague) = (practice.doctor.to_string(), other.doctor.to_string());
    assert_eq!(
        wait(&reception, first, &[("for", &doctor), ("reason", "Knee")]).await.location(),
        "/waiting-list"
    );
    app.clock.advance(jiff::SignedDuration::from_mins(1));
    wait(&reception, second, &[("for", "first")]).await;
    wait(&reception, foreign, &[("for", &colleague)]).await;
    wait(&reception, later, &[("earliest", "24.11.2026")]).await;
    wait(&reception, busy, &[("for", "first")]).await;
    other.book(&app, other.booking(busy, at(TEN))).expect("booked elsewhere");
    let list = lines(&reception, "/waiting-list").await;
    for words in [
        "First, Ana",
        "Test doctor · 15 min",
        "Any doctor · 15 min",
        "From Friday 20 November",
        "Knee",
        "5 patients",
    ] {
        assert!(list.contains(words), "{words}: {list}");
    }
    // Somebody calls off: the page says who wants that time, the longest wait first.
    let gone = register_patient(&app, "Gone", "Gus").id;
    let id = practice.book(&app, practice.booking(gone, at(TEN))).expect("booked");
    let cancellation = format!("/appointments/{id}/cancellation");
    reception.fill(&cancellation, &cancellation, &[("reason", "Ill")]).await;
    let page = lines(&reception, &format!("/appointments/{id}")).await;
    assert!(page.contains("2 patients on the waiting list want such a time"), "{page}");
    let offers = lines(&reception, &link(&page, "/waiting-list/offers")).await;
    let place = |name: &str| offers.find(name);
    assert!(place("First, Ana") < place("Second, Ana") && place("First, Ana").is_some(), "{offers}");
    for name in ["Foreign", "Later", "Busy"] {
        assert!(place(name).is_none(), "{name}: {offers}");
    }
    // The second says yes: booked, off the list, and the time is gone for the first.
    let book = link(&offers, &format!("/appointments/new?patient={second}"));
    let form = reception.get(&book).await;
    assert_eq!(form.status, 200);
    let inputs = form.inputs();
    let entry = inputs["waiting"].clone();
    let shown = inputs["shown"].clone();
    let slot = format!("{TEN}~{}~{}~15", practice.doctor, practice.site);
    let fields = [
        ("csrf", &*inputs["csrf"]),
        ("key", &*inputs["key"]),
        ("patient", &*second.to_string()),
        ("waiting", &*entry),
        ("doctor", &*doctor),
        ("day", "2026-11-23"),
        ("shown", &*shown),
        ("slot", &*slot),
        ("kind", "new"),
    ];
    let booked = reception.post("/appointments", &fields).await;
    assert_eq!(booked.status, 303, "{}", booked.text());
    assert_eq!(appointments_of(&app, second)[0].status, Status::Booked);
    let list = lines(&reception, "/waiting-list").await;
    assert!(!list.contains("Second, Ana") && list.contains("First, Ana"), "{list}");
    assert!(lines(&reception, &link(&page, "/waiting-list/offers")).await.contains("not free any more"));
    // A colleague with the same page still open is told, and nothing is booked twice.
    let key = reception.get(&format!("/appointments/new?patient={second}")).await.inputs()["key"].clone();
    let mut stale = fields.to_vec();
    stale.retain(|(name, _)| !["key", "slot", "day", "shown"].contains(name));
    let next = format!("2026-11-24T09:00:00Z~{}~{}~15", practice.doctor, practice.site);
    let shown = format!("{doctor} 2026-11-24");
    stale.extend([("key", &*key), ("slot", &*next), ("day", "2026-11-24"), ("shown", &*shown)]);
    let again = reception.post("/appointments", &stale).await;
    assert_eq!(again.status, 422);
    assert!(again.text().contains("does not wait any more"), "{}", again.text());
    assert_eq!(appointments_of(&app, second).len(), 1);
}

#[actix_web::test]
async fn a_moved_appointment_offers_the_time_it_had() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let [who, waits] = ["Mover", "Waits"].map(|name| register_patient(&app, name, "Ana").id);
    let id = practice.book(&app, practice.booking(who, at(TEN))).expect("booked");
    wait(&reception, waits, &[]).await;
    assert!(!lines(&reception, &format!("/appointments/{id}")).await.contains("waiting list want"));
    let path = format!("/appointments/{id}/move");
    let day = "2026-11-24";
    let fields = [
        ("doctor", practice.doctor.to_string()),
        ("day", day.to_owned()),
        ("shown", format!("{} {day}", practice.doctor)),
        ("slot", format!("2026-11-24T09:00:00Z~{}~{}~15", practice.doctor, practice.site)),
        ("minutes", "15".to_owned()),
        ("version", "1".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(reception.fill(&path, &path, &fields).await.status, 303);
    let page = lines(&reception, &format!("/appointments/{id}")).await;
    assert!(page.contains("1 patient on the waiting list wants such a time"), "{page}");
    let offers = lines(&reception, &link(&page, "/waiting-list/offers")).await;
    assert!(offers.contains("Waits, Ana") && offers.contains("Monday 23 November, 10:00"), "{offers}");
    // So does the first page, until the time is taken again.
    let first = lines(&reception, "/").await;
    let free = first.split("id=\"came-free\"").nth(1).unwrap_or_else(|| panic!("nothing came free: {first}"));
    assert!(free.contains("Test doctor") && free.contains("10:00") && free.contains("Waits, Ana"), "{free}");
    let back = format!("/appointments/{id}/undo");
    assert_eq!(reception.fill(&format!("/appointments/{id}/cancellation"), &back, &[]).await.status, 303);
    assert!(!lines(&reception, "/").await.contains("id=\"came-free\""));
}

#[actix_web::test]
async fn what_a_series_gives_up_is_offered_on_its_page() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let [who, waits] = ["Series", "Waits"].map(|name| register_patient(&app, name, "Ana").id);
    let (patient, doctor) = (who.to_string(), practice.doctor.to_string());
    let (slot, shown) =
        (format!("{TEN}~{}~{}~15", practice.doctor, practice.site), format!("{doctor} 2026-11-23"));
    let fields = [
        ("patient", patient.as_str()),
        ("doctor", doctor.as_str()),
        ("day", "2026-11-23"),
        ("shown", shown.as_str()),
        ("slot", slot.as_str()),
        ("kind", "follow_up"),
        ("repeat", "1"),
        ("times", "6"),
    ];
    let form = format!("/appointments/new?patient={who}");
    assert_eq!(reception.fill(&form, "/appointments", &fields).await.status, 303);
    wait(&reception, waits, &[]).await;
    let all = appointments_of(&app, who);
    let path = format!("/appointments/{}/cancellation", all[1].id);
    let answer = reception.fill(&path, &path, &[("reason", "Away"), ("which", "following")]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = lines(&reception, answer.location()).await;
    // The next three of five: who waits is asked about what is near.
    assert_eq!(page.matches("1 patient on the waiting list wants such a time").count(), 3, "{page}");
    assert!(page.contains("Monday 30 November, 10:00: 1 patient"), "{page}");
    let offers = lines(&reception, &link(&page, "/waiting-list/offers")).await;
    assert!(offers.contains("Waits, Ana") && offers.contains("Monday 30 November, 10:00"), "{offers}");
    // Whoever books nobody is offered nothing.
    let nurse = app.nurse().await;
    crate::support::paper::nurse_works_at_all_sites(&app);
    let seen = nurse.get(&format!("/appointments/{}/series", all[0].id)).await;
    assert!(seen.status == 200 && !seen.text().contains("waiting list"), "{}", seen.text());
}

#[actix_web::test]
async fn a_doctor_sees_their_own_who_wait_and_nobody_else_comes_here() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let [own, foreign] = ["Own", "Foreign"].map(|name| register_patient(&app, name, "Ana").id);
    practice.book(&app, practice.booking(own, at(TEN))).expect("a relation");
    wait(&reception, own, &[]).await;
    wait(&reception, foreign, &[]).await;
    let doctor = app.doctor().await;
    let list = lines(&doctor, "/waiting-list").await;
    assert!(list.contains("Own, Ana") && !list.contains("Foreign"), "{list}");
    assert_eq!(doctor.get(&format!("/waiting-list/new?patient={foreign}")).await.status, 404);
    let all = lines(&reception, "/waiting-list").await;
    let step = all.split("action=\"").filter(|part| part.starts_with("/waiting-list/")).nth(1).expect("two");
    let withdrawal = step.split('"').next().expect("an address").to_owned();
    let csrf = doctor.csrf().await;
    assert_eq!(doctor.post(&withdrawal, &[("csrf", &csrf)]).await.status, 404);
    let theirs = wait(&doctor, own, &[("for", "first")]).await;
    assert_eq!(theirs.status, 422, "a doctor asks for themselves alone");
    for role in [Role::Nurse, Role::Patient] {
        let nobody = app.person(role).await;
        for path in ["/waiting-list", "/waiting-list/new", "/waiting-list/offers"] {
            assert_eq!(nobody.get(path).await.status, 403, "{role} {path}");
        }
    }
}

#[actix_web::test]
async fn whoever_is_taken_off_the_list_can_be_put_back_and_what_is_wrong_is_said() {
    let app = TestApp::new().await;
    Practice::open(&app);
    let reception = app.receptionist().await;
    let who = register_patient(&app, "Waits", "Ana").id;
    for (more, sentence) in [
        (vec![("earliest", "")], "earliest"),
        (vec![("earliest", "yesterday")], "earliest"),
        (vec![("latest", "19.11.2026")], "The latest day lies before"),
        (vec![("minutes", "7")], "Choose one of the lengths."),
        (vec![("for", "x")], "Choose somebody from the list."),
        (vec![("site", "x")], "Choose one of the sites"),
    ] {
        let answer = wait(&reception, who, &more).await;
        assert_eq!(answer.status, 422, "{more:?}");
        assert!(answer.text().contains(sentence), "{sentence}: {}", answer.text());
    }
    assert!(lines(&reception, "/waiting-list").await.contains("Nobody waits"));
    assert_eq!(wait(&reception, who, &[("latest", "24.12.2026")]).await.status, 303);
    let list = lines(&reception, "/waiting-list").await;
    assert!(list.contains("until Thursday 24 December"), "{list}");
    let step = list.split("action=\"").find(|part| part.starts_with("/waiting-list/")).expect("a step");
    let withdrawal = step.split('"').next().expect("an address").to_owned();
    let inputs = reception.get("/waiting-list").await.inputs();
    let sent = [("csrf", &*inputs["csrf"]), ("key", &*inputs["key"])];
    let (first, second) =
        (reception.post(&withdrawal, &sent).await, reception.post(&withdrawal, &sent).await);
    assert_eq!((first.status, second.status), (303, 303), "once, however often it is sent");
    let list = reception.get("/waiting-list").await;
    assert!(list.text().contains("Nobody waits"));
    let undo = withdrawal.replace("withdrawal", "return");
    let inputs = list.inputs();
    let sent = [("csrf", &*inputs["csrf"]), ("key", &*inputs["key"])];
    assert_eq!(reception.post(&undo, &sent).await.status, 303);
    assert!(lines(&reception, "/waiting-list").await.contains("Waits, Ana"));
    // Somebody who is found from the list is put on it, not booked.
    let found = reception.get("/appointments/new?for=waiting&q=waits").await.text();
    assert!(found.contains(&format!("/waiting-list/new?for=waiting&#38;patient={who}")), "{found}");
    for query in [
        "",
        "at=x",
        "at=9999-12-31T00:00:00Z&minutes=15",
        "doctor=x&site=y&at=2026-11-23T09:00:00Z&minutes=0",
    ] {
        assert_eq!(reception.get(&format!("/waiting-list/offers?{query}")).await.status, 303, "{query}");
    }
}
