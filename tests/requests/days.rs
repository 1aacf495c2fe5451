//! The pages of the diary: who sees what of a day, a week and a list, what is still open, and what is printed.

use wardbook::diary::appointments::{self, AppointmentId, Booking, Status};
use wardbook::gate::access::model::Role;
use wardbook::kit::db::Deed;
use wardbook::people::patients::PatientId;

use crate::support::diary::{Practice, account, at};
use crate::support::paper::{nurse_works_at_all_sites, register_patient, text_of};
use crate::support::{Answer, Person, TestApp};

/// This morning, a quarter past nine in Berlin: an hour and ten minutes from now.
const QUARTER: &str = "2026-11-20T08:15:00Z";

/// The hospital's doctor and an admin who sees patients too, each with somebody at a quarter past nine.
struct Scene {
    practice: Practice,
    other: Practice,
    ana: AppointmentId,
}

async fn scene(app: &TestApp) -> Scene {
    let practice = Practice::open(app);
    let other = Practice::of(app, account(app, "admin@test.example"));
    let book = |practice: &Practice, name| {
        let who = register_patient(app, name, "Ana").id;
        practice.book(app, practice.booking(who, at(QUARTER))).expect("booked")
    };
    let ana = book(&practice, "Marković");
    book(&other, "Zweig");
    nurse_works_at_all_sites(app);
    Scene { practice, other, ana }
}

async fn page(person: &Person<'_>, path: &str) -> String {
    let answer = person.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.text().replace("&#38;", "&")
}

fn status(app: &TestApp, id: AppointmentId) -> Status {
    use wardbook::diary::appointments::{DiaryReach, find};
    app.house.db.read_now(move |conn| find(conn, &DiaryReach::Everything, id)).expect("an appointment").status
}

/// Presses the button of a page that is sent to `step`.
async fn press(person: &Person<'_>, at: &str, step: &str) -> Answer {
    let text = page(person, at).await;
    let form = text.split("<form").find(|form| form.contains(&format!("action=\"{step}\"")));
    let form = form.unwrap_or_else(|| panic!("no form is sent to {step}: {text}")).to_owned();
    let value = |name: &str| {
        let (_, rest) = form.split_once(&format!("name=\"{name}\" value=\"")).expect(name);
        rest.split('"').next().expect("a value").to_owned()
    };
    let (csrf, key, back) = (value("csrf"), value("key"), value("back"));
    person.post(step, &[("csrf", &csrf), ("key", &key), ("back", &back)]).await
}

#[actix_web::test]
async fn a_day_has_a_column_a_doctor_and_every_free_time_is_a_named_link() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let reception = app.receptionist().await;
    let text = page(&reception, "/diary").await;
    for words in [
        "Friday 20 November",
        "Test doctor</bdi>",
        "Test admin</bdi>",
        "Marković, Ana",
        "Zweig, Ana",
        "Book Test doctor, Friday 20 November, 09:00: ",
        "<b>2</b> appointments",
        "data-m=\"/diary?move=",
        "New appointment",
        "Walk-in",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let wish = appointments::Wish {
        patient: None,
        doctor: Some(scene.practice.doctor),
        site: Some(scene.practice.site),
        at: Some(at("2026-11-20T08:00:00Z")),
        minutes: Some(15),
    };
    assert!(text.contains(&format!("href=\"{}\"", appointments::new_path(&wish))), "{text}");
    // Five past eight: the line of the present stands in the second row of the first hour.
    assert!(text.contains("class=\"now r1\"") && text.contains("08:05</div>"), "{text}");
    assert!(!page(&reception, "/diary?date=2026-11-23").await.contains("class=\"now "));
    // One doctor alone, and a site where nobody works.
    let one = page(&reception, &format!("/diary?doctor={}", scene.other.doctor)).await;
    assert!(one.contains("Zweig, Ana") && !one.contains("Marković, Ana"));
    let sites = app.house.db.read_now(wardbook::gate::hospital::sites).expect("sites");
    let empty = sites.iter().find(|site| site.id != scene.practice.site).expect("another site").id;
    assert!(
        page(&reception, &format!("/diary?site={empty}")).await.contains("Nobody sees patients on this day")
    );
    for query in
        ["site=x&date=2026-02-30", "doctor=1&doctors=-1", "move=x", "date=9999-12-31", "date=0001-01-01"]
    {
        assert_eq!(reception.get(&format!("/diary?{query}")).await.status, 200, "{query}");
        assert_eq!(reception.get(&format!("/diary/week?{query}")).await.status, 200, "{query}");
        assert_eq!(reception.get(&format!("/diary/list?{query}")).await.status, 200, "{query}");
        assert_eq!(reception.get(&format!("/diary/print?{query}")).await.status, 200, "{query}");
    }
    assert_eq!(reception.get("/diary?site=%00").await.status, 422);
}

