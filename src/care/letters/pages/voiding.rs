//! Saying that a letter counts no longer.

use actix_web::HttpRequest;

use super::{Lent, Writer, headed, named};
use crate::care::letters::model::Letter;
use crate::care::letters::views::{Line, VoidPage};
use crate::care::letters::{actions, path, store, voiding_path};
use crate::gate::access::model::Role;
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::Heads;
use crate::say;

const REASON: usize = 300;

/// Asks why it counts no longer.
pub async fn ask_to_void(chart: Writer, desk: Desk, heads: Lent, request: HttpRequest) -> Result<Page> {
    let letter = own_letter(&desk, &chart, &request).await?;
    Page::ok(&void_page(&desk, &chart, &heads, &letter, desk.form()).await?)
}

/// Voids it: by its author, or by an admin.
pub async fn void(
    chart: Writer,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
    mut form: Form,
) -> Result<Answer> {
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    let letter = own_letter(&desk, &chart, &request).await?;
    let Some(reason) = form.required("reason", REASON, "letters-reason-missing") else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&void_page(&desk, &chart, &heads, &letter, form).await?)?.into());
    };
    let (patient, by, name) = (chart.id, chart.account(), chart.may.who.name.clone());
    let reply = desk
        .submit(&chart, &form, move |tx| {
            actions::void(tx, patient, letter.id, (by, &name), &reason)?;
            Ok(Reply::to(path(patient)).toast(say!("letters-is-voided")))
        })
        .await?;
    Ok(reply.into())
}

/// A letter in force that this person may void.
async fn own_letter(desk: &Desk, chart: &Writer, request: &HttpRequest) -> Result<Letter> {
    let (patient, id) = (chart.id, named(request)?);
    let letter = desk.read(move |conn| store::find(conn, patient, id)).await?;
    let who = &chart.may.who;
    let may = who.role == Role::Admin || letter.written_by == who.account;
    if !may {
        return Err(Error::NotFound);
    }
    if letter.voided.is_some() { Err(Error::Conflict(say!("letters-voided-before"))) } else { Ok(letter) }
}

async fn void_page(
    desk: &Desk,
    chart: &Writer,
    heads: &Heads,
    letter: &Letter,
    form: Form,
) -> Result<VoidPage> {
    let (head, ()) = headed(desk, chart, heads, |_, _| Ok(())).await?;
    let here = desk.here();
    Ok(VoidPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        action: voiding_path(chart.id, letter.id),
        line: Line::of(letter, chart.id, here.timestamp(), here.time_zone(), true),
        path: path(chart.id),
        form,
    })
}
