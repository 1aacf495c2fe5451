//! The page after sign-in: what each role finds on it, whom it shows to whom, and what it costs.

use jiff::SignedDuration;
use wardbook::diary::appointments::{AppointmentId, Booking, Status};
use wardbook::gate::hospital::{self, SiteId};
use wardbook::kit::db::Deed;
use wardbook::people::patients::PatientId;

use crate::support::diary::{Practice, account, at};
use crate::support::paper::{did_not_come, nurse_works_at_all_sites, register_patient};
use crate::support::{Person, TestApp};

/// An hour from now, in Berlin a quarter past nine.
const QUARTER: &str = "2026-11-20T08:15:00Z";

async fn page(person: &Person<'_>, path: &str) -> String {
    let answer = person.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.text().replace("&#38;", "&")
}

/// The part of a page whose section has this id.
fn section<'a>(text: &'a str, id: &str) -> &'a str {
    let (_, rest) = text
        .split_once(&format!("<section class=\"sec\" id=\"{id}\""))
        .unwrap_or_else(|| panic!("no {id}: {text}"));
    rest.split("</section>").next().unwrap_or_default()
}

/// The figure of this word on a page, with where it leads.
fn figure(text: &str, word: &str) -> (String, String) {
    let (before, _) =
        text.split_once(&format!("</b>{word}</a>")).unwrap_or_else(|| panic!("no {word}: {text}"));
    let link = before.rsplit("<a ").next().unwrap_or_default();
    let href = link.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let count = link.rsplit("<b>").next().unwrap_or_default();
    (count.to_owned(), href.to_owned())
}

fn sites(app: &TestApp) -> Vec<SiteId> {
    app.house.db.read_now(hospital::sites).expect("sites").into_iter().map(|site| site.id).collect()
}

/// Puts somebody into the diary who came, and was begun with, so many minutes ago.
fn came(app: &TestApp, booking: &Booking, status: Status, minutes: i64) -> AppointmentId {
    let (made, now) = (booking.clone(), app.clock.now());
    let then = wardbook::kit::db::types::Utc(now - SignedDuration::from_mins(minutes));
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let mut one = made.made(status, None, now);
            one.arrived_at = Some(then);
            one.started_at = (status != Status::Arrived).then_some(then);
            wardbook::diary::appointments::insert(tx, &one)?;
            tx.record(Deed::new("test.booked"));
            Ok(one.id)
        })
        .expect("an appointment")
}

/// The doctor's day: one waits, one is seen, two are expected and one of them is late, one is over, one did not come.
struct Scene {
    practice: Practice,
    other: Practice,
    waits: PatientId,
    late: AppointmentId,
}

async fn scene(app: &TestApp) -> Scene {
    let (practice, other) = (Practice::open(app), Practice::of(app, account(app, "admin@test.example")));
    let who = |name: &str| register_patient(app, name, "Ana").id;
    let waits = who("Waits");
    came(app, &practice.booking(waits, at("2026-11-20T07:00:00Z")), Status::Arrived, 25);
    came(app, &other.booking(who("Seen-now"), at("2026-11-20T07:00:00Z")), Status::InConsultation, 6);
    let late =
        practice.stand(app, &practice.booking(who("Late"), at("2026-11-20T06:45:00Z")), Status::Booked);
    practice.stand(app, &practice.booking(who("Comes"), at(QUARTER)), Status::Booked);
    other.stand(app, &other.booking(who("Foreign"), at(QUARTER)), Status::Booked);
    practice.stand(app, &practice.booking(who("Over"), at("2026-11-20T06:00:00Z")), Status::Completed);
    practice.stand(app, &practice.booking(who("Missed"), at("2026-11-20T06:15:00Z")), Status::NoShow);
    practice.stand(app, &practice.booking(who("Off"), at("2026-11-20T09:15:00Z")), Status::Cancelled);
    practice.stand(app, &practice.booking(who("Tomorrow"), at("2026-11-21T09:15:00Z")), Status::Booked);
    practice.stand(app, &practice.booking(who("Yesterday"), at("2026-11-19T09:15:00Z")), Status::Booked);
    nurse_works_at_all_sites(app);
    Scene { practice, other, waits, late }
}

