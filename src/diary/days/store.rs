//! What the diary reads besides its own tables: names and specialties of doctors, in one statement. Reads `accounts`,
//! `staff_specialties` and `specialties`, which lie below.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::gate::actor::AccountId;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::schema::{accounts, specialties, staff_specialties};

/// Somebody with a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doctor {
    /// As they write it.
    pub name: String,
    /// In the order in which they are named.
    pub specialties: Vec<String>,
}

/// Names and specialties of some doctors, of those who have left too.
///
/// # Errors
/// What the database says.
pub fn doctors(conn: &mut Conn, of: Vec<AccountId>) -> Result<HashMap<AccountId, Doctor>> {
    if of.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(AccountId, String, Option<String>)> = accounts::table
        .left_join(staff_specialties::table.on(staff_specialties::account_id.eq(accounts::id)))
        .left_join(
            specialties::table.on(specialties::id.nullable().eq(staff_specialties::specialty_id.nullable())),
        )
        .filter(accounts::id.eq_any(of))
        .order((accounts::id, staff_specialties::place))
        .select((accounts::id, accounts::name, specialties::name.nullable()))
        .load(conn)?;
    let mut doctors: HashMap<AccountId, Doctor> = HashMap::new();
    for (id, name, specialty) in rows {
        let doctor = doctors.entry(id).or_insert_with(|| Doctor { name, specialties: Vec::new() });
        doctor.specialties.extend(specialty);
    }
    Ok(doctors)
}
