//! The second factor: setting it up, its recovery codes, turning it off.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use askama::Template;

use super::password::refuse_unless_own;
use crate::gate::access::password::{MIN_ALONE, Password};
use crate::gate::access::totp::{self, Secret};
use crate::gate::access::{second_factor, store};
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, House, SignedIn};
use crate::gate::hospital;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::seal::Mac;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

/// Where a second factor is set up.
pub const PATH: &str = "/account/second-factor";

/// How an account's secret and recovery codes are kept: sealed and hashed under keys outside the database.
pub struct Factor<'a> {
    house: &'a House,
    account: AccountId,
}

impl<'a> Factor<'a> {
    /// Of this account.
    pub fn of(house: &'a House, account: AccountId) -> Self {
        Self { house, account }
    }

    /// The secret as it is kept.
    pub fn sealed(&self, secret: &Secret) -> Result<Vec<u8>> {
        self.house.root.derive("second factor").conceal(secret.as_bytes(), self.account.uuid().as_bytes())
    }

    /// The secret that was kept.
    pub fn opened(&self, sealed: &[u8]) -> Result<Secret> {
        let bytes = self.house.root.derive("second factor").reveal(sealed, self.account.uuid().as_bytes());
        let bytes: [u8; 20] = bytes
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| Error::bug("a second factor that was sealed under another key"))?;
        Ok(Secret::from_bytes(bytes))
    }

    /// What is kept of a recovery code.
    pub fn recovery(&self, typed: &str) -> Mac {
        totp::recovery_hash(&self.house.root.derive("recovery code"), self.account.uuid().as_bytes(), typed)
    }
}

#[derive(Template)]
#[template(path = "gate/door/factor.html")]
struct FactorPage {
    frame: Frame,
    form: Form,
    required: bool,
    sealed: String,
    picture: String,
    readable: String,
}

#[derive(Template)]
#[template(path = "gate/door/codes.html")]
struct CodesPage {
    frame: Frame,
    codes: Vec<String>,
}

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

pub async fn show(permit: SignedIn, desk: Desk) -> Result<Answer> {
    if is_on(&permit, &desk).await? {
        return Ok(Reply::to("/account#second").into());
    }
    let form = desk.form();
    Ok(Page::ok(&set_up_page(&permit, &desk, form, &Secret::generate()).await?)?.into())
}

