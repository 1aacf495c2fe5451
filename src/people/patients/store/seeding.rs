//! Many patients at once, for a demonstration and for measuring.

use diesel::prelude::*;

use super::super::model::details::Details;
use super::super::model::mrn::Mrn;
use super::super::model::patient::PatientId;
use super::record::{Columns, insert_phones, take_serials};
use crate::kit::db::Tx;
use crate::kit::db::types::Utc;
use crate::kit::error::{Error, Result};
use crate::say;
use crate::schema::patients;

/// Adds many patients with their numbers and keys and answers their ids, in order.
///
/// # Errors
/// As for one.
pub(in super::super) fn insert_many(tx: &mut Tx<'_>, people: &[Details]) -> Result<Vec<PatientId>> {
    let now = tx.now();
    let first = take_serials(tx, i64::try_from(people.len()).map_err(Error::bug)?)?;
    let mut ids = Vec::with_capacity(people.len());
    for (serial, details) in (first..).zip(people) {
        let id = PatientId::new();
        let mrn = Mrn::of_serial(serial).ok_or_else(|| Error::Conflict(say!("patients-numbers-used-up")))?;
        diesel::insert_into(patients::table)
            .values((
                patients::id.eq(id),
                patients::serial.eq(serial),
                patients::mrn.eq(mrn.digits()),
                patients::created_at.eq(Utc(now)),
                patients::changed_at.eq(Utc(now)),
                Columns::of(details, &[mrn.digits()]),
            ))
            .execute(tx.conn())?;
        insert_phones(tx, id, details)?;
        ids.push(id);
    }
    Ok(ids)
}