#[actix_web::test]
async fn everybody_sees_what_is_theirs_to_see() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let (doctor, nurse) = (app.doctor().await, app.nurse().await);
    let far = register_patient(&app, "Later", "Ana").id;
    scene.practice.book(&app, scene.practice.booking(far, at("2026-12-07T09:00:00Z"))).expect("booked");
    for view in ["/diary", "/diary/day", "/diary/week", "/diary/week/now", "/diary/list", "/diary/print"] {
        let ours = format!("{view}?doctor={}", scene.practice.doctor);
        let own = page(&doctor, view).await;
        assert!(own.contains("Marković, Ana") && !own.contains("Zweig"), "{view}: {own}");
        let foreign = page(&doctor, &format!("{view}?doctor={}", scene.other.doctor)).await;
        assert!(!foreign.contains("Zweig"), "{view}: nobody asks their way into another column");
        assert!(page(&nurse, &ours).await.contains("Marković, Ana"), "{view}");
        let beyond = page(&nurse, &format!("{ours}&date=2026-12-07")).await;
        assert!(!beyond.contains("Later"), "{view}: a nurse sees a week");
        for nobody in [Role::Patient] {
            assert_eq!(app.person(nobody).await.get(view).await.status, 403, "{view}");
        }
        assert_eq!(app.visitor().get(view).await.status, 303, "{view}");
    }
    // A doctor books with themselves alone, and a nurse with nobody.
    assert!(page(&doctor, "/diary").await.contains("Book Test doctor"));
    let nurses = page(&nurse, "/diary").await;
    assert!(!nurses.contains("/appointments/new") && !nurses.contains("data-m="), "{nurses}");
    let refused = doctor.get("/diary/day.pdf").await;
    assert_eq!(refused.status, 200);
    if let Some(text) = text_of(&refused.body) {
        assert!(text.contains("Marković") && !text.contains("Zweig"), "{text}");
    }
}

#[actix_web::test]
async fn a_full_day_costs_no_more_statements_than_an_empty_one() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let week = format!("/diary/week?doctor={}", practice.doctor);
    let views = ["/diary", &*week, "/diary/list", "/diary/print"];
    let mut few = Vec::new();
    for view in views {
        page(&reception, view).await;
        few.push(app.statements(reception.get(view)).await.1);
    }
    for n in 0..30 {
        let who = register_patient(&app, &format!("Somebody {n}"), "Ana").id;
        let when = at("2026-11-20T07:15:00Z") + jiff::SignedDuration::from_mins(15 * n);
        practice.book(&app, practice.booking(who, when)).expect("booked");
    }
    Practice::of(&app, account(&app, "admin@test.example"));
    for (view, few) in views.into_iter().zip(few) {
        let (answer, many) = app.statements(reception.get(view)).await;
        assert!(answer.text().contains("Somebody 29"), "{view}");
        assert_eq!(few, many, "{view}");
        assert!(many <= 16, "{view}: {many} statements");
    }
}