#[actix_web::test]
async fn reception_sees_the_waiting_room_who_comes_next_and_who_did_not_come() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let reception = app.receptionist().await;
    let text = page(&reception, "/").await;
    assert!(text.contains("<h1>Today, Friday 20 November</h1>"), "{text}");
    for (word, count) in [
        ("appointments", "7"),
        ("waiting", "1"),
        ("in consultation", "1"),
        ("completed", "1"),
        ("no-show", "1"),
        ("mean wait", "25 min"),
    ] {
        let (shown, href) = figure(&text, word);
        assert_eq!(shown, count, "{word}");
        // Every number opens what it counts.
        let list = page(&reception, &href).await;
        let rows = list.matches("<li id=\"a-").count();
        match word {
            "mean wait" => assert_eq!(rows, 1, "{href}"),
            _ => assert_eq!(rows.to_string(), count, "{word}: {href}"),
        }
    }
    let house = section(&text, "house");
    let (first, second) =
        (house.find("Waits, Ana").expect("who waits"), house.find("Seen-now, Ana").expect("another"));
    assert!(first < second, "those who wait come first: {house}");
    assert!(house.contains("25 min") && house.contains("Long wait") && house.contains("6 min"), "{house}");
    assert!(
        house.contains("42y") && house.contains(&format!("href=\"/patients/{}\"", scene.waits)),
        "{house}"
    );
    assert!(!house.contains("/vitals") && !house.contains("/consultation\""), "not theirs to do: {house}");
    let next = section(&text, "to-come");
    for there in ["Late, Ana", "Late 20 min", "Comes, Ana", "Foreign, Ana", "Blood pressure"] {
        assert!(next.contains(there), "{there}: {next}");
    }
    for gone in ["Off, Ana", "Tomorrow", "Yesterday", "Over, Ana"] {
        assert!(!next.contains(gone) && !house.contains(gone), "{gone}");
    }
    let missed = section(&text, "missed");
    assert!(missed.contains("Missed, Ana") && missed.contains("/appointments/new?patient="), "{missed}");
    let checks = section(&text, "checks");
    assert!(checks.contains("Earlier days, still open: 1"), "{checks}");
    for way in ["href=\"/patients/new\"", "href=\"/walk-in?site=", "href=\"/appointments/new?site="] {
        assert!(text.contains(way), "{way}");
    }
    assert!(!text.contains("id=\"installation\"") && !text.contains("id=\"accounts\""), "not theirs");
}

/// How many rows a link of the first page leads to: those of the list it opens, or of the part of the page it names.
async fn opened(person: &Person<'_>, text: &str, href: &str) -> usize {
    let Some(id) = href.strip_prefix('#') else {
        let list = page(person, href).await;
        return list.matches("<li id=\"a-").count() + list.matches("<tr><td class=\"tab\"").count();
    };
    let (before, rest) =
        text.split_once(&format!(" id=\"{id}\"")).unwrap_or_else(|| panic!("no {id}: {text}"));
    let tag = before.rsplit('<').next().and_then(|tag| tag.split(' ').next()).expect("a tag");
    let part = rest.split(&format!("</{tag}>")).next().unwrap_or_default();
    part.matches("<tr id=\"a-").count()
}

/// Every figure and every check of the first page, with where it leads.
fn numbers(text: &str) -> Vec<(String, usize, String)> {
    let figures =
        text.split("id=\"figures\"").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap_or("");
    let figure = |link: &str| {
        let href = link.split("href=\"").nth(1)?.split('"').next()?;
        let (count, word) = link.split("<b>").nth(1)?.split("</a>").next()?.split_once("</b>")?;
        Some((word.to_owned(), count.parse().ok()?, href.to_owned()))
    };
    let checks = if text.contains("id=\"checks\"") { section(text, "checks") } else { "" };
    let check = |line: &str| {
        let href = line.split("href=\"").nth(1)?.split('"').next()?;
        let said = line.split("aria-label=\"").nth(1)?.split('"').next()?;
        let (word, count) = said.rsplit_once(": ")?;
        Some((word.to_owned(), count.parse().ok()?, href.to_owned()))
    };
    let mut all: Vec<_> = figures.split("<a ").skip(1).filter_map(figure).collect();
    all.extend(checks.split("<li>").skip(1).filter_map(check));
    all
}

