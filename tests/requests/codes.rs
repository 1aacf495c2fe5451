//! Codes: loaded from a file again and again, found as one types, kept as favourites.

use wardbook::care::codes::{self, CodeFile, List, Loaded};
use wardbook::kit::error::Result;

use crate::support::{Person, TestApp};

const FIRST: &str = "code,text\nI10,Essential (primary) hypertension\nI15,Secondary hypertension\n\
    I15.0,Renovascular hypertension\nJ03,Acute tonsillitis\nJ03.9,\"Acute tonsillitis, unspecified\"\n\
    J45,Asthma\nG70.0,Myasthenia gravis\nJ82,Eosinophilic asthma\nM35.0,Sicca syndrome [Sjögren]\n";

fn load(app: &TestApp, text: &str, replace: bool) -> Result<Loaded> {
    let file = CodeFile::read(text.as_bytes()).expect("a file");
    let source = codes::Source {
        system: file.system.clone(),
        edition: "Test".into(),
        file_name: "test.csv".into(),
        digest: String::new(),
        codes: 1,
    };
    let plan = app.house.db.read_now(move |conn| codes::plan(conn, List::Icd10, &file, replace))?;
    codes::load(&app.house.db, &app.operator(), List::Icd10, &plan, &source, |_| {})
}

/// The codes of the buttons a search answers, in their order.
async fn hits(person: &Person<'_>, typed: &str) -> Vec<String> {
    let query = serde_urlencoded::to_string([("field", "dx"), ("dx", typed)]).expect("a query");
    let answer = person.get(&format!("/codes/hits?{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let text = answer.text();
    text.split("name=\"pick-dx\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
        .collect()
}

#[actix_web::test]
async fn codes_are_found_by_code_and_by_words_the_best_first() {
    let app = TestApp::new().await;
    let doctor = app.doctor().await;
    let none = doctor.get("/codes/hits?q=asthma").await.text();
    assert!(none.contains("No code list has been loaded"), "{none}");
    let loaded = load(&app, FIRST, false).expect("loaded");
    assert_eq!(loaded, Loaded { added: 9, ..Loaded::default() });

    assert_eq!(hits(&doctor, "i10").await, ["I10"]);
    assert_eq!(hits(&doctor, "J03.9").await[0], "J03.9");
    assert_eq!(hits(&doctor, "j03").await, ["J03", "J03.9"]);
    assert_eq!(hits(&doctor, "I15").await, ["I15", "I15.0"], "the code itself before the finer ones");
    assert_eq!(
        hits(&doctor, "asthma").await,
        ["J45", "J82"],
        "what begins with it, and not what has it inside"
    );
    assert_eq!(hits(&doctor, "asth").await, ["J45", "J82", "G70.0"], "inside words last");
    assert_eq!(hits(&doctor, "unspec tonsil").await, ["J03.9"], "in any order");
    assert_eq!(hits(&doctor, "sjogren").await, ["M35.0"], "without accents");
    assert_eq!(hits(&doctor, "i15 reno").await, ["I15.0"], "code and word");
    for odd in ["%", "_", "\"", "' or 1=1", "*", "zzzz", "()", "a\u{301}", "🙂"] {
        hits(&doctor, odd).await;
    }
    assert_eq!(hits(&doctor, "%%%").await, Vec::<String>::new(), "signs of the pattern language are letters");
    let page = doctor.get("/codes?q=hypertension").await.text();
    assert!(page.contains("Renovascular") && page.contains("<mark>hypertension</mark>"), "{page}");
    assert_eq!(doctor.get("/codes/hits?field=%3Cb%3E&q=x").await.status, 404, "a name of a field is a word");
}

#[actix_web::test]
async fn of_what_thousands_have_in_common_whole_words_and_short_texts_come_first() {
    let app = TestApp::new().await;
    let doctor = app.doctor().await;
    let mut list = "code,text\n".to_owned();
    for number in 0..1_200 {
        let (letter, rest) = (if number < 600 { 'S' } else { 'T' }, number % 600);
        let text = ["Fracture of the lower end of a long bone, side", "Fractured tooth, side"][number / 600];
        list.push_str(&format!("{letter}{:02}.{},\"{text} {rest}\"\n", rest / 10, rest % 10));
    }
    list.push_str(
        "M80,Fracture\nM84.4,\"Pathological fracture, not elsewhere classified\"\nX99,Infracture\n",
    );
    load(&app, &list, false).expect("loaded");
    let found = hits(&doctor, "fracture").await;
    assert_eq!(found[0], "M80", "the whole word, and nothing but it");
    assert!(found[1..].iter().all(|code| code.starts_with('S')), "texts that begin with the word: {found:?}");
    assert_eq!(hits(&doctor, "fract").await[0], "M80", "the beginning of a word");
    assert_eq!(hits(&doctor, "nfrac").await, ["X99"], "the middle of one");
    let rare = hits(&doctor, "fracture 417").await;
    assert_eq!(rare, ["S41.7", "T41.7"], "what is rare among what is common");
    assert_eq!(hits(&doctor, "patholog fracture").await, ["M84.4"]);
    assert_eq!(hits(&doctor, "fractured 599").await, ["T59.9"]);
}

#[actix_web::test]
async fn a_newer_edition_sets_aside_what_it_does_not_have_and_deletes_nothing() {
    let app = TestApp::new().await;
    load(&app, FIRST, false).expect("loaded");
    assert_eq!(load(&app, FIRST, false).expect("again"), Loaded { same: 9, ..Loaded::default() });
    let newer = FIRST
        .replace("J45,Asthma\n", "J46,Status asthmaticus\n")
        .replace("Acute tonsillitis\n", "Tonsillitis\n");
    let counts = load(&app, &newer, false).expect("a newer one");
    assert_eq!(counts, Loaded { added: 1, changed: 1, dropped: 1, same: 7 });
    let doctor = app.doctor().await;
    assert_eq!(hits(&doctor, "J45").await, Vec::<String>::new());
    let kept = app.house.db.read_now(|conn| codes::find(conn, List::Icd10, "j45")).expect("a search");
    assert!(kept.is_some_and(|hit| !hit.active && hit.text == "Asthma"), "a record may name it");
    let back = load(&app, FIRST, false).expect("the first one again");
    assert_eq!(back, Loaded { added: 0, changed: 2, dropped: 1, same: 7 });
    assert_eq!(hits(&doctor, "J45").await, ["J45"]);

    let part = "code,text\nI10,Essential (primary) hypertension\n";
    let refused = load(&app, part, false).expect_err("a part of a list");
    assert!(format!("{refused:?}").contains("fewer than half"), "{refused:?}");
    assert_eq!(hits(&doctor, "J45").await, ["J45"], "nothing was changed");
    assert_eq!(load(&app, part, true).expect("on purpose").dropped, 8);
}

#[actix_web::test]
async fn ones_own_favourites_come_first_and_stay_marked_when_set_aside() {
    let app = TestApp::new().await;
    load(&app, FIRST, false).expect("loaded");
    let doctor = app.doctor().await;
    assert!(doctor.get("/codes").await.text().contains("No favourites yet"));
    let page = doctor.get("/codes?q=eosinophilic").await;
    let id = page.inputs()["code"].clone();
    let sent = doctor
        .fill("/codes?q=asthma", "/codes/favourites", &[("code", &id), ("keep", "yes"), ("q", "asthma")])
        .await;
    assert_eq!((sent.status, sent.location()), (303, "/codes?q=asthma"), "{}", sent.text());
    assert_eq!(hits(&doctor, "asthma").await, ["J82", "J45"], "one's own first");
    assert_eq!(hits(&doctor, "").await, ["J82"], "and without a word typed");
    let admin = app.admin().await;
    assert_eq!(hits(&admin, "asthma").await, ["J45", "J82"], "everybody has their own");

    load(&app, &FIRST.replace("J82,Eosinophilic asthma\n", ""), false).expect("a newer one");
    assert!(doctor.get("/codes").await.text().contains("no longer in the list"));
    let sent = doctor.fill("/codes", "/codes/favourites", &[("code", &id), ("keep", "")]).await;
    assert_eq!(sent.status, 303);
    assert_eq!(hits(&doctor, "").await, Vec::<String>::new());
    for odd in ["", "nonsense", "019aa1b2-0000-7000-8000-000000000000"] {
        assert_eq!(
            doctor.fill("/codes?q=i10", "/codes/favourites", &[("code", odd), ("keep", "yes")]).await.status,
            404
        );
    }
}

#[actix_web::test]
async fn only_who_writes_in_records_looks_codes_up() {
    let app = TestApp::new().await;
    for (person, status) in [
        (app.admin().await, 200),
        (app.doctor().await, 200),
        (app.nurse().await, 403),
        (app.receptionist().await, 403),
        (app.patient().await, 403),
    ] {
        assert_eq!(person.get("/codes").await.status, status);
        assert_eq!(person.get("/codes/hits?q=a").await.status, status);
    }
}
