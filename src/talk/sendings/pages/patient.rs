//! Reception or an admin writes to one patient, from their record.

use actix_web::web;

use super::super::views::PatientPage;
use super::super::{actions, forms, path, patient_path};
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::desk::Desk;
use crate::kit::error::Result;
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::{Chart, Head, Heads, Reachable, Way, messages_path, reachable, record_path};
use crate::say;

type Sender = Chart<perm::SendToPatients>;
type Lent = web::Data<Heads>;

/// The form; where nobody may write to them, why, and whom to call.
pub async fn new(chart: Sender, desk: Desk, heads: Lent) -> Result<Page> {
    let form = desk.form();
    let (head, to) = load(&chart, &desk, **heads).await?;
    Page::ok(&page(&chart, &desk, head, to.as_ref(), form))
}

/// Puts it into the outbox.
pub async fn send(chart: Sender, desk: Desk, heads: Lent, mut form: Form) -> Result<Answer> {
    if let Some(answer) = desk.first_answer(&form).await? {
        return Ok(answer.into());
    }
    let words = forms::words(&mut form);
    let (head, to) = load(&chart, &desk, **heads).await?;
    if to.is_none() {
        form.refuse("", say!("sendings-no-way"));
    }
    let Some((words, _)) = words.zip(to.as_ref()).filter(|_| form.is_valid()) else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&chart, &desk, head, to.as_ref(), form))?.into());
    };
    let (id, me, name) = (chart.id, chart.account(), chart.may.who.name.clone());
    let done = desk.submit(&chart, &form, move |tx| {
        let Some(to) = reachable(tx.conn(), id)? else {
            tx.nothing_to_record("the patient has taken back meanwhile that they agree");
            return Ok(Reply::to(patient_path(id)).toast(say!("sendings-no-way")));
        };
        let sent = actions::send_to_patient(tx, &words, id, &to, (me, &name))?;
        Ok(Reply::to(path(sent)).toast(say!("sendings-queued")))
    });
    Ok(done.await?.into())
}

async fn load(chart: &Sender, desk: &Desk, heads: Heads) -> Result<(Head, Option<Reachable>)> {
    let (who, patient) = (chart.may.who.clone(), chart.patient.clone());
    let (address, now) = (desk.visit().path.clone(), desk.clock().now());
    desk.read(move |conn| Ok(((heads.0)(conn, &who, &patient, &address, now)?, reachable(conn, patient.id)?)))
        .await
}

fn page(chart: &Sender, desk: &Desk, head: Head, to: Option<&Reachable>, form: Form) -> PatientPage {
    let post = &desk.house().post;
    let (way, missing) = match to.map(|to| &to.way) {
        Some(Way::Mail(address)) => (
            Some(say!("sendings-by-mail-to", address = address.clone())),
            (!post.mailer.is_set_up()).then(|| say!("outbox-no-mail")),
        ),
        Some(Way::Text(number)) => (
            Some(say!("sendings-by-text-to", number = number.clone())),
            (!post.texter.is_set_up()).then(|| say!("outbox-no-text")),
        ),
        None => (None, None),
    };
    PatientPage {
        frame: desk.frame(),
        form,
        banner: head.banner,
        tabs: head.tabs,
        action: patient_path(chart.id),
        back: record_path(chart.id),
        way,
        ask: chart.may.who.may(perm::PatientEdit::ROW).then(|| messages_path(chart.id)),
        phone: chart.details.phones.first().map(|phone| phone.number.clone()).unwrap_or_default(),
        missing: missing.unwrap_or_default(),
        subject_size: forms::SUBJECT,
        body_size: forms::BODY,
    }
}
