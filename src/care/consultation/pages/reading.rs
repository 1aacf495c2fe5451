//! A note as it was signed, with what was added to it since.

use actix_web::HttpRequest;

use super::super::said::texts;
use super::super::views::{AmendmentView, NotePage};
use super::super::{desk_path, note_path, paper_path};
use super::desk::{open, title};
use super::{Lent, headed, may, named, said, voided};
use crate::care::notes;
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::{Chart, record_path};
use crate::say;

/// The note; of a draft its desk. What was never signed is only for those who write.
pub async fn show(
    chart: Chart<perm::RecordView>,
    desk: Desk,
    lent: Lent,
    request: HttpRequest,
) -> Result<Answer> {
    let visit = named(&request)?;
    let open = open(&desk, &chart, visit).await?;
    if chart.asked != chart.id {
        return Ok(Reply::to(note_path(chart.id, visit)).into());
    }
    let writes = may(&chart, perm::RecordWrite::ROW);
    if open.note.signed_at.is_none() && !writes {
        return Err(Error::NotFound);
    }
    if open.note.is_draft() {
        return Ok(Reply::to(desk_path(chart.id, visit)).into());
    }
    let (patient, amended) = (chart.id, open.note.clone());
    let basket = lent.basket.clone();
    let (amendments, signed_with) = desk
        .read(move |conn| Ok((notes::amendments(conn, &amended)?, basket.signed(conn, patient, visit)?)))
        .await?;
    let head = headed(&desk, &chart, &lent).await?;
    let note = &open.note;
    let own = note.is_by(chart.account()) || note.signed_by == Some(chart.account());
    let stands = note.is_standing();
    let path = note_path(patient, visit);
    let signed = note.signed_at.map(|at| {
        let by = note.signed_by_name.clone().unwrap_or_default();
        say!("consultation-signed", by = by, at = said(&desk, at.0))
    });
    let amended = amendments.into_iter().map(|one| AmendmentView {
        at: said(&desk, one.at.0),
        by: one.author.unwrap_or_default(),
        text: one.body.unwrap_or_default(),
        reason: one.note.unwrap_or_default(),
    });
    Ok(Page::ok(&NotePage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        visits: format!("{}/visits", record_path(patient)),
        title: title(&desk, &open.visit),
        signed: signed.unwrap_or_default(),
        restricted: note.restricted,
        voided: note
            .voided_at
            .map(|at| voided(&desk, at.0, note.voided_by_name.as_deref(), note.void_reason.as_deref()))
            .unwrap_or_default(),
        texts: texts(note)?,
        signed_with,
        amendments: amended.collect(),
        amend: (stands && writes).then(|| format!("{path}/amendment")),
        void: (stands && may(&chart, perm::RecordVoid::ROW) && (own || chart.may.who.role == Role::Admin))
            .then(|| format!("{path}/void")),
        print: may(&chart, perm::RecordPrint::ROW).then(|| paper_path(patient, visit)),
        visit: format!("{}/visits/{visit}", record_path(patient)),
    })?
    .into())
}
