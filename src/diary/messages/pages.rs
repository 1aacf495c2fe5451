//! Saying what a site writes.

use actix_web::web::Path;
use askama::Template;
use serde_json::json;

use super::model::{MOST_HOURS, Rules};
use super::store::{self, CHANGED};
use crate::diary::sites;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, Site, SiteId};
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

type Admin = May<perm::SettingsManage>;

#[derive(Template)]
#[template(path = "diary/messages/page.html")]
struct MessagesPage {
    frame: Frame,
    form: Form,
    site: String,
    action: String,
    back: String,
    /// What is not set up, in sentences.
    missing: Vec<String>,
}

pub async fn show(_: Admin, desk: Desk, id: Path<String>) -> Result<Page> {
    let id = known(&id)?;
    let (site, rules) = desk
        .read(move |conn| Ok((hospital::site(conn, id)?, store::rules(conn, id)?.unwrap_or_default())))
        .await?;
    let hours = |hours: Option<i32>| hours.map(|hours| hours.to_string()).unwrap_or_default();
    // Who says so for the first time is offered what most want.
    let is_new = rules.version == 0;
    let mut form = desk.form_with([
        ("version", rules.version.to_string()),
        ("first", if is_new { "24".into() } else { hours(rules.first_hours) }),
        ("second", if is_new { "2".into() } else { hours(rules.second_hours) }),
    ]);
    if rules.confirms || is_new {
        form.set("confirms", "on");
    }
    Page::ok(&page(&desk, site, form))
}

pub async fn save(permit: Admin, desk: Desk, id: Path<String>, mut form: Form) -> Result<Answer> {
    let id = known(&id)?;
    let site = desk.read(move |conn| hospital::site(conn, id)).await?;
    let version: i64 = form.raw("version").parse().map_err(|_| Error::Invalid(say!("form-broken")))?;
    let (first, second) = (hours(&mut form, "first"), hours(&mut form, "second"));
    if let (Some(first), Some(second)) = (first, second)
        && second >= first
    {
        form.refuse("second", say!("messages-error-order"));
    }
    if form.is_valid() {
        let rules =
            Rules { confirms: form.ticked("confirms"), first_hours: first, second_hours: second, version };
        let saved = desk
            .submit(&permit, &form, move |tx| {
                store::put(tx, id, &rules)?;
                tx.record(Deed::new("hospital.messages-set").on("site", id).with(json!({
                    "confirms": rules.confirms,
                    "hours": [rules.first_hours, rules.second_hours],
                })));
                Ok(Reply::to(sites::path(id)).toast(say!("messages-saved")))
            })
            .await;
        match saved {
            Err(error) if error.breaks(CHANGED) => form.refuse("", say!("messages-changed")),
            saved => return Ok(saved?.into()),
        }
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::conflict(&page(&desk, site, form))?.into());
    }
    let form = form.rekeyed(desk.form().key);
    Ok(Page::invalid(&page(&desk, site, form))?.into())
}

/// Hours as typed; none when blank.
fn hours(form: &mut Form, name: &str) -> Option<i32> {
    let typed = form.raw(name).trim().to_owned();
    if typed.is_empty() {
        return None;
    }
    let hours = typed.parse().ok().filter(|hours| (1..=MOST_HOURS).contains(hours));
    if hours.is_none() {
        form.refuse(name, say!("messages-error-hours", most = MOST_HOURS));
    }
    hours
}

fn known(id: &str) -> Result<SiteId> {
    id.parse().map_err(|_| Error::NotFound)
}

fn page(desk: &Desk, site: Site, form: Form) -> MessagesPage {
    let post = &desk.house().post;
    let missing = [(post.mailer.is_set_up(), "outbox-no-mail"), (post.texter.is_set_up(), "outbox-no-text")];
    MessagesPage {
        frame: desk.frame(),
        form,
        action: super::path(site.id),
        back: sites::path(site.id),
        site: site.name,
        missing: missing.iter().filter(|(is_set_up, _)| !is_set_up).map(|(_, key)| say!(key)).collect(),
    }
}
