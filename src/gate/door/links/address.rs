//! Asking for another address to sign in with: it is proved before it counts.

use askama::Template;

use super::words;
use crate::gate::access::links::{self, Purpose};
use crate::gate::access::model::email_key;
use crate::gate::desk::{Desk, SignedIn};
use crate::gate::door::account::Own;
use crate::gate::door::sign_in::refusal;
use crate::gate::door::tries::Try;
use crate::kit::db::Deed;
use crate::kit::error::Result;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

#[derive(Template)]
#[template(path = "gate/door/address.html")]
struct AddressPage {
    frame: Frame,
    form: Form,
    email: String,
    can_send: bool,
}

pub async fn show(permit: SignedIn, desk: Desk) -> Result<Page> {
    Page::ok(&page(&permit, &desk, desk.form()))
}

/// Sends a link to the new address; until it is opened nothing changes.
pub async fn submit(permit: SignedIn, desk: Desk, mut form: Form) -> Result<Answer> {
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    let who = permit.who.clone();
    let new = form.raw("email").trim().to_owned();
    let key = email_key(&new);
    if key.is_none() {
        form.refuse("email", say!("form-email"));
    } else if key == email_key(&who.email) {
        form.refuse("email", say!("address-same"));
    }
    // Asked last, so that an address that would not do costs no try.
    let own = if form.is_valid() {
        Own::ask(&desk, who.account, &mut form, "current").await?
    } else {
        Own::Refused { wait: None }
    };
    let proof = match own {
        Own::Proved(proof) => proof,
        Own::SentBefore(first) => return Ok(first.into()),
        Own::Refused { wait } => return again(&permit, &desk, form, wait),
    };
    let attempt = Try::to_get_mail(&desk, &key.unwrap_or_default());
    if let Some(seconds) = attempt.charge(&desk).await? {
        form.refuse("", say!("forgotten-too-often", minutes = seconds.div_ceil(60)));
        return again(&permit, &desk, form, Some(seconds));
    }
    let reply = desk
        .submit(&permit, &form, move |tx| {
            proof.holds(tx)?;
            let link = links::issue(tx, who.account, Purpose::Address, Some(&new))?;
            tx.record(Deed::new("account.address-asked").on("account", who.account));
            let to = (who.account, who.name.clone(), new.clone());
            words::send(tx, Purpose::Address, link, to, Some(who.account))?;
            Ok(Reply::to("/account").toast(say!("address-asked")))
        })
        .await?;
    Ok(reply.into())
}

fn again(permit: &SignedIn, desk: &Desk, mut form: Form, wait: Option<u32>) -> Result<Answer> {
    form.set("current", "");
    let form = form.rekeyed(desk.visit().keys.single_use());
    Ok(refusal(&page(permit, desk, form), wait)?.into())
}

fn page(permit: &SignedIn, desk: &Desk, form: Form) -> AddressPage {
    AddressPage {
        frame: desk.frame(),
        form,
        email: permit.who.email.clone(),
        can_send: desk.house().post.mailer.is_set_up(),
    }
}
