//! Amending a signed note and voiding one: each asks why.

use actix_web::HttpRequest;

use super::super::actions::{self, SIGNED};
use super::super::forms::LONGEST;
use super::super::model::Sections;
use super::super::note_path;
use super::super::said::label;
use super::super::views::ReasonPage;
use super::desk::{open, title};
use super::{Lent, by, headed, named, voiding};
use crate::care::notes::Note;
use crate::care::visits::VisitId;
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::{Chart, record_path};
use crate::say;

/// Asks for what is to be added, and why.
pub async fn ask_to_amend(
    chart: Chart<perm::RecordWrite>,
    desk: Desk,
    lent: Lent,
    request: HttpRequest,
) -> Result<Answer> {
    let visit = named(&request)?;
    let open = open(&desk, &chart, visit).await?;
    if !open.note.is_standing() {
        return Ok(Reply::to(note_path(chart.id, visit)).into());
    }
    let form = desk.draft_form(Vec::new(), &["text"]).await?;
    Ok(Page::ok(&amend_page(&desk, &chart, &lent, visit, form, String::new()).await?)?.into())
}

/// Adds it; the note stays as it was signed.
pub async fn amend(
    chart: Chart<perm::RecordWrite>,
    desk: Desk,
    lent: Lent,
    request: HttpRequest,
    mut form: Form,
) -> Result<Answer> {
    let visit = named(&request)?;
    let note = open(&desk, &chart, visit).await?.note;
    let text = form.required("text", LONGEST, "consultation-amendment-missing");
    let reason = form.required("reason", 500, "consultation-reason-missing");
    let (Some(text), Some(reason)) = (text, reason) else {
        let form = form.rekeyed(desk.form().key);
        let page = amend_page(&desk, &chart, &lent, visit, form, String::new()).await?;
        return Ok(Page::invalid(&page)?.into());
    };
    let (patient, by) = (chart.id, by(&chart.may.who));
    let done = desk
        .submit(&chart, &form, move |tx| {
            actions::amend(tx, patient, &note, &text, &reason, &by)?;
            Ok(Reply::to(note_path(patient, visit)).toast(say!("consultation-amended")))
        })
        .await;
    match done {
        Err(error) if error.breaks(SIGNED) => {
            let form = form.rekeyed(desk.form().key);
            let notice = say!("consultation-void-meanwhile");
            Ok(Page::conflict(&amend_page(&desk, &chart, &lent, visit, form, notice).await?)?.into())
        }
        done => Ok(done?.into()),
    }
}

/// Somebody signed or voided the note while it was typed: what is not in it is offered as an amendment.
pub(super) async fn too_late(
    desk: &Desk,
    chart: &Chart<perm::RecordWrite>,
    lent: &Lent,
    note: &Note,
    typed: &Sections,
) -> Result<Answer> {
    let visit = note.visit_id.ok_or(Error::NotFound)?;
    let rest = actions::not_in(&Sections::of(note)?, typed, label);
    let by = note.signed_by_name.clone().or(note.voided_by_name.clone()).unwrap_or_default();
    let notice = say!("consultation-signed-meanwhile", by = by);
    let form = desk.form_with([("text", rest)]);
    Ok(Page::conflict(&amend_page(desk, chart, lent, visit, form, notice).await?)?.into())
}

/// Asks why a note should not be there.
pub async fn ask_to_void(
    chart: Chart<perm::RecordVoid>,
    desk: Desk,
    lent: Lent,
    request: HttpRequest,
) -> Result<Answer> {
    let visit = named(&request)?;
    let note = own(&desk, &chart, visit).await?;
    if note.is_void() {
        return Ok(Reply::to(note_path(chart.id, visit)).into());
    }
    Ok(Page::ok(&void_page(&desk, &chart, &lent, visit, desk.form(), note.is_draft()).await?)?.into())
}

/// Voids it; a signed one stays to be seen, a draft is gone with its visit.
pub async fn void(
    chart: Chart<perm::RecordVoid>,
    desk: Desk,
    lent: Lent,
    request: HttpRequest,
    mut form: Form,
) -> Result<Answer> {
    let visit = named(&request)?;
    if let Some(answer) = desk.first_answer(&form).await? {
        return Ok(answer.into());
    }
    let note = own(&desk, &chart, visit).await?;
    let Some(reason) = form.required("reason", 500, "consultation-reason-missing") else {
        let form = form.rekeyed(desk.form().key);
        let page = void_page(&desk, &chart, &lent, visit, form, note.is_draft()).await?;
        return Ok(Page::invalid(&page)?.into());
    };
    let (patient, voiding, basket) = (chart.id, voiding(&chart.may.who, reason), lent.basket.clone());
    let to = if note.is_draft() { record_path(patient) } else { note_path(patient, visit) };
    let reply = desk
        .submit(&chart, &form, move |tx| {
            // As it is now: somebody may have signed it since it was asked about.
            let note = crate::care::notes::main_of_visit(tx.conn(), patient, visit)?;
            actions::void(tx, patient, visit, &note, &basket, &voiding)?;
            Ok(Reply::to(&*to).toast(say!("consultation-void-done")))
        })
        .await?;
    Ok(reply.into())
}

/// The note, if this person may void it.
async fn own(desk: &Desk, chart: &Chart<perm::RecordVoid>, visit: VisitId) -> Result<Note> {
    let note = open(desk, chart, visit).await?.note;
    let is_own = note.is_by(chart.account());
    if is_own || chart.may.who.role == Role::Admin { Ok(note) } else { Err(Error::NotFound) }
}

async fn amend_page(
    desk: &Desk,
    chart: &Chart<perm::RecordWrite>,
    lent: &Lent,
    visit: VisitId,
    form: Form,
    notice: String,
) -> Result<ReasonPage> {
    let action = format!("{}/amendment", note_path(chart.id, visit));
    let page = asked(desk, chart, lent, visit, form).await?;
    Ok(ReasonPage {
        title: say!("consultation-amend"),
        what: say!("consultation-amend-what"),
        amends: true,
        action,
        button: say!("consultation-amend-sign"),
        notice,
        ..page
    })
}

async fn void_page(
    desk: &Desk,
    chart: &Chart<perm::RecordVoid>,
    lent: &Lent,
    visit: VisitId,
    form: Form,
    is_draft: bool,
) -> Result<ReasonPage> {
    let page = asked(desk, chart, lent, visit, form).await?;
    let (title, what) = if is_draft {
        ("consultation-discard", "consultation-discard-what")
    } else {
        ("consultation-void", "consultation-void-what")
    };
    Ok(ReasonPage { title: say!(title), what: say!(what), button: say!(title), ..page })
}

async fn asked<P: Permission>(
    desk: &Desk,
    chart: &Chart<P>,
    lent: &Lent,
    visit: VisitId,
    form: Form,
) -> Result<ReasonPage> {
    let head = headed(desk, chart, lent).await?;
    let found = open(desk, chart, visit).await?;
    let back = note_path(chart.id, visit);
    Ok(ReasonPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        form,
        crumb: title(desk, &found.visit),
        title: String::new(),
        what: String::new(),
        amends: false,
        action: format!("{back}/void"),
        button: String::new(),
        notice: String::new(),
        back,
    })
}
