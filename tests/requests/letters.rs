//! Letters that patients take along: written once, printed as often as wanted, voided with a reason.

use wardbook::care::letters::{self, Content, Referral, Urgency};
use wardbook::kit::db::Tx;

use crate::support::diary::account;
use crate::support::paper::{appointment, info_of, nurse_works_at_all_sites, register_patient, text_of};
use crate::support::{Answer, Person, TestApp};

pub const SICK: [(&str, &str); 5] = [
    ("seen-on", "20.11.2026"),
    ("from", "20.11.2026"),
    ("until", "24.11.2026"),
    ("course", "first"),
    ("text", "Rest"),
];

pub async fn sick_note(person: &Person<'_>, record: &str, fields: &[(&str, &str)]) -> Answer {
    let page = format!("{record}/letters/sick-note");
    person.fill(&page, &page, fields).await
}

/// The address of the newest letter's paper.
async fn paper(person: &Person<'_>, record: &str) -> String {
    let list = person.get(&format!("{record}/letters")).await.text();
    let (before, _) = list.split_once("/paper.pdf").expect("a letter");
    format!("{}/paper.pdf", before.rsplit('"').next().expect("an address"))
}

#[actix_web::test]
async fn a_sick_note_is_printed_once_and_then_as_a_copy() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Marković", "Ana");
    appointment(&app, &patient, "booked");
    let record = format!("/patients/{}", patient.id);
    let doctor = app.doctor().await;
    let written = sick_note(&doctor, &record, &SICK).await;
    assert_eq!((written.status, written.location()), (303, format!("{record}/letters").as_str()));
    let paper = paper(&doctor, &record).await;
    for (time, is_copy) in [(1, false), (2, true), (3, true)] {
        let pdf = doctor.get(&paper).await;
        assert_eq!(pdf.status, 200);
        assert_eq!(pdf.header("content-type"), Some("application/pdf"));
        let Some(text) = text_of(&pdf.body) else { return };
        assert_eq!(text.contains("COPY"), is_copy, "print {time}: {text}");
        for words in
            ["Sick note", "MARKOVIĆ, Ana", "20-Nov-2026", "24-Nov-2026", "5 days", "Test doctor", "Rest"]
        {
            assert!(text.contains(words), "{words} in {text}");
        }
        assert!(info_of(&pdf.body).expect("poppler").contains("Pages:"));
    }
    // Reception prints a copy too; the patient's list says who printed.
    let desk = app.receptionist().await;
    assert_eq!(desk.get(&paper).await.status, 200);
    let list = app.admin().await.get(&format!("{record}/access?what=printed")).await.text();
    assert!(list.contains("Printed a letter") && list.contains("Test receptionist"));
}

#[actix_web::test]
async fn what_is_wrong_with_a_sick_note_is_said_at_the_field() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Marković", "Ana");
    let record = format!("/patients/{}", patient.id);
    let admin = app.admin().await;
    for (field, value, words) in [
        ("until", "19.11.2026", "lies before the first"),
        ("until", "", "Enter a day"),
        ("until", "24.11.2028", "366 days at most"),
        ("from", "1.9.2026", "31 days back"),
        ("seen-on", "21.11.2026", "still to come"),
    ] {
        let mut fields = SICK.to_vec();
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        let refused = sick_note(&admin, &record, &fields).await;
        assert_eq!(refused.status, 422, "{field} {value}");
        assert!(refused.text().contains(words) && refused.text().contains("Rest"), "{words}");
    }
    let page = format!("{record}/letters/referral");
    let refused = admin.fill(&page, &page, &[("to", ""), ("text", "")]).await;
    assert_eq!(refused.status, 422);
    for field in ["to", "text", "urgency"] {
        assert!(refused.text().contains(&format!("href=\"#{field}\"")), "{field}");
    }
}

