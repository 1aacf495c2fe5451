//! The audit trail's page, and its export.

use wardbook::gate::access::permissions::TABLE;
use wardbook::kit::db::Deed;
use wardbook::kit::text;

use crate::support::{PASSWORD, TestApp};

#[actix_web::test]
async fn an_admin_sees_what_everybody_did_and_others_what_they_did_themselves() {
    let app = TestApp::new().await;
    let nurse = app.nurse().await;
    let csrf = nurse.csrf().await;
    assert_eq!(nurse.get("/staff").await.status, 403);
    assert_eq!(nurse.post("/lock", &[("csrf", &csrf)]).await.status, 303);
    let admin = app.admin().await;
    let page = admin.get("/audit").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    for word in
        ["Locked the screen", "Asked for a page the role does not include", "Test nurse · Nurse", "Signed in"]
    {
        assert!(text.contains(word), "{word}");
    }
    let doctor = app.doctor().await;
    let own = doctor.get("/audit").await.text();
    assert!(own.contains("Test doctor") && !own.contains("Test nurse"));
    assert!(!doctor.get("/audit?who=nurse").await.text().contains("Test nurse"), "no filter widens it");
    assert_eq!(app.patient().await.get("/audit").await.status, 403);
}

#[actix_web::test]
async fn the_trail_is_filtered_by_who_what_when_and_outcome() {
    let app = TestApp::new().await;
    assert_eq!(app.visitor().sign_in("nurse@test.example", "wrong").await.status, 422);
    app.clock.advance(jiff::SignedDuration::from_hours(24));
    app.doctor().await;
    let admin = app.admin().await;
    for (query, shown, hidden) in [
        ("who=doctor", "Test doctor", "Test admin ·"),
        ("what=session.&outcome=refused", "Sign-in refused", "Test doctor"),
        ("outcome=done", "Test doctor", "Sign-in refused"),
        ("until=2026-11-20", "Sign-in refused", "Test doctor"),
        ("from=2026-11-21", "Test doctor", "Sign-in refused"),
        ("who=nobody+at+all", "Nothing matches", "Test doctor"),
    ] {
        let page = admin.get(&format!("/audit?{query}")).await;
        assert_eq!(page.status, 200, "{query}");
        let table = page.text().split("<tbody>").nth(1).unwrap_or_default().to_owned();
        assert!(table.contains(shown), "{query} shows {shown}");
        assert!(!table.contains(hidden), "{query} hides {hidden}");
    }
    for wrong in ["from=2026-02-30", "from=2026-11-21&until=2026-11-20", "patient=12"] {
        assert_eq!(admin.get(&format!("/audit?{wrong}")).await.status, 422, "{wrong}");
    }
}

#[actix_web::test]
async fn the_trail_is_paged_without_gap_or_repeat() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.house
        .db
        .write_now(&app.operator(), |tx| {
            for number in 0..120 {
                tx.record(
                    Deed::new("test.counted").with(serde_json::json!({ "number": format!("n{number}n") })),
                );
            }
            Ok(())
        })
        .expect("deeds");
    let mut address = "/audit".to_owned();
    let mut seen = Vec::new();
    for _ in 0..10 {
        let page = admin.get(&address).await;
        let text = page.text();
        let rows = text.split("<tbody>").nth(1).unwrap_or_default();
        // Each line stands twice on the page: for narrow screens, and in its own column.
        seen.extend(rows.split("<tr>").skip(1).filter_map(|row| {
            let (_, rest) = row.split_once("number: n")?;
            rest.split('n').next()?.parse::<u32>().ok()
        }));
        let Some(older) = page.leads("next") else { break };
        address = older;
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..120).collect::<Vec<u32>>());
}

#[actix_web::test]
async fn an_export_is_inert_and_on_file_itself() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.house
        .db
        .write_now(&app.operator(), |tx| {
            tx.record(Deed::new("record.refused").on("=cmd|' /C calc'!A0", "@SUM(A1)").refused());
            Ok(())
        })
        .expect("a deed");
    let csrf = admin.csrf().await;
    let file = admin.post("/audit/export", &[("csrf", &csrf), ("what", "record.")]).await;
    assert_eq!(file.status, 200);
    assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(file.header("content-disposition").is_some_and(|value| value.starts_with("attachment")));
    let text = file.text();
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.contains("'=cmd|' /C calc'!A0") && text.contains("'@SUM(A1)"));
    assert!(admin.get("/audit?what=audit.").await.text().contains("Exported the audit trail"));
    let nurse = app.signed_in("nurse@test.example", PASSWORD).await;
    let csrf = nurse.csrf().await;
    let own = nurse.post("/audit/export", &[("csrf", &csrf)]).await.text();
    assert!(own.lines().skip(1).all(|line| line.contains("Test nurse")), "{own}");
}

#[actix_web::test]
async fn an_export_is_whole_however_long_it_is() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    const LINES: usize = 21_000;
    app.house
        .db
        .write_now(&app.operator(), |tx| {
            for n in 0..LINES {
                tx.record(Deed::new("record.refused").on("line", n).refused());
            }
            Ok(())
        })
        .expect("deeds");
    let csrf = admin.csrf().await;
    let file = admin.post("/audit/export", &[("csrf", &csrf), ("what", "record.")]).await;
    let text = file.text();
    let mut lines = std::collections::BTreeSet::new();
    for line in text.lines().skip(1) {
        assert!(lines.insert(line.split(',').nth(6).expect("a subject").to_owned()), "twice: {line}");
    }
    assert_eq!((lines.len(), text.matches("subject id").count()), (LINES, 1));
    let later = admin.post("/audit/export", &[("csrf", &csrf), ("from", "2026-02-30")]).await;
    assert_eq!(later.status, 422, "a filter that cannot be is refused before anything is sent");
}

/// `noun.past-tense`, and no permission's code.
fn looks_like_a_verb(literal: &str) -> bool {
    let words = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    literal.split_once('.').is_some_and(|(noun, deed)| words(noun) && words(deed))
        && !TABLE.iter().any(|row| row.code == literal)
}

/// Every deed that the program records has words in the catalogue.
#[test]
fn every_deed_has_words() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut wordless = Vec::new();
    let mut found = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let mut verbs: Vec<&str> = text
                .split("Deed::new(\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap_or_default())
                .collect();
            // Where the verb is chosen first, whatever in that file looks like one is.
            if text.contains("Deed::new(verb)") {
                verbs.extend(text.split('"').skip(1).step_by(2).filter(|literal| looks_like_a_verb(literal)));
            }
            for verb in verbs {
                found += 1;
                if !text::has(&format!("deed-{}", verb.replace('.', "-")))
                    && !wordless.contains(&verb.to_owned())
                {
                    wordless.push(verb.to_owned());
                }
            }
        }
    }
    assert!(found > 30, "the source was read");
    assert!(wordless.is_empty(), "deeds without words: {wordless:?}");
}