#[actix_web::test]
async fn a_week_stays_in_line_through_a_change_of_the_clocks() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let reception = app.receptionist().await;
    let who = register_patient(&app, "Marković", "Ana").id;
    // Ten in the morning in Berlin, before and after the clocks go forward on 28 March 2027.
    for when in ["2027-03-26T09:00:00Z", "2027-03-28T08:00:00Z"] {
        practice.book(&app, practice.booking(who, at(when))).expect("booked");
    }
    let week = page(&reception, "/diary/week?date=2027-03-28").await;
    assert!(week.contains("Week of Monday 22 March 2027"), "{week}");
    for (column, day) in [(5, "Fri 26 Mar"), (7, "Sun 28 Mar")] {
        assert!(week.contains(day), "{day}");
        // Two hours below eight, in rows of five minutes.
        assert!(week.contains(&format!("is-booked c{column} r24 s3")), "{column}: {week}");
    }
    // The day itself has its own 23 hours.
    let day = page(&reception, "/diary?date=2027-03-28").await;
    assert!(day.contains("Marković, Ana") && day.contains("is-booked c1 r24 s3"), "{day}");
    assert!(page(&reception, "/diary/week").await.contains("class=\"now "));
}

#[actix_web::test]
async fn while_one_is_moved_every_free_time_is_a_target() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let reception = app.receptionist().await;
    let text = page(&reception, &format!("/diary?move={}", scene.ana)).await;
    assert!(text.contains("Pick a free time."), "{text}");
    assert!(text.contains("Move to Test admin, Friday 20 November, 09:00: "), "{text}");
    assert!(text.contains(&format!("/appointments/{}/move?doctor=", scene.ana)), "{text}");
    assert!(!text.contains("/appointments/new"), "nothing else is booked meanwhile");
    // Its own time counts as free; that of the colleague does not.
    assert!(text.contains("Move to Test doctor, Friday 20 November, 09:15: "));
    assert!(!text.contains("Move to Test admin, Friday 20 November, 09:15: "));
    let week = page(&reception, &format!("/diary/week?move={}", scene.ana)).await;
    assert!(week.contains(&format!("/appointments/{}/move?doctor=", scene.ana)), "{week}");
    // It begins where and when the appointment is.
    let who = register_patient(&app, "Later", "Ana").id;
    let later =
        scene.practice.book(&app, scene.practice.booking(who, at("2026-11-25T09:00:00Z"))).expect("booked");
    assert!(
        page(&reception, &format!("/diary?move={later}")).await.contains("<h1>Wednesday 25 November</h1>")
    );
    // Out of reach, and over, are as if nothing was asked.
    let foreign = page(&app.doctor().await, &format!("/diary?move={}", uuid::Uuid::now_v7())).await;
    assert!(!foreign.contains("Pick a free time."));
}

