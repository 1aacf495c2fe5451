//! The letters of a patient, and each on paper.

use actix_web::HttpRequest;

use super::{Lent, headed, named};
use crate::care::letters::model::Letter;
use crate::care::letters::print::{Paper, set};
use crate::care::letters::views::{Line, ListPage};
use crate::care::letters::{actions, path, store};
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Grant, Permission as _, Row, perm};
use crate::gate::desk::Desk;
use crate::gate::hospital;
use crate::kit::db::keyset::{Listed, Side};
use crate::kit::error::{Error, Result};
use crate::kit::pdf::{DOCUMENTS, Pdf};
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::people::patients::{Chart, is_own};
use crate::say;

/// How many letters a page shows.
const PAGE: usize = 50;

/// The letters of a patient, newest first.
pub async fn list(
    chart: Chart<perm::RecordView>,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let side = Side::asked(query.get("older"), query.get("newer"));
    let (head, letters) = headed(&desk, &chart, &heads, move |conn, patient| {
        let one_more = i64::try_from(PAGE + 1).map_err(Error::bug)?;
        let wanted = store::Wanted { side, ..store::Wanted::default() };
        Ok(Listed::cut(store::of_patient(conn, patient, wanted, one_more)?, PAGE, side))
    })
    .await?;
    let who = &chart.may.who;
    let is_own = is_own(who, &chart.patient);
    let may = |row: &Row| match is_own {
        true => row.grant(Role::Patient, who.duties) != Grant::No,
        false => who.may(row),
    };
    let may_write = may(perm::RecordWrite::ROW);
    let here = desk.here();
    let line = |letter: &Letter| {
        let may_void = may_write && (who.role == Role::Admin || letter.written_by == who.account);
        Line::of(letter, chart.id, here.timestamp(), here.time_zone(), may_void)
    };
    Page::ok(&ListPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        letters: letters.rows.iter().map(line).collect(),
        newer: letters.newer.map(|place| format!("{}?newer={place}", path(chart.id))),
        older: letters.older.map(|place| format!("{}?older={place}", path(chart.id))),
        may_write,
        may_print: may(perm::RecordPrint::ROW),
        path: path(chart.id),
    })
}

/// The letter on paper. From the second one on it says that it is a copy.
pub async fn print(chart: Chart<perm::RecordPrint>, desk: Desk, request: HttpRequest) -> Result<Pdf> {
    let (patient, id) = (chart.id, named(&request)?);
    let letter = desk.read(move |conn| store::find(conn, patient, id)).await?;
    let printed = letter.clone();
    let is_first = desk.write(&chart, move |tx| actions::print(tx, patient, &printed)).await?;
    let house = desk.read(hospital::find).await?.ok_or_else(|| Error::bug("no hospital"))?;
    let who = &chart.may.who;
    let here = desk.here();
    let paper = Paper {
        is_copy: !is_first,
        born: chart.patient.born(here.date()).unwrap_or_else(|| say!("letters-unknown")),
        name: chart.patient.banner_name(),
        mrn: chart.patient.shown_mrn(),
        written: when::named_in_full(letter.written_at.to_zoned(here.time_zone().clone()).date()),
        printed_by: format!("{} ({})", who.name, say!(who.role.label_key())),
        printed_when: when::full(here.timestamp(), here.time_zone()),
        at: here.timestamp(),
        house,
        letter,
    };
    let fonts = desk.house().fonts.clone();
    let name = format!("{}-{}", paper.letter.content.kind().word().replace('_', "-"), chart.patient.mrn);
    let (file, _) = DOCUMENTS.work(move || set(&paper, fonts)).await?;
    Ok(Pdf::new(file, &name))
}
