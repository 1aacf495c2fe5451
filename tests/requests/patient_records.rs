//! What becomes of patients' records: merged, archived, removed, read from lists, with a photo.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use wardbook::gate::access::reach::Reach;
use wardbook::people::patients::{self, Patient};

use super::patients::{add, details, see};
use crate::support::{Answer, Person, TestApp};

fn reload(app: &TestApp, patient: &Patient) -> Option<Patient> {
    let id = patient.id;
    let house = Reach::whole_house("test");
    app.house.db.read_now(move |conn| patients::find(conn, &house, id)).ok()
}

/// Sends a form with a file, as browsers do.
async fn upload(person: &Person<'_>, form_at: &str, path: &str, name: &str, file: &[u8]) -> Answer {
    let inputs = person.get(form_at).await.inputs();
    let mut body = Vec::new();
    for field in ["csrf", "key"] {
        let value = &inputs[field];
        body.extend(
            format!("--cut\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    body.extend(
        format!("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n")
            .bytes(),
    );
    body.extend(file);
    body.extend(b"\r\n--cut--\r\n");
    let request = TestRequest::default()
        .method(Method::POST)
        .uri(path)
        .insert_header(("content-type", "multipart/form-data; boundary=cut"))
        .set_payload(body);
    person.send(request).await
}

fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::DynamicImage::new_rgb8(64, 48);
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).expect("a picture");
    bytes
}

#[actix_web::test]
async fn two_records_become_one_and_two_again() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let stays = add(&app, details("Marković", "Ana", "14.3.1984", "064 555 0182"));
    let mut twice = details("Markovic", "Ana", "14.3.1984", "021 555 440");
    twice.email = Some("ana@example.org".into());
    let goes = add(&app, twice);
    see(&app, &goes, "completed", -24);
    let doctor = app.doctor().await;
    assert_eq!(doctor.get(&format!("/patients/{}/edit", stays.id)).await.status, 404);

    let path = format!("/patients/{}/merge", stays.id);
    let choose = desk.get(&path).await.text();
    assert!(choose.contains(&format!("{path}?with={}", goes.id)), "the likely twin is offered");
    let preview = format!("{path}?with={}", goes.id);
    let page = desk.get(&preview).await;
    assert_eq!(page.status, 200);
    for text in ["ana@example.org", "appointments", &goes.shown_mrn()] {
        assert!(page.text().contains(text), "{text}");
    }
    let id = goes.id.to_string();
    let mut fields = vec![("absorbed", id.as_str()), ("survivor-version", "1"), ("absorbed-version", "1")];
    assert_eq!(desk.fill(&preview, &path, &fields).await.status, 422, "a merge needs a reason");
    fields.push(("reason", "same national id card"));
    fields.push(("pick-family", "absorbed"));
    let merged = desk.fill(&preview, &path, &fields).await;
    assert_eq!((merged.status, merged.location()), (303, format!("/patients/{}", stays.id).as_str()));
    assert_eq!(desk.fill(&preview, &path, &fields).await.status, 409, "what is merged cannot be merged");

    let one = reload(&app, &stays).expect("the survivor");
    assert_eq!((one.details.family.as_str(), one.details.phones.len()), ("Markovic", 2));
    let list = desk.get(&format!("/patients?q={}", goes.shown_mrn())).await.text();
    assert!(
        list.contains(&format!("href=\"/patients/{}\"", stays.id)),
        "the old number leads to the survivor"
    );
    assert_eq!(
        doctor.get(&format!("/patients/{}/edit", stays.id)).await.status,
        200,
        "the relation moved too"
    );
    assert_eq!(
        doctor.get(&format!("/patients/{}/edit", goes.id)).await.status,
        200,
        "the old address leads there"
    );

    assert!(!desk.get(&path).await.text().contains("undoing"), "reception cannot undo");
    let admin = app.admin().await;
    let page = admin.get(&path).await.text();
    let undo = page.split("action=\"").find(|part| part.contains("/undoing\"")).expect("a way back");
    let undo = undo.split('"').next().expect("an address").to_owned();
    assert_eq!(desk.fill(&path, &undo, &[]).await.status, 403);
    let key = page
        .split("/undoing\"")
        .nth(1)
        .and_then(|rest| rest.split("name=\"key\" value=\"").nth(1))
        .expect("a key");
    let key = key.split('"').next().expect("a key").to_owned();
    let undone = admin.fill(&path, &undo, &[("key", key.as_str())]).await;
    assert_eq!(undone.status, 303, "{}", undone.text());
    assert_eq!(reload(&app, &stays).expect("one").details, stays.details);
    assert_eq!(reload(&app, &goes).expect("the other").details, goes.details);
    assert_eq!(doctor.get(&format!("/patients/{}/edit", stays.id)).await.status, 404);
    assert_eq!(doctor.get(&format!("/patients/{}/edit", goes.id)).await.status, 200);
}

