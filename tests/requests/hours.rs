//! Doctors' hours on their pages: who may see and change them, what is refused, what is to be moved.

use wardbook::diary::appointments::{self, Booking};
use wardbook::diary::hours::{self, WeeklyHours};
use wardbook::gate::access::model::Role;
use wardbook::gate::actor::AccountId;
use wardbook::gate::hospital;
use wardbook::kit::db::Deed;

use crate::support::diary::{Practice, account, at};
use crate::support::paper::register_patient;
use crate::support::{Answer, Person, TestApp};

fn site(app: &TestApp, name: &str) -> String {
    let all = app.house.db.read_now(hospital::sites).expect("sites");
    all.into_iter().find(|site| site.name == name).expect(name).id.to_string()
}

fn weekly(app: &TestApp, doctor: AccountId) -> Vec<WeeklyHours> {
    let today = jiff::civil::date(2026, 11, 20);
    app.house.db.read_now(move |conn| hours::weekly_of(conn, doctor, today)).expect("hours")
}

fn told(app: &TestApp, doctor: AccountId) -> Vec<String> {
    weekly(app, doctor)
        .iter()
        .map(|one| {
            let until = one.valid_to.map(|to| format!(" until {to}")).unwrap_or_default();
            let span = hours::span(one.starts_minute, one.ends_minute);
            format!("{} {span} from {}{until}", hours::day_name(one.weekday), one.valid_from)
        })
        .collect()
}

/// Adds hours of the week as the page does.
async fn add(person: &Person<'_>, doctor: AccountId, fields: &[(&str, &str)]) -> Answer {
    let path = format!("/hours/{doctor}");
    person.fill(&format!("{path}/weekly/new"), &format!("{path}/weekly"), fields).await
}

async fn add_extra(person: &Person<'_>, doctor: AccountId, fields: &[(&str, &str)]) -> Answer {
    let path = format!("/hours/{doctor}");
    person.fill(&format!("{path}/extra/new"), &format!("{path}/extra"), fields).await
}

/// The fields of a form with others in place of some.
fn with<'a>(fields: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = fields.to_vec();
    all.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    all.extend(changes);
    all
}

#[actix_web::test]
async fn doctors_keep_their_own_hours_admins_all_reception_looks() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let other = account(&app, "admin@test.example");
    Practice::of(&app, other);
    let (own, foreign) = (hours::path(practice.doctor), hours::path(other));
    let doctor = app.doctor().await;
    assert_eq!(doctor.get("/hours").await.location(), own, "who sees only their own is led there");
    assert_eq!(doctor.get(&own).await.status, 200);
    for page in ["", "/weekly/new", "/extra/new", "/leave/new"] {
        assert_eq!(doctor.get(&format!("{own}{page}")).await.status, 200, "{page}");
        let there = doctor.get(&format!("{foreign}{page}")).await;
        let never = doctor.get(&format!("/hours/{}{page}", AccountId::new())).await;
        assert_eq!((there.status, never.status), (404, 404), "{page}");
        assert_eq!(there.text(), never.text(), "a colleague's hours and nobody's look alike");
    }
    let reception = app.receptionist().await;
    for path in ["/hours", "/hours/specialties", own.as_str(), foreign.as_str()] {
        assert_eq!(reception.get(path).await.status, 200, "{path}");
    }
    assert!(!reception.get(&own).await.text().contains("/weekly/new"), "no button that would refuse them");
    assert_eq!(reception.get(&format!("{own}/weekly/new")).await.status, 403);
    assert_eq!(reception.get("/holidays").await.status, 403);
    for person in [app.nurse().await, app.patient().await] {
        assert_eq!(person.get("/hours").await.status, 403);
        assert_eq!(person.get(&own).await.status, 403);
        assert!(!person.open("/").await.text().contains("href=\"/hours\""));
    }
    let admin = app.admin().await;
    assert_eq!(admin.get(&format!("{own}/weekly/new")).await.status, 200);
    let nurse = account(&app, &format!("{}@test.example", Role::Nurse));
    assert_eq!(admin.get(&hours::path(nurse)).await.status, 404, "a nurse has no hours");
}

