//! That a prescription is void, as it is kept beside it.

use diesel::prelude::*;
use jiff::Timestamp;

use crate::care::notes::Voiding;
use crate::care::prescribing::model::Voided;
use crate::care::prescriptions::Prescription;
use crate::kit::db::Tx;
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::schema::issued_prescriptions;

/// When, by whom and why, as columns.
pub(super) type VoidRow = (Option<Timestamp>, Option<String>, Option<String>);

pub(super) fn voided((at, by, reason): VoidRow) -> Option<Voided> {
    Some(Voided { at: at?, by: by.unwrap_or_default(), reason: reason.unwrap_or_default() })
}

/// Keeps who voided it, when and why.
///
/// # Errors
/// What the database says.
pub fn note_void(tx: &mut Tx<'_>, prescription: Id<Prescription>, voiding: &Voiding) -> Result<()> {
    let now = tx.now();
    diesel::update(issued_prescriptions::table.find(prescription))
        .set((
            issued_prescriptions::voided_at.eq(Some(Utc(now))),
            issued_prescriptions::voided_by.eq(Some(voiding.by)),
            issued_prescriptions::voided_by_name.eq(Some(&voiding.name)),
            issued_prescriptions::void_reason.eq(Some(&voiding.reason)),
        ))
        .execute(tx.conn())?;
    Ok(())
}
