//! The rows of `patient_photos`.

use diesel::prelude::*;
use sha2::{Digest as _, Sha256};

use super::super::model::patient::{Patient, PatientId};
use super::super::model::photo::Photo;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::schema::patient_photos;

/// The JPEG of a patient's photo.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`] when there is none.
pub fn photo(conn: &mut Conn, of: &Patient) -> Result<Vec<u8>> {
    Ok(patient_photos::table.find(of.id).select(patient_photos::jpeg).first(conn)?)
}

/// Puts a photo in the place of the one there was.
pub(in super::super) fn set_photo(
    tx: &mut Tx<'_>,
    of: &Patient,
    photo: &Photo,
    by: Option<AccountId>,
) -> Result<()> {
    remove_photo(tx, of)?;
    let now = tx.now();
    diesel::insert_into(patient_photos::table)
        .values((
            patient_photos::patient_id.eq(of.id),
            patient_photos::jpeg.eq(&photo.jpeg),
            patient_photos::width.eq(i32::try_from(photo.width).unwrap_or(0)),
            patient_photos::height.eq(i32::try_from(photo.height).unwrap_or(0)),
            patient_photos::added_at.eq(Utc(now)),
            patient_photos::added_by.eq(by),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes the photo away.
pub(in super::super) fn remove_photo(tx: &mut Tx<'_>, of: &Patient) -> Result<()> {
    diesel::delete(patient_photos::table.find(of.id)).execute(tx.conn())?;
    Ok(())
}

/// Gives one record's photo to another that has none, and answers by what that very picture is known again.
pub(in super::super) fn hand_over_photo(
    tx: &mut Tx<'_>,
    from: PatientId,
    to: PatientId,
) -> Result<Option<String>> {
    let mark = mark_of_photo(tx, from)?;
    if mark.is_some() {
        give(tx, from, to)?;
    }
    Ok(mark)
}

/// Gives a photo back, if it is still the one that is known by this mark: one that was added since is of whoever has
/// it now.
pub(in super::super) fn hand_back_photo(
    tx: &mut Tx<'_>,
    mark: &str,
    from: PatientId,
    to: PatientId,
) -> Result<()> {
    if mark_of_photo(tx, from)?.as_deref() == Some(mark) { give(tx, from, to) } else { Ok(()) }
}

fn give(tx: &mut Tx<'_>, from: PatientId, to: PatientId) -> Result<()> {
    diesel::update(patient_photos::table.find(from))
        .set(patient_photos::patient_id.eq(to))
        .execute(tx.conn())?;
    Ok(())
}

fn mark_of_photo(tx: &mut Tx<'_>, of: PatientId) -> Result<Option<String>> {
    let jpeg: Option<Vec<u8>> =
        patient_photos::table.find(of).select(patient_photos::jpeg).first(tx.conn()).optional()?;
    Ok(jpeg.map(|jpeg| hex::encode(Sha256::digest(jpeg))))
}
