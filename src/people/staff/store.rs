//! The statements on `staff_profiles`, `specialties` and `staff_specialties`; `accounts` is joined for who is still here.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{DoctorProfile, folded};
use crate::gate::actor::AccountId;
use crate::kit::db::types::AnyId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::schema::{accounts, specialties, staff_profiles, staff_specialties};

/// The profile of one employee; none when they never had one.
///
/// # Errors
/// What the database says.
pub fn profile(conn: &mut Conn, id: AccountId) -> Result<Option<DoctorProfile>> {
    let row: Option<(bool, String, Option<i64>, i32, bool)> = staff_profiles::table
        .find(id)
        .select((
            staff_profiles::sees_patients,
            staff_profiles::licence,
            staff_profiles::fee_minor,
            staff_profiles::slot_minutes,
            staff_profiles::overbookable,
        ))
        .first(conn)
        .optional()?;
    let Some((sees_patients, licence, fee_minor, slot_minutes, overbookable)) = row else { return Ok(None) };
    let specialties = staff_specialties::table
        .inner_join(specialties::table.on(specialties::id.eq(staff_specialties::specialty_id)))
        .filter(staff_specialties::account_id.eq(id))
        .order(staff_specialties::place)
        .select(specialties::name)
        .load(conn)?;
    Ok(Some(DoctorProfile { sees_patients, specialties, licence, fee_minor, slot_minutes, overbookable }))
}

/// Specialties of everybody who sees patients, in their order; an empty list for those who see patients without one.
///
/// # Errors
/// What the database says.
pub fn specialties_of_all(conn: &mut Conn) -> Result<HashMap<AccountId, Vec<String>>> {
    let rows: Vec<(AccountId, Option<String>)> = staff_profiles::table
        .left_join(staff_specialties::table.on(staff_specialties::account_id.eq(staff_profiles::account_id)))
        .left_join(
            specialties::table.on(specialties::id.nullable().eq(staff_specialties::specialty_id.nullable())),
        )
        .filter(staff_profiles::sees_patients.eq(true))
        .order(staff_specialties::place)
        .select((staff_profiles::account_id, specialties::name.nullable()))
        .load(conn)?;
    let mut of_all: HashMap<AccountId, Vec<String>> = HashMap::new();
    for (account, name) in rows {
        of_all.entry(account).or_default().extend(name);
    }
    Ok(of_all)
}

/// A specialty with those who practise it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Specialty {
    /// Its identity.
    pub id: SpecialtyId,
    /// Its name.
    pub name: String,
    /// Who sees patients in it.
    pub doctors: Vec<AccountId>,
}

/// The id of a specialty.
pub type SpecialtyId = Id<Specialty>;

/// The specialties somebody sees patients in, by name.
///
/// # Errors
/// What the database says.
pub fn specialties(conn: &mut Conn) -> Result<Vec<Specialty>> {
    let rows: Vec<(SpecialtyId, String, AccountId)> = staff_specialties::table
        .inner_join(specialties::table.on(specialties::id.eq(staff_specialties::specialty_id)))
        .inner_join(staff_profiles::table.on(staff_profiles::account_id.eq(staff_specialties::account_id)))
        .inner_join(accounts::table.on(accounts::id.eq(staff_specialties::account_id)))
        .filter(staff_profiles::sees_patients.eq(true))
        .filter(accounts::active.eq(true))
        .order((specialties::name_key, specialties::id, accounts::name))
        .select((specialties::id, specialties::name, staff_specialties::account_id))
        .load(conn)?;
    let mut found: Vec<Specialty> = Vec::new();
    for (id, name, doctor) in rows {
        match found.last_mut().filter(|last| last.id == id) {
            Some(last) => last.doctors.push(doctor),
            None => found.push(Specialty { id, name, doctors: vec![doctor] }),
        }
    }
    Ok(found)
}

/// Keeps a profile in place of the old one.
///
/// # Errors
/// What the database says.
pub fn put_profile(tx: &mut Tx<'_>, id: AccountId, profile: &DoctorProfile) -> Result<()> {
    diesel::delete(staff_specialties::table.filter(staff_specialties::account_id.eq(id)))
        .execute(tx.conn())?;
    diesel::delete(staff_profiles::table.find(id)).execute(tx.conn())?;
    diesel::insert_into(staff_profiles::table)
        .values((
            staff_profiles::account_id.eq(id),
            staff_profiles::sees_patients.eq(profile.sees_patients),
            staff_profiles::licence.eq(&profile.licence),
            staff_profiles::fee_minor.eq(profile.fee_minor),
            staff_profiles::slot_minutes.eq(profile.slot_minutes),
            staff_profiles::overbookable.eq(profile.overbookable),
        ))
        .execute(tx.conn())?;
    for (place, name) in (0_i32..).zip(&profile.specialties) {
        let specialty = specialty(tx, name)?;
        diesel::insert_into(staff_specialties::table)
            .values((
                staff_specialties::account_id.eq(id),
                staff_specialties::specialty_id.eq(AnyId(specialty)),
                staff_specialties::place.eq(place),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// The specialty of this name, whatever its case; made when the hospital has none like it.
fn specialty(tx: &mut Tx<'_>, name: &str) -> Result<uuid::Uuid> {
    let key = folded(name);
    let known: Option<uuid::Uuid> = specialties::table
        .filter(specialties::name_key.eq(&key))
        .select(specialties::id)
        .first(tx.conn())
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    let id = uuid::Uuid::now_v7();
    diesel::insert_into(specialties::table)
        .values((specialties::id.eq(AnyId(id)), specialties::name.eq(name), specialties::name_key.eq(&key)))
        .execute(tx.conn())?;
    Ok(id)
}
