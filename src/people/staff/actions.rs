//! What an admin does with employees: one transaction each.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::json;

use super::leaving::OpenWork;
use super::model::{DoctorProfile, Sheet};
use super::store;
use crate::gate::access::employees::{self, Changes};
use crate::gate::access::links;
use crate::gate::access::model::email_key;
use crate::gate::access::second_factor;
use crate::gate::access::store::{self as accounts, NewAccount};
use crate::gate::actor::AccountId;
use crate::gate::notifications::security::{self, Change};
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;
use crate::say;

/// Makes an account with a one-time password.
///
/// # Errors
/// [`crate::kit::error::Error::Broken`] by [`employees::EMAIL_TAKEN`].
pub fn create(tx: &mut Tx<'_>, sheet: &Sheet, password_hash: &str, until: Timestamp) -> Result<AccountId> {
    let id = accounts::insert_account(
        tx,
        &NewAccount {
            role: sheet.role,
            name: sheet.name.clone(),
            email: sheet.email.clone(),
            email_key: sheet.email_key.clone(),
            password_hash: Some(password_hash.to_owned()),
            one_time_until: Some(until),
            patient: None,
        },
    )?;
    employees::equip(tx, id, sheet.duties, &sheet.sites)?;
    if sheet.profile != DoctorProfile::default() {
        store::put_profile(tx, id, &sheet.profile)?;
    }
    tx.record(Deed::new("staff.created").on("account", id).with(json!({ "role": sheet.role })));
    Ok(id)
}

/// Saves an employee. A change of role ends their sessions.
///
/// # Errors
/// As [`employees::change`].
pub fn edit(tx: &mut Tx<'_>, by: AccountId, id: AccountId, version: i64, sheet: &Sheet) -> Result<()> {
    let old = employees::employee(tx.conn(), id)?;
    let old_sites = employees::sites_of(tx.conn(), id)?;
    let old_profile = store::profile(tx.conn(), id)?.unwrap_or_default();
    employees::change(
        tx,
        by,
        id,
        version,
        &Changes {
            role: sheet.role,
            name: sheet.name.clone(),
            email: sheet.email.clone(),
            email_key: sheet.email_key.clone(),
            duties: sheet.duties,
            sites: sheet.sites.clone(),
        },
    )?;
    if old_profile != sheet.profile {
        store::put_profile(tx, id, &sheet.profile)?;
    }
    let mut sites = sheet.sites.clone();
    sites.sort_unstable();
    let changed: Vec<&str> = [
        ("name", old.name != sheet.name),
        ("email", old.email != sheet.email),
        ("role", old.role != sheet.role),
        ("duties", old.duties != sheet.duties),
        ("sites", old_sites != sites),
        ("doctor", old_profile != sheet.profile),
    ]
    .into_iter()
    .filter_map(|(name, changed)| changed.then_some(name))
    .collect();
    let mut facts = json!({ "fields": changed });
    if old.name != sheet.name {
        facts["old_name"] = json!(old.name);
        facts["new_name"] = json!(sheet.name);
    }
    tx.record(Deed::new("staff.changed").on("account", id).with(facts));
    if email_key(&old.email).as_ref() != Some(&sheet.email_key) {
        // To the old address too: whoever it was taken from must hear of it.
        security::tell_at(
            tx,
            id,
            &old.email,
            Change::Address,
            &[(say!("mail-new-address"), sheet.email.clone())],
        )?;
        links::end(tx, id, None)?;
    }
    if old.role != sheet.role {
        let ended = accounts::end_sessions(tx, id, None)?;
        tx.record(
            Deed::new("staff.role-changed")
                .on("account", id)
                .with(json!({ "from": old.role, "to": sheet.role, "sessions": ended })),
        );
        security::tell(tx, id, Change::Role, &[])?;
    }
    Ok(())
}

/// Starts a reset: a one-time password, and every session ends. `factor_too` when the telephone is lost.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`].
pub fn reset(
    tx: &mut Tx<'_>,
    id: AccountId,
    password_hash: &str,
    until: Timestamp,
    factor_too: bool,
) -> Result<()> {
    employees::employee(tx.conn(), id)?;
    accounts::set_password(tx, id, password_hash, Some(until))?;
    if factor_too {
        second_factor::turn_off(tx, id)?;
        tx.record(Deed::new("staff.second-factor-ended").on("account", id));
    }
    let ended = accounts::end_sessions(tx, id, None)?;
    links::end(tx, id, None)?;
    tx.record(Deed::new("staff.reset").on("account", id).with(json!({ "sessions": ended })));
    security::tell(tx, id, Change::Reset, &[])
}

/// Ends every session of an employee, and answers how many it were.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`].
pub fn end_sessions(tx: &mut Tx<'_>, id: AccountId) -> Result<usize> {
    employees::employee(tx.conn(), id)?;
    let ended = accounts::end_sessions(tx, id, None)?;
    tx.record(Deed::new("staff.sessions-ended").on("account", id).with(json!({ "sessions": ended })));
    Ok(ended)
}

/// Disables an employee; sessions end at once, and open work goes to `to`, if anybody. Answers why some of it stays, and what
/// to do then.
///
/// # Errors
/// As [`employees::set_active`].
pub fn disable(
    tx: &mut Tx<'_>,
    by: AccountId,
    id: AccountId,
    to: Option<AccountId>,
    work: &[Arc<dyn OpenWork>],
) -> Result<Vec<String>> {
    employees::set_active(tx, by, id, false)?;
    let ended = accounts::end_sessions(tx, id, None)?;
    tx.record(Deed::new("staff.disabled").on("account", id).with(json!({ "sessions": ended })));
    security::tell(tx, id, Change::Disabled, &[])?;
    let mut stays = Vec::new();
    if let Some(to) = to {
        for kind in work {
            let handed = kind.hand_over(tx, by, id, to)?;
            tx.record(Deed::new("staff.work-handed-over").on("account", id).with(json!({
                "work": kind.name(),
                "to": to,
                "handed": handed.handed,
                "left": handed.left,
            })));
            if handed.left > 0 {
                stays.push(kind.left());
            }
        }
    }
    Ok(stays)
}

/// Lets an employee sign in again.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`].
pub fn enable(tx: &mut Tx<'_>, by: AccountId, id: AccountId) -> Result<()> {
    employees::set_active(tx, by, id, true)?;
    tx.record(Deed::new("staff.enabled").on("account", id));
    security::tell(tx, id, Change::Enabled, &[])
}
