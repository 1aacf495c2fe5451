//! Letters in the basket of a consultation: not written before the signature, and the word of who signs.

use jiff::SignedDuration;
use wardbook::care::letters::{self, Content, Letter, TakenAlong, Wanted};
use wardbook::people::patients::PatientId;

use crate::basket::{begin, laid, put, sign, visit_of};
use crate::letters::SICK;
use crate::prescribing::asked;
use crate::support::paper::{text_of, within_and_out_of_reach};
use crate::support::{Answer, Person, TestApp};

const REFERRAL: [(&str, &str); 4] =
    [("to", "Cardiology"), ("urgency", "soon"), ("text", "Palpitations for weeks"), ("with-known", "on")];

/// Puts a letter into the basket, or in the place of an item; the form is opened where it always opens.
async fn lay(person: &Person<'_>, patient: PatientId, at: (&str, &str), fields: &[(&str, &str)]) -> Answer {
    let kind = if fields.iter().any(|(name, _)| *name == "to") { "referral" } else { "sick-note" };
    let (desk, item) = at;
    let (visit, page) = (visit_of(desk), format!("/patients/{patient}/letters/{kind}"));
    let laid = laid(person, &format!("{page}?visit={visit}&item={item}"), item).await;
    let mut fields = fields.to_vec();
    fields.extend([("visit", visit.as_str()), ("item", item), ("laid", laid.as_str())]);
    person.fill(&page, &page, &fields).await
}

/// The items of the basket, as the desk leads to them.
async fn items(person: &Person<'_>, desk: &str) -> Vec<String> {
    let text = person.get(desk).await.text();
    text.split("item=").skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())).collect()
}

fn written(app: &TestApp, patient: PatientId) -> Vec<Letter> {
    app.house.db.read_now(|conn| letters::of_patient(conn, patient, Wanted::default(), 50)).expect("letters")
}

fn with<'a>(fields: &[(&'a str, &'a str)], name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|&(known, old)| (known, if known == name { value } else { old })).collect()
}

#[actix_web::test]
async fn a_letter_in_the_basket_is_written_by_the_signature_and_not_before() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let page = doctor.get(&desk).await.text();
    for kind in ["sick-note", "referral"] {
        let way = format!("/letters/{kind}?visit={}", visit_of(&desk));
        assert!(page.contains(&way), "the way in: {page}");
    }
    let put_in = lay(&doctor, ana, (&desk, ""), &SICK).await;
    assert_eq!((put_in.status, put_in.location()), (303, desk.as_str()), "{}", put_in.text());
    let page = doctor.get(&desk).await.text();
    assert!(page.contains("Sick note") && page.contains("20-Nov-2026 to 24-Nov-2026 (5 days)"), "{page}");
    assert!(page.contains("Sign visit and 1 item"), "{page}");
    assert!(written(&app, ana).is_empty(), "nothing is written yet");

    // It is changed as it stands there, and another one lies beside it.
    let item = items(&doctor, &desk).await.remove(0);
    let form =
        doctor.get(&format!("/patients/{ana}/letters/sick-note?visit={}&item={item}", visit_of(&desk))).await;
    assert_eq!(form.inputs()["until"], "24-Nov-2026");
    assert!(form.text().contains("Rest"), "{}", form.text());
    let changed = lay(&doctor, ana, (&desk, &item), &with(&SICK, "until", "25.11.2026")).await;
    assert_eq!(changed.status, 303, "{}", changed.text());
    assert_eq!(lay(&doctor, ana, (&desk, ""), &REFERRAL).await.status, 303);
    let page = doctor.get(&desk).await.text();
    for words in ["(6 days)", "Referral letter", "Cardiology", "Within days", "Sign visit and 2 items"] {
        assert!(page.contains(words), "{words}: {page}");
    }

    let signed = sign(&doctor, &desk).await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    let letters = written(&app, ana);
    assert_eq!(letters.len(), 2);
    for letter in &letters {
        assert_eq!(letter.visit.map(|id| id.to_string()), Some(visit_of(&desk)));
        assert_eq!(letter.written_by_name, "Test doctor");
    }
    let note = doctor.get(signed.location()).await.text();
    let paper = |letter: &Letter| format!("/patients/{ana}/letters/{}/paper.pdf", letter.id);
    assert!(letters.iter().all(|letter| note.contains(&paper(letter))), "{note}");
    let pdf = doctor.get(&paper(&letters[1])).await;
    assert_eq!(pdf.status, 200);
    assert!(
        text_of(&pdf.body).is_none_or(|text| text.contains("25-Nov-2026") && text.contains("Test doctor"))
    );
    let visit = format!("/patients/{ana}/visits/{}", visit_of(&desk));
    let page = doctor.get(&visit).await.text();
    assert!(page.contains("20-Nov-2026 to 25-Nov-2026") && page.contains("Cardiology"), "{page}");
    for print in [format!("{visit}/visit.pdf"), format!("/patients/{ana}/record.pdf")] {
        let pdf = doctor.get(&print).await;
        assert_eq!(pdf.status, 200, "{print}");
        let Some(text) = text_of(&pdf.body) else { continue };
        assert!(text.contains("Letters") && text.contains("Cardiology"), "{print}: {text}");
    }
    // The visit is over: nothing goes into it any more.
    let late = lay(&doctor, ana, (&desk, ""), &SICK).await;
    assert_eq!(late.status, 422, "{}", late.text());
    assert_eq!(written(&app, ana).len(), 2);
}

