//! Forms with files, as nobody's browser sends them.

use super::patients::{add, details};
use crate::support::{Answer, Person, TestApp};

/// The photo form of a patient's record, and who sends it.
async fn photo_form(app: &TestApp) -> (Person<'_>, String, String) {
    let ana = add(app, details("Marković", "Ana", "14.3.1984", ""));
    let desk = app.receptionist().await;
    let csrf = desk.get(&format!("/patients/{}/edit", ana.id)).await.inputs()["csrf"].clone();
    (desk, format!("/patients/{}/photo", ana.id), csrf)
}

fn part(name: &str, content: &str) -> String {
    format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n")
}

fn is_too_large(answer: &Answer) {
    assert_eq!(answer.status, 413, "{}", answer.text());
}

#[actix_web::test]
async fn names_without_content_are_counted_before_and_after_the_token() {
    let app = TestApp::new().await;
    let (desk, path, csrf) = photo_form(&app).await;
    let name = "n".repeat(4_000);
    let endless = part(&name, "").repeat(100);
    is_too_large(&desk.post_parts(&path, endless.clone().into_bytes()).await);
    is_too_large(&desk.post_parts(&path, (part("csrf", &csrf) + &endless).into_bytes()).await);
    let files =
        "--cut\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n".repeat(2_000);
    is_too_large(&desk.post_parts(&path, (part("csrf", &csrf) + &files).into_bytes()).await);
    let empty = part("", "").repeat(2_000);
    is_too_large(&desk.post_parts(&path, empty.into_bytes()).await);
}

#[actix_web::test]
async fn what_stands_before_the_first_part_is_counted_too() {
    let app = TestApp::new().await;
    let (desk, path, _) = photo_form(&app).await;
    let before = "no part begins here\r\n".repeat(400_000);
    is_too_large(&desk.post_parts(&path, before.into_bytes()).await);
}

#[actix_web::test]
async fn a_body_that_says_it_is_too_large_is_not_waited_for() {
    use actix_web::http::Method;
    use actix_web::test::TestRequest;
    let app = TestApp::new().await;
    let (desk, path, csrf) = photo_form(&app).await;
    let request = TestRequest::default()
        .method(Method::POST)
        .uri(&path)
        .insert_header(("content-type", "multipart/form-data; boundary=cut"))
        .set_payload(part("csrf", &csrf) + "--cut--\r\n")
        .insert_header(("content-length", "900000000"));
    is_too_large(&desk.send(request).await);
}

#[actix_web::test]
async fn nothing_that_was_sent_is_left_behind() {
    let app = TestApp::new().await;
    let (desk, path, csrf) = photo_form(&app).await;
    let file =
        "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nno picture\r\n";
    for end in ["--cut--\r\n", "--cut\r\nbroken", ""] {
        let body = part("csrf", &csrf) + &part("key", "x") + file + end;
        let answer = desk.post_parts(&path, body.into_bytes()).await;
        assert_eq!(answer.status, 422, "{}", answer.text());
    }
    let uploads = app.house.folder().join("uploads");
    assert_eq!(std::fs::read_dir(uploads).map_or(0, Iterator::count), 0);
}