#[actix_web::test]
async fn a_referral_takes_along_what_is_known() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Marković", "Ana");
    let record = format!("/patients/{}", patient.id);
    let admin = app.admin().await;
    let intake = format!("{record}/intake");
    let answers = [
        ("allergies", "some"),
        ("allergies-0-what", "Penicillin"),
        ("problems", "none"),
        ("medication", "none"),
        ("vaccines", "none"),
    ];
    admin.fill(&intake, &intake, &answers).await;
    let page = format!("{record}/letters/referral");
    let fields = [
        ("to", "Cardiology"),
        ("urgency", "soon"),
        ("text", "Palpitations\nFor weeks"),
        ("with-known", "on"),
    ];
    assert_eq!(admin.fill(&page, &page, &fields).await.status, 303);
    let Some(text) = text_of(&admin.get(&paper(&admin, &record).await).await.body) else { return };
    for words in
        ["Referral letter", "Cardiology", "Within days", "Palpitations", "For weeks", "Allergies", "Problems"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[actix_web::test]
async fn a_referral_tells_what_nobody_asked_from_an_answer_none() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Marković", "Ana");
    let record = format!("/patients/{}", patient.id);
    let admin = app.admin().await;
    let page = format!("{record}/letters/referral");
    let fields = [("to", "Cardiology"), ("urgency", "soon"), ("text", "Palpitations"), ("with-known", "on")];
    let unasked = admin.get(&page).await.text();
    assert_eq!(unasked.matches("Not asked yet").count(), 2, "problems and medication: {unasked}");
    assert!(unasked.contains("Not recorded: nobody has asked"), "allergies");
    assert_eq!(admin.fill(&page, &page, &fields).await.status, 303);
    let first = paper(&admin, &record).await;

    let none = [("allergies", "none"), ("problems", "none"), ("medication", "none"), ("vaccines", "none")];
    let intake = format!("{record}/intake");
    assert_eq!(admin.fill(&intake, &intake, &none).await.status, 303);
    let asked = admin.get(&page).await.text();
    assert_eq!(asked.matches("None, asked 20-Nov-2026 by Test admin").count(), 2, "{asked}");
    assert!(asked.contains("No known allergies, asked 20-Nov-2026") && !asked.contains("Not asked yet"));
    app.clock.advance(jiff::SignedDuration::from_mins(1));
    let admin = app.admin().await;
    assert_eq!(admin.fill(&page, &page, &fields).await.status, 303);
    let second = paper(&admin, &record).await;
    let Some(text) = text_of(&admin.get(&first).await.body) else { return };
    assert_eq!(text.matches("Not asked yet").count(), 2, "it stays as it was written: {text}");
    assert!(!text.contains("None"), "{text}");
    let text = text_of(&admin.get(&second).await.body).expect("poppler");
    assert_eq!(text.matches("None, asked 20-Nov-2026").count(), 2, "{text}");
    assert!(text.contains("No known allergies, asked") && !text.contains("Not asked"), "{text}");
}

#[actix_web::test]
async fn what_was_imported_is_marked_in_a_referral_until_somebody_confirms_it() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Marković", "Ana");
    crate::intake::import(&app, patient.id);
    let record = format!("/patients/{}", patient.id);
    let admin = app.admin().await;
    let page = format!("{record}/letters/referral");
    let shown = admin.get(&page).await.text();
    for what in ["Diclofenac", "Gout", "Allopurinol"] {
        assert!(shown.contains(&format!("{what} (imported, not confirmed)")), "{what} in {shown}");
    }
    let fields = [("to", "Cardiology"), ("urgency", "soon"), ("text", "Palpitations"), ("with-known", "on")];
    assert_eq!(admin.fill(&page, &page, &fields).await.status, 303);
    let printed = text_of(&admin.get(&paper(&admin, &record).await).await.body);
    assert!(printed.is_none_or(|text| text.matches("(imported, not confirmed)").count() == 3));
    crate::intake::confirm_all(&app, &admin, patient.id).await;
    assert!(!admin.get(&page).await.text().contains("not confirmed"));
}

#[actix_web::test]
async fn doctors_write_and_the_others_only_read() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Marković", "Ana");
    appointment(&app, &patient, "booked");
    nurse_works_at_all_sites(&app);
    let record = format!("/patients/{}", patient.id);
    sick_note(&app.doctor().await, &record, &SICK).await;
    for person in [app.nurse().await, app.receptionist().await] {
        let list = person.get(&format!("{record}/letters")).await;
        assert_eq!(list.status, 200);
        assert!(list.text().contains("Sick note") && !list.text().contains("/letters/sick-note\""));
        assert_eq!(person.get(&format!("{record}/letters/sick-note")).await.status, 403);
        let csrf = person.csrf().await;
        assert_eq!(person.post(&format!("{record}/letters/sick-note"), &[("csrf", &csrf)]).await.status, 403);
    }
    let elsewhere = register_patient(&app, "Other", "One");
    let doctor = app.doctor().await;
    let other = format!("/patients/{}", elsewhere.id);
    assert_eq!(doctor.get(&format!("{other}/letters")).await.status, 404);
    // A letter belongs to its patient: under another's address there is none.
    let admin = app.admin().await;
    let moved = paper(&admin, &record).await.replace(&record, &other);
    assert_eq!(admin.get(&moved).await.status, 404);
}

