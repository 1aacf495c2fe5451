//! Statements on `note_templates`; reads the specialties of a doctor through the facade of `staff`.

use diesel::prelude::*;

use super::model::{Edition, EditionId, TemplateId};
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::people::patients::fold;
use crate::people::staff;
use crate::schema::note_templates;

/// The newest edition of every template, by name, retired ones too.
///
/// # Errors
/// What the database says.
pub fn newest(conn: &mut Conn) -> Result<Vec<Edition>> {
    let all: Vec<Edition> = note_templates::table
        .order((note_templates::template_id, note_templates::version.desc()))
        .select(Edition::as_select())
        .load(conn)?;
    let mut newest: Vec<Edition> = Vec::new();
    for edition in all {
        if newest.last().is_none_or(|last| last.template_id != edition.template_id) {
            newest.push(edition);
        }
    }
    newest.sort_by_key(|edition| (fold(&edition.name), edition.id));
    Ok(newest)
}

/// The templates that a note can be written with.
///
/// # Errors
/// What the database says.
pub fn offered(conn: &mut Conn) -> Result<Vec<Edition>> {
    Ok(newest(conn)?.into_iter().filter(|edition| !edition.is_retired).collect())
}

/// The template that the notes of a doctor begin with: one of a specialty of theirs.
///
/// # Errors
/// What the database says.
pub fn begun_with(conn: &mut Conn, doctor: AccountId) -> Result<Option<Edition>> {
    let specialties = staff::profile(conn, doctor)?.map(|profile| profile.specialties).unwrap_or_default();
    if specialties.is_empty() {
        return Ok(None);
    }
    let own: Vec<String> = specialties.iter().map(|specialty| fold(specialty)).collect();
    let is_own = |edition: &Edition| edition.specialty.as_deref().is_some_and(|one| own.contains(&fold(one)));
    Ok(offered(conn)?.into_iter().find(is_own))
}

/// One edition, the newest or not.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`].
pub fn find(conn: &mut Conn, id: EditionId) -> Result<Edition> {
    Ok(note_templates::table.find(id).select(Edition::as_select()).first(conn)?)
}

/// The newest edition of a template.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`].
pub fn newest_of(conn: &mut Conn, template: TemplateId) -> Result<Edition> {
    Ok(note_templates::table
        .filter(note_templates::template_id.eq(template))
        .order(note_templates::version.desc())
        .select(Edition::as_select())
        .first(conn)?)
}

/// Adds an edition; the caller records the deed.
///
/// # Errors
/// [`crate::kit::error::Error::Broken`] with `note_templates_template_id_version_key` when somebody was faster.
pub fn insert(tx: &mut Tx<'_>, edition: &Edition) -> Result<()> {
    let row = (
        note_templates::id.eq(edition.id),
        note_templates::template_id.eq(edition.template_id),
        note_templates::version.eq(edition.version),
        note_templates::name.eq(&edition.name),
        note_templates::specialty.eq(&edition.specialty),
        note_templates::fields.eq(edition.fields.clone()),
        note_templates::is_retired.eq(edition.is_retired),
        note_templates::made_at.eq(edition.made_at),
        note_templates::made_by.eq(edition.made_by),
    );
    diesel::insert_into(note_templates::table).values(row).execute(tx.conn())?;
    Ok(())
}
