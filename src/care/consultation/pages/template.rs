//! The template on the desk: its questions, and taking another one.

use super::super::forms::EDITION;
use super::super::model::Sections;
use super::super::views::TemplateView;
use crate::care::templates::{self, Edition, EditionId};
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::say;

/// The field in which another template is chosen.
const CHOSEN: &str = "template";

/// The edition whose questions a form holds.
pub async fn of_form(desk: &Desk, form: &Form) -> Result<Option<Edition>> {
    named(desk, form.raw(EDITION)).await
}

/// What was typed under the template that was chosen, or under none.
pub async fn changed(desk: &Desk, form: &Form, typed: Sections) -> Result<Sections> {
    let Some(edition) = named(desk, form.raw(CHOSEN)).await? else {
        return Ok(typed.with_template(None, &[]));
    };
    let asks = edition.asks()?;
    Ok(typed.with_template(Some((edition.id, edition.name)), &asks))
}

/// The questions of the form's template, and what else could be chosen.
pub async fn shown(desk: &Desk, form: &Form) -> Result<TemplateView> {
    let edition = of_form(desk, form).await?;
    let offered = desk.read(templates::offered).await?;
    let mut choices = vec![(String::new(), say!("consultation-no-template"))];
    if let Some(edition) = edition.as_ref().filter(|edition| !offered.iter().any(|one| one.id == edition.id))
    {
        choices
            .push((edition.id.to_string(), say!("consultation-older-template", name = edition.name.clone())));
    }
    choices.extend(offered.into_iter().map(|edition| (edition.id.to_string(), edition.name)));
    Ok(TemplateView {
        edition: form.raw(EDITION).to_owned(),
        choices,
        asked: edition.as_ref().map(templates::asked).transpose()?.unwrap_or_default(),
        name: edition.map(|edition| edition.name).unwrap_or_default(),
    })
}

async fn named(desk: &Desk, id: &str) -> Result<Option<Edition>> {
    let Ok(id) = id.parse::<EditionId>() else { return Ok(None) };
    match desk.read(move |conn| templates::find(conn, id)).await {
        Ok(edition) => Ok(Some(edition)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
