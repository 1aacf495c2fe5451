//! Two records of one person become one, and two again.

use wardbook::people::patients::Patient;

use super::patient_records::reload;
use super::patients::{add, details, see};
use super::photos::{colour, picture};
use crate::support::{Person, TestApp};

/// The way back from a merge, as the page of the survivor offers it: its address and its key.
fn way_back(page: &str) -> (String, String) {
    let undo = page.split("action=\"").find(|part| part.contains("/undoing\"")).expect("a way back");
    let undo = undo.split('"').next().expect("an address").to_owned();
    let key = page.split("/undoing\"").nth(1).and_then(|rest| rest.split("name=\"key\" value=\"").nth(1));
    (undo, key.and_then(|key| key.split('"').next()).expect("a key").to_owned())
}

/// Merges the one record into the other, and answers the address of the page that can undo it.
pub async fn merge(person: &Person<'_>, app: &TestApp, from: &Patient, into: &Patient) -> String {
    let path = format!("/patients/{}/merge", into.id);
    let id = from.id.to_string();
    let versions = [from, into].map(|of| reload(app, of).expect("one").version.to_string());
    let fields = [
        ("absorbed", id.as_str()),
        ("absorbed-version", &versions[0]),
        ("survivor-version", &versions[1]),
        ("reason", "same card"),
    ];
    let merged = person.fill(&format!("{path}?with={id}"), &path, &fields).await;
    assert_eq!(merged.status, 303, "{}", merged.text());
    path
}

/// Undoes the newest merge on that page.
pub async fn undo(person: &Person<'_>, path: &str) {
    let (undo, key) = way_back(&person.get(path).await.text());
    let undone = person.fill(path, &undo, &[("key", key.as_str())]).await;
    assert_eq!(undone.status, 303, "{}", undone.text());
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
    let (undo, key) = way_back(&admin.get(&path).await.text());
    assert_eq!(desk.fill(&path, &undo, &[]).await.status, 403);
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
    merge(&admin, &app, &goes, &stays).await;
    assert_eq!(told(&stays).await.0, 1, "the look at the other record came along");
    app.clock.advance(jiff::SignedDuration::from_secs(1));
    assert_eq!(desk.get(&format!("/patients/{}", stays.id)).await.status, 200);
    let path = merge(&admin, &app, &stays, &last).await;
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
        app.clock.advance(jiff::SignedDuration::from_secs(1));
        undo(&admin, &at).await;
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

/// The photo that came with the merge was replaced since: the new one is the survivor's own.
#[actix_web::test]
async fn undoing_a_merge_gives_nobody_the_face_of_somebody_else() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let goes = add(&app, details("Marković", "Ana", "14.3.1984", ""));
    let stays = add(&app, details("Markovic", "Anna", "15.3.1984", ""));
    let addresses =
        |of: &Patient| (format!("/patients/{}/edit", of.id), format!("/patients/{}/photo", of.id));
    let ((goes_edit, goes_photo), (stays_edit, stays_photo)) = (addresses(&goes), addresses(&stays));
    let (red, blue) = (picture([220, 20, 20]), picture([20, 20, 220]));
    assert_eq!(admin.upload(&goes_edit, &goes_photo, "a.png", &red).await.status, 303);
    let path = merge(&admin, &app, &goes, &stays).await;
    assert_eq!(colour(&admin.get(&stays_photo).await), [220, 20, 20], "the photo came along");
    undo(&admin, &path).await;
    assert_eq!(colour(&admin.get(&goes_photo).await), [220, 20, 20], "and went back");
    assert_eq!(admin.get(&stays_photo).await.status, 404);

    merge(&admin, &app, &goes, &stays).await;
    assert_eq!(admin.upload(&stays_edit, &stays_photo, "b.png", &blue).await.status, 303);
    undo(&admin, &path).await;
    assert_eq!(colour(&admin.get(&stays_photo).await), [20, 20, 220]);
    assert_eq!(admin.get(&goes_photo).await.status, 404, "no photo is better than another person's");
}

#[actix_web::test]
async fn a_record_goes_into_one_other_even_at_the_same_moment() {
    use diesel::prelude::*;
    use wardbook::schema::patient_merges;
    let app = TestApp::new().await;
    let (one, two) = (app.receptionist().await, app.admin().await);
    for round in 0..5 {
        let named = |family: &str| add(&app, details(family, &format!("Round {round}"), "14.3.1984", ""));
        let (a, b, c) = (named("Marković"), named("Markovic"), named("Markowitsch"));
        let id = a.id.to_string();
        let form = async |person: &Person<'_>, into: &Patient| {
            let path = format!("/patients/{}/merge", into.id);
            let inputs = person.get(&format!("{path}?with={id}")).await.inputs();
            let names = ["csrf", "key", "absorbed", "survivor-version", "absorbed-version"];
            let mut fields: Vec<(&str, String)> =
                names.iter().map(|name| (*name, inputs[*name].clone())).collect();
            fields.push(("reason", "same card".to_owned()));
            (path, serde_urlencoded::to_string(fields).expect("a body").into_bytes())
        };
        let ((to_b, first), (to_c, second)) = (form(&one, &b).await, form(&two, &c).await);
        let (first, second) = futures_util::join!(one.post_body(&to_b, first), two.post_body(&to_c, second));
        let mut answers = [first.status, second.status];
        answers.sort_unstable();
        assert_eq!(answers, [303, 409], "round {round}");
        let absorbed = a.id;
        let standing: i64 = app
            .house
            .db
            .read_now(move |conn| {
                Ok(patient_merges::table
                    .filter(patient_merges::absorbed_id.eq(absorbed))
                    .filter(patient_merges::undone_at.is_null())
                    .count()
                    .get_result(conn)?)
            })
            .expect("a count");
        assert_eq!(standing, 1);
    }
}
