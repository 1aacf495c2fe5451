//! Where somebody gets text messages: a number counts once its owner has typed the code that was sent there.

use askama::Template;

use crate::gate::access::model::Role;
use crate::gate::access::phones::{self, Outcome, Standing};
use crate::gate::desk::{Desk, SignedIn};
use crate::gate::door::sign_in::refusal;
use crate::gate::door::tries::Try;
use crate::gate::hospital;
use crate::gate::notifications::outbox::{self, Kind, Message, Recipient, TextBody, Via};
use crate::gate::notifications::security::{self, Change};
use crate::kit::db::Deed;
use crate::kit::error::Result;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

const ACCOUNT: &str = "/account";
pub(super) const PATH: &str = "/account/phone";

#[derive(Template)]
#[template(path = "gate/door/phone.html")]
struct PhonePage {
    frame: Frame,
    /// For a number.
    form: Form,
    /// For a code.
    code: Form,
    standing: Standing,
    can_send: bool,
    key: String,
}

/// The number that counts, and the one that waits for its code. A patient's number stands in their record.
pub async fn show(permit: SignedIn, desk: Desk) -> Result<Answer> {
    if permit.who.role == Role::Patient {
        return Ok(Reply::to(ACCOUNT).into());
    }
    let (form, code) = (desk.form(), desk.form().prefixed("code-"));
    Ok(Page::ok(&page(&permit, &desk, form, code).await?)?.into())
}

/// Sends a code to a number.
pub async fn ask(permit: SignedIn, desk: Desk, mut form: Form) -> Result<Answer> {
    if permit.who.role == Role::Patient {
        return Ok(Reply::to(ACCOUNT).into());
    }
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    let number = form.raw("number").trim().to_owned();
    if !phones::is_number(&number) {
        form.refuse("number", say!("phone-no-number"));
    } else if !desk.house().post.texter.is_set_up() {
        form.refuse("", say!("phone-off"));
    }
    let mut wait = None;
    if form.is_valid() {
        // Counted by who asks, whatever number: nobody rings a stranger's telephone all day.
        wait = Try::to_get_mail(&desk, &permit.who.account.to_string()).charge(&desk).await?;
        if let Some(seconds) = wait {
            form.refuse("", say!("phone-too-often", minutes = seconds.div_ceil(60)));
        }
    }
    if !form.is_valid() {
        let form = form.rekeyed(desk.visit().keys.single_use());
        let code = desk.form().prefixed("code-");
        return Ok(refusal(&page(&permit, &desk, form, code).await?, wait)?.into());
    }
    let who = permit.who.clone();
    let reply = desk
        .submit(&permit, &form, move |tx| {
            let (proof, until) = phones::ask(tx, who.account, &number)?;
            let house = hospital::find(tx.conn())?.map_or_else(|| say!("product"), |hospital| hospital.name);
            let body = TextBody::with_code(say!("phone-text-subject"), proof, |code| {
                say!("phone-text", hospital = house, code = code.to_owned())
            });
            let message = Message {
                kind: Kind::Phone,
                to: Recipient {
                    name: who.name.clone(),
                    patient: None,
                    account: Some(who.account),
                    phone: String::new(),
                },
                via: Via::Text { number: number.clone(), body },
                about: None,
                once: None,
                not_after: Some(until),
                caused_by: Some(who.account),
            };
            outbox::queue(tx, &message)?;
            tx.record(Deed::new("account.phone-asked").on("account", who.account));
            Ok(Reply::to(PATH).toast(say!("phone-asked")))
        })
        .await?;
    Ok(reply.into())
}

/// Takes the code.
pub async fn prove(permit: SignedIn, desk: Desk, form: Form) -> Result<Answer> {
    let (account, typed, root) = (permit.who.account, form.raw("code").to_owned(), desk.house().root.clone());
    let outcome = desk
        .write(&permit, move |tx| {
            let outcome = phones::prove(tx, &root, account, &typed)?;
            match outcome {
                Outcome::Proved => {
                    security::tell(tx, account, Change::Phone, &[])?;
                    tx.record(Deed::new("account.phone-proved").on("account", account));
                }
                Outcome::Wrong => {
                    tx.record(Deed::new("account.phone-wrong-code").on("account", account).refused())
                }
                Outcome::Over => tx.nothing_to_record("nothing waits for a code"),
            }
            Ok(outcome)
        })
        .await?;
    match outcome {
        Outcome::Proved => Ok(Reply::to(ACCOUNT).toast(say!("phone-proved")).into()),
        Outcome::Over => Ok(Reply::to(PATH).toast(say!("phone-over")).into()),
        Outcome::Wrong => {
            let mut code = form.prefixed("code-");
            code.refuse("code", say!("phone-wrong"));
            code.set("code", "");
            let number = desk.form();
            Ok(Page::invalid(&page(&permit, &desk, number, code).await?)?.into())
        }
    }
}

/// Takes the number away.
pub async fn remove(permit: SignedIn, desk: Desk, form: Form) -> Result<Reply> {
    let account = permit.who.account;
    desk.submit(&permit, &form, move |tx| {
        if phones::remove(tx, account)? {
            security::tell(tx, account, Change::Phone, &[])?;
            tx.record(Deed::new("account.phone-removed").on("account", account));
        } else {
            tx.nothing_to_record("there was none");
        }
        Ok(Reply::to(ACCOUNT).toast(say!("phone-removed")))
    })
    .await
}

async fn page(permit: &SignedIn, desk: &Desk, form: Form, code: Form) -> Result<PhonePage> {
    let (account, now) = (permit.who.account, desk.clock().now());
    Ok(PhonePage {
        frame: desk.frame(),
        form,
        code,
        standing: desk.read(move |conn| phones::standing(conn, account, now)).await?,
        can_send: desk.house().post.texter.is_set_up(),
        key: desk.form().key,
    })
}
