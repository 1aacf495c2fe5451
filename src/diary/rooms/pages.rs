//! The handlers about rooms.

use actix_web::HttpRequest;
use actix_web::web::Path;

use super::model::{Room, RoomId};
use super::views::{Panel, RoomsPage, Row, SiteRooms};
use super::{actions, path, store};
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, Site, SiteId};
use crate::kit::db::Tx;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

/// Broken by a second room of one name at a site.
const NAME_TAKEN: &str = "rooms_site_id_name_key";
/// The longest name of a room, in characters.
const LONGEST_NAME: usize = 60;

type Admin = May<perm::SettingsManage>;

pub async fn show_list(_: Admin, desk: Desk) -> Result<Page> {
    Page::ok(&page(&desk, None, None).await?)
}

pub async fn show_new(_: Admin, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let form = desk.form_with([("site", query.get("site"))]);
    let panel = new_panel(&desk, form).await?;
    Page::ok(&page(&desk, None, Some(panel)).await?)
}

pub async fn add(permit: Admin, desk: Desk, mut form: Form) -> Result<Answer> {
    let open = open_sites(&desk).await?;
    let chosen: Option<SiteId> = form.raw("site").parse().ok();
    let site = chosen.filter(|id| open.iter().any(|site| site.id == *id));
    if site.is_none() {
        form.refuse("site", say!("rooms-error-site"));
    }
    let name = name(&mut form);
    if let (Some(site), Some(name), true) = (site, name, form.is_valid()) {
        let done = desk
            .submit(&permit, &form, move |tx| {
                let id = actions::add(tx, site, &name)?;
                Ok(Reply::to(path(id)).toast(say!("rooms-added")))
            })
            .await;
        match done {
            Err(error) if error.breaks(NAME_TAKEN) => form.refuse("name", say!("rooms-error-name-taken")),
            done => return Ok(done?.into()),
        }
    }
    let form = form.rekeyed(desk.visit().keys.single_use());
    let panel = new_panel(&desk, form).await?;
    Ok(Page::invalid(&page(&desk, None, Some(panel)).await?)?.into())
}

pub async fn show(_: Admin, desk: Desk, id: Path<String>) -> Result<Page> {
    let room = room(&desk, &id).await?;
    let form = desk.form_with([("name", room.name.as_str())]);
    let panel = panel_of(&room, form, None);
    Page::ok(&page(&desk, Some(room.id), Some(panel)).await?)
}

pub async fn rename(permit: Admin, desk: Desk, id: Path<String>, mut form: Form) -> Result<Answer> {
    let room = room(&desk, &id).await?;
    let (id, version) = (room.id, version(&form)?);
    let Some(name) = name(&mut form) else {
        return again(&desk, room, form).await;
    };
    let done = desk
        .submit(&permit, &form, move |tx| {
            actions::rename(tx, id, version, &name)?;
            Ok(Reply::to(path(id)).toast(say!("rooms-saved")))
        })
        .await;
    match done {
        Err(error) if error.breaks(NAME_TAKEN) => {
            form.refuse("name", say!("rooms-error-name-taken"));
            again(&desk, room, form).await
        }
        Err(Error::Conflict(words)) if words.is_empty() => both(&desk, id, form).await,
        done => Ok(done?.into()),
    }
}

pub async fn close(permit: Admin, desk: Desk, id: Path<String>, form: Form) -> Result<Answer> {
    let (id, version) = (room(&desk, &id).await?.id, version(&form)?);
    change(&permit, &desk, id, form, move |tx| {
        actions::close_or_open(tx, id, version, false)?;
        Ok(Reply::to(path(id)).toast(say!("rooms-closed")))
    })
    .await
}

pub async fn reopen(permit: Admin, desk: Desk, id: Path<String>, form: Form) -> Result<Answer> {
    let (id, version) = (room(&desk, &id).await?.id, version(&form)?);
    change(&permit, &desk, id, form, move |tx| {
        actions::close_or_open(tx, id, version, true)?;
        Ok(Reply::to(path(id)).toast(say!("rooms-reopened")))
    })
    .await
}

