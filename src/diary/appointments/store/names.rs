//! Names of who stands in appointments.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::gate::actor::AccountId;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::people::patients::{PatientId, list_name};
use crate::schema::{accounts, patients};

/// The names of employees, those who have left too.
///
/// # Errors
/// What the database says.
pub fn names(conn: &mut Conn, of: impl IntoIterator<Item = AccountId>) -> Result<HashMap<AccountId, String>> {
    let mut ids: Vec<AccountId> = of.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(AccountId, String)> =
        accounts::table.filter(accounts::id.eq_any(ids)).select((accounts::id, accounts::name)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// A patient's name as lists show it, for whoever may see an appointment of theirs.
///
/// # Errors
/// What the database says.
pub fn patient_name(conn: &mut Conn, of: PatientId) -> Result<String> {
    let (family, given): (String, String) =
        patients::table.find(of).select((patients::family_name, patients::given_names)).first(conn)?;
    Ok(list_name(&family, &given))
}