#[actix_web::test]
async fn a_voided_letter_stays_and_says_so() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Marković", "Ana");
    appointment(&app, &patient, "booked");
    let record = format!("/patients/{}", patient.id);
    let (doctor, admin) = (app.doctor().await, app.admin().await);
    sick_note(&admin, &record, &SICK).await;
    let paper = paper(&admin, &record).await;
    let voiding = paper.replace("paper.pdf", "voiding");
    assert_eq!(doctor.get(&voiding).await.status, 404, "another's letter");
    assert_eq!(admin.fill(&voiding, &voiding, &[("reason", "")]).await.status, 422);
    assert_eq!(admin.fill(&voiding, &voiding, &[("reason", "Wrong patient")]).await.status, 303);
    assert_eq!(admin.get(&voiding).await.status, 409, "once");
    let list = admin.get(&format!("{record}/letters")).await.text();
    assert!(list.contains("Wrong patient") && list.contains("Void"));
    let timeline = admin.get(&format!("{record}/timeline?kind=letters")).await.text();
    assert!(timeline.contains("Voided: Wrong patient") && timeline.contains("20-Nov-2026 to 24-Nov-2026"));
    assert!(!admin.get(&format!("{record}/timeline?kind=visits")).await.text().contains("Wrong patient"));
    let Some(text) = text_of(&admin.get(&paper).await.body) else { return };
    assert!(text.contains("VOID") && !text.contains("Wrong patient"));
}

#[actix_web::test]
async fn more_letters_than_a_page_holds_are_all_there_in_the_list_and_the_timeline() {
    const WRITTEN: usize = 230;
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Marković", "Ana");
    let (id, by) = (patient.id, account(&app, "doctor@test.example"));
    let write = move |tx: &mut Tx<'_>| {
        for number in 1..=WRITTEN {
            let to = format!("Clinic <{number}>");
            let (urgency, text, findings, known) = (Urgency::Routine, "Please see".to_owned(), None, None);
            let content = Content::Referral(Referral { to, urgency, text, findings, known });
            letters::write(tx, id, None, &content, (by, "Test doctor"))?;
        }
        Ok(())
    };
    app.house.db.write_now(&app.operator(), write).expect("letters");
    let admin = app.admin().await;
    for list in ["letters", "timeline?kind=letters"] {
        let (mut seen, mut next) = (Vec::<usize>::new(), Some(format!("/patients/{id}/{list}")));
        while let Some(page) = next {
            let page = admin.get(&page).await;
            for rest in page.text().split("Clinic &#60;").skip(1) {
                seen.push(rest.split('&').next().and_then(|number| number.parse().ok()).expect("a number"));
            }
            next = page.leads("next");
        }
        let wanted: Vec<usize> = (1..=WRITTEN).rev().collect();
        assert_eq!(seen, wanted, "{list}: newest first, without gap or repeat");
    }
}

#[actix_web::test]
async fn the_record_of_a_day_has_the_letters_of_that_day() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Marković", "Ana");
    let record = format!("/patients/{}", patient.id);
    let admin = app.admin().await;
    assert_eq!(sick_note(&admin, &record, &SICK).await.status, 303);
    app.clock.advance(jiff::SignedDuration::from_hours(24));
    let admin = app.admin().await;
    let on = |day: &'static str| {
        let (admin, record) = (&admin, &record);
        async move { admin.get(&format!("{record}/as-of?day={day}")).await.text() }
    };
    assert!(!on("2026-11-19").await.contains("24-Nov-2026"), "not written yet");
    let then = on("2026-11-20").await;
    assert!(then.contains("24-Nov-2026") && !then.contains("marked as an error"), "{then}");
    let page = paper(&admin, &record).await.replace("paper.pdf", "voiding");
    assert_eq!(admin.fill(&page, &page, &[("reason", "Wrong days")]).await.status, 303);
    let then = on("2026-11-20").await;
    assert!(then.contains("24-Nov-2026") && then.contains("error"), "in force that day, void since: {then}");
    assert!(!on("2026-11-21").await.contains("24-Nov-2026"), "void by the end of its day");
}
