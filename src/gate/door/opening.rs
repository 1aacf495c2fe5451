//! Opening a session for somebody who has proved who they are.

use actix_session::Session;
use actix_web::HttpRequest;
use actix_web::http::header;
use jiff::SignedDuration;

use crate::gate::access::model::{Role, SessionState};
use crate::gate::access::session_store::TOKEN;
use crate::gate::access::store::{self, Credentials, NewSession};
use crate::gate::actor::SessionId;
use crate::gate::desk::Desk;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};

/// A session that has just been opened.
pub(super) struct Opened {
    /// The session.
    pub session: SessionId,
    /// Whether the second factor is still asked for.
    pub is_half: bool,
    token: String,
}

impl Opened {
    /// Gives the browser the cookie.
    pub(super) fn hand_over(self, session: &Session) -> Result<()> {
        hand_over(session, self.token)
    }
}

/// Gives the browser the cookie of a session.
pub(super) fn hand_over(session: &Session, token: String) -> Result<()> {
    session.renew();
    session.insert(TOKEN, token).map_err(Error::bug)
}

/// A new token for a cookie, and the hash that is kept of it.
pub(super) fn new_token() -> (String, Vec<u8>) {
    let token = hex::encode(rand::random::<[u8; 16]>());
    let hash = store::token_hash(&token);
    (token, hash)
}

/// Where somebody signs in from, and in whose place.
#[derive(Clone)]
pub(super) struct Opener {
    desk: Desk,
    browser: String,
}

impl Opener {
    pub(super) fn new(desk: &Desk, request: &HttpRequest) -> Self {
        Self { desk: desk.clone(), browser: browser(request) }
    }

    /// Opens a session for this account in place of the one that the browser had. With a second factor the session is
    /// half open, and nobody is said to have been here yet.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn open(&self, tx: &mut Tx<'_>, account: &Credentials) -> Result<Opened> {
        let (visit, settings) = (self.desk.visit(), &self.desk.house().settings);
        if let Some(before) = &visit.identity {
            store::end_session(tx, before.session)?;
        }
        let now = tx.now();
        let after = |length: std::time::Duration| -> Result<jiff::Timestamp> {
            let length = SignedDuration::try_from(length).map_err(Error::bug)?;
            now.saturating_add(length).map_err(Error::bug)
        };
        let is_half = account.totp_secret.is_some();
        let (token, token_hash) = new_token();
        let new = NewSession {
            account: account.id,
            token_hash,
            state: if is_half { SessionState::Half } else { SessionState::Live },
            idle_until: after(settings.idle(account.role()? == Role::Patient))?,
            ends_at: after(settings.session_length())?,
            address: visit.address.to_string(),
            browser: self.browser.clone(),
        };
        let session = store::open_session(tx, &new)?;
        if is_half {
            tx.record(Deed::new("session.half-opened").on("session", session));
        } else {
            store::note_sign_in(tx, account.id)?;
            tx.record(Deed::new("session.opened").on("session", session));
        }
        Ok(Opened { session, is_half, token })
    }
}

/// What the browser calls itself, shortened.
fn browser(request: &HttpRequest) -> String {
    let said = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    said.unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect()
}
