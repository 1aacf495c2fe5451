//! The page about oneself.

use actix_web::HttpRequest;
use actix_web::http::header;
use askama::Template;

use super::sessions::{SessionRow, rows};
use crate::gate::access::employees::{self, CHANGED};
use crate::gate::access::model::Role;
use crate::gate::access::{phones, second_factor, store};
use crate::gate::desk::{Desk, SignedIn};
use crate::gate::hospital;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::say;

#[derive(Template)]
#[template(path = "gate/door/account.html")]
struct AccountPage {
    frame: Frame,
    email: String,
    /// Where they get text messages, or that it is not known; nothing for a patient.
    phone: Option<String>,
    role: String,
    version: i64,
    profile: Form,
    second: String,
    second_on: bool,
    second_may_end: bool,
    codes_left: Option<String>,
    preferences: Form,
    themes: Vec<(&'static str, String)>,
    sessions: Vec<SessionRow>,
    others: Form,
}

pub async fn show(permit: SignedIn, desk: Desk) -> Result<Page> {
    let profile = desk.form_with([("name", permit.who.name.clone())]);
    Page::ok(&load(&permit, &desk, profile).await?)
}

async fn load(permit: &SignedIn, desk: &Desk, profile: Form) -> Result<AccountPage> {
    let who = permit.who.clone();
    let now = desk.clock().now();
    let (version, credentials, left, sessions, zone, required, phone) = desk
        .read(move |conn| {
            let house = hospital::find(conn)?.ok_or_else(|| Error::bug("an account without a hospital"))?;
            Ok((
                employees::version(conn, who.account)?,
                store::credentials(conn, who.account)?,
                second_factor::codes_left(conn, who.account)?,
                store::open_sessions(conn, who.account, now)?,
                when::zone(&house.time_zone),
                house.needs_second_factor(who.role.as_str()),
                phones::standing(conn, who.account, now)?,
            ))
        })
        .await?;
    let on = credentials.totp_secret.is_some();
    let who = &permit.who;
    let mut preferences = desk.form_with([("theme", who.theme.clone())]).prefixed("display-");
    if !who.keys_off {
        preferences.set("keys", "on");
    }
    Ok(AccountPage {
        frame: desk.frame(),
        email: who.email.clone(),
        phone: (who.role != Role::Patient).then(|| phone.number.unwrap_or_else(|| say!("phone-none"))),
        role: say!(who.role.label_key()),
        version,
        profile,
        second: if on { say!("account-second-on") } else { say!("account-second-off") },
        second_on: on,
        second_may_end: on && !required,
        codes_left: on.then(|| say!("account-second-codes-left", count = left)),
        preferences,
        themes: vec![
            ("", say!("account-theme-system")),
            ("light", say!("account-theme-light")),
            ("dark", say!("account-theme-dark")),
        ],
        sessions: rows(sessions, who.session, desk, now, &zone),
        others: desk.form(),
    })
}

/// Saves one's own name.
pub async fn save(permit: SignedIn, desk: Desk, mut form: Form) -> Result<Answer> {
    let version: i64 = form.raw("version").parse().map_err(|_| Error::Invalid(say!("form-broken")))?;
    if let Some(name) = form.name("name", 200, "staff-error-name") {
        let account = permit.who.account;
        let saved = desk
            .submit(&permit, &form, move |tx| {
                let old = employees::rename(tx, account, version, &name)?;
                tx.record(
                    Deed::new("account.renamed")
                        .on("account", account)
                        .with(serde_json::json!({ "old_name": old, "new_name": name })),
                );
                Ok(Reply::to("/account").toast(say!("account-saved")))
            })
            .await;
        match saved {
            Err(error) if error.breaks(CHANGED) => form.refuse("", say!("account-changed")),
            saved => return Ok(saved?.into()),
        }
        // What an admin saved meanwhile stands in the page's other places; the name typed here stays.
        let form = form.rekeyed(desk.visit().keys.single_use());
        return Ok(Page::conflict(&load(&permit, &desk, form).await?)?.into());
    }
    Ok(Page::invalid(&load(&permit, &desk, form).await?)?.into())
}

/// Light, dark, or as the system: from the menu of every page.
pub async fn theme(permit: SignedIn, desk: Desk, form: Form, request: HttpRequest) -> Result<Reply> {
    let theme = known_theme(form.raw("theme"))?;
    let (account, keys_off) = (permit.who.account, permit.who.keys_off);
    desk.write(&permit, move |tx| {
        tx.nothing_to_record("how pages look is no deed");
        employees::set_preferences(tx, account, theme, keys_off)
    })
    .await?;
    Ok(Reply::to(came_from(&request)))
}

/// How pages look, and whether single keys do something.
pub async fn preferences(permit: SignedIn, desk: Desk, form: Form) -> Result<Reply> {
    let theme = known_theme(form.raw("theme"))?;
    let (account, keys_off) = (permit.who.account, !form.ticked("keys"));
    desk.submit(&permit, &form, move |tx| {
        tx.nothing_to_record("how pages look is no deed");
        employees::set_preferences(tx, account, theme, keys_off)?;
        Ok(Reply::to("/account").toast(say!("account-saved")))
    })
    .await
}

fn known_theme(typed: &str) -> Result<&'static str> {
    ["", "light", "dark"]
        .into_iter()
        .find(|theme| *theme == typed)
        .ok_or_else(|| Error::Invalid(say!("form-broken")))
}

/// The path of the page the menu stood on; only its path, so that it stays here.
fn came_from(request: &HttpRequest) -> String {
    let referer =
        request.headers().get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = referer
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]))
        .filter(|path| path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\"));
    path.unwrap_or("/").to_owned()
}