#[actix_web::test]
async fn who_opened_a_record_is_told_wherever_it_went() {
    let app = TestApp::new().await;
    let (admin, desk, nurse) = (app.admin().await, app.receptionist().await, app.nurse().await);
    crate::support::paper::nurse_works_at_all_sites(&app);
    let stays = add(&app, details("Marković", "Ana", "14.3.1984", ""));
    let goes = add(&app, details("Markovic", "Ana", "14.3.1984", ""));
    let last = add(&app, details("Markowitsch", "Ana", "14.3.1984", ""));
    see(&app, &goes, "booked", 2);
    assert_eq!(nurse.get(&format!("/patients/{}", goes.id)).await.status, 200);
    let told = async |of: &Patient| {
        app.clock.advance(jiff::SignedDuration::from_secs(1));
        let page = admin.get(&format!("/patients/{}/access", of.id)).await;
        assert_eq!(page.status, 200);
        let text = page.text();
        let rows = text.split("<tbody>").nth(1).expect("rows").to_owned();
        let nurses = rows.matches("Test nurse").count() / 2;
        let desks = rows.matches("Test receptionist").count() / 2;
        (nurses, desks)
    };
    assert_eq!((told(&stays).await.0, told(&goes).await.0), (0, 1));
    let merge = async |from: &Patient, into: &Patient| {
        let path = format!("/patients/{}/merge", into.id);
        let id = from.id.to_string();
        let versions = [from, into].map(|of| reload(&app, of).expect("one").version.to_string());
        let fields = [
            ("absorbed", id.as_str()),
            ("absorbed-version", &versions[0]),
            ("survivor-version", &versions[1]),
            ("reason", "same card"),
        ];
        let merged = admin.fill(&format!("{path}?with={id}"), &path, &fields).await;
        assert_eq!(merged.status, 303, "{}", merged.text());
        path
    };
    merge(&goes, &stays).await;
    assert_eq!(told(&stays).await.0, 1, "the look at the other record came along");
    app.clock.advance(jiff::SignedDuration::from_secs(1));
    assert_eq!(desk.get(&format!("/patients/{}", stays.id)).await.status, 200);
    let path = merge(&stays, &last).await;
    assert_eq!(told(&last).await.0, 1, "and again");
    let own = desk.get(&format!("/patients/{}/access", last.id)).await.text();
    assert!(
        own.contains("Test receptionist") && !own.contains("Test nurse"),
        "employees are told of themselves"
    );
    for number in [goes.shown_mrn(), stays.shown_mrn(), last.shown_mrn()] {
        let trail = admin.get(&format!("/audit?patient={number}")).await.text();
        assert!(trail.contains("Test nurse"), "the trail under {number}");
    }

    for at in [path, format!("/patients/{}/merge", stays.id)] {
        let page = admin.get(&at).await.text();
        let undo = page.split("action=\"").find(|part| part.contains("/undoing\"")).expect("a way back");
        let undo = undo.split('"').next().expect("an address").to_owned();
        let key = page.split("/undoing\"").nth(1).and_then(|rest| rest.split("name=\"key\" value=\"").nth(1));
        let key = key.and_then(|key| key.split('"').next()).expect("a key").to_owned();
        app.clock.advance(jiff::SignedDuration::from_secs(1));
        let undone = admin.fill(&at, &undo, &[("key", key.as_str())]).await;
        assert_eq!(undone.status, 303, "{}", undone.text());
    }
    assert_eq!((told(&stays).await.0, told(&last).await.0), (0, 0), "back where it was");
    let (nurses, desks) = told(&goes).await;
    assert_eq!(nurses, 1);
    assert!(desks >= 1, "who looked while it was in another record is told as well");
    app.clock.advance(jiff::SignedDuration::from_secs(1));
    assert_eq!(desk.get(&format!("/patients/{}", stays.id)).await.status, 200);
    assert_eq!(told(&goes).await.1, desks, "later looks are not its own any more");
}

