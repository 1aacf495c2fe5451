//! The rows of `patient_photos`.

use diesel::prelude::*;

use super::super::model::patient::Patient;
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

/// Gives one record's photo to another that has none.
pub(in super::super) fn hand_over_photo(
    tx: &mut Tx<'_>,
    from: super::super::model::patient::PatientId,
    to: super::super::model::patient::PatientId,
) -> Result<()> {
    diesel::update(patient_photos::table.find(from))
        .set(patient_photos::patient_id.eq(to))
        .execute(tx.conn())?;
    Ok(())
}
