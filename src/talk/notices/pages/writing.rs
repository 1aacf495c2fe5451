//! Writing, changing and taking down.

use actix_web::HttpRequest;
use jiff::civil::Date;

use super::super::model::{Notice, NoticeId};
use super::super::store::{self, CHANGED};
use super::super::views::FormPage;
use super::super::{PATH, actions, forms, path};
use super::named_in;
use crate::gate::access::model::Role;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, Site};
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::people::patients::parse_date;
use crate::say;

type Writer = May<perm::NoticeWrite>;

/// The form of a new notice.
pub async fn new(_: Writer, desk: Desk) -> Result<Page> {
    let form = desk.form_with(forms::values(None, desk.here().date()));
    Page::ok(&page(&desk, form, None, String::new()).await?)
}

/// Puts it on the board.
pub async fn publish(may: Writer, desk: Desk, mut form: Form) -> Result<Answer> {
    let (sites, today) = (sites(&desk).await?, desk.here().date());
    let Some(sheet) = forms::read(&mut form, &sites, today) else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&desk, form, None, String::new()).await?)?.into());
    };
    let (account, name) = (may.who.account, may.who.name.clone());
    let done = desk.submit(&may, &form, move |tx| {
        let id = actions::publish(tx, &sheet, (account, &name), today)?;
        Ok(Reply::to(path(id)).toast(say!("notices-published")))
    });
    Ok(done.await?.into())
}

/// The form of one that is to be changed.
pub async fn edit(_: Writer, desk: Desk, request: HttpRequest) -> Result<Page> {
    let notice = standing(&desk, named_in(&request)?).await?;
    let form = desk.form_with(forms::values(Some(&notice), desk.here().date()));
    Page::ok(&page(&desk, form, Some(notice.id), String::new()).await?)
}

/// Changes it; whoever was faster is not overwritten.
pub async fn change(may: Writer, desk: Desk, request: HttpRequest, mut form: Form) -> Result<Answer> {
    let id = standing(&desk, named_in(&request)?).await?.id;
    let (sites, today) = (sites(&desk).await?, desk.here().date());
    let version: i64 = form.raw("version").parse().map_err(|_| Error::Invalid(say!("form-broken")))?;
    let Some(sheet) = forms::read(&mut form, &sites, today) else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&desk, form, Some(id), String::new()).await?)?.into());
    };
    let me = may.who.account;
    let done = desk
        .submit(&may, &form, move |tx| {
            actions::change(tx, id, version, &sheet, me, today)?;
            Ok(Reply::to(path(id)).toast(say!("notices-saved")))
        })
        .await;
    match done {
        // What was typed stays; what the other one wrote is a click away, and saving again takes it over.
        Err(error) if error.breaks(CHANGED) => {
            let now = standing(&desk, id).await?;
            let mut form = form.rekeyed(desk.form().key);
            form.set("version", now.version.to_string());
            let problem = say!("notices-changed-meanwhile");
            Ok(Page::conflict(&page(&desk, form, Some(id), problem).await?)?.into())
        }
        done => Ok(done?.into()),
    }
}

/// Takes it down.
pub async fn withdraw(may: Writer, desk: Desk, request: HttpRequest, form: Form) -> Result<Reply> {
    let id = standing(&desk, named_in(&request)?).await?.id;
    desk.submit(&may, &form, move |tx| {
        actions::withdraw(tx, id)?;
        Ok(Reply::to(PATH).toast(say!("notices-withdrawn")))
    })
    .await
}

async fn standing(desk: &Desk, id: NoticeId) -> Result<Notice> {
    let notice = desk.read(move |conn| store::find(conn, id)).await?;
    if notice.withdrawn_at.is_some() { Err(Error::NotFound) } else { Ok(notice) }
}

async fn sites(desk: &Desk) -> Result<Vec<Site>> {
    let mut sites = desk.read(hospital::sites).await?;
    sites.retain(|site| site.active);
    Ok(sites)
}

async fn page(desk: &Desk, form: Form, of: Option<NoticeId>, problem: String) -> Result<FormPage> {
    let (sites, today) = (sites(desk).await?, desk.here().date());
    let words = |name: &str| in_words(form.raw(name), today);
    let one_of_many = sites.len() > 1;
    Ok(FormPage {
        frame: desk.frame(),
        title: if of.is_some() { say!("notices-edit") } else { say!("notices-new") },
        action: of.map_or_else(|| PATH.to_owned(), |id| format!("{}/edit", path(id))),
        cancel: of.map_or_else(|| PATH.to_owned(), path),
        save: if of.is_some() { say!("notices-save") } else { say!("notices-publish") },
        from_words: words("from"),
        until_words: words("until"),
        roles: Role::STAFF.map(|role| (forms::role_field(role), say!(role.label_key()))).to_vec(),
        sites: sites
            .into_iter()
            .filter(|_| one_of_many)
            .map(|site| (forms::site_field(site.id), site.name))
            .collect(),
        form,
        problem,
    })
}

/// A day that was typed, in words; nothing when it is none.
fn in_words(typed: &str, today: Date) -> String {
    parse_date(typed, today).map(when::named_in_full).unwrap_or_default()
}