/// The two count their versions each for itself, and may well be at the same.
#[actix_web::test]
async fn a_form_opened_before_a_merge_does_not_overwrite_the_survivor() {
    let app = TestApp::new().await;
    let (desk, admin) = (app.receptionist().await, app.admin().await);
    let stays = add(&app, details("Marković", "Ana", "14.3.1984", ""));
    let goes = add(&app, details("Markovic", "Anna", "15.3.1984", ""));
    let edit = format!("/patients/{}/edit", goes.id);
    let opened = desk.get(&edit).await.inputs();
    let path = format!("/patients/{}/merge", stays.id);
    let id = goes.id.to_string();
    let fields = [
        ("absorbed", id.as_str()),
        ("survivor-version", "1"),
        ("absorbed-version", "1"),
        ("reason", "same card"),
    ];
    assert_eq!(admin.fill(&format!("{path}?with={id}"), &path, &fields).await.status, 303);
    let version = reload(&app, &stays).expect("the survivor").version.to_string();
    let typed = [
        ("csrf", opened["csrf"].as_str()),
        ("key", opened["key"].as_str()),
        ("version", version.as_str()),
        ("family", "Markovic"),
        ("given", "Anna"),
        ("born", "15.3.1984"),
        ("sex", "female"),
    ];
    let answer = desk.post(&edit, &typed).await;
    assert_eq!(answer.status, 409, "both are shown: {}", answer.location());
    assert_eq!(reload(&app, &stays).expect("the survivor").details.given, "Ana");
}

#[actix_web::test]
async fn a_sign_in_follows_the_record_it_was_made_for() {
    use wardbook::gate::access::store::{accounts_of_patient, by_email, set_patient};
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let stays = add(&app, details("Marković", "Ana", "14.3.1984", ""));
    let goes = add(&app, details("Markovic", "Ana", "14.3.1984", ""));
    let to = goes.id.uuid();
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let account = by_email(tx.conn(), "patient@test.example")?.expect("a patient").id;
            set_patient(tx, account, to)?;
            tx.record(wardbook::kit::db::Deed::new("test.linked"));
            Ok(())
        })
        .expect("a link");
    let path = format!("/patients/{}/merge", stays.id);
    let preview = format!("{path}?with={}", goes.id);
    let id = goes.id.to_string();
    let fields = [
        ("absorbed", id.as_str()),
        ("survivor-version", "1"),
        ("absorbed-version", "1"),
        ("reason", "same national id card"),
    ];
    let merged = desk.fill(&preview, &path, &fields).await;
    assert_eq!(merged.status, 303, "{}", merged.text());
    let count = |of: &Patient| {
        let of = of.id.uuid();
        app.house.db.read_now(move |conn| accounts_of_patient(conn, of)).expect("accounts").len()
    };
    assert_eq!((count(&stays), count(&goes)), (1, 0));
}

#[actix_web::test]
async fn reception_asks_and_an_admin_archives_and_restores() {
    let app = TestApp::new().await;
    let (desk, admin) = (app.receptionist().await, app.admin().await);
    let ana = add(&app, details("Marković", "Ana", "14.3.1984", ""));
    see(&app, &ana, "completed", -24);
    let record = format!("/patients/{}", ana.id);
    let at = format!("{record}/removal");
    let page = desk.get(&at).await.text();
    assert!(page.contains("This record has history"));
    assert_eq!(desk.fill(&at, &format!("{record}/archive"), &[("reason", "x")]).await.status, 403);
    let refused = desk.fill(&at, &at, &[]).await;
    assert_eq!(refused.status, 409, "what has history is never removed");
    assert!(reload(&app, &ana).is_some());
    assert_eq!(desk.fill(&at, &format!("{record}/removal-request"), &[("reason", "")]).await.status, 422);
    let asked = desk.fill(&at, &format!("{record}/removal-request"), &[("reason", "moved <away>")]).await;
    assert_eq!(asked.status, 303);
    assert!(admin.get("/patients").await.text().contains("One record waits"));
    let waiting = admin.get("/patients/removal-requests").await.text();
    assert!(waiting.contains("moved &#60;away&#62;") && waiting.contains(&at));
    assert_eq!(desk.get("/patients/removal-requests").await.status, 403);
    let archived = admin.fill(&at, &format!("{record}/archive"), &[("reason", "moved away")]).await;
    assert_eq!(archived.status, 303, "{}", archived.text());
    assert!(!desk.get("/patients?q=mark").await.text().contains(&record));
    assert!(desk.get("/patients?q=mark&archived=on").await.text().contains(&record));
    assert!(!admin.get("/patients").await.text().contains("One record waits"));
    let restored = admin.fill(&at, &format!("{record}/restoration"), &[]).await;
    assert_eq!(restored.status, 303, "{}", restored.text());
    assert!(desk.get("/patients?q=mark").await.text().contains(&record));
}

