//! Where one is signed in, and ending it.

use actix_web::web::Path;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::gate::access::store::{self, SessionLine};
use crate::gate::actor::SessionId;
use crate::gate::desk::{Desk, SignedIn};
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::reply::Reply;
use crate::kit::when;
use crate::say;

/// One session on the page.
pub(super) struct SessionRow {
    pub id: String,
    pub device: String,
    pub this: bool,
    pub active: String,
    pub since: String,
    pub address: String,
    pub form: Form,
}

pub(super) fn rows(
    sessions: Vec<SessionLine>,
    this: SessionId,
    desk: &Desk,
    now: Timestamp,
    zone: &TimeZone,
) -> Vec<SessionRow> {
    sessions
        .into_iter()
        .map(|session| SessionRow {
            id: session.id.to_string(),
            device: device(&session.browser),
            this: session.id == this,
            active: when::said(session.last_seen_at, now, zone),
            since: when::said(session.opened_at, now, zone),
            address: session.address,
            form: desk.form(),
        })
        .collect()
}

/// Ends one session of one's own.
pub async fn end(permit: SignedIn, desk: Desk, path: Path<String>, form: Form) -> Result<Reply> {
    let session: SessionId = path.parse().map_err(|_| Error::NotFound)?;
    let (account, now) = (permit.who.account, desk.clock().now());
    desk.submit(&permit, &form, move |tx| {
        let own = store::open_sessions(tx.conn(), account, now)?.into_iter().any(|line| line.id == session);
        if !own {
            return Err(Error::NotFound);
        }
        store::end_session(tx, session)?;
        tx.record(Deed::new("session.ended").on("session", session));
        Ok(Reply::to("/account#sessions").toast(say!("account-session-ended")))
    })
    .await
}

/// Ends all sessions of one's own but this one.
pub async fn end_others(permit: SignedIn, desk: Desk, form: Form) -> Result<Reply> {
    let (account, session) = (permit.who.account, permit.who.session);
    desk.submit(&permit, &form, move |tx| {
        let ended = store::end_sessions(tx, account, Some(session))?;
        tx.record(
            Deed::new("session.others-ended")
                .on("account", account)
                .with(serde_json::json!({ "sessions": ended })),
        );
        Ok(Reply::to("/account#sessions").toast(say!("account-sessions-ended", count = ended)))
    })
    .await
}

/// "Firefox on Windows" out of what a browser calls itself; good enough to tell one's own devices apart.
fn device(browser: &str) -> String {
    let find = |known: &[(&str, &'static str)]| {
        known.iter().find(|(sign, _)| browser.contains(sign)).map(|(_, name)| *name)
    };
    // Chromium says Safari too, and Edge says Chromium: the order decides.
    let name = find(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (name, system) {
        (Some(name), Some(system)) => say!("account-session-device-on", browser = name, system = system),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => say!("account-session-unknown-device"),
    }
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn devices_are_told_apart() {
        for (browser, said) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox on Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
                "Safari on iPad",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
                "Chrome on Android",
            ),
            ("curl/8.9", "curl"),
            ("<script>", "Unknown device"),
            ("", "Unknown device"),
        ] {
            assert_eq!(device(browser), said);
        }
    }
}
