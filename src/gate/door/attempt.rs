//! One try to sign in.
//!
//! The tally is charged before the password is checked and given back when it was right, so that a hundred tries at
//! once do not all see the tally of the first. Unknown, disabled and wrong take the same steps in the same time.

use jiff::SignedDuration;

use crate::gate::access::hasher::{HashError, Verdict};
use crate::gate::access::model::{Role, SessionState, email_key};
use crate::gate::access::password::Password;
use crate::gate::access::store::{self, Credentials, NewSession};
use crate::gate::access::throttle::{ACCOUNT, ADDRESS, Answer, Tally};
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, House};
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};

/// What a try to sign in led to.
pub(super) enum Outcome {
    /// Signed in: the cookie's token, and who it is.
    In { token: String, account: AccountId },
    /// The address or the password is wrong, or the account is disabled: nobody is told which.
    Wrong,
    /// Too early; the password was not looked at.
    TooEarly { seconds: u32 },
}

/// Tries to sign in. `known` is the tally of a browser on which this person has signed in before; it counts instead of
/// the account's, so that a stranger's guesses do not keep the owner out.
pub(super) async fn try_sign_in(
    desk: &Desk,
    email: &str,
    password: &str,
    browser: &str,
    known: Option<Vec<u8>>,
) -> Result<Outcome> {
    let house = desk.house();
    let actor = desk.visit().actor(house);
    let typed = email_key(email).unwrap_or_else(|| email.trim().to_lowercase());
    let throttle = house.root.derive("throttle");
    let account_key = throttle.mac(&[b"account", typed.as_bytes()]).as_bytes().to_vec();
    let address_key =
        throttle.mac(&[b"address", desk.visit().network().to_string().as_bytes()]).as_bytes().to_vec();
    let keys = (known.unwrap_or(account_key), address_key);
    let charged = {
        let keys = keys.clone();
        desk.write_as(&actor, move |tx| charge(tx, &keys)).await?
    };
    if let Some(seconds) = charged {
        return Ok(Outcome::TooEarly { seconds });
    }
    let found = desk.read(move |conn| store::by_email(conn, &typed)).await?;
    let now = house.clock.now();
    let usable = found.filter(|account| account.active && !is_one_time_over(account, now));
    let kept = usable.as_ref().and_then(|account| account.password_hash.clone());
    let password = Password::new(password);
    let verdict = house.hasher.verify(password.clone(), kept).await.map_err(busy)?;
    match (usable, verdict) {
        (Some(account), Verdict::Right { stale }) => {
            let rehashed = if stale { Some(house.hasher.hash(password).await.map_err(busy)?) } else { None };
            let token = open(desk, &account, rehashed, keys, browser).await?;
            Ok(Outcome::In { token, account: account.id })
        }
        (usable, _) => {
            let account = usable.map(|account| account.id);
            desk.write_as(&actor, move |tx| {
                let deed = Deed::new("session.refused").refused();
                tx.record(match account {
                    Some(id) => deed.on("account", id),
                    None => deed,
                });
                Ok(())
            })
            .await?;
            Ok(Outcome::Wrong)
        }
    }
}

/// Whether a password is this account's; for locked screens and changes that ask for it. Counts against the account's
/// tally as sign-in does.
pub(super) async fn check_password(
    desk: &Desk,
    account: AccountId,
    password: &str,
) -> Result<Result<(), Option<u32>>> {
    let house = desk.house();
    let actor = desk.visit().actor(house);
    let throttle = house.root.derive("throttle");
    let key = throttle.mac(&[b"unlock", account.to_string().as_bytes()]).as_bytes().to_vec();
    let keys = (key.clone(), key);
    let asked = keys.clone();
    if let Some(seconds) = desk.write_as(&actor, move |tx| charge(tx, &asked)).await? {
        return Ok(Err(Some(seconds)));
    }
    let credentials = desk.read(move |conn| store::credentials(conn, account)).await?;
    let verdict =
        house.hasher.verify(Password::new(password), credentials.password_hash).await.map_err(busy)?;
    let right = matches!(verdict, Verdict::Right { .. });
    desk.write_as(&actor, move |tx| {
        if right {
            tx.nothing_to_record("the caller records what the password was for");
            store::keep_tally(tx, &keys.0, Tally::default())
        } else {
            tx.record(Deed::new("password.refused").on("account", account).refused());
            Ok(())
        }
    })
    .await?;
    Ok(if right { Ok(()) } else { Err(None) })
}