#[actix_web::test]
async fn every_number_of_the_first_page_opens_the_rows_it_counts_at_any_hour() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let practice = &scene.practice;
    let who = |name: &str| register_patient(&app, name, "Ana").id;
    for (name, when) in [("Asks", "2026-11-20T12:00:00Z"), ("Asks-later", "2026-12-20T12:00:00Z")] {
        practice.stand(&app, &practice.booking(who(name), at(when)), Status::Requested);
    }
    // Left open elsewhere, and by a colleague.
    let elsewhere = *sites(&app).iter().find(|site| **site != practice.site).expect("another site");
    let there = Practice { doctor: practice.doctor, site: elsewhere };
    there.stand(&app, &there.booking(who("Left-there"), at("2026-11-18T09:15:00Z")), Status::Booked);
    let other = &scene.other;
    other.stand(&app, &other.booking(who("Left-foreign"), at("2026-11-18T09:15:00Z")), Status::Arrived);
    came(&app, &practice.booking(who("Waits-too"), at("2026-11-20T07:15:00Z")), Status::Arrived, 5);
    for hours in [0, 7] {
        app.clock.advance(SignedDuration::from_hours(hours));
        let people = [
            ("reception", app.receptionist().await, 7),
            ("a doctor", app.doctor().await, 6),
            ("a nurse", app.nurse().await, 6),
            ("an admin", app.admin().await, 7),
        ];
        for (role, person, least) in people {
            let text = page(&person, "/").await;
            let all = numbers(&text);
            assert!(all.len() >= least, "{role}: {all:?}");
            for (word, count, href) in all {
                let rows = opened(&person, &text, &href).await;
                assert_eq!(rows, count, "{role}, {hours} hours later: {word} leads to {href}");
            }
        }
    }
    // At three in the afternoon what is left of the morning is not of an earlier day; a doctor's are at both sites.
    let (reception, doctor) =
        (page(&app.receptionist().await, "/").await, page(&app.doctor().await, "/").await);
    assert!(section(&reception, "checks").contains("Earlier days, still open: 2"), "{reception}");
    assert!(section(&doctor, "checks").contains("Earlier days, still open: 2"), "{doctor}");
    let all = page(&app.receptionist().await, "/diary/open").await;
    assert!(all.contains("Late, Ana") && all.contains("Yesterday, Ana"), "{all}");
    let rest = page(&app.receptionist().await, "/diary/open?earlier=yes").await;
    assert!(!rest.contains("Late, Ana") && rest.contains("Yesterday, Ana"), "{rest}");
    assert!(rest.contains("Show today’s too"), "{rest}");
}

#[actix_web::test]
async fn a_click_checks_in_from_the_first_page_and_leads_back_to_it() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let reception = app.receptionist().await;
    for (step, status) in [("no-show", Status::NoShow), ("arrival", Status::Arrived)] {
        let text = page(&reception, "/").await;
        let action = format!("/appointments/{}/{step}", scene.late);
        let form = text
            .split("<form")
            .find(|form| form.contains(&format!("action=\"{action}\"")))
            .expect("a button");
        let value = |name: &str| {
            let (_, rest) = form.split_once(&format!("name=\"{name}\" value=\"")).expect(name);
            rest.split('"').next().expect("a value").to_owned()
        };
        let (csrf, key, back) = (value("csrf"), value("key"), value("back"));
        let fields = [("csrf", csrf.as_str()), ("key", key.as_str()), ("back", back.as_str())];
        let answer = reception.post(&action, &fields).await;
        assert_eq!((answer.status, answer.location()), (303, "/"), "{}", answer.text());
        let now = page(&reception, "/").await;
        let words = if status == Status::NoShow { "missed" } else { "house" };
        assert!(section(&now, words).contains("Late, Ana"), "{now}");
        // The page offers to take it back at once.
        let undo = format!("/appointments/{}/undo", scene.late);
        let inputs = now.split(&format!("action=\"{undo}\"")).nth(1).expect("a way back").to_owned();
        let value = |name: &str| {
            let (_, rest) = inputs.split_once(&format!("name=\"{name}\" value=\"")).expect(name);
            rest.split('"').next().expect("a value").to_owned()
        };
        let (csrf, key, back) = (value("csrf"), value("key"), value("back"));
        let fields = [("csrf", csrf.as_str()), ("key", key.as_str()), ("back", back.as_str())];
        let answer = reception.post(&undo, &fields).await;
        assert_eq!((answer.status, answer.location()), (303, "/"), "{}", answer.text());
    }
}

