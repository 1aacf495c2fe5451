//! Browsers on which somebody has signed in before.
//!
//! Such a browser has a tally of failures of its own, so that a stranger's guesses at an account slow the stranger
//! down and not its owner. The cookie proves only that: it opens nothing, and names nobody. On a shared machine it
//! carries a mark for each of the last few people.

use std::net::IpAddr;

use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::{HttpRequest, HttpResponse};

use crate::gate::access::model::email_key;
use crate::gate::access::store::Credentials;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, House};
use crate::gate::notifications::security::{self, Change};
use crate::kit::db::Tx;
use crate::kit::error::Result;
use crate::kit::seal::Mac;
use crate::kit::web::names;
use crate::say;

/// People remembered by one browser.
const MOST: usize = 8;
/// Hexadecimal digits of the random part of a mark.
const RANDOM: usize = 16;
/// How long a browser is remembered after the last sign-in.
const DAYS: i64 = 180;

/// The key of this browser's own tally of sign-ins for an address, if that person has signed in here before.
pub(super) fn sign_in_tally(house: &House, request: &HttpRequest, email: &str) -> Option<Vec<u8>> {
    tally_key(house, request, b"browser", email)
}

/// The same for the codes of the second factor.
pub(super) fn code_tally(house: &House, request: &HttpRequest, email: &str) -> Option<Vec<u8>> {
    tally_key(house, request, b"browser, code", email)
}

fn tally_key(house: &House, request: &HttpRequest, of: &[u8], email: &str) -> Option<Vec<u8>> {
    let email = email_key(email)?;
    let random = marks(house, request).into_iter().find(|mark| is_of(house, mark, &email))?;
    let throttle = house.root.derive("throttle");
    Some(throttle.mac(&[of, email.as_bytes(), &random.as_bytes()[..RANDOM]]).as_bytes().to_vec())
}

/// Marks the browser after somebody has signed in here, all the way: the password alone marks nothing, or whoever has
/// stolen it would get tallies of their own to guess codes with.
pub(super) fn remember(response: &mut HttpResponse, house: &House, request: &HttpRequest, email: &str) {
    let cookie = cookie(house, request, email);
    if cookie.is_some_and(|cookie| response.add_cookie(&cookie).is_err()) {
        tracing::warn!("a browser could not be marked as known");
    }
}

fn cookie(house: &House, request: &HttpRequest, email: &str) -> Option<Cookie<'static>> {
    let email = email_key(email)?;
    let mut marks = marks(house, request);
    let own = match marks.iter().position(|mark| is_of(house, mark, &email)) {
        Some(at) => marks.remove(at),
        None => {
            let random = hex::encode(rand::random::<[u8; RANDOM / 2]>());
            let mac = sign(house, &random, &email).to_hex();
            format!("{random}{mac}")
        }
    };
    marks.insert(0, own);
    marks.truncate(MOST);
    let secure = house.settings.is_https();
    Some(
        Cookie::build(name(house), marks.join("."))
            .path("/")
            .http_only(true)
            .secure(secure)
            .same_site(SameSite::Strict)
            .max_age(time::Duration::days(DAYS))
            .finish(),
    )
}

fn marks(house: &House, request: &HttpRequest) -> Vec<String> {
    let cookie = request.cookie(&name(house));
    let whole = |mark: &&str| mark.len() == RANDOM + 64 && mark.is_ascii();
    cookie
        .map(|cookie| cookie.value().split('.').filter(whole).take(MOST).map(str::to_owned).collect())
        .unwrap_or_default()
}

fn is_of(house: &House, mark: &str, email: &str) -> bool {
    let (random, mac) = mark.split_at(RANDOM);
    Mac::from_hex(mac).is_some_and(|mac| mac == sign(house, random, email))
}

fn sign(house: &House, random: &str, email: &str) -> Mac {
    house.root.derive("known browser").mac(&[random.as_bytes(), email.as_bytes()])
}

fn name(house: &House) -> String {
    let prefix = if house.settings.is_https() { "__Host-" } else { "" };
    format!("{prefix}{}", names::KNOWN_COOKIE)
}

/// Somebody who signs in on a browser that was not known, and is told so: whoever has signed in before, while mail can
/// be sent at all. A first sign-in is nothing to be told of, and without mail the lists of sessions say it.
#[derive(Clone)]
pub(super) struct Newcomer(Option<IpAddr>);

impl Newcomer {
    /// Of an account as it was when its password was checked.
    pub(super) fn of(desk: &Desk, is_new: bool, account: &Credentials) -> Self {
        let is_told = is_new && account.last_sign_in_at.is_some() && desk.house().post.mailer.is_set_up();
        Self(is_told.then(|| desk.visit().address))
    }

    /// Tells them, once they are all the way in.
    pub(super) fn tell(&self, tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
        let Some(address) = self.0 else { return Ok(()) };
        security::tell(tx, account, Change::NewBrowser, &[(say!("mail-from-address"), address.to_string())])
    }
}