/// Opens a session for somebody who has proved who they are in another way, and answers the cookie's token.
///
/// # Errors
/// What the database says.
pub fn open_for(
    tx: &mut Tx<'_>,
    house: &House,
    account: &Credentials,
    address: &str,
    browser: &str,
) -> Result<String> {
    let now = tx.now();
    let is_patient = account.role()? == Role::Patient;
    let after = |length: std::time::Duration| -> Result<jiff::Timestamp> {
        let length = SignedDuration::try_from(length).map_err(Error::bug)?;
        now.saturating_add(length).map_err(Error::bug)
    };
    let token = hex::encode(rand::random::<[u8; 16]>());
    let state = if account.totp_secret.is_some() { SessionState::Half } else { SessionState::Live };
    let session = store::open_session(
        tx,
        &NewSession {
            account: account.id,
            token_hash: store::token_hash(&token),
            state,
            idle_until: after(house.settings.idle(is_patient))?,
            ends_at: after(house.settings.session_length())?,
            address: address.to_owned(),
            browser: browser.chars().filter(|c| !c.is_control()).take(200).collect(),
        },
    )?;
    store::note_sign_in(tx, account.id)?;
    tx.record(Deed::new("session.opened").on("session", session));
    Ok(token)
}

async fn open(
    desk: &Desk,
    account: &Credentials,
    rehashed: Option<String>,
    keys: (Vec<u8>, Vec<u8>),
    browser: &str,
) -> Result<String> {
    let role = account.role()?;
    let actor = desk.visit().actor(desk.house()).person(account.id, role.as_str(), None);
    let before = desk.visit().identity.as_ref().map(|identity| identity.session);
    let (account, address, browser) = (account.clone(), desk.visit().address.to_string(), browser.to_owned());
    let opener = desk.clone();
    desk.write_as(&actor, move |tx| {
        store::keep_tally(tx, &keys.0, Tally::default())?;
        let mut address_tally = store::tally(tx.conn(), &keys.1)?;
        address_tally.count = address_tally.count.saturating_sub(1);
        store::keep_tally(tx, &keys.1, address_tally)?;
        if let Some(hash) = &rehashed {
            store::set_password(tx, account.id, hash, account.one_time_until)?;
        }
        if let Some(before) = before {
            store::end_session(tx, before)?;
        }
        open_for(tx, opener.house(), &account, &address, &browser)
    })
    .await
}

/// Asks both tallies and charges them; the seconds to wait when it is too early.
fn charge(tx: &mut Tx<'_>, keys: &(Vec<u8>, Vec<u8>)) -> Result<Option<u32>> {
    tx.nothing_to_record("a tally is no deed; the refusal itself is recorded");
    let now = tx.now();
    let (account, address) = (store::tally(tx.conn(), &keys.0)?, store::tally(tx.conn(), &keys.1)?);
    for answer in [ACCOUNT.ask(account, now), ADDRESS.ask(address, now)] {
        if let Answer::Wait { seconds } = answer {
            return Ok(Some(seconds));
        }
    }
    store::keep_tally(tx, &keys.0, ACCOUNT.failed(account, now))?;
    if keys.0 != keys.1 {
        store::keep_tally(tx, &keys.1, ADDRESS.failed(address, now))?;
    }
    Ok(None)
}

/// Asks one tally of an account and charges it; the seconds to wait when it is too early.
pub(super) fn charge_one(tx: &mut Tx<'_>, key: &[u8]) -> Result<Option<u32>> {
    tx.nothing_to_record("a tally is no deed; the refusal itself is recorded");
    let now = tx.now();
    let tally = store::tally(tx.conn(), key)?;
    if let Answer::Wait { seconds } = ACCOUNT.ask(tally, now) {
        return Ok(Some(seconds));
    }
    store::keep_tally(tx, key, ACCOUNT.failed(tally, now))?;
    Ok(None)
}

fn is_one_time_over(account: &Credentials, now: jiff::Timestamp) -> bool {
    account.one_time_until.is_some_and(|until| until <= now)
}

pub(super) fn busy(error: HashError) -> Error {
    match error {
        HashError::Busy => Error::Unavailable("too many passwords are being checked"),
        HashError::Failed(cause) => Error::bug(cause),
    }
}
