//! The second factor: how it is kept, and setting it up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use askama::Template;

use super::password::Own;
use crate::gate::access::totp::{self, Secret};
use crate::gate::access::{second_factor, store};
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, House, SignedIn};
use crate::gate::door::sign_in::refusal;
use crate::gate::hospital;
use crate::gate::notifications::security::{self, Change};
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
    asks_password: bool,
    email: String,
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
        return set_up_again(&permit, &desk, form, &secret, None).await;
    };
    // Whoever finds an unlocked screen must not lock its owner out. Right after sign-in the password has been said.
    let proof = if permit.who.must_add_factor {
        None
    } else {
        match Own::ask(&desk, permit.who.account, &mut form, "current").await? {
            Own::Proved(proof) => Some(proof),
            Own::SentBefore(first) => return Ok(first.into()),
            Own::Refused { wait } => return set_up_again(&permit, &desk, form, &secret, wait).await,
        }
    };
    let (account, session) = (permit.who.account, permit.who.session);
    let sealed = Factor::of(desk.house(), account).sealed(&secret)?;
    show_codes(permit, desk, form, move |tx, macs| {
        if let Some(proof) = &proof {
            proof.holds(tx)?;
        }
        if store::credentials(tx.conn(), account)?.totp_secret.is_some() {
            return Err(Error::Conflict(say!("account-meanwhile")));
        }
        second_factor::turn_on(tx, account, &sealed, step, macs)?;
        let ended = store::end_sessions(tx, account, Some(session))?;
        tx.record(
            Deed::new("second-factor.turned-on")
                .on("account", account)
                .with(serde_json::json!({ "sessions": ended })),
        );
        security::tell(tx, account, Change::FactorOn, &[])
    })
    .await
}

/// The picture once more, without code and password.
async fn set_up_again(
    permit: &SignedIn,
    desk: &Desk,
    mut form: Form,
    secret: &Secret,
    wait: Option<u32>,
) -> Result<Answer> {
    form.set("code", "");
    form.set("current", "");
    Ok(refusal(&set_up_page(permit, desk, form, secret).await?, wait)?.into())
}

/// Shows new codes as the answer to a form, once: the same form sent again leads back to the account.
pub(super) async fn show_codes(
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
        asks_password: !who.must_add_factor,
        email: who.email.clone(),
        sealed: hex::encode(sealed),
        picture: picture.unwrap_or_default(),
        readable: secret.readable(),
    })
}

fn travelling(desk: &Desk) -> crate::kit::seal::Key {
    desk.house().root.derive("second factor being set up")
}

pub(super) async fn is_on(permit: &SignedIn, desk: &Desk) -> Result<bool> {
    let account = permit.who.account;
    desk.read(move |conn| Ok(store::credentials(conn, account)?.totp_secret.is_some())).await
}

pub(super) async fn is_required(permit: &SignedIn, desk: &Desk) -> Result<bool> {
    let role = permit.who.role;
    desk.read(move |conn| {
        Ok(hospital::find(conn)?.is_some_and(|house| house.needs_second_factor(role.as_str())))
    })
    .await
}
