//! What changes a second factor that is on, each for the password once more: new recovery codes, turning it off.

use askama::Template;

use super::factor::{is_on, is_required, show_codes};
use super::password::Own;
use crate::gate::access::password::{MIN_ALONE, Password};
use crate::gate::access::second_factor;
use crate::gate::desk::{Desk, SignedIn};
use crate::gate::door::sign_in::refusal;
use crate::gate::notifications::security::{self, Change};
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

#[derive(Template)]
#[template(path = "gate/door/confirm.html")]
struct ConfirmPage {
    frame: Frame,
    form: Form,
    email: String,
    title: String,
    words: String,
    action: &'static str,
    deed: String,
}

pub async fn ask_for_codes(permit: SignedIn, desk: Desk) -> Result<Answer> {
    if !is_on(&permit, &desk).await? {
        return Ok(Reply::to("/account#second").into());
    }
    let form = desk.form();
    Ok(Page::ok(&codes_question(&permit, &desk, form))?.into())
}

/// Ten new recovery codes; the old ones are worth nothing any more.
pub async fn new_codes(permit: SignedIn, desk: Desk, mut form: Form) -> Result<Answer> {
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    if !is_on(&permit, &desk).await? {
        return Err(Error::NotFound);
    }
    let proof = match Own::ask(&desk, permit.who.account, &mut form, "current").await? {
        Own::Proved(proof) => proof,
        Own::SentBefore(first) => return Ok(first.into()),
        Own::Refused { wait } => return ask_again(codes_question(&permit, &desk, form), wait),
    };
    let account = permit.who.account;
    show_codes(permit, desk, form, move |tx, macs| {
        proof.holds(tx)?;
        second_factor::replace_codes(tx, account, macs)?;
        tx.record(Deed::new("second-factor.codes-replaced").on("account", account));
        security::tell(tx, account, Change::Codes, &[])
    })
    .await
}

pub async fn ask_to_turn_off(permit: SignedIn, desk: Desk) -> Result<Answer> {
    if !is_on(&permit, &desk).await? {
        return Ok(Reply::to("/account#second").into());
    }
    let form = desk.form();
    Ok(Page::ok(&off_question(&permit, &desk, form))?.into())
}

/// Turns it off, if the role does not need it and the password can stand alone.
pub async fn turn_off(permit: SignedIn, desk: Desk, mut form: Form) -> Result<Answer> {
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    if !is_on(&permit, &desk).await? {
        return Err(Error::NotFound);
    }
    if is_required(&permit, &desk).await? {
        form.refuse("", say!("account-second-off-required"));
        return ask_again(off_question(&permit, &desk, form), None);
    }
    let proof = match Own::ask(&desk, permit.who.account, &mut form, "current").await? {
        Own::Proved(proof) => proof,
        Own::SentBefore(first) => return Ok(first.into()),
        Own::Refused { wait } => return ask_again(off_question(&permit, &desk, form), wait),
    };
    if Password::new(form.raw("current")).characters() < MIN_ALONE {
        form.refuse("", say!("account-second-off-short"));
        return ask_again(off_question(&permit, &desk, form), None);
    }
    let account = permit.who.account;
    let reply = desk
        .submit(&permit, &form, move |tx| {
            proof.holds(tx)?;
            second_factor::turn_off(tx, account)?;
            tx.record(Deed::new("second-factor.turned-off").on("account", account));
            security::tell(tx, account, Change::FactorOff, &[])?;
            Ok(Reply::to("/account#second").toast(say!("account-second-is-off")))
        })
        .await?;
    Ok(reply.into())
}

/// The question once more, without the password.
fn ask_again(mut page: ConfirmPage, wait: Option<u32>) -> Result<Answer> {
    page.form.set("current", "");
    Ok(refusal(&page, wait)?.into())
}

fn codes_question(permit: &SignedIn, desk: &Desk, form: Form) -> ConfirmPage {
    ConfirmPage {
        frame: desk.frame(),
        form,
        email: permit.who.email.clone(),
        title: say!("account-second-codes-new"),
        words: say!("account-second-codes-new-words"),
        action: "/account/second-factor/codes",
        deed: say!("account-second-codes-new"),
    }
}

fn off_question(permit: &SignedIn, desk: &Desk, form: Form) -> ConfirmPage {
    ConfirmPage {
        frame: desk.frame(),
        form,
        email: permit.who.email.clone(),
        title: say!("account-second-off-title"),
        words: say!("account-second-off-words"),
        action: "/account/second-factor/off",
        deed: say!("account-second-off-do"),
    }
}
