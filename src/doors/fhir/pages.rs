//! The page on which an admin imports bundles, and the one that shows how far it has come.

use actix_web::{HttpRequest, web};

use super::files::ImportFile;
use super::run::{self, Order};
use super::store::{self, ImportRun};
use super::views::{Fragment, ImportPage, RunPage, RunView};
use crate::gate::access::permissions::perm;
use crate::gate::actor::Actor;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital;
use crate::kit::db::Db;
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::web::upload::{self, Limits, Scratch};
use crate::say;

/// `/import` and what is below it.
pub(super) const PAGE: &str = "/import";

/// What a browser may send at once; the command line takes more.
pub(super) const LIMITS: Limits = Limits { files: 200, each: 64_000_000, all: 512_000_000 };

/// Earlier imports on the page.
const SHOWN: i64 = 50;

pub(super) fn path_of(run: Id<ImportRun>) -> String {
    format!("{PAGE}/{run}")
}

pub(super) fn progress_path_of(run: Id<ImportRun>) -> String {
    format!("{PAGE}/{run}/progress")
}

pub(super) async fn show(_: May<perm::SettingsManage>, desk: Desk) -> Result<Page> {
    Page::ok(&import_page(&desk, desk.form()).await?)
}

async fn import_page(desk: &Desk, form: Form) -> Result<ImportPage> {
    let (runs, zone) = desk
        .read(|conn| {
            let zone = hospital::find(conn)?.map(|hospital| hospital.time_zone);
            Ok((store::latest_runs(conn, SHOWN)?, zone))
        })
        .await?;
    Ok(ImportPage::new(desk.frame(), form, runs, zone.as_deref(), desk.clock().now()))
}

pub(super) async fn start(
    who: May<perm::SettingsManage>,
    desk: Desk,
    request: HttpRequest,
    body: web::Payload,
) -> Result<Answer> {
    let run: Id<ImportRun> = Id::new();
    let folder = Scratch::new(desk.house().folder().join("imports").join(run.to_string()));
    let sent = upload::receive(&request, body, &folder, LIMITS).await?;
    let mut form = sent.form;
    let source = form.optional("source", 200);
    if sent.files.is_empty() {
        form.refuse("files", say!("import-files-missing"));
    }
    if !form.is_valid() {
        let key = desk.form().key;
        return Ok(Page::invalid(&import_page(&desk, form.rekeyed(key)).await?)?.into());
    }
    let files = sent.files.into_iter().map(|file| ImportFile { path: file.path, name: file.name }).collect();
    // Half a gigabyte may have to be read for that.
    let files = web::block(move || super::files::in_order(files)).await.map_err(Error::bug)?;
    let order = Order { run, files, source, dry_run: form.ticked("dry_run"), by: Some(who.who.account) };
    let announced = order.clone();
    let reply = desk
        .submit(&who, &form, move |tx| {
            let label = say!("import-by-page", count = announced.files.len());
            run::announce(tx, &announced, &label)?;
            Ok(Reply::to(path_of(announced.run)).toast(say!("import-started")))
        })
        .await?;
    // The same form sent twice leads to the import that is already running.
    if reply.path() == path_of(run) {
        begin(desk.house().db.clone(), who.actor().clone(), order, folder)?;
    }
    Ok(reply.into())
}

/// Runs the import beside the server; the page asks how far it has come.
fn begin(db: Db, actor: Actor, order: Order, folder: Scratch) -> Result<()> {
    let work = move || {
        if let Err(error) = run::run(&db, &actor, &order, &mut |_| {}) {
            tracing::error!(%error, run = %order.run, "an import was stopped");
        }
        drop(folder);
    };
    std::thread::Builder::new().name("import".into()).spawn(work).map(drop).map_err(Error::bug)
}

pub(super) async fn show_run(
    _: May<perm::SettingsManage>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<Page> {
    let (run, zone) = find(&desk, &id).await?;
    Page::ok(&RunPage::new(desk.frame(), RunView::new(run, zone.as_deref(), desk.clock().now())?))
}

pub(super) async fn progress(
    _: May<perm::SettingsManage>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<Page> {
    let (run, zone) = find(&desk, &id).await?;
    Page::ok(&Fragment::new(RunView::new(run, zone.as_deref(), desk.clock().now())?))
}

async fn find(desk: &Desk, id: &str) -> Result<(store::Run, Option<String>)> {
    let id: Id<ImportRun> = id.parse().map_err(|_| Error::NotFound)?;
    desk.read(move |conn| {
        let zone = hospital::find(conn)?.map(|hospital| hospital.time_zone);
        Ok((store::run(conn, id)?.ok_or(Error::NotFound)?, zone))
    })
    .await
}