#[actix_web::test]
async fn the_list_is_narrowed_by_words_status_doctor_and_days() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let reception = app.receptionist().await;
    let who = register_patient(&app, "Later", "Lena").id;
    scene.practice.book(&app, scene.practice.booking(who, at("2026-11-25T09:00:00Z"))).expect("booked");
    let off = register_patient(&app, "Gone", "Gus").id;
    scene.practice.stand(&app, &scene.practice.booking(off, at("2026-11-20T10:00:00Z")), Status::Cancelled);
    let day = page(&reception, "/diary/list").await;
    for words in [
        "Marković, Ana",
        "Zweig, Ana",
        "Gone, Gus",
        "will be removed on",
        "Now 08:05",
        "free until 10:00",
        "3 appointments",
    ] {
        assert!(day.contains(words), "{words}: {day}");
    }
    assert!(!day.contains("Later, Lena"));
    for (query, there, gone) in [
        ("q=zweig", "Zweig, Ana", "Marković, Ana"),
        ("status=cancelled", "Gone, Gus", "Zweig, Ana"),
        (&*format!("doctor={}", scene.other.doctor), "Zweig, Ana", "Marković, Ana"),
        ("days=7&q=lena", "Later, Lena", "Zweig, Ana"),
        ("days=7&status=booked", "Wednesday 25 November", "Gone, Gus"),
        ("days=28", "Later, Lena", "nobody"),
        ("q=xyzzy", "No appointment matches", "Zweig, Ana"),
        ("q=%25", "No appointment matches", "Zweig, Ana"),
    ] {
        let found = page(&reception, &format!("/diary/list?{query}")).await;
        let lines = found.split("</form>").collect::<String>();
        assert!(lines.contains(there) && !lines.contains(gone), "{query}: {found}");
    }
    // What another doctor has is found by nobody who may not see it.
    let doctor = app.doctor().await;
    assert!(page(&doctor, "/diary/list?q=zweig").await.contains("No appointment matches"));
    assert!(!page(&doctor, "/diary/list?days=28").await.contains("Zweig"));
    // One click checks in, and leads back.
    let step = format!("/appointments/{}/arrival", scene.ana);
    let answer = press(&reception, "/diary/list", &step).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(answer.location().starts_with("/diary/list"), "{}", answer.location());
    assert_eq!(status(&app, scene.ana), Status::Arrived);
    assert!(page(&reception, answer.location()).await.contains("Arrived 08:05"));
}

#[actix_web::test]
async fn what_is_over_is_folded_and_a_long_list_goes_on() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    app.clock.advance(jiff::SignedDuration::from_hours(3));
    let reception = app.receptionist().await;
    let book = |name: &str, when: &str, status| {
        let who = register_patient(&app, name, "Ana").id;
        practice.stand(&app, &practice.booking(who, at(when)), status)
    };
    book("Finished", "2026-11-20T07:30:00Z", Status::Completed);
    book("Forgotten", "2026-11-20T08:00:00Z", Status::Booked);
    book("Coming", "2026-11-20T10:30:00Z", Status::Booked);
    let day = page(&reception, "/diary/list").await;
    assert!(!day.contains("Finished") && day.contains("Forgotten") && day.contains("Coming"), "{day}");
    assert!(day.contains("08:30 to 11:00, 1 appointment"), "{day}");
    assert!(page(&reception, "/diary/list?earlier=yes").await.contains("Finished"));
    let who = register_patient(&app, "Many", "Ana").id;
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            for _ in 0..301 {
                let made = practice.booking(who, at("2026-11-24T10:00:00Z"));
                appointments::insert(tx, &made.made(Status::Cancelled, None, at("2026-11-20T07:00:00Z")))?;
            }
            tx.record(Deed::new("test.prepared"));
            Ok(())
        })
        .expect("many");
    for query in ["date=2026-11-24", "days=7&q=many"] {
        let first = page(&reception, &format!("/diary/list?{query}")).await;
        assert_eq!(first.matches("<li id=\"a-").count(), 300, "{query}");
        let (_, rest) = first.rsplit_once("href=\"/diary/list").expect("a way on");
        let next = format!("/diary/list{}", rest.split('"').next().expect("an address"));
        let second = page(&reception, &next).await;
        assert_eq!(second.matches("<li id=\"a-").count(), 1, "{query}: each once");
        assert!(!second.contains("rel=\"next\">Later ones"), "{query}");
    }
}