#[actix_web::test]
async fn a_referral_takes_along_what_was_prescribed_in_the_same_visit() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    asked(&doctor, ana, "", "").await;
    let desk = begin(&doctor, ana).await;
    let alone = with(&REFERRAL, "with-known", "");
    assert_eq!(lay(&doctor, ana, (&desk, ""), &alone).await.status, 303);
    assert_eq!(lay(&doctor, ana, (&desk, ""), &REFERRAL).await.status, 303);
    assert_eq!(put(&doctor, ana, &desk, &[], "Ramipril").await.status, 303);
    assert_eq!(sign(&doctor, &desk).await.status, 303);
    let taken_along: Vec<_> = written(&app, ana)
        .into_iter()
        .rev()
        .map(|letter| match letter.content {
            Content::Referral(referral) => referral.known,
            Content::SickNote(_) => None,
        })
        .collect();
    let [None, Some(known)] = taken_along.as_slice() else { panic!("{taken_along:?}") };
    let TakenAlong::List(medicines) = &known.medication else { panic!("{known:?}") };
    assert!(medicines.iter().any(|medicine| medicine.starts_with("Ramipril 500 mg")), "{known:?}");
}

#[actix_web::test]
async fn a_letter_is_signed_by_who_put_it_in_themselves() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    let desk = begin(&doctor, ana).await;
    assert_eq!(lay(&doctor, ana, (&desk, ""), &SICK).await.status, 303);
    assert_eq!(lay(&doctor, ana, (&desk, ""), &REFERRAL).await.status, 303);
    assert!(!doctor.get(&desk).await.text().contains("A colleague put this in"));
    let page = admin.get(&desk).await.text();
    assert_eq!(page.matches("A colleague put this in").count(), 2, "{page}");
    let held = sign(&admin, &desk).await;
    assert_eq!(held.status, 409);
    assert!(held.text().contains("Sore throat"), "the note is kept: {}", held.text());
    assert!(written(&app, ana).is_empty());

    // The admin makes one their own word as it stands, and leaves the other out.
    let laid = items(&admin, &desk).await;
    let form = format!("/patients/{ana}/letters/sick-note?visit={}&item={}", visit_of(&desk), laid[0]);
    assert!(admin.get(&form).await.text().contains("A colleague put this in the basket"));
    assert_eq!(lay(&admin, ana, (&desk, &laid[0]), &SICK).await.status, 303);
    assert_eq!(sign(&admin, &desk).await.status, 409, "the other one still");
    let removal = format!("/patients/{ana}/visits/{}/letters/{}/removal", visit_of(&desk), laid[1]);
    assert_eq!(admin.fill(&form, &removal, &[]).await.status, 303);
    // What the signer has read is somebody else's word again once it is changed.
    assert_eq!(lay(&doctor, ana, (&desk, &laid[0]), &with(&SICK, "until", "30.11.2026")).await.status, 303);
    assert_eq!(sign(&admin, &desk).await.status, 409);
    assert_eq!(lay(&admin, ana, (&desk, &laid[0]), &SICK).await.status, 303);
    let signed = sign(&admin, &desk).await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    let letters = written(&app, ana);
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].written_by_name, "Test admin");
    assert_eq!(letters[0].content.about(), "20-Nov-2026 to 24-Nov-2026");
}

