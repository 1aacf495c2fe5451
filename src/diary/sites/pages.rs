//! The handlers about sites.

use actix_web::web::{Data, Path};

use super::beside::{Beside, Fact};
use super::views::{ClosePage, ConflictPage, ListPage, Row, Saved, SitePage};
use super::{actions, forms};
use crate::gate::access::employees;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, CHANGED, LAST_OPEN, NAME_TAKEN, Site, SiteId, SiteSheet};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::compare::Versions;
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::say;

type Admin = May<perm::SettingsManage>;

/// The address of a site's page.
pub fn path(id: SiteId) -> String {
    format!("/sites/{id}")
}

pub async fn show_list(_: Admin, desk: Desk) -> Result<Page> {
    let now = desk.clock().now();
    let rows = desk
        .read(move |conn| {
            let row = |conn: &mut Conn, site: Site| {
                let here = now.to_zoned(when::zone(&site.time_zone));
                Ok(Row {
                    href: path(site.id),
                    people: employees::count_at(conn, site.id)?,
                    clock: here.strftime("%H:%M").to_string(),
                    name: site.name,
                    address: site.address,
                    phone: site.phone,
                    time_zone: site.time_zone,
                    open: site.active,
                })
            };
            hospital::sites(conn)?.into_iter().map(|site| row(conn, site)).collect::<Result<Vec<_>>>()
        })
        .await?;
    Page::ok(&ListPage { frame: desk.frame(), rows })
}

pub async fn show_new(_: Admin, desk: Desk) -> Result<Page> {
    let zone = desk.read(hospital::find).await?.map(|house| house.time_zone).unwrap_or_default();
    let form = desk.form_with(forms::values(&SiteSheet::new("", zone)));
    Page::ok(&new_page(&desk, form))
}