#[actix_web::test]
async fn a_record_without_history_is_removed() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let ana = add(&app, details("Marković", "Ana", "14.3.1984", ""));
    let at = format!("/patients/{}/removal", ana.id);
    let removed = desk.fill(&at, &at, &[]).await;
    assert_eq!((removed.status, removed.location()), (303, "/patients"), "{}", removed.text());
    assert!(reload(&app, &ana).is_none());
    assert_eq!(desk.get(&at).await.status, 404);
}

#[actix_web::test]
async fn a_photo_is_judged_by_its_content() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let ana = add(&app, details("Marković", "Ana", "14.3.1984", ""));
    let (edit, photo) = (format!("/patients/{}/edit", ana.id), format!("/patients/{}/photo", ana.id));
    assert_eq!(desk.get(&photo).await.status, 404);
    let script = upload(&desk, &edit, &photo, "me.png", b"<svg onload=alert(1)>").await;
    assert_eq!(script.status, 422);
    assert!(script.text().contains("not a JPEG, PNG or WebP"));
    let mut bomb = picture();
    bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    assert_eq!(upload(&desk, &edit, &photo, "me.png", &bomb).await.status, 422);
    assert_eq!(upload(&desk, &edit, &photo, "me.png", &vec![0; 6 * 1024 * 1024]).await.status, 413);
    let kept = upload(&desk, &edit, &photo, "me.svg", &picture()).await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    let shown = desk.get(&photo).await;
    assert_eq!((shown.status, shown.header("content-type")), (200, Some("image/jpeg")));
    assert_eq!(image::guess_format(&shown.body).expect("a picture"), image::ImageFormat::Jpeg);
    assert!(shown.header("cache-control").is_some_and(|rule| rule.contains("no-store")));
    assert_eq!(app.doctor().await.get(&photo).await.status, 404, "out of reach");
    let page = desk.get(&edit).await.text();
    assert!(page.contains(&format!("src=\"{photo}\"")));
    let away = desk.fill(&edit, &format!("{photo}/removal"), &[]).await;
    assert_eq!(away.status, 303, "{}", away.text());
    assert_eq!(desk.get(&photo).await.status, 404);
}

#[actix_web::test]
async fn a_list_is_tried_then_imported_and_can_be_sent_again() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let csv =
        "Last name;First name;DOB;Sex;Remarks\nMarković;Ana;14.3.1984;F;<script>\nNobody;;30.2.1984;F;\n";
    assert_eq!(app.receptionist().await.get("/patients/import").await.status, 403);
    let broken = upload(&admin, "/patients/import", "/patients/import", "a.csv", &[0xff, 0xfe, 0x00]).await;
    assert_eq!(broken.status, 422);
    let sent =
        upload(&admin, "/patients/import", "/patients/import", "old <b>list</b>.csv", csv.as_bytes()).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let path = sent.location().to_owned();
    let page = admin.get(&path).await.text();
    assert!(
        page.contains("<option value=\"family\" selected>")
            && page.contains("<option value=\"born\" selected>")
    );
    assert!(!page.contains("<script>\n") && !page.contains("<b>list"));
    let columns = [
        ("column-0", "family"),
        ("column-1", "given"),
        ("column-2", "born"),
        ("column-3", "sex"),
        ("column-4", "note"),
    ];
    let mut fields = columns.to_vec();
    fields[2].1 = "skip";
    assert_eq!(admin.fill(&path, &path, &fields).await.status, 422, "a birth date is needed");
    fields[2].1 = "family";
    assert_eq!(admin.fill(&path, &path, &fields).await.status, 422, "no field twice");
    let mut fields = columns.to_vec();
    fields.push(("do", "try"));
    let tried = admin.fill(&path, &path, &fields).await;
    assert_eq!(tried.status, 303, "{}", tried.text());
    let page = settled(&admin, &path).await;
    assert!(page.contains("This was a trial.") && page.contains("There is no such day"), "{page}");
    assert!(!admin.get("/patients?q=mark").await.text().contains("Marković, "));
    fields.pop();
    fields.push(("do", "import"));
    assert_eq!(admin.fill(&path, &path, &fields).await.status, 303);
    let page = settled(&admin, &path).await;
    assert!(page.contains("Done") && !page.contains("<script>\n"), "{page}");
    assert!(admin.get("/patients?q=ana+mark").await.text().contains("ović, <mark>Ana</mark>"));
    let again = upload(&admin, "/patients/import", "/patients/import", "again.csv", csv.as_bytes()).await;
    let path = again.location().to_owned();
    assert_eq!(admin.fill(&path, &path, &fields).await.status, 303);
    assert!(settled(&admin, &path).await.contains("Probably here already: "));
}

