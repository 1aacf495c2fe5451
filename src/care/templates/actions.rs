//! What an admin does with templates: each time an edition, in one transaction.

use serde_json::json;

use super::model::{Edition, EditionId, Field, TemplateId};
use super::store;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};

/// What a template is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// What it is called.
    pub name: String,
    /// The specialty whose notes begin with it, if any.
    pub specialty: Option<String>,
    /// What it asks.
    pub fields: Vec<Field>,
}

/// Makes a template, or a further edition of the one that was shown at `version`; answers the template.
///
/// # Errors
/// [`Error::Conflict`] without words when somebody saved it meanwhile.
pub fn save(
    tx: &mut Tx<'_>,
    of: Option<(TemplateId, i64)>,
    wish: &Wish,
    by: AccountId,
) -> Result<TemplateId> {
    let id = EditionId::new();
    let (template_id, version, is_retired) = match of {
        None => (TemplateId::from(id.uuid()), 1, false),
        Some((template, shown)) => {
            let newest = current(tx, template, shown)?;
            (template, newest.version + 1, newest.is_retired)
        }
    };
    let edition = Edition {
        id,
        template_id,
        version,
        name: wish.name.clone(),
        specialty: wish.specialty.clone(),
        fields: Edition::of_fields(&wish.fields),
        is_retired,
        made_at: Utc(tx.now()),
        made_by: Some(by),
    };
    store::insert(tx, &edition)?;
    let detail = json!({ "name": wish.name, "version": version, "fields": wish.fields.len() });
    tx.record(Deed::new("note-template.saved").on("note-template", template_id).with(detail));
    Ok(template_id)
}

/// Offers a template no more, or again.
///
/// # Errors
/// As [`save`].
pub fn retire_or_offer(
    tx: &mut Tx<'_>,
    template: TemplateId,
    shown: i64,
    is_retired: bool,
    by: AccountId,
) -> Result<()> {
    let newest = current(tx, template, shown)?;
    let edition = Edition {
        id: EditionId::new(),
        version: newest.version + 1,
        is_retired,
        made_at: Utc(tx.now()),
        made_by: Some(by),
        ..newest
    };
    store::insert(tx, &edition)?;
    let verb =
        if is_retired { Deed::new("note-template.retired") } else { Deed::new("note-template.offered") };
    tx.record(verb.on("note-template", template).with(json!({ "name": edition.name })));
    Ok(())
}

fn current(tx: &mut Tx<'_>, template: TemplateId, shown: i64) -> Result<Edition> {
    let newest = store::newest_of(tx.conn(), template)?;
    if newest.version == shown { Ok(newest) } else { Err(Error::Conflict(String::new())) }
}