#[actix_web::test]
async fn hours_are_added_for_several_days_at_once_as_people_type_them() {
    let app = TestApp::new().await;
    let practice = Practice::closed(&app);
    let doctor = app.doctor().await;
    let main = site(&app, "Main house");
    let fields = [
        ("day-1", "on"),
        ("day-3", "on"),
        ("site", main.as_str()),
        ("from", "9"),
        ("to", "1215"),
        ("slot", "20"),
        ("valid-from", "23.11.26"),
    ];
    let added = add(&doctor, practice.doctor, &fields).await;
    assert_eq!(added.location(), format!("/hours/{}#weekly", practice.doctor), "{}", added.text());
    assert_eq!(
        told(&app, practice.doctor),
        ["Monday 09:00–12:15 from 2026-11-23", "Wednesday 09:00–12:15 from 2026-11-23"]
    );
    let afternoon = with(&fields, &[("from", "13:00"), ("to", "16.30"), ("valid-to", "31 dec 2026")]);
    assert_eq!(add(&doctor, practice.doctor, &afternoon).await.status, 303, "several spans a day");
    let page = doctor.get(&hours::path(practice.doctor)).await.text();
    for text in ["Monday", "09:00–12:15", "13:00–16:30", "20 min", "from 23-Nov-2026", "Main house"] {
        assert!(page.contains(text), "{text}");
    }
    for (changes, words) in [
        (vec![("day-1", ""), ("day-3", "")], "at least one day"),
        (vec![("site", "rubbish")], "Choose a site"),
        (vec![("from", "noon")], "9, 0915 or 9:15"),
        (vec![("to", "8")], "end before they begin"),
        (vec![("from", "9"), ("to", "910")], "9, 0915 or 9:15"),
        (vec![("from", "9"), ("to", "9:10")], "shorter than one slot of 20 minutes"),
        (vec![("slot", "7")], "length of a slot"),
        (vec![("valid-from", "31.2.27")], "Enter a day"),
        (vec![("valid-to", "22.11.26")], "before the first"),
        (vec![("room", "rubbish")], "not used any more"),
    ] {
        let refused = add(&doctor, practice.doctor, &with(&fields, &changes)).await;
        assert_eq!(refused.status, 422, "{changes:?}");
        assert!(refused.text().contains(words), "{changes:?}: {words}");
        assert!(refused.text().contains("aria-invalid"), "{changes:?}");
    }
    let kept = add(&doctor, practice.doctor, &with(&fields, &[("slot", "7")])).await.text();
    assert!(
        kept.contains("value=\"1215\"") && kept.contains("Monday 23 November 2026"),
        "kept as typed, day in words"
    );
    assert_eq!(weekly(&app, practice.doctor).len(), 4, "what was refused changed nothing");
}

