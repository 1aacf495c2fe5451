//! Labels and wristbands.

use wardbook::gate::audit::{self, Filter};

use crate::support::TestApp;
use crate::support::paper::{appointment, info_of, register_patient, text_of};

#[actix_web::test]
async fn a_label_names_the_patient_in_exact_millimetres() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Đurić", "Žana");
    let desk = app.receptionist().await;
    for (path, size) in [
        ("label.pdf", "141.732 x 70.8662"),
        ("wristband.pdf", "790.866 x 70.8662"),
        ("label.pdf?width=60&height=40&copies=2", "170.079 x 113.386"),
    ] {
        let answer = desk.get(&format!("/patients/{}/{path}", patient.id)).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), Some("application/pdf"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let (Some(text), Some(info)) = (text_of(&answer.body), info_of(&answer.body)) else { return };
        for words in ["ĐURIĆ, Žana", "14-Mar-1984 (42y)", "Female", &patient.shown_mrn()] {
            assert!(text.contains(words), "{words} is not on {path}:\n{text}");
        }
        assert!(info.contains(size), "{path} is not {size}:\n{info}");
    }
}

#[actix_web::test]
async fn every_print_of_a_label_is_on_file() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Horvat", "Ana");
    let desk = app.receptionist().await;
    desk.get(&format!("/patients/{}/label.pdf?copies=3", patient.id)).await;
    desk.get(&format!("/patients/{}/wristband.pdf", patient.id)).await;
    let filter = Filter { patient: Some(patient.id.uuid()), ..Filter::default() };
    let entries = app.house.db.read_now(|conn| audit::list(conn, &filter, 50)).expect("entries");
    let verbs: Vec<&str> = entries.iter().map(|entry| entry.verb.as_str()).collect();
    assert_eq!(verbs, ["patient.wristband-printed", "patient.label-printed", "patient.registered"]);
    assert_eq!(entries[1].detail["copies"], 3);
    assert_eq!(entries[1].name.as_deref(), Some("Test receptionist"));
}

#[actix_web::test]
async fn a_doctor_prints_for_patients_in_relation_only() {
    let app = TestApp::new().await;
    let (mine, foreign) = (register_patient(&app, "Mine", "A"), register_patient(&app, "Foreign", "B"));
    appointment(&app, &mine, "booked");
    appointment(&app, &foreign, "cancelled");
    let doctor = app.doctor().await;
    for paper in ["label.pdf", "wristband.pdf"] {
        assert_eq!(doctor.get(&format!("/patients/{}/{paper}", mine.id)).await.status, 200);
        let refused = doctor.get(&format!("/patients/{}/{paper}", foreign.id)).await;
        let never = doctor.get(&format!("/patients/0190a000-0000-7000-8000-000000000000/{paper}")).await;
        assert_eq!((refused.status, never.status), (404, 404));
        assert!(!refused.text().contains("Foreign"));
    }
    assert_eq!(app.visitor().get(&format!("/patients/{}/label.pdf", mine.id)).await.status, 303);
}

#[actix_web::test]
async fn a_size_that_no_printer_has_is_refused_in_words() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Horvat", "Ana");
    let desk = app.receptionist().await;
    for query in ["width=1", "width=abc", "height=9999", "copies=0", "copies=100000", "width=NaN"] {
        let answer = desk.get(&format!("/patients/{}/label.pdf?{query}", patient.id)).await;
        assert_eq!(answer.status, 422, "{query}: {}", answer.text());
    }
}

#[actix_web::test]
async fn the_paper_is_chosen_on_a_page_and_remembered_by_the_browser() {
    let app = TestApp::new().await;
    let patient = register_patient(&app, "Horvat", "Ana");
    let desk = app.receptionist().await;
    let at = format!("/patients/{}", patient.id);
    assert!(desk.get(&at).await.text().contains(&format!("{at}/labels")), "the chart leads there");
    let page = desk.get(&format!("{at}/labels")).await.text();
    assert!(page.contains("HORVAT, Ana") && page.contains("<option value=\"50x25\" selected>50 × 25 mm"));
    let answer = desk.get(&format!("{at}/label.pdf?size=62x29&copies=2&width=&height=")).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/pdf")));
    if let Some(info) = info_of(&answer.body) {
        assert!(info.contains("175.748 x 82.2047"), "{info}");
    }
    let page = desk.get(&format!("{at}/labels")).await.text();
    assert!(page.contains("<option value=\"62x29\" selected>"), "remembered");
    assert!(page.contains("<option value=\"279x25\" selected>"), "each paper for itself");
    assert_eq!(desk.get(&format!("{at}/label.pdf?width=77,5&height=30")).await.status, 200);
    let page = desk.get(&format!("{at}/labels")).await.text();
    assert!(page.contains("<option value=\"77.5x30\" selected>77.5 × 30 mm"), "a paper of one's own too");

    let refused = desk.get(&format!("{at}/label.pdf?size=62x29&width=7777&copies=3")).await;
    assert_eq!(refused.status, 422);
    let words = refused.text();
    assert!(
        words.contains("Enter millimetres from 40 to 150.") && words.contains("value=\"7777\""),
        "{words}"
    );
    assert!(words.contains("<details open>"), "what is wrong can be seen");
    desk.cookies.borrow_mut().insert("wardbook-paper-label".into(), "<b>".into());
    assert!(desk.get(&format!("{at}/labels")).await.text().contains("<option value=\"50x25\" selected>"));

    let filter = Filter { patient: Some(patient.id.uuid()), ..Filter::default() };
    let entries = app.house.db.read_now(|conn| audit::list(conn, &filter, 50)).expect("entries");
    let count = |verb: &str| entries.iter().filter(|entry| entry.verb == verb).count();
    assert_eq!((count("patient.label-printed"), count("patient.opened")), (2, 5), "the page is a look");
}

#[actix_web::test]
async fn a_name_of_any_length_and_script_makes_a_label() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    for (family, given) in [
        ("Wolfeschlegelsteinhausenbergerdorff-".repeat(3).as_str(), "Hubert Blaine"),
        ("العلي", "محمد"),
        ("<script>alert(1)</script>", "🙂"),
        ("王", "小明"),
    ] {
        let patient = register_patient(&app, family, given);
        let answer = desk.get(&format!("/patients/{}/label.pdf", patient.id)).await;
        assert_eq!(answer.status, 200, "{family}");
        assert!(answer.body.starts_with(b"%PDF"));
    }
}
