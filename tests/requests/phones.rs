//! Telephones of staff: a number counts once it is proved, and what is chosen goes there.

use jiff::SignedDuration;
use wardbook::gate::audit::{self, Filter};
use wardbook::gate::notifications::outbox;

use crate::support::{Person, TestApp};

const NUMBER: &str = "+49 40 555 018";
const PHONE: &str = "/account/phone";

async fn with_texts() -> TestApp {
    TestApp::with(|settings| {
        settings.post.sms = "file".into();
        settings.post.mail = "file".into();
    })
    .await
}

/// The words of what was sent to a number, the latest last.
async fn texts(app: &TestApp, number: &str) -> Vec<String> {
    outbox::round(&app.house).await.expect("a round");
    let Ok(files) = std::fs::read_dir(app.house.folder().join("mail")) else { return Vec::new() };
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "sms"));
    // Names are ids, and later ids sort after earlier ones.
    paths.sort();
    let read = |path: &std::path::PathBuf| std::fs::read_to_string(path).expect("a message");
    paths.iter().map(read).filter(|text| text.starts_with(&format!("To: {number}\n"))).collect()
}

/// The code of the last message to a number.
async fn code(app: &TestApp, number: &str) -> String {
    let text = texts(app, number).await.pop().expect("a message");
    let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|c| c.is_ascii_digit());
    text.split_whitespace().find(is_code).unwrap_or_else(|| panic!("no code in {text}")).to_owned()
}

async fn ask(person: &Person<'_>, number: &str) -> u16 {
    person.fill(PHONE, PHONE, &[("number", number)]).await.status
}

async fn prove(person: &Person<'_>, code: &str) -> (u16, String) {
    let answer = person.fill(PHONE, "/account/phone/code", &[("code", code)]).await;
    (answer.status, answer.location().to_owned())
}

/// Another code than this one.
fn other(code: &str) -> String {
    let number: u32 = code.parse().expect("digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

#[actix_web::test]
async fn a_number_counts_once_its_code_was_typed() {
    let app = with_texts().await;
    let nurse = app.nurse().await;
    assert!(nurse.get("/account").await.text().contains("No number yet"));
    for wrong in ["", "nurse", "12", "040 555\r\n018", "+49 40 555 018 +49 40 555 019"] {
        assert_eq!(ask(&nurse, wrong).await, 422, "{wrong:?}");
    }
    assert_eq!(ask(&nurse, NUMBER).await, 303);
    assert!(!nurse.get("/account").await.text().contains(NUMBER), "not yet");
    let code = code(&app, NUMBER).await;
    assert_eq!(prove(&nurse, &other(&code)).await.0, 422);
    assert_eq!(prove(&app.doctor().await, &code).await.1, PHONE, "somebody else's code proves nothing");
    assert_eq!(prove(&nurse, &code).await, (303, "/account".into()));
    assert!(nurse.get("/account").await.text().contains(NUMBER));
    assert_eq!(prove(&nurse, &code).await.1, PHONE, "once");
    assert!(nurse.get("/account").await.text().contains(NUMBER), "and it stays");
    let removed = nurse.fill(PHONE, "/account/phone/removal", &[]).await;
    assert_eq!(removed.status, 303);
    assert!(nurse.get("/account").await.text().contains("No number yet"));
    for verb in ["asked", "wrong-code", "proved", "removed"] {
        let filter = Filter { verb: Some(format!("account.phone-{verb}")), ..Filter::default() };
        let found = app.house.db.read_now(|conn| audit::list(conn, &filter, 9)).expect("entries");
        assert_eq!(found.len(), 1, "{verb}");
    }
}

#[actix_web::test]
async fn a_code_cannot_be_guessed_outlived_or_asked_for_all_day() {
    let app = with_texts().await;
    let nurse = app.nurse().await;
    assert_eq!(ask(&nurse, NUMBER).await, 303);
    let right = code(&app, NUMBER).await;
    for _ in 0..4 {
        assert_eq!(prove(&nurse, &other(&right)).await.0, 422);
    }
    assert_eq!(prove(&nurse, &other(&right)).await, (303, PHONE.into()), "five tries");
    assert_eq!(prove(&nurse, &right).await, (303, PHONE.into()), "then not even the right one");
    assert!(!nurse.get("/account").await.text().contains(NUMBER));
    assert_eq!(ask(&nurse, NUMBER).await, 303);
    let late = code(&app, NUMBER).await;
    app.clock.advance(SignedDuration::from_mins(11));
    assert_eq!(prove(&nurse, &late).await.1, PHONE, "its time is over");
    for _ in 0..3 {
        ask(&nurse, NUMBER).await;
    }
    assert_eq!(ask(&nurse, "+49 40 555 019").await, 429, "whatever number is asked for");
    assert!(texts(&app, "+49 40 555 019").await.is_empty());
}

#[actix_web::test]
async fn what_is_chosen_goes_there_and_says_nothing_of_what_it_is_about() {
    let app = with_texts().await;
    let (nurse, admin) = (app.nurse().await, app.admin().await);
    assert!(nurse.get("/notifications").await.text().contains("Give your number to get text messages"));
    // Without a number nothing can be chosen.
    let wanted = [("notices-bell", "on"), ("notices-text", "on")];
    assert_eq!(nurse.fill("/notifications", "/notifications/choices", &wanted).await.status, 303);
    ask(&nurse, NUMBER).await;
    let code = code(&app, NUMBER).await;
    assert_eq!(prove(&nurse, &code).await.0, 303);
    assert!(nurse.get("/notifications").await.ticked("notices-text").is_empty());
    let words = [("title", "Fire drill"), ("body", "At two."), ("from", "2026-11-20")];
    assert_eq!(admin.fill("/notices/new", "/notices", &words).await.status, 303);
    assert_eq!(texts(&app, NUMBER).await.len(), 1, "only the code");
    assert_eq!(nurse.fill("/notifications", "/notifications/choices", &wanted).await.status, 303);
    assert_eq!(nurse.get("/notifications").await.ticked("notices-text").len(), 1);
    assert_eq!(admin.fill("/notices/new", "/notices", &words).await.status, 303);
    let told = texts(&app, NUMBER).await;
    assert_eq!(told.len(), 2);
    assert!(told[1].contains("something new for you in Wardbook (Notices)") && !told[1].contains("drill"));
    // A number that is gone gets nothing, whatever was chosen.
    assert_eq!(nurse.fill(PHONE, "/account/phone/removal", &[]).await.status, 303);
    assert_eq!(admin.fill("/notices/new", "/notices", &words).await.status, 303);
    assert_eq!(texts(&app, NUMBER).await.len(), 2);
}

#[actix_web::test]
async fn without_a_gateway_it_is_off_and_says_so() {
    let app = TestApp::new().await;
    let nurse = app.nurse().await;
    let page = nurse.get(PHONE).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Text messages are not set up") && !page.text().contains("name=\"number\""));
    assert_eq!(ask(&nurse, NUMBER).await, 422);
    assert!(nurse.get("/notifications").await.text().contains("Text messages are not set up"));
    assert_eq!(
        app.patient().await.get(PHONE).await.location(),
        "/account",
        "a patient's stands in the record"
    );
}