#[actix_web::test]
async fn what_nobody_closed_is_closed_with_one_click_and_can_be_taken_back() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    assert!(page(&app.receptionist().await, "/diary/open").await.contains("Nothing is open"));
    app.clock.advance(jiff::SignedDuration::from_hours(26));
    let (reception, doctor) = (app.receptionist().await, app.doctor().await);
    let open = page(&reception, "/diary/open").await;
    assert!(open.contains("Marković, Ana") && open.contains("Friday 20 November, 09:15"), "{open}");
    assert!(!open.contains("/closing\""), "reception says who did not come, not who was treated");
    let own = page(&doctor, "/diary/open").await;
    assert!(own.contains("Marković, Ana") && !own.contains("Zweig"), "{own}");
    let path = format!("/appointments/{}", scene.ana);
    let answer = press(&reception, "/diary/open", &format!("{path}/no-show")).await;
    assert_eq!((answer.status, status(&app, scene.ana)), (303, Status::NoShow));
    assert!(answer.location().starts_with("/diary/open"));
    let shown = page(&reception, answer.location()).await;
    assert!(shown.contains(&format!("action=\"{path}/undo\"")) && !shown.contains("Marković"), "{shown}");
    let inputs = Answer { body: shown.into_bytes(), ..answer }.inputs();
    let undo = [("csrf", inputs["csrf"].as_str()), ("key", inputs["key"].as_str())];
    assert_eq!(reception.post(&format!("{path}/undo"), &undo).await.status, 303);
    assert_eq!(status(&app, scene.ana), Status::Booked);
}

#[actix_web::test]
async fn a_day_is_printed_as_a_page_and_as_a_file_and_that_is_on_file() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let gone = register_patient(&app, "Gone", "Gus").id;
    let (over, walked) =
        (register_patient(&app, "Over", "Otto").id, register_patient(&app, "Walks", "Wim").id);
    let site = scene.practice.site;
    let room = app
        .house
        .db
        .write_now(&app.operator(), move |tx| {
            tx.record(Deed::new("test.prepared"));
            wardbook::diary::rooms::insert(tx, site, "Room 12")
        })
        .expect("a room");
    let over = Booking {
        overbook_reason: Some("Urgent".into()),
        room: Some(room),
        ..scene.practice.booking(over, at(QUARTER))
    };
    scene.practice.book(&app, over).expect("over another one");
    let walked = Booking { walk_in: true, ..scene.practice.booking(walked, at("2026-11-20T09:00:00Z")) };
    scene.practice.book(&app, walked).expect("here");
    scene.practice.stand(&app, &scene.practice.booking(gone, at("2026-11-20T10:00:00Z")), Status::Cancelled);
    let reception = app.receptionist().await;
    let paper = page(&reception, "/diary/print").await;
    for words in [
        "Friday 20 November 2026",
        "Test doctor",
        "Marković, Ana",
        "14-Mar-1984 (42y)",
        "Blood pressure",
        "Room 12",
        "Booked · Overbooked",
        "Arrived · Walk-in",
        "data-print",
    ] {
        assert!(paper.contains(words), "{words}: {paper}");
    }
    assert!(!paper.contains("Gone, Gus"), "who was called off does not come");
    let file = reception.get("/diary/day.pdf").await;
    assert_eq!((file.status, file.header("content-type")), (200, Some("application/pdf")));
    if let Some(text) = text_of(&file.body) {
        for words in [
            "Friday 20 November 2026",
            "Marković, Ana",
            "09:15",
            "Room 12",
            "Overbooked",
            "Walk-in",
            "Page 1 of 1",
            "Test receptionist",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
    let printed = app
        .house
        .db
        .read_now(|conn| {
            use wardbook::gate::audit::{Filter, list};
            let verb = Some("appointment.day-printed".to_owned());
            list(conn, &Filter { verb, ..Filter::default() }, 9)
        })
        .expect("the trail");
    assert_eq!(printed.len(), 2);
    assert_eq!(printed[0].detail["count"], 4);
}

#[actix_web::test]
async fn the_waiting_room_shows_who_has_waited_longest() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let come = |name: &str, when: &str| -> PatientId {
        let who = register_patient(&app, name, "Ana").id;
        let booking = Booking { walk_in: true, ..practice.booking(who, at(when)) };
        practice.book(&app, booking).expect("here");
        who
    };
    come("First", "2026-11-20T08:00:00Z");
    app.clock.advance(jiff::SignedDuration::from_mins(25));
    come("Second", "2026-11-20T08:15:00Z");
    let reception = app.receptionist().await;
    let day = page(&reception, "/diary").await;
    assert!(day.contains("<b>2</b> waiting"), "{day}");
    let room = day.split("id=\"waiting\"").nth(1).expect("the waiting room");
    let (first, second) = (room.find("First, Ana").expect("one"), room.find("Second, Ana").expect("two"));
    assert!(first < second && room.contains("25 min") && room.contains("Long wait"), "{room}");
    assert!(!page(&reception, "/diary?date=2026-11-23").await.contains("id=\"waiting\""));
}

