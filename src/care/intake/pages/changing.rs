//! One entry: changed or taken away at once by who may decide, and the form in which the others ask for it.

use actix_web::HttpRequest;
use uuid::Uuid;

use super::{Lent, by, headed, known, named, reader, rights, today};
use crate::care::intake::actions::{self, ELSEWHERE, GONE, STALE};
use crate::care::intake::model::kept::Kept;
use crate::care::intake::model::said::{Gone, Part, Said};
use crate::care::intake::views::{
    ConflictPage, EntryPage, fields, gone_words, label, recorded, severities, title, words,
};
use crate::care::intake::{forms, path, store};
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::compare::{Difference, Versions, is_theirs};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::people::patients::{Chart, Heads};
use crate::say;

/// The entry with what it says.
pub async fn show(
    chart: Chart<perm::IntakeAsk>,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
) -> Result<Answer> {
    let at_hand = at_hand(&desk, &chart, named(&request, "entry")?).await?;
    if !at_hand.kept.is_in_force(today(&desk)?.at) || at_hand.kept.ways_to_go().is_empty() {
        return Ok(Reply::to(path(chart.id)).into());
    }
    let zone = reader(&desk).zone;
    let said = at_hand.kept.said();
    let values = Part::of(at_hand.kept.question()).iter().map(|part| (part.name(), said.text(*part, &zone)));
    let form = desk.form_with(values.collect::<Vec<_>>()).remembering();
    Ok(Page::ok(&page(&desk, &chart, &heads, &at_hand, form, desk.form(), String::new()).await?)?.into())
}

/// Changes it; whoever was faster is shown beside what was typed.
pub async fn submit(
    chart: Chart<perm::IntakeDecide>,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
    mut form: Form,
) -> Result<Answer> {
    let found = at_hand(&desk, &chart, named(&request, "entry")?).await?;
    let question = found.kept.question();
    let Some(typed) = forms::one_entry(&mut form, question, known(&desk, &chart)) else {
        let form = form.rekeyed(desk.form().key);
        let page = page(&desk, &chart, &heads, &found, form, desk.form(), String::new()).await?;
        return Ok(Page::invalid(&page)?.into());
    };
    let said = picked(&form, &typed, &found.kept);
    let (patient, id, zone) = (chart.id, found.kept.id(), reader(&desk).zone);
    let (today, by) = (today(&desk)?, by(&chart.may.who));
    let version: i64 = form.raw("version").parse().unwrap_or_default();
    let saved = desk
        .submit(&chart, &form, move |tx| {
            let before = store::find(tx.conn(), patient, id)?.said();
            let parts = said.differences(&before, question, &zone);
            actions::change(tx, patient, (id, version), &parts, &said, today, &by)?;
            let sentence = if parts.is_empty() { "intake-unchanged" } else { "intake-changed" };
            Ok(Reply::to(path(patient)).toast(say!(sentence)))
        })
        .await;
    match saved {
        Ok(reply) => Ok(reply.into()),
        Err(error) if error.breaks(STALE) => {
            Ok(conflict(&desk, &chart, &heads, id, &form, &typed).await?.into())
        }
        Err(error) => refused(&desk, &chart, &heads, error).await,
    }
}

/// Takes it away.
pub async fn remove(
    chart: Chart<perm::IntakeDecide>,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
    form: Form,
) -> Result<Answer> {
    let found = at_hand(&desk, &chart, named(&request, "entry")?).await?;
    let mut form = form.prefixed("remove-");
    let Some(gone) = chosen_reason(&mut form, &found.kept) else {
        return Ok(Page::invalid(&again(&desk, &chart, &heads, &found, form, String::new()).await?)?.into());
    };
    let (patient, id) = (chart.id, found.kept.id());
    let (today, by) = (today(&desk)?, by(&chart.may.who));
    let version: i64 = form.raw("version").parse().unwrap_or_default();
    let last = form.ticked("last");
    let removed = desk
        .submit(&chart, &form, move |tx| {
            actions::remove(tx, patient, (id, version), gone, last, today, &by)?;
            Ok(Reply::to(path(patient)).toast(say!("intake-removed")))
        })
        .await;
    match removed {
        Ok(reply) => Ok(reply.into()),
        Err(error) if error.breaks(STALE) => {
            let found = at_hand(&desk, &chart, id).await?;
            let notice = say!("intake-changed-meanwhile");
            Ok(Page::conflict(&again(&desk, &chart, &heads, &found, form, notice).await?)?.into())
        }
        Err(error) => refused(&desk, &chart, &heads, error).await,
    }
}

/// Why the entry goes; what is missing stands in the form.
pub(super) fn chosen_reason(form: &mut Form, kept: &Kept) -> Option<Gone> {
    let gone = Gone::of_word(form.raw("gone")).filter(|gone| kept.ways_to_go().contains(gone));
    if gone.is_none() {
        form.refuse("gone", say!("intake-gone-missing"));
    }
    gone
}

