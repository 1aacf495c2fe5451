//! Everybody who waits.

use actix_web::web::Path;

use super::super::PATH;
use super::super::actions::{self, CLOSED};
use super::super::model::Waiting;
use super::super::store::{self, Sought};
use super::super::views::ListPage;
use super::{Booker, Names, seen};
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

/// Lines on the page; whoever is booked makes room for the rest.
const SHOWN: i64 = 200;

/// The page.
pub async fn show(may: Booker, desk: Desk) -> Result<Page> {
    Page::ok(&page(&may, &desk, None).await?)
}

async fn page(may: &Booker, desk: &Desk, problem: Option<String>) -> Result<ListPage> {
    let (seen, now) = (seen(may), desk.clock().now());
    let (open, names) = desk
        .read(move |conn| {
            let open = store::open(conn, &seen, &Sought::default(), SHOWN)?;
            let names = Names::load(conn, &seen, &open, now)?;
            Ok((open, names))
        })
        .await?;
    let lines: Vec<_> =
        open.iter().filter_map(|one| names.line(desk, one, book_path(one, names.today()))).collect();
    let is_full = i64::try_from(open.len()) == Ok(SHOWN);
    Ok(ListPage {
        frame: desk.frame(),
        add: "/appointments/new?for=waiting".to_owned(),
        count: if is_full {
            say!("waiting-first", count = SHOWN)
        } else {
            say!("waiting-count", count = lines.len())
        },
        lines,
        problem,
    })
}

/// Where somebody is booked as they wished.
fn book_path(one: &Waiting, today: jiff::civil::Date) -> String {
    format!(
        "/appointments/new?patient={}&doctor={}&day={}&waiting={}",
        one.patient_id,
        one.whom().word(),
        one.earliest.max(today),
        one.id
    )
}

/// Takes somebody off the list.
pub async fn withdraw(may: Booker, desk: Desk, id: Path<String>, form: Form) -> Result<Answer> {
    let one = held(&may, &desk, &id).await?;
    let undo = format!("{PATH}/{}/return", one.id);
    let done = desk
        .submit(&may, &form, move |tx| {
            actions::withdraw(tx, &one)?;
            Ok(Reply::to(PATH).toast(say!("waiting-withdrawn")).undo(undo.clone()))
        })
        .await;
    or_say_why(done, &may, &desk).await
}

/// Puts somebody back who was taken off it.
pub async fn bring_back(may: Booker, desk: Desk, id: Path<String>, form: Form) -> Result<Answer> {
    let one = held(&may, &desk, &id).await?;
    let done = desk
        .submit(&may, &form, move |tx| {
            actions::bring_back(tx, &one)?;
            Ok(Reply::to(PATH).toast(say!("waiting-returned")))
        })
        .await;
    or_say_why(done, &may, &desk).await
}

/// The entry of the address, within reach of who books.
async fn held(may: &Booker, desk: &Desk, id: &str) -> Result<Waiting> {
    let (seen, id) = (seen(may), id.parse().map_err(|_| Error::NotFound)?);
    desk.read(move |conn| store::find(conn, &seen, id)).await
}

async fn or_say_why(done: Result<Reply>, may: &Booker, desk: &Desk) -> Result<Answer> {
    match done {
        Ok(reply) => Ok(reply.into()),
        Err(error) if error.breaks(CLOSED) => {
            Ok(Page::conflict(&page(may, desk, Some(say!("waiting-closed"))).await?)?.into())
        }
        Err(error) => Err(error),
    }
}
