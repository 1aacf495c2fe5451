//! The rows of `patients` and `patient_phones`.

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use super::super::model::details::Details;
use super::super::model::mrn::Mrn;
use super::super::model::patient::{Patient, PatientId};
use super::super::model::phone::Phone;
use super::numbers::{numbers_of, take_serials};
use super::row::{Columns, Row};
use super::versions::keep_version;
use crate::gate::access::reach::{Reach, within};
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::say;
use crate::schema::{accounts, patient_phones, patient_photos, patients};

/// The record of that id, if it is within reach. A record that was merged away is found as it was left.
///
/// # Errors
/// [`Error::NotFound`], whether it does not exist or is out of reach.
pub fn find(conn: &mut Conn, reach: &Reach, id: PatientId) -> Result<Patient> {
    let photo = patient_photos::table.filter(patient_photos::patient_id.eq(patients::id));
    let (row, has_photo): (Row, bool) = patients::table
        .filter(patients::id.eq(id))
        .filter(within(reach))
        .select((Row::as_select(), diesel::dsl::exists(photo)))
        .first(conn)?;
    let numbers: Vec<String> = patient_phones::table
        .filter(patient_phones::patient_id.eq(id))
        .order(patient_phones::position)
        .select(patient_phones::number)
        .load(conn)?;
    let phones = numbers.into_iter().map(|number| Phone { number }).collect();
    Ok(row.into_patient(phones, has_photo))
}

/// These records in no order, without asking whose reach they are in and without saying whether there is a photo: for
/// messages to the patients themselves, whoever causes them.
///
/// # Errors
/// What the database says.
pub(super) fn plain(conn: &mut Conn, ids: &[PatientId]) -> Result<Vec<Patient>> {
    let rows: Vec<(PatientId, Row)> = patients::table
        .filter(patients::id.eq_any(ids.to_vec()))
        .select((patients::id, Row::as_select()))
        .load(conn)?;
    let mut phones = numbers_of_each(conn, ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, row)| row.into_patient(phones.remove(&id).unwrap_or_default(), false))
        .collect())
}

fn numbers_of_each(conn: &mut Conn, ids: &[PatientId]) -> Result<HashMap<PatientId, Vec<Phone>>> {
    let numbers: Vec<(PatientId, String)> = patient_phones::table
        .filter(patient_phones::patient_id.eq_any(ids.to_vec()))
        .order((patient_phones::patient_id, patient_phones::position))
        .select((patient_phones::patient_id, patient_phones::number))
        .load(conn)?;
    let mut phones: HashMap<PatientId, Vec<Phone>> = HashMap::new();
    for (id, number) in numbers {
        phones.entry(id).or_default().push(Phone { number });
    }
    Ok(phones)
}

/// The record of that id or, when it was merged away, the one it went into, if that is within reach.
///
/// # Errors
/// As [`find`], after the same statements whether the id was never issued or is out of reach.
pub fn find_survivor(conn: &mut Conn, reach: &Reach, id: PatientId) -> Result<Patient> {
    let found = find(conn, reach, id);
    if matches!(&found, Ok(patient) if patient.merged_into.is_none()) {
        return found;
    }
    let survivor = survivor_of(conn, id)?;
    if survivor == id { found } else { find(conn, reach, survivor) }
}

