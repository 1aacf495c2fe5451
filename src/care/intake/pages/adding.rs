//! Further entries: added at once by who may decide, asked for by the others.

use actix_web::HttpRequest;

use super::{Lent, by, headed, known, rights, today};
use crate::care::intake::actions;
use crate::care::intake::forms;
use crate::care::intake::model::ask::Asked;
use crate::care::intake::model::rows::Question;
use crate::care::intake::model::said::Said;
use crate::care::intake::path;
use crate::care::intake::views::{NewPage, RowsView, title};
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::desk::Desk;
use crate::kit::error::Result;
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::{Chart, Heads};
use crate::say;

/// An empty row.
pub async fn show(
    chart: Chart<perm::IntakeAsk>,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let question = Question::of_word(query.get("question")).unwrap_or(Question::ALL[0]);
    Page::ok(&page(&desk, &chart, &heads, question, desk.form()).await?)
}

/// Adds what was typed.
pub async fn submit(
    chart: Chart<perm::IntakeDecide>,
    desk: Desk,
    heads: Lent,
    mut form: Form,
) -> Result<Answer> {
    let question = question(&form);
    if Question::of_word(form.raw("add")).is_some() {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::ok(&page(&desk, &chart, &heads, question, form).await?)?.into());
    }
    let said = entries(&mut form, question, &desk, &chart);
    if !form.is_valid() {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&desk, &chart, &heads, question, form).await?)?.into());
    }
    let (patient, by) = (chart.id, by(&chart.may.who));
    let reply = desk
        .submit(&chart, &form, move |tx| {
            for one in &said {
                actions::add(tx, patient, question, one, &by)?;
            }
            Ok(Reply::to(path(patient)).toast(say!("intake-added")))
        })
        .await?;
    Ok(reply.into())
}

/// Asks for what was typed to be added.
pub async fn ask(chart: Chart<perm::IntakeAsk>, desk: Desk, heads: Lent, mut form: Form) -> Result<Answer> {
    let question = question(&form);
    if Question::of_word(form.raw("add")).is_some() {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::ok(&page(&desk, &chart, &heads, question, form).await?)?.into());
    }
    let said = entries(&mut form, question, &desk, &chart);
    let reason = forms::reason(&mut form);
    let Some(reason) = reason.filter(|_| form.is_valid()) else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&desk, &chart, &heads, question, form).await?)?.into());
    };
    let (patient, by, today) = (chart.id, by(&chart.may.who), today(&desk)?);
    let reply = desk
        .submit(&chart, &form, move |tx| {
            for one in &said {
                actions::ask(tx, patient, question, &Asked::Add(one.clone()), &reason, today, &by)?;
            }
            Ok(Reply::to(path(patient)).toast(say!("intake-asked")))
        })
        .await?;
    Ok(reply.into())
}

/// What was typed; a form in which nothing was typed and nothing is wrong is refused.
fn entries<P: Permission>(form: &mut Form, question: Question, desk: &Desk, chart: &Chart<P>) -> Vec<Said> {
    let said = forms::new_entries(form, question, known(desk, chart));
    if said.is_empty() && form.is_valid() {
        form.refuse("", say!("intake-nothing-typed"));
    }
    said
}

fn question(form: &Form) -> Question {
    Question::of_word(form.raw("question")).unwrap_or(Question::ALL[0])
}

async fn page<P: Permission>(
    desk: &Desk,
    chart: &Chart<P>,
    heads: &Heads,
    question: Question,
    form: Form,
) -> Result<NewPage> {
    let head = headed(desk, chart, heads).await?;
    let (path, rights) = (path(chart.id), rights(chart));
    Ok(NewPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        action: format!("{path}/{}", if rights.decide { "entries" } else { "requests" }),
        path,
        rights,
        name: question.as_str(),
        title: title(question),
        questions: Question::ALL.map(|one| (one.as_str(), title(one))).to_vec(),
        rows: RowsView::of(&form, question),
        form,
    })
}