pub async fn create(permit: Admin, desk: Desk, mut form: Form) -> Result<Answer> {
    if let Some(sheet) = forms::read(&mut form) {
        let added = desk
            .submit(&permit, &form, move |tx| {
                let id = actions::add(tx, &sheet)?;
                Ok(Reply::to(path(id)).toast(say!("sites-added")))
            })
            .await;
        match added {
            Ok(reply) => return Ok(reply.into()),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let form = form.rekeyed(desk.form().key);
    Ok(Page::invalid(&new_page(&desk, form))?.into())
}

pub async fn show(_: Admin, desk: Desk, id: Path<String>, beside: Data<Beside>) -> Result<Page> {
    Page::ok(&page(&desk, known(&id)?, &beside, None).await?)
}

pub async fn save(
    permit: Admin,
    desk: Desk,
    id: Path<String>,
    beside: Data<Beside>,
    mut form: Form,
) -> Result<Answer> {
    let id = known(&id)?;
    let version: i64 = form.raw("version").parse().map_err(|_| Error::Invalid(say!("form-broken")))?;
    let saved = desk.read(move |conn| hospital::site(conn, id)).await?;
    forms::pick(&mut form, &saved.sheet());
    if let Some(sheet) = forms::read(&mut form) {
        let done = desk
            .submit(&permit, &form, move |tx| {
                actions::edit(tx, id, version, &sheet)?;
                Ok(Reply::to(path(id)).toast(say!("sites-saved")))
            })
            .await;
        match done {
            Ok(reply) => return Ok(reply.into()),
            Err(error) if error.breaks(CHANGED) => {
                let saved = desk.read(move |conn| hospital::site(conn, id)).await?;
                return Ok(Page::conflict(&conflict(&desk, form, &saved))?.into());
            }
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let form = form.rekeyed(desk.form().key);
    Ok(Page::invalid(&page(&desk, id, &beside, Some(form)).await?)?.into())
}

pub async fn ask_to_close(_: Admin, desk: Desk, id: Path<String>, beside: Data<Beside>) -> Result<Page> {
    Page::ok(&close_page(&desk, known(&id)?, &beside, desk.form()).await?)
}

pub async fn close(
    permit: Admin,
    desk: Desk,
    id: Path<String>,
    beside: Data<Beside>,
    mut form: Form,
) -> Result<Answer> {
    let id = known(&id)?;
    let closed = desk
        .submit(&permit, &form, move |tx| {
            actions::open_or_close(tx, id, false)?;
            Ok(Reply::to(path(id)).toast(say!("sites-closed-done")))
        })
        .await;
    match closed {
        Ok(reply) => Ok(reply.into()),
        Err(error) => {
            refuse(&mut form, error)?;
            let form = form.rekeyed(desk.form().key);
            Ok(Page::invalid(&close_page(&desk, id, &beside, form).await?)?.into())
        }
    }
}

pub async fn open(permit: Admin, desk: Desk, id: Path<String>, form: Form) -> Result<Reply> {
    let id = known(&id)?;
    desk.submit(&permit, &form, move |tx| {
        actions::open_or_close(tx, id, true)?;
        Ok(Reply::to(path(id)).toast(say!("sites-opened-done")))
    })
    .await
}

fn known(id: &str) -> Result<SiteId> {
    id.parse().map_err(|_| Error::NotFound)
}

/// Puts a rule's refusal beside the field it is about; any other error goes on.
fn refuse(form: &mut Form, error: Error) -> Result<()> {
    if error.breaks(NAME_TAKEN) {
        form.refuse("name", say!("sites-error-name-taken"));
    } else if error.breaks(LAST_OPEN) {
        form.refuse("", say!("sites-refused-last-open"));
    } else {
        return Err(error);
    }
    Ok(())
}

fn new_page(desk: &Desk, form: Form) -> SitePage {
    SitePage { frame: desk.frame(), form, zones: zones(), saved: None }
}

async fn page(desk: &Desk, id: SiteId, beside: &Data<Beside>, form: Option<Form>) -> Result<SitePage> {
    let (site, facts) = with_facts(desk, id, beside).await?;
    let form = form.unwrap_or_else(|| desk.form_with(forms::values(&site.sheet())).remembering());
    let saved = Saved {
        // A form that is shown again is still about the version it was opened with.
        version: form.raw("version").parse().unwrap_or(site.version),
        name: site.name,
        action: path(id),
        open: site.active,
        facts,
    };
    Ok(SitePage { frame: desk.frame(), form, zones: zones(), saved: Some(saved) })
}

async fn close_page(desk: &Desk, id: SiteId, beside: &Data<Beside>, form: Form) -> Result<ClosePage> {
    let (site, facts) = with_facts(desk, id, beside).await?;
    let title = say!("sites-close-title", name = site.name);
    Ok(ClosePage { frame: desk.frame(), form, title, action: path(id), facts })
}

fn conflict(desk: &Desk, form: Form, saved: &Site) -> ConflictPage {
    let rows = forms::differences(&form, &saved.sheet());
    ConflictPage {
        frame: desk.frame(),
        name: saved.name.clone(),
        versions: Versions::of(&form, path(saved.id), saved.version, rows),
        form: form.rekeyed(desk.form().key),
    }
}

/// A site, and what there is at it: who works there first, then what other features have.
async fn with_facts(desk: &Desk, id: SiteId, beside: &Data<Beside>) -> Result<(Site, Vec<Fact>)> {
    let (now, beside) = (desk.clock().now(), beside.clone());
    desk.read(move |conn| {
        let site = hospital::site(conn, id)?;
        let people = Fact {
            label: say!("sites-people"),
            text: employees::count_at(conn, id)?.to_string(),
            href: Some(format!("/staff?site={id}")),
        };
        let mut facts = vec![people];
        facts.extend(beside.facts(conn, id, now)?);
        Ok((site, facts))
    })
    .await
}

fn zones() -> Vec<(String, String)> {
    hospital::time_zones().into_iter().map(|zone| (zone.clone(), zone)).collect()
}