/// Turns it on once the first code proves that the authenticator has the secret.
pub async fn turn_on(permit: SignedIn, desk: Desk, mut form: Form) -> Result<Answer> {
    if is_on(&permit, &desk).await? {
        return Ok(Reply::to("/account#second").into());
    }
    // The secret travels through the page, sealed for this session, and is kept nowhere until it is proved.
    let secret = hex::decode(form.raw("sealed"))
        .ok()
        .and_then(|sealed| travelling(&desk).reveal(&sealed, permit.who.session.uuid().as_bytes()))
        .and_then(|bytes| bytes.try_into().ok())
        .map(Secret::from_bytes)
        .ok_or_else(|| Error::Invalid(say!("form-stale")))?;
    let now = u64::try_from(desk.clock().now().as_second()).map_err(Error::bug)?;
    let step = secret.verify(form.raw("code"), now, None).and_then(|step| i64::try_from(step).ok());
    let Some(step) = step else {
        form.refuse("code", say!("account-second-wrong"));
        form.set("code", "");
        return Ok(Page::invalid(&set_up_page(&permit, &desk, form, &secret).await?)?.into());
    };
    let account = permit.who.account;
    let sealed = Factor::of(desk.house(), account).sealed(&secret)?;
    show_codes(permit, desk, form, move |tx, macs| {
        second_factor::turn_on(tx, account, &sealed, step, macs)?;
        tx.record(Deed::new("second-factor.turned-on").on("account", account));
        Ok(())
    })
    .await
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
    if !is_on(&permit, &desk).await? {
        return Err(Error::NotFound);
    }
    let current = form.raw("current").to_owned();
    refuse_unless_own(&desk, &permit, &mut form, "current", &current).await?;
    if !form.is_valid() {
        form.set("current", "");
        return Ok(Page::invalid(&codes_question(&permit, &desk, form))?.into());
    }
    let account = permit.who.account;
    show_codes(permit, desk, form, move |tx, macs| {
        second_factor::replace_codes(tx, account, macs)?;
        tx.record(Deed::new("second-factor.codes-replaced").on("account", account));
        Ok(())
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
    if !is_on(&permit, &desk).await? {
        return Err(Error::NotFound);
    }
    let current = form.raw("current").to_owned();
    if is_required(&permit, &desk).await? {
        form.refuse("", say!("account-second-off-required"));
    } else {
        refuse_unless_own(&desk, &permit, &mut form, "current", &current).await?;
        if form.is_valid() && Password::new(&current).characters() < MIN_ALONE {
            form.refuse("", say!("account-second-off-short"));
        }
    }
    if !form.is_valid() {
        form.set("current", "");
        return Ok(Page::invalid(&off_question(&permit, &desk, form))?.into());
    }
    let account = permit.who.account;
    let reply = desk
        .submit(&permit, &form, move |tx| {
            second_factor::turn_off(tx, account)?;
            tx.record(Deed::new("second-factor.turned-off").on("account", account));
            Ok(Reply::to("/account#second").toast(say!("account-second-is-off")))
        })
        .await?;
    Ok(reply.into())
}

/// Shows new codes as the answer to a form, once: the same form sent again leads back to the account.
async fn show_codes(
    permit: SignedIn,
    desk: Desk,
    form: Form,
    write: impl Fn(&mut Tx<'_>, &[Mac]) -> Result<()> + Send + 'static,
) -> Result<Answer> {
    let codes = totp::recovery_codes();
    let factor = Factor::of(desk.house(), permit.who.account);
    let macs: Vec<Mac> = codes.iter().map(|code| factor.recovery(code)).collect();
    let is_first = Arc::new(AtomicBool::new(false));
    let first = is_first.clone();
    let reply = desk
        .submit(&permit, &form, move |tx| {
            write(tx, &macs)?;
            first.store(true, Ordering::Relaxed);
            Ok(Reply::to("/account#second"))
        })
        .await?;
    if is_first.load(Ordering::Relaxed) {
        Ok(Page::ok(&CodesPage { frame: desk.frame(), codes })?.into())
    } else {
        Ok(reply.into())
    }
}

async fn set_up_page(permit: &SignedIn, desk: &Desk, form: Form, secret: &Secret) -> Result<FactorPage> {
    let who = &permit.who;
    let sealed = travelling(desk).conceal(secret.as_bytes(), who.session.uuid().as_bytes())?;
    let picture = totp::qr_svg(&secret.url(&who.house, &who.email))
        // A hospital's name that is too long for a picture is left out of it.
        .or_else(|| totp::qr_svg(&secret.url(&say!("product"), &who.email)));
    Ok(FactorPage {
        frame: desk.frame(),
        form,
        required: is_required(permit, desk).await?,
        sealed: hex::encode(sealed),
        picture: picture.unwrap_or_default(),
        readable: secret.readable(),
    })
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

fn travelling(desk: &Desk) -> crate::kit::seal::Key {
    desk.house().root.derive("second factor being set up")
}

async fn is_on(permit: &SignedIn, desk: &Desk) -> Result<bool> {
    let account = permit.who.account;
    desk.read(move |conn| Ok(store::credentials(conn, account)?.totp_secret.is_some())).await
}

async fn is_required(permit: &SignedIn, desk: &Desk) -> Result<bool> {
    let role = permit.who.role;
    desk.read(move |conn| {
        Ok(hospital::find(conn)?.is_some_and(|house| house.needs_second_factor(role.as_str())))
    })
    .await
}