#[actix_web::test]
async fn another_day_of_the_list_keeps_what_it_is_narrowed_to() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let reception = app.receptionist().await;
    let asked =
        format!("/diary/list?doctor={}&status=booked&q=ana&days=7&earlier=yes", scene.practice.doctor);
    let text = page(&reception, &asked).await;
    let href = |mark: &str| {
        let link = text.split("<a ").find(|link| link.contains(mark)).expect(mark);
        link.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an address").to_owned()
    };
    for (mark, day) in
        [("rel=\"prev\"", Some("2026-11-19")), ("rel=\"next\"", Some("2026-11-21")), ("data-key=\"t\"", None)]
    {
        let to = href(mark);
        for kept in ["status=booked", "q=ana", "days=7", &format!("doctor={}", scene.practice.doctor)] {
            assert!(to.contains(kept), "{mark}: {to} has lost {kept}");
        }
        assert_eq!(day.is_some_and(|day| to.contains(day)), day.is_some(), "{to}");
        assert!(!to.contains("earlier="), "what was unfolded belongs to that day: {to}");
    }
    // The field for another day keeps them too, and so does another site but for its doctors.
    let pick =
        text.split("id=\"pick\"").nth(1).and_then(|rest| rest.split("</form>").next()).expect("a form");
    for kept in ["name=\"status\" value=\"booked\"", "name=\"q\" value=\"ana\"", "name=\"days\" value=\"7\""]
    {
        assert!(pick.contains(kept), "{kept}: {pick}");
    }
    let site = text.split("id=\"sites\"").nth(1).and_then(|rest| rest.split("</nav>").next()).expect("sites");
    assert!(site.contains("q=ana") && !site.contains("doctor="), "{site}");
    // The day and the week know nothing of them.
    let day = text.split("<a ").find(|link| link.contains(">Day</a>")).expect("a way to the day");
    assert!(!day.contains("q=ana") && day.contains("doctor="), "{day}");
}

#[actix_web::test]
async fn the_list_refreshes_its_lines_and_nothing_else() {
    let app = TestApp::new().await;
    let scene = scene(&app).await;
    let reception = app.receptionist().await;
    let whole = page(&reception, "/diary/list?q=ana&status=booked").await;
    assert!(whole.contains("hx-get=\"/diary/list/now?") && whole.contains("data-background"), "{whole}");
    let (_, rest) = whole.split_once("hx-get=\"/diary/list/now?").expect("an address");
    let now = format!("/diary/list/now?{}", rest.split('"').next().expect("one"));
    let part = page(&reception, &now).await;
    assert!(part.contains("Marković, Ana") && part.contains("Zweig, Ana"), "{part}");
    assert!(!part.contains("name=\"q\"") && !part.contains("<html"), "what is typed stays as it is: {part}");
    let step = format!("/appointments/{}/arrival", scene.ana);
    assert_eq!(press(&reception, "/diary/list", &step).await.status, 303);
    assert!(!page(&reception, &now).await.contains("Marković, Ana"), "whoever came is booked no more");
    assert!(!page(&app.doctor().await, "/diary/list/now?days=28").await.contains("Zweig"));
    assert_eq!(app.patient().await.get("/diary/list/now").await.status, 403);
}
