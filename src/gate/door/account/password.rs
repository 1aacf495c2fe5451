//! Changing one's own password.

use askama::Template;

use crate::gate::access::links;
use crate::gate::access::password::{MIN_ALONE, MIN_WITH_SECOND_FACTOR, Password};
use crate::gate::access::store;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, SignedIn};
use crate::gate::door::attempt::{Checked, Proof, busy, check_password};
use crate::gate::door::session::judge;
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
#[template(path = "gate/door/password.html")]
struct PasswordPage {
    frame: Frame,
    form: Form,
    email: String,
    words: String,
}

pub async fn show(permit: SignedIn, desk: Desk) -> Result<Page> {
    let form = desk.form();
    Page::ok(&page(&permit, &desk, form, has_factor(&permit, &desk).await?))
}

/// Replaces the password; all other sessions of the account end.
pub async fn save(permit: SignedIn, desk: Desk, mut form: Form) -> Result<Answer> {
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    let has_factor = has_factor(&permit, &desk).await?;
    let (current, new) = (form.raw("current").to_owned(), form.raw("new").to_owned());
    let who = &permit.who;
    let typed = Password::new(&new);
    if let Err(sentence) = judge(&typed, has_factor, &who.house, &who.email, &who.name) {
        form.refuse("new", sentence);
    } else if new != form.raw("again") {
        form.refuse("again", say!("account-error-again"));
    } else if new == current {
        form.refuse("new", say!("account-error-same"));
    }
    // Asked last, so that a new password that would not do costs no try.
    let own = if form.is_valid() {
        Own::ask(&desk, permit.who.account, &mut form, "current").await?
    } else {
        Own::Refused { wait: None }
    };
    let proof = match own {
        Own::Proved(proof) => proof,
        Own::SentBefore(first) => return Ok(first.into()),
        Own::Refused { wait } => return again(&permit, &desk, form, has_factor, wait),
    };
    let hash = desk.house().hasher.hash(typed).await.map_err(busy)?;
    let (account, session) = (who.account, who.session);
    let reply = desk
        .submit(&permit, &form, move |tx| {
            proof.holds(tx)?;
            // How long the new one has to be hangs on the second factor.
            if proof.has_factor() != has_factor {
                return Err(Error::Conflict(say!("account-meanwhile")));
            }
            store::set_password(tx, account, &hash, None)?;
            // A link that somebody else asked for, or got hold of, is worth nothing any more.
            links::end(tx, account, None)?;
            let ended = store::end_sessions(tx, account, Some(session))?;
            tx.record(
                Deed::new("password.changed")
                    .on("account", account)
                    .with(serde_json::json!({ "sessions": ended })),
            );
            security::tell(tx, account, Change::Password, &[])?;
            Ok(Reply::to("/account").toast(say!("account-password-changed")))
        })
        .await?;
    Ok(reply.into())
}

/// The form once more, without what was typed into it.
fn again(
    permit: &SignedIn,
    desk: &Desk,
    mut form: Form,
    has_factor: bool,
    wait: Option<u32>,
) -> Result<Answer> {
    for field in ["current", "new", "again"] {
        form.set(field, "");
    }
    Ok(refusal(&page(permit, desk, form, has_factor), wait)?.into())
}

fn page(permit: &SignedIn, desk: &Desk, form: Form, has_factor: bool) -> PasswordPage {
    let min = if has_factor { MIN_WITH_SECOND_FACTOR } else { MIN_ALONE };
    PasswordPage {
        frame: desk.frame(),
        form,
        email: permit.who.email.clone(),
        words: say!("account-password-words", min = min),
    }
}

async fn has_factor(permit: &SignedIn, desk: &Desk) -> Result<bool> {
    let account = permit.who.account;
    desk.read(move |conn| Ok(store::credentials(conn, account)?.totp_secret.is_some())).await
}

/// What asking for the password once more led to; what is wrong stands in the form.
pub enum Own {
    /// It is this person's.
    Proved(Proof),
    /// The form has succeeded while it was looked at, and changed the password: its answer.
    SentBefore(Reply),
    /// It is not theirs, or, with so many seconds to wait, it was too early to be looked at.
    Refused {
        /// Seconds until it may be said again.
        wait: Option<u32>,
    },
}

impl Own {
    /// Asks whether a field holds this person's password. Failures count as at sign-in.
    ///
    /// # Errors
    /// What the database says; [`Error::Unavailable`] while too many passwords are being checked.
    pub async fn ask(desk: &Desk, account: AccountId, form: &mut Form, field: &str) -> Result<Self> {
        Ok(match check_password(desk, account, form.raw(field)).await? {
            Checked::Right(proof) => Self::Proved(proof),
            Checked::TooEarly { seconds } => {
                form.refuse(field, say!("sign-in-too-early", seconds = seconds));
                Self::Refused { wait: Some(seconds) }
            }
            Checked::Wrong => match desk.first_answer(form).await? {
                Some(first) => Self::SentBefore(first),
                None => {
                    form.refuse(field, say!("account-error-current"));
                    Self::Refused { wait: None }
                }
            },
        })
    }
}
