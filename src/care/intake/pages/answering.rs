//! The page with the four questions, their first answers, and confirming what was imported.

use uuid::Uuid;

use super::{Lent, Showing, by, changed, found, known, page, today};
use crate::care::intake::actions::{self, ANSWERED, CONTRADICTED, STALE};
use crate::care::intake::forms;
use crate::care::intake::model::rows::Question;
use crate::care::intake::path;
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::Chart;
use crate::say;

/// What is on record, and the questions that are still to be asked.
pub async fn show(chart: Chart<perm::RecordView>, desk: Desk, heads: Lent) -> Result<Answer> {
    if chart.asked != chart.id {
        return Ok(Reply::to(path(chart.id)).into());
    }
    let found = found(&desk, &chart, &heads).await?;
    // What an import answered stands there to be confirmed, not to be typed again.
    let chosen = found.standings.iter().filter(|one| one.is_open()).filter_map(|one| {
        let some = (!one.entries.is_empty()).then_some("some");
        let answer = some.or(one.says_none().then_some("none"))?;
        Some((one.question.as_str().to_owned(), answer.to_owned()))
    });
    let form = desk.draft_form(chosen.collect(), &[]).await?;
    Ok(Page::ok(&page(&desk, &chart, found, form, Showing::default())?)?.into())
}

/// Keeps the first answers; "another row" only shows the form again.
pub async fn submit(
    chart: Chart<perm::IntakeAnswer>,
    desk: Desk,
    heads: Lent,
    mut form: Form,
) -> Result<Answer> {
    let found = found(&desk, &chart, &heads).await?;
    if Question::of_word(form.raw("add")).is_some() {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::ok(&page(&desk, &chart, found, form, Showing::default())?)?.into());
    }
    let too_late = found.standings.iter().any(|one| !one.is_open() && forms::is_touched(&form, one.question));
    let given =
        if too_late { Vec::new() } else { forms::given(&mut form, &found.standings, known(&desk, &chart)) };
    if !form.is_valid() {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&desk, &chart, found, form, Showing::default())?)?.into());
    }
    let (patient, today, by) = (chart.id, today(&desk)?, by(&chart.may.who));
    let saved = desk
        .submit(&chart, &form, move |tx| {
            // Also the way of a form that was sent twice: it is answered as the first time before this is asked.
            if too_late {
                return Err(Error::Broken(ANSWERED.to_owned()));
            }
            actions::answer(tx, patient, &given, today, &by)?;
            Ok(Reply::to(path(patient)).toast(say!("intake-saved")))
        })
        .await;
    match saved {
        Ok(reply) => Ok(reply.into()),
        Err(error) if error.breaks(ANSWERED) || error.breaks("intake_answers_patient_id_question_key") => {
            let found = super::found(&desk, &chart, &heads).await?;
            let form = form.rekeyed(desk.form().key);
            let showing = Showing { notice: say!("intake-answered-meanwhile"), lost: true, deciding: None };
            Ok(Page::conflict(&page(&desk, &chart, found, form, showing)?)?.into())
        }
        Err(error) if error.breaks(CONTRADICTED) || error.breaks(STALE) => {
            let form = form.rekeyed(desk.form().key);
            Ok(changed(&desk, &chart, &heads, form, None).await?.into())
        }
        Err(error) => Err(error),
    }
}

/// Confirms one imported entry, or all of a question that are shown.
pub async fn confirm(
    chart: Chart<perm::IntakeAnswer>,
    desk: Desk,
    heads: Lent,
    mut form: Form,
) -> Result<Answer> {
    let shown: Vec<(Uuid, i64)> = form
        .all("entry")
        .filter_map(|one| {
            let (id, version) = one.split_once('.')?;
            Some((id.parse::<Uuid>().ok()?, version.parse().ok()?))
        })
        .collect();
    if shown.is_empty() {
        form.refuse("", say!("intake-nothing-to-confirm"));
        let found = found(&desk, &chart, &heads).await?;
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&desk, &chart, found, form, Showing::default())?)?.into());
    }
    let (patient, today, by) = (chart.id, today(&desk)?, by(&chart.may.who));
    let confirmed = desk
        .submit(&chart, &form, move |tx| {
            actions::confirm(tx, patient, &shown, today, &by)?;
            Ok(Reply::to(path(patient)).toast(say!("intake-confirmed-toast", count = shown.len())))
        })
        .await;
    match confirmed {
        Ok(reply) => Ok(reply.into()),
        Err(error) if error.breaks(STALE) => {
            Ok(changed(&desk, &chart, &heads, desk.form(), None).await?.into())
        }
        Err(error) => Err(error),
    }
}
