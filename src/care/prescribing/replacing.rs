//! A prescription in the place of another one: the dose is raised, the form is changed.
//!
//! Whoever prescribes what the patient takes already says which of the two it is: instead, or as well. Instead ends the old
//! one with the same signature, and says so on both for ever after. When the new one is voided, the old one stands again as it
//! stood, unless somebody has changed it since.

use jiff::civil::Date;
use serde_json::json;

use super::model::Order;
use super::store;
use crate::care::prescriptions::{self, Prescription};
use crate::care::record::{Precision, Stored as _, When, keep_version};
use crate::care::substances::Medicine;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::PatientId;

/// What was to be replaced is not taken any more: somebody was faster.
pub const GONE: &str = "prescription_to_replace_is_over";

/// What a patient takes of the same as an order, newest first.
///
/// # Errors
/// What the database says.
pub fn doubled(conn: &mut Conn, patient: PatientId, order: &Order, today: Date) -> Result<Vec<Prescription>> {
    let day = When::date(today, Precision::Day).map_err(Error::bug)?;
    let medicine = Medicine::of(&order.concept());
    let mut rows = prescriptions::current(conn, patient, day.at)?;
    rows.retain(|row| medicine.doubles(&Medicine::of(&row.concept())).is_some());
    Ok(rows)
}

/// Those of `replaced` that an order can take the place of.
///
/// # Errors
/// [`Error::Broken`] with [`GONE`] when one of them is not among what the patient takes of the same.
pub fn to_replace(
    conn: &mut Conn,
    patient: PatientId,
    order: &Order,
    replaced: &[Id<Prescription>],
    today: Date,
) -> Result<Vec<Prescription>> {
    if replaced.is_empty() {
        return Ok(Vec::new());
    }
    let mut taken = doubled(conn, patient, order, today)?;
    taken.retain(|row| replaced.contains(&row.id));
    if taken.len() == replaced.len() { Ok(taken) } else { Err(Error::Broken(GONE.to_owned())) }
}

/// Ends a prescription, or a medicine somebody said they take, since another one takes its place.
///
/// # Errors
/// What the database says.
pub(super) fn end(
    tx: &mut Tx<'_>,
    old: Prescription,
    new: Id<Prescription>,
    today: Date,
    by: AccountId,
) -> Result<()> {
    let day = When::date(today, Precision::Day).map_err(Error::bug)?;
    let (id, patient) = (old.id, old.patient_id);
    keep_version(tx, &old, Some(patient), old.version, Some(by))?;
    let after = Prescription {
        status: "stopped".to_owned(),
        ends_at: Some(Utc(day.at)),
        ends_precision: Some(day.precision.as_str().to_owned()),
        edited_here: old.source_id.is_some(),
        version: old.version + 1,
        ..old.clone()
    };
    after.replace(tx)?;
    store::note_replacement(tx, &old, after.version, new)?;
    tx.record(
        Deed::new("prescription.replaced")
            .on("prescription", id)
            .about(patient.uuid())
            .with(json!({ "by": new })),
    );
    Ok(())
}

/// Lets what a voided prescription has replaced stand again as it stood.
///
/// # Errors
/// What the database says.
pub(super) fn reinstate(tx: &mut Tx<'_>, new: Id<Prescription>, by: AccountId) -> Result<()> {
    for old in store::take_replacements(tx, new)? {
        let row = Prescription::load(tx.conn(), old.id.uuid())?;
        if row.version != old.version {
            continue;
        }
        keep_version(tx, &row, Some(row.patient_id), row.version, Some(by))?;
        let patient = row.patient_id;
        let after = Prescription {
            status: old.status,
            ends_at: old.ends_at.map(Utc),
            ends_precision: old.ends_precision,
            version: row.version + 1,
            ..row
        };
        after.replace(tx)?;
        tx.record(Deed::new("prescription.reinstated").on("prescription", old.id).about(patient.uuid()));
    }
    Ok(())
}

/// What of an old medicine's words tells it from the new one's: `5 mg` beside `Ramipril 10 mg`. All of them where
/// nothing does.
pub fn told_apart(new: &str, old: &str) -> String {
    let (mut new, mut rest) = (new, old);
    if let (Some((new_name, new_form)), Some((old_name, old_form))) =
        (new.rsplit_once(", "), old.rsplit_once(", "))
        && new_form == old_form
    {
        (new, rest) = (new_name, old_name);
    }
    let mut words = new.split_whitespace();
    let begins_with_figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_shared = |word: &&str| {
        !begins_with_figure(word)
            && words.next().is_some_and(|other| other.to_lowercase() == word.to_lowercase())
    };
    let shared = rest.split_whitespace().take_while(is_shared).count();
    let left = rest.split_whitespace().skip(shared).collect::<Vec<_>>().join(" ");
    if shared == 0 || left.is_empty() { old.to_owned() } else { left }
}

#[cfg(test)]
mod tests {
    use super::told_apart;

    #[test]
    fn what_is_replaced_is_told_by_what_differs() {
        for (new, old, told) in [
            ("Ramipril 10 mg", "Ramipril 5 mg", "5 mg"),
            ("Ramipril 10 mg, tablets", "ramipril 5 mg, tablets", "5 mg"),
            ("Ramipril 10 mg, tablets", "Ramipril 5 mg, capsules", "5 mg, capsules"),
            ("Ramipril 5 mg, tablets", "Ramipril 5 mg", "5 mg"),
            ("Ramipril 5 mg", "Ramipril", "Ramipril"),
            ("Insulin glargine 100 IU", "Insulin glargine 300 IU", "300 IU"),
            ("Paracetamol 500 mg", "Acetaminophen 325 MG Oral Tablet", "Acetaminophen 325 MG Oral Tablet"),
            ("محلول 5", "محلول 10", "10"),
        ] {
            assert_eq!(told_apart(new, old), told, "{new} / {old}");
        }
    }
}
