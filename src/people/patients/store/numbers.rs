//! Record numbers: given one after the other, and found wherever a merge has taken them.

use diesel::prelude::*;

use super::super::model::mrn::Mrn;
use super::super::model::patient::{Patient, PatientId};
use super::merging::gathered_in;
use super::row::Columns;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::schema::{mrn_counter, patients};

/// Takes the next `count` running numbers and answers the first.
///
/// # Errors
/// What the database says.
pub(super) fn take_serials(tx: &mut Tx<'_>, count: i64) -> Result<i64> {
    let next: i64 = mrn_counter::table.select(mrn_counter::next_serial).first(tx.conn())?;
    diesel::update(mrn_counter::table).set(mrn_counter::next_serial.eq(next + count)).execute(tx.conn())?;
    Ok(next)
}

/// A patient's own number and those of all records merged into theirs.
pub(super) fn numbers_of(conn: &mut Conn, id: PatientId) -> Result<Vec<String>> {
    let of: Vec<PatientId> = gathered_in(conn, id)?;
    let mut found: Vec<(PatientId, String)> = patients::table
        .filter(patients::id.eq_any(of.clone()))
        .select((patients::id, patients::mrn))
        .load(conn)?;
    found.sort_by_key(|(id, _)| of.iter().position(|one| one == id));
    Ok(found.into_iter().map(|(_, mrn)| mrn).collect())
}

/// Writes the keys anew after numbers or details changed elsewhere.
pub(super) fn refresh_keys(tx: &mut Tx<'_>, patient: &Patient) -> Result<()> {
    let mrns = numbers_of(tx.conn(), patient.id)?;
    diesel::update(patients::table.find(patient.id))
        .set(Columns::of(&patient.details, &mrns))
        .execute(tx.conn())?;
    Ok(())
}

/// The numbers of records, as printed.
///
/// # Errors
/// What the database says.
pub fn mrns_of(conn: &mut Conn, ids: &[PatientId]) -> Result<Vec<(PatientId, String)>> {
    let rows: Vec<(PatientId, String)> = patients::table
        .filter(patients::id.eq_any(ids.to_vec()))
        .select((patients::id, patients::mrn))
        .load(conn)?;
    let shown = |digits: &str| Mrn::parse(digits).map_or_else(|| digits.to_owned(), |mrn| mrn.to_string());
    Ok(rows.into_iter().map(|(id, digits)| (id, shown(&digits))).collect())
}