#[actix_web::test]
async fn a_doctor_sees_their_own_patients_of_today_and_nobody_elses() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let doctor = app.doctor().await;
    let text = page(&doctor, "/").await;
    for (id, there) in [
        ("house", "Waits, Ana"),
        ("to-come", "Late, Ana"),
        ("to-come", "Comes, Ana"),
        ("over", "Over, Ana"),
        ("over", "Missed, Ana"),
    ] {
        assert!(section(&text, id).contains(there), "{there}: {text}");
    }
    for gone in ["Seen-now", "Foreign", "Tomorrow", "Yesterday", "Off, Ana"] {
        assert!(!text.contains(gone), "{gone}: {text}");
    }
    assert_eq!(figure(&text, "appointments").0, "5");
    assert_eq!(figure(&text, "waiting"), ("1".to_owned(), "#waiting".to_owned()));
    assert!(section(&text, "house").contains("/consultation\""), "a consultation begins here: {text}");
    assert!(section(&text, "house").contains(&format!("/patients/{}/vitals/new", scene.waits)));
    assert!(section(&text, "checks").contains("Earlier days, still open: 1"), "{text}");
    // Who did not come makes no relation: their record does not open, so no link leads there.
    let missed = section(&text, "over").split("<tr").find(|row| row.contains("Missed, Ana")).expect("a row");
    assert!(!missed.contains("href=\"/patients/") && missed.contains("No-show"), "{missed}");
    // A colleague has their own page.
    let colleague = scene.other.doctor;
    assert_ne!(colleague, scene.practice.doctor);
    assert!(!text.contains("id=\"missed\"") && !text.contains("id=\"came-free\""), "reception's work");
}

#[actix_web::test]
async fn a_doctors_day_at_two_sites_is_one_by_the_clock_of_each() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let elsewhere = *sites(&app).iter().find(|site| **site != practice.site).expect("another site");
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            use diesel::prelude::*;
            use wardbook::schema::sites;
            diesel::update(sites::table.find(elsewhere))
                .set(sites::time_zone.eq("America/New_York"))
                .execute(tx.conn())?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("another zone");
    let there = Practice { doctor: practice.doctor, site: elsewhere };
    let who = |name: &str| register_patient(&app, name, "Ana").id;
    practice.stand(&app, &practice.booking(who("Here"), at(QUARTER)), Status::Booked);
    // Half past nine in the evening of Friday in New York is Saturday in Berlin.
    there.stand(&app, &there.booking(who("Evening"), at("2026-11-21T02:30:00Z")), Status::Booked);
    // Half past nine in the evening of Thursday in New York was Friday in Berlin.
    there.stand(&app, &there.booking(who("Last-night"), at("2026-11-20T02:30:00Z")), Status::Booked);
    let text = page(&app.doctor().await, "/").await;
    let next = section(&text, "to-come");
    assert!(next.contains("09:15") && next.contains("Here, Ana"), "{next}");
    assert!(next.contains("21:30") && next.contains("Evening, Ana"), "{next}");
    assert!(!next.contains("Last-night"), "{next}");
    // Reception looks at one site, by its clock.
    let reception = app.receptionist().await;
    let far = page(&reception, &format!("/?site={elsewhere}")).await;
    assert!(far.contains("Times in America/New_York") && far.contains("Evening, Ana"), "{far}");
    assert!(!far.contains("Here, Ana") && !section(&far, "to-come").contains("Last-night"), "{far}");
    assert!(far.contains(&format!("hx-get=\"/now?site={elsewhere}\"")), "{far}");
    assert!(far.contains("At 02:05"), "{far}");
    assert!(page(&reception, "/?site=x").await.contains("Here, Ana"));
}