#[actix_web::test]
async fn days_that_are_wrong_by_the_day_of_signing_hold_the_signature_up() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let far_back = with(&SICK, "from", "20.10.2026");
    assert_eq!(lay(&doctor, ana, (&desk, ""), &far_back).await.status, 303, "31 days back are allowed");
    app.clock.advance(SignedDuration::from_hours(24));
    let doctor = app.doctor().await;
    let page = doctor.get(&desk).await.text();
    assert!(page.contains("A sick note begins 31 days back at most."), "{page}");
    let held = sign(&doctor, &desk).await;
    assert_eq!(held.status, 409);
    assert!(held.text().contains("Sore throat") && held.text().contains("31 days back at most"));
    assert!(written(&app, ana).is_empty());
    // A new one begins on the day of the visit.
    let new = doctor.get(&format!("/patients/{ana}/letters/sick-note?visit={}", visit_of(&desk))).await;
    assert_eq!((&*new.inputs()["seen-on"], &*new.inputs()["from"]), ("20-Nov-2026", "20-Nov-2026"));
    // Opened, it says so at the field; set right, it is signed.
    let item = items(&doctor, &desk).await.remove(0);
    let form = format!("/patients/{ana}/letters/sick-note?visit={}&item={item}", visit_of(&desk));
    let opened = doctor.get(&form).await.text();
    assert!(opened.contains("31 days back at most") && opened.contains("href=\"#from\""), "{opened}");
    assert_eq!(lay(&doctor, ana, (&desk, &item), &far_back).await.status, 422);
    assert_eq!(lay(&doctor, ana, (&desk, &item), &SICK).await.status, 303);
    assert_eq!(sign(&doctor, &desk).await.status, 303);
    assert_eq!(written(&app, ana).len(), 1);
}

#[actix_web::test]
async fn voiding_the_visit_voids_its_letters_and_discarding_the_draft_empties_the_basket() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    assert_eq!(lay(&doctor, ana, (&desk, ""), &SICK).await.status, 303);
    assert_eq!(lay(&doctor, ana, (&desk, ""), &REFERRAL).await.status, 303);
    assert_eq!(sign(&doctor, &desk).await.status, 303);
    // One was voided by itself before: it keeps its own reason.
    let first = written(&app, ana).pop().expect("two letters");
    let voiding = format!("/patients/{ana}/letters/{}/voiding", first.id);
    assert_eq!(doctor.fill(&voiding, &voiding, &[("reason", "Wrong days")]).await.status, 303);
    let note = desk.replace("/desk", "/note");
    assert!(doctor.get(&note).await.text().contains("Void"));
    let void = format!("{note}/void");
    assert_eq!(doctor.fill(&void, &void, &[("reason", "Wrong patient")]).await.status, 303);
    let mut reasons: Vec<String> =
        written(&app, ana).into_iter().map(|letter| letter.voided.expect("both are void").reason).collect();
    reasons.sort();
    assert_eq!(reasons, ["Wrong days", "Wrong patient"]);
    let list = doctor.get(&format!("/patients/{ana}/letters")).await.text();
    assert!(list.contains("Wrong patient") && list.contains("Wrong days"), "{list}");

    let desk = begin(&doctor, ana).await;
    assert_eq!(lay(&doctor, ana, (&desk, ""), &SICK).await.status, 303);
    let item = items(&doctor, &desk).await.remove(0);
    let form = format!("/patients/{ana}/letters/sick-note?visit={}&item={item}", visit_of(&desk));
    let discard = format!("{}/void", desk.replace("/desk", "/note"));
    assert_eq!(doctor.fill(&discard, &discard, &[("reason", "Begun by mistake")]).await.status, 303);
    assert_eq!(doctor.get(&form).await.status, 404);
    let left: i64 = app
        .house
        .db
        .read_now(|conn| {
            use diesel::prelude::*;
            Ok(wardbook::schema::basket_letters::table.count().get_result(conn)?)
        })
        .expect("a count");
    assert_eq!(left, 0, "nothing stays in the basket of a draft that is gone");
    assert_eq!(written(&app, ana).len(), 2);
}

