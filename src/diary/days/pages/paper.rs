//! A day to be printed: as a page, and as a file.

use actix_web::{HttpRequest, HttpResponse, Responder as _};
use serde_json::json;

use super::super::asked::Asked;
use super::super::nowhere;
use super::super::print::{Printed, gather, set};
use super::super::sheet::{self, Reader};
use super::super::views::PrintPage;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::pdf::{DOCUMENTS, Pdf};
use crate::kit::web::page::Page;
use crate::say;

type Viewer = May<perm::AppointmentView>;

/// The page; its style sheet for paper leaves out what only a screen needs.
pub async fn page(may: Viewer, desk: Desk, request: HttpRequest) -> Result<Page> {
    let asked = Asked { moving: None, page: 1, ..Asked::read(request.query_string())? };
    match printed(&may, &desk, asked).await? {
        Ok((day, asked)) => Page::ok(&PrintPage {
            frame: desk.frame(),
            title: say!("diary-print-title", day = day.day.clone(), site = day.site.clone()),
            by: say!("diary-print-by", by = day.by.clone(), when = day.when.clone()),
            pdf: asked.to("/diary/day.pdf"),
            back: asked.to("/diary"),
            doctors: day.doctors,
        }),
        Err(reader) => Page::ok(&nowhere::page(&desk, &reader, asked)),
    }
}

/// The file.
pub async fn file(may: Viewer, desk: Desk, request: HttpRequest) -> Result<HttpResponse> {
    let asked = Asked { moving: None, page: 1, ..Asked::read(request.query_string())? };
    let (day, asked) = match printed(&may, &desk, asked).await? {
        Ok(found) => found,
        Err(reader) => {
            return Ok(Page::ok(&nowhere::page(&desk, &reader, asked))?.respond_to(&request));
        }
    };
    let name = format!("diary-{}", asked.date.map(|date| date.to_string()).unwrap_or_default());
    let fonts = desk.house().fonts.clone();
    let file = DOCUMENTS.work(move || set(&day, fonts)).await?;
    Ok(Pdf::new(file, &name).respond_to(&request))
}

/// The day in words, with the names on it put on file as printed; or who works at no site.
async fn printed(
    may: &Viewer,
    desk: &Desk,
    asked: Asked,
) -> Result<std::result::Result<(Printed, Asked), Reader>> {
    let reader = Reader::of(may, desk);
    let looks = reader.clone();
    let loaded = desk
        .read(move |conn| {
            let Some(sheet) = sheet::load(conn, &looks, asked, false)? else { return Ok(None) };
            let house = hospital::find(conn)?.ok_or_else(|| Error::bug("no hospital"))?;
            let demonstration = house.demonstration.is_some().then(|| say!("diary-print-demonstration"));
            let asked = sheet.asked.on(Some(sheet.first));
            let site = sheet.site.id;
            Ok(Some((gather(&sheet, house.name, demonstration, looks.who.name.clone()), asked, site)))
        })
        .await?;
    let Some((day, asked, site)) = loaded else { return Ok(Err(reader)) };
    let count: usize = day.doctors.iter().map(|doctor| doctor.lines.len()).sum();
    desk.write(may, move |tx| {
        let deed = Deed::new("appointment.day-printed").on("site", site);
        tx.record(deed.with(json!({ "date": asked.date, "count": count })));
        Ok(())
    })
    .await?;
    Ok(Ok((day, asked)))
}