#[actix_web::test]
async fn a_doctor_is_never_given_hours_in_two_places_at_once() {
    let app = TestApp::new().await;
    let practice = Practice::closed(&app);
    let admin = app.admin().await;
    app.house
        .db
        .write_now(&app.operator(), |tx| {
            let sheet = hospital::SiteSheet {
                name: "Far clinic".into(),
                address: String::new(),
                phone: String::new(),
                time_zone: "America/Lima".into(),
            };
            hospital::insert_site(tx, &sheet)?;
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("a site far away");
    let (main, harbour, far) =
        (site(&app, "Main house"), site(&app, "Harbour clinic"), site(&app, "Far clinic"));
    let morning = [
        ("day-1", "on"),
        ("site", main.as_str()),
        ("from", "8"),
        ("to", "12"),
        ("slot", "15"),
        ("valid-from", "20.11.26"),
    ];
    assert_eq!(add(&admin, practice.doctor, &morning).await.status, 303);
    let clash =
        add(&admin, practice.doctor, &with(&morning, &[("site", &harbour), ("from", "11"), ("to", "13")]))
            .await;
    assert_eq!(clash.status, 422);
    for words in [
        "Monday 11:00–13:00 would overlap Monday 08:00–12:00 at Main house",
        "23-Nov-2026",
        "Nothing was changed",
    ] {
        assert!(clash.text().contains(words), "{words}: {}", clash.text());
    }
    // Two in the morning in Lima is eight in the morning in Berlin.
    let night = with(&morning, &[("site", &far), ("from", "2"), ("to", "4")]);
    let clash = add(&admin, practice.doctor, &night).await;
    assert_eq!(clash.status, 422);
    assert!(clash.text().contains("Monday 08:00–12:00 (Europe/Berlin) at Main house"), "{}", clash.text());
    let evening = with(&morning, &[("site", &far), ("from", "18"), ("to", "20")]);
    assert_eq!(add(&admin, practice.doctor, &evening).await.status, 303);
    assert_eq!(
        add(&admin, practice.doctor, &with(&morning, &[("site", &harbour), ("from", "12"), ("to", "13")]))
            .await
            .status,
        303,
        "side by side"
    );
    // Of several days one is taken: none is added.
    let week = with(&morning, &[("day-2", "on"), ("day-3", "on"), ("from", "9"), ("to", "10")]);
    assert_eq!(add(&admin, practice.doctor, &week).await.status, 422);
    assert_eq!(weekly(&app, practice.doctor).len(), 3);
    let extra =
        [("day", "30.11.26"), ("site", harbour.as_str()), ("from", "9"), ("to", "10"), ("slot", "15")];
    let clash = add_extra(&admin, practice.doctor, &extra).await;
    assert_eq!(clash.status, 422);
    assert!(
        clash.text().contains("30-Nov-2026 09:00–10:00 would overlap Monday 08:00–12:00"),
        "{}",
        clash.text()
    );
    assert_eq!(add_extra(&admin, practice.doctor, &with(&extra, &[("day", "1.12.26")])).await.status, 303);
    let over = add(
        &admin,
        practice.doctor,
        &with(&morning, &[("day-1", ""), ("day-2", "on"), ("from", "9"), ("to", "10")]),
    )
    .await;
    assert!(over.text().contains("01-Dec-2026 09:00–10:00"), "extra hours stand in the way too");
    let past = add_extra(&admin, practice.doctor, &with(&extra, &[("day", "19.11.26")])).await;
    assert!(past.status == 422 && past.text().contains("This day is over"));
}

#[actix_web::test]
async fn a_change_holds_from_a_day_on_and_what_was_stays() {
    let app = TestApp::new().await;
    let practice = Practice::closed(&app);
    let admin = app.admin().await;
    let main = site(&app, "Main house");
    let morning = [
        ("day-1", "on"),
        ("site", main.as_str()),
        ("from", "8"),
        ("to", "12"),
        ("slot", "15"),
        ("valid-from", "1.6.26"),
    ];
    assert_eq!(add(&admin, practice.doctor, &morning).await.status, 303);
    let path = format!("/hours/{}/weekly/{}", practice.doctor, weekly(&app, practice.doctor)[0].id);
    let page = admin.get(&path).await;
    assert_eq!(
        page.inputs()["valid-from"],
        "20-Nov-2026",
        "a change begins today unless somebody says otherwise"
    );
    let change = [
        ("weekday", "1"),
        ("site", main.as_str()),
        ("from", "9"),
        ("to", "12"),
        ("slot", "30"),
        ("valid-from", "7.12.26"),
    ];
    let past = admin.fill(&path, &path, &with(&change, &[("valid-from", "16.11.26")])).await;
    assert!(
        past.status == 422 && past.text().contains("choose 20-Nov-2026 or a later day"),
        "{}",
        past.text()
    );
    assert_eq!(admin.fill(&path, &path, &change).await.status, 303);
    assert_eq!(
        told(&app, practice.doctor),
        ["Monday 08:00–12:00 from 2026-06-01 until 2026-12-06", "Monday 09:00–12:00 from 2026-12-07"]
    );
    // The old span has an end now: changing it again would overlap the new one.
    let again = admin.fill(&path, &path, &with(&change, &[("from", "8")])).await;
    assert!(again.status == 422 && again.text().contains("would overlap"), "{}", again.text());
    // Hours that have not begun are changed altogether.
    let new = format!("/hours/{}/weekly/{}", practice.doctor, weekly(&app, practice.doctor)[1].id);
    assert_eq!(admin.fill(&new, &new, &with(&change, &[("from", "10")])).await.status, 303);
    assert_eq!(told(&app, practice.doctor)[1], "Monday 10:00–12:00 from 2026-12-07");
    assert_eq!(admin.get(&new).await.status, 404, "what was changed is gone");
    let end = format!("/hours/{}/weekly/{}/ending", practice.doctor, weekly(&app, practice.doctor)[1].id);
    let late = admin.fill(&end, &end, &[("last", "18.11.26")]).await;
    assert!(late.status == 422 && late.text().contains("today or a later day"));
    assert_eq!(admin.fill(&end, &end, &[("last", "20.12.26")]).await.status, 303);
    assert_eq!(told(&app, practice.doctor)[1], "Monday 10:00–12:00 from 2026-12-07 until 2026-12-20");
    assert_eq!(admin.fill(&end, &end, &[("last", "6.12.26")]).await.status, 303);
    assert_eq!(weekly(&app, practice.doctor).len(), 1, "hours that would never have held are gone");
}

#[actix_web::test]
async fn who_takes_hours_away_is_shown_what_lies_in_them_and_it_stays_to_be_moved() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let admin = app.admin().await;
    let (first, second) = (register_patient(&app, "Marković", "Ana"), register_patient(&app, "Ivić", "Ivo"));
    let book = |who, when| practice.book(&app, practice.booking(who, at(when))).expect("a booking");
    // Mondays: one before the end, one after it; and one outside on purpose.
    book(first.id, "2026-11-23T09:00:00Z");
    let outside = book(first.id, "2026-11-30T09:00:00Z");
    let on_purpose = Booking {
        overbook_reason: Some("Asked for".into()),
        ..practice.booking(second.id, at("2026-11-30T19:00:00Z"))
    };
    practice.book(&app, on_purpose).expect("outside the hours with a reason");
    let monday = weekly(&app, practice.doctor).into_iter().find(|one| one.weekday == 1).expect("Mondays");
    let path = format!("/hours/{}/weekly/{}/ending", practice.doctor, monday.id);
    let shown = admin.fill(&path, &path, &[("last", "24.11.26")]).await;
    assert_eq!(shown.status, 409);
    let text = shown.text();
    assert!(text.contains("1 appointment would lie outside") && text.contains("Marković, Ana"), "{text}");
    assert!(text.contains("Mon 30-Nov-2026 10:00") && !text.contains("Ivić"), "{text}");
    assert_eq!(weekly(&app, practice.doctor).iter().filter(|one| one.valid_to.is_some()).count(), 0);

    // Another one is booked while the page is open: what was agreed to does not hold any more.
    let inputs = shown.inputs();
    book(second.id, "2026-11-30T10:00:00Z");
    let agreed = |inputs: &std::collections::BTreeMap<String, String>| {
        ["csrf", "key", "outside"].map(|name| (name.to_owned(), inputs[name].clone())).to_vec()
    };
    let send = async |inputs: &std::collections::BTreeMap<String, String>| {
        let fields = agreed(inputs);
        let mut fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        fields.push(("last", "24.11.26"));
        admin.post(&path, &fields).await
    };
    let again = send(&inputs).await;
    assert_eq!(again.status, 409);
    assert!(again.text().contains("2 appointments would lie outside") && again.text().contains("Ivić"));
    assert_eq!(send(&again.inputs()).await.status, 303);
    let page = admin.get(&hours::path(practice.doctor)).await.text();
    assert!(page.contains("2 appointments have to be moved") && page.contains("No hours then"), "{page}");
    assert!(page.contains(&format!("/diary?move={outside}")));
    let still = app
        .house
        .db
        .read_now(move |conn| appointments::find(conn, &appointments::DiaryReach::Everything, outside));
    assert_eq!(still.expect("an appointment").starts_at, at("2026-11-30T09:00:00Z"), "they stay");
    // Reception sees them too; the doctor sees their own.
    for person in [app.receptionist().await, app.doctor().await] {
        let page = person.get(&hours::path(practice.doctor)).await.text();
        assert!(page.contains("2 appointments have to be moved"));
    }
}

#[actix_web::test]
async fn extra_hours_that_go_are_looked_into_as_well() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let doctor = app.doctor().await;
    let harbour = site(&app, "Harbour clinic");
    let extra =
        [("day", "28.11.26"), ("site", harbour.as_str()), ("from", "18"), ("to", "20"), ("slot", "15")];
    assert_eq!(add_extra(&doctor, practice.doctor, &extra).await.status, 303);
    let who = register_patient(&app, "Marković", "Ana").id;
    practice.book(&app, practice.booking(who, at("2026-11-28T17:00:00Z"))).expect("in the extra hours");
    let page = doctor.get(&hours::path(practice.doctor)).await.text();
    assert!(page.contains("Sat 28-Nov-2026") && page.contains("18:00–20:00"));
    let removal =
        page.split("/extra/").find_map(|part| part.split_once("/removal")).expect("a link").0.to_owned();
    let path = format!("/hours/{}/extra/{removal}/removal", practice.doctor);
    assert_eq!(doctor.get(&path).await.status, 200);
    let shown = doctor.fill(&path, &path, &[]).await;
    assert_eq!(shown.status, 409);
    assert!(shown.text().contains("Marković, Ana"));
    let inputs = shown.inputs();
    let fields = ["csrf", "key", "outside"].map(|name| (name, inputs[name].as_str()));
    assert_eq!(doctor.post(&path, &fields).await.status, 303);
    let page = doctor.get(&hours::path(practice.doctor)).await.text();
    assert!(page.contains("1 appointment has to be moved") && !page.contains("18:00–20:00"));
}

