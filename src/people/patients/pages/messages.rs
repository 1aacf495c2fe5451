//! Whether a patient gets messages about their appointments, and by what.

use actix_web::web;

use super::super::actions;
use super::super::entry::Chart;
use super::super::head::Heads;
use super::super::model::consent::Consent;
use super::super::store::Neighbours;
use super::super::views::editing::MessagesPage;
use super::super::{messages_path, record_path, store};
use super::{Lent, headed};
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::desk::Desk;
use crate::kit::error::Result;
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

type Editor = Chart<perm::PatientEdit>;

/// What they said last, and where messages would go.
pub async fn show(chart: Editor, desk: Desk, heads: web::Data<Heads>, lent: Lent) -> Result<Page> {
    let id = chart.id;
    let consent = desk.read(move |conn| store::consent(conn, id)).await?;
    let form = desk.form_with([("way", consent.word())]);
    Page::ok(&page(&desk, &chart, &heads, &lent, form).await?)
}

/// Keeps what they say now.
pub async fn submit(
    chart: Editor,
    desk: Desk,
    heads: web::Data<Heads>,
    lent: Lent,
    mut form: Form,
) -> Result<Answer> {
    let answer = Consent::of_word(form.raw("way"));
    match answer {
        None => form.refuse("way", say!("consent-missing")),
        Some(answer) if answer != Consent::None && answer.way(&chart.details).is_none() => {
            form.refuse("way", say!(&format!("consent-no-{}", answer.word())));
        }
        Some(_) => {}
    }
    let Some(answer) = answer.filter(|_| form.is_valid()) else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&desk, &chart, &heads, &lent, form).await?)?.into());
    };
    let (id, by) = (chart.id, chart.account());
    let reply = desk
        .submit(&chart, &form, move |tx| {
            actions::agree(tx, id, by, answer)?;
            Ok(Reply::to(record_path(id)).toast(say!("consent-saved")))
        })
        .await?;
    Ok(reply.into())
}

async fn page(
    desk: &Desk,
    chart: &Editor,
    heads: &Heads,
    lent: &Neighbours,
    form: Form,
) -> Result<MessagesPage> {
    let head = headed(desk, &chart.may.who, &chart.patient, *heads).await?;
    let details = &chart.details;
    let known = |known: Option<&String>| known.cloned().unwrap_or_else(|| say!("consent-not-known"));
    let answer =
        |consent: Consent, to: String| (consent.word(), say!(&format!("consent-{}", consent.word())), to);
    Ok(MessagesPage {
        frame: desk.frame(),
        form,
        banner: head.banner,
        tabs: head.tabs,
        action: messages_path(chart.id),
        back: record_path(chart.id),
        write: chart.may.who.may(perm::SendToPatients::ROW).then(|| (lent.write)(chart.id)),
        answers: vec![
            answer(Consent::None, String::new()),
            answer(Consent::Mail, known(details.email.as_ref())),
            answer(Consent::Text, known(details.phones.first().map(|phone| &phone.number))),
        ],
    })
}