#[actix_web::test]
async fn an_item_is_of_its_visit_and_its_kind_and_only_writers_reach_it() {
    let (app, ana, out) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    let desk = begin(&doctor, ana).await;
    let elsewhere = begin(&admin, out).await;
    assert_eq!(lay(&doctor, ana, (&desk, ""), &SICK).await.status, 303);
    let (visit, item) = (visit_of(&desk), items(&doctor, &desk).await.remove(0));
    let form = format!("/patients/{ana}/letters/sick-note?visit={visit}&item={item}");
    let removal = format!("/patients/{ana}/visits/{visit}/letters/{item}/removal");
    for wrong in [
        form.replace(&ana.to_string(), &out.to_string()),
        form.replace(&visit, &visit_of(&elsewhere)),
        form.replace("sick-note", "referral"),
        form.replace(&item, &visit),
        form.replace(&item, "nonsense"),
        form.replace(&visit, "nonsense"),
    ] {
        assert_eq!(admin.get(&wrong).await.status, 404, "{wrong}");
    }
    for wrong in [
        removal.replace(&ana.to_string(), &out.to_string()),
        removal.replace(&visit, &visit_of(&elsewhere)),
        removal.replace(&item, &visit),
        removal.replace(&item, "nonsense"),
    ] {
        assert_eq!(admin.fill(&form, &wrong, &[]).await.status, 404, "{wrong}");
    }
    // The same by what is sent: another visit's item and another kind's are as good as gone, another patient's visit is none.
    for refused in [
        lay(&admin, out, (&elsewhere, &item), &SICK).await,
        lay(&doctor, ana, (&desk, &item), &REFERRAL).await,
    ] {
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("taken this out of the basket"), "{}", refused.text());
    }
    assert_eq!(lay(&admin, out, (&desk, ""), &SICK).await.status, 404);
    assert_eq!(items(&doctor, &desk).await, std::slice::from_ref(&item), "it lies there still");
    assert!(items(&admin, &elsewhere).await.is_empty(), "and nowhere else");
    for person in [app.nurse().await, app.receptionist().await] {
        assert_eq!(person.get(&form).await.status, 403);
        let csrf = person.csrf().await;
        assert_eq!(person.post(&removal, &[("csrf", &csrf)]).await.status, 403);
    }
    assert_eq!(doctor.fill(&form, &removal, &[]).await.status, 303);
    assert!(items(&doctor, &desk).await.is_empty());
    assert_eq!(doctor.fill(&desk, &removal, &[]).await.status, 404, "it is gone");
}

#[actix_web::test]
async fn what_is_typed_for_what_is_gone_meanwhile_is_kept_and_goes_elsewhere() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let visit = visit_of(&desk);
    assert_eq!(lay(&doctor, ana, (&desk, ""), &SICK).await.status, 303);
    let item = items(&doctor, &desk).await.remove(0);
    let form = format!("/patients/{ana}/letters/sick-note?visit={visit}&item={item}");
    let removal = format!("/patients/{ana}/visits/{visit}/letters/{item}/removal");
    assert_eq!(doctor.fill(&form, &removal, &[]).await.status, 303);

    let fields = with(&SICK, "text", "Bed rest");
    let gone = lay(&doctor, ana, (&desk, &item), &fields).await;
    assert_eq!(gone.status, 422);
    let text = gone.text();
    assert!(text.contains("taken this out of the basket") && text.contains("Bed rest"), "{text}");
    let inputs = gone.inputs();
    assert_eq!((inputs["visit"].as_str(), inputs["item"].as_str()), (visit.as_str(), ""));
    assert_eq!(lay(&doctor, ana, (&desk, &inputs["item"]), &fields).await.status, 303);
    assert_eq!(items(&doctor, &desk).await.len(), 1);

    assert_eq!(sign(&doctor, &desk).await.status, 303);
    let over = lay(&doctor, ana, (&desk, ""), &with(&SICK, "text", "And tea")).await;
    assert_eq!(over.status, 422);
    let text = over.text();
    assert!(text.contains("The visit is over meanwhile") && text.contains("And tea"), "{text}");
    assert!(!over.inputs().contains_key("visit"), "sent once more it goes into the record");
    assert_eq!(written(&app, ana).len(), 1, "nothing was written");
}