/// Whether a record is within reach at this moment.
///
/// # Errors
/// What the database says.
pub fn is_reached(conn: &mut Conn, reach: &Reach, id: PatientId) -> Result<bool> {
    let found: Option<PatientId> =
        patients::table.find(id).filter(within(reach)).select(patients::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// The record with that number; the number of a record that was merged away leads to its survivor.
///
/// # Errors
/// [`Error::NotFound`], whether there is none or it is out of reach.
pub fn find_by_mrn(conn: &mut Conn, reach: &Reach, mrn: Mrn) -> Result<Patient> {
    let id: PatientId =
        patients::table.filter(patients::mrn.eq(mrn.digits())).select(patients::id).first(conn)?;
    let survivor = survivor_of(conn, id)?;
    find(conn, reach, survivor)
}

/// Where a record's history is now: itself, or the end of the chain of merges.
///
/// # Errors
/// What the database says.
pub fn survivor_of(conn: &mut Conn, id: PatientId) -> Result<PatientId> {
    let mut at = id;
    loop {
        let into: Option<Option<PatientId>> =
            patients::table.find(at).select(patients::merged_into).first(conn).optional()?;
        match into.flatten() {
            Some(next) => at = next,
            None => return Ok(at),
        }
    }
}

/// Adds a patient under the next number.
///
/// # Errors
/// As [`add`].
pub(in super::super) fn insert(tx: &mut Tx<'_>, details: &Details, by: Option<AccountId>) -> Result<Patient> {
    let serial = take_serials(tx, 1)?;
    let id = add(tx, serial, details, by)?;
    find(tx.conn(), &Reach::whole_house("the record that was just added"), id)
}

/// Adds a patient under a number that was taken for them.
///
/// # Errors
/// [`Error::Broken`] `patients_national_id_key_key` when somebody else has that national id;
/// [`Error::Conflict`] when the numbers are used up.
pub(super) fn add(
    tx: &mut Tx<'_>,
    serial: i64,
    details: &Details,
    by: Option<AccountId>,
) -> Result<PatientId> {
    let id = PatientId::new();
    let mrn = Mrn::of_serial(serial).ok_or_else(|| Error::Conflict(say!("patients-numbers-used-up")))?;
    let now = tx.now();
    diesel::insert_into(patients::table)
        .values((
            patients::id.eq(id),
            patients::serial.eq(serial),
            patients::mrn.eq(mrn.digits()),
            patients::created_at.eq(Utc(now)),
            patients::created_by.eq(by),
            patients::changed_at.eq(Utc(now)),
            Columns::of(details, &[mrn.digits()]),
        ))
        .execute(tx.conn())?;
    insert_phones(tx, id, details)?;
    Ok(id)
}

/// Replaces what is known of a patient, if nobody did so since `version`; the sheet that it replaces is kept.
///
/// # Errors
/// [`Error::NotFound`] when somebody did.
pub(in super::super) fn update(
    tx: &mut Tx<'_>,
    before: &Patient,
    details: &Details,
    by: Option<AccountId>,
) -> Result<()> {
    let now = tx.now();
    let mrns = numbers_of(tx.conn(), before.id)?;
    let changed = diesel::update(
        patients::table.filter(patients::id.eq(before.id)).filter(patients::version.eq(before.version)),
    )
    .set((
        Columns::of(details, &mrns),
        patients::version.eq(before.version + 1),
        patients::changed_at.eq(Utc(now)),
    ))
    .execute(tx.conn())?;
    if changed == 0 {
        return Err(Error::NotFound);
    }
    keep_version(tx, before, by)?;
    diesel::delete(patient_phones::table.filter(patient_phones::patient_id.eq(before.id)))
        .execute(tx.conn())?;
    insert_phones(tx, before.id, details)
}

fn insert_phones(tx: &mut Tx<'_>, id: PatientId, details: &Details) -> Result<()> {
    for (position, phone) in (0_i32..).zip(&details.phones) {
        diesel::insert_into(patient_phones::table)
            .values((
                patient_phones::patient_id.eq(id),
                patient_phones::position.eq(position),
                patient_phones::number.eq(&phone.number),
                patient_phones::tail.eq(phone.tail()),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Doctors to choose from, by name; an admin with patients counts once there are doctor profiles.
///
/// # Errors
/// What the database says.
pub fn doctors(conn: &mut Conn) -> Result<Vec<(Uuid, String)>> {
    Ok(accounts::table
        .filter(accounts::role.eq("doctor"))
        .filter(accounts::active.eq(true))
        .order((accounts::name, accounts::id))
        .select((accounts::id, accounts::name))
        .load(conn)?)
}