#[actix_web::test]
async fn a_list_that_lost_its_server_says_so_and_can_be_read_again() {
    use diesel::prelude::*;
    use wardbook::kit::db::types::Utc;
    use wardbook::schema::patient_imports;
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let csv = "family;given;born;sex\nMarković;Ana;14.3.1984;F\nOkafor;Ike;2.2.1990;M\n";
    let sent = upload(&admin, "/patients/import", "/patients/import", "list.csv", csv.as_bytes()).await;
    let path = sent.location().to_owned();
    add(&app, details("Marković", "Ana", "14.3.1984", ""));
    let lose = || {
        app.house
            .db
            .write_now(&app.operator(), |tx| {
                let now = tx.now();
                diesel::update(patient_imports::table)
                    .set((
                        patient_imports::state.eq("running"),
                        patient_imports::dry_run.eq(false),
                        patient_imports::seen.eq(1),
                        patient_imports::taken.eq(1),
                        patient_imports::advanced_at.eq(Some(Utc(now))),
                    ))
                    .execute(tx.conn())?;
                tx.record(wardbook::kit::db::Deed::new("test.lost"));
                Ok(())
            })
            .expect("a lost run");
    };
    let stop_lost = |alone: bool| {
        let stop = move |tx: &mut wardbook::kit::db::Tx<'_>| {
            tx.nothing_to_record("a test");
            patients::stop_lost_runs(tx, alone)
        };
        app.house.db.write_now(&app.operator(), stop).expect("runs")
    };
    lose();
    assert!(admin.get(&path).await.text().contains("hx-trigger=\"every 1s\""), "another server may read it");
    assert_eq!(stop_lost(false), 0, "so it is left alone");
    assert_eq!(stop_lost(true), 1, "unless there is no other");
    let page = admin.get(&path).await.text();
    assert!(page.contains("One line was taken") && page.contains("Import it again"), "{page}");

    lose();
    app.clock.advance(jiff::SignedDuration::from_mins(3));
    for page in [admin.get(&path).await.text(), admin.get("/patients/import").await.text()] {
        assert!(page.contains("Stopped") && !page.contains("every 1s"), "{page}");
    }
    let fields = [
        ("column-0", "family"),
        ("column-1", "given"),
        ("column-2", "born"),
        ("column-3", "sex"),
        ("do", "import"),
    ];
    assert_eq!(admin.fill(&path, &path, &fields).await.status, 303);
    let page = settled(&admin, &path).await;
    assert!(page.contains("Done") && page.contains("Probably here already"), "{page}");
}

/// What a list says it has taken is what it has taken, wherever it ended.
#[actix_web::test]
async fn a_list_that_breaks_off_has_taken_what_it_says() {
    use std::sync::{Arc, Mutex};
    use wardbook::kit::error::Error;
    use wardbook::people::patients::{Noting, Source};
    let app = TestApp::new().await;
    let mut csv = String::from("family;given;born;sex\n");
    for line in 0..250 {
        csv.push_str(&format!("Person {line:03};No{line:03};1.1.{};F\n", 1900 + line % 100));
    }
    let (mut source, _) = Source::look(csv.as_bytes(), "list.csv").expect("a list");
    (source.dry_run, source.with_duplicates) = (false, true);
    let noted = Arc::new(Mutex::new(Vec::new()));
    let noting: Noting = {
        let noted = noted.clone();
        Arc::new(move |_, so_far| {
            if so_far.seen > 200 {
                return Err(Error::Conflict("the disk is full".into()));
            }
            noted.lock().expect("notes").push(so_far.taken);
            Ok(())
        })
    };
    let today = jiff::civil::date(2026, 11, 20);
    let db = &app.house.db;
    let operator = app.operator();
    let broken = patients::import_lines(db, &operator, &source, csv.as_bytes(), today, &noting, |_| ());
    assert!(broken.is_err());
    assert_eq!(*noted.lock().expect("notes"), [100, 200]);
    let count = db
        .read_now(|conn| {
            use diesel::prelude::*;
            Ok(wardbook::schema::patients::table.count().get_result::<i64>(conn)?)
        })
        .expect("a count");
    assert_eq!(count, 200);
}

/// The page of an import when it is no longer running.
async fn settled(person: &Person<'_>, path: &str) -> String {
    for _ in 0..400 {
        let page = person.get(path).await.text();
        if !page.contains("hx-trigger=\"every 1s\"") {
            return page;
        }
        tokio::task::yield_now().await;
        std::thread::yield_now();
    }
    panic!("the import does not end");
}