async fn change<F>(permit: &Admin, desk: &Desk, id: RoomId, form: Form, f: F) -> Result<Answer>
where
    F: FnMut(&mut Tx<'_>) -> Result<Reply> + Send + 'static,
{
    match desk.submit(permit, &form, f).await {
        Err(Error::Conflict(words)) if words.is_empty() => both(desk, id, form).await,
        done => Ok(done?.into()),
    }
}

/// The form again, with what is wrong.
async fn again(desk: &Desk, room: Room, form: Form) -> Result<Answer> {
    let seen = version(&form)?;
    let form = form.rekeyed(desk.visit().keys.single_use());
    let panel = panel_of(&Room { version: seen, ..room }, form, None);
    Ok(Page::invalid(&page(desk, Some(room.id), Some(panel)).await?)?.into())
}

/// Somebody else changed the room meanwhile: what it is now, and what was typed. Saving again keeps what was typed.
async fn both(desk: &Desk, id: RoomId, mut form: Form) -> Result<Answer> {
    let now = desk.read(move |conn| store::find(conn, id)).await?;
    let said = if now.active {
        say!("rooms-now-open", name = now.name.clone())
    } else {
        say!("rooms-now-closed", name = now.name.clone())
    };
    if form.raw("name").is_empty() {
        form.set("name", now.name.clone());
    }
    let panel = panel_of(&now, form.rekeyed(desk.visit().keys.single_use()), Some(said));
    Ok(Page::conflict(&page(desk, Some(id), Some(panel)).await?)?.into())
}

async fn room(desk: &Desk, id: &str) -> Result<Room> {
    let id: RoomId = id.parse().map_err(|_| Error::NotFound)?;
    desk.read(move |conn| store::find(conn, id)).await
}

fn version(form: &Form) -> Result<i64> {
    form.raw("version").parse().map_err(|_| Error::Invalid(say!("form-broken")))
}

fn name(form: &mut Form) -> Option<String> {
    let name = form.required("name", LONGEST_NAME, "rooms-error-name")?;
    Some(name.split_whitespace().collect::<Vec<_>>().join(" "))
}

async fn open_sites(desk: &Desk) -> Result<Vec<Site>> {
    let sites = desk.read(hospital::sites).await?;
    Ok(sites.into_iter().filter(|site| site.active).collect())
}

async fn new_panel(desk: &Desk, form: Form) -> Result<Panel> {
    let sites = open_sites(desk).await?;
    Ok(Panel {
        title: say!("rooms-new"),
        action: "/rooms".into(),
        version: None,
        form,
        sites: sites.into_iter().map(|site| (site.id.to_string(), site.name)).collect(),
        active: true,
        meanwhile: None,
    })
}

fn panel_of(room: &Room, form: Form, meanwhile: Option<String>) -> Panel {
    Panel {
        title: room.name.clone(),
        action: path(room.id),
        version: Some(room.version),
        form,
        sites: Vec::new(),
        active: room.active,
        meanwhile,
    }
}

async fn page(desk: &Desk, chosen: Option<RoomId>, panel: Option<Panel>) -> Result<RoomsPage> {
    let (sites, rooms) = desk.read(|conn| Ok((hospital::sites(conn)?, store::of_all_sites(conn)?))).await?;
    let row = |room: &Room| Row {
        chosen: chosen == Some(room.id),
        href: format!("{}#panel", path(room.id)),
        name: room.name.clone(),
        active: room.active,
    };
    let at =
        |site: &Site| -> Vec<Row> { rooms.iter().filter(|room| room.site_id == site.id).map(row).collect() };
    Ok(RoomsPage {
        frame: desk.frame(),
        total: rooms.iter().filter(|room| room.active).count(),
        sites: sites
            .iter()
            .map(|site| SiteRooms {
                id: site.id.to_string(),
                name: site.name.clone(),
                note: if site.active { String::new() } else { say!("rooms-site-closed") },
                rows: at(site),
            })
            .filter(|site| site.note.is_empty() || !site.rows.is_empty())
            .collect(),
        panel,
    })
}
