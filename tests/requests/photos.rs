//! Photos of patients: taken by their content, shown to those who may see them, each look on file.

use diesel::prelude::*;
use wardbook::schema::audit_log;

use super::patients::{add, details};
use crate::support::{Answer, TestApp};

/// A small picture of one colour.
pub fn picture(colour: [u8; 3]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::DynamicImage::ImageRgb8(image::RgbImage::from_pixel(64, 48, image::Rgb(colour)));
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).expect("a picture");
    bytes
}

/// The colour of a photo that is shown, as far as JPEG keeps it.
pub fn colour(answer: &Answer) -> [u8; 3] {
    assert_eq!(answer.status, 200);
    let photo = image::load_from_memory(&answer.body).expect("a picture").to_rgb8();
    photo.get_pixel(8, 8).0.map(|part| (part + 5) / 20 * 20)
}

#[actix_web::test]
async fn a_photo_is_judged_by_its_content() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let ana = add(&app, details("Marković", "Ana", "14.3.1984", ""));
    let (edit, photo) = (format!("/patients/{}/edit", ana.id), format!("/patients/{}/photo", ana.id));
    assert_eq!(desk.get(&photo).await.status, 404);
    let script = desk.upload(&edit, &photo, "me.png", b"<svg onload=alert(1)>").await;
    assert_eq!(script.status, 422);
    assert!(script.text().contains("not a JPEG, PNG or WebP"));
    let mut bomb = picture([0, 0, 0]);
    bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    assert_eq!(desk.upload(&edit, &photo, "me.png", &bomb).await.status, 422);
    assert_eq!(desk.upload(&edit, &photo, "me.png", &vec![0; 6 * 1024 * 1024]).await.status, 413);
    let kept = desk.upload(&edit, &photo, "me.svg", &picture([0, 0, 0])).await;
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
async fn a_look_at_a_photo_alone_is_on_file() {
    let app = TestApp::new().await;
    let desk = app.receptionist().await;
    let ana = add(&app, details("Marković", "Ana", "14.3.1984", ""));
    let (edit, photo) = (format!("/patients/{}/edit", ana.id), format!("/patients/{}/photo", ana.id));
    let admin = app.admin().await;
    assert_eq!(admin.upload(&edit, &photo, "me.png", &picture([0, 0, 0])).await.status, 303);
    let looks = || -> i64 {
        let count = |conn: &mut wardbook::kit::db::Conn| {
            let of_desk = audit_log::table
                .filter(audit_log::verb.eq("patient.opened"))
                .filter(audit_log::actor.eq("receptionist"));
            Ok(of_desk.count().get_result(conn)?)
        };
        app.house.db.read_now(count).expect("a count")
    };
    assert_eq!(desk.get(&photo).await.status, 200);
    assert_eq!(looks(), 1, "nobody opened the page it belongs to");
    assert_eq!(desk.get(&photo).await.status, 200);
    assert_eq!(looks(), 1, "the same look");
    app.clock.advance(jiff::SignedDuration::from_mins(6));
    assert_eq!(desk.get(&edit).await.status, 200);
    assert_eq!(desk.get(&photo).await.status, 200);
    assert_eq!(looks(), 2, "the page and its picture are one look");
    app.clock.advance(jiff::SignedDuration::from_mins(6));
    assert_eq!(desk.get(&photo).await.status, 200);
    assert_eq!(looks(), 3);
}