#[actix_web::test]
async fn of_two_who_change_what_lies_in_the_basket_the_second_is_shown_what_it_says_now() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    let desk = begin(&doctor, ana).await;
    let visit = visit_of(&desk);
    assert_eq!(lay(&doctor, ana, (&desk, ""), &SICK).await.status, 303);
    let item = items(&doctor, &desk).await.remove(0);
    let page = format!("/patients/{ana}/letters/sick-note");
    let opened = laid(&doctor, &format!("{page}?visit={visit}&item={item}"), &item).await;
    app.clock.advance(SignedDuration::from_secs(20));
    assert_eq!(lay(&admin, ana, (&desk, &item), &with(&SICK, "until", "30.11.2026")).await.status, 303);

    let mut fields = with(&SICK, "text", "Bed rest");
    fields.extend([("visit", visit.as_str()), ("item", item.as_str())]);
    let late: Vec<_> = fields.iter().copied().chain([("laid", opened.as_str())]).collect();
    let refused = doctor.fill(&page, &page, &late).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    let text = refused.text();
    for words in ["Somebody has changed this in the basket", "20-Nov-2026 to 30-Nov-2026", "Bed rest"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(items(&doctor, &desk).await.len(), 1);
    assert!(doctor.get(&desk).await.text().contains("30-Nov-2026"), "nothing was overwritten");
    // Whoever has seen it decides.
    let seen = refused.inputs()["laid"].clone();
    let again: Vec<_> = fields.iter().copied().chain([("laid", seen.as_str())]).collect();
    let saved = doctor.fill(&page, &page, &again).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let page = doctor.get(&desk).await.text();
    assert!(page.contains("24-Nov-2026") && !page.contains("30-Nov-2026"), "{page}");
}

#[actix_web::test]
async fn the_basket_of_a_restricted_draft_is_its_readers() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    let desk = begin(&admin, ana).await;
    let version = admin.get(&desk).await.inputs()["version"].clone();
    let fields =
        [("version", version.as_str()), ("complaint", "Private"), ("restricted", "on"), ("do", "save")];
    assert_eq!(admin.fill(&desk, &desk, &fields).await.status, 303);
    for kind in ["letters/sick-note", "letters/referral", "prescriptions/new"] {
        let form = format!("/patients/{ana}/{kind}?visit={}", visit_of(&desk));
        assert_eq!(admin.get(&form).await.status, 200);
        assert_eq!(doctor.get(&form).await.status, 404, "{form}");
    }
}

#[actix_web::test]
async fn what_is_sent_twice_lies_there_once_and_is_written_once() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let visit = visit_of(&desk);
    let page = format!("/patients/{ana}/letters/sick-note");
    let opened = doctor.get(&format!("{page}?visit={visit}")).await.inputs();
    let mut fields = SICK.to_vec();
    fields.extend([
        ("visit", visit.as_str()),
        ("key", opened["key"].as_str()),
        ("csrf", opened["csrf"].as_str()),
    ]);
    for _ in 0..2 {
        let sent = doctor.post(&page, &fields).await;
        assert_eq!((sent.status, sent.location()), (303, desk.as_str()), "{}", sent.text());
    }
    assert_eq!(items(&doctor, &desk).await.len(), 1);
    let inputs = doctor.get(&desk).await.inputs();
    let (version, key, csrf) = (&inputs["version"], &inputs["key"], &inputs["csrf"]);
    let signing = [
        ("version", version.as_str()),
        ("complaint", "Sore throat"),
        ("do", "sign"),
        ("key", key.as_str()),
        ("csrf", csrf.as_str()),
    ];
    for _ in 0..2 {
        assert_eq!(doctor.post(&desk, &signing).await.status, 303);
    }
    assert_eq!(written(&app, ana).len(), 1);
    // The first answer comes again although the visit is over.
    assert_eq!(doctor.post(&page, &fields).await.status, 303);
    assert_eq!(written(&app, ana).len(), 1);
}

#[actix_web::test]
async fn the_trail_says_what_was_put_in_changed_and_taken_out() {
    let (app, ana, _) = within_and_out_of_reach().await;
    let doctor = app.doctor().await;
    let desk = begin(&doctor, ana).await;
    let fields = with(&SICK, "text", "Quarantine");
    assert_eq!(lay(&doctor, ana, (&desk, ""), &fields).await.status, 303);
    let item = items(&doctor, &desk).await.remove(0);
    assert_eq!(lay(&doctor, ana, (&desk, &item), &fields).await.status, 303);
    let removal = format!("/patients/{ana}/visits/{}/letters/{item}/removal", visit_of(&desk));
    assert_eq!(doctor.fill(&desk, &removal, &[]).await.status, 303);
    let trail = app.admin().await.get("/audit").await.text();
    assert_eq!(trail.matches("Put a letter in the basket of a visit").count(), 2, "{trail}");
    assert_eq!(trail.matches("Took a letter out of the basket of a visit").count(), 1, "{trail}");
    assert!(!trail.contains("Quarantine"), "nothing of what it says");
}
