//! The quick form of vital signs and a nursing note, the list of both, and voiding one.

use actix_web::{HttpRequest, web};
use serde_json::json;
use uuid::Uuid;

use super::actions::{self, By};
use super::forms::{self, Known};
use super::store;
use super::views::{self, ListPage, NewPage, Reader, RoundView, VoidPage};
use super::{new_path, path};
use crate::care::notes::{self, Kind, Note, NoteId, Readers, Voiding};
use crate::care::record::When;
use crate::care::visits;
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::desk::Desk;
use crate::kit::db::types::Utc;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::web::routes::Routes;
use crate::people::patients::{Chart, Head, Heads, PatientId, is_own};
use crate::say;

/// `/patients/{id}/vitals` and what is below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/patients/{id}/vitals", list)
        .post("/patients/{id}/vitals", submit)
        .get("/patients/{id}/vitals/new", show)
        .get("/patients/{id}/vitals/{entry}/void", ask_why)
        .post("/patients/{id}/vitals/{entry}/void", void);
}

type Lent = web::Data<Heads>;

/// How many values and notes the list goes back.
const MOST_VALUES: i64 = 600;
const MOST_NOTES: i64 = 100;
/// The longest nursing note, in characters.
const LONGEST: usize = 20_000;

/// The quick form.
async fn show(chart: Chart<perm::RecordNursing>, desk: Desk, heads: Lent) -> Result<Answer> {
    if chart.asked != chart.id {
        return Ok(Reply::to(new_path(chart.id)).into());
    }
    let form = desk.draft_form(Vec::new(), &["note"]).await?;
    Ok(Page::ok(&new_page(&desk, &chart, &heads, form, String::new()).await?)?.into())
}

/// Keeps what was measured, what was written, or both.
async fn submit(
    chart: Chart<perm::RecordNursing>,
    desk: Desk,
    heads: Lent,
    mut form: Form,
) -> Result<Answer> {
    let known = known(&desk, &chart).await?;
    let read = forms::read(&mut form, &known);
    let text = form.optional("note", LONGEST);
    if form.is_valid() && read.round.is_empty() && text.is_none() {
        form.refuse("", say!("vitals-nothing"));
    }
    if !form.is_valid() {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&new_page(&desk, &chart, &heads, form, read.unlikely).await?)?.into());
    }
    let (patient, restricted) = (chart.id, form.ticked("restricted"));
    let by = By { account: chart.account(), name: chart.may.who.name.clone() };
    let (round, body, day_began) = (read.round, known.body, desk.day_began()?);
    let reply = desk
        .submit(&chart, &form, move |tx| {
            // Whoever is with the doctor now is measured for that visit.
            let visit = visits::going_on_since(tx.conn(), patient, day_began)?;
            actions::record(tx, patient, visit, &round, body, &by)?;
            if let Some(text) = &text {
                let at = round.at.unwrap_or_else(|| tx.now());
                write_note(tx, patient, text, restricted, When::instant(at), &by)?;
            }
            Ok(Reply::to(path(patient)).toast(say!("vitals-saved")))
        })
        .await?;
    Ok(reply.into())
}

fn write_note(
    tx: &mut Tx<'_>,
    patient: PatientId,
    text: &str,
    restricted: bool,
    when: When,
    by: &By,
) -> Result<()> {
    let note = Note {
        body: Some(text.to_owned()),
        restricted,
        author: Some(by.name.clone()),
        recorded_by: Some(by.account),
        recorded_at: Some(Utc(tx.now())),
        ..Note::standing(Kind::Nursing, patient, when)
    };
    notes::write(tx, &note)?;
    let detail = json!({ "kind": Kind::Nursing.as_str(), "restricted": restricted });
    tx.record(Deed::new("note.written").on("note", note.id).about(patient.uuid()).with(detail));
    Ok(())
}

/// All rounds and notes, voided ones too, newest first.
async fn list(chart: Chart<perm::RecordView>, desk: Desk, heads: Lent) -> Result<Answer> {
    if chart.asked != chart.id {
        return Ok(Reply::to(path(chart.id)).into());
    }
    let head = headed(&desk, &chart, &heads).await?;
    let may_write = may(&chart, perm::RecordNursing::ROW);
    let entries = entries(&desk, &chart).await?;
    Ok(Page::ok(&ListPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        new: may_write.then(|| new_path(chart.id)),
        sources: views::sources(entries.iter().flat_map(|entry| &entry.values)),
        entries,
    })?
    .into())
}