#[actix_web::test]
async fn the_list_shows_everybody_and_who_is_free_next_in_few_statements() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let admin = app.admin().await;
    let reception = app.receptionist().await;
    let page = reception.get("/hours").await.text();
    assert!(page.contains("Test doctor") && page.contains("Mon–Sun 08:00–16:00"), "{page}");
    assert!(
        page.contains("Today 08:15") && page.contains("/appointments/new?"),
        "at five past eight: {page}"
    );
    assert!(
        !page.contains("href=\"/rooms\"") && admin.get("/hours").await.text().contains("href=\"/rooms\"")
    );
    // All of today is taken: tomorrow is next.
    let who = register_patient(&app, "First", "Ana").id;
    for quarter in 0..32 {
        let from = at("2026-11-20T07:00:00Z") + jiff::SignedDuration::from_mins(15 * quarter);
        practice.book(&app, practice.booking(who, from)).expect("a booking");
    }
    assert!(reception.get("/hours").await.text().contains("Tomorrow 08:00"));
    let narrowed = reception.get("/hours?specialty=Cardiology").await.text();
    assert!(narrowed.contains("Nobody can be booked here") && !narrowed.contains("Test doctor</bdi>"));
    let elsewhere = reception.get(&format!("/hours?site={}", site(&app, "Main house"))).await.text();
    assert!(!elsewhere.contains("Test doctor</bdi>"));
    assert_eq!(reception.get("/hours?site=rubbish&specialty=%00").await.status, 422);

    for path in ["/hours", "/hours/specialties"] {
        let (_, few) = app.statements(reception.get(path)).await;
        for n in 0..6 {
            let email = format!("doctor{n}@test.example");
            let made = admin
                .fill(
                    "/staff/new",
                    "/staff",
                    &[
                        ("name", &format!("Doctor {path} {n}")),
                        ("email", &format!("{}{email}", path.len())),
                        ("role", "doctor"),
                        ("slot", "20"),
                        ("specialties", "Cardiology"),
                        ("doctor", "on"),
                    ],
                )
                .await;
            assert_eq!(made.status, 200, "{}", made.text());
            Practice::of(&app, account(&app, &format!("{}{email}", path.len())));
        }
        let (answer, many) = app.statements(reception.get(path)).await;
        assert!(answer.text().contains(&format!("Doctor {path} 5")));
        assert_eq!(few, many, "{path}: the number of statements does not grow with the number of doctors");
    }
    let sections = reception.get("/hours/specialties").await.text();
    assert!(sections.contains("Without a specialty") && sections.contains("Tomorrow 08:00"));
}