/// An entry that has gone, or belongs to a visit, meanwhile: the page of the questions says so.
pub(super) async fn refused<P: Permission>(
    desk: &Desk,
    chart: &Chart<P>,
    heads: &Heads,
    error: Error,
) -> Result<Answer> {
    if error.breaks(GONE) || error.breaks(ELSEWHERE) {
        return Ok(super::changed(desk, chart, heads, desk.form(), None).await?.into());
    }
    Err(error)
}

/// An entry, and whether it is the only one of its question.
pub(super) struct AtHand {
    pub(super) kept: Kept,
    last: bool,
    source: Option<String>,
}

pub(super) async fn at_hand<P>(desk: &Desk, chart: &Chart<P>, id: Uuid) -> Result<AtHand> {
    let (patient, today) = (chart.id, today(desk)?);
    desk.read(move |conn| {
        let kept = store::find(conn, patient, id)?;
        let standings = store::standing(conn, patient, today.at)?;
        let mut of_question =
            standings.into_iter().filter(|one| one.question == kept.question()).flat_map(|one| one.entries);
        let (mut count, mut source) = (0, None);
        for entry in of_question.by_ref() {
            count += 1;
            if entry.kept.id() == id {
                source = entry.source;
            }
        }
        Ok(AtHand { kept, last: count == 1, source })
    })
    .await
}

/// The page with the form in which it is taken away as it was sent.
pub(super) async fn again<P: Permission>(
    desk: &Desk,
    chart: &Chart<P>,
    heads: &Heads,
    found: &AtHand,
    gone: Form,
    notice: String,
) -> Result<EntryPage> {
    let (said, zone) = (found.kept.said(), reader(desk).zone);
    let values = Part::of(found.kept.question()).iter().map(|part| (part.name(), said.text(*part, &zone)));
    let form = desk.form_with(values.collect::<Vec<_>>()).remembering();
    let gone = gone.rekeyed(desk.form().key);
    page(desk, chart, heads, found, form, gone, notice).await
}

pub(super) async fn page<P: Permission>(
    desk: &Desk,
    chart: &Chart<P>,
    heads: &Heads,
    found: &AtHand,
    form: Form,
    gone: Form,
    notice: String,
) -> Result<EntryPage> {
    let head = headed(desk, chart, heads).await?;
    let kept = &found.kept;
    let question = kept.question();
    Ok(EntryPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        path: path(chart.id),
        form,
        gone: gone.prefixed("remove-"),
        rights: rights(chart),
        id: kept.id().to_string(),
        title: title(question),
        what: kept.said().what,
        by: recorded(kept, found.source.as_deref(), &reader(desk)),
        fields: fields(question, |part| part.name().to_owned(), false),
        severities: severities(),
        reasons: kept.ways_to_go().iter().map(|gone| (gone.word(), gone_words(question, *gone))).collect(),
        version: kept.version(),
        last: found.last,
        writable: kept.is_writable(),
        none_words: say!(&format!("intake-none-{}", question.as_str())),
        notice,
    })
}

/// What was typed, but for the fields in which the other version was picked on the two-versions page.
fn picked(form: &Form, mine: &Said, theirs: &Kept) -> Said {
    let mut said = mine.clone();
    let parts: Vec<Part> =
        Part::of(theirs.question()).iter().copied().filter(|part| is_theirs(form, part.name())).collect();
    said.take(&parts, &theirs.said());
    said
}

async fn conflict<P: Permission>(
    desk: &Desk,
    chart: &Chart<P>,
    heads: &Heads,
    id: Uuid,
    form: &Form,
    mine: &Said,
) -> Result<Page> {
    let head = headed(desk, chart, heads).await?;
    let patient = chart.id;
    let (theirs, versions) = desk
        .read(move |conn| Ok((store::find(conn, patient, id)?, store::versions(conn, patient, id)?)))
        .await?;
    let (reader, question, now) = (reader(desk), theirs.question(), theirs.said());
    let opened = form.opened();
    let text = |said: &Said, part: Part| words(part, &said.text(part, &reader.zone));
    let rows = Part::of(question)
        .iter()
        .map(|&part| Difference {
            field: part.name(),
            label: label(question, part),
            before: opened.as_ref().map(|opened| words(part, opened.raw(part.name()))),
            mine: text(mine, part),
            theirs: text(&now, part),
        })
        .collect();
    let newest = versions.first();
    let action = format!("{}/entries/{id}", path(patient));
    Page::conflict(&ConflictPage {
        frame: desk.frame(),
        form: desk.form(),
        banner: head.banner,
        tabs: head.tabs,
        path: path(patient),
        who: newest.and_then(|one| one.by.clone()).unwrap_or_else(|| say!("intake-by-import")),
        at: newest.map(|one| when::said(one.at, reader.now, &reader.zone)).unwrap_or_default(),
        versions: Versions::of(form, action, theirs.version(), rows).leaving_to(path(patient)),
    })
}