#[actix_web::test]
async fn a_nurse_sees_whose_vital_signs_are_due() {
    let app = TestApp::new().await;
    let nurse = app.nurse().await;
    let bare = page(&nurse, "/").await;
    assert!(bare.contains("You work at no site yet") && !bare.contains("id=\"checks\""), "{bare}");
    let scene = scene(&app).await;
    let text = page(&nurse, "/").await;
    let house = section(&text, "house");
    let due = format!("/patients/{}/vitals/new", scene.waits);
    assert_eq!(figure(&text, "vital signs due"), ("2".to_owned(), "#vitals-due".to_owned()));
    assert!(house.contains(&format!("href=\"{due}\"")) && house.contains("Waits, Ana"), "{house}");
    assert!(section(&text, "to-come").contains("/arrival\"") && !text.contains("/no-show\""), "{text}");
    assert!(!text.contains("/appointments/new") && !text.contains("/walk-in"), "{text}");
    let list = format!("/patients/{}/vitals", scene.waits);
    let saved = nurse.fill(&due, &list, &[("systolic", "128"), ("diastolic", "82"), ("pulse", "70")]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let text = page(&nurse, "/").await;
    let house = section(&text, "house");
    assert_eq!(figure(&text, "vital signs due").0, "1");
    assert!(house.contains("Taken 08:05") && !house.contains(&format!("href=\"{due}\"")), "{house}");
    // What was measured before they came does not count.
    let early = register_patient(&app, "New", "Ana").id;
    scene.other.stand(&app, &scene.other.booking(early, at("2026-11-20T12:00:00Z")), Status::Booked);
    let (form, list) = (format!("/patients/{early}/vitals/new"), format!("/patients/{early}/vitals"));
    assert_eq!(nurse.fill(&form, &list, &[("pulse", "70")]).await.status, 303);
    app.clock.advance(SignedDuration::from_mins(10));
    came(&app, &scene.other.booking(early, at("2026-11-20T07:15:00Z")), Status::Arrived, 5);
    let house = page(&nurse, "/").await;
    let row =
        section(&house, "house").split("<tr").find(|row| row.contains("New, Ana")).expect("a row").to_owned();
    assert!(row.contains("/vitals/new\""), "{row}");
}

#[actix_web::test]
async fn an_admin_sees_decisions_accounts_and_the_installation() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let (admin, reception) = (app.admin().await, app.receptionist().await);
    let before = page(&admin, "/").await;
    assert!(section(&before, "reviews").contains("Nothing waits for a decision"), "{before}");
    let path = format!("/patients/{}", scene.waits);
    let asked = reception
        .fill(&format!("{path}/removal"), &format!("{path}/removal-request"), &[("reason", "Twice")])
        .await;
    assert_eq!(asked.status, 303, "{}", asked.text());
    let text = page(&admin, "/").await;
    let reviews = section(&text, "reviews");
    assert!(reviews.contains("Records that somebody wants removed: 1"), "{reviews}");
    let installation = section(&text, "installation");
    for words in
        ["Database", "Can be written to", "Audit trail", "After 30 days, not looked for yet", "Wardbook 0.1"]
    {
        assert!(installation.contains(words), "{words}: {installation}");
    }
    let accounts = section(&text, "accounts");
    assert!(
        accounts.contains("href=\"/staff?account=active\"") && accounts.contains("Test admin"),
        "{accounts}"
    );
    assert_eq!(figure(&text, "appointments").0, "7");
    assert!(!text.contains("id=\"house\""), "the page is about the house, the diary is one click away");
    // A clock that jumped, and rows that nobody seals, are told.
    let on = wardbook::wiring::dependants();
    wardbook::diary::purge::run(&app.house.db, &app.operator(), &on, 30, false).expect("a run");
    app.clock.advance(SignedDuration::from_secs(60));
    let text = page(&admin, "/").await;
    assert!(section(&text, "installation").contains("to be sealed"), "{text}");
    assert!(section(&text, "installation").contains("last looked for Today 08:05"), "{text}");
    app.clock.advance(SignedDuration::from_hours(24 * 30));
    let text = page(&app.admin().await, "/").await;
    assert!(section(&text, "installation").contains("The clock jumped"), "{text}");
}