async fn entries<P: Permission>(desk: &Desk, chart: &Chart<P>) -> Result<Vec<RoundView>> {
    let (patient, readers, reader) = (chart.id, Readers::of(&chart.may.who, chart), reader(desk));
    let (any, own) = (chart.may.who.role == Role::Admin, chart.account());
    let may_void = may(chart, perm::RecordVoid::ROW);
    let (rounds, written) = desk
        .read(move |conn| {
            let rounds = store::rounds(conn, patient, MOST_VALUES)?;
            Ok((rounds, notes::of_patient(conn, patient, Kind::Nursing, readers, MOST_NOTES)?))
        })
        .await?;
    let href = |id: &dyn std::fmt::Display, is_own: bool| {
        (may_void && (any || is_own)).then(|| format!("{}/{id}/void", path(patient)))
    };
    let mut all: Vec<RoundView> = rounds
        .iter()
        .map(|shown| RoundView::of(shown, &reader, href(&shown.id, shown.by == own)))
        .chain(written.iter().map(|note| RoundView::of_note(note, &reader, href(&note.id, note.is_by(own)))))
        .collect();
    all.sort_by_key(|entry| std::cmp::Reverse(entry.when));
    Ok(all)
}

/// Asks why an entry should not be there.
async fn ask_why(
    chart: Chart<perm::RecordVoid>,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
) -> Result<Page> {
    Page::ok(&void_page(&desk, &chart, &heads, named(&request)?, desk.form()).await?)
}

/// Voids it; it stays to be seen.
async fn void(
    chart: Chart<perm::RecordVoid>,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
    mut form: Form,
) -> Result<Answer> {
    let entry = named(&request)?;
    if let Some(answer) = desk.first_answer(&form).await? {
        return Ok(answer.into());
    }
    let Some(reason) = form.required("reason", 500, "vitals-void-reason-missing") else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&void_page(&desk, &chart, &heads, entry, form).await?)?.into());
    };
    let who = chart.may.who.clone();
    let voiding = Voiding { by: who.account, name: who.name.clone(), any: who.role == Role::Admin, reason };
    let (patient, readers) = (chart.id, Readers::of(&who, &chart));
    let reply = desk
        .submit(&chart, &form, move |tx| {
            match actions::void(tx, patient, entry, &voiding) {
                Err(Error::NotFound) => {
                    let note = notes::find(tx.conn(), patient, NoteId::from(entry), readers)?;
                    if note.kind != Kind::Nursing.as_str() {
                        return Err(Error::NotFound);
                    }
                    notes::void(tx, &note, &voiding)?;
                    tx.record(Deed::new("note.voided").on("note", note.id).about(patient.uuid()));
                }
                done => done?,
            }
            Ok(Reply::to(path(patient)).toast(say!("vitals-void-done")))
        })
        .await?;
    Ok(reply.into())
}

async fn void_page(
    desk: &Desk,
    chart: &Chart<perm::RecordVoid>,
    heads: &Heads,
    id: Uuid,
    form: Form,
) -> Result<VoidPage> {
    let wanted = id.to_string();
    let found = entries(desk, chart).await?.into_iter().find(|entry| entry.id == wanted);
    let entry = found.filter(|entry| entry.void_href.is_some()).ok_or(Error::NotFound)?;
    let head = headed(desk, chart, heads).await?;
    Ok(VoidPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        path: path(chart.id),
        form,
        action: format!("{}/{id}/void", path(chart.id)),
        entry,
    })
}

async fn new_page(
    desk: &Desk,
    chart: &Chart<perm::RecordNursing>,
    heads: &Heads,
    form: Form,
    unlikely: String,
) -> Result<NewPage> {
    let head = headed(desk, chart, heads).await?;
    let body = known(desk, chart).await?.body;
    Ok(NewPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        path: path(chart.id),
        form,
        fields: views::fields(),
        oxygens: views::oxygens(),
        minds: views::minds(),
        unlikely,
        unscored: if body.is_scored() { String::new() } else { say!("vitals-unscored") },
    })
}

/// What has to be known of a patient to read what was measured of them now.
///
/// # Errors
/// What the database says.
pub async fn known<P>(desk: &Desk, chart: &Chart<P>) -> Result<Known> {
    let (patient, birth, here) = (chart.id, chart.details.birth, desk.here());
    let today = here.date();
    let body = desk.read(move |conn| store::body(conn, patient, birth, today)).await?;
    Ok(Known::new(&here, body))
}

fn reader(desk: &Desk) -> Reader {
    let here = desk.here();
    Reader { zone: here.time_zone().clone(), now: here.timestamp() }
}

/// Whether the reader may do this with this record at all.
fn may<P>(chart: &Chart<P>, row: &crate::gate::access::permissions::Row) -> bool {
    let who = &chart.may.who;
    !is_own(who, chart) && who.may(row)
}

fn named(request: &HttpRequest) -> Result<Uuid> {
    let text = request.match_info().get("entry").unwrap_or_default();
    text.parse::<Id<()>>().map(|id| id.uuid()).map_err(|_| Error::NotFound)
}

async fn headed<P: Permission>(desk: &Desk, chart: &Chart<P>, heads: &Heads) -> Result<Head> {
    let (who, patient, heads) = (chart.may.who.clone(), chart.patient.clone(), *heads);
    let (path, now) = (desk.visit().path.clone(), desk.clock().now());
    desk.read(move |conn| (heads.0)(conn, &who, &patient, &path, now)).await
}
