//! Statements on `prescription_replacements`, and what stands beside prescriptions in lists.

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

use super::voiding::{VoidRow, voided};
use crate::care::prescribing::model::Voided;
use crate::care::prescribing::replacing::told_apart;
use crate::care::prescriptions::Prescription;
use crate::care::record::Stored as _;
use crate::kit::db::types::AnyId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::schema::{issued_prescriptions, prescription_replacements};

/// A prescription as it stood before another one took its place.
#[derive(Clone, Debug, Queryable)]
pub struct Replaced {
    pub id: Id<Prescription>,
    /// The version that ended it.
    pub version: i64,
    pub status: String,
    pub ends_at: Option<Timestamp>,
    pub ends_precision: Option<String>,
}

/// Keeps which took the place of which.
///
/// # Errors
/// What the database says.
pub fn note_replacement(
    tx: &mut Tx<'_>,
    old: &Prescription,
    version: i64,
    new: Id<Prescription>,
) -> Result<()> {
    diesel::insert_into(prescription_replacements::table)
        .values((
            prescription_replacements::old_id.eq(old.id),
            prescription_replacements::new_id.eq(new),
            prescription_replacements::version.eq(version),
            prescription_replacements::status.eq(&old.status),
            prescription_replacements::ends_at.eq(old.ends_at),
            prescription_replacements::ends_precision.eq(old.ends_precision.as_deref()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// What a prescription took the place of, which it does no longer.
///
/// # Errors
/// What the database says.
pub fn take_replacements(tx: &mut Tx<'_>, new: Id<Prescription>) -> Result<Vec<Replaced>> {
    let of_new = prescription_replacements::table.filter(prescription_replacements::new_id.eq(new));
    let found = of_new
        .select((
            prescription_replacements::old_id,
            prescription_replacements::version,
            prescription_replacements::status,
            prescription_replacements::ends_at,
            prescription_replacements::ends_precision,
        ))
        .load(tx.conn())?;
    diesel::delete(of_new).execute(tx.conn())?;
    Ok(found)
}

/// What is said beside a prescription wherever it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// What it took the place of: which, what tells it apart, and all of its words.
    pub replaces: Vec<(Id<Prescription>, String, String)>,
    /// What took its place.
    pub replaced_by: Option<(Id<Prescription>, String)>,
    /// Why it was written against a warning.
    pub overridden: Option<String>,
    /// That it is void.
    pub voided: Option<Voided>,
}

/// What is said beside these prescriptions; nothing of those beside which nothing is.
///
/// # Errors
/// What the database says.
pub fn beside(conn: &mut Conn, some: &[Uuid]) -> Result<HashMap<Uuid, Beside>> {
    let mut found: HashMap<Uuid, Beside> = HashMap::new();
    if some.is_empty() {
        return Ok(found);
    }
    let ids = || some.iter().map(|id| AnyId(*id)).collect::<Vec<_>>();
    let reasons: Vec<(Uuid, Option<String>, VoidRow)> = issued_prescriptions::table
        .filter(issued_prescriptions::prescription_id.eq_any(ids()))
        .filter(
            issued_prescriptions::overridden.is_not_null().or(issued_prescriptions::voided_at.is_not_null()),
        )
        .select((
            issued_prescriptions::prescription_id,
            issued_prescriptions::overridden,
            (
                issued_prescriptions::voided_at,
                issued_prescriptions::voided_by_name,
                issued_prescriptions::void_reason,
            ),
        ))
        .load(conn)?;
    for (id, reason, void) in reasons {
        let said = found.entry(id).or_default();
        (said.overridden, said.voided) = (reason, voided(void));
    }
    let pairs: Vec<(Uuid, Uuid)> = prescription_replacements::table
        .filter(
            prescription_replacements::old_id
                .eq_any(ids())
                .or(prescription_replacements::new_id.eq_any(ids())),
        )
        .order(prescription_replacements::old_id)
        .select((prescription_replacements::old_id, prescription_replacements::new_id))
        .load(conn)?;
    if pairs.is_empty() {
        return Ok(found);
    }
    let named: Vec<Uuid> = pairs.iter().flat_map(|(old, new)| [*old, *new]).collect();
    let names: HashMap<Uuid, String> = Prescription::load_many(conn, &named)?
        .into_iter()
        .map(|row| (row.id.uuid(), row.shown().to_owned()))
        .collect();
    for (old, new) in pairs {
        let (Some(before), Some(after)) = (names.get(&old), names.get(&new)) else { continue };
        let apart = told_apart(after, before);
        found.entry(new).or_default().replaces.push((old.into(), apart, before.clone()));
        found.entry(old).or_default().replaced_by = Some((new.into(), after.clone()));
    }
    Ok(found)
}