#[actix_web::test]
async fn a_time_that_came_free_names_who_waits_for_it() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let reception = app.receptionist().await;
    assert!(!page(&reception, "/").await.contains("id=\"came-free\""), "nobody waits");
    for name in ["First", "Second"] {
        let who = register_patient(&app, name, "Ana").id.to_string();
        let fields = [("patient", who.as_str()), ("earliest", "20.11.2026"), ("minutes", "15")];
        let put = reception.fill(&format!("/waiting-list/new?patient={who}"), "/waiting-list", &fields).await;
        assert_eq!(put.status, 303, "{}", put.text());
        app.clock.advance(SignedDuration::from_secs(1));
    }
    let text = page(&reception, "/").await;
    let free = section(&text, "came-free");
    assert!(free.contains("Test doctor, today 10:15, 15 min"), "{free}");
    assert!(free.contains("2 on the waiting list want it, first") && free.contains("First, Ana"), "{free}");
    let (_, rest) = free.split_once("href=\"/waiting-list/offers").expect("a way to offer it");
    let offers =
        page(&reception, &format!("/waiting-list/offers{}", rest.split('"').next().expect("one"))).await;
    assert!(offers.contains("First, Ana") && offers.contains("Second, Ana"), "{offers}");
    assert!(section(&text, "checks").contains("On the waiting list: 2"), "{text}");
    // Given to somebody else, it is free no more.
    let who = register_patient(&app, "Third", "Ana").id;
    scene.practice.book(&app, scene.practice.booking(who, at("2026-11-20T09:15:00Z"))).expect("booked");
    assert!(!page(&reception, "/").await.contains("id=\"came-free\""));
    assert!(!page(&app.doctor().await, "/").await.contains("id=\"came-free\""));
}

#[actix_web::test]
async fn requests_are_counted_where_they_can_be_looked_at() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let who = register_patient(&app, "Asks", "Ana").id;
    for when in ["2026-11-20T09:00:00Z", "2026-12-20T09:00:00Z", "2026-11-18T09:00:00Z"] {
        practice.stand(&app, &practice.booking(who, at(when)), Status::Requested);
    }
    let text = page(&reception, "/").await;
    let checks = section(&text, "checks");
    assert!(checks.contains("Appointments to confirm: 2"), "{checks}");
    let (_, rest) = checks.split_once("href=\"/diary/list").expect("a list");
    let list = page(&reception, &format!("/diary/list{}", rest.split('"').next().expect("one"))).await;
    assert_eq!(list.matches("<li id=\"a-").count(), 2, "{list}");
}

#[actix_web::test]
async fn an_empty_day_says_what_to_do() {
    let app = TestApp::new().await;
    Practice::open(&app);
    let text = page(&app.receptionist().await, "/").await;
    for words in [
        "Nobody waits.",
        "Nobody else is expected today.",
        "Book somebody",
        "Nothing is waiting.",
        "Patients whose records you open",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("mean wait"), "nobody waits, so there is no mean");
    assert!(page(&app.doctor().await, "/").await.contains("Nobody else is expected today."));
}

#[actix_web::test]
async fn the_page_refreshes_itself_and_is_nobodys_activity() {
    let app = TestApp::new().await;
    scene(&app).await;
    for person in [app.receptionist().await, app.doctor().await, app.nurse().await, app.admin().await] {
        let whole = page(&person, "/").await;
        assert!(whole.contains("hx-get=\"/now\"") && whole.contains("data-background"), "{whole}");
        let part = page(&person, "/now").await;
        assert!(part.contains("<main") && !part.contains("<html"), "{part}");
    }
    let patient = app.patient().await;
    for path in ["/", "/now"] {
        let answer = patient.get(path).await;
        assert_eq!((answer.status, answer.location()), (303, "/account"), "{path}");
        assert_eq!(app.visitor().get(path).await.status, 303, "{path}");
    }
}

