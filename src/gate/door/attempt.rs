//! One try to sign in, or to say one's password once more.
//!
//! Unknown, disabled and wrong take the same steps in the same time. A password is checked outside any transaction, so
//! whatever is done with the outcome looks first whether the account is still as it was.

use actix_web::HttpRequest;

use super::known;
use super::opening::{Opened, Opener};
use super::tries::Try;
use crate::gate::access::hasher::{HashError, Verdict};
use crate::gate::access::model::email_key;
use crate::gate::access::password::Password;
use crate::gate::access::store::{self, Credentials};
use crate::gate::actor::AccountId;
use crate::gate::desk::Desk;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::say;

/// What a try to sign in led to.
pub(super) enum Outcome {
    /// Signed in, perhaps by half: the session, and whose it is.
    In { opened: Opened, account: AccountId },
    /// The address or the password is wrong, or the account is disabled: nobody is told which.
    Wrong,
    /// Too early; the password was not looked at.
    TooEarly { seconds: u32 },
}

/// Tries to sign in. Failures on a browser where this person has signed in before have a tally of their own, so that a
/// stranger's guesses do not keep the owner out.
pub(super) async fn try_sign_in(
    desk: &Desk,
    request: &HttpRequest,
    email: &str,
    password: &str,
) -> Result<Outcome> {
    let house = desk.house();
    let typed = email_key(email).unwrap_or_else(|| email.trim().to_lowercase());
    let known = known::sign_in_tally(house, request, email);
    let is_new = known.is_none();
    let attempt = Try::to_sign_in(desk, &typed, known);
    if let Some(seconds) = attempt.charge(desk).await? {
        return Ok(Outcome::TooEarly { seconds });
    }
    let found = desk.read(move |conn| store::by_email(conn, &typed)).await?;
    let now = house.clock.now();
    let usable = found.filter(|account| account.is_usable(now));
    let kept = usable.as_ref().and_then(|account| account.password_hash.clone());
    let password = Password::new(password);
    let verdict = house.hasher.verify(password.clone(), kept).await.map_err(busy)?;
    let (Some(account), Verdict::Right { stale }) = (&usable, verdict) else {
        let account = usable.map(|account| account.id);
        let actor = desk.visit().actor(house);
        desk.write_as(&actor, move |tx| {
            refuse(tx, account);
            Ok(())
        })
        .await?;
        return Ok(Outcome::Wrong);
    };
    let rehashed = if stale { Some(house.hasher.hash(password).await.map_err(busy)?) } else { None };
    let opened = open(desk, request, account.clone(), rehashed, attempt, is_new).await?;
    Ok(match opened {
        Some(opened) => Outcome::In { opened, account: account.id },
        None => Outcome::Wrong,
    })
}

/// Opens the session, if the account is still the one whose password was checked: a reset in between has ended all
/// sessions, and must not be survived by one that was about to begin.
async fn open(
    desk: &Desk,
    request: &HttpRequest,
    checked: Credentials,
    rehashed: Option<String>,
    attempt: Try,
    is_new: bool,
) -> Result<Option<Opened>> {
    let role = checked.role()?;
    let actor = desk.visit().actor(desk.house()).person(checked.id, role.as_str(), &checked.name, None);
    let opener = Opener::new(desk, request);
    let newcomer = known::Newcomer::of(desk, is_new, &checked);
    desk.write_as(&actor, move |tx| {
        if !is_as_it_was(tx, &checked)? {
            refuse(tx, Some(checked.id));
            return Ok(None);
        }
        attempt.was_right(tx)?;
        if let Some(hash) = &rehashed {
            store::set_password(tx, checked.id, hash, checked.one_time_until)?;
        }
        let opened = opener.open(tx, &checked)?;
        if !opened.is_half {
            newcomer.tell(tx, checked.id)?;
        }
        Ok(Some(opened))
    })
    .await
}

fn is_as_it_was(tx: &mut Tx<'_>, checked: &Credentials) -> Result<bool> {
    let now = tx.now();
    match store::credentials(tx.conn(), checked.id) {
        Ok(present) => Ok(present.is_usable(now) && present.opens_as(checked)),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

fn refuse(tx: &mut Tx<'_>, account: Option<AccountId>) {
    let deed = Deed::new("session.refused").refused();
    tx.record(match account {
        Some(id) => deed.on("account", id),
        None => deed,
    });
}

/// What saying one's password once more led to.
pub(super) enum Checked {
    /// It is the account's.
    Right(Proof),
    /// It is not.
    Wrong,
    /// Too early; it was not looked at.
    TooEarly { seconds: u32 },
}

/// The account as it was when its password was said.
#[derive(Clone)]
pub struct Proof(Credentials);

impl Proof {
    /// Looks, inside the transaction that acts on it, whether password and second factor are the same still: in
    /// another window they may have been changed since.
    ///
    /// # Errors
    /// [`Error::Conflict`] when they are not.
    pub fn holds(&self, tx: &mut Tx<'_>) -> Result<()> {
        if is_as_it_was(tx, &self.0)? { Ok(()) } else { Err(Error::Conflict(say!("account-meanwhile"))) }
    }

    /// Whether there was a second factor.
    pub(super) fn has_factor(&self) -> bool {
        self.0.totp_secret.is_some()
    }
}

/// Whether a password is this account's; for locked screens and changes that ask for it. Counts against the account's
/// tally as sign-in does.
pub(super) async fn check_password(desk: &Desk, account: AccountId, password: &str) -> Result<Checked> {
    let house = desk.house();
    let attempt = Try::of_password(house, account);
    if let Some(seconds) = attempt.charge(desk).await? {
        return Ok(Checked::TooEarly { seconds });
    }
    let credentials = desk.read(move |conn| store::credentials(conn, account)).await?;
    let kept = credentials.password_hash.clone();
    let verdict = house.hasher.verify(Password::new(password), kept).await.map_err(busy)?;
    let right = matches!(verdict, Verdict::Right { .. });
    let actor = desk.visit().actor(house);
    desk.write_as(&actor, move |tx| {
        if right {
            tx.nothing_to_record("the caller records what the password was for");
            attempt.was_right(tx)
        } else {
            tx.record(Deed::new("password.refused").on("account", account).refused());
            Ok(())
        }
    })
    .await?;
    Ok(if right { Checked::Right(Proof(credentials)) } else { Checked::Wrong })
}

pub(super) fn busy(error: HashError) -> Error {
    match error {
        HashError::Busy => Error::Unavailable("too many passwords are being checked"),
        HashError::Failed(cause) => Error::bug(cause),
    }
}
