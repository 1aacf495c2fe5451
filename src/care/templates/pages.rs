//! The pages on which an admin makes templates.

use actix_web::web::Path;

use super::actions;
use super::forms::{self, name};
use super::model::{Edition, TemplateId};
use super::views::{FormPage, ListPage, Row, RowView, question};
use super::{PATH, path, store};
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::web::routes::Routes;
use crate::people::staff;
use crate::say;

type Admin = May<perm::SettingsManage>;

/// `/note-templates` and what is below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/note-templates", list)
        .post("/note-templates", add)
        .get("/note-templates/new", ask)
        .get("/note-templates/{id}", show)
        .post("/note-templates/{id}", save)
        .post("/note-templates/{id}/retirement", retire)
        .post("/note-templates/{id}/return", offer);
}

async fn list(_: Admin, desk: Desk) -> Result<Page> {
    let editions = desk.read(store::newest).await?;
    let rows = editions.into_iter().map(|edition| {
        Ok(Row {
            href: path(edition.template_id),
            fields: edition.asks()?.len(),
            specialty: edition.specialty.unwrap_or_default(),
            name: edition.name,
            version: edition.version,
            is_retired: edition.is_retired,
        })
    });
    Page::ok(&ListPage { frame: desk.frame(), rows: rows.collect::<Result<_>>()? })
}

async fn ask(_: Admin, desk: Desk) -> Result<Page> {
    let form = desk.form_with(forms::values("", None, &[]));
    Page::ok(&page(&desk, None, form, String::new()).await?)
}

async fn add(permit: Admin, desk: Desk, form: Form) -> Result<Answer> {
    sent(&permit, &desk, None, form).await
}

async fn show(_: Admin, desk: Desk, id: Path<String>) -> Result<Page> {
    let edition = edition(&desk, &id).await?;
    let values = forms::values(&edition.name, edition.specialty.as_deref(), &edition.asks()?);
    let form = desk.form_with(values);
    Page::ok(&page(&desk, Some(&edition), form, String::new()).await?)
}

async fn save(permit: Admin, desk: Desk, id: Path<String>, form: Form) -> Result<Answer> {
    let edition = edition(&desk, &id).await?;
    sent(&permit, &desk, Some(edition), form).await
}

/// Saves the form, or shows it again: with a row more or less, or with what is wrong.
async fn sent(permit: &Admin, desk: &Desk, known: Option<Edition>, mut form: Form) -> Result<Answer> {
    if forms::rearrange(&mut form) {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::ok(&page(desk, known.as_ref(), form, String::new()).await?)?.into());
    }
    let Some(wish) = forms::read(&mut form) else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(desk, known.as_ref(), form, String::new()).await?)?.into());
    };
    let by = permit.who.account;
    let shown = match &known {
        Some(edition) => Some((edition.template_id, version(&form)?)),
        None => None,
    };
    let done = desk
        .submit(permit, &form, move |tx| {
            let id = actions::save(tx, shown, &wish, by)?;
            Ok(Reply::to(path(id)).toast(say!("templates-saved")))
        })
        .await;
    match done {
        Err(error) if is_stale(&error) => meanwhile(desk, known, form).await,
        done => Ok(done?.into()),
    }
}

async fn retire(permit: Admin, desk: Desk, id: Path<String>, form: Form) -> Result<Answer> {
    change(&permit, &desk, &id, form, true).await
}

async fn offer(permit: Admin, desk: Desk, id: Path<String>, form: Form) -> Result<Answer> {
    change(&permit, &desk, &id, form, false).await
}

async fn change(permit: &Admin, desk: &Desk, id: &str, form: Form, is_retired: bool) -> Result<Answer> {
    let edition = edition(desk, id).await?;
    let (template, shown, by) = (edition.template_id, version(&form)?, permit.who.account);
    let done = desk
        .submit(permit, &form, move |tx| {
            actions::retire_or_offer(tx, template, shown, is_retired, by)?;
            Ok(Reply::to(PATH).toast(say!(if is_retired {
                "templates-retired"
            } else {
                "templates-returned"
            })))
        })
        .await;
    match done {
        Err(error) if is_stale(&error) => {
            let values = forms::values(&edition.name, edition.specialty.as_deref(), &edition.asks()?);
            meanwhile(desk, Some(edition), desk.form_with(values)).await
        }
        done => Ok(done?.into()),
    }
}

/// Somebody saved the template meanwhile: what was typed stands over the version that is there now.
async fn meanwhile(desk: &Desk, known: Option<Edition>, form: Form) -> Result<Answer> {
    let template = known.ok_or(Error::NotFound)?.template_id;
    let now = desk.read(move |conn| store::newest_of(conn, template)).await?;
    let words = say!("templates-meanwhile", version = now.version);
    let form = form.rekeyed(desk.form().key);
    Ok(Page::conflict(&page(desk, Some(&now), form, words).await?)?.into())
}

fn is_stale(error: &Error) -> bool {
    matches!(error, Error::Conflict(words) if words.is_empty())
        || error.breaks("note_templates_template_id_version_key")
}

fn version(form: &Form) -> Result<i64> {
    form.raw("version").parse().map_err(|_| Error::Invalid(say!("form-broken")))
}

async fn edition(desk: &Desk, id: &str) -> Result<Edition> {
    let id: TemplateId = id.parse().map_err(|_| Error::NotFound)?;
    desk.read(move |conn| store::newest_of(conn, id)).await
}

async fn page(desk: &Desk, edition: Option<&Edition>, form: Form, meanwhile: String) -> Result<FormPage> {
    let specialties = desk.read(staff::specialties).await?;
    let rows = (0..forms::rows(&form)).map(|place| RowView {
        number: place + 1,
        place,
        key: name(place, "key"),
        label: name(place, "label"),
        kind: name(place, "kind"),
        unit: name(place, "unit"),
        low: name(place, "low"),
        high: name(place, "high"),
        options: name(place, "options"),
    });
    Ok(FormPage {
        frame: desk.frame(),
        title: edition.map_or_else(|| say!("templates-new"), |edition| edition.name.clone()),
        action: edition.map_or_else(|| PATH.to_owned(), |edition| path(edition.template_id)),
        // Whoever has not seen the newest edition yet is told so when they save, not before.
        version: match form.raw("version").parse() {
            Ok(shown) if meanwhile.is_empty() => Some(shown),
            _ => edition.map(|edition| edition.version),
        },
        is_retired: edition.is_some_and(|edition| edition.is_retired),
        rows: rows.collect(),
        kinds: forms::KINDS.map(|kind| (kind, say!(&format!("templates-kind-{kind}")))).to_vec(),
        theirs: match edition.filter(|_| !meanwhile.is_empty()) {
            Some(edition) => edition.asks()?.iter().map(question).collect(),
            None => Vec::new(),
        },
        specialties: specialties.into_iter().map(|specialty| specialty.name).collect(),
        meanwhile,
        form,
    })
}