#[actix_web::test]
async fn a_full_day_costs_no_more_statements_than_a_quiet_one() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let reception = app.receptionist().await;
    let wait = async |name: &str| {
        let who = register_patient(&app, name, "Ana").id.to_string();
        let fields = [("patient", who.as_str()), ("earliest", "20.11.2026"), ("minutes", "15")];
        let put = reception.fill(&format!("/waiting-list/new?patient={who}"), "/waiting-list", &fields).await;
        assert_eq!(put.status, 303, "{}", put.text());
    };
    wait("Zero").await;
    let people = [
        (app.receptionist().await, 32),
        (app.doctor().await, 18),
        (app.nurse().await, 16),
        (app.admin().await, 40),
    ];
    let mut few = Vec::new();
    for (person, _) in &people {
        page(person, "/").await;
        few.push(app.statements(person.get("/")).await.1);
    }
    for n in 0..12 {
        let who = register_patient(&app, &format!("Somebody {n}"), "Ana").id;
        let practice = if n % 2 == 0 { &scene.practice } else { &scene.other };
        let when = at("2026-11-20T10:00:00Z") + SignedDuration::from_mins(15 * n);
        let status = [Status::Booked, Status::Cancelled, Status::NoShow, Status::Completed][n as usize % 4];
        practice.stand(&app, &practice.booking(who, when), status);
        wait(&format!("Waiting {n}")).await;
    }
    for ((person, most), few) in people.iter().zip(few) {
        let (answer, many) = app.statements(person.get("/")).await;
        assert_eq!(answer.status, 200);
        assert_eq!(few, many, "{}", answer.text());
        assert!(many <= *most, "{many} statements, not {most}");
    }
}

#[actix_web::test]
async fn a_doctor_is_told_which_notes_they_have_not_signed() {
    use wardbook::care::notes::{self, Kind, Note};
    use wardbook::care::record::When;
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let doctor = app.doctor().await;
    assert!(section(&page(&doctor, "/").await, "unsigned").contains("Every note is signed."));
    let (patient, by, now) = (scene.waits, scene.practice.doctor, app.clock.now());
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let note = Note {
                recorded_by: Some(by),
                ..Note::draft(Kind::Consultation, patient, When::instant(now))
            };
            notes::write(tx, &note)?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("a draft");
    let text = page(&doctor, "/").await;
    let unsigned = section(&text, "unsigned");
    assert!(unsigned.contains("Waits, Ana") && unsigned.contains("Today 08:05"), "{unsigned}");
    for person in [app.receptionist().await, app.nurse().await, app.admin().await] {
        assert!(!page(&person, "/").await.contains("id=\"unsigned\""), "nobody else's");
    }
    let record = format!("href=\"/patients/{patient}\"");
    assert!(unsigned.contains(&record), "{unsigned}");
    did_not_come(&app, patient);
    let text = page(&doctor, "/").await;
    let unsigned = section(&text, "unsigned");
    assert!(unsigned.contains("Waits, Ana") && unsigned.contains("Out of your reach"), "{unsigned}");
    assert!(!unsigned.contains(&record), "no link that would be refused: {unsigned}");
    let (_, own) = unsigned.split_once("href=\"/written/").expect("one's own words stay");
    let own = format!("/written/{}", own.split('"').next().expect("an address"));
    assert_eq!(doctor.get(&own).await.status, 200);
}

#[actix_web::test]
async fn a_doctor_goes_on_with_a_consultation_from_the_first_page() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let who = register_patient(&app, "Seen-now", "Ana").id;
    let id = came(&app, &practice.booking(who, at("2026-11-20T07:00:00Z")), Status::InConsultation, 6);
    let house = page(&app.doctor().await, "/").await;
    let way = format!("href=\"/appointments/{id}/consultation\"");
    assert!(section(&house, "house").contains(&way), "{house}");
    assert!(!page(&app.receptionist().await, "/").await.contains(&way));
}

#[actix_web::test]
async fn an_admin_is_led_to_emergency_accesses_that_wait_for_a_review() {
    let app = TestApp::new().await;
    let out = register_patient(&app, "Out", "Of Reach");
    let opened = crate::emergency::open(&app.nurse().await, &out).await;
    assert_eq!(opened.status, 303, "{}", opened.text());
    let text = page(&app.admin().await, "/").await;
    let reviews = section(&text, "reviews");
    assert!(reviews.contains("Emergency accesses to review: 1"), "{reviews}");
    assert!(reviews.contains("href=\"/emergency-reviews\""), "{reviews}");
    assert!(!page(&app.receptionist().await, "/").await.contains("Emergency accesses to review"));
}
