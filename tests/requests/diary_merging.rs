//! Merging two records, as far as the diary has a say in it.

use wardbook::diary::appointments::{self, DiaryReach};

use crate::support::TestApp;
use crate::support::diary::{Practice, account, at};
use crate::support::paper::register_patient;

#[actix_web::test]
async fn two_records_that_are_expected_in_two_places_at_once_do_not_become_one() {
    let app = TestApp::new().await;
    let practice = Practice::open(&app);
    let other = Practice::of(&app, account(&app, "admin@test.example"));
    let desk = app.receptionist().await;
    let (stays, goes) =
        (register_patient(&app, "Marković", "Ana"), register_patient(&app, "Markovic", "Ana"));
    practice.book(&app, practice.booking(stays.id, at("2026-11-23T09:00:00Z"))).expect("the one");
    let clash = other.book(&app, other.booking(goes.id, at("2026-11-23T09:10:00Z"))).expect("the other");
    other.book(&app, other.booking(goes.id, at("2026-11-24T09:00:00Z"))).expect("another day");
    let path = format!("/patients/{}/merge", stays.id);
    let preview = format!("{path}?with={}", goes.id);
    let page = desk.get(&preview).await;
    let text = page.text();
    for words in [
        "23-Nov-2026 10:00 with Test doctor and 23-Nov-2026 10:10 with Test admin",
        "cancel or move one of them",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("name=\"reason\""), "what would be refused does not open");
    let inputs = page.inputs();
    let mut fields: Vec<(&str, &str)> = ["csrf", "key", "absorbed", "survivor-version", "absorbed-version"]
        .map(|n| (n, inputs[n].as_str()))
        .to_vec();
    fields.push(("reason", "Same birth date"));
    let refused = desk.post(&path, &fields).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("23-Nov-2026 10:10 with Test admin"), "{}", refused.text());
    let by = account(&app, "receptionist@test.example");
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            let before = appointments::find(tx.conn(), &DiaryReach::Everything, clash)?;
            appointments::take(tx, by, &before, appointments::Step::Cancel, "asked to")
        })
        .expect("cancelled");
    assert_eq!(desk.post(&path, &fields).await.status, 303, "one of the two was cancelled");
}

#[actix_web::test]
async fn who_waits_for_an_earlier_time_goes_on_waiting_after_a_merge_and_its_undoing() {
    use diesel::prelude::*;
    use wardbook::schema::waiting_entries;
    let app = TestApp::new().await;
    let (stays, goes) =
        (register_patient(&app, "Marković", "Ana"), register_patient(&app, "Markovic", "Ana"));
    let (entry, now, of) = (uuid::Uuid::now_v7(), app.clock.now(), goes.id);
    app.house
        .db
        .write_now(&app.operator(), move |tx| {
            diesel::insert_into(waiting_entries::table)
                .values((
                    waiting_entries::id.eq(wardbook::kit::db::types::AnyId(entry)),
                    waiting_entries::patient_id.eq(of),
                    waiting_entries::earliest
                        .eq(wardbook::kit::db::types::Day(jiff::civil::date(2026, 11, 20))),
                    waiting_entries::minutes.eq(15),
                    waiting_entries::made_at.eq(wardbook::kit::db::types::Utc(now)),
                ))
                .execute(tx.conn())?;
            tx.record(wardbook::kit::db::Deed::new("test.prepared"));
            Ok(())
        })
        .expect("an entry");
    let whose = || {
        let read = move |conn: &mut wardbook::kit::db::Conn| {
            Ok(waiting_entries::table
                .find(wardbook::kit::db::types::AnyId(entry))
                .select(waiting_entries::patient_id)
                .first::<wardbook::people::patients::PatientId>(conn)?)
        };
        app.house.db.read_now(read).expect("the entry")
    };
    let desk = app.receptionist().await;
    let path = format!("/patients/{}/merge", stays.id);
    let preview = format!("{path}?with={}", goes.id);
    let inputs = desk.get(&preview).await.inputs();
    let mut fields: Vec<(&str, &str)> = ["csrf", "key", "absorbed", "survivor-version", "absorbed-version"]
        .map(|n| (n, inputs[n].as_str()))
        .to_vec();
    fields.push(("reason", "Same birth date"));
    assert_eq!(desk.post(&path, &fields).await.status, 303);
    assert_eq!(whose(), stays.id);
    let admin = app.admin().await;
    let page = admin.get(&path).await.text();
    let undo =
        page.split("action=\"").find_map(|part| part.split('"').next().filter(|to| to.ends_with("/undoing")));
    let undo = undo.expect("a way back").to_owned();
    assert_eq!(admin.fill(&path, &undo, &[]).await.status, 303);
    assert_eq!(whose(), goes.id);
}
