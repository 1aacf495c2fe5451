//! Asking for a link because the password is forgotten.

use std::time::Duration;

use askama::Template;

use super::words;
use crate::gate::access::links::{self, Purpose};
use crate::gate::access::model::email_key;
use crate::gate::access::store;
use crate::gate::desk::{Anyone, Desk};
use crate::gate::door::tries::Try;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::say;

/// By then the answer is out, and what is done does not slow it down.
const AFTER_THE_ANSWER: Duration = Duration::from_millis(100);

#[derive(Template)]
#[template(path = "gate/door/forgotten.html")]
struct ForgottenPage {
    frame: Frame,
    form: Form,
    /// Whether mail can be sent from here.
    can_send: bool,
    /// What was done, once something was.
    asked: Option<String>,
}

pub async fn show(_: Anyone, desk: Desk) -> Result<Page> {
    Page::ok(&page(&desk, desk.form(), None).await?)
}

/// Sends a link, if anybody has the address; says the same at once in any case.
pub async fn submit(_: Anyone, desk: Desk, mut form: Form) -> Result<Page> {
    let Some(email) = email_key(form.raw("email")) else {
        form.refuse("email", say!("form-email"));
        return Page::invalid(&page(&desk, form, None).await?);
    };
    let attempt = Try::to_get_mail(&desk, &email);
    if let Some(seconds) = attempt.charge(&desk).await? {
        form.refuse("", say!("forgotten-too-often", minutes = seconds.div_ceil(60)));
        return Page::too_early(&page(&desk, form, None).await?, seconds);
    }
    // Whether somebody has the address is found out behind the visitor's back, so that no clock tells it.
    let working = desk.clone();
    actix_web::rt::spawn(async move {
        tokio::time::sleep(AFTER_THE_ANSWER).await;
        let actor = working.visit().actor(working.house());
        let sent = working.write_as(&actor, move |tx| send(tx, &email)).await;
        if let Err(error) = sent {
            tracing::warn!(%error, "a link for a forgotten password could not be written");
        }
    });
    let minutes = Purpose::Password.minutes_from_sending().unwrap_or_default();
    Page::ok(&page(&desk, desk.form(), Some(say!("forgotten-asked", minutes = minutes))).await?)
}

fn send(tx: &mut Tx<'_>, email: &str) -> Result<()> {
    let found = store::by_email(tx.conn(), email)?.filter(|account| account.active);
    let Some(account) = found else {
        tx.record(Deed::new("password.link-refused").refused());
        return Ok(());
    };
    let link = links::issue(tx, account.id, Purpose::Password, None)?;
    let (name, address) = store::mailbox(tx.conn(), account.id)?;
    tx.record(Deed::new("password.link-sent").on("account", account.id));
    words::send(tx, Purpose::Password, link, (account.id, name, address), None)
}

async fn page(desk: &Desk, form: Form, asked: Option<String>) -> Result<ForgottenPage> {
    let can_send = desk.house().post.mailer.is_set_up();
    Ok(ForgottenPage { frame: desk.door_frame().await?, form, can_send, asked })
}
